"""Tables that stack their values: `Target`, `Realisasi`, `Capaian` in rows below each other, for each indicator.

The rows of one indicator become one row, with a column for every name and heading (`Target 2023`), and the table is
read like any other. Where that gives no table of the maps, nothing of it is read: a value is what its name says.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from extract.angka import is_kosong, possible
from extract.grid import Cell
from extract.headings import normal
from extract.headings_asing import judul_baku
from extract.headings_cocok import owners
from extract.rekap_gabung import settle_codes
from extract.rekap_kepala import find_header
from extract.rekap_tabel import Baris, Rekap, TabelAsing
from extract.rekap_teks import bare, join_lines

NAMA = frozenset({"target", "realisasi", "capaian", "pagu", "sisa", "persen", "pembilang", "penyebut"})
NILAI = frozenset({
    "nilai", "jumlah", "angka", "besaran", "nominal", "isi", "total", "hasil", "value", "amount", "nilai angka",
    "jumlah nilai", "nilai realisasi", "volume", "data",
})  # fmt: skip
BANYAK = 8  # different names of values
PANJANG = 40  # letters of one
SEDIKIT = 2  # groups; one alone may be anything


def unstack(rekap: Rekap) -> bool:
    """Lay a recognised table out whose rows are named by values; return whether its rows are such."""
    body = [b for b in rekap.baris if b.garis is None and not b.kosong]
    heads = {k.index: k.judul for k in rekap.kepala.kolom}
    found = _Susun.of(heads, body)
    if found is None:
        return False
    header, wide = found.wide(rekap.kepala_baris[0])
    near = normal(" ".join([rekap.sheet.name, *(b.teks for b in rekap.judul)]))
    far = normal(" ".join([rekap.sheet.name, *(b.teks for b in rekap.konteks)]))
    known = find_header([header, *wide], 0, (near, far)) if wide else None
    if known is None or known[1] != 1:
        rekap.masalah = "baris-barisnya bernama Target, Realisasi, ... dan tidak dapat dijajarkan; tidak dibaca"
        rekap.baris[:] = []
        return True
    rekap.kepala, rekap.kepala_baris = known[0], [header]
    rekap.baris[:] = wide
    settle_codes(rekap)
    return True


def as_stacked(asing: TabelAsing) -> Rekap | None:
    """Return an unknown table whose rows are named by values as the table it tells of, else None."""
    rows = [b for b in asing.baris if b.garis is None and not b.kosong and b.tabel is asing.baris[0].tabel]
    found = _Susun.of({c.col: join_lines(c.text) for c in rows[0].isi}, rows[1:]) if len(rows) > SEDIKIT else None
    if found is None:
        return None
    header, wide = found.wide(rows[0])
    near = normal(" ".join([asing.sheet.name, *(b.teks for b in asing.judul)]))
    known = find_header([header, *wide], 0, (near, near))
    if known is None or known[1] != 1:
        return None
    rekap = Rekap(known[0], asing.sheet, wide, asing.judul, asing.konteks, [header], [], [asing.sheet.name])
    settle_codes(rekap)
    return rekap


class _Susun(Struct):
    heads: dict[int, str]
    rows: list[Baris]
    name: int  # the column that names the values
    values: list[int]
    keys: list[int]

    @classmethod
    def of(cls, heads: dict[int, str], rows: list[Baris]) -> _Susun | None:
        columns = sorted({c for row in rows[:SEDIKIT] for c in row.sel} | set(heads))
        name = next((c for c in columns if _few(c, rows) and _names(_texts(c, rows))), None)
        if name is None:
            return None
        values = [c for c in columns if c > name and _numeric(_texts(c, rows))]
        keys = [c for c in columns if c not in (name, *values) and c < name]
        if not values or not keys or len(_texts(name, rows)) < SEDIKIT * len(set(_texts(name, rows))):
            return None
        return cls(heads, rows, name, values, keys)

    def wide(self, like: Baris) -> tuple[Baris, list[Baris]]:
        """Return a header and one row for each group of rows."""
        columns: dict[tuple[str, int], int] = {}
        made: list[dict[int, Cell]] = []
        seen: set[str] = set()
        key: tuple[str, ...] = ()
        width = len(self.keys)
        for row in self.rows:
            said = _text(row, self.name)
            own = tuple(_text(row, k) for k in self.keys)
            here = tuple(new or old for new, old in zip(own, key or own, strict=True))
            if not made or here != key:
                cells = [(i, c) for i, k in enumerate(self.keys) if (c := row.sel.get(k)) is not None]
                made.append({i: replace(c, col=i) for i, c in cells})
                seen, key = set(), here
            elif said in seen:
                return like, []  # said twice of one name: which one holds is not for us to choose
            seen.add(said)
            for value in self.values:
                cell = row.sel.get(value)
                if cell is not None and cell.row == row.nomor and cell.col == value:
                    column = columns.setdefault((said, value), width + len(columns))
                    made[-1][column] = replace(cell, col=column)
        total = width + len(columns)
        top = {i: self.heads.get(k, "") for i, k in enumerate(self.keys)}
        top |= {place: self._heading(said, value) for (said, value), place in columns.items()}
        first = next(iter(like.sel.values()))
        header = {i: replace(first, text=t, value=t, col=i) for i, t in top.items() if t}
        return _row(like, header, 0, total), [_row(like, cells, n, total) for n, cells in enumerate(made, 1)]

    def _heading(self, said: str, value: int) -> str:
        head = self.heads.get(value, "")
        return said if normal(head) in NILAI | {""} else f"{said} {head}"


def _row(like: Baris, cells: dict[int, Cell], number: int, width: int) -> Baris:
    placed = {c: replace(cell, row=number, rowspan=1, colspan=1) for c, cell in sorted(cells.items())}
    return Baris(like.sheet, placed, number, width, like.tabel)


def _text(row: Baris, column: int) -> str:
    cell = row.sel.get(column)
    return join_lines(cell.text).strip(" :") if cell is not None else ""


def _texts(column: int, rows: Iterable[Baris]) -> list[str]:
    cells = [c for row in rows if (c := row.sel.get(column)) is not None and c.row == row.nomor and c.col == column]
    return [text for c in cells if (text := join_lines(c.text).strip(" :"))]


def _few(column: int, rows: list[Baris]) -> bool:
    """Tell whether a column holds few different short words, before anything dearer is asked of it."""
    seen: set[str] = set()
    for row in rows:
        cell = row.sel.get(column)
        if cell is None or cell.row != row.nomor or not cell.text:
            continue
        seen.add(cell.text)
        if len(seen) > BANYAK or len(cell.text) > PANJANG or cell.text[0].isdigit():
            return False
    return len(seen) > 1


def _names(texts: list[str]) -> bool:
    """Tell whether a column names values again and again: targets and what was reached of them."""
    if not 2 <= len(set(texts)) <= BANYAK:
        return False
    kinds = {nama for text in set(texts) for _, nama in owners(judul_baku(text))}
    each = all(any(nama in NAMA for _, nama in owners(judul_baku(text))) for text in set(texts))
    return each and "realisasi" in kinds and bool(kinds & {"target", "pagu", "capaian"})


def _numeric(texts: list[str]) -> bool:
    numbers = [t for t in texts if possible(bare(t)) or is_kosong(t)]
    return bool(texts) and len(numbers) * 4 >= len(texts) * 3
