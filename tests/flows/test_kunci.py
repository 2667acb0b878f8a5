"""A stale report is never served: every kind of ingredient changes the content key."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from flows import kunci
from flows.buat import buat_satker, gather
from flows.pekerjaan import Akhir, Pekerjaan
from flows.proses import Proses
from flows.wadah import AKAR
from tests.flows.palsu import LANGKAH, make_input, snapshot
from tests.flows.test_tahap import job


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A copy of the program's own source."""
    root = tmp_path / "program"
    for package in (*kunci.PACKAGES, kunci.TEKS):
        shutil.copytree(AKAR / package, root / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(AKAR / kunci.LOCK_FILE, root)
    return root


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("flows/langkah.py", "def hitung", "def hitung_"),
        ("transform/aritmetika.py", "return", "return  "),
        ("extract/figure.py", "ID_LIMIT = 56", "ID_LIMIT = 55"),
        ("transform/aturan.yml", ":", ": "),
        ("templates/teks/jenis/kanwil.yml", "sebutan:", "sebutan: "),
        ("render/format_id.py", "HALF_UP", "HALF_EVEN"),
        ("requirements.lock", "==", "=="[::-1] + " "),
    ],
)
def test_any_line_of_the_program_changes_the_key(program: Path, file: str, old: str, new: str) -> None:
    before = kunci.program_files.__wrapped__(program)
    path = program / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    after = kunci.program_files.__wrapped__(program)
    assert {n for n in before if before[n] != after[n]} == {file}
    empty = kunci.Bahan()
    assert replace(empty, program=before).kunci != replace(empty, program=after).kunci


def test_an_inner_function_that_changes_makes_the_report_anew(
    tmp_path: Path, program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_input(tmp_path)
    monkeypatch.setattr(kunci, "program_files", lambda: kunci_of(program))
    assert buat_satker(job(tmp_path), langkah=LANGKAH).akhir is Akhir.SELESAI
    assert buat_satker(job(tmp_path), langkah=LANGKAH).akhir is Akhir.TETAP
    inner = program / "transform" / "capaian.py"
    inner.write_text(inner.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    result = buat_satker(job(tmp_path), langkah=LANGKAH)
    assert result.akhir is Akhir.SELESAI
    assert result.alasan == ("program transform/capaian.py berubah",)


ORIGINAL = kunci.program_files.__wrapped__


def kunci_of(root: Path) -> dict[str, str]:
    return ORIGINAL(root)


def changed(kerja: Pekerjaan, root: Path) -> None:
    assert buat_satker(replace(kerja), langkah=LANGKAH).akhir is Akhir.SELESAI, root


def test_every_kind_of_ingredient(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make_input(tmp_path)
    templates = tmp_path / "templat"
    templates.mkdir()
    (templates / "bab1.docx").write_text("satu", encoding="utf-8")
    kerja = job(tmp_path, templat=templates)
    changed(kerja, folder)
    keys = {gather(kerja).kunci}

    def expect_new(kerja: Pekerjaan, reason: str) -> None:
        result = buat_satker(kerja, langkah=LANGKAH)
        assert result.akhir is Akhir.SELESAI, reason
        assert any(reason in line for line in result.alasan), result.alasan
        assert buat_satker(kerja, langkah=LANGKAH).akhir is Akhir.TETAP
        keys.add(gather(kerja).kunci)

    (folder / "a.txt").write_text("3", encoding="utf-8")
    expect_new(kerja, "berkas a.txt berubah")
    (folder / "c.txt").write_text("3", encoding="utf-8")
    expect_new(kerja, "berkas c.txt baru")
    (folder / "c.txt").unlink()
    (folder / "b.txt").rename(folder / "d.txt")
    expect_new(kerja, "berkas c.txt dihapus")
    (templates / "bab1.docx").write_text("dua", encoding="utf-8")
    expect_new(kerja, "templat templat/bab1.docx berubah")
    expect_new(replace(kerja, pedoman="2015"), "setelan pedoman berubah")
    expect_new(kerja, "setelan pedoman berubah")
    monkeypatch.setattr(kunci, "tools", lambda: {"python": "9.9", "pustaka_sha256": "x", "libreoffice": "y"})
    expect_new(kerja, "pustaka python berubah")
    assert len(keys) == 7


def test_a_lost_output_is_made_again(tmp_path: Path) -> None:
    make_input(tmp_path)
    buat_satker(job(tmp_path), langkah=LANGKAH)
    (tmp_path / "output/2023/satker-a/angka.json").unlink()
    assert buat_satker(job(tmp_path), langkah=LANGKAH).akhir is Akhir.SELESAI


def test_moving_the_folders_keeps_the_report(tmp_path: Path) -> None:
    make_input(tmp_path / "lama")
    buat_satker(job(tmp_path / "lama"), langkah=LANGKAH)
    (tmp_path / "lama").rename(tmp_path / "baru")
    assert buat_satker(job(tmp_path / "baru"), langkah=LANGKAH).akhir is Akhir.TETAP


def test_force_makes_it_again_with_the_same_bytes(tmp_path: Path) -> None:
    make_input(tmp_path)
    buat_satker(job(tmp_path), langkah=LANGKAH)
    final = tmp_path / "output/2023/satker-a"
    before = snapshot(final)
    result = buat_satker(job(tmp_path, paksa=True), langkah=LANGKAH)
    after = snapshot(final)
    assert result.akhir is Akhir.SELESAI
    record = [json.loads(s["proses.json"]) for s in (before, after)]
    for one in record:
        one.pop("jalan")
    assert record[0] == record[1]
    assert {k: v for k, v in before.items() if k != "proses.json"} == {
        k: v for k, v in after.items() if k != "proses.json"
    }


def test_what_a_person_edited_or_added_survives_a_new_run(tmp_path: Path) -> None:
    folder = make_input(tmp_path)
    buat_satker(job(tmp_path), langkah=LANGKAH)
    final = tmp_path / "output/2023/satker-a"
    (final / "catatan kantor.txt").write_text("jangan hilang", encoding="utf-8")
    (final / "bab/bab1.docx").write_text("disunting", encoding="utf-8")
    unchanged = buat_satker(job(tmp_path), langkah=LANGKAH)
    assert unchanged.akhir is Akhir.TETAP
    assert "bab/bab1.docx disunting" in unchanged.catatan[0]
    (folder / "a.txt").write_text("4", encoding="utf-8")
    result = buat_satker(job(tmp_path), langkah=LANGKAH)
    assert result.akhir is Akhir.SELESAI
    assert (final / "catatan kantor.txt").read_text(encoding="utf-8") == "jangan hilang"
    assert (final / "bab/bab1.docx").read_text(encoding="utf-8") == "bab 6"
    kept = list((final.parent / "_cadangan/satker-a").iterdir())
    assert [k.read_text(encoding="utf-8") for k in kept] == ["disunting"]
    assert "catatan kantor.txt" not in (Proses.read(final) or pytest.fail("no record")).keluaran


def test_input_that_changes_during_the_run_is_refused(tmp_path: Path) -> None:
    folder = make_input(tmp_path)

    def disturb(step: str) -> None:
        if step.startswith("menulis"):
            (folder / "a.txt").write_text("99", encoding="utf-8")

    result = buat_satker(job(tmp_path), disturb, LANGKAH)
    assert result.kode_keluar == 2
    assert "a.txt berubah selama laporan dibuat" in result.galat[0]
    assert not (tmp_path / "output/2023/satker-a").exists()


def test_a_complete_report_answers_for_one_chapter(tmp_path: Path) -> None:
    make_input(tmp_path)
    buat_satker(job(tmp_path), langkah=LANGKAH)
    assert buat_satker(job(tmp_path, bab="1"), langkah=LANGKAH).akhir is Akhir.TETAP
    assert buat_satker(job(tmp_path, pdf=False), langkah=LANGKAH).akhir is Akhir.TETAP
    (tmp_path / "input/2023/satker-a/a.txt").write_text("8", encoding="utf-8")
    assert buat_satker(job(tmp_path, bab="1"), langkah=LANGKAH).akhir is Akhir.SELESAI
    assert (Proses.read(tmp_path / "output/2023/satker-a") or pytest.fail()).bahan.setelan["bab"] == ""


def test_chapters_asked_for_one_by_one_add_up(tmp_path: Path) -> None:
    make_input(tmp_path)
    for number in "31":
        assert buat_satker(job(tmp_path, bab=number), langkah=LANGKAH).akhir is Akhir.SELESAI
    assert buat_satker(job(tmp_path, bab="3"), langkah=LANGKAH).akhir is Akhir.TETAP
    assert (Proses.read(tmp_path / "output/2023/satker-a") or pytest.fail()).bahan.setelan["bab"] == "1,3"
    assert buat_satker(job(tmp_path), langkah=LANGKAH).akhir is Akhir.SELESAI
