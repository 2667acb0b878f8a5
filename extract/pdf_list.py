"""Items of a list as rows: `a. ... b. ... c. ...` in a column without rules, one line of numbers beside each."""

from __future__ import annotations

from collections.abc import Sequence

from extract.pdf_columns import Chunk, is_quantity
from extract.pdf_words import same_line
from extract.tanda_butir import follows, list_mark

Where = tuple[int, int]


def listed_columns(places: Sequence[tuple[Where, Chunk]]) -> set[Where]:
    """Return the text columns whose items are a list with one line of numbers beside every item."""
    numbers: list[Chunk] = []
    for where, chunk in places:
        if where[0] > 0 and is_quantity(chunk.text) and not any(same_line(n, chunk) for n in numbers):
            numbers.append(chunk)
    found = set()
    for where in {where for where, _ in places}:
        own = sorted((c for at, c in places if at == where), key=lambda c: c.top)
        starts: list[Chunk] = []
        for chunk in own:
            mark = list_mark(chunk.text)
            if mark and (not starts or follows(list_mark(starts[-1].text), mark)):
                starts.append(chunk)
        if len(starts) < 2:
            continue
        ends = [*(c.top for c in starts[1:]), float("inf")]
        beside = [sum(c.top - 2 <= n.middle < end for n in numbers) for c, end in zip(starts, ends, strict=True)]
        if sum(count == 1 for count in beside[:-1]) >= 0.8 * (len(beside) - 1) and beside[-1] >= 1:
            found.add(where)
    return found
