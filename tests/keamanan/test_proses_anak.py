"""Why the reading process ended is said as it was: memory, a signal, a fault of the program; never guessed."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from extract import isolate
from extract.finding import Tingkat
from extract.isolate import Reader
from extract.limits import Limits
from tests.keamanan.jerat import BAPAS


def ends_with(monkeypatch: pytest.MonkeyPatch, code: str, name: str = "SMART_DJA_2023.xlsx") -> str:
    """Read one good file in a child into which the fault was written; return the only finding's message."""
    head, tail = isolate._START.rsplit("from extract.isolate_child", 1)
    monkeypatch.setattr(isolate, "_START", f"{head}{code}; from extract.isolate_child{tail}")
    with Reader(Limits(seconds=20, page_seconds=5)) as reader:
        document = reader.read(BAPAS / name, BAPAS)
    (finding,) = document.findings
    assert document.sheets == () and finding.tingkat is Tingkat.GALAT and name in finding.pesan
    return finding.pesan


@pytest.mark.parametrize("name", ["SMART_DJA_2023.xlsx", "OMSPAN_IKPA_2023.pdf"])
def test_a_fault_of_the_program_is_named_with_its_place(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    said = ends_with(monkeypatch, "import extract.read as r; r.read_document = lambda *a, **k: 1 / 0", name)
    assert "kesalahan program" in said and "ZeroDivisionError" in said and "pengelola program" in said
    assert "memori" not in said


def test_a_child_killed_by_a_signal_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    code = "import os; import extract.read as r; r.read_document = lambda *a, **k: os.kill(os.getpid(), 11)"
    said = ends_with(monkeypatch, code)
    assert "sinyal 11" in said and "memori" not in said


def test_a_child_out_of_memory_says_the_limit(tmp_path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("A")
    for row in range(900):
        sheet.append([f"teks {row} {col} panjang sekali" for col in range(60)])
    book.save(tmp_path / "besar.xlsx")
    with Reader(Limits(seconds=60, memory_mb=220)) as reader:
        (finding,) = reader.read(tmp_path / "besar.xlsx", tmp_path).findings
    assert "220 MB memori" in finding.pesan and "besar.xlsx" in finding.pesan
