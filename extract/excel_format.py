"""What a reader sees of an Excel value: the value shown through the cell's number format.

Separators are those of the format code itself (comma for thousands, point for decimals), whatever the
locale of the machine that once showed the sheet. Anything this module does not know is shown plainly.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

BULAN = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
         "November", "Desember")  # fmt: skip
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<pad>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]|(?P<char>.)', re.S
)
_DIGITS = "0#?"
_CONDITION = re.compile(r"^(<=|>=|<>|<|>|=)\s*(-?(?:\d+(?:\.\d*)?|\.\d+))$")
_WIDE = Context(prec=1200)  # the largest number of a workbook has 309 digits; none of them may be rounded away
_CURRENCY = re.compile(r"^\$([^-]*)")

Token = tuple[str, str]


def make_decimal(number: float | int) -> Decimal:
    """Return the number as Excel holds it: 15 significant digits, without binary noise."""
    if isinstance(number, int):
        return Decimal(number)
    return Decimal(f"{number:.15g}")


def show_plain(value: Decimal) -> str:
    """Return a number without exponent and without padding zeros, as the General format shows it."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def show(value: object, number_format: str) -> str:
    """Return the text a reader sees for a typed value under a number format."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, Decimal):
        return _show_number(value, number_format or "General")
    if isinstance(value, datetime | date | time):
        return _show_date(value)
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


def _show_date(value: datetime | date | time) -> str:
    if isinstance(value, time):
        return value.strftime("%H:%M:%S")
    text = f"{value.day} {BULAN[value.month - 1]} {value.year}"
    if isinstance(value, datetime) and (value.hour or value.minute or value.second):
        text += value.strftime(" %H:%M")
    return text


@lru_cache(maxsize=1024)
def _sections(number_format: str) -> tuple[tuple[Token, ...], ...]:
    """Split a format code into its sections of (kind, text) tokens."""
    sections: list[list[Token]] = [[]]
    for match in _TOKEN.finditer(number_format):
        kind = match.lastgroup or "char"
        text = match.group(kind)
        if kind == "char" and text == ";":
            sections.append([])
        elif kind == "bracket":
            sections[-1].append((kind, text))
        elif kind in {"quoted", "escaped"}:
            sections[-1].append(("literal", text))
        elif kind == "pad":
            sections[-1].append(("literal", " "))
        elif kind == "char":
            sections[-1].append((kind, text))
    return tuple(tuple(section) for section in sections)


def _choose(value: Decimal, sections: tuple[tuple[Token, ...], ...]) -> tuple[tuple[Token, ...], Decimal]:
    """Return the section that applies, and the number to show in it."""
    conditions = [_condition(section) for section in sections]
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=True):
            if condition is None or _holds(value, condition):
                return section, value
        return sections[-1], value
    numeric = sections[:3]
    if value < 0 and len(numeric) > 1:
        return numeric[1], value.copy_negate()
    if value == 0 and len(numeric) > 2:
        return numeric[2], value
    return numeric[0], value


def _condition(section: tuple[Token, ...]) -> tuple[str, Decimal] | None:
    for kind, text in section:
        if kind == "bracket" and (match := _CONDITION.match(text.strip())):
            return match.group(1), Decimal(match.group(2))
    return None


def _holds(value: Decimal, condition: tuple[str, Decimal]) -> bool:
    operator, limit = condition
    return {
        "<": value < limit, ">": value > limit, "<=": value <= limit, ">=": value >= limit,
        "=": value == limit, "<>": value != limit,
    }[operator]  # fmt: skip


def _show_number(value: Decimal, number_format: str) -> str:
    if number_format in {"General", "@", ""}:
        return show_plain(value)
    section, number = _choose(value, _sections(number_format))
    plain = "".join(text for kind, text in section if kind == "char")
    if "general" in plain.lower() or "/" in plain or "E" in plain.upper().replace("GENERAL", ""):
        return show_plain(value)
    if not any(char in _DIGITS for char in plain):
        return "".join(_literal(token) for token in section).strip()
    return _fill(section, number).strip()


def is_percent(number_format: str) -> bool:
    """Tell whether a format shows a fraction as percent; a % in quotes or after a backslash is only text."""
    return any(token == ("char", "%") for section in _sections(number_format)[:1] for token in section)


def divisor_of(number_format: str) -> Decimal:
    """Return by how much a format divides what it shows: 1000 for every comma behind the digits (`#,##0,`)."""
    section = _sections(number_format)[0]
    places = [i for i, (kind, text) in enumerate(section) if kind == "char" and text in _DIGITS]
    commas = 0
    while places and section[places[-1] + 1 + commas : places[-1] + 2 + commas] == (("char", ","),):
        commas += 1
    return Decimal(1000) ** commas


def _literal(token: Token) -> str:
    kind, text = token
    if kind == "literal":
        return text
    if kind == "bracket":
        match = _CURRENCY.match(text)
        return match.group(1) if match else ""
    return "" if text == "@" else text


def _fill(section: tuple[Token, ...], number: Decimal) -> str:
    """Put the digits of the number into the first run of digit places of the section."""
    places = [i for i, (kind, text) in enumerate(section) if kind == "char" and text in _DIGITS]
    first, last = places[0], places[-1]
    body = "".join(text for kind, text in section[first : last + 1] if kind == "char")
    tail = last + 1
    while tail < len(section) and section[tail] == ("char", ","):
        number = _WIDE.divide(number, Decimal(1000))
        tail += 1
    number = number.scaleb(2 * sum(token == ("char", "%") for token in section), _WIDE)
    digits = _digits(number.copy_abs(), body)
    sign = "-" if number < 0 and any(char not in "0.," for char in digits) else ""
    before = "".join(_literal(token) for token in section[:first])
    inner = "".join(text for kind, text in section[first:tail] if kind == "literal")
    after = inner + "".join(_literal(token) for token in section[tail:])
    return f"{sign}{before}{digits}{after}"


def _digits(number: Decimal, body: str) -> str:
    whole, _, fraction = body.partition(".")
    decimals = sum(char in _DIGITS for char in fraction)
    fixed = fraction.count("0")
    least = whole.count("0")
    rounded = number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=_WIDE)
    left, _, right = f"{rounded:f}".partition(".")
    left = left.lstrip("0").rjust(least, "0") if least or left.strip("0") == "" else left
    while len(right) > fixed and right.endswith("0"):
        right = right[:-1]
    if "," in whole:
        left = f"{int(left or 0):,}".rjust(least, "0") if left else ""
    return f"{left}.{right}" if right else left
