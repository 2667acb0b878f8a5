"""A profile written as lines ("Nama Satker : ...", "Alamat : ...") in a Word or PDF print."""

from __future__ import annotations

import re

from extract.grid import Cell, Document, Line, Sheet
from extract.headings import Kepala, Kolom, load_maps
from extract.rekap_lain import profil_column
from extract.rekap_tabel import Baris, Rekap

_BUTIR = re.compile(r"^\s*(?:\(?[0-9a-z]{1,2}[.)]\s+)?(?P<label>[A-Za-z][^:]{1,60}?)\s*:\s*(?P<isi>\S.*)$")
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


def _rows(sheet: Sheet) -> list[Baris]:
    rows: list[Baris] = []
    lines = list(sheet.lines())
    for i, line in enumerate(lines):
        match = _BUTIR.match(line.text)
        if match is not None and profil_column(match["label"]):
            text = match["isi"]
            if _goes_on(lines, i):
                text = f"{text}\n{lines[i + 1].text.strip()}"
            cells = [
                Cell(t, t, line.locator, len(rows), c, ocr=line.ocr) for c, t in enumerate((match["label"], text))
            ]
            rows.append(Baris(sheet, dict(enumerate(cells)), len(rows), 2))
    return rows


def _goes_on(lines: list[Line], i: int) -> bool:
    """Tell whether the answer wraps: a line without label between two items."""
    if i + 2 >= len(lines) or ":" in lines[i + 1].text:
        return False
    after = _BUTIR.match(lines[i + 2].text)
    return after is not None and profil_column(after["label"]) is not None
