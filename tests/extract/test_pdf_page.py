"""The lean way to a page's characters and lines gives what pdfplumber gives, number for number."""

from __future__ import annotations

import random
from collections.abc import Container
from io import BytesIO
from pathlib import Path
from typing import Any

import pdfplumber
import pikepdf
import pytest
from pdfminer.pdfinterp import PDFContentParser
from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import PSEOF
from pdfplumber.utils.exceptions import PdfminerException
from pdfplumber.utils.text import extract_words

from extract.pdf_open import Pdf
from extract.pdf_open import PdfminerException as BrokenPage
from extract.pdf_page import LeanPage
from extract.pdf_runs import group_words
from extract.pdf_tokens import NotPlain, read_objects
from tests.extract.layout.pdf_writer import random_style, write_pdf
from tests.extract.layout.samples import MAKERS

CHAR = ("text", "x0", "x1", "top", "bottom", "upright", "fontname", "size")
BOX = ("x0", "top", "x1", "bottom")
FIXTURES = sorted((Path(__file__).parent.parent / "fixtures").rglob("*.pdf"))
TEXT = (
    b"BT /F1 12 Tf 60 700 Td (Jumlah 1.234) Tj 0 -14 Td [(Pa) -20 (gu)] TJ ET "
    b"50 650 200 20 re S 50 600 m 90 600 l S"
)
ODD = (
    b"% a comment\n" + TEXT,
    TEXT.replace(b"(Jumlah 1.234)", rb"(nested (1.234) and \(2\) \101\12 \q)"),
    TEXT.replace(b"(Jumlah 1.234)", b"<4A756D6C616820312E3233 3>"),
    TEXT.replace(b"/F1 12", b"/F#31 12."),
    b"/Span <</MCID 3 /Alt (x)>> BDC " + TEXT + b" EMC",
    b"q 0.7 0.7 -0.7 0.7 200 100 cm " + TEXT + b" Q 0 1 -1 0 500 0 cm " + TEXT,
    TEXT + b" BI /W 2 /H 2 /BPC 8 /CS /G ID abcd EI " + TEXT,
    b"3 Tc 2 Tw 80 Tz 4 Ts 1 w 13 TL " + TEXT + b" BT /F1 9 Tf 1 0 0.2 1 50 50 Tm (a b) ' 1 2 (c d) \" (e) Tj ET",
    TEXT + b" 1 2 ] { } << 5 /A >> 10 unknown true false null 50 20 Td -.5 +3 4. -- 1.2.3 5-3 12abc",
    TEXT + b" BT (no end",
    TEXT + b" [ (never closed) 4",
    b"/Form Do " + TEXT + b" /Form Do",
    b"1 0 0 -1 0 800 cm q 2 0 0 2 5 5 cm " + TEXT + b" Q 1 0 0 -1 0 400 cm " + TEXT
    + b" 3 3 m 5 5 20 5 re f 9 9 5 5 re n 50 600 20 0 re f",
    b"/P <</MCID 0>> BDC [3 2] 0 d .5 g /GS0 gs /Cs cs 0 0 1 scn /P0 scn " + TEXT
    + b" 3 4 m 5 6 l S 10 10 50 9 re f* EMC",
    b"50 600 m 90 600 95 605 95 630 c 20 20 l h f 10 10 m 40 40 l 40 10 l b* 10 10 m 10 50 l 50 50 l 50 10 l h B",
    b"",
)  # fmt: skip


def wanted(page: Any, hidden: Container[Any] = ()) -> list[Any]:
    """Return all that we ask of a page as pdfplumber gives it (without what is clipped away), or how it failed."""
    try:
        chars = [c for c in page.chars if tuple(c[k] for k in BOX) not in hidden]
        return [
            [(*(c[k] for k in CHAR), *c["matrix"][:2]) for c in chars],
            [(tuple(r[k] for k in BOX), r["stroke"], r["fill"]) for r in page.rects],
            [item["pts"] for item in (*page.lines, *page.curves)],
            [tuple(i[k] for k in BOX) for i in page.images],
            (page.bbox, page.width, page.height, page.page_number),
        ]
    except PdfminerException as error:
        return [type(error.args[0])]


def seen(page: LeanPage) -> list[Any]:
    """Return the same of our own page."""
    try:
        return [
            [(*c, r.upright, r.fontname, r.size, *r.matrix) for r in page.runs for c in r.chars],
            page.rects,
            [*page.lines, *page.curves],
            page.images,
            (page.bbox, page.width, page.height, page.page_number),
        ]
    except BrokenPage as error:
        return [type(error.args[0])]


def compare(source: Path | BytesIO) -> int:
    """Compare every page of a file read both ways; return how many characters there were."""
    chars = 0
    own_pdf = Pdf(source.read_bytes() if isinstance(source, Path) else source.getvalue())
    with pdfplumber.open(source) as pdf:
        assert len(pdf.pages) == len(own_pdf)
        for page in pdf.pages:
            own = LeanPage(own_pdf.page(page.page_number))
            found = seen(own)
            assert found == wanted(page, set(own.hidden) if len(found) > 1 else ())
            chars += len(found[0]) if len(found) > 1 else 0
    return chars


def page_of(content: bytes, **entries: Any) -> BytesIO:
    """Return a PDF of one page with these commands."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    form = pdf.make_stream(TEXT)
    form.Type, form.Subtype, form.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 300, 300]
    form.Matrix = [0.5, 0, 0, 0.5, 20, 30]
    page.Resources = pikepdf.Dictionary(
        Font=pikepdf.Dictionary(F1=pdf.make_indirect(font)), XObject=pikepdf.Dictionary(Form=form)
    )
    form.Resources = page.Resources
    page.Contents = pdf.make_stream(content)
    for name, value in entries.items():
        page[f"/{name}"] = value
    stream = BytesIO()
    pdf.save(stream)
    return stream


@pytest.mark.parametrize("seed", range(9))
def test_a_page_is_the_same_as_pdfplumbers_in_any_layout(seed: int, tmp_path: Path) -> None:
    rng = random.Random(f"lean-{seed}")
    write_pdf(tmp_path / "t.pdf", [rng.choice(MAKERS)(rng)], random_style(rng))
    assert compare(tmp_path / "t.pdf") > 100


@pytest.mark.parametrize("path", FIXTURES, ids=[p.stem for p in FIXTURES])
def test_a_page_is_the_same_as_pdfplumbers_on_files_of_other_programs(path: Path) -> None:
    compare(path)


def test_text_that_a_cell_cuts_off_is_not_read() -> None:
    cut = b"q 50 700 60 20 re W n BT /F1 10 Tf 52 705 Td (Kantor Wilayah 2019) Tj ET Q"
    cut += b" BT /F1 10 Tf 120 705 Td (12) Tj ET"
    half = b"q 50 700 30 20 re W* n BT /F1 10 Tf 52 705 Td (1.234.567) Tj ET Q"
    texts = []
    for content in (cut, half):  # half a number would be another number
        with pdfplumber.open(page_of(content)) as pdf:
            texts.append("".join(c[0] for r in LeanPage(pdf.pages[0]).runs for c in r.chars))
    assert texts == ["Kantor Wilay12", "1.234.567"]


@pytest.mark.parametrize("content", ODD, ids=range(len(ODD)))
def test_odd_commands_are_read_as_pdfplumber_reads_them(content: bytes) -> None:
    compare(page_of(content))


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_and_shifted_page_is_the_same(turn: int) -> None:
    shifted = [-30, 20, 565, 862]
    assert compare(page_of(TEXT, Rotate=turn, MediaBox=shifted, CropBox=[0, 50, 500, 800]))


def parsed(data: bytes) -> list[Any]:
    """Return the objects of a stream of commands as pdfminer's own parser gives them."""
    try:
        parser, found = PDFContentParser([PDFStream({}, data)]), list[Any]()
        while True:
            found.append(parser.nextobject()[1])
    except PSEOF:
        return found if data.strip() else []


def test_commands_cut_at_once_are_those_of_pdfminers_parser() -> None:
    rng = random.Random(11)
    signs = b"()<>[]{}/%'\"\\#+-.09aATJ \r\n\x00\xe9"
    plain = 0
    for _ in range(1500):
        data = bytearray(rng.choice(ODD[:12]))
        for _ in range(rng.randint(0, 3)):
            at = rng.randrange(len(data))
            data[at : at + rng.randint(0, 2)] = bytes(rng.choice(signs) for _ in range(rng.randint(0, 2)))
        try:
            found = read_objects([bytes(data)])
        except NotPlain:
            continue
        plain += 1
        assert repr(found) == repr(parsed(bytes(data))), bytes(data)
    assert plain > 300


def mutated(rng: random.Random) -> bytes:
    """Return commands of a page with a few signs changed, dropped or put in."""
    signs = b"()<>[]{}/%'\"\\#+-.09aATJ \r\n\x00\xe9"
    data = bytearray(rng.choice(ODD))
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(max(1, len(data)))
        data[at : at + rng.randint(0, 2)] = bytes(rng.choice(signs) for _ in range(rng.randint(0, 2)))
    return bytes(data)


@pytest.mark.parametrize("seed", range(4))
def test_commands_that_were_tampered_with_are_read_as_pdfplumber_reads_them(seed: int) -> None:
    rng = random.Random(f"tampered-{seed}")
    for _ in range(40):
        compare(page_of(mutated(rng)))


def same_words(source: Path | BytesIO) -> int:
    """Compare the words of every page with pdfplumber's; return how many there were."""
    count = 0
    with pdfplumber.open(source) as pdf:
        for page in pdf.pages:
            plain = extract_words(
                page.chars, x_tolerance_ratio=0.15, y_tolerance=2, extra_attrs=["fontname", "size"]
            )
            runs = [run for run in LeanPage(page).runs if run.chars]
            found = [
                (*(getattr(w, k) for k in (*BOX, "text", "size")),) for w in group_words(runs, 0, 0, turned=False)
            ]
            assert found == [tuple(w[k] for k in (*BOX, "text", "size")) for w in plain]
            count += len(found)
    return count


@pytest.mark.parametrize("path", FIXTURES[::3], ids=[p.stem for p in FIXTURES[::3]])
def test_words_are_those_of_pdfplumber(path: Path) -> None:
    same_words(path)


@pytest.mark.parametrize("content", ODD, ids=range(len(ODD)))
def test_words_of_odd_text_are_those_of_pdfplumber(content: bytes) -> None:
    same_words(page_of(content + b" BT /F1 9 Tf 1 0 0 1 60.2 701.5 Tm (x y) Tj 20 -2.4 Td (z w) Tj ET"))
