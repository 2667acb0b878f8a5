"""Capaian of an indicator: realisasi against target, higher or lower better, or N/A with its reason.

Permenpan RB 53/2014: capaian = realisasi / target x 100 where higher is better; where lower is better
(2 x target - realisasi) / target x 100, not below 0. 0/0 is a population that does not exist, an N/A
state of its own. Polarity is never read from an indicator's name.
"""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from extract.figure import Figure
from transform.aritmetika import HUNDRED, agrees, decimals_of, number
from transform.konteks import Konteks, computed_id
from transform.laporan import Arah
from transform.normalize import plain_name

FORMULA = {
    Arah.NAIK: "realisasi / target x 100",
    Arah.TURUN: "(2 x target - realisasi) / target x 100, paling rendah 0",
    None: "realisasi / target x 100 (sama untuk kedua arah)",
}
NO_POPULATION = "tidak ada populasi"
NO_TARGET = "target tidak tersedia"
NO_REALISASI = "realisasi tidak tersedia"
ZERO_TARGET = "target nol"
UNKNOWN_ARAH = "arah tidak diketahui"
NOT_NUMERIC = "bukan angka"
REASONS = (NO_POPULATION, NO_TARGET, NO_REALISASI, ZERO_TARGET, UNKNOWN_ARAH, NOT_NUMERIC)


def evaluate(arah: Arah, target: Decimal, realisasi: Decimal) -> Decimal:
    """Return capaian in percent, unrounded; the target is not zero."""
    if arah is Arah.NAIK:
        return realisasi / target * HUNDRED
    return max(Decimal(0), (2 * target - realisasi) / target * HUNDRED)


def reproduces(arah: Arah, target: Decimal, realisasi: Decimal, capaian: Decimal, cap: Decimal | None) -> bool:
    """Tell whether this polarity gives the printed capaian at its printed precision, capped or not."""
    exact = evaluate(arah, target, realisasi)
    places = decimals_of(capaian)
    if agrees(capaian, exact, places):
        return True
    return cap is not None and exact > cap and capaian == cap


def possible_arah(
    target: Decimal | None, realisasi: Decimal | None, capaian: Decimal | None, cap: Decimal | None
) -> set[Arah]:
    """Return the polarities under which the printed capaian follows from target and realisasi."""
    if target is None or realisasi is None or capaian is None or target == 0:
        return set()
    return {arah for arah in Arah if reproduces(arah, target, realisasi, capaian, cap)}


def blocked(target: Figure, realisasi: Figure) -> str | None:
    """Return why no capaian exists for these two, None where one can be computed."""
    if realisasi.value is None:
        return NO_POPULATION if realisasi.reason == NO_POPULATION else NO_REALISASI
    if target.value is None:
        return NO_TARGET
    if target.number is None or realisasi.number is None:
        return NOT_NUMERIC
    return ZERO_TARGET if target.number == 0 else None


def same_text(target: Figure, realisasi: Figure) -> bool:
    """Tell whether a target that is no number (an opinion such as WTP) was met to the letter."""
    a, b = target.value, realisasi.value
    return isinstance(a, str) and isinstance(b, str) and bool(plain_name(a)) and plain_name(a) == plain_name(b)


class Hasil(Struct, frozen=True):
    """Capaian, raw and capped, of one indicator in one year."""

    capaian: Figure
    dibatasi: Figure


def compute(k: Konteks, name: tuple[str, ...], arah: Arah | None, target: Figure, realisasi: Figure,
            printed: Figure | None) -> Hasil:  # fmt: skip
    """Enter the capaian of one indicator; N/A where it cannot be computed, with the reason."""
    figure_id = computed_id("capaian", *name)
    if same_text(target, realisasi):
        formula = "realisasi sama dengan target yang bukan angka"
        met = k.ledger.compute(figure_id, HUNDRED, unit="%", formula=formula, inputs=(realisasi, target))
        return _capped(k, name, met)
    reason = blocked(target, realisasi)
    if reason in (NO_REALISASI, NO_TARGET, NOT_NUMERIC) and printed is not None and printed.number is not None:
        return _capped(k, name, printed)
    if reason is not None:
        missing = k.missing(figure_id, reason, "%", target, realisasi)
        return Hasil(missing, missing)
    t, r = number(target), number(realisasi)
    if arah is None and evaluate(Arah.NAIK, t, r) != evaluate(Arah.TURUN, t, r):
        missing = k.missing(figure_id, UNKNOWN_ARAH, "%", target, realisasi)
        return Hasil(missing, missing)
    value = evaluate(arah or Arah.NAIK, t, r)
    figure = k.ledger.compute(figure_id, value, unit="%", formula=FORMULA[arah], inputs=(realisasi, target))
    return _capped(k, name, figure)


def _capped(k: Konteks, name: tuple[str, ...], figure: Figure) -> Hasil:
    cap = k.hitung.batas_capaian
    if cap is None:
        return Hasil(figure, figure)
    value = min(number(figure), cap)
    capped = k.ledger.compute(
        computed_id("capaian_dibatasi", *name), value, unit="%",
        formula=f"capaian, paling tinggi {cap}", inputs=(figure,),
    )  # fmt: skip
    return Hasil(figure, capped)
