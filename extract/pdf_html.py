"""Cells that show themselves by their own borders or shades: tables printed from a browser.

A browser paints each cell of an HTML table by itself: the border under it as a piece that ends where the cell
ends, its background as a box. Often nothing upright is drawn. Pieces that lie end to end, and shades side by
side, tell where every column begins; from them the missing sides of the cells are made, so that the table is read
as any table with lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extract.pdf_columns import Chunk, make_chunks
from extract.pdf_words import Box, PageContent, Rule, split_lines, union

TOUCH = 0.8  # pieces nearer than this lie end to end
NEAR = 3.0  # levels and borders nearer than this are one
FAR = 260.0  # a row is never higher than this
GROUP = 45.0  # a row of headings below group headings is never higher
DASHES = 8  # so many short pieces in a row are a dashed line
GAP = 5.0
PAINTED = 0.1  # a border is painted as a thin box; a stroked line has no height


@dataclass(slots=True)
class _Level:
    """A height at which rows meet, and where the cells there end: told by backgrounds, by borders, by both."""

    y: float
    xs: list[float]
    shaded: bool = False
    painted: bool = False


@dataclass(slots=True)
class _Table:
    levels: list[_Level] = field(default_factory=list)

    @property
    def xs(self) -> list[float]:
        return _distinct(x for level in self.levels for x in level.xs)


def add_cell_rules(content: PageContent) -> PageContent:
    """Return the page with the sides of cells that only their own borders or shades show."""
    shades = [row for row in _rows_of(content.shades) if len(row) > 1]
    levels = [_Level(side, _ends(row), True) for row in shades for side in (row[0].top, row[0].bottom)]
    painted = [rule for rule in content.rules if rule.horizontal and rule.height > PAINTED]
    levels += [_Level(_middle(run), _ends(run), painted=True) for run in _runs(painted)]
    if not any(len(level.xs) > 2 for level in levels):
        return content
    chunks = make_chunks(content.words)
    made: list[Rule] = []
    for table in _tables(levels):
        for part in _parts(table, chunks):
            made += _sides_of(part, content, chunks)
    return replace(content, rules=(*content.rules, *made)) if made else content


def is_rounded(points: Sequence[tuple[float, float]]) -> bool:
    """Say whether a drawn path is a box with round corners (badge, bar, card): no side of it is a rule."""
    steps = list(pairwise(points))
    slanted = [(a, b) for a, b in steps if abs(a[0] - b[0]) > 1 and abs(a[1] - b[1]) > 1]
    width = max(x for x, _ in points) - min(x for x, _ in points)
    height = max(y for _, y in points) - min(y for _, y in points)
    return len(slanted) >= 2 and len(steps) >= 5 and min(width, height) > NEAR


def join_dashes(rules: Sequence[Rule], short: float) -> list[Rule]:
    """Return the rules, short pieces that follow one another on a line as the line they make."""
    kept = [rule for rule in rules if max(rule.width, rule.height) >= short]
    small = [rule for rule in rules if max(rule.width, rule.height) < short]
    if len(small) < DASHES:
        return kept
    by_y: dict[int, list[Rule]] = {}
    for rule in small:
        by_y.setdefault(round(2 * rule.middle), []).append(rule)
    for own in by_y.values():
        line: list[Rule] = []
        for rule in sorted(own, key=lambda r: r.x0):
            if line and rule.x0 - line[-1].x1 > GAP:
                kept += _dashed(line)
                line = []
            line.append(rule)
        kept += _dashed(line)
    return kept


def _dashed(line: Sequence[Rule]) -> list[Rule]:
    box = union(line)
    return [Rule(box.x0, box.top, box.x1, box.bottom)] if len(line) >= DASHES and box.height < 2 else []


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


def _runs(rules: Sequence[Rule]) -> list[list[Rule]]:
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


def _ends(row: Sequence[Box]) -> list[float]:
    return _distinct([row[0].x0, *(box.x1 for box in row)])


def _middle(row: Sequence[Box]) -> float:
    return sum(box.middle for box in row) / len(row)


def _distinct(values: Iterable[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > NEAR:
            found.append(value)
    return found


def _tables(levels: Sequence[_Level]) -> list[_Table]:
    """Return the levels in tables: those whose cells end at the same places, from top to bottom."""
    tables: list[_Table] = []
    for level in sorted(levels, key=lambda v: (v.y, -len(v.xs))):
        own = next((t for t in reversed(tables) if level.y - t.levels[-1].y < FAR and _fits(level, t)), None)
        groups = [t for t in tables if _heads(t, level)] if own is None else []
        if groups:
            tables = [t for t in tables if t not in groups] + [_Table([*_one_level(groups), level])]
        elif own is None:
            if len(level.xs) > 2:
                tables.append(_Table([level]))
        elif level.y - own.levels[-1].y < NEAR:
            last = own.levels[-1]
            last.xs = _distinct([*last.xs, *level.xs])
            last.shaded, last.painted = last.shaded or level.shaded, last.painted or level.painted
        else:
            own.levels.append(level)
    return [table for table in tables if len(table.xs) > 2]


def _heads(table: _Table, level: _Level) -> bool:
    """Say whether a lone level above this one parts some of its columns only: the border below group headings."""
    one = table.levels[-1]
    near = len(table.levels) == 1 and 0 < level.y - one.y < GROUP and len(level.xs) > len(one.xs)
    inside = level.xs[0] - NEAR < one.xs[0] and one.xs[-1] < level.xs[-1] + NEAR
    return near and inside and all(any(abs(x - y) <= NEAR for y in level.xs) for x in one.xs)


def _one_level(groups: Sequence[_Table]) -> list[_Level]:
    levels = [table.levels[0] for table in groups]
    painted = any(level.painted for level in levels)
    return [_Level(levels[-1].y, _distinct(x for v in levels for x in v.xs), painted=painted)]


def _fits(level: _Level, table: _Table) -> bool:
    xs = table.xs
    left, right = (any(abs(x - side) <= NEAR for x in level.xs) for side in (xs[0], xs[-1]))
    if len(level.xs) == 2:
        return left and right
    own, inner = _within(level.xs, xs), _within(xs, (xs[0], xs[-1]))
    known = sum(any(abs(x - y) <= NEAR for y in inner) for x in own)
    return (left or right) and known >= 0.6 * min(len(own), len(inner)) and level.xs[0] > xs[0] - NEAR


def _parts(table: _Table, chunks: Sequence[Chunk]) -> list[_Table]:
    """Return a table in parts where a title and new headings stand between two of its levels."""
    parts = [_Table([table.levels[0]])]
    xs = table.xs
    for above, below in pairwise(table.levels):
        own = [c for c in chunks if above.y < c.middle < below.y and xs[0] - NEAR < c.centre < xs[-1] + NEAR]
        lines = [make_chunks(line) for line in split_lines([w for c in own for w in c.words])]
        across = [any(c.x0 < x - 1 and c.x1 > x + 1 for x in xs[1:-1] for c in line) for line in lines]
        rows = [len(line) > 1 for line in lines]
        if any(across) and any(row and not over for row, over in zip(rows, across, strict=True)):
            parts.append(_Table())
        parts[-1].levels.append(below)
    return [part for part in parts if len(part.xs) > 2]


def _sides_of(table: _Table, content: PageContent, chunks: Sequence[Chunk]) -> list[Rule]:
    """Return the sides of the cells of a table, none where lines already part its columns."""
    xs, levels = table.xs, table.levels
    inside = [c for c in chunks if xs[0] - NEAR < c.centre < xs[-1] + NEAR]
    upright = [r for r in content.rules if not r.horizontal and xs[0] + NEAR < r.centre < xs[-1] - NEAR]
    ruled = [_ruled(a.y, b.y, upright) for a, b in pairwise(levels)]
    drawn = sum(ruled) >= 0.5 * max(1, len(ruled))
    strips = [
        _Strip(a.y, b.y, _inner(levels, i, xs), a.shaded and b.shaded and not ruled[i])
        for i, (a, b) in enumerate(pairwise(levels))
        if not ruled[i] and (not drawn or a.shaded and b.shaded)
    ]  # fmt: skip
    outer = [] if drawn else _open(table, content, inside)
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


@dataclass(slots=True)
class _Strip:
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


def _inner(levels: Sequence[_Level], at: int, xs: Sequence[float]) -> list[float]:
    """Return where the cells between two levels may end: as the level above or below says, else one further up."""
    found = _within(_distinct([*levels[at].xs, *levels[at + 1].xs]), xs)
    for level in reversed(levels[: at + 1]):
        found = found or _within(level.xs, xs)
    return found


def _within(places: Sequence[float], xs: Sequence[float]) -> list[float]:
    return [x for x in places if xs[0] + NEAR < x < xs[-1] - NEAR]


def _ruled(top: float, bottom: float, upright: Sequence[Rule]) -> bool:
    return any(min(r.bottom, bottom) - max(r.top, top) > 0.6 * (bottom - top) for r in upright)


def _several(strip: _Strip, chunks: Sequence[Chunk]) -> bool:
    """Say whether several rows stand between two levels: two columns hold figures on more than one line."""
    columns: dict[int, int] = {}
    for chunk in chunks:
        if strip.top < chunk.middle < strip.bottom and chunk.numeric:
            col = sum(x < chunk.centre for x in strip.xs)
            columns[col] = columns.get(col, 0) + 1
    return sum(count > 1 for count in columns.values()) > 1


def _open(table: _Table, content: PageContent, chunks: Sequence[Chunk]) -> list[_Strip] | None:
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
            ends = _distinct([*level.xs, *beyond])
            if up:
                beside = [c for c in chunks if not level.xs[0] < c.centre < level.xs[-1]]
                low = table.levels[1].y if len(table.levels) > 1 else level.y
                top = min([top, *(c.top - pad for c in beside if top - GROUP / 3 < c.middle < low)])
            made.append(_Strip(top, bottom, _within(ends, table.xs), above=up, below=not up))
    return made


def _figures(table: _Table, chunks: Sequence[Chunk]) -> bool:
    """Say whether figures stand between the first two levels: a row of data, no headings."""
    low = table.levels[1].y if len(table.levels) > 1 else table.levels[0].y
    return sum(c.numeric for c in chunks if table.levels[0].y < c.middle < low) > 1


def _row_beside(level: _Level, chunks: Sequence[Chunk], content: PageContent, *, up: bool) -> list[Chunk] | None:
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


def _last_row(line: Sequence[Chunk], chunks: Sequence[Chunk], level: _Level) -> bool:
    """Say whether a line is a name with figures that end or stand as those of their columns above do."""
    figures = line[1:]
    if not figures or line[0].numeric or line[0].x0 > level.xs[1]:
        return False
    above = [c for c in chunks if c.numeric and c.bottom < level.y + 1]
    return all(
        f.numeric and any(min(abs(f.x1 - c.x1), abs(f.centre - c.centre)) < 1 for c in above) for f in figures
    )


def _group(line: Sequence[Chunk], level: _Level) -> bool:
    """Say whether a line just above headings groups them: texts in the middle of several columns."""
    xs = level.xs
    spans = [(a + b) / 2 for i, a in enumerate(xs) for b in xs[i + 2 :]]
    return bool(line) and all(any(abs(c.centre - middle) < 2 for middle in spans) for c in line)


def _over(rule: Rule, level: _Level) -> bool:
    return min(rule.x1, level.xs[-1]) - max(rule.x0, level.xs[0]) > 0.2 * (level.xs[-1] - level.xs[0])
