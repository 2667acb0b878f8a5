"""A run killed at any of its writes leaves the old output or the whole new one, and the next run tidies up."""

from __future__ import annotations

import multiprocessing
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from flows.buat import buat_satker
from flows.pekerjaan import Akhir
from flows.proses import Proses, hash_outputs
from tests.conftest import AKAR
from tests.flows.palsu import LANGKAH, make_input, snapshot
from tests.flows.test_tahap import hidden, job
from tests.keamanan.jerat import BAPAS
from tests.keamanan.mati import arm

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memakai fork dan sinyal Linux")


def _run_and_die(root: Path, number: int) -> None:
    arm(number, root / "output")
    buat_satker(job(root), langkah=LANGKAH)


def whole(folder: Path) -> bool:
    record = Proses.read(folder)
    return record is not None and record.keluaran == hash_outputs(folder)


def test_killed_at_every_single_write(tmp_path: Path) -> None:
    folder = make_input(tmp_path)
    assert buat_satker(job(tmp_path), langkah=LANGKAH).akhir is Akhir.SELESAI
    final = tmp_path / "output/2023/satker-a"
    shutil.copytree(tmp_path / "output", tmp_path / "awal")
    before = snapshot(final)
    (folder / "a.txt").write_text("10", encoding="utf-8")
    killed = 0
    for number in range(1, 200):
        shutil.rmtree(tmp_path / "output")
        shutil.copytree(tmp_path / "awal", tmp_path / "output")
        child = multiprocessing.get_context("fork").Process(target=_run_and_die, args=(tmp_path, number))
        child.start()
        child.join(60)
        if child.exitcode == 0:
            break
        assert child.exitcode == -9
        killed += 1
        if final.exists():  # between the two renames of a system without exchange it is in `.lama`
            assert snapshot(final) == before or whole(final)
        assert buat_satker(job(tmp_path), langkah=LANGKAH).akhir in (Akhir.SELESAI, Akhir.TETAP)
        assert snapshot(final)["bab/bab1.docx"] == b"bab 12" and whole(final)
        assert hidden(tmp_path) == []
    assert killed >= 12  # lock, stage, five outputs, records, the blackline, leftovers removed


@pytest.mark.slow
def test_a_real_report_killed_on_its_way(tmp_path: Path) -> None:
    shutil.copytree(BAPAS, tmp_path / "input/2023/bapas-polewali")
    final = tmp_path / "output/2023/bapas-polewali"

    def run(number: int) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "tests.keamanan.mati", str(number), str(tmp_path / "output"),
                   "buat", "bapas-polewali", "--tahun", "2023", "--tanpa-pdf", "--paksa", "--input",
                   str(tmp_path / "input"), "--output", str(tmp_path / "output")]  # fmt: skip
        return subprocess.run(command, cwd=AKAR, capture_output=True, text=True, check=False)

    said = run(0).stdout.split()
    writes = int(said[said.index("TULISAN") + 1])
    assert writes > 15 and whole(final)
    before = snapshot(final)
    for number in (2, writes // 3, writes * 2 // 3, writes - 2):
        assert run(number).returncode == -9
        assert snapshot(final) == before or whole(final)
        before = snapshot(final)
    assert run(0).stdout.split()[-1] in "01" and whole(final)
    assert [p.name for p in final.parent.iterdir() if p.name.startswith(".bapas")] == []
