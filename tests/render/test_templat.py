"""Templates that an office edits: every fault is named with its place, a copy carries it as a comment."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import docx
import pytest

from extract.finding import Finding, LkjipError, Tingkat
from render.gaya import load_pedoman
from render.templat import annotate_templates, check_template, check_templates, copy_templates
from render.templat_contoh import BEBAS, TEKS, Bentuk, merge, shape_of, shapes

PEDOMAN = Path("templates/pedoman_2023")
BAB3 = "bab3_akuntabilitas.docx"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A copy of the built-in templates for an office to edit."""
    folder = tmp_path / "kantor"
    shutil.copytree(PEDOMAN, folder / "pedoman_2023")
    return folder


def edit(office: Path, change: Any, name: str = BAB3) -> None:
    path = office / "pedoman_2023" / name
    document = docx.Document(str(path))
    change(document)
    document.save(str(path))


def faults(office: Path, level: Tingkat | None = Tingkat.GALAT) -> list[Finding]:
    return [f for f in check_templates(office) if level is None or f.tingkat is level]


def retype(old: str, new: str) -> Any:
    """Change a text somewhere in the document, paragraphs in tables included."""

    def change(document: Any) -> None:
        from docx.text.paragraph import Paragraph

        for node in document.element.body.iter(
            "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"
        ):
            paragraph = Paragraph(node, document._body)
            if old in paragraph.text:
                text = paragraph.text.replace(old, new)
                for run in paragraph.runs[1:]:
                    paragraph._p.remove(run._r)
                paragraph.runs[0].text = text
                return
        raise AssertionError(f"{old} not in the template")

    return change


@pytest.mark.parametrize("folder", ["templates/pedoman_2023", "templates/pedoman_2015"])
def test_the_built_in_templates_have_no_fault(folder: str) -> None:
    found = [f for f in check_templates(Path(folder)) if f.tingkat is not Tingkat.INFO]
    assert found == []


@pytest.mark.parametrize(
    ("old", "new", "kode", "words"),
    [
        ("{{ g.judul }}", "{{ g.jdul }}", "TEMPLAT-NAMA", ["'.jdul' tidak ada", "'judul'"]),
        ("{{ b.realisasi }}", "{{ b.realissi }}", "TEMPLAT-NAMA", ["'.realissi'", "'realisasi'"]),
        (
            "{%p for g in kelompok %}",
            "{%p for g in kelompk %}",
            "TEMPLAT-NAMA",
            ["'kelompk' tidak dikenal", "'kelompok'"],
        ),
        ("{{ g.judul }}", "{{ g.judul }", "TEMPLAT-TAG", ["tidak ditutup"]),
        ("{{ g.judul }}", "{{ g. }}", "TEMPLAT-TAG", []),
        ("{{ g.judul }}", "{{ g.baris }}", "TEMPLAT-NILAI", ["adalah daftar"]),
        ("{{ g.judul }}", "{{ loop.index }}", "TEMPLAT-NILAI", ["bukan teks"]),
        ("{{ g.judul }}", "{{ g.judul|uper }}", "TEMPLAT-NAMA", ["filter 'uper'"]),
        ("{%p for g in kelompok %}", "{%p for g in kelompok %} teks", "TEMPLAT-TAG", ["akan hilang"]),
        (
            "{%p for g in kelompok %}",
            "{%p fr g in kelompok %}",
            "TEMPLAT-TAG",
            ["'fr' tidak dikenal", "'for'"],
        ),
        ("Tabel {{ g.label }}.", "Tabel ", "TEMPLAT-CAPTION", ["tanpa nomor otomatis"]),
    ],
)
def test_a_fault_is_named_with_place_and_candidates(
    office: Path, old: str, new: str, kode: str, words: list[str]
) -> None:
    edit(office, retype(old, new))
    found = [f for f in faults(office) if f.kode == kode]
    assert found, faults(office, None)
    assert "pedoman_2023/bab3_akuntabilitas.docx (Bab III" in found[0].pesan
    assert "paragraf" in found[0].pesan and "Teks di sekitarnya" in found[0].pesan
    for word in words:
        assert any(word in f.pesan for f in found), found


def test_an_unclosed_loop_names_its_opening(office: Path) -> None:
    def drop_end(document: Any) -> None:
        last = [p for p in document.paragraphs if p.text.strip() == "{%p endfor %}"][-1]
        last._p.getparent().remove(last._p)

    edit(office, drop_end, "bab4_penutup.docx")
    found = faults(office)
    assert any("{% for %} ini tidak ditutup" in f.pesan and "{%p for" in f.pesan for f in found), found


def test_a_tag_cut_by_a_link_or_break_is_reported(office: Path) -> None:
    def cut(document: Any) -> None:
        paragraph = document.add_paragraph("{{ sat")
        paragraph.runs[0].add_break()
        paragraph.add_run("ker.nama }}")

    edit(office, cut, "bab4_penutup.docx")
    assert any(f.kode == "TEMPLAT-TERPOTONG" for f in faults(office))


def test_a_tag_split_over_runs_is_repaired_and_not_reported(office: Path) -> None:
    def split(document: Any) -> None:
        paragraph = document.add_paragraph("{{ sat")
        paragraph.add_run("ker.na").bold = True
        paragraph.add_run("ma }}")

    edit(office, split, "bab4_penutup.docx")
    assert faults(office) == []


def test_a_missing_style_and_a_table_without_repeated_header_are_found(office: Path) -> None:
    def spoil(document: Any) -> None:
        document.paragraphs[0].insert_paragraph_before(
            "x"
        )._p.get_or_add_pPr().get_or_add_pStyle().val = "GayaHilang"
        for node in document.tables[0]._tbl.xpath(".//w:tblHeader"):
            node.getparent().remove(node)

    edit(office, spoil)
    assert any("'GayaHilang' tidak ada" in f.pesan for f in faults(office))
    assert any(f.kode == "TEMPLAT-TABEL" for f in faults(office, Tingkat.PERINGATAN))


def test_a_typed_caption_number_is_a_warning(office: Path) -> None:
    edit(office, lambda d: d.add_paragraph("Tabel 3.9. Diketik tangan"), "bab4_penutup.docx")
    assert any("'Tabel 3.9' diketik tangan" in f.pesan for f in faults(office, Tingkat.PERINGATAN))


def test_tags_in_properties_are_not_filled(office: Path) -> None:
    edit(
        office, lambda d: setattr(d.core_properties, "subject", "{{ satker.nama }}"), "bab1_pendahuluan.docx"
    )
    assert any(f.kode == "TEMPLAT-TEMPAT" and "properti" in f.pesan for f in faults(office))


def test_a_dropped_section_is_information_not_a_fault(office: Path) -> None:
    def drop(document: Any) -> None:
        removing = False
        for paragraph in list(document.paragraphs):
            removing = removing or paragraph.text == "Saran"
            if removing:
                paragraph._p.getparent().remove(paragraph._p)

    edit(office, drop, "bab4_penutup.docx")
    assert faults(office) == []
    unused = [f for f in faults(office, Tingkat.INFO) if "bab4" in f.pesan]
    assert "saran" in unused[0].pesan


def test_a_missing_or_broken_file_is_named(office: Path) -> None:
    (office / "pedoman_2023" / "lampiran.docx").unlink()
    (office / "pedoman_2023" / "bab2_perencanaan.docx").write_bytes(b"rusak")
    found = [f.pesan for f in faults(office)]
    assert any("lampiran.docx" in p and "tidak ada" in p for p in found)
    assert any("bab2_perencanaan.docx" in p and "utuh" in p for p in found)


def test_faults_are_written_as_comments_at_the_spot(office: Path, tmp_path: Path) -> None:
    edit(office, retype("{{ g.judul }}", "{{ g.jdul }}"))
    written = annotate_templates(office, tmp_path / "komentar")
    assert [p.name for p in written] == [BAB3]
    document = docx.Document(str(written[0]))
    comments = {c.comment_id: c.text for c in document.comments}
    assert any("'.jdul' tidak ada" in text for text in comments.values())
    marked = [p.text for p in document.paragraphs if p._p.xpath(".//w:commentReference")]
    assert any("{{ g.jdul }}" in text for text in marked)


def test_two_offices_live_side_by_side(office: Path, tmp_path: Path) -> None:
    edit(office, retype("{{ g.judul }}", "{{ g.jdul }}"))
    other = tmp_path / "lain"
    copied = copy_templates(PEDOMAN, other)
    assert {p.name for p in copied} >= {BAB3, "00_depan.docx"}
    assert [f for f in check_templates(other) if f.tingkat is Tingkat.GALAT] == []
    with pytest.raises(LkjipError, match="sudah berisi"):
        copy_templates(PEDOMAN, other)


def test_a_folder_without_templates_is_named(tmp_path: Path) -> None:
    with pytest.raises(LkjipError, match=r"pedoman\.yml"):
        check_templates(tmp_path)


def test_shapes_come_from_the_contexts_themselves() -> None:
    known = shapes(load_pedoman(PEDOMAN))
    row = known["3"].bagian["kelompok"].isi
    assert row is not None and row.bagian["baris"].isi is not None
    assert row.bagian["baris"].isi.bagian["capaian"] == TEKS


def test_shapes_of_several_reports_are_merged() -> None:
    one, other = shape_of({"a": [{"x": "1"}], "b": []}), shape_of({"a": [{"y": "2"}], "b": ["t"]})
    both = merge([one, other])
    inner = both.bagian["a"].isi
    assert inner is not None and set(inner.bagian) == {"x", "y"}
    assert both.bagian["b"].isi == TEKS
    assert merge([TEKS, Bentuk("daftar", isi=TEKS)]) == BEBAS


def test_names_unknown_to_us_are_left_alone_without_shapes(office: Path) -> None:
    path = office / "pedoman_2023" / "bab4_penutup.docx"
    edit(office, lambda d: d.add_paragraph("{{ apa_saja }}"), "bab4_penutup.docx")
    assert [c for c in check_template(path, "4", None) if c.tingkat is Tingkat.GALAT] == []
    named = check_template(path, "4", shapes(load_pedoman(PEDOMAN))["4"])
    assert any("'apa_saja' tidak dikenal" in c.apa for c in named)
