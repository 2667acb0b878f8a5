"""Workbooks for people: text is always text (never a formula), the same content gives the same bytes."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path
from typing import Any

from msgspec import Struct

from render.package_zip import zip_parts
from render.xml_teks import escape, quoteattr

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")
_SPECIAL = re.compile("[&<>]")
_CELL_LIMIT = 32767
_WIDTH_LIMIT = 60
_WIDTH_ROWS = 200
_HEADER, _TEXT, _WHOLE, _DECIMAL = 1, 2, 3, 4


class Lembar(Struct, frozen=True):
    """One sheet: a header row and data rows; widths in characters, worked out when not given."""

    nama: str
    kolom: Sequence[str]
    baris: Sequence[Sequence[Any]]
    lebar: Sequence[int] = ()


def write_workbook(path: Path, sheets: Sequence[Lembar]) -> None:
    """Write the sheets to an .xlsx file."""
    path.write_bytes(workbook_bytes(sheets))


def workbook_bytes(sheets: Sequence[Lembar]) -> bytes:
    """Return the sheets as the bytes of an .xlsx package (ECMA-376, inline strings, four cell styles)."""
    names = _unique_names([s.nama for s in sheets])
    parts = {
        "[Content_Types].xml": _content_types(len(sheets)),
        "_rels/.rels": _RELS,
        "xl/_rels/workbook.xml.rels": _workbook_rels(len(sheets)),
        "xl/styles.xml": _STYLES,
        "xl/workbook.xml": _workbook(names),
    }
    for number, sheet in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = _sheet(sheet)
    return zip_parts({name: text.encode() for name, text in parts.items()}, mode=0o644, system=3)


def _sheet(sheet: Lembar) -> str:
    columns = len(sheet.kolom)
    widths = list(sheet.lebar) or _widths(sheet)
    cols = "".join(f'<col min="{i}" max="{i}" width="{w}" customWidth="1"/>' for i, w in enumerate(widths, 1))
    texts: dict[str, str] = {}
    rows = [_row(1, sheet.kolom, _HEADER, {})]
    rows += [_row(number, row, _TEXT, texts) for number, row in enumerate(sheet.baris, 2)]
    last = f"{column_letters(max(columns, 1))}{len(sheet.baris) + 1}"
    return (
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{cols}</cols><sheetData>{''.join(rows)}</sheetData>"
        f'<autoFilter ref="A1:{last}"/></worksheet>'
    )


def _row(number: int, values: Sequence[Any], style: int, texts: dict[str, str]) -> str:
    """Return one row's XML; `texts` keeps what follows the address in the cell of a text: most texts come again."""
    cells = []
    for letters, value in zip(_letters(len(values)), values, strict=True):
        if type(value) is str:
            if (rest := texts.get(value)) is None:
                rest = texts[value] = _text_cell(value, style)
            if rest:
                cells.append(f'<c r="{letters}{number}{rest}')
        elif value is not None and (rest := _cell(value, style)):
            cells.append(f'<c r="{letters}{number}{rest}')
    return f'<row r="{number}">{"".join(cells)}</row>'


@functools.lru_cache(maxsize=64)
def _letters(count: int) -> tuple[str, ...]:
    return tuple(column_letters(number) for number in range(1, count + 1))


def _cell(value: Any, style: int) -> str:
    """Return one cell's XML after its address. Numbers stay exact; anything else is an inert inline string."""
    if isinstance(value, Decimal):
        return _number_cell(value)
    if type(value).__name__ in {"NAType", "NaTType"}:
        return ""
    if isinstance(value, bool):
        return f'" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, (int, float)):
        return _number_cell(Decimal(str(value)))
    return _text_cell(value.isoformat() if isinstance(value, (date, datetime)) else str(value), style)


def _number_cell(number: Decimal) -> str:
    """Return a number cell with its exact value; NaN and infinity are no values."""
    if not number.is_finite():
        return ""
    text = format(number, "f")
    whole = not text.partition(".")[2].strip("0")
    style = (_WHOLE if abs(number) >= 10000 else 0) if whole else _DECIMAL  # 2023 stays 2023, not 2,023
    return f'" s="{style}"><v>{text}</v></c>'


def _text_cell(text: str, style: int) -> str:
    safe = (text if text.isprintable() else _ILLEGAL.sub("", text))[:_CELL_LIMIT]
    if not safe:
        return ""
    if _SPECIAL.search(safe):
        safe = escape(safe)
    return f'" s="{style}" t="inlineStr"><is><t xml:space="preserve">{safe}</t></is></c>'


def column_letters(number: int) -> str:
    """Return the letters of a 1-based column number (27 -> AA)."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _widths(sheet: Lembar) -> list[int]:
    widths = [len(str(name)) + 4 for name in sheet.kolom]
    for i, values in zip(range(len(widths)), zip_longest(*sheet.baris[:_WIDTH_ROWS]), strict=False):
        longest = max((_longest(value) for value in values if value is not None), default=None)
        if longest is not None:
            widths[i] = min(max(widths[i], longest + 2), _WIDTH_LIMIT)
    return widths


def _longest(value: Any) -> int:
    """Return the length of the longest line of a value."""
    text = value if type(value) is str else str(value)
    return len(text) if text.isprintable() else max(map(len, text.splitlines()), default=0)


def _unique_names(names: Sequence[str]) -> list[str]:
    """Return sheet names as Excel takes them: at most 31 characters, no `[]:*?/\\`, no doubles."""
    taken: set[str] = set()
    result = []
    for name in names:
        base = _SHEET_NAME.sub(" ", _ILLEGAL.sub("", name)).strip()[:31] or "lembar"
        candidate, number = base, 2
        while candidate.lower() in taken:
            suffix = f" ({number})"
            candidate, number = base[: 31 - len(suffix)] + suffix, number + 1
        taken.add(candidate.lower())
        result.append(candidate)
    return result


_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOC = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PKG = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_RELS = (
    f'{_XML}<Relationships xmlns="{_PKG}/relationships"><Relationship Id="rId1" '
    f'Type="{_DOC}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
_TOP = '<alignment vertical="top" wrapText="1"/>'
_NO_FILL = '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
_HEADER_FILL = '<fill><patternFill patternType="solid"><fgColor rgb="FFD9E2F3"/></patternFill></fill>'
_FONT = '<font>{bold}<sz val="11"/><name val="Calibri"/></font>'


def _style(number_format: int, *, font: int = 0, fill: int = 0, text: bool = False) -> str:
    quote = ' quotePrefix="1"' if text and not font else ""
    return (
        f'<xf numFmtId="{number_format}" fontId="{font}" fillId="{fill}" borderId="0" xfId="0"{quote} '
        f'applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1">{_TOP}</xf>'
    )


_STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}">'
    f'<fonts count="2">{_FONT.format(bold="")}{_FONT.format(bold="<b/>")}</fonts>'
    f'<fills count="3">{_NO_FILL}{_HEADER_FILL}</fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    f"{_style(49, font=1, fill=2, text=True)}{_style(49, text=True)}{_style(3)}{_style(4)}</cellXfs>"
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def _content_types(sheets: int) -> str:
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for i in range(1, sheets + 1)
    )
    return (
        f'{_XML}<Types xmlns="{_PKG}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>{overrides}</Types>'
    )


def _workbook_rels(sheets: int) -> str:
    rels = "".join(
        f'<Relationship Id="rId{i}" Type="{_DOC}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i in range(1, sheets + 1)
    )
    styles = f'<Relationship Id="rId{sheets + 1}" Type="{_DOC}/styles" Target="styles.xml"/>'
    return f'{_XML}<Relationships xmlns="{_PKG}/relationships">{rels}{styles}</Relationships>'


def _workbook(names: Sequence[str]) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{i}" r:id="rId{i}"/>' for i, name in enumerate(names, 1)
    )
    return f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_DOC}"><sheets>{sheets}</sheets></workbook>'
