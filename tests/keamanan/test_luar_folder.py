"""Outputs that are links, inputs that move while they are read: the old output stays and the reason is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from flows.buat import buat_satker
from flows.pekerjaan import Akhir
from tests.flows.palsu import LANGKAH, make_input, snapshot, tulis
from tests.flows.test_tahap import hidden, job


def test_an_input_that_changes_during_the_run_leaves_the_old_report(tmp_path: Path) -> None:
    folder = make_input(tmp_path)
    assert buat_satker(job(tmp_path), langkah=LANGKAH).akhir is Akhir.SELESAI
    before = snapshot(tmp_path / "output/2023/satker-a")
    (folder / "a.txt").write_text("10", encoding="utf-8")

    def meanwhile(*args: Any) -> Any:
        (folder / "b.txt").write_text("99", encoding="utf-8")
        return tulis(*args)

    result = buat_satker(job(tmp_path), langkah=replace(LANGKAH, tulis=meanwhile))
    assert result.akhir is Akhir.GAGAL and result.kode_keluar == 2
    assert "b.txt berubah selama laporan dibuat" in result.galat[0]
    assert snapshot(tmp_path / "output/2023/satker-a") == before and hidden(tmp_path) == []


@pytest.mark.parametrize("target", ["luar", "tidak-ada"])
def test_an_output_folder_that_is_a_link_is_refused_or_followed_nowhere(tmp_path: Path, target: str) -> None:
    """Another's folder behind a link must not be written, emptied or taken away."""
    make_input(tmp_path)
    (tmp_path / "luar").mkdir()
    (tmp_path / "luar/penting.txt").write_text("milik orang lain", encoding="utf-8")
    (tmp_path / "output/2023").mkdir(parents=True)
    link = tmp_path / "output/2023/satker-a"
    link.symlink_to(tmp_path / target, target_is_directory=True)
    result = buat_satker(job(tmp_path), langkah=LANGKAH)
    assert (tmp_path / "luar/penting.txt").read_text(encoding="utf-8") == "milik orang lain"
    assert [p.name for p in (tmp_path / "luar").iterdir()] == ["penting.txt"]
    assert result.kode_keluar == 2 and "tautan" in result.galat[0]
    assert link.is_symlink() and hidden(tmp_path) == []
