"""Rules on the budget of the Perjanjian Kinerja: one pagu a kegiatan, a programme the sum of its kegiatan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from rapidfuzz import fuzz

from extract.laporan_angka import Nilai
from extract.laporan_model import Tempat, potong, rapat
from extract.laporan_pemahaman import Pemahaman
from extract.laporan_tabel import JUMLAH, TabelPaham
from transform.periksa_dasar import Derajat, Temuan, aturan
from transform.periksa_uang import row_name, rupiah


@aturan(
    "anggaran",
    PK_ANGGARAN="Anggaran Perjanjian Kinerja tidak cocok",
    PK_PROGRAM="Program tidak sama dengan jumlah kegiatannya",
)
def check_agreement(paham: Pemahaman) -> Iterator[Temuan]:
    """The Perjanjian Kinerja has one budget per programme and kegiatan; a programme is the sum of its kegiatan."""
    seen: dict[str, list[tuple[Nilai, Tempat, str, bool]]] = {}
    for table in paham.tabel:
        if table.jenis != "anggaran_pk":
            continue
        yield from _programme_sums(table)
        column = table.cari("pagu")
        for r in table.data():
            value = table.nilai(r, column)
            name = row_name(table, r)
            if value is None or column is None or JUMLAH.match(name) or len(rapat(name)) < 8:
                continue
            key = next((k for k in seen if fuzz.ratio(k, rapat(name)) >= 92), rapat(name))
            seen.setdefault(key, []).append((value, table.tempat(r, column, name), name, _revised(paham, table)))
    if sum(1 for t in paham.tabel if t.jenis == "anggaran_pk") > 4:
        return  # one agreement per unit: equal names are different lines
    for values in seen.values():
        first = values[0]
        other = next((v for v in values[1:] if v[0].nilai != first[0].nilai), None)
        if other:
            yield Temuan(
                "PK-ANGGARAN", Derajat.MUNGKIN if first[3] != other[3] else Derajat.PASTI,
                f"Anggaran “{potong(first[2], 70)}” tercetak {first[0].teks} dan {other[0].teks}. Satu Perjanjian Kinerja hanya "  # noqa: E501
                "memuat satu pagu; bila ada revisi, sebutkan mana yang awal dan mana yang revisi.",
                (*(v[1] for v in values),), first[0].teks, other[0].teks, "", tuple(sorted((first[0].nilai, other[0].nilai))),  # noqa: E501
            )  # fmt: skip


def _revised(paham: Pemahaman, table: TabelPaham) -> bool:
    blocks = paham.dokumen.blok[max(0, table.tabel.urut - 25) : table.tabel.urut]
    return any(
        "revisi" in getattr(b, "teks", "").lower() for b in blocks if isinstance(getattr(b, "teks", ""), str)
    )


def _programme_sums(table: TabelPaham) -> Iterator[Temuan]:
    column = table.cari("pagu")
    if column is None:
        return
    head: tuple[int, Nilai, str] | None = None
    parts: list[Nilai] = []
    rows = [(r, table.nilai(r, column), row_name(table, r)) for r in table.data()]
    for r, value, name in [*rows, (-1, None, "Program")]:
        if re.match(r"\W*(?:\d+[.)]\s*)?program\b", name, re.I):
            if head and parts and sum(p.nilai for p in parts) != head[1].nilai:
                total = sum((p.nilai for p in parts), Decimal(0))
                yield Temuan(
                    "PK-PROGRAM", Derajat.PASTI,
                    f"“{potong(head[2], 70)}” tercetak {head[1].teks}, jumlah kegiatannya {rupiah(total)}. Samakan.",  # noqa: E501
                    (table.tempat(head[0], column, head[2]),), head[1].teks, rupiah(total), "", (rapat(head[2]), head[1].nilai),  # noqa: E501
                )  # fmt: skip
            head, parts = ((r, value, name) if value else None), []
        elif value is not None and not JUMLAH.match(name):
            parts.append(value)
