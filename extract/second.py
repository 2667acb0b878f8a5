"""A second, independent reading: what pdfium sees where pdfplumber read a number.

The two libraries decode fonts and encodings separately. Where they disagree about the digits in a box,
nobody can say which is right, and a finding says so at that place.
"""

from __future__ import annotations

import ctypes
import re
from functools import cache
from typing import Any

from extract.finding import Finding, Tingkat
from extract.pdf_words import Box, PageContent

_SIGNS = re.compile(r"[^0-9.,%()\-]")
SLACK = 0.8
NAMED = 8
ROOM = 4096  # letters fetched at once


class Pages:
    """A PDF opened by pdfium; the page asked for last stays open, with its text, for whoever asks next."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self._number = 0
        self._page: Any = None
        self._text: Any = None

    def page(self, number: int) -> Any:
        """Return a page, counted from 1."""
        if number != self._number:
            self.close()
            self._page = self.document[number - 1]
            self._number = number
        return self._page

    def text(self, number: int) -> Any:
        """Return the text of a page."""
        page = self.page(number)
        if self._text is None:
            self._text = page.get_textpage()
        return self._text

    def close(self) -> None:
        """Close the page that is open."""
        for item in (self._text, self._page):
            if item is not None:
                item.close()
        self._number, self._page, self._text = 0, None, None


def text_in(text: Any, left: float, bottom: float, right: float, top: float) -> str:
    """Return what pdfium's `get_text_bounded` does, asking once instead of twice."""
    from pypdfium2.raw import FPDFText_GetBoundedText

    letters = _buffer()
    count = int(FPDFText_GetBoundedText(text.raw, left, top, right, bottom, letters, ROOM))
    if count >= ROOM:
        return str(text.get_text_bounded(left, bottom, right, top))
    return memoryview(letters)[: max(0, count - 1)].tobytes().decode("utf-16-le", "ignore")  # a NUL ends it


@cache
def _buffer() -> Any:
    return (ctypes.c_ushort * ROOM)()


class SecondReader:
    """One page of a PDF opened by pdfium, asked for the text in boxes of the page as shown."""

    def __init__(self, pages: Pages, number: int) -> None:
        self._text = pages.text(number)
        page = pages.page(number)
        self._turn = page.get_rotation()
        left, bottom, right, top = page.get_cropbox()
        self._left, self._bottom, self._right, self._top = left, bottom, right, top

    def read(self, box: Box) -> str:
        """Return what stands in a box, without blanks."""
        left, bottom, right, top = self._user_space(box)
        return "".join(text_in(self._text, left, bottom, right, top).split())

    def _user_space(self, box: Box) -> tuple[float, float, float, float]:
        if self._turn == 90:
            return self._left + box.top, self._bottom + box.x0, self._left + box.bottom, self._bottom + box.x1
        if self._turn == 180:
            return self._right - box.x1, self._bottom + box.top, self._right - box.x0, self._bottom + box.bottom
        if self._turn == 270:
            return self._right - box.bottom, self._top - box.x1, self._right - box.top, self._top - box.x0
        return self._left + box.x0, self._top - box.bottom, self._left + box.x1, self._top - box.top


def signs(text: str) -> str:
    """Return the digits of a text with the marks that change their meaning."""
    return _SIGNS.sub("", text)


def check_page(content: PageContent, second: Pages, file: str) -> list[Finding]:
    """Return the numbers of a page that pdfium reads otherwise."""
    different: list[tuple[str, str, str]] = []
    reader = SecondReader(second, content.number)
    for word in content.words:
        if not any(map(str.isdigit, word.text)):
            continue
        shown = content.shown(word)
        grown = Box(shown.x0 - SLACK, shown.top - SLACK, shown.x1 + SLACK, shown.bottom + SLACK)
        own, other = signs(word.text), reader.read(grown)
        if own not in (seen := signs(other)) and own[::-1] not in seen:
            different.append((word.text, other, content.locate(word)))
    return _report(different, file, content.number)


def _meet(one: Box, other: Box) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1 and one.top < other.bottom and other.top < one.bottom


def _report(different: list[tuple[str, str, str]], file: str, number: int) -> list[Finding]:
    if not different:
        return []
    shown = "; ".join(f'"{one}" / "{other}"' for one, other, _ in different[:NAMED])
    more = f" dan {len(different) - NAMED} lainnya" if len(different) > NAMED else ""
    return [Finding(
        "PDF-BACA-BEDA", Tingkat.PERINGATAN,
        f"{file} halaman {number}: dua pembaca PDF membaca angka yang berbeda: {shown}{more}. Cocokkan dengan "
        "tampilan berkas, atau minta versi Excel.",
        tuple(f"{file}: {locator}" for _, _, locator in different), tercetak=different[0][0],
        seharusnya=different[0][1],
    )]  # fmt: skip
