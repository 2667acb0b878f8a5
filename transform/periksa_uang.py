"""The lines of a report's budget tables, as the rules on money read them."""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec import Struct

from extract.laporan_angka import Nilai
from extract.laporan_model import Tempat
from extract.laporan_pemahaman import Pemahaman
from extract.laporan_tabel import JUMLAH, TabelPaham
from transform.periksa_dasar import tulis


class BarisUang(Struct, frozen=True):
    """One budget line of a table."""

    nama: str
    pagu: Nilai
    realisasi: Nilai | None
    paham: TabelPaham
    baris: int
    total: bool
    tahun: int | None
    kolom: tuple[tuple[str, int], ...] = ()

    def cari(self, peran: str) -> int | None:
        return dict(self.kolom).get(peran)

    def tempat(self, peran: str) -> Tempat:
        column = self.cari(peran)
        return self.paham.tempat(self.baris, column if column is not None else 0, self.nama)


def row_name(paham: TabelPaham, r: int) -> str:
    """Return the words of a budget row: its text cells that are no numbers."""
    parts = []
    last = None
    for c, cell in enumerate(paham.tabel.kisi[r]):
        if cell is last or paham.kolom[c].peran in ("pagu", "realisasi_anggaran", "sisa", "persen", "no"):
            continue
        last = cell
        if re.search(r"[A-Za-z]", cell.teks):
            parts.append(cell.teks)
    return " / ".join(parts)


def money_rows(paham: Pemahaman) -> list[BarisUang]:
    """Return the lines of all budget tables."""
    out: list[BarisUang] = []
    for table in paham.tabel:
        if table.jenis == "anggaran":
            for year, columns in _year_columns(table).items():
                out.extend(_table_rows(table, columns, year or table.tahun or paham.tahun))
    return out


def _year_columns(table: TabelPaham) -> dict[int | None, dict[str, int]]:
    """Return the columns of pagu, realisasi, sisa and persen, by year where the header prints years."""
    roles = ("pagu", "realisasi_anggaran", "sisa", "persen")
    if all(len(table.semua(r)) <= 1 for r in roles):
        head = re.findall(r"20[0-4]\d", table.kolom[0].label if table.kolom else "")
        return {int(head[0]) if head else None: {r: table.semua(r)[0] for r in roles if table.semua(r)}}
    out: dict[int | None, dict[str, int]] = {}
    for i, kolom in enumerate(table.kolom):
        if kolom.peran in roles and kolom.tahun:
            out.setdefault(kolom.tahun, {}).setdefault(kolom.peran, i)
    return out


def _table_rows(table: TabelPaham, columns: dict[str, int], year: int | None) -> list[BarisUang]:
    out = []
    for r in table.data():
        found = _group_year(table, r)
        if found:
            year = found
            continue
        pagu = table.nilai(r, columns.get("pagu"))
        if pagu is None:
            continue
        name = row_name(table, r)
        real = table.nilai(r, columns.get("realisasi_anggaran"))
        out.append(BarisUang(name, pagu, real, table, r, bool(JUMLAH.match(name)), year, tuple(columns.items())))
    return out


def _group_year(table: TabelPaham, r: int) -> int | None:
    row = table.tabel.kisi[r]
    texts = {c.teks.strip() for c in row if c.teks.strip()}
    if len(texts) == 1 and (
        match := re.fullmatch(r"(?:tahun|ta\.?)\s*(?:anggaran\s*)?(20[0-4]\d)", texts.pop(), re.I)
    ):
        return int(match.group(1))
    return None


def rupiah(value: Decimal) -> str:
    return f"Rp{tulis(value, 0)}"
