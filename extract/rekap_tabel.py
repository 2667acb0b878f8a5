"""Documents become recognised tables: headers found anywhere, rows below them, pages joined.

Nothing is interpreted here beyond "this is the header, these rows belong to it, this text stands
above, this below".
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, lru_cache

from msgspec import Struct, field

from extract.grid import Cell, Line, Sheet, Table
from extract.headings import Kepala, Kolom, load_kamus, normal


class Baris(Struct, dict=True):
    """One grid row (or a line of text between tables), looked at through merged cells."""

    sheet: Sheet
    sel: dict[int, Cell]
    nomor: int = 0
    lebar: int = 0
    tabel: Table | None = None
    garis: Line | None = None

    @cached_property
    def isi(self) -> tuple[Cell, ...]:
        """The distinct cells with text (or a formula without value) that start in this row."""
        seen: dict[int, Cell] = {}
        for cell in self.sel.values():
            full = cell.text.strip() or (cell.formula is not None and cell.value is None)
            if full and (cell.row == self.nomor or self.tabel is None):
                seen.setdefault(id(cell), cell)
        return tuple(seen.values())

    @cached_property
    def teks(self) -> str:
        if self.garis is not None:
            return self.garis.text.strip()
        return " ".join(" ".join(cell.text.split()) for cell in self.isi)

    @cached_property
    def kata(self) -> str:
        """The row's text as words compare."""
        return normal(self.teks)

    def ambil(self, kolom: Kolom | None) -> Cell | None:
        """Return the cell under a column: the first with text where its heading spans several grid columns."""
        if kolom is None:
            return None
        if kolom.lebar == 1:
            return self.sel.get(kolom.index)
        cells = [c for i in range(kolom.index, kolom.index + kolom.lebar) if (c := self.sel.get(i)) is not None]
        full = [c for c in cells if c.text.strip() or c.formula]
        whole = [c for c in full if c.text.strip().lower().rstrip(".") != "rp"]  # Rp in a cell of its own
        return next(iter(whole or full or cells), None)

    @property
    def kosong(self) -> bool:
        return self.garis is None and not self.isi

    @property
    def locator(self) -> str:
        if self.garis is not None:
            return self.garis.locator
        cells = self.isi or tuple(self.sel.values())
        return cells[0].locator if cells else (self.tabel.locator if self.tabel else self.sheet.name)

    @property
    def tunggal(self) -> bool:
        """True where the row holds one text only: a title, a divider, a note."""
        return self.garis is not None or len(self.isi) == 1


class Rekap(Struct):
    """One recognised table, its pages joined."""

    kepala: Kepala
    sheet: Sheet
    baris: list[Baris]
    judul: list[Baris]  # texts above it since the table before
    konteks: list[Baris]  # all titles of its sheet or page (or of the pages before)
    kepala_baris: list[Baris] = field(default_factory=list)
    catatan: list[Baris] = field(default_factory=list)  # texts below it
    halaman: list[str] = field(default_factory=list)
    masalah: str | None = None  # why it could not be read

    @property
    def jenis(self) -> str:
        return self.kepala.jenis

    @property
    def locator(self) -> str:
        first = self.kepala_baris[0] if self.kepala_baris else self.baris[0]
        return first.tabel.locator if first.tabel is not None else first.locator

    def teks_konteks(self) -> list[str]:
        """Return the titles, nearest last."""
        return [b.teks for b in self.konteks]


class TabelAsing(Struct):
    """A table whose header no map knows."""

    sheet: Sheet
    baris: list[Baris]
    judul: list[Baris]
    konteks: list[Baris]


def make_rows(sheet: Sheet) -> Iterator[Baris]:
    """Yield the rows of a sheet from top to bottom, hidden rows and columns left out."""
    for block in sheet.blocks:
        if isinstance(block, Line):
            yield Baris(sheet, {}, garis=block)
            continue
        grid: list[dict[int, Cell]] = [{} for _ in block.rows]
        for row in block.rows:
            for cell in row:
                for r in range(cell.row, min(cell.row + cell.rowspan, len(grid))):
                    for c in range(cell.col, cell.col + cell.colspan):
                        grid[r][c] = cell
        hidden, left_out = set(block.hidden_cols), set(block.hidden_rows)
        for number, cells in enumerate(grid):
            if number not in left_out:
                seen = {c: cell for c, cell in sorted(cells.items()) if c not in hidden}
                yield Baris(sheet, seen, number, block.width, block)


def is_number_row(row: Baris) -> bool:
    """Tell whether a row only numbers the columns: (1) (2) (3), or 1 2 3 4=2-3."""
    texts = [cell.text.strip() for cell in row.isi]
    if len(texts) < 2 or not (texts[0].startswith("(") or texts[0][:1].isdigit()):
        return False
    if all(t.startswith("(") and t.endswith(")") and len(t) <= 12 for t in texts):
        return any(ch.isdigit() for t in texts for ch in t)
    numbers = [t.split("=")[0].strip() for t in texts]
    return (
        len(texts) >= 3
        and all(n.isdigit() for n in numbers)
        and [int(n) for n in numbers] == list(range(int(numbers[0]), int(numbers[0]) + len(numbers)))
        and int(numbers[0]) <= 2
        and len(numbers) >= min(4, row.lebar)
    )


@lru_cache(maxsize=8)
def _totals(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(normal, words))


def is_total(text: str, *, persis: bool = False) -> bool:
    """Tell whether a label says that its row is a total.

    `persis`: only the words of the map count; else anything beginning with jumlah or total does
    (indicators may begin so: "Jumlah Layanan Perkantoran").
    """
    key = normal(text)
    if key in _totals(load_kamus().total) or key.startswith(("rata rata ", "total capaian", "jumlah seluruh")):
        return True
    begins = ("jumlah ", "total ", "grand total ", "sub total ", "subtotal ", "sub jumlah ", "subjumlah ")
    return not persis and key.startswith(begins)
