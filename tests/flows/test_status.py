"""`lkjip status` reads again only what may have changed, and never calls a stale report current."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from flows import kilas, kunci, proses
from flows.buat import buat_satker
from flows.pekerjaan import Akhir
from flows.status import collect
from flows.wadah import Masa
from tests.flows.palsu import LANGKAH, make_input
from tests.flows.test_tahap import job


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one finished satker, its recaps old enough to be trusted by their marks."""
    monkeypatch.setattr(kilas, "_TERLALU_BARU", 0)
    make_input(tmp_path)
    assert buat_satker(job(tmp_path), langkah=LANGKAH).akhir is Akhir.SELESAI
    return tmp_path


def state(root: Path) -> str:
    return collect(Masa(2023), root / "input", root / "output")[0].keadaan


def test_nothing_is_read_again_while_nothing_has_changed(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> str:
        pytest.fail(f"{path} was read again")

    kunci.program_files()
    monkeypatch.setattr(kunci, "file_sha256", refuse)
    monkeypatch.setattr(proses, "file_sha256", refuse)
    assert state(made) == "mutakhir"


def same_look(path: Path, content: str) -> None:
    """Change a file and set size and time back to what they were, as careless tools do."""
    before = path.stat()
    assert len(content) == before.st_size
    path.write_text(content, encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def swapped_in(path: Path, content: str) -> None:
    """Put another file of the same size and time in its place by a rename."""
    other = path.parent.parent / "lain"
    other.write_text(content, encoding="utf-8")
    os.utime(other, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
    other.replace(path)


INPUT, OUTPUT = "input/2023/satker-a", "output/2023/satker-a"
CHANGES: list[tuple[Callable[[Path], object], str]] = [
    (lambda r: same_look(r / INPUT / "a.txt", "9"), "rekap berubah"),
    (lambda r: swapped_in(r / INPUT / "a.txt", "9"), "rekap berubah"),
    (lambda r: (r / INPUT / "a.txt").write_text("111", encoding="utf-8"), "rekap berubah"),
    (lambda r: (r / INPUT / "c.txt").write_text("1", encoding="utf-8"), "rekap berubah"),
    (lambda r: (r / INPUT / "a.txt").unlink(), "rekap berubah"),
    (lambda r: (r / INPUT / "a.txt").rename(r / INPUT / "z.txt"), "rekap berubah"),
    (lambda r: same_look(r / OUTPUT / "bab/bab1.docx", "bab 4"), "1 berkas disunting"),
    (
        lambda r: swapped_in(r / OUTPUT / "angka.json", (r / OUTPUT / "angka.json").read_text()[::-1]),
        "1 berkas dis",
    ),
    (lambda r: (r / OUTPUT / "angka.json").unlink(), "1 berkas hasil hilang"),
]


@pytest.mark.parametrize(("change", "expected"), CHANGES)
def test_each_kind_of_change_shows(made: Path, change: Callable[[Path], object], expected: str) -> None:
    assert state(made) == "mutakhir"
    change(made)
    assert state(made).startswith(expected)
    if expected == "rekap berubah":
        assert buat_satker(job(made), langkah=LANGKAH).akhir is Akhir.SELESAI


def test_a_link_is_followed_every_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kilas, "_TERLALU_BARU", 0)
    folder = make_input(tmp_path)
    (folder / "tautan.txt").symlink_to("a.txt")
    buat_satker(job(tmp_path), langkah=LANGKAH)
    record = proses.Proses.read(tmp_path / OUTPUT)
    assert record is not None and set(record.kilas["masukan"]) == {"a.txt", "b.txt"}


def test_a_changed_program_shows(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = {**kunci.program_files(), "transform/capaian.py": "lain"}
    monkeypatch.setattr(kunci, "program_files", lambda: changed)
    assert state(made) == "program berubah: perlu dibuat ulang"


def test_a_recap_that_was_just_written_is_read_again(tmp_path: Path) -> None:
    folder = make_input(tmp_path)
    assert kilas.look(folder, ["a.txt"]) == {}
    assert set(kilas.look(folder, ["a.txt", "tidak-ada.txt"], settled=False)) == {"a.txt"}


@pytest.mark.parametrize("marks", [None, [], {"masukan": 3, "keluaran": "x"}, {"masukan": {"a.txt": 5}}])
def test_a_record_without_marks_is_hashed(made: Path, marks: object) -> None:
    path = made / OUTPUT / proses.NAMA
    record = json.loads(path.read_text(encoding="utf-8"))
    record["jalan"]["kilas"] = marks
    path.write_text(json.dumps(record), encoding="utf-8")
    assert state(made) == "mutakhir"
    (made / INPUT / "a.txt").write_text("9", encoding="utf-8")
    assert state(made).startswith("rekap berubah")


def test_a_copied_project_is_still_current(made: Path, tmp_path: Path) -> None:
    shutil.copytree(made / "input", made / "salinan/input")
    shutil.copytree(made / "output", made / "salinan/output")
    assert state(made / "salinan") == "mutakhir"
    assert buat_satker(replace(job(made / "salinan")), langkah=LANGKAH).akhir is Akhir.TETAP
