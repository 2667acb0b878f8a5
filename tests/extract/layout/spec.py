"""A table to be written in some layout: what it says, not how it looks."""

from __future__ import annotations

from dataclasses import dataclass, field

LEFT = "<<"  # merged into the cell on the left
UP = "^^"  # merged into the cell above

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class TableSpec:
    """Texts of a table; `align` holds one of `l`, `c`, `r` per column."""

    header: Rows
    body: Rows
    align: str
    titles: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    widths: tuple[float, ...] = ()  # relative; natural widths where empty

    @property
    def rows(self) -> Rows:
        return self.header + self.body

    @property
    def width(self) -> int:
        return len(self.align)


@dataclass
class Placed:
    """One cell with its spans."""

    text: str
    row: int
    col: int
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True)
class Expected:
    """What a reader must find: the anchor position of each cell and what it says."""

    cells: tuple[Placed, ...] = field(default=())


def place_cells(rows: Rows) -> list[Placed]:
    """Return the cells of a matrix with `LEFT` and `UP` marks as spans."""
    cells: list[Placed] = []
    taken: dict[tuple[int, int], Placed] = {}
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text == LEFT:
                owner = taken[r, c - 1]
                owner.colspan = max(owner.colspan, c - owner.col + 1)
            elif text == UP:
                owner = taken[r - 1, c]
                owner.rowspan = max(owner.rowspan, r - owner.row + 1)
            else:
                owner = Placed(text, r, c)
                cells.append(owner)
            taken[r, c] = owner
    return cells
