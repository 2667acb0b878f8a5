"""The table that rows of blocks make: one cell for each place, and the places that are doubtful."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from extract.grid import Cell, Table
from extract.pdf_columns import AMOUNT
from extract.pdf_rows import Band, Block
from extract.pdf_ruled import make_cell
from extract.pdf_words import Box, PageContent, Word


class Found(Struct, frozen=True):
    """A table, the words it holds, and the boxes of cells whose place is doubtful."""

    box: Box
    table: Table
    words: frozenset[Word]
    doubts: tuple[Box, ...] = ()
    xs: tuple[float, ...] = ()  # the edges of its columns
    habits: Mapping[int, str] = field(default_factory=dict)  # of its sparse columns, as in a `Frame`
    unsure: frozenset[int] = frozenset()


def make_table(
    content: PageContent, area: Box, bands: Sequence[Band], separators: Sequence[float], words: Sequence[Word],
    method: str, outer: Sequence[float] = (),
) -> Found:  # fmt: skip
    xs = list(outer) or [area.x0 - 1, *separators, area.x1 + 1]
    ys = [bands[0].top, *(band.bottom for band in bands)]
    width = len(xs) - 1
    rows: list[tuple[Cell, ...]] = []
    doubts: list[Box] = []
    taken: set[tuple[int, int]] = set()
    _part_overlaps(bands)
    for r, band in enumerate(bands):
        for block in band.blocks:
            taken.update((r + i, block.col + k) for i in range(block.rowspan) for k in range(block.colspan))
    for r, band in enumerate(bands):
        cells = []
        for col, group in _by_column(band.blocks).items():
            span, high = max(b.colspan for b in group), max(b.rowspan for b in group)
            bottom = ys[min(r + high, len(ys) - 1)]
            box = Box(xs[col], ys[r], xs[min(col + span, width)], bottom)
            cells.append(make_cell(content, box, [w for b in group for w in b.words], (r, col), (high, span)))
            if any(b.doubtful or _glued(b, band) for b in group) or sum(b.quantity for b in group) > 1:
                doubts.append(box)
        for col in range(width):
            if (r, col) not in taken:
                box = Box(xs[col], ys[r], xs[col + 1], ys[r + 1])
                cells.append(make_cell(content, box, (), (r, col)))
        rows.append(tuple(sorted(cells, key=lambda cell: cell.col)))
    box = Box(xs[0], ys[0], xs[-1], ys[-1])
    table = Table(tuple(rows), width, content.locate(box), method)
    return Found(box, table, frozenset(words), tuple(doubts), tuple(xs))


def _glued(block: Block, band: Band) -> bool:
    """Say whether a text over several columns ends in an amount that may belong to one of them."""
    words = block.words
    wide = block.colspan > 1 and len(words) > 1 and len(band.blocks) > 1
    return wide and bool(AMOUNT.match(words[-1].text)) and not AMOUNT.match(words[0].text)


def _part_overlaps(bands: Sequence[Band]) -> None:
    """Let a cell reach down only as far as nothing else stands in its columns."""
    for r, band in enumerate(bands):
        for block in band.blocks:
            cols = range(block.col, block.col + block.colspan)
            for below in range(r + 1, min(r + block.rowspan, len(bands))):
                if any(b.col in cols or block.col in range(b.col, b.col + b.colspan) for b in bands[below].blocks):
                    block.rowspan = below - r
                    break


def _by_column(blocks: Sequence[Block]) -> dict[int, list[Block]]:
    """Return the blocks of one row by column; those that overlap stand in one cell."""
    groups: dict[int, list[Block]] = {}
    reach = -1
    start = -1
    for block in sorted(blocks, key=lambda b: (b.col, -b.colspan)):
        if block.col <= reach and start >= 0:
            groups[start].append(block)
        else:
            start = block.col
            groups[start] = [block]
        reach = max(reach, start + max(b.colspan for b in groups[start]) - 1)
    return groups
