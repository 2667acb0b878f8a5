"""The styles of a workbook, as far as they matter: number formats, bold, indents, and what shows a date."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from extract.excel_lembar import POLOS, Gaya

_X = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OWN = 164  # the first number of a format that the workbook brings itself
BUILTIN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: '"$"#,##0_);("$"#,##0)', 6: '"$"#,##0_);[Red]("$"#,##0)',
    7: '"$"#,##0.00_);("$"#,##0.00)', 8: '"$"#,##0.00_);[Red]("$"#,##0.00)', 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm", 37: "#,##0_);(#,##0)",
    38: "#,##0_);[Red](#,##0)", 39: "#,##0.00_);(#,##0.00)", 40: "#,##0.00_);[Red](#,##0.00)",
    41: r'_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)', 42: r'_("$"* #,##0_);_("$"* \(#,##0\);_("$"* "-"_);_(@_)',
    43: r'_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)',
    44: r'_("$"* #,##0.00_)_("$"* \(#,##0.00\)_("$"* "-"??_)_(@_)', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0",
    48: "##0.0E+0", 49: "@",
}  # fmt: skip
_QUIET = re.compile(r'".*?"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]')
_DATE = re.compile(r"(?<![_\\])[dmhysDMHYS]")
_SPAN = re.compile(r"\[hh?\](:mm(:ss(\.0*)?)?)?|\[mm?\](:ss(\.0*)?)?|\[ss?\](\.0*)?", re.I)
_NO = ("false", "f", "0", "")
_IDS = ("fontId", "fillId", "borderId", "numFmtId", "xfId")
_SAME = {"textRotation", "indent", "relativeIndent", "readingOrder"}  # 0 says nothing


def read_styles(root: ET.Element) -> tuple[list[Gaya], set[int], set[int]]:
    """Return the styles of cells by number, and which of them show dates and spans of time."""
    own = {
        int(item.attrib["numFmtId"]): item.attrib["formatCode"] for item in root.iterfind(f"{_X}numFmts/{_X}numFmt")
    }
    bold = [_is_bold(font) for font in root.iterfind(f"{_X}fonts/{_X}font")]
    styles: list[Gaya] = []
    dates: set[int] = set()
    spans: set[int] = set()
    for number, item in enumerate(root.iterfind(f"{_X}cellXfs/{_X}xf")):
        form = int(item.get("numFmtId", 0))
        if form not in own and form >= OWN:
            raise ValueError(f"number format {form} is not in the workbook")
        shown = own.get(form, BUILTIN.get(form, "General"))
        first = shown.split(";")[0]
        if _DATE.search(_QUIET.sub("", first)):
            dates.add(number)
        if _SPAN.search(first):
            spans.add(number)
        alignment = item.find(f"{_X}alignment")
        indent = alignment.get("indent", 0) if alignment is not None else 0
        made = Gaya("" if shown == "General" else shown, int(float(indent)), bold[int(item.get("fontId", 0))])
        styles.append(made if _has_style(item, shown) else POLOS)
    if not styles:
        raise ValueError("no styles")
    return styles, dates, spans


def _is_bold(font: ET.Element) -> bool:
    found = [item.get("val", "1") for item in font.iterfind(f"{_X}b")]
    return bool(found) and found[-1] not in _NO


def _has_style(item: ET.Element, shown: str) -> bool:
    """Tell whether a style says anything at all: the first of a workbook usually does not."""
    if any(int(item.get(name, 0)) for name in _IDS if name != "numFmtId") or shown != "General":
        return True
    if any(item.get(name, "0") not in _NO for name in ("quotePrefix", "pivotButton")):
        return True
    alignment, protection = item.find(f"{_X}alignment"), item.find(f"{_X}protection")
    if alignment is not None and any(k not in _SAME or float(v) for k, v in alignment.attrib.items()):
        return True
    return protection is not None and (
        protection.get("locked", "1") in _NO or protection.get("hidden", "0") not in _NO
    )
