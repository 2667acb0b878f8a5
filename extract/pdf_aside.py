"""Two tables side by side: where the white between them runs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.pdf_marks import LEADING
from extract.pdf_words import Word, split_lines, union

NUMBERS = re.compile(r"(?i)^(no(mor|\.)?|kode)$")  # the heading of a column of row numbers or codes


def split_aside(words: list[Word]) -> list[list[Word]]:
    """Return the words of tables side by side apart, where each has its own column of row numbers."""
    heads = sorted((w for w in words if NUMBERS.match(w.text) and _numbers_below(w, words)), key=lambda w: w.x0)
    for one, other in zip(heads, heads[1:], strict=False):
        if other.x0 - one.x1 < 10 * one.height or abs(other.middle - one.middle) > 12 * one.height:
            continue
        above = [w for w in words if w.bottom < min(one.top, other.top)]
        over = [union(line).bottom for line in split_lines(above) if crosses(line, other.x0 - other.height)]
        top = max(over, default=float("-inf"))  # the letterhead stands over both
        cut = _river(one, other, [w for w in words if w.top >= top - 1])
        if cut is not None:
            right = [w for w in words if w.top >= top - 1 and w.x0 >= cut]
            return [[w for w in words if w not in set(right)], right]
    return [words]


def crosses(line: Sequence[Word], x: float) -> bool:
    """Say whether a line of text runs on over an x."""
    left, right = [w.x1 for w in line if w.centre < x], [w.x0 for w in line if w.centre >= x]
    near = bool(left and right) and min(right) - max(left) < 1.5 * line[0].height
    return near or any(w.x0 < x < w.x1 for w in line)


def _river(one: Word, other: Word, words: Sequence[Word]) -> float | None:
    """Return the widest white between the left table and the column of numbers of the right one."""
    edges = sorted((w.x0, w.x1) for w in words if w.x1 > one.x0)
    reach, best = one.x1, (0.0, 0.0)
    for x0, x1 in edges:
        if x0 > reach and x0 <= other.x1:
            best = max(best, (x0 - reach, (x0 + reach) / 2))
        reach = max(reach, x1)
    near = [w.x0 for w in words if w.x0 > best[1]]
    beside = best[0] > 1.2 * one.height and min(near, default=0.0) > other.x0 - 3 * one.height
    return best[1] if beside else None


def _numbers_below(heading: Word, words: Sequence[Word]) -> bool:
    """Say whether a column of numbers stands under the heading: each table has its own `No`."""
    below = [w for w in words if w.top > heading.bottom and abs(w.centre - heading.centre) < 12]
    return len(below) > 1 and sum(bool(LEADING.match(w.text)) for w in below) > 0.6 * len(below)
