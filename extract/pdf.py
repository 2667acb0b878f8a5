"""PDF files: page by page into text lines and tables of addressed cells."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from extract.finding import Finding, Tingkat, UnreadableInput
from extract.grid import Block, Line, Sheet, Table
from extract.pdf_ruled import find_grids, read_grid
from extract.pdf_words import Box, PageContent, Rule, Word, join_words, split_lines, union

THIN = 2.5  # a filled rectangle thinner than this is a rule
SHORT = 4.0  # a rule shorter than this is a dot or a glyph


def read_pdf(path: Path, file: str, *, password: str | None = None) -> tuple[tuple[Sheet, ...], tuple[Finding, ...]]:
    """Return every page of a PDF, and what is wrong with it."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfminer.pdfparser import PDFSyntaxError
    from pdfplumber.utils.exceptions import PdfminerException

    findings: list[Finding] = []
    sheets: list[Sheet] = []
    try:
        with pdfplumber.open(path, password=password or "") as pdf:
            for page in pdf.pages:
                sheet, noticed = _read_page(page, file)
                sheets.append(sheet)
                findings.extend(noticed)
                page.close()
    except (PDFSyntaxError, PDFPasswordIncorrect, PdfminerException) as error:
        raise UnreadableInput(f"{file}: PDF rusak atau terkunci ({type(error).__name__}).", kode="PDF-RUSAK",
                              lokasi=(file,)) from error  # fmt: skip
    return tuple(sheets), tuple(findings)


def _read_page(page: Any, file: str) -> tuple[Sheet, list[Finding]]:
    content = read_content(page)
    name = f"hlm {content.number}"
    findings: list[Finding] = []
    if not content.words:
        if content.images:
            findings.append(Finding(
                "PDF-TANPA-TEKS", Tingkat.GALAT,
                f"{file} halaman {content.number}: halaman berupa gambar tanpa teks.", (f"{file}: {name}",)))  # fmt: skip
        return Sheet(name, content.number - 1, (), readable=not content.images), findings
    grids = find_grids(content.rules)
    tables = [read_grid(content, grid, content.words) for grid in grids]
    inside = [grid.box for grid in grids]
    loose = [word for word in content.words if not any(box.holds(word) for box in inside)]
    blocks = order_blocks(make_lines(content, loose), list(zip(inside, tables, strict=True)))
    return Sheet(name, content.number - 1, tuple(blocks)), findings


def read_content(page: Any) -> PageContent:
    """Return words, rules, shades and images of a pdfplumber page."""
    left, up = page.bbox[0], page.bbox[1]
    words = tuple(
        Word(w["x0"] - left, w["top"] - up, w["x1"] - left, w["bottom"] - up, w["text"],
             "bold" in w["fontname"].lower(), w["size"], not w["upright"])
        for w in page.extract_words(x_tolerance_ratio=0.15, y_tolerance=2, extra_attrs=["fontname", "size"])
    )  # fmt: skip
    rules, shades = _drawn(page, left, up)
    images = tuple(Box(i["x0"] - left, i["top"] - up, i["x1"] - left, i["bottom"] - up) for i in page.images)
    return PageContent(page.page_number, page.width, page.height, words, tuple(rules), tuple(shades), images)


def _drawn(page: Any, left: float, up: float) -> tuple[list[Rule], list[Box]]:
    """Return the drawn rules, and the filled areas that are not rules."""
    rules: list[Rule] = []
    shades: list[Box] = []
    for item in page.rects:
        box = Rule(item["x0"] - left, item["top"] - up, item["x1"] - left, item["bottom"] - up)
        if min(box.width, box.height) <= THIN:
            rules.append(box)
        elif item.get("stroke"):
            rules += _sides(box)
        if item.get("fill") and min(box.width, box.height) > THIN:
            shades.append(box)
    for item in [*page.lines, *page.curves]:
        points = item.get("pts") or []
        for (ax, ay), (bx, by) in zip(points, points[1:], strict=False):
            if abs(ax - bx) <= 1 or abs(ay - by) <= 1:
                rules.append(Rule(min(ax, bx) - left, min(ay, by) - up, max(ax, bx) - left, max(ay, by) - up))
    return [rule for rule in rules if max(rule.width, rule.height) >= SHORT], shades


def _sides(box: Box) -> list[Rule]:
    return [
        Rule(box.x0, box.top, box.x1, box.top),
        Rule(box.x0, box.bottom, box.x1, box.bottom),
        Rule(box.x0, box.top, box.x0, box.bottom),
        Rule(box.x1, box.top, box.x1, box.bottom),
    ]


def make_lines(content: PageContent, words: Sequence[Word]) -> list[tuple[Box, Line]]:
    """Return the text lines of the words outside tables."""
    lines = []
    for line in split_lines(words):
        box = union(line)
        lines.append((box, Line(join_words(line), box.locator(content.number), any(w.ocr for w in line))))
    return lines


def order_blocks(lines: Sequence[tuple[Box, Line]], tables: Sequence[tuple[Box, Table]]) -> list[Block]:
    """Return lines and tables from top to bottom."""
    blocks: list[tuple[float, float, Block]] = [(box.top, box.x0, line) for box, line in lines]
    blocks += [(box.top, box.x0, table) for box, table in tables]
    return [block for _, _, block in sorted(blocks, key=lambda item: item[:2])]
