"""The account of a table: every printed number was read, explained or reported; no row is left out in silence."""

from __future__ import annotations

import re

from extract.angka import possible
from extract.finding import Tingkat
from extract.grid import Cell
from extract.headings import Kolom
from extract.rekap_alur import is_note_row
from extract.rekap_butir import TabelIndikator
from extract.rekap_hasil import Hasil
from extract.rekap_sel import NUMERIC
from extract.rekap_tabel import Baris, Rekap, is_number_row, is_total
from extract.rekap_teks import bare, join_lines

_YEAR = re.compile(r"(?:TA\.?\s*|tahun\s*)?(?:19|20)\d\d", re.I)
# years and kinds of spending may head columns (`2024`, `51 Bel. Pegawai`)
_HEAD = re.compile(rf"(?:{_YEAR.pattern})$|5[123]\s*[-.:]?\s*(?:bel|blj|pegawai|barang|modal)", re.I)
LONG = 60  # no heading is that long
PEMERIKSA = frozenset({("e_tarja", "total")})  # columns that only check others
BEBAS = frozenset({"profil", "data_dukung"})  # tables of texts, or read whole
TANPA_KISI = frozenset({"text", "ocr"})  # how a table was found that no drawn grid bounds


def check_account(hasil: Hasil, rekap: Rekap) -> None:
    """Report rows whose numbers became no fact, and blank cells in columns that are otherwise full."""
    if rekap.jenis in BEBAS:
        return
    used = _used(hasil)
    columns = [
        k for k in rekap.kepala.kolom if k.nama and k.tipe in NUMERIC and (rekap.jenis, k.nama) not in PEMERIKSA
    ]
    rows = [row for row in rekap.baris if row.garis is None and not is_number_row(row) and not _plain(row)]
    for row in rekap.kepala_baris:
        eaten = [c for c in _own(row, columns) if _number(c) and not _HEAD.match(c.text.strip())]
        eaten += [c for c in row.isi if len(c.text) > LONG]  # a name, no heading
        if eaten and not is_number_row(row):
            _report(hasil, row, eaten)
    for row in rows:
        if any(_reaches_down(row, k) for k in rekap.kepala.kolom):
            _doubt(hasil, row, "judul kolom di atasnya menjangkau baris ini")
    lone = _lone_goals(rekap)
    if lone is not None:
        _doubt(hasil, lone, "sasarannya berdiri sendiri, padahal sasaran lain sebaris dengan indikatornya")
    for row in rows:
        numbers = [c for c in _own(row, columns) if _number(c)]
        left = [c for c in numbers if c.locator not in used]
        if left and len(left) == len(numbers):
            _report(hasil, row, left)
    read = [row for row in rows if any(c.locator in used for c in _own(row, columns))]
    _check_blanks(hasil, rekap, read, columns)


def _reaches_down(row: Baris, kolom: Kolom) -> bool:
    """Tell whether a heading covers a row of data: the border between the two was not seen."""
    cell = row.ambil(kolom)
    if cell is None or cell.row >= row.nomor or not _free(row):
        return False
    return join_lines(cell.text).lower() == kolom.judul.rsplit(" / ", 1)[-1].lower()


def _lone_goals(rekap: Rekap) -> Baris | None:
    """Return a row with a sasaran and nothing beside it where others stand beside their first indicator."""
    goal, name = rekap.kepala.cari("sasaran"), rekap.kepala.cari("indikator")
    if goal is None or name is None:
        return None
    lone: list[Baris] = []
    beside = 0
    for row in (r for r in rekap.baris if r.garis is None and _free(r)):
        cell, own = row.ambil(goal), row.ambil(name)
        if cell is None or cell.row != row.nomor or not cell.text.strip() or cell.colspan > 1:
            continue
        if own is not None and own.text.strip():
            beside += 1
        else:
            lone.append(row)
    return lone[0] if lone and beside else None


def _free(row: Baris) -> bool:
    return row.tabel is not None and row.tabel.method in TANPA_KISI


def _doubt(hasil: Hasil, row: Baris, why: str) -> None:
    hasil.find("BARIS-RAGU", Tingkat.PERINGATAN, row.locator,
               f"batas baris '{row.teks[:80]}' pada tabel tanpa garis ini meragukan: {why}. Periksa di berkas, "
               "atau minta versi Excel.")  # fmt: skip


def check_goals(hasil: Hasil) -> None:
    """Report indicators before any sasaran where others have one, and an agreement that names none at all."""
    for table in hasil.indikator:
        if not isinstance(table, TabelIndikator) or not table.baris:
            continue
        if table.jenis == "perjanjian_kinerja" and not any(row.sasaran for row in table.baris):
            hasil.find("SASARAN-KOSONG", Tingkat.PERINGATAN, table.rekap.locator,
                       f"{len(table.baris)} indikator Perjanjian Kinerja tanpa nama sasaran; dianggap milik satu "
                       "sasaran. Tambahkan kolom Sasaran, atau baris 'Sasaran Kegiatan 1: ...' di "
                       "atasnya.")  # fmt: skip
        if not table.punya_sasaran:
            continue
        first = table.baris[0]
        if not first.sasaran and any(row.sasaran for row in table.baris):
            cell = first.sel_indikator
            hasil.find("SASARAN-KOSONG", Tingkat.PERINGATAN, cell.locator if cell else table.rekap.locator,
                       f"indikator '{first.indikator[:60]}' tidak mempunyai sasaran, padahal indikator lain dalam "
                       "tabel ini mempunyainya. Periksa batas sasaran pada tabel ini.")  # fmt: skip


def _used(hasil: Hasil) -> set[str]:
    """Return the places that facts, indicator rows or findings account for."""
    places = {fact.source.locator for fact in hasil.facts}
    for table in hasil.indikator:
        if isinstance(table, TabelIndikator):
            places |= {sel.cell.locator for row in table.baris for sel in row.sel.values()}
    start = f"{hasil.document.file}: "
    return places | {place.removeprefix(start) for finding in hasil.findings for place in finding.lokasi}


def _own(row: Baris, columns: list[Kolom]) -> list[Cell]:
    """Return the cells of the columns that begin in this row."""
    cells = [row.ambil(k) for k in columns]
    return [c for c in cells if c is not None and c.row == row.nomor]


def _number(cell: Cell) -> bool:
    """Tell whether a cell says a number, or several; not a date or a title that happens to hold one."""
    words = cell.text.split()
    return bool(words) and (bool(possible(bare(cell.text))) or all(possible(bare(word)) for word in words))


def _plain(row: Baris) -> bool:
    """Tell whether a row is a total, a mean or a note: read for checking, if at all."""
    texts = [join_lines(c.text) for c in row.isi]
    return is_note_row(row) or any(is_total(text) for text in texts if not text[:1].isdigit())


def _report(hasil: Hasil, row: Baris, cells: list[Cell]) -> None:
    shown = ", ".join(" ".join(c.text.split()) for c in cells[:6])
    hasil.find("BARIS-TAK-DIKENAL", Tingkat.PERINGATAN, cells[0].locator,
               f"angka pada baris '{row.teks[:80]}' tidak dibaca ({shown}), karena tidak jelas milik siapa baris "
               "itu. Periksa apakah nama atau kode barisnya ada.", cells[0].text)  # fmt: skip


SEKALI = frozenset({"nilai_total", "konversi_bobot", "nilai_akhir"})  # printed once for the rows of a satker


def _check_blanks(hasil: Hasil, rekap: Rekap, rows: list[Baris], columns: list[Kolom]) -> None:
    """Where no grid bounds the cells, a blank among filled ones may be a value that stands elsewhere."""
    for kolom in columns:
        cells = [(row, row.ambil(kolom)) for row in rows if _free(row)]
        blank = [row for row, c in cells if c is None or not c.text.strip()]
        if not blank or len(blank) > 0.5 * len(cells) or (rekap.jenis == "ikpa" and kolom.nama in SEKALI):
            continue
        hasil.find("SEL-KOSONG", Tingkat.PERINGATAN, blank[0].locator,
                   f"kolom '{kolom.judul}' kosong pada {len(blank)} baris tabel tanpa garis ini, antara lain "
                   f"'{blank[0].teks[:60]}'. Periksa apakah angkanya memang tidak ada.")  # fmt: skip
