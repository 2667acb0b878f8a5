"""A table cut by the end of a page: its rows on the next page are read with the columns it has."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct, field

from extract.grid import Cell, Table
from extract.pdf_columns import FIGURE, YEAR, Chunk, column_of, is_quantity, make_chunk, make_chunks, phrase_gap
from extract.pdf_words import PageContent, Word, split_lines, union

SLACK = 3.0
WORD_VALUE = re.compile(r"[A-Z]{2,6}\+?")  # as `WTP` among numbers


class Frame(Struct, frozen=True):
    """The columns of the last table of a page: edges, which hold numbers, and the words of its headings.

    `habits`: in which columns cells are proven `merged` or left `blank`; `unsure`: in which that is doubtful.
    """

    xs: tuple[float, ...]
    numeric: frozenset[int]
    heads: frozenset[str]
    turn: int
    width: float
    habits: Mapping[int, str] = field(default_factory=dict)
    unsure: frozenset[int] = frozenset()

    def goes_on(self, width: int, heads: Collection[str]) -> bool:
        """Say whether a table of that many columns, under those words of headings, may be this one again."""
        return width == len(self.xs) - 1 and sum(word in self.heads for word in heads) >= 0.8 * len(heads)


def frame_of(content: PageContent, table: Table, xs: Sequence[float]) -> Frame | None:
    """Return the frame of a table, None where it has no column of numbers to go by."""
    numeric = set()
    columns: dict[int, list[str]] = {}
    for cell in (cell for row in table.rows for cell in row if cell.colspan == 1 and cell.text):
        columns.setdefault(cell.col, []).append(cell.text)
    for col, texts in columns.items():
        numbers = sum(is_quantity(" ".join(text.split())) for text in texts)
        if numbers > 1 and numbers >= 0.6 * len(texts):
            numeric.add(col)
    if not numeric or len(xs) != table.width + 1:
        return None
    heads = {word.lower() for row in _headings(table, numeric) for c in row for word in c.text.split()}
    return Frame(tuple(xs), frozenset(numeric), frozenset(heads), content.turn, content.width)


def _headings(table: Table, numeric: set[int]) -> list[Sequence[Cell]]:
    """Return the rows above the first one with a number in a column of numbers."""
    found: list[Sequence[Cell]] = []
    for row in table.rows[:5]:
        texts = [c.text for c in row if c.col in numeric and c.text]
        if any(is_quantity(text) and not YEAR.match(text) and not text.startswith("(") for text in texts):
            break
        found.append(row)
    return found


def heads_again(text: str, frame: Frame) -> bool:
    """Say whether a line of text repeats the headings of the table before: three of them or more, apart."""
    words = [word.lower() for word in text.split()]
    return text.count("\t") > 1 and all(word in frame.heads for word in words)


def split_by_frame(content: PageContent, words: Sequence[Word], frame: Frame) -> list[Chunk] | None:
    """Return the words of a region as chunks in the frame's columns, None where they do not fit it."""
    area = union(words)
    if content.turn != frame.turn or abs(content.width - frame.width) > 1:
        return None
    if area.x0 < frame.xs[0] - SLACK or area.x1 > frame.xs[-1] + SLACK:
        return None
    inner = frame.xs[1:-1]
    chunks: list[Chunk] = []
    limit = phrase_gap(words)
    for line in split_lines(words):
        if all(word.text.lower() in frame.heads for word in line) and not any(is_quantity(w.text) for w in line):
            chunks += make_chunks(line, limit)  # headings again; those of groups stand over several columns
            continue
        if any(not _inside(word, inner) for word in line):
            return None
        columns = [[w for w in line if column_of(inner, w.centre) == col] for col in range(len(inner) + 1)]
        if any(sum(bool(FIGURE.match(w.text)) for w in own) > 1 for own in columns):
            return None
        chunks += [make_chunk(part) for part in columns if part]
    return chunks if _fits(chunks, frame, inner) else None


def _inside(word: Word, inner: Sequence[float]) -> bool:
    """Say whether a word stands in one column; a number (a total) may be wider than those of the page before."""
    col = column_of(inner, word.centre)
    edges = (float("-inf"), *inner, float("inf"))
    inside = min(word.x1, edges[col + 1]) - max(word.x0, edges[col])
    return inside >= word.width - 1.5 or bool(FIGURE.match(word.text)) and inside >= 0.6 * word.width


def _fits(chunks: Sequence[Chunk], frame: Frame, inner: Sequence[float]) -> bool:
    """Say whether the columns of numbers hold numbers, or the headings again."""
    filled: set[int] = set()
    odd = total = 0
    for chunk in chunks:
        col = column_of(inner, chunk.centre)
        if col not in frame.numeric:
            continue
        if is_quantity(chunk.text):
            filled.add(col)
            total += 1
        elif not WORD_VALUE.fullmatch(chunk.text):
            odd += any(word.text.lower() not in frame.heads for word in chunk.words)
    return len(filled) >= 0.5 * len(frame.numeric) and odd <= 0.2 * total
