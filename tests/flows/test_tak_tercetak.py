"""What was read but reaches no printed figure is said, and only that."""

from __future__ import annotations

import json
from pathlib import Path

from flows.buat import buat_satker
from flows.pekerjaan import Pekerjaan
from flows.wadah import AKAR, Masa

TANGAN = AKAR / "tests" / "fixtures" / "tangan"


def unprinted(work: Pekerjaan) -> list[str]:
    result = buat_satker(work)
    assert result.laporan
    findings = json.loads((work.keluaran / "temuan.json").read_text(encoding="utf-8"))
    return [f["pesan"] for f in findings if f["kode"] == "TIDAK-DICETAK"]


def test_recaps_without_a_place_in_the_guideline_are_named(tmp_path: Path) -> None:
    said = unprinted(Pekerjaan("kanwil-sulbar", Masa(2022), TANGAN, tmp_path, pdf=False))
    assert len(said) == 3  # the 2015 guideline has no part for them
    for name in ("e-Tarja", "E-Monev Bappenas", "E-Performance bulanan"):
        assert any(name in message for message in said)


def test_nothing_is_said_of_recaps_that_are_printed(tmp_path: Path) -> None:
    assert unprinted(Pekerjaan("bapas-polewali", Masa(2023), AKAR / "input", tmp_path, pdf=False)) == []
