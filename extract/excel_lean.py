"""A plainly written .xlsx package read part by part, with what openpyxl would find in it.

openpyxl makes an object of every font, border and setting of a workbook; of these a recap needs number formats,
bold and indents. Whatever is not plain (other namespaces, cells without an address, data tables, dates from
1904, links that fill cells, ...) gives None, and openpyxl reads the workbook.
"""

from __future__ import annotations

import posixpath
import re
import xml.etree.ElementTree as ET  # parts with a DTD are refused before (`excel_guard`)
import zipfile
import zlib
from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, NoReturn
from xml.parsers.expat import ExpatError

from extract.excel_gaya import read_styles
from extract.excel_lembar import Isi, Lembar

_X = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_P = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_T = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_BOOKS = tuple(
    f"application/vnd.{kind}.main+xml"
    for kind in ("ms-excel.template.macroEnabled", "openxmlformats-officedocument.spreadsheetml.template",
                 "ms-excel.sheet.macroEnabled", "openxmlformats-officedocument.spreadsheetml.sheet")
)  # fmt: skip
_STRINGS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
LARGEST = 12_000_000  # bytes of a part that is parsed at once
_PLAIN_START = re.compile(rb"(?:\xef\xbb\xbf)?<(?:\?xml(?![^>]*encoding=[\"'](?![Uu][Tt][Ff]-8))[^>]*\?>|[\w:])")
_AT = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_AREA = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6}):([A-Z]{1,3})([1-9]\d{0,6})")
_ODD_TITLE = re.compile(r"[\\*?:/\[\]]")
_NO = ("false", "f", "0", "")
EPOCH = datetime(1899, 12, 30)


class _Odd(Exception):
    """The package is not plainly written."""


def load_plain(path: Path) -> list[Lembar] | None:
    """Return the worksheets of a plainly written workbook."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _Book(archive).sheets()
    except (_Odd, LookupError, ValueError, TypeError, AttributeError, OverflowError, ET.ParseError, ExpatError,
            zipfile.BadZipFile, zlib.error, StopIteration, OSError, RuntimeError, NotImplementedError):  # fmt: skip
        return None


class _Book:
    """An opened package."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.names = frozenset(archive.namelist())
        parts: dict[str, str] = {}
        for item in self.part("[Content_Types].xml", f"{_T}Types").iter(f"{_T}Override"):
            parts.setdefault(item.attrib["ContentType"], item.attrib["PartName"][1:])
        self.main = parts[next(kind for kind in _BOOKS if kind in parts)]
        self.strings = self._shared(parts[_STRINGS]) if _STRINGS in parts else []
        self.styles, self.dates, self.spans = read_styles(self.part("xl/styles.xml", f"{_X}styleSheet"))

    def part(self, name: str, tag: str) -> ET.Element:
        """Return a part of the package, parsed."""
        if self.archive.getinfo(name).file_size > LARGEST:
            raise _Odd
        data = self.archive.read(name)
        if not _PLAIN_START.match(data) or b"\0" in data[:200]:
            raise _Odd
        root = ET.fromstring(data)
        return root if root.tag == tag else _odd()

    def _shared(self, name: str) -> list[str]:
        return [_text(item).replace("x005F_", "") for item in self.part(name, f"{_X}sst").iter(f"{_X}si")]

    def sheets(self) -> list[Lembar]:
        book = self.part(self.main, f"{_X}workbook")
        settings = book.find(f"{_X}workbookPr")
        if settings is not None and settings.get("date1904", "") not in _NO:
            raise _Odd
        folder, file = posixpath.split(self.main)
        links = {
            link.attrib["Id"]: link.attrib
            for link in self.part(f"{folder}/_rels/{file}.rels", f"{_P}Relationships").iter(f"{_P}Relationship")
        }
        found: list[Lembar] = []
        for item in book.iterfind(f"{_X}sheets/{_X}sheet"):
            link, state, title = links[item.attrib[f"{_R}id"]], item.get("state", "visible"), item.attrib["name"]
            target = link["Target"]
            name = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            if state not in {"visible", "hidden", "veryHidden"} or not title or _ODD_TITLE.search(title):
                raise _Odd
            if name in self.names and "chartsheet" not in link["Type"]:
                found.append(self._sheet(Lembar(title, state != "visible"), self.part(name, f"{_X}worksheet")))
        if len({sheet.title.lower() for sheet in found}) < len(found):
            raise _Odd
        return found

    def _sheet(self, sheet: Lembar, root: ET.Element) -> Lembar:
        formulas = _Formulas()
        for row in root.iterfind(f"{_X}sheetData/{_X}row"):
            number = int(row.attrib["r"])
            if row.get("hidden", "") not in _NO:
                sheet.hidden_rows.add(number)
            elif number in sheet.hidden_rows:
                raise _Odd
            for cell in row:
                if cell.tag != f"{_X}c":
                    raise _Odd
                address = _AT.fullmatch(cell.attrib["r"]) or _odd()
                at = int(address[2]), column_number(address[1])
                sheet.cells[at] = self._cell(cell, formulas)
        columns: dict[int, tuple[int, int] | None] = {}
        for item in root.iterfind(f"{_X}cols/{_X}col"):
            reach = int(item.attrib["min"]), int(item.attrib["max"])
            columns[reach[0]] = reach if item.get("hidden", "") not in _NO else None
        sheet.hidden_cols = [reach for reach in columns.values() if reach and all(reach)]
        for item in root.iterfind(f"{_X}hyperlinks/{_X}hyperlink"):
            address = _AT.fullmatch(item.attrib["ref"]) or _odd()
            if sheet.cells.get((int(address[2]), column_number(address[1])), (None,))[0] is None:
                raise _Odd  # openpyxl writes the link's target into such a cell
        for item in root.iterfind(f"{_X}mergeCells/{_X}mergeCell"):
            _merge(sheet, item.attrib["ref"])
        return sheet

    def _cell(self, cell: ET.Element, formulas: _Formulas) -> Isi:
        kind, style = cell.get("t", "n"), int(cell.get("s", 0))
        found = None
        formula: str | None = None
        for item in cell:
            if item.tag == f"{_X}v" and found is None:
                found = item.text or ""
            elif item.tag == f"{_X}f" and formula is None:
                formula = formulas.read(item, cell.attrib["r"])
        value: object = None
        if kind == "inlineStr":
            child = cell.find(f"{_X}is")
            value = _text(child) if child is not None else None
        elif found:
            value = self.strings[_index(found)] if kind == "s" else _KINDS[kind](found)
            if style in self.dates and isinstance(value, int | float) and kind == "n":
                value = _moment(value, span=style in self.spans)
                if value is None:
                    kind, value = "e", "#VALUE!"
        elif kind == "str" and formula:
            value = ""  # calculated, and blank: =IF(A1="","",...)
        return value, formula, kind == "e", self.styles[_index(style)]


class _Formulas:
    """The formulas of a sheet; one shared by many cells is moved to each of them."""

    def __init__(self) -> None:
        self.shared: dict[str, Any] = {}

    def read(self, item: ET.Element, address: str) -> str:
        """Return the formula of a cell as openpyxl writes it."""
        text, kind = f"={item.text or ''}", item.get("t")
        if kind == "dataTable" or (kind == "array" and not item.get("ref")):
            raise _Odd
        if kind != "shared":
            return text
        number = item.attrib["si"]
        if number in self.shared:
            return str(self.shared[number].translate_formula(address))
        if text != "=":
            from openpyxl.formula.translate import Translator

            self.shared[number] = Translator(text, address)
        return text


def _odd() -> NoReturn:
    raise _Odd


def _index(number: str | int) -> int:
    """Return a place in a list, counted from its start."""
    place = int(number)
    return place if place >= 0 else _odd()


def _text(item: ET.Element) -> str:
    """Return a text without its fonts and its pronunciation."""
    plain = [part.text or "" for part in item.findall(f"{_X}t")][-1:]
    rich = [[part.text or "" for part in run.findall(f"{_X}t")][-1:] for run in item.findall(f"{_X}r")]
    return "".join((*plain, *(text for texts in rich for text in texts)))


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """Return the number of a column, counted from 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _merge(sheet: Lembar, area: str) -> None:
    """Note a merged area and drop what it hides."""
    match = _AREA.fullmatch(area) or _odd()
    left, top, right, bottom = column_number(match[1]), int(match[2]), column_number(match[3]), int(match[4])
    if left > right or top > bottom:
        raise _Odd
    sheet.merged.append((top, left, bottom, right))
    if (bottom - top + 1) * (right - left + 1) > len(sheet.cells):
        hidden = [at for at in sheet.cells if top <= at[0] <= bottom and left <= at[1] <= right]
    else:
        hidden = [(row, col) for row in range(top, bottom + 1) for col in range(left, right + 1)]
    for at in hidden:
        if at != (top, left):
            sheet.cells.pop(at, None)


def _number(text: str) -> int | float:
    return float(text) if "." in text or "E" in text or "e" in text else int(text)


_KINDS: dict[str, Callable[[str], Any]] = {"n": _number, "b": lambda text: bool(int(text)), "str": str, "e": str}


def _moment(value: float, *, span: bool) -> datetime | time | timedelta | None:
    """Return the date, time or span of time that a number stands for, None where it is no day of a calendar."""
    try:
        if span:
            length = timedelta(days=value)
            whole = timedelta(seconds=length.total_seconds() // 1, microseconds=round(length.microseconds, -3))
            return whole if length.microseconds else length
        day, fraction = divmod(value, 1)
        rest = timedelta(milliseconds=round(fraction * 86400 * 1000))
        if 0 <= value < 1 and rest.days == 0:
            return (datetime.min + timedelta(seconds=rest.seconds, microseconds=rest.microseconds)).time()
        if 0 < value < 60:
            day += 1  # 29 February 1900, which there never was
        return EPOCH + timedelta(days=day) + rest
    except (OverflowError, ValueError):
        return None
