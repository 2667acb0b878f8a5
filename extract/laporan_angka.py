"""Numbers as a report prints them: value, printed precision, unit, and what the printing leaves open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

_ANGKA = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?"
_RP = r"Rp\.?\s*"
POLA = re.compile(
    rf"(?P<rp>{_RP})?(?P<minus>[-–−]\s?)?(?P<angka>{_ANGKA})(?P<sisa>,-|\.-|,–)?\s*(?P<satuan>%|persen\b|poin\b)?",
    re.I,
)
# blanks are possessive (\s*+): a long one must not be shared out in every way
_SEL = re.compile(
    rf"^\(?\s*+(?P<rp>{_RP})?(?P<minus>[-–−]\s?)?(?P<angka>{_ANGKA})\s*+(?:,-|\.-|,–|-)?\s*+"
    r"(?P<satuan>%|[A-Za-z][A-Za-z/ ]{0,24})?\s*+\)?\s*+(?:,-|-)?\s*+(?P<ekor>(?:-{3,}|=|:)?\s*+\(.*)?$",
    re.I | re.S,
)
KOSONG = re.compile(r"^\s*+(?:[-–—]+|n/?a|nihil|rp\.?\s*-|tidak ada.*)?\s*$", re.I)


class Nilai(Struct, frozen=True):
    """A printed number. `satuan` is `%`, `rupiah`, `poin`, a unit word or empty."""

    nilai: Decimal
    desimal: int
    satuan: str
    teks: str
    ragu: bool = False  # the separators can be read in two ways

    @property
    def ulp(self) -> Decimal:
        return Decimal(1).scaleb(-self.desimal)

    @property
    def bawah(self) -> Decimal:
        """The smallest value that prints like this when rounded half up or cut off."""
        return self.nilai - (self.ulp / 2 if self.nilai >= 0 else self.ulp)

    @property
    def atas(self) -> Decimal:
        """The limit (not reached) of the values that print like this."""
        return self.nilai + (self.ulp if self.nilai >= 0 else self.ulp / 2)

    def sama(self, other: Nilai) -> bool:
        """Whether both can be printings of one value."""
        if self.desimal == other.desimal:
            return abs(self.nilai - other.nilai) < self.ulp / 2
        return self.bawah < other.atas and other.bawah < self.atas

    def memuat(self, low: Decimal, high: Decimal) -> bool:
        """Whether some value between low and high prints like this."""
        return self.bawah <= high and low < self.atas


def parse_number(text: str, satuan: str = "") -> tuple[Decimal, int, bool]:
    """Return value, printed decimals and whether the separators stay ambiguous."""
    dots, commas = text.count("."), text.count(",")
    ragu = False
    if dots and commas:
        decimal_mark = "," if text.rfind(",") > text.rfind(".") else "."
    elif dots > 1 or commas > 1:
        decimal_mark = ""
    elif dots or commas:
        mark = "." if dots else ","
        whole, part = text.split(mark)
        if len(part) != 3 or whole == "0":
            decimal_mark = mark
        elif satuan == "rupiah":
            decimal_mark = ""
        elif satuan in ("%", "persen"):
            decimal_mark = mark if len(whole) > 1 else ""  # 98.571% but 1.400%
            ragu = True
        else:
            decimal_mark = "" if dots else mark
            ragu = not dots
    else:
        decimal_mark = ""
    clean = text
    for mark in ".,":
        clean = clean.replace(mark, "#" if mark == decimal_mark else "")
    clean = clean.replace("#", ".")
    decimals = len(clean.split(".")[1]) if "." in clean else 0
    return Decimal(clean), decimals, ragu


def _make(match: re.Match[str], text: str) -> Nilai:
    unit = (match.group("satuan") or "").strip().lower()
    unit = "rupiah" if match.group("rp") else "%" if unit in ("%", "persen") else unit
    value, decimals, ragu = parse_number(match.group("angka"), unit)
    return Nilai(-value if match.group("minus") else value, decimals, unit, text.strip(), ragu)


def parse_cell(text: str) -> Nilai | None:
    """Return the number a cell holds, None where it holds words, several numbers or nothing."""
    text = text.strip()
    match = _SEL.match(text)
    if not match:
        return None
    if text.startswith("(") and (match.group("ekor") or not re.search(r"\)\s*[,.\-]*$", text)):
        return None  # a formula, not a number in brackets
    shown = text if not match.group("ekor") else text[: match.start("ekor")].strip(" -=:")
    if match.group("minus") and not match.group("rp") and text.startswith("-") and " " in match.group("minus"):
        return None  # a list dash
    return _make(match, shown)


def find_numbers(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int, Nilai]]:
    """Yield start, end and value of every number in running text."""
    for match in POLA.finditer(text, start, len(text) if end is None else end):
        before = text[match.start() - 1] if match.start() else " "
        after = text[match.end()] if match.end() < len(text) else " "
        glued = before.isalpha() or before in "/_" or (after.isalpha() and not match.group("satuan"))
        if glued and not match.group("rp"):
            continue
        yield match.start(), match.end(), _make(match, match.group())


def first_number(text: str) -> Nilai | None:
    """Return the first number of a text, None where it has none."""
    return next((v for _, _, v in find_numbers(text)), None)


def is_year(value: Nilai) -> bool:
    return value.satuan == "" and bool(re.fullmatch(r"20[0-4]\d", value.teks.strip()))


_BILANGAN = {
    "nol": 0, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8,
    "sembilan": 9, "sepuluh": 10, "sebelas": 11,
}  # fmt: skip
_KALI = {"ratus": 100, "ribu": 10**3, "juta": 10**6, "miliar": 10**9, "milyar": 10**9, "triliun": 10**12}


def parse_words(text: str) -> int | None:
    """Return the whole number written in Indonesian words, None where a word is unknown.

    Amounts of a report go on to `triliun`, `rupiah` or `orang`; a sign inside is another text. A recap's cells are
    read by `rekap_bilang.spelled`, which passes over signs and knows no units. Both read every whole number alike.
    """
    words = re.sub(r"\bse(ratus|ribu|juta|miliar|milyar)", r"satu \1", text.lower()).replace("-", " ").split()
    words = [w for w in words if w not in ("rupiah", "dan", "orang")]
    if not words:
        return None
    total, part, unit = 0, 0, 0
    for word in words:
        if word in _BILANGAN:
            unit += _BILANGAN[word]
        elif word == "belas":
            unit += 10
        elif word == "puluh":
            part, unit = part + unit * 10, 0
        elif word == "ratus":
            part, unit = part + unit * 100, 0
        elif word in _KALI:
            total, part, unit = total + (part + unit or 1) * _KALI[word], 0, 0
        else:
            return None
    return total + part + unit


_ROMAWI = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def parse_roman(text: str) -> int | None:
    """Return the value of a roman or arabic numeral, None for other text."""
    text = text.lower().strip(".")
    if text.isdigit():
        return int(text)
    if not text or any(c not in _ROMAWI for c in text):
        return None
    values = [_ROMAWI[c] for c in text]
    return sum(-v if v < max(values[i + 1 :], default=0) else v for i, v in enumerate(values))
