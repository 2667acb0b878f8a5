"""Long sheets are understood in time that grows with their rows, not with the square of them."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from extract.grid import Cell, Document, Sheet, Table
from extract.kenali import understand

HEAD = [["Laporan Realisasi Belanja 2023", "", "", ""], ["Kode", "Uraian", "Pagu", "Realisasi"]]
Rows = list[list[str]]


def document(rows: Rows) -> Document:
    cells = tuple(
        tuple(Cell(text, text or None, f"S!{chr(65 + c)}{r + 1}", r, c) for c, text in enumerate(row))
        for r, row in enumerate(rows)
    )
    table = Table(cells, len(rows[0]), f"S!A1:D{len(rows)}", "sheet")
    return Document("a.xlsx", Path("a.xlsx"), "0" * 64, "xlsx", (Sheet("S", 0, (table,)),))


def blank(n: int) -> Rows:
    return [*HEAD, *([[""] * 4] * n), *HEAD]


def dividers(n: int) -> Rows:
    return HEAD + [
        row for i in range(n // 2)
        for row in (["", f"Kelompok {i}", "", ""], [str(521000 + i), f"Belanja {i}", "1.000.000", "500.000"])
    ]  # fmt: skip


def seconds(rows: Rows) -> float:
    given = document(rows)
    start = time.process_time()
    understand(given, 2023)
    return time.process_time() - start


@pytest.mark.parametrize("make", [blank, dividers])
def test_long_sheets_take_time_in_proportion(make: Callable[[int], Rows]) -> None:
    seconds(make(100))  # maps and words are loaded once
    short, long = max(seconds(make(500)), 0.005), seconds(make(8000))
    assert long < 16 * 3 * short
