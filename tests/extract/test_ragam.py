"""Random recaps of every family in every layout: what was written is read, or a finding says otherwise.

A failure names its seed; `python -m benchmarks.ragam --n 100 --benih 0` measures more of them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.collect import read_folder
from tests.extract.rekap_ragam import RAGAM, run_case

BENIH = 100_000
PDF, XLSX = 9, 8  # of each family


@pytest.mark.parametrize("keluarga", RAGAM)
def test_no_layout_is_misread_in_silence(keluarga: str, tmp_path: Path) -> None:
    cases = [(b, bentuk) for bentuk, n in (("pdf", PDF), ("xlsx", XLSX)) for b in range(BENIH, BENIH + n)]
    results = [run_case(tmp_path / f"{b}-{bentuk}", keluarga, b, bentuk, read_folder) for b, bentuk in cases]
    for hasil in results:
        assert not hasil.diam, f"benih {hasil.benih} [{hasil.gaya}]: {hasil.diam[:3]}"
    total, right = sum(h.jumlah for h in results), sum(h.tepat for h in results)
    short = [f"{h.benih} [{h.gaya}] {(h.salah or h.hilang)[0]}" for h in results if h.salah or h.hilang]
    assert right >= 0.95 * total, short
