"""A chapter: strict template, figures in content controls, merged cells, tasks, named faults."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from extract.finding import LkjipError
from render import marks
from render.document import TemplateFault, compile_template
from render.document_xml import NS, W
from render.gaya import Gaya, Margin
from render.objek import Isi
from render.validate import validate_docx
from tests.render.dokumen import angka, body, controls, find, part, render, template, texts


def paragraphs(*lines: str) -> Any:
    def fill(document: Any) -> None:
        for line in lines:
            document.add_paragraph(line)

    return fill


def test_a_figure_sits_in_a_hidden_control_with_its_formatting(tmp_path: Path) -> None:
    def fill(document: Any) -> None:
        paragraph = document.add_paragraph("Capaian ")
        paragraph.add_run("{{ capaian }}").bold = True
        paragraph.add_run(" tahun ini")

    root = body(render(tmp_path, fill, {"capaian": f"sebesar {angka('67,42%', 'cap.1@3')} dari R&D"}))
    assert texts(root)[0] == "Capaian sebesar 67,42% dari R&D tahun ini"
    assert controls(root) == {"cap.1@3": "67,42%"}
    control = find(root, "//w:sdt")[0]
    assert find(control, "w:sdtPr/w15:appearance/@w15:val") == ["hidden"]
    assert find(control, "w:sdtContent/w:r/w:rPr/w:b"), "the figure keeps the run's formatting"
    outside = find(root, "//w:p/w:r[not(w:rPr/w:b)]/w:t/text()")
    assert outside == ["Capaian ", " tahun ini"], "text around keeps its own"


def test_a_mark_cut_over_runs_is_still_one_figure(tmp_path: Path) -> None:
    def fill(document: Any) -> None:
        paragraph = document.add_paragraph()
        for piece in (
            marks.FIGURE_OPEN + "cap",
            ".1@3" + marks.FIGURE_MID + "67",
            ",42",
            "%" + marks.FIGURE_CLOSE,
            ".",
        ):
            paragraph.add_run(piece)

    root = body(render(tmp_path, fill))
    assert controls(root) == {"cap.1@3": "67,42%"}
    assert texts(root) == ["67,42%."]


def test_several_figures_in_one_value_stay_apart(tmp_path: Path) -> None:
    text = f"{angka('1', 'a@3')}{angka('2', 'b@3')} dan {angka('1', 'a@3')}"
    root = body(render(tmp_path, paragraphs("{{ x }}"), {"x": text}))
    assert [find(c, "string(.)") for c in find(root, "//w:sdt")] == ["1", "2", "1"]
    ids = find(root, "//w:sdtPr/w:id/@w:val")
    assert len(set(ids)) == 3


def test_task_is_highlighted_figures_inside_it_too(tmp_path: Path) -> None:
    text = "Nilai: " + marks.task(f"[PERLU DIISI: penyebab {angka('5')}]") + " selesai"
    root = body(render(tmp_path, paragraphs("{{ x }}"), {"x": text}))
    yellow = "".join(find(root, "//w:r[w:rPr/w:highlight/@w:val='yellow']/w:t/text()"))
    assert yellow == "[PERLU DIISI: penyebab 5]"
    assert controls(root) == {"a@3": "5"}


def table_template(document: Any) -> None:
    table = document.add_table(rows=4, cols=3)
    for index, text in enumerate(("Sasaran", "Indikator", "Realisasi")):
        table.cell(0, index).text = text
    table.cell(1, 0).text = "{%tr for b in baris %}"
    for index, name in enumerate(("sasaran", "indikator", "realisasi")):
        table.cell(2, index).text = f"{{{{ b.{name} }}}}"
    table.cell(3, 0).text = "{%tr endfor %}"


ROWS: list[Isi] = [
    {"sasaran": "S1", "indikator": "I1", "realisasi": angka("1", "a@3")},
    {"sasaran": marks.MERGE_UP, "indikator": "I2", "realisasi": angka("2", "b@3")},
    {"sasaran": marks.MERGE_UP, "indikator": "I3", "realisasi": angka("3", "c@3")},
    {"sasaran": "S2", "indikator": "I4", "realisasi": angka("4", "d@3")},
]


def test_cells_are_merged_by_mark_and_no_row_is_lost(tmp_path: Path) -> None:
    data = render(tmp_path, table_template, {"baris": ROWS})
    root = body(data)
    cells = [[find(c, "string(w:p)") for c in r.iter(f"{W}tc")] for r in root.iter(f"{W}tr")]
    assert cells == [
        ["Sasaran", "Indikator", "Realisasi"],
        ["S1", "I1", "1"],
        ["", "I2", "2"],
        ["", "I3", "3"],
        ["S2", "I4", "4"],
    ]
    merges = [[m.get(f"{W}val") for m in find(r, "w:tc[1]/w:tcPr/w:vMerge")] for r in root.iter(f"{W}tr")]
    assert merges == [[], ["restart"], [None], [None], []]
    assert validate_docx(data) == []


def test_a_merge_mark_without_a_cell_above_is_refused(tmp_path: Path) -> None:
    def fill(document: Any) -> None:
        document.add_table(rows=1, cols=1).cell(0, 0).text = "{{ x }}"

    with pytest.raises(LkjipError, match="sel di atasnya"):
        render(tmp_path, fill, {"x": marks.MERGE_UP})


def test_a_column_loop_widens_the_grid_and_keeps_the_width(tmp_path: Path) -> None:
    def fill(document: Any) -> None:
        table = document.add_table(rows=1, cols=4)
        for index, text in enumerate(
            ("Nama indikator yang panjang", "{%tc for t in tahun %}", "{{ t }}", "{%tc endfor %}")
        ):
            table.cell(0, index).text = text

    before = sum(int(w) for w in find(body(render(tmp_path, fill, {"tahun": ["2021"]})), "//w:gridCol/@w:w"))
    data = render(tmp_path, fill, {"tahun": ["2021", "2022", "2023", "2024"]})
    widths = [int(w) for w in find(body(data), "//w:gridCol/@w:w")]
    assert len(widths) == 5
    assert abs(sum(widths) - before) < 10
    assert widths[0] > widths[1] == widths[4]
    assert validate_docx(data) == []


def test_line_ends_and_tabs_in_values_become_words_own(tmp_path: Path) -> None:
    root = body(render(tmp_path, paragraphs("{{ x }}"), {"x": "satu\ndua\ttiga"}))
    assert len(find(root, "//w:br")) == 1 and len(find(root, "//w:tab[not(ancestor::w:pPr)]")) == 1
    assert texts(root)[0] == "satu\ndua\ttiga"


@pytest.mark.parametrize(
    ("lines", "kode", "words", "paragraph"),
    [
        (
            ["Bab ini", "Nilai {{ capain }} di sini"],
            "TEMPLAT-NAMA",
            ["'capain'", "Nilai {{ capain }} di sini"],
            2,
        ),
        (
            ["a", "b", "{%p for i in daftar %}", "Isi {{ i.nilia }}", "{%p endfor %}"],
            "TEMPLAT-NAMA",
            ["'nilia'"],
            4,
        ),
        (["a", "Angka {{ angka }}"], "TEMPLAT-NILAI", ["Decimal", "belum diformat"], 2),
        (["a", "{{ capaian | }} rusak"], "TEMPLAT-TAG", ["rusak"], 2),
        (["a", "{% if capaian %}tanpa akhir"], "TEMPLAT-TAG", ["tidak ditutup"], None),
    ],
)
def test_a_fault_names_chapter_paragraph_and_text(
    tmp_path: Path, lines: list[str], kode: str, words: list[str], paragraph: int | None
) -> None:
    from decimal import Decimal

    data: Any = {"capaian": "a", "daftar": [{"nilai": "b"}], "angka": Decimal(5)}
    with pytest.raises(TemplateFault) as caught:
        render(tmp_path, paragraphs(*lines), data)
    assert caught.value.kode == kode
    message = str(caught.value)
    assert "bab3.docx" in message and "Bab III" in message
    for word in words:
        assert word in message
    if paragraph is not None:
        assert f"paragraf {paragraph}" in message


def test_marks_nobody_understands_are_an_error(tmp_path: Path) -> None:
    for text in (marks.FIGURE_MID, f"a{marks.MERGE_UP}b", marks.FIGURE_OPEN + "x", angka("") + "z"):
        with pytest.raises(LkjipError):
            render(tmp_path, paragraphs("Teks {{ x }}"), {"x": text})


def test_an_object_must_stand_alone_and_be_known(tmp_path: Path) -> None:
    with pytest.raises(LkjipError, match="sendirian"):
        render(tmp_path, paragraphs("Lihat {{ x }}"), {"x": marks.obj("chart", "a")})
    with pytest.raises(LkjipError, match="chart:a"):
        render(tmp_path, paragraphs("{{ x }}"), {"x": marks.obj("chart", "a")})


def test_same_input_same_bytes_and_the_compiled_template_is_reused(tmp_path: Path) -> None:
    first = render(tmp_path, table_template, {"baris": ROWS})
    path = template(tmp_path, table_template, "bab3.docx")
    compiled = compile_template(path, "3")
    assert compile_template(path, "3") is compiled
    assert render(tmp_path, table_template, {"baris": ROWS}) == first
    start = time.perf_counter()
    for _ in range(5):
        compile_template(path, "3")
    assert time.perf_counter() - start < 0.5


def test_a_changed_template_is_compiled_anew(tmp_path: Path) -> None:
    assert texts(body(render(tmp_path, paragraphs("lama {{ x }}"), {"x": "a"})))[0] == "lama a"
    assert texts(body(render(tmp_path, paragraphs("baru {{ x }}"), {"x": "a"})))[0] == "baru a"


def test_a_list_inside_a_loop_counts_anew_each_time(tmp_path: Path) -> None:
    def fill(document: Any) -> None:
        document.add_paragraph("{%p for g in daftar %}")
        document.add_paragraph("{{ g.judul }}")
        document.add_paragraph("{%p for b in g.butir %}")
        item = document.add_paragraph("{{ b }}", style="List Number")
        settings = item._p.get_or_add_pPr().get_or_add_numPr()
        settings.get_or_add_numId().val = 1
        settings.get_or_add_ilvl().val = 0
        document.add_paragraph("{%p endfor %}")
        document.add_paragraph("{%p endfor %}")

    groups: Any = [
        {"judul": "A", "butir": ["a", "b"]},
        {"judul": "B", "butir": ["c", "d"]},
        {"judul": "C", "butir": ["e"]},
    ]
    data = render(tmp_path, fill, {"daftar": groups})
    numbers = find(body(data), "//w:numId/@w:val")
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3] != numbers[4]
    numbering = part(data, "numbering")
    for number in (numbers[2], numbers[4]):
        assert find(numbering, f"w:num[@w:numId='{number}']/w:lvlOverride/w:startOverride/@w:val") == ["1"]


def test_style_settings_decide_font_size_paper_and_margins(tmp_path: Path) -> None:
    gaya = Gaya(
        huruf="Bookman Old Style",
        ukuran_huruf=12,
        kertas="F4",
        margin=Margin(kiri=4, kanan=2, atas=3, bawah=2),
    )

    def fill(document: Any) -> None:
        document.styles["Normal"].font.size = 11 * 12700
        document.styles["Caption"].font.size = 9 * 12700
        document.add_paragraph("isi")

    data = render(tmp_path, fill, gaya=gaya)
    styles = part(data, "styles")
    assert find(styles, "w:style[w:name/@w:val='Normal']/w:rPr/w:rFonts/@w:ascii") == ["Bookman Old Style"]
    assert find(styles, "w:style[w:name/@w:val='Normal']/w:rPr/w:sz/@w:val") == ["24"]
    assert find(styles, "w:style[w:name/@w:val='caption']/w:rPr/w:sz/@w:val") == ["20"], (
        "captions stay 2 points smaller"
    )
    section = find(body(data), "//w:sectPr")[0]
    assert find(section, "w:pgSz/@w:h") == ["18709"]
    assert find(section, "w:pgMar/@w:left") == [str(round(4 * 566.929))]


def test_headings_of_a_chapter_alone_count_from_its_number(tmp_path: Path) -> None:
    data = (Path("templates/pedoman_2023/bab3_akuntabilitas.docx"), "3")
    from render.document import set_chapter_start
    from render.package import Package

    package = Package.read(data[0])
    set_chapter_start(package, package.main_part(), data[1])
    numbering = package.xml(package.related(package.main_part(), "numbering") or "")
    linked = numbering.xpath("//w:lvl[@w:ilvl='0'][w:pStyle/@w:val='Heading1']/w:start/@w:val", namespaces=NS)
    assert linked == ["3"]
