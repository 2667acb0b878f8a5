"""Numbered lists that a loop repeats: each repetition counts from its own beginning.

A list that stands once in the template but comes out several times (a loop around it) would run on
through all of them, since Word knows it as one list.
"""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from render.document_xml import NS, PARAGRAPH, W, element, owner_of, paragraph_text, value
from render.package import Package


def single_lists(root: etree._Element) -> frozenset[str]:
    """Return the ids of the template's lists whose paragraphs stand together in one place."""
    groups: dict[str, int] = {}
    before: str | None = None
    for paragraph in root.iter(f"{W}p"):
        text = paragraph_text(paragraph).strip()
        if text.startswith("{%p") and text.endswith("%}"):
            continue
        current = _list_of(paragraph)
        if current is not None and current != before:
            groups[current] = groups.get(current, 0) + 1
        before = current
    return frozenset(number for number, count in groups.items() if count == 1)


def restart_lists(root: etree._Element, package: Package, main: str, single: frozenset[str]) -> None:
    """Give every further repetition of such a list a list of its own."""
    name = package.related(main, "numbering")
    if name is None or not single:
        return
    numbering = package.tree(name)
    seen: set[str] = set()
    before: str | None = None
    own: str | None = None
    listed = {owner_of(node): node for node in root.iter(f"{W}numId")}
    for paragraph in root.iter(PARAGRAPH):
        current = _list_of(paragraph) if paragraph in listed else None
        if current != before:
            own = _restarted(numbering, current) if current in seen and current in single else None
            if current is not None:
                seen.add(current)
        before = current
        if own is not None:
            found = paragraph.find("w:pPr/w:numPr/w:numId", NS)
            if found is not None:
                found.set(f"{W}val", own)


def _list_of(paragraph: etree._Element) -> str | None:
    number = value(paragraph, "w:pPr/w:numPr/w:numId")
    return None if number in (None, "0") else number


def _restarted(numbering: etree._Element, number: str | None) -> str | None:
    """Add a list like the one given that starts anew; return its id."""
    old = numbering.find(f"w:num[@w:numId='{number}']", NS)
    if old is None:
        return None
    new = deepcopy(old)
    used = [int(n.get(f"{W}numId", "0")) for n in numbering.iterfind("w:num", NS)]
    number = str(max(used) + 1)
    new.set(f"{W}numId", number)
    if new.find("w:lvlOverride[@w:ilvl='0']", NS) is None:
        override = element("lvlOverride", ilvl="0")
        override.append(element("startOverride", val="1"))
        new.insert(1, override)
    numbering.append(new)
    return number
