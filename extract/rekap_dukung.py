"""Data dukung: supporting tables of an indicator, kept as the source has them."""

from __future__ import annotations

import re

from extract.figure import make_key
from extract.headings import Kepala, Peta, normal
from extract.rekap_alur import is_note_row
from extract.rekap_hasil import Hasil, Tulis, finish
from extract.rekap_konteks import find_divisi
from extract.rekap_lain import as_free_table
from extract.rekap_sel import Pembaca
from extract.rekap_tabel import Baris, Rekap, TabelAsing, is_number_row
from extract.rekap_teks import join_lines

_IKK = re.compile(
    r"\b(?:IKK|IKU|IKP|indikator(?:\s+kinerja(?:\s+\w+)?)?)\s*(?:no(?:mor)?\.?\s*)?:?\s*(\d{1,2})\.(\d{1,2})\b",
    re.I,
)
_NAMA = re.compile(
    r"^\s*(?:(?:tabel\s+)?data\s+(?:dukung|pendukung)\s*[:\-]?\s*)?(?:indikator(?:\s+kinerja(?:\s+\w+)?)?|IKK|IKU|IKP)\s*(?:\d+(?:\.\d+)?)?\s*[:\-.]\s*([A-Za-z].{12,})$",
    re.I,
)
PETA = Peta(jenis="data_dukung", nama="Data dukung", wajib=(), kolom={})


def find_indicator(texts: list[str]) -> str | None:
    """Return the indicator that titles name: `kegiatan.3.7`, or its name as printed."""
    for text in reversed(texts):
        match = _IKK.search(text)
        if match:
            level = {"iku": "strategis", "ikp": "program"}.get(match[0][:3].lower(), "kegiatan")
            return f"{level}.{int(match[1])}.{int(match[2])}"
    for text in reversed(texts):
        match = _NAMA.match(text)
        if match:
            return " ".join(match[1].split())
    return None


def as_rekap(asing: TabelAsing) -> Rekap | None:
    """Return a table in no map under its own headings, None where it has no header and data."""
    found = as_free_table(asing.baris)
    if found is None:
        return None
    columns, height = found
    kepala = Kepala(PETA, columns, 0.0, height)
    rows = asing.baris
    return Rekap(
        kepala, asing.sheet, rows[height:], asing.judul, asing.konteks, rows[:height], [], [asing.sheet.name]
    )


def read_dukung(hasil: Hasil, rekap: Rekap) -> None:
    """Read a supporting table: one fact per cell, keyed by indicator, title and row."""
    pembaca, tulis = Pembaca(hasil.document, rekap), Tulis(hasil, rekap)
    texts = [rekap.sheet.name, *rekap.teks_konteks()]
    indicator = find_indicator(texts) or rekap.sheet.name
    divisi = find_divisi(texts)
    title = find_title(rekap.konteks, rekap.sheet.name)
    number = 0
    for row in rekap.baris:
        if row.garis is not None or row.kosong or is_number_row(row) or is_note_row(row):
            if not row.kosong:
                hasil.lewat(row, "catatan")
            continue
        number += 1
        key = make_key(divisi=divisi, indikator=indicator, judul=title, baris=number)
        values = pembaca.baca(row)
        for kolom in rekap.kepala.kolom:
            if kolom.nama is None:
                continue
            sel = values.get((kolom.nama, None))
            cell = row.ambil(kolom)
            if sel is not None:
                tulis.sel("data_dukung", key, kolom.nama, sel)
            elif cell is not None and cell.text.strip():
                tulis.teks("data_dukung", key, kolom.nama, join_lines(cell.text), cell)
    finish(hasil, pembaca)


def find_title(titles: list[Baris], sheet: str) -> str:
    """Return the title of a supporting table: the first text that is neither divisi nor indicator."""
    for row in titles:
        text = " ".join(row.teks.split())
        if not re.match(
            r"^\s*(?:divisi\b|ikk\b|iku\b|ikp\b|indikator\b|kementerian|kantor wilayah|tahun\b|republik indonesia"
            r"|direktorat jenderal|jalan\b|jl\b|telp|telepon|laman\b|surel\b|email\b)",
            normal(text),
        ):
            return text
    return sheet
