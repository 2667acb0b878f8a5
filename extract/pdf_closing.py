"""The last row of a table ends at its drawn bottom rule, however its texts are justified."""

from __future__ import annotations

from collections.abc import Sequence

from extract.pdf_columns import column_of, make_chunks
from extract.pdf_separators import find_separators
from extract.pdf_words import PageContent, Word, union

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
    wide = [r for r in content.rules if r.horizontal and r.x1 - r.x0 > 0.8 * area.width]
    ends = {(round(r.x0), round(r.x1)) for r in wide if area.top - 4 < r.middle < area.bottom - 2}
    if not ends:
        return []
    separators = find_separators(make_chunks(words, limits[region[-1]]))
    found: list[int] = []
    last = area
    for i in range(region[-1] + 1, min(region[-1] + 1 + ROWS, len(lines))):
        box = union(lines[i])
        tight = box.top - last.bottom <= 0.5 * box.height
        if kinds[i] != 1 or not tight or column_of(separators, box.x0) != column_of(separators, box.x1):
            return []
        if any(last.bottom - 2 < r.middle < box.top + 2 for r in wide):
            return []  # the table is closed already
        found.append(i)
        last = box
        below = [r for r in wide if box.bottom - 2 < r.middle < box.bottom + 0.8 * box.height]
        if any((round(r.x0), round(r.x1)) in ends for r in below):
            return found
    return []
