"""Runs of characters become words: near ones of one font, size and line, as pdfplumber's `extract_words` does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from operator import attrgetter, itemgetter

from msgspec import Struct

from extract.pdf_words import Word

ACROSS = 2.0  # tops nearer than this are on one line; blanks downwards wider than this part words
DOWN = 3.0  # the same for lefts, where characters stand one below the other
GAP = 0.15  # of the size: a wider blank parts words
_LIGATURES = {"ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "ﬁ": "fi", "ﬂ": "fl", "ﬆ": "st", "ﬅ": "st"}
Char = tuple[str, float, float, float, float]  # text, x0, x1, top, bottom
_LIKE = attrgetter("upright", "fontname", "size")


class Run(Struct):
    """Characters shown one after the other, in one font and size."""

    chars: list[Char]
    matrix: tuple[float, float]  # the first two numbers of their matrix: which way they run
    upright: bool
    fontname: str
    size: float
    level: bool  # all of one top and bottom


def group_words(runs: Sequence[Run], left: float, up: float, *, turned: bool) -> list[Word]:
    """Return the words of runs, measured from that corner."""
    words: list[Word] = []
    for (upright, fontname, size), alike in groupby(runs, _LIKE):
        bold = "bold" in fontname.lower()
        for part, level in _word_chars(list(alike), upright, GAP * size):
            text = "".join([char[0] for char in part])
            if not text.isascii():
                text = "".join([_LIGATURES.get(char[0], char[0]) for char in part])
            x0, x1, top, bottom = _around(part, level)
            words.append(Word(x0 - left, top - up, x1 - left, bottom - up, text, bold, size, turned))
    return words


def _word_chars(runs: Sequence[Run], upright: bool, gap: float) -> Iterator[tuple[Sequence[Char], bool]]:
    """Yield the characters of each word, and whether they are all of one height."""
    chars = runs[0].chars if len(runs) == 1 else [char for run in runs for char in run.chars]
    if not upright:  # read downwards: the axes change places
        turned = [(text, top, bottom, x0, x1) for text, x0, x1, top, bottom in chars]
        for line in _lines(turned, DOWN):
            for part in _parts(sorted(line, key=itemgetter(1, 2)), ACROSS, gap):
                yield [(text, x0, x1, top, bottom) for text, top, bottom, x0, x1 in part], False
        return
    level = all(run.level for run in runs) and len({run.chars[0][3:] for run in runs}) == 1
    for line in (chars,) if level else _lines(chars, ACROSS):
        for part in _parts(sorted(line, key=itemgetter(1)), gap, ACROSS):
            yield part, level


def _around(part: Sequence[Char], level: bool) -> tuple[float, float, float, float]:
    if len(part) == 1:
        return part[0][1:]
    x1 = max([char[2] for char in part])
    if level:
        return part[0][1], x1, part[0][3], part[0][4]
    return min([c[1] for c in part]), x1, min([c[3] for c in part]), max([c[4] for c in part])


def _lines(chars: Sequence[Char], tolerance: float) -> list[list[Char]]:
    """Return the characters in lines from top to bottom: each top is near the one before it."""
    tops = sorted({char[3] for char in chars})
    number = {tops[0]: 0}
    for above, top in pairwise(tops):
        number[top] = number[above] + (top > above + tolerance)
    lines: list[list[Char]] = [[] for _ in range(number[tops[-1]] + 1)]
    for char in chars:
        lines[number[char[3]]].append(char)
    return lines


def _parts(chars: Iterable[Char], gap: float, drop: float) -> Iterator[list[Char]]:
    """Yield the words of a line: parted by blanks, by gaps and by a change of height."""
    part: list[Char] = []
    for char in chars:
        text = char[0]
        if not text or text.isspace():
            if part:
                yield part
            part = []
            if not text:
                yield [char]
        elif part and (char[1] < part[-1][1] or char[1] > part[-1][2] + gap or abs(char[3] - part[-1][3]) > drop):
            yield part
            part = [char]
        else:
            part.append(char)
    if part:
        yield part
