"""Times `lkjip` against the plain script, in pairs, and prints the ratios.

python -m benchmarks.waktu            (a) one satker, (b) nothing changed, (c) the four samples, start-up
python -m benchmarks.waktu --satker bapas-polewali     (a) with a sample instead of the reference satker
python -m benchmarks.waktu --banyak 36          (d) generated satker against the plain script one by one
python -m benchmarks.waktu --banyak 1000 --dasar 36     time per satker and peak memory, ours only
python -m benchmarks.waktu --tahap    where one run's time goes, cold and warm
"""

from __future__ import annotations

import argparse
import compileall
import ctypes
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import psutil

from benchmarks.acuan import write_acuan
from benchmarks.bahan import ACUAN, CONTOH, generate, prepare
from flows.kunci import PACKAGES
from flows.wadah import AKAR

LKJIP = [sys.executable, "-c", "import sys; from flows.cli import main; sys.exit(main(sys.argv[1:]))"]


CPU = False  # measure processor seconds instead of the clock: on a machine busy with other work


def clock() -> float:
    """Return the clock, or the processor time of all finished child processes (LibreOffice included)."""
    if not CPU:
        return time.perf_counter()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def timed(command: Sequence[str]) -> float:
    start = clock()
    done = subprocess.run(command, cwd=AKAR, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    if CPU:
        wait_for_orphans()
    return clock() - start


def adopt_orphans() -> None:
    """Become the parent of what finished commands leave behind, so that its processor time is counted (Linux)."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER


def wait_for_orphans() -> None:
    """Wait until nothing of the command runs any more: LibreOffice is killed while the command ends."""
    end = time.monotonic() + 5
    while time.monotonic() < end:
        try:
            if os.waitpid(-1, os.WNOHANG)[0] == 0:
                time.sleep(0.02)
        except ChildProcessError:
            return


def lkjip(*args: str) -> float:
    return timed([*LKJIP, *args])


def sources(work: Path, satker: str) -> Path:
    """Return the input folder that holds a satker: the samples, or the reference satker written now."""
    if satker != ACUAN:
        return AKAR / "input"
    if not (work / "acuan").is_dir():
        write_acuan(work / "acuan" / "2023" / ACUAN)
    return work / "acuan"


def polos(satker: str, tahun: int, work: Path, *more: str) -> float:
    source = sources(work, satker) / str(tahun) / satker
    target = work / "polos" / source.name
    return timed(
        [sys.executable, "benchmarks/polos.py", str(source), str(work / f"{satker}.pickle"), str(target), *more]
    )


def batas(satker: str, tahun: int, work: Path, *more: str) -> float:
    """Return the seconds of the lower bound, on the report that the plain script made."""
    source = sources(work, satker) / str(tahun) / satker
    report = work / "polos" / satker / f"LKjIP_{satker}.docx"
    command = [sys.executable, "-m", "benchmarks.batas", str(source), str(report), str(work / "batas" / satker)]
    return timed([*command, *more])


def pairs(ours: Callable[[], float], plain: Callable[[], float], rounds: int) -> tuple[float, float, float]:
    """Run both in turn; return our median, the plain median and the median of the pairs' ratios."""
    left, right = [], []
    for _ in range(rounds):
        right.append(plain())
        left.append(ours())
    ratios = [p / o for o, p in zip(left, right, strict=True)]
    return statistics.median(left), statistics.median(right), statistics.median(ratios)


def show(name: str, ours: float, plain: float | None = None, ratio: float | None = None, goal: str = "") -> None:
    line = f"{name:<44} {ours:8.2f} s"
    if plain is not None and ratio is not None:
        line += f"   polos {plain:8.2f} s   {ratio:5.1f} x"
    print(line + (f"   (tujuan {goal})" if goal else ""), flush=True)


def one(work: Path, satker: str, tahun: int, rounds: int) -> None:
    """(a) one satker cold and (b) the same with nothing changed."""
    masukan = sources(work, satker)
    prepare(satker, tahun, work, masukan)
    own = ["--tahun", str(tahun), "--input", str(masukan)]
    for label, extra, goal in (("Word + PDF", [], ">= 3 x"), ("Word saja", ["--tanpa-pdf"], ">= 8 x")):
        out = work / "hasil" / label.replace(" ", "")

        def ours(out: Path = out, extra: Sequence[str] = tuple(extra)) -> float:
            shutil.rmtree(out, ignore_errors=True)
            return lkjip("buat", satker, *own, "--output", str(out), *extra)

        def plain(extra: Sequence[str] = tuple(extra)) -> float:
            return polos(satker, tahun, work, *extra)

        show(f"(a) {satker}, {label}", *pairs(ours, plain, rounds), goal=goal)
        equal = statistics.median(plain(extra=(*extra, "--setara")) for _ in range(max(rounds - 1, 1)))
        show(f"    polos dengan keluaran yang setara, {label}", equal)
        floor = statistics.median(batas(satker, tahun, work, *extra) for _ in range(rounds + 1))
        show(f"    batas bawah, {label}", floor)
        again = [lkjip("buat", satker, *own, "--output", str(out), *extra) for _ in range(rounds)]
        show(f"(b) {satker}, {label}, tidak berubah", statistics.median(again), goal="<= 0,5 s")


def start_up(rounds: int) -> None:
    show("lkjip --help", statistics.median(lkjip("--help") for _ in range(rounds)), goal="<= 0,15 s")
    file = AKAR / "input/2023/bapas-polewali/OMSPAN_IKPA_2023.pdf"
    show(
        "lkjip kenali satu PDF",
        statistics.median(lkjip("kenali", str(file)) for _ in range(rounds)),
        goal="<= 0,6 s",
    )


def four(work: Path) -> None:
    """(c) the four real satker in one command."""
    for satker, tahun in CONTOH:
        prepare(satker, tahun, work)
    for label, extra in (("Word + PDF", []), ("Word saja", ["--tanpa-pdf"])):
        plain = sum(polos(s, t, work, *extra) for s, t in CONTOH)
        out = work / "empat" / label.replace(" ", "")
        ours = lkjip("buat", "--semua", "--output", str(out), *extra)
        show(f"(c) empat satker contoh, {label}", ours, plain, plain / ours)


class Peak:
    """Peak of the summed proportional memory of a process and all it started, sampled."""

    def __init__(self, process: psutil.Process) -> None:
        self.process, self.bytes = process, 0
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self._watch, daemon=True)
        self.thread.start()

    def _watch(self) -> None:
        while not self.stop.wait(2.0):  # reading it costs time of its own
            total = 0
            try:
                family = [self.process, *self.process.children(recursive=True)]
            except psutil.Error:
                continue
            for one_process in family:
                try:
                    total += one_process.memory_full_info().pss
                except psutil.Error:
                    continue
            self.bytes = max(self.bytes, total)


def measured(command: Sequence[str]) -> tuple[float, float]:
    """Return wall seconds and peak memory in MB."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=AKAR, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = Peak(psutil.Process(process.pid))
    process.wait()
    seconds = time.perf_counter() - start
    peak.stop.set()
    peak.thread.join()
    return seconds, peak.bytes / 1e6


def many(work: Path, count: int, base: int, kinds: Sequence[str], *, word_only: bool = False) -> None:
    """(d) generated satker: against the plain script one by one, and the growth from `base` to `count`."""
    for satker in kinds:
        prepare(satker, 2023, work, sources(work, satker))
    folders = [sources(work, satker) / "2023" / satker for satker in kinds]
    ways: list[tuple[str, list[str], str]] = [("Word saja", ["--tanpa-pdf"], ">= 20 x")]
    if not word_only:
        ways.insert(0, ("Word + PDF", [], ">= 10 x"))
    for label, extra, goal in ways:
        per: dict[int, float] = {}
        for size in sorted({count, base}):
            recaps = generate(work / f"masukan-{size}", size, folders)
            out = work / f"banyak-{size}" / label.replace(" ", "")
            command = [*LKJIP, "buat", "--semua", "--tahun", "2023", "--input", str(recaps), "--output", str(out)]
            seconds, memory = measured([*command, *extra])
            per[size] = seconds / size
            made = len(list((out / "2023").glob("satker-*/LKjIP_*.docx")))
            show(f"(d) {made} dari {size} satker, {label}", seconds)
            print(f"      {per[size]:.2f} s per satker, puncak memori {memory:.0f} MB (tujuan <= 1.500 MB)")
        if len(per) > 1:
            print(
                f"      waktu per satker {count} dibanding {base}: {per[count] / per[base]:.2f} x (tujuan <= 1,1 x)"
            )
        if count == base:  # one by one: the mean of a few runs times the number
            plain = statistics.mean(polos(kinds[i % len(kinds)], 2023, work, *extra) for i in range(4)) * count
            ours = per[count] * count
            show(f"(d) skrip polos satu per satu x {count}", ours, plain, plain / ours, goal)
            equal = statistics.mean(polos(kinds[0], 2023, work, "--setara", *extra) for _ in range(2)) * count
            show("    dengan keluaran yang setara", ours, equal, equal / ours, goal)


def stages(work: Path) -> None:
    """Print seconds of each step in one process: the first time (cold) and the third (warm)."""
    from flows import langkah
    from flows.pekerjaan import Pekerjaan
    from flows.wadah import Masa

    cases = [(satker, tahun, AKAR / "input") for satker, tahun in CONTOH]
    for satker, tahun, masukan in [(ACUAN, 2023, sources(work, ACUAN)), *cases]:
        kerja = Pekerjaan(satker, Masa(tahun), masukan, pdf=False)
        for turn in ("pertama", "kedua", "ketiga"):
            marks = [("", time.perf_counter())]
            with tempfile.TemporaryDirectory() as name:
                bacaan = langkah.baca(kerja)
                marks.append(("baca", time.perf_counter()))
                laporan = langkah.hitung(kerja, bacaan)
                marks.append(("hitung", time.perf_counter()))
                hasil = langkah.tulis(kerja, bacaan, laporan, Path(name))
                marks.append(("tulis", time.perf_counter()))
                langkah.simpan(kerja, bacaan, laporan, hasil, Path(name))
                marks.append(("simpan", time.perf_counter()))
            parts = [f"{b[0]} {b[1] - a[1]:.2f}" for a, b in zip(marks, marks[1:], strict=False)]
            print(f"{satker:<20} {turn:<8} " + "  ".join(parts), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--satker", default=ACUAN, help="satker acuan, atau salah satu contoh")
    parser.add_argument("--contoh", action="store_true", help="(d) dari dua satker contoh, bukan satker acuan")
    parser.add_argument("--tahun", type=int, default=2023)
    parser.add_argument("--ulang", type=int, default=3, help="pasangan pengukuran")
    parser.add_argument("--banyak", type=int, default=0)
    parser.add_argument("--dasar", type=int, default=0, help="jumlah pembanding untuk pertumbuhan")
    parser.add_argument("--tanpa-pdf", action="store_true", help="(d) hanya Word")
    parser.add_argument("--tahap", action="store_true")
    parser.add_argument("--prosesor", action="store_true", help="detik prosesor, bukan jam dinding")
    args = parser.parse_args()
    global CPU
    CPU = args.prosesor
    if CPU:
        adopt_orphans()
    for package in PACKAGES:  # as `make` leaves them: also where Python is told to write no bytecode
        compileall.compile_dir(AKAR / package, quiet=1)
    with tempfile.TemporaryDirectory(prefix="lkjip-waktu-") as name:
        work = Path(name)
        if args.tahap:
            stages(work)
        elif args.banyak:
            kinds = [satker for satker, _ in CONTOH[:2]] if args.contoh else [ACUAN]
            many(work, args.banyak, args.dasar or args.banyak, kinds, word_only=args.tanpa_pdf)
        else:
            start_up(max(args.ulang, 3))
            one(work, args.satker, args.tahun, args.ulang)
            four(work)


if __name__ == "__main__":
    main()
