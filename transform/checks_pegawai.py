"""Rules between the staff tables: the same people counted by rank, by post, by division."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from extract.finding import Tingkat
from transform.anggaran import TOTAL
from transform.checks import Perkara, aturan
from transform.konteks import Konteks, show
from transform.laporan import Laporan
from transform.normalize import Row, plain_name

JENIS = ("laki", "perempuan")


@aturan("PEGAWAI-TERTUKAR", Tingkat.PERINGATAN)
def pegawai_beda(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """Tables of the same number of people have the same number of men and women (columns may be exchanged)."""
    groups: dict[str, list[Row]] = {}
    for row in k.tables.rows("pegawai"):
        groups.setdefault(str(row.kunci.get("kelompok", "")), []).append(row)
    totals = [(name, counted) for name, rows in groups.items() if (counted := _count(rows)) is not None]
    for (one, first), (other, second) in combinations(totals, 2):
        if sum(first.values()) == sum(second.values()) and first != second:
            last = (groups[name][-1] for name in (one, other))
            figures = tuple(row.figure(k.ledger, c) for row in last for c in JENIS)
            yield Perkara(
                f"Pegawai menurut {one}: {show(first['laki'])} laki-laki dan {show(first['perempuan'])} perempuan; "
                f"menurut {other}: {show(second['laki'])} dan {show(second['perempuan'])}, padahal jumlah orangnya "
                "sama. Periksa apakah kolom laki-laki dan perempuan tertukar.",
                figures, show(second["laki"]), show(first["laki"]),
            )  # fmt: skip


def _count(rows: list[Row]) -> dict[str, Decimal] | None:
    """Return the men and women of a table: its total row, else the sum of its rows; None where one is unknown."""
    total = [row for row in rows if TOTAL.match(plain_name(row.text("label")))]
    counted = total if len(total) == 1 else rows
    if len(total) > 1:
        return None
    values = {c: [row.number(c) for row in counted] for c in JENIS}
    if any(value is None for column in values.values() for value in column):
        return None
    return {c: sum((v for v in column if v is not None), Decimal(0)) for c, column in values.items()}
