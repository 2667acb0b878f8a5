"""The PDF copy's tables say themselves what their style says, and look the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from lxml import etree

from render.document_xml import NS
from render.package import Package
from render.pages import Office
from render.pdf_copy import make_copy
from tests.render.dokumen import body, find

SIMPLE = (
    '<w:tblPr><w:tblBorders><w:top w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"/>'
    '<w:insideH w:val="dotted" w:sz="4" w:space="0" w:color="7F7F7F"/></w:tblBorders>'
    '<w:tblCellMar><w:left w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    '<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="DCE6F1"/>'
    '<w:vAlign w:val="center"/></w:tcPr></w:tblStylePr>'
)
BOLD = SIMPLE.replace("<w:tcPr>", "<w:rPr><w:b/></w:rPr><w:tcPr>", 1)
SPACED = '<w:pPr><w:spacing w:after="0"/></w:pPr>' + SIMPLE
BANDED = SIMPLE.replace("firstRow", "band1Horz")


def made(folder: Path, style: str) -> Path:
    """Save a document with one table of that style: two rows of heading, one of them shaded by hand."""
    document = docx.Document()
    document.styles.element.append(parse_xml(
        f'<w:style xmlns:w="{NS["w"]}" w:type="table" w:customStyle="1" w:styleId="Uji"><w:name w:val="Uji"/>'
        f'<w:basedOn w:val="TableNormal"/>{style}</w:style>'
    ))  # fmt: skip
    table = document.add_table(4, 2)
    table.style = document.styles["Uji"]
    for number, row in enumerate(table.rows):
        for cell in row.cells:
            cell.text = f"baris {number}"
        if number < 2:
            row._tr.get_or_add_trPr().append(parse_xml(f'<w:tblHeader xmlns:w="{NS["w"]}"/>'))
    table.cell(1, 1)._tc.get_or_add_tcPr().append(
        parse_xml(f'<w:shd xmlns:w="{NS["w"]}" w:val="clear" w:fill="FF0000"/>')
    )
    path = folder / "uji.docx"
    document.save(str(path))
    return path


def copy_of(path: Path) -> etree._Element:
    return body(make_copy(Package.read(path), {}, math=True))


def test_a_simple_style_is_written_into_the_table(tmp_path: Path) -> None:
    root = copy_of(made(tmp_path, SIMPLE))
    assert not find(root, "//w:tblStyle")
    assert find(root, "//w:tblPr/w:tblBorders/w:insideH/@w:val") == ["dotted"]
    assert find(root, "//w:tblPr/w:tblCellMar/w:left/@w:w") == ["70"], "the style's own margin"
    assert find(root, "//w:tblPr/w:tblCellMar/w:right/@w:w") == ["108"], "that of the style it rests on"
    fills = [find(row, "w:tc/w:tcPr/w:shd/@w:fill") for row in find(root, "//w:tr")]
    assert fills == [["DCE6F1", "DCE6F1"], ["DCE6F1", "FF0000"], [], []]


@pytest.mark.parametrize("style", [BOLD, SPACED, BANDED])
def test_a_style_that_says_more_stays(tmp_path: Path, style: str) -> None:
    root = copy_of(made(tmp_path, style))
    assert find(root, "//w:tblStyle/@w:val") == ["Uji"]
    assert not find(root, "//w:tblPr/w:tblBorders")


def test_a_table_that_wants_no_first_row_gets_none(tmp_path: Path) -> None:
    path = made(tmp_path, SIMPLE)
    document: Any = docx.Document(str(path))
    for look in document.element.iter(f"{{{NS['w']}}}tblLook"):
        look.attrib.clear()
        look.set(f"{{{NS['w']}}}val", "0480")
    document.save(str(path))
    assert find(copy_of(path), "//w:shd/@w:fill") == ["FF0000"]


@pytest.mark.libreoffice
def test_the_page_is_the_same(tmp_path: Path) -> None:
    path = made(tmp_path, SIMPLE)
    copy = tmp_path / "salinan.docx"
    copy.write_bytes(make_copy(Package.read(path), {}, math=True))
    pictures = []
    office = Office()
    try:
        for name in (path, copy):
            office.lay_out(name, pdf=tmp_path / "uji.pdf")
            pictures.append(drawn(tmp_path / "uji.pdf"))
    finally:
        office.close()
    assert pictures[0] == pictures[1]


def drawn(path: Path) -> bytes:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        return bytes(document[0].render(scale=1).buffer)
