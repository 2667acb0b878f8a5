"""One flow run per satker on the workers of a work pool: several machines share the satker of a region."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from flows import batch, beritahu
from flows.jadwal import ScheduleError, reachable
from flows.pekerjaan import Akhir, HasilSatker, Pekerjaan
from flows.prefect_setelan import prepare
from flows.proses import Proses
from flows.wadah import Masa, WrongUsage, satker_names

DEPLOYMENT = "lkjip-satker/satker"
BATAS_TUNGGU_DETIK = 3 * 3600  # for one satker, its turn in the queue included


def spread(tahun: int, masukan: Path, keluaran: Path, *, semester: bool, pdf: bool, block: str = "") -> int:
    """Send every satker to the workers, wait, write the summary; return the exit code."""
    prepare()
    if not reachable(os.environ.get("PREFECT_API_URL", ""), 5):
        raise ScheduleError("Server Prefect bersama belum ditunjuk atau tidak menjawab (PREFECT_API_URL).")
    masa = Masa(tahun, 1 if semester else None)
    works = [
        Pekerjaan(name, masa, masukan.resolve(), keluaran.resolve(), pdf=pdf)
        for name in satker_names(masukan, masa)
    ]
    if not works:
        raise WrongUsage(f"Tidak ada satker di {masukan}/{masa.folder}.")
    results = run_spread(works)
    folder = batch.tulis_ringkasan(keluaran, masa.folder, results)
    print((folder / "_ringkasan.txt").read_text(encoding="utf-8"), end="")
    beritahu.send(block, beritahu.compose(masa.folder, results, folder / "_ringkasan.html"))
    return batch.exit_code(results)


def run_spread(works: Sequence[Pekerjaan]) -> list[HasilSatker]:
    """Start all runs at once (the pool's limits hold them back) and wait for each."""
    from prefect.deployments import run_deployment

    from flows.prefect_flows import to_parameters

    started: list[tuple[Pekerjaan, Any]] = []
    for kerja in works:
        run: Any = run_deployment(
            DEPLOYMENT,
            parameters=to_parameters(kerja),
            timeout=0,
            as_subflow=False,
            flow_run_name=f"{kerja.satker} {kerja.masa.folder}",
        )
        started.append((kerja, run.id))
    return [_result(kerja, _wait(run_id)) for kerja, run_id in started]


def _wait(run_id: UUID) -> Any:
    """Return the run once it has ended, None when it has not after hours: its worker died without a word."""
    from prefect.exceptions import FlowRunWaitTimeout
    from prefect.flow_runs import wait_for_flow_run

    try:
        return _sync(wait_for_flow_run, run_id, timeout=BATAS_TUNGGU_DETIK)
    except FlowRunWaitTimeout:
        return None


def _sync(function: Any, *args: Any, **options: Any) -> Any:
    import asyncio

    return asyncio.run(function(*args, **options))


def _result(kerja: Pekerjaan, run: Any) -> HasilSatker:
    """Return the record of one run: what stands in the output folder, else why there is nothing."""
    from flows.buat import unchanged

    if run is None:
        message = (
            f"Belum selesai setelah {BATAS_TUNGGU_DETIK // 3600} jam; worker-nya mungkin mati. "
            "Periksa worker itu, lalu ulangi lkjip jadwal sebar."
        )
        return HasilSatker(kerja.satker, Akhir.GAGAL, galat=(message,), kode_keluar=1)
    state = run.state
    if state is None or not state.is_completed():
        message = (state.message if state is not None else None) or "tanpa keterangan"
        return HasilSatker(kerja.satker, Akhir.GAGAL, galat=(message,), kode_keluar=1)
    record = Proses.read(kerja.keluaran)
    if record is None:
        message = f"{kerja.keluaran} tidak terlihat dari mesin ini. Periksa penyimpanan bersama."
        return HasilSatker(kerja.satker, Akhir.GAGAL, galat=(message,), kode_keluar=2)
    return unchanged(kerja, record, kerja.keluaran)
