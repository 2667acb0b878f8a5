"""Texts of wrapped cells: joined where a word was cut, apart where a new word begins."""

from __future__ import annotations

import pytest

from extract.rekap_teks import join_lines


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("B = tahanan/narapidana/ana\nk", "B = tahanan/narapidana/anak"),
        ("Narapidana/Tahanan/An\nak, Pengendalian", "Narapidana/Tahanan/Anak, Pengendalian"),
        ("sarana/prasarana\ndi wilayah", "sarana/prasarana di wilayah"),
        ("layanan/bantuan\nke daerah", "layanan/bantuan ke daerah"),
        ("hak pendidikan\na. formal", "hak pendidikan a. formal"),
        ("tepat-\nwaktu", "tepat-waktu"),
    ],
)
def test_words_cut_by_a_narrow_cell_are_whole_again(cell: str, wanted: str) -> None:
    assert join_lines(cell) == wanted
