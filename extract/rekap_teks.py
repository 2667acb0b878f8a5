"""Texts of cells: lines joined, units in one spelling, workbook numbers without binary noise."""

from __future__ import annotations

import re
from decimal import Decimal

from extract.headings import normal
from extract.ingat import remembered
from extract.rekap_bilang import spelled, without_words

_CUT = re.compile(r"(/\w+)[ \t]*\n[ \t]*(?!(?:di|ke|yg|dg|dr|se)\b)([a-z]{1,2})(?=[\s,.;:)]|$)")


# arrows and triangles of a tree, bullets of an icon font: before or behind a text they say nothing
_HIASAN = re.compile(
    r"^[\s\u2190-\u21ff\u23e9-\u23fa\u25a0-\u25ff\u2630\u276f\u2794-\u27be\u2b00-\u2bff\ue000-\uf8ff\ufe0f]+(?=\S)"
    r"|(?<=\S)\s*[\u2190-\u21ff\u25a0-\u25ff\u276f\u2b00-\u2bff\ue000-\uf8ff\ufe0f]+\s*$"
)
_HYPHEN = re.compile(r"\b([A-Za-z]?[a-z]{2,})-[ \t]*\n[ \t]*([a-z]{3,})\b")
_PREFIX = frozenset({  # what a hyphen may follow within a line as well
    "ke", "se", "non", "anti", "pra", "pasca", "sub", "antar", "semi", "multi", "ex", "eks", "tepat", "tata",
    "lintas", "serba", "sosial", "tindak", "kerja", "akta", "peran", "online", "luar",
})  # fmt: skip


def _whole(match: re.Match[str]) -> str:
    """Return a word parted at a line's end whole; a doubled one (`perundang-undangan`) keeps its hyphen."""
    left, right = match[1], match[2]
    doubled = right[:4] in left.lower() or left[:3].lower() == right[:3] or left.lower() in _PREFIX
    return f"{left}-{right}" if doubled else left + right


@remembered
def join_lines(text: str) -> str:
    """Return a cell's text on one line; a word parted at the end of a line is whole again.

    A long word with strokes that a narrow cell cut (`tahanan/narapidana/ana` `k`) is whole again.
    """
    if not text.isascii():
        text = _HIASAN.sub("", text)
    if "\n" in text:
        text = _HYPHEN.sub(_whole, _CUT.sub(r"\1\2", text))
        text = re.sub(r"(?<=\w)-[ \t]*\n[ \t]*(?=\w)", "-", text)
        text = re.sub(r"/[ \t]*\n[ \t]*", "/", text)
    return " ".join(text.split())


def clean_unit(unit: str) -> str:
    """Return a unit in one spelling: `%` for percent, else as printed."""
    unit = " ".join(unit.split()).strip(" .;:,")
    if normal(unit) in ("%", "persen", "persentase", "prosentase", "persen %"):
        return "%"
    if normal(unit) in ("rp", "rupiah"):
        return "rupiah"
    return unit


@remembered
def bare(text: str) -> str:
    """Return a cell text without line breaks and words in parentheses ("12 (dua belas) Kegiatan").

    Words that spell another number than the digits stay, so that the cell is not read as a number.
    """
    whole = without_words(text)
    last = re.search(r"\(\s*([a-z ]+)\)\s*$", whole, re.I)
    return whole[: last.start()] if last is not None and spelled(last[1]) is None else whole


_BATAS = re.compile(
    r"^\s*(?:[\u2265\u2264<>=\u00b1]+|(?:min(?:imal|imum)?|mak(?:s|simal|simum)?|max|sekurang kurangnya"
    r"|sekurang-kurangnya|paling (?:sedikit|rendah|sedikitnya|tinggi|banyak))\b\.?)\s*:?\s*(?=[\d(])",
    re.I,
)


def without_bound(text: str) -> str:
    """Return a target without the sign or word that makes it a bound."""
    return _BATAS.sub("", text, count=1)


def flat(text: str) -> str:
    return " ".join(text.split())


def format_unit(number_format: str) -> str:
    """Return the unit a number format prints (`0" Layanan"`), empty where none."""
    match = re.search(r'"\s*([A-Za-z][A-Za-z ]*?)\s*"', number_format)
    return match[1] if match else ""


def tidy(value: Decimal) -> Decimal:
    """Return a workbook's number without binary noise and trailing zeros."""
    if len(value.as_tuple().digits) > 15:
        value = Decimal(f"{value:.15g}")
    value = value.normalize()
    exponent = value.as_tuple().exponent
    return value.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else value


def without_noise(value: Decimal) -> Decimal:
    """Return an amount without what a formula of binary numbers left behind its cents (-12695299.9999998)."""
    value = tidy(value)
    near = value.quantize(Decimal("0.01")) if abs(value) < Decimal(10) ** 20 else value
    return tidy(near) if value != near and abs(value - near) < Decimal("0.0005") else value
