"""Pictures the office supplies, put into the document in their own proportions, with alt text."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from render.document_xml import NS, PPR_ORDER, W, element, place, properties, run_of
from render.objek import ImageSpec
from render.package import OFFICE_REL, Package, Rel, parse_xml
from render.xml_teks import quoteattr

EMU_PER_CM = 360_000
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def image_paragraph(spec: ImageSpec, package: Package, part: str, template: etree._Element) -> etree._Element:
    """Add the picture to the package and return its paragraph, laid out like the template's."""
    name = package.free_name("word/media/gambar", spec.jenis)
    package.add_part(name, spec.data, f"image/{spec.jenis}")
    rel_id = package.add_rel(part, Rel(f"{OFFICE_REL}image", name))
    paragraph = element("p")
    settings = template.find(f"{W}pPr")
    if settings is not None:
        paragraph.append(deepcopy(settings))
    place(properties(paragraph, "pPr"), element("keepNext"), PPR_ORDER)
    paragraph.append(run_of(_drawing(spec, rel_id)))
    return paragraph


def fit(spec: ImageSpec) -> tuple[int, int]:
    """Return width and height in EMU: as large as the place allows, proportions kept."""
    scale = min(spec.lebar_cm / spec.lebar, spec.tinggi_cm / spec.tinggi)
    return round(spec.lebar * scale * EMU_PER_CM), round(spec.tinggi * scale * EMU_PER_CM)


def _drawing(spec: ImageSpec, rel_id: str) -> etree._Element:
    width, height = fit(spec)
    title = quoteattr(f"gambar:{spec.name}")
    xml = (
        f'<w:drawing xmlns:w="{NS["w"]}"><wp:inline xmlns:wp="{NS["wp"]}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="1" name={title} descr={quoteattr(spec.alt)}/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{NS["a"]}"><a:graphicData uri="{PIC}"><pic:pic xmlns:pic="{PIC}">'
        f'<pic:nvPicPr><pic:cNvPr id="0" name={title}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip xmlns:r="{NS["r"]}" r:embed="{rel_id}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing>"
    )
    return parse_xml(xml.encode())
