"""Group headings over several columns: how far they reach."""

from __future__ import annotations

from collections.abc import Sequence

from extract.pdf_rows import Band, Block, is_quantity


def settle_header(bands: Sequence[Band], separators: Sequence[float]) -> int:
    """Widen group headings to the columns they stand centred over; return the first body row."""
    first = next((i for i, band in enumerate(bands) if any(is_quantity(b.text) for b in band.blocks)), len(bands))
    first = max(1, min(first, len(bands)))
    width = len(separators) + 1
    for i in range(min(first, len(bands) - 1)):
        for block in list(bands[i].blocks):
            if block.colspan > 1 or _off_centre(block, bands, i):
                _widen(block, bands, i, width)
    return first


def _extent(bands: Sequence[Band], below: int, cols: range) -> tuple[float, float] | None:
    """Return the left and right end of what stands under a heading in the columns."""
    boxes = [b.box for band in bands[below:] for b in band.blocks if b.colspan == 1 and b.col in cols]
    if not boxes:
        return None
    return min(b.x0 for b in boxes), max(b.x1 for b in boxes)


def _off_centre(block: Block, bands: Sequence[Band], i: int) -> bool:
    extent = _extent(bands, i + 1, range(block.col, block.col + 1))
    if extent is None or block.rowspan > 1:
        return False
    middle = (extent[0] + extent[1]) / 2
    inside = any(b.col == block.col for b in bands[i + 1].blocks)
    left_or_right = abs(extent[0] - block.box.x0) < 3 or abs(extent[1] - block.box.x1) < 3
    return inside and not left_or_right and abs(middle - block.box.centre) > 0.3 * (extent[1] - extent[0]) + 2


def _widen(block: Block, bands: Sequence[Band], i: int, width: int) -> None:
    """Let a group heading reach over the columns whose own headings stand below it, centred."""
    others = {c for b in bands[i].blocks if b is not block for c in range(b.col, b.col + b.colspan)}
    others |= {c for band in bands[:i] for b in band.blocks if b.rowspan > i - bands.index(band)
               for c in range(b.col, b.col + b.colspan)}  # fmt: skip
    below = {b.col for b in bands[i + 1].blocks} if i + 1 < len(bands) else set()
    left, right = block.col, block.col + block.colspan - 1
    best, distance = (left, right), _distance(block, bands, i, range(left, right + 1))
    low = left
    while low - 1 >= 0 and low - 1 not in others and low - 1 in below:
        low -= 1
    high = right
    while high + 1 < width and high + 1 not in others and high + 1 in below:
        high += 1
    for a in range(low, left + 1):
        for z in range(right, high + 1):
            off = _distance(block, bands, i, range(a, z + 1))
            if off < distance - 2 or (abs(off - distance) <= 2 and z - a > best[1] - best[0]):
                best, distance = (a, z), min(off, distance)
    block.col, block.colspan = best[0], best[1] - best[0] + 1


def _distance(block: Block, bands: Sequence[Band], i: int, cols: range) -> float:
    extent = _extent(bands, i + 1, cols)
    if extent is None:
        return float("inf")
    return abs((extent[0] + extent[1]) / 2 - block.box.centre)
