"""Rules about SMART: nilai efisiensi, the weighted value, its range, missing components."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extract.finding import Tingkat
from transform.aritmetika import nilai_efisiensi
from transform.checks import Perkara, aturan
from transform.checks_ikpa import close
from transform.konteks import Konteks, printed, show
from transform.laporan import Laporan


@aturan("SMART-NE", Tingkat.GALAT)
def smart_ne(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """PMK 22/2021: NE = 50 + E / 20 x 50, with E kept within -20 and 20."""
    for row in laporan.smart:
        e, ne = row.komponen.get("efisiensi"), row.komponen.get("nilai_efisiensi")
        if e is None or ne is None or e.number is None or ne.number is None:
            continue
        exact = nilai_efisiensi(e.number)
        if not close(ne.number, exact, Decimal("0.0125")):  # E is itself rounded at two decimals
            yield Perkara(
                f"SMART {row.satker}: nilai efisiensi tercetak {printed(ne)}, dari efisiensi {printed(e)} "
                f"seharusnya {show(exact)}.",
                (ne, e), printed(ne), show(exact),
            )  # fmt: skip


@aturan("SMART-NILAI", Tingkat.GALAT)
def smart_nilai(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """PMK 22/2021: nilai = 0.435 CRO + 0.286 NE + 0.182 konsistensi + 0.097 penyerapan."""
    weights = k.hitung.bobot_smart(k.periode.tahun)
    for row in laporan.smart:
        value = row.nilai
        parts = {c: row.komponen[c].number for c in weights if c in row.komponen}
        known = {c: n for c, n in parts.items() if n is not None}
        if value is None or value.source is None or value.number is None or not weights:
            continue
        if len(known) < len(weights):
            continue
        exact = sum((weight * known[c] for c, weight in weights.items()), Decimal(0))
        if not close(value.number, exact, Decimal("0.005")):
            yield Perkara(
                f"SMART {row.satker}: nilai tercetak {printed(value)}, dari komponennya {show(exact)}.",
                (value, *(row.komponen[c] for c in weights)), printed(value), show(exact),
            )  # fmt: skip


@aturan("SMART-RENTANG", Tingkat.GALAT)
def smart_rentang(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """A SMART value lies between 0 and 100; anything else is a lost or shifted decimal sign."""
    for row in laporan.smart:
        value = row.nilai
        if value is not None and value.number is not None and not 0 <= value.number <= 100:
            yield Perkara(
                f"SMART {row.satker}: nilai {printed(value)} di luar 0 sampai 100. "
                "Periksa tanda desimalnya di sumber.",
                (value,),
            )


@aturan("SMART-TANPA-KOMPONEN", Tingkat.INFO)
def smart_tanpa_komponen(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """Without its components a SMART value cannot be recomputed by anyone."""
    weights = k.hitung.bobot_smart(k.periode.tahun)
    for row in laporan.smart:
        missing = [c for c in weights if c not in row.komponen or row.komponen[c].number is None]
        if missing and row.nilai is not None and row.nilai.number is not None:
            yield Perkara(
                f"SMART {row.satker}: nilai {printed(row.nilai)} tanpa komponen {', '.join(missing)}; dicetak "
                "seperti sumbernya, tidak dapat dihitung ulang.",
                (row.nilai,),
            )
