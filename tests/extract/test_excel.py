"""Workbooks: values as Excel shows them, formulas without values named, nothing hidden goes unsaid."""

from __future__ import annotations

import datetime
import random
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from extract.excel_format import make_decimal, show
from extract.grid import Document, Table
from extract.read import read_document
from tests.extract.layout.samples import belanja, ikpa
from tests.extract.layout.spec import place_cells
from tests.extract.layout.xlsx_writer import Book, write_xlsx

INPUT = Path(__file__).parents[2] / "input"


def read(path: Path) -> Document:
    return read_document(path, path.parent)


def first_table(document: Document) -> Table:
    return next(document.sheets[0].tables())


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        ("0.6742", "0.00%", "67.42%"),
        ("0.6742", "0%", "67%"),
        ("3638803000", "#,##0", "3,638,803,000"),
        ("12345", "000000", "012345"),
        ("1", '0" Layanan"', "1 Layanan"),
        ("-8350", "#,##0;(#,##0)", "(8,350)"),
        ("-8350", "#,##0;[Red]-#,##0", "-8,350"),
        ("0", '#,##0;-#,##0;"-"', "-"),
        ("724171000", "#,##0,", "724,171"),
        ("724171000", '"Rp"* #,##0_);("Rp"* #,##0)', "Rp724,171,000"),
        ("99.4", "0.00", "99.40"),
        ("2.5", "0", "3"),
        ("112.37", "General", "112.37"),
        ("80", "", "80"),
        ("-0.001", "0.00", "0.00"),
        ("0.5", "#.##", ".5"),
        ("4841", "[$Rp-421]#,##0.00", "Rp4,841.00"),
        ("85", '[>=80]0" Baik";0" Kurang"', "85 Baik"),
        ("75", '[>=80]0" Baik";0" Kurang"', "75 Kurang"),
    ],
)
def test_a_number_is_shown_as_excel_shows_it(value: str, number_format: str, text: str) -> None:
    assert show(Decimal(value), number_format) == text


def test_floats_lose_their_binary_noise_and_nothing_else() -> None:
    assert make_decimal(0.1 + 0.2) == Decimal("0.3")
    assert make_decimal(99.100000000000009) == Decimal("99.1")
    assert make_decimal(3580192113) == Decimal("3580192113")
    assert str(make_decimal(67.42)) == "67.42"


def test_dates_are_shown_in_indonesian() -> None:
    assert show(datetime.datetime(2024, 1, 5, 10, 12), "dd/mm/yyyy hh:mm") == "5 Januari 2024 10:12"
    assert show(datetime.date(2023, 12, 31), "d mmmm yyyy") == "31 Desember 2023"


def test_sample_capaian_has_values_formats_formulas_and_spans() -> None:
    table = first_table(read(INPUT / "2023/bapas-polewali/Capaian_Kinerja_2023.xlsx"))
    cell = table.at(7, 5)
    assert cell is not None and (cell.locator, cell.value, cell.text) == ("Capaian!F8", Decimal("67.42"), "67.42")
    computed = table.at(7, 6)
    assert computed is not None and computed.formula == "=ROUND(F8/E8*100,2)"
    assert computed.value == Decimal("112.37")
    sasaran = table.at(9, 1)
    assert sasaran is not None and sasaran.locator == "Capaian!B8" and sasaran.rowspan == 3


@pytest.mark.parametrize("path", sorted(INPUT.glob("*/*/*.xlsx")), ids=lambda p: f"{p.parent.name}/{p.name}")
def test_every_sample_workbook_reads(path: Path) -> None:
    document = read(path)
    assert document.kind == "xlsx" and any(sheet.blocks for sheet in document.sheets)
    assert not [f for f in document.findings if f.kode in {"XLS-RUMUS-KOSONG", "XLS-RUMUS-SALAH"}]


def test_a_formula_never_calculated_is_named(tmp_path: Path) -> None:
    workbook: Any = openpyxl.Workbook()
    workbook.active["A1"], workbook.active["B3"] = 5, "=SUM(A1:A2)"
    workbook.save(tmp_path / "rumus.xlsx")
    document = read(tmp_path / "rumus.xlsx")
    cell = first_table(document).at(2, 1)
    assert cell is not None and cell.value is None and cell.text == "" and cell.formula == "=SUM(A1:A2)"
    (finding,) = document.findings
    assert finding.kode == "XLS-RUMUS-KOSONG" and "B3" in finding.pesan and "rumus.xlsx" in finding.pesan


def test_tables_anywhere_on_a_sheet_keep_their_addresses(tmp_path: Path) -> None:
    spec = ikpa(random.Random(4))
    write_xlsx(tmp_path / "t.xlsx", [spec], Book(row=4, col=3))
    table = first_table(read(tmp_path / "t.xlsx"))
    offset = len(table.rows) - len(spec.rows)
    for placed in place_cells(spec.rows):
        cell = table.at(placed.row + offset, placed.col)
        assert cell is not None and cell.text == placed.text
        assert (cell.rowspan, cell.colspan) == (placed.rowspan, placed.colspan)
    assert table.rows[0][0].locator == "Rekap 1!C4"


def test_typed_values_and_their_formats(tmp_path: Path) -> None:
    spec = belanja(random.Random(1))
    money = spec.body[0][2]
    book = Book(values={money: (2330260000.0, "#,##0"), spec.body[0][5]: (0.9783, "0.00%"), "1": (7, "000000")})
    write_xlsx(tmp_path / "t.xlsx", [spec], book)
    cells = {c.text: c for row in first_table(read(tmp_path / "t.xlsx")).rows for c in row}
    assert cells["2,330,260,000"].value == Decimal("2330260000")
    assert cells["97.83%"].value == Decimal("0.9783") and cells["97.83%"].number_format == "0.00%"
    assert cells["000007"].value == Decimal(7)


def test_hidden_rows_columns_and_sheets_are_flagged(tmp_path: Path) -> None:
    workbook: Any = openpyxl.Workbook()
    sheet = workbook.active
    for row in range(1, 4):
        sheet.append([f"baris {row}", row, row * 2])
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["C"].hidden = True
    workbook.create_sheet("Rahasia")["A1"] = "x"
    workbook["Rahasia"].sheet_state = "hidden"
    workbook.save(tmp_path / "t.xlsx")
    document = read(tmp_path / "t.xlsx")
    table = first_table(document)
    assert table.hidden_rows == (1,) and table.hidden_cols == (2,)
    assert [sheet.hidden for sheet in document.sheets] == [False, True]
    assert [f.kode for f in document.findings] == ["XLS-TERSEMBUNYI", "XLS-TERSEMBUNYI"]


def test_an_excel_error_is_text_with_a_finding(tmp_path: Path) -> None:
    workbook: Any = openpyxl.Workbook()
    workbook.active["A1"] = "#DIV/0!"
    workbook.active["A1"].data_type = "e"
    workbook.save(tmp_path / "t.xlsx")
    document = read(tmp_path / "t.xlsx")
    assert first_table(document).rows[0][0].value == "#DIV/0!"
    assert [f.kode for f in document.findings] == ["XLS-RUMUS-SALAH"]
