"""Processor seconds of reading a satker's folder: in the limited child, and understanding in the parent.

python -m benchmarks.baca                     the reference satker
python -m benchmarks.baca --folder input/2023/kanwil-kalbar
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

import psutil

from benchmarks.acuan import SATKER, TAHUN, write_acuan
from extract.berkas import list_files
from extract.collect import read_folder
from extract.isolate import Reader


def child_seconds(reader: Reader) -> float:
    """Return the processor time that the reading child has taken so far."""
    child = reader._child
    if child is None:
        return 0.0
    used = psutil.Process(child.pid).cpu_times()
    return float(used.user + used.system)


def measure(folder: Path, tahun: int, rounds: int) -> None:
    """Print the first round (the child has just started) and the least of the others."""
    found: list[tuple[float, float, float]] = []
    with Reader() as reader:
        for _ in range(rounds):
            before, start = child_seconds(reader), time.process_time()
            documents = {path: reader.read(path, folder) for path in list_files(folder)}
            middle = time.process_time()
            read_folder(folder, tahun, reader=lambda path, _, known=documents: known[path])  # type: ignore[misc]
            found.append((child_seconds(reader) - before, middle - start, time.process_time() - middle))
    print(f"{folder.name}: {len(list_files(folder))} berkas, detik prosesor")
    print(f"{'':22} pertama   berikut")
    for name, values in zip(
        ("anak pembaca", "menerima dokumen", "memahami"), zip(*found, strict=True), strict=True
    ):
        print(f"{name:22} {values[0]:7.3f}   {min(values[1:]):7.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, help="folder rekap satu satker")
    parser.add_argument("--tahun", type=int, default=TAHUN)
    parser.add_argument("--ulang", type=int, default=6)
    args = parser.parse_args()
    if args.folder is not None:
        measure(args.folder.resolve(), args.tahun, args.ulang)
        return
    with tempfile.TemporaryDirectory(prefix="lkjip-baca-") as name:
        measure(write_acuan(Path(name) / SATKER), TAHUN, args.ulang)


if __name__ == "__main__":
    main()
