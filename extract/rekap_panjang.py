"""Long tables, as a database keeps them: one value per row, its name (`Pagu`, `Realisasi`) and its year in columns.

Such a table is laid out as the office would print it, one row per key and one column per name and year, and then
read like any other. Only where every name is a heading of the maps and no value stands twice under one key.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from extract.angka import possible
from extract.grid import Cell
from extract.headings import normal, normal_judul
from extract.headings_asing import judul_baku
from extract.headings_cocok import owners, without_year
from extract.rekap_bulan import month_named
from extract.rekap_gabung import settle_codes
from extract.rekap_kepala import find_header
from extract.rekap_susun import NILAI
from extract.rekap_tabel import Baris, Rekap, TabelAsing, is_total
from extract.rekap_teks import bare, join_lines

IDENTITAS = frozenset({
    "kode satker", "kd satker", "kdsatker", "satker", "nama satker", "satuan kerja", "unit", "unit kerja", "kanwil",
    "tahun", "ta", "id", "no", "nomor", "update", "tanggal update", "sumber", "satuan", "keterangan", "ket",
    "periode",
})  # fmt: skip
_TAHUN = re.compile(r"(?:ta\.?\s*|tahun\s*)?(20[0-4]\d)(?:\.0)?", re.I)
SEDIKIT = 4  # rows; fewer are no long table


def as_long(asing: TabelAsing) -> Rekap | None:
    """Return an unknown table of one value a row as the table it tells of, None where it is not that."""
    rows = [b for b in asing.baris if b.garis is None and len(b.isi) > 1 and b.tabel is asing.baris[0].tabel]
    if len(rows) <= SEDIKIT or any(c.rowspan > 1 and c.row == rows[0].nomor for c in rows[0].isi):
        return None
    heads = {c.col: join_lines(c.text) for c in rows[0].isi if c.colspan == 1}
    body = [b for b in rows[1:] if not any(is_total(join_lines(c.text), persis=True) for c in b.isi[:2])]
    found = _Long.of(heads, body)
    if found is None:
        return None
    header, wide = found.wide(rows[0])
    near = normal(" ".join([asing.sheet.name, *(b.teks for b in asing.judul)]))
    far = normal(" ".join([asing.sheet.name, *(b.teks for b in asing.konteks)]))
    known = find_header([header, *wide], 0, (near, far))
    if known is None or known[1] != 1:
        return None
    kepala = known[0]
    if any(k.nama is None and k.index >= len(found.keys) for k in kepala.kolom):
        return None  # a value without a place: no table we know
    rekap = Rekap(kepala, asing.sheet, wide, asing.judul, asing.konteks, [header], [], [asing.sheet.name])
    settle_codes(rekap)
    return rekap


class _Long:
    """The columns of a long table: its keys, the name of a value, its year, the value."""

    def __init__(self, heads: dict[int, str], rows: list[Baris], name: int | None, year: int | None, value: int):
        self.heads, self.rows, self.name, self.year, self.value = heads, rows, name, year, value
        rest = [c for c in sorted(heads) if c not in (name, year, value)]
        self.keys = [c for c in rest if not _constant(c, rows) or normal(heads[c]) not in IDENTITAS]

    @classmethod
    def of(cls, heads: dict[int, str], rows: list[Baris]) -> _Long | None:
        columns = sorted(heads)
        values = [c for c in columns if _numeric(c, rows) and not _years(c, rows)]
        years = [c for c in columns if _years(c, rows)]
        names = [c for c in columns if c not in (*values, *years) and _names(c, rows)]
        year = years[0] if len(years) == 1 else None
        if len(values) != 1 or len(years) > 1:
            return None
        if len(names) == 1 and normal_judul(heads[values[0]]) in NILAI | {""}:
            return cls(heads, rows, names[0], year, values[0])
        several = year is not None and len({_text(r, year) for r in rows}) > 1
        if not names and several and owners(judul_baku(heads[values[0]])):
            return cls(heads, rows, None, year, values[0])
        return None

    def wide(self, header: Baris) -> tuple[Baris, list[Baris]]:
        """Return the header and the rows of the same table laid out wide."""
        order: dict[str, Cell] = {}
        groups: dict[tuple[str, ...], dict[int, Cell]] = {}
        width = len(self.keys)
        columns: dict[str, int] = {}
        for row in self.rows:
            key = tuple(_text(row, c) for c in self.keys)
            cell = row.sel.get(self.value)
            if cell is None:
                continue
            heading = self._heading(row)
            order.setdefault(heading, row.sel[self.name] if self.name is not None else header.sel[self.value])
            column = columns.setdefault(heading, width + len(columns))
            group = groups.setdefault(
                key, {i: replace(row.sel[c], col=i) for i, c in enumerate(self.keys) if row.sel.get(c) is not None}
            )
            if column in group:
                return header, []  # said twice: which one holds is not for us to choose
            group[column] = replace(cell, col=column)
        top = {i: replace(header.sel[c], row=0, col=i) for i, c in enumerate(self.keys)}
        top |= {columns[h]: replace(c, text=h, value=h, row=0, col=columns[h]) for h, c in order.items()}
        total = width + len(columns)
        made = [_row(header, cells, n, total) for n, cells in enumerate(groups.values(), 1)]
        return _row(header, top, 0, total), made

    def _heading(self, row: Baris) -> str:
        said = self.heads[self.value] if self.name is None else _text(row, self.name)
        match = _TAHUN.fullmatch(_text(row, self.year)) if self.year is not None else None
        return f"{said} {match[1]}" if match else said


def _row(like: Baris, cells: dict[int, Cell], number: int, width: int) -> Baris:
    placed = {c: replace(cell, row=number, rowspan=1, colspan=1) for c, cell in sorted(cells.items())}
    return Baris(like.sheet, placed, number, width, like.tabel)


def _text(row: Baris, column: int) -> str:
    cell = row.sel.get(column)
    return join_lines(cell.text) if cell is not None else ""


def _constant(column: int, rows: list[Baris]) -> bool:
    return len({_text(row, column) for row in rows}) < 2


def _numeric(column: int, rows: list[Baris]) -> bool:
    """Tell whether a column holds values: numbers in most rows, not the same few again and again, no codes."""
    texts = [_text(row, column) for row in rows]
    full = [t for t in texts if t and t != "-"]
    numbers = [t for t in full if possible(bare(t))]
    codes = all(re.fullmatch(r"\d{6}", t) for t in full) or len(set(full)) < 2
    return len(full) * 2 > len(rows) and len(numbers) == len(full) and not codes


def _years(column: int, rows: list[Baris]) -> bool:
    texts = [_text(row, column) for row in rows]
    return bool(texts) and all(_TAHUN.fullmatch(t) for t in texts)


def _names(column: int, rows: list[Baris]) -> bool:
    """Tell whether a column names the values of the rows: headings of the maps, each for several keys."""
    texts = [_text(row, column) for row in rows]
    kinds = set(texts)
    if not 2 <= len(kinds) <= 12 or any(not t or month_named(t) for t in kinds):
        return False
    return all(owners(without_year(judul_baku(t))) for t in kinds) and len(texts) >= 2 * len(kinds)
