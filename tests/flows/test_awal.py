"""The reading process that is started ahead: only where it will be used, and never left behind."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flows import awal
from flows.wadah import AKAR

SATKER = "bapas-polewali"


@pytest.fixture
def folders(tmp_path: Path) -> list[str]:
    recaps = tmp_path / "input" / "2023" / SATKER
    recaps.mkdir(parents=True)
    (recaps / "rekap.xlsx").write_bytes(b"")
    return ["--input", str(tmp_path / "input"), f"--output={tmp_path / 'output'}"]


def report(tmp_path: Path, age: float) -> None:
    """Leave a report that is so many seconds older than its recaps."""
    record = tmp_path / "output" / "2023" / SATKER / "proses.json"
    record.parent.mkdir(parents=True, exist_ok=True)
    record.write_text("{}")
    os.utime(record, (time.time() - age,) * 2)


def test_started_where_recaps_are_newer_than_the_report(folders: list[str], tmp_path: Path) -> None:
    line = ["buat", SATKER, "--tahun", "2023", "--tanpa-pdf", *folders]
    assert awal._will_read(line)
    report(tmp_path, -60)
    assert not awal._will_read(line)
    assert awal._will_read([*line, "--paksa"])
    report(tmp_path, 60)
    assert awal._will_read(line)


@pytest.mark.parametrize(
    "line",
    [
        [], ["--help"], ["status", "--tahun", "2023"],
        ["buat", SATKER], ["buat", SATKER, "--tahun"], ["buat", "lain", "--tahun", "2023"],
        ["buat", SATKER, "--tahun", "2023", "--help"], ["buat", SATKER, "--tahun", "2023", "--rencana"],
        ["buat", SATKER, "--tahun", "2023", "--prefect"], ["buat", SATKER, "lain", "--tahun", "2023"],
        ["buat", "../2023/" + SATKER, "--tahun", "2023"],
    ],
)  # fmt: skip
def test_not_started_where_nothing_or_much_is_read(line: list[str], folders: list[str], tmp_path: Path) -> None:
    if "lain" in line and SATKER in line:
        (tmp_path / "input" / "2023" / "lain").mkdir()
    assert not awal._will_read([*line, *folders])


def test_a_prefect_server_reads_elsewhere(folders: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:1/api")
    assert not awal._will_read(["buat", SATKER, "--tahun", "2023", *folders])


@pytest.mark.parametrize(
    ("more", "started"), [([], True), (["--rencana"], False), (["--prefect"], False), (["--help"], False)]
)
def test_many_satker_start_the_server_of_the_workers(more: list[str], started: bool, folders: list[str]) -> None:
    code = f"""
from flows import awal
awal.start(["buat", "--semua", "--tahun", "2023", *{[*more, *folders]!r}])
from multiprocessing import forkserver
print(forkserver._forkserver._forkserver_pid is not None, len(awal._dini))
"""
    assert run(code).split() == [str(started), "0"]


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=AKAR)
    return done.stdout


def test_what_was_not_needed_is_ended(folders: list[str]) -> None:
    """Wrong usage, found only later than the reading process is started."""
    line = ["buat", SATKER, "--tahun", "2023", "--bab", "9", *folders]
    code = f"""
from flows import awal, cli
started = awal.start
def start(args):
    started(args)
    print(awal._dini[0].pid)
awal.start = start
assert cli.main({line!r}) == 2
"""
    pid = int(run(code))
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_the_reader_takes_it_over() -> None:
    code = """
from flows import awal
from extract.isolate_mulai import spawn
awal._dini.append(child := spawn())
from flows.pembaca import reader
assert reader()._child is child and awal.take() is None
awal.start(["buat"])
reader().close()
print(child.returncode)
"""
    assert int(run(code)) < 0


def test_nothing_but_small_modules_before_it() -> None:
    """It is to start at once: neither the command line nor what reports need is imported first."""
    code = "import sys; import flows.cli; print(*sys.modules)"
    loaded = set(run(code).split())
    assert not loaded & {"typer", "subprocess", "dataclasses", "extract.finding", "flows.wadah"}
