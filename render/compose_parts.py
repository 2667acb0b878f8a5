"""Parts a chapter refers to (pictures, charts, workbooks, headers, footers), brought under new names."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, cast

from lxml import etree

from render.document_xml import NS, R
from render.package import OFFICE_REL, Package, Rel

if TYPE_CHECKING:
    from render.compose_lists import ListImport
    from render.compose_styles import ChapterStyles

# relationships that the report has once and joins in its own way
OWN_WAY = frozenset(
    OFFICE_REL + kind
    for kind in (
        "styles", "numbering", "settings", "webSettings", "fontTable", "theme", "footnotes", "endnotes", "comments",
        "customXml", "glossaryDocument",
    )
)  # fmt: skip
REL_ATTRIBUTES = (f"{R}id", f"{R}embed", f"{R}link", f"{R}pict", f"{R}dm", f"{R}lo", f"{R}qs", f"{R}cs")
STYLED = (f"{OFFICE_REL}header", f"{OFFICE_REL}footer")
_LINKED = etree.XPath(".//@r:*/..", namespaces={"r": NS["r"]})  # four times as fast as `[@r:*]`


class PartImport:
    """Brings the related parts of one chapter into the report."""

    def __init__(self, into: Package, into_main: str, source: Package, source_main: str) -> None:
        self.into, self.into_main = into, into_main
        self.source, self.source_main = source, source_main
        self._names: dict[str, str] = {}
        self._rel_ids: dict[str, str] = {}
        self._styled: list[str] = []

    def apply(self, body: etree._Element, styles: ChapterStyles, lists: ListImport) -> None:
        """Bring in all parts the body uses and rewrite its relationship ids."""
        for node in cast(list[etree._Element], _LINKED(body)):
            for attribute in REL_ATTRIBUTES:
                old = node.get(attribute)
                if old is not None:
                    node.set(attribute, self.rel_id(old))
        for name in self._styled:
            root = self.into.tree(name)
            styles.apply(root)
            lists.renumber(root)

    def rel_id(self, old: str) -> str:
        """Return the report's relationship id for one of the chapter's."""
        if old not in self._rel_ids:
            rel = self.source.rels(self.source_main).get(old)
            if rel is None:
                return old
            self._rel_ids[old] = self.into.add_rel(self.into_main, self.bring(rel))
        return self._rel_ids[old]

    def bring(self, rel: Rel) -> Rel:
        """Return the relationship with its part copied into the report, parts it needs included."""
        if rel.external or rel.target not in self.source.parts:
            return rel
        known = self._names.get(rel.target)
        if known is None:
            known = self._copy(rel.target)
            if rel.type in STYLED:
                self._styled.append(known)
        return Rel(rel.type, known)

    def _copy(self, name: str) -> str:
        data = self.source.data(name)
        rels = self.source.rels(name)
        stem, extension = posixpath.splitext(name)
        if not rels and not name.endswith(".xml"):
            same = self._same(stem, extension, data)
            if same is not None:
                self._names[name] = same
                return same
        new = self.into.free_name(re.sub(r"\d+$", "", stem), extension.lstrip("."))
        self._names[name] = new
        content_type = self.source.content_type(name) or "application/octet-stream"
        self.into.add_part(new, data, content_type)
        if rels:
            self.into.set_rels(new, {i: self.bring(r) if r.type not in OWN_WAY else r for i, r in rels.items()})
        return new

    def _same(self, stem: str, extension: str, data: bytes) -> str | None:
        """Return a part of the report with the same content: a logo is stored once."""
        folder = posixpath.dirname(stem)
        for name, known in self.into.parts.items():
            if known == data and posixpath.dirname(name) == folder and name.endswith(extension):
                return name
        return None
