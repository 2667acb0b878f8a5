"""WordprocessingML names and small builders shared by the document passes."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from copy import copy, deepcopy
from typing import Any

from lxml import etree

NS = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
}
W = f"{{{NS['w']}}}"
R = f"{{{NS['r']}}}"
M = f"{{{NS['m']}}}"
PARAGRAPH, PARAGRAPH_SETTINGS, STYLE, RUN, TEXT = f"{W}p", f"{W}pPr", f"{W}pStyle", f"{W}r", f"{W}t"
VALUE = f"{W}val"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

# element order of CT_PPr and CT_TcPr, for inserting at the right place
PPR_ORDER = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr",
    "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap",
    "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid",
    "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection",
    "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
)  # fmt: skip
RPR_ORDER = (
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline",
    "shadow", "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w",
    "kern", "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign",
    "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath",
)  # fmt: skip
TCPR_ORDER = (
    "cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar",
    "textDirection", "tcFitText", "vAlign", "hideMark",
)  # fmt: skip


@functools.cache
def _bare(tag: str) -> etree._Element:
    """Return a pattern to copy: several times as fast as a new element; never given out itself."""
    return etree.Element(W + tag, nsmap={"w": NS["w"]})


def element(tag: str, **attributes: str) -> etree._Element:
    """Return `<w:tag w:name="value" .../>`."""
    made = copy(_bare(tag))
    for name, value in attributes.items():
        made.set(W + name, value)
    return made


def text_element(text: str) -> etree._Element:
    made = element("t")
    made.text = text
    made.set(XML_SPACE, "preserve")
    return made


def run_of(child: etree._Element, properties: etree._Element | None = None) -> etree._Element:
    made = element("r")
    if properties is not None:
        made.append(deepcopy(properties))
    made.append(child)
    return made


def place(parent: etree._Element, child: etree._Element, order: tuple[str, ...]) -> etree._Element:
    """Put `child` into a properties element at its place in the schema's order, replacing its like."""
    name = child.tag
    for old in list(parent.iterchildren(name)):
        parent.remove(old)
    ranks = _ranks(order)
    rank = ranks[name]
    for sibling in parent:
        if ranks.get(sibling.tag, -1) > rank:
            sibling.addprevious(child)
            return child
    parent.append(child)
    return child


@functools.cache
def _ranks(order: tuple[str, ...]) -> dict[str, int]:
    return {W + name: rank for rank, name in enumerate(order)}


def properties(owner: etree._Element, tag: str) -> etree._Element:
    """Return the properties element (`pPr`, `rPr`, `tcPr`, `trPr`) of `owner`, made where absent."""
    found = next(owner.iterchildren(W + tag), None)
    if found is None:
        found = element(tag)
        index = 1 if tag == "trPr" and owner.find(f"{W}tblPrEx") is not None else 0
        owner.insert(index, found)
    return found


def own_runs(paragraph: etree._Element) -> list[etree._Element]:
    """Return the runs of a paragraph in order, not those of paragraphs inside it (text boxes)."""
    found: list[etree._Element] = []
    _add_runs(paragraph, found)
    return found


def _add_runs(owner: etree._Element, found: list[etree._Element]) -> None:
    for child in owner:
        tag = child.tag
        if tag == RUN:
            found.append(child)
        elif tag in CONTAINERS:
            _add_runs(child, found)


CONTAINERS = frozenset(
    f"{W}{name}"
    for name in ("hyperlink", "ins", "smartTag", "sdt", "sdtContent", "fldSimple", "moveTo", "dir", "bdo")
)


def run_text(run_element: etree._Element) -> str:
    """Return the text of one run; breaks as newline, tabs as tab."""
    parts: list[str] = []
    _add_text(run_element, parts)
    return "".join(parts)


def _add_text(run_element: etree._Element, parts: list[str]) -> None:
    for child in run_element:
        tag = child.tag
        if tag == TEXT:
            parts.append(child.text or "")
        elif tag in SIGNS:
            parts.append(SIGNS[tag])


SIGNS: dict[Any, str] = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "-"}


def paragraph_text(paragraph: etree._Element) -> str:
    """Return the text of a paragraph's own runs."""
    parts: list[str] = []
    _add_paragraph_text(paragraph, parts)
    return "".join(parts)


def _add_paragraph_text(owner: etree._Element, parts: list[str]) -> None:
    for child in owner:
        tag = child.tag
        if tag == RUN:
            _add_text(child, parts)
        elif tag in CONTAINERS:
            _add_paragraph_text(child, parts)


def paragraph_style(paragraph: etree._Element) -> str:
    """Return the style id of a paragraph, '' for the default style."""
    for settings in paragraph.iterchildren(PARAGRAPH_SETTINGS):
        for style in settings.iterchildren(STYLE):
            return style.get(f"{W}val", "")
    return ""


def paragraphs_with(root: etree._Element, pattern: re.Pattern[str]) -> list[etree._Element]:
    """Return the paragraphs with a text that the pattern finds, in document order."""
    nodes = [node for node in root.iter(TEXT) if node.text and pattern.search(node.text)]
    return list(dict.fromkeys(p for node in nodes if (p := owner_of(node)) is not None))


def owner_of(node: etree._Element, tag: str = PARAGRAPH) -> etree._Element | None:
    """Return the nearest element of that tag around a node: its paragraph, its cell."""
    return next(node.iterancestors(tag), None)


def parent_of(node: etree._Element) -> etree._Element:
    """Return the parent of a node that is known to stand in a document."""
    parent = node.getparent()
    if parent is None:
        raise ValueError(f"{node.tag} stands alone")
    return parent


def replace(node: etree._Element, made: Sequence[etree._Element]) -> None:
    """Put the new elements where the node stood."""
    parent = parent_of(node)
    index = parent.index(node)
    parent.remove(node)
    for offset, item in enumerate(made):
        parent.insert(index + offset, item)


def drop(node: etree._Element) -> None:
    """Remove a node, if it still stands anywhere."""
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def value(node: etree._Element, path: str) -> str | None:
    """Return the `w:val` of the element at the path, None where there is none."""
    found = node.find(_clark(path))
    return None if found is None else found.get(f"{W}val")


@functools.cache
def _clark(path: str) -> str:
    """Return a path of our own with its prefix written out, which is found several times as fast."""
    return path.replace("w:", W)
