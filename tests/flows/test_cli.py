"""The command line on the real recaps: outputs of the contract, exit codes, messages, damaged input."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pikepdf
import pytest

from flows.cli import main
from flows.wadah import AKAR
from tests.flows.palsu import snapshot

SATKER = "bapas-polewali"
RECAPS = AKAR / "input" / "2023" / SATKER


@dataclass
class Work:
    """A project folder of its own with the recaps of one satker."""

    root: Path

    @property
    def recaps(self) -> Path:
        return self.root / "input" / "2023" / SATKER

    @property
    def output(self) -> Path:
        return self.root / "output" / "2023" / SATKER

    def run(self, *args: str) -> int:
        folders = ["--input", str(self.root / "input"), "--output", str(self.root / "output")]
        return main([*args, *folders])

    def buat(self, *args: str) -> int:
        return self.run("buat", SATKER, "--tahun", "2023", "--tanpa-pdf", *args)


def make_work(root: Path) -> Work:
    work = Work(root)
    shutil.copytree(RECAPS, work.recaps)
    return work


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Work:
    """The report of one real satker, made once by the command line."""
    work = make_work(tmp_path_factory.mktemp("cli"))
    assert work.buat() == 0
    return work


@pytest.fixture
def work(tmp_path: Path) -> Work:
    return make_work(tmp_path)


COMMANDS = [["buat"], ["kenali"], ["baru"], ["status"], ["templat"], ["templat", "salin"], ["templat", "periksa"],
            ["ringkas"], ["jadwal"], ["jadwal", "layani"], ["jadwal", "pasang"], ["jadwal", "sebar"],
            ["jadwal", "pantau"], ["jejak"], ["verifikasi"], ["segel"]]  # fmt: skip


@pytest.mark.parametrize("command", [[], *COMMANDS], ids=" ".join)
def test_help_is_there_and_in_indonesian(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*command, "--help"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Pemakaian: ")
    assert not re.search(r"\b(Usage|Options|Commands|Arguments|Show|default|required|Install)\b", shown)


def test_help_names_the_folders_and_no_types(capsys: pytest.CaptureFixture[str]) -> None:
    """Only typer's names of types are taken out, not what a text itself says in such signs."""
    assert main(["buat", "--help"]) == main(["periksa", "--help"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "berisi <tahun>/<satker>/." in shown
    assert not re.search(r"<(list|str|path|int)", shown, re.IGNORECASE)


@pytest.mark.parametrize(
    ("args", "word"),
    [
        (["buat"], "tahun"),
        (["buat", "--tahun", "2023"], "--semua"),
        (["buat", "bapas-polewalli", "--tahun", "2023"], "Maksud Anda bapas-polewali?"),
        (["buat", "../rahasia", "--tahun", "2023"], "bukan id satker"),
        (["buat", SATKER, "--tahun", "2023", "--bab", "9"], "Bab '9' tidak ada"),
        (["buat", SATKER, "--tahun", "dua"], "bilangan bulat"),
        (["buat", SATKER, "--tahun", "2023", "--templat", "tidak/ada"], "Folder templat"),
        (["kenali", "tidak-ada.pdf"], "tidak ada"),
        (["buatt"], "Maksud Anda 'buat'"),
        (["buat", "--pilihan-aneh"], "Pilihan tidak dikenal"),
        (["status", "--tahun", "2001"], "Belum ada satker"),
        (["ringkas", "--tahun", "2001"], "Belum ada laporan"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_what_to_do(
    args: list[str], word: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(AKAR)
    assert main(args) == 2
    captured = capsys.readouterr()
    assert word in captured.out + captured.err


HEAVY = ("pandas", "docx", "docxtpl", "pdfplumber", "openpyxl", "prefect", "matplotlib", "pandera")


def modules_after(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=AKAR)
    return set(done.stdout.split("\n"))


def test_help_imports_nothing_heavy() -> None:
    loaded = modules_after("from flows.cli import main; main(['--help'])")
    assert not loaded & {*HEAVY, "rich", "pydantic", "yaml", "lxml"}


def test_an_unchanged_report_imports_nothing_heavy(built: Work) -> None:
    built.buat()
    args = ["buat", SATKER, "--tahun", "2023", "--tanpa-pdf"]
    args += ["--input", str(built.root / "input"), "--output", str(built.root / "output")]
    loaded = modules_after(f"from flows.cli import main; assert main({args!r}) == 0")
    assert not loaded & {*HEAVY, "rich", "yaml", "lxml", "pydantic", "flows.pembaca"}


def test_outputs_are_those_of_the_contract(built: Work) -> None:
    stem = f"LKjIP_{SATKER}_2023.docx"
    chapters = {f"bab/{n}.docx" for n in ("00_depan", "bab1", "bab2", "bab3", "bab4", "lampiran")}
    data = {
        "fakta.csv",
        "angka.json",
        "tabel.xlsx",
        "temuan.json",
        "temuan.xlsx",
        "jejak.html",
        "proses.json",
        "prov.json",
    }
    assert set(snapshot(built.output)) == {stem} | chapters | data


def test_every_chain_of_angka_json_ends_in_a_file(built: Work) -> None:
    rows = json.loads((built.output / "angka.json").read_text(encoding="utf-8"))
    known = {row["id"]: row for row in rows}
    assert len(known) == len(rows) > 200
    record = json.loads((built.output / "proses.json").read_text(encoding="utf-8"))
    for row in rows:
        assert set(row) >= {"id", "tercetak", "nilai", "satuan", "bab", "rumus", "masukan", "sumber"}
        assert all(name in known for name in row["masukan"]), row
        if row["sumber"] is None:
            assert row["rumus"], row
            limit = row["id"].startswith(("hitung.batas_", "hitung.ambang_"))  # set by the pedoman
            assert row["masukan"] or limit, row
        else:
            assert record["masukan"][row["sumber"]["berkas"]] == row["sumber"]["sha256"]
            assert row["sumber"]["lokasi"]
    printed = [row for row in rows if row["tercetak"] is not None]
    assert {row["bab"] for row in printed} >= {"d", "2", "3", "4"}


def test_same_input_same_bytes(built: Work, tmp_path: Path) -> None:
    second = make_work(tmp_path)
    assert second.buat() == 0
    left, right = snapshot(built.output), snapshot(second.output)
    differing = [name for name in left if left[name] != right[name]]
    assert differing in ([], ["proses.json"])


def test_unchanged_says_so_and_writes_nothing(built: Work, capsys: pytest.CaptureFixture[str]) -> None:
    built.buat()
    capsys.readouterr()
    before = {p: p.stat().st_mtime_ns for p in built.output.rglob("*")}
    assert built.buat() == 0
    assert "tidak berubah" in capsys.readouterr().out
    assert before == {p: p.stat().st_mtime_ns for p in built.output.rglob("*")}


def test_closing_lines_name_report_and_findings(work: Work, capsys: pytest.CaptureFixture[str]) -> None:
    (work.recaps / "SMART_DJA_2023.xlsx").unlink()
    (work.recaps / "Isian_Narasi.xlsx").unlink()
    work.buat("--bab", "3")
    shown = capsys.readouterr().out
    assert "bab/bab3.docx" in shown
    assert "Rekap yang belum ada" in shown and "SMART DJA" in shown
    assert "PERLU DIISI" in shown


def truncate(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 3])


def encrypt(path: Path) -> None:
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(owner="rahasia", user="rahasia"))


def fake_xlsx(path: Path) -> None:
    path.write_text("Uraian;Pagu;Realisasi\nPegawai;1;2\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "damage", "words"),
    [
        ("OMSPAN_Belanja_2023.pdf", truncate, "OMSPAN_Belanja_2023.pdf"),
        ("OMSPAN_IKPA_2023.pdf", encrypt, "sandi"),
        ("SMART_DJA_2023.xlsx", fake_xlsx, "SMART_DJA_2023.xlsx"),
        ("SMART_DJA_2023.xlsx", truncate, "SMART_DJA_2023.xlsx"),
    ],
)
def test_an_unreadable_file_stops_the_report_and_keeps_the_old_one(
    built: Work, tmp_path: Path, name: str, damage: Callable[[Path], None], words: str,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    shutil.copytree(built.root, tmp_path, dirs_exist_ok=True)
    work = Work(tmp_path)
    before = snapshot(work.output)
    damage(work.recaps / name)
    assert work.buat() == 2
    shown = capsys.readouterr().out
    assert name in shown and words in shown
    assert "--lewati-rusak" in shown
    assert snapshot(work.output) == before
    assert not list(work.output.parent.glob(".*.tahap-*"))


def test_the_report_can_be_made_without_the_unreadable_file(work: Work, capsys: pytest.CaptureFixture[str]) -> None:
    fake_xlsx(work.recaps / "SMART_DJA_2023.xlsx")
    assert work.buat("--lewati-rusak") == 1
    findings = json.loads((work.output / "temuan.json").read_text(encoding="utf-8"))
    assert any(f["tingkat"] == "GALAT" and "SMART_DJA_2023.xlsx" in f["pesan"] for f in findings)


def test_a_formula_without_value_is_named_with_its_cell(work: Work) -> None:
    path = work.recaps / "OMSPAN_FA_Detail_2023.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    cell = next(c for row in sheet.iter_rows() for c in row if isinstance(c.value, int) and c.value > 1000)
    cell.value = '=INDIRECT("Z9")'
    book.save(path)
    work.buat()
    findings = json.loads((work.output / "temuan.json").read_text(encoding="utf-8"))
    named = [f for f in findings if "rumus" in f["pesan"] and f"!{cell.coordinate}" in f["pesan"]]
    assert named and all(f["tingkat"] != "INFO" for f in named)
    assert "simpan" in named[0]["pesan"]


def test_plan_says_which_file_moves_which_figures(
    built: Work, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(built.root, tmp_path, dirs_exist_ok=True)
    work = Work(tmp_path)
    capsys.readouterr()
    assert work.buat("--rencana") == 0
    assert "tidak ada yang berubah" in capsys.readouterr().out
    path = work.recaps / "SIMPEG_Pegawai_2023.xlsx"
    book = openpyxl.load_workbook(path)
    cell = next(c for ws in book for row in ws.iter_rows() for c in row if c.value == 36)
    cell.value = 37
    book.save(path)
    before = snapshot(work.output)
    assert work.buat("--rencana") == 0
    shown = capsys.readouterr().out
    assert re.search(r"berkas SIMPEG_Pegawai_2023\.xlsx berubah -> [1-9]\d* angka", shown), shown
    assert "36 -> 37" in shown
    assert snapshot(work.output) == before
    assert work.buat() == 0
    assert "36 -> 37" in capsys.readouterr().out


def test_kenali_names_kind_year_tables_and_writes_nothing(built: Work, capsys: pytest.CaptureFixture[str]) -> None:
    before = snapshot(built.recaps)
    assert main(["kenali", str(built.recaps), "--jelaskan"]) == 0
    shown = capsys.readouterr().out
    for word in ("perjanjian_kinerja", "ikpa", "belanja", "Tahun       : 2023", "Tabel"):
        assert word in shown
    assert snapshot(built.recaps) == before


def test_kenali_of_a_damaged_file_ends_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(RECAPS / "OMSPAN_IKPA_2023.pdf", tmp_path / "ikpa.pdf")
    truncate(tmp_path / "ikpa.pdf")
    assert main(["kenali", str(tmp_path / "ikpa.pdf")]) == 2
    assert "ikpa.pdf" in capsys.readouterr().out


def test_baru_makes_forms_once(work: Work, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("Profil_Satker.xlsx", "Isian_Narasi.xlsx"):
        (work.recaps / name).unlink()
    args = ["baru", SATKER, "--tahun", "2023", "--input", str(work.root / "input")]
    assert main(args) == 0
    assert {"Profil_Satker.xlsx", "Isian_Narasi.xlsx"} <= set(snapshot(work.recaps))
    first = snapshot(work.recaps)
    assert main(args) == 0
    assert {n: b for n, b in snapshot(work.recaps).items() if n in first} == first


def test_status_and_region_from_the_output(built: Work, capsys: pytest.CaptureFixture[str]) -> None:
    assert built.run("status", "--tahun", "2023") == 0
    row = next(line for line in capsys.readouterr().out.splitlines() if line.startswith(SATKER))
    assert "mutakhir" in row and f"LKjIP_{SATKER}_2023.docx" in row
    assert main(["ringkas", "--tahun", "2023", "--output", str(built.root / "output")]) == 0
    assert {"wilayah.html", "wilayah.xlsx"} == set(snapshot(built.output.parent / "_wilayah"))


def test_templates_are_copied_once(tmp_path: Path) -> None:
    assert main(["templat", "salin", str(tmp_path / "templat")]) == 0
    copied = snapshot(tmp_path / "templat")
    assert "pedoman_2023/bab3_akuntabilitas.docx" in copied
    assert main(["templat", "salin", str(tmp_path / "templat")]) == 2
    assert snapshot(tmp_path / "templat") == copied


def test_own_templates_and_texts_are_used(work: Work, capsys: pytest.CaptureFixture[str]) -> None:
    own = work.root / "templat"
    assert main(["templat", "salin", str(own), "--pedoman", "2023"]) == 0
    settings = own / "pedoman_2023" / "pedoman.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("uang: eyd", "uang: kantor"), encoding="utf-8")
    assert work.buat("--bab", "3", "--templat", str(own)) in (0, 1)
    rows = json.loads((work.output / "angka.json").read_text(encoding="utf-8"))
    printed = [row["tercetak"] for row in rows if row["tercetak"]]
    assert any(t.startswith("Rp ") and t.endswith(",-") for t in printed)
    assert not any(t.startswith("Rp") and t.endswith(",00") for t in printed)


def test_a_misspelt_placeholder_is_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import docx

    own = tmp_path / "templat"
    assert main(["templat", "salin", str(own), "--pedoman", "2023"]) == 0
    assert main(["templat", "periksa", str(own)]) == 0
    path = own / "pedoman_2023" / "bab4_penutup.docx"
    document = docx.Document(str(path))
    document.add_paragraph("{{ satkerr }}")
    document.save(str(path))
    capsys.readouterr()
    assert main(["templat", "periksa", str(own), "--komentar", str(tmp_path / "komentar")]) == 1
    assert "satkerr" in capsys.readouterr().out
    assert (tmp_path / "komentar" / "pedoman_2023" / "bab4_penutup.docx").is_file()
