"""Equations drawn as borderless tables, for a LibreOffice without its Math part (PDF copy only)."""

from __future__ import annotations

from lxml import etree

from render.document_xml import NS, M, W, element, parent_of, properties
from render.package import parse_xml
from render.xml_teks import escape

PAD = 90
FULL = 8_400  # twips between the margins
LINE = (
    '<w:tcBorders><w:bottom w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:tcBorders>'  # of a fraction
)
LOOK = (
    '<w:pPr><w:keepNext/><w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>'
    '<w:ind w:left="0" w:right="0" w:firstLine="0"/><w:jc w:val="center"/></w:pPr>'
)


def draw_equations(root: etree._Element) -> None:
    """Replace every paragraph that is an equation by a table that looks like it."""
    for math in list(root.iter(f"{M}oMathPara")):
        paragraph = next((a for a in math.iterancestors() if a.tag == f"{W}p"), None)
        formula = math.find(f"{M}oMath")
        if paragraph is None or formula is None:
            continue
        parent = parent_of(paragraph)
        index = parent.index(paragraph)
        parent.insert(index, _table(formula))
        for child in list(paragraph):
            if child.tag != f"{W}pPr":
                paragraph.remove(child)
        settings = properties(paragraph, "pPr")
        for old in settings.findall(f"{W}spacing"):
            settings.remove(old)
        spacing = element("spacing", before="0", after="120", line="20", lineRule="exact")
        settings.append(spacing)


def _table(formula: etree._Element) -> etree._Element:
    """Return the table, parsed from its text: several times as fast as made element by element."""
    columns = [(c.tag == f"{M}f", _columns_text(c)) for c in formula if c.tag in (f"{M}r", f"{M}f")]
    widths = [PAD * 2 + max(text_width(t) for t in texts) for _, texts in columns]
    if sum(widths) > FULL:
        widths = _narrow(widths, [fraction for fraction, _ in columns])
    grid = "".join([f'<w:gridCol w:w="{width}"/>' for width in widths])
    rows = [
        "".join([_cell(*column, width, number) for column, width in zip(columns, widths, strict=True)])
        for number in (0, 1)
    ]
    return parse_xml(
        f'<w:tbl xmlns:w="{NS["w"]}"><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="30" w:type="dxa"/><w:right w:w="30" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"{''.join([f'<w:tr>{row}</w:tr>' for row in rows])}</w:tbl>".encode()
    )


def _narrow(widths: list[int], fraction: list[bool]) -> list[int]:
    """Only fractions give way, for their words may stand on two lines; a number never leaves its sign."""
    fixed = sum(w for w, f in zip(widths, fraction, strict=True) if not f)
    wide = sum(widths) - fixed
    if not wide or fixed >= FULL:
        return [w * FULL // sum(widths) for w in widths]
    return [w * (FULL - fixed) // wide if f else w for w, f in zip(widths, fraction, strict=True)]


def text_width(text: str) -> int:
    """Return about how wide a text of 11 points is, in twips, rather more than less."""
    wide = sum(90 for c in text if c == "%") + sum(35 for c in text if c.isupper() or c in "=×−+")
    return 126 * len(text) + wide


def _cell(fraction: bool, texts: list[str], width: int, number: int) -> str:
    merge = "" if fraction else '<w:vMerge w:val="restart"/>' if number == 0 else "<w:vMerge/>"
    text = texts[number] if fraction else (texts[0].strip() if number == 0 else "")
    run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merge}{LINE if fraction and number == 0 else ""}'
        f'<w:noWrap/><w:vAlign w:val="center"/></w:tcPr><w:p>{LOOK}{run}</w:p></w:tc>'
    )


def _columns_text(part: etree._Element) -> list[str]:
    if part.tag == f"{M}f":
        return [linear(part.find(f"{M}num")), linear(part.find(f"{M}den"))]
    return [linear(part)]


def linear(part: etree._Element | None) -> str:
    """Return an equation's part in one line; a fraction inside as (a) / (b)."""
    if part is None:
        return ""
    if part.tag == f"{M}t":
        return part.text or ""
    if part.tag == f"{M}f":
        return f"({linear(part.find(f'{M}num'))}) / ({linear(part.find(f'{M}den'))})"
    return "".join([linear(c) for c in part if isinstance(c.tag, str)])
