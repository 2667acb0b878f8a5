"""Rounding and comparison at printed precision."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transform.aritmetika import agrees, compare, round_half_up
from transform.aturan import category, load_hitung

NUMBERS = st.decimals(min_value=-(10**9), max_value=10**9, places=6)


@pytest.mark.parametrize(("value", "rounded"), [
    ("2.345", "2.35"), ("2.3449999", "2.34"), ("-2.345", "-2.35"), ("0.005", "0.01"), ("94.795", "94.80"),
])  # fmt: skip
def test_half_goes_away_from_zero(value: str, rounded: str) -> None:
    assert round_half_up(Decimal(value)) == Decimal(rounded)


@given(NUMBERS, st.integers(0, 4))
def test_rounded_and_cut_values_agree_and_others_do_not(exact: Decimal, places: int) -> None:
    unit = Decimal(1).scaleb(-places)
    rounded = round_half_up(exact, places)
    assert agrees(rounded, exact, places)
    cut = exact.quantize(unit, rounding="ROUND_DOWN")
    assert agrees(cut, exact, places)
    assert not agrees(rounded + 2 * unit, exact, places)
    assert not agrees(rounded - 2 * unit, exact, places)


def test_binary_noise_is_no_contradiction() -> None:
    assert agrees(Decimal("112.366666666668"), Decimal("6742") / 60, 12)
    assert not agrees(Decimal("112.3777"), Decimal("6742") / 60, 4)


@given(NUMBERS, NUMBERS)
def test_compare_is_antisymmetric_and_follows_print(a: Decimal, b: Decimal) -> None:
    assert compare(a, b) == -compare(b, a)
    assert (compare(a, b) == 0) == (round_half_up(a) == round_half_up(b))


def test_category_follows_the_printed_value() -> None:
    bands = load_hitung().kategori
    assert category(Decimal("99.996"), bands) == "Sangat Memuaskan"
    assert category(Decimal("99.99"), bands) == "Memuaskan"
    assert category(Decimal("0"), bands) == "Tidak Memuaskan"
