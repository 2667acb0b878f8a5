"""Pages of running text are told from pages with figures cheaply, and only their lines are read.

A satker that keeps its whole Renstra sends forty pages of prose around one table. Parsing every character
costs some 80 ms a page; pdfium tells in 3 ms that a page holds nothing but sentences. The test is strict:
whatever could be part of a table or be read as a figure sends the page the long way (`pdf.read_page`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from extract.grid import Line, Sheet
from extract.pdf_words import Word, split_lines, union

LETTERS = 300  # fewer make a title page, a form or a table of few words
FULL_LINE = 45.0  # characters of a middling line of prose
GAP = 0.9  # line heights: wider blanks within a line are columns
RULES = 2  # drawn paths of a letterhead or a footer
SLANT = 0.02
MARK = re.compile(r"^(?:[0-9]{1,3}|[a-zA-Z]|[ivxIVX]{1,5})?[.):]?$|^[-•·–o▪➢✓*]$")  # what numbers a list
PLAIN = re.compile(r"^[(\"“'’]*(?:\d{1,4}(?:[-–/]\d{4})?|\d{1,2}(?:\.\d{1,2}){0,3}\.?)[).,;:\"”'’]*$")
DIGIT = re.compile(r"\d")
LETTER = re.compile(r"[^\W\d_]")
VOWEL = re.compile(r"[aiueoAIUEO]")
UNREAD = re.compile("[\x00\ufffd\ue000-\uf8ff]")  # letters whose font gives them no meaning


def read_prose(document: Any, number: int) -> Sheet | None:
    """Return the lines of page `number` of a pdfium document, None where it may hold anything but prose."""
    page = document[number - 1]
    try:
        if page.get_rotation() or not _plainly_drawn(page):
            return None
        text = page.get_textpage()
        try:
            left, _, _, top = page.get_cropbox()
            words = _pieces(text, left, top)
        finally:
            text.close()
    finally:
        page.close()
    lines = split_lines(words)
    if not _is_prose(lines):
        return None
    blocks = [Line(" ".join(" ".join(w.text for w in line).split()), union(line).locator(number)) for line in lines]
    return Sheet(f"hlm {number}", number - 1, tuple(blocks))


def _plainly_drawn(page: Any) -> bool:
    """Say whether the page holds level text and next to no drawing."""
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE, FPDF_PAGEOBJ_PATH, FPDF_PAGEOBJ_TEXT

    paths = 0
    for item in page.get_objects(max_depth=1):
        if item.type == FPDF_PAGEOBJ_TEXT:
            matrix = item.get_matrix()
            if matrix.a <= 0 or abs(matrix.b) > SLANT * matrix.a or abs(matrix.c) > SLANT * abs(matrix.d):
                return False
        elif item.type == FPDF_PAGEOBJ_PATH:
            paths += 1
            if paths > RULES:
                return False
        elif item.type != FPDF_PAGEOBJ_IMAGE:  # forms and shadings may hold anything
            return False
    return True


def _pieces(text: Any, left: float, top: float) -> list[Word]:
    """Return the runs of text that pdfium sees, as words from the top left corner."""
    pieces = []  # pdfium marks a hyphen at a line's end as \x02
    for i in range(text.count_rects()):
        x0, low, x1, high = text.get_rect(i)
        said = str(text.get_text_bounded(x0, low, x1, high)).replace("\x02", "-").strip()
        if said:
            pieces.append(Word(x0 - left, top - high, x1 - left, top - low, said))
    return pieces


def _is_prose(lines: Sequence[Sequence[Word]]) -> bool:
    texts = [" ".join(w.text for w in line) for line in lines]
    said = "".join(texts)
    letters, vowels = len(LETTER.findall(said)), len(VOWEL.findall(said))
    if letters < LETTERS or not 0.25 * letters < vowels < 0.6 * letters or UNREAD.search(said):
        return False
    if sorted(len(t) for t in texts)[len(texts) // 2] < FULL_LINE:
        return False
    return all(_is_sentence(line, text) for line, text in zip(lines, texts, strict=True))


def _is_sentence(line: Sequence[Word], text: str) -> bool:
    """Say whether a line has no blank like a column's, and no number but years and marks of lists."""
    for left, right in zip(line, line[1:], strict=False):
        wide = right.x0 - left.x1 > GAP * max(left.height, right.height)
        if wide and not (left is line[0] and MARK.match(left.text)):
            return False
    numbers = [token for token in text.split() if DIGIT.search(token)]
    return all(PLAIN.match(token) for token in numbers) and len(numbers) <= 3
