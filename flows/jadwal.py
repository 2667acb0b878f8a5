"""Schedules: the yearly and the half-yearly run, served on this machine or deployed to a work pool."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.finding import LkjipError
from flows import beritahu, prefect_denyut
from flows.prefect_setelan import prepare
from flows.wadah import AKAR, data_folder

MODUL = "flows.prefect_flows"
BERKAS = "flows/prefect_flows.py"


class ScheduleError(LkjipError):
    """A schedule cannot be served or deployed (exit code 2)."""


@dataclass(frozen=True, slots=True)
class Rencana:
    """What is scheduled: the folders, the times, the time zone."""

    masukan: Path
    keluaran: Path
    cron_tahunan: str
    cron_semester: str
    zona: str
    beritahu: str = ""

    def parameters(self) -> dict[str, Any]:
        return {
            "akar_masukan": str(self.masukan.resolve()),
            "akar_keluaran": str(self.keluaran.resolve()),
        }


def reachable(url: str, seconds: float = 2.0) -> bool:
    """Return whether a Prefect server answers at this API address."""
    try:
        with urllib.request.urlopen(f"{url.rstrip('/')}/health", timeout=seconds) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError, ValueError):
        return False


@contextlib.contextmanager
def local_server(port: int, seconds: float = 90) -> Iterator[str]:
    """Give the address of a Prefect server: the configured one, or one started here and ended afterwards."""
    prepare()
    url = os.environ.get("PREFECT_API_URL", f"http://127.0.0.1:{port}/api")
    if reachable(url):
        os.environ["PREFECT_API_URL"] = url
        yield url
        return
    if "PREFECT_API_URL" in os.environ:
        raise ScheduleError(
            f"Server Prefect {url} tidak menjawab. Nyalakan servernya atau periksa PREFECT_API_URL."
        )
    _refuse_taken_port(port)
    log = data_folder() / "server-prefect.log"
    with log.open("ab") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)],
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        _wait_until(url, server, seconds, log)
        os.environ["PREFECT_API_URL"] = url
        yield url
    finally:
        _stop(server)


def _refuse_taken_port(port: int) -> None:
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            raise ScheduleError(f"Port {port} dipakai program lain. Pilih port lain dengan --port.")


def _wait_until(url: str, server: subprocess.Popen[bytes], seconds: float, log: Path) -> None:
    deadline = time.monotonic() + seconds
    while not reachable(url, 1.0):
        if server.poll() is not None or time.monotonic() > deadline:
            raise ScheduleError(f"Server Prefect tidak mau menyala; sebabnya ada di {log}.")
        time.sleep(0.3)


def _stop(server: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(server.pid, signal.SIGTERM)
    try:
        server.wait(15)
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def serve(rencana: Rencana, port: int) -> int:
    """Serve the schedules until interrupted; each run is a process of its own."""
    with local_server(port) as url:
        from prefect import serve as prefect_serve

        beritahu.check(rencana.beritahu)

        print(f"Server Prefect: {url.removesuffix('/api')}")
        print(f"Tahunan: {rencana.cron_tahunan}; semester I: {rencana.cron_semester} ({rencana.zona}).")
        print("Berhenti dengan Ctrl-C.", flush=True)
        prefect_serve(*_served(rencana), pause_on_shutdown=False, print_starting_message=False, limit=4)
    return 0


def _served(rencana: Rencana) -> list[Any]:
    from prefect.types.entrypoint import EntrypointType

    from flows.prefect_flows import satker_flow, tahunan_flow

    common: dict[str, Any] = {"entrypoint_type": EntrypointType.MODULE_PATH, "tags": ["lkjip"]}
    result: list[Any] = []
    for name, cron, more in _timed(rencana):
        result.append(
            tahunan_flow.to_deployment(
                name,
                schedules=[_schedule(cron, rencana.zona)],
                parameters={**rencana.parameters(), **more},
                **common,
            )
        )
    result.append(satker_flow.to_deployment("satker", parameters=rencana.parameters(), **common))
    return result


def _timed(rencana: Rencana) -> list[tuple[str, str, dict[str, Any]]]:
    told: dict[str, Any] = {"beritahu": rencana.beritahu} if rencana.beritahu else {}
    return [
        ("tahunan", rencana.cron_tahunan, told),
        ("semester", rencana.cron_semester, {"semester": 1, **told}),
    ]


def _schedule(cron: str, zone: str) -> Any:
    from prefect.schedules import Cron

    try:
        return Cron(cron, timezone=zone)
    except ValueError as error:
        raise ScheduleError(f"Jadwal '{cron}' ({zone}) tidak dapat dipakai: {error}") from error


def deploy(rencana: Rencana, pool: str, limit: int) -> int:
    """Register the schedules on a work pool of the configured server; its workers run them."""
    prepare()
    url = os.environ.get("PREFECT_API_URL", "")
    if not url or not reachable(url, 5):
        raise ScheduleError(
            "Server Prefect bersama belum ditunjuk atau tidak menjawab. "
            "Atur PREFECT_API_URL, misalnya http://server:4200/api."
        )
    from prefect import flow

    source = str(AKAR)
    yearly: Any = flow.from_source(source=source, entrypoint=f"{BERKAS}:tahunan_flow")
    single: Any = flow.from_source(source=source, entrypoint=f"{BERKAS}:satker_flow")
    # not Flow.deploy: it asks for the pool's workers with "limit": null, which Prefect 3.8's own server refuses
    for name, cron, more in _timed(rencana):
        yearly.to_deployment(
            name=name,
            schedules=[_schedule(cron, rencana.zona)],
            parameters={**rencana.parameters(), **more, "sebar": True},
            concurrency_limit=1,
            work_pool_name=pool,
            tags=["lkjip"],
        ).apply()
    single.to_deployment(
        name="satker",
        parameters=rencana.parameters(),
        concurrency_limit=limit,
        work_pool_name=pool,
        job_variables={"env": prefect_denyut.LINGKUNGAN},
        tags=["lkjip"],
    ).apply()
    prefect_denyut.install()
    beritahu.check(rencana.beritahu)
    print(f"Jadwal terpasang pada work pool {pool} di {url}. Nyalakan worker dengan:")
    print(f"  prefect worker start --pool {pool}")
    return 0
