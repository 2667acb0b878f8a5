"""The grammar of Indonesian (and English) numbers as recaps print them.

A text is read under both separator conventions; where they differ (`1.234`), the convention found in
the context (other numbers of the column or table, arithmetic of the row) decides. Without context
the text stays ambiguous and is refused: a figure is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from extract.ingat import remembered


class Konvensi(StrEnum):
    """Which separators a column uses."""

    ID = "id"  # 1.234.567,89
    EN = "en"  # 1,234,567.89
    TAK_TENTU = "tak_tentu"  # not known: only unambiguous numbers are read


class AngkaAmbigu(ValueError):
    """The text has two readings and the context does not say which."""


class BukanAngka(ValueError):
    """The text is not a number of this grammar."""


class Angka(Struct, frozen=True):
    """One number read. `nilai` is None where the source says that there is none (`-`)."""

    nilai: Decimal | None
    satuan: str = ""  # "%", "rupiah", "Layanan", ...
    teks: str = ""


_KOSONG = re.compile(r"^(?:rp\.?\s*)?[-\u2010-\u2015\u2212_]+(?:\s*%)?$|^n/?a$|^nihil$|^tidak ada$", re.I)
# every \s and the digits are possessive (*+): a long blank must not make the search try every way to share it
_BENTUK = re.compile(
    r"""^(?P<neg1>[-\u2010-\u2015\u2212])?\s*+(?P<buka>\()?\s*+
        (?P<rp>(?:rp|idr)(?:\.|(?=[\s\d-]))\s*+)?(?P<neg2>[-\u2010-\u2015\u2212])?\s*+
        (?P<digit>\d++(?:[.,'\u00a0\u2009\u202f ]\d++)*+)[\u00a0\u2009\u202f ]*+
        (?P<ekor>,-{1,2}|\.-|,=)?\s*+(?P<pct>%|persen\b)?\s*+(?P<tutup>\))?\s*+(?P<pct2>%)?
        (?P<satuan>\s*+[^\W\d_](?:[^\d%]*+))?$""",
    re.I | re.X,
)
_ID = re.compile(r"^(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?$")
_EN = re.compile(r"^(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?$")
_SPASI = re.compile(r"^\d{1,3}(?:[ '\u00a0\u2009\u202f]\d{3})+(?=[.,]|$)")


@remembered
def is_kosong(text: str) -> bool:
    """Tell whether the text says "no value": `-`, `Rp. -`, `n/a`, `nihil`."""
    return bool(_KOSONG.match(text.strip()))


@remembered
def _readings(digit: str) -> tuple[Decimal | None, Decimal | None]:
    """Return the value under the Indonesian and under the English convention."""
    if _SPASI.match(digit):
        digit = re.sub(r"[ '\u00a0\u2009\u202f]", "", digit)
    as_id = as_en = None
    if _ID.match(digit) and not re.match(r"^0\d*\.\d", digit):
        as_id = Decimal(digit.replace(".", "").replace(",", "."))
    if _EN.match(digit) and not re.match(r"^0\d*,\d", digit):
        as_en = Decimal(digit.replace(",", ""))
    return as_id, as_en


def _split(text: str) -> re.Match[str]:
    match = _BENTUK.match(text.strip())
    if match is None or bool(match["buka"]) != bool(match["tutup"]):
        raise BukanAngka(text)
    return match


def _negate(value: Decimal) -> Decimal:
    """Return the value with the other sign and every digit: unary minus would round to 28 digits."""
    return value.copy_negate() if value else value


@remembered
def possible(text: str) -> frozenset[Decimal]:
    """Return every value the text can mean (none when it is no number, two when ambiguous)."""
    try:
        match = _split(text)
    except BukanAngka:
        return frozenset()
    negative = bool(match["neg1"] or match["neg2"] or match["buka"])
    return frozenset(_negate(v) if negative else v for v in _readings(match["digit"].strip()) if v is not None)


@remembered
def vote(text: str) -> Konvensi | None:
    """Return the convention this text proves, None when it fits both or is no number."""
    try:
        digit = _split(text)["digit"].strip()
    except BukanAngka:
        return None
    as_id, as_en = _readings(digit)
    if as_id == as_en or (as_id is None and as_en is None):
        return None
    if as_id is None:
        return Konvensi.EN
    return Konvensi.ID if as_en is None else None


def decide(texts: Iterable[str]) -> Konvensi:
    """Return the convention that the unambiguous numbers among the texts agree on."""
    votes = {v for v in (vote(t) for t in texts) if v is not None}
    return votes.pop() if len(votes) == 1 else Konvensi.TAK_TENTU


def parse_angka(text: str, *, konvensi: Konvensi, uang: bool = False) -> Angka:
    """Return the number the text states.

    A text that fits one convention only is read so, whatever `konvensi` says: a column may mix
    both. In money (`uang` or an `Rp` in the text) three digits after a separator are thousands.
    Raises AngkaAmbigu or BukanAngka.
    """
    bare = text.strip()
    if is_kosong(bare):
        return Angka(nilai=None, satuan="%" if "%" in bare else "", teks=text)
    match = _split(bare)
    as_id, as_en = _readings(match["digit"].strip())
    if as_id is None and as_en is None:
        raise BukanAngka(text)
    nilai: Decimal
    if as_id is None or as_en is None or as_id == as_en:
        nilai = as_id if as_id is not None else (as_en or Decimal(0))
    elif uang or match["rp"]:
        nilai = max(as_id, as_en, key=abs)
    elif konvensi is Konvensi.ID:
        nilai = as_id
    elif konvensi is Konvensi.EN:
        nilai = as_en
    else:
        raise AngkaAmbigu(text)
    if (uang or match["rp"]) and -int(nilai.as_tuple().exponent) > 2:
        raise BukanAngka(text)  # money has no third decimal: two numbers run together, or a torn one
    if match["neg1"] or match["neg2"] or match["buka"]:
        nilai = _negate(nilai)
    satuan = (match["satuan"] or "").strip(" .;:,-")
    if match["pct"] or match["pct2"]:
        satuan = "%"
    elif match["rp"]:
        satuan = "rupiah"
    return Angka(nilai=nilai, satuan=satuan, teks=text)
