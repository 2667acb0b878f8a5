"""Drills that kill things on purpose and end with the same bytes as an undisturbed run.

    python -m benchmarks.uji_tahan batch  --banyak 36     SIGKILL a batch at random moments until it is through
    python -m benchmarks.uji_tahan worker --banyak 36     PostgreSQL, Prefect server, two workers, sender: SIGKILL
                                                          to a random choice of them at random moments

Needs for `worker`: PostgreSQL's own programs (initdb, pg_ctl). Everything lies in a temporary folder.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

from benchmarks.bahan import contoh_folders, generate
from flows.jadwal import reachable
from flows.prefect_setelan import SETELAN
from flows.wadah import AKAR

LKJIP = [sys.executable, "-m", "flows.cli"]
PREFECT = [sys.executable, "-m", "prefect"]


def digest(output: Path) -> dict[str, str]:
    """Return the hash of every report file; of `proses.json` all but the clock times."""
    found = {}
    for path in sorted(output.glob("2023/satker-*/**/*")):
        if not path.is_file():
            continue
        data = path.read_bytes()
        if path.name == "proses.json":
            record = json.loads(data)
            record.pop("jalan")
            data = json.dumps(record, sort_keys=True).encode()
        found[path.relative_to(output).as_posix()] = hashlib.sha256(data).hexdigest()
    return found


def command(recaps: Path, output: Path) -> list[str]:
    return [
        *LKJIP,
        "buat",
        "--semua",
        "--tahun",
        "2023",
        "--tanpa-pdf",
        "--input",
        str(recaps),
        "--output",
        str(output),
    ]


def run(command_line: list[str], env: dict[str, str] | None = None) -> str:
    done = subprocess.run(command_line, cwd=AKAR, env=env, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command_line)}: {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def kill_tree(process: subprocess.Popen[Any], chance: random.Random) -> None:
    """Kill the run, or only some of its workers: what a power cut and an out-of-memory killer do."""
    children = psutil.Process(process.pid).children(recursive=True)
    victims = [process.pid, *(c.pid for c in children)] if chance.random() < 0.5 else [process.pid]
    for pid in victims:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


def whole(output: Path) -> None:
    """Refuse a satker folder that is not whole."""
    for folder in output.glob("2023/[a-z]*"):
        record = json.loads((folder / "proses.json").read_text(encoding="utf-8"))
        missing = [name for name in record["keluaran"] if not (folder / name).is_file()]
        if missing:
            raise SystemExit(f"{folder} tidak utuh: {missing}")


def drill_batch(work: Path, count: int, kills: int, seed: int) -> None:
    chance = random.Random(seed)
    recaps = generate(work / "masukan", count, contoh_folders())
    start = time.monotonic()
    run(command(recaps, work / "tenang"))
    quiet = time.monotonic() - start
    print(f"tanpa gangguan: {count} satker dalam {quiet:.0f} detik", flush=True)
    for number in range(1, kills + 1):
        process = subprocess.Popen(
            command(recaps, work / "ganggu"), cwd=AKAR, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(chance.uniform(1, max(2.0, quiet / kills)))
        kill_tree(process, chance)
        process.wait()
        done = len(list((work / "ganggu").glob("2023/satker-*/proses.json")))
        whole(work / "ganggu")
        print(f"dimatikan ke-{number}: {done} laporan utuh, tidak ada yang setengah jadi", flush=True)
    run(command(recaps, work / "ganggu"))
    compare(work)


def compare(work: Path) -> None:
    left, right = digest(work / "tenang"), digest(work / "ganggu")
    if left != right:
        differing = sorted(n for n in {*left, *right} if left.get(n) != right.get(n))
        raise SystemExit(f"BERBEDA: {len(differing)} berkas, misalnya {differing[:3]}")
    print(f"sama persis: {len(left)} berkas")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Postgres:
    """A PostgreSQL of its own in a temporary folder."""

    def __init__(self, work: Path) -> None:
        self.data, self.port = work / "pg", free_port()
        self.programs = _postgres_programs()
        self.user = "postgres" if os.geteuid() == 0 else None  # PostgreSQL refuses to run as root
        self.data.mkdir()
        if self.user:
            shutil.chown(self.data, self.user)
            os.chmod(work, 0o755)  # noqa: PTH101
        self._call("initdb", "-D", str(self.data), "-U", "lkjip", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8")
        self.start()

    def _call(self, program: str, *args: str) -> None:
        line = [str(self.programs / program), *args]
        prefix = ["runuser", "-u", self.user, "--"] if self.user else []
        subprocess.run([*prefix, *line], check=True, stdout=subprocess.DEVNULL, cwd="/")

    def start(self) -> None:
        options = f"-p {self.port} -k {self.data} -c listen_addresses=127.0.0.1"
        self._call("pg_ctl", "-D", str(self.data), "-w", "-l", str(self.data / "log"), "-o", options, "start")

    def stop(self) -> None:
        self._call("pg_ctl", "-D", str(self.data), "-m", "immediate", "stop")

    @property
    def url(self) -> str:
        return f"postgresql+asyncpg://lkjip@127.0.0.1:{self.port}/postgres"


def _postgres_programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    program = shutil.which("initdb")
    if program is None:
        raise SystemExit("PostgreSQL tidak terpasang: apt install postgresql")
    return Path(program).parent


def wait_for(condition: Callable[[], bool], seconds: float, what: str) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise SystemExit(f"{what}: belum terjadi setelah {seconds:.0f} detik")
        time.sleep(0.5)


def start(line: list[str], env: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    with log.open("ab") as output:
        return subprocess.Popen(line, cwd=AKAR, env=env, stdout=output, stderr=output, start_new_session=True)


def end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


class Wilayah:
    """A region on one machine: PostgreSQL, a Prefect server, two workers and one who sends the satker out."""

    def __init__(self, work: Path, recaps: Path) -> None:
        self.work, self.out = work, work / "ganggu"
        self.postgres = Postgres(work)
        port = free_port()
        self.url = f"http://127.0.0.1:{port}/api"
        self.env = {
            **os.environ, **SETELAN, "PREFECT_HOME": str(work / "prefect"), "PREFECT_API_URL": self.url,
            "PREFECT_WORKER_QUERY_SECONDS": "2",
        }  # fmt: skip
        self.folders = ["--input", str(recaps), "--output", str(self.out)]
        worker = [*PREFECT, "worker", "start", "--pool", "lkjip", "--type", "process", "--limit", "2"]
        self.lines = {
            "server": [*PREFECT, "server", "start", "--host", "127.0.0.1", "--port", str(port)],
            "worker-1": worker,
            "worker-2": worker,
            "pengirim": [*LKJIP, "jadwal", "sebar", "--tahun", "2023", "--tanpa-pdf", *self.folders],
        }
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str) -> None:
        database = {"PREFECT_API_DATABASE_CONNECTION_URL": self.postgres.url} if name == "server" else {}
        self.running[name] = start(self.lines[name], {**self.env, **database}, self.work / f"{name}.log")
        if name == "server":
            wait_for(lambda: reachable(self.url), 180, "server Prefect menyala")

    def kill(self, name: str, *, whole_tree: bool) -> None:
        """Kill a part; with its children, as a power cut does, or without, as an out-of-memory killer does."""
        process = self.running.pop(name)
        children = []
        if whole_tree:
            with contextlib.suppress(psutil.NoSuchProcess):
                children = psutil.Process(process.pid).children(recursive=True)
        end(process)
        for child in children:
            with contextlib.suppress(psutil.NoSuchProcess):
                child.kill()

    def through(self) -> int | None:
        return self.running["pengirim"].poll() if "pengirim" in self.running else None

    def close(self) -> None:
        for name in list(self.running):
            self.kill(name, whole_tree=True)
        self.postgres.stop()


def drill_worker(work: Path, count: int, kills: int, seed: int) -> None:
    """Sender, workers and server are killed at random moments and started again; then the bytes are compared."""
    chance = random.Random(seed)
    recaps = generate(work / "masukan", count, contoh_folders())
    run(command(recaps, work / "tenang"))
    region = Wilayah(work, recaps)
    try:
        region.start("server")
        print(f"server Prefect di atas PostgreSQL menyala ({region.postgres.url})", flush=True)
        run([*PREFECT, "work-pool", "create", "lkjip", "--type", "process"], region.env)
        print(run([*LKJIP, "jadwal", "pasang", "--pool", "lkjip", *region.folders], region.env).splitlines()[0])
        for name in ("worker-1", "worker-2", "pengirim"):
            region.start(name)
        wait_for(lambda: bool(list(region.out.glob("2023/satker-*/proses.json"))), 300, "laporan pertama")
        for number in range(1, kills + 1):
            _disturb(region, chance, number)
        _finish(region)
        compare(work)
    finally:
        region.close()


def _disturb(region: Wilayah, chance: random.Random, number: int) -> None:
    time.sleep(chance.uniform(2, 25))
    victims = chance.sample(sorted(region.running), chance.randint(1, 3))
    for name in victims:
        region.kill(name, whole_tree=chance.random() < 0.5)
    whole(region.out)
    done = len(list(region.out.glob("2023/satker-*/proses.json")))
    print(f"dimatikan ke-{number}: {', '.join(victims)}; {done} laporan utuh, tidak ada yang setengah", flush=True)
    time.sleep(chance.uniform(0, 10))
    for name in sorted(victims, key=list(region.lines).index):  # the server first
        region.start(name)


def _finish(region: Wilayah) -> None:
    """Wait for the sender; send once more when it gave a satker up, as its message tells the operator."""
    for _ in range(3):
        wait_for(lambda: region.through() is not None, 3600, "semua satker")
        code = region.through()
        region.running.pop("pengirim")
        for name in ("worker-1", "worker-2"):
            if region.running[name].poll() is not None:
                region.kill(name, whole_tree=True)
                region.start(name)
        if code == 0:
            return
        print(f"pengirim berakhir dengan kode {code}; dikirim lagi", flush=True)
        region.start("pengirim")
    raise SystemExit("pengirim tidak pernah berakhir baik: " + (region.work / "pengirim.log").read_text()[-2000:])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("uji", choices=("batch", "worker"))
    parser.add_argument("--banyak", type=int, default=8)
    parser.add_argument("--mati", type=int, default=4)
    parser.add_argument("--benih", type=int, default=2023)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lkjip-tahan-") as name:
        if args.uji == "batch":
            drill_batch(Path(name), args.banyak, args.mati, args.benih)
        else:
            drill_worker(Path(name), args.banyak, args.mati, args.benih)


if __name__ == "__main__":
    main()
