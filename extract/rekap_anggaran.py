"""Budget tables: realisasi per jenis belanja, per satker, FA Detail, and the budget of a Perjanjian Kinerja."""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec.structs import replace

from extract.figure import Fact, make_key
from extract.finding import Tingkat
from extract.grid import Cell
from extract.headings import load_kamus, normal
from extract.rekap_alur import is_note
from extract.rekap_butir import strip_number
from extract.rekap_hasil import Hasil, Tulis, finish
from extract.rekap_hitung import PERSEN, SISA
from extract.rekap_konteks import divisi_of_unit, find_level, find_unit
from extract.rekap_sel import Kunci, Pembaca, Sel
from extract.rekap_sumber import of_one_source, rows_by_source
from extract.rekap_tabel import Baris, Rekap, is_number_row, is_total
from extract.rekap_teks import join_lines

UANG = ("pagu", "realisasi", "sisa", "persen")


def jenis_belanja(text: str) -> str | None:
    """Return pegawai, barang, modal or total where a label names it."""
    key = normal(re.sub(r"\(\s*\d+\s*\)", " ", text))
    if re.match(r"5[123](?!0000)\d{4}\b", key):
        return None  # an akun is a part of its jenis belanja
    for jenis, words in load_kamus().jenis_belanja.items():
        if key in {normal(w) for w in words}:
            return jenis
    for jenis in ("pegawai", "barang", "modal"):
        if re.search(rf"\bbelanja {jenis}\b", key):
            return jenis
    return "total" if is_total(text) else None


def read_belanja(hasil: Hasil, rekap: Rekap) -> None:
    """Read realisasi per jenis belanja; facts of an earlier year go to `belanja_lalu`."""
    pembaca, tulis = Pembaca(hasil.document, rekap, (SISA, PERSEN)), Tulis(hasil, rekap)
    rows: dict[str, dict[Kunci, Sel]] = {}
    parted, sourced = _parted(rekap, pembaca), rows_by_source(rekap)
    if of_one_source(hasil, rekap):
        return
    for row in rekap.baris:
        label = pembaca.teks(row, "jenis")
        code = normal(pembaca.teks(row, "kode"))
        akun = re.fullmatch(r"5[123](?!0000)\d{4}|5[123](?!00)\d{2}", code)
        jenis = None if akun else jenis_belanja(label) or jenis_belanja(code)
        if jenis == "total" and normal(label).startswith("sub"):
            hasil.lewat(row, "subjumlah")
            continue
        if jenis is None and not label and row.isi:
            jenis = next((j for c in row.isi if (j := jenis_belanja(join_lines(c.text)))), None)
        if jenis in parted and (sourced or not _named_whole(label)):
            jenis = None
        if jenis is None or jenis in rows:
            _skip(hasil, row, pembaca, "bukan jenis belanja 51, 52, 53 atau jumlah")
            continue
        rows[jenis] = pembaca.periksa(row, pembaca.baca(row))
        for (nama, parameter), sel in rows[jenis].items():
            year = int(parameter) if parameter else tulis.tahun or hasil.tahun or 0
            tabel = "belanja" if not hasil.tahun or year >= hasil.tahun else "belanja_lalu"
            if nama in UANG:
                tulis.sel(tabel, make_key(tahun=year, jenis=jenis), nama, sel)
    check_total(hasil, rekap, [v for j, v in rows.items() if j != "total"], rows.get("total"))
    for jenis in ("pegawai", "barang", "modal"):
        if rows and jenis not in rows:
            hasil.find("BARIS-KURANG", Tingkat.INFO, rekap.locator, f"tidak ada baris belanja {jenis}.")
    finish(hasil, pembaca)


def _named_whole(label: str) -> bool:
    """Tell whether a label is a jenis belanja itself, not a part of it (`Belanja Barang Operasional`)."""
    key = normal(re.sub(r"\(\s*\d+\s*\)", " ", label))
    return any(key in {normal(w) for w in words} for words in load_kamus().jenis_belanja.values())


def _parted(rekap: Rekap, pembaca: Pembaca) -> set[str]:
    """Return the jenis belanja that several rows name: parts of it, none of which is the whole."""
    found = [j for row in rekap.baris if (j := jenis_belanja(pembaca.teks(row, "jenis"))) and j != "total"]
    return {jenis for jenis in found if found.count(jenis) > 1}


def _skip(hasil: Hasil, row: Baris, pembaca: Pembaca, alasan: str) -> None:
    if row.kosong or is_number_row(row):
        return
    hasil.lewat(row, alasan)
    if row.garis is None and len(row.isi) > 1 and pembaca.baca(row):
        hasil.find("BARIS-TAK-DIKENAL", Tingkat.PERINGATAN, row.locator,
                   f"baris '{row.teks[:80]}' berisi angka tetapi {alasan}; tidak dibaca. Periksa "
                   f"sumbernya.")  # fmt: skip


def check_total(hasil: Hasil, rekap: Rekap, parts: list[dict[Kunci, Sel]], total: dict[Kunci, Sel] | None) -> None:
    """Compare a printed total with the sum of its parts."""
    if total is None or not parts:
        return
    for key, printed in total.items():
        if key[0] not in ("pagu", "realisasi", "sisa", "laki", "perempuan", "jumlah") or printed.angka is None:
            continue
        values = [p[key].angka for p in parts if key in p]
        known = [v for v in values if v is not None]
        if known and sum(known, Decimal(0)) != printed.angka:
            mestinya = sum(known, Decimal(0))
            hasil.find("BACA-JUMLAH", Tingkat.PERINGATAN, printed.cell.locator,
                       f"jumlah {key[0]} tercetak {printed.teks}, jumlah baris-barisnya {mestinya}. Angka dibaca "
                       f"apa "
                       "adanya; periksa sumbernya.", printed.teks, str(mestinya))  # fmt: skip


def read_satker_belanja(hasil: Hasil, rekap: Rekap) -> None:
    """Read one row per satker."""
    pembaca, tulis = Pembaca(hasil.document, rekap, (SISA, PERSEN)), Tulis(hasil, rekap)
    if of_one_source(hasil, rekap):
        return
    parts: list[dict[Kunci, Sel]] = []
    totals: list[tuple[Baris, dict[Kunci, Sel]]] = []
    only = _only_group(rekap)
    for row in rekap.baris:
        name = pembaca.teks(row, "satker")
        code = re.sub(r"\D", "", pembaca.teks(row, "kode_satker"))
        match = re.search(r"(?<!\d)(\d{6})(?!\d)", name)
        if not code and match:
            code, name = match[1], " ".join(name.replace(match[0], " ").split()).strip(" -()")
        label = name or row.teks
        last = is_total(label) or (not code and any(is_total(join_lines(c.text)) for c in row.isi[:2]))
        if row.garis is not None or (not last and not name) or is_number_row(row):
            _skip(hasil, row, pembaca, "bukan baris satker")
            continue
        values = pembaca.periksa(row, _regroup(pembaca.baca(row), only))
        if not values:
            hasil.lewat(row, "tanpa angka")
            continue
        if not code and not last:
            hasil.find(
                "KODE-SATKER-KOSONG",
                Tingkat.INFO,
                row.locator,
                f"satker '{name}' tanpa kode; namanya dipakai sebagai kunci.",
            )
        if last:
            totals.append((row, values))
            continue
        cell = pembaca.sel(row, "satker")
        text_cell = cell if cell is not None and cell.text.strip() else next(iter(row.isi), None)
        _write_satker(tulis, values, code or name, name, text_cell)
        parts.append(values)
    whole = _grand_total(hasil, totals)
    if whole is not None:
        row, values = whole
        cell = pembaca.sel(row, "satker")
        text_cell = cell if cell is not None and cell.text.strip() else next(iter(row.isi), None)
        _write_satker(tulis, values, "total", "TOTAL", text_cell)
        check_total(hasil, rekap, parts, values)
    finish(hasil, pembaca)


def _grand_total(
    hasil: Hasil, totals: list[tuple[Baris, dict[Kunci, Sel]]]
) -> tuple[Baris, dict[Kunci, Sel]] | None:
    """Return the total of all rows; subtotals of groups of satker are left out by name."""
    if not totals:
        return None

    def size(one: tuple[Baris, dict[Kunci, Sel]]) -> Decimal:
        amounts = [s.angka for k, s in one[1].items() if k[0] == "pagu" and s.angka is not None]
        return max(amounts, default=Decimal(0))

    whole = max(reversed(totals), key=size)
    for one in totals:
        if one is not whole:
            hasil.lewat(one[0], "subjumlah")
    return whole


def own_belanja(facts: list[Fact], tahun: int) -> list[Fact]:
    """Return `belanja` facts from the satker's own row of a table over satker, where no recap of its own gives "
    "them."""
    profil = {f.kolom: str(f.nilai) for f in facts if f.tabel == "profil"}
    have = {f.tabel for f in facts}
    found = []
    for tabel, target, year in (
        ("satker_belanja", "belanja", tahun),
        ("satker_belanja_lalu", "belanja_lalu", tahun - 1),
    ):
        rows = [f for f in facts if f.tabel == tabel and f.kolom in UANG]
        codes = {f.key("kode_satker") for f in rows} - {"total"}
        code = profil.get("kode_satker") if profil.get("kode_satker") in codes else None
        if target in have or (code is None and len(codes) != 1):
            continue
        own = code or codes.pop()
        found += [
            replace(f, tabel=target, kunci=make_key(tahun=year, jenis=str(f.key("jenis") or "total")))
            for f in rows if f.key("kode_satker") == own
        ]  # fmt: skip
    return found


def _only_group(rekap: Rekap) -> str | None:
    """Return the group of a table that has one only: its heading may stand over some columns, not all."""
    groups = {k.parameter for k in rekap.kepala.kolom if k.nama in UANG}
    named = groups - {None}
    if not named and rekap.judul:
        return jenis_belanja(rekap.judul[-1].teks)  # the one group heading, printed above the grid
    return named.pop() if len(named) == 1 and None in groups else None


def _regroup(values: dict[Kunci, Sel], only: str | None) -> dict[Kunci, Sel]:
    """Return the values of a row under their group; `Sisa` without one is the total's where it proves to be."""
    made = {(nama, parameter or only): sel for (nama, parameter), sel in values.items()}
    pagu, spent, left = (made.get(key) for key in (("pagu", "total"), ("realisasi", "total"), ("sisa", None)))
    known = [s.angka for s in (pagu, spent, left) if s is not None and s.angka is not None]
    if len(known) == 3 and known[0] - known[1] == known[2] and ("sisa", "total") not in made:
        made["sisa", "total"] = made.pop(("sisa", None))
    return made


def _satker_table(tulis: Tulis) -> str:
    """An earlier year's table serves only to take the satker's own row from it."""
    asked = tulis.hasil.tahun
    return "satker_belanja_lalu" if asked and tulis.tahun and tulis.tahun < asked else "satker_belanja"


def _write_satker(tulis: Tulis, values: dict[Kunci, Sel], code: str, name: str, cell: Cell | None) -> None:
    seen: set[str | None] = set()
    tabel = _satker_table(tulis)
    for (nama, parameter), sel in values.items():
        key = make_key(kode_satker=code, jenis=parameter)
        if parameter not in seen:
            seen.add(parameter)
            tulis.teks(tabel, key, "satker", name, cell)
        if nama in UANG:
            tulis.sel(tabel, key, nama, sel)


def read_anggaran_pk(hasil: Hasil, rekap: Rekap) -> None:
    """Read the budget table of a Perjanjian Kinerja: programs and their kegiatan."""
    pembaca, tulis = Pembaca(hasil.document, rekap), Tulis(hasil, rekap)
    start = max(
        (i for i, b in enumerate(rekap.konteks) if normal(b.teks).startswith("perjanjian kinerja")), default=0
    )
    unit = find_unit(rekap.konteks[start:])
    divisi = divisi_of_unit(unit) if unit else None
    year = tulis.tahun if hasil.tahun and tulis.tahun and tulis.tahun > hasil.tahun else None
    for row in rekap.baris:
        name = strip_number(pembaca.teks(row, "nama"))
        values = pembaca.baca(row) if row.garis is None else {}
        pagu = values.get(("pagu", None))
        if not name or is_total(name) or is_note(name) or is_number_row(row):
            if not row.kosong:
                hasil.lewat(row, "baris jumlah, catatan atau tanpa nama")
            continue
        said = find_level(normal(pembaca.teks(row, "tingkat")), []) or normal(pembaca.teks(row, "tingkat"))
        level = said if said in ("program", "kegiatan") else (
            "program" if normal(name).startswith("program") else "kegiatan")  # fmt: skip
        key = make_key(divisi=divisi, unit=unit, tahun=year, tingkat=level, nama=name)
        if pagu is None:
            hasil.lewat(row, f"{level} tanpa anggaran tercetak")
            continue
        tulis.sel("anggaran_pk", key, "pagu", pagu)
    finish(hasil, pembaca)
