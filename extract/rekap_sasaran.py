"""A sasaran printed above its own small table, or across the rows of a large one."""

from __future__ import annotations

import re

from extract.grid import Cell
from extract.headings import speaks_heading
from extract.rekap_tabel import Baris, Rekap
from extract.rekap_teks import join_lines

_AWAL = re.compile(
    r"^\s*(?:sasaran(?:\s+(?:strategis|program|kegiatan|kinerja))*|s[kps]|ss)"
    r"(?P<no>[\s.\-]*(?:ke[\s-]*)?(?:no(?:mor)?\.?\s*)?(?:\d{1,2}(?:\.\d{1,2})*|[ivx]{1,4})\b)?[\s.)]*(?P<titik>[:\-\u2013])?\s*"
    r"(?P<nama>\S.*)$",
    re.I | re.S,
)


def goal_name(text: str) -> str | None:
    """Return the sasaran a title names ("Sasaran Kegiatan 1 : Meningkatnya ..."), None where it names none."""
    match = _AWAL.match(join_lines(text))
    if match is None or not (match["no"] or match["titik"]):
        return None
    name = match["nama"].strip(" :-")
    if len(name) < 12 or len(name.split()) < 3 or name[0].isdigit() or speaks_heading(name):
        return None
    return name


def goal_title(row: Baris) -> str | None:
    """Return the sasaran a row without numbers names, its label in a cell of its own or not."""
    cells = [c.text.strip() for c in row.isi]
    if len(cells) > 3 or any(t.replace(".", "").replace(",", "").isdigit() for t in cells[2:]):
        return None
    return goal_name(row.teks)


def goal_cell(row: Baris) -> Cell:
    """Return the cell (or the line as one) that holds a title's text."""
    if row.garis is not None:
        return Cell(row.garis.text, row.garis.text, row.garis.locator, 0, 0, ocr=row.garis.ocr)
    return max(row.isi, key=lambda c: len(c.text))


def goal_above(rekap: Rekap) -> tuple[str, Cell] | None:
    """Return the sasaran named in the titles right above a table that has no column for it."""
    for i in range(len(rekap.judul) - 1, -1, -1):
        row = rekap.judul[i]
        name = goal_title(row)
        if name is None:
            continue
        rest = [b.teks for b in rekap.judul[i + 1 :]]
        if rest and rest[0][:1].islower():  # wrapped onto the next line
            name = join_lines(f"{name}\n{rest[0]}")
        return name, goal_cell(row)
    return None
