"""Equations drawn as borderless tables, for a LibreOffice without its Math part (PDF copy only)."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from render.document_xml import M, W, element, parent_of, properties, run

PAD = 90
FULL = 8_400  # twips between the margins


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
    columns = [(c, _columns_text(c)) for c in formula if c.tag in (f"{M}r", f"{M}f")]
    widths = [PAD * 2 + max(text_width(t) for t in texts) for _, texts in columns]
    if sum(widths) > FULL:
        widths = _narrow(widths, [part.tag == f"{M}f" for part, _ in columns])
    table = element("tbl")
    settings = element("tblPr")
    settings.append(element("tblW", w=str(sum(widths)), type="dxa"))
    settings.append(element("jc", val="center"))
    settings.append(element("tblLayout", type="fixed"))
    margins = element("tblCellMar")
    margins.append(element("left", w="30", type="dxa"))
    margins.append(element("right", w="30", type="dxa"))
    settings.append(margins)
    table.append(settings)
    grid = element("tblGrid")
    for width in widths:
        grid.append(element("gridCol", w=str(width)))
    table.append(grid)
    for number in (0, 1):
        row = element("tr")
        for (part, texts), width in zip(columns, widths, strict=True):
            row.append(_cell(part.tag == f"{M}f", texts, width, number))
        table.append(row)
    return table


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


def _cell(fraction: bool, texts: list[str], width: int, number: int) -> etree._Element:
    cell = element("tc")
    settings = element("tcPr")
    settings.append(element("tcW", w=str(width), type="dxa"))
    if not fraction:
        settings.append(element("vMerge", val="restart") if number == 0 else element("vMerge"))
    if fraction and number == 0:
        borders = element("tcBorders")
        borders.append(element("bottom", val="single", sz="6", space="0", color="000000"))
        settings.append(borders)
    settings.append(element("noWrap"))
    settings.append(element("vAlign", val="center"))
    cell.append(settings)
    paragraph = element("p")
    look = properties(paragraph, "pPr")
    look.append(element("keepNext"))
    look.append(element("spacing", before="20", after="20", line="240", lineRule="auto"))
    look.append(element("ind", left="0", right="0", firstLine="0"))
    look.append(element("jc", val="center"))
    text = texts[number] if fraction else (texts[0] if number == 0 else "")
    if text:
        paragraph.append(run(text.strip() if not fraction else text))
    cell.append(paragraph)
    return cell


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
    return "".join(linear(c) for c in deepcopy(part) if isinstance(c.tag, str))
