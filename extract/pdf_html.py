"""Cells that show themselves by their own borders or shades: tables printed from a browser.

A browser paints each cell of an HTML table by itself: the border under it as a piece that ends where the cell
ends, its background as a box. Often nothing upright is drawn. Pieces that lie end to end, and shades side by
side, tell where every column begins; from them the missing sides of the cells are made, so that the table is read
as any table with lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from extract.pdf_columns import Chunk, make_chunks
from extract.pdf_html_rows import Strip, open_rows
from extract.pdf_lattice import NEAR, Lattice, Level, find_lattices, find_levels, part_lattice, within
from extract.pdf_words import PageContent, Rule, distinct


def add_cell_rules(content: PageContent) -> PageContent:
    """Return the page with the sides of cells that only their own borders or shades show."""
    levels = find_levels(content)
    if not any(len(level.xs) > 2 for level in levels):
        return content
    chunks = make_chunks(content.words)
    made: list[Rule] = []
    for table in find_lattices(levels):
        for part in part_lattice(table, chunks):
            made += _sides_of(part, content, chunks)
    return replace(content, rules=(*content.rules, *made)) if made else content


def _sides_of(table: Lattice, content: PageContent, chunks: Sequence[Chunk]) -> list[Rule]:
    """Return the sides of the cells of a table, none where lines already part its columns."""
    xs, levels = table.xs, table.levels
    inside = [c for c in chunks if xs[0] - NEAR < c.centre < xs[-1] + NEAR]
    upright = [r for r in content.rules if not r.horizontal and xs[0] + NEAR < r.centre < xs[-1] - NEAR]
    ruled = [_ruled(a.y, b.y, upright) for a, b in pairwise(levels)]
    drawn = sum(ruled) >= 0.5 * max(1, len(ruled))
    strips = [
        Strip(a.y, b.y, _inner(levels, i, xs), a.shaded and b.shaded and not ruled[i])
        for i, (a, b) in enumerate(pairwise(levels))
        if not ruled[i] and (not drawn or a.shaded and b.shaded)
    ]  # fmt: skip
    outer = [] if drawn else open_rows(table, content, inside)
    if outer is None:
        return []
    strips += outer
    if not strips or any(_several(strip, inside) for strip in strips) or (not drawn and len(strips) < 2):
        return []
    made = []
    for strip in strips:
        own = [c for c in inside if strip.top < c.middle < strip.bottom]
        spans = [s for s in content.shades if abs(s.top - strip.top) < NEAR and abs(s.bottom - strip.bottom) < NEAR]
        spans = [s for s in spans if sum(s.holds(c) for c in own) < 2]
        for x in (xs[0], *strip.xs, xs[-1]):
            cut = any(c.x0 < x - 1 and c.x1 > x + 1 for c in own)
            if not cut and not any(s.x0 < x - NEAR and s.x1 > x + NEAR for s in spans):
                made.append(Rule(x, strip.top, x, strip.bottom))
        made += [Rule(a, y, z, y) for y, a, z in strip.lines(xs)]
    return made


def _inner(levels: Sequence[Level], at: int, xs: Sequence[float]) -> list[float]:
    """Return where the cells between two levels may end: as the level above or below says, else one further up."""
    found = within(distinct([*levels[at].xs, *levels[at + 1].xs], NEAR), xs)
    for level in reversed(levels[: at + 1]):
        found = found or within(level.xs, xs)
    return found


def _ruled(top: float, bottom: float, upright: Sequence[Rule]) -> bool:
    return any(min(r.bottom, bottom) - max(r.top, top) > 0.6 * (bottom - top) for r in upright)


def _several(strip: Strip, chunks: Sequence[Chunk]) -> bool:
    """Say whether several rows stand between two levels: two columns hold figures on more than one line."""
    columns: dict[int, int] = {}
    for chunk in chunks:
        if strip.top < chunk.middle < strip.bottom and chunk.numeric:
            col = sum(x < chunk.centre for x in strip.xs)
            columns[col] = columns.get(col, 0) + 1
    return sum(count > 1 for count in columns.values()) > 1
