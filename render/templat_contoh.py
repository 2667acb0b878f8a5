"""What a template may use, by chapter: the shape of the contexts that really are built.

An invented satker that has every table is computed and turned into contexts by the very code that
makes reports, for an ordinary satker and for a kanwil; what those contexts hold is what templates may
name. Nothing here is ever printed.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from extract.figure import Fact, SourceRef, make_key
from extract.finding import Finding
from render.gaya import Pedoman
from render.objek import Isi
from transform.laporan import Laporan

YEAR = 2023
IKPA = ("revisi_dipa", "deviasi_hal3", "penyerapan", "kontraktual", "tagihan", "up_tup", "dispensasi_spm")


class Bentuk(Struct, frozen=True):
    """The shape of one name: a text, a list of something, or named parts; `bebas` knows nothing."""

    jenis: str  # teks, daftar, bagian, bebas
    bagian: dict[str, Bentuk] = field(default_factory=dict)
    isi: Bentuk | None = None


BEBAS = Bentuk("bebas")
TEKS = Bentuk("teks")


def shape_of(value: Isi) -> Bentuk:
    """Return the shape of a value; a list's items are merged into one shape."""
    if isinstance(value, str):
        return TEKS
    if isinstance(value, list):
        return Bentuk("daftar", isi=merge([shape_of(v) for v in value]))
    return Bentuk("bagian", {name: shape_of(v) for name, v in value.items()})


def merge(shapes: list[Bentuk]) -> Bentuk:
    """Return one shape that allows what any of them allows."""
    known = [s for s in shapes if s.jenis != "bebas"]
    if not known:
        return BEBAS
    kinds = {s.jenis for s in known}
    if len(kinds) > 1:
        return BEBAS
    if known[0].jenis == "daftar":
        return Bentuk("daftar", isi=merge([s.isi or BEBAS for s in known]))
    names = dict.fromkeys(n for s in known for n in s.bagian)
    return Bentuk(known[0].jenis, {n: merge([s.bagian[n] for s in known if n in s.bagian]) for n in names})


class Contoh(Struct, frozen=True):
    """A reading with facts that nobody read."""

    facts: tuple[Fact, ...]
    findings: tuple[Finding, ...] = ()


def shapes(pedoman: Pedoman) -> dict[str, Bentuk]:
    """Return for every chapter key the shape of its context under this pedoman."""
    return _shapes(replace(pedoman, folder=Path()))


@functools.cache
def _shapes(pedoman: Pedoman) -> dict[str, Bentuk]:
    from render.chapters import build_context
    from render.teks import TeksHukum

    found: dict[str, list[Bentuk]] = {}
    for laporan in sample_reports():
        teks = TeksHukum(laporan.profil.jenis, pedoman.id, YEAR)
        for item in pedoman.bab:
            konteks = build_context(item.kunci, laporan, teks, pedoman)
            found.setdefault(item.kunci, []).append(shape_of(dict(konteks.data)))
    return {key: merge(parts) for key, parts in found.items()}


@functools.cache
def sample_reports() -> tuple[Laporan, ...]:
    """Return the invented reports: a satker with its forms filled, a satker without, a kanwil."""
    from transform.aturan import load_hitung
    from transform.build import build_laporan
    from transform.laporan import Periode

    periode, settings = Periode(YEAR), load_hitung(None)
    return tuple(
        build_laporan(Contoh(tuple(facts)), periode, settings, satker_id="contoh")
        for facts in (_facts("bapas", None), _facts("kanwil", "Administrasi"))
    )


def _fact(tabel: str, kunci: dict[str, str | int | None], satuan: str, **cells: Decimal | str | int) -> list[Fact]:
    key = make_key(**kunci)
    made = []
    for kolom, nilai in cells.items():
        value = Decimal(nilai) if isinstance(nilai, int) else nilai
        source = SourceRef("contoh.xlsx", "0" * 64, f"{tabel}!{kolom}{len(str(kunci))}")
        made.append(
            Fact(
                tabel,
                key,
                kolom,
                value,
                satuan if kolom in ("target", "realisasi") else "",
                str(nilai),
                source,
            )
        )
    return made


def _facts(jenis: str, divisi: str | None) -> Iterable[Fact]:
    name = {"bapas": "Balai Pemasyarakatan Contoh", "kanwil": "Kantor Wilayah Contoh"}[jenis]
    kode = "123456"
    yield from _fact("profil", {}, "", nama=name, jenis=jenis, kode_satker=kode, kanwil="Contoh", alamat="Jalan",
                     telepon="0", laman="l", surel="s", kepala="K", kota="Kota", tanggal="2024-01-02",
                     nomor_surat="1")  # fmt: skip
    for number, unit in ((1, "%"), (2, "Layanan")):
        key: dict[str, str | int | None] = {
            "divisi": divisi, "tingkat": "kegiatan", "sasaran_no": 1, "indikator_no": number,
        }  # fmt: skip
        words = {"sasaran": "Sasaran contoh", "indikator": f"Indikator contoh {number}"}
        yield from _fact("perjanjian_kinerja", key, unit, target=80, **words)
        yield from _fact("capaian", key, unit, target=80, pembilang=90, penyebut=100, realisasi=90,
                         capaian=Decimal("112.5"), pagu=1000, realisasi_anggaran=900, **words)  # fmt: skip
        for year in (2021, 2022):
            yield from _fact("capaian_lalu", {**key, "tahun": year}, unit, target=70, realisasi=75,
                             capaian=Decimal("107.14"), **words)  # fmt: skip
        for year in range(2021, 2025):
            renstra = {"divisi": divisi, "sasaran_no": 1, "indikator_no": number, "tahun": year}
            yield from _fact("renstra", renstra, unit, target=80, **words)
        yield from _fact("data_dukung", {"indikator": f"Indikator contoh {number}", "judul": "Tabel", "baris": 1},
                         "", uraian="a", jumlah=3)  # fmt: skip
    yield from _money(name, kode, divisi)


def _money(name: str, kode: str, divisi: str | None) -> Iterable[Fact]:
    unit = {"divisi": divisi, "unit": "Unit" if divisi else None}
    for tingkat in ("program", "kegiatan"):
        yield from _fact("anggaran_pk", {**unit, "tingkat": tingkat, "nama": tingkat}, "", pagu=1000)
    for tabel, year in (("belanja", YEAR), ("belanja_lalu", YEAR - 1)):
        for jenis, pagu, spent in (
            ("pegawai", 500, 450),
            ("barang", 400, 390),
            ("modal", 100, 90),
            ("total", 1000, 930),
        ):
            yield from _fact(
                tabel, {"tahun": year, "jenis": jenis}, "", pagu=pagu, realisasi=spent, sisa=pagu - spent
            )
    yield from _fact("satker_belanja", {"kode_satker": kode, "jenis": "total"}, "", satker=name, pagu=1000,
                     realisasi=930, sisa=70)  # fmt: skip
    for code in ("5252.BDC", "5252.BDC.004", "5252.BDC.004.051"):
        yield from _fact("fa_detail", {"kode": code}, "", uraian="u", pagu=1000, realisasi=930, sisa=70)
    for row, number in (("nilai", 100), ("bobot", 10), ("nilai_akhir", 10), ("nilai_aspek", 100)):
        cells = dict.fromkeys(IKPA, number)
        yield from _fact("ikpa", {"satker": name, "baris": row}, "", **cells, capaian_output=number)
    yield from _fact(
        "ikpa", {"satker": name, "baris": "nilai"}, "", nilai_total=100, konversi_bobot=100, nilai_akhir=100
    )
    yield from _fact("smart", {"satker": name}, "", penyerapan=90, konsistensi=90, cro=90, efisiensi=10,
                     nilai_efisiensi=75, nilai=85)  # fmt: skip
    for kelompok in ("Jenis Kelamin", "Golongan"):
        yield from _fact("pegawai", {"kelompok": kelompok, "label": "a"}, "", laki=3, perempuan=4, jumlah=7)
    for number in (1, 2):
        yield from _fact("e_tarja", {"divisi": divisi or "Umum", "no": number}, "", target="t", persen=100)
    yield from _fact("e_monev", {"satker": name, "triwulan": 1}, "", anggaran=50, progres=60)
    yield from _fact("e_performance", {"satker": name, "periode": "Januari"}, "", isi=100)
