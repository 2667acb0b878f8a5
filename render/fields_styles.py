"""The styles that lists of contents need, added where a template lacks them."""

from __future__ import annotations

import functools

from lxml import etree

from render.document_xml import W, element, value
from render.package import Package, parse_xml, to_xml

WANTED = {"isi1": "toc 1", "isi2": "toc 2", "isi3": "toc 3", "gambar": "table of figures"}
IDS = {"isi1": "TOC1", "isi2": "TOC2", "isi3": "TOC3", "gambar": "TableofFigures"}
# left and hanging indent in twips: the number stands out, a long title wraps under itself
INDENTS = {"isi1": (0, 0), "isi2": (709, 425), "isi3": (1_276, 567), "gambar": (1_134, 1_134)}


def ensure_list_styles(package: Package, main: str) -> dict[str, str]:
    """Return the style ids for list entries by kind (`isi1`..`isi3`, `gambar`)."""
    name = package.related(main, "styles")
    if name is None:
        return IDS
    found, data = _with_list_styles(package.data(name))
    package.put(name, data)
    return dict(found)


@functools.lru_cache(maxsize=16)
def _with_list_styles(data: bytes) -> tuple[dict[str, str], bytes]:
    """Return the ids, and the style part with the styles it lacked."""
    styles = parse_xml(data)
    by_name = {
        (value(s, "w:name") or "").lower(): s.get(f"{W}styleId", "")
        for s in styles.iterfind(f"{W}style")
        if s.find(f"{W}name") is not None
    }
    found: dict[str, str] = {}
    for kind, style_name in WANTED.items():
        if style_name in by_name:
            found[kind] = by_name[style_name]
        else:
            styles.append(_make_style(kind, style_name))
            found[kind] = IDS[kind]
    return found, to_xml(styles)


def _make_style(kind: str, name: str) -> etree._Element:
    style = element("style", type="paragraph", styleId=IDS[kind])
    style.append(element("name", val=name))
    style.append(element("basedOn", val="Normal"))
    style.append(element("next", val="Normal"))
    style.append(element("uiPriority", val="39" if kind != "gambar" else "99"))
    style.append(element("unhideWhenUsed"))
    settings = element("pPr")
    settings.append(element("spacing", before="0", after="60"))
    left, hanging = INDENTS[kind]
    settings.append(element("ind", left=str(left), hanging=str(hanging)))
    style.append(settings)
    return style
