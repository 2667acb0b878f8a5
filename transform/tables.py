"""The normalized and computed tables of a reading or a report: tidy rows, each with its `figure_id`.

`to_rows` needs nothing but Python and is checked against the declared schema; `to_tables` gives the
same as pandas data frames (object columns, so that a Decimal stays a Decimal).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from extract.figure import Fact, Figure
from transform.laporan import BarisAnggaran, KunciIndikator, Laporan
from transform.ringkasan import status
from transform.schema import SKEMA, Baris, check_rows

if TYPE_CHECKING:
    import pandas as pd

    from extract.bacaan import Bacaan

Rows = list[Baris]


def to_rows(sumber: Bacaan | Laporan) -> dict[str, Rows]:
    """Return the tables as plain rows under the columns of `SKEMA`, checked; empty tables are left out."""
    if isinstance(sumber, Laporan):
        tables = {name: list(build(sumber)) for name, build in BUILDERS.items()}
    else:
        tables = {"fakta": list(_facts(sumber.facts))}
    found = {name: rows for name, rows in tables.items() if rows}
    for name, rows in found.items():
        check_rows(name, rows)
    return found


def to_tables(sumber: Bacaan | Laporan) -> dict[str, pd.DataFrame]:
    """Return the tables as data frames, one per table name."""
    import pandas as pd

    frames = {}
    for name, rows in to_rows(sumber).items():
        columns = {c: [row[i] for row in rows] for i, c in enumerate(SKEMA[name].nama)}
        series = {c: pd.Series(values, dtype=object) for c, values in columns.items()}
        frames[name] = pd.DataFrame(series)
    return frames


def _value(figure: Figure | None) -> Decimal | str | None:
    return None if figure is None else figure.value


def _number(figure: Figure | None) -> Decimal | None:
    return None if figure is None else figure.number


def _id(*figures: Figure | None) -> str:
    return next((figure.id for figure in figures if figure is not None), "")


def _key(kunci: KunciIndikator) -> Baris:
    return kunci.divisi or "", kunci.unit or "", kunci.tingkat.value, kunci.sasaran_no, kunci.indikator_no


def _indikator(laporan: Laporan) -> Iterator[Baris]:
    for one in laporan.indikator:
        yield (
            *_key(one.kunci), one.sasaran, one.nama, one.satuan, one.arah.value if one.arah else "",
            one.target.value, one.realisasi.value, one.capaian.number, one.capaian_dibatasi.number, one.kategori,
            status(one), one.capaian.reason or "", _number(one.pembilang), _number(one.penyebut),
            _number(one.pagu), _number(one.realisasi_anggaran), _number(one.serapan), _number(one.efisiensi),
            one.capaian.id,
        )  # fmt: skip


def _riwayat(laporan: Laporan) -> Iterator[Baris]:
    for one in laporan.indikator:
        for year in one.riwayat:
            name = _id(year.capaian, year.realisasi, year.target)
            yield (*_key(one.kunci), year.tahun, _value(year.target), _value(year.realisasi),
                   _number(year.capaian), name)  # fmt: skip


def _renstra(laporan: Laporan) -> Iterator[Baris]:
    for one in laporan.indikator:
        for plan in one.renstra:
            yield (*_key(one.kunci), plan.tahun, plan.target.value, plan.target.unit, plan.target.id)


def _pk(laporan: Laporan) -> Iterator[Baris]:
    for row in laporan.perjanjian_kinerja:
        yield (*_key(row.kunci), row.sasaran, row.indikator, row.target.value, row.target.unit, row.target.id)


def _anggaran_pk(laporan: Laporan) -> Iterator[Baris]:
    for row in laporan.anggaran.pk:
        yield row.divisi or "", row.unit or "", row.tingkat, row.nama, _number(row.pagu), _id(row.pagu)


def _money(line: BarisAnggaran) -> Baris:
    return line.pagu.number, line.realisasi.number, line.sisa.number, line.persen.number, line.persen.id


def _belanja(laporan: Laporan) -> Iterator[Baris]:
    budget, year = laporan.anggaran, laporan.periode.tahun
    for tahun, lines, total in (
        (year - 1, budget.per_jenis_lalu, budget.total_lalu),
        (year, budget.per_jenis, budget.total if budget.per_jenis else None),
    ):
        for line in (*lines, *((total,) if total is not None else ())):
            yield (tahun, line.kode or "total", line.nama, *_money(line))


def _satker(laporan: Laporan) -> Iterator[Baris]:
    budget = laporan.anggaran
    total = (budget.total,) if budget.per_satker and not budget.per_jenis and budget.total else ()
    for line in (*budget.per_satker, *total):
        yield (line.kode, line.nama, *_money(line))


def _rincian(laporan: Laporan) -> Iterator[Baris]:
    for line in laporan.anggaran.rincian:
        yield (line.kode, line.induk, line.tingkat, line.nama, *_money(line))


def _ikpa(laporan: Laporan) -> Iterator[Baris]:
    for row in laporan.ikpa:
        parts = {"nilai": row.nilai, "bobot": row.bobot, "nilai_akhir": row.nilai_akhir,
                 "nilai_aspek": row.nilai_aspek}  # fmt: skip
        ends = {"nilai_total": row.total, "konversi_bobot": row.konversi_bobot, "nilai_akhir": row.akhir}
        for baris, figures in parts.items():
            for column, figure in figures.items():
                yield row.satker, baris, column, figure.number, figure.id
        for column, end in ends.items():
            if end is not None:
                yield row.satker, "satker", column, end.number, end.id


def _smart(laporan: Laporan) -> Iterator[Baris]:
    for row in laporan.smart:
        for column, figure in row.komponen.items():
            yield row.satker, column, figure.number, figure.id
        if row.nilai is not None:
            yield row.satker, "nilai", row.nilai.number, row.nilai.id


def _pegawai(laporan: Laporan) -> Iterator[Baris]:
    for group in laporan.pegawai:
        for label, men, women, both in group.baris:
            yield group.nama, label, _number(men), _number(women), _number(both), _id(both, men, women)
        if group.jumlah is not None:
            yield group.nama, "Jumlah", None, None, group.jumlah.number, group.jumlah.id


def _tarja(laporan: Laporan) -> Iterator[Baris]:
    for row in laporan.tarja.baris:
        yield row.divisi, row.no, row.target, row.persen.number, row.persen.id


def _monev(laporan: Laporan) -> Iterator[Baris]:
    for row in laporan.monev:
        yield row.satker, row.periode, row.anggaran.number, row.progres.number, row.progres.id


def _performance(laporan: Laporan) -> Iterator[Baris]:
    for row in laporan.e_performance:
        for period, figure in row.isi.items():
            yield row.satker, period, figure.value, figure.id


def _dukung(laporan: Laporan) -> Iterator[Baris]:
    loose = [("", table) for table in laporan.data_dukung]
    own = [(one.kunci.teks, table) for one in laporan.indikator for table in one.data_dukung]
    for name, table in (*own, *loose):
        for number, row in enumerate(table.baris, 1):
            for column, cell in zip(table.kolom, row, strict=True):
                if isinstance(cell, Figure):
                    yield name, table.judul, number, column, cell.value, cell.id
                elif cell:
                    yield name, table.judul, number, column, cell, ""


def _ringkasan(laporan: Laporan) -> Iterator[Baris]:
    for name, figure in laporan.ringkasan.items():
        yield name, figure.value, figure.unit, figure.formula or "", figure.id


def _klaim(laporan: Laporan) -> Iterator[Baris]:
    every = (*(claim for one in laporan.indikator for claim in one.klaim), *laporan.klaim)
    for number, claim in enumerate(every, 1):
        words = "; ".join(f"{name}={text}" for name, text in claim.kata.items())
        roles = {r: f for r, f in claim.angka.items() if not r.startswith("rincian_")}
        for role, figure in roles.items():
            yield number, claim.jenis, claim.subjek, role, figure.value, words, figure.id
        if not roles:
            yield number, claim.jenis, claim.subjek, "", None, words, ""


def _angka(laporan: Laporan) -> Iterator[Baris]:
    for figure in laporan.ledger:
        source = figure.source
        yield (figure.id, figure.value, figure.unit, figure.formula or "", " ".join(figure.inputs),
               source.file if source else "", source.locator if source else "", figure.reason or "")  # fmt: skip


def _facts(facts: Iterable[Fact]) -> Iterator[Baris]:
    for fact in facts:
        yield (fact.tabel, fact.kunci_json, fact.kolom, fact.nilai, fact.satuan, fact.teks_asli,
               fact.source.file, fact.source.locator, fact.per_tanggal, fact.id)  # fmt: skip


BUILDERS: dict[str, Callable[[Laporan], Iterator[Baris]]] = {
    "indikator": _indikator, "riwayat": _riwayat, "renstra": _renstra, "perjanjian_kinerja": _pk,
    "anggaran_pk": _anggaran_pk, "belanja": _belanja, "satker_belanja": _satker, "rincian": _rincian,
    "ikpa": _ikpa, "smart": _smart, "pegawai": _pegawai, "e_tarja": _tarja, "e_monev": _monev,
    "e_performance": _performance, "data_dukung": _dukung, "ringkasan": _ringkasan, "klaim": _klaim,
    "angka": _angka,
}  # fmt: skip
