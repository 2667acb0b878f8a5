"""Random texts as numbers: exact or refused, never a float, never a blank as 0, never for long."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
import unicodedata
from decimal import Decimal
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

import extract
import flows
import render
import transform
from extract.angka import Angka, AngkaAmbigu, BukanAngka, Konvensi, decide, is_kosong, parse_angka, possible, vote
from tests.keamanan.acak import tetap

POTONGAN = ("0", "1", "9", "25", "000", "123", ".", ",", "'", " ", "  ", "\u00a0", "\u202f", "-", "\u2212", "(",
            ")", "%", "Rp", "rp.", "IDR", " persen", " Layanan", "a", "_", "/", ",-", ".-", ",=", "\n", "x",
            "\u0663", "\u200b", "e5", "1e999", "#REF!", "n/a", "nihil", "\x00", "\ud800", "NaN", "Inf", "=",
            "+")  # fmt: skip
TEKS = st.one_of(st.lists(st.sampled_from(POTONGAN), max_size=12).map("".join), st.text(max_size=40))


def read(text: str, konvensi: Konvensi, uang: bool) -> Angka | None:
    """Return what the text says, None where it is refused as declared; any other exception fails the test."""
    try:
        return parse_angka(text, konvensi=konvensi, uang=uang)
    except (AngkaAmbigu, BukanAngka):
        return None


def digits(text: str) -> str:
    return "".join(str(unicodedata.digit(c)) for c in text if unicodedata.category(c) == "Nd")


@tetap(800)
@given(TEKS, st.sampled_from(Konvensi), st.booleans())
def test_any_text_is_read_digit_by_digit_or_refused(text: str, konvensi: Konvensi, uang: bool) -> None:
    angka = read(text, konvensi, uang)
    assert all(isinstance(v, Decimal) and v.is_finite() for v in possible(text))
    assert vote(text) in (None, Konvensi.ID, Konvensi.EN) and decide([text]) in Konvensi
    if angka is None:
        return
    assert angka.teks == text
    if angka.nilai is None:
        assert is_kosong(text) and not digits(text)
        return
    assert isinstance(angka.nilai, Decimal) and angka.nilai.is_finite()
    said = "".join(map(str, angka.nilai.as_tuple().digits)).lstrip("0")
    assert said == digits(text).lstrip("0")  # no digit lost, none invented; no digits at all is no number
    assert digits(text) and angka.nilai in possible(text)


@tetap(400)
@given(
    st.integers(0, 10**40), st.integers(0, 6), st.sampled_from(list(Konvensi)[:2]), st.booleans(),
    st.sampled_from(["", "-", "\u2212", "("]), st.sampled_from(["", "%", " %", " Layanan", " persen"]),
)  # fmt: skip
def test_what_is_written_is_what_is_read(
    whole: int, decimals: int, konvensi: Konvensi, grouped: bool, sign: str, tail: str
) -> None:
    value = Decimal(whole).scaleb(-decimals) if whole < 10**25 else Decimal(whole)
    text = f"{value:,f}" if grouped else f"{value:f}"
    if konvensi is Konvensi.ID:
        text = text.translate(str.maketrans(",.", ".,"))
    shown = f"{sign}{text}{')' if sign == '(' else ''}{tail}"
    angka = read(shown, konvensi, False)
    assert angka is not None and angka.nilai == (value.copy_negate() if sign else value)
    blind = read(shown, Konvensi.TAK_TENTU, False)
    assert blind is None or blind.nilai == angka.nilai  # without context: the same or refused, never another


@tetap(200)
@given(st.sampled_from(POTONGAN), st.text("1 .,-()%a\u00a0", max_size=4), st.sampled_from("!(x5 %"))
def test_a_long_cell_takes_no_time(piece: str, head: str, tail: str) -> None:
    text = head + piece * (6000 // len(piece)) + tail
    start = time.process_time()
    read(text, Konvensi.ID, False)
    possible(text)
    assert time.process_time() - start < 0.5


def patterns() -> list[tuple[str, re.Pattern[str]]]:
    """Return every compiled text pattern of the program by module and name."""
    found: dict[tuple[str, int], tuple[str, re.Pattern[str]]] = {}
    for package in (extract, transform, render, flows):
        for info in pkgutil.iter_modules(package.__path__):
            module: ModuleType = importlib.import_module(f"{package.__name__}.{info.name}")
            for name, value in vars(module).items():
                if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                    found.setdefault((value.pattern, value.flags), (f"{module.__name__}.{name}", value))
    return list(found.values())


POMPA = ("a", " ", "1 ", "a ", ".", ",", "1.", "-", "(", "_", "\n", "a.b ", "I", "\u00a0", "<", "1. ", "Tabel ")


@pytest.mark.parametrize("kepala", ["", "1", "("])
def test_no_pattern_of_the_program_is_slow_on_a_pumped_text(kepala: str) -> None:
    """A pattern that tries every way to share a long blank would hang a run on one cell."""
    slow = []
    for where, pattern in patterns():
        for piece in POMPA:
            text = kepala + piece * (400 // len(piece)) + "!"
            start = time.process_time()
            pattern.search(text)
            pattern.fullmatch(text)
            if (took := time.process_time() - start) > 0.2:
                slow.append(f"{where} {piece!r}: {took:.1f} detik")
                break
    assert slow == []
