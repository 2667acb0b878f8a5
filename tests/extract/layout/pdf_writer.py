"""Write tables as PDF in many layouts: ruled, half-ruled, borderless, zebra, rotated, centred, wrapped."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.extract.layout.extras import Extras, draw_end, draw_page, hyphenate, kop_height
from tests.extract.layout.spec import LEFT, UP, Placed, Rows, TableSpec, place_cells


@dataclass(frozen=True)
class Style:
    """How tables are drawn. `rules`: grid, rects, thin (filled hair rectangles), inner (no outer border),
    rows (a hairline under each row), books (top, under the header, bottom), columns (vertical lines and
    frame, no lines between body rows), none. `page_turn` turns the page by /Rotate, `text_turn` the drawing
    on the page."""

    rules: str = "grid"
    zebra: bool = False
    header_shade: bool = False
    font: str = "Helvetica"
    size: float = 8.0
    leading: float = 1.2
    pad_x: float = 4.0
    pad_y: float = 2.5
    valign: str = "top"
    landscape: bool = True
    page_turn: int = 0
    text_turn: int = 0
    turn_header: bool = False
    repeat_header: bool = True
    stamp: bool = True
    beside: bool = False
    gap: float = 30.0
    margin: float = 36.0
    max_column: float = 190.0
    extras: Extras = Extras()


@dataclass(frozen=True)
class Geometry:
    """Column edges of a table and the heights of its rows."""

    xs: tuple[float, ...]
    heights: tuple[float, ...]


class _Page:
    """A canvas with the origin at the top left corner of the page as read."""

    def __init__(self, path: Path, style: Style) -> None:
        self.style = style
        wide, high = (841.89, 595.28) if style.landscape else (595.28, 841.89)
        self.width, self.height = wide, high
        turned = (style.page_turn + style.text_turn) % 180 == 90
        self.sheet = (high, wide) if turned else (wide, high)
        # reportlab swaps the sides of the media box itself when a page is turned by /Rotate
        size = self.sheet if style.page_turn % 180 == 0 else self.sheet[::-1]
        self.canvas = Canvas(str(path), pagesize=size, invariant=1)
        self.number = 0
        self.start()

    def start(self) -> None:
        self.number += 1
        wide, high = self.sheet
        turn = (self.style.page_turn - self.style.text_turn) % 360
        if self.style.page_turn:
            self.canvas.setPageRotation(self.style.page_turn)
        if turn == 90:
            self.canvas.transform(0, 1, -1, 0, wide, 0)
        elif turn == 180:
            self.canvas.transform(-1, 0, 0, -1, wide, high)
        elif turn == 270:
            self.canvas.transform(0, -1, 1, 0, 0, high)
        if self.style.stamp:
            self.canvas.setFont("Helvetica", 6)
            self.canvas.drawRightString(self.width - 30, 16, f"Halaman {self.number}")
        draw_page(self.canvas, self.style.extras, self.width, self.height, self.style.margin, self.number)

    @property
    def top(self) -> float:
        return self.style.margin + kop_height(self.style.extras, self.number)

    def next(self) -> None:
        self.canvas.showPage()
        self.start()

    def line(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5) -> None:
        if self.style.rules == "thin":
            self.canvas.setFillGray(0)
            w, h = max(x1 - x0, 0.6), max(y1 - y0, 0.6)
            self.canvas.rect(x0, self.height - y0 - h, w, h, stroke=0, fill=1)
        else:
            self.canvas.setLineWidth(width)
            self.canvas.line(x0, self.height - y0, x1, self.height - y1)

    def shade(self, x0: float, y0: float, x1: float, y1: float, gray: float) -> None:
        self.canvas.setFillGray(gray)
        self.canvas.rect(x0, self.height - y1, x1 - x0, y1 - y0, stroke=0, fill=1)
        self.canvas.setFillGray(0)

    def box(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.canvas.setLineWidth(0.5)
        self.canvas.rect(x0, self.height - y1, x1 - x0, y1 - y0, stroke=1, fill=0)


def write_pdf(path: Path, tables: Sequence[TableSpec], style: Style) -> list[Rows]:
    """Write the tables and return the rows that each page's tables print, in reading order."""
    style = shrink(tables, style)
    page = _Page(path, style)
    printed: list[Rows] = []
    top = page.top
    lowest = 0.0
    left = style.margin
    room = page.width - 2 * style.margin
    if style.beside:
        room = (room - style.gap * (len(tables) - 1)) / len(tables)
    for spec in tables:
        geometry = measure(spec, style, left, room)
        parts, end = _write_table(page, spec, geometry, style, top)
        printed += parts
        lowest = max(lowest, end + style.gap)
        if style.beside:
            left += room + style.gap
        else:
            top = end + style.gap
    top = lowest if style.beside else top
    if page.height - top > 110:
        draw_end(page.canvas, style.extras, page.width, page.height - top - 10)
    page.canvas.save()
    return printed


def shrink(tables: Sequence[TableSpec], style: Style) -> Style:
    """Return the style in a size at which no word is wider than its column."""
    wide = 841.89 if style.landscape else 595.28
    room = wide - 2 * style.margin
    if style.beside:
        room = (room - style.gap * (len(tables) - 1)) / len(tables)
    while style.size > 3 and any(_too_tight(spec, style, room) for spec in tables):
        style = replace(style, size=style.size * 0.93)
    return style


def _too_tight(spec: TableSpec, style: Style, room: float) -> bool:
    xs = measure(spec, style, 0.0, room).xs
    for cell in place_cells(spec.rows):
        inner = xs[cell.col + cell.colspan] - xs[cell.col] - 2 * style.pad_x + 0.02
        header = cell.row < len(spec.header)
        words = [] if _turned(cell, style, header) else cell.text.partition("||")[0].split()
        if any(stringWidth(word, _font(style, bold=header), style.size) > inner for word in words):
            return True
    return False


def _write_table(
    page: _Page, spec: TableSpec, geometry: Geometry, style: Style, top: float
) -> tuple[list[Rows], float]:
    parts: list[Rows] = []
    for title in spec.titles:
        if title.startswith(">>"):  # above the table's right end, in its own type
            page.canvas.setFont("Helvetica", style.size)
            page.canvas.drawRightString(geometry.xs[-1], page.height - top - style.size, title[2:])
            top += style.size * 1.4
            continue
        room = page.width if not style.beside else (page.width - 2 * style.margin - style.gap) / 2
        wide = float(stringWidth(title, "Helvetica-Bold", style.size + 2))
        page.canvas.setFont("Helvetica-Bold", (style.size + 2) * min(1.0, room / wide))
        middle = page.width / 2 if not style.beside else geometry.xs[0] + room / 2
        page.canvas.drawCentredString(middle, page.height - top - style.size, title)
        top += (style.size + 2) * 1.4
    if spec.titles:
        top += style.size
    limit = page.height - style.margin
    head = [(row, height, True) for row, height in zip(spec.header, geometry.heights, strict=False)]
    pending = head + [
        (row, height, False) for row, height in zip(spec.body, geometry.heights[len(head) :], strict=True)
    ]  # fmt: skip
    while pending:
        if parts and style.repeat_header:
            pending = [*head, *pending]
        taken = _fitting(pending, limit - top, style)
        used = sum(height for _, height, _ in pending[:taken])
        if style.extras.cut and taken < len(pending) and (taken or not parts):
            pending = _cut(pending, taken, limit - top - used, geometry, style)
            taken = _fitting(pending, limit - top, style)
        if not taken:
            page.next()
            top = page.top
            continue
        own, pending = pending[:taken], pending[taken:]
        rows = _opened([row for row, _, _ in own], sum(first for _, _, first in own))
        draw_table(page, rows, [height for _, height, _ in own], geometry.xs, style, top, spec.align,
                   sum(first for _, _, first in own))  # fmt: skip
        parts.append(rows)
        top += sum(height for _, height, _ in own)
        if pending:
            page.next()
            top = page.top
    for note in spec.notes:
        page.canvas.setFont("Helvetica", style.size - 1)
        top += style.size * 1.6
        page.canvas.drawString(geometry.xs[0], page.height - top, note)
    return parts, top


Pending = tuple[tuple[str, ...], float, bool]  # a row, its height, and whether it is a heading


def _fitting(pending: Sequence[Pending], room: float, style: Style) -> int:
    """Return how many rows fit, never parting headings, and merged cells only where the layout allows it."""
    used, best = 0.0, 0
    head = sum(first for _, _, first in pending)
    for count, (_, height, _) in enumerate(pending, start=1):
        used += height
        if used > room:
            break
        following = pending[count] if count < len(pending) else None
        if following is None or (not following[2] and (style.extras.apart or UP not in following[0])):
            best = count
    return best if best > head or best == len(pending) else 0


def _opened(rows: Sequence[tuple[str, ...]], head: int) -> Rows:
    """Return the rows of a page; what is merged from the page before begins anew, blank."""
    made = [list(row) for row in rows]
    if len(made) > head:
        made[head] = ["" if text == UP else text for text in made[head]]
    return tuple(tuple(row) for row in made)


def _cut(pending: list[Pending], at: int, room: float, geometry: Geometry, style: Style) -> list[Pending]:
    """Return the rows with the one that does not fit parted at a line, where two of its lines fit."""
    row, height, head = pending[at]
    following = pending[at + 1][0] if at + 1 < len(pending) else ()
    step = style.size * style.leading
    first = int((room - 2 * style.pad_y) / step)
    if head or first < 2 or {UP, LEFT} & {*row, *following} or style.valign != "top":
        return pending
    lines = [_wrap(Placed(text, 0, col), geometry.xs, style, bold=False) for col, text in enumerate(row)]
    if max(map(len, lines)) <= first:
        return pending
    parts = [tuple("\n".join(part[a:b]) for part in lines) for a, b in ((0, first), (first, None))]
    high = 2 * style.pad_y + first * step
    return [*pending[:at], (parts[0], high, False), (parts[1], height - first * step, False), *pending[at + 1 :]]


def measure(spec: TableSpec, style: Style, left: float, room: float) -> Geometry:
    """Return column edges and row heights that hold all texts."""
    widths = [14.0] * spec.width
    if spec.widths:
        widths = [w * room / sum(spec.widths) for w in spec.widths]
    else:
        for cell in place_cells(spec.rows):
            if cell.colspan == 1:
                turned = style.turn_header and cell.row < len(spec.header) and len(cell.text) > 6
                natural = style.size * 1.3 if turned else _text_width(cell.text, style)
                widths[cell.col] = max(widths[cell.col], min(natural, style.max_column) + 2 * style.pad_x)
        over = sum(widths) / room
        if over > 1:
            fixed = sum(w for w in widths if w < 60)
            widths = [w if w < 60 else w * (room - fixed) / (sum(widths) - fixed) for w in widths]
    xs = [left]
    for width in widths:
        xs.append(xs[-1] + width)
    heights = [style.size * style.leading + 2 * style.pad_y] * len(spec.rows)
    for cell in sorted(place_cells(spec.rows), key=lambda c: c.rowspan):
        need = _need(cell, xs, style, cell.row < len(spec.header))
        have = sum(heights[cell.row : cell.row + cell.rowspan])
        if need > have:
            for i in range(cell.row, cell.row + cell.rowspan):
                heights[i] += (need - have) / cell.rowspan
    return Geometry(tuple(xs), tuple(heights))


def _text_width(text: str, style: Style) -> float:
    lines = text.partition("||")[0].split("\n")
    return max(float(stringWidth(line, _font(style, bold=True), style.size)) for line in lines)


def _font(style: Style, *, bold: bool) -> str:
    names = {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold", "Courier": "Courier-Bold"}
    return names[style.font] if bold else style.font


def _wrap(cell: Placed, xs: Sequence[float], style: Style, *, bold: bool) -> list[str]:
    room = xs[cell.col + cell.colspan] - xs[cell.col] - 2 * style.pad_x + 0.01
    font = _font(style, bold=bold)
    text = cell.text.partition("||")[0]
    lines = [part for line in text.split("\n") for part in simpleSplit(line, font, style.size, room)]
    if not style.extras.hyphens or bold:
        return lines
    return hyphenate(lines, lambda text: stringWidth(text, font, style.size) <= room)


def _turned(cell: Placed, style: Style, header: bool) -> bool:
    return header and style.turn_header and len(cell.text) > 6 and cell.colspan == 1


def _need(cell: Placed, xs: Sequence[float], style: Style, header: bool) -> float:
    if _turned(cell, style, header):
        return _text_width(cell.text, style) + 2 * style.pad_x
    lines = len(_wrap(cell, xs, style, bold=header)) or 1
    return lines * style.size * style.leading + 2 * style.pad_y


def draw_table(
    page: _Page, rows: Rows, heights: Sequence[float], xs: Sequence[float], style: Style, top: float, align: str,
    head: int,
) -> None:  # fmt: skip
    """Draw shades, rules and texts of one piece of a table."""
    ys = [top]
    for height in heights:
        ys.append(ys[-1] + height)
    cells = place_cells(rows)
    for i in range(len(rows)):
        if style.header_shade and i < head:
            page.shade(xs[0], ys[i], xs[-1], ys[i + 1], 0.8)
        elif style.zebra and i >= head and (i - head) % 2 == 0:
            page.shade(xs[0], ys[i], xs[-1], ys[i + 1], 0.92)
    _draw_rules(page, cells, xs, ys, style, head)
    for cell in cells:
        _draw_text(page, cell, xs, ys, style, align[cell.col], cell.row < head)


def _draw_rules(
    page: _Page, cells: Sequence[Placed], xs: Sequence[float], ys: Sequence[float], style: Style, head: int
) -> None:
    if style.rules == "books":
        for y in {ys[0], ys[head], ys[-1]}:
            page.line(xs[0], y, xs[-1], y)
    if style.rules in {"none", "books"}:
        return
    for cell in cells:
        _draw_borders(page, cell, xs, ys, style.rules, head)
    if style.rules == "columns":
        page.line(xs[0], ys[head], xs[-1], ys[head])


def _draw_borders(
    page: _Page, cell: Placed, xs: Sequence[float], ys: Sequence[float], rules: str, head: int
) -> None:
    x0, x1 = xs[cell.col], xs[cell.col + cell.colspan]
    y0, y1 = ys[cell.row], ys[cell.row + cell.rowspan]
    last_col, last_row = x1 == xs[-1], y1 == ys[-1]
    in_body = cell.row + cell.rowspan > head
    sides = {
        "above": cell.row == 0 or rules not in {"rows", "columns"} or (rules == "columns" and cell.row <= head),
        "below": not (rules == "columns" and in_body and not last_row),
        "left": rules != "rows",
        "right": rules != "rows",
    }
    if rules == "rects":
        page.box(x0, y0, x1, y1)
        return
    if rules == "inner":
        sides = {"above": cell.row > 0, "below": not last_row, "left": cell.col > 0, "right": not last_col}
    lines = {
        "above": (x0, y0, x1, y0), "below": (x0, y1, x1, y1), "left": (x0, y0, x0, y1), "right": (x1, y0, x1, y1),
    }  # fmt: skip
    for side, wanted in sides.items():
        if wanted:
            page.line(*lines[side])


def _draw_text(
    page: _Page, cell: Placed, xs: Sequence[float], ys: Sequence[float], style: Style, align: str, header: bool
) -> None:
    if not cell.text or cell.text in {LEFT, UP}:
        return
    x0, x1 = xs[cell.col], xs[cell.col + cell.colspan]
    y0, y1 = ys[cell.row], ys[cell.row + cell.rowspan]
    page.canvas.setFont(_font(style, bold=header), style.size)
    if _turned(cell, style, header):
        page.canvas.saveState()
        page.canvas.translate((x0 + x1) / 2 + style.size * 0.35, page.height - y1 + style.pad_x)
        page.canvas.rotate(90)
        page.canvas.drawString(0, 0, cell.text)
        page.canvas.restoreState()
        return
    lines = _wrap(cell, xs, style, bold=header)
    step = style.size * style.leading
    block = step * len(lines)
    valign = "middle" if header else style.valign
    start = {"top": y0 + style.pad_y, "middle": (y0 + y1 - block) / 2, "bottom": y1 - style.pad_y - block}[valign]
    for i, line in enumerate(lines):
        base = page.height - (start + i * step + style.size * 0.85)
        accounting = style.extras.rupiah and align == "r" and line.startswith("Rp") and len(lines) == 1
        if accounting and not header and cell.colspan == 1 and line[2:3] in " .":
            sign, _, amount = line.partition(" ")
            page.canvas.drawString(x0 + style.pad_x, base, sign)
            page.canvas.drawRightString(x1 - style.pad_x, base, amount)
        elif header and style.extras.head_left and cell.colspan == 1:
            page.canvas.drawString(x0 + style.pad_x, base, line)
        elif header or cell.colspan > 1 or align == "c":
            page.canvas.drawCentredString((x0 + x1) / 2, base, line)
            if header and style.extras.double:
                page.canvas.drawCentredString((x0 + x1) / 2 + 0.25, base, line)
        elif align == "r":
            page.canvas.drawRightString(x1 - style.pad_x, base, line)
        else:
            page.canvas.drawString(x0 + style.pad_x, base, line)
            if i == len(lines) - 1 and "||" in cell.text:
                _draw_clipped(page, cell, (x0, y0, x1, y1), x0 + style.pad_x, base, line)


def _draw_clipped(
    page: _Page, cell: Placed, box: tuple[float, float, float, float], x: float, base: float, line: str
) -> None:
    """Draw the rest of a text behind its last line, seen only as far as its cell reaches."""
    canvas, (x0, y0, x1, y1) = page.canvas, box
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(x0, page.height - y1, x1 - x0, y1 - y0)
    canvas.clipPath(path, stroke=0, fill=0)
    wide = float(stringWidth(f"{line} ", canvas._fontname, canvas._fontsize))
    canvas.drawString(x + wide, base, cell.text.partition("||")[2])
    canvas.restoreState()


def random_style(rng: random.Random) -> Style:
    """Return a layout drawn from a seed."""
    rules = rng.choice(
        ("grid", "rects", "thin", "inner", "rows", "rows", "books", "columns", "none", "none", "none")
    )
    turn_header = rules not in {"none", "books"} and rng.random() < 0.1
    return Style(
        rules=rules,
        zebra=rng.random() < 0.25,
        header_shade=rng.random() < 0.4,
        font=rng.choice(("Helvetica", "Helvetica", "Times-Roman", "Courier")),
        size=rng.choice((6.5, 7, 8, 9)),
        leading=rng.choice((1.1, 1.2, 1.3)),
        pad_x=rng.choice((2.5, 4, 6, 9)),
        pad_y=rng.choice((1.2, 2.5, 4, 7)),
        valign=rng.choice(("top", "top", "middle", "middle", "bottom")),
        landscape=rng.random() < 0.7,
        page_turn=rng.choice((0, 0, 0, 90, 180, 270)),
        text_turn=rng.choice((0, 0, 0, 0, 90, 270)),
        turn_header=turn_header,
        repeat_header=rng.random() < 0.8,
        stamp=rng.random() < 0.7,
        max_column=rng.choice((120.0, 190.0, 260.0)),
    )
