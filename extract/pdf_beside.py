"""Two tables side by side: the texts of each are read with it, the left one first."""

from __future__ import annotations

from collections.abc import Sequence

from extract.grid import Block, Line, Table
from extract.pdf_aside import crosses
from extract.pdf_words import Box, PageContent, Word, split_lines, union

WIDE_BLANK = 2.5  # blanks wider than this many line heights are kept as a tab
EDGE = 3.0  # points left of a table that still belong to it

Placed = tuple[Box, Table]


def beside(tables: Sequence[Placed]) -> list[tuple[Placed, Placed]]:
    """Return the pairs of tables of which one stands beside the other."""
    pairs = []
    for one in tables:
        for other in tables:
            low, high = max(one[0].top, other[0].top), min(one[0].bottom, other[0].bottom)
            if one[0].x1 <= other[0].x0 + 1 and high - low > 0.3 * min(one[0].height, other[0].height):
                pairs.append((one, other))
    return pairs


def part_words(words: Sequence[Word], tables: Sequence[Placed]) -> list[list[Word]]:
    """Return the words outside tables in parts to be read one after the other: over both, left, right, below."""
    pairs = beside(tables)
    if len(tables) != 2 or len(pairs) != 1:
        return [list(words)]
    (left, _), (right, _) = pairs[0]
    cut = max(right.x0 - EDGE, (left.x1 + right.x0) / 2)
    parts: list[list[Word]] = [[], [], [], []]
    for line in split_lines(words):
        if crosses(line, cut):
            parts[0 if union(line).middle < min(left.top, right.top) else 3] += line
        else:
            parts[1] += [w for w in line if w.x0 < cut]
            parts[2] += [w for w in line if w.x0 >= cut]
    return parts


def order_blocks(lines: Sequence[Sequence[tuple[Box, Line]]], tables: Sequence[Placed]) -> list[Block]:
    """Return lines and tables from top to bottom, part by part."""
    pairs = beside(tables) if len(lines) > 1 else []
    blocks: list[tuple[int, float, float, Block]] = [
        (number, box.top, box.x0, line) for number, part in enumerate(lines) for box, line in part
    ]
    for box, table in tables:
        number = 0 if not pairs else 1 if table is pairs[0][0][1] else 2
        blocks.append((number, box.top, box.x0, table))
    return [block for *_, block in sorted(blocks, key=lambda item: item[:3])]


def make_lines(content: PageContent, words: Sequence[Word]) -> list[tuple[Box, Line]]:
    """Return the text lines of the words outside tables; wide blanks become a tab."""
    lines = []
    for line in split_lines(words):
        box = union(line)
        text = line[0].text
        for left, right in zip(line, line[1:], strict=False):
            far = right.x0 - left.x1 > WIDE_BLANK * right.height
            text += ("\t" if far else " ") + right.text
        lines.append((box, Line(text, content.locate(box), any(w.ocr for w in line))))
    return lines
