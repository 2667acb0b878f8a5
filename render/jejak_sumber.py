"""Pictures of the sources for the trace page: PDF pages as images, sheets as small tables.

Each page and each sheet stands once, however many figures point at it; the page marks the cell by its
box or address.
"""

from __future__ import annotations

import base64
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

BOX = re.compile(r"hlm\s+(\d+)\b.*?kotak\s+([\d.]+),([\d.]+),([\d.]+),([\d.]+)")
CELL = re.compile(r"^(.*)!\$?([A-Z]{1,3})\$?(\d+)")
AROUND = 4  # rows shown above and below a cell
OLE = bytes.fromhex("d0cf11e0")  # how an old binary workbook begins
SCALE = 1.6  # pixels per point of a page image


def places(entries: Iterable[Mapping[str, Any]]) -> dict[str, set[tuple[str, int]]]:
    """Return, by source file, the pages ("hlm", n) and sheet rows (name, row) that figures point at."""
    wanted: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for entry in entries:
        source = entry.get("sumber")
        if not source:
            continue
        locator = str(source["lokasi"])
        if box := BOX.search(locator):
            wanted[source["berkas"]].add(("hlm", int(box.group(1))))
        elif cell := CELL.match(locator):
            wanted[source["berkas"]].add((cell.group(1), int(cell.group(3))))
    return wanted


def source_pictures(folder: Path, wanted: Mapping[str, set[tuple[str, int]]]) -> dict[str, dict[str, Any]]:
    """Return, by file, `{halaman: {n: {w, h, img}}}` or `{lembar: {name: [[row, [[address, text]]]]}}`."""
    pictures: dict[str, dict[str, Any]] = {}
    for name in sorted(wanted):
        path = folder / name
        if not path.is_file():
            pictures[name] = {}
            continue
        with path.open("rb") as stream:
            head = stream.read(5)
        if head.startswith(b"%PDF"):
            pictures[name] = {"halaman": _pages(path, {n for kind, n in wanted[name] if kind == "hlm"})}
        else:
            pictures[name] = {"lembar": _sheets(path, wanted[name])}
    return pictures


def _pages(path: Path, numbers: set[int]) -> dict[str, dict[str, Any]]:
    import pypdfium2 as pdfium

    pages = {}
    document = pdfium.PdfDocument(path)
    try:
        for number in sorted(n for n in numbers if n <= len(document)):
            page = document[number - 1]
            width, height = page.get_size()
            image = page.render(scale=SCALE, grayscale=True).to_pil()
            buffer = io.BytesIO()
            _sixteen_greys(image).save(buffer, "PNG", bits=4)
            pages[str(number)] = {
                "w": round(width, 1),
                "h": round(height, 1),
                "img": base64.b64encode(buffer.getvalue()).decode(),
            }
            page.close()
    finally:
        document.close()
    return pages


def _sixteen_greys(image: Image) -> Image:
    """Return the grey picture with 16 fixed greys: a tenth of the time that choosing them takes."""
    from PIL import Image as images

    levels = image.point([round(value / 17) for value in range(256)])
    result = images.frombytes("P", levels.size, levels.tobytes())
    result.putpalette([17 * grey for grey in range(16) for _ in "rgb"])
    return result


def _sheets(path: Path, wanted: set[tuple[str, int]]) -> dict[str, list[Any]]:
    import openpyxl

    rows_by_sheet: dict[str, set[int]] = defaultdict(set)
    for name, row in wanted:
        rows_by_sheet[name].update(range(max(1, row - AROUND), row + AROUND + 1))
    if path.read_bytes()[:4] == OLE:
        return _old_sheets(path, rows_by_sheet)
    book = openpyxl.load_workbook(path, data_only=False)
    result: dict[str, list[Any]] = {}
    for name in sorted(rows_by_sheet):
        if name not in book.sheetnames:
            continue
        sheet = book[name]
        lines = []
        for row in sorted(r for r in rows_by_sheet[name] if r <= sheet.max_row):
            cells = [[c.coordinate, _shown(c.value)] for c in sheet[row] if c.value is not None]
            if cells:
                lines.append([row, cells])
        result[name] = lines
    book.close()
    return result


def _old_sheets(path: Path, wanted: dict[str, set[int]]) -> dict[str, list[Any]]:
    """Return the same of an old binary workbook (.xls)."""
    from python_calamine import CalamineWorkbook

    from extract.excel import cell_address

    book = CalamineWorkbook.from_path(str(path))
    result: dict[str, list[Any]] = {}
    for name in sorted(set(wanted) & set(book.sheet_names)):
        lines = []
        for row, values in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False), 1):
            cells = [[cell_address(row, c), _shown(v)] for c, v in enumerate(values, 1) if v not in (None, "")]
            if row in wanted[name] and cells:
                lines.append([row, cells])
        result[name] = lines
    return result


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 160 else text[:157] + "..."
