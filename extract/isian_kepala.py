"""How a form is recognised: its title and the headings of its columns, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.grid import Cell, Document, Table
from extract.isian_skema import JUDUL, KolomIsian

_WORD = re.compile(r"[^0-9a-z]+")


def normalize(text: str) -> str:
    """Return a heading or name as it is compared: lower case words."""
    return " ".join(_WORD.sub(" ", text.lower()).split())


def has_title(document: Document) -> bool:
    lines = (line.text for sheet in document.sheets for line in sheet.lines())
    texts = (*lines, *(cell.text for cell in list_cells(document, 4)))
    return any(normalize(text).startswith(normalize(JUDUL)) for text in texts)


def list_cells(document: Document, rows: int) -> Iterable[Cell]:
    for sheet in document.sheets:
        for table in sheet.tables():
            for row in table.rows[:rows]:
                yield from row


def match_column(text: str, columns: tuple[KolomIsian, ...]) -> str | None:
    word = normalize(re.sub(r"\((wajib|opsional)\)", "", text, flags=re.I))
    for column in columns:
        if word in (normalize(column.judul), *column.sinonim):
            return column.kolom
    return None


def find_header(
    table: Table,
    columns: tuple[KolomIsian, ...],
    groups: tuple[tuple[str, ...], ...],
    required: tuple[str, ...],
) -> tuple[int, dict[str, int]] | None:
    """Return the header row and the grid column of every heading found in it."""
    for index, row in enumerate(table.rows):
        found: dict[str, int] = {}
        for cell in row:
            name = match_column(cell.text, columns)
            if name is not None:
                found.setdefault(name, cell.col)
        if all(name in found for name in required) and all(any(n in found for n in g) for g in groups):
            return index, found
    return None
