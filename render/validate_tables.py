"""Checks of tables: rows that fill the grid, cells that end in a paragraph, merges that hold."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from render.document_grid import cells_of, row_offset, row_width, rows_of, span_of
from render.document_xml import W


def check_tables(root: etree._Element) -> Iterator[str]:
    """Yield the problems of all tables of a part."""
    for table in root.iter(f"{W}tbl"):
        grid = table.find(f"{W}tblGrid")
        if grid is None or table.find(f"{W}tblPr") is None:
            yield "tabel tanpa w:tblPr atau w:tblGrid"
            continue
        columns = len(grid.findall(f"{W}gridCol"))
        rows = rows_of(table)
        if not rows:
            yield "tabel tanpa baris"
        open_spans: dict[int, int] = {}
        for row in rows:
            cells = cells_of(row)
            if not cells:
                yield "baris tabel tanpa sel"
            if row_width(row) != columns:
                yield f"baris tabel selebar {row_width(row)} kolom dalam kisi {columns} kolom"
            position, now = row_offset(row), {}
            for cell in cells:
                if len(cell) == 0 or cell[-1].tag != f"{W}p":
                    yield "sel tabel tidak diakhiri paragraf"
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                if merge is not None:
                    now[position] = span_of(cell)
                    if merge.get(f"{W}val") != "restart" and open_spans.get(position) != span_of(cell):
                        yield "sel gabungan tanpa sel di atasnya"
                position += span_of(cell)
            open_spans = now
