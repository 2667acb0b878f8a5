"""Rows of a table that stay together over the foot of a page.

A heading row never stands alone, a last row or a total never starts a page by itself, a short table and
the rows of a short merged cell stay on one page. Long tables break anywhere else, so no page stays empty.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from render.document_grid import GridRow
from render.document_xml import PARAGRAPH, STYLE, W, element, properties

KEEP = f"{W}keepNext"
SHORT_TABLE = 6  # body rows
SHORT_MERGE = 4  # rows of one merged cell
MUCH_TEXT = 1_200  # letters; what holds more than this may break


def keep_rows(rows: Sequence[GridRow]) -> None:
    """Mark the rows that stay with the row below them."""
    heads = [n for n, row in enumerate(rows) if row.head]
    first, last = len(heads), len(rows) - 1
    if not heads or last <= first:
        return
    stay = set(heads) | {first, last - 1}
    if last - first < SHORT_TABLE and _letters(rows) <= MUCH_TEXT:
        stay |= set(range(last))
    for start, end in _merges(rows):
        if end - start < SHORT_MERGE and _letters(rows[start : end + 1]) <= MUCH_TEXT:
            stay |= set(range(start, end))
    for number in sorted(stay - {last}):
        for cell in rows[number].cells:
            for paragraph in cell.node.iterchildren(PARAGRAPH):
                _keep_with_next(properties(paragraph, "pPr"))


def _keep_with_next(settings: etree._Element) -> None:
    """Mark a paragraph's settings; only its style stands before the mark."""
    for old in list(settings.iterchildren(KEEP)):
        settings.remove(old)
    settings.insert(next((1 for _ in settings.iterchildren(STYLE)), 0), element("keepNext"))


def _letters(rows: Sequence[GridRow]) -> int:
    return sum([row.letters for row in rows])


def _merges(rows: Sequence[GridRow]) -> list[tuple[int, int]]:
    """Return first and last row of every cell merged downwards."""
    found: list[tuple[int, int]] = []
    open_at: dict[int, int] = {}
    for number, row in enumerate(rows):
        for column, cell in enumerate(row.cells):
            if cell.merge and cell.merge != "restart":
                continue
            start = open_at.pop(column, None)
            if start is not None and number - 1 > start:
                found.append((start, number - 1))
            if cell.merge:
                open_at[column] = number
    found += [(start, len(rows) - 1) for start in open_at.values() if len(rows) - 1 > start]
    return found
