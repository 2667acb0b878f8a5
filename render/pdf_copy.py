"""The copy of a report that LibreOffice lays out: same pages, without what LibreOffice would change.

LibreOffice recounts SEQ and REF fields its own way, so they become the text they show. Page numbers in
the lists stay fields that LibreOffice fills itself; it cannot show them in Roman numerals, so those become
single placeholder characters, replaced after layout. Content controls and styles that no paragraph uses are
taken out: they do not show, and cost LibreOffice a fifth of its time; simple table styles are written into the
tables (`pdf_tabel`). Where LibreOffice has no Math part,
equations (which it would drop without a word) become small tables with a fraction line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from lxml import etree

from render.document_xml import PARAGRAPH, PARAGRAPH_SETTINGS, W, drop, element, parent_of
from render.fields import find_fields, flatten, iter_fields, set_result
from render.package import Package, to_xml
from render.pdf_equations import draw_equations
from render.pdf_tabel import bake_table_styles

START = "_LkjipMulai"
FIRST_TOKEN = 0xF0000  # supplementary private use: in no font, in no text
STYLE_USE = re.compile(rb'<w:(?:pStyle|rStyle|tblStyle|styleLink|numStyleLink) w:val="([^"]+)"')
STYLE_LINKS = frozenset({f"{W}basedOn", f"{W}link", f"{W}next"})


def list_targets(package: Package) -> list[str]:
    """Return the bookmarks whose pages the lists of the document show, in the order of the lists."""
    codes = (code.split() for code, _ in find_fields(package.tree(package.main_part()), "PAGEREF"))
    return list(dict.fromkeys(words[1] for words in codes if len(words) > 1))


def tokens_for(package: Package, targets: Iterable[str]) -> dict[str, str]:
    """Return a placeholder character for every target on a page that is not numbered 1, 2, 3."""
    other = _not_decimal(package.tree(package.main_part()))
    return {name: chr(FIRST_TOKEN + n) for n, name in enumerate(t for t in targets if t in other)}


def _not_decimal(root: etree._Element) -> frozenset[str]:
    """Return the bookmarks in sections whose page numbers are Roman or the like."""
    found: set[str] = set()
    names: list[str] = []
    for item in root.iter(f"{W}bookmarkStart", f"{W}sectPr"):
        if item.tag == f"{W}bookmarkStart":
            names.append(item.get(f"{W}name", ""))
            continue
        numbers = item.find(f"{W}pgNumType")
        if numbers is not None and numbers.get(f"{W}fmt", "decimal") != "decimal":
            found.update(names)
        names = []
    return frozenset(found)


def make_copy(package: Package, tokens: Mapping[str, str], *, math: bool, keep_pages: bool = False) -> bytes:
    """Return the copy's bytes; the package itself stays as it is.

    With `keep_pages` the page numbers that the lists show already stay as they are.
    """
    copy = package.copy()
    prepare_copy(copy, tokens, math=math, keep_pages=keep_pages)
    return copy.to_bytes()


def prepare_copy(package: Package, tokens: Mapping[str, str], *, math: bool, keep_pages: bool = False) -> None:
    """Make the package itself the copy."""
    main = package.main_part()
    root = package.tree(main)
    for code, runs in list(iter_fields(root)):
        words = code.split()
        if not words:
            continue
        if words[0] == "TOC":
            _drop_frame(runs)
        elif words[0] in ("SEQ", "REF", "STYLEREF") or words[0] == "PAGEREF" and keep_pages:
            flatten(runs)
        elif words[0] == "PAGEREF" and words[1] in tokens:
            set_result(runs, tokens[words[1]])
            flatten(runs)
        elif words[0] == "PAGEREF":
            _leave_link(runs)
    mark_starts(root)
    if not math:
        draw_equations(root)
    unwrap_controls(root)
    if (styles := package.related(main, "styles")) is not None:
        bake_table_styles(root, package.tree(styles))
    package.put(main, to_xml(root))
    drop_unused_styles(package)


def _drop_frame(runs: list[etree._Element]) -> None:
    """Take a list's own field marks away, leaving its entries and their fields."""
    depth, shown = 0, False
    for item in runs:
        mark = item.find(f"{W}fldChar")
        kind = None if mark is None else mark.get(f"{W}fldCharType")
        depth += kind == "begin"
        if depth == 1 and (kind is not None or not shown):
            drop(item)
        shown = shown or (depth == 1 and kind == "separate")
        depth -= kind == "end"


def _leave_link(runs: list[etree._Element]) -> None:
    """Move a page number behind the link it stands in: LibreOffice forgets a link that holds a field."""
    link = runs[0].getparent()
    if link is None or link.tag != f"{W}hyperlink":
        return
    for item in reversed(runs):
        link.addnext(item)


def unwrap_controls(root: etree._Element) -> None:
    """Put the content of every content control in its place."""
    for control in list(root.iter(f"{W}sdt")):
        content, parent = next(control.iterchildren(f"{W}sdtContent"), None), control.getparent()
        if parent is None:
            continue
        for child in () if content is None else list(content):
            control.addprevious(child)
        parent.remove(control)


def drop_unused_styles(package: Package) -> None:
    """Take out the styles that nothing in the document uses, and their second set for Word 2010."""
    main = package.main_part()
    name = package.related(main, "styles")
    for rel_id, rel in package.rels(main).items():
        if rel.type.endswith("/stylesWithEffects"):
            package.set_rels(main, {k: v for k, v in package.rels(main).items() if k != rel_id})
            package.remove_part(rel.target)
    if name is None:
        return
    styles = package.tree(name)
    by_id = {item.get(f"{W}styleId", ""): item for item in styles.iterfind(f"{W}style")}
    used = {key for key, item in by_id.items() if item.get(f"{W}default") == "1"}
    for part in package.parts:
        if part.startswith("word/") and part != name:
            used.update(match.decode() for match in STYLE_USE.findall(package.data(part)))
    kept: set[str] = set()
    while used:
        key = used.pop()
        if key in by_id and key not in kept:
            kept.add(key)
            used.update(item.get(f"{W}val", "") for item in by_id[key].iterfind("*") if item.tag in STYLE_LINKS)
    for key, item in by_id.items():
        if key not in kept:
            styles.remove(item)


def mark_starts(root: etree._Element) -> None:
    """Bookmark the first paragraph of every section whose page numbers begin anew.

    The name tells the number and its form: `_LkjipMulai_<n>_<start>_<form>`.
    """
    body = root.find(f"{W}body")
    if body is None:
        return
    firsts: list[tuple[etree._Element, etree._Element]] = []
    first: etree._Element | None = None
    for node in body.iter(PARAGRAPH, f"{W}sectPr"):
        if node.tag == PARAGRAPH:
            first = node if first is None else first
        elif first is not None and parent_of(node).tag == PARAGRAPH_SETTINGS:
            firsts.append((first, node))
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
