"""The reports of the four sample satker, opened: fields, styles, numbers, merges, sections, charts, formulas."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree

from extract.collect import read_folder
from extract.docx_angka import read_docx
from render import pages
from render.document_xml import NS, W, paragraph_style, paragraph_text
from render.fields import caption_numbers, iter_fields
from render.fields_numbering import read_styles
from render.gaya import choose_pedoman
from render.package import Package
from render.report import HasilRender, render_report
from render.teks import TeksHukum
from render.validate import validate_docx, validate_with_sdk
from tests.render.dokumen import find
from transform.aturan import load_hitung
from transform.build import build_laporan
from transform.laporan import Laporan, Periode

SAMPLES = (
    (2022, "lapas-sarolangun"),
    (2023, "bapas-polewali"),
    (2023, "lpka-pangkalpinang"),
    (2023, "kanwil-kalbar"),
)
pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Contoh:
    laporan: Laporan
    hasil: HasilRender
    package: Package
    root: etree._Element
    path: Path


@pytest.fixture(scope="module", params=SAMPLES, ids=[name for _, name in SAMPLES])
def contoh(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Contoh:
    tahun, name = request.param
    laporan = build_laporan(
        read_folder(Path("input") / str(tahun) / name, tahun),
        Periode(tahun),
        load_hitung(None),
        satker_id=name,
    )
    pedoman = choose_pedoman(Path("templates"), tahun)
    teks = TeksHukum(laporan.profil.jenis, pedoman.id, tahun)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pages, "available", lambda: False)
        hasil = render_report(laporan, teks, pedoman, tmp_path_factory.mktemp(name), pdf=False)
    assert hasil.report is not None
    package = Package.read(hasil.report)
    return Contoh(laporan, hasil, package, package.xml(package.main_part()), hasil.report)


def test_valid_by_structure_and_by_the_open_xml_sdk(contoh: Contoh) -> None:
    assert validate_docx(contoh.path) == []
    assert validate_with_sdk(contoh.path) in ([], None)
    for chapter in contoh.hasil.chapters:
        assert validate_docx(chapter) == [], chapter.name


def test_captions_are_numbered_fields_without_gap_in_every_chapter(contoh: Contoh) -> None:
    numbers = list(caption_numbers(contoh.root).values())
    by_chapter: dict[tuple[str, str], list[int]] = {}
    for paragraph in contoh.root.iter(f"{W}p"):
        for code, _ in iter_fields(paragraph):
            if code.startswith("SEQ"):
                found = re.match(r"(Tabel|Gambar) (?:([\dIVXL]+)\.)?(\d+)\. \S", paragraph_text(paragraph))
                assert found, paragraph_text(paragraph)
                by_chapter.setdefault((found[1], found[2] or ""), []).append(int(found[3]))
    assert by_chapter and sum(map(len, by_chapter.values())) == len(numbers)
    for key, counts in by_chapter.items():
        assert counts == list(range(1, len(counts) + 1)), key


def test_references_show_the_number_of_their_caption(contoh: Contoh) -> None:
    numbers = caption_numbers(contoh.root)
    codes = [c.split()[1] for c, _ in iter_fields(contoh.root) if c.startswith("REF ")]
    assert codes and set(codes) <= set(numbers)
    shown = [
        paragraph_text(p)
        for p in contoh.root.iter(f"{W}p")
        if any(c.startswith("REF ") for c, _ in iter_fields(p))
    ]
    assert not [t for t in shown if "?" in t]


def test_lists_name_every_heading_and_caption(contoh: Contoh) -> None:
    entries = [
        paragraph_text(p).split("\t") for p in contoh.root.iter(f"{W}p") if find(p, "w:hyperlink[@w:anchor]")
    ]
    for chapter in ("BAB I PENDAHULUAN", "BAB II", "BAB III", "BAB IV"):
        assert any(e[0].startswith(chapter) for e in entries), chapter
    captions = [e for e in entries if re.match(r"(Tabel|Gambar) ", e[0])]
    assert len(captions) == len(caption_numbers(contoh.root))


def test_headings_have_outline_levels_and_tables_a_repeated_header(contoh: Contoh) -> None:
    name = contoh.package.related(contoh.package.main_part(), "styles")
    assert name is not None
    styles = read_styles(contoh.package.xml(name))
    levels = [
        styles[paragraph_style(p)].outline for p in contoh.root.iter(f"{W}p") if paragraph_style(p) in styles
    ]
    assert levels.count(0) >= 6 and levels.count(1) >= 8
    long_tables = [t for t in contoh.root.iter(f"{W}tbl") if len(t.findall(f"{W}tr")) > 12]
    for table in long_tables:
        assert find(table, "w:tr[1]/w:trPr/w:tblHeader"), paragraph_text(next(table.iter(f"{W}p")))
        assert all(find(r, "w:trPr/w:cantSplit") for r in table.findall(f"{W}tr"))


def test_sections_count_pages_roman_then_arabic(contoh: Contoh) -> None:
    forms = [find(s, "string(w:pgNumType/@w:fmt)") for s in contoh.root.iter(f"{W}sectPr")]
    first = forms.index("decimal")
    assert first > 0 and set(forms[:first]) == {"lowerRoman"} and set(forms[first:]) == {"decimal"}
    starts = [find(s, "string(w:pgNumType/@w:start)") for s in contoh.root.iter(f"{W}sectPr")]
    assert starts[first] == "1" and not any(starts[first + 1 :])


def test_charts_and_formulas_are_native_and_described(contoh: Contoh) -> None:
    charts = [n for n in contoh.package.parts if n.startswith("word/charts/chart")]
    assert len(find(contoh.root, "//c:chart")) == len(charts) > 0
    for name in charts:
        book = next(iter(contoh.package.rels(name).values())).target
        assert contoh.package.parts[book].startswith(b"PK")
    assert all(find(contoh.root, "//wp:docPr/@descr"))
    assert find(contoh.root, "//m:oMath//m:f")


def test_merged_cells_start_and_continue(contoh: Contoh) -> None:
    restarts = find(contoh.root, "//w:vMerge[@w:val='restart']")
    assert restarts and len(find(contoh.root, "//w:vMerge[not(@w:val='restart')]")) >= len(restarts)


def test_every_tag_is_a_recorded_figure_and_every_figure_is_shown(contoh: Contoh) -> None:
    known = {e.id: e.text for e in contoh.hasil.entries}
    report = read_docx(contoh.path)
    tagged = {a.tag: a.teks for p in report.paragraf for a in p.angka if not a.tag.startswith("rumus:")}
    assert {t: known.get(t) for t in tagged} == tagged
    formulas = set(find(contoh.root, "//w:tag[starts-with(@w:val, 'rumus:')]/@w:val"))
    assert formulas
    in_charts = {e for e in known if e not in tagged}
    assert len(in_charts) < len(known) / 3, "most figures stand in text and tables"


def test_no_template_tag_or_mark_is_left(contoh: Contoh) -> None:
    text = str(find(contoh.root, "string(.)"))
    assert "{{" not in text and "{%" not in text
    assert not re.search("[\ue000-\ue00f]", text)
    assert contoh.root.find(".//w:updateFields", NS) is None
