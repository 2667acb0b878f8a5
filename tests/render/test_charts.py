"""Native charts: cached values, labels and workbook say the same; they are legible without colour."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from msgspec.structs import replace

from render import marks
from render.charts import chart_xml
from render.charts_look import FILLS
from render.document_xml import NS
from render.package import Package, parse_xml
from render.validate import validate_docx, validate_with_sdk
from tests.render.dokumen import body, chart, find, render


def fill(document: Any) -> None:
    document.add_paragraph("{{ x }}")


def made(folder: Path, kind: str) -> bytes:
    return render(folder, fill, {"x": marks.obj("chart", "x")}, {"x": chart(kind=kind)})


@pytest.mark.parametrize("kind", ["column", "bar", "line", "pie"])
def test_cache_and_workbook_agree(tmp_path: Path, kind: str) -> None:
    package = Package.read(made(tmp_path, kind))
    name = next(n for n in package.parts if n.startswith("word/charts/chart"))
    root = package.xml(name)
    book_name = next(iter(package.rels(name).values())).target
    sheet = openpyxl.load_workbook(io.BytesIO(package.parts[book_name]))["Data"]
    for number, series in enumerate(find(root, "//c:ser")):
        column = number + 2
        assert find(series, "c:tx//c:v/text()") == [sheet.cell(1, column).value]
        assert find(series, "c:cat//c:v/text()") == [sheet.cell(r, 1).value for r in (2, 3)]
        cached = {int(p.get("idx")): Decimal(find(p, "string(c:v)")) for p in find(series, "c:val//c:pt")}
        kept = {r - 2: Decimal(str(v)) for r in (2, 3) if (v := sheet.cell(r, column).value) is not None}
        assert cached == kept
    assert find(root, "//c:ser[1]/c:val//c:ptCount/@val") == ["2"], "a missing value is a gap, not a zero"


def test_labels_are_the_printed_text() -> None:
    root = parse_xml(chart_xml(chart(), "Arial"))
    assert find(root, "//c:dLbl//a:t/text()") == ["10,50%", "30%", "-2,25%"]
    assert find(root, "//c:txPr//a:latin/@typeface") == ["Arial"]


def test_lines_put_the_label_of_the_lower_value_below() -> None:
    root = parse_xml(chart_xml(chart(kind="line"), "Arial"))
    assert find(root, "//c:ser[1]//c:dLbl/c:dLblPos/@val") == ["b"]
    assert find(root, "//c:ser[2]//c:dLbl/c:dLblPos/@val") == ["t", "t"]


def test_value_axis_starts_at_zero_unless_values_are_negative() -> None:
    assert not find(parse_xml(chart_xml(chart(), "Arial")), "//c:valAx/c:scaling/c:min")
    positive = chart()
    positive = type(positive)(
        **{**{f: getattr(positive, f) for f in positive.__struct_fields__}, "series": positive.series[:1]}
    )
    assert find(parse_xml(chart_xml(positive, "Arial")), "//c:valAx/c:scaling/c:min/@val") == ["0"]


def test_neighbouring_fills_differ_without_colour() -> None:
    def brightness(code: str) -> float:
        red, green, blue = (int(code[i : i + 2], 16) for i in (0, 2, 4))
        return 0.299 * red + 0.587 * green + 0.114 * blue

    for one, other in zip(FILLS, FILLS[1:], strict=False):
        assert one.pattern != other.pattern or abs(brightness(one.color) - brightness(other.color)) > 40


@pytest.mark.parametrize("kind", ["column", "bar", "line", "pie"])
def test_the_document_is_valid_and_the_same_each_time(tmp_path: Path, kind: str) -> None:
    data = made(tmp_path, kind)
    assert data == made(tmp_path, kind)
    assert validate_docx(data) == []
    drawing = find(body(data), "//wp:docPr")[0]
    assert drawing.get("descr") == "Bagan uji" and drawing.get("name") == "bagan:x"
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    problems = validate_with_sdk(path)
    if problems is None:
        pytest.skip("ooxml-validator tidak terpasang (make ooxml)")
    assert problems == []


def test_chart_paragraph_stays_with_the_caption_below(tmp_path: Path) -> None:
    assert body(made(tmp_path, "bar")).find("w:body/w:p/w:pPr/w:keepNext", NS) is not None


def test_labels_of_bars_have_room_and_never_wrap() -> None:
    spec = chart(kind="bar")
    text = "Rp3.638.803.000,00"
    series = tuple(
        replace(s, titik=tuple(None if p is None else replace(p, text=text) for p in s.titik)) for s in spec.series
    )
    wide = replace(spec, series=series)
    highest = max(p.value for s in spec.series for p in s.titik if p is not None and p.value is not None)
    ends = [Decimal(find(parse_xml(chart_xml(s, "Arial")), "string(//c:valAx//c:max/@val)")) for s in (spec, wide)]
    assert highest < ends[0] < ends[1]
    assert set(find(parse_xml(chart_xml(wide, "Arial")), "//c:dLbl//a:bodyPr/@wrap")) == {"none"}
