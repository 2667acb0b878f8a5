"""Rows that stay together: a heading with its table, a short table, a short merged cell; long tables may break."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from docx.oxml import OxmlElement

from render import marks
from render.document_xml import W
from render.objek import Isi
from tests.render.dokumen import body, find, render


def table(document: Any) -> None:
    made = document.add_table(rows=4, cols=2)
    for row, texts in zip(
        made.rows,
        (
            ("Sasaran", "Indikator"),
            ("{%tr for b in baris %}", ""),
            ("{{ b.s }}", "{{ b.i }}"),
            ("{%tr endfor %}", ""),
        ),
        strict=True,
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def kept(folder: Path, goals: list[str]) -> list[bool]:
    """Return for every row whether all its paragraphs stay with the next row."""
    rows: list[Isi] = [{"s": goal, "i": f"Indikator {n}"} for n, goal in enumerate(goals)]
    root = body(render(folder, table, {"baris": rows}))
    return [len(find(row, ".//w:p[w:pPr/w:keepNext]")) == len(find(row, ".//w:p")) for row in find(root, "//w:tr")]


@pytest.mark.parametrize("count", [2, 3, 6])
def test_a_short_table_stays_on_one_page(tmp_path: Path, count: int) -> None:
    assert kept(tmp_path, ["a"] * count) == [True] * count + [False]


def test_a_long_table_breaks_but_never_after_its_heading_nor_before_its_last_row(tmp_path: Path) -> None:
    stays = kept(tmp_path, ["a"] * 20)
    assert stays == [True, True, *[False] * 17, True, False]


def test_much_text_may_break(tmp_path: Path) -> None:
    assert not all(kept(tmp_path, ["kata " * 100] * 5)[:-1])


def test_rows_of_a_short_merged_cell_stay_together(tmp_path: Path) -> None:
    up = marks.MERGE_UP
    goals = [*"abcdefgh", "i", up, up, *"jklmnop", *(["q"] + [up] * 6), "r", "s"]
    stays = kept(tmp_path, goals)
    first = 1 + goals.index("i")
    assert stays[first : first + 3] == [True, True, False]
    long = 1 + goals.index("q")
    assert not any(stays[long : long + 6]), "a long merged cell may break"


def test_the_sentence_before_a_formula_stays_with_it(tmp_path: Path) -> None:
    from tests.render.dokumen import equation

    def fill(document: Any) -> None:
        for line in ("Kalimat jauh.", "Kalimat rumus.", "{{ x }}", "{{ x }}"):
            document.add_paragraph(line)

    root = body(render(tmp_path, fill, {"x": marks.obj("equation", "y")}, {"y": equation()}))
    sentences = find(root, "/w:document/w:body/w:p[w:r/w:t]")
    assert [p.find(f"{W}pPr/{W}keepNext") is not None for p in sentences] == [False, True]
    assert len(find(root, "//w:p[m:oMathPara]/w:pPr/w:keepNext")) == 3, "the last line is free"


def test_columns_that_come_with_the_data_give_a_name_one_line(tmp_path: Path) -> None:
    """Twelve columns of one digit leave the width to the name beside them."""

    def fill(document: Any) -> None:
        made = document.add_table(rows=1, cols=4)
        for cell, text in zip(
            made.rows[0].cells, ("{{ nama }}", "{%tc for k in isi %}", "{{ k }}", "{%tc endfor %}"), strict=True
        ):
            cell.text = text

    name = "Ditjen PAS Kanwil Contoh"
    root = body(render(tmp_path, fill, {"nama": name, "isi": ["1"] * 12}))
    widths = [int(w) for w in find(root, "//w:gridCol/@w:w")]
    assert len(widths) == 13
    assert widths[0] > 20 * len(name) * 4 and widths[0] > 3 * max(widths[1:])


def test_a_column_is_wide_enough_for_its_longest_word(tmp_path: Path) -> None:
    """`3 Rekomendasi` in a column made for `80%`: the others give way, the table keeps its width."""

    def fill(document: Any) -> None:
        made = document.add_table(rows=1, cols=3)
        for cell, text, column in zip(
            made.rows[0].cells, ("{{ a }}", "{{ b }}", "{{ c }}"), made.columns, strict=True
        ):
            cell.text = text
            column.width = 3_000 * 635 if text == "{{ a }}" else 700 * 635

    def widths(target: str) -> list[int]:
        values: dict[str, Isi] = {"a": "Jumlah rekomendasi kebijakan", "b": target, "c": "80%"}
        return [int(w) for w in find(body(render(tmp_path, fill, values)), "//w:gridCol/@w:w")]

    kept = widths("80%")
    assert kept[1] == kept[2] and kept[0] / kept[1] == pytest.approx(3000 / 700, rel=0.01), "nothing to do"
    wide = widths("3 Rekomendasi")
    assert wide[1] >= 11 * 105 and wide[2] > 450 and abs(sum(wide) - sum(kept)) <= 3
