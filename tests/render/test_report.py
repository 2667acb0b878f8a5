"""Whole reports: files of the contract, every figure tagged and recorded, valid, always the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from msgspec.structs import replace

from extract.finding import LkjipError
from render import pages
from render.gaya import Pedoman, load_pedoman
from render.package import Package
from render.report import HasilRender, render_report, wanted_keys
from render.teks import TeksHukum
from render.validate import validate_docx, validate_with_sdk
from tests.render.dokumen import body, controls, find, part, texts
from tests.transform.fakta import bapas, lpka
from transform.aturan import load_hitung
from transform.build import build_laporan
from transform.laporan import Laporan, Periode

FOLDERS = {"2023": Path("templates/pedoman_2023"), "2015": Path("templates/pedoman_2015")}


@pytest.fixture(scope="module")
def polewali() -> Laporan:
    return build_laporan(bapas().bacaan(), Periode(2023), load_hitung(None), satker_id="uji")


def make(laporan: Laporan, out: Path, folder: Path = FOLDERS["2023"], **options: Any) -> HasilRender:
    pedoman = load_pedoman(folder)
    teks = TeksHukum("bapas", pedoman.id, 2023)
    return render_report(laporan, teks, pedoman, out, **{"pdf": False, **options})


@pytest.fixture(scope="module")
def plain(polewali: Laporan, tmp_path_factory: pytest.TempPathFactory) -> HasilRender:
    """A report on a machine without LibreOffice."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pages, "available", lambda: False)
        return make(polewali, tmp_path_factory.mktemp("laporan"), pdf=True)


def test_the_files_of_the_contract_are_written(plain: HasilRender) -> None:
    assert plain.report is not None and plain.report.name == "LKjIP_uji_2023.docx"
    names = [p.name for p in plain.chapters]
    assert names == ["00_depan.docx", "bab1.docx", "bab2.docx", "bab3.docx", "bab4.docx", "lampiran.docx"]
    for path in (plain.report, *plain.chapters):
        assert docx.Document(str(path)).paragraphs


def test_every_document_is_valid(plain: HasilRender) -> None:
    assert plain.report is not None
    for path in (plain.report, *plain.chapters):
        assert validate_docx(path) == [], path.name
    for path in (plain.report, plain.chapters[0], plain.chapters[3]):
        assert validate_with_sdk(path) in ([], None), path.name


def test_printed_figures_are_tagged_and_recorded(plain: HasilRender) -> None:
    assert plain.report is not None
    known = {e.id: e.text for e in plain.entries}
    found = {t: x for t, x in controls(body(plain.report.read_bytes())).items() if not t.startswith("rumus:")}
    assert len(found) > 100
    assert {t: known[t] for t in found} == found
    assert all(len(t) <= 64 for t in found)


def test_without_libreoffice_the_report_is_whole_and_says_what_is_missing(plain: HasilRender) -> None:
    assert plain.report is not None and plain.pdf is None and plain.halaman == 0
    assert [f.kode for f in plain.temuan] == ["TANPA-OFFICE"]
    assert "Pasang LibreOffice" in plain.temuan[0].pesan
    data = plain.report.read_bytes()
    assert find(part(data, "settings"), "//w:updateFields")
    listed = [t for t in texts(body(data)) if t.startswith("Tabel 3.1.") and "\t" in t]
    assert listed and listed[0].split("\t")[-1].isdigit()


def test_figures_travel_inside_the_document(plain: HasilRender) -> None:
    assert plain.report is not None
    package = Package.read(plain.report)
    own = [d for n, d in package.parts.items() if n.startswith("customXml/item") and b"urn:lkjip:angka:1" in d]
    assert any(plain.entries[0].id.encode() in data for data in own)


def test_properties_name_the_office_and_the_reports_own_date(plain: HasilRender) -> None:
    assert plain.report is not None
    properties = docx.Document(str(plain.report)).core_properties
    assert properties.author == "Balai Pemasyarakatan Kelas II Polewali"
    assert "Tahun 2023" in properties.title
    assert properties.created is not None and properties.created.date().isoformat() == "2024-01-02"
    assert find(
        part(plain.report.read_bytes(), "settings"), "//w:compatSetting[@w:name='compatibilityMode']/@w:val"
    ) == ["15"]
    languages = set(find(part(plain.report.read_bytes(), "styles"), "//w:lang/@w:val"))
    assert languages == {"id-ID"}


def test_same_input_same_bytes(
    plain: HasilRender, polewali: Laporan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "available", lambda: False)
    again = make(polewali, tmp_path, pdf=True)
    assert plain.report is not None and again.report is not None
    assert again.report.read_bytes() == plain.report.read_bytes()
    for one, other in zip(plain.chapters, again.chapters, strict=True):
        assert one.read_bytes() == other.read_bytes(), one.name


def test_one_chapter_alone(polewali: Laporan, tmp_path: Path) -> None:
    made = make(polewali, tmp_path, bab="2")
    assert [p.name for p in made.chapters] == ["bab2.docx"] and made.report is None
    assert {e.bab for e in made.entries} == {"2"}


def test_chapter_names_of_the_command_line() -> None:
    assert wanted_keys("") == wanted_keys(None) == frozenset()
    assert wanted_keys("depan") == {"d"} and wanted_keys("bab3") == wanted_keys("3") == {"3"}
    assert wanted_keys(["lampiran", "4"]) == {"L", "4"}


def edited(folder: Path, change: Callable[[Any], None], name: str = "bab3_akuntabilitas.docx") -> Path:
    import shutil

    target = folder / "pedoman_2023"
    shutil.copytree(FOLDERS["2023"], target)
    document = docx.Document(str(target / name))
    change(document)
    document.save(str(target / name))
    return target


def test_a_dropped_section_takes_its_figures_out_of_the_record(
    plain: HasilRender, polewali: Laporan, tmp_path: Path
) -> None:
    def drop_body(document: Any) -> None:
        for table in list(document.tables):
            table._tbl.getparent().remove(table._tbl)

    made = make(polewali, tmp_path, edited(tmp_path, drop_body), bab="3")
    before = {e.id for e in plain.entries if e.bab == "3"}
    after = {e.id for e in made.entries}
    assert after < before
    printed = controls(body(made.chapters[0].read_bytes()))
    assert {t for t in printed if not t.startswith("rumus:")} <= after


def test_a_filter_on_a_figure_is_refused(polewali: Laporan, tmp_path: Path) -> None:
    def shout(document: Any) -> None:
        document.add_paragraph(
            "{% for g in kelompok %}{% for b in g.baris %}{{ b.capaian|upper }}{% endfor %}{% endfor %}"
        )

    with pytest.raises(LkjipError, match="filter Jinja"):
        make(polewali, tmp_path, edited(tmp_path, shout), bab="3")


def test_a_template_with_another_wording_and_a_column_more(polewali: Laporan, tmp_path: Path) -> None:
    def change(document: Any) -> None:
        for table in (t for t in document.tables if "in g.baris" in t._tbl.xpath("string(.)")):
            table.add_column(1_000_000)
            for row, text in zip(table.rows, ("Kategori", "", "{{ b.kategori }}", ""), strict=False):
                row.cells[-1].text = text
        document.add_paragraph("Susunan kata milik kantor {{ satker.nama }}.")

    made = make(polewali, tmp_path, edited(tmp_path, change), bab="3")
    root = body(made.chapters[0].read_bytes())
    assert "Susunan kata milik kantor Balai Pemasyarakatan Kelas II Polewali." in texts(root)
    assert "Kategori" in texts(root) and "Sangat Memuaskan" in texts(root)
    assert validate_docx(made.chapters[0]) == []


def test_the_older_outline_numbers_its_headings_by_chapter(polewali: Laporan, tmp_path: Path) -> None:
    made = make(polewali, tmp_path, FOLDERS["2015"])
    assert made.report is not None
    listed = [t for t in texts(body(made.report.read_bytes())) if "\t" in t]
    assert any(t.startswith("3.1\tCapaian Kinerja Organisasi") or t.startswith("3.1.\tCapaian") for t in listed), (
        listed[:20]
    )
    assert validate_docx(made.report) == []


def test_roman_table_numbers_are_a_setting(polewali: Laporan, tmp_path: Path) -> None:
    from render.report import render_chapters

    pedoman: Pedoman = load_pedoman(FOLDERS["2023"])
    roman = replace(pedoman, gaya=replace(pedoman.gaya, nomor_tabel="romawi"))
    made = render_chapters(polewali, TeksHukum("bapas", pedoman.id, 2023), roman)
    assert "III.1" in made.nomor.values() and "3.1" not in made.nomor.values()


@pytest.mark.libreoffice
@pytest.mark.skipif(not pages.available(), reason="LibreOffice dengan python3-uno tidak terpasang")
def test_with_libreoffice_the_lists_are_final_and_the_pdf_agrees(tmp_path: Path) -> None:
    laporan = build_laporan(lpka().bacaan(), Periode(2023), load_hitung(None), satker_id="lpka-uji")
    laporan = replace(laporan, profil=replace(laporan.profil, jenis="lpka"))
    made = make(laporan, tmp_path, pdf=True)
    assert made.pdf is not None and made.report is not None and made.halaman > 10
    assert [f for f in made.temuan if f.kode.startswith(("OFFICE", "TANPA", "PDF"))] == []
    data = made.report.read_bytes()
    assert not find(part(data, "settings"), "//w:updateFields")
    assert not find(body(data), "//w:fldChar[@w:dirty]")
    shown = {t.split("\t")[0]: t.split("\t")[-1] for t in texts(body(data)) if "\t" in t}
    assert shown["BAB I PENDAHULUAN"] == "1"
    assert shown["KATA PENGANTAR"] in ("i", "ii", "iii")
    assert validate_docx(data) == []
