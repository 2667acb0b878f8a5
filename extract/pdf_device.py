"""What a page draws, collected while pdfminer runs its commands: characters, paths and pictures.

The characters of a string become one run of text, x0, x1, top and bottom each, without the objects pdfminer
and pdfplumber make of them on the way; the numbers are the same.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from math import isfinite
from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.utils import apply_matrix_pt, mult_matrix

from extract.pdf_clip import Clip, seen
from extract.pdf_runs import Char, Run

_NO_TEXT = "Cannot render horizontal string because %r is not a valid int, float or bytes."
_LOG = logging.getLogger("pdfminer.pdfdevice")


class _Glyphs(dict[int, tuple[str, float]]):
    """Text and width of a font's characters, asked once for each."""

    def __init__(self, font: Any) -> None:
        super().__init__()
        self.font = font
        self.decode = bytes if type(font).decode is PDFFont.decode else font.decode  # a character each, or more
        name = font.fontname
        self.name = _readable(name) if isinstance(name, bytes) else name

    def __missing__(self, cid: int) -> tuple[str, float]:
        try:
            text = str(self.font.to_unichr(cid))
        except PDFUnicodeNotDefined:
            text = f"(cid:{cid})"
        found = self[cid] = (text, self.font.char_width(cid))
        return found


def _readable(name: bytes) -> str:
    from pdfplumber.page import fix_fontname_bytes

    return str(fix_fontname_bytes(name))


class Device(PDFPageAggregator):
    """Collects runs of characters and paths by their points; only pictures are pdfminer objects."""

    def __init__(self, page: Any) -> None:
        super().__init__(page.pdf.rsrcmgr, pageno=page.page_number, laparams=None)
        self.runs: list[Run] = []
        self.hidden: list[tuple[float, float, float, float]] = []  # x0, top, x1, bottom of text clipped away
        self.clip: Clip | None = None
        self.lines: list[list[Any]] = []
        self.curves: list[list[Any]] = []
        self.rects: list[tuple[Any, Any, bool, bool]] = []
        self._height = page.height
        self._left, self._up = page.mediabox[:2]
        self._fonts: dict[Any, _Glyphs] = {}

    def _glyphs(self, font: Any) -> _Glyphs:
        found = self._fonts.get(font)
        if found is None:
            found = self._fonts[font] = _Glyphs(font)
        return found

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        """Collect the characters of a string; where the text runs level, without turning boxes."""
        font = textstate.font
        if font.is_vertical():
            super().render_string(textstate, seq, ncs, graphicstate)
            return
        matrix = mult_matrix(textstate.matrix, self.ctm)
        low = font.get_descent() * textstate.fontsize + textstate.rise
        if matrix[1] == 0 and matrix[2] == 0 and isfinite(low) and isfinite(textstate.fontsize):
            end = self._level(textstate, seq, matrix, low)
            if isfinite(end):
                textstate.linematrix = end, textstate.linematrix[1]
                return
        textstate.linematrix = self._any(textstate, seq, matrix, low)

    def _level(self, state: Any, seq: Any, matrix: Any, low: float) -> float:
        """Collect text that is neither turned nor slanted; return where it ends, as far as that is a number."""
        a, _, _, d, e, f = matrix
        x, y = state.linematrix
        size, scaling = state.fontsize, state.scaling * 0.01
        between, word = state.charspace * scaling, 0 if state.font.is_multibyte() else state.wordspace * scaling
        step = 0.001 * size * scaling
        left, line, glyphs = self._left, y * d + f, self._glyphs(state.font)
        bottom, top = d * low + line, d * (low + size) + line
        if bottom > top:
            bottom, top = top, bottom
        high, deep = self._height - top + self._up, self._height - bottom + self._up
        chars: list[Char] = []
        spaced, decode = False, glyphs.decode
        for part in seq:
            if part.__class__ is not bytes and isinstance(part, int | float):
                x -= part * step
                spaced = True
            elif isinstance(part, bytes):
                for cid in decode(part):
                    if spaced:
                        x += between
                    text, width = glyphs[cid]
                    advance = width * size * scaling
                    start = x * a + e
                    stop = a * advance + start
                    if stop < start:
                        start, stop = stop, start
                    chars.append((text, start + left, stop + left, high, deep))
                    x += advance
                    if cid == 32 and word:
                        x += word
                    spaced = True
            else:
                _LOG.warning(_NO_TEXT, part)
        if isfinite(x):
            upright = a * d * scaling > 0
            self._keep(Run(chars, (a, 0.0), upright, glyphs.name, top - bottom, True))
        return float(x)

    def _any(self, state: Any, seq: Any, matrix: Any, low: float) -> tuple[float, float]:
        """Collect text whichever way it runs; return where it ends."""
        a, b, c, d, e, f = matrix
        x, y = state.linematrix
        size, scaling = state.fontsize, state.scaling * 0.01
        between, word = state.charspace * scaling, 0 if state.font.is_multibyte() else state.wordspace * scaling
        glyphs = self._glyphs(state.font)
        upright = a * d * scaling > 0 and b * c <= 0
        before, clip, self.clip = len(self.runs), self.clip, None  # one string is clipped as a whole
        spaced = False
        for part in seq:
            if isinstance(part, int | float):
                x -= part * (0.001 * size * scaling)
                spaced = True
            elif isinstance(part, bytes):
                for cid in state.font.decode(part):
                    if spaced:
                        x += between
                    text, width = glyphs[cid]
                    advance = width * size * scaling
                    at = (a, b, c, d, x * a + y * c + e, x * b + y * d + f)
                    self._add(text, glyphs.name, at, _box(at, (0, low, advance, low + size)), upright)
                    x += advance
                    if cid == 32 and word:
                        x += word
                    spaced = True
            else:
                _LOG.warning(_NO_TEXT, part)
        self.clip = clip
        if clip is not None:
            own = self.runs[before:]
            del self.runs[before:]
            self._hide(own)
        return x, y

    def paint_path(self, gstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Sequence[Any]) -> None:
        """Collect a path as pdfminer sorts them: a straight line, an upright rectangle, else a curve."""
        shape = "".join(step[0] for step in path)
        if shape.count("m") > 1 and shape[0] == "m":
            for part in re.finditer("m[^m]+", shape):
                self.paint_path(gstate, stroke, fill, evenodd, path[part.start() : part.end()])
            return
        if shape[:1] != "m":
            return  # a path begins with its first point
        points = [apply_matrix_pt(self.ctm, step[-2:] if step[0] != "h" else path[0][-2:]) for step in path]
        if len(shape) > 3 and shape[-2:] == "lh" and points[-2] == points[0]:
            shape = shape[:-2] + "h"
            points.pop()
        if shape in {"mlh", "ml"}:
            self.lines.append(points[:2])
        elif shape in {"mlllh", "mllll"} and _is_rectangle(points):
            self.rects.append((points[0], points[2], stroke, fill))
        else:
            self.curves.append(points)

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

    def _add(
        self, text: str, fontname: str, matrix: Any, box: Any, upright: bool, size: float | None = None
    ) -> None:
        x0, y0, x1, y1 = box
        if self._left:
            x0, x1 = x0 + self._left, x1 + self._left
        char = text, x0, x1, self._height - y1 + self._up, self._height - y0 + self._up
        self._keep(Run([char], (matrix[0], matrix[1]), upright, fontname, y1 - y0 if size is None else size, False))

    def _keep(self, run: Run) -> None:
        """Keep what is seen of a run."""
        if self.clip is not None:
            self._hide([run])
        else:
            self.runs.append(run)

    def _hide(self, runs: Sequence[Run]) -> None:
        """Keep what is seen of the runs of one string."""
        if self.clip is None:
            self.runs += runs
            return
        left, low, right, high = self.clip
        edge = self._height + self._up
        shown, gone = seen(runs, (left + self._left, edge - high, right + self._left, edge - low))
        self.runs += shown
        self.hidden += gone


def _is_rectangle(points: Sequence[Any]) -> bool:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3), last = points
    level = (x0 == x1 and y1 == y2 and x2 == x3 and y3 == y0) or (y0 == y1 and x1 == x2 and y2 == y3 and x3 == x0)
    return bool(level and last == (x0, y0))


def _box(matrix: Any, box: Any) -> tuple[float, float, float, float]:
    """Return the box around a turned box."""
    a, b, c, d, e, f = matrix
    x0, y0, x1, y1 = box
    xs = [a * x + c * y + e for x, y in ((x0, y0), (x0, y1), (x1, y0), (x1, y1))]
    ys = [b * x + d * y + f for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))]
    return min(xs), min(ys), max(xs), max(ys)
