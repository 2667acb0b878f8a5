"""A whole folder: whose files, which year, doubles, gaps, damaged files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from extract.collect import read_folder
from extract.finding import Finding, Tingkat
from tests.extract.rekap_buku import codes, values, write_book
from tests.extract.rekap_contoh import MASUKAN

BAPAS = MASUKAN / "2023" / "bapas-polewali"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    target = tmp_path / "bapas-polewali"
    shutil.copytree(BAPAS, target)
    return target


def find(findings: tuple[Finding, ...], kode: str) -> list[Finding]:
    return [f for f in findings if f.kode == kode]


def test_names_of_files_do_not_matter(folder: Path) -> None:
    before = read_folder(folder, 2023)
    for number, path in enumerate(sorted(folder.iterdir())):
        path.rename(folder / f"scan{number:03d}{path.suffix}")
    after = read_folder(folder, 2023)
    facts = {(f.tabel, f.kunci, f.kolom, f.nilai) for f in before.facts}
    assert {(f.tabel, f.kunci, f.kolom, f.nilai) for f in after.facts} == facts


def write_belanja(path: Path, day: str) -> None:
    write_book(path, {"A": [
        ["REALISASI ANGGARAN BELANJA PER JENIS BELANJA"], [f"PER {day} 2023"],
        ["BALAI PEMASYARAKATAN KELAS II POLEWALI (457893)"], ["Jenis Belanja", "Pagu", "Realisasi"],
        ["Belanja Pegawai", "2.330.260.000", "2.000.000.000"], ["Belanja Barang", "1.308.543.000", "1.200.000.000"],
    ]})  # fmt: skip


def test_exports_of_earlier_months_are_set_aside_by_name(folder: Path) -> None:
    write_belanja(folder / "belanja_juni.xlsx", "30 JUNI")
    write_belanja(folder / "belanja_november.xlsx", "30 NOVEMBER")
    read = read_folder(folder, 2023)
    assert not find(read.findings, "PERAN-GANDA")
    june, november = sorted(find(read.findings, "KEADAAN-LAMA"), key=lambda f: f.pesan)
    assert june.tingkat is november.tingkat is Tingkat.INFO
    assert "belanja_juni.xlsx" in june.pesan and "30-06-2023" in june.pesan and "31-12-2023" in june.pesan
    assert "belanja_november.xlsx" in november.pesan and "OMSPAN_Belanja_2023.pdf" in november.pesan
    assert {f.source.file for f in read.tabel("belanja")} == {"OMSPAN_Belanja_2023.pdf"}


def test_a_partial_later_export_replaces_nothing_quietly(folder: Path) -> None:
    write_book(folder / "susulan.xlsx", {"A": [
        ["REALISASI ANGGARAN BELANJA PER JENIS BELANJA"], ["PER 5 JANUARI 2024"],
        ["BALAI PEMASYARAKATAN KELAS II POLEWALI (457893)"], ["TAHUN ANGGARAN 2023"],
        ["Jenis Belanja", "Pagu", "Realisasi"], ["Belanja Pegawai", "2.330.260.000", "2.279.706.700"],
    ]})  # fmt: skip
    read = read_folder(folder, 2023)
    assert find(read.findings, "PERAN-GANDA") and not find(read.findings, "KEADAAN-LAMA")


def test_two_files_for_one_role_are_both_named(folder: Path) -> None:
    write_belanja(folder / "belanja_lagi.xlsx", "31 DESEMBER")
    read = read_folder(folder, 2023)
    (double,) = find(read.findings, "PERAN-GANDA")
    assert double.tingkat is Tingkat.GALAT
    assert "belanja_lagi.xlsx" in double.pesan and "OMSPAN_Belanja_2023.pdf" in double.pesan
    assert values(read, "belanja", "realisasi", "jenis")["pegawai"] == 2_279_706_613  # the first


def test_a_copy_under_another_name_is_said_but_changes_nothing(folder: Path) -> None:
    shutil.copy(folder / "Capaian_Kinerja_2023.xlsx", folder / "salinan.xlsx")
    read = read_folder(folder, 2023)
    (double,) = find(read.findings, "PERAN-GANDA")
    assert double.tingkat is Tingkat.PERINGATAN
    assert len({f.kunci for f in read.tabel("capaian")}) == 8


def test_a_file_of_another_satker_is_not_used(folder: Path) -> None:
    shutil.copy(MASUKAN / "2023" / "lpka-pangkalpinang" / "SIMPEG_Pegawai_2023.xlsx", folder / "pegawai2.xlsx")
    shutil.copy(MASUKAN / "2023" / "lpka-pangkalpinang" / "OMSPAN_FA_Detail_2023.xlsx", folder / "fa2.xlsx")
    read = read_folder(folder, 2023)
    assert {f.lokasi[0].split(":")[0] for f in find(read.findings, "SATKER-BEDA")} == {"pegawai2.xlsx", "fa2.xlsx"}
    assert not any(f.source.file in ("pegawai2.xlsx", "fa2.xlsx") for f in read.facts)
    assert values(read, "pegawai", "jumlah", "label") == {"Seluruh pegawai": 36}


def test_a_different_code_under_the_same_name_is_said(folder: Path) -> None:
    write_book(folder / "OMSPAN_FA_Detail_2023.xlsx", {"FA": [
        ["FA DETAIL"], ["PER 31 DESEMBER 2023"], ["BALAI PEMASYARAKATAN KELAS II POLEWALI (457899)"],
        ["Kode", "Uraian", "Pagu", "Realisasi"], ["5252.BDC.004", "Layanan", 1000, 900],
    ]})  # fmt: skip
    (finding,) = find(read_folder(folder, 2023).findings, "SATKER-KODE-BEDA")
    assert (finding.tercetak, finding.seharusnya, finding.tingkat) == ("457899", "457893", Tingkat.GALAT)


def test_a_recap_of_another_year_is_not_used(folder: Path) -> None:
    read = read_folder(folder, 2022)
    wrong = {f.lokasi[0].split(":")[0] for f in find(read.findings, "TAHUN-BEDA")}
    assert {
        "OMSPAN_FA_Detail_2023.xlsx",
        "OMSPAN_IKPA_2023.pdf",
        "SMART_DJA_2023.xlsx",
        "Capaian_Kinerja_2023.xlsx",
    } <= wrong
    assert read.tabel("ikpa") == () and read.tabel("smart") == ()
    assert {f.key("tahun") for f in read.tabel("capaian_lalu")} == {2021}
    assert len({f.kunci for f in read.tabel("capaian")}) == 8  # the recap of 2022 is this year's now
    assert all(f.key("tahun") == 2023 for f in read.tabel("perjanjian_kinerja"))  # next year's agreement


def test_missing_recaps_are_named(folder: Path) -> None:
    for name in ("Capaian_Kinerja_2023.xlsx", "Renstra_2020-2024.xlsx", "OMSPAN_Belanja_2023.pdf"):
        (folder / name).unlink()
    read = read_folder(folder, 2023)
    texts = " ".join(f.pesan for f in find(read.findings, "SUMBER-KURANG"))
    assert "capaian kinerja tahun laporan" in texts and "realisasi belanja" in texts
    assert "Renstra" in find(read.findings, "SUMBER-TAMBAHAN")[0].pesan


def test_damaged_and_foreign_files_are_findings_and_the_rest_is_read(folder: Path) -> None:
    pdf = folder / "OMSPAN_IKPA_2023.pdf"
    pdf.write_bytes(pdf.read_bytes()[:900])
    (folder / "data.xlsx").write_text("a;b;c\n1;2;3\n")
    (folder / "catatan.txt").write_text("ingat tanda tangan")
    (folder / "~$Profil.xlsx").write_text("kunci")
    read = read_folder(folder, 2023)
    unread = {r.file for r in read.files if not r.terbaca}
    assert {"data.xlsx", "catatan.txt"} <= unread
    levels = {r.file: r.findings[0].tingkat for r in read.files if not r.terbaca}
    assert levels["data.xlsx"] is Tingkat.GALAT and levels["catatan.txt"] is Tingkat.PERINGATAN
    assert "~$Profil.xlsx" not in {r.file for r in read.files}
    assert len({f.kunci for f in read.tabel("capaian")}) == 8


def test_an_unrelated_workbook_is_reported_as_not_understood(folder: Path) -> None:
    write_book(folder / "inventaris.xlsx", {"A": [
        ["DAFTAR INVENTARIS"], ["Nama Barang", "Merek", "Banyak", "Kondisi"], ["Meja", "Olympic", 12, "Baik"],
        ["Kursi", "Chitose", 30, "Rusak 2"],
    ]})  # fmt: skip
    read = read_folder(folder, 2023)
    report = next(r for r in read.files if r.file == "inventaris.xlsx")
    assert report.jenis == ()
    assert {f.kode for f in report.findings} == {"TABEL-TAK-DIKENAL", "BERKAS-TAK-DIKENAL"}
    assert codes(read) == {"TABEL-TAK-DIKENAL", "BERKAS-TAK-DIKENAL"}


@pytest.mark.parametrize("change", ["digit", "drop", "swap"])
def test_any_change_of_the_input_changes_a_fact_or_raises_a_finding(folder: Path, change: str) -> None:
    """Nothing between the workbook and the facts is hard-coded."""
    import openpyxl

    path = folder / "Capaian_Kinerja_2023.xlsx"
    before = [(f.kunci, f.kolom, f.nilai) for f in read_folder(folder, 2023).tabel("capaian")]
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    if change == "digit":
        sheet["F8"] = 68.42
    elif change == "drop":
        sheet["F8"] = None
    else:
        sheet["E8"], sheet["F8"] = sheet["F8"].value, sheet["E8"].value
    book.save(path)
    after = [(f.kunci, f.kolom, f.nilai) for f in read_folder(folder, 2023).tabel("capaian")]
    assert after != before
