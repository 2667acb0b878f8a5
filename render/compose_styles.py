"""Styles of joined chapters: the same style once; a different one keeps its look under a chapter's name.

Offices edit templates one by one, so `Heading 2` of Bab III may differ from that of the front. The
joined report then holds both, the second as `heading 2 (Bab III)`, with the same outline level, so that
every chapter looks as it did alone and the table of contents stays whole.
"""

from __future__ import annotations

import functools
from copy import deepcopy

from lxml import etree

from render.document_faults import name_bab
from render.document_xml import NS, W, element, properties, value
from render.package import Package

STYLE_REFERENCES = ("pStyle", "rStyle", "tblStyle")
IGNORED = frozenset(
    {
        f"{W}rsid",
        f"{W}lsdException",
        f"{W}locked",
        f"{W}semiHidden",
        f"{W}unhideWhenUsed",
        f"{W}uiPriority",
        f"{W}qFormat",
        f"{W}autoRedefine",
        f"{W}hidden",
    }
)


class ChapterStyles:
    """How one chapter's style ids are called in the report."""

    def __init__(self) -> None:
        self.same = False  # the chapter's styles are the report's
        self.ids: dict[str, str] = {}
        self.default_paragraph: str | None = None  # set where the chapter's default style differs
        self.messages: list[str] = []
        self.brought: list[etree._Element] = []

    def called(self, old: str) -> str:
        """Return the report's id of a chapter's style, '' for one it does not know."""
        return old if self.same else self.ids.get(old, "")

    def apply(self, root: etree._Element) -> None:
        """Rewrite the style references of a part."""
        if self.same:
            return
        for name in STYLE_REFERENCES:
            for node in root.iter(f"{W}{name}"):
                old = node.get(f"{W}val", "")
                node.set(f"{W}val", self.ids.get(old, old))
        if self.default_paragraph is not None:
            for paragraph in root.iter(f"{W}p"):
                if paragraph.find("w:pPr/w:pStyle", NS) is None:
                    properties(paragraph, "pPr").insert(0, element("pStyle", val=self.default_paragraph))


class StyleImport:
    """The report's style part, growing by what the chapters bring."""

    def __init__(self, package: Package, main: str) -> None:
        self.package = package
        self.name = package.related(main, "styles")
        self.original = package.data(self.name) if self.name else b""
        self._by_id: dict[str, etree._Element] = {}
        self._by_name: dict[str, str] = {}
        self._forms: dict[str, bytes] = {}

    @functools.cached_property
    def root(self) -> etree._Element:
        """The report's styles; read only when a chapter's differ."""
        if not self.name:
            return element("styles")
        root = self.package.tree(self.name)
        for style in root.iterfind("w:style", NS):
            self._enter(style)
        return root

    def _enter(self, style: etree._Element) -> None:
        style_id = style.get(f"{W}styleId", "")
        self._by_id[style_id] = style
        self._by_name[(value(style, "w:name") or style_id).lower()] = style_id
        self._forms[style_id] = canonical(style)

    def bring(self, package: Package, main: str, key: str) -> ChapterStyles:
        """Bring in the styles of a chapter; numbering ids in them are still the chapter's."""
        made = ChapterStyles()
        part = package.related(main, "styles")
        if part is None or not self.name:
            return made
        if package.data(part) == self.original:  # the usual case: one style pack for all chapters
            made.same = True
            return made
        source = package.tree(part)
        styles = list(source.iterfind("w:style", NS))
        defaults = _defaults(self.root)
        changed = self._changed(styles)
        if _defaults(source) != defaults:
            made.messages.append(
                f"{name_bab(key)}: huruf atau jarak bawaan templat berbeda dari bab pertama; "
                "laporan gabungan memakai bab pertama"
            )
        for style in styles:
            self._bring_style(style, style.get(f"{W}styleId", "") in changed, key, made)
        self._rewrite_links(made)
        return made

    def _changed(self, styles: list[etree._Element]) -> set[str]:
        """Return the ids of styles that differ from the report's, or rest on one that does."""
        by_id = {s.get(f"{W}styleId", ""): s for s in styles}
        changed = set()
        for style_id, style in by_id.items():
            target = self._by_name.get((value(style, "w:name") or style_id).lower())
            if target is not None and self._forms[target] != canonical(style):
                changed.add(style_id)
        growing = True
        while growing:
            growing = False
            for style_id, style in by_id.items():
                if style_id not in changed and value(style, "w:basedOn") in changed:
                    changed.add(style_id)
                    growing = True
        return changed

    def _bring_style(self, style: etree._Element, differs: bool, key: str, made: ChapterStyles) -> None:
        style_id = style.get(f"{W}styleId", "")
        name = value(style, "w:name") or style_id
        target = self._by_name.get(name.lower())
        if target is not None and not differs:
            made.ids[style_id] = target
            return
        new = deepcopy(style)
        if differs:
            suffix = f" ({name_bab(key)})"
            named = new.find(f"{W}name")
            if named is not None:
                named.set(f"{W}val", name + suffix)
            new.set(f"{W}customStyle", "1")
            if style.get(f"{W}type") == "paragraph" and new.attrib.pop(f"{W}default", ""):
                made.default_paragraph = self._free_id(f"{style_id}_{key}")
            else:
                new.attrib.pop(f"{W}default", "")
            made.messages.append(
                f"{name_bab(key)}: gaya '{name}' berbeda dari bab pertama; dibawa sebagai '{name}{suffix}'"
            )
        new_id = self._free_id(f"{style_id}_{key}" if differs else style_id)
        new.set(f"{W}styleId", new_id)
        made.ids[style_id] = new_id
        self.root.append(new)
        self._enter(new)
        made.brought.append(new)

    def _free_id(self, wanted: str) -> str:
        candidate, number = wanted, 1
        while candidate in self._by_id:
            number += 1
            candidate = f"{wanted}{number}"
        return candidate

    def _rewrite_links(self, made: ChapterStyles) -> None:
        for style in made.brought:
            for name in ("basedOn", "next", "link"):
                for node in style.findall(f"{W}{name}"):
                    old = node.get(f"{W}val", "")
                    node.set(f"{W}val", made.ids.get(old, old))


def canonical(style: etree._Element) -> bytes:
    """Return a style's content, without what only Word's lists of styles use."""
    copy = deepcopy(style)
    copy.attrib.pop(f"{W}customStyle", "")
    for child in list(copy):
        if child.tag in IGNORED:
            copy.remove(child)
    for node in copy.iter():
        for attribute in [a for a in node.attrib if "rsid" in str(a)]:
            del node.attrib[attribute]
        node.tail = None
    for node in copy.iter(f"{W}numId"):
        node.set(f"{W}val", "0" if node.get(f"{W}val") == "0" else "n")
    form: bytes = etree.tostring(copy, method="c14n", exclusive=True)
    return form


def _defaults(styles: etree._Element) -> bytes:
    found = styles.find(f"{W}docDefaults")
    return b"" if found is None else etree.tostring(found, method="c14n", exclusive=True)
