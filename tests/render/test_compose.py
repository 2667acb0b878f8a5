"""Joined chapters look and count as they did alone."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from extract.finding import LkjipError
from render import marks
from render.compose import check_counts, compose, compose_with_messages
from render.document_xml import NS, W, paragraph_style, paragraph_text
from render.fields_numbering import Numberer, read_styles
from render.package import Package
from render.validate import validate_docx, validate_with_sdk
from tests.render.dokumen import GAYA, body, chart, find, part, render, texts


def picture() -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "navy").save(out, "PNG")
    out.seek(0)
    return out


def front(document: Any) -> None:
    document.add_paragraph("DAFTAR ISI", style="Title")
    document.sections[0].footer.paragraphs[0].text = "kaki depan"
    document.add_paragraph("{{ isi }}")


def chapter(title: str, *, style: Any = None) -> Any:
    def fill(document: Any) -> None:
        if style is not None:
            style(document)
        document.add_paragraph(title, style="Heading 1")
        document.add_paragraph("Bagian", style="Heading 2")
        for text in ("satu", "dua"):
            document.add_paragraph(text, style="List Number")
        document.add_paragraph("Tabel {{ label }}. Isi", style="Caption")
        document.add_table(rows=2, cols=2).cell(0, 0).text = "a"
        document.add_picture(picture())
        document.inline_shapes[0]._inline.docPr.set("descr", "logo")
        document.add_paragraph("{{ bagan }}")
        document.add_paragraph("Lihat Tabel {{ rujuk }}.")

    return fill


def made(folder: Path, bab: str, *, style: Any = None, rujuk: str = "t3") -> bytes:
    data = {"label": marks.label(f"t{bab}"), "bagan": marks.obj("chart", "x"), "rujuk": marks.ref(rujuk)}
    return render(folder, chapter(f"BAB {bab}", style=style), data, {"x": chart()}, bab=bab)


@pytest.fixture
def chapters(tmp_path: Path) -> list[tuple[str, bytes]]:
    opening = render(tmp_path, front, {"isi": marks.obj("toc", "isi")}, bab="d")
    return [("d", opening), ("3", made(tmp_path, "3")), ("4", made(tmp_path, "4"))]


def test_the_joined_report_is_valid_and_always_the_same(
    chapters: list[tuple[str, bytes]], tmp_path: Path
) -> None:
    data = compose(chapters, GAYA)
    assert data == compose(chapters, GAYA)
    assert validate_docx(data) == []
    path = tmp_path / "gabung.docx"
    path.write_bytes(data)
    problems = validate_with_sdk(path)
    if problems is None:
        pytest.skip("ooxml-validator tidak terpasang (make ooxml)")
    assert problems == []


def test_nothing_is_lost_or_doubled(chapters: list[tuple[str, bytes]]) -> None:
    root = body(compose(chapters, GAYA))
    assert len(find(root, "//w:tbl")) == 2
    assert len(find(root, "//w:drawing")) == 4
    for text in ("BAB 3", "BAB 4"):
        assert text in texts(root)
    with pytest.raises(LkjipError, match="tbl: 3 menjadi 2"):
        check_counts({"tbl": 3}, {"tbl": 2}, ["Bab III"])


def test_pages_are_roman_in_front_and_arabic_from_the_first_chapter(
    chapters: list[tuple[str, bytes]],
) -> None:
    numbers = find(body(compose(chapters, GAYA)), "//w:sectPr/w:pgNumType")
    assert [(n.get(f"{W}fmt"), n.get(f"{W}start")) for n in numbers] == [
        ("lowerRoman", "1"),
        ("decimal", "1"),
        ("decimal", None),
    ]


def test_every_chapter_has_its_own_section_and_no_borrowed_footer(chapters: list[tuple[str, bytes]]) -> None:
    data = compose(chapters, GAYA)
    package = Package.read(data)
    rels = package.rels(package.main_part())
    sections = find(body(data), "//w:sectPr")
    assert len(sections) == 3
    footers = []
    for section in sections:
        ids = find(section, "w:footerReference/@r:id")
        footers.append("".join(texts(package.xml(rels[ids[0]].target))) if ids else None)
    assert footers[0] == "kaki depan"
    assert footers[1] == ""


def test_lists_of_each_chapter_start_at_one(chapters: list[tuple[str, bytes]]) -> None:
    data = compose(chapters, GAYA)
    numberer = Numberer(part(data, "numbering"), read_styles(part(data, "styles")))
    labels = [(paragraph_text(p), numberer.label(p)) for p in body(data).iter(f"{W}p")]
    assert [n for t, n in labels if t in ("satu", "dua")] == ["1.", "2.", "1.", "2."]


def test_references_reach_over_chapters(tmp_path: Path) -> None:
    data = compose([("3", made(tmp_path, "3", rujuk="t4")), ("4", made(tmp_path, "4", rujuk="t3"))], GAYA)
    assert [t for t in texts(body(data)) if t.startswith("Lihat")] == ["Lihat Tabel 4.1.", "Lihat Tabel 3.1."]


def test_charts_and_pictures_keep_their_parts(chapters: list[tuple[str, bytes]]) -> None:
    package = Package.read(compose(chapters, GAYA))
    names = sorted(package.parts)
    assert len([n for n in names if n.startswith("word/charts/chart")]) == 2
    books = [next(iter(package.rels(n).values())).target for n in names if n.startswith("word/charts/chart")]
    assert all(book in package.parts for book in books)
    assert len([n for n in names if n.startswith("word/media/")]) == 1, "the same picture is stored once"


def test_a_style_an_office_changed_in_one_chapter_keeps_its_look(tmp_path: Path) -> None:
    def bigger(document: Any) -> None:
        document.styles["Heading 2"].font.size = 20 * 12700

    chapters = [("3", made(tmp_path, "3")), ("4", made(tmp_path, "4", style=bigger))]
    data, messages = compose_with_messages(chapters, GAYA)
    assert any("heading 2" in m.lower() and "Bab IV" in m for m in messages)
    styles = part(data, "styles")
    used = [paragraph_style(p) for p in body(data).iter(f"{W}p") if paragraph_text(p) == "Bagian"]
    assert used[0] != used[1]
    sizes = [find(styles, f"w:style[@w:styleId='{s}']/w:rPr/w:sz/@w:val") for s in used]
    assert sizes[1] == ["40"] and sizes[0] != ["40"]
    infos = read_styles(styles)
    assert infos[used[0]].outline == infos[used[1]].outline == 1, "both stay in the table of contents"
    assert validate_docx(data) == []


def test_a_changed_default_style_stays_with_its_chapter(tmp_path: Path) -> None:
    def spaced(document: Any) -> None:
        document.styles["Normal"].paragraph_format.space_after = 24 * 12700

    chapters = [("3", made(tmp_path, "3")), ("4", made(tmp_path, "4", style=spaced))]
    data, _ = compose_with_messages(chapters, GAYA)
    last = [p for p in body(data).iter(f"{W}p") if paragraph_text(p).startswith("Lihat")]
    assert paragraph_style(last[0]) == "" and paragraph_style(last[1]) != ""
    style = paragraph_style(last[1])
    assert find(part(data, "styles"), f"w:style[@w:styleId='{style}']/w:pPr/w:spacing/@w:after") == ["480"]


def test_landscape_sections_stay_inside_their_chapter(tmp_path: Path) -> None:
    from docx.enum.section import WD_ORIENT

    def wide(document: Any) -> None:
        document.add_paragraph("BAB 3", style="Heading 1")
        section = document.add_section()
        section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, 10692130, 7560310
        document.add_paragraph("tabel lebar")

    data = compose([("3", render(tmp_path, wide)), ("4", made(tmp_path, "4", rujuk="t4"))], GAYA)
    sections = find(body(data), "//w:sectPr")
    assert [bool(find(s, "w:pgSz[@w:orient='landscape']")) for s in sections] == [False, True, False]


def test_a_list_of_contents_that_ends_a_chapter_keeps_the_section(chapters: list[tuple[str, bytes]]) -> None:
    root = body(compose(chapters, GAYA))
    assert len(find(root, "//w:p[w:hyperlink]")) == 4
    assert not find(root, "//w:p[w:pPr/w:sectPr]/w:hyperlink")
    assert len(find(root, "//w:sectPr")) == 3


def test_footnotes_come_along_under_new_numbers(tmp_path: Path) -> None:
    from render.package import OFFICE_REL, Rel

    def noted(bab: str) -> bytes:
        package = Package.read(made(tmp_path, bab, rujuk=f"t{bab}"))
        main = package.main_part()
        notes = (
            f'<w:footnotes xmlns:w="{NS["w"]}"><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
            f'<w:footnote w:id="1"><w:p><w:r><w:t>catatan {bab}</w:t></w:r></w:p></w:footnote></w:footnotes>'
        )
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        package.add_part("word/footnotes.xml", notes.encode(), kind)
        package.add_rel(main, Rel(f"{OFFICE_REL}footnotes", "word/footnotes.xml"))
        text = package.parts[main].replace(
            b"</w:p><w:sectPr", b'<w:r><w:footnoteReference w:id="1"/></w:r></w:p><w:sectPr'
        )
        assert text != package.parts[main]
        package.parts[main] = text
        return package.to_bytes()

    data = compose([("3", noted("3")), ("4", noted("4"))], GAYA)
    used = find(body(data), "//w:footnoteReference/@w:id")
    notes = part(data, "footnotes")
    assert [texts(find(notes, f"w:footnote[@w:id='{i}']")[0]) for i in used] == [["catatan 3"], ["catatan 4"]]


def test_nothing_to_join_is_an_error() -> None:
    with pytest.raises(LkjipError, match="Tidak ada bab"):
        compose([], GAYA)
