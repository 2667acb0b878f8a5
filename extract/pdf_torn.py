"""A row cut by the end of a page: the rest of its texts stands on the next page above the row that follows.

Where the lines of a name show where the rest ends (a wider gap right above the line of the numbers) it is a row
of its own. A name that begins with a small letter, or whose numbers stand at no place of it, is in doubt.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extract.pdf_columns import YEAR, column_of, is_quantity, make_chunk, make_chunks
from extract.pdf_continue import SLACK, WORD_VALUE, Frame
from extract.pdf_rows import Band, Block
from extract.pdf_words import Box, Word, same_line, split_lines, union

CLEAR = 1.5  # points by which the gap between two rows is wider than those between the lines of a text
FAR = 3.5  # line heights that may part a row from the next one
LINES = 2  # a text of fewer lines holds no rest of another one


def part_torn(row: Sequence[Box], contents: Mapping[Box, list[Word]], doubts: list[Box]) -> list[Box] | None:
    """Return the boxes of a page's first row parted below the rest of the row before, None where it is one row."""
    lines = {box: split_lines(contents[box]) for box in row}
    numbers = [line for own in lines.values() for line in own if is_quantity(make_chunk(line).text)]
    if not numbers or not all(same_line(union(line), union(numbers[0])) for line in numbers):
        return None
    level = union(numbers[0])
    last = max(line[0].x0 for line in numbers)
    names = [box for box in row if len(lines[box]) >= LINES and box.x1 <= last and _begins_above(lines[box], level)]
    if not names:
        return None
    edges = {edge for box in names if (edge := _edge(lines[box], level)) is not None}
    cut = min(edges, default=0.0)
    words = [word for box in row for word in contents[box]]
    if len(edges) != 1 or any(word.top < cut < word.bottom for word in words):
        doubts += [box for box in names if _off(lines[box], level)]
        return None
    return [
        part for box in row for part in (Box(box.x0, box.top, box.x1, cut), Box(box.x0, cut, box.x1, box.bottom))
    ]


def torn_first(bands: Sequence[Band]) -> list[Block]:
    """Return the names in the first row of a page that begin with a small letter, beside numbers further right.

    Where the other names of the column begin so too, that says nothing.
    """
    numbers = [b for b in bands[0].blocks if b.quantity] if bands else []
    last = max((b.col for b in numbers), default=0)
    names = [b for b in (bands[0].blocks if bands else []) if b.col < last and len(b.chunks) >= LINES]
    torn = []
    for block in names:
        others = [b.text for band in bands[1:] for b in band.blocks if b.col == block.col]
        small = sum(text[:1].islower() for text in others)
        if block.text[:1].islower() and small <= 0.5 * len(others):
            torn.append(block)
    return torn


def rows_above(words: Sequence[Word], table: Box | None, frame: Frame) -> list[Box]:
    """Return the lines right above the first table of a page that stand in the columns of the table before.

    `words` are in no table: a row whose value is a word (`WTP`) may have been taken for headings or a title. On
    a page without a table every such line counts.
    """
    if table is None:
        return [union(line) for line in split_lines(words) if _is_row(line, frame)]
    found: list[Box] = []
    bound = table.top
    for line in reversed(split_lines([word for word in words if word.bottom <= table.top + 1])):
        box = union(line)
        if bound - box.bottom > FAR * line[0].height:
            break
        bound = box.top
        if _is_row(line, frame):
            found.append(box)
    return found


def _is_row(line: Sequence[Word], frame: Frame) -> bool:
    """Say whether a line stands in several columns of the table before, with a value apart in one of numbers."""
    inner = frame.xs[1:-1]
    cols = [column_of(inner, word.centre) for word in line]
    inside = all(
        frame.xs[c] - SLACK <= w.x0 and w.x1 <= frame.xs[c + 1] + SLACK for c, w in zip(cols, line, strict=True)
    )
    if not inside or len(set(cols)) < 2 or all(word.text.lower() in frame.heads for word in line):
        return False
    values = [c for c in make_chunks(line) if WORD_VALUE.fullmatch(c.text) or is_quantity(c.text)]
    return any(column_of(inner, c.centre) in frame.numeric for c in values)


def has_figures(words: Sequence[Word]) -> bool:
    """Say whether figures are among the words: neither years nor the numbers of columns."""
    return any(is_quantity(w.text) and not YEAR.match(w.text) and not w.text.startswith("(") for w in words)


def _begins_above(lines: Sequence[Sequence[Word]], level: Box) -> bool:
    """Say whether a text begins above the line of the numbers."""
    return union(lines[0]).bottom < level.middle


def _off(lines: Sequence[Sequence[Word]], level: Box) -> bool:
    """Say whether numbers stand neither in the middle nor at the end of a text: it is not their cell's alone.

    Nor is it where it begins with a small letter, and on their line with a capital.
    """
    anew = any(same_line(union(line), level) and line[0].text[:1].isupper() for line in lines)
    if anew and lines[0][0].text[:1].islower():
        return True
    box = union([word for line in lines for word in line])
    return abs(box.middle - level.middle) > 0.5 * level.height and not same_line(union(lines[-1]), level)


def _edge(lines: Sequence[Sequence[Word]], level: Box) -> float | None:
    """Return the height between the rest of a text and the next one, None where the lines do not show it."""
    boxes = [union(line) for line in lines]
    at = next((i for i, box in enumerate(boxes) if same_line(box, level)), 0)
    gaps = [below.top - above.bottom for above, below in zip(boxes, boxes[1:], strict=False)]
    if at == 0 or any(gap > gaps[at - 1] - CLEAR for i, gap in enumerate(gaps) if i != at - 1):
        return None
    if len(gaps) < LINES or lines[at][0].text[:1].islower():
        return None
    return (boxes[at - 1].bottom + boxes[at].top) / 2
