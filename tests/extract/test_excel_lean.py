"""A workbook read part by part gives what openpyxl gives; what is not plain is left to openpyxl."""

from __future__ import annotations

import random
import warnings
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Alignment, Font, Protection

from extract.collect import read_folder
from extract.excel import read_workbook
from extract.excel_guard import cells_only
from extract.excel_lean import load_plain
from extract.excel_lembar import POLOS, Lembar, load_sheets

FORMATS = (
    "0.00%",
    "#,##0",
    '0.0" Orang"',
    "General",
    "dd/mm/yyyy",
    "[h]:mm",
    "h:mm:ss",
    "#,##0;[Red]-#,##0",
    "mmm-yy",
)
SHEET = "xl/worksheets/sheet1.xml"


def fill(sheet: Any, rng: random.Random) -> None:
    values: tuple[Callable[[], object], ...] = (
        lambda: round(rng.uniform(-5, 10**9), rng.randint(0, 4)), lambda: rng.randint(-9, 10**12),
        lambda: "a & <b>\n c", lambda: date(2023, rng.randint(1, 12), 5), lambda: time(4, 5), lambda: True,
        lambda: datetime(2023, 3, 4, 5, 6, 7, 890000), lambda: timedelta(hours=30), lambda: "=A1+1",
        lambda: "#DIV/0!", lambda: 0.25, lambda: None,
    )  # fmt: skip
    for row in range(1, 16):
        for col in range(1, 9):
            cell = sheet.cell(row, col)
            cell.value = rng.choice(values)()
            if rng.random() < 0.4:
                cell.number_format = rng.choice(FORMATS)
            if rng.random() < 0.2:
                cell.font, cell.alignment = Font(bold=rng.random() < 0.5), Alignment(indent=rng.randint(0, 3))
            if rng.random() < 0.1:
                cell.protection = Protection(locked=False)


def write(path: Path, rng: random.Random) -> Path:
    book = openpyxl.Workbook()
    first = book.worksheets[0]
    fill(first, rng)
    first.merge_cells("B3:D4")
    first.merge_cells("A10:A12")
    first.row_dimensions[5].hidden = True
    first.column_dimensions["C"].hidden = True
    first.column_dimensions.group("E", "F", hidden=True)
    hidden = book.create_sheet("Tersembunyi")
    hidden.sheet_state = "hidden"
    hidden["B2"] = "x"
    book.create_sheet("Kosong")
    book.save(path)
    return path


def change(path: Path, part: str, *pairs: tuple[str, str]) -> Path:
    """Write the workbook again with some text of a part replaced."""
    with zipfile.ZipFile(path) as archive:
        data = {name: archive.read(name) for name in archive.namelist()}
    text = data[part].decode()
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in data.items():
            archive.writestr(name, text.encode() if name == part else content)
    return path


def plain(sheet: Lembar) -> object:
    covered = {
        (row, col)
        for top, left, bottom, right in sheet.merged
        for row in range(top, bottom + 1)
        for col in range(left, right + 1)
        if (row, col) != (top, left)
    }
    cells = {at: repr(c) for at, c in sheet.cells.items() if at not in covered and c != (None, None, False, POLOS)}
    return sheet.title, sheet.hidden, cells, sorted(sheet.merged), sheet.hidden_rows, sheet.hidden_cols


def same(path: Path) -> None:
    found = load_plain(path)
    assert found is not None
    with cells_only(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of numbers beyond all dates
        assert [plain(sheet) for sheet in found] == [plain(sheet) for sheet in load_sheets(path)]


@pytest.mark.parametrize("seed", range(6))
def test_cells_styles_and_areas_are_those_of_openpyxl(seed: int, tmp_path: Path) -> None:
    same(write(tmp_path / "a.xlsx", random.Random(f"lean-{seed}")))


def test_formulas_shared_and_stored_values_are_those_of_openpyxl(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in range(1, 6):
        sheet.cell(row, 1).value = row
    book.save(tmp_path / "a.xlsx")
    cells = (
        '<c r="B1"><f t="shared" ref="B1:B3" si="0">A1*2</f><v>2</v></c>',
        '<c r="B2"><f t="shared" si="0"/><v>4.5</v></c>',
        '<c r="B3"><f t="shared" si="0"/></c>',
        '<c r="B4" t="str"><f>"x"</f><v>x</v></c><c r="C4" t="str"><f>""</f><v></v></c>',
        '<c r="B5" t="e"><f t="array" ref="B5">1/0</f><v>#DIV/0!</v></c>',
    )
    pairs = [
        (f'<c r="A{n}" t="n"><v>{n}</v></c>', f'<c r="A{n}"><v>{n}</v></c>{c}') for n, c in enumerate(cells, 1)
    ]
    same(change(tmp_path / "a.xlsx", SHEET, *pairs))
    found = load_plain(tmp_path / "a.xlsx")
    assert found is not None
    assert [found[0].cells[row, 2][:3] for row in range(1, 6)] == [
        (2, "=A1*2", False), (4.5, "=A2*2", False), (None, "=A3*2", False), ("x", '="x"', False),
        ("#DIV/0!", "=1/0", True),
    ]  # fmt: skip
    assert found[0].cells[4, 3][:2] == ("", '=""')


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (SHEET, ' r="A1"', ""),
        (SHEET, 'r="A1"', 'r="a1"'),
        (SHEET, "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/x"),
        (SHEET, "</sheetData>", '</sheetData><hyperlinks><hyperlink ref="Z9" location="A1"/></hyperlinks>'),
        (SHEET, "<mergeCell ref=", '<mergeCell ref="D9:B2"/><mergeCell ref='),
        ("xl/workbook.xml", "<workbookPr", '<workbookPr date1904="1"'),
        ("xl/workbook.xml", 'name="Kosong"', 'name="tersembunyi"'),
        ("xl/styles.xml", "<styleSheet", '<?xml version="1.0" encoding="iso-8859-1"?><styleSheet'),
        ("xl/styles.xml", "<styleSheet", "<!DOCTYPE styleSheet><styleSheet"),
        ("xl/styles.xml", 'fontId="1"', 'fontId="99"'),
    ],
)
def test_what_is_not_plain_is_left_to_openpyxl(part: str, old: str, new: str, tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", random.Random("lean-0"))
    assert load_plain(path) is not None
    assert load_plain(change(path, part, (old, new))) is None


def test_a_workbook_openpyxl_has_to_read_gives_the_same_table(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", random.Random("lean-1"))
    wanted = read_workbook(path, "a.xlsx")
    change(path, SHEET, ("</sheetData>", '</sheetData><hyperlinks><hyperlink ref="J1"/></hyperlinks>'))
    assert load_plain(path) is None
    assert read_workbook(path, "a.xlsx") == wanted


AKAR = Path(__file__).parents[2]
BUKU = sorted([*(AKAR / "input").rglob("*.xlsx"), *(AKAR / "tests" / "fixtures").rglob("*.xlsx")])


def test_every_workbook_of_the_samples_is_read_alike() -> None:
    assert len(BUKU) > 60
    for path in BUKU:
        if load_plain(path) is not None:
            same(path)
    assert sum(load_plain(path) is not None for path in BUKU) > len(BUKU) * 0.9


def written_without_calculating(path: Path, sisa: int) -> Path:
    """Write pagu and realisasi with formulas beside them, each with a stored 0 as some programs leave it."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["REALISASI BELANJA PER JENIS BELANJA TAHUN 2023"])
    sheet.append(["Jenis Belanja", "Pagu", "Realisasi", "Sisa"])
    for row, name in enumerate(("Belanja Pegawai", "Belanja Barang", "Belanja Modal"), 3):
        sheet.append([name, 1000 * row, 1000 * row - sisa, f"=B{row}-C{row}"])
    book.save(path)
    return change(path, SHEET, *((f"<f>B{n}-C{n}</f><v></v>", f"<f>B{n}-C{n}</f><v>0</v>") for n in (3, 4, 5)))


def test_zeros_that_nobody_calculated_are_not_read(tmp_path: Path) -> None:
    sheets, findings = read_workbook(written_without_calculating(tmp_path / "a.xlsx", 7), "a.xlsx")
    cells = [c for table in sheets[0].tables() for row in table.rows for c in row if c.formula]
    assert [c.value for c in cells] == [None, None, None]
    assert [f.kode for f in findings] == ["XLS-RUMUS-KOSONG"]
    facts = {dict(f.kunci)["jenis"]: f.nilai for f in read_folder(tmp_path, 2023).facts if f.kolom == "sisa"}
    assert set(facts.values()) == {Decimal(7)}


def test_zeros_that_are_right_stay(tmp_path: Path) -> None:
    sheets, findings = read_workbook(written_without_calculating(tmp_path / "a.xlsx", 0), "a.xlsx")
    assert [c.value for t in sheets[0].tables() for row in t.rows for c in row if c.formula] == [0, 0, 0]
    assert not findings
