"""Ids that Word wants unique: drawings, bookmarks, content controls, footnote and comment ranges.

They are numbered in document order, so the same content has the same ids, and joining chapters cannot
make two alike.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from render.document_xml import NS, W

DOCPR = f"{{{NS['wp']}}}docPr"
CNVPR = f"{{{NS['pic']}}}cNvPr"
ID, VALUE = f"{W}id", f"{W}val"  # `w:id` as an element is the id of a content control
START, END = f"{W}bookmarkStart", f"{W}bookmarkEnd"
W14_IDS = (f"{{{NS['w14']}}}paraId", f"{{{NS['w14']}}}textId")


def number_ids(roots: Iterable[etree._Element]) -> None:
    """Renumber all ids over the parts of one document."""
    drawing = control = bookmark = 0
    for root in roots:
        open_bookmarks: dict[str, list[int]] = {}
        etree.strip_attributes(root, *W14_IDS)
        for node in root.iter(DOCPR, CNVPR, ID, START, END):
            tag = node.tag
            if tag == ID:
                control += 1
                node.set(VALUE, str(100_000_000 + control))
            elif tag in (DOCPR, CNVPR):
                drawing += 1
                node.set("id", str(drawing))
            elif tag == START:
                bookmark += 1
                open_bookmarks.setdefault(node.get(ID, ""), []).append(bookmark)
                node.set(ID, str(bookmark))
            else:
                waiting = open_bookmarks.get(node.get(ID, ""))
                if waiting:
                    node.set(ID, str(waiting.pop(0)))
                else:
                    bookmark += 1
                    node.set(ID, str(bookmark))
