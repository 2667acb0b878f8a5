"""Random pages: no character that is printed gets lost without a word, whatever lines are drawn around it."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pikepdf
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from extract.finding import UnreadableInput
from extract.grid import Document, Line, Table
from extract.limits import Limits
from extract.read import read_document
from tests.keamanan.acak import tetap
from tests.keamanan.jerat import BAPAS

BATAS = Limits(pages=20, pixels=1_000_000)
KATA = ("Belanja Pegawai", "Pagu", "Realisasi", "1.234.567", "98,76", "12", "-", "0", "100 %", "(1)", "Jumlah",
        "Rp5.000", "3.1 Indeks", "52", "Terlaksananya layanan", "5252.BDC.004", "2023")  # fmt: skip
KATA_DI = st.tuples(st.sampled_from(KATA), st.integers(2, 34), st.integers(2, 48))
GARIS = st.tuples(st.integers(2, 36), st.integers(2, 50), st.integers(0, 34), st.integers(0, 30), st.booleans())


def texts(document: Document) -> str:
    """Return all text of a document, tables and lines."""
    found = []
    for sheet in document.sheets:
        for block in sheet.blocks:
            if isinstance(block, Line):
                found.append(block.text)
            elif isinstance(block, Table):
                found += [cell.text for row in block.rows for cell in row]
    return "".join("".join(found).split())


def spread(words: list[tuple[str, int, int]]) -> list[tuple[str, float, float]]:
    """Return the words at places where none is printed over another."""
    placed: list[tuple[str, float, float]] = []
    for word, col, row in words:
        x, y = col * 15.0, 60 + row * 15.0
        width = len(word) * 5.2 + 6
        if x + width < 580 and not any(y == b and x < a + len(w) * 5.2 + 6 and a < x + width for w, a, b in placed):
            placed.append((word, x, y))
    return placed


@tetap(50, ringkas=False)
@given(st.lists(KATA_DI, min_size=1, max_size=40), st.lists(GARIS, max_size=14))
def test_no_printed_character_is_lost(
    tmp_path: Path, words: list[tuple[str, int, int]], rules: list[tuple[int, int, int, int, bool]]
) -> None:
    canvas = Canvas(str(tmp_path / "acak.pdf"), pagesize=(595, 842))
    canvas.setFont("Helvetica", 8)
    placed = spread(words)
    for word, x, y in placed:
        canvas.drawString(x, y, word)
    for col, row, width, height, box in rules:
        x, y = col * 15.0 - 4, 60 + row * 15.0 - 4
        if box:
            canvas.rect(x, y, width * 15.0, height * 15.0)
        else:
            canvas.line(x, y, x + width * 15.0, y) if width > height else canvas.line(x, y, x, y + height * 15.0)
    canvas.save()
    document = read_document(tmp_path / "acak.pdf", tmp_path, limits=BATAS)
    printed = Counter("".join("".join(w.split()) for w, _, _ in placed))
    said = any(f.lokasi for f in document.findings)
    assert Counter(texts(document)) == printed or said
    assert len(document.sheets) == 1
    for table in document.sheets[0].tables():
        cells = [cell for row in table.rows for cell in row]
        taken = [
            (r, c)
            for cell in cells
            for r in range(cell.row, cell.row + cell.rowspan)
            for c in range(cell.col, cell.col + cell.colspan)
        ]
        # no place of the grid belongs to two cells without a word
        assert len(taken) == len(set(taken)) or said or not any(cell.text for cell in cells)
        assert all(r < len(table.rows) and c < table.width for r, c in taken)


@tetap(40, ringkas=False)
@given(st.integers(1, 7), st.integers(2, 6), st.randoms(use_true_random=False), st.floats(0.3, 2.0))
def test_a_ruled_table_comes_back_cell_by_cell(
    tmp_path: Path, rows: int, cols: int, rng: random.Random, stroke: float
) -> None:
    def one() -> str:
        return rng.choice(("", "-", "0", f"{rng.randrange(10**7):,}", f"{rng.random() * 99:.2f}", rng.choice(KATA)))

    written = [[one() for _ in range(cols)] for _ in range(rows)]
    written[0] = [f"Kolom {n}" for n in range(cols)]
    if rows > 1:
        written[-1][0] = "Jumlah"
    canvas = Canvas(str(tmp_path / "tabel.pdf"), pagesize=(842, 595))
    canvas.setFont("Helvetica", 8)
    canvas.setLineWidth(stroke)
    wide, high, left, top = 110.0, 22.0, 40.0, 540.0
    canvas.grid([left + wide * n for n in range(cols + 1)], [top - high * n for n in range(rows + 1)])
    for r, row in enumerate(written):
        for c, text in enumerate(row):
            canvas.drawString(left + wide * c + 4, top - high * r - 14, text)
    canvas.save()
    document = read_document(tmp_path / "tabel.pdf", tmp_path, limits=BATAS)
    if rows == 1 or any(f.lokasi for f in document.findings):
        return
    (table,) = document.sheets[0].tables()
    cells = [[table.at(r, c) for c in range(cols)] for r in range(rows)]
    assert [[" ".join(cell.text.split()) if cell else "" for cell in row] for row in cells] == written


SISIPAN = (b" Tj", b"Q Q Q", b"BT BT", b"[[[", b"<<", b"(", b"0 0 0 0 0 0 cm", b"9e999 0 Td", b"/F9 1 Tf", b"-1 Tr",
           b"/X Do", b"BI ID EI", b"\xff\xff", b"1e-300 Tz", b"W n", b"0 0 1e9 1e9 re f", b"1 0 0 RG")  # fmt: skip
ASLI = (BAPAS / "OMSPAN_IKPA_2023.pdf").read_bytes()


@tetap(25, ringkas=False)
@given(st.integers(0, 10**6), st.sampled_from(SISIPAN), st.integers(0, 30))
def test_a_damaged_page_is_said_or_read(tmp_path: Path, at: int, put: bytes, cut: int) -> None:
    path = tmp_path / "rusak.pdf"
    path.write_bytes(ASLI)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0]
        page.contents_coalesce()
        data = page.Contents.read_bytes()
        place = at % len(data)
        page.Contents.write(data[:place] + b" " + put + b" " + data[place + cut :])
        pdf.save(path)
    try:
        document = read_document(path, tmp_path, limits=BATAS)
    except UnreadableInput as error:
        assert "rusak.pdf" in str(error)
        return
    assert len(document.sheets) == 1 or any("rusak.pdf" in f.pesan for f in document.findings)
