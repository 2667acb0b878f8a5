"""Fixtures shared by all areas: the four sample reports, built once per test run by the command itself."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

AKAR = Path(__file__).resolve().parent.parent
CONTOH = {
    "bapas-polewali": 2023,
    "lpka-pangkalpinang": 2023,
    "lapas-sarolangun": 2022,
    "kanwil-kalbar": 2023,
}


@pytest.fixture(scope="session")
def bangun(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return a function satker -> output folder of its report, built without PDF, once for all workers.

    The folder is shared: tests that change a file copy it first.
    """
    root = tmp_path_factory.getbasetemp()
    if "popen-gw" in root.name:
        root = root.parent
    place = root / "contoh"
    place.mkdir(exist_ok=True)

    def build(satker: str) -> Path:
        tahun = CONTOH[satker]
        with FileLock(place / f"{satker}.lock"):
            folder = place / "output" / str(tahun) / satker
            if not (folder / "proses.json").is_file():
                _input_copy(place, tahun, satker)
                _run(place, satker, tahun)
        return folder

    return build


def _input_copy(place: Path, tahun: int, satker: str) -> None:
    target = place / "input" / str(tahun) / satker
    if not target.exists():
        shutil.copytree(AKAR / "input" / str(tahun) / satker, target)


def _run(place: Path, satker: str, tahun: int) -> None:
    from flows.cli import main

    options = ["--input", str(place / "input"), "--output", str(place / "output"), "--tanpa-pdf"]
    code = main(["buat", satker, "--tahun", str(tahun), *options])
    if code not in (0, 1):
        raise RuntimeError(f"lkjip buat {satker} berakhir dengan kode {code}")
