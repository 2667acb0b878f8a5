"""Headings of a table without a grid: how far group headings reach, and which headings span all levels."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.pdf_columns import column_of, is_quantity, make_chunk
from extract.pdf_levels import settle_levels
from extract.pdf_rows import Band, Block, place
from extract.pdf_words import Word, same_line, union
from extract.tanda_butir import list_mark

LONG = 64  # characters; headings are shorter
YEAR = re.compile(r"(?i)^((TA|T\.A|tahun)\.?\s*)?(19|20)\d\d$")


def settle_header(bands: list[Band], separators: Sequence[float]) -> int:
    """Put the headings in their levels and columns; return the first body row."""
    first = _first_body(bands)
    width = len(separators) + 1
    for i in range(first):
        _part_glued(bands, i, first, separators)
    two = settle_levels(bands, first, separators)
    if two is not None:
        bands[:first] = two
        first = len(two)
    elif first > 1:
        for i in range(first):
            for block in list(bands[i].blocks):
                if block.colspan > 1 or _off_centre(block, bands, i) or _heads_siblings(block, bands, i, first):
                    _widen(block, bands, i, width)
        first = _level(bands, first, width)
    for band in bands[first:]:
        _span_groups(band, bands[:first])
    return first + 1 if first < len(bands) - 1 and _numbers_columns(bands[first]) else first


def _numbers_columns(band: Band) -> bool:
    """Say whether a row only numbers the columns: (1) (2) (3) ..."""
    texts = [b.text.strip("()") for b in sorted(band.blocks, key=lambda b: b.col)]
    if len(texts) < 3 or not all(text.isdigit() and len(text) < 3 for text in texts):
        return False
    numbers = [int(text) for text in texts]
    return all(b == a + 1 for a, b in zip(numbers, numbers[1:], strict=False))


def _part_glued(bands: Sequence[Band], i: int, first: int, separators: Sequence[float]) -> None:
    """Part a heading over several columns under which no headings stand: several headings printed too close."""
    for block in list(bands[i].blocks):
        cols = range(block.col, block.col + block.colspan)
        below = any(b.col in cols for band in bands[i + 1 : first] for b in band.blocks)
        if block.colspan == 1 or below or len(bands[i].blocks) == 1:
            continue
        parts: dict[int, list[Word]] = {}
        for word in block.words:
            parts.setdefault(column_of(separators, word.centre), []).append(word)
        if len(parts) != block.colspan or any(place(make_chunk([w]), separators)[1] > 1 for w in block.words):
            block.doubtful = True
            continue
        bands[i].blocks.remove(block)
        bands[i].blocks += [Block(col, 1, [make_chunk([w]) for w in own]) for col, own in parts.items()]


def _first_body(bands: Sequence[Band]) -> int:
    """Return the first row of data: one with numbers, with a name too long for a heading, or no longer bold."""
    strong = bool(bands[0].blocks) and all(w.bold for b in bands[0].blocks for w in b.words)
    for i, band in enumerate(bands):
        numbers = [b.text for b in band.blocks if is_quantity(b.text)]
        years = sum(bool(YEAR.match(b.text)) for b in band.blocks)
        if numbers and not (years > 1 and all(YEAR.match(text) for text in numbers)):
            return max(1, i)
        if i > 0 and len(bands[0].blocks) > 2 and len(band.blocks) == 1 and _names_group(band.blocks[0].text):
            return i
        words = [w for b in band.blocks for w in b.words]
        text = len(words) > 1 or any(w.text.isalpha() and w.text.islower() for w in words)  # else perhaps `(Rp)`
        plain = strong and i > 0 and text and not any(w.bold for w in words)
        if i > 0 and (plain or any(len(b.text) > LONG for b in band.blocks if b.colspan == 1)):
            return i
    return 1


def _names_group(text: str) -> bool:
    """Say whether a text alone on its row begins a group of rows: `I. Meningkatnya ...`, `Sasaran 1 : ...`."""
    return (
        bool(list_mark(text))
        or re.match(r"(?i)(sasaran|program|kegiatan|tujuan)\b.*[\d:].*\w{4}", text) is not None
    )


def _level(bands: list[Band], first: int, width: int) -> int:
    """Give every heading its level: a column with fewer headings lets its last one reach down."""
    blocks = [b for band in bands[:first] for b in band.blocks]
    stacks = [
        sorted((b for b in blocks if b.col <= col < b.col + b.colspan), key=lambda b: b.box.top)
        for col in range(width)
    ]
    depth = max((len(stack) for stack in stacks), default=0)
    if depth == 0 or depth > first:
        return first
    levels = {id(b): max(stack.index(b) for stack in stacks if b in stack) for b in blocks}
    heights = [union([b.box for b in blocks if levels[id(b)] == k]) for k in range(depth)]
    top, bottom = bands[0].top, bands[first - 1].bottom
    edges = [top, *((a.bottom + b.top) / 2 for a, b in zip(heights, heights[1:], strict=False)), bottom]
    made = [Band(edges[k], edges[k + 1]) for k in range(depth)]
    for block in blocks:
        level = levels[id(block)]
        below = [levels[id(b)] for stack in stacks if block in stack for b in stack if levels[id(b)] > level]
        block.rowspan, block.doubtful = (min(below) if below else depth) - level, False
        made[level].blocks.append(block)
    bands[:first] = made
    return depth


def _extent(bands: Sequence[Band], below: int, cols: range) -> tuple[float, float] | None:
    """Return the left and right end of what stands under a heading in the columns."""
    boxes = [b.box for band in bands[below:] for b in band.blocks if b.colspan == 1 and b.col in cols]
    if not boxes:
        return None
    return min(b.x0 for b in boxes), max(b.x1 for b in boxes)


def _off_centre(block: Block, bands: Sequence[Band], i: int) -> bool:
    extent = _extent(bands, i + 1, range(block.col, block.col + 1))
    if extent is None:
        return False
    middle = (extent[0] + extent[1]) / 2
    heads = [b for band in bands[i + 1 :] for b in band.blocks if b.col == block.col]
    inside = bool(heads) and not is_quantity(heads[0].text) or (bool(heads) and bool(YEAR.match(heads[0].text)))
    left_or_right = abs(extent[0] - block.box.x0) < 3 or abs(extent[1] - block.box.x1) < 3
    if heads and not is_quantity(heads[0].text) and _apart(block, heads[0]):
        return True
    return inside and not left_or_right and abs(middle - block.box.centre) > 0.3 * (extent[1] - extent[0]) + 2


def _apart(block: Block, leaf: Block) -> bool:
    """Say whether a heading is aligned with the one under it in no way: not left, not right, not in the middle."""
    one, other = block.box, leaf.box
    return min(abs(one.x0 - other.x0), abs(one.x1 - other.x1), abs(one.centre - other.centre)) > 3


def _heads_siblings(block: Block, bands: Sequence[Band], i: int, first: int) -> bool:
    """Say whether the heading under this one has neighbours on its line that nothing else stands over."""
    lower = [b for band in bands[i + 1 : first] for b in band.blocks]
    own = next((b for b in lower if b.col == block.col), None)
    if own is None:
        return False
    beside = [b for b in lower if abs(b.col - block.col) == 1 and same_line(b.box, own.box)]
    over = {b.col for band in bands[: i + 1] for b in band.blocks}
    return any(b.col not in over for b in beside)


def _widen(block: Block, bands: Sequence[Band], i: int, width: int) -> None:
    """Let a group heading reach over the columns whose own headings stand below it, centred."""
    others = {c for b in bands[i].blocks if b is not block for c in range(b.col, b.col + b.colspan)}
    below = {b.col for band in bands[i + 1 :] for b in band.blocks if band.top > block.box.top}
    taken = {
        b.col for band in bands[:_first_body(bands)] for b in band.blocks
        if b.box.top < block.box.bottom and b.box.bottom > block.box.top and b is not block
    }  # fmt: skip
    left, right = block.col, block.col + block.colspan - 1
    best, distance = (left, right), _distance(block, bands, i, range(left, right + 1))
    low, high = left, right
    while low - 1 >= 0 and low - 1 not in others | taken and low - 1 in below:
        low -= 1
    while high + 1 < width and high + 1 not in others | taken and high + 1 in below:
        high += 1
    for a in range(low, left + 1):
        for z in range(right, high + 1):
            if _repeats(bands, i + 1, range(a, z + 1)):
                continue  # the same heading twice under one group: two groups
            off = _distance(block, bands, i, range(a, z + 1))
            if off < distance - 2 or (abs(off - distance) <= 2 and z - a > best[1] - best[0]):
                best, distance = (a, z), min(off, distance)
    block.col, block.colspan = best[0], best[1] - best[0] + 1


def _repeats(bands: Sequence[Band], below: int, cols: range) -> bool:
    """Say whether the first row of headings below names the same thing over two of the columns."""
    texts: dict[int, str] = {}
    for band in bands[below : _first_body(bands)]:
        for block in band.blocks:
            if block.col in cols and block.colspan == 1:
                texts[block.col] = block.text.lower()
    return len(set(texts.values())) < len(texts)


def _distance(block: Block, bands: Sequence[Band], i: int, cols: range) -> float:
    extent = _extent(bands, i + 1, cols)
    if extent is None:
        return float("inf")
    return abs((extent[0] + extent[1]) / 2 - block.box.centre)


def _span_groups(band: Band, header: Sequence[Band]) -> None:
    """Let values that stand alone and centred under their group headings span the group's columns."""
    groups = [b for level in header for b in level.blocks if b.colspan > 1]
    pairs = []
    for group in groups:
        cols = range(group.col, group.col + group.colspan)
        inside = [b for b in band.blocks if b.col in cols]
        if len(inside) != 1 or abs(inside[0].box.centre - group.box.centre) > 4:
            return
        pairs.append((inside[0], group))
    leaves = [b for level in header for b in level.blocks if b.colspan == 1]
    if any(block.colspan > 1 or _misplaced(block, group, leaves) for block, group in pairs):
        for block, group in pairs:
            block.col, block.colspan = group.col, group.colspan


def _misplaced(block: Block, group: Block, leaves: Sequence[Block]) -> bool:
    """Say whether a value stands centred under the group heading and beside its own heading's centre."""
    own = [leaf.box.centre for leaf in leaves if leaf.col == block.col]
    return abs(block.box.centre - group.box.centre) < 2 and all(abs(c - block.box.centre) > 3 for c in own)
