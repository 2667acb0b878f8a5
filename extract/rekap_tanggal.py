"""What the texts around a table say of time: its year, its as-of date."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache

from msgspec import Struct

from extract.rekap_peta import TEXTS

BULAN = {
    "januari": 1, "jan": 1, "january": 1, "februari": 2, "feb": 2, "pebruari": 2, "february": 2, "maret": 3,
    "mar": 3, "march": 3, "april": 4, "apr": 4, "mei": 5, "may": 5, "juni": 6, "jun": 6, "june": 6,
    "juli": 7, "jul": 7, "july": 7, "agustus": 8, "agu": 8, "agt": 8, "ags": 8, "aug": 8, "august": 8,
    "september": 9, "sep": 9, "sept": 9, "oktober": 10, "okt": 10, "oct": 10, "october": 10, "november": 11,
    "nov": 11, "nopember": 11, "desember": 12, "des": 12, "dec": 12, "december": 12,
}  # fmt: skip
_AWAL_BULAN = tuple(sorted({name[:3] for name in BULAN}))  # a text without any of them names no month
_KATA_BULAN = "|".join(sorted(BULAN, key=len, reverse=True))
_TANGGAL_KATA = re.compile(rf"\b(\d{{1,2}})[\s-]+({_KATA_BULAN})\.?[\s-]+(20\d\d)\b", re.I)
_TANGGAL_ISO = re.compile(r"(?<![\d/-])(20\d\d)-(\d\d)-(\d\d)(?![\d/-])")
_TANGGAL_ANGKA = re.compile(r"\b(\d{1,2})[./-](\d{1,2})[./-](20\d\d)\b")
_SAMPAI = re.compile(
    rf"(?:sampai\s+dengan|s\.?\s*/?\s*d\.?|posisi|keadaan|per|bulan|periode)\s*:?\s*(?:bulan\s+|akhir\s+)?({_KATA_BULAN})\b\.?\s*(20\d\d)?",
    re.I,
)
_HINGGA = r"(?:[-\u2013\u2014]|s\.?\s*/?\s*d\.?|sampai(?:\s+dengan)?|hingga)"
_FILTER = re.compile(
    rf"\b({_KATA_BULAN})(?:\s+20\d\d)?\s*{_HINGGA}\s*({_KATA_BULAN})\.?(?:\s+(?:tahun|ta)\b\.?)?\s+(20\d\d)\b", re.I
)
_DARI = re.compile(rf"\b(?:{_KATA_BULAN})\.?\s*{_HINGGA}\s*(?={_KATA_BULAN}\b)", re.I)  # the first month of a span
_CETAK = ("cetak", "printed", "diunduh", "download", "export")
_TRIWULAN = re.compile(
    rf"\b(?:triwulan|tw)\s*(?:(?:iii|ii|i|[1-3])\s*{_HINGGA}\s*(?:triwulan\s*|tw\s*)?)?(iv|iii|ii|i|[1-4])\b.{{0,20}}?(20\d\d)",
    re.I,
)
_SEMESTER = re.compile(
    rf"\bsemester\s*(?:(?:i|1)\s*(?:{_HINGGA}|dan|&)\s*(?:semester\s*)?)?(ii|i|[12])\b.{{0,20}}?(20\d\d)", re.I
)
_TAHUN = re.compile(r"(?<![\d.])(20[0-4]\d)(?![\d.]*\d)")
_RENTANG = re.compile(r"20\d\d\s*(?:-|\u2013|s\.?d\.?|sampai)\s*20\d\d")
_PERATURAN = re.compile(r"\b(?:nomor|no\.?)\s*\S+\s+(?:tahun|th\.?)\s+20\d\d", re.I)
_DEKAT = re.compile(r"\b(?:per|keadaan|posisi|sampai|s\.?d\.?|tanggal|kondisi|as of|as at)\b", re.I)
_TEMPAT = re.compile(r"^[A-Z][a-z]+\s*,")
_TANGGAL_SAJA = re.compile(rf"\(?\s*\d{{1,2}}\s+(?:{_KATA_BULAN})\s+20\d\d\s*\)?", re.I)
_TAHUN_KATA = re.compile(r"\b(?:tahun|ta|t\.a\.?|th\.?|anggaran|per)\b.*?(20[0-4]\d)", re.I)
_NOMOR = re.compile(r"\b(?:nomor|no\.?|peraturan)\b", re.I)


@lru_cache(maxsize=TEXTS)
def find_date(text: str) -> date | None:
    """Return the last full date a text names."""
    if "20" not in text:
        return None
    found: date | None = None
    for match in _TANGGAL_KATA.finditer(text):
        found = _date(int(match[3]), BULAN[match[2].lower()], int(match[1])) or found
    if found is None:
        for match in _TANGGAL_ANGKA.finditer(text):
            found = _date(int(match[3]), int(match[2]), int(match[1])) or found
        for match in _TANGGAL_ISO.finditer(text):
            found = _date(int(match[1]), int(match[2]), int(match[3])) or found
    return found


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


class Keadaan(Struct, frozen=True):
    """The date a recap speaks of. `cetak`: only a print date is known."""

    tanggal: date | None = None
    cetak: bool = False
    tanpa_tahun: bool = False  # a month without a year: the year was taken from the context


def find_state(texts: list[str], tahun: int | None) -> Keadaan:
    """Return the as-of date of a table: the date of the state before the date of printing."""
    printed: date | None = None
    for text in texts:
        if "20" not in text:
            continue  # no year, no date
        if _is_print(text):
            printed = find_date(text) or printed
            continue
        if found := _state_of(text):
            return Keadaan(found)
    for text in texts:
        named = _month_of(text)
        if named and (named[1] or tahun):
            return Keadaan(month_end(named[1] or tahun or 0, named[0]), tanpa_tahun=not named[1])
    return Keadaan(printed, cetak=printed is not None)


@lru_cache(maxsize=TEXTS)
def _is_print(text: str) -> bool:
    """Tell whether a text speaks of printing or exporting."""
    lower = text.lower()
    return any([word in lower for word in _CETAK])


@lru_cache(maxsize=TEXTS)
def _month_of(text: str) -> tuple[int, int | None] | None:
    """Return the month (and year) up to which a text says its figures run."""
    lower = text.lower()
    if not any([begin in lower for begin in _AWAL_BULAN]):
        return None
    match = None if _is_print(text) else _SAMPAI.search(_DARI.sub("", text))
    return (BULAN[match[1].lower()], int(match[2]) if match[2] else None) if match else None


@lru_cache(maxsize=TEXTS)
def _state_of(text: str) -> date | None:
    if "20" not in text:
        return None
    if match := _FILTER.search(text):
        return month_end(int(match[3]), BULAN[match[2].lower()])
    found = find_date(text)
    if found and (_DEKAT.search(text) or _bare_date(text)) and not _TEMPAT.search(text):
        return found
    if match := _TRIWULAN.search(text):
        quarter = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(match[1].lower()) or int(match[1])
        return month_end(int(match[2]), quarter * 3)
    if match := _SEMESTER.search(text):
        return month_end(int(match[2]), 6 if match[1].lower() in ("i", "1") else 12)
    return None


def _bare_date(text: str) -> bool:
    return bool(_TANGGAL_SAJA.fullmatch(text.strip()))


def find_year(texts: list[str]) -> int | None:
    """Return the year the titles name; a range (`2020-2024`) names none."""
    weak: int | None = None
    for text in reversed(texts):
        if "20" not in text:
            continue
        year, strong = _year_of(text)
        if strong:
            return year
        weak = year if weak is None else weak
    return weak


@lru_cache(maxsize=TEXTS)
def _year_of(text: str) -> tuple[int | None, bool]:
    """Return the year a title names, and whether it says that this is its year."""
    if _is_print(text):
        return None, False
    bare = _PERATURAN.sub(" ", _RENTANG.sub(" ", text))
    if _bare_date(bare):
        return int(bare.strip(" ()")[-4:]), True
    if strong := _TAHUN_KATA.search(bare):
        return int(strong[1]), True
    years = _TAHUN.findall(bare)
    named = len(set(years)) == 1 and not _NOMOR.search(bare)
    return int(years[0]) if named else None, False
