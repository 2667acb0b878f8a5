"""Borderless tables: merged cells and cells left blank are told by where their texts stand, on one page or more."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.grid import Table
from extract.read import read_document
from tests.extract.layout.pdf_writer import Style, write_pdf
from tests.extract.layout.spec import UP, TableSpec

GOALS = ("Terwujudnya layanan A", "Meningkatnya layanan B", "Terpenuhinya sarana C")
NAMES = ("Persentase tahanan yang memperoleh layanan kesehatan sesuai standar pelayanan", "Indeks kepuasan",
         "Jumlah narapidana yang memperoleh pendidikan kesetaraan sesuai standar pelayanan")  # fmt: skip


def rows_of(sizes: tuple[int, ...], below: str, note: int = 0) -> tuple[tuple[str, ...], ...]:
    rows = [
        (goal if i == 0 else below, NAMES[(i + k) % 3], f"{10 * k + i + 11}", f"{10 * k + i + 41}")
        for k, (goal, size) in enumerate(zip(GOALS, sizes, strict=True)) for i in range(size)
    ]  # fmt: skip
    if note:
        rows.insert(note, ("", "* angka sementara", "", ""))
    return tuple(rows)


def goals(path: Path) -> list[str]:
    """Return the goal of each row of values, cells reaching down and blank ones below the last text."""
    found: list[str] = []
    last = ""
    for sheet in read_document(path, path.parent).sheets:
        for table in (b for b in sheet.blocks if isinstance(b, Table)):
            for r in range(len(table.rows)):
                goal, value = table.at(r, 0), table.at(r, 2)
                if value is not None and value.text.isdigit():
                    last = " ".join(goal.text.split()) if goal is not None and goal.text.strip() else last
                    found.append(last)
    return found


@pytest.mark.parametrize("valign", ["middle", "bottom"])
@pytest.mark.parametrize("below", [UP, ""], ids=["merged", "blank"])
@pytest.mark.parametrize("sizes", [(1, 3, 3), (2, 2, 3), (3, 1, 2)])
def test_each_row_keeps_its_goal(sizes: tuple[int, ...], below: str, valign: str, tmp_path: Path) -> None:
    spec = TableSpec((("Sasaran", "Indikator Kinerja", "Target", "Realisasi"),), rows_of(sizes, below), "llrr")
    write_pdf(tmp_path / "t.pdf", [spec], Style(rules="none", valign=valign, max_column=120, pad_y=4))
    expected = [goal for goal, size in zip(GOALS, sizes, strict=True) for _ in range(size)]
    said = any(f.kode == "PDF-SEL-RAGU" for f in read_document(tmp_path / "t.pdf", tmp_path).findings)
    assert goals(tmp_path / "t.pdf") == expected or said


@pytest.mark.parametrize("below", [UP, ""], ids=["merged", "blank"])
def test_rows_of_different_height_leave_no_doubt(below: str, tmp_path: Path) -> None:
    sizes = (2, 3, 2)
    spec = TableSpec((("Sasaran", "Indikator Kinerja", "Target", "Realisasi"),), rows_of(sizes, below), "llrr")
    write_pdf(tmp_path / "t.pdf", [spec], Style(rules="none", valign="middle", max_column=120, pad_y=4))
    assert goals(tmp_path / "t.pdf") == [g for g, size in zip(GOALS, sizes, strict=True) for _ in range(size)]
    assert not read_document(tmp_path / "t.pdf", tmp_path).findings


def test_a_note_between_the_rows_of_a_goal_shows_that_cells_are_blank(tmp_path: Path) -> None:
    spec = TableSpec(
        (("Sasaran", "Indikator Kinerja", "Target", "Realisasi"),), rows_of((3, 1, 1), "", note=2), "llrr"
    )
    write_pdf(tmp_path / "t.pdf", [spec], Style(rules="none", valign="bottom", max_column=120, pad_y=4))
    assert goals(tmp_path / "t.pdf") == [GOALS[0]] * 3 + [GOALS[1], GOALS[2]]
