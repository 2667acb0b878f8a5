"""Rows of a browser's table that have a border on one side only: its headings, its last row."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from extract.pdf_columns import Chunk, make_chunks
from extract.pdf_lattice import GROUP, NEAR, Lattice, Level, within
from extract.pdf_words import PageContent, Rule, distinct, split_lines, union


class Strip(Struct):
    """What lies between two levels; `shaded`, `above`, `below`: both its lines, or one, have to be made too."""

    top: float
    bottom: float
    xs: list[float]
    shaded: bool = False
    above: bool = False
    below: bool = False

    def lines(self, xs: Sequence[float]) -> list[tuple[float, float, float]]:
        tops = [self.top] if self.shaded or self.above else []
        return [(y, xs[0], xs[-1]) for y in (*tops, *([self.bottom] if self.shaded or self.below else []))]


def open_rows(table: Lattice, content: PageContent, chunks: Sequence[Chunk]) -> list[Strip] | None:
    """Return the row of headings above the first level and the row below the last one, where there are such.

    None where something stands there that these columns do not hold: headings over several of them.
    """
    made = []
    for level, up in ((table.levels[0], True), (table.levels[-1], False)):
        if up and level.shaded and not level.painted and not _figures(table, chunks):
            continue  # the headings themselves are shaded
        row = _row_beside(level, chunks, content, up=up) if len(level.xs) > 2 else []
        if row is None and level.shaded:
            continue
        if row is None:
            return None
        if row:
            box = union(row)
            pad = min(3.0, 0.3 * box.height)
            top, bottom = (box.top - pad, level.y) if up else (level.y, box.bottom + pad)
            beyond = [x for x in table.xs if not level.xs[0] < x < level.xs[-1]]  # columns merged with other rows
            ends = distinct([*level.xs, *beyond], NEAR)
            if up:
                beside = [c for c in chunks if not level.xs[0] < c.centre < level.xs[-1]]
                low = table.levels[1].y if len(table.levels) > 1 else level.y
                top = min([top, *(c.top - pad for c in beside if top - GROUP / 3 < c.middle < low)])
            made.append(Strip(top, bottom, within(ends, table.xs), above=up, below=not up))
    return made


def _figures(table: Lattice, chunks: Sequence[Chunk]) -> bool:
    """Say whether figures stand between the first two levels: a row of data, no headings."""
    low = table.levels[1].y if len(table.levels) > 1 else table.levels[0].y
    return sum(c.numeric for c in chunks if table.levels[0].y < c.middle < low) > 1


def _row_beside(level: Level, chunks: Sequence[Chunk], content: PageContent, *, up: bool) -> list[Chunk] | None:
    """Return the texts of the row next to a level without a line beyond, None where they do not fit."""
    own = [c for c in chunks if level.xs[0] - 1 < c.centre < level.xs[-1] + 1]
    words = [w for c in own for w in c.words if (w.bottom < level.y + 1 if up else w.top > level.y - 1)]
    row: list[Chunk] = []
    edge, busy = level.y, False
    for line in reversed(split_lines(words)) if up else split_lines(words):
        box = union(line)
        gap = edge - box.bottom if up else box.top - edge
        low, high = sorted((edge, box.middle))
        barred = any(low + 2 < r.middle < high for r in content.rules if r.horizontal and _over(r, level))
        if gap > 1.2 * box.height + 3 or barred:
            break
        own = make_chunks(line)
        if row and gap > 0.4 * box.height and not (up and _group(own, level)):
            break
        busy = busy or (len(own) if up else sum(c.numeric for c in own)) > 1
        if not up and not row and _last_row(own, chunks, level):
            return own
        if not all(any(a - 1 <= c.x0 and c.x1 <= b + 1 for a, b in pairwise(level.xs)) for c in own):
            row = [] if up and _group(own, level) else row
            break
        row += own
        edge = box.top if up else box.bottom
    filled = {sum(x < c.centre for x in level.xs) for c in row}
    if len(filled) >= max(2, 0.6 * (len(level.xs) - 1)):
        return row
    return None if busy else []


def _last_row(line: Sequence[Chunk], chunks: Sequence[Chunk], level: Level) -> bool:
    """Say whether a line is a name with figures that end or stand as those of their columns above do."""
    figures = line[1:]
    if not figures or line[0].numeric or line[0].x0 > level.xs[1]:
        return False
    above = [c for c in chunks if c.numeric and c.bottom < level.y + 1]
    return all(
        f.numeric and any(min(abs(f.x1 - c.x1), abs(f.centre - c.centre)) < 1 for c in above) for f in figures
    )


def _group(line: Sequence[Chunk], level: Level) -> bool:
    """Say whether a line just above headings groups them: texts in the middle of several columns."""
    xs = level.xs
    spans = [(a + b) / 2 for i, a in enumerate(xs) for b in xs[i + 2 :]]
    return bool(line) and all(any(abs(c.centre - middle) < 2 for middle in spans) for c in line)


def _over(rule: Rule, level: Level) -> bool:
    return min(rule.x1, level.xs[-1]) - max(rule.x0, level.xs[0]) > 0.2 * (level.xs[-1] - level.xs[0])
