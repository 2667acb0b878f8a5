"""Rows of a table from the texts of its cells: each line of numbers is one, other texts stand beside them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extract.pdf_lines import settle_lines
from extract.pdf_rows import DENSE, Band, Block
from extract.pdf_words import Box, same_line, union


def group_rows(blocks: Sequence[Block], top: float, bottom: float, *, body: bool = False) -> list[Band]:
    """Return the rows of the blocks between two heights; `body`: no headings are among them."""
    full = _full_columns(blocks)
    strong = body or any(word.bold for block in blocks for word in block.words)
    bands = [band for component in _components(blocks) for band in _split_component(component, full, strong)]
    bands.sort(key=lambda band: band.top)
    settle_lines(bands)
    cores = [(band.top, band.bottom) for band in bands]
    held = Counter(col for band in bands for col in {b.col for b in band.blocks})
    dense = {col for col, count in held.items() if count > DENSE * len(bands)}
    for i, band in enumerate(bands):
        band.top = top if i == 0 else bands[i - 1].bottom
        if i == len(bands) - 1:
            band.bottom = bottom
            continue
        # texts that reach into the other row (merged cells) do not move the border between two rows
        own = [[b for b in part.blocks if b.col in dense] or part.blocks for part in (band, bands[i + 1])]
        low = [b.box.bottom for b in own[0] if b.box.bottom <= cores[i + 1][0] + 1]
        high = [b.box.top for b in own[1] if b.box.top >= cores[i][1] - 1]
        band.bottom = (max([*low, cores[i][1]]) + min([*high, cores[i + 1][0]])) / 2
    return bands


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


def _full_columns(blocks: Sequence[Block]) -> set[int]:
    """Return the columns that hold a number in most rows."""
    counts: dict[int, int] = {}
    for block in blocks:
        if block.colspan == 1 and block.quantity:
            counts[block.col] = counts.get(block.col, 0) + 1
    return {col for col, count in counts.items() if count >= DENSE * max(counts.values())}


def _split_component(blocks: list[Block], full: set[int], strong: bool) -> list[Band]:
    """Return the rows of blocks that overlap one another; `strong` says that headings are set in bold."""
    inside = [b for b in blocks if b.col in full and b.colspan == 1 and b.quantity]
    top = min((b.box.top for b in inside), default=float("inf"))
    inside += [
        b for b in blocks
        if b.col in full and b.colspan == 1 and _word_value(b)
        and (b.box.top > top or strong and not any(word.bold for word in b.words))
    ]  # fmt: skip
    anchors = _anchors(inside + [b for b in blocks if b.colspan > 1] if inside else blocks)
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


def _word_value(block: Block) -> bool:
    """Say whether a block is one short word, as may stand for a number (`WTP`, `A`)."""
    return len(block.chunks) == 1 and re.fullmatch(r"[A-Z][A-Za-z+]{0,9}", block.text) is not None


def _anchors(blocks: list[Block]) -> list[Box]:
    """Return one box per row: what the fullest columns hold, preferring columns of numbers."""
    columns: dict[int, list[Block]] = {}
    for block in blocks:
        if block.colspan == 1:
            columns.setdefault(block.col, []).append(block)
    numbers = {
        col: [b for b in own if b.quantity or _word_value(b)] if any(b.quantity for b in own) else []
        for col, own in columns.items()
    }
    fullest = max((len(own) for own in numbers.values()), default=0)
    if fullest < 1 or (fullest == 1 and not _beside(blocks, numbers)):
        fullest, numbers = max((len(own) for own in columns.values()), default=0), columns
    dense = [b for own in numbers.values() if len(own) >= DENSE * fullest for b in own]
    dense += [b for b in blocks if b.colspan > 1]
    anchors: list[Box] = []
    for block in sorted(dense, key=lambda b: b.box.middle):
        box = block.box
        if anchors and abs(anchors[-1].middle - box.middle) < 0.4 * min(box.height, anchors[-1].height):
            continue
        anchors.append(box)
    return anchors


def _beside(blocks: list[Block], numbers: dict[int, list[Block]]) -> bool:
    """Say whether one row of numbers covers the whole component (a wrapped name beside its numbers)."""
    return sum(len(own) for own in numbers.values()) >= 1
