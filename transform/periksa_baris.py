"""Rules on what is missing: indicators without capaian or without a part of their own, rows, numbers of rows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.laporan_model import Tempat, potong
from extract.laporan_pemahaman import Pemahaman
from extract.laporan_tabel import TabelPaham
from transform.periksa_dasar import Derajat, Temuan, aturan


def main_tables(paham: Pemahaman, level: str = "kegiatan") -> list[TabelPaham]:
    """Return the tables that list the indicators of a level with sasaran: capaian and PK of the report's year."""
    return [
        t for t in paham.tabel
        if t.jenis in ("capaian", "pk") and t.semua("sasaran") and t.tingkat in (level, "") and len(list(t.data())) >= 2  # noqa: E501
    ]  # fmt: skip


@aturan(
    "jumlah",
    IND_TANPA_BARIS="Indikator Perjanjian Kinerja tanpa capaian",
    IND_TANPA_SUB="Indikator tanpa sub-bab",
)
def check_missing(paham: Pemahaman) -> Iterator[Temuan]:
    """Every indicator of the Perjanjian Kinerja has a row of capaian and its own part in Bab III (Permenpan RB 53/2014)."""  # noqa: E501
    have = {a.indikator for a in paham.angka if a.sumber == "capaian" and a.ukuran in ("realisasi", "capaian")}
    agreed: dict[int, Tempat] = {}
    for figure in paham.angka:
        if figure.sumber == "pk" and figure.indikator is not None and figure.tahun in (paham.tahun, None):
            agreed.setdefault(figure.indikator, figure.tempat)
    levels: dict[str, list[int]] = {}
    for item in agreed:
        levels.setdefault(paham.register.semua[item].tingkat, []).append(item)
    for level, items in levels.items():
        missing = [i for i in items if i not in have]
        if not missing:
            continue
        names = "; ".join(f"“{potong(paham.nama(i), 60)}”" for i in missing[:4]) + (
            f" dan {len(missing) - 4} lain" if len(missing) > 4 else ""
        )
        yield Temuan(
            "IND-TANPA-BARIS",
            Derajat.MUNGKIN,
            f"{len(missing)} dari {len(items)} indikator {level or 'Perjanjian Kinerja'} tidak mempunyai realisasi atau capaian: {names}.",  # noqa: E501
            tuple(agreed[i] for i in missing),
            "",
            "",
            "",
            (level,),
        )
    measured = [i for i in paham.register.semua if i.id in have and i.tingkat in ("kegiatan", "")]
    headed = [i for i in measured if i.sub_bab]
    missing_head = [i for i in measured if not i.sub_bab]
    if headed and missing_head and len(headed) * 2 > len(measured):
        for lone in missing_head:
            first = next(a.tempat for a in paham.angka if a.indikator == lone.id)
            yield Temuan(
                "IND-TANPA-SUB", Derajat.MUNGKIN, f"Indikator “{potong(lone.nama, 90)}” tidak mempunyai sub-bab analisis, indikator lain punya.",  # noqa: E501
                (first,), "", "sub-bab analisis", lone.nama, (lone.id,),
            )  # fmt: skip


@aturan("jumlah", TAB_NOMOR="Nomor urut baris terlewat", TAB_BARIS="Tabel tidak memuat satu indikator")
def check_rows_listed(paham: Pemahaman) -> Iterator[Temuan]:
    """Rows are numbered without gaps, and tables of all indicators hold the same indicators."""
    for table in paham.tabel:
        column = table.cari("no")
        if column is not None:
            yield from _gaps(table, column)
    for level in {t.tingkat for t in paham.tabel}:
        tables = [t for t in main_tables(paham, level) if t.tingkat == level and len(list(t.data())) >= 4]
        parted = {  # a table followed by another of the same kind on its page or the next may go on there
            a.tabel.nomor
            for a in paham.tabel
            for b in paham.tabel
            if a.jenis == b.jenis and 0 < b.tabel.nomor - a.tabel.nomor <= 4 and 0 <= b.tabel.hlm - a.tabel.hlm <= 1
        }
        sets = {
            t.tabel.nomor: {
                a.indikator for a in paham.angka if a.tabel == t.tabel.nomor and a.indikator is not None
            }
            for t in tables
        }
        for t in tables:
            others = [
                s for n, s in sets.items() if n != t.tabel.nomor and len(s & sets[t.tabel.nomor]) >= 0.75 * len(s)
            ]
            if not others:
                continue
            missing = set.intersection(*others) - sets[t.tabel.nomor]
            if 0 < len(missing) <= 2 and len(sets[t.tabel.nomor]) >= 4 and t.tabel.nomor not in parted:
                names = "; ".join(f"“{potong(paham.nama(i), 70)}”" for i in missing)
                yield Temuan(
                    "TAB-BARIS", Derajat.PASTI if len(others) > 1 else Derajat.MUNGKIN,
                    f"{t.tabel.label} {potong(t.tabel.keterangan, 60)} tidak memuat {names}, tabel lain tentang indikator yang sama memuatnya.",  # noqa: E501
                    (t.tempat(t.kepala, 0),), "", "", "", (t.tabel.nomor, *sorted(missing)),
                )  # fmt: skip


def _gaps(table: TabelPaham, column: int) -> Iterator[Temuan]:
    last: tuple[int, ...] = ()
    for r in table.data():
        cell = table.tabel.kisi[r][column]
        match = re.fullmatch(r"\s*(\d{1,2}(?:\.\d{1,2})?)[.)]?\s*", cell.teks)
        if not match or (r > table.kepala and table.tabel.kisi[r - 1][column] is cell):
            continue
        parts = tuple(int(x) for x in match.group(1).split("."))
        if last and len(parts) == len(last) and parts[:-1] == last[:-1] and 1 < parts[-1] - last[-1] <= 3:
            yield Temuan(
                "TAB-NOMOR", Derajat.PASTI if len(list(table.data())) >= 3 else Derajat.MUNGKIN,
                f"{table.tabel.label}: sesudah nomor {'.'.join(map(str, last))} langsung {match.group(1)}; satu baris hilang atau nomornya salah.",  # noqa: E501
                (table.tempat(r, column),), match.group(1), ".".join(map(str, (*last[:-1], last[-1] + 1))), "", (table.tabel.nomor, r),  # noqa: E501
            )  # fmt: skip
        last = parts
