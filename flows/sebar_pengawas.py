"""Runs on other machines, watched until each has ended; those whose process died are started anew.

A worker, its machine or the server may die at any moment. What happened is asked of Prefect in small
steps (its own wait hangs on a connection that does not survive a new server), and nothing here decides
what a report says: a satker that ran twice gives the same bytes.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from extract.finding import LkjipError
from flows.pekerjaan import Pekerjaan

TANYA_DETIK = 3.0
SABAR_SERVER_DETIK = 15 * 60.0  # a server that is restarted, or a network that comes back
SABAR_MENUNGGU_DETIK = 3 * 3600.0  # nothing moved at all: no worker takes the work
PENDING_MATI_DETIK = 180.0  # taken by a worker that never started it
JALAN_TERLAMA_DETIK = 3600.0  # a single satker takes minutes at most
KABAR_MENUNGGU_DETIK = 300.0
MULAI_ULANG = 2  # times that a satker whose process died is started anew


class ServerHilang(LkjipError):
    """The Prefect server stopped answering and did not come back."""


@dataclass(frozen=True, slots=True)
class Keadaan:
    """State of one run as Prefect knows it: its type (`RUNNING`, `COMPLETED`, ...) and message."""

    jenis: str
    pesan: str = ""


class Peladen(Protocol):
    """What is asked of Prefect. Each call may raise `ConnectionError`: the server does not answer now."""

    def start(self, kerja: Pekerjaan) -> UUID: ...
    def states(self, runs: Sequence[UUID]) -> dict[UUID, Keadaan]: ...
    def give_up(self, run: UUID, pesan: str) -> None: ...


@dataclass(slots=True)
class _Jalan:
    kerja: Pekerjaan
    id: UUID
    sejak: float
    jenis: str = "SCHEDULED"
    ulang: int = 0


@dataclass(slots=True)
class Pengawas:
    """Starts one run per job and yields `(job, why it failed or "")` as each ends."""

    peladen: Peladen
    kabar: Callable[[str], None]
    jam: Callable[[], float] = time.monotonic
    tidur: Callable[[float], None] = time.sleep
    _jalan: dict[UUID, _Jalan] = field(default_factory=dict)
    _bergerak: float = 0.0
    _dikabari: float = 0.0

    def run(self, works: Sequence[Pekerjaan]) -> Iterator[tuple[Pekerjaan, str]]:
        """Raise `ServerHilang` when the server stays away; what runs already goes on without us."""
        for kerja in works:
            self._start(kerja, 0)
        self._bergerak = self._dikabari = self.jam()
        while self._jalan:
            for jalan, keadaan in self._ask():
                ended = self._judge(jalan, keadaan)
                if ended is not None:
                    del self._jalan[jalan.id]
                    yield jalan.kerja, ended
            if self._jalan:
                self._tell_waiting()
                self.tidur(TANYA_DETIK)

    def _start(self, kerja: Pekerjaan, ulang: int) -> None:
        run = self._patiently(lambda: self.peladen.start(kerja))
        self._jalan[run] = _Jalan(kerja, run, self.jam(), ulang=ulang)

    def _ask(self) -> list[tuple[_Jalan, Keadaan]]:
        states = self._patiently(lambda: self.peladen.states(tuple(self._jalan)))
        return [(j, states.get(j.id, Keadaan("MISSING"))) for j in list(self._jalan.values())]

    def _patiently(self, call: Callable[[], Any]) -> Any:
        """Return the answer, waiting for a server that is away for a while."""
        deadline = self.jam() + SABAR_SERVER_DETIK
        told = False
        while True:
            try:
                return call()
            except ConnectionError as error:
                if self.jam() > deadline:
                    raise ServerHilang(
                        f"Server Prefect tidak menjawab selama {SABAR_SERVER_DETIK / 60:.0f} menit ({error}). "
                        "Nyalakan server, lalu ulangi lkjip jadwal sebar; satker yang sudah selesai dilewati."
                    ) from error
            if not told:
                self.kabar("Server Prefect tidak menjawab; ditunggu sampai menjawab lagi.")
                told = True
            self.tidur(TANYA_DETIK)

    def _judge(self, jalan: _Jalan, keadaan: Keadaan) -> str | None:
        """Return None while the run goes on (or was started anew), "" when it is through, else why it failed."""
        now = self.jam()
        if keadaan.jenis != jalan.jenis:
            jalan.jenis, jalan.sejak, self._bergerak = keadaan.jenis, now, now
        waited = now - jalan.sejak
        match keadaan.jenis:
            case "COMPLETED":
                return ""
            case "FAILED" | "CANCELLED":
                return keadaan.pesan or "tanpa keterangan"
            case "CRASHED" | "MISSING":
                return self._anew(jalan, keadaan.pesan or "prosesnya mati")
            case "PENDING" if waited > PENDING_MATI_DETIK:
                self._give_up(jalan, "tidak pernah dimulai oleh worker yang mengambilnya")
                return self._anew(jalan, "worker yang mengambilnya mati")
            case "RUNNING" if waited > JALAN_TERLAMA_DETIK:
                return (
                    f"Belum selesai setelah {JALAN_TERLAMA_DETIK / 3600:.0f} jam; worker-nya mungkin mati. "
                    "Periksa worker itu, lalu ulangi lkjip jadwal sebar."
                )
            case "SCHEDULED" if now - self._bergerak > SABAR_MENUNGGU_DETIK:
                self._give_up(jalan, "tidak ada worker yang mengambilnya")
                return (
                    f"Tidak ada worker yang mengambilnya selama {SABAR_MENUNGGU_DETIK / 3600:.0f} jam. "
                    "Nyalakan worker, lalu ulangi lkjip jadwal sebar."
                )
        return None

    def _anew(self, jalan: _Jalan, why: str) -> str | None:
        if jalan.ulang >= MULAI_ULANG:
            return (
                f"Mati {jalan.ulang + 1} kali di tengah jalan ({why}). "
                "Periksa worker, lalu ulangi lkjip jadwal sebar."
            )
        self.kabar(f"{jalan.kerja.satker}: {why}; dimulai lagi.")
        del self._jalan[jalan.id]
        self._start(jalan.kerja, jalan.ulang + 1)
        return None

    def _give_up(self, jalan: _Jalan, why: str) -> None:
        self._patiently(lambda: self.peladen.give_up(jalan.id, why))

    def _tell_waiting(self) -> None:
        now = self.jam()
        if now - max(self._bergerak, self._dikabari) > KABAR_MENUNGGU_DETIK:
            self._dikabari = now
            self.kabar(
                f"{len(self._jalan)} satker menunggu, {KABAR_MENUNGGU_DETIK / 60:.0f} menit tidak ada yang "
                "bergerak. Apakah worker menyala (prefect worker start --pool ...)?"
            )
