"""Outputs are written whole or not at all, whatever fails and wherever it fails."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from flows import tahap
from flows.buat import buat_satker
from flows.pekerjaan import Akhir, Pekerjaan
from flows.wadah import Masa
from tests.flows.palsu import LANGKAH, make_input, snapshot


def job(root: Path, **changes: object) -> Pekerjaan:
    given: dict[str, object] = {"akar_masukan": root / "input", "akar_keluaran": root / "output", **changes}
    return Pekerjaan("satker-a", Masa(2023), **given)  # type: ignore[arg-type]


def hidden(root: Path) -> list[str]:
    return [p.name for p in (root / "output" / "2023").iterdir() if p.name.startswith(".satker")]


def test_output_stands_whole_and_nothing_else_is_left(tmp_path: Path) -> None:
    make_input(tmp_path)
    result = buat_satker(job(tmp_path), langkah=LANGKAH)
    assert result.akhir is Akhir.SELESAI, result
    names = set(snapshot(tmp_path / "output/2023/satker-a"))
    assert names == {"LKjIP_satker-a_2023.docx", "bab/bab1.docx", "angka.json", "proses.json", "prov.json"}
    assert hidden(tmp_path) == []


WRITE_CALLS = ("mkdir", "write_text", "write_bytes", "open", "rename")


@pytest.mark.parametrize("number", range(1, 21))
def test_a_failing_write_leaves_the_old_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """The n-th write operation of the run fails with a full disk; every n is tried until none fails."""
    folder = make_input(tmp_path)
    assert buat_satker(job(tmp_path), langkah=LANGKAH).akhir is Akhir.SELESAI
    before = snapshot(tmp_path / "output/2023/satker-a")
    (folder / "a.txt").write_text("10", encoding="utf-8")
    fired = fail_nth_write(monkeypatch, number)
    result = buat_satker(job(tmp_path), langkah=LANGKAH)
    monkeypatch.undo()
    after = snapshot(tmp_path / "output/2023/satker-a")
    if fired and result.akhir is Akhir.GAGAL:
        assert after == before
        assert "Ruang disk habis" in result.galat[0]
        assert result.kode_keluar == 2
    else:  # the failure came after the swap, or there were fewer writes: the new output stands whole
        assert result.akhir is Akhir.SELESAI
        assert after.keys() == before.keys()
        assert after["bab/bab1.docx"] == b"bab 12"
    repaired = buat_satker(job(tmp_path), langkah=LANGKAH)
    assert repaired.akhir in (Akhir.SELESAI, Akhir.TETAP)
    assert snapshot(tmp_path / "output/2023/satker-a")["bab/bab1.docx"] == b"bab 12"
    assert hidden(tmp_path) == []


def fail_nth_write(monkeypatch: pytest.MonkeyPatch, number: int, code: int = errno.ENOSPC) -> list[str]:
    """Make the n-th writing call of pathlib below an output folder raise an operating-system error."""
    fired: list[str] = []
    count = 0
    for name in WRITE_CALLS:
        original = getattr(Path, name)

        def failing(
            self: Path, *args: object, _original: object = original, _name: str = name, **kw: object
        ) -> object:
            nonlocal count
            mode = args[0] if _name == "open" and args else kw.get("mode", "r")
            writes = _name != "open" or any(c in str(mode) for c in "wax+")
            if writes and "output" in self.parts and "_perubahan" not in self.parts:
                count += 1
                if count == number:
                    fired.append(f"{_name} {self}")
                    raise OSError(code, os.strerror(code), str(self))
            return _original(self, *args, **kw)  # type: ignore[operator]

        monkeypatch.setattr(Path, name, failing)
    return fired


def test_fault_injection_reaches_the_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_input(tmp_path)
    fired = fail_nth_write(monkeypatch, 2)
    assert buat_satker(job(tmp_path), langkah=LANGKAH).akhir is Akhir.GAGAL
    assert len(fired) == 1


def test_swap_without_the_atomic_call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tahap, "_exchange", lambda first, second: False)
    folder = make_input(tmp_path)
    buat_satker(job(tmp_path), langkah=LANGKAH)
    (folder / "a.txt").write_text("5", encoding="utf-8")
    assert buat_satker(job(tmp_path), langkah=LANGKAH).akhir is Akhir.SELESAI
    assert snapshot(tmp_path / "output/2023/satker-a")["bab/bab1.docx"] == b"bab 7"
    assert hidden(tmp_path) == []


def test_a_run_killed_between_the_two_renames_is_taken_back(tmp_path: Path) -> None:
    make_input(tmp_path)
    buat_satker(job(tmp_path), langkah=LANGKAH)
    final = tmp_path / "output/2023/satker-a"
    before = snapshot(final)
    final.rename(final.parent / ".satker-a.lama")
    (final.parent / ".satker-a.tahap-x1").mkdir()
    result = buat_satker(job(tmp_path), langkah=LANGKAH)
    assert result.akhir is Akhir.TETAP
    assert snapshot(final) == before


def test_interrupt_leaves_the_old_output(tmp_path: Path) -> None:
    folder = make_input(tmp_path)
    buat_satker(job(tmp_path), langkah=LANGKAH)
    before = snapshot(tmp_path / "output/2023/satker-a")
    (folder / "a.txt").write_text("9", encoding="utf-8")

    def interrupt(step: str) -> None:
        if step.startswith("menyimpan"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        buat_satker(job(tmp_path), interrupt, LANGKAH)
    assert snapshot(tmp_path / "output/2023/satker-a") == before
    assert hidden(tmp_path) == []


@pytest.mark.parametrize(
    ("code", "word"), [(errno.EROFS, "hanya dapat dibaca"), (errno.EACCES, "izin"), (errno.EDQUOT, "Kuota")]
)
def test_output_that_cannot_be_written_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, word: str
) -> None:
    make_input(tmp_path)
    fired = fail_nth_write(monkeypatch, 1, code)
    result = buat_satker(job(tmp_path), langkah=LANGKAH)
    assert fired
    assert result.kode_keluar == 2
    assert word in result.galat[0]


def test_output_that_is_a_file_says_so(tmp_path: Path) -> None:
    make_input(tmp_path)
    (tmp_path / "output").write_text("bukan folder", encoding="utf-8")
    result = buat_satker(job(tmp_path), langkah=LANGKAH)
    assert result.kode_keluar == 2
    assert "Tidak dapat menulis" in result.galat[0]
    assert (tmp_path / "output").read_text(encoding="utf-8") == "bukan folder"


def test_second_run_waits_and_says_so(tmp_path: Path) -> None:
    make_input(tmp_path)
    final = job(tmp_path).keluaran
    steps: list[str] = []
    held = threading.Event()
    release = threading.Event()

    def hold() -> None:
        with tahap.satker_lock(final, lambda: None):
            held.set()
            release.wait(10)

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(10)
    runner = threading.Thread(target=lambda: steps.append(buat_satker(job(tmp_path), steps.append, LANGKAH).akhir))
    runner.start()
    deadline = time.monotonic() + 10
    while not any(s.startswith("menunggu") for s in steps) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert any(s.startswith("menunggu") for s in steps)
    assert not final.exists()
    release.set()
    runner.join(10)
    holder.join(10)
    assert steps[-1] == Akhir.SELESAI


def test_two_processes_on_one_satker_leave_one_whole_output(tmp_path: Path) -> None:
    make_input(tmp_path)
    code = (
        "import sys; from pathlib import Path; from tests.flows.test_tahap import job;"
        "from tests.flows.palsu import LANGKAH; from flows.buat import buat_satker;"
        f"print(buat_satker(job(Path({str(tmp_path)!r})), langkah=LANGKAH).akhir)"
    )
    runs = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) for _ in range(3)]
    ends = sorted(run.communicate(timeout=60)[0].strip() for run in runs)
    assert ends == ["selesai", "tidak berubah", "tidak berubah"]
    assert len(snapshot(tmp_path / "output/2023/satker-a")) == 5
