"""A PDF page as pdfplumber's objects, made without pdfplumber's and pdfminer's detours.

`LeanPage` gives what the table model asks of a pdfplumber page, with the same numbers (a test compares them
on every layout we can write): characters in runs that share font, size and height; rectangles with their
box, stroke and fill; lines and curves with their points; images with their box. Fonts are pdfminer's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from pdfminer.layout import LTContainer

from extract.pdf_device import Device
from extract.pdf_interpreter import Interpreter
from extract.pdf_open import PdfminerException
from extract.pdf_runs import Run

Place = tuple[float, float, float, float]  # x0, top, x1, bottom
Points = list[tuple[float, float]]


class LeanPage:
    """The part of a pdfplumber page that we use, read when it is asked for."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self.bbox, self.width, self.height, self.page_number = page.bbox, page.width, page.height, page.page_number

    @cached_property
    def _content(self) -> Device:
        device = Device(self._page)
        interpreter = Interpreter(self._page.pdf.rsrcmgr, device)
        try:
            interpreter.process_page(self._page.page_obj)
        except Exception as error:  # whatever a broken page raises
            raise PdfminerException(error) from error
        return device

    @property
    def runs(self) -> list[Run]:
        """The characters, in the order in which they are shown."""
        return self._content.runs

    @property
    def hidden(self) -> list[Place]:
        """Boxes of text that is clipped away."""
        return self._content.hidden

    @cached_property
    def rects(self) -> list[tuple[Place, bool, bool]]:
        """The rectangles, whether they are stroked and whether they are filled."""
        return [
            (self._place(min(ax, bx), max(ax, bx), min(ay, by), max(ay, by)), stroke, fill)
            for (ax, ay), (bx, by), stroke, fill in self._content.rects
        ]

    @cached_property
    def lines(self) -> list[Points]:
        return self._shown(self._content.lines)

    @cached_property
    def curves(self) -> list[Points]:
        return self._shown(self._content.curves)

    @cached_property
    def images(self) -> list[Place]:
        return [self._place(i.x0, i.x1, i.y0, i.y1) for i in _leaves(self._content.get_result())]

    def _place(self, x0: float, x1: float, y0: float, y1: float) -> Place:
        left, up = self._page.mediabox[:2]
        return x0 + left, self.height - y1 + up, x1 + left, self.height - y0 + up

    def _shown(self, paths: Sequence[Sequence[Any]]) -> list[Points]:
        left, up = self._page.mediabox[:2]
        low = up + self.height
        return [[(left + x, low - y) for x, y in points] for points in paths]


def _leaves(container: Any) -> Any:
    """Yield what stands on the page, also inside forms: the pictures, as everything else was collected apart."""
    for item in container:
        if isinstance(item, LTContainer):
            yield from _leaves(item)
        else:
            yield item
