"""What stands on real pages beside the table: letterheads, footers, stamps, logos, signatures, notes, slips."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import Any

from tests.extract.layout.spec import LEFT, UP, Rows, TableSpec

KOP = ("KEMENTERIAN IMIGRASI DAN PEMASYARAKATAN", "DIREKTORAT JENDERAL PEMASYARAKATAN",
       "Jalan Veteran Nomor 11 Jakarta, Telepon (021) 3857611")  # fmt: skip


@dataclass(frozen=True)
class Extras:
    """`kop`: letterhead on every page or the first only; `apart`: rows of merged cells parted by a page's end;
    `cut`: a row's lines parted by it; `rupiah`: `Rp` at the left end of the cell, its amount at the right;
    `double`: headings printed twice, a hair apart; `over`: a stamp's words across the rows."""

    kop: str = ""  # "", "semua", "pertama"
    footer: str = ""
    watermark: str = ""
    stamp: bool = False
    logo: bool = False
    signature: bool = False
    rupiah: bool = False
    head_left: bool = False
    hyphens: bool = False
    apart: bool = False
    cut: bool = False
    double: bool = False
    over: bool = False


def random_extras(rng: random.Random) -> Extras:
    def now(share: float) -> bool:
        return rng.random() < share

    return Extras(
        kop=rng.choice(("semua", "pertama")) if now(0.25) else "",
        footer=rng.choice(("{n} / {n}", "Hal. {n} dari 9", "Dicetak 05-01-2025 10:12 oleh operator", "- {n} -"))
        if now(0.3) else "",
        watermark=rng.choice(("SALINAN", "DRAFT", "RAHASIA 2024")) if now(0.15) else "",
        stamp=now(0.12),
        logo=now(0.2),
        signature=now(0.3),
        rupiah=now(0.25),
        head_left=now(0.12),
        hyphens=now(0.08),
        apart=now(0.4),
        cut=now(0.25),
    )  # fmt: skip


def decorate(spec: TableSpec, rng: random.Random) -> TableSpec:
    """Return the table with a note inside it and a slip of the pen in a heading, now and then."""
    body = list(spec.body)
    places = [i for i in range(1, len(body)) if UP not in body[i]]
    if places and rng.random() < 0.1:
        note = (rng.choice(("* angka sementara", "*) termasuk blokir", "Catatan: belum diaudit")),
                *[LEFT] * (spec.width - 1))  # fmt: skip
        body.insert(rng.choice(places), note)
    header = _slip(spec.header, rng) if rng.random() < 0.1 else spec.header
    return replace(spec, header=header, body=tuple(body))


def _slip(header: Rows, rng: random.Random) -> Rows:
    cells = [(r, c, text) for r, row in enumerate(header) for c, text in enumerate(row)]
    long = [(r, c) for r, c, text in cells if len(text) > 8 and text.isalpha()]
    if not long:
        return header
    r, c = rng.choice(long)
    text, at = header[r][c], rng.randrange(2, len(header[r][c]) - 2)
    swap = text[at + 1] + text[at] if rng.random() < 0.5 else ""
    slip = text[:at] + swap + text[at + (2 if swap else 1) :]
    rows = [list(row) for row in header]
    rows[r][c] = slip
    return tuple(tuple(row) for row in rows)


def kop_height(extras: Extras, number: int) -> float:
    return 46.0 if extras.kop == "semua" or (extras.kop == "pertama" and number == 1) else 0.0


def draw_page(canvas: Any, extras: Extras, width: float, height: float, margin: float, number: int) -> None:
    """Draw what a page carries whatever its table; the canvas has its origin at the bottom left."""
    canvas.saveState()
    if extras.watermark:
        canvas.saveState()
        canvas.setFillGray(0.9)
        canvas.setFont("Helvetica-Bold", 60)
        canvas.translate(width / 2, height / 2)
        canvas.rotate(40)
        canvas.drawCentredString(0, 0, extras.watermark)
        canvas.restoreState()
    if kop_height(extras, number):
        for i, text in enumerate(KOP):
            canvas.setFont("Times-Bold" if i < 2 else "Times-Roman", 10 if i < 2 else 8)
            canvas.drawCentredString(width / 2, height - margin - 8 - 12 * i, text)
        canvas.setLineWidth(1.2)
        canvas.line(margin, height - margin - 38, width - margin, height - margin - 38)
    if extras.over:
        canvas.setFillGray(0.75)
        canvas.setFont("Helvetica-Bold", 15)
        canvas.drawString(width * 0.3, height * 0.72, "SALINAN SESUAI ASLINYA")
        canvas.setFillGray(0)
    if extras.logo:
        from PIL import Image

        canvas.drawInlineImage(Image.new("RGB", (24, 24), (30, 60, 120)), margin + 2, height - margin - 2, 26, 26)
    if extras.footer:
        canvas.setFont("Helvetica", 7)
        canvas.drawString(margin, 14, extras.footer.format(n=number))
    canvas.restoreState()


def draw_end(canvas: Any, extras: Extras, width: float, base: float) -> None:
    """Draw a signature and a stamp over it, `base` points from the bottom."""
    canvas.saveState()
    x = width * 0.62
    if extras.signature:
        canvas.setFont("Times-Roman", 9)
        for i, text in enumerate(("Parigi, 5 Januari 2025", "Kepala,", "", "", "Budi Santoso",
                                  "NIP 19780114 199703 1 001")):  # fmt: skip
            canvas.drawString(x, base - 12 * i, text)
    if extras.stamp:
        canvas.setStrokeColorRGB(0.4, 0.2, 0.7)
        canvas.setFillColorRGB(0.4, 0.2, 0.7)
        canvas.circle(x, base - 24, 26)
        canvas.translate(x, base - 24)
        canvas.rotate(18)
        canvas.setFont("Helvetica-Bold", 7)
        canvas.drawCentredString(0, 0, "LAPAS CONTOH")
    canvas.restoreState()


def hyphenate(lines: list[str], fits: Any) -> list[str]:
    """Return the lines with the first word of a line begun on the line before, where it fits there."""
    made = list(lines)
    for i in range(len(made) - 1):
        word, _, rest = made[i + 1].partition(" ")
        if len(word) < 9 or not word.isalpha() or not word.islower():
            continue
        for at in range(len(word) - 4, 3, -1):
            longer = f"{made[i]} {word[:at]}-"
            if fits(longer):
                made[i], made[i + 1] = longer, f"{word[at:]} {rest}".strip()
                break
    return made
