"""Tables lying on their side: what others print as headings stands in the first column, one line each."""

from __future__ import annotations

from dataclasses import replace

from extract.grid import Cell
from extract.headings import Kepala, normal
from extract.headings_cocok import SENYAWA
from extract.rekap_kepala import find_header
from extract.rekap_tabel import Baris, Rekap, TabelAsing

KELUARGA = frozenset({"belanja", "smart", "ikpa"})  # few values under many names: the ones people write downwards
MAX_NOMOR = 3  # a column of numbers, perhaps a blank one, may stand before the names


def as_turned(asing: TabelAsing) -> Rekap | None:
    """Return an unknown table read by columns, where its first column names what a map knows."""
    rows = [b for b in asing.baris if b.garis is None and b.isi and b.tabel is asing.baris[0].tabel]
    if len(rows) < 3 or any(c.rowspan > 1 or c.colspan > 3 for b in rows for c in b.isi):
        return None
    turned = _turn(rows)
    near = normal(" ".join([asing.sheet.name, *(b.teks for b in asing.judul)]))
    far = normal(" ".join([asing.sheet.name, *(b.teks for b in asing.konteks)]))
    for start in range(min(MAX_NOMOR, len(turned))):
        found = find_header(turned, start, (near, far))
        if found is None or found[0].jenis not in KELUARGA or found[1] != 1:
            continue
        kepala, height = _corner(found[0]), found[1]
        body = turned[start + height :]
        return Rekap(kepala, asing.sheet, body, asing.judul, asing.konteks, turned[start : start + height], [],
                     [asing.sheet.name])  # fmt: skip
    return None


def is_turned(rows: list[Baris]) -> bool:
    """Tell whether rows of a sheet, titles among them, make a table on its side."""
    titles = [row for row in rows if row.tunggal and not row.kosong]
    body = [row for row in rows if len(row.isi) > 1]
    return bool(body) and as_turned(TabelAsing(body[0].sheet, body, titles, titles)) is not None


def _corner(kepala: Kepala) -> Kepala:
    """The heading over the names heads no column of values; in IKPA the columns are nilai, bobot, nilai akhir."""
    first = kepala.kolom[0]
    if first.nama is not None:
        return kepala
    label = replace(first, nama="baris", skor=SENYAWA) if kepala.jenis == "ikpa" else replace(first, diabaikan=True)
    return replace(kepala, kolom=(label, *kepala.kolom[1:]))


def _turn(rows: list[Baris]) -> list[Baris]:
    """Return the columns of some rows as rows; every cell keeps its address."""
    columns = sorted({c for b in rows for c in b.sel})
    turned: list[Baris] = []
    for number, column in enumerate(columns):
        cells: dict[int, Cell] = {}
        for place, row in enumerate(rows):
            cell = row.sel.get(column)
            if cell is not None and cell.row == row.nomor and cell.col == column:
                cells[place] = replace(cell, row=number, col=place, rowspan=1, colspan=1)
        if any(c.text.strip() or c.formula for c in cells.values()):
            turned.append(Baris(rows[0].sheet, cells, number, len(rows), rows[0].tabel))
    return turned
