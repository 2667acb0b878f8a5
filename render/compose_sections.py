"""Sections of the joined report: one or more per chapter, headers of their own, page numbers by part."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from render.document_xml import NS, PPR_ORDER, R, W, element, place, properties
from render.package import OFFICE_REL, Package, Rel

HEADER_KINDS = ("default", "first", "even")
FRONT = "d"
# children of w:sectPr that stand before w:pgNumType
BEFORE_NUMBERS = frozenset(
    ("headerReference", "footerReference", "footnotePr", "endnotePr", "type")
    + ("pgSz", "pgMar", "paperSrc", "pgBorders", "lnNumType")
)


def close_chapter(body: etree._Element, sections: Sequence[etree._Element]) -> list[etree._Element]:
    """Put the body's own section properties into the last chapter's last paragraph; return its sections.

    `sections` are those the chapter brought, the body's own last.
    """
    final = body.find(f"{W}sectPr")
    if final is None:
        final = element("sectPr")
        sections = [*sections, final]
    else:
        body.remove(final)
    last = body[-1] if len(body) else None
    if last is None or last.tag != f"{W}p" or last.find("w:pPr/w:sectPr", NS) is not None or _in_list(last):
        last = _closing_paragraph()
        body.append(last)
    place(properties(last, "pPr"), final, PPR_ORDER)
    kind = sections[0].find(f"{W}type")
    if kind is not None and kind.get(f"{W}val") in ("continuous", "nextColumn"):
        kind.set(f"{W}val", "nextPage")
    return list(sections)


def _in_list(paragraph: etree._Element) -> bool:
    """A section that ends inside a table of contents loses its footer in LibreOffice."""
    return any((n.text or "").split()[:1] == ["TOC"] for n in paragraph.iter(f"{W}instrText"))


def _closing_paragraph() -> etree._Element:
    """Return a paragraph too small to make a page of its own."""
    paragraph = element("p")
    paragraph.set("tutup", "1")
    settings = properties(paragraph, "pPr")
    settings.append(element("spacing", before="0", after="0", line="20", lineRule="exact"))
    mark = element("rPr")
    mark.append(element("sz", val="2"))
    settings.append(mark)
    return paragraph


def set_page_numbers(package: Package, main: str, chapters: Sequence[tuple[str, list[etree._Element]]]) -> None:
    """Roman numbers in front, arabic from the first other chapter on, without a gap after that."""
    started: set[str] = set()
    defined: set[tuple[str, str]] = set()
    for key, sections in chapters:
        form = "lowerRoman" if key == FRONT else "decimal"
        _own_headers(package, main, sections[0], defined)
        for section in sections:
            # front matter may begin anew (a letter and a cover are not counted); chapters never do
            own = next((n.get(f"{W}start") for n in section.findall(f"{W}pgNumType") if n.get(f"{W}start")), None)
            start = "1" if form not in started else (own if key == FRONT else None)
            started.add(form)
            _number_pages(section, form, start)
            for reference in section:
                if reference.tag in (f"{W}headerReference", f"{W}footerReference"):
                    defined.add((etree.QName(reference).localname, reference.get(f"{W}type", "default")))


def _number_pages(section: etree._Element, form: str, start: str | None) -> None:
    for old in section.findall(f"{W}pgNumType"):
        section.remove(old)
    numbers = element("pgNumType", fmt=form)
    if start is not None:
        numbers.set(f"{W}start", start)
    index = 0
    for position, child in enumerate(section, 1):
        if etree.QName(child).localname in BEFORE_NUMBERS:
            index = position
    section.insert(index, numbers)


def _own_headers(package: Package, main: str, section: etree._Element, defined: set[tuple[str, str]]) -> None:
    """A chapter without a header must not show the header of the chapter before it."""
    here = {
        (etree.QName(c).localname, c.get(f"{W}type", "default"))
        for c in section
        if c.tag in (f"{W}headerReference", f"{W}footerReference")
    }
    for name, kind in sorted(defined - here):
        rel_id = _empty_part(package, main, name.removesuffix("Reference"))
        reference = element(name, type=kind)
        reference.set(f"{R}id", rel_id)
        section.insert(0, reference)


def _empty_part(package: Package, main: str, kind: str) -> str:
    name = f"word/{kind}Kosong.xml"
    root = "hdr" if kind == "header" else "ftr"
    data = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:{root} xmlns:w="{NS["w"]}"><w:p/></w:{root}>'
    )
    package.add_part(
        name, data.encode(), f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
    )
    return package.add_rel(main, Rel(f"{OFFICE_REL}{kind}", name))
