"""How tables of IKPA and SMART are read: columns, kinds of rows, the weights in force, a finding on a cell."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from extract.laporan_angka import Nilai
from extract.laporan_tabel import TabelPaham
from extract.yaml_cepat import load_typed
from transform.periksa_dasar import Derajat, Temuan, tulis

NAMA = {
    "cro": "capaian RO (keluaran)", "penyerapan": "penyerapan anggaran", "konsistensi": "konsistensi", "efisiensi": "efisiensi",  # noqa: E501
    "nilai_efisiensi": "efisiensi", "revisi_dipa": "revisi DIPA", "deviasi_hal3": "deviasi halaman III DIPA",
    "kontraktual": "belanja kontraktual", "tagihan": "penyelesaian tagihan", "up_tup": "pengelolaan UP dan TUP",
    "dispensasi_spm": "dispensasi SPM", "capaian_output": "capaian output",
}  # fmt: skip


@cache
def weights(name: str, year: int | None) -> dict[str, Any] | None:
    """Return the weights in force in a year, None where none are known."""
    for item in load_typed(Path(__file__).with_name("aturan_periksa.yml"))[name]:
        if year is not None and item["dari"] <= year <= item["sampai"]:
            return {k: (Decimal(v) if k not in ("dari", "sampai", "dasar") else v) for k, v in item.items()}
    return None


def columns_of(table: TabelPaham, patterns: tuple[tuple[str, str], ...]) -> dict[str, int]:
    out: dict[str, int] = {}
    for c, kolom in enumerate(table.kolom):
        last = kolom.label.split("|")[-1]
        for text in (last, kolom.label):
            name = next((n for n, p in patterns if re.search(p, text) and n not in out), None)
            if name:
                out[name] = c
                break
    return out


def row_kinds(table: TabelPaham) -> dict[str, list[int]]:
    """Return the rows of each kind (nilai, bobot, nilai_akhir, aspek) of an IKPA table."""
    out: dict[str, list[int]] = {}
    for r in table.data():
        texts = [re.sub(r"[^a-z]", "", c.teks.lower()) for c in table.tabel.kisi[r]]
        for key, pattern in (
            ("aspek", r"nilaia[sp]\w*e[kck]$"),
            ("nilai_akhir", r"nilaiakhir$"),
            ("bobot", r"bobot$"),
            ("nilai", r"nilai$"),
        ):
            if any(re.fullmatch(pattern, t) for t in texts):
                out.setdefault(key, []).append(r)
                break
    return out


def cell_finding(code: str, table: TabelPaham, r: int, c: int, printed: Nilai, should: Decimal, why: str) -> Temuan:
    near = abs(printed.nilai - should) <= printed.ulp
    level = Derajat.MUNGKIN if near or table.tabel.ocr else Derajat.PASTI
    return Temuan(
        code, level, f"{why} = {tulis(should)}, tercetak {printed.teks}." + (" Selisihnya satu angka terakhir." if near else ""),  # noqa: E501
        (table.tempat(r, c),), printed.teks, tulis(should), "", (table.tabel.nomor, r, c),
    )  # fmt: skip
