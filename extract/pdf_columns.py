"""Chunks: words of one printed line that stand close together, and what kind of text they are."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from statistics import median

from extract.ingat import remembered
from extract.pdf_words import Box, Rule, Word, join_words, split_lines, union

NUMBER = re.compile(r"^[(\[]?[-+]?(Rp\.?\s*)?[-+(]?\d[\d.,]*\)?\s*%?[)\]]?,?-?$|^-+%?$")
FIGURE = re.compile(r"^[(-]?\d{1,3}(([.,]\d{3})+([.,]\d+)?|[.,]\d{1,2})\)?%?$")  # digits with a separator
AMOUNT = re.compile(
    r"^[(-]?(Rp\.?)?\d{1,3}([.,]\d{3})+([.,]\d{1,2})?(,-)?\)?%?$|^[(-]?\d{1,3}[.,]\d{1,2}\)?%?$", re.I
)
YEAR = re.compile(r"^(19|20)\d\d$")
QUANTITY = re.compile(r"^(±|<|>|≥|≤)?\s*[-(]?\d[\d.,]*[\d%)](\s[A-Za-z%/]+){0,2}$|^\d(\s?[A-Za-z%/]+){0,2}$|^-$")
CURRENCY = re.compile(r"^(Rp\.?|IDR)$", re.I)
MARKER = re.compile(r"^(\(?(\d{1,2}|[a-z])[.)]|[-•o])$")
REACH = 0.4  # of its height: by so much a clipped word reaches over a rule
NOTE = re.compile(r"(?i)^(\*|(catatan|keterangan|sumber)\s*:)")
BLANK = 0.28  # width of a blank, in font sizes; 0.6 in a fixed-pitch font


class Chunk(Box, frozen=True):
    """Words of one printed line that stand together."""

    words: tuple[Word, ...] = ()
    alone: bool = False  # nothing else stands on its line

    @property
    def text(self) -> str:
        return join_words(self.words)

    @property
    def numeric(self) -> bool:
        return bool(NUMBER.match(" ".join(w.text for w in self.words)))


def blank_width(words: Sequence[Word]) -> float:
    """Return the width of a blank between two words of one phrase, in points."""
    return float(median(w.size or w.height for w in words) * (0.6 if _fixed_pitch(words) else BLANK))


def _fixed_pitch(words: Sequence[Word]) -> bool:
    """Say whether the words are set in a fixed-pitch font (titles and page numbers may be in another)."""
    long = _pitches(words)
    if len(long) <= 5:
        long = [_pitch(w) for w in words if len(w.text) > 3 and not w.turned]
        return len(long) > 5 and max(long) - min(long) < 0.03 and median(long) > 0.5
    usual = median(long)
    return usual > 0.5 and sum(abs(pitch - usual) < 0.015 for pitch in long) >= 0.75 * len(long)


def _pitches(words: Sequence[Word]) -> list[float]:
    """Return the width of a letter, in font sizes, in each word of letters (digits are alike in every font)."""
    return [_pitch(w) for w in words if len(w.text) > 3 and not w.turned and w.text.isalpha()]


def _pitch(word: Word) -> float:
    return word.width / len(word.text) / (word.size or word.height)


def phrase_gap(words: Sequence[Word]) -> float:
    """Return the gap from which on two words do not belong to one phrase."""
    fixed = _fixed_pitch(words)
    return float(median(w.size or w.height for w in words) * (0.6 if fixed else BLANK)) * (1.04 if fixed else 1.7)


def line_gaps(lines: Sequence[Sequence[Word]], words: Sequence[Word]) -> list[float]:
    """Return the `phrase_gap` of each line of a page, whose lines may be set in different fonts."""
    limit = phrase_gap(words)
    long = _pitches(words)
    near = [sum(abs(a - b) < 0.005 for b in long) for a in long]
    usual = long[near.index(max(near))] if near else 0.0
    if usual < 0.5 or max(near) < max(5, 0.3 * len(long)):
        return [limit] * len(lines)
    fixed = [sum(abs(_pitch(w) - usual) < 0.03 for w in line if not w.turned) >= 0.9 * len(line) for line in lines]
    own = [
        median(w.size or w.height for w in line) * (0.6 * 1.04 if one else BLANK * 1.7)
        for line, one in zip(lines, fixed, strict=True)
    ]
    plain = [w for line, one in zip(lines, fixed, strict=True) if not one for w in line]
    other = phrase_gap(plain) if plain else limit
    return [by if one else other for by, one in zip(own, fixed, strict=True)]


def make_chunks(words: Sequence[Word], limit: float | None = None) -> list[Chunk]:
    """Return the chunks of the words, line by line; `limit` is the page's `phrase_gap` where words are few."""
    if not words:
        return []
    limit = phrase_gap(words) if limit is None else limit
    chunks: list[Chunk] = []
    limit = max(limit, 0.0)
    for line in split_lines(words):
        parts: list[list[Word]] = []
        for word in line:
            near = parts and word.x0 - parts[-1][-1].x1 < limit
            if near and not word.turned and not parts[-1][-1].turned:
                parts[-1].append(word)
            else:
                parts.append([word])
        chunks += [make_chunk(part, alone=len(parts) == 1) for part in parts]
    return [part for chunk in chunks for part in split_chunk(chunk, (), 0.0)]


def make_chunk(words: Sequence[Word], *, alone: bool = False) -> Chunk:
    box = union(words)
    return Chunk(box.x0, box.top, box.x1, box.bottom, tuple(words), alone)


@remembered
def is_quantity(text: str) -> bool:
    return bool(NUMBER.match(text) or QUANTITY.match(text))


def column_of(separators: Sequence[float], x: float) -> int:
    return bisect_right(separators, x)


def left_edges(chunks: Sequence[Chunk]) -> list[float]:
    """Return the x at which several chunks begin: left edges of columns."""
    starts = sorted(chunk.x0 for chunk in chunks)
    return [x for x, following in zip(starts, starts[1:], strict=False) if following - x < 1.0]


def _begins(left: Word, right: Word, edges: Sequence[float]) -> bool:
    """Tell whether a word opens a text of its own: a number, a currency, or at the left edge of a column."""
    numbers = FIGURE.match(right.text) or (FIGURE.match(left.text) and NUMBER.match(right.text))
    return bool(numbers or CURRENCY.match(right.text) or any(abs(right.x0 - x) < 1.0 for x in edges))


def split_chunk(
    chunk: Chunk, separators: Sequence[float], blank: float, edges: Sequence[float] = ()
) -> list[Chunk]:
    """Return the chunk, parted where it glues the texts of two columns together."""
    if len(chunk.words) == 1:
        return [chunk]
    if chunk.alone and NOTE.match(chunk.text):
        return [chunk]
    parts: list[list[Word]] = [[chunk.words[0]]]
    for left, right in zip(chunk.words, chunk.words[1:], strict=False):
        inside = any(left.x1 - 0.5 <= x <= right.x0 + 0.5 for x in separators)
        if (
            inside
            and (right.x0 - left.x1 > 1.25 * blank or _begins(left, right, edges))
            or AMOUNT.match(left.text)
            and AMOUNT.match(right.text)
        ):
            parts.append([right])
        else:
            parts[-1].append(right)
    if len(parts) == 1:
        return [chunk]
    return [make_chunk(part) for part in parts]


def split_drawn(chunk: Chunk, separators: Sequence[float], rules: Sequence[Rule]) -> list[Chunk]:
    """Return the chunk, parted at the separators that are drawn as rules at its height between two of its words."""
    down = [r.centre for r in rules if not r.horizontal and r.top < chunk.middle < r.bottom]
    drawn = [x for x in separators if chunk.x0 < x < chunk.x1 and any(abs(x - y) < 2 for y in down)]
    if not drawn or any(w.x0 + REACH * w.height < x < w.x1 - REACH * w.height for w in chunk.words for x in drawn):
        return [chunk]
    parts: dict[int, list[Word]] = {}
    for word in chunk.words:
        parts.setdefault(column_of(drawn, word.centre), []).append(word)
    return [make_chunk(part) for part in parts.values()] if len(parts) > 1 else [chunk]


def split_years(chunk: Chunk) -> list[Chunk]:
    """Return the headings of years a text consists of (`Tahun 2021 Tahun 2022`), none where it holds more."""
    parts: list[list[Word]] = [[]]
    for word in chunk.words:
        if not YEAR.match(word.text) and word.text.lower() not in {"tahun", "target", "ta"}:
            return []
        parts[-1].append(word)
        if YEAR.match(word.text):
            parts.append([])
    return [make_chunk(part) for part in parts[:-1]] if not parts[-1] else []
