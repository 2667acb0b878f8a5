"""PDFs with the habits of offices, at random: what was written is what is read, or a finding says otherwise.

A failure names its seed; `python -m benchmarks.ragam --bentuk cetak --n 100` measures more.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.collect import read_folder
from tests.extract.rekap_cetak import run_print_case
from tests.extract.rekap_ragam import RAGAM

BENIH, BANYAK = 100_000, 4


@pytest.mark.parametrize("keluarga", RAGAM)
def test_no_office_print_is_misread_in_silence(keluarga: str, tmp_path: Path) -> None:
    seeds = range(BENIH, BENIH + BANYAK)
    results = [run_print_case(tmp_path / str(b), keluarga, b, read_folder) for b in seeds]
    for hasil in results:
        assert not hasil.diam, f"{hasil.benih}: {hasil.diam[:3]}"
    short = [f"{h.benih}: {(h.salah or h.hilang)[0]}" for h in results if h.salah or h.hilang]
    assert sum(h.tepat for h in results) >= 0.8 * sum(h.jumlah for h in results), short
