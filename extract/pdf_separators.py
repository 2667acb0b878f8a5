"""Columns of a table without vertical rules: where the white runs down between the words.

Between a chunk and its next neighbour to the right there is a gap, and every gap has to hold a column
separator. Separators are chosen so that each stands in as many gaps and crosses as few chunks as
possible; a chunk that is crossed all the same spans columns.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from extract.pdf_columns import AMOUNT, CURRENCY, MARKER, NUMBER, Chunk, column_of, phrase_gap
from extract.pdf_words import Box, Rule, same_line, union

CROSS_BUSY, CROSS_ALONE, CROSS_BLANK = 1.0, 0.35, 0.7  # what it costs to cross a chunk
LEAST = 0.6  # a separator below this score is not one


def find_gaps(chunks: Sequence[Chunk]) -> list[tuple[float, float]]:
    """Return the gaps between each chunk and its next neighbours to the right."""
    gaps = []
    for chunk in chunks:
        nearest = None
        for other in chunks:
            if other.x0 < chunk.x1 - 0.5 or other is chunk:
                continue
            overlap = min(chunk.bottom, other.bottom) - max(chunk.top, other.top)
            if overlap > 0.3 * min(chunk.height, other.height) and (nearest is None or other.x0 < nearest):
                nearest = other.x0
        if nearest is not None and nearest - chunk.x1 > 1.0:
            gaps.append((chunk.x1, nearest))
    return gaps


def find_separators(chunks: Sequence[Chunk], fixed: Sequence[float] = ()) -> list[float]:
    """Return the x positions of the column separators, `fixed` ones (drawn rules) included."""
    if not chunks:
        return []
    points = sorted(
        {x for c in chunks for x in (c.x0, c.x1)} | {x for c in chunks for w in c.words for x in (w.x0, w.x1)}
    )
    cost = _crossing_costs(chunks, points)
    gaps = [gap for gap in find_gaps(chunks) if not any(gap[0] - 1 <= x <= gap[1] + 1 for x in fixed)]
    support = [0.0] * len(points)
    for gap in gaps:
        _add(support, points, gap, 1.0)
    found: list[float] = list(fixed)
    while gaps:
        best = max(range(len(points) - 1), key=lambda i: (support[i] - cost[i], points[i + 1] - points[i]))
        if support[best] - cost[best] < LEAST:
            break
        at = (points[best] + points[best + 1]) / 2
        stabbed = [gap for gap in gaps if gap[0] <= at <= gap[1]]
        for gap in stabbed:
            _add(support, points, gap, -1.0)
        gaps = [gap for gap in gaps if not gap[0] <= at <= gap[1]]
        found.append(at)
    found += _rivers(chunks, sorted(found), cost, points)
    return _drop_empty(sorted(found), chunks, fixed)


def _rivers(
    chunks: Sequence[Chunk], found: Sequence[float], cost: Sequence[float], points: Sequence[float]
) -> list[float]:
    """Return separators that no gap shows: white runs beside cells that stand between the lines."""
    limit = phrase_gap([w for c in chunks for w in c.words])
    rivers = []
    dense = _dense(chunks, found)
    for i in range(len(points) - 1):
        left, right = points[i], points[i + 1]
        if cost[i] > 0.01 or right - left < limit or any(left <= x <= right for x in found):
            continue
        at = (left + right) / 2
        low = max((x for x in found if x < at), default=float("-inf"))
        high = min((x for x in found if x > at), default=float("inf"))
        before = [c for c in chunks if low <= c.centre < at]
        after = [c for c in chunks if at <= c.centre < high]
        few, many = sorted((before, after), key=len)
        between = [c for c in few if not any(same_line(c, other) for other in chunks if other in many)]
        lines = [c for c in few if any(same_line(c, other) for other in dense if not low <= other.centre < high)]
        if (
            _headed(before, chunks)
            and _headed(after, chunks)
            or few
            and _only_heads(few, chunks)
            and _headed(many, chunks)
            or few
            and any(NUMBER.match(c.text) for c in few)
            and len(between) - len(lines) >= 0.5 * len(few)
        ):
            rivers.append(at)
    return rivers


def _only_heads(own: Sequence[Chunk], chunks: Sequence[Chunk]) -> bool:
    """Say whether the chunks are a heading over a blank column: above the first line of numbers, close together."""
    first = min((c.top for c in chunks if c.numeric), default=float("-inf"))
    box = union(own)
    return box.bottom < first + 1 and box.height < 3 * own[0].height and not any(c.alone for c in own)


def _headed(own: Sequence[Chunk], chunks: Sequence[Chunk]) -> bool:
    """Say whether a heading stands over the chunks: text above the first line of numbers."""
    first = min((c.top for c in chunks if c.numeric), default=float("-inf"))
    return any(c.bottom < first + 1 for c in own) and any(c.top >= first for c in own)


def _dense(chunks: Sequence[Chunk], found: Sequence[float]) -> list[Chunk]:
    """Return the chunks of the columns that have something in most rows."""
    columns: dict[int, list[Chunk]] = {}
    for chunk in chunks:
        columns.setdefault(column_of(found, chunk.centre), []).append(chunk)
    fullest = max(len(own) for own in columns.values())
    return [chunk for own in columns.values() if len(own) >= 0.6 * fullest for chunk in own]


def _add(totals: list[float], points: Sequence[float], span: tuple[float, float], amount: float) -> None:
    for i in range(bisect_left(points, span[0]), bisect_left(points, span[1])):
        totals[i] += amount


def _crossing_costs(chunks: Sequence[Chunk], points: Sequence[float]) -> list[float]:
    cost = [0.0] * len(points)
    for chunk in chunks:
        amount = CROSS_ALONE if chunk.alone else CROSS_BUSY
        _add(cost, points, (chunk.x0, chunk.x1), amount)
        for left, right in zip(chunk.words, chunk.words[1:], strict=False):
            if right.x0 > left.x1:
                _add(cost, points, (left.x1, right.x0), amount * (CROSS_BLANK - 1))
    return cost


def _neighbours(separators: Sequence[float], separator: float) -> tuple[float, float]:
    """Return the separators left and right of one, infinite at the edges."""
    at = separators.index(separator)
    left = separators[at - 1] if at else float("-inf")
    right = separators[at + 1] if at + 1 < len(separators) else float("inf")
    return left, right


def _drop_empty(separators: list[float], chunks: Sequence[Chunk], fixed: Sequence[float]) -> list[float]:
    """Return the separators without those that would make a column holding nothing of its own."""
    kept = list(separators)
    for separator in separators:
        if separator in fixed:
            continue
        left, right = _neighbours(kept, separator)
        whole = [c for c in chunks if c.x0 >= left - 1 and c.x1 <= separator + 1]
        after = [c for c in chunks if c.x0 >= separator - 1 and c.x1 <= right + 1]
        if not whole or not after:
            kept.remove(separator)
    return kept


def join_affixes(separators: list[float], chunks: Sequence[Chunk], fixed: Sequence[float]) -> list[float]:
    """Return the separators without those that part `Rp`, `%` or a list mark from what it belongs to."""
    kept = list(separators)
    for separator in separators:
        if separator in fixed:
            continue
        left, right = _neighbours(kept, separator)
        before = [c.text for c in chunks if left <= c.centre < separator and c.x1 <= separator + 1]
        after = [c.text for c in chunks if separator <= c.centre < right and c.x0 >= separator - 1]
        if (
            before
            and (all(map(CURRENCY.match, before)) or all(map(MARKER.match, before)))
            or after
            and all(text == "%" for text in after)
        ):
            kept.remove(separator)
    return kept


def part_figures(separators: Sequence[float], chunks: Sequence[Chunk]) -> list[float]:
    """Return the separators with one more wherever two amounts of one line stand in one column.

    It stands in the widest white between them, where the fewest words cross it.
    """
    made = sorted(separators)
    amounts = sorted((c for c in chunks if AMOUNT.match(c.text)), key=lambda c: c.x0)
    for i, left in enumerate(amounts):
        right = next((c for c in amounts[i + 1 :] if c.x0 > left.x1 and same_line(c, left)), None)
        if right is None or column_of(made, left.centre) != column_of(made, right.centre):
            continue
        words = [w for c in chunks for w in c.words if w.x1 > left.x1 and w.x0 < right.x0]
        points = sorted({left.x1, right.x0, *(x for w in words for x in (w.x0, w.x1) if left.x1 < x < right.x0)})
        ways = [
            (sum(w.x0 < (a + b) / 2 < w.x1 for w in words), a - b, (a + b) / 2)
            for a, b in zip(points, points[1:], strict=False)
        ]  # fmt: skip
        made = sorted([*made, min(ways)[2]])
    return made


def drawn_separators(rules: Sequence[Rule], area: Box) -> list[float]:
    """Return the x of vertical rules that run through at least half of the area."""
    runs: dict[float, float] = {}
    for rule in rules:
        if rule.horizontal or not area.x0 - 2 < rule.centre < area.x1 + 2:
            continue
        near = next((x for x in runs if abs(x - rule.centre) < 2), rule.centre)
        length = min(rule.bottom, area.bottom) - max(rule.top, area.top)
        runs[near] = runs.get(near, 0.0) + max(0.0, length)
    inner = [x for x, length in runs.items() if length > 0.5 * area.height]
    return sorted(x for x in inner if area.x0 + 2 < x < area.x1 - 2)
