"""Tables standing side by side on a sheet: where the columns part, and whether each part is a table of its own."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from extract.grid import Cell
from extract.headings import normal
from extract.rekap_kepala import DATA, find_header
from extract.rekap_tabel import Baris


def split_columns(rows: list[Baris]) -> list[list[Baris]]:
    """Return the rows cut at columns that are blank in all of them: tables standing side by side."""
    used = sorted({c for row in rows for c, cell in row.sel.items() if cell.text.strip()})
    bands: list[list[int]] = []
    for column in used:
        if bands and column == bands[-1][-1] + 1:
            bands[-1].append(column)
        else:
            bands.append([column])
    if len(bands) < 2 or any(len(band) < 2 for band in bands):
        return []
    return [
        [replace(row, sel={c: cell for c, cell in row.sel.items() if band[0] <= c <= band[-1]}) for row in rows]
        for band in bands
    ]


class Reach:
    """How far the rows from each row on go without a blank one, and whether they may stand side by side."""

    def __init__(self, rows: list[Baris]) -> None:
        self.rows = rows
        self.end = [len(rows)] * (len(rows) + 1)
        self._used = [0] * (len(rows) + 1)  # columns with text from a row to its end, one bit each
        for i in range(len(rows) - 1, -1, -1):
            if rows[i].kosong:
                self.end[i] = i
                continue
            self.end[i] = self.end[i + 1]
            own = sum(1 << c for c, cell in rows[i].sel.items() if cell.text.strip())
            self._used[i] = own | self._used[i + 1]

    def parted(self, i: int) -> bool:
        """Tell whether columns blank in all rows from here to the end leave two bands of columns or more."""
        bands = f"{self._used[i]:b}".strip("0").replace("0", " ").split()
        return len(bands) > 1 and all(len(band) > 1 for band in bands)


def split_sheet(rows: list[Baris], turned: Callable[[list[Baris]], bool]) -> list[list[Baris]]:
    """Return a sheet's rows as the areas that stand side by side on it, each with its own titles and header.

    Texts above all rows of several cells belong to every area. `turned` tells of rows that make a table
    on its side.
    """
    many = [row for row in rows if len(row.isi) > 1]
    used = sorted({c for row in many for cell in row.isi for c in range(cell.col, cell.col + cell.colspan)})
    starts = [c for c, before in zip(used, [-2, *used], strict=False) if c != before + 1]
    if len(starts) < 2 or len({row.tabel for row in rows if row.tabel}) != 1:
        return []
    edges = list(zip([0, *starts[1:]], [*starts[1:], 10**6], strict=True))
    first = next(i for i, row in enumerate(rows) if len(row.isi) > 1)
    areas = [
        [
            row if i < first or row.garis is not None else replace(row, sel=_within(row, left, right))
            for i, row in enumerate(rows)
        ]
        for left, right in edges
    ]
    known = [_headed(area[first:]) or turned(area[first:]) for area in areas]
    apart = [one or stands_alone(area[first:]) for one, area in zip(known, areas, strict=True)]
    return areas if any(known) and all(apart) else []


def stands_alone(rows: list[Baris]) -> bool:
    """Tell whether rows beside a table are one of their own: headings in words, and names of rows below them.

    Columns of the table itself behind a blank column have no names of rows.
    """
    full = [row for row in rows if len(row.isi) > 1]
    if len(full) < 3 or any(DATA.match(c.text.strip()) for c in full[0].isi):
        return False
    for column in sorted(c.col for c in full[0].isi)[:2]:
        cells = [c for row in full[1:] if (c := row.sel.get(column)) is not None and c.col == column]
        words = [c for c in cells if sum(ch.isalpha() for ch in c.text) > 2 and not DATA.match(c.text.strip())]
        if len(words) * 3 >= len(full[1:]) * 2:
            return True
    return False


def _within(row: Baris, left: int, right: int) -> dict[int, Cell]:
    return {c: cell for c, cell in row.sel.items() if left <= c < right and left <= cell.col}


def _headed(rows: list[Baris]) -> bool:
    """Tell whether an area has a table of its own: under its own titles some row is a known header."""
    titles = normal(" ".join(row.teks for row in rows if row.tunggal and not row.kosong))
    return any(find_header(rows, i, (titles, titles)) for i, row in enumerate(rows) if len(row.isi) > 1)
