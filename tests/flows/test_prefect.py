"""The same line as Prefect flow runs on a real local server, and a schedule that really fires."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from flows import jadwal
from flows.wadah import AKAR
from tests.flows.palsu import make_input, snapshot

pytestmark = [pytest.mark.prefect, pytest.mark.slow]


@dataclass
class Server:
    url: str
    env: dict[str, str]

    def ask(self, what: str) -> list[dict[str, Any]]:
        request = urllib.request.Request(
            f"{self.url}/{what}/filter", b"{}", {"content-type": "application/json"}, method="POST"
        )
        with urllib.request.urlopen(request, timeout=20) as answer:
            rows: list[dict[str, Any]] = json.load(answer)
        return rows


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A Prefect server of its own, with its own home, on a free port."""
    home = tmp_path_factory.mktemp("prefect")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        patch.delenv("PREFECT_API_URL", raising=False)
        patch.setenv("PREFECT_HOME", str(home))
        for name, value in jadwal_settings().items():
            patch.setenv(name, value)
        with jadwal.local_server(port) as url:
            own = {"PREFECT_API_URL": url, "PREFECT_LOGGING_LEVEL": "CRITICAL", "PYTHONPATH": str(AKAR)}
            yield Server(url, {**os.environ, **own})


def jadwal_settings() -> dict[str, str]:
    from flows.prefect_setelan import SETELAN

    return SETELAN


def run(code: str, env: dict[str, str], cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], env=env, cwd=cwd, text=True, capture_output=True, timeout=120, check=False
    )


ONE = """
from pathlib import Path
from flows import prefect_flows as pf
from flows.pekerjaan import Pekerjaan
from flows.tampilan import Tampilan
from flows.wadah import Masa
from tests.flows.palsu import LANGKAH
pf.LANGKAH = pf.as_tasks(LANGKAH)
root = Path({root!r})
with Tampilan(1, hidup=False) as view:
    print(pf.pelari(None)([Pekerjaan({satker!r}, Masa(2023), root / "input", root / "output")], view)[0].akhir)
"""


def test_one_satker_is_a_flow_run_with_named_tasks_and_the_same_bytes(server: Server, tmp_path: Path) -> None:
    from flows.buat import buat_satker
    from tests.flows.palsu import LANGKAH
    from tests.flows.test_tahap import job

    make_input(tmp_path / "prefect")
    make_input(tmp_path / "langsung")
    done = run(ONE.format(root=str(tmp_path / "prefect"), satker="satker-a"), server.env)
    assert done.stdout.strip() == "selesai", done.stderr
    buat_satker(job(tmp_path / "langsung"), langkah=LANGKAH)
    left, right = (snapshot(tmp_path / side / "output/2023/satker-a") for side in ("prefect", "langsung"))
    left.pop("proses.json"), right.pop("proses.json")
    assert left == right
    runs = {r["name"]: r["state_type"] for r in server.ask("flow_runs")}
    assert runs["satker-a 2023"] == "COMPLETED"
    names = {r["name"].rpartition("-")[0] for r in server.ask("task_runs")}
    assert {"baca rekap", "hitung capaian", "tulis bab dan laporan", "simpan data dan temuan"} <= names
    artifact = next(a for a in server.ask("artifacts") if a["key"] == "laporan-2023-satker-a")
    folder = (tmp_path / "prefect/output/2023/satker-a").resolve()
    assert "](file://" in artifact["data"] and f"{folder}/LKjIP_satker-a_2023.docx`" in artifact["data"]


def test_words_of_a_recap_are_no_markup_in_prefects_pages() -> None:
    from flows.prefect_artefak import plain

    assert plain("![x](http://a/b) <b>|\n# judul") == r"\!\[x\](http://a/b) \<b\>\| \# judul"


def test_a_failed_satker_fails_its_flow_run_and_says_why(server: Server, tmp_path: Path) -> None:
    (tmp_path / "input/2023/satker-kosong").mkdir(parents=True)
    code = ONE.replace("pf.LANGKAH = pf.as_tasks(LANGKAH)", "")
    done = run(code.format(root=str(tmp_path), satker="satker-kosong"), server.env)
    assert done.stdout.strip() == "gagal", done.stderr
    row = next(r for r in server.ask("flow_runs") if r["name"] == "satker-kosong 2023")
    assert row["state_type"] == "FAILED"
    assert "tidak berisi rekap" in row["state"]["message"]
    artifact = next(a for a in server.ask("artifacts") if a["key"] == "laporan-2023-satker-kosong")
    assert "tidak dibuat" in artifact["data"] and artifact["data"].count("tidak berisi rekap") == 1


SERVE = """
import datetime
from pathlib import Path
from flows import jadwal
from flows.wadah import AKAR
jadwal.prepare()
from prefect.schedules import Interval
jadwal._schedule = lambda cron, zone: Interval(datetime.timedelta(seconds=4))
root = Path({root!r})
plan = (root / "input", root / "output", "0 6 2 1 *", "0 6 1 7 *", "Asia/Jakarta", "custom-webhook/kanwil")
jadwal.serve(jadwal.Rencana(*plan), 0)
"""


BLOCK = """
from prefect.blocks.notifications import CustomWebhookNotificationBlock as Webhook
Webhook(name="kanwil", url="http://127.0.0.1:{port}/rahasia-{path}",
        json_data={{"judul": "{{{{subject}}}}", "isi": "{{{{body}}}}"}}).save({name!r}, overwrite=True)
"""


@pytest.fixture
def receiver(server: Server) -> Iterator[list[dict[str, str]]]:
    """What arrives at the addresses of `custom-webhook/kanwil`; `custom-webhook/menolak` is always refused."""
    arrived: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            message = json.loads(self.rfile.read(int(self.headers["content-length"])))
            refused = self.path.endswith("menolak")
            arrived.append(message) if not refused else None
            self.send_response(500 if refused else 200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=http.serve_forever, daemon=True).start()
    code = "".join(BLOCK.format(port=http.server_port, path=n, name=n) for n in ("kanwil", "menolak"))
    assert (saved := run(code, server.env)).returncode == 0, saved.stderr
    yield arrived
    http.shutdown()


def test_one_message_when_a_run_ends(server: Server, receiver: list[dict[str, str]], tmp_path: Path) -> None:
    """The receiver learns period, counts, names of failed satker and the place; a lost message fails nothing."""
    for name in ("satker-kosong", "satker-sepi"):
        (tmp_path / "input/2023" / name).mkdir(parents=True)
    command = "import sys; from flows.cli import main; sys.exit(main(sys.argv[1:]))"

    def buat(block: str) -> subprocess.CompletedProcess[str]:
        line = [sys.executable, "-c", command, "buat", "--semua", "--tahun", "2023", "--prefect"]
        line += ["--beritahu", block]
        return subprocess.run(line, env=server.env, cwd=tmp_path, capture_output=True, text=True,
                              timeout=120, check=False)  # fmt: skip

    done = buat("custom-webhook/kanwil")
    assert done.returncode == 2, done.stderr  # both folders are empty, nothing else
    assert [m["judul"] for m in receiver] == ["LKjIP 2023: 0 dari 2 satker selesai, 2 gagal"]
    table = json.loads(next(a for a in server.ask("artifacts") if a["key"] == "ringkasan-2023")["data"])
    assert [(row["satker"], row["hasil"]) for row in table] == [
        ("satker-kosong", "gagal"),
        ("satker-sepi", "gagal"),
    ]
    assert "tidak berisi rekap" in table[0]["keterangan"]
    body = receiver[0]["isi"].splitlines()
    assert "Gagal, laporan baru tidak dibuat: 2 satker (satker-kosong, satker-sepi)" in body
    assert body[-1] == f"Ringkasan: {(tmp_path / 'output/2023/_ringkasan.html').resolve()}"
    for block, reason in (("custom-webhook/menolak", "kode 500"), ("slack-webhook/tidak-ada", "belum ada")):
        lost = buat(block)
        assert lost.returncode == done.returncode
        warning = next(line for line in lost.stderr.splitlines() if line.startswith("PERINGATAN"))
        assert block in warning and reason in warning
        assert "rahasia" not in lost.stderr + lost.stdout
    assert len(receiver) == 1


def test_a_served_schedule_fires(server: Server, receiver: list[dict[str, str]], tmp_path: Path) -> None:
    """The yearly run starts by itself, works on last year's satker, leaves its summary and tells the block."""
    year = date.today().year - 1
    (tmp_path / "input" / str(year) / "satker-kosong").mkdir(parents=True)
    env = {**server.env, "PREFECT_RUNNER_POLL_FREQUENCY": "2"}
    serving = subprocess.Popen([sys.executable, "-c", SERVE.format(root=str(tmp_path))], env=env, cwd=tmp_path)
    try:
        summary = tmp_path / "output" / str(year) / "_ringkasan.txt"
        wait_for(summary.is_file, 150)
        assert "satker-kosong" in summary.read_text(encoding="utf-8")
        # the half-yearly run has no recaps and says that
        expected = {
            f"LKjIP {year}: 0 dari 1 satker selesai, 1 gagal",
            f"LKjIP {year + 1}-semester1: jalan terhenti",
        }
        wait_for(lambda: expected <= {message["judul"] for message in receiver}, 90)
        fired = [r for r in server.ask("flow_runs") if r["auto_scheduled"] and r["state_type"] != "SCHEDULED"]
        assert fired
    finally:
        serving.terminate()
        serving.wait(30)


def test_schedules_carry_the_two_periods(server: Server, tmp_path: Path) -> None:
    rows = server.ask("deployments")
    found = {row["name"]: row for row in rows}
    assert set(found) >= {"tahunan", "semester", "satker"}
    assert found["semester"]["parameters"]["semester"] == 1
    assert "semester" not in found["tahunan"]["parameters"]
    assert Path(found["tahunan"]["parameters"]["akar_masukan"]).is_absolute()


def wait_for(condition: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            pytest.fail(f"nothing happened within {seconds} seconds")
        time.sleep(0.5)
