"""A disk that is really full, or really read-only: said in Indonesian, code 2, and what stood before still stands.

The test mounts a small disk in memory (tmpfs), which only root may do on Linux; elsewhere it is skipped by name.
A read-only folder and a file size limit need no root and are tried everywhere.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flows.cli import main
from tests.conftest import AKAR
from tests.flows.palsu import snapshot
from tests.keamanan.jerat import BAPAS

SATKER = "bapas-polewali"


def mounted(place: Path, size: str) -> bool:
    place.mkdir()
    if not sys.platform.startswith("linux") or os.geteuid() != 0 or shutil.which("mount") is None:
        return False
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 8 MB for the outputs; the tests fill it up to the room they want."""
    place = tmp_path / "output"
    if not mounted(place, "8m"):
        pytest.skip("disk kecil (tmpfs) hanya dapat dipasang oleh root di Linux")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=False)


@pytest.fixture
def work(tmp_path: Path) -> Path:
    for name in (SATKER, "satker-lain"):
        shutil.copytree(BAPAS, tmp_path / "input/2023" / name)
    return tmp_path


def buat(root: Path, capsys: pytest.CaptureFixture[str], *which: str) -> tuple[int, str]:
    """Run the command; return its code and all it said."""
    capsys.readouterr()
    code = main(["buat", *which, *options(root)])
    said = capsys.readouterr()
    return code, said.out + said.err


def options(root: Path) -> list[str]:
    return ["--tahun", "2023", "--tanpa-pdf", "--paksa", "--input", str(root / "input"), "--output",
            str(root / "output")]  # fmt: skip


def fill(disk: Path, left: int) -> None:
    """Leave so many kB on the disk."""
    ballast = disk / "isi"
    ballast.unlink(missing_ok=True)
    stat = os.statvfs(disk)
    ballast.write_bytes(bytes(max(0, stat.f_bavail * stat.f_frsize - left * 1024)))


def check_refused(code: int, said: str, why: str) -> None:
    assert code == 2, said
    assert why in said and "Keluaran lama tidak berubah" in said
    assert "Traceback" not in said and "kesalahan program" not in said


def test_a_full_disk_leaves_the_old_report_wherever_the_room_ends(
    disk: Path, work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    final = disk / "2023" / SATKER
    assert buat(work, capsys, SATKER)[0] == 0
    before = snapshot(final)
    size = sum(map(len, before.values()))
    for left in (0, 60, size * 2 // 3 // 1024):  # nothing; the first chapters; the report, but not all its data
        fill(disk, left)
        check_refused(*buat(work, capsys, SATKER), "Ruang disk habis")
        assert snapshot(final) == before
        assert [p.name for p in final.parent.iterdir() if p.name.startswith(f".{SATKER}")] == []
    (disk / "isi").unlink()
    assert buat(work, capsys, SATKER)[0] == 0


def test_a_disk_that_fills_up_during_a_batch_costs_only_what_did_not_fit(
    disk: Path, work: Path, bangun: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    one = sum(p.stat().st_size for p in bangun(SATKER).rglob("*") if p.is_file())
    fill(disk, one * 3 // 2 // 1024)  # room for one report and a half
    check_refused(*buat(work, capsys, "--semua", "--jobs", "1"), "Ruang disk habis")
    assert (disk / "2023" / SATKER / "proses.json").is_file()
    assert not (disk / "2023/satker-lain").exists()
    summary = snapshot(disk / "2023/_pesan") | {"r": (disk / "2023/_ringkasan.txt").read_bytes()}
    assert b"Ruang disk habis" in summary["satker-lain.txt"]
    fill(disk, 0)
    check_refused(*buat(work, capsys, "--semua", "--jobs", "2"), "Ruang disk habis")
    assert snapshot(disk / "2023/_pesan") | {"r": (disk / "2023/_ringkasan.txt").read_bytes()} == summary


def test_a_disk_that_became_read_only_is_said(disk: Path, work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert buat(work, capsys, SATKER)[0] == 0
    before = snapshot(disk)
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    check_refused(*buat(work, capsys, SATKER), "hanya dapat dibaca")
    check_refused(*buat(work, capsys, "--semua", "--jobs", "1"), "hanya dapat dibaca")
    assert snapshot(disk) == before


def test_forms_and_copies_of_recaps_are_whole_or_not_there(
    disk: Path, work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(disk, 40)
    source = str(work / "input/2023" / SATKER)
    assert main(["baru", "satker-baru", "--tahun", "2023", "--dari", source, "--input", str(disk)]) == 2
    assert "Ruang disk habis" in capsys.readouterr().err
    for path in (disk / "2023/satker-baru").rglob("*"):
        assert path.read_bytes() == (BAPAS / path.name).read_bytes()


@pytest.mark.parametrize(
    "command",
    [
        ["segel", "{hasil}"],
        ["periksa", "{docx}", "--keluaran", "{disk}/p"],
        ["periksa", "{docx}", "--json", "{disk}/p.json"],
        ["templat", "salin", "{disk}/t"],
    ],
)
def test_other_commands_say_that_the_disk_is_full(
    disk: Path, bangun: Callable[[str], Path], command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    final = disk / "2023" / SATKER
    shutil.copytree(bangun(SATKER), final)
    fill(disk, 0)
    words = {"hasil": final, "docx": next(final.glob("LKjIP_*.docx")), "disk": disk}
    assert main([part.format(**words) for part in command]) == 2
    said = capsys.readouterr()
    assert "Ruang disk habis" in said.err and "Errno" not in said.err
    assert [p.name for p in (disk / "2023").iterdir() if p.suffix == ".zip" or p.name.startswith(".seg")] == []


def test_a_file_that_may_not_grow_further_is_no_half_report(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A quota as a limit of file size: needs no root."""
    assert buat(work, capsys, SATKER)[0] == 0
    before = snapshot(work / "output/2023" / SATKER)
    command = [sys.executable, "-m", "flows.cli", "buat", SATKER, *options(work)]
    done = subprocess.run(["bash", "-c", 'ulimit -f 100; exec "$@"', "-", *command], cwd=AKAR, capture_output=True,
                          text=True, check=False)  # fmt: skip
    check_refused(done.returncode, done.stdout + done.stderr, "batas ukuran berkas")
    assert snapshot(work / "output/2023" / SATKER) == before
