"""Footnotes, endnotes and comments of joined chapters: brought over under new numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from render.document_xml import NS, W
from render.package import OFFICE_REL, Package, Rel

if TYPE_CHECKING:
    from render.compose_parts import PartImport
    from render.compose_styles import ChapterStyles

# part kind: note element, elements of the body that name one
KINDS = {
    "footnotes": ("footnote", ("footnoteReference",)),
    "endnotes": ("endnote", ("endnoteReference",)),
    "comments": ("comment", ("commentReference", "commentRangeStart", "commentRangeEnd")),
}
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"


class NoteImport:
    """The report's notes, growing by the chapters' own."""

    def __init__(self, package: Package, main: str) -> None:
        self.package, self.main = package, main
        self._roots: dict[str, tuple[str, etree._Element]] = {}
        for kind in KINDS:
            name = package.related(main, kind)
            if name is not None:
                self._roots[kind] = (name, package.tree(name))

    def bring(
        self, source: Package, main: str, body: etree._Element, parts: PartImport, styles: ChapterStyles
    ) -> None:
        """Bring in the notes the chapter's body refers to."""
        for kind, (note, references) in KINDS.items():
            name = source.related(main, kind)
            if name is None:
                continue
            root = source.tree(name)
            if kind not in self._roots:
                self._adopt(kind, root, note)
            styles.apply(root)
            ids = self._append(kind, note, root)
            for reference in references:
                for node in body.iter(f"{W}{reference}"):
                    old = node.get(f"{W}id", "")
                    node.set(f"{W}id", ids.get(old, old))
            self._bring_rels(kind, source, name, parts)

    def _adopt(self, kind: str, root: etree._Element, note: str) -> None:
        """The report has no such notes yet: begin with the chapter's separators only."""
        name = f"word/{kind}.xml"
        empty = etree.fromstring(etree.tostring(root))
        for child in list(empty):
            empty.remove(child)
        for child in root.iterfind(f"w:{note}[@w:type]", NS):
            empty.append(etree.fromstring(etree.tostring(child)))
        self.package.add_part(name, b"", TYPE.format(kind))
        self.package.add_rel(self.main, Rel(f"{OFFICE_REL}{kind}", name))
        self.package.put(name, empty)
        self._roots[kind] = (name, empty)

    def _append(self, kind: str, note: str, root: etree._Element) -> dict[str, str]:
        target = self._roots[kind][1]
        used = [int(n.get(f"{W}id", "0")) for n in target.iterfind(f"w:{note}", NS)]
        next_id = max(used, default=-1) + 1
        ids: dict[str, str] = {}
        for child in list(root.iterfind(f"w:{note}", NS)):
            if child.get(f"{W}type") in ("separator", "continuationSeparator", "continuationNotice"):
                continue
            ids[child.get(f"{W}id", "")] = str(next_id)
            child.set(f"{W}id", str(next_id))
            target.append(child)
            next_id += 1
        return ids

    def _bring_rels(self, kind: str, source: Package, name: str, parts: PartImport) -> None:
        """Links inside notes keep working: their relationships come along under new ids."""
        own = self._roots[kind]
        for rel_id, rel in source.rels(name).items():
            new = self.package.add_rel(own[0], parts.bring(rel))
            for node in own[1].iter():
                if isinstance(node.tag, str) and node.get(f"{{{NS['r']}}}id") == rel_id:
                    node.set(f"{{{NS['r']}}}id", new)
