"""Workbooks with the habits of offices, at random: what was written is what is read, or a finding says otherwise.

A failure names its seed; `python -m benchmarks.ragam --bentuk kantor --n 100` measures more.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.collect import read_folder
from tests.extract.rekap_kantor import RAGAM_BUKU, run_office_case
from tests.extract.rekap_ragam import RAGAM

BANYAK = 4


@pytest.mark.parametrize("keluarga", [*RAGAM, *RAGAM_BUKU])
def test_no_office_is_misread_in_silence(keluarga: str, tmp_path: Path) -> None:
    results = [run_office_case(tmp_path / str(b), keluarga, b, read_folder) for b in range(BANYAK)]
    for hasil in results:
        assert not hasil.diam, f"{hasil.benih}: {hasil.diam[:3]}"
    short = [f"{h.benih}: {(h.salah or h.hilang)[0]}" for h in results if h.salah or h.hilang]
    assert sum(h.tepat for h in results) >= 0.97 * sum(h.jumlah for h in results), short
