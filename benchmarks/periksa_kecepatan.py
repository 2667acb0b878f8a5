"""Speed of `lkjip periksa` against pdfplumber: CPU seconds of the whole check over `extract_tables` of every page.

    python benchmarks/periksa_kecepatan.py BERKAS.pdf [--tiap N]

`--tiap N` lets pdfplumber read every Nth page only and scales its time (it is slow); without it all pages are read.
Both run in this process, one thread; CPU time, so that a busy machine does not change the ratio.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import pdfplumber

from transform.periksa import check_file


def time_check(path: Path, times: int = 3) -> tuple[float, int, int]:
    """Return the median CPU seconds of reading and checking, the pages and the findings."""
    seconds = []
    for _ in range(times):
        start = time.process_time()
        hasil = check_file(path)
        seconds.append(time.process_time() - start)
    return sorted(seconds)[times // 2], hasil.halaman, len(hasil.temuan)


def time_plumber(path: Path, every: int) -> float:
    """Return the CPU seconds of pdfplumber's default `extract_tables` over the pages (scaled from every Nth)."""
    start = time.process_time()
    with pdfplumber.open(path) as pdf:
        pages = pdf.pages[::every]
        for page in pages:
            page.extract_tables()
            page.close()
        share = len(pages) / len(pdf.pages)
    return (time.process_time() - start) / share


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("berkas", type=Path)
    parser.add_argument("--tiap", type=int, default=1)
    options = parser.parse_args()
    check_file(options.berkas)  # imports and first use
    ours, pages, findings = time_check(options.berkas)
    theirs = time_plumber(options.berkas, options.tiap)
    print(f"berkas           {options.berkas.name}, {pages} halaman, {findings} temuan")
    print(f"lkjip periksa    {ours:7.2f} detik CPU ({1000 * ours / max(pages, 1):.1f} ms/halaman)")
    print(f"pdfplumber       {theirs:7.2f} detik CPU")
    print(f"perbandingan     {ours / theirs:7.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
