"""What a page draws that is no line, and lines that it draws in pieces."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.pdf_words import Rule, union

ROUND = 3.0  # a box no higher than this is a line, whatever its ends look like
DASHES = 8  # so many short pieces in a row are a dashed line
GAP = 5.0


def is_rounded(points: Sequence[tuple[float, float]]) -> bool:
    """Say whether a drawn path is a box with round corners (badge, bar, card): no side of it is a rule."""
    steps = list(pairwise(points))
    slanted = [(a, b) for a, b in steps if abs(a[0] - b[0]) > 1 and abs(a[1] - b[1]) > 1]
    width = max(x for x, _ in points) - min(x for x, _ in points)
    height = max(y for _, y in points) - min(y for _, y in points)
    return len(slanted) >= 2 and len(steps) >= 5 and min(width, height) > ROUND


def join_dashes(rules: Sequence[Rule], short: float) -> list[Rule]:
    """Return the rules, short pieces that follow one another on a line as the line they make."""
    kept = [rule for rule in rules if max(rule.width, rule.height) >= short]
    small = [rule for rule in rules if max(rule.width, rule.height) < short]
    if len(small) < DASHES:
        return kept
    by_y: dict[int, list[Rule]] = {}
    for rule in small:
        by_y.setdefault(round(2 * rule.middle), []).append(rule)
    for own in by_y.values():
        line: list[Rule] = []
        for rule in sorted(own, key=lambda r: r.x0):
            if line and rule.x0 - line[-1].x1 > GAP:
                kept += _dashed(line)
                line = []
            line.append(rule)
        kept += _dashed(line)
    return kept


def _dashed(line: Sequence[Rule]) -> list[Rule]:
    box = union(line)
    return [Rule(box.x0, box.top, box.x1, box.bottom)] if len(line) >= DASHES and box.height < 2 else []
