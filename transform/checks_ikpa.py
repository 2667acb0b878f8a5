"""Rules about IKPA: values and weights, totals, the end value, the mean of an aspect."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extract.finding import Tingkat
from transform.aritmetika import HUNDRED, agrees, decimals_of
from transform.checks import Perkara, aturan
from transform.ikpa import NAMA, ROUNDING, subtract_of, with_data
from transform.konteks import Konteks, printed, show
from transform.laporan import BarisIkpa, Laporan


def close(tercetak: Decimal, exact: Decimal, slack: Decimal = Decimal(0)) -> bool:
    return agrees(tercetak, exact, decimals_of(tercetak), slack)


@aturan("IKPA-SEL", Tingkat.GALAT)
def ikpa_sel(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """PER-5/PB/2022: Nilai Akhir of an indicator = nilai x bobot / 100."""
    for row in laporan.ikpa:
        for column, end in row.nilai_akhir.items():
            nilai, bobot = row.nilai.get(column), row.bobot.get(column)
            if nilai is None or bobot is None or end.number is None:
                continue
            if nilai.number is None or bobot.number is None:
                continue
            exact = nilai.number * bobot.number / HUNDRED
            if not close(end.number, exact):
                yield Perkara(
                    f"IKPA {row.satker}, {NAMA.get(column, column)}: nilai akhir tercetak {printed(end)}, nilai "
                    f"x bobot {show(exact)}.",
                    (end, nilai, bobot), printed(end), show(exact),
                )  # fmt: skip


@aturan("IKPA-TOTAL", Tingkat.GALAT)
def ikpa_total(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """PER-5/PB/2022: Nilai Total is the sum of nilai x bobot / 100."""
    for row in laporan.ikpa:
        total = row.total
        if total is None or total.source is None or total.number is None:
            continue
        ends = [f.number for f in row.nilai_akhir.values() if f.number is not None]
        exact = _weighted(row)
        candidates = [x for x in (sum(ends, Decimal(0)) if ends else None, exact) if x is not None]
        if _others(k, row):
            continue
        if candidates and not any(close(total.number, x, ROUNDING) for x in candidates):
            yield Perkara(
                f"IKPA {row.satker}: nilai total tercetak {printed(total)}, penjumlahan {show(candidates[-1])}.",
                (total, *row.nilai_akhir.values()), printed(total), show(candidates[-1]), tingkat=_level(k),
            )  # fmt: skip


def _level(k: Konteks) -> Tingkat | None:
    """Before the weights of a year are known its set may hold indicators that no column of ours takes."""
    return None if k.hitung.bobot_ikpa(k.periode.tahun) else Tingkat.PERINGATAN


def _others(k: Konteks, row: BarisIkpa) -> bool:
    """Tell whether part of the weight stands at indicators of another year that the report has no place for.

    The reader names them (`IKPA-INDIKATOR-LAIN`); what is left cannot add up to the printed total.
    """
    base = row.konversi_bobot
    if k.hitung.bobot_ikpa(k.periode.tahun) or base is None or base.number is None:
        return False
    held = [f.number for f in row.bobot.values() if f.number is not None]
    return k.other_scores and sum(held, Decimal(0)) < base.number


def _weighted(row: BarisIkpa) -> Decimal | None:
    terms = []
    for column, nilai in row.nilai.items():
        bobot = row.bobot.get(column)
        if nilai.number is None:
            continue
        if bobot is None or bobot.number is None:
            return None
        terms.append(nilai.number * bobot.number / HUNDRED)
    return sum(terms, Decimal(0)) if terms else None


@aturan("IKPA-KONVERSI", Tingkat.GALAT)
def ikpa_konversi(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """PER-5/PB/2022: konversi bobot is the sum of the weights of the indicators that have data."""
    for row in laporan.ikpa:
        base = row.konversi_bobot
        if base is None or base.source is None or base.number is None or not row.bobot or _others(k, row):
            continue
        if with_data(row.nilai, row.bobot, base, row.akhir, subtract_of(k, row.nilai)):
            continue
        added = sum((f.number for f in row.bobot.values() if f.number is not None), Decimal(0))
        yield Perkara(
            f"IKPA {row.satker}: konversi bobot tercetak {printed(base)} tidak dapat disusun dari bobot indikator "
            f"(jumlah bobot tercetak {show(added)}).",
            (base, *row.bobot.values()), printed(base), show(added), tingkat=_level(k),
        )  # fmt: skip


@aturan("IKPA-AKHIR", Tingkat.GALAT)
def ikpa_akhir(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """PER-5/PB/2022: Nilai Akhir = Nilai Total / Konversi Bobot (from 2024 less the dispensasi)."""
    for row in laporan.ikpa:
        end, total, base = row.akhir, row.total, row.konversi_bobot
        if end is None or end.source is None or end.number is None:
            continue
        if total is None or base is None or total.number is None or not base.number:
            if row.nilai:
                yield Perkara(
                    f"IKPA {row.satker}: nilai akhir tercetak {printed(end)} tidak dapat dihitung ulang dari "
                    "nilai indikator dengan bobot yang berlaku. Periksa nilai dan indikator tanpa data.",
                    (end, *row.nilai.values()), printed(end),
                    tingkat=None if k.hitung.bobot_ikpa(k.periode.tahun) else Tingkat.INFO,
                )  # fmt: skip
            continue
        exact = total.number / base.number * HUNDRED - subtract_of(k, row.nilai)
        if not close(end.number, exact, ROUNDING):
            yield Perkara(
                f"IKPA {row.satker}: nilai akhir tercetak {printed(end)}, nilai total / konversi "
                f"bobot {show(exact)}.",
                (end, total, base), printed(end), show(exact),
            )  # fmt: skip


@aturan("IKPA-ASPEK", Tingkat.GALAT)
def ikpa_aspek(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """Nilai Aspek is the mean of the indicators of the aspect that have data."""
    for row in laporan.ikpa:
        counted = with_data(row.nilai, row.bobot, row.konversi_bobot, row.akhir) if row.bobot else ()
        for aspect, columns in k.hitung.ikpa_aspek.items():
            value = row.nilai_aspek.get(aspect)
            members = [row.nilai[c].number for c in columns if c in counted]
            known = [m for m in members if m is not None]
            if value is None or value.source is None or value.number is None or not known:
                continue
            exact = sum(known, Decimal(0)) / len(known)
            if not close(value.number, exact):
                yield Perkara(
                    f"IKPA {row.satker}: nilai aspek {aspect} tercetak {printed(value)}, rata-rata {len(known)} "
                    f"indikatornya {show(exact)}.",
                    (value, *(row.nilai[c] for c in columns if c in counted)), printed(value), show(exact),
                )  # fmt: skip


@aturan("IKPA-BOBOT", Tingkat.PERINGATAN)
def ikpa_bobot(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """PER-5/PB/2022 fixes the weights of a year; 0 is printed for an indicator without data."""
    law = k.hitung.bobot_ikpa(k.periode.tahun)
    for row in laporan.ikpa:
        for column, bobot in row.bobot.items():
            expected = law.get(column)
            if expected is not None and bobot.number not in (None, Decimal(0), expected):
                yield Perkara(
                    f"IKPA {row.satker}: bobot {NAMA.get(column, column)} tercetak {printed(bobot)}, menurut "
                    f"ketentuan {k.periode.tahun} {show(expected)}.",
                    (bobot,), printed(bobot), show(expected),
                )  # fmt: skip
