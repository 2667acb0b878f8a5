"""Rows torn apart by wrapped cells: `Rp.` on one line and its amount on the next are one row again."""

from __future__ import annotations

from msgspec.structs import replace

from extract.grid import Cell
from extract.headings import Kolom
from extract.rekap_tabel import Baris, Rekap

_ANGKA = ("angka", "persen", "uang")
_NOMOR = ("no", "kode", "kode_satker", "indikator_no")


def join_torn(rekap: Rekap) -> None:
    """Join each row whose amounts stand below their `Rp.` with the row above it."""
    joined: list[Baris] = []
    for row in rekap.baris:
        if joined and _torn(rekap, joined[-1], row):
            joined[-1] = _join(rekap, joined[-1], row)
        else:
            joined.append(row)
    rekap.baris[:] = joined


def _torn(rekap: Rekap, above: Baris, row: Baris) -> bool:
    if row.tabel is None or row.tabel is not above.tabel or row.nomor != above.nomor + 1:
        return False
    found = False
    for kolom in rekap.kepala.kolom:
        text = _own(row, kolom)
        if not text:
            continue
        if kolom.nama in _NOMOR:
            return False
        if kolom.nama and kolom.tipe in _ANGKA:
            if _own(above, kolom).lower().rstrip(". ") not in ("rp", "idr"):
                return False
            found = True
    return found


def _own(row: Baris, kolom: Kolom) -> str:
    """Return the text that stands in this very row under a column."""
    cell = row.ambil(kolom)
    return cell.text.strip() if cell is not None and cell.row == row.nomor else ""


def _join(rekap: Rekap, above: Baris, row: Baris) -> Baris:
    cells = dict(above.sel)
    for kolom in rekap.kepala.kolom:
        text, first, second = _own(row, kolom), above.ambil(kolom), row.ambil(kolom)
        if not text or second is None:
            continue
        numeric = kolom.nama and kolom.tipe in _ANGKA
        whole = (
            f"{first.text} {text}" if first is not None and numeric else f"{first.text if first else ''}\n{text}"
        )
        place: Cell = second if numeric or first is None else first  # the amount is where its digits are
        cells[kolom.index] = replace(place, text=whole.strip(), value=whole.strip(), row=above.nomor)
    return Baris(above.sheet, cells, above.nomor, above.lebar, above.tabel)
