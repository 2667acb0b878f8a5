"""The style settings of the pedoman on one chapter: font, size, paper, margins.

`pedoman.yml` is the authority. Where a template says the same nothing changes; otherwise the template's
main font, its sizes, paper and margins follow the settings, and tables keep their share of the width.
"""

from __future__ import annotations

import functools

from lxml import etree

from render.document_xml import NS, W
from render.gaya import Gaya
from render.package import Package, parse_xml, to_xml

TWIPS_PER_CM = 566.929
PAPERS = {"A4": (11_906, 16_838), "F4": (12_189, 18_709)}
TOLERANCE = 30  # twips; smaller differences are rounding
SIZES = ("w:sz", "w:szCs")
FONT_ATTRIBUTES = ("ascii", "hAnsi", "cs", "eastAsia")


def apply_gaya(package: Package, main: str, root: etree._Element, gaya: Gaya) -> None:
    """Make font, size, paper and margins of a chapter what the settings say."""
    name = package.related(main, "styles")
    if name is not None:
        old, data = adapt_styles(package.data(name), gaya.huruf, gaya.ukuran_huruf)
        package.put(name, data)
        if old != gaya.huruf:
            _replace_font(root, old, gaya.huruf)
    ratio = 1.0
    for section in root.iter(f"{W}sectPr"):
        for extra in section.findall(f"{W}pgNumType")[:-1]:
            section.remove(extra)
        ratio = _set_page(section, gaya, ratio)
    if abs(ratio - 1) > 0.005:
        _scale_tables(root, ratio)


def main_font(styles: etree._Element) -> str | None:
    """Return the font of the default paragraph style, else of the document's defaults."""
    for path in ("w:style[@w:default='1'][@w:type='paragraph']/w:rPr/w:rFonts", "w:docDefaults//w:rFonts"):
        found = styles.find(path, NS)
        if found is not None and found.get(f"{W}ascii"):
            return found.get(f"{W}ascii")
    return None


def main_size(styles: etree._Element) -> int | None:
    """Return the size of the default paragraph style in half points."""
    for path in ("w:style[@w:default='1'][@w:type='paragraph']/w:rPr/w:sz", "w:docDefaults//w:sz"):
        found = styles.find(path, NS)
        if found is not None:
            return int(float(found.get(f"{W}val", "22")))
    return None


@functools.lru_cache(maxsize=32)
def adapt_styles(data: bytes, font: str, points: float) -> tuple[str, bytes]:
    """Return the style part's main font, and the part with the settings' font and size."""
    styles = parse_xml(data)
    old = main_font(styles) or font
    if old != font:
        _replace_font(styles, old, font)
    changed = _set_size(styles, points) or old != font
    return old, to_xml(styles) if changed else data


def _replace_font(tree: etree._Element, old: str, new: str) -> None:
    for fonts in tree.iter(f"{W}rFonts"):
        for attribute in FONT_ATTRIBUTES:
            if fonts.get(f"{W}{attribute}") == old:
                fonts.set(f"{W}{attribute}", new)


def _set_size(styles: etree._Element, points: float) -> bool:
    """Move all styles' sizes by the difference, so that headings keep their distance to the text."""
    old, new = main_size(styles), round(points * 2)
    if old is None or old == new:
        return False
    for path in SIZES:
        for size in styles.iterfind(f".//{path}", NS):
            size.set(f"{W}val", str(max(12, int(float(size.get(f"{W}val", "22"))) + new - old)))
    return True


def _set_page(section: etree._Element, gaya: Gaya, ratio: float) -> float:
    """Set paper and margins of a section; return how its text width changed (upright pages decide)."""
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    if size is None or margins is None:
        return ratio
    lying = size.get(f"{W}orient") == "landscape"
    before = _text_width(size, margins)
    width, height = PAPERS[gaya.kertas]
    if lying:
        width, height = height, width
    if (
        abs(int(size.get(f"{W}w", "0")) - width) > TOLERANCE
        or abs(int(size.get(f"{W}h", "0")) - height) > TOLERANCE
    ):
        size.set(f"{W}w", str(width))
        size.set(f"{W}h", str(height))
    wanted = {
        "left": gaya.margin.kiri,
        "right": gaya.margin.kanan,
        "top": gaya.margin.atas,
        "bottom": gaya.margin.bawah,
    }
    if not lying:
        for side, centimetres in wanted.items():
            twips = round(centimetres * TWIPS_PER_CM)
            if abs(int(float(margins.get(f"{W}{side}", "0"))) - twips) > TOLERANCE:
                margins.set(f"{W}{side}", str(twips))
    return ratio if lying or before <= 0 else _text_width(size, margins) / before


def _text_width(size: etree._Element, margins: etree._Element) -> int:
    left, right = (int(float(margins.get(f"{W}{side}", "0"))) for side in ("left", "right"))
    return int(size.get(f"{W}w", "0")) - left - right


def _scale_tables(root: etree._Element, ratio: float) -> None:
    for node in root.iter(f"{W}gridCol"):
        node.set(f"{W}w", str(round(int(node.get(f"{W}w", "0")) * ratio)))
    for node in root.iter(f"{W}tcW", f"{W}tblW"):
        if node.get(f"{W}type") == "dxa":
            node.set(f"{W}w", str(round(int(node.get(f"{W}w", "0")) * ratio)))
