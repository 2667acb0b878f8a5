"""A profile written as lines ("Nama Satker : ...", "Alamat : ...") in a Word or PDF print."""

from __future__ import annotations

import re

from extract.grid import Cell, Document, Line, Sheet
from extract.headings import Kepala, Kolom, load_maps
from extract.rekap_lain import profil_column
from extract.rekap_tabel import Baris, Rekap

_BUTIR = re.compile(r"^\s*(?:\(?[0-9a-z]{1,2}[.)]\s+)?(?P<label>[A-Za-z][^:]{1,60}?)\s*:\s*(?P<isi>\S.*)$")
ISIAN = 90.0  # points from the label's left edge where answers stand
SENDIRI = frozenset({"alamat", "telepon", "surel", "kepala", "nip"})  # what only a profile tells of a satker


def profile_lines(document: Document) -> Rekap | None:
    """Return the lines of a document that make a profile, None where they do not."""
    peta = next((p for p in load_maps() if p.jenis == "profil"), None)
    for sheet in document.sheets:
        rows = [row for row in _rows(sheet) if row is not None]
        names = {profil_column(row.sel[0].text) for row in rows} - {None}
        if sheet.hidden or peta is None or len(names) < 4:
            continue
        if {"nama", "kode_satker"} & names and len(SENDIRI & names) >= 2 and "kode_satker" in names:
            columns = (Kolom(0, "", "uraian", 100.0), Kolom(1, "", "isian", 100.0))
            return Rekap(Kepala(peta, columns, 0.0, 0), sheet, rows, [], [], [], [], [sheet.name])
    return None


def _cells(sheet: Sheet) -> list[Line]:
    """Return the lone cells of a workbook's sheet as lines ("Alamat : ..." in one cell)."""
    tables = [table for table in sheet.tables() if table.method == "sheet"]
    rows = [[c for c in row if c.text.strip()] for table in tables for row in table.rows]
    return [Line(row[0].text.strip(), row[0].locator) for row in rows if len(row) == 1]


def _rows(sheet: Sheet) -> list[Baris]:
    rows: list[Baris] = []
    lines = list(sheet.lines()) or _cells(sheet)
    for i, line in enumerate(lines):
        match = _BUTIR.match(line.text)
        if match is None:
            continue
        label, text = _wrapped(lines, i, match["label"], match["isi"])
        if profil_column(label):
            cells = [Cell(t, t, line.locator, len(rows), c, ocr=line.ocr) for c, t in enumerate((label, text))]
            rows.append(Baris(sheet, dict(enumerate(cells)), len(rows), 2))
    return rows


def _wrapped(lines: list[Line], i: int, label: str, text: str) -> tuple[str, str]:
    """Return label and answer with the lines below that go on with one of them."""
    left = _box(lines[i])
    for above, after in zip(lines[i:], lines[i + 1 :], strict=False):
        here, below = _box(above), _box(after)
        if ":" in after.text or left is None or here is None or below is None:
            break
        if below[1] - here[3] > here[3] - here[1]:
            break  # a paragraph of its own
        whole = f"{label} {after.text.strip()}"
        if above is lines[i] and below[0] - left[0] < (left[2] - left[0]) * 0.45 and profil_column(whole):
            return whole, text
        if below[0] - left[0] <= ISIAN:
            break
        text = f"{text}\n{after.text.strip()}"
    return label, text


def _box(line: Line) -> tuple[float, ...] | None:
    match = re.search(r"kotak ([\d.]+),([\d.]+),([\d.]+),([\d.]+)", line.locator)
    return tuple(float(g) for g in match.groups()) if match else None
