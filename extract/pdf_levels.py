"""Headings of two or three levels without rules: each column has one lowest heading, each group stands in the
middle of its columns.

Which columns a group heading covers follows from all groups together: they share the columns between them, in
order, so that each stands over the middle of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from extract.pdf_columns import Chunk, column_of, make_chunk
from extract.pdf_rows import Band, Block
from extract.pdf_words import Word, union

LINES = 0.42  # lines of one heading stand closer than this share of their height
LEFT = 0.33  # ... and closer where only their left ends say that they belong together
CENTRED = 2.5  # lines of one heading have the same middle, within this many points
OFF = 4.0  # a group stands at most this far from the middle of its columns
LEFT_OVER = 3.0  # what it costs to leave a low heading without a group, in points


class Border(Struct, frozen=True):
    """The stretch in which the border between two columns lies."""

    low: float
    high: float


def settle_levels(bands: Sequence[Band], first: int, separators: Sequence[float]) -> list[Band] | None:
    """Return the rows of headings that the rows above `first` hold, None where this does not come out."""
    chunks = [chunk for band in bands[:first] for block in band.blocks for chunk in block.chunks]
    if not chunks or any(word.turned for chunk in chunks for word in chunk.words):
        return None
    texts = heading_texts(chunks)
    leaves = _leaves(texts, separators)
    if leaves is None:
        return None
    inside = {id(chunk) for own in leaves for chunk in own}
    words = {id(word) for own in leaves for chunk in own for word in chunk.words}
    groups = [
        own for own in texts
        if not any(id(c) in inside or any(id(w) in words for w in c.words) for c in own)
    ]  # fmt: skip
    groups = _joined(sorted(groups, key=lambda own: union(own).centre))
    if not groups:
        return None
    low = max(union(own).middle for own in leaves)
    line = chunks[0].height
    grouped = [abs(union(own).middle - low) < 0.3 * line for own in leaves]
    near = max(union(own).middle for own in groups)
    upper = [own for own in groups if union(own).middle < near - line]
    groups = [own for own in groups if own not in upper]
    if near > low - 0.6 * line:
        return None
    borders = _borders(leaves, bands[first:], separators)
    spans = _share(groups, grouped, borders)
    if spans is None or not upper:
        return None if spans is None else _rows(bands, first, leaves, groups, spans)
    high = max(union(own).middle for own in upper)
    if max(abs(union(own).middle - high) for own in upper) > line:
        return None
    under = {col for a, z in spans for col in range(a, z + 1)}
    below = [col in under or union(own).middle > high + 0.6 * line for col, own in enumerate(leaves)]
    over = _share(upper, below, borders)
    return None if over is None else _three_rows(bands, first, leaves, (groups, spans), (upper, over))


def _joined(groups: list[list[Chunk]]) -> list[list[Chunk]]:
    """Return the group headings, words that stand one blank apart on one line together."""
    made: list[list[Chunk]] = []
    for own in groups:
        last = made[-1] if made else own
        one, other = union(last), union(own)
        letter = max(1.0, one.width / max(len(chunk.text) for chunk in last))
        if last is not own and abs(one.middle - other.middle) < 1 and 0 < other.x0 - one.x1 < 1.05 * letter:
            made[-1] = [*last, *own]
        else:
            made.append(own)
    return made


def heading_texts(chunks: Sequence[Chunk]) -> list[list[Chunk]]:
    """Return the headings: lines close below one another with the same middle or the same left end."""
    texts: list[list[Chunk]] = []
    for chunk in sorted(chunks, key=lambda c: (c.middle, c.x0)):
        for own in texts:
            last = own[-1]
            gap = (chunk.top - last.bottom) / min(last.height, chunk.height)
            middle, left = abs(last.centre - chunk.centre) < CENTRED, abs(last.x0 - chunk.x0) < 1
            if -0.5 < gap < (LINES if middle else LEFT if left else -1):
                own.append(chunk)
                break
        else:
            texts.append([chunk])
    return texts


def _leaves(texts: Sequence[list[Chunk]], separators: Sequence[float]) -> list[list[Chunk]] | None:
    """Return the lowest heading of each column, None where a column has none of its own."""
    found: dict[int, list[Chunk]] = {}
    for own in sorted(texts, key=lambda own: -union(own).middle):
        box = union(own)
        first, last = column_of(separators, box.x0 + 1), column_of(separators, box.x1 - 1)
        if first == last:
            found.setdefault(first, own)
        elif not any(col in found for col in range(first, last + 1)):
            parts = _parted(own, separators)
            if parts is None:
                return None
            found.update(parts)
    if len(found) <= len(separators):
        return None
    return [found[col] for col in range(len(separators) + 1)]


def _parted(own: Sequence[Chunk], separators: Sequence[float]) -> dict[int, list[Chunk]] | None:
    """Return lowest headings printed so close that they look like one, by column."""
    parts: dict[int, list[Word]] = {}
    for word in (word for chunk in own for word in chunk.words):
        first, last = column_of(separators, word.x0 + 1), column_of(separators, word.x1 - 1)
        if first != last:
            return None
        parts.setdefault(first, []).append(word)
    return {col: [make_chunk([w]) for w in words] for col, words in parts.items()}


def _borders(leaves: Sequence[Sequence[Chunk]], body: Sequence[Band], separators: Sequence[float]) -> list[Border]:
    """Return where the borders of the columns may lie: between the texts on both sides."""
    boxes = [[union(own)] for own in leaves]
    for band in body:
        for block in band.blocks:
            if block.colspan == 1:
                boxes[block.col].append(block.box)
    left = [min(b.x0 for b in own) for own in boxes]
    right = [max(b.x1 for b in own) for own in boxes]
    inner = [
        Border(min(a, x), max(b, x)) for a, b, x in zip(right[:-1], left[1:], separators, strict=True)
    ]  # fmt: skip
    pad = leaves[0][0].height
    return [Border(left[0] - pad, left[0]), *inner, Border(right[-1], right[-1] + pad)]


def _share(
    groups: Sequence[Sequence[Chunk]], grouped: Sequence[bool], borders: Sequence[Border]
) -> list[tuple[int, int]] | None:
    """Return first and last column of each group, so that all stand as near as possible to their middles."""
    best: dict[int, tuple[float, list[tuple[int, int]]]] = {0: (0.0, [])}  # by columns used so far
    width = len(grouped)
    for group in groups:
        centre = union(group).centre
        following: dict[int, tuple[float, list[tuple[int, int]]]] = {}
        for used, (cost, spans) in best.items():
            skipped = 0.0
            for start in range(used, width):
                for end in range(start, width):
                    if not grouped[end]:
                        break
                    off = _off(borders[start], borders[end + 1], centre)
                    total = cost + skipped + off
                    if off <= OFF and (end + 1 not in following or total < following[end + 1][0]):
                        following[end + 1] = (total, [*spans, (start, end)])
                skipped += LEFT_OVER * grouped[start]
        best = following
    ends = [(cost + LEFT_OVER * sum(grouped[used:]), spans) for used, (cost, spans) in best.items()]
    return min(ends, default=(0.0, None), key=lambda item: item[0])[1]


def _off(left: Border, right: Border, centre: float) -> float:
    """Return how far a text stands from the middle of columns: little where the borders allow it at all."""
    low, high = (left.low + right.low) / 2, (left.high + right.high) / 2
    return max(0.0, low - centre, centre - high) + 0.05 * abs((low + high) / 2 - centre)


def _rows(
    bands: Sequence[Band], first: int, leaves: Sequence[list[Chunk]], groups: Sequence[list[Chunk]],
    spans: Sequence[tuple[int, int]],
) -> list[Band]:  # fmt: skip
    under = {col for a, z in spans for col in range(a, z + 1)}
    high = max(union(own).bottom for own in groups)
    low = min(union(leaves[col]).top for col in under)
    upper = Band(bands[0].top, (high + low) / 2)
    lower = Band(upper.bottom, bands[first - 1].bottom)
    upper.blocks += [Block(a, z - a + 1, list(own)) for own, (a, z) in zip(groups, spans, strict=True)]
    for col, own in enumerate(leaves):
        (lower if col in under else upper).blocks.append(Block(col, 1, list(own), rowspan=1 if col in under else 2))
    return [upper, lower]


def _three_rows(
    bands: Sequence[Band], first: int, leaves: Sequence[list[Chunk]],
    groups: tuple[Sequence[list[Chunk]], Sequence[tuple[int, int]]],
    upper: tuple[Sequence[list[Chunk]], Sequence[tuple[int, int]]],
) -> list[Band]:  # fmt: skip
    """Return three rows of headings: groups of groups, groups, and the headings of columns."""
    held, inside = ({col for a, z in spans for col in range(a, z + 1)} for _, spans in (upper, groups))
    tops = [union(own).bottom for own in upper[0]], [union(own).bottom for own in groups[0]]
    high = Band(bands[0].top, max(tops[0]) + 1)
    middle = Band(high.bottom, max(*tops[1], high.bottom) + 1)
    low = Band(middle.bottom, bands[first - 1].bottom)
    high.blocks += [Block(a, z - a + 1, list(own)) for own, (a, z) in zip(*upper, strict=True)]
    for own, (a, z) in zip(*groups, strict=True):
        under = a in held
        (middle if under else high).blocks.append(Block(a, z - a + 1, list(own), rowspan=1 if under else 2))
    for col, own in enumerate(leaves):
        if col in inside:
            low.blocks.append(Block(col, 1, list(own)))
        else:
            (middle if col in held else high).blocks.append(
                Block(col, 1, list(own), rowspan=2 if col in held else 3)
            )
    return [high, middle, low]
