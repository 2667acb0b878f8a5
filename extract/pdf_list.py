"""Items of a list as rows: `a. ... b. ... c. ...` in a column without rules, one line of numbers beside each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.pdf_columns import Chunk, is_quantity
from extract.pdf_words import same_line

_MARK = re.compile(
    r"^\(?(?:(\d{1,2})|(\d{1,2}\.\d{1,2})|([a-z])|([A-Z])|([ivx]{1,5})|([IVX]{1,5}))[.)]?\)?\s+(?=\S)"
)
_ROMAWI = {"i": 1, "v": 5, "x": 10}
Mark = frozenset[tuple[str, int]]  # every style a mark may be of, with its place in the sequence


def list_mark(text: str) -> Mark:
    """Return what a text's leading mark may say (`a.`, `2)`, `(iv)`, `1.3`), empty where it has none."""
    match = _MARK.match(text)
    if match is None:
        return frozenset()
    number, sub = match[1], match[2]
    if sub:
        return frozenset({(f"{sub.split('.')[0]}.", int(sub.split(".")[1]))})
    if not match[0].rstrip().endswith((".", ")")):
        return frozenset()  # a bare number or word
    if number:
        return frozenset({("1", int(number))})
    mark = match[0].strip(" .()")
    found = set()
    if len(mark) == 1:
        found.add(("a" if mark.islower() else "A", ord(mark.lower()) - ord("a") + 1))
    if set(mark.lower()) <= set(_ROMAWI):
        found.add(("i" if mark.islower() else "I", _roman(mark.lower())))
    return frozenset(found)


def _roman(text: str) -> int:
    digits = [_ROMAWI[c] for c in text]
    return sum(-a if a < b else a for a, b in zip(digits, [*digits[1:], 0], strict=True))


def follows(before: Mark, mark: Mark) -> bool:
    """Say whether a mark is the next of its list, or the first of a new list in the same style."""
    return any(s == t and (n == m + 1 or n == 1) for s, m in before for t, n in mark) or any(
        s.endswith(".") and t.endswith(".") and n == 1 for s, _ in before for t, n in mark
    )


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
