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
W14_IDS = (f"{{{NS['w14']}}}paraId", f"{{{NS['w14']}}}textId")


def number_ids(roots: Iterable[etree._Element]) -> None:
    """Renumber all ids over the parts of one document."""
    drawing = control = bookmark = 0
    for root in roots:
        open_bookmarks: dict[str, list[int]] = {}
        for node in root.iter(
            DOCPR, CNVPR, f"{W}sdt", f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}p", f"{W}tr"
        ):
            if node.tag in (DOCPR, CNVPR):
                drawing += 1
                node.set("id", str(drawing))
            elif node.tag == f"{W}sdt":
                found = node.find(f"{W}sdtPr/{W}id")
                if found is not None:
                    control += 1
                    found.set(f"{W}val", str(100_000_000 + control))
            elif node.tag == f"{W}bookmarkStart":
                bookmark += 1
                open_bookmarks.setdefault(node.get(f"{W}id", ""), []).append(bookmark)
                node.set(f"{W}id", str(bookmark))
            elif node.tag == f"{W}bookmarkEnd":
                waiting = open_bookmarks.get(node.get(f"{W}id", ""))
                if waiting:
                    node.set(f"{W}id", str(waiting.pop(0)))
                else:
                    bookmark += 1
                    node.set(f"{W}id", str(bookmark))
            for name in W14_IDS:
                node.attrib.pop(name, "")
