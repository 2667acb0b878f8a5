"""What the mark before an item of a list says: `a.`, `2)`, `(iv)`, `1.3`."""

from __future__ import annotations

import re

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
