"""Put the figures a report was made with inside its .docx, as a custom XML part (see extract/bekal.py)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lxml import etree

from extract.bekal import NAMESPACE, write_bekal
from extract.docx_angka import read_paragraphs
from extract.docx_bagan import chart_values_of
from render.bekal_objek import name_chart_values, name_formula_figures
from render.jejak_catatan import Catatan, record_of
from render.objek import Objek
from render.package import OFFICE_REL, Package, Rel

PROPS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
    '<ds:datastoreItem ds:itemID="{{{guid}}}" '
    'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml">'
    '<ds:schemaRefs><ds:schemaRef ds:uri="' + NAMESPACE + '"/></ds:schemaRefs></ds:datastoreItem>'
)
PROPS_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"


def embed(
    package: Package,
    flow: etree._Element,
    satker: str,
    tahun: int,
    angka: Iterable[Mapping[str, Any]],
    objek: Sequence[Objek] = (),
) -> Catatan:
    """Add our part to the finished document; return which figure stands where.

    `flow` is what the document says (see `docx_alir`), `angka` are entries of angka.json (printed ones are
    kept), `objek` the charts and formulas of all chapters: what they show cannot hold content controls, so
    the part says which figure stands where.
    Same input, same bytes.
    """
    main = package.main_part()
    targets = {name: rel.target for name, rel in package.rels(main).items() if rel.target in package.parts}
    shown = chart_values_of(flow, targets, package.data)
    paragraphs = name_formula_figures(read_paragraphs(flow), objek)
    charts = name_chart_values(shown, objek)
    item = package.free_name("customXml/item", "xml")
    props = item.replace("item", "itemProps")
    guid = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{NAMESPACE}/{satker}/{tahun}")).upper()
    package.add_part(item, write_bekal(satker, tahun, angka, paragraphs, charts), "application/xml")
    package.add_part(props, PROPS.format(guid=guid).encode(), PROPS_TYPE)
    package.add_rel(item, Rel(f"{OFFICE_REL}customXmlProps", props))
    package.add_rel(main, Rel(f"{OFFICE_REL}customXml", item))
    return record_of(paragraphs, charts)
