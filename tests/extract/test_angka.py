"""The number grammar: what is read, what is refused, and that printing and reading agree."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.angka import AngkaAmbigu, BukanAngka, Konvensi, decide, is_kosong, parse_angka, possible, vote

ID, EN, TT = Konvensi.ID, Konvensi.EN, Konvensi.TAK_TENTU


@pytest.mark.parametrize(
    ("text", "nilai", "satuan"),
    [
        ("1.234.567,89", "1234567.89", ""),
        ("67,42%", "67.42", "%"),
        ("67.42%", "67.42", "%"),
        ("6,109,858,000", "6109858000", ""),
        ("Rp. 1.234.000,-", "1234000", "rupiah"),
        ("Rp.7.762.900.000,-", "7762900000", "rupiah"),
        ("Rp 1.234", "1234", "rupiah"),
        ("(99.98%)", "-99.98", "%"),
        ("-22.955.116", "-22955116", ""),
        ("\u22125,3", "-5.3", ""),
        ("3.1 Indeks", "3.1", "Indeks"),
        ("1 Layanan", "1", "Layanan"),
        ("0.123", "0.123", ""),
        ("0,5", "0.5", ""),
        ("1 234 567", "1234567", ""),
        ("100 %", "100", "%"),
        ("2.100,5", "2100.5", ""),
    ],
)
def test_reads_what_only_one_convention_allows(text: str, nilai: str, satuan: str) -> None:
    for konvensi in Konvensi:
        angka = parse_angka(text, konvensi=konvensi)
        assert angka.nilai == Decimal(nilai)
        assert angka.satuan == satuan
        assert angka.teks == text


@pytest.mark.parametrize("text", ["1.234", "1,400%", "12.345 Orang", "-1.500"])
def test_two_readings_are_refused_without_context(text: str) -> None:
    with pytest.raises(AngkaAmbigu):
        parse_angka(text, konvensi=TT)
    assert len(possible(text)) == 2
    assert vote(text) is None


def test_context_settles_two_readings() -> None:
    assert parse_angka("1,400%", konvensi=EN).nilai == 1400
    assert parse_angka("1,400%", konvensi=ID).nilai == Decimal("1.400")
    assert parse_angka("1.234", konvensi=ID).nilai == 1234
    assert parse_angka("1.234", konvensi=TT, uang=True).nilai == 1234


@pytest.mark.parametrize("text", ["-", "\u2013", "Rp. -", "-%", "nihil", "n/a"])
def test_no_value_is_neither_zero_nor_error(text: str) -> None:
    assert is_kosong(text)
    assert parse_angka(text, konvensi=TT).nilai is None


@pytest.mark.parametrize(
    "text", ["WTP", "II, III", "1.23.456", "1,23,456", "5-10", "1.", "(5", "785021555707.445 x 2", "", "#DIV/0!"]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(BukanAngka):
        parse_angka(text, konvensi=TT)


@pytest.mark.parametrize("text", ["785021555707.445", "Rp1822725462104,6538"])
def test_money_with_more_than_two_decimals_is_two_numbers_run_together(text: str) -> None:
    with pytest.raises(BukanAngka):
        parse_angka(text, konvensi=TT, uang=True)


def test_columns_vote_by_their_unambiguous_numbers() -> None:
    assert decide(["121.61%", "1,400%", "15%"]) is EN
    assert decide(["139,72%", "1.400%", "-"]) is ID
    assert decide(["1.234", "5.678"]) is TT
    assert decide(["139,72", "12.5"]) is TT  # both conventions in one column


def write(value: Decimal, konvensi: Konvensi) -> str:
    text = f"{value:,f}"
    return text if konvensi is EN else text.translate(str.maketrans(",.", ".,"))


numbers = st.decimals(min_value=Decimal("-1e12"), max_value=Decimal("1e12"), places=2)


@given(numbers, st.sampled_from([ID, EN]), st.sampled_from(["", "%", " Layanan"]))
def test_reading_what_was_written_gives_it_back(value: Decimal, konvensi: Konvensi, unit: str) -> None:
    angka = parse_angka(write(value, konvensi) + unit, konvensi=TT)
    assert angka.nilai == value
    assert angka.satuan == unit.strip()


@given(
    st.integers(min_value=-(10**15), max_value=10**15),
    st.sampled_from(["Rp ", "Rp. ", "Rp"]),
    st.sampled_from(["", ",-"]),
)
def test_rupiah_round_trip(value: int, rp: str, tail: str) -> None:
    minus = "-" if value < 0 else ""
    text = f"{minus}{rp}{write(Decimal(abs(value)), ID)}{tail}"
    assert parse_angka(text, konvensi=TT).nilai == value


@given(st.integers(min_value=1, max_value=999), st.integers(min_value=0, max_value=999))
def test_three_digits_after_one_separator_never_slip_through(left: int, right: int) -> None:
    text = f"{left}.{right:03d}"
    with pytest.raises(AngkaAmbigu):
        parse_angka(text, konvensi=TT)
