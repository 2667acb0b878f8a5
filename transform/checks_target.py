"""Rules about targets: Perjanjian Kinerja, Renstra and recap against each other, and their units."""

from __future__ import annotations

from collections.abc import Iterator

from extract.finding import Tingkat
from transform.baris import pk_rows
from transform.checks import Perkara, aturan
from transform.checks_capaian import label, printed_of
from transform.cocok import name_of
from transform.klaim_indikator import same_unit
from transform.konteks import Konteks, printed
from transform.laporan import Laporan


@aturan("PK-BEDA-TARGET", Tingkat.GALAT)
def pk_beda_target(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """Capaian is measured against the target of the Perjanjian Kinerja (Permenpan RB 53/2014)."""
    for one in laporan.indikator:
        row = k.baris[one.kunci.teks].pk
        promised, target = row.figure(k.ledger, "target") if row else None, printed_of(k, one, "target")
        if promised is None or target is None or promised.value is None or target.value is None:
            continue
        if promised.value != target.value:
            yield Perkara(
                f"Target {label(one)} pada rekap capaian {printed(target)}, pada Perjanjian Kinerja "
                f"{printed(promised)}. Samakan, atau sertakan Perjanjian Kinerja revisi.",
                (target, promised), printed(target), printed(promised),
            )  # fmt: skip


@aturan("PK-TANPA-CAPAIAN", Tingkat.PERINGATAN)
def pk_tanpa_capaian(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """What was promised must be accounted for, on every level the recap covers."""
    levels = {one.kunci.tingkat.value for one in laporan.indikator}
    if "capaian" not in k.tables:
        return
    found = {id(baris.pk) for baris in k.baris.values()}
    left_out: dict[str, int] = {}
    for row in pk_rows(k):
        level = str(row.kunci.get("tingkat", ""))
        if id(row) in found:
            continue
        if level in levels:
            yield Perkara(
                f"Indikator Perjanjian Kinerja '{name_of(row)}' ({level} {row.integer('sasaran_no')}."
                f"{row.integer('indikator_no')}) tidak ada pada rekap capaian.",
                (row.figure(k.ledger, "target"),),
            )
        else:
            left_out[level] = left_out.get(level, 0) + 1
    for level, count in left_out.items():
        yield Perkara(
            f"Rekap capaian tidak memuat tingkat {level}: {count} indikator Perjanjian Kinerja tingkat itu "
            "dilaporkan tanpa capaian.",
            tingkat=Tingkat.INFO,
        )


@aturan("CAPAIAN-TANPA-PK", Tingkat.PERINGATAN)
def capaian_tanpa_pk(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """An indicator that was never promised needs an explanation."""
    levels = {str(row.kunci.get("tingkat", "")) for row in pk_rows(k)}
    for one in laporan.indikator:
        if k.baris[one.kunci.teks].pk is None and one.kunci.tingkat.value in levels:
            yield Perkara(f"{label(one)} ada pada rekap capaian, tidak ada pada Perjanjian Kinerja.", (one.target,))


@aturan("RENSTRA-BEDA-TARGET", Tingkat.INFO)
def renstra_beda_target(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """Perjanjian Kinerja may raise or lower the Renstra target of the year, and then says so."""
    for one in laporan.indikator:
        plan = next((r.target for r in one.renstra if r.tahun == k.periode.tahun), None)
        if plan is None or plan.number is None or one.target.number is None or plan.value == one.target.value:
            continue
        yield Perkara(
            f"Target {label(one)} tahun {k.periode.tahun} {printed(one.target)}, pada Renstra {printed(plan)}.",
            (one.target, plan), printed(one.target), printed(plan),
        )  # fmt: skip


@aturan("SATUAN-BEDA", Tingkat.PERINGATAN)
def satuan_beda(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """Only quantities of one unit can be compared."""
    for one in laporan.indikator:
        a, b = one.target.unit, one.realisasi.unit
        if not same_unit(a, b) and one.realisasi.value is not None:
            yield Perkara(
                f"{label(one)}: satuan target '{a}', satuan realisasi '{b}'. Samakan pada rekap.",
                (one.target, one.realisasi), b, a,
            )  # fmt: skip
