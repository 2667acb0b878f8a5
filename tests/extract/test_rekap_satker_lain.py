"""What recaps of other offices showed: units named on a line of their own, program codes without the ministry."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook

from extract.bacaan import Bacaan
from extract.collect import read_folder


def read(tmp_path: Path, rows: list[list[object]], title: str = "Data") -> Bacaan:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(row)
    book.save(tmp_path / "rekap.xlsx")
    return read_folder(tmp_path, 2023)


PK: list[list[object]] = [
    ["No", "Sasaran Kegiatan", "Indikator Kinerja Kegiatan", "Target"],
    [1, "Meningkatnya pelayanan keimigrasian", "Indeks kepuasan masyarakat", "3,2 Indeks"],
    [2, "Meningkatnya pengamanan keimigrasian", "Indeks pengamanan keimigrasian", "3,1 Indeks"],
]


BELOW: list[list[object]] = [["DENGAN"], ["DIREKTORAT JENDERAL IMIGRASI"]]


def units(bacaan: Bacaan) -> set[object]:
    return {dict(f.kunci).get("unit") for f in bacaan.facts if f.tabel == "perjanjian_kinerja"}


def test_the_unit_may_stand_below_dengan(tmp_path: Path) -> None:
    title: list[list[object]] = [
        ["PERJANJIAN KINERJA TAHUN 2023"],
        ["KANTOR WILAYAH KEMENTERIAN HUKUM DAN HAM BENGKULU"],
    ]
    assert units(read(tmp_path, [*title, *BELOW, *PK])) == {"Direktorat Jenderal Imigrasi"}
    one_line: list[list[object]] = [
        ["PERJANJIAN KINERJA TAHUN 2023"],
        ["KANTOR WILAYAH BENGKULU DENGAN DIREKTORAT JENDERAL IMIGRASI"],
    ]
    assert units(read(tmp_path, [*one_line, *PK])) == {"Direktorat Jenderal Imigrasi"}


def test_the_one_who_signs_stands_for_the_unit(tmp_path: Path) -> None:
    title: list[list[object]] = [["PERJANJIAN KINERJA TAHUN 2023"], ["KANTOR WILAYAH BENGKULU"], ["DENGAN"]]
    assert units(read(tmp_path, [*title, ["SEKRETARIS JENDERAL"], *PK])) == {"Sekretariat Jenderal"}
    assert units(read(tmp_path, [*title, ["DIREKTUR JENDERAL IMIGRASI"], *PK])) == {"Direktorat Jenderal Imigrasi"}


def test_codes_with_ministry_and_program_are_those_of_the_kegiatan(tmp_path: Path) -> None:
    bacaan = read(tmp_path, [
        ["LAPORAN FA DETAIL TAHUN 2023"], ["Kode", "Uraian", "Pagu", "Realisasi", "Sisa"],
        ["013.BF", "Program Penegakan Hukum", 300, 200, 100], ["013.BF.1578", "Penyelenggaraan", 300, 200, 100],
        ["013.BF.1578.BCE", "Fasilitasi", 300, 200, 100], ["013.BF.1578.BCE.003", "Layanan", 300, 200, 100],
        ["051", "Komponen", 300, 200, 100], ["", "JUMLAH", 300, 200, 100],
    ])  # fmt: skip
    codes = {dict(f.kunci).get("kode") for f in bacaan.facts if f.tabel == "fa_detail"}
    assert {"013.BF", "1578", "1578.BCE", "1578.BCE.003", "1578.BCE.003.051"} <= codes


def test_only_a_kanwil_has_agreements_by_unit(tmp_path: Path) -> None:
    title: list[list[object]] = [["PERJANJIAN KINERJA TAHUN 2023"], ["RUMAH DETENSI IMIGRASI BALIKPAPAN"]]
    assert units(read(tmp_path, [*title, *BELOW, *PK])) == {None}


def test_a_program_without_its_ministry_stands_above_its_kegiatan(tmp_path: Path) -> None:
    bacaan = read(tmp_path, [
        ["LAPORAN FA DETAIL TAHUN 2023"], ["Kode", "Uraian", "Pagu", "Realisasi", "Sisa"],
        ["05.BF", "Program Penegakan Hukum", 300, 200, 100], ["5252", "Penyelenggaraan", 300, 200, 100],
        ["5252.BDB", "Fasilitasi", 300, 200, 100], ["002", "Layanan", 300, 200, 100],
        ["05.WA", "Program Dukungan Manajemen", 700, 600, 100], ["1578", "Dukungan", 700, 600, 100],
        ["", "JUMLAH", 1000, 800, 200],
    ])  # fmt: skip
    codes = {
        dict(f.kunci).get("kode"): f.nilai for f in bacaan.facts if f.kolom == "pagu" and f.tabel == "fa_detail"
    }
    assert codes["05.BF"] == Decimal(300) and codes["05.WA"] == Decimal(700)
    assert codes["5252.BDB.002"] == Decimal(300) and codes["1578"] == Decimal(700)
    assert not [f for f in bacaan.findings if f.kode == "BACA-JUMLAH"]


def test_a_title_over_two_staff_tables_leaves_each_its_own_name(tmp_path: Path) -> None:
    bacaan = read(tmp_path, [
        ["REKAPITULASI PEGAWAI MENURUT PENDIDIKAN DAN JABATAN DESEMBER 2023"],
        ["NO", "PENDIDIKAN", "L", "P", "JML"], [1, "SMA", 12, 2, 14], [2, "S1", 8, 3, 11],
        ["", "JUMLAH", 20, 5, 25],
    ])  # fmt: skip
    assert {dict(f.kunci)["kelompok"] for f in bacaan.facts if f.tabel == "pegawai"} == {"PENDIDIKAN"}


def test_a_name_goes_on_below_its_title(tmp_path: Path) -> None:
    table: list[list[object]] = [
        ["Variabel", "Nilai"], ["Penyerapan Anggaran", 99.59], ["Konsistensi", 93.72],
        ["Capaian Rincian Output", 100], ["Efisiensi", 4.5], ["Nilai Efisiensi", 61.25],
        ["Nilai Kinerja Anggaran", 87.73],
    ]  # fmt: skip
    whole = "RUMAH PENYIMPANAN BENDA SITAAN NEGARA KELAS II CIREBON"
    first, last = "NILAI KINERJA ANGGARAN APLIKASI SMART DJA", "TAHUN ANGGARAN 2023"
    for split in ("KELAS II CIREBON", "CIREBON"):
        title: list[list[object]] = [[first], [whole.removesuffix(f" {split}")], [split], [last]]
        owners = {dict(f.kunci)["satker"] for f in read(tmp_path, [*title, *table]).facts if f.tabel == "smart"}
        assert owners == {whole}
