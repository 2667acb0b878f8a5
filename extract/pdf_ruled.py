"""Tables drawn with rules: boxes closed by lines, merged cells from the boxes that span several rows or columns."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct

from extract.grid import Cell, Table
from extract.pdf_edges import Edge, find_cells, merge_edges, part_tables
from extract.pdf_words import Box, PageContent, Rule, Word, join_words

SNAP = 3.0  # rules closer than this are one rule
STRIP = 10.0  # height of the strips of a page in which boxes are looked up
STRIPS = 2000.0
INDENT = 6.0  # points that count as one step of indentation


class Grid(Struct, frozen=True):
    """A table before its words are read: boundaries and the boxes of its cells."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    boxes: tuple[Box, ...]

    @property
    def box(self) -> Box:
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


def find_grids(rules: Sequence[Rule], words: Sequence[Word] = ()) -> list[Grid]:
    """Return the grids that the rules of a page close, from top to bottom.

    Where the outer border is missing it is added, so that the outer columns and rows are not lost.
    """
    edges = merge_edges([_edge(rule) for rule in rules], SNAP)
    borders = [_edge(rule) for rule in missing_borders(edges, words)]
    if borders:
        edges = merge_edges(edges + borders, SNAP)
    tables = part_tables(find_cells(edges, SNAP))
    grids = [make_grid([Box(*cell) for cell in cells]) for cells in tables]
    return _widened(sorted((grid for grid in grids if len(grid.boxes) > 1), key=lambda g: (g.ys[0], g.xs[0])))


def _widened(grids: list[Grid]) -> list[Grid]:
    """Return the grids, those that go on below another with the columns it has given its outer columns too.

    A note across the columns parts a table; below it a blank last column has no border of its own.
    """
    made: list[Grid] = []
    for grid in grids:
        above = made[-1] if made else None
        if above is not None and above.ys[-1] <= grid.ys[0] + SNAP and len(grid.xs) == len(above.xs) - 1:
            inner = [x for x in above.xs if any(abs(x - y) <= SNAP for y in grid.xs)]
            if inner == list(above.xs[:-1]) or inner == list(above.xs[1:]):
                x0, x1 = above.xs[-2:] if inner[0] == above.xs[0] else above.xs[:2]
                extra = [Box(x0, a, x1, b) for a, b in zip(grid.ys, grid.ys[1:], strict=False)]
                grid = make_grid([*grid.boxes, *extra])
        made.append(grid)
    return made


def _edge(rule: Rule) -> Edge:
    if rule.x1 - rule.x0 >= rule.bottom - rule.top:
        return True, rule.middle, rule.x0, rule.x1
    return False, rule.centre, rule.top, rule.bottom


def missing_borders(edges: Sequence[Edge], words: Sequence[Word]) -> list[Rule]:
    """Return the outer borders that connected rules lack although words stand there."""
    borders: list[Rule] = []
    for group in _connected(edges):
        across = [e for e in group if e[0]]
        down = [e for e in group if not e[0]]
        if len(across) < 2 or not down:
            continue
        x0, x1 = min(e[2] for e in across), max(e[3] for e in across)
        top, bottom = min(e[2] for e in down), max(e[3] for e in down)
        left, right = min(e[1] for e in down), max(e[1] for e in down)
        high, low = min(e[1] for e in across), max(e[1] for e in across)
        strips = (
            (Box(x0, top, left, bottom), Rule(x0, top, x0, bottom)),
            (Box(right, top, x1, bottom), Rule(x1, top, x1, bottom)),
            (Box(x0, top, x1, high), Rule(x0, top, x1, top)),
            (Box(x0, low, x1, bottom), Rule(x0, bottom, x1, bottom)),
        )
        for strip, border in strips:
            if min(strip.width, strip.height) > SNAP and any(strip.holds(word) for word in words):
                borders.append(border)
        borders += [rule for y in (high, low) for rule in _open_ends(across, down, y)]
    return borders


def _open_ends(across: Sequence[Edge], down: Sequence[Edge], y: float) -> list[Rule]:
    """Return what is missing of a table's outermost line where merged cells go on over the page's end."""
    line = sorted((e[2], e[3]) for e in across if abs(e[1] - y) <= SNAP)
    ends = [e[1] for e in down if abs(e[2] - y) <= SNAP or abs(e[3] - y) <= SNAP]
    gaps = [(a[1], b[0]) for a, b in zip(line, line[1:], strict=False) if b[0] - a[1] > SNAP]
    return [
        Rule(a, y, z, y) for a, z in gaps
        if all(any(abs(x - end) <= SNAP for x in ends) for end in (a, z))
        and not any(a + SNAP < x < z - SNAP for x in ends)
    ]  # fmt: skip


def _connected(edges: Sequence[Edge]) -> list[list[Edge]]:
    """Return the rules in groups that touch one another."""
    around = [(a, at, z, at) if level else (at, a, at, z) for level, at, a, z in edges]
    groups: list[list[int]] = []
    for i, (x0, top, x1, bottom) in enumerate(around):
        right, low = x1 + SNAP, bottom + SNAP
        merged, apart = [i], []
        for group in groups:
            for left, high, end, deep in map(around.__getitem__, group):
                if x0 <= end + SNAP and left <= right and top <= deep + SNAP and high <= low:
                    merged += group
                    break
            else:
                apart.append(group)
        groups = [*apart, merged]
    return [[edges[i] for i in group] for group in groups]


def make_grid(boxes: Sequence[Box]) -> Grid:
    xs = _boundaries([x for box in boxes for x in (box.x0, box.x1)])
    ys = _boundaries([y for box in boxes for y in (box.top, box.bottom)])
    return Grid(xs, ys, tuple(boxes))


def _boundaries(values: Sequence[float]) -> tuple[float, ...]:
    """Return the distinct boundaries, near ones joined."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= SNAP:
            groups[-1].append(value)
        else:
            groups.append([value])
    return tuple(sum(group) / len(group) for group in groups)


def _index(boundaries: Sequence[float], value: float) -> int:
    """Return the nearest boundary, the first of two as near."""
    i = bisect_left(boundaries, value)
    return i - 1 if i == len(boundaries) or i and value - boundaries[i - 1] <= boundaries[i] - value else i


def read_grid(page: PageContent, grid: Grid, words: Sequence[Word], method: str = "ruled") -> Table:
    """Return the table of a grid with its words in their cells."""
    contents = assign_words(grid.boxes, words)
    width, height = len(grid.xs) - 1, len(grid.ys) - 1
    rows: list[list[Cell]] = [[] for _ in range(height)]
    at_y = {y: _index(grid.ys, y) for y in {y for box in grid.boxes for y in (box.top, box.bottom)}}
    at_x = {x: _index(grid.xs, x) for x in {x for box in grid.boxes for x in (box.x0, box.x1)}}
    for box, inside in zip(grid.boxes, contents, strict=True):
        row, col = at_y[box.top], at_x[box.x0]
        span = at_y[box.bottom] - row, at_x[box.x1] - col
        if row < height and col < width:
            rows[row].append(make_cell(page, box, inside, (row, col), (max(1, span[0]), max(1, span[1]))))
    return Table(
        rows=tuple(tuple(sorted(row, key=lambda cell: cell.col)) for row in rows),
        width=width,
        locator=page.locate(grid.box),
        method=method,
    )


def assign_words(boxes: Sequence[Box], words: Sequence[Word]) -> list[list[Word]]:
    """Return, for each box, the words whose middle lies in it; each word goes to one box only."""
    contents: list[list[Word]] = [[] for _ in boxes]
    near: dict[int, list[tuple[int, float, float, float, float]]] = {}  # what reaches into each strip of the page
    for i, box in enumerate(boxes):
        edges = i, box.x0, box.x1, box.top, box.bottom
        for strip in range(_strip(box.top), _strip(box.bottom) + 1):
            near.setdefault(strip, []).append(edges)
    for word in words:
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        for i, x0, x1, top, bottom in near.get(_strip(y), ()):
            if x0 <= x <= x1 and top <= y <= bottom:
                contents[i].append(word)
                break
    return contents


def _strip(y: float) -> int:
    return int(y / STRIP) if 0.0 <= y <= STRIP * STRIPS else int(min(STRIPS, max(0.0, y / STRIP)))  # beside a page


def make_cell(
    page: PageContent, box: Box, words: Sequence[Word], at: tuple[int, int], span: tuple[int, int] = (1, 1)
) -> Cell:
    """Return the cell of a box with its words."""
    if not words:
        return Cell("", None, page.locate(box), *at, *span)
    text = join_words(words)
    return Cell(
        text=text,
        value=text or None,
        locator=page.locate(box),
        row=at[0],
        col=at[1],
        rowspan=span[0],
        colspan=span[1],
        ocr=any(word.ocr for word in words),
        indent=max(0, round((min([word.x0 for word in words]) - box.x0) / INDENT)),
        bold=all(word.bold for word in words),
    )
