"""Numbering: one multilevel list for all headings, lists of their own for the list styles."""

from __future__ import annotations

from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

HEADING_LIST, BULLETS, NUMBERS = 90, 91, 92
ANALYSIS = ("decimal", "%6)")
SILENT = ("decimal", "")
LEVELS = {
    # the same list in every template; the chapter number is typed, so level 0 shows nothing
    "huruf": (SILENT, ("upperLetter", "%2."), ("decimal", "%3."), SILENT, SILENT, ANALYSIS),
    "angka": (SILENT, ("decimal", "%1.%2"), ("decimal", "%1.%2.%3"), SILENT, SILENT, ANALYSIS),
}
LINKED = ("Heading1", "Heading2", "Heading3", "Heading4", "Heading5", "JudulAnalisis")
HANG = {"huruf": (0, 454, 454, 0, 0, 397), "angka": (0, 680, 794, 0, 0, 397)}


def add_numbering(doc: Any, skema: str, chapter: int) -> None:
    """Tie the headings to one multilevel list and give the list styles lists of their own."""
    numbering = doc.part.numbering_part.element
    for old in list(numbering):
        numbering.remove(old)
    levels = ""
    for level, (fmt, text) in enumerate(LEVELS[skema]):
        hang = HANG[skema][level]
        suffix = "" if text else '<w:suff w:val="nothing"/>'
        start = chapter if level == 0 else 1
        levels += (
            f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{fmt}"/>'
            f'<w:pStyle w:val="{LINKED[level]}"/>{suffix}<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{hang}" w:hanging="{hang}"/></w:pPr></w:lvl>'
        )
    _abstract(numbering, HEADING_LIST, levels, "multilevel")
    _abstract(numbering, BULLETS, _simple("bullet", "•", "ListBullet"), "singleLevel")
    _abstract(numbering, NUMBERS, _simple("decimal", "%1.", "ListNumber"), "singleLevel")
    for number in (HEADING_LIST, BULLETS, NUMBERS):
        _instance(numbering, number, number)
    for level, style in enumerate(LINKED):
        _tie(doc, style, HEADING_LIST, level)
    _tie(doc, "ListBullet", BULLETS, 0)
    _tie(doc, "ListNumber", NUMBERS, 0)


def new_list(doc: Any, paragraph: Any) -> None:
    """Let this paragraph begin a numbered list of its own, counting from 1."""
    numbering = doc.part.numbering_part.element
    number = max(int(n.get(qn("w:numId"))) for n in numbering.findall(qn("w:num"))) + 1
    _instance(numbering, number, NUMBERS, restart=True)
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number


def _simple(fmt: str, text: str, style: str) -> str:
    return (
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/><w:pStyle w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="567" w:hanging="397"/></w:pPr></w:lvl>'
    )


def _abstract(numbering: Any, number: int, levels: str, kind: str) -> None:
    numbering.append(
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:multiLevelType w:val="{kind}"/>'
            f"{levels}</w:abstractNum>"
        )
    )


def _instance(numbering: Any, number: int, abstract: int, *, restart: bool = False) -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>' if restart else ""
    numbering.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'
        )
    )


def _tie(doc: Any, style_id: str, number: int, level: int) -> None:
    style = next(s for s in doc.styles if s.style_id == style_id)
    properties = style.element.get_or_add_pPr()
    for old in properties.findall(qn("w:numPr")):
        properties.remove(old)
    number_properties = properties.get_or_add_numPr()
    if level:
        number_properties.get_or_add_ilvl().val = level
    number_properties.get_or_add_numId().val = number
