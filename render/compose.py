"""Chapters joined into one report, each looking and counting as it did alone.

The first chapter is the master. Every other chapter brings its parts (pictures, charts with their
workbooks, headers, footers, footnotes, comments) under new names, its styles (the same style once, a
different one of the same name under the chapter's name) and its lists. Sections stay the chapters'
own; page numbers are roman in front and arabic from Bab I. Paragraphs, tables and pictures are
counted before and after.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from lxml import etree

from extract.finding import LkjipError
from render.compose_lists import ListImport
from render.compose_notes import NoteImport
from render.compose_parts import PartImport
from render.compose_sections import close_chapter, set_page_numbers
from render.compose_styles import StyleImport
from render.document_faults import name_bab
from render.document_xml import PARAGRAPH, W, drop, parent_of
from render.fields import caption_numbers, fill_references
from render.gaya import Gaya
from render.package import Package

SECTION = f"{W}sectPr"
COUNTED = ("p", "tbl", "drawing", "pict", "footnoteReference", "commentReference")
RARE = (*(W + name for name in COUNTED[1:]), SECTION)


class Joined:
    """The report being joined: the master's package, and what has been brought into it."""

    def __init__(self, key: str, package: Package) -> None:
        self.package = package
        self.main = package.main_part()
        self.root = package.tree(self.main)
        self.body = body_of(self.root)
        self.messages: list[str] = []
        self.keys = [key]
        self.sections: list[tuple[str, list[etree._Element]]] = []
        self.styles = StyleImport(self.package, self.main)
        self.lists = ListImport(self.package, self.main)
        self.notes = NoteImport(self.package, self.main)
        self._close(key, list(self.body.iter(SECTION)))

    def append(self, key: str, package: Package) -> None:
        """Bring in one chapter after what is there; its package is used up."""
        main = package.main_part()
        body = body_of(package.tree(main))
        styles = self.styles.bring(package, main, key)
        self.messages += styles.messages
        self.lists.bring(package, main, body, styles)
        parts = PartImport(self.package, self.main, package, main)
        self.notes.bring(package, main, body, parts, styles)
        styles.apply(body)
        parts.apply(body, styles, self.lists)
        sections = list(body.iter(SECTION))
        self._take(body)
        self.keys.append(key)
        self._close(key, sections)

    def _take(self, body: etree._Element) -> None:
        """Put a chapter's content after what is there; the shorter of the two moves, for every node of it costs."""
        root = parent_of(body)
        if len(body) <= len(self.body) or not _same_frame(root, self.root):
            self.body.extend(list(body))
            return
        body[:0] = list(self.body)
        root.text, body.text, body.tail = self.root.text, self.body.text, self.body.tail
        self.root, self.body = root, body
        self.package.put(self.main, root)

    def _close(self, key: str, sections: list[etree._Element]) -> None:
        self.sections.append((key, close_chapter(self.body, sections)))

    def finish(self, numbers: Mapping[str, str] | None = None) -> Package:
        """Number pages, open the last section, write all parts; `numbers` as for `join`."""
        set_page_numbers(self.package, self.main, self.sections)
        last = self.sections[-1][1][-1]
        owner = last.getparent()
        if owner is not None and owner is not self.body:
            paragraph = owner.getparent()
            drop(last)
            if paragraph is not None and paragraph.get("tutup") == "1":
                drop(paragraph)
        self.body.append(last)
        for _, sections in self.sections:
            for paragraph in sections[-1].iterancestors(PARAGRAPH):
                paragraph.attrib.pop("tutup", "")
        fill_references(self.root, caption_numbers(self.root) if numbers is None else numbers)
        self.lists.write()
        return self.package


def compose(chapters: Sequence[tuple[str, bytes]], gaya: Gaya) -> bytes:
    """Return the chapters as one report; see `compose_with_messages`."""
    return compose_with_messages(chapters, gaya)[0]


def compose_with_messages(chapters: Sequence[tuple[str, bytes]], gaya: Gaya) -> tuple[bytes, list[str]]:
    """Return the joined report and the messages of `join`."""
    package, messages = join([(key, Package.read(data)) for key, data in chapters])
    return package.to_bytes(), messages


def join(
    chapters: Sequence[tuple[str, Package]], numbers: Mapping[str, str] | None = None
) -> tuple[Package, list[str]]:
    """Return the joined report, lists filled, and messages about styles that differ between chapters.

    The chapters' packages are used up. `numbers` are those of all captions by bookmark, where they are known.
    """
    from render.fields_lists import fill_lists

    if not chapters:
        raise LkjipError("Tidak ada bab untuk digabung", kode="GABUNG-KOSONG")
    before = [count_elements(package.tree(package.main_part())) for _, package in chapters]
    joined = Joined(*chapters[0])
    for key, package in chapters[1:]:
        joined.append(key, package)
    report = joined.finish(numbers)
    wanted = {name: sum(c[name] for c in before) for name in COUNTED}
    check_counts(wanted, count_elements(joined.root), [name_bab(k) for k, _ in chapters])
    fill_lists(report)
    return report, joined.messages


def body_of(root: etree._Element) -> etree._Element:
    body = root.find(f"{W}body")
    if body is None:
        raise LkjipError("Bagian dokumen tanpa isi (w:body)", kode="DOCX-RUSAK")
    return body


def _same_frame(one: etree._Element, other: etree._Element) -> bool:
    """Say whether two documents differ in nothing but what stands in their bodies."""
    frames = [
        [(node.tag, node.attrib.items(), list(node.nsmap.items()), len(root)) for node in (root, root[0])]
        for root in (one, other)
    ]
    return frames[0] == frames[1] and len(one) == 1


def count_elements(root: etree._Element) -> dict[str, int]:
    """Return how many paragraphs, tables, pictures and notes there are, empty carriers of sections left out."""
    rare = list(root.iter(*RARE))
    found = Counter([node.tag for node in rare])
    carriers = sum(node.tag == SECTION and is_closing(node) for node in rare)
    counts = {name: found[W + name] for name in COUNTED} | {"p": len(list(root.iter(PARAGRAPH))) - carriers}
    return counts


def is_closing(section: etree._Element) -> bool:
    """Say whether the section's paragraph is only the empty carrier of its end."""
    settings = section.getparent()
    paragraph = None if settings is None else settings.getparent()
    return paragraph is not None and paragraph.tag == f"{W}p" and len(paragraph) == 1


def check_counts(wanted: dict[str, int], found: dict[str, int], names: Sequence[str]) -> None:
    """Raise where joining lost or doubled anything."""
    for name, count in wanted.items():
        if found[name] != count:
            raise LkjipError(
                f"Penggabungan {', '.join(names)} mengubah jumlah {name}: {count} menjadi {found[name]}",
                kode="GABUNG-HITUNG",
            )
