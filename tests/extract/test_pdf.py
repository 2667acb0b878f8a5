"""Every cell of a PDF table stands in its row and column, however the table is drawn."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from extract.grid import Document, Table
from extract.read import read_document
from tests.extract.layout.compare import Score, compare, plain
from tests.extract.layout.pdf_writer import Style, random_style, write_pdf
from tests.extract.layout.samples import MAKERS, belanja, kegiatan, perjanjian, satker_belanja, smart

INPUT = Path(__file__).parents[2] / "input"
STYLES = {
    "grid": Style(),
    "stroked boxes": Style(rules="rects"),
    "filled hairlines": Style(rules="thin", header_shade=True),
    "no outer border": Style(rules="inner"),
    "lines between rows": Style(rules="rows"),
    "lines between rows, centred": Style(rules="rows", valign="middle"),
    "lines around header": Style(rules="books"),
    "lines around header, centred": Style(rules="books", valign="middle", header_shade=True),
    "columns only": Style(rules="columns"),
    "columns only, centred": Style(rules="columns", valign="middle"),
    "none": Style(rules="none"),
    "none, centred": Style(rules="none", valign="middle"),
    "none, tight": Style(rules="none", pad_y=0.5, pad_x=2.5),
    "none, roomy": Style(rules="none", pad_y=7, pad_x=9),
    "zebra": Style(rules="none", zebra=True, header_shade=True),
    "zebra, centred": Style(rules="none", zebra=True, valign="middle"),
    "Courier": Style(rules="none", font="Courier", size=6),
    "Times": Style(rules="none", font="Times-Roman"),
    "turned headings": Style(turn_header=True),
    "page turned 90": Style(rules="none", page_turn=90),
    "page turned 180": Style(rules="none", page_turn=180),
    "page turned 270": Style(page_turn=270),
    "text upwards": Style(rules="none", text_turn=270),
    "text downwards": Style(rules="none", text_turn=90),
    "upside down": Style(rules="none", text_turn=180),
    "portrait": Style(rules="none", landscape=False, size=7),
}


def read(path: Path) -> Document:
    return read_document(path, path.parent)


def tables_of(document: Document) -> list[Table]:
    return [table for sheet in document.sheets for table in sheet.tables()]


def text(table: Table, row: int, col: int) -> str:
    cell = table.at(row, col)
    return " ".join(cell.text.split()) if cell else ""


def score_of(path: Path, seed: int, style: Style, maker: int) -> tuple[Score, Document]:
    spec = MAKERS[maker](random.Random(seed))
    printed = write_pdf(path, [spec], style)
    heads = [len(spec.header) if rows[:1] == spec.header[:1] else 0 for rows in printed]
    document = read(path)
    return compare(document, printed, heads), document


@pytest.mark.parametrize("name", STYLES)
def test_each_layout_gives_every_cell_back(name: str, tmp_path: Path) -> None:
    for maker in range(len(MAKERS)):
        score, _ = score_of(tmp_path / "t.pdf", maker, STYLES[name], maker)
        assert not score.wrong, (name, MAKERS[maker].__name__, score.wrong[:5])


def test_random_layouts_give_the_cells_back(tmp_path: Path) -> None:
    """A seeded share of all layouts; `benchmarks/` runs thousands."""
    total = Score()
    for seed in range(60):
        rng = random.Random(seed)
        maker = rng.randrange(len(MAKERS))
        spec = MAKERS[maker](rng)
        printed = write_pdf(tmp_path / "t.pdf", [spec], random_style(rng))
        heads = [len(spec.header) if rows[:1] == spec.header[:1] else 0 for rows in printed]
        score = compare(read(tmp_path / "t.pdf"), printed, heads)
        score.wrong = [f"seed {seed}: {wrong}" for wrong in score.wrong]
        total.add(score)
    assert total.right >= 0.995 * total.total, total.wrong[:20]


def test_ikpa_of_bapas_has_its_values_in_the_right_columns() -> None:
    document = read(INPUT / "2023/bapas-polewali/OMSPAN_IKPA_2023.pdf")
    (table,) = tables_of(document)
    nilai = ["100,00", "94,00", "100,00", "0,00", "0,00", "100,00", "100,00", "100,00"]
    assert [text(table, 3, col) for col in range(6, 14)] == nilai
    assert text(table, 0, 8) == text(table, 0, 12) == "Kualitas Pelaksanaan Anggaran"
    assert [text(table, row, 5) for row in range(3, 7)] == ["Nilai", "Bobot", "Nilai Akhir", "Nilai Aspek"]
    for row in range(3, 7):
        assert text(table, row, 4) == "BALAI PEMASYARAKATAN POLEWALI"
        assert text(table, row, 16) == "99,25"
    assert document.findings == ()


def test_perjanjian_kinerja_keeps_its_merged_sasaran_and_order() -> None:
    document = read(INPUT / "2023/bapas-polewali/Perjanjian_Kinerja_2023.pdf")
    third = tables_of(document)[2]
    assert third.rows[2][1].rowspan == 3
    assert [text(third, row, 3) for row in (2, 3, 4)] == ["60%", "55%", "35%"]
    assert text(third, 4, 1).startswith("Meningkatnya pelayanan pembimbingan klien")
    blocks = document.sheets[0].blocks
    titles = [b.text for b in blocks if not isinstance(b, Table)]
    assert titles.index("A. Sasaran Strategis") < titles.index("C. Sasaran Kegiatan")
    kinds = [type(b).__name__ for b in blocks]
    assert kinds.index("Table") > kinds.index("Line")


def test_a_locator_names_page_and_box() -> None:
    document = read(INPUT / "2023/bapas-polewali/OMSPAN_IKPA_2023.pdf")
    (table,) = tables_of(document)
    assert table.rows[0][0].locator.startswith("hlm 1 kotak 36.0,95.0,")


@pytest.mark.parametrize("path", sorted(INPUT.glob("*/*/*.pdf")), ids=lambda p: f"{p.parent.name}/{p.name}")
def test_every_sample_reads_without_doubt(path: Path) -> None:
    document = read(path)
    assert document.sheets and all(sheet.readable for sheet in document.sheets)
    assert [f.kode for f in document.findings] == []
    assert any(tables_of(document))


def test_two_tables_side_by_side_stay_apart(tmp_path: Path) -> None:
    specs = [belanja(random.Random(1)), belanja(random.Random(2))]
    for rules in ("grid", "none"):
        printed = write_pdf(tmp_path / "t.pdf", specs, Style(rules=rules, beside=True, size=5))
        score = compare(read(tmp_path / "t.pdf"), printed, [1, 1])
        assert not score.wrong, (rules, score.wrong[:5])


def test_stacked_tables_stay_apart(tmp_path: Path) -> None:
    specs = [belanja(random.Random(1)), perjanjian(random.Random(2)), kegiatan(random.Random(3))]
    for rules in ("grid", "none", "rows"):
        printed = write_pdf(tmp_path / "t.pdf", specs, Style(rules=rules))
        score = compare(read(tmp_path / "t.pdf"), printed, [1, 2, 1])
        assert not score.wrong, (rules, score.wrong[:5])


def test_a_table_over_pages_gives_one_table_per_page(tmp_path: Path) -> None:
    spec = satker_belanja(random.Random(5), rows=70)
    for rules in ("grid", "none"):
        printed = write_pdf(tmp_path / "t.pdf", [spec], Style(rules=rules))
        assert len(printed) > 1
        score = compare(read(tmp_path / "t.pdf"), printed, [2] * len(printed))
        assert not score.wrong, (rules, score.wrong[:5])


def test_blank_cells_and_dashes_do_not_shift_values(tmp_path: Path) -> None:
    spec = smart(random.Random(9))
    write_pdf(tmp_path / "t.pdf", [spec], Style(rules="none"))
    (table,) = tables_of(read(tmp_path / "t.pdf"))
    row = [text(table, 3, col) for col in range(8)]
    assert row == [plain_row for plain_row in spec.body[2]]


def test_titles_stamps_and_notes_stay_outside_the_table(tmp_path: Path) -> None:
    spec = belanja(random.Random(1))
    write_pdf(tmp_path / "t.pdf", [spec], Style(rules="none"))
    lines = [plain(line.text) for line in read(tmp_path / "t.pdf").sheets[0].lines()]
    assert [plain(t) for t in (*spec.titles, *spec.notes, "Halaman 1")] == lines
