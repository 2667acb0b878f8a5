"""One bad satker never stops the others: workers that raise, die, hang or are interrupted."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from flows.buat import buat_satker
from flows.kolam import Kolam
from flows.pekerjaan import Akhir, HasilSatker, Lapor, Pekerjaan
from flows.wadah import Masa
from tests.flows.palsu import LANGKAH, make_input, snapshot


def kerjakan(kerja: Pekerjaan, lapor: Lapor) -> HasilSatker:
    """Do the made-up line, except for the satker whose name says what goes wrong."""
    match kerja.satker:
        case "rusak":
            raise ZeroDivisionError("contoh kesalahan program")
        case "mati":
            os.kill(os.getpid(), signal.SIGKILL)
        case "mati-sekali" if not (mark := kerja.akar_keluaran / "pernah-mati").exists():
            mark.parent.mkdir(exist_ok=True)
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        case "macet":
            lapor("macet")
            time.sleep(600)
        case "lambat":
            lapor("lambat")
            time.sleep(1.5)
    return buat_satker(kerja, lapor, LANGKAH)


def jobs(root: Path, *names: str) -> list[Pekerjaan]:
    for name in names:
        make_input(root, name)
    return [Pekerjaan(n, Masa(2023), root / "input", root / "output") for n in names]


def run(works: list[Pekerjaan], count: int = 2, limit: float = 60) -> dict[str, HasilSatker]:
    steps: list[tuple[str, str]] = []
    pool = Kolam(count, batas_detik=limit, kerjakan=kerjakan)
    results = {h.satker: h for h in pool.run(works, lambda s, t: steps.append((s, t)))}
    assert not pool.pekerja
    return results


def test_every_satker_gets_its_own_end(tmp_path: Path) -> None:
    names = ("satu", "rusak", "dua", "mati", "tiga", "mati-sekali", "empat")
    results = run(jobs(tmp_path, *names))
    assert set(results) == set(names)
    for name in ("satu", "dua", "tiga", "empat", "mati-sekali"):
        assert results[name].akhir is Akhir.SELESAI, results[name]
        assert (tmp_path / "output/2023" / name / "proses.json").is_file()
    assert "kesalahan program" in results["rusak"].galat[0]
    assert "sinyal 9" in results["mati"].galat[0]
    trace = (tmp_path / "output/2023/_kesalahan/rusak.txt").read_text(encoding="utf-8")
    assert "ZeroDivisionError: contoh kesalahan program" in trace


def test_a_satker_that_hangs_is_ended_alone(tmp_path: Path) -> None:
    results = run(jobs(tmp_path, "macet", "satu", "dua"), limit=3)
    assert "dihentikan" in results["macet"].galat[0]
    assert results["satu"].akhir is results["dua"].akhir is Akhir.SELESAI
    assert not (tmp_path / "output/2023/macet").exists()


def test_workers_are_renewed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.kolam.TUGAS_PER_PROSES", 1)
    results = run(jobs(tmp_path, "satu", "dua", "tiga"), count=1)
    assert all(h.akhir is Akhir.SELESAI for h in results.values())


def test_results_do_not_depend_on_the_number_of_workers(tmp_path: Path) -> None:
    names = [f"satker-{i}" for i in range(6)]
    run(jobs(tmp_path / "a", *names), count=1)
    run(jobs(tmp_path / "b", *names), count=3)
    left, right = (snapshot(tmp_path / side / "output") for side in "ab")
    drop = [n for n in left if n.endswith("proses.json")]
    for name in drop:
        left.pop(name)
        right.pop(name)
    assert left == right


def test_a_killed_batch_leaves_whole_outputs_and_the_next_one_goes_on(tmp_path: Path) -> None:
    names = ["lambat", *(f"s{i}" for i in range(8))]
    works = jobs(tmp_path, *names)
    code = (
        "from pathlib import Path; from tests.flows.test_kolam import jobs, run;"
        f"run(jobs(Path({str(tmp_path)!r}), *{names!r}))"
    )
    batch = subprocess.Popen([sys.executable, "-c", code])
    wait_for(lambda: len(list((tmp_path / "output").glob("2023/s*/proses.json"))) >= 2)
    descendants = psutil.Process(batch.pid).children(recursive=True)
    batch.kill()
    batch.wait(10)
    for folder in (tmp_path / "output/2023").glob("[a-z]*"):
        assert (folder / "proses.json").is_file(), folder
    results = run(works)
    assert all(h.akhir in (Akhir.SELESAI, Akhir.TETAP) for h in results.values())
    assert sum(h.akhir is Akhir.TETAP for h in results.values()) >= 2
    assert not [p for p in (tmp_path / "output/2023").glob(".*.tahap-*")]
    psutil.wait_procs(descendants, timeout=15)
    assert not [p for p in descendants if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]


def test_interrupt_ends_all_workers(tmp_path: Path) -> None:
    works = jobs(tmp_path, "macet", "satu")
    pool = Kolam(2, kerjakan=kerjakan)

    def interrupt(satker: str, step: str) -> None:
        if satker == "macet":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(pool.run(works, interrupt))
    assert not pool.pekerja
    assert not (tmp_path / "output/2023/macet").exists()


def wait_for(condition: object, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():  # type: ignore[operator]
            return
        time.sleep(0.05)
    pytest.fail("condition not met in time")
