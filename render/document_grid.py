"""A table of a document as a grid: its own rows and cells, with places, spans and texts, read once."""

from __future__ import annotations

from typing import Any

from lxml import etree
from msgspec import Struct, field

from render.document_xml import RUN, SIGNS, TEXT, VALUE, W, owner_of, parent_of

TABLE, ROW, CELL = f"{W}tbl", f"{W}tr", f"{W}tc"
SPAN, MERGE, CONTROL = f"{W}gridSpan", f"{W}vMerge", f"{W}tag"
BEFORE, AFTER, HEAD = f"{W}gridBefore", f"{W}gridAfter", f"{W}tblHeader"


class GridCell(Struct):
    """One cell: the grid column it begins at, its width in columns, its text as it stands (marks included)."""

    node: etree._Element
    position: int
    span: int = 1
    text: str = ""
    merge: str = ""  # restart, continue


class GridRow(Struct):
    """One row: its cells, the grid columns left out before and after them, what it holds besides."""

    node: etree._Element
    cells: list[GridCell] = field(default_factory=list)
    before: int = 0
    after: int = 0
    head: bool = False  # repeated on every page
    ids: int = 0  # letters of its figures' ids

    @property
    def end(self) -> int:
        """Return the grid column after the last cell."""
        return self.cells[-1].position + self.cells[-1].span if self.cells else self.before

    @property
    def width(self) -> int:
        """Return the row's width in grid columns."""
        return self.end + self.after

    @property
    def letters(self) -> int:
        """Return how much the row holds; a figure counts with its id."""
        return sum([len(cell.text) for cell in self.cells], self.ids)


def read_grid(table: etree._Element) -> list[GridRow]:
    """Return the table's own rows, also those inside content controls; a table in a cell is text of the cell."""
    nested = next(table.iterdescendants(TABLE), None) is not None
    rows: list[GridRow] = []
    row, cell = GridRow(table), GridCell(table, 0)
    for node in table.iter(ROW, CELL, TEXT, SPAN, MERGE, CONTROL, BEFORE, AFTER, HEAD, *SIGNS):
        if (tag := node.tag) == TEXT:
            cell.text += node.text or ""
        elif tag == CONTROL:
            name = node.get(VALUE, "")
            row.ids += len(name) + 3 if "@" in name else 0
        elif tag in SIGNS:
            cell.text += SIGNS[tag] if parent_of(node).tag == RUN else ""  # else a tab stop
        elif nested and owner_of(node, TABLE) is not table:
            continue
        elif tag == CELL:
            cell = GridCell(node, row.end)
            row.cells.append(cell)
        elif tag == ROW:
            row = GridRow(node)
            rows.append(row)
        else:
            _note(tag, node.get(VALUE), row, cell)
    return rows


def _note(tag: Any, value: str | None, row: GridRow, cell: GridCell) -> None:
    """Keep what a setting says of the row or the cell it stands in."""
    if tag == SPAN:
        cell.span = max(1, int(value or 1))
    elif tag == MERGE:
        cell.merge = value or "continue"
    elif tag == HEAD:
        row.head = True
    elif tag == BEFORE:
        row.before = int(value or 0)
    else:
        row.after = int(value or 0)


def rows_of(table: etree._Element) -> list[etree._Element]:
    """Return the table's own rows, also those inside row-level content controls."""
    rows = list(table.iter(ROW))
    if next(table.iterdescendants(TABLE), None) is None:
        return rows
    return [r for r in rows if next(r.iterancestors(TABLE)) is table]


def cells_of(row: etree._Element) -> list[etree._Element]:
    """Return the row's own cells, also those inside cell-level content controls."""
    cells = list(row.iter(CELL))
    if next(row.iterdescendants(TABLE), None) is None:
        return cells
    return [c for c in cells if next(c.iterancestors(ROW)) is row]


def span_of(cell: etree._Element) -> int:
    found = _setting(cell, f"{W}tcPr", f"{W}gridSpan")
    return 1 if found is None else max(1, int(found.get(f"{W}val", "1")))


def row_offset(row: etree._Element) -> int:
    """Return the number of grid columns before the row's first cell."""
    found = _setting(row, f"{W}trPr", f"{W}gridBefore")
    return 0 if found is None else int(found.get(f"{W}val", "0"))


def _width_after(row: etree._Element) -> int:
    found = _setting(row, f"{W}trPr", f"{W}gridAfter")
    return 0 if found is None else int(found.get(f"{W}val", "0"))


def row_width(row: etree._Element) -> int:
    return row_offset(row) + sum(span_of(c) for c in cells_of(row)) + _width_after(row)


def is_head(row: etree._Element) -> bool:
    """Say whether the row is repeated on every page."""
    return _setting(row, f"{W}trPr", f"{W}tblHeader") is not None


def _setting(owner: etree._Element, settings: str, name: str) -> etree._Element | None:
    for part in owner.iterchildren(settings):
        for found in part.iterchildren(name):
            return found
    return None
