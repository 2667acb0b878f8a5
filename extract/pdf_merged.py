"""Texts that no drawn bound parts though they are no one cell: a heading with its rows, cells one above another."""

from __future__ import annotations

from collections.abc import Sequence

from extract.pdf_columns import Chunk
from extract.pdf_rows import Block
from extract.tanda_butir import follows, list_mark

GAP = 0.9  # lines of one cell stand closer than this share of the line height


def part_merged(
    block: Block, reach: tuple[int, int], edges: Sequence[float], body_top: float
) -> list[tuple[Block, tuple[int, int]]]:
    """Return a text over several bounds in the parts that are cells; those within two bounds are no merged cells.

    Headings do not run on into the rows; lines far apart, or beginning the next item of a list, are two cells.
    """
    parts: list[list[Chunk]] = []
    marked = None
    for chunk in sorted(block.chunks, key=lambda c: (c.middle, c.x0)):
        mark = list_mark(chunk.text)
        last = parts[-1][-1] if parts else None
        if last is None or (last.top < body_top <= chunk.top) or _far(last, chunk) or (
            marked and mark and follows(marked, mark)
        ):  # fmt: skip
            parts.append([chunk])
        else:
            parts[-1].append(chunk)
        marked = mark or marked
    if len(parts) == 1:
        return [(block, reach)]
    found = []
    for chunks in parts:
        low = max(i for i, y in enumerate(edges) if i == 0 or y <= chunks[0].middle)
        high = min(i for i, y in enumerate(edges) if i == len(edges) - 1 or y > chunks[-1].middle)
        if high - low > 1:
            found.append((Block(block.col, block.colspan, chunks, doubtful=True), (low, high)))
    return found


def _far(above: Chunk, below: Chunk) -> bool:
    return below.top - above.bottom > GAP * min(above.height, below.height)
