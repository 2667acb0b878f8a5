"""The copy of a report that LibreOffice lays out: same pages, without what LibreOffice would change.

LibreOffice recounts SEQ and REF fields its own way, so they become the text they show. Page numbers in
the lists become single placeholder characters, replaced after layout. Where LibreOffice has no Math
part, equations (which it would drop without a word) become small tables with a fraction line.
"""

from __future__ import annotations

from lxml import etree

from render.document_xml import NS, W, element
from render.fields import flatten, iter_fields, set_result
from render.package import Package, to_xml
from render.pdf_equations import draw_equations

START = "_LkjipMulai"
FIRST_TOKEN = 0xF0000  # supplementary private use: in no font, in no text


def tokens_for(package: Package) -> dict[str, str]:
    """Return a placeholder character for every bookmark a list entry points to."""
    names: dict[str, str] = {}
    for code, _ in iter_fields(package.xml(package.main_part())):
        words = code.split()
        if len(words) > 1 and words[0] == "PAGEREF":
            names.setdefault(words[1], chr(FIRST_TOKEN + len(names)))
    return names


def make_copy(package: Package, tokens: dict[str, str], *, math: bool) -> bytes:
    """Return the copy's bytes; the package itself stays as it is."""
    copy = package.copy()
    main = copy.main_part()
    root = copy.xml(main)
    for code, runs in list(iter_fields(root)):
        words = code.split()
        if not words:
            continue
        if words[0] in ("SEQ", "REF", "STYLEREF"):
            flatten(runs)
        elif words[0] == "PAGEREF" and words[-1] and words[1] in tokens:
            set_result(runs, tokens[words[1]])
    _mark_start(root)
    if not math:
        draw_equations(root)
    copy.parts[main] = to_xml(root)
    return copy.to_bytes()


def _mark_start(root: etree._Element) -> None:
    """Bookmark the first paragraph of the first section with arabic page numbers."""
    body = root.find(f"{W}body")
    if body is None:
        return
    first: etree._Element | None = None
    for paragraph in body.iter(f"{W}p"):
        first = paragraph if first is None else first
        section = paragraph.find("w:pPr/w:sectPr", NS)
        if section is None:
            continue
        if _is_arabic(section):
            break
        first = None
    if first is not None:
        first.insert(
            1 if first.find(f"{W}pPr") is not None else 0, element("bookmarkStart", id="999999", name=START)
        )
        first.append(element("bookmarkEnd", id="999999"))


def _is_arabic(section: etree._Element) -> bool:
    numbers = section.find(f"{W}pgNumType")
    return numbers is None or numbers.get(f"{W}fmt", "decimal") == "decimal"
