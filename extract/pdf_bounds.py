"""Row bounds that are drawn: hairlines, header rules and the edges of zebra shading."""

from __future__ import annotations

from collections.abc import Sequence

from extract.pdf_columns import Chunk, is_quantity
from extract.pdf_group import group_rows
from extract.pdf_merged import part_merged
from extract.pdf_rows import Band, Block, make_blocks, place
from extract.pdf_words import Box, PageContent, Rule, distinct, same_line

NEAR = 2.0


def rule_heights(content: PageContent, area: Box) -> tuple[list[Rule], bool]:
    """Return the horizontal bounds through the area, each as one run, and whether they are edges of shading."""
    drawn = drawn_heights(content, area)
    shades = [s for s in content.shades if s.height < 0.5 * area.height]
    edges = _joined([Rule(s.x0, y, s.x1, y) for s in shades for y in (s.top, s.bottom)], area)
    return (edges, True) if len(edges) > len(drawn) else (drawn, False)


def drawn_heights(content: PageContent, area: Box) -> list[Rule]:
    """Return the horizontal rules through the area, each as one run."""
    return _joined([r for r in content.rules if r.horizontal], area)


def _joined(bounds: Sequence[Rule], area: Box) -> list[Rule]:
    inside = [
        b for b in bounds
        if area.top - 14 < b.middle < area.bottom + 14 and min(b.x1, area.x1) - max(b.x0, area.x0) > 3
    ]  # fmt: skip
    joined: list[Rule] = []
    for bound in sorted(inside, key=lambda b: (b.middle, b.x0)):
        for i, other in enumerate(joined):
            if abs(other.middle - bound.middle) <= NEAR and bound.x0 <= other.x1 + 6 and other.x0 <= bound.x1 + 6:
                joined[i] = Rule(min(other.x0, bound.x0), other.top, max(other.x1, bound.x1), other.bottom)
                break
        else:
            joined.append(bound)
    return joined


def read_bands(
    chunks: Sequence[Chunk], separators: Sequence[float], rules: Sequence[Rule], area: Box, *, shaded: bool = False,
    headed: bool = True,
) -> list[Band]:  # fmt: skip
    """Return the rows of a table: between drawn bounds, and by the text where bounds hold several rows."""
    ys = distinct([rule.middle for rule in rules if area.top < rule.middle < area.bottom], NEAR)
    edges = [area.top - 2, *ys, area.bottom + 2]
    body_top = _body_top(chunks) if headed else float("-inf")
    if not ys:
        return group_rows(make_blocks(chunks, separators, body_top), edges[0], edges[-1])
    if shaded:
        return _shaded_bands(chunks, separators, edges, body_top)
    merged = _merged(chunks, separators, rules, edges, area) if len(ys) > 1 else []
    merged = [part for item in merged for part in part_merged(*item, edges, body_top)]
    inside = {id(chunk) for block, _ in merged for chunk in block.chunks}
    bands: list[Band] = []
    first_of: list[int] = []
    for top, bottom in zip(edges, edges[1:], strict=False):
        first_of.append(len(bands))
        part = [c for c in chunks if top <= c.middle < bottom and id(c) not in inside]
        blocks = make_blocks(part, separators, body_top if bottom <= body_top else float("-inf"))
        if part and len(ys) > 3 and _one_row(part, separators) and not (top < body_top and _stacked(blocks)):
            bands.append(Band(top, bottom, _merge(part, separators)))
        elif part:
            bands += group_rows(blocks, top, bottom)
    first_of.append(len(bands))
    for block, (low, high) in merged:
        at = min(first_of[low], len(bands) - 1)
        block.rowspan = max(1, first_of[high] - at)
        bands[at].blocks.append(block)
    return bands


def _shaded_bands(
    chunks: Sequence[Chunk], separators: Sequence[float], edges: Sequence[float], body_top: float
) -> list[Band]:
    """Return the rows between the edges of shading; a text that runs on over an edge spans rows."""
    blocks = make_blocks(chunks, separators, body_top)
    spans = [
        (b, min(range(len(edges) - 1), key=lambda i: 0 if edges[i] <= b.chunks[0].middle < edges[i + 1] else 1),
         min(range(len(edges) - 1), key=lambda i: 0 if edges[i] <= b.chunks[-1].middle < edges[i + 1] else 1))
        for b in blocks
    ]  # fmt: skip
    bands: list[Band] = []
    first_of: list[int] = []
    for i, (top, bottom) in enumerate(zip(edges, edges[1:], strict=False)):
        first_of.append(len(bands))
        own = [b for b, low, high in spans if low == high == i]
        if not own:
            continue
        if (top < body_top and _stacked(own)) or _several([c for b in own for c in b.chunks], separators):
            bands += group_rows(own, top, bottom)
        else:
            bands.append(Band(top, bottom, own))
    first_of.append(len(bands))
    for block, low, high in spans:
        if high > low and bands:
            at = min(first_of[low], len(bands) - 1)
            block.rowspan = max(1, first_of[high + 1] - at)
            bands[at].blocks.append(block)
    return bands


def _stacked(blocks: Sequence[Block]) -> bool:
    """Say whether several columns hold more than one text, as headings of two levels or rows do."""
    counts: dict[int, int] = {}
    for block in blocks:
        for col in range(block.col, block.col + block.colspan):
            counts[col] = counts.get(col, 0) + 1
    return sum(count > 1 for count in counts.values()) > 1


def _several(chunks: Sequence[Chunk], separators: Sequence[float]) -> bool:
    """Say whether a column holds numbers on more than one line."""
    seen: dict[int, Chunk] = {}
    for chunk in chunks:
        if is_quantity(chunk.text):
            col, _ = place(chunk, separators)
            if col in seen and not same_line(chunk, seen[col]):
                return True
            seen[col] = chunk
    return False


def _merged(
    chunks: Sequence[Chunk], separators: Sequence[float], rules: Sequence[Rule], edges: Sequence[float], area: Box
) -> list[tuple[Block, tuple[int, int]]]:
    """Return cells that some bounds do not run through, with the numbers of the bounds around them."""
    xs = [area.x0 - 1, *separators, area.x1 + 1]
    found: dict[tuple[int, int, int, int], Block] = {}
    for chunk in sorted(chunks, key=lambda c: (c.middle, c.x0)):
        col, span = place(chunk, separators)
        own = [
            i
            for i, y in enumerate(edges)
            if i in {0, len(edges) - 1} or _bounded(rules, y, xs[col], xs[col + span])
        ]
        low = max((i for i in own if edges[i] <= chunk.middle), default=0)
        high = min((i for i in own if edges[i] > chunk.middle), default=len(edges) - 1)
        if high - low > 1:
            found.setdefault((col, span, low, high), Block(col, span, [])).chunks.append(chunk)
    return [
        (block, (low, high)) for (_, _, low, high), block in found.items()
        if len({round(c.middle) for c in block.chunks if is_quantity(c.text)}) < 2
    ]  # fmt: skip


def _bounded(rules: Sequence[Rule], y: float, x0: float, x1: float) -> bool:
    """Say whether a bound runs through the column at that height."""
    return any(abs(r.middle - y) <= NEAR and min(r.x1, x1) - max(r.x0, x0) > 0.5 * (x1 - x0) for r in rules)


def _one_row(chunks: Sequence[Chunk], separators: Sequence[float]) -> bool:
    """Say whether nothing between two bounds asks for more than one row."""
    seen: dict[int, list[Chunk]] = {}
    for chunk in chunks:
        col, span = place(chunk, separators)
        if span > 1 and len(chunks) > 1:
            return False
        if is_quantity(chunk.text):
            if any(not same_line(chunk, other) for other in seen.get(col, [])):
                return False
            seen.setdefault(col, []).append(chunk)
    return True


def _merge(chunks: Sequence[Chunk], separators: Sequence[float]) -> list[Block]:
    blocks: dict[tuple[int, int], Block] = {}
    for chunk in sorted(chunks, key=lambda c: (c.middle, c.x0)):
        where = place(chunk, separators)
        blocks.setdefault(where, Block(*where, [])).chunks.append(chunk)
    return list(blocks.values())


def _body_top(chunks: Sequence[Chunk]) -> float:
    """Return the height of the first line of numbers: above it stand the headings."""
    return min((c.top for c in chunks if is_quantity(c.text)), default=float("-inf"))
