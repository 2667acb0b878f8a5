"""Why the reading process ended is said as it was: memory, a signal, a fault of the program; never guessed."""

from __future__ import annotations

import pytest

from extract import isolate_mulai
from extract.finding import Tingkat
from extract.isolate import Reader
from extract.limits import Limits
from tests.keamanan.jerat import BAPAS


def ends_with(monkeypatch: pytest.MonkeyPatch, code: str, name: str = "SMART_DJA_2023.xlsx") -> str:
    """Read one good file in a child into which the fault was written; return the only finding's message."""
    head, tail = isolate_mulai._CODE.rsplit("from extract.isolate_child", 1)
    monkeypatch.setattr(isolate_mulai, "_CODE", f"{head}{code}\nfrom extract.isolate_child{tail}")
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


def test_a_child_out_of_memory_says_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    said = ends_with(monkeypatch, "import extract.read as r; r.read_document = lambda *a, **k: bytearray(10**11)")
    assert "lebih dari 1500 MB memori" in said and "kesalahan program" not in said
