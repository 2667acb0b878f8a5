"""Realisasi per triwulan or month: the year's figure is taken from it only where that is proved."""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec.structs import replace

from extract.finding import Tingkat
from extract.headings import Kolom, normal
from extract.rekap_butir import TabelIndikator
from extract.rekap_hasil import Hasil
from extract.rekap_hitung import CAPAIAN, Nilai
from extract.rekap_sel import Sel

_KUMULATIF = re.compile(r"\b(?:s d|sd|sampai dengan|kumulatif|akumulasi)\b")
NAMA = "realisasi_periode"


def settle_periods(hasil: Hasil, tabel: TabelIndikator) -> None:
    """Give rows the realisasi of their last period where the table shows that it is cumulative; else say so."""
    _lift_cumulative(tabel)
    kepala = tabel.rekap.kepala
    columns = {k.parameter: k for k in kepala.kolom if k.nama == NAMA and k.parameter}
    filled = [p for p in sorted(columns) if any((NAMA, p) in row.sel for row in tabel.baris)]
    if not filled or any(k.nama == "realisasi" for k in kepala.kolom):
        return
    last = columns[filled[-1]]
    if not _proved(tabel, last):
        hasil.find("REALISASI-TRIWULAN", Tingkat.PERINGATAN, tabel.rekap.locator,
                   f"realisasi hanya tercetak per triwulan atau bulan (sampai '{last.judul}'), tanpa kolom "
                   "realisasi setahun, dan hitungannya tidak menunjukkan bahwa angka terakhir itu kumulatif; "
                   "tidak dibaca. "
                   "Tambahkan kolom 'Realisasi' setahun, atau judul 'Realisasi s.d. Triwulan IV'.")  # fmt: skip
        return
    before = [set(row.sel) for row in tabel.baris]
    for row in tabel.baris:
        if (sel := row.sel.get((NAMA, last.parameter))) is not None:
            row.sel[("realisasi", None)] = sel
            share = row.sel.get(("capaian_periode", last.parameter))
            if share is not None and ("capaian", None) not in row.sel:
                row.sel[("capaian", None)] = share
    sure = _KUMULATIF.search(normal(last.judul)) or any(("capaian", None) in printed for printed in before)
    level = Tingkat.INFO if last.parameter == "12" and sure else Tingkat.PERINGATAN
    why = "" if sure else " Yang membuktikannya hanya persentase periode itu: periksa bahwa angkanya kumulatif."
    hasil.find("REALISASI-TRIWULAN", level, tabel.rekap.locator,
               f"realisasi dibaca dari kolom '{last.judul}' (kumulatif); triwulan atau bulan lain tidak "
               f"dipakai.{why}")  # fmt: skip


def _lift_cumulative(tabel: TabelIndikator) -> None:
    """Let the figures under `s.d. TW IV` be the period's, where the quarter's own stand in columns beside them."""
    kepala = tabel.rekap.kepala
    for own, whole in ((NAMA, "realisasi_kumulatif"), ("capaian_periode", "capaian_kumulatif")):
        columns = {k.parameter for k in kepala.kolom if k.nama == whole}
        if not columns:
            continue
        kept = [k for k in kepala.kolom if k.nama != own]
        named = [replace(k, nama=own) if k.nama == whole else k for k in kept]
        kepala = replace(kepala, kolom=tuple(named))
        for row in tabel.baris:
            row.sel = {
                (own if n == whole else n, p): sel for (n, p), sel in row.sel.items() if n != own
            }  # fmt: skip
    tabel.rekap.kepala = kepala


def _proved(tabel: TabelIndikator, last: Kolom) -> bool:
    """By the heading (s.d.), or by every printed capaian being that period's figure over the year's target."""
    if _KUMULATIF.search(normal(last.judul)):
        return True
    checks = []
    for row in tabel.baris:
        share = row.sel.get(("capaian", None)) or row.sel.get(("capaian_periode", last.parameter))
        values: Nilai = {
            (name, None): value
            for name, sel in (
                ("target", row.sel.get(("target", None))),
                ("realisasi", row.sel.get((NAMA, last.parameter))),
                ("capaian", share),
            )
            if (value := _number(sel)) is not None
        }
        if (ok := CAPAIAN.ok(values, None)) is not None:
            checks.append(ok)
    return len(checks) >= 2 and all(checks)


def _number(sel: Sel | None) -> Decimal | None:
    return sel.angka if sel is not None else None
