"""Workbooks: one `Table` per sheet over its used range, titles included, nothing left out.

Formulas are not evaluated. A formula whose value the workbook does not hold gives a cell with
`value=None`, empty text and its `formula`; the document then carries a finding that names the cells.
"""

from __future__ import annotations

import zipfile
import zlib
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

from msgspec import Struct, field

from extract.excel_format import make_decimal, show
from extract.excel_guard import active_parts, cells_only, check_package, check_reach
from extract.excel_lean import load_plain
from extract.excel_lembar import Isi, Lembar, load_sheets
from extract.excel_nol import forget_zeros
from extract.finding import Finding, Tingkat, UnreadableInput
from extract.grid import Cell, CellValue, Sheet, Table
from extract.limits import DEFAULT, Limits

FULL_GRID = 400_000  # up to this many positions empty cells get an address of their own
NAMED = 12  # cells named in one finding
BROKEN = (
    LookupError, ValueError, TypeError, AttributeError, OSError, SyntaxError, EOFError, OverflowError,
    RuntimeError, NotImplementedError, AssertionError, zlib.error, zipfile.BadZipFile,
)  # fmt: skip


class _Reading(Struct):
    """What is noticed while a workbook is read."""

    file: str
    uncalculated: dict[str, list[str]] = field(default_factory=dict)
    errors: dict[str, list[str]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def notice(self, locator: str, *, is_error: bool, blank: bool) -> None:
        """Note a cell that holds an error, or a formula without a value."""
        title, _, address = locator.rpartition("!")
        if blank:
            self.uncalculated.setdefault(title, []).append(address)
        if is_error:
            self.errors.setdefault(title, []).append(address)


def read_workbook(path: Path, file: str, limits: Limits = DEFAULT) -> tuple[tuple[Sheet, ...], tuple[Finding, ...]]:
    """Return every worksheet of an .xlsx/.xlsm file, and what is wrong with it."""
    names = check_package(path, file, limits)
    reading = _Reading(file, findings=active_parts(names, file))
    read = tuple(_read_sheet(reading, sheet, index) for index, sheet in enumerate(_load(path, file)))
    sheets, zeros = forget_zeros(read)
    for cell in zeros:
        reading.notice(cell.locator, is_error=False, blank=True)
    _report_cells(reading)
    return sheets, tuple(reading.findings)


def _load(path: Path, file: str) -> list[Lembar]:
    plain = load_plain(path)
    if plain is not None:
        return plain
    import warnings

    with warnings.catch_warnings(), cells_only():
        warnings.simplefilter("ignore")
        try:
            return load_sheets(path)
        except BROKEN as error:
            raise UnreadableInput(
                f"{file}: buku kerja Excel rusak dan tidak dapat dibuka. Buka di "
                "Excel atau LibreOffice, simpan ulang sebagai .xlsx, lalu coba lagi.",
                kode="XLS-RUSAK", lokasi=(file,),
            ) from error  # fmt: skip


def _read_sheet(reading: _Reading, sheet: Lembar, index: int) -> Sheet:
    box = _used_range(sheet)
    if box is None:
        return Sheet(sheet.title, index, (), sheet.hidden)
    top, left, bottom, right = box
    check_reach(reading.file, sheet.title, (bottom - top + 1) * (right - left + 1), cell_address(bottom, right))
    spans = {
        (row, col): (min(last, bottom) - row + 1, min(end, right) - col + 1)
        for row, col, last, end in sheet.merged
        if row <= bottom and col <= right
    }
    covered = _covered(spans)
    every = (bottom - top + 1) * (right - left + 1) <= FULL_GRID
    rows = []
    columns = [(col, f"{sheet.title}!{cell_address(0, col)[:-1]}") for col in range(left, right + 1)]
    for row in range(top, bottom + 1):
        cells = []
        for col, place in columns:
            if (row, col) in covered:
                continue
            found = sheet.cells.get((row, col))
            if found is None and not every:
                continue
            span = spans.get((row, col), (1, 1))
            cells.append(_read_cell(reading, found, f"{place}{row}", (row - top, col - left), span))
        rows.append(tuple(cells))
    table = Table(
        rows=tuple(rows),
        width=right - left + 1,
        locator=f"{sheet.title}!{cell_address(top, left)}:{cell_address(bottom, right)}",
        method="sheet",
        hidden_rows=tuple(row - top for row in sorted(sheet.hidden_rows) if top <= row <= bottom),
        hidden_cols=_hidden_cols(sheet, left, right),
    )
    _report_hidden(reading, sheet.title, table, sheet.hidden)
    return Sheet(sheet.title, index, (table,), sheet.hidden)


def _covered(spans: dict[tuple[int, int], tuple[int, int]]) -> set[tuple[int, int]]:
    """Return the positions that merged cells hide (all but their first)."""
    covered: set[tuple[int, int]] = set()
    for (row, col), (height, width) in spans.items():
        covered.update((r, c) for r in range(row, row + height) for c in range(col, col + width))
        covered.discard((row, col))
    return covered


def _used_range(sheet: Lembar) -> tuple[int, int, int, int] | None:
    """Return top, left, bottom, right of the positions that hold something."""
    used = [at for at, cell in sheet.cells.items() if cell[0] is not None or cell[1] is not None]
    if not used:
        return None
    rows, cols = [row for row, _ in used], [col for _, col in used]
    return min(rows), min(cols), max(rows), max(cols)


def _read_cell(
    reading: _Reading, found: Isi | None, locator: str, grid: tuple[int, int], span: tuple[int, int]
) -> Cell:
    if found is None:
        return Cell("", None, locator, *grid, *span)
    raw, formula, is_error, style = found
    if is_error or (formula and raw is None):
        reading.notice(locator, is_error=is_error, blank=formula is not None and raw is None)
    if raw is None:
        return Cell("", None, locator, *grid, *span, style.number_format, formula, False, style.indent, style.bold)
    value = _typed(raw)
    return Cell(
        text=show(value, style.number_format) if not isinstance(raw, time | timedelta) else show(raw, ""),
        value=value,
        locator=locator,
        row=grid[0],
        col=grid[1],
        rowspan=span[0],
        colspan=span[1],
        number_format=style.number_format,
        formula=formula,
        indent=style.indent,
        bold=style.bold,
    )


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


def _hidden_cols(sheet: Lembar, left: int, right: int) -> tuple[int, ...]:
    hidden: set[int] = set()
    for first, last in sheet.hidden_cols:
        hidden.update(range(max(first, left), min(last, right) + 1))
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
