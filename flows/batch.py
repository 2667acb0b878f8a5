"""Many satker in one run: the pool, the display, the summary. One satker's failure stops no other."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from flows.buat import buat_satker
from flows.pekerjaan import Akhir, HasilSatker, Pekerjaan
from flows.tahap import loose
from flows.tampilan import Tampilan
from flows.wadah import printable

Pelari = Callable[[Sequence[Pekerjaan], Tampilan], Iterable[HasilSatker]]


def jalankan(
    works: Sequence[Pekerjaan], jobs: int | None = None, pelari: Pelari | None = None
) -> list[HasilSatker]:
    """Make all reports; return one record per job. A single job runs in this process."""
    wanted = min(jobs or default_jobs(), len(works))
    run = pelari or (_here if len(works) == 1 or wanted == 1 and jobs == 1 else _pool(wanted))
    results = []
    with Tampilan(len(works)) as view:
        for result in run(works, view):
            view.selesai(result)
            results.append(result)
    return results


def default_jobs() -> int:
    """Return the number of cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _here(works: Sequence[Pekerjaan], view: Tampilan) -> Iterable[HasilSatker]:
    gc.disable()  # a tenth of the run's time; everything is given back when the process ends
    for kerja in works:
        yield buat_satker(kerja, lambda step, name=kerja.satker: view.langkah(name, step))  # type: ignore[misc]
        gc.collect() if len(works) > 1 else None


def _pool(jobs: int) -> Pelari:
    from flows.kolam import Kolam

    def run(works: Sequence[Pekerjaan], view: Tampilan) -> Iterable[HasilSatker]:
        yield from Kolam(jobs).run(works, view.langkah)

    return run


def tulis_ringkasan(root: Path, masa: str, results: Sequence[HasilSatker]) -> Path:
    """Write the summary of one period; return its folder."""
    from render.ringkasan import BarisRingkasan, write_ringkasan

    folder = root / masa
    rows = [
        BarisRingkasan(
            printable(h.satker),
            h.akhir.value,
            h.temuan,
            h.tugas,
            h.rekap_kurang,
            h.galat,
            h.laporan,
            h.akhir is Akhir.GAGAL,
        )
        for h in results
    ]
    with loose(folder) as staged:
        write_ringkasan(staged, masa, rows)
    return folder


def exit_code(results: Sequence[HasilSatker]) -> int:
    """Return the command's exit code: the gravest of the satker (unreadable input before findings)."""
    return max((h.kode_keluar for h in results), default=0)
