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
    mark_starts(root)
    if not math:
        draw_equations(root)
    copy.parts[main] = to_xml(root)
    return copy.to_bytes()


def mark_starts(root: etree._Element) -> None:
    """Bookmark the first paragraph of every section whose page numbers begin anew.

    The name tells the number and its form: `_LkjipMulai_<n>_<start>_<form>`.
    """
    body = root.find(f"{W}body")
    if body is None:
        return
    firsts: list[tuple[etree._Element, etree._Element]] = []
    first: etree._Element | None = None
    for paragraph in body.iter(f"{W}p"):
        first = paragraph if first is None else first
        section = paragraph.find("w:pPr/w:sectPr", NS)
        if section is not None:
            firsts.append((first, section))
            first = None
    last = body.find(f"{W}sectPr")
    if first is not None and last is not None:
        firsts.append((first, last))
    for number, (paragraph, section) in enumerate(firsts):
        numbers = section.find(f"{W}pgNumType")
        start = numbers.get(f"{W}start") if numbers is not None else None
        if start is None and number > 0:
            continue
        form = numbers.get(f"{W}fmt", "decimal") if numbers is not None else "decimal"
        name, mark = f"{START}_{number}_{start or 1}_{form}", str(900_000 + number)
        paragraph.insert(
            1 if paragraph.find(f"{W}pPr") is not None else 0, element("bookmarkStart", id=mark, name=name)
        )
        paragraph.append(element("bookmarkEnd", id=mark))
