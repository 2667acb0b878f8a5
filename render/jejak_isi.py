"""The report's chapters as HTML for the trace page: headings, paragraphs, tables, every figure a button.

Built from the finished .docx itself, so that the page shows what was shipped. All text is escaped.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from lxml import etree
from msgspec import Struct, field

from extract.docx_alir import read_flow
from extract.docx_bagan import chart_name, chart_values
from render.jejak_catatan import Catatan, read_record
from render.jejak_rupa import Look, look_of, looks_of
from render.package import Package

FRACTION_BAR = " / "
MARKUP, SPECIAL = re.compile(r"<[^>]+>"), re.compile("[&<>\"']")


class IsiLaporan(Struct):
    """The HTML of the report and its table of contents: (anchor, level, title)."""

    html: str
    daftar: list[tuple[str, int, str]] = field(default_factory=list)


def report_html(docx: Path, known: frozenset[str]) -> IsiLaporan:
    """Return the body of a .docx as HTML; controls whose tag is in `known` become figure buttons.

    Figures in formulas and charts are buttons where the document carries its own record of them.
    """
    package = Package.read(docx)
    return package_html(package, read_flow(package.tree(package.main_part())), known, read_record(docx))


def package_html(package: Package, flow: etree._Element, known: frozenset[str], record: Catatan) -> IsiLaporan:
    """Return the same of a document that is still at hand, its text as `docx_alir` gives it."""
    main = package.main_part()
    charts = {
        name: package.xml(rel.target)
        for name, rel in package.rels(main).items()
        if rel.target.startswith("word/charts/") and rel.target in package.parts
    }
    styles = package.related(main, "styles")
    looks = looks_of(package.data(styles)) if styles is not None and styles in package.parts else {}
    writer = _Writer(known, charts, looks, record)
    return IsiLaporan(writer.blocks(flow), writer.daftar)


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
        self.daftar: list[tuple[str, int, str]] = []
        self.record = record
        self.spans: list[tuple[int, int, str]] = []  # figures of the formula being written
        self.at = 0  # characters of it written so far, as `extract.docx_angka` counts them

    def blocks(self, parent: etree._Element) -> str:
        out = []
        for child in parent:
            if (kind := child.tag) == "p":
                out.append(self.paragraph(child))
            elif kind == "tabel":
                out.append(self.table(child))
            else:
                lines = self.record.rumus.get(child.get("tag", ""))
                self.spans, self.at = (lines.pop(0) if lines else []), 0
                out.append(self.blocks(child))
                self.spans = []
        return "".join(out)

    def paragraph(self, element: etree._Element) -> str:
        charts = ""
        if len(element):
            body = self.inline(element)
            charts = "".join([self.chart(c) for c in element.iter("bagan")])
        else:
            body = self.text(element.text or "")
        plain = (MARKUP.sub("", body) if "<" in body else body).strip()
        if not plain:
            return charts
        style_id = element.get("gaya", "")
        look = self.styles.get(style_id) or look_of(style_id)
        if look.hidden:
            return ""
        if look.level:
            return self.heading(look.level, body, plain) + charts
        kind = look.kind or (" class=li" if element.get("butir") else "")
        return f"<p{kind}>{body}</p>{charts}"

    def heading(self, level: int, body: str, plain: str) -> str:
        anchor = f"b{len(self.daftar) + 1}"
        self.daftar.append((anchor, level, html.unescape(plain)))
        tag = f"h{min(level + 1, 6)}"
        return f'<{tag} id="{anchor}">{body}</{tag}>'

    def inline(self, element: etree._Element) -> str:
        """Return what stands inside an element of a paragraph."""
        out = [self.text(element.text)] if element.text else []
        for child in element:
            if (kind := child.tag) == "angka":
                out.append(self.control(child))
            elif kind == "pecahan":
                above = self.inline(child[0])
                self.at += len(FRACTION_BAR)
                out.append(f"<span class=frac><span>{above}</span><span>{self.inline(child[1])}</span></span>")
            elif kind == "otomatis":
                out.append(self.inline(child))
            if child.tail:
                out.append(self.text(child.tail))
        return "".join(out)

    def text(self, text: str) -> str:
        if self.spans:
            return self.formula_text(text)
        return html.escape(text) if SPECIAL.search(text) else text

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

    def control(self, element: etree._Element) -> str:
        name, body = element.get("tag", ""), self.inline(element)
        return _button(name, body) if name in self.known else body

    def table(self, element: etree._Element) -> str:
        grid: list[dict[int, etree._Element]] = []
        for row in element:
            column = 0
            grid.append({})
            for cell in row:
                grid[-1][column] = cell
                column += _span(cell)
        lines = []
        for r, row in enumerate(element):
            tag = "th" if row.get("kepala") else "td"
            parts = [self.cell(grid, r, c, tag) for c in grid[r]]
            lines.append("<tr>" + "".join(parts) + "</tr>")
        return f"<div class=t><table>{''.join(lines)}</table></div>"

    def cell(self, grid: Sequence[Mapping[int, etree._Element]], r: int, c: int, tag: str) -> str:
        cell = grid[r][c]
        attributes = "" if (span := _span(cell)) < 2 else f" colspan={span}"
        if (merge := cell.get("gabung")) is not None:
            if merge != "restart":
                return ""
            rows = 1
            while r + rows < len(grid) and _goes_on(grid[r + rows].get(c)):
                rows += 1
            attributes += f" rowspan={rows}" if rows > 1 else ""
        outside, self.daftar = self.daftar, []  # a heading in a cell is none of the report's
        body = self.blocks(cell)
        self.daftar = outside
        return f"<{tag}{attributes}>{body}</{tag}>"

    def chart(self, reference: etree._Element) -> str:
        root = self.charts.get(reference.get("rel", ""))
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
    return int(cell.get("lebar") or 1)


def _goes_on(cell: etree._Element | None) -> bool:
    """Say whether a cell goes on with the merge of the one above."""
    return cell is not None and cell.get("gabung", "restart") != "restart"
