"""Fields with their results filled in: references, table of contents, lists of tables and figures.

The lists are real Word fields whose entries are hyperlinks with a PAGEREF; the page numbers come from
`render.pages` (LibreOffice lays the report out) and are written here. Without them the fields are
marked dirty and Word is asked to refresh them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy

from lxml import etree

from extract.finding import LkjipError
from render.document_xml import (
    RUN,
    XML_SPACE,
    W,
    drop,
    element,
    parent_of,
    run_text,
)
from render.fields_settings import ask_refresh
from render.fields_xml import elements, write_field
from render.package import Package

FIELD_CHAR, INSTRUCTION = f"{W}fldChar", f"{W}instrText"
INSTRUCTIONS = {
    "isi": r'TOC \o "1-3" \h \z \u',
    "tabel": r'TOC \h \z \c "Tabel"',
    "gambar": r'TOC \h \z \c "Gambar"',
}
EMPTY = {"isi": "Belum ada judul.", "tabel": "Tidak ada tabel.", "gambar": "Tidak ada gambar."}


def list_paragraphs(name: str, template: etree._Element) -> list[etree._Element]:
    """Return the field of one list, still empty, for `fill_lists` to fill."""
    if name not in INSTRUCTIONS:
        raise LkjipError(f"Daftar '{name}' tidak dikenal; yang ada: isi, tabel, gambar", kode="OBJEK-HILANG")
    paragraph = element("p")
    settings = template.find(f"{W}pPr")
    if settings is not None:
        paragraph.append(deepcopy(settings))
    paragraph.extend(elements(write_field(INSTRUCTIONS[name], EMPTY[name])))
    return [paragraph]


def iter_fields(root: etree._Element) -> Iterator[tuple[str, list[etree._Element]]]:
    """Yield every complex field: its instruction and its runs, from begin to end; inner ones too."""
    stack: list[tuple[list[str], list[etree._Element], list[bool]]] = []
    for node in root.iter(RUN, FIELD_CHAR, INSTRUCTION):
        tag = node.tag
        if tag == RUN:
            for _, members, _ in stack:
                members.append(node)
        elif tag == INSTRUCTION:
            if stack and not stack[-1][2][0]:
                stack[-1][0].append(node.text or "")
        elif (kind := node.get(f"{W}fldCharType")) == "begin":
            stack.append(([], [parent_of(node)], [False]))
        elif stack and kind == "separate":
            stack[-1][2][0] = True
        elif stack and kind == "end":
            codes, runs, _ = stack.pop()
            yield "".join(codes).strip(), runs


def find_fields(root: etree._Element, *kinds: str) -> list[tuple[str, list[etree._Element]]]:
    """Return the complex fields whose instruction begins with one of the words, as `iter_fields` gives them.

    Our own fields are five runs side by side and found from their instruction; where any field of the
    document is made otherwise, all are walked through.
    """
    found: list[tuple[str, list[etree._Element]]] = []
    for node in root.iter(INSTRUCTION):
        code = (node.text or "").strip()
        runs = _runs_of(node, code.split(" ", 1)[0] in kinds)
        if runs is None:
            return [field for field in iter_fields(root) if field[0].split(" ", 1)[0] in kinds]
        if runs:
            found.append((code, runs))
    return found


def _runs_of(node: etree._Element, wanted: bool) -> list[etree._Element] | None:
    """Return the runs of a field made in the plain way (none where it is not wanted), None for any other."""
    item = node.getparent()
    if item is None or len(item) > 2:
        return None
    before, after = item.getprevious(), item.getnext()
    if before is None or after is None or _field_char(before) != "begin" or _field_char(after) != "separate":
        return None
    if not wanted:
        return []
    runs, last = [before, item, after], after.getnext()
    while last is not None and last.tag == RUN and (kind := _field_char(last)) != "end":
        if kind is not None or next(last.iterchildren(INSTRUCTION), None) is not None:
            return None
        runs.append(last)
        last = last.getnext()
    return None if last is None or last.tag != RUN else [*runs, last]


def _field_char(item: etree._Element) -> str | None:
    mark = next(item.iterchildren(FIELD_CHAR), None)
    return None if mark is None else mark.get(f"{W}fldCharType")


def set_result(runs: list[etree._Element], text: str) -> None:
    """Replace the shown result of a field by `text`, in the form of its first result run."""
    inside = False
    written = False
    for item in runs:
        mark = item.find(f"{W}fldChar")
        if mark is not None:
            inside = mark.get(f"{W}fldCharType") == "separate"
            continue
        if not inside:
            continue
        nodes = item.findall(f"{W}t")
        for node in nodes:
            node.text = "" if written else text
            node.set(XML_SPACE, "preserve")
            written = True


def fill_references(root: etree._Element, numbers: Mapping[str, str], *, known_only: bool = False) -> list[str]:
    """Write the caption numbers into the REF fields; return the bookmarks nobody has.

    With `known_only` a reference to a caption of another document becomes plain text: Word would
    otherwise print an error in its place.
    """
    here = {b.get(f"{W}name") for b in root.iter(f"{W}bookmarkStart")} if known_only else set()
    unknown = []
    for code, runs in find_fields(root, "REF"):
        words = code.split()
        if len(words) < 2 or not words[1].startswith("_Ref_"):
            continue
        if words[1] in numbers:
            set_result(runs, numbers[words[1]])
            if known_only and words[1] not in here:
                flatten(runs)
        else:
            unknown.append(words[1])
    return unknown


def flatten(runs: list[etree._Element]) -> None:
    """Leave only the shown result of a field."""
    for item in runs:
        if item.find(f"{W}fldChar") is not None or item.find(f"{W}instrText") is not None:
            drop(item)


def caption_numbers(root: etree._Element) -> dict[str, str]:
    """Return the caption numbers of a document by bookmark, as its fields show them."""
    numbers: dict[str, str] = {}
    for start in root.iter(f"{W}bookmarkStart"):
        name = start.get(f"{W}name", "")
        if not name.startswith("_Ref_"):
            continue
        parts, inside = [], True
        node = start.getnext()
        while node is not None and node.tag != f"{W}bookmarkEnd":
            if node.tag == f"{W}r":
                mark = node.find(f"{W}fldChar")
                if mark is not None:
                    inside = mark.get(f"{W}fldCharType") != "begin"
                elif inside:
                    parts.append(run_text(node))
            node = node.getnext()
        numbers[name] = "".join(parts)
    return numbers


def set_pages(package: Package, pages: Mapping[str, str], *, final: bool = True) -> None:
    """Write page numbers into the PAGEREF fields; `final` says they are true and need no refresh."""
    main = package.main_part()
    root = package.tree(main)
    for code, runs in find_fields(root, "PAGEREF") if pages else ():
        words = code.split()
        if len(words) > 1 and words[1] in pages:
            set_result(runs, pages[words[1]])
    if final:
        for node in root.iter(FIELD_CHAR):
            node.attrib.pop(f"{W}dirty", "")
    ask_refresh(package, main, not final)
