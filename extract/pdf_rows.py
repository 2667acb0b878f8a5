"""Rows of a table whose columns are known: by drawn bounds where there are any, else by the text itself.

Numbers do not wrap, so every line of a number column is a row of its own; text blocks are laid beside
them. A block that stands in the middle of several rows with blanks around it spans them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.pdf_columns import NUMBER, Chunk, column_of
from extract.pdf_words import Box, Word, join_words, same_line, union

QUANTITY = re.compile(r"^(±|<|>|≥|≤)?\s*[-(]?\d[\d.,]*[\d%)](\s[A-Za-z%/]+){0,2}$|^\d(\s?[A-Za-z%/]+){0,2}$|^-$")
TIGHT = 0.6  # lines of one cell stand closer than this share of the line height
DENSE = 0.6  # a column with fewer blocks than this share of the fullest column is sparse


@dataclass(slots=True)
class Block:
    """The text of one cell: its printed lines, its columns and, once known, its rows."""

    col: int
    colspan: int
    chunks: list[Chunk]
    row: int = -1
    rowspan: int = 1
    doubtful: bool = False

    @property
    def box(self) -> Box:
        return union(self.chunks)

    @property
    def words(self) -> list[Word]:
        return [word for chunk in self.chunks for word in chunk.words]

    @property
    def text(self) -> str:
        return join_words(self.words)

    @property
    def quantity(self) -> bool:
        return len(self.chunks) == 1 and is_quantity(self.chunks[0].text)


@dataclass(slots=True)
class Band:
    """One grid row: its extent and its blocks."""

    top: float
    bottom: float
    blocks: list[Block] = field(default_factory=list)


def is_quantity(text: str) -> bool:
    return bool(NUMBER.match(text) or QUANTITY.match(text))


def place(chunk: Chunk, separators: Sequence[float]) -> tuple[int, int]:
    """Return first column and number of columns that a chunk stands in."""
    first = column_of(separators, chunk.x0 + min(1.0, chunk.width / 4))
    last = column_of(separators, chunk.x1 - min(1.0, chunk.width / 4))
    if last == first + 1 and chunk.numeric and len(chunk.words) == 1:
        edge = separators[first]
        if min(edge - chunk.x0, chunk.x1 - edge) < 0.3 * chunk.width:
            return column_of(separators, chunk.centre), 1
    return first, last - first + 1


def make_blocks(chunks: Sequence[Chunk], separators: Sequence[float], body_top: float) -> list[Block]:
    """Return the cells' texts: wrapped lines joined, everything else apart."""
    blocks: list[Block] = []
    widths: dict[tuple[int, int], float] = {}
    places = [(place(chunk, separators), chunk) for chunk in chunks]
    for where, chunk in places:
        widths[where] = max(widths.get(where, 0.0), chunk.width)
    for where, chunk in sorted(places, key=lambda item: (item[1].middle, item[1].x0)):
        for block in reversed(blocks):
            if _continues(block, where, chunk, widths.get((block.col, block.colspan), 0.0), body_top):
                block.chunks.append(chunk)
                break
        else:
            blocks.append(Block(*where, [chunk]))
    return blocks


def _continues(block: Block, where: tuple[int, int], chunk: Chunk, width: float, body_top: float) -> bool:
    """Say whether the chunk is the next printed line of the block's cell."""
    last = block.chunks[-1]
    col, span = where
    inside = block.col <= col and col + span <= block.col + block.colspan
    if not inside or (block.colspan > 1 and abs(last.centre - chunk.centre) > 3 and abs(last.x0 - chunk.x0) > 1):
        return False
    if same_line(last, chunk):
        return block.col == col and block.colspan == span
    gap = chunk.top - last.bottom
    if gap < -0.5 * chunk.height or gap > TIGHT * min(last.height, chunk.height):
        return False
    if any(w.turned for w in (*last.words, *chunk.words)):
        return False
    if is_quantity(chunk.text) or is_quantity(last.text) or _numbering(chunk.text):
        return False
    if chunk.middle < body_top:
        return True
    blank = 0.28 * chunk.height
    return last.width + blank + chunk.words[0].width > width + 0.5


def _numbering(text: str) -> bool:
    return bool(re.fullmatch(r"\(\d{1,2}\)", text))


def group_rows(blocks: Sequence[Block], top: float, bottom: float) -> list[Band]:
    """Return the rows of the blocks between two heights."""
    bands: list[Band] = []
    for component in _components(blocks):
        bands += _split_component(component)
    bands.sort(key=lambda band: band.top)
    for i, band in enumerate(bands):
        band.top = top if i == 0 else (bands[i - 1].bottom)
        band.bottom = bottom if i == len(bands) - 1 else (_low(band) + _high(bands[i + 1])) / 2
    return bands


def _low(band: Band) -> float:
    return max(block.box.bottom for block in band.blocks)


def _high(band: Band) -> float:
    return min(block.box.top for block in band.blocks)


def _components(blocks: Sequence[Block]) -> list[list[Block]]:
    """Return the blocks in groups that overlap from top to bottom without a break."""
    groups: list[list[Block]] = []
    reach = float("-inf")
    for block in sorted(blocks, key=lambda b: b.box.top):
        box = block.box
        if groups and box.top < reach - 0.2 * min(box.height, 10):
            groups[-1].append(block)
        else:
            groups.append([block])
            reach = float("-inf")
        reach = max(reach, box.bottom)
    return groups


def _split_component(blocks: list[Block]) -> list[Band]:
    """Return the rows of blocks that overlap one another."""
    anchors = _anchors(blocks)
    if len(anchors) <= 1:
        box = union([block.box for block in blocks])
        return [Band(box.top, box.bottom, list(blocks))]
    bands = [Band(a.top, a.bottom) for a in anchors]
    centres = [anchor.middle for anchor in anchors]
    pitch = min(b - a for a, b in zip(centres, centres[1:], strict=False))
    for block in blocks:
        box = block.box
        over = [i for i, anchor in enumerate(anchors) if same_line(anchor, box) or box.holds_y(anchor)]
        nearest = min(range(len(anchors)), key=lambda i: abs(centres[i] - box.middle))
        if len(over) > 1:
            block.rowspan = over[-1] - over[0] + 1
            bands[over[0]].blocks.append(block)
        else:
            index = over[0] if over else nearest
            block.doubtful = not over and abs(centres[index] - box.middle) > 0.45 * pitch
            bands[index].blocks.append(block)
    return [band for band in bands if band.blocks]


def _anchors(blocks: list[Block]) -> list[Box]:
    """Return one box per row: what the fullest columns hold, preferring columns of numbers."""
    columns: dict[int, list[Block]] = {}
    for block in blocks:
        if block.colspan == 1:
            columns.setdefault(block.col, []).append(block)
    numbers = {col: [b for b in own if b.quantity] for col, own in columns.items()}
    fullest = max((len(own) for own in numbers.values()), default=0)
    if fullest < 1 or (fullest == 1 and not _beside(blocks, numbers)):
        fullest, numbers = max((len(own) for own in columns.values()), default=0), columns
    dense = [b for own in numbers.values() if len(own) >= DENSE * fullest for b in own]
    dense += [b for b in blocks if b.colspan > 1]
    anchors: list[Box] = []
    for block in sorted(dense, key=lambda b: b.box.middle):
        box = block.box
        if anchors and (same_line(anchors[-1], box)):
            anchors[-1] = union([anchors[-1], box])
        else:
            anchors.append(box)
    return anchors


def _beside(blocks: list[Block], numbers: dict[int, list[Block]]) -> bool:
    """Say whether one row of numbers covers the whole component (a wrapped name beside its numbers)."""
    return sum(len(own) for own in numbers.values()) >= 1


def span_centred(bands: Sequence[Band], width: int, first: int) -> None:
    """Give cells that stand in the middle of several body rows, blanks around them, their row span."""
    body = range(first, len(bands))
    for col in range(width):
        own = [(i, b) for i in body for b in bands[i].blocks if b.col == col and b.colspan == 1]
        if not own or len(own) > DENSE * len(body):
            continue
        groups = _centred_groups(bands, [b for _, b in own], first)
        if groups is None or all(start == end for start, end in groups):
            continue
        for (at, block), (start, end) in zip(own, groups, strict=True):
            bands[at].blocks.remove(block)
            bands[start].blocks.append(block)
            block.rowspan = end - start + 1
            block.doubtful = False


def _centred_groups(bands: Sequence[Band], blocks: Sequence[Block], first: int) -> list[tuple[int, int]] | None:
    """Return the rows each block stands in the middle of, None where that does not come out even."""
    groups: list[tuple[int, int]] = []
    start = first
    for block in blocks:
        middle = block.box.middle
        for end in range(start, len(bands)):
            centre = (_high(bands[start]) + _low(bands[end])) / 2 if bands[end].blocks else 0.0
            if abs(centre - middle) <= 0.3 * (bands[end].bottom - bands[end].top):
                groups.append((start, end))
                start = end + 1
                break
        else:
            return None
    rest = [b for i in range(start, len(bands)) for b in bands[i].blocks]
    if start < len(bands) and not all(re.match(r"(?i)(sub)?\s*(total|jumlah)", b.text) or b.quantity for b in rest):
        return None
    return groups
