"""Printing figures: Indonesian grammar, one rounding, one record per printed form."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.angka import Konvensi, parse_angka
from extract.figure import Figure, SourceRef
from extract.finding import LkjipError
from render import marks
from render.format_id import Printer, decimal_text, number_text, rupiah_text
from render.format_tanggal import check_nip, nip_text, tanggal_text
from render.format_terbilang import terbilang
from render.gaya import Gaya
from transform.ledger import Ledger

SOURCE = SourceRef("a.xlsx", "0" * 64, "A!B1")


def make(
    value: Decimal | str | None, unit: str = "", name: str = "angka.uji", gaya: Gaya | None = None
) -> tuple[Printer, Figure]:
    ledger = Ledger()
    figure = ledger.add(Figure(name, value, unit, source=SOURCE, reason=None if value is not None else "kosong"))
    return Printer(ledger, "3", gaya or Gaya()), figure


@given(st.decimals(min_value=-(10**15), max_value=10**15, places=6), st.integers(min_value=0, max_value=4))
def test_printed_number_reads_back_rounded_half_up(value: Decimal, places: int) -> None:
    text = decimal_text(value, places)
    wanted = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    assert parse_angka(text, konvensi=Konvensi.ID).nilai == wanted
    assert not (wanted == 0 and text.startswith("-"))


@given(st.integers(min_value=-(10**15), max_value=10**15), st.sampled_from(["eyd", "kantor"]))
def test_money_reads_back(value: int, uang: str) -> None:
    assert parse_angka(rupiah_text(Decimal(value), uang), konvensi=Konvensi.ID, uang=True).nilai == value


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("67.42", "%", "67,42%"),
        ("67.7", "%", "67,70%"),
        ("100", "%", "100%"),
        ("99.999", "%", "100,00%"),
        ("112.366666", "%", "112,37%"),
        ("0.125", "%", "0,13%"),
        ("1", "Layanan", "1 Layanan"),
        ("1707", "orang", "1.707 orang"),
        ("3.78", "Indeks", "3,78"),
        ("-22955116", "rupiah", "-Rp22.955.116,00"),
    ],
)
def test_value_prints_as_its_unit_wants(value: str, unit: str, text: str) -> None:
    printer, figure = make(Decimal(value), unit)
    assert marks.plain(printer.nilai(figure)) == text


def test_office_style_and_na_sign_are_settings() -> None:
    gaya = Gaya(uang="kantor", teks_na="-", desimal=1)
    printer, figure = make(Decimal("1234000"), "rupiah", gaya=gaya)
    assert marks.plain(printer.nilai(figure)) == "Rp 1.234.000,-"
    printer, figure = make(None, "%", gaya=gaya)
    assert marks.plain(printer.nilai(figure)) == "-"
    printer, figure = make(Decimal("67.45"), "%", gaya=gaya)
    assert marks.plain(printer.nilai(figure)) == "67,5%"


def test_text_value_prints_as_it_is() -> None:
    printer, figure = make("WTP")
    assert marks.plain(printer.nilai(figure)) == "WTP"


def test_each_printed_form_has_one_entry_and_its_own_id() -> None:
    printer, figure = make(Decimal("3638803000"), "rupiah")
    first, again, bare = printer.rupiah(figure), printer.rupiah(figure), printer.uang(figure)
    assert first == again
    assert [(e.id, e.text) for e in printer.entries] == [
        ("angka.uji@3", "Rp3.638.803.000,00"),
        ("angka.uji@3b", "3.638.803.000"),
    ]
    assert "angka.uji@3b" in bare
    assert all(len(e.id) <= 64 for e in printer.entries)


def test_figure_unknown_to_the_ledger_is_refused() -> None:
    printer, _ = make(Decimal(1))
    stranger = Figure("lain", Decimal(2), "", source=SOURCE)
    with pytest.raises(LkjipError, match="lain"):
        printer.nilai(stranger)


def test_points_and_percent_are_different_words() -> None:
    printer, figure = make(Decimal("-27.346"), "poin")
    assert marks.plain(printer.poin(figure)) == "27,35 poin persen"
    assert marks.plain(printer.poin(figure, " poin", mutlak=False)) == "-27,35 poin"


def test_count_with_fraction_is_refused() -> None:
    printer, figure = make(Decimal("1.5"), "orang")
    with pytest.raises(LkjipError):
        printer.bulat(figure)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "nol"), (10, "sepuluh"), (11, "sebelas"), (100, "seratus"), (1000, "seribu"), (1001, "seribu satu"),
        (21000, "dua puluh satu ribu"), (101000, "seratus satu ribu"), (1_001_000, "satu juta seribu"),
        (1_000_000_000, "satu miliar"), (1_001_001_000, "satu miliar satu juta seribu"), (-1000, "minus seribu"),
        (2_000_000_000_000, "dua triliun"),
    ],
)  # fmt: skip
def test_terbilang(value: int, words: str) -> None:
    assert terbilang(value) == words


@given(st.integers(min_value=1, max_value=999), st.sampled_from([10**6, 10**9, 10**12]))
def test_a_single_thousand_is_always_seribu(head: int, scale: int) -> None:
    assert terbilang(head * scale + 1000).endswith(" seribu")


def test_whole_number_has_no_decimals() -> None:
    assert number_text(Decimal("100.00"), 2) == "100"
    assert number_text(Decimal("100.004"), 2) == "100,00"


def test_date_and_nip() -> None:
    assert tanggal_text(date(2024, 1, 2)) == "2 Januari 2024"
    assert nip_text("197712012001121006") == "19771201 200112 1 006"
    assert check_nip("19771201 200112 1 006") is None


@pytest.mark.parametrize(
    ("nip", "word"),
    [
        ("19771201200112100", "18 angka"),
        ("197713012001121006", "tanggal lahir"),
        ("197712012012001006", "bulan"),
        ("197712011980121006", "umur"),
        ("197712012001123006", "jenis kelamin"),
    ],
)
def test_wrong_nip_says_what_is_wrong(nip: str, word: str) -> None:
    assert word in (check_nip(nip) or "")
