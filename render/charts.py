"""Native charts: a DrawingML chart part with its workbook, both written from the same values.

Values are labelled with the very text the report prints (`Titik.text`), so no program's language can
show them another way; fills differ in brightness and pattern and stay apart in black and white.
"""

from __future__ import annotations

from decimal import Decimal

from lxml import etree

from render.charts_look import FILLS, FONT_SIZE, axes, fill, text_properties
from render.document_xml import NS, PPR_ORDER, element, place, properties, run_of
from render.objek import ChartSpec, Seri
from render.package import OFFICE_REL, Package, Rel, parse_xml
from render.xml_teks import escape, quoteattr

CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EMU_PER_CM = 360_000
WIDTH_CM = 14.5
MOST_CM = 14.0  # a taller chart would push itself to a page of its own and leave one half empty
MANY_BARS = 16
SHEET = "Data"


def chart_paragraph(
    spec: ChartSpec, package: Package, part: str, settings: etree._Element | None, font: str
) -> etree._Element:
    """Add the chart to the package and return its paragraph, laid out like the template's."""
    from copy import deepcopy

    from render.buku import Lembar, workbook_bytes

    book = package.free_name("word/embeddings/Microsoft_Excel_Sheet", "xlsx")
    rows = [[label, *(_value(s, i) for s in spec.series)] for i, label in enumerate(spec.categories)]
    package.add_part(
        book, workbook_bytes([Lembar(SHEET, ["Kategori", *(s.nama for s in spec.series)], rows)]), XLSX_TYPE
    )
    name = package.free_name("word/charts/chart", "xml")
    package.add_part(name, chart_xml(spec, font), CHART_TYPE)
    package.set_rels(name, {"rId1": Rel(f"{OFFICE_REL}package", book)})
    rel_id = package.add_rel(part, Rel(f"{OFFICE_REL}chart", name))
    paragraph = element("p")
    if settings is not None:
        paragraph.append(deepcopy(settings))
    place(properties(paragraph, "pPr"), element("keepNext"), PPR_ORDER)
    paragraph.append(run_of(_drawing(spec, rel_id)))
    return paragraph


def _value(series: Seri, index: int) -> Decimal | None:
    point = series.titik[index]
    return None if point is None else point.value


def _drawing(spec: ChartSpec, rel_id: str) -> etree._Element:
    width, height = int(WIDTH_CM * EMU_PER_CM), int(_height(spec) * EMU_PER_CM)
    xml = (
        f'<w:drawing xmlns:w="{NS["w"]}">'
        f'<wp:inline xmlns:wp="{NS["wp"]}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="1" name={quoteattr("bagan:" + spec.name)} descr={quoteattr(spec.alt)}/>'
        f"<wp:cNvGraphicFramePr/>"
        f'<a:graphic xmlns:a="{NS["a"]}"><a:graphicData uri="{NS["c"]}">'
        f'<c:chart xmlns:c="{NS["c"]}" xmlns:r="{NS["r"]}" r:id="{rel_id}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    return parse_xml(xml.encode())


def _height(spec: ChartSpec) -> float:
    """Return the height in cm: horizontal bars need room for each bar."""
    if spec.kind != "bar":
        return 7.5
    bars = len(spec.categories) * max(1, len(spec.series))
    return min(MOST_CM, max(5.0, 2.0 + (0.55 if bars <= MANY_BARS else 0.36) * bars))


def chart_xml(spec: ChartSpec, font: str) -> bytes:
    """Return the chart part in the report's font: the same spec always gives the same bytes."""
    body = {"column": _bars, "bar": _bars, "line": _lines, "pie": _pie}[spec.kind](spec)
    several = len(spec.series) > 1 or spec.kind == "pie"
    legend = (
        f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{text_properties()}</c:legend>' if several else ""
    )
    xml = (
        f'<c:chartSpace xmlns:c="{NS["c"]}" xmlns:a="{NS["a"]}" xmlns:r="{NS["r"]}">'
        '<c:date1904 val="0"/><c:lang val="id-ID"/><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>{body}</c:plotArea>{legend}'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        '<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>'
        f'{text_properties(font)}<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData>'
        f"</c:chartSpace>"
    )
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + xml.encode()


def _bars(spec: ChartSpec) -> str:
    direction = "col" if spec.kind == "column" else "bar"
    series = "".join(
        _series(spec, i, fill(FILLS[i % len(FILLS)]), '<c:invertIfNegative val="0"/>')
        for i in range(len(spec.series))
    )
    return (
        f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="clustered"/><c:varyColors val="0"/>{series}'
        f'<c:gapWidth val="60"/><c:overlap val="-5"/><c:axId val="111111111"/><c:axId val="222222222"/>'
        f"</c:barChart>" + axes(spec)
    )


def _lines(spec: ChartSpec) -> str:
    made = []
    for i in range(len(spec.series)):
        look = FILLS[i % len(FILLS)]
        color = "1F3864" if i == 0 else ("595959" if i == 1 else look.color)
        line = (
            f'<c:spPr><a:ln w="28575" cap="rnd"><a:solidFill><a:srgbClr val="{color}"/></a:solidFill>'
            f'<a:prstDash val="{look.dash}"/><a:round/></a:ln></c:spPr>'
            f'<c:marker><c:symbol val="{look.marker}"/><c:size val="7"/><c:spPr><a:solidFill>'
            f'<a:srgbClr val="{color}"/>'
            f'</a:solidFill><a:ln><a:solidFill><a:srgbClr val="{color}"/></a:solidFill></a:ln></c:spPr>'
            f"</c:marker>"
        )
        made.append(_series(spec, i, line, "", smooth='<c:smooth val="0"/>'))
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{"".join(made)}<c:marker val="1"/>'
        '<c:axId val="111111111"/><c:axId val="222222222"/></c:lineChart>' + axes(spec)
    )


def _pie(spec: ChartSpec) -> str:
    points = "".join(
        f'<c:dPt><c:idx val="{i}"/><c:bubble3D val="0"/>{fill(FILLS[i % len(FILLS)])}</c:dPt>'
        for i in range(len(spec.categories))
    )
    series = _series(spec, 0, "", points)
    return f'<c:pieChart><c:varyColors val="1"/>{series}<c:firstSliceAng val="0"/></c:pieChart>'


def _series(spec: ChartSpec, index: int, style: str, after: str, smooth: str = "") -> str:
    series = spec.series[index]
    last, column = len(spec.categories) + 1, _letters(index + 2)
    categories = "".join(f'<c:pt idx="{i}"><c:v>{escape(t)}</c:v></c:pt>' for i, t in enumerate(spec.categories))
    values = "".join(
        f'<c:pt idx="{i}"><c:v>{p.value:f}</c:v></c:pt>'
        for i, p in enumerate(series.titik)
        if p is not None and p.value is not None
    )
    count = f'<c:ptCount val="{len(spec.categories)}"/>'
    return (
        f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/><c:tx><c:strRef><c:f>{SHEET}!${column}$1</c:f>'
        f'<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(series.nama)}</c:v></c:pt>'
        f"</c:strCache></c:strRef></c:tx>"
        f"{style}{after}{_labels(spec, series)}"
        f"<c:cat><c:strRef><c:f>{SHEET}!$A$2:$A${last}</c:f><c:strCache>{count}{categories}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>{SHEET}!${column}$2:${column}${last}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
        f"{count}{values}</c:numCache></c:numRef></c:val>{smooth}</c:ser>"
    )


def _labels(spec: ChartSpec, series: Seri) -> str:
    """Return the labels: the printed text of each value, beside it."""
    position = {"column": "outEnd", "bar": "outEnd", "line": "t", "pie": "bestFit"}[spec.kind]
    shows = (
        '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
        '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    )
    each = "".join(
        f'<c:dLbl><c:idx val="{i}"/><c:tx><c:rich><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:pPr>'
        f'<a:defRPr sz="{FONT_SIZE}"/></a:pPr>'
        f'<a:r><a:rPr lang="id-ID" sz="{FONT_SIZE}"/><a:t>{escape(p.text)}</a:t></a:r></a:p></c:rich></c:tx>'
        f'<c:dLblPos val="{_beside(spec, series, i) or position}"/>{shows}</c:dLbl>'
        for i, p in enumerate(series.titik)
        if p is not None and p.value is not None
    )
    return (
        f"<c:dLbls>{each}<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{text_properties()}"
        f'<c:dLblPos val="{position}"/>{shows}</c:dLbls>'
    )


def _beside(spec: ChartSpec, series: Seri, index: int) -> str:
    """Lines that run close: the label of a lower value goes below its point, so that none is covered."""
    point = series.titik[index]
    if spec.kind != "line" or point is None or point.value is None:
        return ""
    others = [o.value for s in spec.series if s is not series and (o := s.titik[index]) is not None]
    return "b" if any(v is not None and v > point.value for v in others) else "t"


def _letters(number: int) -> str:
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text
