"""The report's chapters as HTML for the trace page: headings, paragraphs, tables, every figure a button.

Built from the finished .docx itself, so that the page shows what was shipped. All text is escaped.
"""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from extract.docx_bagan import chart_name, chart_values
from render.jejak_catatan import Catatan, read_record

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
FRACTION_BAR = " / "
R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
SKIPPED = frozenset({f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}pPr", f"{W}rPr", f"{W}sectPr"})
HEADING = re.compile(r"heading\s?(\d)", re.IGNORECASE)


@dataclass(slots=True)
class IsiLaporan:
    """The HTML of the report and its table of contents: (anchor, level, title)."""

    html: str
    daftar: list[tuple[str, int, str]] = field(default_factory=list)


def report_html(docx: Path, known: frozenset[str]) -> IsiLaporan:
    """Return the body of a .docx as HTML; controls whose tag is in `known` become figure buttons.

    Figures in formulas and charts are buttons where the document carries its own record of them.
    """
    with zipfile.ZipFile(docx) as package:
        body = etree.fromstring(package.read("word/document.xml")).find(f"{W}body")
        names = set(package.namelist())
        relations = _relations(package) if "word/_rels/document.xml.rels" in names else {}
        charts = {
            rel: etree.fromstring(package.read(f"word/{target}"))
            for rel, target in relations.items()
            if target.startswith("charts/") and f"word/{target}" in names
        }
        styles = _style_names(package) if "word/styles.xml" in names else {}
    writer = _Writer(known, charts, styles, read_record(docx))
    if body is not None:
        writer.blocks(body)
    return IsiLaporan("".join(writer.out), writer.daftar)


def _relations(package: zipfile.ZipFile) -> dict[str, str]:
    root = etree.fromstring(package.read("word/_rels/document.xml.rels"))
    return {r.get("Id", ""): r.get("Target", "") for r in root}


def _style_names(package: zipfile.ZipFile) -> dict[str, str]:
    root = etree.fromstring(package.read("word/styles.xml"))
    names = {}
    for style in root.iterfind(f"{W}style"):
        name = style.find(f"{W}name")
        names[style.get(f"{W}styleId", "")] = name.get(f"{W}val", "") if name is not None else ""
    return names


class _Writer:
    def __init__(
        self,
        known: frozenset[str],
        charts: dict[str, etree._Element],
        styles: dict[str, str],
        record: Catatan,
    ) -> None:
        self.known = known
        self.charts = charts
        self.styles = styles
        self.out: list[str] = []
        self.daftar: list[tuple[str, int, str]] = []
        self.record = record
        self.spans: list[tuple[int, int, str]] = []  # figures of the formula being written
        self.at = 0  # characters of it written so far, as `extract.docx_angka` counts them

    def blocks(self, parent: etree._Element) -> None:
        for child in parent:
            if child.tag == f"{W}p":
                self.out.append(self.paragraph(child))
            elif child.tag == f"{W}tbl":
                self.out.append(self.table(child))
            elif child.tag == f"{W}sdt":
                tag = child.find(f"{W}sdtPr/{W}tag")
                lines = self.record.rumus.get("" if tag is None else tag.get(f"{W}val", ""))
                self.spans, self.at = (lines.pop(0) if lines else []), 0
                self.blocks(child)
                self.spans = []
            elif child.tag in (f"{W}sdtContent", f"{W}ins"):
                self.blocks(child)

    def paragraph(self, element: etree._Element) -> str:
        style = element.find(f"{W}pPr/{W}pStyle")
        style_id = style.get(f"{W}val", "") if style is not None else ""
        name = self.styles.get(style_id, style_id)
        body = "".join(self.inline(element))
        charts = "".join(self.chart(c) for c in element.iter(CHART))
        plain = re.sub(r"<[^>]+>", "", body).strip()
        if not plain:
            return charts
        if name.lower().startswith(("toc ", "table of figures")):
            return ""
        match = HEADING.match(name)
        front = "judul" in name.lower() and "depan" in name.lower()
        if match or front:
            level = int(match.group(1)) if match else 1
            return self.heading(level, body, plain) + charts
        listed = element.find(f"{W}pPr/{W}numPr") is not None or name.lower().startswith("list")
        kind = " class=caption" if name.lower() == "caption" else " class=li" if listed else ""
        return f"<p{kind}>{body}</p>{charts}"

    def heading(self, level: int, body: str, plain: str) -> str:
        anchor = f"b{len(self.daftar) + 1}"
        self.daftar.append((anchor, level, html.unescape(plain)))
        tag = f"h{min(level + 1, 6)}"
        return f'<{tag} id="{anchor}">{body}</{tag}>'

    def inline(self, element: etree._Element) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if not isinstance(tag, str) or tag in SKIPPED:
                continue
            if tag == f"{M}t":
                yield self.formula_text(child.text or "")
            elif tag == f"{W}t":
                yield html.escape(child.text or "")
            elif tag in (f"{W}tab", f"{W}br"):
                yield " "
            elif tag == f"{W}sdt":
                yield self.control(child)
            elif tag == f"{M}f":
                above = self._part(child, "num")
                self.at += len(FRACTION_BAR)
                yield f"<span class=frac><span>{above}</span><span>{self._part(child, 'den')}</span></span>"
            elif tag != f"{W}drawing":
                yield from self.inline(child)

    def formula_text(self, text: str) -> str:
        """Return a piece of a formula with its figures as buttons."""
        out, done, start = [], 0, self.at
        self.at += len(text)
        for begin, end, name in self.spans:
            a, b = begin - start, end - start
            if 0 <= a < b <= len(text) and name in self.known:
                out += [html.escape(text[done:a]), _button(name, html.escape(text[a:b]))]
                done = b
        return "".join([*out, html.escape(text[done:])])

    def _part(self, fraction: etree._Element, name: str) -> str:
        part = fraction.find(f"{M}{name}")
        return "".join(self.inline(part)) if part is not None else ""

    def control(self, element: etree._Element) -> str:
        tag = element.find(f"{W}sdtPr/{W}tag")
        name = tag.get(f"{W}val", "") if tag is not None else ""
        content = element.find(f"{W}sdtContent")
        body = "".join(self.inline(content)) if content is not None else ""
        if name in self.known:
            return _button(name, body)
        return body

    def table(self, element: etree._Element) -> str:
        rows = [list(row.iterfind(f"{W}tc")) for row in element.iterfind(f"{W}tr")]
        head = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in element.iterfind(f"{W}tr")]
        grid: dict[tuple[int, int], tuple[int, etree._Element]] = {}
        for r, cells in enumerate(rows):
            column = 0
            for cell in cells:
                grid[r, column] = (_span(cell), cell)
                column += _span(cell)
        lines = []
        for r in range(len(rows)):
            tag = "th" if head[r] else "td"
            parts = [self.cell(grid, r, c, tag, len(rows)) for (row, c) in sorted(grid) if row == r]
            lines.append("<tr>" + "".join(parts) + "</tr>")
        return f"<div class=t><table>{''.join(lines)}</table></div>"

    def cell(
        self, grid: dict[tuple[int, int], tuple[int, etree._Element]], r: int, c: int, tag: str, count: int
    ) -> str:
        span, cell = grid[r, c]
        if _merge(cell) == "continue":
            return ""
        rows = 1
        while _merge(cell) and r + rows < count and _continues(grid.get((r + rows, c))):
            rows += 1
        inner = _Writer(self.known, self.charts, self.styles, self.record)
        inner.blocks(cell)
        attributes = (f" colspan={span}" if span > 1 else "") + (f" rowspan={rows}" if rows > 1 else "")
        return f"<{tag}{attributes}>{''.join(inner.out)}</{tag}>"

    def chart(self, reference: etree._Element) -> str:
        root = self.charts.get(reference.get(R_ID, ""))
        if root is None:
            return ""
        lines = []
        for value in chart_values(chart_name(reference), root):
            ids = self.record.bagan.get((value.bagan, value.seri, value.kategori))
            name = ids.pop(0) if ids else ""
            shown = html.escape(value.label or value.teks)
            lines.append(
                f"<tr><td>{html.escape(value.kategori)}<td>{html.escape(value.seri)}"
                f"<td class=v>{_button(name, shown) if name in self.known else shown}</tr>"
            )
        head = "<tr><th>Bagan<th>Seri<th>Nilai</tr>"
        return f"<div class=t><table class=bagan>{head}{''.join(lines)}</table></div>"


def _button(name: str, body: str) -> str:
    return f'<button class=a data-id="{html.escape(name, quote=True)}">{body}</button>'


def _span(cell: etree._Element) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    return int(span.get(f"{W}val", "1")) if span is not None else 1


def _continues(entry: tuple[int, etree._Element] | None) -> bool:
    return entry is not None and _merge(entry[1]) == "continue"


def _merge(cell: etree._Element) -> str:
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return "" if merge is None else merge.get(f"{W}val", "continue")
