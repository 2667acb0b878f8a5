"""Formulas that a program wrote without calculating them: each with a stored 0 that nobody computed.

Some libraries store 0 beside every formula and leave the calculating to Excel. Read as they stand, these would
be figures that are wrong and look right.
"""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from extract.grid import Cell, Sheet, Table
from extract.rekap_rumus import TakDapatDihitung, addresses, evaluate

PALING_SEDIKIT = 3  # formulas; fewer can all be 0 by chance


def forget_zeros(sheets: tuple[Sheet, ...]) -> tuple[tuple[Sheet, ...], list[Cell]]:
    """Return the sheets with such zeros taken out, and the cells concerned.

    Only where every number that a formula of the workbook holds is 0 and one of them cannot be.
    """
    numbers = [cell for sheet in sheets for cell in _formulas(sheet) if isinstance(cell.value, Decimal)]
    if len(numbers) < PALING_SEDIKIT or any(cell.value for cell in numbers):
        return sheets, []
    emptied = tuple(_emptied(sheet) for sheet in sheets)
    return (emptied, numbers) if any(_is_wrong(sheet) for sheet in emptied) else (sheets, [])


def _formulas(sheet: Sheet) -> list[Cell]:
    return [c for t in sheet.tables() for row in t.rows for c in row if c.formula is not None]


def _emptied(sheet: Sheet) -> Sheet:
    def cell(found: Cell) -> Cell:
        zero = found.formula is not None and isinstance(found.value, Decimal)
        return replace(found, value=None, text="") if zero else found

    blocks = tuple(
        replace(b, rows=tuple(tuple(cell(c) for c in row) for row in b.rows)) if isinstance(b, Table) else b
        for b in sheet.blocks
    )
    return replace(sheet, blocks=blocks)


def _is_wrong(sheet: Sheet) -> bool:
    """Tell whether one of the sheet's formulas comes to anything but 0."""
    cells = addresses(sheet)
    for cell in _formulas(sheet):
        try:
            if cell.value is None and evaluate(cell, cells, _number) != 0:
                return True
        except TakDapatDihitung:
            continue
    return False


def _number(cell: Cell) -> Decimal | None:
    return cell.value if isinstance(cell.value, Decimal) else None
