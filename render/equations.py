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
from render.document_figures import content_control
from render.document_xml import NS, PPR_ORDER, W, element, place, properties
from render.objek import EquationSpec, Pecahan, Suku
from render.package import parse_xml
from render.xml_teks import escape

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


def _math_paragraph(line: tuple[Suku, ...], alignment: str) -> etree._Element:
    """Return the formula: written as text and parsed, for it has dozens of elements."""
    return parse_xml(
        f'<m:oMathPara xmlns:m="{NS["m"]}" xmlns:w="{NS["w"]}"><m:oMathParaPr><m:jc m:val="{alignment}"/>'
        f"</m:oMathParaPr><m:oMath>{_parts(line)}</m:oMath></m:oMathPara>".encode()
    )


def _parts(parts: tuple[Suku, ...]) -> str:
    return "".join([_fraction(p) if isinstance(p, Pecahan) else _text(marks.plain(p.text)) for p in parts])


def _fraction(part: Pecahan) -> str:
    above, below = _parts(part.atas), _parts(part.bawah)
    return f'<m:f><m:fPr><m:type m:val="bar"/></m:fPr><m:num>{above}</m:num><m:den>{below}</m:den></m:f>'


def _text(text: str) -> str:
    """Return upright text; the words of a formula are words, not products of italic letters."""
    return (
        f'<m:r><m:rPr><m:nor/></m:rPr><w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}"/></w:rPr>'
        f'<m:t xml:space="preserve">{escape(text)}</m:t></m:r>'
    )
