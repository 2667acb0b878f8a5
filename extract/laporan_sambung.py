"""Joins a table that goes on over page ends: repeated headers dropped, divided rows made whole."""

from __future__ import annotations

import re

from extract.laporan_kepala import count_head
from extract.laporan_model import Blok, Sel, Tabel, rapat
from extract.laporan_tabel import JUMLAH

_ANGKA = re.compile(r"^[(\s]*(rp\.?)?\s*-?[\d.,]+\s*(%|[a-z/]+)?[\s),-]*$|^\s*-\s*$", re.I)


def join_tables(blocks: list[Blok]) -> list[Blok]:
    """Return the blocks with continued tables joined to their beginnings."""
    out: list[Blok] = []
    for block in blocks:
        last = out[-1] if out else None
        if isinstance(block, Tabel) and isinstance(last, Tabel) and _continues(last, block):
            _append(last, block)
            continue
        if isinstance(block, Tabel) and isinstance(last, Tabel) and _is_head_of(last, block):
            _put_head(last, block)
            out[-1] = block
            continue
        out.append(block)
    return out


def _is_head_of(first: Tabel, second: Tabel) -> bool:
    """Whether the first table is only the upper part of the second one's header."""
    if not first.kotak or not second.kotak or first.hlm != second.hlm or len(first.kisi) > 3:
        return False
    if first.lebar >= second.lebar or second.kotak[1] - first.kotak[3] > 45:
        return False
    texts = [c.teks for row in first.kisi for c in row]
    return (
        all(not _ANGKA.match(t) or re.fullmatch(r"20\d\d|-+", t.strip()) for t in texts) and count_head(second) > 0
    )


def _put_head(first: Tabel, second: Tabel) -> None:
    rows = []
    for row in first.kisi:
        cells = []
        for cell in second.kisi[-1]:
            middle = (cell.kotak[0] + cell.kotak[2]) / 2 if cell.kotak else -1.0
            over = [c for c in row if c.kotak and c.kotak[0] - 2 <= middle <= c.kotak[2] + 2]
            cells.append(over[0] if over else Sel("", cell.hlm))
        rows.append(cells)
    second.kisi[:0] = rows


def _end_page(table: Tabel) -> int:
    return max(cell.hlm for cell in table.kisi[-1])


def _continues(first: Tabel, second: Tabel) -> bool:
    step = second.hlm - _end_page(first)
    if step not in (0, 1):
        return False
    if _same_head(first, second):
        return bool(step) or not JUMLAH.match(_first_text(first.kisi[-1]))
    if count_head(second):
        return False
    if not count_head(first):
        return bool(step) and _same_columns(first, second)
    return _fit(first, second) is not None


def _first_text(row: list[Sel]) -> str:
    return next((c.teks for c in row if c.teks.strip()), "")


def _fit(first: Tabel, second: Tabel) -> list[list[Sel]] | None:
    """Return the rows of a table without header laid into the columns of the first, None if they do not fit."""
    more = second.lebar - first.lebar
    if more == 0:
        return second.kisi if _agrees(first, second.kisi) else None
    if more == 1:
        for i in range(second.lebar - 2, 0, -1):
            rows = [_merge_pair(row, i - 1) for row in second.kisi]
            small = [row[i - 1].teks.strip() for row in second.kisi]
            if _agrees(first, rows) and all(re.fullmatch(r"\d{0,2}[.)]?", t) for t in small):
                return rows
        return None
    if -2 <= more < 0 and second.lebar > 1:
        carried = first.kisi[-1][:-more]
        rows = [carried + row for row in second.kisi]
        if _agrees(first, rows):
            return rows
        carried = first.kisi[-1][: 1 - more]
        if all(re.fullmatch(r"\d{0,2}[.)]?", row[0].teks.strip()) for row in second.kisi) and second.lebar > 2:
            rows = [carried + _merge_pair(row, 0) for row in second.kisi]
            return rows if _agrees(first, rows) else None
        return None
    return None


def _merge_pair(row: list[Sel], i: int) -> list[Sel]:
    """Return the row with columns i and i + 1 made one."""
    a, b = row[i], row[i + 1]
    if a is b:
        return row[:i] + row[i + 1 :]
    joined = Sel(f"{a.teks} {b.teks}".strip(), b.hlm, b.kotak, b.ocr)
    return [*row[:i], joined, *row[i + 2 :]]


def _agrees(first: Tabel, rows: list[list[Sel]]) -> bool:
    """Whether numbers stand where the first table has numbers, and words where it has words."""
    head = count_head(first)
    checked = good = 0
    for column in range(first.lebar):
        kinds = {bool(_ANGKA.match(r[column].teks)) for r in first.kisi[head:] if r[column].teks.strip()}
        if len(kinds) != 1:
            continue
        kind = kinds.pop()
        cells = [row[column] for row in rows if row[column].teks.strip() and not all(c is row[column] for c in row)]
        same = sum(1 for cell in cells if bool(_ANGKA.match(cell.teks)) == kind)
        if same * 2 < len(cells):
            return False
        checked += len(cells)
        good += same
    return checked > 0 and good >= 0.85 * checked


def _same_head(first: Tabel, second: Tabel) -> int:
    """Return how many rows of the second table repeat the head of the first."""
    if first.lebar != second.lebar:
        return 0
    count = 0
    for row_a, row_b in zip(first.kisi[:4], second.kisi[:4], strict=False):
        a, b = ["".join(rapat(c.teks) for c in row) for row in (row_a, row_b)]
        if a != b or not a or _is_data(row_a):
            break
        count += 1
    return count


def _is_data(row: list[Sel]) -> bool:
    """Whether a row holds numbers other than years and column numbers."""
    for cell in row:
        text = cell.teks.strip()
        if _ANGKA.match(text) and not re.fullmatch(r"20\d\d|\(?\s*\d{1,2}\s*\)?", text):
            return True
    return False


def _same_columns(first: Tabel, second: Tabel) -> bool:
    if first.lebar != second.lebar or not first.kotak or not second.kotak:
        return False
    edges = zip(_edges(first), _edges(second), strict=False)
    return all(abs(a - b) < 8 for a, b in edges)


def _edges(table: Tabel) -> list[float]:
    """Return the left borders of the columns, taken from single cells."""
    out = []
    for column in range(table.lebar):
        boxes = [row[column].kotak for row in table.kisi if row[column].colspan == 1]
        left = [b[0] for b in boxes if b]
        out.append(min(left) if left else -1.0)
    return out


def _append(first: Tabel, second: Tabel) -> None:
    repeated = _same_head(first, second)
    rows = second.kisi[repeated:] if repeated else _fit(first, second) or second.kisi
    known = {_row_key(r) for r in first.kisi}
    while rows and len(_row_key(rows[0])) > 30 and any(k.endswith(_row_key(rows[0])) for k in known):
        rows = rows[1:]  # a data row repeated at the page's top
    if rows and _is_rest(first.kisi[-1], rows[0]):
        _merge(first.kisi[-1], rows[0])
        rows = rows[1:]
    first.akhir.append(len(first.kisi))
    first.kisi.extend(rows)
    first.sambungan += 1


def _row_key(row: list[Sel]) -> str:
    return rapat("".join(c.teks for i, c in enumerate(row) if not i or row[i - 1] is not c))


def _is_rest(before: list[Sel], row: list[Sel]) -> bool:
    """Whether the first row of a page is the rest of the last row of the page before."""
    filled = [i for i, c in enumerate(row) if c.teks.strip()]
    if not filled or all(c is row[0] for c in row):
        return False
    if re.match(r"\s*\(?\d{1,3}[.)]?\s*$", row[0].teks) or re.match(r"\s*\d{1,2}[.)]\s", row[filled[0]].teks):
        return False
    numeric = [i for i in filled if _ANGKA.match(row[i].teks) and not re.search(r"[×x*/=+:]\s*$", before[i].teks)]
    if any(before[i].teks.strip() and re.search(r"\d", before[i].teks) for i in numeric):
        return False
    if re.match(r"\s*(jumlah|total|grand)", row[filled[0]].teks, re.I):
        return False
    texts = [i for i in filled if i not in numeric]
    if not numeric:
        return all(before[i].teks.strip() for i in texts)
    return bool(texts) and any(before[i].teks.strip() for i in texts) and row[texts[0]].teks[:1].islower()


def _merge(before: list[Sel], row: list[Sel]) -> None:
    done: set[int] = set()
    for a, b in zip(before, row, strict=True):
        if id(b) not in done and b.teks.strip():
            done.add(id(b))
            a.teks = f"{a.teks} {b.teks}".strip()
