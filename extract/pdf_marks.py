"""Columns that stand closer than a blank: what a row of column numbers or a column of row numbers proves.

A row `(1) (2) (3) ...` has one mark in the middle of each column, so exactly one border lies between two
marks. A column of row numbers or codes under a heading of its own is a column, however near its neighbour.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from extract.pdf_columns import NOTE, Chunk, column_of, is_quantity, make_chunk, make_chunks, split_years
from extract.pdf_words import Word, split_lines

MARK = re.compile(r"^\((\d{1,2})\)$")
LEADING = re.compile(r"^\(?(\d{1,6}|\d{1,2}(\.\d{1,2}){1,3}|[a-z]|\d{3,4}(\.[A-Z0-9]{2,4}){1,4})[.)]?$")
CODE = re.compile(r"^\d{6}$")  # of a satker: what stands behind it is its name
CENTRED = 1.6  # points that a text may stand beside the middle of its column
CROSSED = 0.2  # share of the lines that a border may cross


class River(Struct, frozen=True):
    """A stretch between two marks with the number of words that cross it, in the rows and in the headings."""

    x0: float
    x1: float
    rows: int
    heads: int


def mark_row(words: Sequence[Word]) -> list[Word]:
    """Return the marks of the row that numbers the columns from 1, none where there is no such row."""
    for line in split_lines(words):
        marks = [MARK.match(w.text) for w in line]
        if len(line) > 2 and all(m and int(m.group(1)) == i + 1 for i, m in enumerate(marks)):
            return line
        plain = [w.text for w in line]
        if len(line) > 3 and plain == [str(i + 1) for i in range(len(line))]:
            return line
    return []


def mark_separators(words: Sequence[Word]) -> list[float]:
    """Return one border between each two marks of the row that numbers the columns; none without such a row."""
    marks = mark_row(words)
    if not marks:
        return []
    head = marks[0].middle
    size = max(w.height for w in marks)
    under = split_lines([w for w in words if w.middle > head + 1])
    under = [line for line in under if not NOTE.match(line[0].text)]
    rows = _with_units(under)
    heads = [w for w in words if w.middle < head - 1]
    lines = len(under)
    between = [_rivers(a.x1, b.x0, rows, heads) for a, b in zip(marks, marks[1:], strict=False)]
    if not lines or any(not rivers for rivers in between):
        return []
    edges = River(min(w.x0 for w in words) - size, min(w.x0 for w in words), 0, 0)
    ends = River(max(w.x1 for w in words), max(w.x1 for w in words) + size, 0, 0)
    chosen = _choose([[edges], *between, [ends]], marks, size, left=set_left(marks, heads))
    if any(river.rows > CROSSED * lines for river in chosen):
        return []
    return [(river.x0 + river.x1) / 2 for river in chosen]


def _rivers(low: float, high: float, rows: Sequence[Word], heads: Sequence[Word]) -> list[River]:
    near = [w for w in (*rows, *heads) if w.x1 > low and w.x0 < high]
    points = sorted({low, high, *(x for w in near for x in (w.x0, w.x1) if low < x < high)})
    found = []
    for x0, x1 in zip(points, points[1:], strict=False):
        if x1 - x0 > 0.3:
            at = (x0 + x1) / 2
            found.append(River(x0, x1, *(sum(w.x0 < at < w.x1 for w in part) for part in (rows, heads))))
    return found


def _with_units(lines: Sequence[Sequence[Word]]) -> list[Word]:
    """Return the words of the rows, numbers and the unit behind them (`21 Layanan`) as one."""
    pairs = [
        (one, other) for line in lines
        for one, other, after in zip(line[1:], line[2:], [*line[3:], None], strict=False)
        if is_quantity(one.text) and not CODE.match(one.text) and other.text.isalpha()
        and other.x0 - one.x1 < 0.7 * one.height
        and (after is None or after.x0 - other.x1 > 0.7 * one.height or is_quantity(after.text))
    ]  # fmt: skip
    texts = [other.text for _, other in pairs]
    units = {one: other for one, other in pairs if texts.count(other.text) > 1}
    taken = set(units.values())
    return [replace(w, x1=units[w].x1) if w in units else w for line in lines for w in line if w not in taken]


def set_left(marks: Sequence[Word], heads: Sequence[Word]) -> bool:
    """Say whether the marks begin where the headings above them begin, more than they share their middles."""
    chunks = make_chunks(heads)
    left = sum(any(abs(c.x0 - m.x0) < 1 for c in chunks) for m in marks)
    return left > sum(any(abs(c.centre - m.centre) < CENTRED for c in chunks) for m in marks)


def _choose(stages: Sequence[Sequence[River]], marks: Sequence[Word], size: float, *, left: bool) -> list[River]:
    """Return one river per stage (without the outer ones): few words crossed, wide, each mark in the middle.

    Marks set left (`left`) stand right behind their border instead.
    """
    best: list[tuple[float, list[River]]] = [(0.0, [river]) for river in stages[0]]
    for rivers, mark in zip(stages[1:], marks, strict=True):
        following = []
        for river in rivers:
            own = 4 * river.rows + 1.5 * river.heads - 0.3 * min((river.x1 - river.x0) / size, 3)
            ways = [
                (cost + own + (mark.x0 - path[-1].x1 if left else _off(path[-1], river, mark.centre)) / size,
                 [*path, river])
                for cost, path in best
            ]  # fmt: skip
            following.append(min(ways, key=lambda way: way[0]))
        best = following
    return min(best, key=lambda way: way[0])[1][1:-1]


def _off(left: River, right: River, centre: float) -> float:
    """Return how far a mark stands from the middle of a column between borders in the two rivers."""
    return max(0.0, (left.x0 + right.x0) / 2 - centre, centre - (left.x1 + right.x1) / 2)


def split_marked(chunk: Chunk, separators: Sequence[float], marks: Sequence[Word]) -> list[Chunk]:
    """Return the chunk parted at the borders between marks; a heading only where each part has its own middle."""
    years = split_years(chunk)
    if len(years) > 1:
        return years
    parts: dict[int, list[Word]] = {}
    for word in chunk.words:
        first, last = (column_of(separators, x) for x in (word.x0 + 0.5, word.x1 - 0.5))
        if first != last:
            return [chunk]
        parts.setdefault(first, []).append(word)
    if len(parts) == 1:
        return [chunk]
    pieces = {col: make_chunk(own) for col, own in sorted(parts.items())}
    heading = chunk.middle < marks[0].middle - 1
    if heading and any(
        min(abs(piece.centre - marks[col].centre), abs(piece.x0 - marks[col].x0)) > CENTRED
        for col, piece in pieces.items()
    ):
        return [chunk]
    if not heading and chunk.alone and not any(is_quantity(word.text) for word in chunk.words):
        return [chunk]  # a note over the columns
    return list(pieces.values())


def numbering_separators(chunks: Sequence[Chunk], separators: Sequence[float]) -> list[float]:
    """Return the borders beside columns of row numbers or codes that stand a blank away from the next column."""
    found = []
    columns: dict[int, list[Chunk]] = {}
    for chunk in chunks:
        first, last = column_of(separators, chunk.x0 + 0.5), column_of(separators, chunk.x1 - 0.5)
        if first == last:
            columns.setdefault(first, []).append(chunk)
            continue
        parts: dict[int, list[Word]] = {}  # headings a blank apart, over several columns
        for word in chunk.words:
            parts.setdefault(column_of(separators, word.centre), []).append(word)
        if not any(is_quantity(word.text) for word in chunk.words):
            for col, part in parts.items():
                columns.setdefault(col, []).append(make_chunk(part))
    for own in columns.values():
        border = _numbering_border(own)
        if border is not None:
            found.append(border)
    return found


def _numbering_border(own: Sequence[Chunk]) -> float | None:
    """Return the border after the leading numbers of a column whose headings have words on both sides of it."""
    rows = [c for c in own if len(c.words) > 1 and LEADING.match(c.words[0].text)]
    rows = [c for c in rows if not LEADING.match(c.words[1].text)]
    if not rows or (not _counts(rows) and all(is_quantity(c.text) for c in rows)):
        return None
    top = min(c.top for c in rows) - 1
    left = max(c.words[0].x1 for c in rows)
    rest = [w for c in own if c.top > top for w in (c.words[1:] if c in rows else c.words)]
    right = min((w.x0 for w in rest if w.centre > left), default=left)
    over = [w for w in rest if w.x0 < right]
    left = max([left, *(w.x1 for w in over)])
    if right - left < 0.5 or not all(LEADING.match(w.text) for w in over):
        return None
    heads = [w for c in own if c.top <= top for w in c.words]
    before, after = [w for w in heads if w.x1 <= right + 1], [w for w in heads if w.x0 >= left - 1]
    if not before or not after or len(before) + len(after) != len(heads):
        return None
    if max(w.x1 for w in before) > min(w.x0 for w in after):
        return None
    return (max(left, *(w.x1 for w in before)) + min(right, *(w.x0 for w in after))) / 2


def split_numbering(chunk: Chunk, separators: Sequence[float], chunks: Sequence[Chunk]) -> list[Chunk]:
    """Return a row number or code and the text a blank beside it apart, where a border stands between them.

    Only where everything else in the column left of the border, below its heading, is a number or code.
    """
    if len(chunk.words) < 2 or not LEADING.match(chunk.words[0].text) or LEADING.match(chunk.words[1].text):
        return [chunk]
    col = column_of(separators, chunk.words[0].centre)
    if col == len(separators) or not chunk.words[0].x1 - 0.5 <= separators[col] <= chunk.words[1].x0 + 0.5:
        return [chunk]
    own = [c for c in chunks if column_of(separators, c.x0) == col == column_of(separators, c.x1 - 0.5)]
    leading = [c for c in own if LEADING.match(c.text)]
    top = min(c.top for c in (*leading, chunk))
    if not leading or any(c.top > top and c not in leading for c in own):
        return [chunk]
    return [make_chunk(chunk.words[:1]), make_chunk(chunk.words[1:])]


def _counts(rows: Sequence[Chunk]) -> bool:
    """Say whether the leading numbers count the rows, or are codes of one length."""
    texts = [c.words[0].text.strip("().") for c in sorted(rows, key=lambda c: c.top)]
    if len(texts) > 1 and all(len(text) == 6 and text.isdigit() for text in texts):
        return True
    numbers = [int(text) for text in texts if text.isdigit()]
    return len(numbers) > 1 and all(b - a in {0, 1} for a, b in zip(numbers, numbers[1:], strict=False))
