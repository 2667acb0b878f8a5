"""Finding headers: where one begins, over how many rows, under which map it reads best."""

from __future__ import annotations

import re

from msgspec.structs import replace

from extract.grid import Cell
from extract.headings import Judul, Kepala, Kolom, fit_header, load_maps, normal, speaks_heading, with_candidates
from extract.headings_sumber import names_source
from extract.rekap_tabel import Baris, is_number_row

_TAHUN = re.compile(r"20\d\d(?:\.0)?")
DATA = re.compile(r"-?(?:rp\.?\s*)?\d[\d.,]*(?:\s*%|\s+[a-z]+)?$", re.I)
_BUTIR = re.compile(r"(?:[A-Z]|[ivxIVX]{1,4}|\d{1,2}|(?:SK|SP|SS|IKK|IKU|IKP)[ .]?\d{1,2}(?:\.\d{1,2})*)[.)]?")
_KODE = frozenset({"51", "52", "53", "10", "11", "12"})  # jenis belanja and months may head columns
MAX_HEADER = 5  # grid rows; three header rows may be printed as five lines


def header_paths(rows: list[Baris], columns: range | None = None) -> dict[int, tuple[str, ...]]:
    """Return the heading path of every column over the given header rows."""
    paths: dict[int, tuple[str, ...]] = {}
    width = max((max(r.sel, default=-1) + 1 for r in rows), default=0)
    inherited: list[dict[int, Cell]] = []
    for depth, row in enumerate(rows):
        cells = dict(row.sel)
        if depth < len(rows) - 1:
            _inherit(cells, rows[depth + 1 :], width)
        inherited.append(cells)
    for column in columns or range(width):
        path: list[str] = []
        last: Cell | None = None
        for cells in inherited:
            cell = cells.get(column)
            if cell is not None and cell is not last and cell.text.strip():
                path.append(cell.text)
                last = cell
        if path:
            paths[column] = tuple(path)
    _adopt(paths)
    return paths


def _adopt(paths: dict[int, tuple[str, ...]]) -> None:
    """Give a leaf that stands beside its group's heading (centred over its neighbour) to that group."""
    groups = {c: p[0] for c, p in paths.items() if len(p) > 1}
    for column, path in list(paths.items()):
        if len(path) != 1:
            continue
        taken = {(g, paths[c][-1]) for c, g in groups.items()}
        left, right = groups.get(column - 1), groups.get(column + 1)
        fits = [g for g in (left, right) if g is not None and (g, path[0]) not in taken]
        leaves = {paths[c][-1] for c in groups}
        if len(set(fits)) == 1 and path[0] in leaves:
            paths[column] = (fits[0], path[0])
            groups[column] = fits[0]


def _inherit(cells: dict[int, Cell], below: list[Baris], width: int) -> None:
    """Let an unmerged group heading reach over the blank cells to its right that have leaves below."""

    def leaf(column: int) -> bool:
        return any(
            (c := row.sel.get(column)) is not None and c.text.strip() and c is not cells.get(column)
            for row in below
        )

    for column in range(1, width):
        cell, left = cells.get(column), cells.get(column - 1)
        blank = cell is None or not cell.text.strip()
        if blank and left is not None and left.text.strip() and leaf(column) and leaf(column - 1):
            cells[column] = left


def looks_like_header(row: Baris) -> bool:
    """Tell whether a row holds words of headings rather than data."""
    if row.tabel is None or len(row.isi) < 2 or _holds_data(row):
        return False
    if any(len(cell.text) > 90 for cell in row.isi):
        return False
    words = sum(
        1 for c in row.isi
        if "%" in c.text or any(map(str.isalpha, c.text)) or _TAHUN.fullmatch(c.text.strip())
    )  # fmt: skip
    if words * 2 < len(row.isi):
        return False
    spoken = [speaks_heading(c.text) for c in row.isi]
    return sum(1 for s in spoken if s) * 2 >= len(spoken) or spoken.count(2) >= 2


def find_header(rows: list[Baris], start: int, titles: tuple[str, str]) -> tuple[Kepala, int] | None:
    """Return the best fitting header that begins at a row, and its height."""
    first = rows[start]
    if not looks_like_header(first):
        return None
    best: tuple[float, Kepala, int, Judul] | None = None
    for height in range(_merged_height(first), MAX_HEADER + 1):
        group = rows[start : start + height]
        if len(group) < height or any(r.tabel is not first.tabel for r in group):
            break
        if height > 1 and not _may_extend(group):
            break
        paths = header_paths(group)
        if len(paths) < 2 or _parts_by_source(rows[start + height : start + height + 1]):
            continue
        judul = Judul(paths)
        body = [r for r in rows[start + height : start + height + 40] if r.tabel is not None]
        for peta in load_maps():
            found = fit_header(judul, peta, titles)
            if found is None:
                continue
            content = _content_score(found, body)
            if (peta.perlu_isi and not content) or _contradicts(found, body):
                continue
            score = found.skor + content - 0.05 * height
            if best is None or score > best[0] + 1e-9:
                best = (score, found, height, judul)
    if best is None:
        return None
    score, kepala, height, judul = best
    if score < 2.0:
        return None
    columns = _apart(kepala.kolom, rows[start : start + height])
    return with_candidates(Kepala(kepala.peta, columns, score, height), judul), height


def _parts_by_source(below: list[Baris]) -> bool:
    """Tell whether the row below only names sources of funds, perhaps beside their total: headings go on there."""
    names = [normal(c.text) for row in below for c in row.isi if c.row == row.nomor]
    sources = [n for n in names if names_source(n)]
    return bool(sources) and all(n in sources or n in ("jumlah", "total") or speaks_heading(n) for n in names)


def _apart(columns: tuple[Kolom, ...], header: list[Baris]) -> tuple[Kolom, ...]:
    """Take apart neighbours under one heading that is printed twice: two columns, not one merged over both."""
    found: list[Kolom] = []
    for kolom in columns:
        places = range(kolom.index, kolom.index + kolom.lebar)
        if kolom.lebar > 1 and all(_leaf(header, i) for i in places):
            found.append(replace(kolom, lebar=1))
            found.extend(replace(kolom, index=i, nama=None, parameter=None, lebar=1) for i in places[1:])
        else:
            found.append(kolom)
    return tuple(found)


def _leaf(header: list[Baris], column: int) -> bool:
    """Tell whether a header has a text of its own at a column, not one merged from the left."""
    cells = (row.sel.get(column) for row in header)
    return any(c is not None and c.col == column and c.text.strip() for c in cells)


def _merged_height(first: Baris) -> int:
    """Return how many rows the headings merged downwards in the first row take: they all are header."""
    spans = [c.rowspan for c in first.isi if c.row == first.nomor and speaks_heading(c.text)]
    return min(MAX_HEADER, max(spans, default=1))


def _may_extend(group: list[Baris]) -> bool:
    """Tell whether the last row can still belong to the header: words or small numbers, no data."""
    last, before = group[-1], group[:-1]
    if last.kosong or _holds_data(last) or _lists_name(last):
        return False
    merged = any(cell.row < last.nomor for cell in last.sel.values() if cell.text.strip())
    blanks = any(not cell.text.strip() for cell in last.sel.values()) or len(last.sel) < last.lebar
    gaps = any(not c.text.strip() for row in before for c in row.sel.values())
    spans = any(cell.colspan > 1 for row in before for cell in row.isi)
    return merged or blanks or gaps or spans or is_number_row(last)


def _holds_data(row: Baris) -> bool:
    """Tell whether a row has a name and a number beside it: data, no line of a header."""
    if is_number_row(row):
        return False
    own = [c.text.strip() for c in row.isi if c.row == row.nomor]
    numbers, names = list[str](), list[str]()
    for text in own:
        if DATA.match(text):
            numbers += [] if _TAHUN.fullmatch(text) else [text]
        elif any(map(str.isalpha, text)):
            names.append(text)
    codes = [t for t in numbers if t in _KODE]
    if any(len(t) > 1 and (t not in _KODE or len(codes) == 1) for t in numbers):
        return bool(names)
    return bool(numbers) and any(not speaks_heading(t) for t in names)


def _lists_name(row: Baris) -> bool:
    """Tell whether a row is an item of a list ("A", "Meningkatnya ..."): data, no line of a header."""
    own = [c.text.strip() for c in row.isi if c.row == row.nomor]
    return len(own) == 2 and bool(_BUTIR.fullmatch(own[0])) and not speaks_heading(own[1])


def _contradicts(kepala: Kepala, body: list[Baris]) -> bool:
    """Tell whether cells hold what this family never has (codes of a kegiatan among jenis belanja)."""
    for nama, patterns in kepala.peta.bukan_isi.items():
        column = kepala.cari(nama)
        texts = [c.text.strip() for r in body if (c := r.ambil(column)) is not None]
        if any(re.search(p, t) for p in patterns for t in texts):
            return True
    return False


def _content_score(kepala: Kepala, body: list[Baris]) -> float:
    score = 0.0
    for nama, patterns in kepala.peta.isi.items():
        column = kepala.cari(nama)
        if column is None:
            continue
        texts = [c.text.strip() for r in body if (c := r.ambil(column)) is not None and c.text.strip()]
        words = {normal(p) for p in patterns}
        hits = sum(
            1
            for t in texts
            if normal(t) in words
            or any(re.search(p, t) for p in patterns if "\\" in p or "^" in p)
            or any(w in normal(t) for w in words if len(w) > 8)
        )
        if hits:
            score += 1.0 + min(1.0, hits / max(1, len(texts)))
    return score
