"""A Word template as the checks see it: paragraphs with number, place, style, text, and its tags."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree
from msgspec import Struct, field

from extract.finding import Tingkat
from render.document_faults import AROUND
from render.document_xml import W, own_runs, paragraph_style, paragraph_text
from render.fields_numbering import StyleInfo, read_styles
from render.package import OFFICE_REL, Package

TAG = re.compile(r"\{\{(.*?)\}\}|\{%(.*?)%\}|\{#(.*?)#\}", re.DOTALL)
BLOCK = re.compile(r"^[-+]?(tr|tc|p|r)?\s+(.*?)\s*[-+]?$", re.DOTALL)


class Tag(Struct, frozen=True):
    """One tag: `isi` its inside without row/paragraph letters, `untuk` that letter, `jenis` {{ % #."""

    jenis: str
    isi: str
    untuk: str
    awal: int
    akhir: int

    @property
    def kata(self) -> str:
        """The block's first word (`for`, `if`, `endfor`), '' for a value."""
        return self.isi.split(None, 1)[0] if self.jenis == "%" and self.isi.split() else ""


class Paragraf(Struct):
    """One paragraph of one part; `nomor` counts all paragraphs of the part in document order."""

    nomor: int
    bagian: str  # '' for the body, else header1.xml, ...
    teks: str
    gaya: str
    elemen: etree._Element
    judul: str  # the last heading before it
    tags: list[Tag] = field(default_factory=list)

    @property
    def dalam_tabel(self) -> bool:
        return any(a.tag == f"{W}tc" for a in self.elemen.iterancestors())

    @property
    def kutipan(self) -> str:
        text = re.sub(r"\s+", " ", self.teks).strip()
        return text if len(text) <= AROUND else text[: AROUND - 1] + "…"


class Cacat(Struct, frozen=True):
    """One fault, with the paragraph it stands in (0: the file as a whole)."""

    berkas: str
    bab: str
    kode: str
    tingkat: Tingkat
    apa: str
    paragraf: int = 0
    bagian: str = ""
    kutipan: str = ""
    judul: str = ""


class BerkasTemplat(Struct):
    """A template opened for checking."""

    nama: str
    bab: str
    package: Package
    main: str
    roots: dict[str, etree._Element]
    paragraf: list[Paragraf]
    styles: dict[str, StyleInfo]
    style_ids: frozenset[str]

    def cacat(self, kode: str, apa: str, p: Paragraf | None = None, tingkat: Tingkat = Tingkat.GALAT) -> Cacat:
        if p is None:
            return Cacat(self.nama, self.bab, kode, tingkat, apa)
        return Cacat(self.nama, self.bab, kode, tingkat, apa, p.nomor, p.bagian, p.kutipan, p.judul)


def open_template(path: Path, bab: str) -> BerkasTemplat:
    """Open a template; raises LkjipError where it is not a Word document."""
    package = Package.read(path)
    main = package.main_part()
    names = [main] + sorted(
        r.target for r in package.rels(main).values() if r.type in (f"{OFFICE_REL}header", f"{OFFICE_REL}footer")
    )
    roots = {name: package.xml(name) for name in names if name in package.parts}
    styles_part = package.related(main, "styles")
    styles_root = package.xml(styles_part) if styles_part else None
    styles = read_styles(styles_root)
    ids = [] if styles_root is None else [s.get(f"{W}styleId", "") for s in styles_root.iterfind(f"{W}style")]
    paragraphs: list[Paragraf] = []
    for name, root in roots.items():
        paragraphs += _paragraphs(root, "" if name == main else name.rpartition("/")[2], styles)
    return BerkasTemplat(path.name, bab, package, main, roots, paragraphs, styles, frozenset(ids))


def _paragraphs(root: etree._Element, part: str, styles: dict[str, StyleInfo]) -> list[Paragraf]:
    made, heading = [], ""
    for number, node in enumerate(root.iter(f"{W}p"), 1):
        text = paragraph_text(node)
        style = styles.get(paragraph_style(node))
        paragraph = Paragraf(number, part, text, style.name if style else "", node, heading, find_tags(text))
        if style is not None and style.outline is not None and text.strip():
            heading = paragraph.kutipan
        made.append(paragraph)
    return made


def find_tags(text: str) -> list[Tag]:
    """Return the complete tags of a text, with straight quotes inside."""
    tags = []
    for match in TAG.finditer(text):
        if match.group(3) is not None:
            tags.append(Tag("#", match.group(3).strip(), "", match.start(), match.end()))
            continue
        kind, inside = ("{", match.group(1)) if match.group(1) is not None else ("%", match.group(2))
        inside = inside.translate(str.maketrans("“”‘’\u00a0", "\"\"'' "))
        split = re.match(r"^[-+]?(tr|tc|p|r)\s+(.*?)\s*[-+]?$", inside, re.DOTALL)
        if split:
            tags.append(Tag(kind, split.group(2).strip(), split.group(1), match.start(), match.end()))
        else:
            tags.append(Tag(kind, inside.strip().strip("-+").strip(), "", match.start(), match.end()))
    return tags


FOREIGN = frozenset(f"{W}{n}" for n in ("br", "tab", "drawing", "fldChar", "footnoteReference", "sym"))


def foreign_inside(paragraph: etree._Element, tag: Tag) -> set[str]:
    """Return what lies inside a tag besides its own text: breaks, fields, the edge of a link."""
    position, inside, parents = 0, set(), set()
    for item in own_runs(paragraph):
        for child in item:
            length = len(child.text or "") if child.tag == f"{W}t" else len(_sign(child))
            if position < tag.akhir and position + length > tag.awal and length:
                parents.add(item.getparent())
            if child.tag in FOREIGN and tag.awal < position < tag.akhir:
                inside.add(str(child.tag).rpartition("}")[2])
            position += length
    if len(parents) > 1:
        inside.add("tautan atau perubahan terlacak")
    return inside


def _sign(child: etree._Element) -> str:
    """Return how `run_text` writes a child that is not text."""
    if child.tag in (f"{W}br", f"{W}cr", f"{W}tab", f"{W}noBreakHyphen"):
        return " "
    return ""
