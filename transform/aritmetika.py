"""Decimal arithmetic of the report: one rounding rule, comparison at printed precision, ratios.

Values are kept unrounded; `round_half_up` is used to compare what would be printed, to subtract what is
printed, and to compare with what a source prints. Nothing here formats a number.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache

from extract.figure import Figure

HUNDRED = Decimal(100)
ZERO = Decimal(0)
PLACES = 2  # decimals of every computed figure in print
MOST_PLACES = 4  # sources that show more have binary noise in the last ones

_LUAS = Context(prec=60)


@cache
def _step(places: int) -> Decimal:
    return Decimal(1).scaleb(-places)


def round_half_up(value: Decimal, places: int = PLACES) -> Decimal:
    """Return the value rounded half away from zero to `places` decimals."""
    return value.quantize(_step(places), rounding=ROUND_HALF_UP, context=_LUAS)


def compare(left: Decimal, right: Decimal, places: int = PLACES) -> int:
    """Return -1, 0 or 1 as the left value prints smaller than, equal to or greater than the right."""
    a, b = round_half_up(left, places), round_half_up(right, places)
    return (a > b) - (a < b)


def places_of(*figures: Figure) -> int:
    """Return the decimals at which these figures are told apart: two, or more where a source prints more."""
    return min(MOST_PLACES, max([PLACES, *(f.decimals or 0 for f in figures)]))


def compare_figures(left: Figure, right: Figure) -> int:
    """Compare two numeric figures at their printed precision."""
    return compare(number(left), number(right), places_of(left, right))


def number(figure: Figure) -> Decimal:
    """Return the figure's number; a figure without one is a programming error."""
    value = figure.number
    if value is None:
        raise ValueError(f"figure {figure.id} has no number")
    return value


def as_printed(figure: Figure) -> Decimal:
    """Return the figure's number as the report prints it: differences are taken of what a reader sees."""
    return round_half_up(number(figure))


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """Return part / whole x 100; the caller has made sure that the whole is not zero."""
    return part / whole * HUNDRED


def nilai_efisiensi(efisiensi: Decimal) -> Decimal:
    """Return NE = 50 + E / 20 x 50 with E kept within -20 and 20 (PMK 214/2017, PMK 22/2021)."""
    return 50 + max(Decimal(-20), min(Decimal(20), efisiensi)) / 20 * 50


def agrees(printed: Decimal, exact: Decimal, places: int, slack: Decimal = ZERO) -> bool:
    """Tell whether `printed` can be `exact` rounded or cut off at `places` decimals.

    `slack` widens the interval by what the rounding of the inputs may have moved the result.
    """
    unit = Decimal(1).scaleb(-min(places, MOST_PLACES))
    return abs(printed - exact) < unit + slack if slack else _rounded_or_cut(printed, exact, unit)


def _rounded_or_cut(printed: Decimal, exact: Decimal, unit: Decimal) -> bool:
    difference = exact - printed
    if abs(difference) <= unit / 2:
        return True
    cut_off = difference < unit if exact >= 0 else -difference < unit
    same_side = difference >= 0 if exact >= 0 else difference <= 0
    return cut_off and same_side


def decimals_of(value: Decimal) -> int:
    """Return the number of decimals a plain decimal is written with."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
