"""How a form is recognised: its title and the headings of its columns, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from extract.grid import Cell, Document, Table
from extract.ingat import remembered
from extract.isian_skema import JUDUL, KolomIsian

_WORD = re.compile(r"[^0-9a-z]+")
_REMARK = re.compile(r"\((wajib|opsional)\)", re.I)


@remembered
def normalize(text: str) -> str:
    """Return a heading or name as it is compared: lower case words."""
    return " ".join(_WORD.sub(" ", text.lower()).split())


def has_title(document: Document) -> bool:
    lines = (line.text for sheet in document.sheets for line in sheet.lines())
    texts = (*lines, *(cell.text for cell in list_cells(document, 4)))
    wanted = normalize(JUDUL)
    first = wanted.split()[0]
    return any(normalize(text).startswith(wanted) for text in texts if first in text.lower())


def list_cells(document: Document, rows: int) -> Iterable[Cell]:
    for sheet in document.sheets:
        for table in sheet.tables():
            for row in table.rows[:rows]:
                yield from row


def match_column(text: str, columns: tuple[KolomIsian, ...]) -> str | None:
    """Return the column of a form that a heading names."""
    return _names(columns).get(_without_remark(text))


@remembered
def _without_remark(text: str) -> str:
    return normalize(_REMARK.sub("", text))


@lru_cache(maxsize=16)
def _names(columns: tuple[KolomIsian, ...]) -> dict[str, str]:
    """Return the column by the words it may stand under; the first column that claims a word has it."""
    names: dict[str, str] = {}
    for column in columns:
        for word in (normalize(column.judul), *column.sinonim):
            names.setdefault(word, column.kolom)
    return names


def find_header(
    table: Table,
    columns: tuple[KolomIsian, ...],
    groups: tuple[tuple[str, ...], ...],
    required: tuple[str, ...],
) -> tuple[int, dict[str, int]] | None:
    """Return the header row and the grid column of every heading found in it."""
    names = _names(columns)
    for index, row in enumerate(table.rows):
        found: dict[str, int] = {}
        for cell in row:
            name = names.get(_without_remark(cell.text))
            if name is not None:
                found.setdefault(name, cell.col)
        if all(name in found for name in required) and all(any(n in found for n in g) for g in groups):
            return index, found
    return None
