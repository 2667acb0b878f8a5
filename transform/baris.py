"""The rows that speak of one indicator, in every source, joined once."""

from __future__ import annotations

from msgspec import Struct

from extract.finding import LkjipError
from transform.cocok import find_row, name_of
from transform.konteks import Konteks
from transform.laporan import KunciIndikator, Tingkat
from transform.normalize import Row


class Baris(Struct, frozen=True):
    """One indicator's rows in the sources."""

    kunci: KunciIndikator
    sasaran: str
    nama: str
    capaian: Row
    lalu: tuple[tuple[int, Row], ...]  # by year, descending
    renstra: tuple[tuple[int, Row], ...]  # by year, ascending
    pk: Row | None
    isian: Row | None


def key_of(row: Row) -> KunciIndikator:
    divisi, unit = str(row.kunci.get("divisi", "")), str(row.kunci.get("unit", ""))
    level = str(row.kunci.get("tingkat", Tingkat.KEGIATAN.value))
    if level not in {t.value for t in Tingkat}:
        raise LkjipError(f"{row.place}: tingkat indikator '{level}' tidak dikenal.", kode="TINGKAT")
    return KunciIndikator(
        tingkat=Tingkat(level),
        sasaran_no=row.integer("sasaran_no"),
        indikator_no=row.integer("indikator_no"),
        divisi=divisi or None,
        unit=unit or None,
    )


def id_parts(kunci: KunciIndikator) -> tuple[str, ...]:
    parts = (kunci.divisi, kunci.unit, kunci.tingkat.value, str(kunci.sasaran_no), str(kunci.indikator_no))
    return tuple(part for part in parts if part)


def join_rows(k: Konteks) -> list[Baris]:
    """Return the indicators in the order of the recap, each with its rows in the other sources.

    Without any capaian recap the indicators are those of the Perjanjian Kinerja, without realisasi.
    """
    pk, forms = pk_rows(k), k.tables.rows("isian_narasi")
    source = k.tables.rows("capaian") or [row for row in pk if row.kunci.get("tingkat") == "kegiatan"]
    lalu, renstra = _by_year(k.tables.rows("capaian_lalu")), _by_year(k.tables.rows("renstra"))
    joined = []
    for row in source:
        kunci, sasaran, nama = key_of(row), row.text("sasaran"), name_of(row)
        old = [(year, find_row(k, kunci, sasaran, nama, rows)) for year, rows in sorted(lalu.items())]
        plan = [(year, find_row(k, kunci, sasaran, nama, rows)) for year, rows in sorted(renstra.items())]
        joined.append(
            Baris(
                kunci, sasaran, nama, row,
                tuple((year, r) for year, r in reversed(old) if r is not None and year < k.periode.tahun),
                tuple((year, r) for year, r in plan if r is not None),
                find_row(k, kunci, sasaran, nama, pk),
                find_row(k, kunci, sasaran, nama, forms),
            )
        )  # fmt: skip
    return joined


def _by_year(rows: list[Row]) -> dict[int, list[Row]]:
    years: dict[int, list[Row]] = {}
    for row in rows:
        years.setdefault(row.integer("tahun"), []).append(row)
    return years


def pk_rows(k: Konteks) -> list[Row]:
    """Return the rows of this year's Perjanjian Kinerja; a row without a year is this year's."""
    rows = k.tables.rows("perjanjian_kinerja")
    return [row for row in rows if row.integer("tahun") in (0, k.periode.tahun)]
