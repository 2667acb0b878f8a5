"""The shipped templates: what an office finds in them, and that they render for every sample."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as Dokumen
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.text.paragraph import Paragraph

from render.chapters import build_context
from render.document import render_chapter
from render.gaya import Gaya, Pedoman, choose_pedoman, load_pedoman
from render.teks import TeksHukum
from tests.render.contoh import ROOT, SAMPEL, TEMPLATES, contexts, read_sample
from tests.transform.fakta import Penulis
from transform.aturan import load_hitung
from transform.build import build_laporan
from transform.laporan import Periode

PEDOMAN = ("pedoman_2023", "pedoman_2015")
FILES = [path for name in PEDOMAN for path in sorted((TEMPLATES / name).glob("*.docx"))]
KINDS = (
    "Kantor Imigrasi Kelas I TPI Batam",
    "Rumah Tahanan Negara Kelas IIB Pati",
    "Rumah Penyimpanan Benda Sitaan Negara Kelas II Solo",
    "Kantor Wilayah Bali",
)
CAPTION = re.compile(r"(Tabel|Gambar) \{\{ [a-z0-9_.]+ \}\}\. \S.*")
OUTLINE = {
    "pedoman_2023": {
        "bab1": ["Latar Belakang", "Tugas, Fungsi, dan Struktur Organisasi", "Maksud dan Tujuan", "Aspek Strategis",
                 "Isu Strategis", "Sistematika Laporan"],
        "bab2": ["Rencana Strategis", "Perjanjian Kinerja"],
        "bab3": ["Capaian Kinerja Organisasi", "Realisasi Anggaran", "Capaian Kinerja Anggaran",
                 "Capaian Kinerja Lainnya"],
        "bab4": ["Kesimpulan", "Saran"],
    },
    "pedoman_2015": {
        "bab1": ["Latar Belakang", "Tugas, Fungsi, dan Struktur Organisasi", "Potensi dan Permasalahan",
                 "Dasar Hukum", "Sistematika Penyajian"],
        "bab2": ["Rencana Strategis Direktorat Jenderal Pemasyarakatan", "Rencana Strategis", "Perjanjian Kinerja",
                 "Alokasi Anggaran"],
        "bab3": ["Capaian Kinerja Organisasi", "Capaian Kinerja Anggaran"],
        "bab4": ["Kesimpulan", "Saran"],
    },
}  # fmt: skip


def style_of(paragraph: Paragraph) -> str:
    return (paragraph.style.name or "") if paragraph.style is not None else ""


@pytest.fixture(params=FILES, ids=lambda p: f"{p.parent.name}-{p.stem}")
def template(request: pytest.FixtureRequest) -> Dokumen:
    return Document(str(request.param))


def test_shipped_templates_are_what_the_script_builds(tmp_path: Path) -> None:
    script = ROOT / "templates" / "susun" / "susun.py"
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True, capture_output=True)
    assert len(FILES) == 12
    for path in FILES:
        assert (tmp_path / path.parent.name / path.name).read_bytes() == path.read_bytes(), path.name


def test_pages_are_a4_with_the_binding_margin(template: Dokumen) -> None:
    for section in template.sections:
        width, height, left = section.page_width, section.page_height, section.left_margin
        assert width is not None and height is not None and left is not None
        assert {round(width.cm, 1), round(height.cm, 1)} == {21.0, 29.7}
        assert round(left.cm, 1) == 3.0


def test_language_is_indonesian(template: Dokumen) -> None:
    langs = {lang.get(qn("w:val")) for lang in template.styles.element.iter(qn("w:lang"))}
    assert langs == {"id-ID"}


def test_captions_follow_the_rule_and_every_table_has_one(template: Dokumen) -> None:
    captions = [p.text for p in template.paragraphs if style_of(p) == "Caption"]
    assert all(CAPTION.fullmatch(text) for text in captions), captions
    tables = [text for text in captions if text.startswith("Tabel")]
    if template.tables:
        assert tables


def test_tables_repeat_their_heading_and_keep_rows_whole(template: Dokumen) -> None:
    for table in template.tables:
        rows = table._tbl.findall(qn("w:tr"))
        assert rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
        width = sum(int(c.get(qn("w:w"), "0")) for c in table._tbl.tblGrid.findall(qn("w:gridCol")))
        assert width <= Cm(24.3).twips


def test_headings_are_numbered_by_one_list(template: Dokumen) -> None:
    used = {style_of(p) for p in template.paragraphs if style_of(p).startswith("Heading")}
    for name in used | {"Heading 1", "Heading 2"}:
        style = template.styles[name]
        number = style.element.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
        assert number is not None and number.get(qn("w:val")) == "90", name


@pytest.fixture(scope="module", params=sorted(SAMPEL))
def rendered(request: pytest.FixtureRequest) -> tuple[Pedoman, dict[str, bytes]]:
    laporan = read_sample(request.param)
    pedoman = choose_pedoman(TEMPLATES, laporan.periode.tahun)
    made = contexts(laporan)
    return pedoman, {
        bab.nama: render_chapter(
            pedoman.folder / bab.templat, made[bab.kunci].data, made[bab.kunci].objek, pedoman.gaya, bab=bab.kunci
        )
        for bab in pedoman.bab
    }


def headings(content: bytes, level: int) -> list[str]:
    document = Document(BytesIO(content))
    return [p.text for p in document.paragraphs if style_of(p) == f"Heading {level}"]


def test_chapters_have_the_sections_of_the_pedoman(rendered: tuple[Pedoman, dict[str, bytes]]) -> None:
    pedoman, chapters = rendered
    for name, wanted in OUTLINE[pedoman.folder.name].items():
        found = headings(chapters[name], 2)
        assert len(found) == len(wanted)
        assert all(a.startswith(b) for a, b in zip(found, wanted, strict=True)), found


def test_nothing_of_the_template_is_left_in_the_report(rendered: tuple[Pedoman, dict[str, bytes]]) -> None:
    for name, content in rendered[1].items():
        for part in parts(content):
            assert "{{" not in part and "{%" not in part, name
            assert not re.search("[\ue000-\uf8ff]", part), name


def parts(content: bytes) -> Iterator[str]:
    with ZipFile(BytesIO(content)) as package:
        for name in package.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                yield package.read(name).decode()


def test_seven_analyses_stand_under_every_indicator(rendered: tuple[Pedoman, dict[str, bytes]]) -> None:
    document = Document(BytesIO(rendered[1]["bab3"]))
    run: list[str] = []
    seen = 0
    for paragraph in document.paragraphs:
        if style_of(paragraph) == "Heading 5":
            seen += 1
            run = []
        if style_of(paragraph) == "Judul Analisis":
            run.append(paragraph.text)
            assert len(run) <= 7
            if len(run) == 7:
                assert run[0].startswith("Perbandingan target") and run[6].startswith("Program dan kegiatan")
    analyses = sum(style_of(p) == "Judul Analisis" for p in document.paragraphs)
    assert seen > 0 and analyses == 7 * seen


def test_both_pedoman_render_the_same_report() -> None:
    laporan = read_sample("lpka-pangkalpinang")
    for name in PEDOMAN:
        pedoman = load_pedoman(TEMPLATES / name)
        made = contexts(laporan, pedoman.id)
        bab = next(b for b in pedoman.bab if b.kunci == "3")
        content = render_chapter(
            pedoman.folder / bab.templat, made["3"].data, made["3"].objek, pedoman.gaya, bab="3"
        )
        assert headings(content, 2)[0] == "Capaian Kinerja Organisasi"


def test_pedoman_is_chosen_by_year_or_by_name() -> None:
    assert choose_pedoman(TEMPLATES, 2023).id == "2023"
    assert choose_pedoman(TEMPLATES, 2025).id == "2023"
    assert choose_pedoman(TEMPLATES, 2022).id == "2015"
    assert choose_pedoman(TEMPLATES, 2023, "2015").id == "2015"
    assert choose_pedoman(TEMPLATES, 2022, "pedoman_2023").id == "2023"


def test_every_text_of_the_front_matter_is_shown(rendered: tuple[Pedoman, dict[str, bytes]]) -> None:
    document = Document(BytesIO(rendered[1]["00_depan"]))
    shown = " ".join(p.text for p in document.paragraphs)
    for word in ("KATA PENGANTAR", "IKHTISAR EKSEKUTIF", "DAFTAR ISI", "DAFTAR TABEL", "DAFTAR GAMBAR", "NIP"):
        assert word in shown
    assert "Ditandatangani" not in shown  # the place for a signature never looks signed


@pytest.mark.parametrize("tahun", [2019, 2022, 2023, 2025])
@pytest.mark.parametrize("nama", KINDS)
def test_any_kind_of_satker_without_any_recap_gives_a_report_of_tasks(nama: str, tahun: int) -> None:
    writer = Penulis()
    writer.add("profil", {}, nama=nama)
    laporan = build_laporan(writer.bacaan(), Periode(tahun), load_hitung(), satker_id="uji")
    pedoman = choose_pedoman(TEMPLATES, tahun)
    made = contexts(laporan)
    for bab in pedoman.bab:
        konteks = made[bab.kunci]
        assert render_chapter(
            pedoman.folder / bab.templat, konteks.data, konteks.objek, pedoman.gaya, bab=bab.kunci
        )
    asked = {task.kode for konteks in made.values() for task in konteks.tugas}
    assert {"rekap.capaian", "rekap.belanja", "rekap.perjanjian_kinerja", "profil.nip", "saran"} <= asked
    if tahun == 2025:
        assert "teks.visi" in asked


def test_settings_of_style_change_what_is_printed() -> None:
    laporan = read_sample("bapas-polewali")
    pedoman = choose_pedoman(TEMPLATES, 2023)
    teks = TeksHukum(laporan.profil.jenis, pedoman.id, 2023)
    office = Gaya(uang="kantor", batas_capaian=Decimal(120))
    made = build_context("3", laporan, teks, pedoman, office)
    bab = next(b for b in pedoman.bab if b.kunci == "3")
    content = render_chapter(pedoman.folder / bab.templat, made.data, made.objek, office, bab="3")
    shown = " ".join(parts(content))
    assert "Capaian Dibatasi" in shown and "Rp 3.638.803.000,-" in shown and "Rp3.638.803.000,00" not in shown
