"""Pages of running text are told from pages with figures cheaply, and only their lines are read.

A satker that keeps its whole Renstra sends forty pages of prose around one table. Parsing every character
costs some 80 ms a page; pdfium tells in 3 ms that a page holds nothing but sentences. The test is strict:
whatever could be part of a table or be read as a figure sends the page the long way (`pdf.read_page`).
"""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from extract.grid import Line, Sheet
from extract.pdf_words import Word, split_lines, union
from extract.second import Pages, text_in

LETTERS = 300  # fewer make a title page, a form or a table of few words
FULL_LINE = 45.0  # characters of a middling line of prose
GAP = 0.9  # line heights: wider blanks within a line are columns
RULES = 2  # drawn paths of a letterhead or a footer
SLANT = 0.02
MARK = re.compile(r"^(?:[0-9]{1,3}|[a-zA-Z]|[ivxIVX]{1,5})?[.):]?$|^[-•·–o▪➢✓*]$")  # what numbers a list
PLAIN = re.compile(r"^[(\"“'’]*(?:\d{1,4}(?:[-–/]\d{4})?|\d{1,2}(?:\.\d{1,2}){0,3}\.?)[).,;:\"”'’]*$")
ASCII = string.ascii_letters.encode()
DIGIT = re.compile(r"\d")
LETTER = re.compile(r"[^\W\d_]")
VOWEL = re.compile(r"[aiueoAIUEO]")
PLAIN_LINE = re.compile(r"(?:[!-~]++ ?)++\Z")  # blanks stand alone
UNREAD = re.compile("[\x00\ufffd\ue000-\uf8ff]")  # letters whose font gives them no meaning


def read_prose(pages: Pages, number: int) -> Sheet | None:
    """Return the lines of page `number` as pdfium sees them, None where it may hold anything but prose."""
    page = pages.page(number)
    if page.get_rotation() or not _plainly_drawn(page):
        return None
    left, _, _, top = page.get_cropbox()
    words = _pieces(pages.text(number), left, top)
    lines = split_lines(words)
    if not _is_prose(lines):
        return None
    blocks = [Line(" ".join(" ".join(w.text for w in line).split()), union(line).locator(number)) for line in lines]
    return Sheet(f"hlm {number}", number - 1, tuple(blocks))


def _plainly_drawn(page: Any) -> bool:
    """Say whether the page holds level text and next to no drawing."""
    from pypdfium2 import raw

    paths = 0
    matrix = raw.FS_MATRIX()
    for i in range(raw.FPDFPage_CountObjects(page.raw)):
        item = raw.FPDFPage_GetObject(page.raw, i)
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            raw.FPDFPageObj_GetMatrix(item, matrix)
            a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
            if a <= 0 or abs(b) > SLANT * a or abs(c) > SLANT * abs(d):
                return False
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            paths += 1
            if paths > RULES:
                return False
        elif kind != raw.FPDF_PAGEOBJ_IMAGE:  # forms and shadings may hold anything
            return False
    return True


def _pieces(text: Any, left: float, top: float) -> list[Word]:
    """Return the runs of text that pdfium sees, as words from the top left corner."""
    boxes = [text.get_rect(i) for i in range(text.count_rects())]
    known = _lines(text, boxes)
    pieces = []  # pdfium marks a hyphen at a line's end as \x02
    for i, (x0, low, x1, high) in enumerate(boxes):
        said = known.get(i) or text_in(text, x0, low, x1, high).replace("\x02", "-").strip()
        if said:
            pieces.append(Word(x0 - left, top - high, x1 - left, top - low, said))
    return pieces


def _lines(text: Any, boxes: Sequence[tuple[float, float, float, float]]) -> dict[int, str]:
    """Return the text of the boxes that are one whole line each, from the text of the page.

    Asking for the text in a box looks at every letter of the page. It is the same where no two boxes overlap
    and the lines hold as many boxes as the page: a line of one box is that box's text.
    """
    letters = text.get_text_range()
    heights = sorted((low, high) for _, low, _, high in boxes)
    if any(low < above for (_, above), (low, _) in pairwise(heights)) or len(letters) != text.count_chars():
        return {}
    found: dict[int, str] = {}
    at = number = 0
    for line in letters.split("\r\n"):
        own = text.count_rects(at, len(line)) if line.strip() else 0
        if own == 1 and PLAIN_LINE.match(line):
            found[number] = line.strip()
        number += own
        at += len(line) + 2
    return found if number == len(boxes) else {}


def _is_prose(lines: Sequence[Sequence[Word]]) -> bool:
    texts = [" ".join(w.text for w in line) for line in lines]
    said = "".join(texts)
    letters, vowels = _count(said)
    if letters < LETTERS or not 0.25 * letters < vowels < 0.6 * letters or UNREAD.search(said):
        return False
    if sorted(len(t) for t in texts)[len(texts) // 2] < FULL_LINE:
        return False
    return all(_is_sentence(line, text) for line, text in zip(lines, texts, strict=True))


def _count(said: str) -> tuple[int, int]:
    """Return how many letters and how many vowels a text has."""
    if not said.isascii():
        return len(LETTER.findall(said)), len(VOWEL.findall(said))
    raw = said.encode()
    return len(raw) - len(raw.translate(None, ASCII)), len(raw) - len(raw.translate(None, b"aiueoAIUEO"))


def _is_sentence(line: Sequence[Word], text: str) -> bool:
    """Say whether a line has no blank like a column's, and no number but years and marks of lists."""
    for left, right in zip(line, line[1:], strict=False):
        wide = right.x0 - left.x1 > GAP * max(left.height, right.height)
        if wide and not (left is line[0] and MARK.match(left.text)):
            return False
    if not DIGIT.search(text):
        return True
    numbers = [token for token in text.split() if DIGIT.search(token)]
    return all(PLAIN.match(token) for token in numbers) and len(numbers) <= 3
