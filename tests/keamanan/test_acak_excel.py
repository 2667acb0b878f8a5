"""Random workbooks: every cell comes back as it was written, blanks stay blank, damage is refused by name."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from extract.excel_format import make_decimal, show
from extract.finding import UnreadableInput
from extract.grid import Cell, Document
from extract.limits import Limits
from extract.read import read_document
from tests.keamanan.acak import tetap
from tests.keamanan.jerat import BAPAS

BATAS = Limits(cells=50_000, unpacked_mb=20)
FORMAT = ("General", "@", "0", "0.00", "#,##0", "#,##0.00", "0%", "0.00%", '0" Layanan"', "0.0;(0.0);-",
          '"Rp"#,##0;[Red]-"Rp"#,##0', "000000", "?", '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', "dd/mm/yyyy",
          "[h]:mm", "0,", "# ?/?",
          "0.00E+00", "[>100]0;[<5]0.0;0.00", ";;;", '"', "[", "\\", "0..0", "%%", "#,", "[$-421]dd mmmm yyyy",
          "_", "*", "0;0;0;0;0", "yyyy", "General%", "@@", "0" * 300)  # fmt: skip
ANGKA = st.one_of(
    st.integers(-(10**15) + 1, 10**15 - 1),
    st.floats(allow_nan=False, allow_infinity=False, width=64).filter(
        lambda x: x == 0 or 1e-12 < abs(x) < 1e15
    ).map(lambda x: float(f"{x:.15g}")),  # a workbook holds 15 digits; the library that writes it rounds the rest
)
# openpyxl takes a text that begins with = for a formula; control characters no workbook can hold
TEKS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12).filter(
    lambda t: not t.startswith("=") and "_x" not in t and "\ufffe" not in t and "\uffff" not in t
)
RUMUS = st.sampled_from(["=1+1", "=A1", "=SUM(A1:B9)", "=cmd|' /C calc'!A0", "=1/0"])
ISI = st.one_of(st.none(), ANGKA, TEKS, st.booleans(), st.dates(date(1950, 1, 1), date(2090, 1, 1)), RUMUS)
SEL = st.dictionaries(st.tuples(st.integers(1, 7), st.integers(1, 5)), st.tuples(ISI, st.sampled_from(FORMAT)),
                      min_size=1, max_size=14)  # fmt: skip
LUAS = st.tuples(st.integers(8, 12), st.integers(1, 4), st.integers(0, 2), st.integers(0, 2))


def cells_of(document: Document) -> dict[str, Cell]:
    return {c.locator: c for s in document.sheets for t in s.tables() for row in t.rows for c in row}


@tetap(60)
@given(SEL, st.lists(LUAS, max_size=1))
def test_every_cell_comes_back_as_written(
    tmp_path: Path, cells: dict[tuple[int, int], tuple[Any, str]], merges: list[tuple[int, int, int, int]]
) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "A"
    for (row, col), (value, number_format) in cells.items():
        cell = sheet.cell(row, col, value)
        if isinstance(value, int | float) and not isinstance(value, bool):
            cell.number_format = number_format
    for n, (top, left, height, width) in enumerate(merges):
        sheet.cell(top, left, f"gabungan {n}")
        sheet.merge_cells(start_row=top, start_column=left, end_row=top + height, end_column=left + width)
    book.save(tmp_path / "acak.xlsx")
    document = read_document(tmp_path / "acak.xlsx", tmp_path, limits=BATAS)
    read = cells_of(document)
    said = " ".join(f.pesan for f in document.findings)
    for (row, col), (value, number_format) in cells.items():
        place = f"A!{get_column_letter(col)}{row}"
        cell_read = read.get(place)
        if value is None:
            assert cell_read is None or (cell_read.value is None and cell_read.text == "")
            continue
        assert cell_read is not None, place
        if isinstance(value, str) and value.startswith("="):
            assert cell_read.value is None and cell_read.text == "" and cell_read.formula
            assert place.removeprefix("A!") in said
        elif isinstance(value, bool | str):
            assert cell_read.value == value
        elif isinstance(value, date):
            assert cell_read.value == datetime(value.year, value.month, value.day)
        elif not isinstance(cell_read.value, datetime | str):  # a date format makes a date of a number
            assert isinstance(cell_read.value, Decimal) and cell_read.value == make_decimal(value)
        else:
            assert any(c in number_format for c in "ymdh")
    assert not any(isinstance(c.value, float) for c in read.values())
    merged = [c for c in read.values() if c.text.startswith("gabungan")]
    assert len(merged) == len(merges)


@tetap(500)
@given(st.one_of(ANGKA.map(make_decimal), st.floats(allow_nan=False, allow_infinity=False).map(make_decimal)),
       st.one_of(st.sampled_from(FORMAT), st.text('0#?.,%;@"\\_*[]<>=E+-/ Rpyd1', max_size=14)))  # fmt: skip
def test_any_number_format_shows_a_text(value: Decimal, number_format: str) -> None:
    assert isinstance(show(value, number_format), str)


BUKU = (BAPAS / "SMART_DJA_2023.xlsx").read_bytes()


@tetap(120)
@given(st.integers(0, 40), st.integers(0, 10**6), st.one_of(st.binary(max_size=6), st.sampled_from(
    [b"<", b"</c>", b'<c r="A1"><v>', b"NaN", b"1e999", b'encoding="UTF-9"', b"&#0;", b'r="ZZZZ1"', b't="e"',
     b"<mergeCell ref='A1:'/>", b't="b"', b's="9999"', b"<f t='shared' si='7'/>", b"\xff\xfe", b"<!DOCTYPE a>"])),
    st.integers(0, 30))  # fmt: skip
def test_a_damaged_part_is_refused_by_name_or_read(
    tmp_path: Path, part: int, at: int, put: bytes, cut: int
) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BUKU)) as old, zipfile.ZipFile(out, "w") as new:
        names = old.namelist()
        for name in names:
            body = old.read(name)
            if name == names[part % len(names)]:
                place = at % (len(body) + 1)
                body = body[:place] + put + body[place + cut :]
            new.writestr(name, body)
    (tmp_path / "rusak.xlsx").write_bytes(out.getvalue())
    try:
        document = read_document(tmp_path / "rusak.xlsx", tmp_path, limits=BATAS)
    except UnreadableInput as error:
        assert "rusak.xlsx" in str(error) and error.kode.startswith(("XLS-", "BERKAS-"))
        return
    for cell in cells_of(document).values():
        assert not isinstance(cell.value, float)
        assert not isinstance(cell.value, Decimal) or cell.value.is_finite()
