"""A PDF page as pdfplumber's objects, made without pdfplumber's and pdfminer's detours.

`LeanPage` gives what the table model asks of a pdfplumber page, with the same numbers (a test compares them
on every layout we can write): characters as dictionaries with text, x0, x1, top, bottom, doctop, upright,
fontname, size and matrix; rectangles with their box, stroke and fill; lines and curves with their points;
images with their box. The fonts and the graphics state are pdfminer's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from typing import Any

from pdfminer.layout import LTContainer
from pdfminer.pdfinterp import PDFContentParser, PDFPageInterpreter
from pdfminer.pdftypes import stream_value
from pdfminer.psparser import PSEOF, PSKeyword, keyword_name
from pdfplumber.utils.exceptions import PdfminerException

from extract.pdf_device import Device
from extract.pdf_tokens import LARGEST, NotPlain, read_objects

_REPLACED = str.maketrans({"*": "_a", '"': "_w", "'": "_q"})


class _Interpreter(PDFPageInterpreter):
    """Runs a page's commands; operators are looked up once, and states are not copied for every string."""

    operators: dict[PSKeyword, tuple[str, int] | None]

    def __init__(self, rsrcmgr: Any, device: Any) -> None:
        super().__init__(rsrcmgr, device)
        self.operators = {}

    def execute(self, streams: Sequence[object]) -> None:
        """Run the commands of streams that are not being run already."""
        self.stream_ids.clear()
        own = []
        for stream in map(stream_value, streams):
            if stream.objid is not None and stream.objid not in self.parent_stream_ids:
                own.append(stream)
                self.stream_ids.add(stream.objid)
        for item in _objects(own):
            if item.__class__ is PSKeyword:
                self._run(item)
            else:
                self.argstack.append(item)

    def _run(self, item: PSKeyword) -> None:
        found = self.operators.get(item, self)
        if found is self:
            found = self.operators[item] = self._operator(item)
        if found is None:
            return
        name, count = found  # type: ignore[misc]
        if not count:
            getattr(self, name)()
            return
        arguments = self.pop(count)
        if len(arguments) == count:
            getattr(self, name)(*arguments)

    def _operator(self, item: PSKeyword) -> tuple[str, int] | None:
        name = "do_" + keyword_name(item).translate(_REPLACED)
        method = getattr(self, name, None)
        return None if method is None else (name, method.__code__.co_argcount - 1)

    def do_TJ(self, seq: Any) -> None:
        """Show text."""
        if self.textstate.font is not None:
            self.device.render_string(self.textstate, seq, self.graphicstate.ncs, self.graphicstate)


def _objects(streams: Sequence[Any]) -> Iterable[Any]:
    """Return operands and operators: cut in one pass where they are plain, else from pdfminer's parser."""
    data = [stream.get_data() for stream in streams]
    if sum(map(len, data)) <= LARGEST:
        with suppress(NotPlain):
            return read_objects(data)
    return _parsed(streams)


def _parsed(streams: Sequence[Any]) -> Iterator[Any]:
    try:
        parser = PDFContentParser(streams)
    except PSEOF:
        return
    while True:
        try:
            _, item = parser.nextobject()
        except PSEOF:
            return
        yield item


class LeanPage:
    """The part of a pdfplumber page that we use, read when it is asked for."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self.bbox, self.width, self.height, self.page_number = page.bbox, page.width, page.height, page.page_number

    @cached_property
    def _content(self) -> Device:
        device = Device(self._page)
        interpreter = _Interpreter(self._page.pdf.rsrcmgr, device)
        try:
            interpreter.process_page(self._page.page_obj)
        except Exception as error:  # whatever a broken page raises, as pdfplumber says it
            raise PdfminerException(error) from error
        return device

    @property
    def chars(self) -> list[dict[str, Any]]:
        return self._content.chars

    @cached_property
    def rects(self) -> list[dict[str, Any]]:
        return [
            {**self._place(min(ax, bx), max(ax, bx), min(ay, by), max(ay, by)), "stroke": stroke, "fill": fill}
            for (ax, ay), (bx, by), stroke, fill in self._content.rects
        ]

    @cached_property
    def lines(self) -> list[dict[str, Any]]:
        return [{"pts": self._points(points)} for points in self._content.lines]

    @cached_property
    def curves(self) -> list[dict[str, Any]]:
        return [{"pts": self._points(points)} for points in self._content.curves]

    @cached_property
    def images(self) -> list[dict[str, Any]]:
        return [self._place(i.x0, i.x1, i.y0, i.y1) for i in _leaves(self._content.get_result())]

    def _place(self, x0: float, x1: float, y0: float, y1: float) -> dict[str, Any]:
        left, up = self._page.mediabox[:2]
        return {"x0": x0 + left, "x1": x1 + left, "top": self.height - y1 + up, "bottom": self.height - y0 + up}

    def _points(self, points: Sequence[Any]) -> list[tuple[float, float]]:
        left, up = self._page.mediabox[:2]
        return [(left + x, up + self.height - y) for x, y in points]


def _leaves(container: Any) -> Any:
    """Yield what stands on the page, also inside forms: the pictures, as everything else was collected apart."""
    for item in container:
        if isinstance(item, LTContainer):
            yield from _leaves(item)
        else:
            yield item
