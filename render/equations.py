"""Native Word equations (OMML) from an `EquationSpec`.

Figures inside a formula cannot hold content controls of their own (Word has none inside equations):
the whole formula sits in one hidden control tagged `rumus:<name>`, and `tags_in` names its figures in
reading order for the record that travels with the document.
"""

from __future__ import annotations

import hashlib
import re
from copy import deepcopy

from lxml import etree

from render import marks
from render.document_marks import content_control
from render.document_xml import NS, PPR_ORDER, M, W, element, place, properties
from render.objek import EquationSpec, Pecahan, Suku

FONT = "Cambria Math"
FIGURE = re.compile(
    f"{marks.FIGURE_OPEN}([^{marks.FIGURE_MID}]*){marks.FIGURE_MID}([^{marks.FIGURE_CLOSE}]*){marks.FIGURE_CLOSE}"
)
TAG_LIMIT = 64
ALIAS_LIMIT = 200


def equation_tag(name: str) -> str:
    """Return the tag of a formula's content control: `rumus:<name>`, at most 64 characters."""
    tag = f"rumus:{name}"
    if len(tag) <= TAG_LIMIT:
        return tag
    return f"{tag[: TAG_LIMIT - 9]}.{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def equation_paragraphs(spec: EquationSpec, template: etree._Element) -> list[etree._Element]:
    """Return one paragraph (in its hidden control) per line of the formula, laid out like the template's."""
    made = []
    for number, line in enumerate(spec.baris):
        paragraph = element("p")
        settings = template.find(f"{W}pPr")
        if settings is not None:
            paragraph.append(deepcopy(settings))
        if number < len(spec.baris) - 1:
            place(properties(paragraph, "pPr"), element("keepNext"), PPR_ORDER)
        paragraph.append(_math_paragraph(line, _alignment(paragraph)))
        tag = equation_tag(spec.name if number == 0 else f"{spec.name}.{number + 1}")
        control = content_control(tag, [paragraph])
        if number == 0 and spec.alt:
            control[0].insert(0, element("alias", val=marks.plain(spec.alt)[:ALIAS_LIMIT]))
        made.append(control)
    return made


def tags_in(spec: EquationSpec) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return for every line its control's tag and its figures (printed id, text) in reading order."""
    lines = []
    for number, line in enumerate(spec.baris):
        tag = equation_tag(spec.name if number == 0 else f"{spec.name}.{number + 1}")
        lines.append((tag, FIGURE.findall(_flat(line))))
    return lines


def _flat(parts: tuple[Suku, ...]) -> str:
    return "".join(_flat(p.atas) + _flat(p.bawah) if isinstance(p, Pecahan) else p.text for p in parts)


def _alignment(paragraph: etree._Element) -> str:
    found = paragraph.find(f"{W}pPr/{W}jc")
    value = "center" if found is None else found.get(f"{W}val", "center")
    return value if value in ("left", "right", "center") else "left"


def _math(tag: str, *children: etree._Element, **attributes: str) -> etree._Element:
    made = etree.Element(f"{M}{tag}", nsmap={"m": NS["m"]})
    for name, value in attributes.items():
        made.set(f"{M}{name}", value)
    for child in children:
        made.append(child)
    return made


def _math_paragraph(line: tuple[Suku, ...], alignment: str) -> etree._Element:
    settings = _math("oMathParaPr", _math("jc", val=alignment))
    return _math("oMathPara", settings, _math("oMath", *_parts(line)))


def _parts(parts: tuple[Suku, ...]) -> list[etree._Element]:
    return [_fraction(p) if isinstance(p, Pecahan) else _text(marks.plain(p.text)) for p in parts]


def _fraction(part: Pecahan) -> etree._Element:
    settings = _math("fPr", _math("type", val="bar"))
    return _math("f", settings, _math("num", *_parts(part.atas)), _math("den", *_parts(part.bawah)))


def _text(text: str) -> etree._Element:
    """Return upright text; the words of a formula are words, not products of italic letters."""
    fonts = element("rFonts", ascii=FONT, hAnsi=FONT)
    rpr = element("rPr")
    rpr.append(fonts)
    node = _math("t")
    node.text = text
    node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return _math("r", _math("rPr", _math("nor")), rpr, node)
