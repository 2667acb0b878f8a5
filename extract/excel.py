"""Workbooks: one `Table` per sheet over its used range, titles included, nothing left out.

Formulas are not evaluated. A formula whose value the workbook does not hold gives a cell with
`value=None`, empty text and its `formula`; the document then carries a finding that names the cells.
"""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.excel_format import make_decimal, show
from extract.excel_guard import active_parts, cells_only, check_package, check_reach
from extract.finding import Finding, Tingkat, UnreadableInput
from extract.grid import Cell, CellValue, Sheet, Table
from extract.limits import DEFAULT, Limits

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

FULL_GRID = 400_000  # up to this many positions empty cells get an address of their own
NAMED = 12  # cells named in one finding
BROKEN = (
    LookupError, ValueError, TypeError, AttributeError, OSError, SyntaxError, EOFError, OverflowError,
    RuntimeError, NotImplementedError, AssertionError, zlib.error, zipfile.BadZipFile,
)  # fmt: skip


@dataclass
class _Reading:
    """What is noticed while a workbook is read."""

    file: str
    uncalculated: dict[str, list[str]] = field(default_factory=dict)
    errors: dict[str, list[str]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def read_workbook(path: Path, file: str, limits: Limits = DEFAULT) -> tuple[tuple[Sheet, ...], tuple[Finding, ...]]:
    """Return every worksheet of an .xlsx/.xlsm file, and what is wrong with it."""
    import warnings

    import openpyxl

    check_package(path, file, limits)
    reading = _Reading(file, findings=active_parts(path, file))
    with warnings.catch_warnings(), cells_only():
        warnings.simplefilter("ignore")
        try:
            with path.open("rb") as stream:  # a stream, because openpyxl would judge a path by its ending
                formulas = openpyxl.load_workbook(stream, keep_links=False)
                values = formulas
                if _has_formulas(formulas):
                    values = openpyxl.load_workbook(stream, data_only=True, keep_links=False)
        except BROKEN as error:
            raise UnreadableInput(
                f"{file}: buku kerja Excel rusak dan tidak dapat dibuka. Buka di "
                "Excel atau LibreOffice, simpan ulang sebagai .xlsx, lalu coba lagi.",
                kode="XLS-RUSAK", lokasi=(file,),
            ) from error  # fmt: skip
    sheets = tuple(
        _read_sheet(reading, sheet, values[sheet.title], index) for index, sheet in enumerate(formulas.worksheets)
    )
    _report_cells(reading)
    return sheets, tuple(reading.findings)


def _has_formulas(book: Any) -> bool:
    """Tell whether a second look at the workbook would show anything else: the values of formulas."""
    return any(cell.data_type == "f" for sheet in book.worksheets for cell in sheet._cells.values())


def _read_sheet(reading: _Reading, sheet: Worksheet, values: Worksheet, index: int) -> Sheet:
    box = _used_range(sheet)
    hidden = sheet.sheet_state != "visible"
    if box is None:
        return Sheet(sheet.title, index, (), hidden)
    top, left, bottom, right = box
    check_reach(reading.file, sheet.title, (bottom - top + 1) * (right - left + 1), cell_address(bottom, right))
    spans = {
        (r.min_row, r.min_col): (min(r.max_row, bottom) - r.min_row + 1, min(r.max_col, right) - r.min_col + 1)
        for r in sheet.merged_cells.ranges
        if r.min_row <= bottom and r.min_col <= right
    }
    covered = _covered(spans)
    every = (bottom - top + 1) * (right - left + 1) <= FULL_GRID
    rows = []
    for row in range(top, bottom + 1):
        cells = []
        for col in range(left, right + 1):
            if (row, col) in covered:
                continue
            found = sheet._cells.get((row, col))
            if found is None and not every:
                continue
            span = spans.get((row, col), (1, 1))
            cells.append(_read_cell(reading, sheet, values, (row, col), (row - top, col - left), span))
        rows.append(tuple(cells))
    table = Table(
        rows=tuple(rows),
        width=right - left + 1,
        locator=f"{sheet.title}!{cell_address(top, left)}:{cell_address(bottom, right)}",
        method="sheet",
        hidden_rows=_hidden_rows(sheet, top, bottom),
        hidden_cols=_hidden_cols(sheet, left, right),
    )
    _report_hidden(reading, sheet.title, table, hidden)
    return Sheet(sheet.title, index, (table,), hidden)


def _covered(spans: dict[tuple[int, int], tuple[int, int]]) -> set[tuple[int, int]]:
    """Return the positions that merged cells hide (all but their first)."""
    covered: set[tuple[int, int]] = set()
    for (row, col), (height, width) in spans.items():
        covered.update((r, c) for r in range(row, row + height) for c in range(col, col + width))
        covered.discard((row, col))
    return covered


def _used_range(sheet: Worksheet) -> tuple[int, int, int, int] | None:
    """Return top, left, bottom, right of the positions that hold something."""
    used = [key for key, cell in sheet._cells.items() if cell.value is not None]
    if not used:
        return None
    rows, cols = [row for row, _ in used], [col for _, col in used]
    return min(rows), min(cols), max(rows), max(cols)


def _read_cell(
    reading: _Reading, sheet: Worksheet, values: Worksheet, at: tuple[int, int], grid: tuple[int, int],
    span: tuple[int, int],
) -> Cell:  # fmt: skip
    address = cell_address(*at)
    locator = f"{sheet.title}!{address}"
    source = sheet._cells.get(at)
    if source is None:
        return Cell("", None, locator, *grid, *span)
    formula = _formula(source)
    shown = values._cells.get(at)
    raw = (shown.value if shown is not None else None) if formula else source.value
    if formula and raw is None and shown is not None and shown.data_type == "str":
        raw = ""  # calculated, and blank: =IF(A1="","",...)
    if formula and raw is None:
        reading.uncalculated.setdefault(sheet.title, []).append(address)
    if (shown if formula and shown is not None else source).data_type == "e":
        reading.errors.setdefault(sheet.title, []).append(address)
    value = _typed(raw)
    number_format = source.number_format if source.has_style else ""
    return Cell(
        text=show(value, number_format) if not isinstance(raw, time | timedelta) else show(raw, ""),
        value=value,
        locator=locator,
        row=grid[0],
        col=grid[1],
        rowspan=span[0],
        colspan=span[1],
        number_format=number_format if number_format != "General" else "",
        formula=formula,
        indent=int(source.alignment.indent or 0) if source.has_style else 0,
        bold=bool(source.font.b) if source.has_style else False,
    )


def _formula(cell: Any) -> str | None:
    if cell.data_type != "f":
        return None
    return str(getattr(cell.value, "text", None) or cell.value)


def _typed(raw: object) -> CellValue:
    if raw is None or isinstance(raw, bool | date | datetime):
        return raw
    if isinstance(raw, int | float):
        return make_decimal(raw)
    if isinstance(raw, Decimal):
        return raw
    if isinstance(raw, time | timedelta):
        return show(raw, "")
    return str(raw)


def _hidden_rows(sheet: Worksheet, top: int, bottom: int) -> tuple[int, ...]:
    dimensions = sheet.row_dimensions
    return tuple(row - top for row in sorted(dimensions) if top <= row <= bottom and _is_hidden(dimensions[row]))


def _is_hidden(dimension: Any) -> bool:
    return bool(dimension.hidden)


def _hidden_cols(sheet: Worksheet, left: int, right: int) -> tuple[int, ...]:
    hidden: set[int] = set()
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden and dimension.min and dimension.max:
            hidden.update(range(max(dimension.min, left), min(dimension.max, right) + 1))
    return tuple(col - left for col in sorted(hidden))


def cell_address(row: int, col: int) -> str:
    """Return the A1 address of a 1-based position."""
    letters = ""
    while col:
        col, rest = divmod(col - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def _named(addresses: list[str]) -> str:
    more = len(addresses) - NAMED
    return ", ".join(addresses[:NAMED]) + (f" dan {more} sel lain" if more > 0 else "")


def _report_cells(reading: _Reading) -> None:
    for title, cells in reading.uncalculated.items():
        reading.findings.append(Finding(
            "XLS-RUMUS-KOSONG", Tingkat.PERINGATAN,
            f"{reading.file}, lembar {title}: sel {_named(cells)} berisi rumus yang belum dihitung, jadi "
            "nilainya tidak ada di berkas. Buka di Excel atau LibreOffice, simpan ulang, lalu ulangi.",
            tuple(f"{reading.file}: {title}!{cell}" for cell in cells[:NAMED]),
        ))  # fmt: skip
    for title, cells in reading.errors.items():
        reading.findings.append(Finding(
            "XLS-RUMUS-SALAH", Tingkat.PERINGATAN,
            f"{reading.file}, lembar {title}: sel {_named(cells)} berisi galat Excel (#DIV/0!, #REF!, ...). "
            "Perbaiki rumusnya atau isi nilainya, simpan, lalu ulangi.",
            tuple(f"{reading.file}: {title}!{cell}" for cell in cells[:NAMED]),
        ))  # fmt: skip


def _report_hidden(reading: _Reading, title: str, table: Table, hidden: bool) -> None:
    if hidden:
        reading.findings.append(Finding(
            "XLS-TERSEMBUNYI", Tingkat.INFO,
            f"{reading.file}: lembar {title} tersembunyi di Excel. Isinya tidak dipakai sebelum ditampilkan.",
            (f"{reading.file}: {table.locator}",),
        ))  # fmt: skip
        return
    rows = [cell.row for row in table.rows for cell in row if cell.text and cell.row in table.hidden_rows]
    cols = [cell.col for row in table.rows for cell in row if cell.text and cell.col in table.hidden_cols]
    if rows or cols:
        reading.findings.append(Finding(
            "XLS-TERSEMBUNYI", Tingkat.PERINGATAN,
            f"{reading.file}, lembar {title}: {len(set(rows))} baris dan {len(set(cols))} kolom tersembunyi berisi "
            "data. Tampilkan atau hapus, supaya jelas apakah ikut dihitung.",
            (f"{reading.file}: {table.locator}",),
        ))  # fmt: skip
