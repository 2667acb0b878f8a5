"""Heights at which the cells of a browser's table meet, and the tables that they make."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct, field

from extract.pdf_columns import Chunk, make_chunks
from extract.pdf_words import Box, PageContent, Rule, distinct, split_lines

TOUCH = 0.8  # pieces nearer than this lie end to end
NEAR = 3.0  # levels and borders nearer than this are one
FAR = 260.0  # a row is never higher than this
GROUP = 45.0  # a row of headings below group headings is never higher
PAINTED = 0.1  # a border is painted as a thin box; a stroked line has no height


class Level(Struct):
    """A height at which rows meet, and where the cells there end: told by backgrounds, by borders, by both."""

    y: float
    xs: list[float]
    shaded: bool = False
    painted: bool = False


class Lattice(Struct):
    levels: list[Level] = field(default_factory=list)

    @property
    def xs(self) -> list[float]:
        return distinct((x for level in self.levels for x in level.xs), NEAR)


def find_levels(content: PageContent) -> list[Level]:
    """Return the levels that shades side by side and borders end to end tell of."""
    shades = [row for row in _rows_of(content.shades) if len(row) > 1]
    levels = [Level(side, _ends_of(row), True) for row in shades for side in (row[0].top, row[0].bottom)]
    painted = [rule for rule in content.rules if rule.horizontal and rule.height > PAINTED]
    return levels + [Level(_middle_of(run), _ends_of(run), painted=True) for run in _runs_of(painted)]


def _rows_of(shades: Sequence[Box]) -> list[list[Box]]:
    """Return the shades in rows of boxes side by side that begin and end at the same height."""
    rows: list[list[Box]] = []
    for box in sorted(shades, key=lambda b: (round(b.top), round(b.bottom), b.x0)):
        last = rows[-1][-1] if rows else None
        if (
            last is not None
            and abs(last.top - box.top) < 1
            and abs(last.bottom - box.bottom) < 1
            and abs(last.x1 - box.x0) < TOUCH
        ):
            rows[-1].append(box)
        elif last is None or last != box:
            rows.append([box])
    return [row for row in rows if row[0].height > 6]


def _runs_of(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Return the level rules in runs that lie end to end."""
    runs: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda r: (round(r.middle), r.x0, r.x1)):
        for run in reversed(runs[-6:]):
            if abs(run[-1].middle - rule.middle) < 1 and abs(run[-1].x1 - rule.x0) < TOUCH:
                run.append(rule)
                break
        else:
            runs.append([rule])
    return runs


def _ends_of(row: Sequence[Box]) -> list[float]:
    return distinct([row[0].x0, *(box.x1 for box in row)], NEAR)


def _middle_of(row: Sequence[Box]) -> float:
    return sum(box.middle for box in row) / len(row)


def within(places: Sequence[float], xs: Sequence[float]) -> list[float]:
    return [x for x in places if xs[0] + NEAR < x < xs[-1] - NEAR]


def find_lattices(levels: Sequence[Level]) -> list[Lattice]:
    """Return the levels in tables: those whose cells end at the same places, from top to bottom."""
    tables: list[Lattice] = []
    for level in sorted(levels, key=lambda v: (v.y, -len(v.xs))):
        own = next((t for t in reversed(tables) if level.y - t.levels[-1].y < FAR and _fits(level, t)), None)
        groups = [t for t in tables if _heads(t, level)] if own is None else []
        if groups:
            tables = [t for t in tables if t not in groups] + [Lattice([*_one_level(groups), level])]
        elif own is None:
            if len(level.xs) > 2:
                tables.append(Lattice([level]))
        elif level.y - own.levels[-1].y < NEAR:
            last = own.levels[-1]
            last.xs = distinct([*last.xs, *level.xs], NEAR)
            last.shaded, last.painted = last.shaded or level.shaded, last.painted or level.painted
        else:
            own.levels.append(level)
    return [table for table in tables if len(table.xs) > 2]


def _heads(table: Lattice, level: Level) -> bool:
    """Say whether a lone level above this one parts some of its columns only: the border below group headings."""
    one = table.levels[-1]
    near = len(table.levels) == 1 and 0 < level.y - one.y < GROUP and len(level.xs) > len(one.xs)
    inside = level.xs[0] - NEAR < one.xs[0] and one.xs[-1] < level.xs[-1] + NEAR
    return near and inside and all(any(abs(x - y) <= NEAR for y in level.xs) for x in one.xs)


def _one_level(groups: Sequence[Lattice]) -> list[Level]:
    levels = [table.levels[0] for table in groups]
    painted = any(level.painted for level in levels)
    return [Level(levels[-1].y, distinct((x for v in levels for x in v.xs), NEAR), painted=painted)]


def _fits(level: Level, table: Lattice) -> bool:
    xs = table.xs
    left, right = (any(abs(x - side) <= NEAR for x in level.xs) for side in (xs[0], xs[-1]))
    if len(level.xs) == 2:
        return left and right
    own, inner = within(level.xs, xs), within(xs, (xs[0], xs[-1]))
    known = sum(any(abs(x - y) <= NEAR for y in inner) for x in own)
    return (left or right) and known >= 0.6 * min(len(own), len(inner)) and level.xs[0] > xs[0] - NEAR


def part_lattice(table: Lattice, chunks: Sequence[Chunk]) -> list[Lattice]:
    """Return a table in parts where a title and new headings stand between two of its levels."""
    parts = [Lattice([table.levels[0]])]
    xs = table.xs
    for above, below in pairwise(table.levels):
        own = [c for c in chunks if above.y < c.middle < below.y and xs[0] - NEAR < c.centre < xs[-1] + NEAR]
        lines = [make_chunks(line) for line in split_lines([w for c in own for w in c.words])]
        across = [any(c.x0 < x - 1 and c.x1 > x + 1 for x in xs[1:-1] for c in line) for line in lines]
        rows = [len(line) > 1 for line in lines]
        if any(across) and any(row and not over for row, over in zip(rows, across, strict=True)):
            parts.append(Lattice())
        parts[-1].levels.append(below)
    return [part for part in parts if len(part.xs) > 2]
