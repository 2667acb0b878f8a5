"""A rough page for every bookmark, for lists of contents where LibreOffice does not lay the report out."""

from __future__ import annotations

from lxml import etree

from render.document_xml import PARAGRAPH, RUN, SIGNS, TEXT, W, owner_of, parent_of

BODY, CELL = f"{W}body", f"{W}tc"
BOOKMARK, PAGE_BREAK, SECTION = f"{W}bookmarkStart", f"{W}pageBreakBefore", f"{W}sectPr"
LINES_PER_PAGE = 34


def guess_pages(root: etree._Element) -> dict[str, str]:
    """Return a rough page for every bookmark, from the amount of text before it."""
    pages: dict[str, str] = {}
    before, letters, share, closing = 0.0, 0, 0.0, False  # lines before the paragraph; what is known of it
    for node in root.iter(PARAGRAPH, BOOKMARK, PAGE_BREAK, SECTION, TEXT, *SIGNS):
        if (tag := node.tag) == TEXT:
            letters += len(node.text or "")
        elif tag == PARAGRAPH:
            before += share * (1 + letters // 85)
            before = _next_page(before) if closing else before
            in_table = parent_of(node).tag != BODY and owner_of(node, CELL) is not None
            letters, share, closing = 0, 0.4 if in_table else 1.2, False
        elif tag == BOOKMARK:
            pages[node.get(f"{W}name", "")] = str(int(before / LINES_PER_PAGE) + 1)
        elif tag == PAGE_BREAK:
            before = _next_page(before)
        elif tag == SECTION:
            closing = True
        elif parent_of(node).tag == RUN:  # not a tab stop
            letters += 1
    return pages


def _next_page(lines: float) -> float:
    return (int(lines / LINES_PER_PAGE) + 1) * LINES_PER_PAGE
