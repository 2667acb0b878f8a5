"""Tools that build the shipped Word templates: one style pack, real headings, lists, tables, captions.

What comes out is an ordinary Word document with visible Jinja tags, made to be edited in Word.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from gaya_kata import EPOCH, add_styles
from penomoran import add_numbering, new_list

LEFT, CENTER, RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


@dataclass(frozen=True)
class Kolom:
    """One column: its heading, its cell's content, its width in cm and its alignment."""

    judul: str
    isi: str
    lebar: float
    rata: Any = LEFT


def drop_ballast(doc: Any) -> None:
    """Take out what every empty document of python-docx carries: table styles of Word 2007, twice."""
    for rel_id, rel in list(doc.part.rels.items()):
        if rel.reltype.endswith("/stylesWithEffects"):
            del doc.part.rels[rel_id]
    styles = doc.styles.element
    for style in styles.findall(qn("w:style")):
        plain = style.get(qn("w:styleId")) in ("TableNormal", "TableGrid")
        if style.get(qn("w:type")) == "table" and not plain:
            styles.remove(style)


class Bab:
    """One template being written."""

    def __init__(self, gaya: dict[str, Any], nomor: int | None, skema: str) -> None:
        self.doc = Document()
        drop_ballast(self.doc)
        self.gaya = gaya
        body = self.doc.element.body
        for paragraph in list(body.iterchildren(qn("w:p"))):
            body.remove(paragraph)
        add_styles(self.doc, gaya)
        add_numbering(self.doc, skema, nomor or 1)
        self.setup(self.doc.sections[0])

    def setup(self, section: Any, landscape: bool = False) -> None:
        margin = self.gaya["margin"]
        width, height = (Cm(29.7), Cm(21)) if landscape else (Cm(21), Cm(29.7))
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = width, height
        section.left_margin, section.right_margin = Cm(margin["kiri"]), Cm(margin["kanan"])
        section.top_margin, section.bottom_margin = Cm(margin["atas"]), Cm(margin["bawah"])
        section.header_distance = section.footer_distance = Cm(1.25)

    # paragraphs -------------------------------------------------------------------------------
    def p(self, text: str, style: str = "Isi Naskah") -> Any:
        paragraph = self.doc.add_paragraph(style=style)
        for number, line in enumerate(text.split("\n")):
            if number:
                paragraph.add_run().add_break()
            paragraph.add_run(line)
        return paragraph

    def h(self, level: int, text: str) -> Any:
        return self.p(text, f"Heading {level}")

    def tag(self, text: str) -> Any:
        """Write a line of control (`for`, `if`); it vanishes when the report is made."""
        return self.p(f"{{%p {text} %}}", "Perintah")

    def each(self, source: str, style: str = "Isi Naskah", text: str = "{{ x }}") -> None:
        """Write one paragraph per item."""
        self.tag(f"for x in {source}")
        self.p(text, style)
        self.tag("endfor")

    def numbered(self, source: str, text: str = "{{ x }}") -> None:
        """Write a numbered list of its own, one item per entry."""
        self.tag(f"for x in {source}")
        new_list(self.doc, self.p(text, "List Number"))
        self.tag("endfor")

    def when(self, condition: str, *parts: Any) -> None:
        """Write parts that appear only under a condition; a part is a function that writes."""
        self.tag(f"if {condition}")
        for part in parts:
            part()
        self.tag("endif")

    def page_break(self) -> None:
        from docx.enum.text import WD_BREAK

        self.doc.add_paragraph(style="Perintah").add_run().add_break(WD_BREAK.PAGE)

    def caption(self, word: str, label: str, title: str) -> Any:
        paragraph = self.p(f"{word} {{{{ {label} }}}}. {title}", "Caption")
        paragraph.paragraph_format.keep_with_next = word == "Tabel"
        return paragraph

    def chart(self, mark: str, label: str, title: str) -> None:
        """Write a chart with its caption below it, where the report has the chart."""
        self.tag(f"if {mark}")
        self.p(f"{{{{ {mark} }}}}", "Gambar")
        self.caption("Gambar", label, title)
        self.tag("endif")

    def equation(self, mark: str) -> None:
        self.tag(f"if {mark}")
        self.p(f"{{{{ {mark} }}}}", "Rumus")
        self.tag("endif")

    # tables -----------------------------------------------------------------------------------
    def table(
        self,
        kolom: Sequence[Kolom],
        source: str,
        *,
        nama: str = "b",
        jumlah: Sequence[str] = (),
        jumlah_dari: str = "",
        kepala: Sequence[Sequence[tuple[str, int]]] = (),
        kecil: bool = False,
        rapat: bool = False,
    ) -> Any:
        """Write a table: heading rows that repeat, one row per item, a total row.

        `kepala` are heading rows above the columns' own, as (text, columns spanned); `jumlah` are the
        cells of the total row, shown for each item of `jumlah_dari` (one or none). `kecil` prints
        smaller, for many columns; `rapat` keeps a short table on one page.
        """
        table = self.doc.add_table(rows=0, cols=len(kolom), style="Tabel Laporan")
        table.autofit = False
        style = "Isi Tabel Kecil" if kecil else "Isi Tabel Rapat" if rapat else "Isi Tabel"
        head = "Kepala Tabel Kecil" if kecil else "Kepala Tabel"
        for row in kepala:
            self._spanned(table, row, head)
        self._row(table, [k.judul for k in kolom], [CENTER] * len(kolom), head, head=True)
        self._control(table, f"for {nama} in {source}")
        self._row(table, [k.isi for k in kolom], [k.rata for k in kolom], style)
        self._control(table, "endfor")
        if jumlah:
            self._control(table, f"for j in {jumlah_dari}")
            self._row(table, jumlah, [k.rata for k in kolom], style, bold=True)
            self._control(table, "endfor")
        self._widths(table, [k.lebar for k in kolom])
        self.p("", "Sesudah Tabel")
        return table

    def _row(self, table: Any, texts: Sequence[str], align: Sequence[Any], style: str, *, head: bool = False,
             bold: bool = False) -> None:  # fmt: skip
        row = table.add_row()
        for cell, text, side in zip(row.cells, texts, align, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.style = self.doc.styles[style]
            paragraph.alignment = side
            paragraph.add_run(text).bold = True if bold else None
        self._flags(row, head)

    def _spanned(self, table: Any, cells: Sequence[tuple[str, int]], style: str) -> None:
        row = table.add_row()
        at = 0
        for text, span in cells:
            cell = row.cells[at]
            if span > 1:
                cell = cell.merge(row.cells[at + span - 1])
            cell.paragraphs[0].style = self.doc.styles[style]
            cell.paragraphs[0].alignment = CENTER
            cell.paragraphs[0].add_run(text)
            at += span
        self._flags(row, True)

    def _control(self, table: Any, text: str) -> None:
        """Write a row that holds a control tag only; the row vanishes when the report is made."""
        row = table.add_row()
        row.cells[0].paragraphs[0].style = self.doc.styles["Perintah"]
        row.cells[0].paragraphs[0].add_run(f"{{%tr {text} %}}")
        self._flags(row, False)

    def _flags(self, row: Any, head: bool) -> None:
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if head:
            properties.append(OxmlElement("w:tblHeader"))

    def _widths(self, table: Any, widths: Sequence[float]) -> None:
        for column, width in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), widths, strict=True):
            column.set(qn("w:w"), str(Cm(width).twips))
        for row in table.rows:
            at = 0
            for cell in row._tr.findall(qn("w:tc")):
                span = cell.grid_span
                cell.width = Cm(sum(widths[at : at + span]))
                at += span

    # sections ---------------------------------------------------------------------------------
    def section(self, landscape: bool = False, start: str = "nextPage") -> Any:
        """End the section before this place and begin another."""
        from docx.enum.section import WD_SECTION

        kind = WD_SECTION.NEW_PAGE if start == "nextPage" else WD_SECTION.CONTINUOUS
        section = self.doc.add_section(kind)
        self.setup(section, landscape)
        return section

    def furniture(self, section: Any, *, fmt: str, start: int | None, blank: bool = False) -> None:
        """Give a section its running head and page number; `blank` gives none."""
        section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
        numbering = OxmlElement("w:pgNumType")
        numbering.set(qn("w:fmt"), fmt)
        if start is not None:
            numbering.set(qn("w:start"), str(start))
        section._sectPr.find(qn("w:cols")).addprevious(numbering)
        if blank:
            return
        head = section.header.paragraphs[0]
        head.style = self.doc.styles["Header"]
        head.add_run("LKjIP {{ satker.nama }} {{ periode }}")
        foot = section.footer.paragraphs[0]
        foot.style, foot.alignment = self.doc.styles["Footer"], CENTER
        for kind, text in (("begin", ""), ("", "PAGE"), ("separate", ""), ("text", "1"), ("end", "")):
            self._field(foot, kind, text)

    def _field(self, paragraph: Any, kind: str, text: str) -> None:
        run = paragraph.add_run(text if kind == "text" else "")
        if kind == "text":
            return
        if kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:instrText")
            part.text = text
        run._r.append(part)

    # -------------------------------------------------------------------------------------------
    def save(self, path: Path) -> None:
        """Write the document; the same content gives the same bytes."""
        properties = self.doc.core_properties
        properties.author, properties.title, properties.comments = "", path.stem, ""
        properties.created = properties.modified = EPOCH
        buffer = BytesIO()
        self.doc.save(buffer)
        with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
            for name in sorted(source.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
                info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                info.compress_type = zipfile.ZIP_DEFLATED
                info.external_attr = 0o644 << 16
                target.writestr(info, source.read(name))
