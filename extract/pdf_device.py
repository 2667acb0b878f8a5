"""What a page draws, collected while pdfminer runs its commands: characters, paths and pictures.

A character becomes a dictionary with text, x0, x1, top, bottom, doctop, upright, fontname, size and matrix
at once, without the objects pdfminer and pdfplumber make of it on the way; the numbers are the same.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from math import isfinite
from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.utils import apply_matrix_pt
from pdfplumber.page import fix_fontname_bytes

_LOG = logging.getLogger("pdfminer.pdfdevice")
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


class Device(PDFPageAggregator):
    """Collects characters as dictionaries and paths by their points; only pictures are pdfminer objects."""

    def __init__(self, page: Any) -> None:
        super().__init__(page.pdf.rsrcmgr, pageno=page.page_number, laparams=None)
        self.chars: list[Char] = []
        self.lines: list[list[Any]] = []
        self.curves: list[list[Any]] = []
        self.rects: list[tuple[Any, Any, bool, bool]] = []
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

    def _add(self, text: str, fontname: str, matrix: Any, box: Any, upright: bool, size: float) -> None:
        x0, y0, x1, y1 = box
        if self._left:
            x0, x1 = x0 + self._left, x1 + self._left
        top = self._height - y1 + self._up
        self.chars.append({
            "text": text, "x0": x0, "x1": x1, "top": top, "bottom": self._height - y0 + self._up,
            "doctop": self._doctop + top, "upright": upright, "fontname": fontname, "size": size, "matrix": matrix,
        })  # fmt: skip


def _is_rectangle(points: Sequence[Any]) -> bool:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3), last = points
    level = (x0 == x1 and y1 == y2 and x2 == x3 and y3 == y0) or (y0 == y1 and x1 == x2 and y2 == y3 and x3 == x0)
    return bool(level and last == (x0, y0))


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
