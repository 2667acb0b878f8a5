"""Numbered indicator rows become facts; supporting tables get the key of their indicator."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from extract.figure import Fact, make_key
from extract.headings import normal
from extract.rekap_butir import BarisIndikator, TabelIndikator
from extract.rekap_hasil import Hasil
from extract.rekap_nomor import alike
from extract.rekap_sel import Sel

CAPAIAN = ("target", "pembilang", "penyebut", "realisasi", "capaian", "pagu", "realisasi_anggaran")


def indicator_facts(hasil: Hasil, table: TabelIndikator, tahun: int) -> list[Fact]:
    """Return the facts of one table of indicators under the keys of the contract."""
    before = len(hasil.facts)
    for row in table.baris:
        if table.jenis == "perjanjian_kinerja":
            _write_pk(table, row, tahun)
        elif table.jenis == "renstra":
            _write_renstra(table, row)
        else:
            _write_capaian(table, row, tahun)
    written = hasil.facts[before:]
    del hasil.facts[before:]
    return written


def _key(
    table: TabelIndikator, row: BarisIndikator, *, tahun: int | None = None, unit: bool = False
) -> dict[str, str | int | None]:
    return {
        "divisi": row.divisi,
        "unit": table.unit if unit else None,
        "tingkat": row.tingkat,
        "sasaran_no": row.sasaran_no,
        "indikator_no": row.indikator_no,
        "tahun": tahun,
    }


def _write_pk(table: TabelIndikator, row: BarisIndikator, tahun: int) -> None:
    next_year = table.tahun if table.tahun and table.tahun != tahun else None
    key = make_key(**_key(table, row, tahun=next_year, unit=True))
    tulis = table.tulis
    tulis.teks("perjanjian_kinerja", key, "sasaran", row.sasaran, row.sel_sasaran)
    tulis.teks("perjanjian_kinerja", key, "indikator", row.indikator, row.sel_indikator)
    for (nama, _), sel in row.sel.items():
        if nama in ("target", "anggaran"):
            tulis.sel("perjanjian_kinerja", key, nama, sel)


def _write_renstra(table: TabelIndikator, row: BarisIndikator) -> None:
    for (nama, year), sel in row.sel.items():
        if nama != "target" or year is None:
            continue
        parts = _key(table, row, tahun=int(year))
        parts.pop("unit")
        if row.tingkat == "kegiatan":
            parts.pop("tingkat")
        key = make_key(**parts, sasaran=row.sasaran or None, indikator=row.indikator)
        table.tulis.sel("renstra", key, "target", _with_unit(sel, row.satuan))


def _with_unit(sel: Sel, satuan: str) -> Sel:
    return sel if sel.satuan or not satuan else Sel(sel.cell, sel.nilai, satuan, sel.teks)


def _write_capaian(table: TabelIndikator, row: BarisIndikator, tahun: int) -> None:
    years: list[str | None] = list(dict.fromkeys(p for _, p in row.sel if p is not None and len(p) == 4)) or [None]
    for year in years:
        own = int(year) if year else table.tahun or tahun
        old = own < tahun
        tabel = "capaian_lalu" if old else "capaian"
        key = make_key(**_key(table, row, tahun=own if old else None), sasaran=row.sasaran or None)
        tulis = table.tulis
        tulis.teks(tabel, key, "indikator", row.indikator, row.sel_indikator)
        for (nama, parameter), sel in row.sel.items():
            if nama in CAPAIAN and (parameter == year or (parameter is None and not old)):
                tulis.sel(tabel, key, nama, sel)
        if row.keterangan:
            tulis.teks(tabel, key, "keterangan", row.keterangan, row.sel_keterangan)


def _indicators(tables: list[tuple[str, TabelIndikator]], tahun: int) -> Iterator[BarisIndikator]:
    for jenis in ("capaian", "perjanjian_kinerja"):
        for _, table in tables:
            if table.jenis == jenis and (table.tahun or tahun) == tahun:
                yield from table.baris


def settle_dukung(facts: list[Fact], tables: list[tuple[str, TabelIndikator]], tahun: int) -> list[Fact]:
    """Give supporting tables the key text of their indicator: `Pemasyarakatan.kegiatan.3.7`."""
    rows = list(_indicators(tables, tahun))
    return [_settle(fact, rows) if fact.tabel == "data_dukung" else fact for fact in facts]


def _settle(fact: Fact, rows: list[BarisIndikator]) -> Fact:
    name, divisi = str(fact.key("indikator")), fact.key("divisi")
    parts = name.split(".")
    found: str | None = None
    if len(parts) == 3 and parts[1].isdigit():
        found = f"{divisi}.{name}" if divisi else name
    else:
        same = [r for r in rows if alike(r.indikator, name) >= 90 and (not divisi or r.divisi == divisi)]
        exact = [r for r in same if normal(r.indikator) == normal(name)] or same
        if exact:
            r = exact[0]
            found = ".".join(p for p in (r.divisi, r.tingkat, str(r.sasaran_no), str(r.indikator_no)) if p)
    kunci = tuple((k, found if k == "indikator" and found else v) for k, v in fact.kunci if k != "divisi")
    return replace(fact, kunci=kunci)
