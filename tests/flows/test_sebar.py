"""Satker spread over workers: a process, a worker or a server that dies costs time, never a satker unsaid."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from flows import sebar_pengawas
from flows.buat import buat_satker
from flows.pekerjaan import Akhir, Pekerjaan
from flows.sebar import run_spread
from flows.sebar_pengawas import Keadaan, Pengawas, ServerHilang
from tests.flows.palsu import LANGKAH, make_input
from tests.flows.test_tahap import job


@dataclass
class PeladenPalsu:
    """A server that plays one list of states per start of a satker; `None` is a call it does not answer."""

    naskah: dict[str, list[list[str | None]]]
    dimulai: list[str] = field(default_factory=list)
    dilepas: list[str] = field(default_factory=list)
    jalan: dict[uuid.UUID, tuple[str, list[str | None]]] = field(default_factory=dict)

    def start(self, kerja: Pekerjaan) -> uuid.UUID:
        run = uuid.uuid4()
        turn = self.dimulai.count(kerja.satker)
        self.dimulai.append(kerja.satker)
        self.jalan[run] = (kerja.satker, list(self.naskah[kerja.satker][turn]))
        return run

    def states(self, runs: Sequence[uuid.UUID]) -> dict[uuid.UUID, Keadaan]:
        found = {}
        for run in runs:
            satker, script = self.jalan[run]
            state = script.pop(0) if len(script) > 1 else script[0]
            if state is None:
                raise ConnectionError("tidak ada yang mendengarkan")
            if state != "MISSING":
                found[run] = Keadaan(state, f"{satker} {state}")
        return found

    def give_up(self, run: uuid.UUID, pesan: str) -> None:
        self.dilepas.append(self.jalan[run][0])


def watch(tmp_path: Path, **naskah: list[list[str | None]]) -> tuple[PeladenPalsu, dict[str, str], list[str]]:
    """Run the watcher on a clock that jumps; return the server, why each satker failed, what was said."""
    server = PeladenPalsu(naskah)
    said: list[str] = []
    clock = itertools.count(0, 5)
    watcher = Pengawas(server, said.append, jam=lambda: float(next(clock)), tidur=lambda _: None)
    works = [replace(job(tmp_path), satker=name) for name in naskah]
    return server, {kerja.satker: failure for kerja, failure in watcher.run(works)}, said


def test_each_satker_ends_for_itself(tmp_path: Path) -> None:
    _, ended, _ = watch(
        tmp_path, baik=[["SCHEDULED", "PENDING", "RUNNING", "COMPLETED"]], rusak=[["RUNNING", "FAILED"]]
    )
    assert ended == {"baik": "", "rusak": "rusak FAILED"}


@pytest.mark.parametrize("dead", ["CRASHED", "MISSING", "PENDING"])
def test_a_satker_whose_process_died_is_started_anew(tmp_path: Path, dead: str) -> None:
    server, ended, said = watch(tmp_path, a=[["PENDING", dead], ["RUNNING", "COMPLETED"]])
    assert ended == {"a": ""}
    assert server.dimulai == ["a", "a"]
    assert server.dilepas == (["a"] if dead == "PENDING" else [])
    assert "dimulai lagi" in said[-1]


def test_a_satker_that_always_dies_is_given_up_and_says_what_to_do(tmp_path: Path) -> None:
    server, ended, _ = watch(tmp_path, a=[["CRASHED"]] * 5, b=[["COMPLETED"]])
    assert server.dimulai.count("a") == 1 + sebar_pengawas.MULAI_ULANG
    assert ended["b"] == ""
    assert "ulangi lkjip jadwal sebar" in ended["a"]


def test_a_server_that_comes_back_is_waited_for(tmp_path: Path) -> None:
    _, ended, said = watch(tmp_path, a=[["RUNNING", None, None, None, "COMPLETED"]])
    assert ended == {"a": ""}
    assert [line for line in said if "tidak menjawab" in line] == [
        "Server Prefect tidak menjawab; ditunggu sampai menjawab lagi."
    ]


def test_a_server_that_stays_away_ends_the_wait(tmp_path: Path) -> None:
    with pytest.raises(ServerHilang, match="satker yang sudah selesai dilewati"):
        watch(tmp_path, a=[["RUNNING", None]])


@pytest.mark.parametrize(("state", "words"), [("RUNNING", "Periksa worker"), ("SCHEDULED", "Nyalakan worker")])
def test_nothing_is_waited_for_without_end(tmp_path: Path, state: str, words: str) -> None:
    _, ended, said = watch(tmp_path, a=[[state]])
    assert words in ended["a"]
    assert any("tidak ada yang bergerak" in line for line in said)


class PeladenSetempat(PeladenPalsu):
    """A server whose only worker makes the report the moment it is asked."""

    def start(self, kerja: Pekerjaan) -> uuid.UUID:
        buat_satker(kerja, langkah=LANGKAH)
        return super().start(kerja)


def test_the_summary_tells_new_reports_from_those_that_stood(tmp_path: Path) -> None:
    make_input(tmp_path)
    works = [job(tmp_path)]

    def ends() -> list[Akhir]:
        return [h.akhir for h in run_spread(works, peladen=PeladenSetempat({"satker-a": [["COMPLETED"]]}))]

    assert ends() == [Akhir.SELESAI]
    assert ends() == [Akhir.TETAP]
