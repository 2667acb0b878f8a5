"""The last row of a table ends at its drawn bottom rule, however its texts are justified."""

from __future__ import annotations

from collections.abc import Sequence

from extract.pdf_bounds import drawn_heights
from extract.pdf_columns import column_of, make_chunks
from extract.pdf_separators import find_separators
from extract.pdf_words import Box, PageContent, Word, union

REACH = 200.0  # points below a region in which its bottom rule is looked for
ROWS = 12  # lines of one cell below the last line of several texts


def closed_below(
    region: Sequence[int], lines: Sequence[Sequence[Word]], kinds: Sequence[int], content: PageContent,
    limits: Sequence[float],
) -> list[int]:  # fmt: skip
    """Return the lines of one text below a region that stand tightly in one of its columns above its bottom rule.

    Only where rules part the region's rows, and the rule below has their ends.
    """
    words = [w for i in region for w in lines[i]]
    area = union(words)
    drawn = drawn_heights(content, Box(area.x0, area.top, area.x1, area.bottom + REACH))
    wide = [r for r in drawn if r.x1 - r.x0 > 0.8 * area.width]
    ends = {(round(r.x0), round(r.x1)) for r in wide if area.top - 4 < r.middle < area.bottom - 2}
    if not ends:
        return []
    separators = find_separators(make_chunks(words, limits[region[-1]]))
    found: list[int] = []
    last = area
    for i in range(region[-1] + 1, min(region[-1] + 1 + ROWS, len(lines))):
        box = union(lines[i])
        tight = box.top - last.bottom <= 0.5 * box.height
        between = [r for r in wide if last.bottom - 2 < r.middle < box.top + 2]
        own = any((round(r.x0), round(r.x1)) in ends for r in between) and not found  # a row of its own
        apart = not own and column_of(separators, box.x0) != column_of(separators, box.x1)
        if kinds[i] != 1 or not (tight or own) or apart:
            return []
        if between and not own:
            return []  # the table is closed already
        found.append(i)
        last = box
        near = box.bottom + (2.5 if own else 0.8) * box.height
        below = [r for r in wide if box.bottom - 2 < r.middle < near]
        if any((round(r.x0), round(r.x1)) in ends for r in below):
            return found
    return []
