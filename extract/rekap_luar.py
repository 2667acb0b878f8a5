"""Tables that are understood and have no place in the report: figures by month, receipts (PNBP)."""

from __future__ import annotations

import re

from extract.headings import normal
from extract.rekap_bulan import month_named
from extract.rekap_tabel import TabelAsing

BULAN_SEDIKIT = 6  # months that head columns; fewer may be anything
KEPALA = 3  # rows among which headings are looked for
_PNBP = re.compile(r"\b(?:pnbp|penerimaan negara bukan pajak)\b")
_AKUN_PENERIMAAN = re.compile(r"4[12]\d{4}")


def outside(asing: TabelAsing) -> str | None:
    """Return what an unknown table holds that no report has a place for, None where that is not certain."""
    rows = [b for b in asing.baris if b.garis is None and len(b.isi) > 1]
    for row in rows[:KEPALA]:
        months = {month for c in row.isi if (month := month_named(c.text)) is not None}
        if len(months) >= BULAN_SEDIKIT:
            return "angka per bulan; laporan memakai angka setahun dari rekapnya sendiri"
    titles = normal(" ".join([asing.sheet.name, *(b.teks for b in asing.konteks)]))
    codes = [c.text.strip() for b in rows for c in b.isi[:2]]
    if _PNBP.search(titles) and any(_AKUN_PENERIMAAN.fullmatch(code) for code in codes):
        return "penerimaan (PNBP); laporan kinerja tidak mempunyai tempat untuknya"
    return None
