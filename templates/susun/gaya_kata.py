"""The one style pack of all templates: styles, heading numbers, lists, table style."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

EPOCH = datetime(2023, 1, 1, tzinfo=UTC)
NAVY = RGBColor(0x1F, 0x3A, 0x5F)
BLACK = RGBColor(0, 0, 0)
GREY = RGBColor(0x59, 0x59, 0x59)
JUSTIFY, CENTER, LEFT = WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT


def add_styles(doc: Any, gaya: dict[str, Any]) -> None:
    """Define every style the templates use."""
    size = gaya["ukuran_huruf"]
    normal = doc.styles["Normal"]
    _font(normal, gaya["huruf"], size)
    _language(doc)
    normal.paragraph_format.space_after = Pt(0)
    body = _style(doc, "Isi Naskah", "Normal")
    _paragraph(body, align=JUSTIFY, after=6, line=1.3)
    body.paragraph_format.first_line_indent = Cm(1)
    _headings(doc, gaya["huruf"], size)
    _texts(doc, size)
    doc.styles["Perintah"].font.color.rgb = GREY
    doc.styles["Gambar"].paragraph_format.keep_with_next = True
    for name in ("Kepala Tabel", "Kepala Tabel Kecil", "Isi Tabel Rapat"):
        doc.styles[name].paragraph_format.keep_with_next = True
    for name in ("Isi Surat", "Isi Naskah"):
        doc.styles[name].paragraph_format.line_spacing = 1.3
    doc.styles["Tanda Tangan"].paragraph_format.left_indent = Cm(8.5)
    doc.styles["Tanda Tangan"].paragraph_format.keep_with_next = True
    _caption(doc, size)
    _lists(doc)
    _head_and_foot(doc, size)
    _table_style(doc)


def _texts(doc: Any, size: float) -> None:
    """Styles of tables, figures, letter and cover."""
    for name, align, before, after, points, bold in (
        ("Isi Tabel", LEFT, 1, 1, size - 2, False),
        ("Isi Tabel Kecil", LEFT, 0, 0, size - 3, False),
        ("Isi Tabel Rapat", LEFT, 1, 1, size - 2, False),
        ("Kepala Tabel", CENTER, 2, 2, size - 2, True),
        ("Kepala Tabel Kecil", CENTER, 2, 2, size - 3.5, True),
        ("Sesudah Tabel", LEFT, 0, 4, 4, False),
        ("Perintah", LEFT, 0, 0, size - 3, False),
        ("Gambar", CENTER, 6, 2, size, False),
        ("Rumus", CENTER, 4, 6, size, False),
        ("Sumber Data", LEFT, 0, 6, size - 3, False),
        ("Kop", CENTER, 0, 0, size + 1, True),
        ("Kop Alamat", CENTER, 0, 0, size - 2, False),
        ("Isi Surat", JUSTIFY, 0, 6, size, False),
        ("Tanda Tangan", LEFT, 0, 0, size, False),
        ("Sampul Judul", CENTER, 0, 6, 24, True),
        ("Sampul Isi", CENTER, 0, 4, 14, True),
        ("Sampul Alamat", CENTER, 0, 0, 10, False),
        ("Kutipan Visi", CENTER, 4, 8, size, True),
    ):
        style = _style(doc, name, "Normal")
        _paragraph(style, align=align, before=before, after=after)
        style.font.size, style.font.bold = Pt(points), bold


def _headings(doc: Any, font: str, size: float) -> None:
    """Heading 1 to 5 in outline order, front-matter headings without numbers, headings of analyses."""
    for level, points, align, before, after in (
        (1, size + 5, CENTER, 0, 18),
        (2, size + 2, LEFT, 14, 6),
        (3, size + 1, LEFT, 12, 6),
        (4, size, LEFT, 10, 4),
        (5, size, LEFT, 10, 4),
    ):
        style = doc.styles[f"Heading {level}"]
        _font(style, font, points, NAVY if level < 4 else BLACK)
        style.font.bold, style.font.italic = True, False
        _paragraph(style, align=align, before=before, after=after)
        style.paragraph_format.keep_with_next = True
    doc.styles["Heading 1"].paragraph_format.page_break_before = False
    front = _style(doc, "Judul Depan", "Normal")
    _font(front, font, size + 4, NAVY)
    front.font.bold = True
    _paragraph(front, align=CENTER, after=14)
    front.paragraph_format.keep_with_next = front.paragraph_format.page_break_before = True
    _outline(front, 0)
    listing = _style(doc, "Judul Daftar", "Judul Depan")
    _outline(listing, 9)
    annex = _style(doc, "Sub Lampiran", "Normal")
    _font(annex, font, size + 1, NAVY)
    annex.font.bold = True
    _paragraph(annex, align=LEFT, before=12, after=6)
    annex.paragraph_format.keep_with_next = True
    analysis = _style(doc, "Judul Analisis", "Normal")
    analysis.font.bold = True
    _paragraph(analysis, align=LEFT, before=8, after=3)
    analysis.paragraph_format.keep_with_next = True
    label = _style(doc, "Sub Analisis", "Normal")
    label.font.italic = True
    _paragraph(label, align=LEFT, before=4, after=2)
    label.paragraph_format.keep_with_next = True


def _caption(doc: Any, size: float) -> None:
    style = doc.styles["Caption"]
    _font(style, doc.styles["Normal"].font.name, size - 1, BLACK)
    style.font.bold = True
    _paragraph(style, align=CENTER, before=6, after=4)


def _lists(doc: Any) -> None:
    for name in ("List Number", "List Bullet"):
        _paragraph(doc.styles[name], align=JUSTIFY, after=6, line=1.15)  # the gap is below the last item only


def _head_and_foot(doc: Any, size: float) -> None:
    for name, align in (("Header", WD_ALIGN_PARAGRAPH.RIGHT), ("Footer", CENTER)):
        style = doc.styles[name]
        style.font.size, style.font.color.rgb = Pt(size - 3), GREY
        style.paragraph_format.alignment = align


def _style(doc: Any, name: str, base: str) -> Any:
    if name in [style.name for style in doc.styles]:
        return doc.styles[name]
    style = doc.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = doc.styles[base]
    style.quick_style = True
    return style


def _font(style: Any, name: str, size: float, color: RGBColor | None = None) -> None:
    style.font.name, style.font.size = name, Pt(size)
    if color is not None:
        style.font.color.rgb = color
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{kind}"), name)
    for kind in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
        fonts.attrib.pop(qn(f"w:{kind}"), None)


def _paragraph(style: Any, *, align: Any, before: float = 0, after: float = 0, line: float = 1.0) -> None:
    form = style.paragraph_format
    form.alignment, form.space_before, form.space_after = align, Pt(before), Pt(after)
    form.line_spacing_rule = WD_LINE_SPACING.MULTIPLE
    form.line_spacing = line
    form.widow_control = True


def _outline(style: Any, level: int) -> None:
    """Set the outline level; 9 takes the style out of the table of contents."""
    properties = style.element.get_or_add_pPr()
    outline = OxmlElement("w:outlineLvl")
    outline.set(qn("w:val"), str(level))
    properties.append(outline)


def _language(doc: Any) -> None:
    """Proof everything as Indonesian."""
    defaults = doc.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    lang = OxmlElement("w:lang")
    for kind in ("val", "eastAsia", "bidi"):
        lang.set(qn(f"w:{kind}"), "id-ID" if kind != "bidi" else "ar-SA")
    defaults.append(lang)


def _table_style(doc: Any) -> None:
    """Define `Tabel Laporan`: thin grey rules, a shaded bold heading row."""
    border = '<w:{0} w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"/>'
    sides = "".join(border.format(side) for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    margins = "".join(f'<w:{side} w:w="70" w:type="dxa"/>' for side in ("left", "right"))
    doc.styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="TabelLaporan">'
            '<w:name w:val="Tabel Laporan"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/>'
            f"<w:tblPr><w:tblBorders>{sides}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
            '<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:shd w:val="clear" w:color="auto" '
            'w:fill="DCE6F1"/><w:vAlign w:val="center"/></w:tcPr></w:tblStylePr></w:style>'
        )
    )
