"""A second, independent reading: what pdfium sees where pdfplumber read a number.

The two libraries decode fonts and encodings separately. Where they disagree about the digits in a box,
nobody can say which is right, and a finding says so at that place.
"""

from __future__ import annotations

import re
from typing import Any

from extract.finding import Finding, Tingkat
from extract.pdf_words import Box, PageContent

_SIGNS = re.compile(r"[^0-9.,%()\-]")
SLACK = 0.8
NAMED = 8


class SecondReader:
    """One page of a PDF opened by pdfium, asked for the text in boxes of the page as shown."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self._text = page.get_textpage()
        self._turn = page.get_rotation()
        left, bottom, right, top = page.get_cropbox()
        self._left, self._bottom, self._right, self._top = left, bottom, right, top

    def __enter__(self) -> SecondReader:
        return self

    def __exit__(self, *_: object) -> None:
        self._text.close()
        self._page.close()

    def read(self, box: Box) -> str:
        """Return what stands in a box, without blanks."""
        left, bottom, right, top = self._user_space(box)
        return "".join(str(self._text.get_text_bounded(left, bottom, right, top)).split())

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


def check_page(content: PageContent, second: Any, file: str) -> list[Finding]:
    """Return the numbers of a page that pdfium reads otherwise."""
    different: list[tuple[str, str, str]] = []
    with SecondReader(second[content.number - 1]) as reader:
        for word in content.words:
            if not any(char.isdigit() for char in word.text):
                continue
            shown = content.shown(word)
            grown = Box(shown.x0 - SLACK, shown.top - SLACK, shown.x1 + SLACK, shown.bottom + SLACK)
            other = reader.read(grown)
            if signs(word.text) not in signs(other) and signs(word.text)[::-1] not in signs(other):
                different.append((word.text, other, content.locate(word)))
    return _report(different, file, content.number)


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
