"""Reads one PDF page through pdfium: words with boxes and ruling lines, in points from the top left as shown."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as pdfium
from msgspec import Struct

Titik = tuple[float, float, float, float, float, float]
TIPIS = 3.0  # thinner rectangles are ruling lines
HAIRLINE = 0.6
BAGI = "\x02"
_GANTI = {"\ufffe": BAGI, "\u00ad": "-", "\u2010": "-", "\u2011": "-", "\ufb01": "fi", "\ufb02": "fl"}


class Kata(Struct):
    """One word with its box; `awal` and `akhir` are pdfium character positions (end exclusive)."""

    teks: str
    x0: float
    top: float
    x1: float
    bottom: float
    awal: int = 0
    akhir: int = 0

    @property
    def cx(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def cy(self) -> float:
        return (self.top + self.bottom) / 2


class Halaman(Struct):
    """Words and ruling lines of one page. `datar` are (y, x0, x1), `tegak` are (x, y0, y1)."""

    lebar: float
    tinggi: float
    kata: list[Kata]
    datar: list[tuple[float, float, float]]
    tegak: list[tuple[float, float, float]]
    gambar: int = 0  # number of pictures covering a good part of the page


class PembacaHalaman:
    """Reads the pages of one pdfium document; not thread-safe."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.raw = page.raw
        self.textpage = page.get_textpage()
        self.lebar, self.tinggi = page.get_size()
        self.matrix = self._affine()
        self._d = [ctypes.c_double() for _ in range(2)]
        self._rect = pdfium.FS_RECTF()

    def _affine(self) -> Titik:
        """Return the map from page space to the page as shown (crop box and rotation applied)."""
        points = []
        for x, y in ((0.0, 0.0), (1000.0, 0.0), (0.0, 1000.0)):
            dx, dy = ctypes.c_int(), ctypes.c_int()
            scale = 20
            pdfium.FPDF_PageToDevice(
                self.raw, 0, 0, round(self.lebar * scale), round(self.tinggi * scale), 0, x, y, dx, dy
            )
            points.append((dx.value / scale, dy.value / scale))
        (ox, oy), (ax, ay), (bx, by) = points
        return ((ax - ox) / 1000, (ay - oy) / 1000, (bx - ox) / 1000, (by - oy) / 1000, ox, oy)

    def _box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        a, b, c, d, e, f = self.matrix
        xa, ya = a * left + c * bottom + e, b * left + d * bottom + f
        xb, yb = a * right + c * top + e, b * right + d * top + f
        return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)

    def char_box(self, index: int) -> tuple[float, float, float, float]:
        rect = self._rect
        pdfium.FPDFText_GetLooseCharBox(self.textpage.raw, index, rect)
        return self._box(rect.left, rect.bottom, rect.right, rect.top)

    def _characters(self) -> str:
        count = pdfium.FPDFText_CountChars(self.textpage.raw)
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        pdfium.FPDFText_GetText(self.textpage.raw, 0, count, buffer)
        units = buffer[:count]
        if any(0xD800 <= u < 0xE000 for u in units) or (count and units[-1] == 0):
            units = [pdfium.FPDFText_GetUnicode(self.textpage.raw, i) for i in range(count)]
        return "".join(_GANTI.get(chr(u), chr(u)) if u else " " for u in units)

    def words(self) -> list[Kata]:
        text = self._characters()
        words: list[Kata] = []
        start = -1
        for i, char in enumerate(text + " "):
            if char.isspace() or char == "\x00":
                if start >= 0:
                    words.append(self._word(text, start, i))
                start = -1
            elif char == BAGI:  # a hyphen that divides a word at a line end
                if start >= 0:
                    words.append(self._word(text, start, i + 1))
                start = -1
            elif start < 0:
                start = i
        return words

    def _word(self, text: str, start: int, end: int) -> Kata:
        x0, top, x1, bottom = self.char_box(start)
        if end - start > 1:
            bx0, btop, bx1, bbottom = self.char_box(end - 1)
            x0, x1, top, bottom = min(x0, bx0), max(x1, bx1), min(top, btop), max(bottom, bbottom)
        # ligatures in _GANTI lengthen the text; positions stay pdfium's
        return Kata(text[start:end].replace(BAGI, "-"), x0, top, x1, bottom, start, end)

    def split(self, word: Kata, x: float) -> list[Kata]:
        """Return the word cut at a vertical line, where characters lie on both sides of it."""
        if len(word.teks) != word.akhir - word.awal:
            return [word]
        for i in range(word.awal + 1, word.akhir):
            left = self.char_box(i)
            if (left[0] + left[2]) / 2 > x:
                cut = i - word.awal
                prev = self.char_box(i - 1)
                return [
                    Kata(word.teks[:cut], word.x0, word.top, prev[2], word.bottom, word.awal, i),
                    Kata(word.teks[cut:], left[0], word.top, word.x1, word.bottom, i, word.akhir),
                ]
        return [word]

    def rules(self) -> tuple[list[tuple[float, float, float]], list[tuple[float, float, float]], int]:
        datar: list[tuple[float, float, float]] = []
        tegak: list[tuple[float, float, float]] = []
        state = _Rules(self, datar, tegak)
        for i in range(pdfium.FPDFPage_CountObjects(self.raw)):
            state.visit(pdfium.FPDFPage_GetObject(self.raw, i), (1, 0, 0, 1, 0, 0), 0)
        return datar, tegak, state.pictures

    def read(self) -> Halaman:
        datar, tegak, pictures = self.rules()
        return Halaman(self.lebar, self.tinggi, self.words(), datar, tegak, pictures)


class _Rules:
    """Collects ruling lines of page objects, through form objects."""

    def __init__(self, reader: PembacaHalaman, datar: list[Any], tegak: list[Any]) -> None:
        self.reader, self.datar, self.tegak, self.pictures = reader, datar, tegak, 0
        self._f = [ctypes.c_float() for _ in range(4)]
        self._i = [ctypes.c_int(), ctypes.c_int()]

    def visit(self, obj: Any, matrix: Titik, depth: int) -> None:
        kind = pdfium.FPDFPageObj_GetType(obj)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            self._path(obj, matrix)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < 5:
            own = pdfium.FS_MATRIX()
            pdfium.FPDFPageObj_GetMatrix(obj, own)
            inner = _multiply((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
            for i in range(pdfium.FPDFFormObj_CountObjects(obj)):
                self.visit(pdfium.FPDFFormObj_GetObject(obj, i), inner, depth + 1)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            x0, y0, x1, y1 = self._bounds(obj, matrix)
            if (x1 - x0) * (y1 - y0) > 0.3 * self.reader.lebar * self.reader.tinggi:
                self.pictures += 1

    def _bounds(self, obj: Any, matrix: Titik) -> tuple[float, float, float, float]:
        f = self._f
        pdfium.FPDFPageObj_GetBounds(obj, f[0], f[1], f[2], f[3])
        return self._map(f[0].value, f[1].value, f[2].value, f[3].value, matrix)

    def _map(self, x0: float, y0: float, x1: float, y1: float, m: Titik) -> tuple[float, float, float, float]:
        xa, ya = m[0] * x0 + m[2] * y0 + m[4], m[1] * x0 + m[3] * y0 + m[5]
        xb, yb = m[0] * x1 + m[2] * y1 + m[4], m[1] * x1 + m[3] * y1 + m[5]
        return self.reader._box(min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))

    def _path(self, obj: Any, matrix: Titik) -> None:
        x0, y0, x1, y1 = self._bounds(obj, matrix)
        if x1 - x0 <= TIPIS or y1 - y0 <= TIPIS:
            self._line(x0, y0, x1, y1)
            return
        fill, stroke = self._i
        pdfium.FPDFPath_GetDrawMode(obj, fill, stroke)
        segments = pdfium.FPDFPath_CountSegments(obj)
        if segments > 400 or not (fill.value or stroke.value):
            return
        if segments > 6 or stroke.value:
            self._segments(obj, matrix, segments)
        elif (x1 - x0) * (y1 - y0) < 0.5 * self.reader.lebar * self.reader.tinggi:
            self._frame(x0, y0, x1, y1)

    def _frame(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.datar += [(y0, x0, x1), (y1, x0, x1)]
        self.tegak += [(x0, y0, y1), (x1, y0, y1)]

    def _line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        if x1 - x0 >= y1 - y0:
            if x1 - x0 > TIPIS:
                self.datar.append(((y0 + y1) / 2, x0, x1))
        elif y1 - y0 > TIPIS:
            self.tegak.append(((x0 + x1) / 2, y0, y1))

    def _segments(self, obj: Any, matrix: Titik, count: int) -> None:
        """Walk a path of several pieces; curves are ignored."""
        own = pdfium.FS_MATRIX()
        pdfium.FPDFPageObj_GetMatrix(obj, own)
        full = _multiply((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
        x, y = self._f[0], self._f[1]
        start = last = (0.0, 0.0)
        for i in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(obj, i)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            point = (x.value, y.value)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                start = point
            elif kind == pdfium.FPDF_SEGMENT_LINETO:
                self._piece(last, point, full)
            last = point
            if pdfium.FPDFPathSegment_GetClose(segment):
                self._piece(last, start, full)
                last = start

    def _piece(self, a: tuple[float, float], b: tuple[float, float], matrix: Titik) -> None:
        x0, y0, x1, y1 = self._map(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]), matrix)
        if x1 - x0 <= HAIRLINE * 2 or y1 - y0 <= HAIRLINE * 2:
            self._line(x0, y0, x1, y1)


def _multiply(m: Titik, n: Titik) -> Titik:
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )
