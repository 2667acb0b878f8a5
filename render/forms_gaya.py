"""Cells, sheets and packages of the forms: text stays text, answers open, the same bytes every time."""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from extract.isian_skema import LEMBAR_PETUNJUK

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

ABU, KUNING, HIJAU, JUDUL = "FFEDEDED", "FFFFF2CC", "FFE2EFDA", "FFD9E2F3"
_FONT = "Calibri"
_A4, _A3 = 9, 8
_LINE = 15.0  # points
_DATE = datetime(2000, 1, 1)
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def new_book(first: str) -> tuple[Workbook, Worksheet]:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = first
    properties = book.properties
    properties.creator, properties.lastModifiedBy = "lkjip", "lkjip"
    properties.created, properties.modified = _DATE, _DATE
    return book, sheet


def write_title(sheet: Worksheet, lines: Sequence[str]) -> None:
    from openpyxl.styles import Font

    for row, line in enumerate(lines, 1):
        cell = sheet.cell(row, 1)
        _set_text(cell, line)
        cell.font = Font(name=_FONT, bold=True, size=14 if row == 1 else 11)


def write_header(sheet: Worksheet, row: int, columns: Sequence[tuple[str, int, str]]) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    for col, (text, width, color) in enumerate(columns, 1):
        put(sheet, row, col, text, color or JUDUL)
        sheet.cell(row, col).font = Font(name=_FONT, bold=True)
        sheet.column_dimensions[get_column_letter(col)].width = width


def put(sheet: Worksheet, row: int, col: int, text: str, color: str, *, locked: bool = True) -> None:
    from openpyxl.styles import Alignment, Border, PatternFill, Protection, Side

    cell = sheet.cell(row, col)
    _set_text(cell, text)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.protection = Protection(locked=locked)
    if color:
        cell.fill = PatternFill("solid", fgColor=color)
    if sheet.title != LEMBAR_PETUNJUK:
        side = Side(style="thin", color="FFBFBFBF")
        cell.border = Border(left=side, right=side, top=side, bottom=side)
    if not locked:
        cell.number_format = "@"


def _set_text(cell: object, text: str) -> None:
    """Write text as text, also when it starts with = + - @."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell

    if not isinstance(cell, Cell) or not text:
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    if cell.data_type != "s":
        cell.data_type = "s"
    if re.match(r"[=+\-@]", text):
        cell.quotePrefix = True


def _fit_rows(sheet: Worksheet, first: int, least: int) -> None:
    """Give every row the height its wrapped texts need; programs differ in doing it themselves."""
    from openpyxl.utils import get_column_letter

    widths = [sheet.column_dimensions[get_column_letter(col)].width for col in range(1, sheet.max_column + 1)]
    for number, row in enumerate(sheet.iter_rows(min_row=first, values_only=True), first):
        lines = max(least, *(_count_lines(value, width) for value, width in zip(row, widths, strict=True)))
        sheet.row_dimensions[number].height = min(lines * _LINE + 3, 409.0)


def _count_lines(value: object, width: float) -> int:
    return sum(max(1, math.ceil(len(text) * 1.1 / width)) for text in str(value or "").split("\n"))


def finish_sheet(sheet: Worksheet, freeze: str, header: int, *, landscape: bool, least: int = 1) -> None:
    _fit_rows(sheet, header, 1)
    _fit_rows(sheet, header + 1, least)
    sheet.freeze_panes = freeze
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False
    sheet.protection.formatCells = False
    sheet.print_title_rows = f"{header}:{header}"
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = _A3 if sheet.max_column > 8 else _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    sheet.oddFooter.center.text = "Halaman &P dari &N"  # type: ignore[union-attr]


def save_book(book: Workbook, path: Path) -> None:
    """Save with fixed dates and sorted entries: the same content gives the same bytes. Whole or not at all."""
    buffer, fixed = io.BytesIO(), io.BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist()):
            info = zipfile.ZipInfo(name, _ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            data = source.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2000-01-01T00:00:00Z", data)
            target.writestr(info, data)
    part = path.with_name(f".{path.name}.sebagian")
    try:
        part.write_bytes(fixed.getvalue())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
