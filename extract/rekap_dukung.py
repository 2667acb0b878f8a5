"""Data dukung: supporting tables of an indicator, kept as the source has them."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import permutations

from extract.angka import Konvensi, parse_angka
from extract.figure import make_key
from extract.headings import Kepala, Peta, normal
from extract.rekap_alur import is_note, is_note_row
from extract.rekap_hasil import Hasil, Tulis, finish
from extract.rekap_konteks import find_divisi, find_satker
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
_LANGSUNG = re.compile(r"^\s*(?:tabel\s+)?data\s+(?:dukung|pendukung)\s*:\s*([A-Za-z].{12,})$", re.I)
_UMUM = re.compile(
    r"(?:rekap(?:itulasi)? |tabel )?data (?:dukung|pendukung)"
    r"(?: (?:indikator|kinerja|kegiatan|capaian|ikk|sasaran|tahun|20\d\d))*"
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
        match = _NAMA.match(text) or _LANGSUNG.match(text)
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
    if pembaca.konvensi_tabel is Konvensi.TAK_TENTU:
        pembaca.konvensi_tabel = told_by_sums(rekap)
    texts = [rekap.sheet.name, *rekap.teks_konteks()]
    indicator = find_indicator(texts) or rekap.sheet.name
    divisi = find_divisi(texts)
    own = [b for b in rekap.judul if not is_note(b.teks)] if len(rekap.judul) < len(rekap.konteks) else []
    title = find_title([*own, *rekap.konteks], rekap.sheet.name)  # a later table of a page has a title of its own
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


def told_by_sums(rekap: Rekap) -> Konvensi:
    """Return the separators under which a column is the sum or difference of two others in every row."""
    columns = [k for k in rekap.kepala.kolom if k.tipe == "angka" and k.nama][:8]
    rows = [b for b in rekap.baris if b.garis is None and not is_number_row(b)]
    texts = [[c.text.strip() if (c := b.ambil(k)) is not None else "" for k in columns] for b in rows]
    fits: set[Konvensi] = set()
    for konvensi in (Konvensi.ID, Konvensi.EN):
        values = [[_number(t, konvensi) for t in row] for row in texts]
        for one, two, three in permutations(range(len(columns)), 3):
            full = [(r[one], r[two], r[three]) for r in values]
            known = [(a, b, c) for a, b, c in full if a is not None and b is not None and c is not None]
            if one < two and len(known) > 1 and len(known) == len(full) and all(a + b == c for a, b, c in known):
                fits.add(konvensi)
    return fits.pop() if len(fits) == 1 else Konvensi.TAK_TENTU


def _number(text: str, konvensi: Konvensi) -> Decimal | None:
    try:
        return parse_angka(text, konvensi=konvensi).nilai
    except ValueError:
        return None


def find_title(titles: list[Baris], sheet: str) -> str:
    """Return the title of a supporting table: the first text that is neither divisi nor indicator.

    What heads all tables of a file (`Data Dukung Indikator Kinerja`, the satker) is a title where nothing else is.
    """
    named = [b for b in titles if not _UMUM.fullmatch(normal(b.teks)) and find_satker([b.teks]) is None]
    for row in [*named, *titles]:
        text = " ".join(row.teks.split())
        if not _LANGSUNG.match(text) and not re.match(
            r"^\s*(?:divisi\b|ikk\b|iku\b|ikp\b|indikator\b|kementerian|kantor wilayah|tahun\b|republik indonesia"
            r"|direktorat jenderal|jalan\b|jl\b|telp|telepon|laman\b|surel\b|email\b)",
            normal(text),
        ):
            return text
    return sheet
