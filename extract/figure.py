"""The passport of a figure: where it was read, or what it was computed from.

A `Fact` is one cell of a source, as the file says it. A `Figure` is anything that may be printed or
computed with: either it carries a `SourceRef` (it was read) or `inputs` and a `formula` (it was
computed). Both are immutable, and both have an id that is stable from run to run.
"""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date
from decimal import Decimal

from msgspec import Struct

_as_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode  # made once, not once a fact
ID_LIMIT = 56  # a Word content-control tag holds 64 characters; renderers add a suffix of up to 8


class SourceRef(Struct, frozen=True):
    """One place in one source file.

    `locator` is `Sheet!F8` in a workbook, `hlm 1 kotak x0,top,x1,bottom` (points, from the top left
    corner of the page as shown) in a PDF. `file` is relative to the satker's input folder.
    """

    file: str
    sha256: str
    locator: str


class Fact(Struct, frozen=True):
    """One value read from a source, under the table, key and column names of the contract.

    `nilai` is a plain `Decimal` (percentages as 67.42, rupiah whole), text, or None where the source
    says that there is no value. `teks_asli` is what the source prints, unchanged.
    """

    tabel: str
    kunci: tuple[tuple[str, str | int], ...]
    kolom: str
    nilai: Decimal | str | None
    satuan: str
    teks_asli: str
    source: SourceRef
    per_tanggal: date | None = None
    ocr: bool = False

    @property
    def id(self) -> str:
        names = _NUMBERED_KEYS if any([k == "indikator_no" for k, _ in self.kunci]) else NAME_KEYS
        return make_id(self.tabel, *(str(v) for k, v in self.kunci if k not in names), self.kolom)

    @property
    def kunci_json(self) -> str:
        return _as_json(dict(self.kunci))

    def key(self, name: str) -> str | int | None:
        """Return one part of the key, None where the key does not have it."""
        for part, value in self.kunci:
            if part == name:
                return value
        return None


# key parts that repeat a name next to the numbers that identify the row; they stay out of ids
NAME_KEYS = frozenset({"sasaran", "indikator_nama"})
_NUMBERED_KEYS = NAME_KEYS | {"indikator"}


class Figure(Struct, frozen=True):
    """A number (or a text such as `WTP`) with its origin.

    Exactly one of `source` and `formula` is set. `value` is None for N/A, and then `reason` says why
    in Indonesian. `unit` is `%`, `rupiah`, `poin`, `Layanan`, ... or empty; `decimals` is the number
    of decimals the source prints, None when computed (then the one rounding rule applies).
    """

    id: str
    value: Decimal | str | None
    unit: str
    decimals: int | None = None
    raw: str | None = None
    source: SourceRef | None = None
    inputs: tuple[str, ...] = ()
    formula: str | None = None
    reason: str | None = None
    ocr: bool = False

    @property
    def number(self) -> Decimal | None:
        """The value when it is a number, None for N/A and for text."""
        return self.value if isinstance(self.value, Decimal) else None


_KATA = "[0-9A-Za-z_]+(?:-+[0-9A-Za-z_]+)*"
_POLOS = re.compile(rf"{_KATA}(?:\.{_KATA})*")  # parts that are their own words
_ASING = re.compile(r"[^0-9A-Za-z_-]+")


def make_id(*parts: str) -> str:
    """Return a readable id of at most `ID_LIMIT` characters, the same for the same parts."""
    exact = ".".join(parts)
    if len(exact) <= ID_LIMIT and exact.count(".") == len(parts) - 1 and _POLOS.fullmatch(exact):
        return exact
    words = [_ASING.sub("-", part).strip("-") for part in parts]
    text = ".".join(word for word in words if word)
    if len(text) <= ID_LIMIT and text == exact:
        return text
    digest = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:8]
    return f"{text[: ID_LIMIT - 9]}.{digest}"


def make_key(**parts: str | int | None) -> tuple[tuple[str, str | int], ...]:
    """Return a fact key from its named parts, in the order given, leaving out parts that are None."""
    return tuple((name, value) for name, value in parts.items() if value is not None)
