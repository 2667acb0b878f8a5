"""The report's chapters as HTML for the trace page: headings, paragraphs, tables, every figure a button.

Built from the finished .docx itself, so that the page shows what was shipped. All text is escaped.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import Any

from lxml import etree

from extract.docx_bagan import chart_name, chart_values
from extract.kelas import dataclass
from render.document_xml import PARAGRAPH, RUN, TEXT, M, W, paragraph_style
from render.jejak_catatan import Catatan, read_record
from render.jejak_rupa import Look, look_of, looks_of
from render.package import Package

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
FRACTION_BAR = " / "
R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
SKIPPED = frozenset(W + name for name in ("del", "moveFrom", "instrText", "pPr", "rPr", "sectPr", "drawing"))
TABLE, CONTROL, CONTENT, VALUE = f"{W}tbl", f"{W}sdt", f"{W}sdtContent", f"{W}val"
TAG, LISTED = f"{W}sdtPr/{W}tag", f"{W}pPr/{W}numPr"
CONTROL_SETTINGS, CONTROL_TAG = f"{W}sdtPr", f"{W}tag"
MATH_TEXT, FRACTION = f"{M}t", f"{M}f"
SPAN, MERGE = f"{W}gridSpan", f"{W}vMerge"
CELL, CELL_SETTINGS = f"{W}tc", f"{W}tcPr"
INSIDE = frozenset({CONTENT, f"{W}ins"})
SPACES = frozenset({f"{W}tab", f"{W}br"})
MARKUP, SPECIAL = re.compile(r"<[^>]+>"), re.compile("[&<>\"']")


@dataclass(slots=True)
class IsiLaporan:
    """The HTML of the report and its table of contents: (anchor, level, title)."""

    html: str
    daftar: list[tuple[str, int, str]] = field(default_factory=list)


def report_html(docx: Path, known: frozenset[str]) -> IsiLaporan:
    """Return the body of a .docx as HTML; controls whose tag is in `known` become figure buttons.

    Figures in formulas and charts are buttons where the document carries its own record of them.
    """
    return package_html(Package.read(docx), known, read_record(docx))


def package_html(package: Package, known: frozenset[str], record: Catatan) -> IsiLaporan:
    """Return the same of a document that is still at hand, with the record it carries."""
    main = package.main_part()
    charts = {
        name: package.xml(rel.target)
        for name, rel in package.rels(main).items()
        if rel.target.startswith("word/charts/") and rel.target in package.parts
    }
    styles = package.related(main, "styles")
    looks = looks_of(package.data(styles)) if styles is not None and styles in package.parts else {}
    writer = _Writer(known, charts, looks, record)
    body = package.tree(main).find(f"{W}body")
    if body is not None:
        writer.charted = (
            {p for chart in body.iter(CHART) for p in chart.iterancestors(PARAGRAPH)} if charts else set()
        )
        writer.blocks(body)
    return IsiLaporan("".join(writer.out), writer.daftar)


class _Writer:
    def __init__(
        self,
        known: frozenset[str],
        charts: dict[str, etree._Element],
        styles: Mapping[str, Look],
        record: Catatan,
    ) -> None:
        self.known = known
        self.charts = charts
        self.styles = styles
        self.out: list[str] = []
        self.daftar: list[tuple[str, int, str]] = []
        self.record = record
        self.spans: list[tuple[int, int, str]] = []  # figures of the formula being written
        self.charted: set[etree._Element] = set()  # the paragraphs with a chart
        self.at = 0  # characters of it written so far, as `extract.docx_angka` counts them

    def blocks(self, parent: etree._Element) -> None:
        for child in parent:
            kind = child.tag
            if kind == PARAGRAPH:
                self.out.append(self.paragraph(child))
            elif kind == TABLE:
                self.out.append(self.table(child))
            elif kind == CONTROL:
                tag = child.find(TAG)
                lines = self.record.rumus.get("" if tag is None else tag.get(f"{W}val", ""))
                self.spans, self.at = (lines.pop(0) if lines else []), 0
                self.blocks(child)
                self.spans = []
            elif kind in INSIDE:
                self.blocks(child)

    def paragraph(self, element: etree._Element) -> str:
        parts: list[str] = []
        self.inline(element, parts)
        body = "".join(parts)
        charts = "".join([self.chart(c) for c in element.iter(CHART)]) if element in self.charted else ""
        plain = (MARKUP.sub("", body) if "<" in body else body).strip()
        if not plain:
            return charts
        style_id = paragraph_style(element)
        look = self.styles.get(style_id) or look_of(style_id)
        if look.hidden:
            return ""
        if look.level:
            return self.heading(look.level, body, plain) + charts
        kind = look.kind or (" class=li" if element.find(LISTED) is not None else "")
        return f"<p{kind}>{body}</p>{charts}"

    def heading(self, level: int, body: str, plain: str) -> str:
        anchor = f"b{len(self.daftar) + 1}"
        self.daftar.append((anchor, level, html.unescape(plain)))
        tag = f"h{min(level + 1, 6)}"
        return f'<{tag} id="{anchor}">{body}</{tag}>'

    def inline(self, element: etree._Element, out: list[str]) -> None:
        """Add what stands inside an element."""
        for child in element:
            tag = child.tag
            if tag == RUN:  # nearly always settings and one text: not worth a call
                for part in child:
                    if (kind := part.tag) == TEXT:
                        out.append(_escape(part.text or ""))
                    elif kind not in SKIPPED:
                        self._one(part, kind, out)
            elif tag not in SKIPPED:
                self._one(child, tag, out)

    def _one(self, child: etree._Element, tag: Any, out: list[str]) -> None:
        if tag == TEXT:
            out.append(_escape(child.text or ""))
        elif tag == CONTROL:
            out.append(self.control(child))
        elif tag in SPACES:
            out.append(" ")
        elif tag == MATH_TEXT:
            out.append(self.formula_text(child.text or ""))
        elif tag == FRACTION:
            above = self._part(child, "num")
            self.at += len(FRACTION_BAR)
            out.append(f"<span class=frac><span>{above}</span><span>{self._part(child, 'den')}</span></span>")
        elif isinstance(tag, str):
            self.inline(child, out)

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
        return "" if part is None else self._inside(part)

    def _inside(self, element: etree._Element) -> str:
        parts: list[str] = []
        self.inline(element, parts)
        return "".join(parts)

    def control(self, element: etree._Element) -> str:
        name, parts = "", list[str]()
        for child in element:
            if (kind := child.tag) == CONTROL_SETTINGS:
                tag = next(child.iterchildren(CONTROL_TAG), None)
                name = name or (tag.get(VALUE, "") if tag is not None else "")
            elif kind == CONTENT:
                self.inline(child, parts)
                break
        body = "".join(parts)
        return _button(name, body) if name in self.known else body

    def table(self, element: etree._Element) -> str:
        rows = list(element.iterchildren(f"{W}tr"))
        grid: list[dict[int, _Cell]] = []
        for row in rows:
            column = 0
            grid.append({})
            for cell in row.iterchildren(CELL):
                grid[-1][column] = found = _read_cell(cell)
                column += found.span
        lines = []
        for r, row in enumerate(rows):
            tag = "th" if row.find(f"{W}trPr/{W}tblHeader") is not None else "td"
            parts = [self.cell(grid, r, c, tag) for c in grid[r]]
            lines.append("<tr>" + "".join(parts) + "</tr>")
        return f"<div class=t><table>{''.join(lines)}</table></div>"

    def cell(self, grid: Sequence[Mapping[int, _Cell]], r: int, c: int, tag: str) -> str:
        cell = grid[r][c]
        if cell.merge == "continue":
            return ""
        rows = 1
        while cell.merge and r + rows < len(grid) and grid[r + rows].get(c, NO_CELL).merge == "continue":
            rows += 1
        inner = _Writer(self.known, self.charts, self.styles, self.record)
        inner.charted = self.charted
        inner.blocks(cell.node)
        attributes = (f" colspan={cell.span}" if cell.span > 1 else "") + (f" rowspan={rows}" if rows > 1 else "")
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


def _escape(text: str) -> str:
    return html.escape(text) if SPECIAL.search(text) else text


@dataclass(frozen=True, slots=True)
class _Cell:
    """A table cell: its width in columns, and whether it begins or goes on with a merge downwards."""

    node: etree._Element
    span: int
    merge: str


NO_CELL = _Cell(etree.Element("tc"), 1, "")


def _read_cell(cell: etree._Element) -> _Cell:
    settings = next(cell.iterchildren(CELL_SETTINGS), None)
    span = merge = None
    if settings is not None:
        for setting in settings:
            if (tag := setting.tag) == SPAN:
                span = setting
            elif tag == MERGE:
                merge = setting
    return _Cell(
        cell,
        1 if span is None else int(span.get(VALUE, "1")),
        "" if merge is None else merge.get(VALUE, "continue"),
    )
