"""A Word report read back: every paragraph with its place, its tagged figures and its other numbers.

Reads what a reader sees after accepting all tracked changes: insertions count, deletions do not. Nothing
is repaired. Used to verify a report that came back from an office and to prove that every number printed
in our own reports is tagged.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from lxml import etree
from msgspec import Struct

from extract.docx_alir import M, W, read_flow
from extract.docx_bagan import NilaiBagan, read_charts
from extract.docx_teks import AngkaBerlabel, Flat
from extract.excel_guard import BROKEN as BROKEN_ZIP
from extract.finding import UnreadableInput

__all__ = ["NUMBER", "AngkaBerlabel", "LaporanDocx", "M", "ParagrafDocx", "W", "read_docx", "read_own_part"]

NUMBER = re.compile(r"\d(?:[\d.,]*\d)?")
BAB = re.compile(r"^\s*BAB\s+([IVX]+|\d+)\b", re.IGNORECASE)
HEADING = re.compile(r"heading\s?[2-5]|judul")
NOTES = re.compile(r"word/(header|footer|footnotes|endnotes)\d*\.xml$")
LIMIT = 300_000_000  # bytes unpacked


class ParagrafDocx(Struct, frozen=True):
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


class LaporanDocx(Struct, frozen=True):
    paragraf: tuple[ParagrafDocx, ...]
    bagan: tuple[NilaiBagan, ...]
    angka_bawaan: bytes | None = None  # our custom XML part, where the document carries one
    bagian_lain: tuple[ParagrafDocx, ...] = ()  # headers, footers, notes


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
            body = read_flow(_parse(package.read("word/document.xml")))
            others = [n for n in sorted(names) if NOTES.match(n)]
            extra = [read_flow(_parse(package.read(name))) for name in others]
            values = read_charts(package, body)
            own = _own_part(package, sorted(names), namespace)
    except (*BROKEN_ZIP, KeyError, etree.XMLSyntaxError, etree.XSLTApplyError) as error:
        raise UnreadableInput(
            f"{getattr(path, 'name', 'Dokumen')}: bukan dokumen Word (.docx) yang utuh. "
            "Buka di Word, simpan ulang sebagai .docx, lalu coba lagi.",
            kode="DOCX-RUSAK",
        ) from error
    rest = tuple(p for part in extra for p in _Reader("kepala/kaki halaman").read(part))
    return LaporanDocx(read_paragraphs(body), values, own, rest)


def read_paragraphs(flow: etree._Element) -> tuple[ParagrafDocx, ...]:
    """Return the paragraphs of a document (see `docx_alir.read_flow`) in reading order."""
    return _Reader().read(flow)


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
        self._open(bagian, "")
        self.caption = ""
        self.out: list[ParagrafDocx] = []
        self.tables = 0
        self.kendali = ""
        self.fields: list[tuple[str, int | None]] = []  # fields that go on in the next paragraph

    def _open(self, bagian: str, judul: str) -> None:
        self.bagian = bagian
        self.awalan = "".join(f"{part}, " for part in (bagian, judul) if part)  # as a place begins

    def read(self, root: etree._Element) -> tuple[ParagrafDocx, ...]:
        self._blocks(root, "")
        return tuple(self.out)

    def _blocks(self, parent: etree._Element, inside: str) -> None:
        for child in parent:
            if (kind := child.tag) == "p":
                self._paragraph(child, inside)
            elif kind == "tabel":
                self._table(child)
            else:
                outer = self.kendali
                self.kendali = child.get("tag") or outer
                self._blocks(child, inside)
                self.kendali = outer

    def _table(self, table: etree._Element) -> None:
        self.tables += 1
        name = self.caption or f"tabel ke-{self.tables}"
        self.caption = ""
        for number, row in enumerate(table, 1):
            for column, cell in enumerate(row, 1):
                self._blocks(cell, f"{name} baris {number} kolom {column}")

    def _paragraph(self, element: etree._Element, inside: str) -> None:
        name, text = element.get("gaya", ""), element.text or ""
        figures: tuple[AngkaBerlabel, ...] = ()
        automatic: tuple[tuple[int, int], ...] = ()
        if len(element) or self.fields:  # else nothing but text
            flat = Flat(self.fields)
            flat.walk(element)
            self.fields = flat.finish()
            text, figures, automatic = "".join(flat.text), tuple(flat.figures), tuple(flat.automatic)
        if not inside:
            self._heading(name.lower(), " ".join(text.split()))
        number = len(self.out) + 1
        place = self.awalan + (inside or f"paragraf {number}")
        self.out.append(ParagrafDocx(number, self.bagian, place, text, name, figures, automatic, self.kendali))

    def _heading(self, style: str, plain: str) -> None:
        """Note what a paragraph outside tables opens: a chapter, a section, a table's caption."""
        match = BAB.match(plain)
        title = style.startswith(("heading1", "judul", "heading 1")) or plain.isupper()
        if match and title and not any("TOC" in words for words, _ in self.fields):
            self._open(f"BAB {match.group(1).upper()}", "")
        elif HEADING.match(style):
            self._open(self.bagian, plain)
        if style == "caption":
            self.caption = re.split(r"\.\s", plain, maxsplit=1)[0] if plain else ""
