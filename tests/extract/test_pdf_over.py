"""Text over text is read once, a stamp over the rows stands apart, and pages of amounts are no pictures."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from extract.grid import Line, Table
from extract.read import read_document

HEAD = ("Jenis Belanja", "Pagu", "Realisasi")
ROWS = (("Belanja Pegawai", "Rp1.250.000", "Rp1.200.000"), ("Belanja Barang", "Rp2.340.000", "Rp2.100.000"),
        ("Jumlah", "Rp3.590.000", "Rp3.300.000"))  # fmt: skip


def write(
    path: Path, rows: tuple[tuple[str, ...], ...] = ROWS, *, twice: bool = False, stamp: bool = False
) -> Path:
    canvas = Canvas(str(path))
    for i, row in enumerate((HEAD, *rows)):
        canvas.setFont("Helvetica-Bold" if i == 0 else "Helvetica", 8)
        for x, text in zip((60, 200, 300), row, strict=True):
            canvas.drawString(x, 790 - 14 * i, text)
            if twice:
                canvas.drawString(x + 0.3, 790 - 14 * i, text)
    if stamp:
        canvas.setFont("Helvetica-Bold", 15)
        canvas.drawString(120, 774, "SALINAN SESUAI ASLINYA")
    canvas.save()
    return path


def cells(path: Path) -> list[list[str]]:
    (table,) = [b for s in read_document(path, path.parent).sheets for b in s.blocks if isinstance(b, Table)]
    return [[cell.text for cell in row] for row in table.rows]


def test_letters_struck_twice_are_read_once(tmp_path: Path) -> None:
    assert cells(write(tmp_path / "a.pdf", twice=True)) == [list(HEAD), *map(list, ROWS)]


def test_a_stamp_over_the_rows_stands_apart(tmp_path: Path) -> None:
    path = write(tmp_path / "a.pdf", stamp=True)
    assert cells(path) == [list(HEAD), *map(list, ROWS)]
    lines = [b for s in read_document(path, path.parent).sheets for b in s.blocks if isinstance(b, Line)]
    assert [(line.text, line.stray) for line in lines] == [("SALINAN SESUAI ASLINYA", True)]


def test_a_page_of_amounts_is_text_though_most_letters_are_rp(tmp_path: Path) -> None:
    rows = tuple((f"{k:03}", f"Rp{k}.250.000", f"Rp{k}.200.000") for k in range(1, 51))
    path = write(tmp_path / "a.pdf", rows)
    assert not any(finding.kode == "PDF-OCR" for finding in read_document(path, tmp_path).findings)
    assert cells(path)[1:] == [list(row) for row in rows]
