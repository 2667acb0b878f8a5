"""The message a run sends: what it says, what it never says, and that it cannot fail a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows import beritahu
from flows.pekerjaan import Akhir, HasilSatker
from flows.wadah import WrongUsage


def result(name: str, akhir: Akhir = Akhir.SELESAI, **temuan: int) -> HasilSatker:
    return HasilSatker(name, akhir, temuan=temuan, galat=("Pagu 6.109.858.000 milik Budi Santoso",))


def test_the_message_names_failed_and_grave_satker_and_no_content(tmp_path: Path) -> None:
    results = [
        result("lapas-a", GALAT=2, PERINGATAN=1),
        result("lapas-b", Akhir.TETAP, PERINGATAN=3),
        result("lapas-c"),
        result("lapas-d", Akhir.GAGAL),
    ]
    found = beritahu.compose("2023", results, tmp_path / "_ringkasan.html")
    assert found.judul == "LKjIP 2023: 3 dari 4 satker selesai, 1 gagal"
    assert found.isi.splitlines() == [
        "Selesai: 3 satker (1 tidak berubah)",
        "Dengan temuan GALAT: 1 satker (lapas-a)",
        "Dengan peringatan saja: 1 satker",
        "Gagal, laporan baru tidak dibuat: 1 satker (lapas-d)",
        f"Ringkasan: {(tmp_path / '_ringkasan.html').resolve()}",
    ]
    assert "Budi" not in found.isi and "6.109" not in found.isi


def test_a_thousand_failures_are_still_one_short_message(tmp_path: Path) -> None:
    found = beritahu.compose("2023", [result(f"s-{n:04}", Akhir.GAGAL) for n in range(1000)], tmp_path)
    assert len(found.isi) < 600 + len(str(tmp_path))
    assert "dan 975 lagi" in found.isi


def test_a_run_that_broke_off_says_so_without_internals() -> None:
    known = beritahu.compose_broken("2023", WrongUsage("Tidak ada satker di input/2023"))
    assert "Tidak ada satker di input/2023" in known.isi
    fault = beritahu.compose_broken("2023", ZeroDivisionError("6109858000 / 0"))
    assert "ZeroDivisionError" in fault.isi and "6109858000" not in fault.isi


@pytest.mark.parametrize("name", ["kanwil", "slack-webhook/", "a/b/c", "https://hooks.example/x", "Slack/kanwil"])
def test_what_is_no_block_is_refused_before_anything_runs(name: str, tmp_path: Path) -> None:
    with pytest.raises(WrongUsage, match="JENIS/NAMA"):
        beritahu.parse(name)
    from flows.cli import main

    args = ["jadwal", "layani", "--input", str(tmp_path), "--beritahu", name]
    assert main(args) == 2


def test_no_block_no_message() -> None:
    assert beritahu.send("", beritahu.Pesan("judul", "isi")) == ""
