"""Pictures of the sources for the trace page: PDF pages as images, sheets as small tables.

Each page and each sheet stands once, however many figures point at it; the page marks the cell by its
box or address. No source is opened here: cells come from what was read for the report, pages and files
not read yet from the reading process.
"""

from __future__ import annotations

import base64
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from extract.cuplikan import Halaman
from extract.grid import Document, Sheet

BOX = re.compile(r"hlm\s+(\d+)\b.*?kotak\s+([\d.]+),([\d.]+),([\d.]+),([\d.]+)")
CELL = re.compile(r"^(.*)!\$?([A-Z]{1,3})\$?(\d+)")
AROUND = 4  # rows shown above and below a cell
PAGE = "hlm"


def places(entries: Iterable[Mapping[str, Any]]) -> dict[str, set[tuple[str, int]]]:
    """Return, by source file, the pages ("hlm", n) and sheet rows (name, row) that figures point at."""
    wanted: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for entry in entries:
        source = entry.get("sumber")
        if not source:
            continue
        locator = str(source["lokasi"])
        if box := BOX.search(locator):
            wanted[source["berkas"]].add((PAGE, int(box.group(1))))
        elif cell := CELL.match(locator):
            wanted[source["berkas"]].add((cell.group(1), int(cell.group(3))))
    return wanted


class Pembaca(Protocol):
    """Who opens sources: a limited process of its own (`extract.isolate.Reader`)."""

    def read(self, path: Path, base: Path) -> Document: ...
    def draw(self, path: Path, base: Path, pages: Sequence[int]) -> list[Halaman]: ...


def source_pictures(
    folder: Path,
    wanted: Mapping[str, set[tuple[str, int]]],
    pembaca: Pembaca,
    buku: Iterable[Document] = (),
) -> dict[str, dict[str, Any]]:
    """Return, by file, `{halaman: {n: {w, h, img}}}` or `{lembar: {name: [[row, [[address, text]]]]}}`.

    `buku` are workbooks that were read already; the others, and all pages, are asked of `pembaca`.
    """
    known = {document.file: document for document in buku}
    pictures: dict[str, dict[str, Any]] = {}
    for name in sorted(wanted):
        path = folder / name
        pages = sorted(number for kind, number in wanted[name] if kind == PAGE)
        if not path.is_file():
            pictures[name] = {}
        elif pages:
            drawn = pembaca.draw(path, folder, pages)
            pictures[name] = {"halaman": {str(page[0]): _page(page) for page in drawn}}
        else:
            document = known.get(name) or pembaca.read(path, folder)
            pictures[name] = {"lembar": _sheets(document, wanted[name])}
    return pictures


def _page(page: Halaman) -> dict[str, Any]:
    _, width, height, png = page
    return {"w": width, "h": height, "img": base64.b64encode(png).decode()}


def _sheets(document: Document, wanted: set[tuple[str, int]]) -> dict[str, list[Any]]:
    rows_by_sheet: dict[str, set[int]] = defaultdict(set)
    for name, row in wanted:
        rows_by_sheet[name].update(range(max(1, row - AROUND), row + AROUND + 1))
    sheets = {sheet.name: sheet for sheet in document.sheets}
    return {name: _rows(sheets[name], rows_by_sheet[name]) for name in sorted(rows_by_sheet) if name in sheets}


def _rows(sheet: Sheet, wanted: set[int]) -> list[Any]:
    """Return the filled cells of the wanted rows; a formula is shown as the formula it is."""
    lines: dict[int, list[list[str]]] = defaultdict(list)
    for table in sheet.tables():
        for row in table.rows:
            for cell in row:
                found = CELL.match(cell.locator)
                if found is None or int(found.group(3)) not in wanted:
                    break  # a row of the table is a row of the sheet
                content = cell.value if cell.formula is None else cell.formula
                if content is not None:
                    lines[int(found.group(3))].append([found.group(2) + found.group(3), _shown(content)])
    return [[row, lines[row]] for row in sorted(lines)]


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 160 else text[:157] + "..."
