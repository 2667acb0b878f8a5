"""Draw a table as a browser prints it: every cell paints its own border pieces and its own background."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

TIPIS, TINGGI, HURUF, TEPI = 0.75, 13.0, 8.0, 28.0
GAYA = ("bawah", "atas", "zebra", "kepala", "kotak", "kosong")


@dataclass
class Kolom:
    judul: str
    lebar: float
    kanan: bool = False


class Layar:
    """One page of a screen, drawn from top to bottom."""

    def __init__(self, path: Path, *, atas: str = "", bawah: str = "") -> None:
        self.canvas = Canvas(str(path), pagesize=A4)
        self.y = A4[1] - 60.0
        if atas:
            self.teks(18.7, A4[1] - 21.0, atas, 6.0)
        if bawah:
            self.teks(18.7, 16.0, bawah, 6.0)

    def teks(self, x: float, y: float, text: str, size: float = HURUF, *, tebal: bool = False) -> None:
        self.canvas.setFillGray(0.1)
        self.canvas.setFont("Helvetica-Bold" if tebal else "Helvetica", size)
        self.canvas.drawString(x, y, text)

    def baris(self, text: str, size: float = HURUF) -> None:
        self.y -= 2 * size
        self.teks(TEPI, self.y, text, size)

    def kartu(self, texts: Sequence[str]) -> None:
        """Figures in cards with round corners, side by side."""
        self.y -= 44
        for i, text in enumerate(texts):
            self.canvas.setFillGray(0.9)
            self.canvas.roundRect(TEPI + 130 * i, self.y, 120, 36, 4, stroke=0, fill=1)
            self.teks(TEPI + 130 * i + 8, self.y + 12, text, 14, tebal=True)
        self.y -= 8

    def kelompok(self, kolom: Sequence[Kolom], groups: Sequence[tuple[str, int, int]]) -> None:
        """Group headings over the columns from..to, a border below them alone, the other headings in the middle."""
        self.y -= 12
        places = [TEPI + sum(k.lebar for k in kolom[:i]) for i in range(len(kolom) + 1)]
        for text, first, last in groups:
            middle = (places[first] + places[last + 1]) / 2
            self.teks(middle - stringWidth(text, "Helvetica-Bold", HURUF) / 2, self.y - 13, text, tebal=True)
            self.canvas.setFillGray(0.8)
            for i in range(first, last + 1):
                self.canvas.rect(places[i], self.y - 20, kolom[i].lebar, TIPIS, stroke=0, fill=1)
        for i, k in enumerate(kolom):
            grouped = any(first <= i <= last for _, first, last in groups)
            wide = stringWidth(k.judul, "Helvetica-Bold", HURUF)
            left = places[i + 1] - 6 - wide if k.kanan else places[i] + 6
            self.teks(left, self.y - (33 if grouped else 23), k.judul, tebal=True)
            self.canvas.setFillGray(0.8)
            self.canvas.rect(places[i], self.y - 40, k.lebar, TIPIS, stroke=0, fill=1)
        self.y -= 40

    def tabel(
        self,
        kolom: Sequence[Kolom],
        rows: Sequence[Sequence[Any]],
        gaya: str,
        *,
        lencana: int = -1,
        judul: bool = True,
    ) -> None:
        """A table; a cell None is covered by the one above it (rowspan), `lencana` a column of badges."""
        if judul:
            self.y -= 12
            self._row(kolom, [k.judul for k in kolom], gaya, 0, lencana, [False] * len(kolom))
        for n, row in enumerate(rows, 1):
            below = rows[n] if n < len(rows) else [""] * len(kolom)
            self._row(kolom, row, gaya, n, lencana, [cell is None for cell in below])
        self.y -= 10

    def _row(
        self, kolom: Sequence[Kolom], row: Sequence[Any], gaya: str, n: int, lencana: int, joined: Sequence[bool]
    ) -> None:
        parts = [_wrap(str(c), k.lebar - 12) if c is not None else [] for c, k in zip(row, kolom, strict=True)]
        height = 10 + (TINGGI - 3) * max(map(len, parts))
        x, top = TEPI, self.y
        for i, (k, lines) in enumerate(zip(kolom, parts, strict=True)):
            if (gaya == "zebra" and n % 2 == 1) or (gaya in ("kepala", "kotak") and n == 0):
                self.canvas.setFillGray(0.94)
                self.canvas.rect(x, top - height, k.lebar, height, stroke=0, fill=1)
            self.canvas.setFillGray(0.8)
            if gaya in ("bawah", "kepala") and not joined[i]:
                self.canvas.rect(x, top - height, k.lebar, TIPIS, stroke=0, fill=1)
            if gaya == "atas" and n and row[i] is not None:
                self.canvas.rect(x, top - TIPIS, k.lebar, TIPIS, stroke=0, fill=1)
            if gaya == "kotak" and n:
                for a, b, w, h in (
                    (x, top - height, TIPIS, height),
                    (x + k.lebar - TIPIS, top - height, TIPIS, height),
                ):
                    self.canvas.rect(a, b, w, h, stroke=0, fill=1)
                if row[i] is not None:
                    self.canvas.rect(x, top - TIPIS, k.lebar, TIPIS, stroke=0, fill=1)
                if not joined[i]:
                    self.canvas.rect(x, top - height, k.lebar, TIPIS, stroke=0, fill=1)
            if i == lencana and n:
                self.canvas.setFillGray(0.85)
                self.canvas.roundRect(x + 4, top - height + 4, k.lebar - 8, height - 8, 3, stroke=0, fill=1)
            for at, line in enumerate(lines):
                wide = stringWidth(line, "Helvetica", HURUF)
                left = x + k.lebar - 6 - wide if k.kanan else x + 6
                self.teks(left, top - 5 - HURUF - (TINGGI - 3) * at + 1, line, tebal=n == 0)
            x += k.lebar
        self.y -= height

    def simpan(self) -> None:
        self.canvas.save()


def _wrap(text: str, width: float) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if stringWidth(longer, "Helvetica-Bold", HURUF) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return [line for line in lines if line]
