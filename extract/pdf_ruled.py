"""Tables drawn with rules: boxes closed by lines, merged cells from the boxes that span several rows or columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from extract.grid import Cell, Table
from extract.pdf_words import Box, PageContent, Rule, Word, join_words, union

SNAP = 3.0  # rules closer than this are one rule
INDENT = 6.0  # points that count as one step of indentation


@dataclass(frozen=True, slots=True)
class Grid:
    """A table before its words are read: boundaries and the boxes of its cells."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    boxes: tuple[Box, ...]

    @property
    def box(self) -> Box:
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


def find_grids(rules: Sequence[Rule]) -> list[Grid]:
    """Return the grids that the rules of a page close, from top to bottom."""
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

    edges = merge_edges([_edge(rule) for rule in rules], SNAP, SNAP, SNAP, SNAP)
    cells = intersections_to_cells(edges_to_intersections(edges, SNAP, SNAP))
    grids = [make_grid([Box(*cell) for cell in cells]) for cells in cells_to_tables(cells)]
    return sorted((grid for grid in grids if len(grid.boxes) > 1), key=lambda g: (g.ys[0], g.xs[0]))


def _edge(rule: Rule) -> dict[str, Any]:
    orientation = "h" if rule.horizontal else "v"
    x, y = rule.centre, rule.middle
    x0, x1 = (rule.x0, rule.x1) if rule.horizontal else (x, x)
    top, bottom = (y, y) if rule.horizontal else (rule.top, rule.bottom)
    return {
        "x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": x1 - x0, "height": bottom - top,
        "orientation": orientation, "object_type": "line", "doctop": top, "y0": top, "y1": bottom,
    }  # fmt: skip


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
    return min(range(len(boundaries)), key=lambda i: abs(boundaries[i] - value))


def read_grid(page: PageContent, grid: Grid, words: Sequence[Word], method: str = "ruled") -> Table:
    """Return the table of a grid with its words in their cells."""
    contents = assign_words(grid.boxes, words)
    width, height = len(grid.xs) - 1, len(grid.ys) - 1
    rows: list[list[Cell]] = [[] for _ in range(height)]
    for box, inside in zip(grid.boxes, contents, strict=True):
        row, col = _index(grid.ys, box.top), _index(grid.xs, box.x0)
        span = _index(grid.ys, box.bottom) - row, _index(grid.xs, box.x1) - col
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
    for word in words:
        for i, box in enumerate(boxes):
            if box.holds(word):
                contents[i].append(word)
                break
    return contents


def make_cell(
    page: PageContent, box: Box, words: Sequence[Word], at: tuple[int, int], span: tuple[int, int] = (1, 1)
) -> Cell:
    """Return the cell of a box with its words."""
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
        indent=max(0, round((union(words).x0 - box.x0) / INDENT)) if words else 0,
        bold=bool(words) and all(word.bold for word in words),
    )
