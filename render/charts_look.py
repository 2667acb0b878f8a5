"""The look of charts: fills that stay apart in black and white, axes without numbers, small type."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from render.objek import ChartSpec
from render.xml_teks import escape, quoteattr

FONT_SIZE = 800  # hundredths of a point
LINE = "404040"
BAR_LETTER = Decimal("0.016")  # share of the longest bar that one letter of its label takes


class Fill(Struct, frozen=True):
    """One way of drawing a series: colour, and a pattern that tells it apart on a grey printer."""

    color: str
    pattern: str = ""
    dash: str = "solid"
    marker: str = "circle"


FILLS = (
    Fill("1F3864"),
    Fill("BFC9DB", dash="dash", marker="square"),
    Fill("5B7DB1", "wdUpDiag", "sysDot", "triangle"),
    Fill("7F7F7F", dash="dashDot", marker="diamond"),
    Fill("404040", "smGrid", "lgDash", "x"),
    Fill("E3E6EC", dash="sysDash", marker="star"),
    Fill("2E75B6", "dkDnDiag", "solid", "plus"),
    Fill("A6A6A6", "dkHorz", "dash", "dot"),
)


def fill(look: Fill) -> str:
    if look.pattern:
        inner = (
            f'<a:pattFill prst="{look.pattern}"><a:fgClr><a:srgbClr val="{look.color}"/></a:fgClr>'
            '<a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr></a:pattFill>'
        )
    else:
        inner = f'<a:solidFill><a:srgbClr val="{look.color}"/></a:solidFill>'
    return f'<c:spPr>{inner}<a:ln w="6350"><a:solidFill><a:srgbClr val="{LINE}"/></a:solidFill></a:ln></c:spPr>'


def axes(spec: ChartSpec) -> str:
    """Return both axes; the value axis starts at zero and shows no numbers of its own."""
    sides = ("b", "l") if spec.kind != "bar" else ("l", "b")
    order = "maxMin" if spec.kind == "bar" else "minMax"
    numbers = [p.value for s in spec.series for p in s.titik if p is not None and p.value is not None]
    floor = "" if numbers and min(numbers) < 0 else '<c:min val="0"/>'
    line = f'<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="{LINE}"/></a:solidFill></a:ln></c:spPr>'
    title, top = "", _top(spec)
    if spec.unit:
        title = (
            f"<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:pPr>"
            f'<a:defRPr sz="{FONT_SIZE}" b="0"/></a:pPr><a:r>'
            f'<a:rPr lang="id-ID" sz="{FONT_SIZE}" b="0"/><a:t>{escape(spec.unit)}</a:t></a:r></a:p>'
            f"</c:rich></c:tx>"
            '<c:overlay val="0"/></c:title>'
        )
    return (
        f'<c:catAx><c:axId val="111111111"/><c:scaling><c:orientation val="{order}"/></c:scaling>'
        f'<c:delete val="0"/>'
        f'<c:axPos val="{sides[0]}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        f'<c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="low"/>{line}{text_properties()}<c:crossAx val="222222222"/>'
        '<c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>'
        '<c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="222222222"/><c:scaling><c:orientation val="minMax"/>{top}{floor}</c:scaling>'
        f'<c:delete val="0"/>'
        f'<c:axPos val="{sides[1]}"/>{title}<c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="none"/>'
        '<c:spPr><a:ln><a:noFill/></a:ln></c:spPr><c:crossAx val="111111111"/>'
        f'<c:crosses val="{"max" if spec.kind == "bar" else "autoZero"}"/>'
        f'<c:crossBetween val="between"/></c:valAx>'
    )


def _top(spec: ChartSpec) -> str:
    """Return the end of the value axis where labels beside bars need room; else the program chooses."""
    points = [p for s in spec.series for p in s.titik if p is not None and p.value is not None]
    highest = max((p.value for p in points if p.value is not None), default=None)
    if spec.kind != "bar" or highest is None or highest <= 0:
        return ""
    widest = max(len(p.text) for p in points)
    room = Decimal(1) + min(Decimal(widest) * BAR_LETTER, Decimal("0.6"))
    return f'<c:max val="{(highest * room).quantize(Decimal("0.01")):f}"/>'


def text_properties(font: str = "") -> str:
    latin = f"<a:latin typeface={quoteattr(font)}/><a:cs typeface={quoteattr(font)}/>" if font else ""
    return (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{FONT_SIZE}"><a:solidFill>'
        f'<a:srgbClr val="262626"/>'
        f'</a:solidFill>{latin}</a:defRPr></a:pPr><a:endParaRPr lang="id-ID"/></a:p></c:txPr>'
    )
