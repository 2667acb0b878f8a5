"""Tables lying on their side: what others print as headings stands in the first column, one line each."""

from __future__ import annotations

import re

from msgspec.structs import replace

from extract.grid import Cell
from extract.headings import Kepala, normal
from extract.headings_cocok import SENYAWA, find_parameter
from extract.rekap_gabung import settle_codes
from extract.rekap_kepala import find_header
from extract.rekap_tabel import Baris, Rekap, TabelAsing

KELUARGA = frozenset({  # few values under many names, or indicators across: the ones people write downwards
    "belanja", "smart", "ikpa", "capaian", "renstra", "perjanjian_kinerja", "pegawai",
})  # fmt: skip
BERKALA = frozenset({"e_monev", "e_performance"})  # one figure a month or quarter, the periods across
LAKI = frozenset({"laki laki", "laki", "pria", "l", "lk"})
PEREMPUAN = frozenset({"perempuan", "wanita", "p", "pr"})
_ITEM = re.compile(r"^\(?(?:\d{1,2}|[a-z])[.)]\s+(?=[A-Za-z])")  # the number of a name within its own cell
MAX_NOMOR = 3  # a column of numbers or of groups, perhaps a blank one, may stand before the names


def as_turned(asing: TabelAsing) -> Rekap | None:
    """Return an unknown table read by columns, where its first column names what a map knows."""
    rows = [b for b in asing.baris if b.garis is None and b.isi and b.tabel is asing.baris[0].tabel]
    rows = [b for b in rows if not b.tunggal or len(rows) <= 3]  # groups and notes across the table
    if len(rows) < 3:
        return None
    near = normal(" ".join([asing.sheet.name, *(b.teks for b in asing.judul)]))
    far = normal(" ".join([asing.sheet.name, *(b.teks for b in asing.konteks)]))
    for first in sorted({c for b in rows for c in b.sel})[:MAX_NOMOR]:
        turned = _turn(rows, first)
        if turned is None:
            continue
        period = _with_period(turned)
        for header in (period or turned[0], _with_corner(turned[0])):
            found = find_header([header, *turned[1:]], 0, (near, far)) if header is not None else None
            corner = header not in (turned[0], period)
            kinds = {"pegawai"} if corner else KELUARGA if period is None else BERKALA
            if found is None or found[1] != 1 or found[0].jenis not in kinds:
                continue
            rekap = Rekap(_corner(found[0]), asing.sheet, turned[1:], asing.judul, asing.konteks,
                          [turned[0]], [], [asing.sheet.name])  # fmt: skip
            settle_codes(rekap)
            return rekap
    return None


def turned_staff(rekap: Rekap) -> Rekap | None:
    """Return a table of staff by its columns, where its rows are the sexes and what is counted stands across."""
    label = rekap.kepala.cari("label")
    if rekap.jenis != "pegawai" or label is None or rekap.kepala.cari("laki") is not None:
        return None
    names = {normal(c.text) for b in rekap.baris if b.garis is None and (c := b.ambil(label)) is not None}
    across = [k for k in rekap.kepala.kolom if k.nama is None and not k.diabaikan]
    if len(across) < 2 or not names & LAKI or not names & PEREMPUAN:
        return None
    rows = [b for b in rekap.baris if b.garis is None]
    return as_turned(TabelAsing(rekap.sheet, rekap.kepala_baris + rows, rekap.judul, rekap.konteks))


def _with_period(turned: list[Baris]) -> Baris | None:
    """Return the names with a heading of their own over the periods, where months or quarters stood across."""
    names = [row.sel[0].text if 0 in row.sel else "" for row in turned[1:]]
    if len(names) < 2 or not all(map(_is_period, names)):
        return None
    place = turned[0].sel.get(0) or next(iter(turned[0].sel.values()))
    return replace(turned[0], sel={**turned[0].sel, 0: replace(place, text="Periode", value="Periode", col=0)})


def _is_period(text: str) -> bool:
    found = find_parameter("e_monev", "periode", normal(text))
    return found is not None and not found[1]


def _with_corner(header: Baris) -> Baris | None:
    """Return the names of counts of staff with a heading over their blank corner."""
    cell = header.sel.get(0)
    if cell is not None and cell.text.strip():
        return None
    place = next(iter(header.sel.values()))
    return replace(header, sel={**header.sel, 0: replace(place, text="Uraian", value="Uraian", col=0)})


def is_turned(rows: list[Baris]) -> bool:
    """Tell whether rows of a sheet, titles among them, make a table on its side."""
    titles = [row for row in rows if row.tunggal and not row.kosong]
    body = [row for row in rows if len(row.isi) > 1]
    return bool(body) and as_turned(TabelAsing(body[0].sheet, body, titles, titles)) is not None


def _further_left(row: Baris, first: int) -> Cell | None:
    """Return the text of a row left of the names, where it begins there."""
    own = [c for i, c in row.sel.items() if i < first and c.row == row.nomor and c.rowspan == 1 and c.text.strip()]
    return own[-1] if own else None


def _corner(kepala: Kepala) -> Kepala:
    """The heading over the names heads no column of values; in IKPA the columns are nilai, bobot, nilai akhir."""
    first = kepala.kolom[0]
    if first.nama is not None:
        return kepala
    label = replace(first, nama="baris", skor=SENYAWA) if kepala.jenis == "ikpa" else replace(first, diabaikan=True)
    return replace(kepala, kolom=(label, *kepala.kolom[1:]))


def _turn(rows: list[Baris], first: int) -> list[Baris] | None:
    """Return the columns of some rows from the names' column on as rows; every cell keeps its address.

    A name may be merged from columns further left; a value merged over rows or columns has no place in a list.
    """
    columns = [c for c in sorted({c for b in rows for c in b.sel}) if c >= first]
    turned: list[Baris] = []
    for number, column in enumerate(columns):
        cells: dict[int, Cell] = {}
        for place, row in enumerate(rows):
            cell = row.sel.get(column)
            if column == first and (cell is None or not cell.text.strip()):
                cell = _further_left(row, first) or cell  # a total's name stands under the groups
            if cell is None or cell.row != row.nomor or (cell.col != column and column != first):
                continue
            if column != first and (cell.rowspan > 1 or cell.colspan > 1) and cell.text.strip():
                return None
            text = _ITEM.sub("", cell.text) if column == first else cell.text
            value = text if column == first and isinstance(cell.value, str) else cell.value
            cells[place] = replace(cell, text=text, value=value, row=number, col=place, rowspan=1, colspan=1)
        if not turned or any(c.text.strip() or c.formula for c in cells.values()):
            turned.append(Baris(rows[0].sheet, cells, number, len(rows), rows[0].tabel))
    names = [c.text for c in turned[0].sel.values() if c.text.strip()] if turned else []
    return turned if len(turned) > 1 and len(names) * 2 > len(rows) else None
