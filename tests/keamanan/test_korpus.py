"""Every bad file ends in a message that names it and says what to do; none breaks the run or its neighbours."""

from __future__ import annotations

import csv
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.finding import Tingkat
from extract.isolate import Reader, read_isolated
from extract.kenali import recognise, understand
from extract.limits import Limits
from flows.cli import main
from tests.flows.palsu import snapshot
from tests.keamanan.jerat import BAPAS, Jerat
from tests.keamanan.korpus import SEMUA, find
from tests.keamanan.korpus_berkas import write_odd_names
from tests.keamanan.korpus_pdf import SANDI, write_lying_font

LIMITS = Limits(seconds=20, page_seconds=5, memory_mb=900)
SINGKAT = Limits(seconds=3, page_seconds=1.5, memory_mb=900)  # for the files that only the clock ends
BERPUTAR = {"bom_isi.pdf", "form_berputar.pdf"}
TINDAKAN = ("minta", "buka", "simpan", "kirim", "salin", "cetak", "ganti", "hapus", "tulis", "periksa", "perbaiki",
            "cocokkan", "tidak dijalankan", "ekstrak", "pindai")  # fmt: skip


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(LIMITS) as made:
        yield made


@pytest.mark.parametrize("trap", SEMUA, ids=lambda t: t.berkas)
def test_a_bad_file_is_named_with_a_remedy(reader: Reader, trap: Jerat, tmp_path: Path) -> None:
    path = tmp_path / trap.berkas
    trap.buat(path)
    start = time.monotonic()
    endless = trap.berkas in BERPUTAR
    document = read_isolated(path, tmp_path, SINGKAT) if endless else reader.read(path, tmp_path)
    report = recognise(document)
    assert time.monotonic() - start < LIMITS.seconds + 3 * LIMITS.page_seconds
    said = [f for f in report.findings if f.kode in trap.kode]
    if not trap.kode:
        return
    assert said, [f.kode for f in report.findings]
    assert all(trap.berkas in f.pesan for f in said)
    assert any(word in f.pesan.lower() for f in said for word in TINDAKAN), said[0].pesan
    if trap.disisihkan:
        assert not report.jenis
        assert any(f.tingkat is Tingkat.GALAT for f in report.findings)


TERBACA = ("kertas_raksasa.pdf", "kertas_nol.pdf", "pohon_berputar.pdf", "terbalik.pdf", "hanya_sandi_pemilik.pdf",
           "diputar.pdf", "gambar_raksasa.xlsx", "makro.xlsm")  # fmt: skip


@pytest.mark.parametrize("name", TERBACA)
def test_a_file_that_is_read_all_the_same_says_what_the_good_one_says(
    reader: Reader, name: str, tmp_path: Path
) -> None:
    good = BAPAS / ("OMSPAN_IKPA_2023.pdf" if name.endswith("pdf") else "SMART_DJA_2023.xlsx")
    find(name).buat(tmp_path / name)
    assert _values(reader, tmp_path / name) == _values(reader, good)


def _values(reader: Reader, path: Path) -> set[tuple[str, str, str, str]]:
    _, hasil, _ = understand(reader.read(path, path.parent), 2023)
    return {(f.tabel, f.kunci_json, f.kolom, str(f.nilai)) for f in hasil.facts}


def test_a_locked_pdf_is_read_with_the_password_of_the_settings_file(reader: Reader, tmp_path: Path) -> None:
    find("dikunci.pdf").buat(tmp_path / "dikunci.pdf")
    good = _values(reader, BAPAS / "OMSPAN_IKPA_2023.pdf")
    settings = tmp_path / "kata_sandi.yml"
    for text in (f'dikunci.pdf: "{SANDI}"', f'"*": {SANDI}'):
        settings.write_text(text, encoding="utf-8")
        assert _values(reader, tmp_path / "dikunci.pdf") == good
    settings.write_text("dikunci.pdf: salah", encoding="utf-8")
    (wrong,) = reader.read(tmp_path / "dikunci.pdf", tmp_path).findings
    assert wrong.kode == "BERKAS-SANDI" and "salah" in wrong.pesan and "kata_sandi.yml" in wrong.pesan
    settings.write_text("- [", encoding="utf-8")
    (broken,) = reader.read(tmp_path / "dikunci.pdf", tmp_path).findings
    assert broken.kode == "SANDI-SALAH" and "misalnya" in broken.pesan


def test_odd_names_are_shown_safely(reader: Reader, tmp_path: Path) -> None:
    for path in write_odd_names(tmp_path):
        report = recognise(reader.read(path, tmp_path))
        assert report.file.isprintable()
        assert report.jenis == ("smart",) or report.findings[0].kode == "BERKAS-NAMA"


@pytest.fixture
def work(tmp_path: Path) -> Path:
    shutil.copytree(BAPAS, tmp_path / "input" / "2023" / "bapas-polewali")
    return tmp_path


def run(root: Path, *options: str) -> int:
    folders = ["--input", str(root / "input"), "--output", str(root / "output")]
    return main(["buat", "bapas-polewali", "--tahun", "2023", "--tanpa-pdf", *options, *folders])


def _facts(root: Path) -> list[tuple[str, ...]]:
    with (root / "output/2023/bapas-polewali/fakta.csv").open(encoding="utf-8", newline="") as stream:
        return sorted((r["tabel"], r["kunci"], r["kolom"], r["nilai"]) for r in csv.DictReader(stream))


# each of these is tried above; in a folder with all others only the quick ones stand
LAMBAT = {"huruf_tanpa_peta.pdf", "gambar_raksasa.pdf", "gambar_raksasa.xlsx", "besar.pdf", "bom.xlsx", "tebal.pdf",
          "teks_panjang.xlsx", "ratusan_ribu_baris.xlsx", "sel_bersarang.xlsx", "objek_dalam.pdf",
          *BERPUTAR}  # fmt: skip


def test_bad_files_beside_good_ones_stop_the_report_by_name_and_change_nothing(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recaps = work / "input/2023/bapas-polewali"
    assert run(work) == 0
    before, good = snapshot(work / "output"), _facts(work)
    refused = [t for t in SEMUA if t.disisihkan and t.berkas not in LAMBAT]
    for trap in refused:
        trap.buat(recaps / trap.berkas)
    capsys.readouterr()
    assert run(work) == 2
    shown = capsys.readouterr().out
    assert [t.berkas for t in refused if t.berkas not in shown] == []
    assert "Traceback" not in shown and "kesalahan program" not in shown
    assert snapshot(work / "output") == before
    assert run(work, "--lewati-rusak") == 1
    assert _facts(work) == good


def test_kenali_names_every_bad_file_and_ends_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for trap in SEMUA:
        if trap.berkas not in LAMBAT:
            trap.buat(tmp_path / trap.berkas)
    write_odd_names(tmp_path)
    assert main(["kenali", str(tmp_path)]) == 2
    shown = capsys.readouterr().out
    assert all(t.berkas in shown for t in SEMUA if t.berkas not in LAMBAT)
    assert not any(ord(c) < 32 and c != "\n" or c in "\u202e\x1b" for c in shown)


def test_odd_names_of_files_and_folders_do_not_stop_a_batch(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    recaps = work / "input/2023/bapas-polewali"
    (recaps / "SMART_DJA_2023.xlsx").rename(recaps / "=SMART\n<b>\u202e.xlsx")
    for name in ("Folder Aneh\n<b>", os.fsdecode(b"satker-\xe9"), "=cmd"):
        (work / "input/2023" / name).mkdir()
    folders = ["--input", str(work / "input"), "--output", str(work / "output")]
    assert main(["buat", "--semua", "--tahun", "2023", "--tanpa-pdf", "--jobs", "1", *folders]) == 2
    assert (work / "output/2023/bapas-polewali/proses.json").is_file()
    page = (work / "output/2023/_ringkasan.html").read_text(encoding="utf-8")
    assert "<b>" not in page and page.count("bukan id satker") == 3
    assert "kesalahan program" not in page


def test_a_file_name_that_is_not_utf8_is_refused_by_name(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    recaps = work / "input/2023/bapas-polewali"
    shutil.copy(BAPAS / "SMART_DJA_2023.xlsx", recaps / os.fsdecode(b"bukan-utf8-\xe9.xlsx"))
    assert run(work) == 2
    assert "bukan-utf8-?.xlsx: nama berkas" in capsys.readouterr().out


def test_an_odd_but_printable_world_of_names_is_built(work: Path) -> None:
    recaps = work / "input/2023/bapas-polewali"
    for number, path in enumerate(sorted(recaps.iterdir())):
        path.rename(recaps / f"{{{{ 7*7 }}}} <script>{number}\n\u202e'\"&.{path.suffix}")
    assert run(work) in (0, 1)
    folder = work / "output/2023/bapas-polewali"
    assert "<script>0" not in (folder / "jejak.html").read_text(encoding="utf-8")


def test_a_lying_font_map_is_contradicted_by_the_other_recaps(work: Path) -> None:
    write_lying_font(work / "input/2023/bapas-polewali/Perjanjian_Kinerja_2023.pdf")
    assert run(work) == 1  # the targets no longer agree with those of E-Performance


def test_text_commands_torn_in_a_page_are_said(reader: Reader, tmp_path: Path) -> None:
    import pikepdf

    with pikepdf.open(BAPAS / "OMSPAN_IKPA_2023.pdf") as pdf:
        page = pdf.pages[0]
        page.contents_coalesce()
        data = page.Contents.read_bytes()
        cut = data.index(b" Tj", len(data) // 2)
        page.Contents.write(data[:cut] + b" /Rusak" + data[cut:])
        pdf.save(tmp_path / "sobek.pdf")
    report = recognise(reader.read(tmp_path / "sobek.pdf", tmp_path))
    said = [f for f in report.findings if f.kode == "PDF-ISI-RUSAK"]
    assert said and "sobek.pdf halaman 1" in said[0].pesan
