"""Lists of joined chapters: every chapter's lists are its own and start where they started alone.

The one exception is the headings' list: where two chapters number their headings with the same list,
they share it, so that headings written into the joined report later are counted rightly.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from render.document_xml import (
    NS,
    PARAGRAPH,
    PPR_ORDER,
    STYLE,
    W,
    drop,
    element,
    owner_of,
    paragraph_style,
    place,
    properties,
    value,
)
from render.fields_numbering import StyleInfo, styles_of
from render.package import OFFICE_REL, Package, Rel

if TYPE_CHECKING:
    from render.compose_styles import ChapterStyles

NUMBERING_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"


class ListImport:
    """The report's numbering part, growing by the chapters' lists."""

    def __init__(self, package: Package, main: str) -> None:
        self.package, self.main = package, main
        self.name = package.related(main, "numbering")
        self.root = package.tree(self.name) if self.name else element("numbering")
        self._ids: dict[str, str] = {}
        self._abstracts: dict[str, str] = {}
        self._headings = heading_ids(package, main)
        self._shared: dict[bytes, str] = {}
        for num in self.root.iterfind("w:num", NS):
            form = self._heading_form(num, self.root, self._headings)
            if form is not None:
                self._shared.setdefault(form, num.get(f"{W}numId", ""))

    def write(self) -> None:
        """Write the part, abstract lists before lists as the schema wants them."""
        if not len(self.root):
            return
        rank = {f"{W}numPicBullet": 0, f"{W}abstractNum": 1, f"{W}num": 2}
        children = sorted(self.root, key=lambda c: rank.get(str(c.tag), 3))
        for child in children:
            self.root.append(child)
        if self.name is None:
            self.name = "word/numbering.xml"
            self.package.add_part(self.name, b"", NUMBERING_TYPE)
            self.package.add_rel(self.main, Rel(f"{OFFICE_REL}numbering", self.name))
        self.package.put(self.name, self.root)

    def bring(self, package: Package, main: str, body: etree._Element, styles: ChapterStyles) -> None:
        """Bring in a chapter's lists and rewrite its list references, those through styles too."""
        self._ids, self._abstracts = {}, {}
        part, style_part = package.related(main, "numbering"), package.related(main, "styles")
        if part is None:
            return
        source = package.tree(part)
        infos = styles_of(package.data(style_part)) if style_part else {}
        headings = heading_ids(package, main)
        for num in source.iterfind("w:num", NS):
            self._bring_num(num, source, styles, headings)
        self._number_by_style(body, infos, styles)
        self.renumber(body)
        for style in styles.brought:
            self.renumber(style)

    def renumber(self, root: etree._Element) -> None:
        """Rewrite the list ids of a part that still has the chapter's."""
        for node in root.iter(f"{W}numId"):
            if node.get("baru") == "1":
                del node.attrib["baru"]
                continue
            old = node.get(f"{W}val", "")
            node.set(f"{W}val", self._ids.get(old, old))

    def _bring_num(
        self, num: etree._Element, source: etree._Element, styles: ChapterStyles, headings: frozenset[str]
    ) -> None:
        old = num.get(f"{W}numId", "")
        form = self._heading_form(num, source, headings)
        if form is not None and form in self._shared and not self._renamed(num, source, styles):
            self._ids[old] = self._shared[form]
            return
        new_id = _next(self.root, "num", "numId", 1)
        copy = deepcopy(num)
        copy.set(f"{W}numId", new_id)
        target = copy.find(f"{W}abstractNumId")
        if target is not None:
            target.set(f"{W}val", self._bring_abstract(self._abstract(num, source), styles))
        self.root.append(copy)
        self._ids[old] = new_id

    def _renamed(self, num: etree._Element, source: etree._Element, styles: ChapterStyles) -> bool:
        names = [n.get(f"{W}val", "") for n in self._abstract(num, source).iterfind("w:lvl/w:pStyle", NS)]
        return any(styles.called(name) != name for name in names)

    def _bring_abstract(self, abstract: etree._Element, styles: ChapterStyles) -> str:
        """Return the report's id of a chapter's list pattern: its lists go on sharing it, no others do."""
        old = abstract.get(f"{W}abstractNumId", "")
        if old in self._abstracts:
            return self._abstracts[old]
        new = _next(self.root, "abstractNum", "abstractNumId", 0)
        copy = deepcopy(abstract)
        copy.set(f"{W}abstractNumId", new)
        # Word joins lists of the same nsid, and a style belongs to one list only
        for node in copy.findall(f"{W}nsid") + copy.findall(f"{W}tmpl"):
            copy.remove(node)
        brought = {s.get(f"{W}styleId") for s in styles.brought}
        for level in copy.iterfind("w:lvl", NS):
            for node in level.findall(f"{W}pStyle"):
                style = styles.called(node.get(f"{W}val", ""))
                if style in brought:
                    node.set(f"{W}val", style)
                else:
                    level.remove(node)
        self.root.append(copy)
        self._abstracts[old] = new
        return new

    def _number_by_style(self, body: etree._Element, infos: dict[str, StyleInfo], styles: ChapterStyles) -> None:
        """Where a shared style points to the report's list, give the paragraph its own list directly."""
        brought = {s.get(f"{W}styleId") for s in styles.brought}
        shared = set(self._shared.values())
        own = {
            name: info
            for name, info in infos.items()
            if info.num_id in self._ids
            and self._ids[info.num_id] not in shared
            and styles.called(info.style_id) not in brought
        }
        for paragraph in list(_styled(body, own)):
            if paragraph.find("w:pPr/w:numPr/w:numId", NS) is not None:
                continue
            info = own[paragraph_style(paragraph)]
            new = self._ids[info.num_id or ""]
            numbering = element("numPr")
            numbering.append(element("ilvl", val=str(info.ilvl)))
            number = element("numId", val=new)
            number.set("baru", "1")
            numbering.append(number)
            place(properties(paragraph, "pPr"), numbering, PPR_ORDER)

    def _abstract(self, num: etree._Element, root: etree._Element) -> etree._Element:
        wanted = value(num, "w:abstractNumId")
        found = root.find(f"w:abstractNum[@w:abstractNumId='{wanted}']", NS)
        return element("abstractNum") if found is None else found

    def _heading_form(self, num: etree._Element, root: etree._Element, headings: frozenset[str]) -> bytes | None:
        """Return the content of a headings' list without its start, None for any other list."""
        abstract = deepcopy(self._abstract(num, root))
        first = abstract.find("w:lvl[@w:ilvl='0']", NS)
        if first is None or value(first, "w:pStyle") not in headings:
            return None
        for node in abstract.findall(f"{W}nsid") + abstract.findall(f"{W}tmpl") + first.findall(f"{W}start"):
            drop(node)
        abstract.attrib.clear()
        overrides = b"".join(
            etree.tostring(o, method="c14n", exclusive=True) for o in num.findall(f"{W}lvlOverride")
        )
        return etree.tostring(abstract, method="c14n", exclusive=True) + overrides


def _styled(body: etree._Element, names: Container[str]) -> Iterator[etree._Element]:
    """Yield the paragraphs of these styles, '' being the default one."""
    if "" in names:
        yield from (p for p in body.iter(PARAGRAPH) if paragraph_style(p) in names)
        return
    for style in body.iter(STYLE):
        if style.get(f"{W}val") in names:
            paragraph = owner_of(style)
            if paragraph is not None and paragraph_style(paragraph) in names:
                yield paragraph


def heading_ids(package: Package, main: str) -> frozenset[str]:
    """Return the ids of the styles that open a chapter (outline level 1)."""
    part = package.related(main, "styles")
    infos = styles_of(package.data(part)) if part else {}
    return frozenset(i.style_id for i in infos.values() if i.outline == 0)


def _next(root: etree._Element, tag: str, attribute: str, first: int) -> str:
    used = [int(n.get(f"{W}{attribute}", "0")) for n in root.iterfind(f"w:{tag}", NS)]
    return str(max([first - 1, *used]) + 1)
