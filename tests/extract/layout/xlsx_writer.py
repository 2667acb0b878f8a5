"""Write tables as workbooks: merged headings, offsets, number formats, hidden rows, formulas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from tests.extract.layout.spec import TableSpec, place_cells


@dataclass(frozen=True)
class Book:
    """How a workbook is laid out; `values` replaces the text of a cell by a typed value and its format."""

    row: int = 1
    col: int = 1
    gap: int = 2
    merge: bool = True
    sheet_each: bool = True
    hidden_rows: tuple[int, ...] = ()
    values: dict[str, tuple[Any, str]] | None = None


def write_xlsx(path: Path, tables: Sequence[TableSpec], book: Book | None = None) -> None:
    """Write each table with its titles and notes, each on its own sheet or one below the other."""
    book = book or Book()
    workbook: Any = openpyxl.Workbook()
    workbook.remove(workbook.active)
    row = book.row
    for number, spec in enumerate(tables):
        if book.sheet_each or not workbook.worksheets:
            sheet = workbook.create_sheet(f"Rekap {number + 1}")
            row = book.row
        sheet = workbook.worksheets[-1]
        for title in spec.titles:
            sheet.cell(row, book.col, title).font = Font(bold=True)
            row += 1
        row += bool(spec.titles)
        _write_rows(sheet, spec, book, row)
        row += len(spec.rows) + 1
        for note in spec.notes:
            sheet.cell(row, book.col, note)
            row += 1
        row += book.gap
    for hidden in book.hidden_rows:
        workbook.worksheets[0].row_dimensions[hidden].hidden = True
    workbook.save(path)


def _write_rows(sheet: Any, spec: TableSpec, book: Book, top: int) -> None:
    for placed in place_cells(spec.rows):
        row, col = top + placed.row, book.col + placed.col
        value, number_format = (book.values or {}).get(placed.text, (placed.text or None, "General"))
        cell = sheet.cell(row, col, value)
        cell.number_format = number_format
        if placed.row < len(spec.header):
            cell.font = Font(bold=True)
        if book.merge and (placed.rowspan > 1 or placed.colspan > 1):
            last = f"{get_column_letter(col + placed.colspan - 1)}{row + placed.rowspan - 1}"
            sheet.merge_cells(f"{cell.coordinate}:{last}")
