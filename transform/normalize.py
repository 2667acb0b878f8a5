"""Facts by table, row and column, so that each value of a report has exactly one source.

Two sources that give different values for one place are reported; the first one read is kept. Names
are compared in a normalized spelling, never used as keys where a number or code exists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct, field
from msgspec.structs import replace

from extract.figure import Fact, Figure, SourceRef, make_id
from extract.finding import Finding, Tingkat
from transform.ledger import Ledger

NAME_PARTS = ("sasaran", "indikator", "indikator_nama", "kegiatan", "uraian_indikator")


def place(source: SourceRef | None) -> str:
    """Return `file: locator` of a source, as findings name it."""
    return f"{source.file}: {source.locator}" if source else "hitungan"


@lru_cache(maxsize=20000)
def plain_name(text: str) -> str:
    """Return a name for comparison: lower case, letters and digits only, single spaces."""
    return " ".join(re.sub(r"[^0-9a-z]+", " ", text.casefold()).split())


def similarity(left: str, right: str) -> float:
    """Return how alike two names are, 0 to 100."""
    a, b = plain_name(left), plain_name(right)
    if a == b:
        return 100.0
    from rapidfuzz import fuzz

    return float(fuzz.ratio(a, b))


class Row(Struct):
    """One row of a table: its key and its facts by column."""

    tabel: str
    kunci: dict[str, str | int]
    cells: dict[str, Fact] = field(default_factory=dict)
    koreksi: dict[str, tuple[Decimal, str]] = field(default_factory=dict)  # value and reason by column

    def text(self, *columns: str) -> str:
        """Return the first non-empty text among these columns and key parts."""
        for column in columns:
            if column in self.cells:
                fact = self.cells[column]
                text = fact.nilai if isinstance(fact.nilai, str) else fact.teks_asli
            else:
                text = str(self.kunci.get(column, ""))
            if words := text.split():
                return " ".join(words)
        return ""

    def number(self, column: str) -> Decimal | None:
        if column in self.koreksi:
            return self.koreksi[column][0]
        fact = self.cells.get(column)
        return fact.nilai if fact is not None and isinstance(fact.nilai, Decimal) else None

    def integer(self, part: str) -> int:
        """Return a key part that counts positions; 0 where the key lacks it."""
        value = str(self.kunci.get(part, ""))
        return int(value) if value.lstrip("-").isdigit() else 0

    def figure(self, ledger: Ledger, column: str) -> Figure | None:
        fact = self.cells.get(column)
        if fact is None:
            return None
        figure = ledger.read(fact)
        if column not in self.koreksi:
            return figure
        value, reason = self.koreksi[column]
        name = make_id("koreksi", figure.id)
        return ledger.compute(name, value, unit=figure.unit, formula=reason, inputs=(figure,))

    @property
    def place(self) -> str:
        for fact in self.cells.values():
            return place(fact.source)
        return ""


class Tables:
    """The facts of one report, by table and row, in reading order; contradictions in `findings`."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._rows: dict[str, dict[tuple[tuple[str, str | int], ...], Row]] = {}
        self.findings: list[Finding] = []
        for fact in facts:
            self._enter(fact)
        for rows in self._rows.values():
            for row in rows.values():
                _fill_unit(row)

    def _enter(self, fact: Fact) -> None:
        key = tuple([part for part in fact.kunci if not _is_name(fact.tabel, part[0])])
        rows = self._rows.setdefault(fact.tabel, {})
        row = rows.get(key)
        if row is None:
            row = rows[key] = Row(fact.tabel, dict(fact.kunci))
        known = row.cells.setdefault(fact.kolom, fact)
        if known is fact or _same(known, fact):
            return
        if known.nilai is None and fact.nilai is not None:
            row.cells[fact.kolom] = fact
            return
        if fact.nilai is not None:
            self.findings.append(_contradiction(known, fact))

    def rows(self, tabel: str) -> list[Row]:
        return list(self._rows.get(tabel, {}).values())

    def __contains__(self, tabel: str) -> bool:
        return tabel in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)


def _fill_unit(row: Row) -> None:
    """Give target and realisasi the unit of the row's own unit column where their cell names none."""
    unit = row.text("satuan")
    for column in ("target", "realisasi"):
        fact = row.cells.get(column)
        if unit and fact is not None and not fact.satuan:
            row.cells[column] = replace(fact, satuan=unit)


def _is_name(tabel: str, part: str) -> bool:
    return part in NAME_PARTS and tabel != "data_dukung"


def _same(left: Fact, right: Fact) -> bool:
    if isinstance(left.nilai, str) and isinstance(right.nilai, str):
        return plain_name(left.nilai) == plain_name(right.nilai)
    return left.nilai == right.nilai


def _contradiction(known: Fact, other: Fact) -> Finding:
    where = " ".join(f"{k} {v}" for k, v in known.kunci)
    number = isinstance(known.nilai, Decimal) and isinstance(other.nilai, Decimal)
    return Finding(
        "SUMBER-BEDA",
        Tingkat.GALAT if number else Tingkat.PERINGATAN,
        f"Dua sumber berbeda untuk {known.tabel} {where} kolom {known.kolom}: "
        f"{known.teks_asli!r} ({place(known.source)}) dan {other.teks_asli!r} ({place(other.source)}). "
        "Dipakai yang pertama; betulkan atau hapus salah satunya.",
        (place(known.source), place(other.source)),
        known.teks_asli,
        other.teks_asli,
    )
