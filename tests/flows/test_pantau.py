"""The watcher makes a satker anew once its recaps have stopped changing."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from flows.pantau import touched, watch


def test_changed_satker_are_named_and_office_traces_do_not_count(tmp_path: Path) -> None:
    names = ["a/rekap.pdf", "b/sub/rekap.xlsx", "c/~$rekap.xlsx", "d/.tmp", "_wilayah/x.html", "lepas.pdf"]
    assert touched(tmp_path, [str(tmp_path / n) for n in names]) == {"a", "b"}


def test_a_change_makes_its_satker_once_after_it_has_settled(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    made: list[tuple[str, float]] = []
    stop = threading.Event()

    def make(satker: str) -> int:
        made.append((satker, time.monotonic()))
        return 0

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
    assert [name for name, _ in made] == ["a"]
    assert made[0][1] - last >= 0.9


def test_the_year_must_exist(tmp_path: Path) -> None:
    from flows.cli import main

    assert main(["jadwal", "pantau", "--tahun", "2023", "--input", str(tmp_path)]) == 2
