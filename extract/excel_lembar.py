"""What is read of a worksheet before it is judged: cells by place, merged areas, hidden rows and columns.

Written by `excel_lean` (the parts of the package themselves) or, where a package is not plainly written, by
openpyxl here; `excel` makes the neutral table of it, whoever read it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from msgspec import Struct, field

Area = tuple[int, int, int, int]  # first row and column, last row and column, counted from 1


class Gaya(Struct, frozen=True):
    """How a cell shows its value."""

    number_format: str = ""  # empty: as it is
    indent: int = 0
    bold: bool = False


POLOS = Gaya()
Isi = tuple[object, str | None, bool, Gaya]  # value (None: nothing, or not calculated), formula, is an error, style


class Lembar(Struct):
    """One worksheet."""

    title: str
    hidden: bool
    cells: dict[tuple[int, int], Isi] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_cols: list[tuple[int, int]] = field(default_factory=list)


def load_sheets(path: Path) -> list[Lembar]:
    """Return the worksheets of a workbook as openpyxl reads them."""
    import openpyxl

    with path.open("rb") as stream:  # a stream, because openpyxl would judge a path by its ending
        formulas = openpyxl.load_workbook(stream, keep_links=False)
        values = formulas
        if any(cell.data_type == "f" for sheet in formulas.worksheets for cell in sheet._cells.values()):
            values = openpyxl.load_workbook(stream, data_only=True, keep_links=False)
    return [_sheet(sheet, values[sheet.title]) for sheet in formulas.worksheets]


def _sheet(sheet: Any, values: Any) -> Lembar:
    made = Lembar(sheet.title, sheet.sheet_state != "visible")
    for at, cell in sheet._cells.items():
        formula = str(getattr(cell.value, "text", None) or cell.value) if cell.data_type == "f" else None
        shown = values._cells.get(at) if formula else cell
        raw = shown.value if shown is not None else None
        if formula and raw is None and shown is not None and shown.data_type == "str":
            raw = ""  # calculated, and blank: =IF(A1="","",...)
        made.cells[at] = raw, formula, (cell if shown is None else shown).data_type == "e", _style(cell)
    made.merged = [(r.min_row, r.min_col, r.max_row, r.max_col) for r in sheet.merged_cells.ranges]
    made.hidden_rows = {row for row, dimension in sheet.row_dimensions.items() if dimension.hidden}
    made.hidden_cols = [(d.min, d.max) for d in sheet.column_dimensions.values() if d.hidden and d.min and d.max]
    return made


def _style(cell: Any) -> Gaya:
    if not cell.has_style:
        return POLOS
    shown = cell.number_format
    return Gaya("" if shown == "General" else shown, int(cell.alignment.indent or 0), bool(cell.font.b))
