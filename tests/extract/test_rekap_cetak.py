"""What offices print from Word and Calc to PDF: amounts in words, group sums, long profile answers."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from extract.collect import read_folder
from extract.pdf_list import follows, list_mark
from extract.rekap_butir import strip_number
from extract.rekap_konteks import find_scale
from tests.extract.rekap_buku import codes, values

D = Decimal


@pytest.mark.parametrize(
    ("text", "kali"),
    [
        ("(dalam ribuan rupiah)", 1000),
        ("Juta Rupiah", 10**6),
        ("Rp. 9.670.000,- (sembilan juta enam ratus tujuh puluh ribu rupiah), dengan rincian :", 1),
        ("ribu rupiah), dengan rincian sebagai berikut", 1),
        ("memperoleh anggaran ratusan juta rupiah", 1),
    ],
)
def test_an_amount_in_words_is_no_scale(text: str, kali: int) -> None:
    assert find_scale([text]) == kali


def _fa(path: Path, rows: list[list[Any]]) -> None:
    wb = openpyxl.Workbook()
    sheet = wb.worksheets[0]
    sheet.append(["REALISASI ANGGARAN PER KEGIATAN DAN RINCIAN OUTPUT TA 2024"])
    for row in [["Kode", "Uraian", "Pagu", "Realisasi", "Sisa", "%"], *rows]:
        sheet.append(row)
    wb.save(path)


@pytest.mark.parametrize(
    ("satu", "dua", "akhir"),
    [
        ("Sub Jumlah 6163", "Sub Jumlah 6164", "JUMLAH"),
        ("Subtotal", "Subtotal", "Jumlah Seluruhnya"),
        ("Jumlah Kegiatan 6163", "Jumlah Kegiatan 6164", "TOTAL"),
        ("Jumlah", "Jumlah", "Total"),
    ],
)
def test_the_sum_below_a_group_belongs_to_the_heading_above_it(
    tmp_path: Path, satu: str, dua: str, akhir: str
) -> None:
    _fa(tmp_path / "ro.xlsx", [
        ["6163", "Penyelenggaraan Keimigrasian", None, None, None, None],
        ["6163.BAA.001", "Layanan Paspor", 500000, 400000, 100000, 80],
        ["6163.BAA.002", "Layanan Izin Tinggal", 300000, 300000, 0, 100],
        [None, satu, 800000, 700000, 100000, 87.5],
        ["6164", "Dukungan Manajemen", None, None, None, None],
        ["6164.EBA.994", "Layanan Perkantoran", 200000, 100000, 100000, 50],
        [None, dua, 200000, 100000, 100000, 50],
        [None, akhir, 1000000, 800000, 200000, 80],
    ])  # fmt: skip
    read = read_folder(tmp_path, 2024)
    assert "BACA-JUMLAH" not in codes(read)
    pagu = values(read, "fa_detail", "pagu", "kode")
    assert (pagu["6163"], pagu["6164"]) == (D(800000), D(200000))
    assert values(read, "fa_detail", "pagu", "uraian")["JUMLAH"] == D(1000000)


@pytest.mark.parametrize("mark", ["II. ", "iv) ", "(b) ", "3.2 ", "c. "])
def test_the_number_before_a_name_is_no_part_of_it(mark: str) -> None:
    assert strip_number(f"{mark}Meningkatnya pelayanan") == "Meningkatnya pelayanan"


def test_marks_of_a_list_follow_one_another() -> None:
    assert follows(list_mark("b. dua"), list_mark("c. tiga"))
    assert follows(list_mark("II. dua"), list_mark("III. tiga"))
    assert follows(list_mark("1.4 empat"), list_mark("2.1 satu"))
    assert follows(list_mark("c) tiga"), list_mark("a) satu"))
    assert not follows(list_mark("a. satu"), list_mark("c. tiga"))
    assert not list_mark("12 Orang") and not list_mark("dan lainnya")
