"""Checks of a finished .docx: whatever would make Word repair or refuse it, or lose something.

`validate_docx` needs nothing but the file. `validate_with_sdk` asks the Open XML SDK's validator where
`make ooxml` has put it; the tests use both.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from msgspec import Struct

from extract.finding import LkjipError
from render.document_marks import ANY_MARK
from render.document_xml import NS, PPR_ORDER, RPR_ORDER, TCPR_ORDER, R, W, paragraph_text
from render.fields import iter_fields
from render.package import Package, parse_xml
from render.validate_tables import check_tables

SDK = Path(__file__).resolve().parent.parent / ".lkjip" / "ooxml" / "ooxml-validator"
TAG_LIMIT, BOOKMARK_LIMIT = 64, 40
ORDERS = {
    "pPr": PPR_ORDER,
    "rPr": RPR_ORDER,
    "tcPr": TCPR_ORDER,
    "sdtPr": (
        "rPr",
        "alias",
        "tag",
        "id",
        "lock",
        "placeholder",
        "temporary",
        "showingPlcHdr",
        "dataBinding",
    ),
    "tblPr": (
        "tblStyle",
        "tblpPr",
        "tblOverlap",
        "bidiVisual",
        "tblStyleRowBandSize",
        "tblStyleColBandSize",
        "tblW",
    )
    + ("jc", "tblCellSpacing", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook"),
    "sectPr": (
        "headerReference",
        "footerReference",
        "footnotePr",
        "endnotePr",
        "type",
        "pgSz",
        "pgMar",
        "paperSrc",
    )
    + (
        "pgBorders",
        "lnNumType",
        "pgNumType",
        "cols",
        "formProt",
        "vAlign",
        "noEndnote",
        "titlePg",
        "docGrid",
    ),
}
EITHER = frozenset({"headerReference", "footerReference"})  # these two may alternate
REL_NAMES = ("id", "embed", "link", "pict")
DOCPR = f"{{{NS['wp']}}}docPr"


class Masalah(Struct, frozen=True):
    """One problem: the part it is in, and what is wrong."""

    bagian: str
    apa: str


def validate_docx(source: bytes | Path) -> list[Masalah]:
    """Return every structural problem found; none means that Word can open the file as it is."""
    try:
        package = Package.read(source)
    except LkjipError as exc:
        return [Masalah("", str(exc))]
    found = list(_parts(package))
    if found:
        return found
    main = package.main_part()
    styles, numbers = _style_ids(package, main), _list_ids(package, main)
    texts = [main] + [
        r.target for r in package.rels(main).values() if r.type.endswith(("/header", "/footer", "notes"))
    ]
    for name in dict.fromkeys(n for n in texts if n in package.parts):
        root = package.xml(name)
        problems = (
            *_order(root), *_references(root, styles, numbers), *_fields(root), *_controls(root),
            *check_tables(root), *_marks(root), *_relationships(package, name, root),
        )  # fmt: skip
        found += [Masalah(name, text) for text in problems]
    found += [Masalah(main, text) for text in _unique(package.xml(main))]
    return found


def validate_with_sdk(path: Path) -> list[str] | None:
    """Return the Open XML SDK's complaints, None where its validator is not installed."""
    if not SDK.is_file():
        return None
    done = subprocess.run([str(SDK), str(path)], capture_output=True, text=True, timeout=120, check=False)
    answer = json.loads(done.stdout)
    return [f"{e.get('path')} {e.get('xPath')}: {e.get('description')}" for e in answer["errors"]]


def _parts(package: Package) -> Iterator[Masalah]:
    for name, data in package.parts.items():
        if package.content_type(name) is None and name != "[Content_Types].xml":
            yield Masalah(name, "jenis isi tidak dinyatakan dalam [Content_Types].xml")
        if name.endswith((".xml", ".rels")):
            try:
                parse_xml(data)
            except etree.XMLSyntaxError as exc:
                yield Masalah(name, f"XML rusak: {exc}")
                return
    for item in package.types:
        part = item.get("PartName")
        if part is not None and part.lstrip("/") not in package.parts:
            yield Masalah("[Content_Types].xml", f"menyebut {part} yang tidak ada")
    for name in [n for n in package.parts if not n.endswith(".rels")] + [""]:
        for rel_id, rel in package.rels(name).items():
            if not rel.external and rel.target not in package.parts:
                yield Masalah(name, f"hubungan {rel_id} menunjuk {rel.target} yang tidak ada")


def _order(root: etree._Element) -> Iterator[str]:
    for tag, order in ORDERS.items():
        for node in root.iter(f"{W}{tag}"):
            ranks = []
            names = [etree.QName(c).localname for c in node if str(c.tag).startswith(W)]
            for name in names:
                if name in order:
                    ranks.append(0 if name in EITHER else order.index(name))
            if ranks != sorted(ranks):
                yield f"urutan unsur dalam w:{tag} salah: {' '.join(names)}"
            double = {n for n in names if names.count(n) > 1} - EITHER
            if double and tag != "sdtPr":
                yield f"unsur ganda dalam w:{tag}: {', '.join(sorted(double))}"


def _style_ids(package: Package, main: str) -> frozenset[str]:
    name = package.related(main, "styles")
    return frozenset(s.get(f"{W}styleId", "") for s in package.xml(name).iter(f"{W}style")) if name else frozenset()


def _list_ids(package: Package, main: str) -> frozenset[str]:
    name = package.related(main, "numbering")
    if name is None:
        return frozenset({"0"})
    root = package.xml(name)
    patterns = {a.get(f"{W}abstractNumId") for a in root.iter(f"{W}abstractNum")}
    good = [
        n.get(f"{W}numId", "")
        for n in root.iterfind("w:num", NS)
        if (a := n.find(f"{W}abstractNumId")) is not None and a.get(f"{W}val") in patterns
    ]
    return frozenset({"0", *good})


def _references(root: etree._Element, styles: frozenset[str], numbers: frozenset[str]) -> Iterator[str]:
    for name in ("pStyle", "rStyle", "tblStyle"):
        for node in root.iter(f"{W}{name}"):
            if node.get(f"{W}val") not in styles:
                yield f"gaya {node.get(f'{W}val')} tidak ada"
    for node in root.iter(f"{W}numId"):
        if node.get(f"{W}val") not in numbers:
            yield f"daftar bernomor {node.get(f'{W}val')} tidak ada"


def _fields(root: etree._Element) -> Iterator[str]:
    depth = 0
    for node in root.iter(f"{W}fldChar"):
        depth += {"begin": 1, "end": -1}.get(node.get(f"{W}fldCharType", ""), 0)
        if depth < 0:
            yield "field ditutup tanpa dibuka"
            depth = 0
    if depth:
        yield f"{depth} field tidak ditutup"
    names = {b.get(f"{W}name") for b in root.iter(f"{W}bookmarkStart")}
    for code, _ in iter_fields(root):
        words = code.split()
        if len(words) > 1 and words[0] in ("REF", "PAGEREF") and words[1] not in names:
            yield f"field {words[0]} menunjuk penanda {words[1]} yang tidak ada"
    for link in root.iter(f"{W}hyperlink"):
        anchor = link.get(f"{W}anchor")
        if anchor is not None and anchor not in names:
            yield f"tautan menunjuk penanda {anchor} yang tidak ada"


def _controls(root: etree._Element) -> Iterator[str]:
    for node in root.iter(f"{W}sdt"):
        content = node.find(f"{W}sdtContent")
        if content is None or len(content) == 0:
            yield "kontrol isi tanpa isi"
        tag = node.find("w:sdtPr/w:tag", NS)
        if tag is not None and len(tag.get(f"{W}val", "")) > TAG_LIMIT:
            yield f"tag kontrol isi lebih dari {TAG_LIMIT} huruf: {tag.get(f'{W}val')}"


def _marks(root: etree._Element) -> Iterator[str]:
    for node in root.iter():
        if isinstance(node.tag, str) and node.text and ANY_MARK.search(node.text):
            yield f"tanda tersisa di «{node.text[:40]}»"
    for paragraph in root.iter(f"{W}p"):
        text = paragraph_text(paragraph)
        if "{{" in text or "{%" in text:
            yield f"tag templat tersisa di «{text[:60]}»"


def _relationships(package: Package, name: str, root: etree._Element) -> Iterator[str]:
    known = package.rels(name)
    for node in root.iter():
        if isinstance(node.tag, str):
            for attribute in REL_NAMES:
                value = node.get(f"{R}{attribute}")
                if value and value not in known:
                    yield f"hubungan {value} tidak ada"


def _unique(root: etree._Element) -> Iterator[str]:
    groups: dict[str, list[str]] = {
        "gambar": [n.get("id", "") for n in root.iter(DOCPR)],
        "id penanda": [n.get(f"{W}id", "") for n in root.iter(f"{W}bookmarkStart")],
        "nama penanda": [n.get(f"{W}name", "") for n in root.iter(f"{W}bookmarkStart")],
        "kontrol isi": [n.get(f"{W}val", "") for n in root.iterfind(".//w:sdtPr/w:id", NS)],
    }
    for what, ids in groups.items():
        for double in sorted({i for i in ids if ids.count(i) > 1} if len(ids) < 5_000 else set()):
            yield f"{what} ganda: {double}"
        if len(set(ids)) != len(ids) and len(ids) >= 5_000:
            yield f"{what} ganda"
    ends = sorted(n.get(f"{W}id", "") for n in root.iter(f"{W}bookmarkEnd"))
    if ends != sorted(groups["id penanda"]):
        yield "penanda tidak berpasangan"
    for name in groups["nama penanda"]:
        if len(name) > BOOKMARK_LIMIT:
            yield f"nama penanda lebih dari {BOOKMARK_LIMIT} huruf: {name}"
    for node in root.iter(DOCPR):
        if not node.get("descr"):
            yield f"gambar {node.get('name')} tanpa teks alternatif"
