"""Pictures drawn while the report is written: asked for once, and never left running into the next job."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any, cast

import pytest

from extract.bacaan import Bacaan
from extract.finding import LkjipError
from flows import gambar_dini
from flows.pekerjaan import Pekerjaan
from flows.wadah import Masa

KERJA = Pekerjaan("uji", Masa(2023), Path("tiada"))
BACAAN = cast(Bacaan, None)
Angka = list[dict[str, Any]]


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Angka]:
    """Return what was drawn, in the order it was finished."""
    done: list[Angka] = []

    def draw(kerja: Pekerjaan, bacaan: Bacaan, angka: Angka) -> dict[str, Any]:
        time.sleep(0.05)
        done.append(angka)
        return {"gambar": len(done)}

    monkeypatch.setattr(gambar_dini, "_draw", draw)
    return done


def test_what_was_drawn_ahead_is_not_drawn_again(drawn: list[Angka]) -> None:
    angka: Angka = [{"id": "a"}]
    with gambar_dini.drawing(KERJA, BACAAN) as start:
        start(angka)
    assert gambar_dini.pictures(KERJA, BACAAN, angka) == {"gambar": 1}
    assert drawn == [angka]


def test_other_figures_are_drawn_themselves(drawn: list[Angka]) -> None:
    with gambar_dini.drawing(KERJA, BACAAN) as start:
        start([{"id": "a"}])
    gambar_dini.pictures(KERJA, BACAAN, [{"id": "b"}])
    assert [{"id": "b"}] in drawn


def test_a_failed_report_waits_for_its_drawing(drawn: list[Angka]) -> None:
    with pytest.raises(LkjipError), gambar_dini.drawing(KERJA, BACAAN) as start:
        start([{"id": "a"}])
        raise LkjipError("gagal")
    assert len(drawn) == 1, "the reading process is free for the next job"
    assert gambar_dini.pictures(KERJA, BACAAN, [{"id": "a"}]) == {"gambar": 2}
