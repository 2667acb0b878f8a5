"""A Word report read back: every paragraph with its place, its tagged figures and its other numbers.

Reads what a reader sees after accepting all tracked changes: insertions count, deletions do not. Nothing
is repaired. Used to verify a report that came back from an office and to prove that every number printed
in our own reports is tagged.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from extract.docx_bagan import NilaiBagan, read_charts
from extract.excel_guard import BROKEN as BROKEN_ZIP
from extract.finding import UnreadableInput

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
NUMBER = re.compile(r"\d(?:[\d.,]*\d)?")
BAB = re.compile(r"^\s*BAB\s+([IVX]+|\d+)\b", re.IGNORECASE)
SKIPPED = frozenset({f"{W}del", f"{W}moveFrom", f"{W}delText", f"{W}instrText", MC_FALLBACK})
BLOCKS = frozenset(W + name for name in ("sdt", "sdtContent", "ins", "moveTo", "footnote", "endnote"))
NOTES = re.compile(r"word/(header|footer|footnotes|endnotes)\d*\.xml$")
CHAPTER_OF_CAPTION = re.compile(r"(?:\d+|[IVXL]+)\.$")
AUTOMATIC = ("SEQ", "REF", "PAGEREF", "PAGE", "TOC", "NUMPAGES", "STYLEREF", "SECTIONPAGES")
LIMIT = 300_000_000  # bytes unpacked


@dataclass(frozen=True, slots=True)
class AngkaBerlabel:
    """One figure in a content control: its tag, its text, and where it stands in the paragraph."""

    tag: str
    teks: str
    awal: int
    akhir: int


@dataclass(frozen=True, slots=True)
class ParagrafDocx:
    """One paragraph in reading order; `tempat` names chapter, section, and table row or paragraph."""

    nomor: int
    bagian: str  # chapter as its first heading says it: "BAB III", "" in the front matter
    tempat: str
    teks: str
    gaya: str
    angka: tuple[AngkaBerlabel, ...] = ()
    otomatis: tuple[tuple[int, int], ...] = ()  # spans written by fields (numbers of captions, pages)
    kendali: str = ""  # tag of the content control around the whole paragraph (formulas)

    def numbers(self) -> Iterator[tuple[str, int, int]]:
        """Yield every number in the text that no content control and no field covers."""
        covered = [(a.awal, a.akhir) for a in self.angka] + list(self.otomatis)
        for match in NUMBER.finditer(self.teks):
            if not any(start <= match.start() and match.end() <= end for start, end in covered):
                yield match.group(), match.start(), match.end()


@dataclass(frozen=True, slots=True)
class LaporanDocx:
    paragraf: tuple[ParagrafDocx, ...]
    bagan: tuple[NilaiBagan, ...]
    angka_bawaan: bytes | None = None  # our custom XML part, where the document carries one
    bagian_lain: tuple[ParagrafDocx, ...] = field(default=())  # headers, footers, notes


def read_docx(path: Path | BinaryIO, *, namespace: str = "urn:lkjip:angka:1") -> LaporanDocx:
    """Read a .docx. Raises UnreadableInput (Indonesian) when the file is not a Word document."""
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
            if sum(info.file_size for info in package.infolist()) > LIMIT:
                raise UnreadableInput(
                    f"{getattr(path, 'name', 'Dokumen')}: isinya lebih dari {LIMIT // 1_000_000} MB setelah "
                    "dibuka; bukan laporan. Minta kiriman ulang.", kode="BERKAS-BATAS",
                )  # fmt: skip
            body = _parse(package.read("word/document.xml"))
            others = [n for n in sorted(names) if NOTES.match(n)]
            extra = [_parse(package.read(name)) for name in others]
            values = read_charts(package, body)
            own = _own_part(package, sorted(names), namespace)
    except (*BROKEN_ZIP, KeyError, etree.XMLSyntaxError) as error:
        raise UnreadableInput(
            f"{getattr(path, 'name', 'Dokumen')}: bukan dokumen Word (.docx) yang utuh. "
            "Buka di Word, simpan ulang sebagai .docx, lalu coba lagi.",
            kode="DOCX-RUSAK",
        ) from error
    rest = tuple(p for part in extra for p in _Reader("kepala/kaki halaman").read(part))
    return LaporanDocx(read_paragraphs(body), values, own, rest)


def read_paragraphs(document: etree._Element) -> tuple[ParagrafDocx, ...]:
    """Return the paragraphs of a document part in reading order."""
    body = document.find(f"{W}body")
    return _Reader().read(body) if body is not None else ()


def read_own_part(path: Path, namespace: str) -> bytes | None:
    """Return our custom XML part alone, without reading the document."""
    with zipfile.ZipFile(path) as package:
        return _own_part(package, sorted(package.namelist()), namespace)


def _parse(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(data, parser)


def _own_part(package: zipfile.ZipFile, names: list[str], namespace: str) -> bytes | None:
    for name in names:
        if re.match(r"customXml/item\d+\.xml$", name):
            data = package.read(name)
            if namespace.encode() in data[:2000]:
                return data
    return None


class _Reader:
    """Walks the body in reading order and keeps chapter, section, caption, table row and column."""

    def __init__(self, bagian: str = "") -> None:
        self.bagian = bagian
        self.judul = ""
        self.caption = ""
        self.out: list[ParagrafDocx] = []
        self.tables = 0
        self.kendali = ""
        self.fields: list[tuple[str, int | None]] = []  # fields that go on in the next paragraph

    def read(self, root: etree._Element) -> tuple[ParagrafDocx, ...]:
        self._blocks(root, "")
        return tuple(self.out)

    def _blocks(self, parent: etree._Element, inside: str) -> None:
        for child in parent:
            if child.tag == f"{W}p":
                self._paragraph(child, inside)
            elif child.tag == f"{W}tbl":
                self._table(child)
            elif child.tag in BLOCKS:
                outer, tag = self.kendali, child.find(f"{W}sdtPr/{W}tag")
                self.kendali = outer if tag is None else tag.get(f"{W}val", "")
                self._blocks(child, inside)
                self.kendali = outer

    def _table(self, table: etree._Element) -> None:
        self.tables += 1
        name = self.caption or f"tabel ke-{self.tables}"
        self.caption = ""
        rows = [r for r in table.iter(f"{W}tr") if _owner(r) is table]
        for number, row in enumerate(rows, 1):
            cells = [c for c in row.iter(f"{W}tc") if _owner(c, f"{W}tr") is row]
            for column, cell in enumerate(cells, 1):
                self._blocks(cell, f"{name} baris {number} kolom {column}")

    def _paragraph(self, element: etree._Element, inside: str) -> None:
        style = element.find(f"{W}pPr/{W}pStyle")
        name = style.get(f"{W}val", "") if style is not None else ""
        flat = _Flat(self.fields)
        flat.walk(element)
        self.fields = flat.finish()
        text, figures, automatic = "".join(flat.text), tuple(flat.figures), tuple(flat.automatic)
        plain = " ".join(text.split())
        match = None if inside else BAB.match(plain)
        title = name.lower().startswith(("heading1", "judul", "heading 1")) or plain.isupper()
        if match and title and not any("TOC" in words for words, _ in self.fields):
            self.bagian, self.judul = f"BAB {match.group(1).upper()}", ""
        elif re.match(r"heading\s?[2-5]|judul", name, re.IGNORECASE) and not inside:
            self.judul = plain
        if name.lower() == "caption" and not inside:
            self.caption = re.split(r"\.\s", plain, maxsplit=1)[0] if plain else ""
        parts = [self.bagian, self.judul, inside or f"paragraf {len(self.out) + 1}"]
        place = ", ".join(part for part in parts if part)
        number, control = len(self.out) + 1, self.kendali
        self.out.append(ParagrafDocx(number, self.bagian, place, text, name, figures, automatic, control))


def _owner(element: etree._Element, tag: str = f"{W}tbl") -> etree._Element | None:
    parent = element.getparent()
    while parent is not None and parent.tag != tag:
        parent = parent.getparent()
    return parent


class _Flat:
    """The text of one paragraph with the spans of its content controls and of automatic field results."""

    def __init__(self, fields: list[tuple[str, int | None]]) -> None:
        self.text: list[str] = []
        self.length = 0
        self.figures: list[AngkaBerlabel] = []
        self.automatic: list[tuple[int, int]] = []
        # open fields: instruction, start of the result (None before the result begins)
        self.fields = [(words, None if start is None else 0) for words, start in fields]

    def finish(self) -> list[tuple[str, int | None]]:
        """Close the paragraph; return the fields that are still open."""
        for instruction, start in self.fields:
            if start is not None:
                self._automatic(instruction, start)
        return self.fields

    def add(self, text: str) -> None:
        self.text.append(text)
        self.length += len(text)

    def walk(self, element: etree._Element) -> None:
        for child in element:
            tag = child.tag
            if not isinstance(tag, str) or tag in SKIPPED:
                if tag == f"{W}instrText" and self.fields and self.fields[-1][1] is None:
                    self.fields[-1] = (self.fields[-1][0] + (child.text or ""), None)
            elif tag in (f"{W}t", f"{M}t"):
                self.add(child.text or "")
            elif tag in (f"{W}tab", f"{W}br", f"{W}cr"):
                self.add(" ")
            elif tag == f"{W}noBreakHyphen":
                self.add("-")
            elif tag == f"{W}fldChar":
                self._field(child)
            elif tag == f"{W}fldSimple":
                start = self.length
                self.walk(child)
                self._automatic(child.get(f"{W}instr", ""), start)
            elif tag == f"{W}sdt":
                self._control(child)
            elif tag == f"{M}den":
                self.add(" / ")
                self.walk(child)
            else:
                self.walk(child)

    def _field(self, child: etree._Element) -> None:
        kind = child.get(f"{W}fldCharType")
        if kind == "begin":
            self.fields.append(("", None))
        elif kind == "separate" and self.fields:
            self.fields[-1] = (self.fields[-1][0], self.length)
        elif kind == "end" and self.fields:
            instruction, start = self.fields.pop()
            if start is not None:
                self._automatic(instruction, start)

    def _automatic(self, instruction: str, start: int) -> None:
        words = instruction.split()
        if words and words[0].upper() in AUTOMATIC and self.length > start:
            if words[0].upper() == "SEQ":  # the chapter's number before it belongs to the label
                before = CHAPTER_OF_CAPTION.search("".join(self.text)[:start])
                start = before.start() if before else start
            self.automatic.append((start, self.length))

    def _control(self, child: etree._Element) -> None:
        tag = child.find(f"{W}sdtPr/{W}tag")
        content = child.find(f"{W}sdtContent")
        start = self.length
        if content is not None:
            self.walk(content)
        if tag is not None and tag.get(f"{W}val"):
            text = "".join(self.text)[start : self.length]
            self.figures.append(AngkaBerlabel(tag.get(f"{W}val", ""), text, start, self.length))
