"""The watcher makes a satker anew once its recaps have stopped changing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from flows.buat import buat_satker
from flows.pantau import lies_on_network, outdated, touched, watch
from flows.wadah import AKAR, Masa
from tests.flows.palsu import LANGKAH, make_input, snapshot
from tests.flows.test_tahap import job


def test_changed_satker_are_named_and_office_traces_do_not_count(tmp_path: Path) -> None:
    names = ["a/rekap.pdf", "b/sub/rekap.xlsx", "c/~$rekap.xlsx", "d/.tmp", "_wilayah/x.html", "lepas.pdf"]
    assert touched(tmp_path, [str(tmp_path / n) for n in names]) == {"a", "b"}


def test_a_link_that_leads_elsewhere_does_not_stop_the_watcher(tmp_path: Path) -> None:
    folder = tmp_path / "2023"
    (folder / "a").mkdir(parents=True)
    (folder / "a" / "rekap.pdf").symlink_to("/etc/hostname")
    assert touched(folder, [str(folder / "a/rekap.pdf"), "/etc/hostname"]) == {"a"}


def test_a_change_makes_its_satker_once_after_it_has_settled(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    made: list[tuple[list[str], float]] = []
    stop = threading.Event()

    def make(names: list[str]) -> None:
        made.append((names, time.monotonic()))

    watcher = threading.Thread(target=watch, args=(tmp_path, make, stop, 1.0), daemon=True)
    watcher.start()
    time.sleep(1.0)
    for number in range(5):
        (tmp_path / "a" / "rekap.pdf").write_text(str(number), encoding="utf-8")
        last = time.monotonic()
        time.sleep(0.2)
    deadline = time.monotonic() + 20
    while not made and time.monotonic() < deadline:
        time.sleep(0.1)
    time.sleep(1.5)
    stop.set()
    watcher.join(10)
    assert [names for names, _ in made] == [["a"]]
    assert made[0][1] - last >= 0.9


def test_what_changed_while_nobody_watched_is_made_at_the_start(tmp_path: Path) -> None:
    for name in ("a", "b"):
        make_input(tmp_path, name)
        buat_satker(replace(job(tmp_path), satker=name), langkah=LANGKAH)
    make_input(tmp_path, "belum")
    make_input(tmp_path, "b", a="7")
    assert outdated(Masa(2023), tmp_path / "input", tmp_path / "output") == ["b"]


def test_shared_storage_is_looked_over_regularly(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    where = str(tmp_path.resolve()).replace(" ", "\\040")
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nserver:/ekspor {where} nfs4 rw 0 0\n", encoding="utf-8")
    assert lies_on_network(tmp_path / "2023", mounts)
    assert not lies_on_network(Path("/usr"), mounts)
    assert not lies_on_network(tmp_path, tmp_path / "tidak-ada")


def test_the_year_must_exist(tmp_path: Path) -> None:
    from flows.cli import main

    assert main(["jadwal", "pantau", "--tahun", "2023", "--input", str(tmp_path)]) == 2


@pytest.mark.slow
def test_the_watcher_end_to_end_on_real_recaps(tmp_path: Path) -> None:
    """A changed recap, half copied at first: its satker is made anew, no other; a broken one keeps the report."""
    for name in ("satker-a", "satker-b"):
        shutil.copytree(AKAR / "input/2023/bapas-polewali", tmp_path / "input/2023" / name)
    cli = [sys.executable, "-m", "flows.cli"]
    env = {**os.environ, "PYTHONPATH": str(AKAR)}
    made = subprocess.run([*cli, "buat", "--semua", "--tahun", "2023", "--tanpa-pdf"], cwd=tmp_path, env=env,
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert made.returncode in (0, 1), made.stderr
    first, second = (tmp_path / "output/2023" / n for n in ("satker-a", "satker-b"))
    before = snapshot(first), snapshot(second)
    recap = tmp_path / "input/2023/satker-a/Capaian_Kinerja_2023.xlsx"
    log = (tmp_path / "pantau.log").open("wb")
    watcher = subprocess.Popen([*cli, "jadwal", "pantau", "--tahun", "2023", "--tanpa-pdf"], cwd=tmp_path,
                               env={**env, "PYTHONUNBUFFERED": "1"}, stdout=log, stderr=log)  # fmt: skip
    try:
        said = watching(tmp_path / "pantau.log")
        said("Memantau")
        time.sleep(1)
        changed = changed_recap(recap, tmp_path / "baru.xlsx")
        recap.write_bytes(changed[: len(changed) // 2])
        time.sleep(1.5)
        recap.write_bytes(changed)
        said("satker-a: laporan mutakhir")
        after = snapshot(first)
        assert after["angka.json"] != before[0]["angka.json"]
        assert (tmp_path / "pantau.log").read_text(encoding="utf-8").count("menyusun ulang") == 1
        recap.write_bytes(b"PK\x03\x04 bukan buku kerja")
        said("satker-a: GAGAL, laporan lama tetap")
        assert "Capaian_Kinerja_2023.xlsx" in (tmp_path / "pantau.log").read_text(encoding="utf-8")
        assert snapshot(first) == after
        assert snapshot(second) == before[1]
    finally:
        watcher.terminate()
        code = watcher.wait(30)
        log.close()
    assert code == 130


def changed_recap(path: Path, target: Path) -> bytes:
    """Return the workbook with one figure changed, all else as it is (openpyxl would drop the formulas' values)."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        parts = {name: old.read(name) for name in old.namelist()}
        found = [name for name, data in parts.items() if b"<v>67.42</v>" in data]
        for name, data in parts.items():
            new.writestr(name, data.replace(b"<v>67.42</v>", b"<v>68.42</v>"))
    assert len(found) == 1
    return target.read_bytes()


def watching(log: Path) -> Callable[[str], None]:
    def said(text: str) -> None:
        deadline = time.monotonic() + 120
        while text not in log.read_text(encoding="utf-8"):
            if time.monotonic() > deadline:
                pytest.fail(f"'{text}' was never said:\n{log.read_text(encoding='utf-8')}")
            time.sleep(0.3)

    return said
