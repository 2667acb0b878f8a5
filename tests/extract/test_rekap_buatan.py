"""Random layouts: what was written is what is read, and nothing is wrong without being said.

A failure names its seed; `RAGAM=1000 pytest tests/extract/test_rekap_buatan.py` runs more.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from extract.collect import read_folder
from tests.extract.rekap_buatan import (
    KELUARGA,
    TAHUN,
    Fakta,
    Nilai,
    compare,
    satker_belanja,
    write_recap_pdf,
    write_xlsx,
)

BANYAK = int(os.environ.get("RAGAM", "12"))
BANYAK_PDF = max(2, BANYAK // 10)


def _round_trip(folder: Path, family: str, seed: int, *, pdf: bool) -> tuple[Nilai, set[str], int]:
    rng, fakta = random.Random(f"{family}-{seed}"), Fakta()
    if pdf and family == "satker_belanja":
        lembar = satker_belanja(rng, fakta, lebar=False)  # sixteen money columns do not fit a page
    else:
        lembar = KELUARGA[family](rng, fakta)
    folder.mkdir()
    (write_recap_pdf if pdf else write_xlsx)(folder / ("a.pdf" if pdf else "a.xlsx"), lembar, rng)
    read = read_folder(folder, TAHUN)
    silent = {"SUMBER-KURANG", "SUMBER-TAMBAHAN", "XLS-TERSEMBUNYI"}
    return compare(fakta, read), {f.kode for f in read.findings} - silent, len(fakta)


@pytest.mark.parametrize("family", KELUARGA)
def test_workbooks_in_random_layouts_come_back_exactly(family: str, tmp_path: Path) -> None:
    for seed in range(BANYAK):
        result, _, _ = _round_trip(tmp_path / str(seed), family, seed, pdf=False)
        assert (result.hilang, result.salah, result.lebih) == ([], [], []), f"benih {family}-{seed}"


@pytest.mark.parametrize("family", KELUARGA)
def test_pdfs_in_random_layouts_are_never_wrong_in_silence(family: str, tmp_path: Path) -> None:
    exact = total = 0
    for seed in range(BANYAK_PDF):
        result, said, count = _round_trip(tmp_path / str(seed), family, seed, pdf=True)
        exact, total = exact + result.tepat, total + count
        if result.hilang or result.salah or result.lebih:
            assert said, f"benih {family}-{seed}: {result.salah or result.hilang or result.lebih}"
    assert exact >= 0.98 * total
