"""One heading over two columns of cells: a number or code, and the name beside it; codes where names should be."""

from __future__ import annotations

import re

from msgspec.structs import replace

from extract.headings import Kolom, normal_judul
from extract.headings_cocok import SENYAWA
from extract.rekap_tabel import Baris, Rekap, is_number_row

NAMA = frozenset({"indikator", "sasaran", "uraian", "label", "satker", "nama", "jenis", "target"})
URAIAN = ("uraian", "nama", "deskripsi", "nama indikator", "uraian ikk", "nama ikk", "rumusan")
_NOMOR = re.compile(r"\(?(?:[A-Za-z]|[ivxIVX]{1,5}|\d{1,3}(?:\.\d{1,3}){0,3})[.)]?|[-•●▪–*]")
_KODE = re.compile(
    r"(?:IKS?[KPUS]|SK|SS|SP)?[ .-]?\d{1,2}(?:\.\d{1,2}){0,3}[.)]?|[0-9]{2,6}|[A-Z]{2,3}"
    r"|[0-9A-Z]{2,4}(?:\.[0-9A-Z]{2,6})+",
    re.I,
)


def settle_merged(rekap: Rekap) -> None:
    """Part a name's column from the numbers or codes that stand under the same heading."""
    columns: list[Kolom] = []
    names = {k.nama for k in rekap.kepala.kolom}
    for kolom in rekap.kepala.kolom:
        if kolom.tipe != "teks" or kolom.nama not in NAMA or kolom.lebar < 2 or not _parted(kolom, rekap.baris):
            columns.append(kolom)
            continue
        own = _name_of_numbers(kolom, rekap, names)
        columns.append(replace(kolom, nama=own, tipe="nomor", lebar=1, diabaikan=own is None, skor=SENYAWA))
        columns.append(replace(kolom, index=kolom.index + 1, lebar=kolom.lebar - 1))
    if len(columns) != len(rekap.kepala.kolom):
        rekap.kepala = replace(rekap.kepala, kolom=tuple(columns))


def settle_codes(rekap: Rekap) -> None:
    """Take the names of indicators from the column that holds words, where the one headed so holds codes only."""
    column = rekap.kepala.cari("indikator")
    if column is None or not _all_codes(column, rekap.baris):
        return
    spec = rekap.kepala.peta.kolom["indikator"]
    words = {normal_judul(s) for s in (*spec.sinonim, *spec.sinonim_lemah, *URAIAN)}
    other = next((k for k in rekap.kepala.kolom if k.nama is None and normal_judul(k.judul) in words
                  and not _all_codes(k, rekap.baris)), None)  # fmt: skip
    if other is None:
        return
    numbers = "indikator_no" if "indikator_no" in rekap.kepala.peta.kolom else None
    if rekap.kepala.cari("indikator_no") is not None:
        numbers = None
    swap = {
        column: replace(column, nama=numbers, tipe="nomor", skor=SENYAWA, diabaikan=numbers is None),
        other: replace(other, nama="indikator", tipe="teks", skor=SENYAWA, diabaikan=False, calon=()),
    }
    rekap.kepala = replace(rekap.kepala, kolom=tuple(swap.get(k, k) for k in rekap.kepala.kolom))


def numbers_only(kolom: Kolom, rows: list[Baris]) -> bool:
    """Tell whether a column holds nothing but numbers of rows (`1.`, `a.`, `2.3`)."""
    cells = [c for r in rows if r.garis is None and (c := r.sel.get(kolom.index)) is not None and c.row == r.nomor]
    texts = [c.text.strip() for c in cells if c.text.strip() and c.col == kolom.index and c.colspan == 1]
    return bool(texts) and all(_NOMOR.fullmatch(t) and not re.fullmatch(r"\d{2,}", t) for t in texts)


def _all_codes(kolom: Kolom, rows: list[Baris]) -> bool:
    """Tell whether every cell of a column is a number or code (`IKK.1.2`)."""
    cells = [c for r in rows if r.garis is None and (c := r.ambil(kolom)) is not None]
    texts = [c.text.strip() for c in cells if c.text.strip()]
    return bool(texts) and all(_NOMOR.fullmatch(t) or _KODE.fullmatch(t) for t in texts)


def _name_of_numbers(kolom: Kolom, rekap: Rekap, names: set[str | None]) -> str | None:
    wanted = "indikator_no" if kolom.nama == "indikator" else "kode"
    known = rekap.kepala.peta.kolom
    return wanted if wanted in known and wanted not in names else None


def _parted(kolom: Kolom, rows: list[Baris]) -> bool:
    """Tell whether every cell under the heading's first column is a number or code, with words beside it."""
    beside = 0
    for row in rows:
        first = row.sel.get(kolom.index)
        if row.garis is not None or is_number_row(row) or first is None or first.row != row.nomor:
            continue
        text = first.text.strip()
        if not text or first.colspan > 1:
            continue
        if first.col != kolom.index or not (_NOMOR.fullmatch(text) or _KODE.fullmatch(text)):
            return False
        rest = (row.sel.get(i) for i in range(kolom.index + 1, kolom.index + kolom.lebar))
        beside += any(c is not None and c is not first and any(ch.isalpha() for ch in c.text) for c in rest)
    return beside > 0
