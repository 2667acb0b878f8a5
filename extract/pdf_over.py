"""Text over text: letters struck twice to look bold, and a stamp's words printed across the rows of a table."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from extract.pdf_columns import is_quantity
from extract.pdf_runs import Run
from extract.pdf_words import Rule, Word, same_line, split_lines, union

CELL = 2.0  # side of the squares in which runs are looked up
SHIFT = 0.15  # of the size: the second stroke stands at most so far from the first
LARGE = 1.35  # a stamp's letters are so much larger than those it is printed over
COVERED = 0.15  # share of a word that a stamp covers at least


def struck_once(runs: Sequence[Run]) -> list[Run]:
    """Return the runs without those that repeat another one at (nearly) its place."""
    kept: list[Run] = []
    places: dict[str, dict[tuple[int, int], list[tuple[float, float]]]] = {}
    for run in runs:
        if not run.chars:
            continue
        text = "".join([char[0] for char in run.chars])
        _, x, x1, y, y1 = run.chars[0]
        col, row = int(x // CELL), int(y // CELL)
        known = places.setdefault(text, {})
        near = min(CELL, SHIFT * max(x1 - x, y1 - y))
        again = known and any(
            abs(x - ox) <= near and abs(y - oy) <= near
            for c in (col - 1, col, col + 1) for r in (row - 1, row, row + 1)
            for ox, oy in known.get((c, r), ())
        )  # fmt: skip
        if not again or not text.strip():
            kept.append(run)
            known.setdefault((col, row), []).append((x, y))
    return kept


def part_stamps(words: Sequence[Word], rules: Sequence[Rule]) -> tuple[list[Word], list[Word]]:
    """Return the words, those of stamps apart: large letters over smaller ones, or over rules."""
    sizes = [word.size for word in words if word.size]
    if not sizes:
        return list(words), []
    limit = LARGE * median(sizes)
    large, under = list[Word](), list[Word]()
    for word in words:
        (large if word.size >= limit and not word.turned else under).append(word)
    if not large or len(large) > 0.3 * len(words):
        return list(words), []
    stamps: set[Word] = set()
    down = [rule for rule in rules if not rule.horizontal]
    for line in split_lines(large):
        if (
            any(_covers(word, other) for word in line for other in under)
            or any(_crossed(word, down) for word in line)
            or _among(line, under)
        ):
            stamps.update(line)
    if not stamps:
        return list(words), []
    return [w for w in words if w not in stamps], [w for w in words if w in stamps]


def _among(line: Sequence[Word], under: Sequence[Word]) -> bool:
    """Say whether two capital words or more stand on the line of smaller words, with numbers above and below."""
    box = union(line)
    if len(line) < 2 or not all(word.text.isalpha() and word.text.isupper() for word in line):
        return False
    numbers = [w.middle for w in under if is_quantity(w.text)]
    beside = any(same_line(box, w) for w in under)
    return beside and any(y < box.top for y in numbers) and any(y > box.bottom for y in numbers)


def _crossed(word: Word, down: Sequence[Rule]) -> bool:
    """Say whether an upright rule runs through a word."""
    inset = 0.2 * word.height
    return any(
        word.x0 + inset < rule.centre < word.x1 - inset and rule.top < word.middle < rule.bottom for rule in down
    )


def _covers(word: Word, other: Word) -> bool:
    if word.bottom <= other.top or other.bottom <= word.top or word.x1 <= other.x0 or other.x1 <= word.x0:
        return False
    wide = min(word.x1, other.x1) - max(word.x0, other.x0)
    high = min(word.bottom, other.bottom) - max(word.top, other.top)
    return wide * high > COVERED * other.width * other.height and word.size >= LARGE * other.size
