"""A table of a document as a grid: its own rows and cells, with places, spans and texts, read once."""

from __future__ import annotations

from lxml import etree

from extract.kelas import dataclass
from render.document_xml import PARAGRAPH, W, paragraph_text

TABLE, ROW, CELL = f"{W}tbl", f"{W}tr", f"{W}tc"


@dataclass(slots=True)
class GridCell:
    """One cell: the grid column it begins at, its width in columns, its text as it stands (marks included)."""

    node: etree._Element
    position: int
    span: int
    text: str


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row: its cells, and its width in grid columns with what is left out before and after."""

    node: etree._Element
    cells: tuple[GridCell, ...]
    width: int


def read_grid(table: etree._Element) -> list[GridRow]:
    """Return the table's own rows."""
    return [_read_row(row) for row in rows_of(table)]


def _read_row(row: etree._Element) -> GridRow:
    position = row_offset(row)
    cells = []
    for node in cells_of(row):
        span = span_of(node)
        cells.append(GridCell(node, position, span, "".join([paragraph_text(p) for p in node.iter(PARAGRAPH)])))
        position += span
    return GridRow(row, tuple(cells), position + _width_after(row))


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


def merge_of(cell: etree._Element) -> etree._Element | None:
    """Return the cell's `w:vMerge`."""
    return _setting(cell, f"{W}tcPr", f"{W}vMerge")


def is_head(row: etree._Element) -> bool:
    """Say whether the row is repeated on every page."""
    return _setting(row, f"{W}trPr", f"{W}tblHeader") is not None


def _setting(owner: etree._Element, settings: str, name: str) -> etree._Element | None:
    for part in owner.iterchildren(settings):
        for found in part.iterchildren(name):
            return found
    return None
