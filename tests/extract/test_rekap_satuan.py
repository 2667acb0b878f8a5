"""Amounts and counts whose size a word, a heading or a number format decides."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from extract.collect import read_folder
from tests.extract.rekap_buku import codes, read_book, values

D = Decimal
KEPALA = ["Jenis Belanja", "Pagu", "Realisasi", "%"]


def book(path: Path, judul: str, rows: list[list[object]], fmt: dict[int, str]) -> None:
    wb = openpyxl.Workbook()
    sheet = wb.worksheets[0]
    sheet.append([judul])
    sheet.append(KEPALA)
    for row in rows:
        sheet.append(row)
        for column, code in fmt.items():
            sheet.cell(sheet.max_row, column).number_format = code
    wb.save(path)


def test_a_percent_sign_in_quotes_scales_nothing(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Belanja Pegawai", 2000, 1990, 99.5], ["Belanja Barang", 1000, 900, 90.0]]
    book(tmp_path / "a.xlsx", "REALISASI BELANJA TA 2024", rows, {4: '0.00"%"'})
    read = read_folder(tmp_path, 2024)
    assert values(read, "belanja", "persen", "jenis") == {"pegawai": D("99.5"), "barang": D(90)}
    assert codes(read) == {"BARIS-KURANG"}  # no belanja modal


@pytest.mark.parametrize("judul", ["REALISASI BELANJA TA 2024", "REALISASI BELANJA TA 2024 (dalam ribuan rupiah)"])
def test_an_amount_shown_in_thousands_by_its_format_is_stored_in_full(tmp_path: Path, judul: str) -> None:
    rows: list[list[object]] = [
        ["Belanja Pegawai", 2_000_000, 1_990_000, 99.5], ["Belanja Barang", 10**6, 900_000, 90],
    ]  # fmt: skip
    book(tmp_path / "a.xlsx", judul, rows, {2: "#,##0,", 3: "#,##0,"})
    read = read_folder(tmp_path, 2024)
    assert values(read, "belanja", "pagu", "jenis") == {"pegawai": D(2_000_000), "barang": D(1_000_000)}


def test_juta_and_miliar_in_the_cell(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        ["REALISASI BELANJA TA 2024"], KEPALA, ["Belanja Pegawai", "Rp4,5 miliar", "Rp4.455,50 juta", "99,01"],
        ["Belanja Barang", "Rp1,25 milyar", "Rp1.125.000.000", "90"],
    ])  # fmt: skip
    assert values(read, "belanja", "pagu", "jenis") == {"pegawai": D(4_500_000_000), "barang": D(1_250_000_000)}
    realisasi = values(read, "belanja", "realisasi", "jenis")
    assert realisasi == {"pegawai": D(4_455_500_000), "barang": D(1_125_000_000)}


def test_three_decimals_of_a_miliar_are_not_taken_for_thousands(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        ["REALISASI BELANJA TA 2024"], KEPALA, ["Belanja Pegawai", "Rp4,125 miliar", "Rp4,012 miliar", None],
    ])  # fmt: skip
    assert values(read, "belanja", "pagu", "jenis").get("pegawai", D(4_125_000_000)) == D(4_125_000_000)
    assert codes(read) - {"BARIS-KURANG"} in ({"ANGKA-AMBIGU"}, {"ANGKA-AMBIGU", "TABEL-KOSONG"})


def test_counts_are_whole_whatever_the_separator(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        ["PERJANJIAN KINERJA TAHUN 2024"], ["Sasaran", "Indikator Kinerja", "Target", "Satuan"],
        ["Meningkatnya A", "Jumlah litmas yang selesai", "1.250 Laporan", None],
        [None, "Jumlah klien yang dibimbing", "2,340", "Orang"],
        [None, "Indeks kepuasan layanan", "3,45", "Indeks"],
        [None, "Jumlah pelatihan", "1.100", None],
    ])  # fmt: skip
    assert values(read, "perjanjian_kinerja", "target", "indikator_no") == {
        1: D(1250), 2: D(2340), 3: D("3.45"), 4: D(1100),
    }  # fmt: skip
    assert codes(read) == set()
