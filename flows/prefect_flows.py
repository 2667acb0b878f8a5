"""The same steps as Prefect flows: runs named by satker and year, their outputs and findings as artifacts.

Prefect is told what happens; it decides nothing: what is current is decided by the content key, what
stands in the output folder by the swap. Tasks hand on paths and small records.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from contextvars import ContextVar
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from flows.prefect_setelan import prepare

prepare()

from prefect import flow, get_run_logger, task  # noqa: E402
from prefect.cache_policies import NO_CACHE  # noqa: E402
from prefect.task_runners import ThreadPoolTaskRunner  # noqa: E402
from prefect.utilities.annotations import quote  # noqa: E402

from flows import beritahu as pemberitahuan  # noqa: E402
from flows import langkah, prefect_artefak  # noqa: E402
from flows.batch import (  # noqa: E402
    Pelari,
    default_jobs,
    tulis_ringkasan,
)
from flows.buat import buat_satker  # noqa: E402
from flows.kolam import Kolam  # noqa: E402
from flows.pekerjaan import Akhir, HasilSatker, Lapor, Pekerjaan  # noqa: E402
from flows.tampilan import Tampilan, outcome  # noqa: E402
from flows.wadah import Masa, WrongUsage, satker_names  # noqa: E402

_RUNNER: Any = ThreadPoolTaskRunner(max_workers=8)
_LAPOR: ContextVar[Lapor] = ContextVar("lapor", default=lambda step: None)


def as_tasks(steps: langkah.Langkah) -> langkah.Langkah:
    """Return the same four steps as named Prefect tasks."""
    return langkah.Langkah(
        baca=_as_task(steps.baca, "baca rekap"),
        hitung=_as_task(steps.hitung, "hitung capaian"),
        tulis=_as_task(steps.tulis, "tulis bab dan laporan"),
        simpan=_as_task(steps.simpan, "simpan data dan temuan"),
    )


def _as_task(step: Any, name: str) -> Any:
    """Return the step as a task; Prefect does not walk through its arguments (thousands of facts)."""
    wrapped: Any = task(step, name=name, cache_policy=NO_CACHE, persist_result=False)
    return lambda *args: wrapped(*(quote(arg) for arg in args))


LANGKAH = as_tasks(langkah.Langkah())


def to_parameters(kerja: Pekerjaan) -> dict[str, Any]:
    """Return a job as the flow's parameters: plain text and numbers, as Prefect stores them."""
    data = asdict(kerja)
    masa = data.pop("masa")
    data.update(tahun=masa["tahun"], semester=masa["semester"])
    return {k: str(v) if isinstance(v, Path) else v for k, v in data.items()}


def to_job(
    *, satker: str, tahun: int, semester: int | None, templat: str | None, akar_masukan: str, akar_keluaran: str,
    **rest: Any,
) -> Pekerjaan:  # fmt: skip
    """Return the job the parameters stand for."""
    return Pekerjaan(
        satker=satker,
        masa=Masa(tahun, semester),
        akar_masukan=Path(akar_masukan),
        akar_keluaran=Path(akar_keluaran),
        templat=Path(templat) if templat else None,
        **rest,
    )


@flow(name="lkjip-satker", flow_run_name="{satker} {tahun}", persist_result=False, validate_parameters=False)
def satker_flow(
    satker: str,
    tahun: int,
    semester: int | None = None,
    akar_masukan: str = "input",
    akar_keluaran: str = "output",
    pedoman: str = "",
    templat: str | None = None,
    bab: str = "",
    pdf: bool = True,
    paksa: bool = False,
    lewati_rusak: bool = False,
) -> dict[str, Any]:
    """Make the report of one satker; a report that could not be made fails the flow run."""
    kerja = to_job(
        satker=satker, tahun=tahun, semester=semester, akar_masukan=akar_masukan, akar_keluaran=akar_keluaran,
        pedoman=pedoman, templat=templat, bab=bab, pdf=pdf, paksa=paksa, lewati_rusak=lewati_rusak,
    )  # fmt: skip
    hasil = buat_satker(kerja, _LAPOR.get(), LANGKAH)
    prefect_artefak.leave_satker(kerja, hasil)
    if hasil.akhir is Akhir.GAGAL:
        raise SatkerGagal(hasil)
    return asdict(hasil)


class SatkerGagal(Exception):
    """The report of one satker was not made; carries its record."""

    def __init__(self, hasil: HasilSatker) -> None:
        super().__init__(outcome(hasil))
        self.hasil = hasil


@task(name="satker", task_run_name="{satker} {masa}", cache_policy=NO_CACHE, persist_result=False)
def _await_satker(satker: str, masa: str, future: Any) -> str:
    """Stand for one satker of a batch in Prefect's pages; fails when its report was not made."""
    hasil: HasilSatker = future.result()
    if hasil.akhir is Akhir.GAGAL:
        raise SatkerGagal(hasil)
    return outcome(hasil)


def _run_batch(works: Sequence[Pekerjaan], jobs: int | None, view: Tampilan) -> list[HasilSatker]:
    """Run a batch inside a flow: the pool does the work, one small task per satker shows it."""
    results: list[HasilSatker] = []
    futures: dict[str, Future[HasilSatker]] = {kerja.satker: Future() for kerja in works}

    pool = Kolam(min(jobs or default_jobs(), len(works)))
    driver = threading.Thread(target=_drive, args=(pool, works, view, results, futures), daemon=True)
    driver.start()
    try:
        masa = works[0].masa.folder
        shown = [_await_satker.submit(kerja.satker, masa, quote(futures[kerja.satker])) for kerja in works]
        for one in shown:
            one.wait()
    finally:
        pool.berhenti = True
        driver.join()
    for kerja in works:
        prefect_artefak.leave_satker(kerja, futures[kerja.satker].result())
    prefect_artefak.leave_batch(masa, results)
    return results


def _drive(
    pool: Kolam,
    works: Sequence[Pekerjaan],
    view: Tampilan,
    results: list[HasilSatker],
    futures: dict[str, Future[HasilSatker]],
) -> None:
    """Run the pool and hand each result to the task that waits for it; nobody waits for ever."""
    try:
        for hasil in pool.run(works, view.langkah):
            results.append(hasil)
            futures[hasil.satker].set_result(hasil)
    finally:
        for future in futures.values():
            future.cancel()


def _raise_failed(results: Sequence[HasilSatker]) -> None:
    """Fail the flow run when a satker has no report, so that the operator is told."""
    failed = [h.satker for h in results if h.akhir is Akhir.GAGAL]
    if failed:
        raise BatchGagal(f"{len(failed)} dari {len(results)} satker gagal: {', '.join(failed)}")


class BatchGagal(Exception):
    """Some satker of a batch have no report; all others do."""


@flow(
    name="lkjip-tahunan",
    flow_run_name="LKjIP {tahun}",
    persist_result=False,
    task_runner=_RUNNER,
)
def tahunan_flow(
    tahun: int | None = None,
    semester: int | None = None,
    akar_masukan: str = "input",
    akar_keluaran: str = "output",
    pdf: bool = True,
    jobs: int | None = None,
    sebar: bool = False,
    beritahu: str = "",
) -> None:
    """Make the reports of all satker: last year's in January, this half-year's in July, unless told which.

    `sebar` sends each satker to the work pool as a run of its own; else this process makes them all.
    `beritahu` names the notification block that is told how the run ended.
    """
    today = date.today()
    masa = Masa(tahun or (today.year if semester else today.year - 1), semester)
    try:
        works = _all_works(masa, Path(akar_masukan), Path(akar_keluaran), pdf)
        results = _make_all(works, jobs, sebar)
        folder = tulis_ringkasan(Path(akar_keluaran), masa.folder, results)
    except Exception as error:
        _tell(beritahu, pemberitahuan.compose_broken(masa.folder, error))
        raise
    _tell(beritahu, pemberitahuan.compose(masa.folder, results, folder / "_ringkasan.html"))
    _raise_failed(results)


def _all_works(masa: Masa, masukan: Path, keluaran: Path, pdf: bool) -> list[Pekerjaan]:
    names = satker_names(masukan, masa)
    if not names:
        raise WrongUsage(f"Tidak ada satker di {masukan}/{masa.folder}")
    return [Pekerjaan(n, masa, masukan, keluaran, pdf=pdf) for n in names]


def _make_all(works: Sequence[Pekerjaan], jobs: int | None, sebar: bool) -> list[HasilSatker]:
    if sebar:
        from flows.sebar import run_spread

        return run_spread(works)
    return _run_batch(works, jobs, Tampilan(len(works), hidup=False))


def _tell(block: str, pesan: pemberitahuan.Pesan) -> None:
    """Send the run's one message; that it did not leave is written into the run's log."""
    if warning := pemberitahuan.send(block, pesan):
        get_run_logger().warning(warning)


def pelari(jobs: int | None) -> Pelari:
    """Return the runner that `lkjip buat --prefect` uses: one flow run for the whole command."""

    def run(works: Sequence[Pekerjaan], view: Tampilan) -> Iterable[HasilSatker]:
        return [_one(works[0], view)] if len(works) == 1 else _many(works, jobs, view)

    return run


def _one(kerja: Pekerjaan, view: Tampilan) -> HasilSatker:
    token = _LAPOR.set(lambda step: view.langkah(kerja.satker, step))
    try:
        return HasilSatker(**satker_flow(**to_parameters(kerja)))
    except SatkerGagal as failed:
        return failed.hasil
    finally:
        _LAPOR.reset(token)


def _many(works: Sequence[Pekerjaan], jobs: int | None, view: Tampilan) -> list[HasilSatker]:
    results: list[HasilSatker] = []

    @flow(
        name="lkjip-tahunan",
        flow_run_name=f"LKjIP {works[0].masa.folder} ({len(works)} satker)",
        persist_result=False,
        task_runner=_RUNNER,
    )
    def batch_flow() -> None:
        results.extend(_run_batch(works, jobs, view))
        _raise_failed(results)

    with contextlib.suppress(BatchGagal):
        batch_flow()
    return results
