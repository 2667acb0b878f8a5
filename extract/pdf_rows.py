"""Rows of a table whose columns are known: by drawn bounds where there are any, else by the text itself.

Numbers do not wrap, so every line of a number column is a row of its own; text blocks are laid beside
them. A block that stands in the middle of several rows with blanks around it spans them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct, field

from extract.pdf_columns import CURRENCY, NOTE, Chunk, column_of, is_quantity
from extract.pdf_list import listed_columns
from extract.pdf_words import Box, Word, join_words, same_line, union
from extract.tanda_butir import list_mark

TIGHT = 0.6  # lines of one cell stand closer than this share of the line height
LEADING = 0.35  # lines of one heading stand at most this far apart
INDENT = 24.0  # points by which the second line of a text may be indented
DENSE = 0.6  # a column with fewer blocks than this share of the fullest column is sparse


class Block(Struct):
    """The text of one cell: its printed lines, its columns and, once known, its rows."""

    col: int
    colspan: int
    chunks: list[Chunk]
    row: int = -1
    rowspan: int = 1
    doubtful: bool = False

    @property
    def box(self) -> Box:
        return union(self.chunks)

    @property
    def words(self) -> list[Word]:
        return [word for chunk in self.chunks for word in chunk.words]

    @property
    def text(self) -> str:
        return join_words(self.words)

    @property
    def quantity(self) -> bool:
        return len(self.chunks) == 1 and is_quantity(self.chunks[0].text)


class Band(Struct):
    """One grid row: its extent and its blocks."""

    top: float
    bottom: float
    blocks: list[Block] = field(default_factory=list)


def place(chunk: Chunk, separators: Sequence[float]) -> tuple[int, int]:
    """Return first column and number of columns that a chunk stands in."""
    first = column_of(separators, chunk.x0 + min(1.0, chunk.width / 4))
    last = column_of(separators, chunk.x1 - min(1.0, chunk.width / 4))
    if last == first + 1 and chunk.numeric and len(chunk.words) < 3:
        edge = separators[first]
        if min(edge - chunk.x0, chunk.x1 - edge) < 0.3 * chunk.width:
            return column_of(separators, chunk.centre), 1
    return first, last - first + 1


def make_blocks(chunks: Sequence[Chunk], separators: Sequence[float], body_top: float) -> list[Block]:
    """Return the cells' texts: wrapped lines joined, everything else apart."""
    places = [(place(chunk, separators), chunk) for chunk in chunks]
    places.sort(key=lambda item: (item[1].middle, item[1].x0))
    widths: dict[tuple[int, int], float] = {}
    for where, chunk in places:
        widths[where] = max(widths.get(where, 0.0), chunk.width)
    pitch = line_gap(places)
    busy = _numbered_columns(places)
    listed = listed_columns(places)
    blocks: list[Block] = []
    for where, chunk in places:
        for block in reversed(blocks):
            if _continues(block, where, chunk):
                if where in listed and list_mark(chunk.text):
                    blocks.append(Block(*where, [chunk]))
                    break
                joins = _near(
                    block, chunk, pitch, body_top, widths[block.col, block.colspan], where in busy, places
                )
                if joins:
                    block.chunks.append(chunk)
                    break
                if not same_line(block.chunks[-1], chunk):
                    blocks.append(Block(*where, [chunk]))
                    break
        else:
            blocks.append(Block(*where, [chunk]))
    return blocks


def line_gap(places: Sequence[tuple[tuple[int, int], Chunk]]) -> float | None:
    """Return the gap that parts lines of one cell from lines of two; None where all gaps are alike.

    Where lines that stand closest are mostly both beside numbers, they are rows, not wrapped lines.
    """
    last: dict[tuple[int, int], Chunk] = {}
    gaps: list[tuple[float, bool]] = []
    numbers = [chunk for where, chunk in places if where[0] > 0 and is_quantity(chunk.text)]
    for where, chunk in places:
        before = last.get(where)
        if before is not None and where[1] == 1 and not is_quantity(chunk.text) and not is_quantity(before.text):
            both = all(
                any(abs(line.middle - n.middle) < 0.12 * n.height for n in numbers) for line in (before, chunk)
            )
            gaps.append(((chunk.top - before.bottom) / min(chunk.height, before.height), both))
        last[where] = chunk
    gaps = sorted(gap for gap in gaps if gap[0] > -0.5)
    steps = [(b[0] - a[0], (a[0] + b[0]) / 2) for a, b in zip(gaps, gaps[1:], strict=False) if a[0] < TIGHT]
    jump = next((step[1] for step in steps if step[0] > 0.08), None)
    if jump is None:
        return None
    close = [both for gap, both in gaps if gap <= jump]
    return gaps[0][0] - 0.01 if sum(close) > 0.5 * len(close) else jump


def _numbered_columns(places: Sequence[tuple[tuple[int, int], Chunk]]) -> set[tuple[int, int]]:
    """Return the text columns that have a line beside nearly every line of numbers: one row per line."""
    numbers = [
        chunk for where, chunk in places
        if where[0] > 0 and is_quantity(chunk.text) and not _numbering(chunk.text)
    ]  # fmt: skip
    rows: list[Chunk] = []
    for chunk in numbers:
        if not rows or not same_line(rows[-1], chunk):
            rows.append(chunk)
    found = set()
    for where in {where for where, _ in places}:
        own = [chunk for at, chunk in places if at == where]
        beside = sum(any(same_line(row, chunk) for chunk in own) for row in rows)
        if len(rows) > 1 and beside >= 0.8 * len(rows):
            found.add(where)
    return found


def _continues(block: Block, where: tuple[int, int], chunk: Chunk) -> bool:
    """Say whether the chunk stands in the block's columns."""
    last = block.chunks[-1]
    col, span = where
    inside = block.col <= col and col + span <= block.col + block.colspan
    if not inside:
        return False
    return block.colspan == 1 or abs(last.centre - chunk.centre) <= 3 or abs(last.x0 - chunk.x0) <= 1


def _near(
    block: Block, chunk: Chunk, pitch: float | None, body_top: float, width: float, busy: bool,
    places: Sequence[tuple[tuple[int, int], Chunk]],
) -> bool:  # fmt: skip
    """Say whether the chunk is the next printed line of the block's cell."""
    last = block.chunks[-1]
    if same_line(last, chunk):
        return True
    gap = (chunk.top - last.bottom) / min(last.height, chunk.height)
    if gap < -0.5 or gap > TIGHT or any(w.turned for w in (*last.words, *chunk.words)):
        return False
    if is_quantity(last.text) and _unit_below(last, chunk, places):
        return True
    if CURRENCY.match(last.text) and is_quantity(chunk.text):
        return True  # `Rp.` on a line of its own above its amount
    if is_quantity(chunk.text) or is_quantity(last.text) or _numbering(chunk.text) or NOTE.match(chunk.text):
        return False
    if _own_rows(last, chunk, places) or _apart(last, chunk, 4 if chunk.middle < body_top else INDENT):
        return False
    if chunk.middle < body_top and (pitch is None or gap <= max(pitch, LEADING)):
        return True
    if pitch is not None:
        return gap <= pitch
    if last.middle < body_top or (busy and _beside_number(chunk, places)):
        return False
    return last.width + 0.28 * chunk.height + chunk.words[0].width > width + 0.5


def _apart(one: Chunk, other: Chunk, slack: float) -> bool:
    """Say whether two lines are aligned in no way: they are headings of two levels, or a note below a name."""
    return min(abs(one.x0 - other.x0), abs(one.x1 - other.x1), abs(one.centre - other.centre)) > slack


def _own_rows(last: Chunk, chunk: Chunk, places: Sequence[tuple[tuple[int, int], Chunk]]) -> bool:
    """Say whether each of two lines has its own number beside it, in one column: two rows."""
    beside = [
        {at for at, c in places if at[0] > 0 and c.numeric and abs(c.middle - line.middle) < 0.12 * c.height}
        for line in (last, chunk)
    ]
    return len(beside[0] & beside[1]) > 1


def _unit_below(number: Chunk, chunk: Chunk, places: Sequence[tuple[tuple[int, int], Chunk]]) -> bool:
    """Say whether a word printed under a number is its unit (`1` over `Layanan`): no line of numbers of its own."""
    if not re.fullmatch(r"[A-Z]?[a-z]{3,14}", chunk.text) or number.text.strip() in {"-", "%"}:
        return False
    ends = (chunk.x0 - number.x0, chunk.x1 - number.x1, chunk.centre - number.centre)
    if min(abs(end) for end in ends) > 1:
        return False
    unit = chunk.text
    if any(is_quantity(c.text) and c.text.endswith(f" {unit}") for _, c in places):
        return True  # printed behind other numbers
    line = [c for where, c in places if where[0] > 0 and abs(c.middle - chunk.middle) < 0.25 * c.height]
    if any(c is not chunk and c.text == unit for c in line):
        return True  # as in the column of units beside it
    return not any(c.numeric for c in line)


def _beside_number(chunk: Chunk, places: Sequence[tuple[tuple[int, int], Chunk]]) -> bool:
    return any(other is not chunk and is_quantity(other.text) and same_line(other, chunk) for _, other in places)


def _numbering(text: str) -> bool:
    return bool(re.fullmatch(r"\(\d{1,2}\)", text))
