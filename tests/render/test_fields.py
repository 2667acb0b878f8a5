"""Captions, references and lists: real fields with the right results."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from extract.finding import LkjipError
from render import marks
from render.document_marks import bookmark_name
from render.document_xml import W, paragraph_text
from render.fields import caption_numbers, fill_references, iter_fields, set_pages
from render.fields_lists import fill_lists
from render.fields_numbering import format_number
from render.gaya import Gaya
from render.package import Package
from tests.render.dokumen import body, find, part, render, texts


def captions(document: Any) -> None:
    document.add_paragraph("Lihat Tabel {{ r2 }} dan Gambar {{ g }}.")
    document.add_paragraph("Tabel {{ t1 }}. Pertama", style="Caption")
    document.add_paragraph("Tabel {{ t2 }}. Kedua", style="Caption")
    document.add_paragraph("Gambar {{ g1 }}. Bagan", style="Caption")


DATA = {
    "r2": marks.ref("dua"),
    "g": marks.ref("bagan"),
    "t1": marks.label("satu"),
    "t2": marks.label("dua"),
    "g1": marks.label("bagan"),
}


@pytest.mark.parametrize(
    ("bab", "style", "numbers"),
    [
        ("3", "arab", ["3.1", "3.2", "3.1"]),
        ("3", "romawi", ["III.1", "III.2", "III.1"]),
        ("4", "romawi", ["IV.1", "IV.2", "IV.1"]),
        ("d", "arab", ["1", "2", "1"]),
        ("L", "arab", ["L.1", "L.2", "L.1"]),
    ],
)
def test_captions_count_per_kind_and_chapter(
    tmp_path: Path, bab: str, style: Any, numbers: list[str]
) -> None:
    root = body(render(tmp_path, captions, DATA, bab=bab, gaya=Gaya(nomor_tabel=style)))
    assert list(caption_numbers(root).values()) == numbers
    codes = [code for code, _ in iter_fields(root) if code.startswith("SEQ")]
    assert codes == [r"SEQ Tabel \* ARABIC \r 1", r"SEQ Tabel \* ARABIC", r"SEQ Gambar \* ARABIC \r 1"]
    shown = [_shown(p) for p in root.iter(f"{W}p")]
    assert shown[1] == f"Tabel {numbers[0]}. Pertama"
    assert shown[0] == f"Lihat Tabel {numbers[1]} dan Gambar {numbers[2]}."


def _shown(paragraph: Any) -> str:
    return paragraph_text(paragraph)


def test_a_reference_is_a_field_to_the_bookmark_of_its_caption(tmp_path: Path) -> None:
    root = body(render(tmp_path, captions, DATA))
    codes = [code for code, _ in iter_fields(root) if code.startswith("REF")]
    assert codes == [r"REF _Ref_dua \h", r"REF _Ref_bagan \h"]
    names = find(root, "//w:bookmarkStart/@w:name")
    assert {"_Ref_satu", "_Ref_dua", "_Ref_bagan"} <= set(names)


def test_a_table_caption_stays_with_its_table(tmp_path: Path) -> None:
    root = body(render(tmp_path, captions, DATA))
    kept = [bool(find(p, "w:pPr/w:keepNext")) for p in root.iter(f"{W}p")]
    assert kept == [False, True, True, False]


def test_one_label_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LkjipError, match="dua kali"):
        render(tmp_path, captions, {**DATA, "t2": marks.label("satu")})


def test_a_caption_that_is_neither_table_nor_figure_is_refused(tmp_path: Path) -> None:
    def fill(document: Any) -> None:
        document.add_paragraph("{{ x }}. Judul", style="Caption")

    with pytest.raises(LkjipError, match="Tabel atau Gambar"):
        render(tmp_path, fill, {"x": marks.label("a")})


@pytest.mark.parametrize("name", ["a", "capaian.kegiatan.1.1", "x" * 60, "Tabel Satu"])
def test_bookmark_names_are_ones_word_accepts(name: str) -> None:
    made = bookmark_name(name)
    assert len(made) <= 40 and made.startswith("_Ref_") and made.isidentifier()


def test_long_labels_with_the_same_beginning_stay_apart() -> None:
    assert bookmark_name("x" * 60 + "1") != bookmark_name("x" * 60 + "2")
    assert bookmark_name("a.b") != bookmark_name("a_b")


def test_references_to_other_chapters_become_text_in_a_chapter_alone(tmp_path: Path) -> None:
    root = body(render(tmp_path, captions, {**DATA, "r2": marks.ref("lain"), "g": marks.ref("tiada")}))
    unknown = fill_references(root, {"_Ref_lain": "2.7"}, known_only=True)
    assert unknown == ["_Ref_tiada"]
    assert texts(root)[0].startswith("Lihat Tabel 2.7 dan")
    assert not [c for c, _ in iter_fields(root) if c.startswith("REF _Ref_lain")]


def lists(document: Any) -> None:
    document.add_paragraph("{{ isi }}")
    document.add_paragraph("{{ tabel }}")
    document.add_paragraph("{{ gambar }}")
    heading = document.add_paragraph(style="Heading 1")
    heading.add_run("BAB III")
    heading.add_run().add_break()
    heading.add_run("KINERJA & HASIL")
    document.add_paragraph("Capaian", style="Heading 2")
    document.add_paragraph("Rinci", style="Heading 4")
    captions(document)


LISTS = {
    **DATA,
    "isi": marks.obj("toc", "isi"),
    "tabel": marks.obj("toc", "tabel"),
    "gambar": marks.obj("toc", "gambar"),
}


@pytest.fixture
def filled(tmp_path: Path) -> Package:
    package = Package.read(render(tmp_path, lists, LISTS))
    fill_lists(package)
    return package


def test_lists_hold_headings_and_captions_as_links_with_pages(filled: Package) -> None:
    root = body(filled.to_bytes())
    entries = [texts_of(p) for p in root.iter(f"{W}p") if find(p, "w:hyperlink")]
    assert [e.split("\t")[0] for e in entries] == [
        "BAB III KINERJA & HASIL",
        "Capaian",
        "Tabel 3.1. Pertama",
        "Tabel 3.2. Kedua",
        "Gambar 3.1. Bagan",
    ]
    names = set(find(root, "//w:bookmarkStart/@w:name"))
    assert set(find(root, "//w:hyperlink/@w:anchor")) <= names
    codes = [c for c, _ in iter_fields(root)]
    assert [c for c in codes if c.startswith("TOC")] == [
        r'TOC \o "1-3" \h \z \u',
        r'TOC \h \z \c "Tabel"',
        r'TOC \h \z \c "Gambar"',
    ]
    tabs = find(root, "//w:p[w:hyperlink]/w:pPr/w:tabs/w:tab[@w:val='right']/@w:leader")
    assert tabs == ["dot"] * 5


def texts_of(paragraph: Any) -> str:
    return paragraph_text(paragraph)


def test_true_pages_are_written_and_nothing_asks_to_be_refreshed(filled: Package) -> None:
    names = find(body(filled.to_bytes()), "//w:hyperlink/@w:anchor")
    set_pages(filled, {name: f"hal{n}" for n, name in enumerate(names)})
    data = filled.to_bytes()
    root = body(data)
    ends = [texts_of(p).split("\t")[-1] for p in root.iter(f"{W}p") if find(p, "w:hyperlink")]
    assert ends == ["hal0", "hal1", "hal2", "hal3", "hal4"]
    assert not find(root, "//w:fldChar[@w:dirty]")
    assert not find(part(data, "settings"), "//w:updateFields")


def test_without_pages_word_is_asked_to_refresh(filled: Package) -> None:
    set_pages(filled, {}, final=False)
    data = filled.to_bytes()
    assert find(part(data, "settings"), "//w:updateFields/@w:val") == ["true"]
    assert find(body(data), "//w:fldChar[@w:dirty='true']")
    shown = [texts_of(p).split("\t")[-1] for p in body(data).iter(f"{W}p") if find(p, "w:hyperlink")]
    assert all(page.isdigit() for page in shown)


def test_filling_twice_changes_nothing(filled: Package) -> None:
    first = filled.to_bytes()
    again = Package.read(first)
    fill_lists(again)
    assert texts(body(again.to_bytes())) == texts(body(first))
    assert find(body(again.to_bytes()), "//w:bookmarkStart/@w:name") == find(
        body(first), "//w:bookmarkStart/@w:name"
    )


def test_an_empty_list_says_so(tmp_path: Path) -> None:
    package = Package.read(
        render(tmp_path, lambda d: d.add_paragraph("{{ t }}"), {"t": marks.obj("toc", "tabel")})
    )
    fill_lists(package)
    assert texts(body(package.to_bytes())) == ["Tidak ada tabel."]


def test_heading_numbers_in_the_list_are_those_word_prints() -> None:
    package = Package.read(Path("templates/pedoman_2015/bab1_pendahuluan.docx"))
    from render.fields_lists import collect_entries

    main = package.main_part()
    entries = [e for e in collect_entries(package, main, package.xml(main)) if e.level == 1]
    assert [e.number for e in entries][:3] == ["1.1", "1.2", "1.3"]


@pytest.mark.parametrize(
    ("count", "form", "text"),
    [
        (4, "upperRoman", "IV"),
        (4, "lowerRoman", "iv"),
        (28, "upperLetter", "BB"),
        (3, "lowerLetter", "c"),
        (7, "decimal", "7"),
    ],
)
def test_number_formats(count: int, form: str, text: str) -> None:
    assert format_number(count, form) == text
