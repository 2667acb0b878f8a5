"""Rows of a table that stay together over the foot of a page.

A heading row never stands alone, a last row or a total never starts a page by itself, a short table and
the rows of a short merged cell stay on one page. Long tables break anywhere else, so no page stays empty.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lxml import etree

from render.document_xml import PPR_ORDER, W, element, paragraph_text, place, properties

SHORT_TABLE = 6  # body rows
SHORT_MERGE = 4  # rows of one merged cell
MUCH_TEXT = 1_200  # letters; what holds more than this may break

Cells = Callable[[etree._Element], list[etree._Element]]


def keep_rows(rows: Sequence[etree._Element], cells_of: Cells) -> None:
    """Mark the rows that stay with the row below them."""
    heads = [n for n, row in enumerate(rows) if row.find(f"{W}trPr/{W}tblHeader") is not None]
    first, last = len(heads), len(rows) - 1
    if not heads or last <= first:
        return
    stay = set(heads) | {first, last - 1}
    if last - first < SHORT_TABLE and _letters(rows) <= MUCH_TEXT:
        stay |= set(range(last))
    for start, end in _merges(rows, cells_of):
        if end - start < SHORT_MERGE and _letters(rows[start : end + 1]) <= MUCH_TEXT:
            stay |= set(range(start, end))
    for number in sorted(stay - {last}):
        for cell in cells_of(rows[number]):
            for paragraph in cell.iterchildren(f"{W}p"):
                place(properties(paragraph, "pPr"), element("keepNext"), PPR_ORDER)


def _letters(rows: Sequence[etree._Element]) -> int:
    return sum(len(paragraph_text(p)) for row in rows for p in row.iter(f"{W}p"))


def _merges(rows: Sequence[etree._Element], cells_of: Cells) -> list[tuple[int, int]]:
    """Return first and last row of every cell merged downwards."""
    found: list[tuple[int, int]] = []
    open_at: dict[int, int] = {}
    for number, row in enumerate(rows):
        for column, cell in enumerate(cells_of(row)):
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            if merge is not None and merge.get(f"{W}val") != "restart":
                continue
            start = open_at.pop(column, None)
            if start is not None and number - 1 > start:
                found.append((start, number - 1))
            if merge is not None:
                open_at[column] = number
    found += [(start, len(rows) - 1) for start in open_at.values() if len(rows) - 1 > start]
    return found
