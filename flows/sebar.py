"""One flow run per satker on the workers of a work pool: several machines share the satker of a region."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

from flows import batch, beritahu
from flows.jadwal import ScheduleError, reachable
from flows.pekerjaan import Akhir, HasilSatker, Pekerjaan
from flows.prefect_setelan import prepare
from flows.proses import Proses
from flows.sebar_pengawas import Keadaan, Peladen, Pengawas
from flows.tampilan import Tampilan
from flows.wadah import Masa, WrongUsage, satker_names

DEPLOYMENT = "lkjip-satker/satker"
SEKALI_TANYA = 100  # runs in one question to the server


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
    with Tampilan(len(works)) as view:
        results = run_spread(works, view)
    folder = batch.tulis_ringkasan(keluaran, masa.folder, results)
    print((folder / "_ringkasan.txt").read_text(encoding="utf-8"), end="")
    beritahu.send(block, beritahu.compose(masa.folder, results, folder / "_ringkasan.html"))
    return batch.exit_code(results)


def run_spread(
    works: Sequence[Pekerjaan], view: Tampilan | None = None, peladen: Peladen | None = None
) -> list[HasilSatker]:
    """Start all runs at once (the pool's limits hold them back) and wait for each, in the order they end."""
    view = view or Tampilan(len(works), hidup=False)
    before = {kerja.satker: Proses.read(kerja.keluaran) for kerja in works}
    watcher = Pengawas(peladen or PeladenPrefect(), kabar=view.catat)
    results = []
    for kerja, failure in watcher.run(works):
        results.append(_result(kerja, failure, before[kerja.satker]))
        view.selesai(results[-1])
    return sorted(results, key=lambda hasil: hasil.satker)


@dataclass(frozen=True, slots=True)
class PeladenPrefect:
    """The Prefect server that `PREFECT_API_URL` names."""

    deployment: str = DEPLOYMENT

    def start(self, kerja: Pekerjaan) -> UUID:
        from prefect.deployments import run_deployment

        from flows.prefect_flows import to_parameters

        with _answering():
            run: Any = run_deployment(
                self.deployment,
                parameters=to_parameters(kerja),
                timeout=0,
                as_subflow=False,
                flow_run_name=f"{kerja.satker} {kerja.masa.folder}",
            )
        return UUID(str(run.id))

    def states(self, runs: Sequence[UUID]) -> dict[UUID, Keadaan]:
        from prefect.client.orchestration import get_client
        from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId
        from prefect.client.schemas.sorting import FlowRunSort

        found: dict[UUID, Keadaan] = {}
        with _answering(), get_client(sync_client=True) as client:
            for at in range(0, len(runs), SEKALI_TANYA):
                asked = FlowRunFilter(id=FlowRunFilterId(any_=list(runs[at : at + SEKALI_TANYA])))
                for run in client.read_flow_runs(
                    flow_run_filter=asked, sort=FlowRunSort.ID_DESC, limit=SEKALI_TANYA
                ):  # without a sort the client sends null, which the server of 3.8 refuses
                    if run.state is not None:
                        found[run.id] = Keadaan(run.state.type.value, run.state.message or "")
        return found

    def give_up(self, run: UUID, pesan: str) -> None:
        from prefect.client.orchestration import get_client
        from prefect.states import Crashed

        with _answering(), get_client(sync_client=True) as client:
            client.set_flow_run_state(run, Crashed(message=pesan), force=True)


@contextlib.contextmanager
def _answering() -> Iterator[None]:
    """Turn the ways in which a server fails to answer into `ConnectionError`."""
    import httpx
    from prefect.exceptions import PrefectHTTPStatusError

    try:
        yield
    except PrefectHTTPStatusError as error:
        if error.response.status_code < 500:
            raise
        raise ConnectionError(str(error)) from error
    except (httpx.TransportError, OSError) as error:
        raise ConnectionError(str(error) or type(error).__name__) from error


def _result(kerja: Pekerjaan, failure: str, before: Proses | None) -> HasilSatker:
    """Return the record of one run: what stands in the output folder, else why there is nothing.

    `before` is what stood there when the run was sent: another record now means a new report.
    """
    from flows.buat import unchanged

    if failure:
        return HasilSatker(kerja.satker, Akhir.GAGAL, galat=(failure,), kode_keluar=1)
    record = Proses.read(kerja.keluaran)
    if record is None:
        message = f"{kerja.keluaran} tidak terlihat dari mesin ini. Periksa penyimpanan bersama."
        return HasilSatker(kerja.satker, Akhir.GAGAL, galat=(message,), kode_keluar=2)
    result = unchanged(kerja, record, kerja.keluaran)
    if record == before:
        return result
    return replace(result, akhir=Akhir.SELESAI, lama_detik=float(record.jalan.get("lama_detik", 0)))
