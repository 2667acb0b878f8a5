"""Closed grids whose boxes hold several rows each: drawn columns without lines between the rows."""

from __future__ import annotations

from collections.abc import Sequence

from extract.pdf_columns import make_chunks
from extract.pdf_rows import Band, Block, group_rows, is_quantity, make_blocks, span_centred
from extract.pdf_ruled import Grid, assign_words, make_grid
from extract.pdf_words import Box, Word, same_line

NEAR = 3.0


def split_rows(grid: Grid, words: Sequence[Word]) -> Grid:
    """Return the grid with its tall rows parted wherever their numbers show that they are several rows."""
    contents = dict(zip(grid.boxes, assign_words(grid.boxes, words), strict=True))
    boxes: list[Box] = []
    for top, bottom in zip(grid.ys, grid.ys[1:], strict=False):
        row = [b for b in grid.boxes if abs(b.top - top) < NEAR and abs(b.bottom - bottom) < NEAR]
        row.sort(key=lambda b: b.x0)
        boxes += _split(row, contents) or row
    boxes += [b for b in grid.boxes if b not in boxes and not _covered(b, boxes)]
    return make_grid(boxes) if len(boxes) != len(grid.boxes) else grid


def _covered(box: Box, boxes: Sequence[Box]) -> bool:
    return any(box.holds(other) for other in boxes)


def _split(row: Sequence[Box], contents: dict[Box, list[Word]]) -> list[Box] | None:
    """Return the boxes of the rows that a row of boxes holds, None where it is one row."""
    stacks = [_numbers(contents[box]) for box in row]
    if max(stacks, default=0) < 2 or len(row) < 2:
        return None
    chunks = [chunk for box in row for chunk in make_chunks(contents[box])]
    separators = [box.x1 for box in row[:-1]]
    top, bottom = row[0].top, row[0].bottom
    bands = group_rows(make_blocks(chunks, separators, float("-inf")), top, bottom)
    span_centred(bands, len(row), 0)
    filled = [len({i for i, band in enumerate(bands) for b in band.blocks if b.col == c}) for c in range(len(row))]
    if len(bands) < 2 or sum(count > 1 for count in filled) < 2:
        return None
    return [part for col, box in enumerate(row) for part in _parts(box, col, bands)]


def _numbers(words: Sequence[Word]) -> int:
    """Return how many lines of numbers stand in a box."""
    lines: list[Word] = []
    for chunk in make_chunks(words):
        if is_quantity(chunk.text) and not any(same_line(chunk, other) for other in lines):
            lines.append(chunk.words[0])
    return len(lines)


def _parts(box: Box, col: int, bands: Sequence[Band]) -> list[Box]:
    """Return the boxes of one column, one for each of its cells."""
    parts: list[Box] = []
    reach = 0
    for i, band in enumerate(bands):
        own: list[Block] = [b for b in band.blocks if b.col == col]
        if i < reach and not own:
            continue
        span = max((b.rowspan for b in own), default=1)
        reach = max(reach, i + span)
        parts.append(Box(box.x0, band.top, box.x1, bands[min(i + span, len(bands)) - 1].bottom))
    return parts
