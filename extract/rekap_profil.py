"""A profile written as lines ("Nama Satker : ...", "Alamat : ...") in a Word or PDF print."""

from __future__ import annotations

import re

from msgspec.structs import replace

from extract.grid import Cell, Document, Line, Sheet
from extract.headings import Kepala, Kolom, load_maps
from extract.rekap_lain import profil_column
from extract.rekap_tabel import Baris, Rekap, TabelAsing

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


def profile_row(asing: TabelAsing) -> Rekap | None:
    """Return a table of one row under names of a profile's items (an exported record) as a profile, else None."""
    rows = [row for row in asing.baris if row.garis is None and not row.tunggal and not row.kosong]
    peta = next((p for p in load_maps() if p.jenis == "profil"), None)
    if peta is None or len(rows) != 2:
        return None
    head, body = rows
    pairs = [(c, a) for c in head.isi if (a := body.sel.get(c.col)) is not None and a.text.strip() and a is not c]
    names = [profil_column(c.text) for c, _ in pairs]
    known = set(names) - {None}
    if not {"nama", "kode_satker"} & known or len(SENDIRI & known) < 2 or len(names) - names.count(None) < 4:
        return None
    made = [
        Baris(asing.sheet, {0: replace(label, col=0, row=n), 1: replace(answer, col=1, row=n)}, n, 2)
        for n, ((label, answer), name) in enumerate(zip(pairs, names, strict=True)) if name is not None
    ]  # fmt: skip
    columns = (Kolom(0, "", "uraian", 100.0), Kolom(1, "", "isian", 100.0))
    return Rekap(Kepala(peta, columns, 0.0, 0), asing.sheet, made, asing.judul, asing.konteks, [], [],
                 [asing.sheet.name])  # fmt: skip


def _cells(sheet: Sheet) -> list[Line]:
    """Return the lone cells of a workbook's sheet as lines ("Alamat : ..." in one cell)."""
    tables = [table for table in sheet.tables() if table.method == "sheet"]
    rows = [[c for c in row if c.text.strip()] for table in tables for row in table.rows]
    return [Line(row[0].text.strip(), row[0].locator) for row in rows if len(row) == 1]


def _rows(sheet: Sheet) -> list[Baris]:
    rows: list[Baris] = []
    lines = list(sheet.lines()) or _cells(sheet)
    for i, line in enumerate(lines):
        match = _BUTIR.match(line.text) if ":" in line.text else None
        pairs = [_wrapped(lines, i, match["label"], match["isi"])] if match is not None else _screen(lines, i)
        for label, text in pairs:
            if profil_column(label):
                cells = [Cell(t, t, line.locator, len(rows), c, ocr=line.ocr) for c, t in enumerate((label, text))]
                rows.append(Baris(sheet, dict(enumerate(cells)), len(rows), 2))
    return rows


def _screen(lines: list[Line], i: int) -> list[tuple[str, str]]:
    """Return labels and answers as a screen shows them: side by side without a colon, or one above the other."""
    parts = lines[i].text.split("\t")
    if len(parts) == 2 and profil_column(parts[0]) and not profil_column(parts[1]):
        return [_wrapped(lines, i, parts[0], parts[1])]
    below = lines[i + 1].text.split("\t") if i + 1 < len(lines) else []
    if len(parts) != len(below) or not all(profil_column(p) for p in parts) or any(profil_column(p) for p in below):
        return []
    answers = list(below)
    here = _box(lines[i + 1])
    for after in lines[i + 2 :]:
        box = _box(after)
        if here is None or box is None or box[1] - here[3] > 0.5 * (here[3] - here[1]):
            break
        if "\t" in after.text or abs(box[0] - here[0]) > 2 or any(map(profil_column, after.text.split("\t"))):
            return [] if len(answers) > 1 else [(parts[0], answers[0])]  # whose answer goes on is not certain
        answers[0] = f"{answers[0]}\n{after.text.strip()}"
        here = box
    return list(zip(parts, answers, strict=True))


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
