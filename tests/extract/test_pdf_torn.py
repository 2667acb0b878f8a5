"""Rows at the top of a page: the rest of a row cut by the page, and rows whose value is a word."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.grid import Document, Line, Table
from extract.read import read_document

XS = (40, 240, 300, 360)
KEPALA = ("Indikator Kinerja", "Target", "Realisasi")
Entry = tuple[str, tuple[str, ...], float]  # a line of the name, its numbers, the step down to it


def _draw(path: Path, pages: list[list[Entry]], *, ruled: bool) -> Document:
    """Write pages of one table: headings atop the first, and on each where its columns are drawn."""
    canvas = Canvas(str(path), pagesize=(420, 420))
    for number, page in enumerate(pages):
        top = y = 380.0
        if ruled or number == 0:
            canvas.setFont("Helvetica-Bold", 9)
            for x, text in zip(XS, KEPALA, strict=False):
                canvas.drawString(x + 4, y - 10, text)
            y -= 14
        head = y
        canvas.setFont("Helvetica", 9)
        for name, numbers, step in page:
            y -= step
            canvas.drawString(XS[0] + 4, y, name)
            for x, text in zip(XS[1:], numbers, strict=False):
                canvas.drawRightString(x + 50, y, text)
        if ruled:
            for x in XS:
                canvas.line(x, top, x, y - 6)
            for height in (top, head, y - 6):
                canvas.line(XS[0], height, XS[-1], height)
        canvas.showPage()
    canvas.save()
    return read_document(path, path.parent)


def _names(document: Document, page: int) -> list[str]:
    tables = [b for b in document.sheets[page].blocks if isinstance(b, Table)]
    texts = [" ".join(row[0].text.split()) for table in tables for row in table.rows if row]
    return [text for text in texts if text and text != KEPALA[0]]


def _doubts(document: Document) -> str:
    return " ".join(f.pesan for f in document.findings if f.kode == "PDF-SEL-RAGU")


FIRST: list[Entry] = [
    ("Persentase tahanan yang dilayani", ("80", "81"), 12), ("sesuai standar", (), 11),
    ("Jumlah layanan kesehatan bagi", ("12", "14"), 16), ("tahanan menurut standar", (), 11),
    ("Jumlah pengaduan masyarakat", ("30", "31"), 16),
]  # fmt: skip


@pytest.mark.parametrize("rest", ["yang ditindaklanjuti", "Pemasyarakatan yang selesai"])
def test_the_rest_of_a_cut_row_is_no_part_of_the_row_below(tmp_path: Path, rest: str) -> None:
    second: list[Entry] = [
        (rest, (), 12), ("sesuai standar", (), 11),
        ("Indeks kepuasan penghuni", ("3", "4"), 16), ("menurut survei", (), 11),
    ]  # fmt: skip
    read = _draw(tmp_path / "a.pdf", [FIRST, second], ruled=True)
    assert _names(read, 1) == [f"{rest} sesuai standar", "Indeks kepuasan penghuni menurut survei"]
    assert not _doubts(read)


def test_a_rest_that_nothing_parts_from_the_row_below_is_in_doubt(tmp_path: Path) -> None:
    second: list[Entry] = [
        ("yang ditindaklanjuti sesuai", (), 12), ("standar", (), 11),
        ("Indeks kepuasan penghuni", ("3", "4"), 11), ("menurut survei", (), 11), ("tahunan", (), 11),
    ]  # fmt: skip
    assert "yang ditindaklanjuti" in _doubts(_draw(tmp_path / "a.pdf", [FIRST, second], ruled=True))


def test_a_name_whose_numbers_stand_in_its_middle_is_one_row(tmp_path: Path) -> None:
    second: list[Entry] = [
        ("Indeks kepuasan penghuni", (), 12), ("menurut survei", ("3", "4"), 11), ("tahunan", (), 11),
    ]  # fmt: skip
    read = _draw(tmp_path / "a.pdf", [FIRST, second], ruled=True)
    assert _names(read, 1) == ["Indeks kepuasan penghuni menurut survei tahunan"]
    assert not _doubts(read)


@pytest.mark.parametrize("mark", ["1. ", ""])
@pytest.mark.parametrize("after", [3, 0])
def test_a_first_row_whose_value_is_a_word_is_read_or_in_doubt(tmp_path: Path, mark: str, after: int) -> None:
    words: list[Entry] = [(f"{mark}Opini atas laporan keuangan", ("WTP", "WTP"), 12), ("satuan kerja", (), 11)]
    rows: list[Entry] = [(f"{i + 2}. Jumlah layanan kunjungan", (f"{i + 5}", f"{i + 6}"), 16) for i in range(after)]
    read = _draw(tmp_path / "a.pdf", [FIRST, [*words, *rows]], ruled=False)
    cells = [c.text for b in read.sheets[1].blocks if isinstance(b, Table) for row in b.rows for c in row]
    lines = [b.text for b in read.sheets[1].blocks if isinstance(b, Line)]
    assert cells.count("WTP") == 2 and not any("WTP" in line for line in lines) or "WTP" in _doubts(read)
