"""Closed grids whose boxes hold several rows each: drawn columns without lines between the rows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.pdf_columns import blank_width, is_quantity, make_chunks, phrase_gap, split_chunk, split_drawn
from extract.pdf_group import group_rows
from extract.pdf_rows import Band, make_blocks
from extract.pdf_ruled import Grid, assign_words, make_grid
from extract.pdf_spans import span_centred
from extract.pdf_torn import has_figures, part_torn, torn_first
from extract.pdf_words import Box, Rule, Word, distinct, same_line, split_lines

NEAR = 3.0
_MARK = re.compile(r"[\d-]")  # what every number holds, and a dash for none


def split_rows(
    grid: Grid, words: Sequence[Word], rules: Sequence[Rule] = (), doubts: list[Box] | None = None, *,
    continued: bool = False, habits: dict[int, str] | None = None,
) -> Grid:  # fmt: skip
    """Return the grid with its tall rows parted wherever their numbers show that they are several rows.

    `doubts` receives the boxes of the texts whose rows are not certain; `continued`: the page before ended with
    a table that may go on here, in whose sparse columns cells are merged or left blank as `habits` tells; what
    this page proves is added to it.
    """
    doubts = [] if doubts is None else doubts
    habits = {} if habits is None else habits
    grid = _below_notes(grid, words, rules)
    contents = dict(zip(grid.boxes, assign_words(grid.boxes, words), strict=True))
    boxes: list[Box] = []
    rules = [rule for rule in rules if not rule.horizontal]
    atop = continued  # no row of figures so far
    for top, bottom in zip(grid.ys, grid.ys[1:], strict=False):
        row = [b for b in grid.boxes if abs(b.top - top) < NEAR and abs(b.bottom - bottom) < NEAR]
        row.sort(key=lambda b: b.x0)
        boxes += _split(row, contents, rules, doubts, habits, continued=continued, atop=atop) or row
        atop = atop and not has_figures([w for b in row for w in contents[b]])
    known = set(boxes)
    boxes += [b for b in grid.boxes if b not in known and not any(b.holds(other) for other in boxes)]
    return make_grid(boxes) if len(boxes) != len(grid.boxes) else grid


def _below_notes(grid: Grid, words: Sequence[Word], rules: Sequence[Rule]) -> Grid:
    """Return the grid with wide boxes parted where upright rules begin or end inside them: beside a note."""
    boxes: list[Box] = []
    wide_from = 0.9 * (grid.xs[-1] - grid.xs[0])
    for box in grid.boxes:
        if box.x1 - box.x0 < wide_from:
            boxes.append(box)
            continue
        inside = [r for r in rules if not r.horizontal and box.x0 + NEAR < r.centre < box.x1 - NEAR]
        inside = [r for r in inside if min(r.bottom, box.bottom) - max(r.top, box.top) > 2 * NEAR]
        if len(inside) < 2:
            boxes.append(box)
            continue
        top, bottom = max(box.top, min(r.top for r in inside)), min(box.bottom, max(r.bottom for r in inside))
        edges = [box.x0, *distinct([r.centre for r in inside], NEAR), box.x1]
        wide = [Box(box.x0, box.top, box.x1, top), Box(box.x0, bottom, box.x1, box.bottom)]
        wide = [part for part in wide if part.height > 2 * NEAR and any(part.holds(w) for w in words)]
        if not wide:
            boxes.append(box)
            continue
        top = top if wide[0].bottom == top else box.top
        bottom = bottom if wide[-1].top == bottom else box.bottom
        boxes += [*wide, *(Box(a, top, b, bottom) for a, b in zip(edges, edges[1:], strict=False))]
    return make_grid(boxes) if len(boxes) != len(grid.boxes) else grid


def _split(
    row: Sequence[Box], contents: dict[Box, list[Word]], rules: Sequence[Rule], doubts: list[Box],
    habits: dict[int, str], *, continued: bool, atop: bool,
) -> list[Box] | None:  # fmt: skip
    """Return the boxes of the rows that a row of boxes holds, None where it is one row."""
    if not any(len(split_lines(contents[box])) > 1 for box in row):
        return None
    columns = [part for box in row for part in _part_columns(box, rules)]
    if len(columns) < 2:
        return None
    words = [word for box in row for word in contents[box]]
    if not any(_numbers([w for w in words if column.holds(w)]) > 1 for column in columns):
        return part_torn(row, contents, doubts) if atop else None
    separators = [column.x1 for column in columns[:-1]]
    blank = blank_width(words)
    limit = phrase_gap(words)
    chunks = [
        part
        for box in row
        for c in make_chunks(contents[box], limit)
        for p in split_chunk(c, separators, blank)
        for part in split_drawn(p, separators, rules)
    ]
    bands = group_rows(make_blocks(chunks, separators, float("-inf")), row[0].top, row[0].bottom, body=True)
    habits.update(span_centred(bands, len(columns), 0, continued=continued, habits=habits))
    filled = [
        len({i for i, band in enumerate(bands) for b in band.blocks if b.col == c}) for c in range(len(columns))
    ]
    if len(bands) < 2 or sum(count > 1 for count in filled) < 2:
        doubts += [b.box for band in bands for b in band.blocks if len(bands) > 1 and b.rowspan > 1]
        return None
    doubts += [block.box for band in bands for block in band.blocks if block.doubtful]
    doubts += [block.box for block in torn_first(bands)] if atop else []
    return _boxes(columns, bands, rules)


def _part_columns(box: Box, rules: Sequence[Rule]) -> list[Box]:
    """Return the box parted at the upright rules that run through most of it without closing it."""
    inside: dict[float, float] = {}
    left, right = box.x0 + NEAR, box.x1 - NEAR
    for rule in rules:
        if left < (rule.x0 + rule.x1) / 2 < right:
            near = next((x for x in inside if abs(x - rule.centre) < NEAR), rule.centre)
            inside[near] = inside.get(near, 0.0) + max(0.0, min(rule.bottom, box.bottom) - max(rule.top, box.top))
    xs = [box.x0, *sorted(x for x, length in inside.items() if length > 0.4 * box.height), box.x1]
    return [Box(a, box.top, b, box.bottom) for a, b in zip(xs, xs[1:], strict=False)]


def _numbers(words: Sequence[Word]) -> int:
    """Return how many lines of numbers stand in a box."""
    if len(words) < 2 or not any(_MARK.search(word.text) for word in words):
        return 0
    lines: list[Word] = []
    chunks = make_chunks(words)
    counted = any(is_quantity(chunk.text) for chunk in chunks)
    for chunk in chunks:
        value = is_quantity(chunk.text) or counted and re.fullmatch(r"[A-Z]{2,6}\+?", chunk.text)  # as `WTP`
        if value and not any(same_line(chunk, other) for other in lines):
            lines.append(chunk.words[0])
    return len(lines)


def _boxes(columns: Sequence[Box], bands: Sequence[Band], rules: Sequence[Rule]) -> list[Box]:
    """Return one box for each cell of the rows, also for blank ones."""
    taken: set[tuple[int, int]] = set()
    boxes: list[Box] = []
    for i, band in enumerate(bands):
        for block in band.blocks:
            if (i, block.col) in taken:
                continue
            first, last = _reach(block.col, block.col + block.colspan - 1, columns, band, rules)
            end = min(i + block.rowspan, len(bands)) - 1
            while end + 1 < len(bands) and block.chunks[-1].middle > bands[end].bottom:
                end += 1  # a merged cell whose text runs on below its first row
            taken.update((r, c) for r in range(i, end + 1) for c in range(first, last + 1))
            boxes.append(Box(columns[first].x0, band.top, columns[last].x1, bands[end].bottom))
    for i, band in enumerate(bands):
        boxes += [
            Box(column.x0, band.top, column.x1, band.bottom)
            for c, column in enumerate(columns)
            if (i, c) not in taken
        ]
    return boxes


def _reach(first: int, last: int, columns: Sequence[Box], band: Band, rules: Sequence[Rule]) -> tuple[int, int]:
    """Return the columns a cell covers: on to the next vertical rule drawn at its height."""
    middle = (band.top + band.bottom) / 2
    drawn = [r.centre for r in rules if r.top <= middle <= r.bottom]
    while first > 0 and not any(abs(x - columns[first].x0) < NEAR for x in drawn):
        first -= 1
    while last + 1 < len(columns) and not any(abs(x - columns[last].x1) < NEAR for x in drawn):
        last += 1
    return first, min(last, len(columns) - 1)
