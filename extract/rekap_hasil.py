"""Collecting facts, findings and explanations while one file is read."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from msgspec import Struct, field

from extract.figure import Fact
from extract.finding import Finding, Tingkat
from extract.grid import Cell, Document
from extract.headings import Kepala, Kolom, is_exact
from extract.rekap_gabung import numbers_only
from extract.rekap_konteks import find_code, find_satker, surrounding
from extract.rekap_sel import Pembaca, Sel
from extract.rekap_tabel import Baris, Rekap
from extract.rekap_tanggal import Keadaan, find_state, find_year

YAKIN = 88.0  # a heading less like its synonym than this is to be looked at by a person
_TAHUN = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d)")


class Hasil(Struct):
    """What one file yielded so far."""

    document: Document
    tahun: int | None  # the reporting year asked for, None when only recognising
    facts: list[Fact] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    penjelasan: list[str] = field(default_factory=list)
    indikator: list[object] = field(default_factory=list)  # rekap_indikator.TabelIndikator, numbered later
    jenis: list[str] = field(default_factory=list)

    def find(
        self,
        kode: str,
        tingkat: Tingkat,
        lokasi: str,
        pesan: str,
        tercetak: str | None = None,
        mestinya: str | None = None,
    ) -> None:
        place = f"{self.document.file}: {lokasi}"
        self.findings.append(
            Finding(kode, tingkat, f"{self.document.file}, {lokasi}: {pesan}", (place,), tercetak, mestinya)
        )

    def lewat(self, row: Baris, alasan: str) -> None:
        """Note a row that is left out, and why."""
        text = row.teks if len(row.teks) <= 70 else row.teks[:67] + "..."
        self.penjelasan.append(f"  baris dilewati {row.locator}: {alasan} ('{text}')")


class Tulis:
    """Writes the facts of one table with its as-of date."""

    def __init__(self, hasil: Hasil, rekap: Rekap) -> None:
        self.hasil, self.rekap = hasil, rekap
        self.tahun = rekap_year(rekap)
        self.keadaan = rekap_state(rekap, self.tahun or hasil.tahun)
        self.tanggal: date | None = self.keadaan.tanggal

    def sel(self, tabel: str, kunci: tuple[tuple[str, str | int], ...], kolom: str, sel: Sel | None) -> None:
        """Write a numeric cell (nothing where the cell is blank)."""
        if sel is not None:
            self._add(tabel, kunci, kolom, sel.nilai, sel.satuan, sel.teks, sel.cell)

    def teks(
        self, tabel: str, kunci: tuple[tuple[str, str | int], ...], kolom: str, nilai: str, cell: Cell | None
    ) -> None:
        """Write a text cell (nothing where it is blank)."""
        if nilai and cell is not None:
            self._add(tabel, kunci, kolom, nilai, "", " ".join(cell.text.split()) or nilai, cell)

    def _add(
        self, tabel: str, kunci: tuple[tuple[str, str | int], ...], kolom: str, nilai: Decimal | str | None,
        satuan: str, teks: str, cell: Cell,
    ) -> None:  # fmt: skip
        source = self.hasil.document.source(cell.locator)
        self.hasil.facts.append(Fact(tabel, kunci, kolom, nilai, satuan, teks, source, self.tanggal, cell.ocr))


def rekap_year(rekap: Rekap) -> int | None:
    """Return the year of a table: from its own titles, those before, the sheet's name, or its notes."""
    own, titles = ([b.teks for b in rows] for rows in (rekap.judul, rekap.konteks))
    found = find_year(own) or find_year(titles) or find_year([rekap.sheet.name])
    if found is None:
        found = find_year([b.teks for b in rekap.catatan if b.teks.lower().startswith("filter")])
    if found is None:  # REALISASI TA 2023 in a heading
        years = {y for k in rekap.kepala.kolom if k.parameter is None for y in _TAHUN.findall(k.judul)}
        found = int(years.pop()) if len(years) == 1 else None
    return found


def rekap_state(rekap: Rekap, tahun: int | None) -> Keadaan:
    """Return the as-of date of a table: its own titles before those of the tables above and beside it."""
    year = rekap_year(rekap) or tahun
    own = find_state([b.teks for b in rekap.judul], year)
    return own if own.tanggal and not own.cetak and not own.tanpa_tahun else find_state(surrounding(rekap), year)


def rekap_satker(rekap: Rekap) -> tuple[str | None, str | None]:
    """Return name and code of the satker in the titles of a table."""
    texts = [b.teks for b in rekap.konteks]
    return find_satker(texts), find_code(texts)


def explain_header(rekap: Rekap) -> list[str]:
    """Return how a header was understood, column by column."""
    kepala: Kepala = rekap.kepala
    lines = [
        f"tabel {kepala.peta.nama} ({kepala.jenis}) di {rekap.locator}, halaman/lembar {', '.join(rekap.halaman)}, "
        f"skor {kepala.skor:.1f}, {kepala.tinggi} baris judul"
    ]
    for kolom in kepala.kolom:
        if kolom.nama:
            extra = f" [{kolom.parameter}]" if kolom.parameter else ""
            lines.append(f"  judul '{kolom.judul}' -> {kolom.nama}{extra} (kecocokan {kolom.skor:.0f})")
        elif kolom.diabaikan:
            lines.append(f"  judul '{kolom.judul}' dikenal, tidak dipakai")
        else:
            lines.append(f"  judul '{kolom.judul}' TIDAK DIKENAL; terdekat: {', '.join(kolom.calon)}")
    return lines


def check_header(hasil: Hasil, rekap: Rekap) -> None:
    """Report headings in no map (where the column holds data) and headings that only resemble a synonym."""
    for kolom in rekap.kepala.kolom:
        filled = any((c := b.ambil(kolom)) is not None and c.text.strip() for b in rekap.baris)
        twin = next((k for k in rekap.kepala.kolom if k.nama and k.judul == kolom.judul), None)
        named = twin is not None and twin.tipe == "teks" and twin.index == kolom.index + kolom.lebar
        if kolom.nama is None and filled and named and numbers_only(kolom, rekap.baris):
            continue  # the numbers of the names beside them, under one heading
        if kolom.nama is None and not kolom.diabaikan and filled and twin is not None:
            hasil.find("JUDUL-GANDA", Tingkat.PERINGATAN, rekap.locator,
                       f"dua kolom berjudul '{kolom.judul}'; yang pertama dibaca sebagai {twin.nama}, yang lain "
                       "tidak dibaca. Beri judul yang membedakannya.")  # fmt: skip
        elif kolom.nama is None and not kolom.diabaikan and filled:
            hasil.find(
                "JUDUL-TAK-DIKENAL", Tingkat.PERINGATAN, rekap.locator,
                f"judul kolom '{kolom.judul}' tidak ada di peta {rekap.kepala.peta.nama}, jadi kolomnya tidak "
                f"dibaca. "
                f"Paling dekat: {', '.join(kolom.calon)}. Bila kolom ini perlu, ubah judulnya di berkas menjadi "
                f"judul yang dikenal, atau tambahkan di extract/maps/{rekap.jenis}.yml (docs/EKSTRAKSI.md).",
            )  # fmt: skip
    _report_near(hasil, rekap)


def _report_near(hasil: Hasil, rekap: Rekap) -> None:
    """Report headings that only resemble a synonym, one finding for each column of the map."""

    def filled(kolom: Kolom) -> bool:
        return any((c := b.ambil(kolom)) is not None and c.text.strip() for b in rekap.baris)

    near = [k for k in rekap.kepala.kolom if k.nama and not is_exact(k, rekap.jenis) and filled(k)]
    for nama in dict.fromkeys(k.nama for k in near):
        own = [k for k in near if k.nama == nama]
        score = min(k.skor for k in own)
        said = ", ".join(repr(k.judul) for k in own[:4]) + (", ..." if len(own) > 4 else "")
        hasil.find(
            "JUDUL-MIRIP", Tingkat.PERINGATAN if score < YAKIN else Tingkat.INFO, rekap.locator,
            f"judul kolom {said} dibaca sebagai {nama} karena mirip (kecocokan {score:.0f}). Bila benar, tambahkan "
            "judulnya di "
            f"extract/maps/{rekap.jenis}.yml; bila salah, betulkan judulnya di sumber.",
        )  # fmt: skip


def finish(hasil: Hasil, pembaca: Pembaca) -> None:
    hasil.findings.extend(pembaca.findings)
