"""A table that goes on on the next page under the same headings, its columns counted otherwise there.

A page's text may make a column more or less than the page before (a gap in a justified cell). The headings say
which is which, so the rows are told in the columns of the first page.
"""

from __future__ import annotations

from msgspec.structs import replace

from extract.grid import Cell
from extract.headings import Kepala
from extract.rekap_tabel import Baris


class Lanjutan:
    """The headings of a page whose columns are counted otherwise than on the first."""

    def __init__(self, header: Baris, own: Kepala, first: Kepala, width: int) -> None:
        self.tabel, self._own, self._first, self._width = header.tabel, own, first, width
        self._cells: dict[int, tuple[Cell, Cell]] = {}  # a cell merged over rows stays one cell

    def place(self, row: Baris) -> Baris:
        """Return a row in the columns of the first page; unchanged where a text stands under no heading."""
        if row.tabel is not self.tabel:
            return row
        pairs = zip(self._first.kolom, self._own.kolom, strict=True)
        cells = {to.index: (to.lebar, cell) for to, k in pairs if (cell := row.ambil(k)) is not None}
        held = {id(cell) for _, cell in cells.values()}
        if len(held) < len(cells) or any(id(cell) not in held for cell in row.isi):
            return row
        moved = {index: self._moved(cell, index, span) for index, (span, cell) in cells.items()}
        return Baris(row.sheet, moved, row.nomor, self._width, row.tabel)

    def _moved(self, cell: Cell, index: int, span: int) -> Cell:
        return self._cells.setdefault(id(cell), (cell, replace(cell, col=index, colspan=span)))[1]


def counts_otherwise(own: Kepala, header: Baris, first: Kepala, top: Baris) -> bool:
    """Tell whether two headers with the same headings have them in other grid columns."""
    one, other = ([(k.index, k.lebar) for k in kepala.kolom] for kepala in (own, first))
    return one != other or header.lebar != top.lebar
