"""Tables of contents, tables and figures: collected from the document and filled in as fields."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lxml import etree
from msgspec import Struct

from render.document_xml import (
    NS,
    PARAGRAPH,
    PPR_ORDER,
    STYLE,
    W,
    drop,
    element,
    owner_of,
    paragraph_style,
    paragraph_text,
    parent_of,
    place,
    properties,
    run_of,
)
from render.fields import EMPTY, INSTRUCTION, INSTRUCTIONS, find_fields, set_result
from render.fields_guess import guess_pages
from render.fields_numbering import Numberer, StyleInfo, styles_of
from render.fields_xml import TAB, elements, write_field, write_run
from render.package import Package
from render.xml_teks import quoteattr

TOC_LEVELS = 3
TEXT_BOX = f"{W}txbxContent"
OUTLINE = f"{W}pPr/{W}outlineLvl"


class ListEntry(Struct, frozen=True):
    """One line of a list: its target bookmark, level (0 = first) and texts."""

    bookmark: str
    level: int
    number: str
    text: str
    kind: str  # isi, tabel, gambar


def collect_entries(package: Package, main: str, root: etree._Element) -> list[ListEntry]:
    """Bookmark every heading and caption and return them in document order."""
    styles_part, numbering_part = package.related(main, "styles"), package.related(main, "numbering")
    styles = styles_of(package.data(styles_part)) if styles_part else {}
    numberer = Numberer(package.tree(numbering_part) if numbering_part else None, styles)
    entries: list[ListEntry] = []
    for paragraph, caption in _telling(root, styles).items():
        label = numberer.label(paragraph)
        level = _outline(paragraph, styles)
        kind = "isi" if level is not None and level < TOC_LEVELS else caption
        text = entry_text(paragraph) if kind is not None else ""
        if kind is None or not text:
            continue
        bookmark = f"_Toc{100_000_000 + len(entries) + 1}"
        _bookmark(paragraph, bookmark)
        entries.append(ListEntry(bookmark, level if kind == "isi" and level is not None else 0, label, text, kind))
    return entries


def _telling(root: etree._Element, styles: Mapping[str, StyleInfo]) -> dict[etree._Element, str | None]:
    """Return the paragraphs that may be numbered, headings or captions, in document order; captions by kind."""
    names = {name for name, info in styles.items() if info.num_id is not None or info.outline is not None}
    found: dict[etree._Element, str | None] = {}
    if "" in names:
        return _all_paragraphs(root)
    for node in root.iter(STYLE, f"{W}numId", f"{W}outlineLvl", INSTRUCTION, TEXT_BOX):
        if (tag := node.tag) == TEXT_BOX:  # paragraphs within paragraphs
            return _all_paragraphs(root)
        if tag != STYLE or node.get(f"{W}val") in names:
            paragraph = owner_of(node)
            if paragraph is not None:
                kind = _caption_kind(node) if tag == INSTRUCTION else None
                found[paragraph] = found.get(paragraph) or kind
    return found


def _all_paragraphs(root: etree._Element) -> dict[etree._Element, str | None]:
    found: dict[etree._Element, str | None] = dict.fromkeys(root.iter(PARAGRAPH))
    for node in root.iter(INSTRUCTION):
        kind = _caption_kind(node)
        for paragraph in node.iterancestors(PARAGRAPH):
            found[paragraph] = found[paragraph] or kind
    return found


def _caption_kind(node: etree._Element) -> str | None:
    """Return what an instruction counts, where it is a caption's."""
    words = (node.text or "").split()
    if len(words) > 1 and words[0] == "SEQ" and words[1].lower() in ("tabel", "gambar"):
        return words[1].lower()
    return None


def entry_text(paragraph: etree._Element) -> str:
    """Return a heading's text on one line, without field codes."""
    return re.sub(r"\s+", " ", paragraph_text(paragraph)).strip()


def _outline(paragraph: etree._Element, styles: Mapping[str, StyleInfo]) -> int | None:
    own = paragraph.find(OUTLINE)
    if own is not None:
        level = int(own.get(f"{W}val", "9"))
        return level if level < 9 else None
    style = styles.get(paragraph_style(paragraph))
    return None if style is None else style.outline


def _bookmark(paragraph: etree._Element, name: str) -> None:
    for old in [b for b in paragraph.iter(f"{W}bookmarkStart") if (b.get(f"{W}name") or "").startswith("_Toc")]:
        for end in [e for e in paragraph.iter(f"{W}bookmarkEnd") if e.get(f"{W}id") == old.get(f"{W}id")]:
            drop(end)
        drop(old)
    index = 1 if paragraph.find(f"{W}pPr") is not None else 0
    paragraph.insert(index, element("bookmarkStart", id=name, name=name))
    paragraph.append(element("bookmarkEnd", id=name))


def fill_lists(package: Package) -> list[ListEntry]:
    """Fill all lists of the document with its headings and captions; pages are guesses, marked dirty."""
    from render.document_ids import number_ids
    from render.fields_styles import ensure_list_styles

    main = package.main_part()
    root = package.tree(main)
    entries = collect_entries(package, main, root)
    style_ids = ensure_list_styles(package, main)
    guesses = guess_pages(root)
    for code, runs in find_fields(root, "TOC"):
        kind = next((k for k, i in INSTRUCTIONS.items() if _same_list(code, i)), None)
        if kind is not None:
            _fill_list(
                runs,
                code,
                [e for e in entries if e.kind == kind],
                kind,
                style_ids,
                guesses,
                _text_width(root),
            )
    number_ids([root])
    return entries


def _same_list(code: str, instruction: str) -> bool:
    if not code.startswith("TOC"):
        return False
    wanted = re.search(r'\\c "(\w+)"', instruction)
    found = re.search(r'\\c "?(\w+)"?', code)
    return (wanted is None and found is None) or (
        wanted is not None and found is not None and wanted.group(1) == found.group(1)
    )


def _fill_list(
    runs: list[etree._Element],
    code: str,
    entries: list[ListEntry],
    kind: str,
    style_ids: Mapping[str, str],
    guesses: Mapping[str, str],
    width: int,
) -> None:
    first, last = _paragraph(runs[0]), _paragraph(runs[-1])
    parent = parent_of(first)
    start, stop = parent.index(first), parent.index(last)
    if not entries:
        set_result(runs, EMPTY[kind])
        return
    section = None
    for old in list(parent)[start : stop + 1]:
        section = old.find("w:pPr/w:sectPr", NS) if section is None else section
        parent.remove(old)
    made = _entry_paragraphs(entries, style_ids, guesses, width)
    if section is not None:
        place(properties(made[-1], "pPr"), section, PPR_ORDER)
    opening = elements(write_field(code, "", dirty=True))[:3]
    at = 1 if made[0].find(f"{W}pPr") is not None else 0
    for offset, item in enumerate(opening):
        made[0].insert(at + offset, item)
    made[-1].append(run_of(element("fldChar", fldCharType="end")))
    for offset, item in enumerate(made):
        parent.insert(start + offset, item)


def _paragraph(item: etree._Element) -> etree._Element:
    return next(a for a in item.iterancestors() if a.tag == f"{W}p")


def _entry_paragraphs(
    entries: Sequence[ListEntry], style_ids: Mapping[str, str], pages: Mapping[str, str], width: int
) -> list[etree._Element]:
    """Return the lines of a list: written as text and parsed, for a list has thousands of elements."""
    lines = []
    for entry in entries:
        style = style_ids["gambar" if entry.kind != "isi" else f"isi{entry.level + 1}"]
        page = write_field(rf"PAGEREF {entry.bookmark} \h", pages.get(entry.bookmark, "1"))
        number = write_run(entry.number) + TAB if entry.number else ""
        lines.append(
            f"<w:p><w:pPr><w:pStyle w:val={quoteattr(style)}/>"
            f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{width}"/></w:tabs></w:pPr>'
            f'<w:hyperlink w:anchor="{entry.bookmark}" w:history="1">{number}{write_run(entry.text)}{TAB}'
            f"{page}</w:hyperlink></w:p>"
        )
    return elements("".join(lines))


def _text_width(root: etree._Element) -> int:
    """Return the width between the margins of the first section, in twips."""
    section = next(root.iter(f"{W}sectPr"), None)
    if section is None:
        return 8_787
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    width = int(size.get(f"{W}w", "11906")) if size is not None else 11_906
    left, right = (
        (int(float(margins.get(f"{W}left", "1701"))), int(float(margins.get(f"{W}right", "1418"))))
        if margins is not None
        else (1_701, 1_418)
    )
    return width - left - right
