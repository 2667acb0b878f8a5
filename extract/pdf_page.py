"""A PDF page as pdfplumber's objects, made without pdfplumber's and pdfminer's detours.

`LeanPage` gives what the table model asks of a pdfplumber page, with the same numbers (a test compares them
on every layout we can write): characters as dictionaries with text, x0, x1, top, bottom, doctop, upright,
fontname, size and matrix; rectangles with their box, stroke and fill; lines and curves with their points;
images with their box. The fonts, the graphics state and the paths are pdfminer's own.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from math import isfinite
from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTContainer, LTCurve, LTImage, LTLine, LTRect
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFContentParser, PDFPageInterpreter
from pdfminer.pdftypes import stream_value
from pdfminer.psparser import PSEOF, PSKeyword, keyword_name
from pdfplumber.page import fix_fontname_bytes
from pdfplumber.utils.exceptions import PdfminerException

from extract.pdf_tokens import LARGEST, NotPlain, read_objects

_LOG = logging.getLogger("pdfminer.pdfdevice")
_REPLACED = str.maketrans({"*": "_a", '"': "_w", "'": "_q"})
Char = dict[str, Any]


class _Glyphs:
    """What a font says of its characters, asked once for each."""

    def __init__(self, font: Any) -> None:
        self.font = font
        name = font.fontname
        self.name = fix_fontname_bytes(name) if isinstance(name, bytes) else name
        self._known: dict[int, tuple[str, float]] = {}

    def __getitem__(self, cid: int) -> tuple[str, float]:
        """Return the text of a character and its width."""
        known = self._known.get(cid)
        if known is None:
            known = self._known[cid] = (self.text(cid), self.font.char_width(cid))
        return known

    def text(self, cid: int) -> str:
        try:
            return str(self.font.to_unichr(cid))
        except PDFUnicodeNotDefined:
            return f"(cid:{cid})"


class _Device(PDFPageAggregator):
    """Collects characters as plain dictionaries; paths and pictures stay pdfminer's objects."""

    def __init__(self, page: Any) -> None:
        super().__init__(page.pdf.rsrcmgr, pageno=page.page_number, laparams=None)
        self.chars: list[Char] = []
        self._height, self._doctop = page.height, page.initial_doctop
        self._left, self._up = page.mediabox[:2]
        self._fonts: dict[Any, _Glyphs] = {}

    def _glyphs(self, font: Any) -> _Glyphs:
        found = self._fonts.get(font)
        if found is None:
            found = self._fonts[font] = _Glyphs(font)
        return found

    def render_string_horizontal(
        self, seq: Any, matrix: Any, pos: Any, font: Any, fontsize: float, scaling: float, charspace: float,
        wordspace: float, rise: float, dxscale: float, ncs: Any, graphicstate: Any,
    ) -> tuple[float, float]:  # fmt: skip
        """Collect the characters of a string; where the text runs level, without turning boxes."""
        a, b, c, d, e, f = matrix
        low = font.get_descent() * fontsize + rise
        level = b == 0 and c == 0 and isfinite(low) and isfinite(fontsize)
        glyphs = self._glyphs(font)
        upright = a * d * scaling > 0 and b * c <= 0
        x, y = pos
        spaced = False
        for part in seq:
            if isinstance(part, int | float):
                x -= part * dxscale
                spaced = True
            elif isinstance(part, bytes):
                for cid in font.decode(part):
                    if spaced:
                        x += charspace
                    text, width = glyphs[cid]
                    advance = width * fontsize * scaling
                    at = (a, b, c, d, x * a + y * c + e, x * b + y * d + f)
                    if level and isfinite(advance):
                        box = _level(at, low, low + fontsize, advance)
                    else:
                        box = _box(at, (0, low, advance, low + fontsize))
                    self._add(text, glyphs.name, at, box, upright, box[3] - box[1])
                    x += advance
                    if cid == 32 and wordspace:
                        x += wordspace
                    spaced = True
            else:
                _LOG.warning("Cannot render horizontal string because %r is not a valid int, float or bytes.", part)
        return x, y

    def render_char(
        self, matrix: Any, font: Any, fontsize: float, scaling: float, rise: float, cid: int, ncs: Any,
        graphicstate: Any,
    ) -> float:  # fmt: skip
        """Collect a character of text that runs downwards."""
        glyphs = self._glyphs(font)
        text, width = glyphs[cid]
        item = LTChar(matrix, font, fontsize, scaling, rise, text, width, font.char_disp(cid), ncs, graphicstate)
        self._add(text, glyphs.name, matrix, (item.x0, item.y0, item.x1, item.y1), item.upright, item.size)
        return item.adv

    def _add(self, text: str, fontname: str, matrix: Any, box: Any, upright: bool, size: float) -> None:
        x0, y0, x1, y1 = box
        if self._left:
            x0, x1 = x0 + self._left, x1 + self._left
        top = self._height - y1 + self._up
        self.chars.append({
            "text": text, "x0": x0, "x1": x1, "top": top, "bottom": self._height - y0 + self._up,
            "doctop": self._doctop + top, "upright": upright, "fontname": fontname, "size": size, "matrix": matrix,
        })  # fmt: skip


def _level(matrix: Any, low: float, high: float, advance: float) -> tuple[float, float, float, float]:
    """Return the box of a character whose text is neither turned nor slanted."""
    a, _, _, d, e, f = matrix
    left, right, bottom, top = e, a * advance + e, d * low + f, d * high + f
    if right < left:
        left, right = right, left
    return (left, bottom, right, top) if bottom <= top else (left, top, right, bottom)


def _box(matrix: Any, box: Any) -> tuple[float, float, float, float]:
    """Return the box around a turned box."""
    a, b, c, d, e, f = matrix
    x0, y0, x1, y1 = box
    xs = [a * x + c * y + e for x, y in ((x0, y0), (x0, y1), (x1, y0), (x1, y1))]
    ys = [b * x + d * y + f for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))]
    return min(xs), min(ys), max(xs), max(ys)


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
    def _content(self) -> tuple[list[Char], list[Any]]:
        device = _Device(self._page)
        interpreter = _Interpreter(self._page.pdf.rsrcmgr, device)
        try:
            interpreter.process_page(self._page.page_obj)
        except Exception as error:  # whatever a broken page raises, as pdfplumber says it
            raise PdfminerException(error) from error
        return device.chars, list(_leaves(device.get_result()))

    @property
    def chars(self) -> list[Char]:
        return self._content[0]

    @cached_property
    def rects(self) -> list[dict[str, Any]]:
        return [
            {**self._place(item), "stroke": item.stroke, "fill": item.fill} for item in self._content[1]
            if type(item) is LTRect
        ]  # fmt: skip

    @cached_property
    def lines(self) -> list[dict[str, Any]]:
        return [{"pts": self._points(item)} for item in self._content[1] if type(item) is LTLine]

    @cached_property
    def curves(self) -> list[dict[str, Any]]:
        return [{"pts": self._points(item)} for item in self._content[1] if type(item) is LTCurve]

    @cached_property
    def images(self) -> list[dict[str, Any]]:
        return [self._place(item) for item in self._content[1] if type(item) is LTImage]

    def _place(self, item: Any) -> dict[str, Any]:
        left, up = self._page.mediabox[:2]
        return {
            "x0": item.x0 + left, "x1": item.x1 + left,
            "top": self.height - item.y1 + up, "bottom": self.height - item.y0 + up,
        }  # fmt: skip

    def _points(self, item: Any) -> list[tuple[float, float]]:
        left, up = self._page.mediabox[:2]
        return [(left + x, up + self.height - y) for x, y in item.pts]


def _leaves(container: Any) -> Any:
    """Yield what is drawn, also inside forms."""
    for item in container:
        if isinstance(item, LTContainer):
            yield from _leaves(item)
        else:
            yield item
