"""What a page's clipping hides: text that runs on below the next cell, cut off where its own cell ends.

Only the box around a clipping path is kept: what lies outside of it cannot be seen. A word with digits that the
edge goes through is kept whole, as half a number is another number.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

from pdfminer.utils import apply_matrix_pt

from extract.pdf_runs import Char, Run

_LEFT, _RIGHT = itemgetter(1), itemgetter(2)
Place = tuple[float, float, float, float]  # x0, top, x1, bottom
Clip = tuple[float, float, float, float]  # left, low, right, high, as the page's commands count


def narrowed(clip: Clip | None, path: Sequence[tuple[object, ...]], ctm: tuple[float, ...]) -> Clip | None:
    """Return the clip once the path clips too."""
    pairs = [step[i : i + 2] for step in path for i in range(1, len(step), 2)]
    points = [apply_matrix_pt(ctm, pair) for pair in pairs]  # type: ignore[arg-type]
    if not points:
        return clip
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    low, high = min(y for _, y in points), max(y for _, y in points)
    if clip is not None:
        left, low, right, high = max(left, clip[0]), max(low, clip[1]), min(right, clip[2]), min(high, clip[3])
    return left, low, right, high


def seen(runs: Sequence[Run], box: Place) -> tuple[list[Run], list[Place]]:
    """Return the runs of a string without the characters outside of a box, and where those are."""
    x0, top, x1, bottom = box
    if len(runs) == 1 and runs[0].level and (chars := runs[0].chars):
        middle = (chars[0][3] + chars[0][4]) / 2
        if top <= middle <= bottom and x0 <= min(map(_LEFT, chars)) and max(map(_RIGHT, chars)) <= x1:
            return list(runs), []
    every = [(i, char) for i, run in enumerate(runs) for char in run.chars]
    inside = [x0 <= (c[1] + c[2]) / 2 <= x1 and top <= (c[3] + c[4]) / 2 <= bottom for _, c in every]
    if all(inside):
        return list(runs), []
    kept: dict[int, list[Char]] = {}
    gone: list[Place] = []
    for word in _words([char for _, char in every]):
        shown = [inside[k] for k in word]
        whole = any(shown) and any(every[k][1][0].isdigit() for k in word)
        for k, here in zip(word, shown, strict=True):
            i, char = every[k]
            if whole or all(shown):
                kept.setdefault(i, []).append(char)
            elif here:  # as far as it is seen
                text, left, right, high, low = char
                edges = max(left, x0), min(right, x1), max(high, top), min(low, bottom)
                kept.setdefault(i, []).append((text, *edges))
            else:
                gone.append((char[1], char[3], char[2], char[4]))
    made = [Run(kept[i], r.matrix, r.upright, r.fontname, r.size, r.level) for i, r in enumerate(runs) if i in kept]
    return made, gone


def _words(chars: Sequence[Char]) -> list[list[int]]:
    """Return the places of the characters word by word, blanks with the word before them."""
    words: list[list[int]] = [[]]
    for i, char in enumerate(chars):
        words[-1].append(i)
        if char[0].isspace():
            words.append([])
    return [word for word in words if word]
