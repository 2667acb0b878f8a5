"""Realisasi belanja per triwulan or month: the last cumulative column is the realisasi where the table shows it."""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec.structs import replace

from extract.angka import possible
from extract.finding import Tingkat
from extract.headings import Kolom, normal
from extract.rekap_hasil import Hasil
from extract.rekap_tabel import Baris, Rekap

NAMA = "realisasi_periode"
_KUMULATIF = re.compile(r"\b(?:s d|sd|sampai dengan|hingga|kumulatif|akumulasi)\b")
PERSEN = Decimal("0.06")


def settle_money_periods(hasil: Hasil, rekap: Rekap) -> None:
    """Let the last filled period be the realisasi where sisa or percent prove it cumulative; else say so."""
    if rekap.jenis not in ("belanja", "fa_detail"):
        return
    columns = sorted((k for k in rekap.kepala.kolom if k.nama == NAMA), key=lambda k: k.parameter or "")
    filled = [k for k in columns if any(_value(b, k) for b in rekap.baris)]
    if not filled or rekap.kepala.cari("realisasi") is not None:
        return
    last = filled[-1]
    whole, summed = _proof(rekap, [last]), _proof(rekap, filled)
    named = bool(_KUMULATIF.search(normal(last.judul)))
    if whole is True or (named and whole is None):
        kolom = tuple(replace(k, nama="realisasi", parameter=None) if k is last else k for k in rekap.kepala.kolom)
        rekap.kepala = replace(rekap.kepala, kolom=kolom)
        level = Tingkat.INFO if last.parameter == "12" else Tingkat.PERINGATAN
        hasil.find("REALISASI-TRIWULAN", level, rekap.locator,
                   f"realisasi dibaca dari kolom '{last.judul}' (kumulatif); triwulan atau bulan lain tidak "
                   "dipakai.")  # fmt: skip
        return
    why = (
        "angka tiap periode berdiri sendiri dan jumlahnya tidak tercetak"
        if summed
        else "tidak terbukti bahwa angka terakhir itu kumulatif"
    )
    hasil.find("REALISASI-TRIWULAN", Tingkat.PERINGATAN, rekap.locator,
               f"realisasi hanya tercetak per triwulan atau bulan (sampai '{last.judul}'); {why}, jadi tidak "
               "dibaca. Tambahkan kolom 'Realisasi' setahun, atau judul 'Realisasi s.d. Triwulan IV'.")  # fmt: skip


def _proof(rekap: Rekap, columns: list[Kolom]) -> bool | None:
    """Say whether sisa and percent of all rows come out of the columns' sum; None where nothing tells."""
    pagu, sisa, persen = (rekap.kepala.cari(n) for n in ("pagu", "sisa", "persen"))
    seen: list[bool] = []
    for row in rekap.baris:
        values = [_value(row, k) for k in columns]
        budget = _value(row, pagu)
        if budget is None or any(v is None and not _blank(row, k) for v, k in zip(values, columns, strict=True)):
            continue
        used = sum((v for v in values if v is not None), Decimal(0))
        rest, share = _value(row, sisa), _value(row, persen)
        if rest is not None:
            seen.append(budget - used == rest)
        elif share is not None and budget:
            seen.append(abs(used / budget * 100 - share) <= PERSEN)
    return all(seen) if len(seen) > 1 else None


def _blank(row: Baris, kolom: Kolom) -> bool:
    cell = row.ambil(kolom)
    return cell is None or not re.search(r"\d", cell.text)


def _value(row: Baris, kolom: Kolom | None) -> Decimal | None:
    cell = row.ambil(kolom)
    if cell is None or kolom is None:
        return None
    if isinstance(cell.value, Decimal):
        return cell.value * 100 if kolom.tipe == "persen" and "%" in cell.number_format else cell.value
    found = possible(cell.text.strip())
    if kolom.tipe == "uang":
        return max(found, key=abs, default=None)
    return next(iter(found)) if len(found) == 1 else None
