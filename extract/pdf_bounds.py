"""Row bounds that are drawn: hairlines, header rules and the edges of zebra shading."""

from __future__ import annotations

from collections.abc import Sequence

from extract.pdf_columns import Chunk
from extract.pdf_rows import Band, Block, group_rows, is_quantity, make_blocks, place
from extract.pdf_words import Box, PageContent, Rule, same_line

NEAR = 2.0


def rule_heights(content: PageContent, area: Box) -> list[Rule]:
    """Return the horizontal bounds through the area, each as one run from left to right."""
    bounds = [r for r in content.rules if r.horizontal]
    for shade in content.shades:
        if shade.height < 0.7 * area.height or len(content.shades) > 1:
            bounds += [Rule(shade.x0, y, shade.x1, y) for y in (shade.top, shade.bottom)]
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
    chunks: Sequence[Chunk], separators: Sequence[float], rules: Sequence[Rule], area: Box
) -> list[Band]:
    """Return the rows of a table: between drawn bounds, and by the text where bounds hold several rows."""
    ys = _distinct([rule.middle for rule in rules if area.top < rule.middle < area.bottom])
    edges = [area.top - 2, *ys, area.bottom + 2]
    body_top = _body_top(chunks)
    if not ys:
        return group_rows(make_blocks(chunks, separators, body_top), edges[0], edges[-1])
    bands: list[Band] = []
    for top, bottom, part in _cut(chunks, edges, rules, separators, area):
        if not part:
            continue
        if _one_row(part, separators) and len(ys) > 3:
            bands.append(Band(top, bottom, _merge(part, separators)))
        else:
            bands += group_rows(make_blocks(part, separators, body_top), top, bottom)
    return bands


def _distinct(values: Sequence[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > NEAR:
            found.append(value)
    return found


def _cut(
    chunks: Sequence[Chunk], edges: Sequence[float], rules: Sequence[Rule], separators: Sequence[float], area: Box
) -> list[tuple[float, float, list[Chunk]]]:
    """Return the chunks between each pair of bounds."""
    parts: list[tuple[float, float, list[Chunk]]] = []
    for top, bottom in zip(edges, edges[1:], strict=False):
        parts.append((top, bottom, [c for c in chunks if top <= c.middle < bottom]))
    del rules, separators, area
    return parts


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
