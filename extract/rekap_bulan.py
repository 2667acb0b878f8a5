"""Scores printed month by month: the last month with values is the year's, the others are left out by name."""

from __future__ import annotations

import re

from msgspec.structs import replace

from extract.angka import possible
from extract.finding import Tingkat
from extract.headings import Kolom, normal
from extract.rekap_hasil import Hasil, Tulis
from extract.rekap_tabel import Baris, Rekap
from extract.rekap_tanggal import BULAN, find_date, month_end
from extract.rekap_teks import bare

_AWAL = re.compile(r"^(?:(?:sampai dengan|s d|sd|bulan|per|akhir|periode) )+")
_TRIWULAN = re.compile(r"(?:triwulan|tw) ?(iv|iii|ii|i|[1-4])")
_TAHUN = re.compile(r"(?:(?:tahun|ta|t\.a\.)\s*)?20\d\d", re.I)
_BULAN_KATA = re.compile(rf"\b(?:{'|'.join(BULAN)})\b")
_ROMAWI = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
NAMA = ("januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober",
        "november", "desember")  # fmt: skip
NUMERIC = ("angka", "persen", "uang")


def month_named(text: str) -> int | None:
    """Return the month (the last of a triwulan) that a label names, None where it names something else."""
    key = re.sub(r" 20\d\d$", "", _AWAL.sub("", normal(text)))
    if (dated := find_date(text)) is not None and not re.search(r"[a-z]{2}", _BULAN_KATA.sub("", key)):
        return dated.month
    if match := _TRIWULAN.fullmatch(key):
        return 3 * (_ROMAWI.get(match[1]) or int(match[1]))
    return BULAN.get(key)


def period_of(text: str) -> str | None:
    """Return the parameter under which a row's month (`januari`) or triwulan (`1`) is kept, None for others."""
    month = month_named(text)
    if month is None:
        return None
    if _TRIWULAN.search(normal(text)):
        return str(month // 3)
    return NAMA[month - 1]


def quarters_of(texts: list[str]) -> bool:
    """Tell whether the dates of a table's rows are the ends of quarters: each row is a triwulan."""
    dates = [find_date(text) for text in texts if text.strip()]
    known = [d for d in dates if d is not None]
    return 0 < len(known) == len(dates) <= 4 and all(d.month % 3 == 0 and d.day >= 30 for d in known)


def keep_last_month(hasil: Hasil, rekap: Rekap, tulis: Tulis) -> None:
    """Keep only the rows of the last month with values, where the rows of a table are months; say so."""
    column = _month_column(rekap)
    if column is None:
        return
    months = {id(row): month_named(c.text) for row in rekap.baris if (c := row.ambil(column)) is not None}
    filled = [m for row in rekap.baris if (m := months.get(id(row))) is not None and _has_values(rekap, row)]
    if not filled:
        return
    last = max(filled)
    for row in rekap.baris:
        if months.get(id(row)) not in (None, last):
            hasil.lewat(row, f"bukan bulan terakhir ({last})")
    rekap.baris[:] = [row for row in rekap.baris if months.get(id(row)) in (None, last)]
    named = replace(column, nama="bulan", skor=100.0, tipe="teks", calon=())
    rekap.kepala = replace(rekap.kepala, kolom=tuple(named if k is column else k for k in rekap.kepala.kolom))
    year = tulis.tahun or hasil.tahun
    if year:
        tulis.tanggal = month_end(year, last)
    place = next((row.locator for row in rekap.baris if months.get(id(row)) == last), rekap.locator)
    hasil.find("REKAP-BULANAN", Tingkat.INFO if last == 12 else Tingkat.PERINGATAN, place,
               f"tabel {rekap.kepala.peta.nama} memuat {len(set(filled))} bulan atau triwulan; dipakai yang "
               f"terakhir berisi (bulan {last}).")  # fmt: skip


def keep_own_year(hasil: Hasil, rekap: Rekap) -> None:
    """Keep only the report's year where the rows of a table are years; the others are left out by name."""
    for kolom in rekap.kepala.kolom:
        if kolom.nama and kolom.tipe in NUMERIC:
            continue
        texts = {id(row): c.text.strip() for row in rekap.baris if (c := row.ambil(kolom)) is not None}
        years = {text for text in texts.values() if text}
        if len(years) < 2 or not all(_TAHUN.fullmatch(year) for year in years):
            continue
        own = next((y for y in years if hasil.tahun and y.endswith(str(hasil.tahun))), None)
        chosen = own or (max(years) if hasil.tahun is None else None)
        named = replace(kolom, nama="bulan", skor=100.0, tipe="teks", calon=())
        rekap.kepala = replace(rekap.kepala, kolom=tuple(named if k is kolom else k for k in rekap.kepala.kolom))
        rekap.baris[:] = [row for row in rekap.baris if texts.get(id(row)) in (None, "", chosen)]
        what = f"dipakai {chosen}." if chosen else f"tahun {hasil.tahun} tidak ada, jadi tidak dibaca."
        hasil.find("REKAP-TAHUNAN", Tingkat.INFO if chosen else Tingkat.PERINGATAN, rekap.locator,
                   f"tabel {rekap.kepala.peta.nama} memuat tahun {', '.join(sorted(years))}; {what}")  # fmt: skip
        return


def _month_column(rekap: Rekap) -> Kolom | None:
    """Return the column whose cells are months, all of them, two at least."""
    for kolom in rekap.kepala.kolom:
        if kolom.nama and kolom.tipe in NUMERIC:
            continue
        cells = [c for row in rekap.baris if (c := row.ambil(kolom)) is not None and c.col == kolom.index]
        found = [month_named(c.text) for c in cells if c.text.strip()]
        months = {m for m in found if m is not None}
        if len(months) >= 2 and found.count(None) * 4 <= len(found):
            return kolom
    return None


def _has_values(rekap: Rekap, row: Baris) -> bool:
    """Tell whether a row holds a number that is not zero: months to come are blank or zero."""
    cells = (row.ambil(k) for k in rekap.kepala.kolom if k.nama and k.tipe in NUMERIC)
    return any(any(v for v in possible(bare(c.text))) for c in cells if c is not None and c.row == row.nomor)
