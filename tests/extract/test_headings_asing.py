"""Headings in two languages or said twice count once; two different things in one heading stay two."""

from __future__ import annotations

from datetime import date

import pytest

from extract.headings import load_maps, match_header
from extract.headings_asing import judul_baku
from extract.rekap_tanggal import find_state


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("Budget / Pagu", "pagu"),
        ("Sasaran Kegiatan (Objective)", "sasaran kegiatan"),
        ("Capaian RO (CRO)", "capaian ro"),
        ("Actual 2025", "realisasi 2025"),
        ("% Absorption", "% penyerapan"),
        ("Male (L)", "laki laki"),
        ("Nama Satker / Unit", "unit"),
        ("Target / Realisasi", "target realisasi"),
        ("Pagu (Awal)", "pagu awal"),
        ("Realisasi (2024)", "realisasi 2024"),
        ("Realisasi (Triwulan II)", "realisasi triwulan ii"),
        ("Jumlah (L)", "jumlah l"),
        ("Sasaran / Indikator", "sasaran indikator"),
    ],
)
def test_a_heading_in_equal_parts_says_one_of_them(printed: str, said: str) -> None:
    assert judul_baku(printed) == said


def test_two_things_in_one_heading_are_neither() -> None:
    peta = next(p for p in load_maps() if p.jenis == "belanja")
    paths = {0: ("Jenis Belanja",), 1: ("Budget (Pagu)",), 2: ("Actual / Realisasi",), 3: ("Sisa / Pagu Revisi",)}
    kepala = match_header({c: (*p,) for c, p in paths.items()}, peta, ("", ""))
    assert kepala is not None
    assert [k.nama for k in kepala.kolom] == ["jenis", "pagu", "realisasi", None]


@pytest.mark.parametrize("text", ["Per: 2025-12-31", "as of 31-Dec-2025", "Keadaan 31 Desember 2025"])
def test_a_state_may_be_dated_as_spreadsheets_do(text: str) -> None:
    assert find_state([text], None).tanggal == date(2025, 12, 31)
