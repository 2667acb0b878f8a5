"""Rules on SMART and NKA: efficiency, the weighted value, and the value of the two together."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from extract.laporan_angka import Nilai
from extract.laporan_kepala import IKPA_KOLOM, SMART_KOLOM
from extract.laporan_model import potong, rapat
from extract.laporan_pemahaman import Pemahaman
from extract.laporan_tabel import TabelPaham
from transform.aritmetika import nilai_efisiensi
from transform.periksa_dasar import Derajat, Temuan, aturan, place_of, tulis
from transform.periksa_ikpa_tabel import cell_finding, columns_of, row_kinds, weights


@aturan("IKPA/SMART", SMART_NILAI="Nilai SMART tidak sama dengan hitungannya", SMART_NE="Nilai efisiensi keliru")
def check_smart(paham: Pemahaman) -> Iterator[Temuan]:
    """SMART to TA 2023: 43,5 % CRO + 28,6 % NE + 18,2 % konsistensi + 9,7 % penyerapan; NE = 50 + E/20 x 50 (PMK 214/2017)."""  # noqa: E501
    law = weights("smart", paham.tahun)
    if law is None:
        return
    for table in paham.tabel:
        if table.jenis != "smart":
            continue
        columns = columns_of(table, SMART_KOLOM)
        for r in table.data():
            yield from _smart_row(table, columns, r, law)


def _smart_row(table: TabelPaham, columns: dict[str, int], r: int, law: dict[str, Any]) -> Iterator[Temuan]:
    """Report a wrong NE, or where NE is right a wrong value."""
    v = {n: table.nilai(r, c) for n, c in columns.items()}
    e, ne = v.get("efisiensi"), v.get("nilai_efisiensi")
    if e is not None and ne is not None and e is not ne:
        should = nilai_efisiensi(e.nilai)
        if abs(ne.nilai - should) > Decimal("0.05"):
            words = f"Nilai efisiensi 50 + {e.teks}/20 × 50"
            yield cell_finding("SMART-NE", table, r, columns["nilai_efisiensi"], ne, should, words)
            return
    parts = {n: v.get(n) for n in ("cro", "nilai_efisiensi", "konsistensi", "penyerapan")}
    final = v.get("nilai")
    if final is None or any(x is None for x in parts.values()):
        return
    total = sum((x.nilai * law[n] / 100 for n, x in parts.items() if x is not None), Decimal(0))
    if abs(final.nilai - total) > Decimal("0.02"):
        words = f"Nilai SMART “{potong(table.tabel.teks(r, 1), 40)}”"
        yield cell_finding("SMART-NILAI", table, r, columns["nilai"], final, total, words)


@aturan(
    "IKPA/SMART",
    NKA_RUMUS="Nilai Kinerja Anggaran tidak sama dengan gabungannya",
    NKA_BEDA="Nilai yang sama tercetak berbeda",
)
def check_nka(paham: Pemahaman) -> Iterator[Temuan]:
    """NKA to TA 2023 = 60 % SMART + 40 % IKPA (PMK 22/2021); each value is printed alike everywhere."""
    values: dict[str, list[tuple[Nilai, Any, str]]] = {}
    for claim in paham.klaim:
        if claim.jenis == "nilai" and (not claim.tahun or paham.tahun in claim.tahun):
            place = place_of(claim)
            values.setdefault(claim.kata["apa"], []).append((claim.angka["nilai"], place, claim.teks))
    for table in paham.tabel:
        if table.jenis == "ikpa" and (rows := row_kinds(table).get("nilai")) and len(rows) == 1:
            c = columns_of(table, IKPA_KOLOM).get("nilai_akhir")
            value = table.nilai(rows[0], c)
            if value is not None and c is not None:
                values.setdefault("ikpa", []).append((value, table.tempat(rows[0], c), ""))
    for kind, found in values.items():
        first = found[0]
        other = next((f for f in found[1:] if not f[0].sama(first[0])), None)
        if other:
            same = not first[2] or not other[2] or rapat(first[2])[:25] == rapat(other[2])[:25]
            yield Temuan(
                "NKA-BEDA", Derajat.PASTI if same else Derajat.MUNGKIN,
                f"Nilai {kind.upper()} tercetak {first[0].teks} dan {other[0].teks}. Samakan, atau sebutkan satker dan tanggalnya.",  # noqa: E501
                tuple(f[1] for f in found), other[0].teks, first[0].teks, "", (kind,),
            )  # fmt: skip
    if all(k in values for k in ("nka", "smart", "ikpa")) and (law := weights("nka", paham.tahun)):
        nka, smart, ikpa = (values[k][0] for k in ("nka", "smart", "ikpa"))
        should = (smart[0].nilai * law["smart"] + ikpa[0].nilai * law["ikpa"]) / 100
        if abs(nka[0].nilai - should) > Decimal("0.02"):
            yield Temuan(
                "NKA-RUMUS", Derajat.PASTI,
                f"NKA tercetak {nka[0].teks}, padahal 60% × SMART {smart[0].teks} + 40% × IKPA {ikpa[0].teks} = {tulis(should)}.",  # noqa: E501
                (nka[1], smart[1], ikpa[1]), nka[0].teks, tulis(should), "", ("nka",),
            )  # fmt: skip
