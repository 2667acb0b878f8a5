"""The text of a Word part as a small tree: what a reader sees is kept, in order; nothing else is."""

from __future__ import annotations

from lxml import etree

from extract.docx_alir import M, W, read_flow

START = f'<w:document xmlns:w="{W[1:-1]}" xmlns:m="{M[1:-1]}"><w:body>'
RUN = "<w:r><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r>"


def flow(body: str) -> str:
    made = read_flow(etree.fromstring(f"{START}{body}<w:sectPr/></w:body></w:document>"))
    return etree.tostring(made, encoding="unicode").removeprefix("<isi>").removesuffix("</isi>")


def test_a_paragraph_says_its_style_and_its_text() -> None:
    settings = '<w:pPr><w:pStyle w:val="Isi"/><w:numPr/><w:tabs><w:tab w:pos="9"/></w:tabs><w:jc/></w:pPr>'
    text = RUN.format("a &amp; b") + "<w:r><w:tab/><w:t>c</w:t><w:br/><w:noBreakHyphen/></w:r>"
    assert flow(f"<w:p>{settings}{text}</w:p>") == '<p gaya="Isi" butir="1"><henti/>a &amp; b c -</p>'


def test_insertions_count_and_deletions_do_not() -> None:
    changed = f"<w:del><w:r><w:delText>lama</w:delText></w:r></w:del><w:ins>{RUN.format('baru')}</w:ins>"
    moved = f"<w:moveFrom>{RUN.format('sini')}</w:moveFrom>"
    assert flow(f"<w:p>{changed}{moved}</w:p>") == "<p>baru</p>"


def test_controls_within_a_line_and_around_paragraphs() -> None:
    control = (
        f'<w:sdt><w:sdtPr><w:tag w:val="x@1"/></w:sdtPr><w:sdtContent>{RUN.format("5")}</w:sdtContent></w:sdt>'
    )
    assert flow(f"<w:p>{control}</w:p>") == '<p><angka tag="x@1">5</angka></p>'
    around = '<w:sdt><w:sdtPr><w:tag w:val="rumus:r"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>'
    assert flow(around) == '<kendali tag="rumus:r"><p/></kendali>'


def test_fields_and_fractions() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> SEQ </w:instrText></w:r>'
    simple = f'<w:fldSimple w:instr="PAGE">{RUN.format("3")}</w:fldSimple>'
    assert flow(f"<w:p>{begin}{simple}</w:p>") == (
        '<p><medan jenis="begin"/><perintah> SEQ </perintah><otomatis perintah="PAGE">3</otomatis></p>'
    )
    fraction = "<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
    assert flow(f"<w:p><m:oMath>{fraction}</m:oMath></w:p>") == (
        "<p><pecahan><atas>1</atas><bawah>2</bawah></pecahan></p>"
    )


def test_tables_with_heads_spans_merges_and_tables_in_cells() -> None:
    inner = "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p/>"
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge/></w:tcPr>{inner}</w:tc>'
    head = "<w:trPr><w:tblHeader/></w:trPr>"
    row = f"<w:tr><w:tc><w:p>{RUN.format('x')}</w:p></w:tc></w:tr>"
    kept = f"<w:sdt><w:sdtPr/><w:sdtContent>{row}</w:sdtContent></w:sdt>"
    assert flow(f"<w:tbl><w:tblPr/><w:tr>{head}{wide}</w:tr>{kept}</w:tbl>") == (
        '<tabel><baris kepala="1"><sel lebar="2" gabung=""><tabel><baris><sel><p/></sel></baris></tabel><p/></sel>'
        "</baris><baris><sel><p>x</p></sel></baris></tabel>"
    )


def test_a_text_box_is_text_of_its_paragraph_and_settings_out_of_order_do_no_harm() -> None:
    inside = f'<w:p><w:pPr><w:pStyle w:val="Kotak"/></w:pPr>{RUN.format("kotak")}</w:p>'
    box = f"<w:r><w:drawing><w:txbxContent>{inside}</w:txbxContent></w:drawing></w:r>"
    late = '<w:pPr><w:pStyle w:val="Isi"/></w:pPr>'
    assert flow(f"<w:p>{RUN.format('luar ')}{box}{late}</w:p>") == '<p gaya="Isi">luar <gambar>kotak</gambar></p>'
