"""Budgets by source of funds: a table of one source, and rows that part a kind of spending by source."""

from __future__ import annotations

import re

from extract.finding import Tingkat
from extract.headings import normal
from extract.headings_sumber import names_source
from extract.rekap_hasil import Hasil
from extract.rekap_tabel import Rekap
from extract.rekap_teks import join_lines

_SUMBER = r"(?:rm|rupiah murni|pnbp|blu|phln|pln|hln|hdn|sbsn|hibah)"
_SATU = re.compile(rf"\b(?:sumber dana|dana|belanja|anggaran|pagu|dipa|realisasi) ({_SUMBER})\b")
_SEMUA = re.compile(rf"\b{_SUMBER}\b")
MURNI = frozenset({"rm", "rupiah murni"})  # most offices have no other


def of_one_source(hasil: Hasil, rekap: Rekap) -> bool:
    """Tell whether a table counts one source other than RM only, so that it is not the budget; say so."""
    titles = [normal(b.teks) for b in rekap.judul]
    alone = [text for text in titles if len(set(_SEMUA.findall(text))) == 1]
    found = next((m[1] for text in alone if (m := _SATU.search(text))), None)
    if found is None:
        return False
    pure = found in MURNI
    what = "dibaca sebagai anggaran seluruhnya; bila ada sumber dana lain, pakai rekap jumlahnya."
    if not pure:
        what = "bagian saja dari anggaran satker, jadi tidak dibaca. Pakai rekap semua sumber dana."
    hasil.find("SUMBER-DANA", Tingkat.INFO if pure else Tingkat.PERINGATAN, rekap.locator,
               f"judul tabel ini menyebut satu sumber dana ({found.upper()}): {what}")  # fmt: skip
    if not pure:
        rekap.baris.clear()
    return not pure


def rows_by_source(rekap: Rekap) -> bool:
    """Tell whether a column names the source of each row's money."""
    for kolom in rekap.kepala.kolom:
        if kolom.nama is not None:
            continue
        cells = [c for row in rekap.baris if row.garis is None and (c := row.ambil(kolom)) is not None]
        texts = [normal(join_lines(c.text)) for c in cells if c.text.strip()]
        if len(texts) >= 2 and all(map(names_source, texts)):
            return True
    return False
