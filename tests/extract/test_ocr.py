"""Scanned pages: read by tesseract into the same tables and marked so; without it reported by name."""

from __future__ import annotations

import random
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

import extract.ocr
from extract.grid import Document
from extract.ocr import engine_available, mend_percent
from extract.read import read_document
from tests.extract.layout.pdf_writer import Style, write_pdf
from tests.extract.layout.samples import smart

INPUT = Path(__file__).parents[2] / "input"
IKPA = INPUT / "2023/bapas-polewali/OMSPAN_IKPA_2023.pdf"
needs_engine = pytest.mark.skipif(not engine_available(), reason="tesseract with `ind` is not installed")


def scan(source: Path, target: Path, dpi: int = 200) -> None:
    """Write a PDF whose pages are pictures of another PDF's pages."""
    document = pypdfium2.PdfDocument(source)
    canvas = Canvas(str(target))
    for page in document:
        size = page.get_size()
        canvas.setPageSize(size)
        canvas.drawImage(ImageReader(page.render(scale=dpi / 72, grayscale=True).to_pil()), 0, 0, *size)
        canvas.showPage()
    canvas.save()
    document.close()


def read(path: Path) -> Document:
    return read_document(path, path.parent)


def test_without_the_engine_the_page_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan(IKPA, tmp_path / "pindai.pdf", 40)
    monkeypatch.setattr(extract.ocr, "engine_available", lambda: False)
    document = read(tmp_path / "pindai.pdf")
    (sheet,) = document.sheets
    (finding,) = document.findings
    assert not sheet.readable and sheet.blocks == ()
    assert finding.kode == "PDF-TANPA-TEKS" and "pindai.pdf halaman 1" in finding.pesan


def test_fonts_without_unicode_maps_are_not_taken_for_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "cid.pdf"
    with pikepdf.open(INPUT / "2023/bapas-polewali/Perjanjian_Kinerja_2023.pdf") as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item:
                del item["/ToUnicode"]
        pdf.save(path)
    monkeypatch.setattr(extract.ocr, "engine_available", lambda: False)
    document = read(path)
    assert not any(sheet.readable for sheet in document.sheets)
    assert all("font tanpa peta Unicode" in finding.pesan for finding in document.findings)


@needs_engine
@pytest.mark.ocr
def test_scanned_ikpa_gives_its_values(tmp_path: Path) -> None:
    scan(IKPA, tmp_path / "pindai.pdf")
    document = read(tmp_path / "pindai.pdf")
    table = next(document.sheets[0].tables())
    cells = [table.at(3, col) for col in range(6, 14)]
    assert [c.text if c else "" for c in cells] == [
        "100,00", "94,00", "100,00", "0,00", "0,00", "100,00", "100,00", "100,00",
    ]  # fmt: skip
    assert all(c is not None and c.ocr for c in cells) and table.method == "ocr"
    bobot = [table.at(4, col) for col in range(6, 14)]
    assert [c.text if c else "" for c in bobot] == ["10", "10", "20", "0", "0", "10", "5", "25"]
    assert {"PDF-OCR", "PDF-OCR-RAGU"} >= {f.kode for f in document.findings} >= {"PDF-OCR"}


@needs_engine
@pytest.mark.ocr
def test_a_wrong_digit_is_named_as_doubtful_or_not_there(tmp_path: Path) -> None:
    """Whatever number the engine gets wrong must be among those it is said to be unsure of."""
    spec = smart(random.Random(3))
    write_pdf(tmp_path / "smart.pdf", [spec], Style(size=9))
    scan(tmp_path / "smart.pdf", tmp_path / "pindai.pdf", 150)
    document = read(tmp_path / "pindai.pdf")
    table = next(document.sheets[0].tables())
    doubts = " ".join(place for f in document.findings if f.kode == "PDF-OCR-RAGU" for place in f.lokasi)
    right = 0
    for r, row in enumerate(spec.body):
        for c, text in enumerate(row):
            cell = table.at(r + 1, c)
            same = cell is not None and "".join(cell.text.split()) == "".join(text.split())
            right += same
            if not same and any(char.isdigit() for char in text):
                assert doubts, (text, cell.text if cell else None)
    assert right >= 0.9 * sum(len(row) for row in spec.body)


@needs_engine
@pytest.mark.ocr
def test_a_page_scanned_sideways_is_turned(tmp_path: Path) -> None:
    write_pdf(tmp_path / "smart.pdf", [smart(random.Random(3))], Style(size=9, text_turn=90))
    scan(tmp_path / "smart.pdf", tmp_path / "pindai.pdf", 150)
    table = next(read(tmp_path / "pindai.pdf").sheets[0].tables())
    cell = table.at(0, 2)
    assert cell is not None and cell.text == "Penyerapan" and table.width == 8


@pytest.mark.parametrize(
    ("seen", "meant"), [("97,83Yo", "97,83%"), ("98,39”", "98,39%"), ("80%", "80%"), ("Yoga", "Yoga"), ("12", "12")]
)
def test_percent_signs_taken_for_letters(seen: str, meant: str) -> None:
    assert mend_percent(seen) == meant
