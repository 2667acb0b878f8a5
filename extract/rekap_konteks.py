"""What the texts around a table say: satker, year, as-of date, divisi, unit, level, money scale."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from extract.headings import MAPS, load_kamus, normal
from extract.rekap_alur import find_divider
from extract.rekap_tabel import Baris, Rekap

BULAN = {
    "januari": 1, "jan": 1, "january": 1, "februari": 2, "feb": 2, "pebruari": 2, "february": 2, "maret": 3,
    "mar": 3, "march": 3, "april": 4, "apr": 4, "mei": 5, "may": 5, "juni": 6, "jun": 6, "june": 6,
    "juli": 7, "jul": 7, "july": 7, "agustus": 8, "agu": 8, "agt": 8, "ags": 8, "aug": 8, "august": 8,
    "september": 9, "sep": 9, "sept": 9, "oktober": 10, "okt": 10, "oct": 10, "october": 10, "november": 11,
    "nov": 11, "nopember": 11, "desember": 12, "des": 12, "dec": 12, "december": 12,
}  # fmt: skip
_KATA_BULAN = "|".join(sorted(BULAN, key=len, reverse=True))
_TANGGAL_KATA = re.compile(rf"\b(\d{{1,2}})\s+({_KATA_BULAN})\.?\s+(20\d\d)\b", re.I)
_TANGGAL_ANGKA = re.compile(r"\b(\d{1,2})[./-](\d{1,2})[./-](20\d\d)\b")
_SAMPAI = re.compile(
    rf"(?:sampai\s+dengan|s\.?\s*/?\s*d\.?|posisi|keadaan|per|bulan|periode)\s*:?\s*(?:bulan\s+|akhir\s+)?({_KATA_BULAN})\b\.?\s*(20\d\d)?",
    re.I,
)
_FILTER = re.compile(rf"\b({_KATA_BULAN})\s*(?:-|s\.?d\.?|sampai)\s*({_KATA_BULAN})\.?\s+(20\d\d)\b", re.I)
_CETAK = re.compile(r"cetak|dicetak|printed|diunduh|download|export", re.I)
_TRIWULAN = re.compile(r"\b(?:triwulan|tw)\s*(iv|iii|ii|i|[1-4])\b.{0,20}?(20\d\d)", re.I)
_SEMESTER = re.compile(r"\bsemester\s*(ii|i|[12])\b.{0,20}?(20\d\d)", re.I)
_TAHUN = re.compile(r"(?<![\d.])(20[0-4]\d)(?![\d.]*\d)")
_RENTANG = re.compile(r"20\d\d\s*(?:-|\u2013|s\.?d\.?|sampai)\s*20\d\d")
_PERATURAN = re.compile(r"\b(?:nomor|no\.?)\s*\S+\s+(?:tahun|th\.?)\s+20\d\d", re.I)
_KALI = {
    "ribu": Decimal(1000),
    "juta": Decimal(1_000_000),
    "mili": Decimal(1_000_000_000),
    "mily": Decimal(1_000_000_000),
}
_SKALA = re.compile(
    r"\bdalam\s+(ribu|juta|mili|mily)|(?<!\d )(?<!\d)\b(ribu|juta|mili|mily)(?:an)?\s+(?:rupiah|rp)"
    r"|\b(?:rp\.?|rupiah)\s+(ribu|juta|mili|mily)",
    re.I,
)


def find_date(text: str) -> date | None:
    """Return the last full date a text names."""
    found: date | None = None
    for match in _TANGGAL_KATA.finditer(text):
        found = _date(int(match[3]), BULAN[match[2].lower()], int(match[1])) or found
    if found is None:
        for match in _TANGGAL_ANGKA.finditer(text):
            found = _date(int(match[3]), int(match[2]), int(match[1])) or found
    return found


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


@dataclass(frozen=True, slots=True)
class Keadaan:
    """The date a recap speaks of. `cetak`: only a print date is known."""

    tanggal: date | None = None
    cetak: bool = False
    tanpa_tahun: bool = False  # a month without a year: the year was taken from the context


def find_state(texts: list[str], tahun: int | None) -> Keadaan:
    """Return the as-of date of a table: the date of the state before the date of printing."""
    printed: date | None = None
    for text in texts:
        if _CETAK.search(text):
            printed = find_date(text) or printed
            continue
        if found := _state_of(text):
            return Keadaan(found)
    for text in texts:
        match = None if _CETAK.search(text) else _SAMPAI.search(text)
        if match and (match[2] or tahun):
            year = int(match[2] or tahun or 0)
            return Keadaan(_month_end(year, BULAN[match[1].lower()]), tanpa_tahun=not match[2])
    return Keadaan(printed, cetak=printed is not None)


def _state_of(text: str) -> date | None:
    if match := _FILTER.search(text):
        return _month_end(int(match[3]), BULAN[match[2].lower()])
    found = find_date(text)
    near = re.search(r"\b(?:per|keadaan|posisi|sampai|s\.?d\.?|tanggal|kondisi)\b", text, re.I)
    if found and (near or _bare_date(text)) and not re.search(r"^[A-Z][a-z]+\s*,", text):
        return found
    if match := _TRIWULAN.search(text):
        quarter = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(match[1].lower()) or int(match[1])
        return _month_end(int(match[2]), quarter * 3)
    if match := _SEMESTER.search(text):
        return _month_end(int(match[2]), 6 if match[1].lower() in ("i", "1") else 12)
    return None


def _bare_date(text: str) -> bool:
    return bool(re.fullmatch(rf"\(?\s*\d{{1,2}}\s+(?:{_KATA_BULAN})\s+20\d\d\s*\)?", text.strip(), re.I))


def find_year(texts: list[str]) -> int | None:
    """Return the year the titles name; a range (`2020-2024`) names none."""
    weak: int | None = None
    for text in reversed(texts):
        if _CETAK.search(text):
            continue
        bare = _PERATURAN.sub(" ", _RENTANG.sub(" ", text))
        if _bare_date(bare):
            return int(bare.strip(" ()")[-4:])
        strong = re.search(r"\b(?:tahun|ta|t\.a\.?|th\.?|anggaran|per)\b.*?(20[0-4]\d)", bare, re.I)
        if strong:
            return int(strong[1])
        years = _TAHUN.findall(bare)
        if weak is None and len(set(years)) == 1 and not re.search(r"\b(?:nomor|no\.?|peraturan)\b", bare, re.I):
            weak = int(years[0])
    return weak


def find_satker(texts: list[str]) -> str | None:
    """Return the satker the titles name: a unit before its kanwil."""
    words = sorted((normal(w) for w in load_kamus().satker_awalan), key=len, reverse=True)
    units: list[str] = []
    kanwil: list[str] = []
    for text in texts:
        bare = re.sub(r"\(\s*\d{6}\s*\)|(?<!\d)\d{6}(?!\d)", " ", text)
        bare = re.sub(r"^\s*(?:nama\s+)?(?:satker|satuan kerja|unit kerja|kanwil|upt)\s*:\s*", "", bare, flags=re.I)
        key = normal(bare)
        if len(key) > 110 or key.startswith(("kepala ", "dengan ", "jabatan ")):
            continue
        first = next((w for w in words if key.startswith(w + " ")), None)
        if first is None:
            continue
        (kanwil if first in ("kantor wilayah", "kanwil") else units).append(" ".join(bare.split()).strip(" -:,"))
    return (units or kanwil or [None])[0]  # type: ignore[list-item]


def find_code(texts: list[str]) -> str | None:
    """Return the six-digit satker code the titles name."""
    for text in texts:
        if re.search(r"\b(?:nip|telp|telepon)\b", text, re.I):
            continue
        match = re.search(r"\((\d{6})\)", text) or re.search(
            r"(?:kode\s*satker|satker)\D{0,12}(\d{6})(?!\d)", text, re.I
        )
        if match:
            return match[1]
    return None


def find_divisi(texts: list[str]) -> str | None:
    """Return the divisi named nearest to a table."""
    for text in reversed(texts):
        named = len(text) < 90 and re.search(r"\bdiv(?:isi)?\b", text, re.I)
        if named and (found := find_divider(text)):
            return found
    return None


def find_level(heading: str, texts: list[str]) -> str | None:
    """Return the tingkat (strategis, program, kegiatan, output) that headings or titles name."""
    for text in (heading, *reversed(texts)):
        key = normal(text)
        for level, words in load_kamus().tingkat.items():
            if any(re.search(rf"(?<!\w){re.escape(normal(w))}(?!\w)", key) for w in words):
                return level
    return None


@cache
def _units() -> tuple[tuple[str, tuple[str, ...]], ...]:
    import yaml

    data = yaml.load((MAPS / "unit.yml").read_text("utf-8"), Loader=yaml.BaseLoader)
    return tuple((u["divisi"], tuple(normal(k) for k in u["kata"])) for u in data["unit"])


def divisi_of_unit(unit: str) -> str | None:
    """Return the divisi whose work an echelon-I unit's agreement covers."""
    key = f" {normal(unit)} "
    return next((d for d, words in _units() if any(f" {w} " in key for w in words)), None)


def find_unit(rows: list[Baris]) -> str | None:
    """Return the echelon-I unit a Perjanjian Kinerja is made with ("DENGAN ..."), title-cased."""
    for i, row in enumerate(rows):
        match = re.match(r"^\s*dengan\s+(.{4,})$", row.teks, re.I)
        if not match or not divisi_of_unit(match[1]):
            continue
        name = match[1].strip()
        for after in rows[i + 1 : i + 3]:  # a long name wraps onto the next line
            if after.teks.isupper() and not re.search(r"\d|tahun", after.teks, re.I):
                name += " " + after.teks.strip()
            else:
                break
        return title_case(name)
    return None


def title_case(name: str) -> str:
    """Return a printed name in title case; `dan`, `di` stay small, HAM and TI stay capitals."""
    small, capital = {"dan", "di", "ke", "dari", "pada", "untuk"}, {"ham", "ti", "sdm", "ri"}
    words = []
    for word in name.lower().split():
        parts = [p if p in small else p.upper() if p in capital else p.capitalize() for p in word.split("-")]
        words.append("-".join(parts))
    return " ".join(words)


def find_scale(texts: list[str]) -> Decimal:
    """Return by how much money is to be multiplied ("dalam ribuan")."""
    for text in texts:
        if match := _SKALA.search(text):
            return _KALI[next(g for g in match.groups() if g).lower()]
        if re.search(r"\brp\.?\s*000\b|\(\s*000\s*rupiah", text, re.I):
            return Decimal(1000)
    return Decimal(1)


def surrounding(rekap: Rekap) -> list[str]:
    """Return the texts around a table, the nearest titles last, then the notes below."""
    return [b.teks for b in rekap.konteks] + [b.teks for b in rekap.catatan]
