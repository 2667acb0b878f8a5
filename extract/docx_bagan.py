"""Native charts of a Word document read back: every cached value with the label that is shown beside it."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable, Iterator, Mapping

from lxml import etree
from msgspec import Struct

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
RELS = "word/_rels/document.xml.rels"


class NilaiBagan(Struct, frozen=True):
    """One number of a native chart: the cached value, and the label's own text ("" where it has none)."""

    bagan: str
    seri: str
    kategori: str
    teks: str
    label: str = ""
    id: str = ""  # the printed id, known only for a report's own record


def read_charts(package: zipfile.ZipFile, flow: etree._Element) -> tuple[NilaiBagan, ...]:
    """Return the values of all charts in the order in which the document (`docx_alir`) shows them."""
    names = set(package.namelist())
    if RELS not in names:
        return ()
    rels = _parse(package.read(RELS))
    parts = {r.get("Id", ""): posixpath.normpath(posixpath.join("word", r.get("Target", ""))) for r in rels}
    return chart_values_of(flow, {rel: part for rel, part in parts.items() if part in names}, package.read)


def chart_values_of(
    flow: etree._Element, parts: Mapping[str, str], read: Callable[[str], bytes]
) -> tuple[NilaiBagan, ...]:
    """Return the same, given the part names by relationship id and how to read a part."""
    found: list[NilaiBagan] = []
    for number, chart in enumerate(flow.iter("bagan"), 1):
        part = parts.get(chart.get("rel", ""))
        if part is not None:
            found.extend(chart_values(chart_name(chart) or f"bagan ke-{number}", _parse(read(part))))
    return tuple(found)


def chart_name(chart: etree._Element) -> str:
    """Return the name of the drawing that holds the chart, as its maker gave it."""
    return chart.get("nama", "").removeprefix("bagan:")


def chart_values(name: str, root: etree._Element) -> Iterator[NilaiBagan]:
    """Yield every cached value of one chart, series by series."""
    for series in root.iter(f"{C}ser"):
        title = "".join(v.text or "" for v in series.iterfind(f"{C}tx//{C}v"))
        categories = {p.get("idx"): (p.findtext(f"{C}v") or "") for p in series.iterfind(f"{C}cat//{C}pt")}
        labels = {_index(d): "".join(t.text or "" for t in d.iter(f"{A}t")) for d in series.iter(f"{C}dLbl")}
        for point in series.iterfind(f"{C}val//{C}pt"):
            index = point.get("idx")
            text = point.findtext(f"{C}v") or ""
            yield NilaiBagan(name, title, categories.get(index, ""), text, labels.get(index, ""))


def _index(label: etree._Element) -> str | None:
    index = label.find(f"{C}idx")
    return None if index is None else index.get("val")


def _parse(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(data, parser)
