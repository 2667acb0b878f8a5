"""Objects a template asks for by a mark alone in its paragraph: charts, equations, lists of contents."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lxml import etree

from extract.finding import LkjipError
from render import marks
from render.charts import chart_paragraph
from render.document_faults import AROUND, name_bab
from render.document_xml import (
    PPR_ORDER,
    W,
    element,
    paragraph_text,
    place,
    properties,
    replace,
)
from render.equations import equation_paragraphs
from render.fields import list_paragraphs
from render.gaya import Gaya
from render.images import image_paragraph
from render.objek import ChartSpec, EquationSpec, ImageSpec, Objek
from render.package import Package

OBJECT = re.compile(
    f"{marks.OBJECT_OPEN}([^:{marks.OBJECT_CLOSE}]*):([^{marks.OBJECT_CLOSE}]*){marks.OBJECT_CLOSE}"
)


def insert_objects(
    marked: Sequence[etree._Element], package: Package, part: str, objek: Mapping[str, Objek], gaya: Gaya, bab: str
) -> list[etree._Element]:
    """Replace every paragraph that is an object mark by its object; return the other marked ones."""
    others = []
    for paragraph in marked:
        text = paragraph_text(paragraph)
        if marks.OBJECT_OPEN not in text:
            others.append(paragraph)
            continue
        found = OBJECT.fullmatch(text.strip())
        if found is None:
            raise LkjipError(
                f"{name_bab(bab)}: bagan, rumus, atau daftar harus sendirian dalam paragrafnya; "
                f"tertulis «{marks.plain(text)[:AROUND]}»",
                kode="OBJEK-TEMPAT",
            )
        if found.group(1) == "equation":
            _stay_with(paragraph)
        made = _make(found.group(1), found.group(2), paragraph, package, part, objek, gaya, bab)
        replace(paragraph, made)
    return others


def _stay_with(paragraph: etree._Element) -> None:
    """The sentence, or the formula, before a formula stays on its page."""
    before = paragraph.getprevious()
    if before is not None and before.tag == f"{W}sdt":
        before = next(before.iter(f"{W}p"), None)
    if before is not None and before.tag == f"{W}p":
        place(properties(before, "pPr"), element("keepNext"), PPR_ORDER)


def _make(
    kind: str,
    name: str,
    paragraph: etree._Element,
    package: Package,
    part: str,
    objek: Mapping[str, Objek],
    gaya: Gaya,
    bab: str,
) -> list[etree._Element]:
    if kind == "toc":
        return list_paragraphs(name, paragraph)
    spec = objek.get(name)
    if kind == "chart" and isinstance(spec, ChartSpec):
        return [chart_paragraph(spec, package, part, paragraph.find(f"{W}pPr"), gaya.huruf)]
    if kind == "image" and isinstance(spec, ImageSpec):
        return [image_paragraph(spec, package, part, paragraph)]
    if kind == "equation" and isinstance(spec, EquationSpec):
        return equation_paragraphs(spec, paragraph)
    raise LkjipError(
        f"{name_bab(bab)}: objek {kind}:{name} diminta templat, tetapi tidak tersedia", kode="OBJEK-HILANG"
    )
