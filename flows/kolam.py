"""Many satker at once: worker processes that may die without taking anything else with them.

The standard pool gives up all its work when one worker dies. Here each worker has a pipe of its own; a
worker that dies or hangs costs at most its one satker (tried once more when it was killed from outside).
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import FrameType
from typing import Any

from flows import awal, kesalahan
from flows.buat import buat_satker
from flows.pekerjaan import Akhir, HasilSatker, Lapor, Pekerjaan

TUGAS_PER_PROSES = 25  # then a fresh process: what libraries keep is given back
MEMORI_PER_PROSES = 450 * 1024 * 1024
BATAS_DETIK = 900.0
_TENGGANG = 5.0

OnStep = Callable[[str, str], None]
Kerjakan = Callable[[Pekerjaan, Lapor], HasilSatker]


@dataclass(slots=True)
class _Pekerja:
    proses: BaseProcess
    pipa: Connection
    kerja: Pekerjaan | None = None
    mulai: float = 0.0
    selesai: int = 0


@dataclass(slots=True)
class Kolam:
    """Runs jobs on `jobs` processes and yields each result as it comes."""

    jobs: int
    batas_detik: float = BATAS_DETIK
    kerjakan: Kerjakan = buat_satker
    pekerja: list[_Pekerja] = field(default_factory=list)
    berhenti: bool = False  # set from another thread to end the run early
    _ulang: set[str] = field(default_factory=set)

    def run(self, works: Sequence[Pekerjaan], on_step: OnStep) -> Iterator[HasilSatker]:
        """Yield one result per job, in order of completion; whatever happens, no worker is left behind."""
        queue = deque(works)
        left = len(works)
        try:
            while left and not self.berhenti:
                self._feed(queue)
                for result in self._events(queue, on_step):
                    left -= 1
                    yield result
        finally:
            self.close()

    def _feed(self, queue: deque[Pekerjaan]) -> None:
        idle = [w for w in self.pekerja if w.kerja is None]
        while queue and (idle or len(self.pekerja) < self.jobs):
            worker = idle.pop() if idle else self._start()
            worker.kerja = queue.popleft()
            worker.mulai = time.monotonic()
            try:
                worker.pipa.send(worker.kerja)
            except OSError:  # it died while idle: give the job to another
                queue.appendleft(worker.kerja)
                self._drop(worker)

    def _events(self, queue: deque[Pekerjaan], on_step: OnStep) -> Iterator[HasilSatker]:
        wait([w.pipa for w in self.pekerja], timeout=1.0)
        for worker in list(self.pekerja):
            try:
                while worker.kerja and worker.pipa.poll():
                    message = worker.pipa.recv()
                    if isinstance(message, HasilSatker):
                        yield self._finished(worker, message)
                    else:
                        on_step(worker.kerja.satker, str(message))
            except (EOFError, OSError):
                yield from self._died(worker, queue)
                continue
            if worker.kerja and time.monotonic() - worker.mulai > self.batas_detik:
                yield self._too_slow(worker)

    def _finished(self, worker: _Pekerja, result: HasilSatker) -> HasilSatker:
        worker.kerja = None
        worker.selesai += 1
        if worker.selesai >= TUGAS_PER_PROSES or _memory(worker.proses.pid) > MEMORI_PER_PROSES:
            self._drop(worker)
        return result

    def _died(self, worker: _Pekerja, queue: deque[Pekerjaan]) -> Iterator[HasilSatker]:
        kerja = worker.kerja
        worker.proses.join(_TENGGANG)
        code = worker.proses.exitcode
        self._drop(worker)
        if kerja is None:
            return
        if kerja.satker not in self._ulang:  # killed, or handed to a worker that was just ending
            self._ulang.add(kerja.satker)
            queue.append(kerja)
            return
        reason = (
            f"dihentikan dari luar (sinyal {-code})" if code and code < 0 else "berhenti karena kesalahan program"
        )
        yield _failure(
            kerja,
            f"Proses untuk {kerja.satker} {reason}. Jalankan lagi satker ini sendiri untuk melihat sebabnya.",
        )

    def _too_slow(self, worker: _Pekerja) -> HasilSatker:
        kerja = worker.kerja
        self._drop(worker)
        if kerja is None:  # pragma: no cover - only called with a job
            raise RuntimeError("worker without a job cannot be too slow")
        return _failure(
            kerja,
            f"{kerja.satker} belum selesai setelah {self.batas_detik:.0f} detik dan dihentikan. "
            "Periksa rekapnya dengan lkjip kenali, lalu jalankan lagi.",
        )

    def _start(self) -> _Pekerja:
        context: Any = multiprocessing.get_context("forkserver" if sys.platform != "win32" else "spawn")
        awal.start_server()
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs, self.kerjakan), daemon=False)
        process.start()
        theirs.close()
        worker = _Pekerja(process, ours)
        self.pekerja.append(worker)
        return worker

    def _drop(self, worker: _Pekerja) -> None:
        """End a worker with everything it started."""
        if worker in self.pekerja:
            self.pekerja.remove(worker)
        worker.pipa.close()
        if worker.kerja is not None:
            _signal_group(worker.proses, signal.SIGTERM)
        worker.proses.join(_TENGGANG)
        _signal_group(worker.proses, signal.SIGKILL)
        worker.proses.join()

    def close(self) -> None:
        """End all workers: the idle ones by closing their pipe, the others by signal."""
        for worker in self.pekerja:
            if worker.kerja is not None:
                _signal_group(worker.proses, signal.SIGTERM)
        for worker in list(self.pekerja):
            self._drop(worker)


def _failure(kerja: Pekerjaan, message: str) -> HasilSatker:
    return HasilSatker(kerja.satker, Akhir.GAGAL, galat=(message,), kode_keluar=1)


def _signal_group(process: BaseProcess, number: signal.Signals) -> None:
    """Signal a worker and its children (each worker leads its own process group)."""
    if process.pid is None or not process.is_alive() and number != signal.SIGKILL:
        return
    with contextlib.suppress(ProcessLookupError, PermissionError, OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, number)
        elif process.is_alive():
            process.terminate()


def _memory(pid: int | None) -> int:
    """Return the resident memory of a process in bytes, 0 where the system does not say."""
    try:
        with open(f"/proc/{pid}/statm", encoding="ascii") as handle:  # noqa: PTH123 - hot path
            return int(handle.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0


def _stop(_signum: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _work(pipe: Connection, kerjakan: Kerjakan) -> None:
    """Serve jobs until the pipe closes; Ctrl-C is the parent's business, SIGTERM ends the job cleanly."""
    if hasattr(os, "setsid"):
        with contextlib.suppress(OSError):
            os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _stop)
    gc.disable()  # collected between two satker instead of thousands of times within one
    with contextlib.suppress(EOFError, BrokenPipeError, KeyboardInterrupt):
        while True:
            gc.collect()
            kerja = pipe.recv()
            try:
                result = kerjakan(kerja, pipe.send)
            except Exception as error:  # a fault of the program: this satker fails, this process ends
                pipe.send(_failure(kerja, kesalahan.record(error, kerja.keluaran.parent, kerja.satker)))
                raise SystemExit(1) from error
            pipe.send(result)
