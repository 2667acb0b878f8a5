"""Numbers in words: the two readers agree on every number, and each refuses what is the other's."""

from __future__ import annotations

import pytest
from num2words import num2words

from extract.laporan_angka import parse_words
from extract.rekap_bilang import spelled

NUMBERS = [*range(0, 1200), *range(1200, 2_000_000, 9973), 10**9, 2_100_000_005]


def test_both_read_every_number_alike() -> None:
    words = {n: num2words(n, lang="id") for n in NUMBERS}
    assert {n: spelled(text) for n, text in words.items()} == {n: n for n in NUMBERS}
    assert {n: parse_words(text) for n, text in words.items()} == {n: n for n in NUMBERS}


@pytest.mark.parametrize(
    ("text", "cell", "sentence"),
    [
        ("kosong", 0, None),
        ("dua, puluh", 20, None),
        ("seratus juta rupiah", None, 100_000_000),
        ("satu triliun", None, 10**12),
        ("tiga orang", None, 3),
        ("sebagian", None, None),
    ],
)
def test_a_cell_and_a_sentence_spell_differently(text: str, cell: int | None, sentence: int | None) -> None:
    assert (spelled(text), parse_words(text)) == (cell, sentence)
