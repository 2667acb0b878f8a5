"""What offices print from Word and Calc to PDF: amounts in words, group sums, long profile answers."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from extract.collect import read_folder
from extract.ocr import mend_percent
from extract.rekap_butir import strip_number
from extract.rekap_konteks import find_scale
from extract.rekap_tanggal import find_state
from extract.tanda_butir import follows, list_mark
from tests.extract.rekap_buku import codes, read_book, values

D = Decimal


@pytest.mark.parametrize(
    ("text", "kali"),
    [
        ("(dalam ribuan rupiah)", 1000),
        ("Juta Rupiah", 10**6),
        ("Rp. 9.670.000,- (sembilan juta enam ratus tujuh puluh ribu rupiah), dengan rincian :", 1),
        ("ribu rupiah), dengan rincian sebagai berikut", 1),
        ("memperoleh anggaran ratusan juta rupiah", 1),
    ],
)
def test_an_amount_in_words_is_no_scale(text: str, kali: int) -> None:
    assert find_scale([text]) == kali


def _fa(path: Path, rows: list[list[Any]]) -> None:
    wb = openpyxl.Workbook()
    sheet = wb.worksheets[0]
    sheet.append(["REALISASI ANGGARAN PER KEGIATAN DAN RINCIAN OUTPUT TA 2024"])
    for row in [["Kode", "Uraian", "Pagu", "Realisasi", "Sisa", "%"], *rows]:
        sheet.append(row)
    wb.save(path)


@pytest.mark.parametrize(
    ("satu", "dua", "akhir"),
    [
        ("Sub Jumlah 6163", "Sub Jumlah 6164", "JUMLAH"),
        ("Subtotal", "Subtotal", "Jumlah Seluruhnya"),
        ("Jumlah Kegiatan 6163", "Jumlah Kegiatan 6164", "TOTAL"),
        ("Jumlah", "Jumlah", "Total"),
    ],
)
def test_the_sum_below_a_group_belongs_to_the_heading_above_it(
    tmp_path: Path, satu: str, dua: str, akhir: str
) -> None:
    _fa(tmp_path / "ro.xlsx", [
        ["6163", "Penyelenggaraan Keimigrasian", None, None, None, None],
        ["6163.BAA.001", "Layanan Paspor", 500000, 400000, 100000, 80],
        ["6163.BAA.002", "Layanan Izin Tinggal", 300000, 300000, 0, 100],
        [None, satu, 800000, 700000, 100000, 87.5],
        ["6164", "Dukungan Manajemen", None, None, None, None],
        ["6164.EBA.994", "Layanan Perkantoran", 200000, 100000, 100000, 50],
        [None, dua, 200000, 100000, 100000, 50],
        [None, akhir, 1000000, 800000, 200000, 80],
    ])  # fmt: skip
    read = read_folder(tmp_path, 2024)
    assert "BACA-JUMLAH" not in codes(read)
    pagu = values(read, "fa_detail", "pagu", "kode")
    assert (pagu["6163"], pagu["6164"]) == (D(800000), D(200000))
    assert values(read, "fa_detail", "pagu", "uraian")["JUMLAH"] == D(1000000)


@pytest.mark.parametrize("mark", ["II. ", "iv) ", "(b) ", "3.2 ", "c. "])
def test_the_number_before_a_name_is_no_part_of_it(mark: str) -> None:
    assert strip_number(f"{mark}Meningkatnya pelayanan") == "Meningkatnya pelayanan"


def test_marks_of_a_list_follow_one_another() -> None:
    assert follows(list_mark("b. dua"), list_mark("c. tiga"))
    assert follows(list_mark("II. dua"), list_mark("III. tiga"))
    assert follows(list_mark("1.4 empat"), list_mark("2.1 satu"))
    assert follows(list_mark("c) tiga"), list_mark("a) satu"))
    assert not follows(list_mark("a. satu"), list_mark("c. tiga"))
    assert not list_mark("12 Orang") and not list_mark("dan lainnya")


RATIO = [
    (["Target", "Jumlah yang terlayani (A)", "Jumlah seluruhnya (B)", "Realisasi"],
     [[80, 398, 412, "96,60%"], [90, 11, 13, "84,62%"]]),
    (["Target", "Data Perhitungan", "Realisasi"],
     [[80, "A = 398\nB = 412", "96,60%"], [90, "A = 11\nB = 13", "84,62%"]]),
    (["Target", "Perbandingan", "Realisasi"],
     [[80, "398 dari 412 orang", "96,60%"], [90, "11 dari 13 orang", "84,62%"]]),
    (["Target", "Realisasi"],
     [["80%", "(398/412) x 100% = 96,60%"], ["90%", "(11/13) x 100% = 84,62%"]]),
]  # fmt: skip


@pytest.mark.parametrize(("kepala", "isi"), RATIO)
def test_numerator_and_denominator_in_an_offices_own_words(
    tmp_path: Path, kepala: list[str], isi: list[list[Any]]
) -> None:
    names = ["Persentase tahanan yang dilayani", "Persentase lansia yang dilayani"]
    read = read_book(tmp_path, [
        ["CAPAIAN KINERJA TAHUN 2024"], ["No", "Indikator Kinerja", *kepala],
        *[[i + 1, name, *row] for i, (name, row) in enumerate(zip(names, isi, strict=True))],
    ])  # fmt: skip
    facts = {k: values(read, "capaian", k, "indikator_no") for k in ("pembilang", "penyebut", "realisasi")}
    assert facts["pembilang"] == {1: D(398), 2: D(11)}
    assert facts["penyebut"] == {1: D(412), 2: D(13)}
    assert facts["realisasi"] == {1: D("96.60"), 2: D("84.62")}
    assert "JUDUL-TAK-DIKENAL" not in codes(read)


def test_figures_that_do_not_make_the_result_are_no_ratio(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        ["CAPAIAN KINERJA TAHUN 2024"], ["No", "Indikator Kinerja", "Target", "Nomor Surat", "Realisasi"],
        [1, "Persentase tahanan yang dilayani", "80%", "12/2024", "96,60%"],
        [2, "Persentase lansia yang dilayani", "90%", "13/2024", "84,62%"],
    ])  # fmt: skip
    assert values(read, "capaian", "pembilang", "indikator_no") == {}
    assert "JUDUL-TAK-DIKENAL" in codes(read)


def _quarters(folder: Path, kepala: list[str], rows: list[list[Any]]) -> Any:
    return read_book(folder, [["REALISASI BELANJA PER JENIS BELANJA TA 2024"], kepala, *rows])


def test_the_last_cumulative_quarter_is_the_realisasi(tmp_path: Path) -> None:
    kepala = ["Jenis Belanja", "Pagu", "TW I", "TW II", "TW III", "TW IV", "Sisa"]
    rows = [["Belanja Pegawai", 2000000, 300000, 900000, 1200000, 1990000, 10000],
            ["Belanja Barang", 1000000, 100000, 500000, 700000, 900000, 100000]]  # fmt: skip
    read = _quarters(tmp_path, kepala, rows)
    assert values(read, "belanja", "realisasi", "jenis") == {"pegawai": D(1990000), "barang": D(900000)}
    assert "REALISASI-TRIWULAN" in codes(read)


def test_quarters_that_stand_alone_are_not_added_up(tmp_path: Path) -> None:
    kepala = ["Jenis Belanja", "Pagu", "TW I", "TW II", "TW III", "TW IV", "Sisa"]
    rows = [["Belanja Pegawai", 2000000, 300000, 600000, 300000, 790000, 10000],
            ["Belanja Barang", 1000000, 100000, 400000, 200000, 200000, 100000]]  # fmt: skip
    read = _quarters(tmp_path, kepala, rows)
    assert values(read, "belanja", "realisasi", "jenis") == {}
    assert values(read, "belanja", "pagu", "jenis") == {"pegawai": D(2000000), "barang": D(1000000)}
    assert "REALISASI-TRIWULAN" in codes(read)


def test_a_column_for_the_year_goes_before_its_quarters(tmp_path: Path) -> None:
    kepala = ["Jenis Belanja", "Pagu", "Triwulan I", "Triwulan II", "Triwulan III", "Triwulan IV", "Realisasi"]
    rows = [["Belanja Pegawai", 2000000, 300000, 600000, 300000, 790000, 1990000],
            ["Belanja Barang", 1000000, 100000, 400000, 200000, 200000, 900000]]  # fmt: skip
    read = _quarters(tmp_path, kepala, rows)
    assert values(read, "belanja", "realisasi", "jenis") == {"pegawai": D(1990000), "barang": D(900000)}


@pytest.mark.parametrize(
    ("kepala", "kunci"),
    [
        (["Triwulan I", "Triwulan II", "Triwulan III", "Triwulan IV"], "triwulan"),
        (["TW 1", "TW 2", "TW 3", "TW 4"], "triwulan"),
        (["September", "Oktober", "November", "Desember"], "bulan"),
    ],
)
def test_emonev_with_its_periods_across(tmp_path: Path, kepala: list[str], kunci: str) -> None:
    read = read_book(tmp_path, [
        ["E-MONEV BAPPENAS TAHUN 2024"], ["Kantor Imigrasi Kelas II Non TPI Ketapang"], ["Uraian", *kepala],
        ["Realisasi Anggaran (%)", 15.24, 44.33, 71.52, 98.82], ["Progres Fisik (%)", 20, 48.5, 76.25, 99.1],
    ])  # fmt: skip
    assert list(values(read, "e_monev", "anggaran", kunci).values()) == [
        D(t) for t in ("15.24", "44.33", "71.52", "98.82")
    ]
    assert list(values(read, "e_monev", "progres", kunci).values()) == [
        D(t) for t in ("20", "48.5", "76.25", "99.1")
    ]


def test_a_percent_sign_seen_as_letters_heads_its_column() -> None:
    assert [mend_percent(t) for t in ("Yo", "99,75Yo", "Yogya")] == ["%", "99,75%", "Yogya"]


def test_a_supporting_table_names_its_indicator_and_its_separators(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        ["DATA DUKUNG : Persentase penerbitan paspor yang selesai tepat waktu"],
        ["Penerbitan Paspor per Triwulan Tahun 2024"],
        ["Periode", "Permohonan", "Selesai tepat waktu", "Terlambat"],
        ["Triwulan I", "1,204", "1,133", "71"], ["Triwulan II", "1,388", "1,341", "47"],
    ])  # fmt: skip
    assert values(read, "data_dukung", "Permohonan", "judul", "baris") == {
        ("Penerbitan Paspor per Triwulan Tahun 2024", 1): D(1204),
        ("Penerbitan Paspor per Triwulan Tahun 2024", 2): D(1388),
    }
    assert "ANGKA-AMBIGU" not in codes(read)


def test_staff_by_groups_named_menurut_and_numbered_within_their_cells(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        ["KEADAAN PEGAWAI PER 31 DESEMBER 2024"], ["B. Menurut Pendidikan"],
        ["Pendidikan", "Pria", "Wanita", "Jumlah"],
        ["S2", 5, 2, 7], ["SLTA", 8, 2, 10], ["Jumlah", 13, 4, 17],
        ["C. Menurut Jabatan"],
        ["1. Kepala Kantor", None, None, "1 orang"], ["2. Pelaksana", None, None, "16 orang"],
    ])  # fmt: skip
    assert values(read, "pegawai", "jumlah", "kelompok", "label") == {
        ("Pendidikan", "S2"): D(7), ("Pendidikan", "SLTA"): D(10), ("Pendidikan", "Jumlah"): D(17),
        ("Jabatan", "Kepala Kantor"): D(1), ("Jabatan", "Pelaksana"): D(16),
    }  # fmt: skip


def test_ikpa_down_the_page_with_weights_before_scores(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        ["Nilai IKPA Kantor Imigrasi Kelas II Non TPI Ketapang"], ["s.d. Desember 2026"],
        ["Aspek", "Indikator", "Bobot", "Nilai", "Nilai Akhir"],
        ["Perencanaan", "1) Revisi DIPA", "10%", 100, 10], [None, "2) Deviasi Halaman III DIPA", "15%", 80, 12],
        ["Pelaksanaan", "3) Penyerapan Anggaran", "20%", 90, 18], [None, "4) Belanja Kontraktual", "10%", 100, 10],
        [None, "5) Penyelesaian Tagihan", "10%", 100, 10], [None, "6) Pengelolaan UP dan TUP", "10%", 100, 10],
        ["Hasil", "7) Capaian Output", "25%", 100, 25], ["Nilai Total", None, "100%", None, 95],
    ], tahun=2026)  # fmt: skip
    assert values(read, "ikpa", "deviasi_hal3", "baris") == {"nilai": D(80), "bobot": D(15), "nilai_akhir": D(12)}
    assert values(read, "ikpa", "konversi_bobot", "baris") == {"nilai": D(100)}
    assert values(read, "ikpa", "nilai_total", "baris") == {"nilai": D(95)}
    assert "JUDUL-MIRIP" not in codes(read)


@pytest.mark.parametrize("awal", ["Indikator 1.{n} :", "IKK {n}.", "Indikator Kinerja {n} -"])
def test_a_small_table_per_indicator_has_its_name_in_the_line_above(tmp_path: Path, awal: str) -> None:
    names = ["Persentase tahanan yang dilayani", "Jumlah gangguan keamanan"]
    rows: list[list[Any]] = [["PENGUKURAN KINERJA TAHUN 2024"], ["Sasaran 1 : Meningkatnya pelayanan tahanan"]]
    isi: list[list[Any]] = [["90%", "93,48%", "103,87"], [4, 2, 150]]
    for n, (name, figures) in enumerate(zip(names, isi, strict=True), 1):
        rows += [[f"{awal.format(n=n)} {name}"], ["Target", "Realisasi", "% Capaian"], figures, [None], [None]]
    read = read_book(tmp_path, rows)
    assert values(read, "capaian", "indikator", "sasaran_no", "indikator_no") == {
        (1, 1): names[0],
        (1, 2): names[1],
    }
    assert values(read, "capaian", "realisasi", "indikator_no") == {1: D("93.48"), 2: D(2)}
    assert not read.tabel("data_dukung")


def test_numbers_beside_names_without_figures_number_the_sasaran(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        ["CAPAIAN KINERJA TAHUN 2024"], ["No", "Indikator Kinerja", "Target", "Realisasi", "%"],
        ["1", "Meningkatnya pelayanan tahanan", None, None, None],
        [None, "1. Persentase tahanan yang dilayani", "90%", "93,48%", "103,87"],
        [None, "2. Persentase lansia yang dilayani", "80%", "88%", "110"],
        ["2", "Meningkatnya keamanan dan ketertiban", None, None, None],
        [None, "1. Persentase pengaduan yang diselesaikan", "100%", "100%", "100"],
    ])  # fmt: skip
    assert values(read, "capaian", "indikator", "sasaran_no", "indikator_no") == {
        (1, 1): "Persentase tahanan yang dilayani", (1, 2): "Persentase lansia yang dilayani",
        (2, 1): "Persentase pengaduan yang diselesaikan",
    }  # fmt: skip


def test_an_outline_of_marks_gives_budget_lines_without_codes_their_parents(tmp_path: Path) -> None:
    wb = openpyxl.Workbook()
    sheet = wb.worksheets[0]
    sheet.append(["RINCIAN REALISASI PER PROGRAM / KEGIATAN / OUTPUT TA 2024"])
    rows: list[list[Any]] = [
        ["No", "Program/Kegiatan/Output", "Pagu", "Realisasi", "Sisa", "%"],
        ["A", "Program Pemasyarakatan", 800000, 700000, 100000, 87.5],
        ["1.", "Pelayanan Tahanan", 800000, 700000, 100000, 87.5],
        ["a.", "Layanan Makanan", 500000, 400000, 100000, 80],
        ["b.", "Layanan Kesehatan", 300000, 300000, 0, 100],
        ["B", "Program Dukungan Manajemen", 200000, 100000, 100000, 50],
        ["1.", "Dukungan Manajemen Rutan", 200000, 100000, 100000, 50],
        ["", "JUMLAH", 1000000, 800000, 200000, 80],
    ]
    for row in rows:
        sheet.append(row)
    wb.save(tmp_path / "rincian.xlsx")
    read = read_folder(tmp_path, 2024)
    assert "BACA-JUMLAH" not in codes(read)
    pagu = values(read, "fa_detail", "pagu", "induk", "uraian")
    assert pagu["Pelayanan Tahanan", "Layanan Kesehatan"] == D(300000)
    assert pagu["", "Program Dukungan Manajemen"] == D(200000)
    assert pagu["Program Dukungan Manajemen", "Dukungan Manajemen Rutan"] == D(200000)


def test_staff_with_the_sexes_down_and_ranks_across(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        ["REKAPITULASI PEGAWAI 31 DESEMBER 2024"], ["Tabel 1. Pegawai berdasarkan golongan"],
        ["Jenis Kelamin", "IV", "III", "II", "Jumlah"], ["Laki-laki", 1, 14, 31, 46], ["Perempuan", 0, 4, 6, 10],
        ["Jumlah", 1, 18, 37, 56],
    ])  # fmt: skip
    assert values(read, "pegawai", "perempuan", "kelompok", "label") == {
        ("golongan", "IV"): D(0), ("golongan", "III"): D(4),
        ("golongan", "II"): D(6), ("golongan", "Jumlah"): D(10),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("teks", "bulan"),
    [
        ("LAPORAN CAPAIAN KINERJA TRIWULAN I S.D. IV TAHUN 2026", 12),
        ("Realisasi TW I - TW III Tahun 2026", 9),
        ("Triwulan II Tahun 2026", 6),
        ("SEMESTER I DAN II TAHUN 2026", 12),
    ],
)
def test_a_span_of_quarters_ends_with_its_last(teks: str, bulan: int) -> None:
    state = find_state([teks], 2026)
    assert state.tanggal is not None and state.tanggal.month == bulan


def test_the_budget_of_a_perjanjian_kinerja_may_stand_in_lines_below_it(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        ["PERJANJIAN KINERJA TAHUN 2024"], ["No", "Sasaran Kegiatan", "Indikator Kinerja", "Target"],
        ["1", "Meningkatnya pelayanan tahanan", "Persentase tahanan yang dilayani", "90%"],
        ["2", "Meningkatnya keamanan Rutan", "Jumlah gangguan keamanan", "4 Kejadian"], [None],
        ["Jumlah Anggaran :"], [None],
        ["1. Program Pemasyarakatan Rp 5.120.450.000,-"],
        ["2. Program Dukungan Manajemen Rp"], ["1.245.300.000,-"],
        ["Kegiatan tersebut dibiayai dengan anggaran sebesar Rp 9.000.000,-"],
    ])  # fmt: skip
    assert values(read, "anggaran_pk", "pagu", "tingkat", "nama") == {
        ("program", "Program Pemasyarakatan"): D(5120450000),
        ("program", "Program Dukungan Manajemen"): D(1245300000),
    }
