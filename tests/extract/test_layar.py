"""Screens of web applications: printed by a browser, exported by their table component."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extract.bacaan import Bacaan
from extract.collect import read_folder
from extract.finding import Tingkat
from extract.rekap_periksa import same_satker
from tests.extract.layar import Kolom, Layar
from tests.extract.rekap_buku import codes, read_book, values

D = Decimal
CHROME = ("1/7/25, 9:20 AM Capaian Kinerja", "https://kinerja.contoh.go.id/capaian?tahun=2024 1/1")
FIREFOX = ("Capaian Kinerja https://kinerja.contoh.go.id/capaian", "1 of 1 07/01/2025, 09.20")
CAPAIAN = [
    Kolom("No", 26), Kolom("Sasaran Kegiatan", 120), Kolom("Indikator Kinerja Kegiatan", 170),
    Kolom("Target", 50, True), Kolom("Realisasi", 56, True), Kolom("Capaian", 58, True), Kolom("Status", 58),
]  # fmt: skip
ISI: list[list[str | None]] = [
    ["1", "Meningkatnya pelayanan tahanan di wilayah", "Persentase tahanan yang memperoleh bantuan hukum di rutan",
     "90", "94,00", "104,44%", "Tercapai"],
    ["2", None, "Persentase tahanan yang memperoleh penyuluhan", "80", "82,50", "103,13%", "Tercapai"],
    ["3", "Meningkatnya keamanan dan ketertiban", "Persentase gangguan keamanan yang dicegah",
     "90", "85,00", "94,44%", "Belum"],
    ["4", None, "Persentase pengaduan yang ditindaklanjuti sesuai standar pelayanan", "70", "77,00", "110,00%",
     "Tercapai"],
]  # fmt: skip
BENAR = {(1, 1): D(94), (1, 2): D("82.5"), (2, 1): D(85), (2, 2): D(77)}
BELANJA = [Kolom("Jenis Belanja", 150), Kolom("Pagu", 110, True), Kolom("Realisasi", 110, True),
           Kolom("Sisa", 90, True), Kolom("Penyerapan", 70, True)]  # fmt: skip
UANG = [
    ["Belanja Pegawai", "5.412.330.000", "5.398.771.204", "13.558.796", "99,75 %"],
    ["Belanja Barang", "3.126.480.000", "3.098.204.615", "28.275.385", "99,10 %"],
    ["Belanja Modal", "84.600.000", "84.512.000", "88.000", "99,90 %"],
    ["Total", "8.623.410.000", "8.581.487.819", "41.922.181", "99,51 %"],
]


def read_screen(
    folder: Path, kolom: Sequence[Kolom], rows: Sequence[Sequence[Any]], gaya: str,
    judul: Sequence[str], sekitar: tuple[str, str] = ("", ""), kartu: Sequence[str] = (), lencana: int = -1,
) -> Bacaan:  # fmt: skip
    own = folder / "rutan-contoh"
    own.mkdir()
    page = Layar(own / "layar.pdf", atas=sekitar[0], bawah=sekitar[1])
    for text in judul:
        page.baris(text, 11)
    if kartu:
        page.kartu(kartu)
    page.tabel(kolom, rows, gaya, lencana=lencana)
    page.simpan()
    return read_folder(own, 2024)


@pytest.mark.parametrize("sekitar", [CHROME, FIREFOX], ids=["chrome", "firefox"])
@pytest.mark.parametrize("gaya", ["bawah", "atas", "kepala", "kotak"])
def test_cells_are_told_by_their_own_borders(tmp_path: Path, gaya: str, sekitar: tuple[str, str]) -> None:
    read = read_screen(tmp_path, CAPAIAN, ISI, gaya, ["Capaian Kinerja Tahun 2024"], sekitar, lencana=6)
    assert values(read, "capaian", "realisasi", "sasaran_no", "indikator_no") == BENAR
    assert values(read, "capaian", "capaian", "sasaran_no", "indikator_no")[2, 2] == D(110)
    assert "PDF-SEL-RAGU" not in codes(read) and "JUDUL-TAK-DIKENAL" not in codes(read)


@pytest.mark.parametrize("gaya", ["bawah", "atas", "zebra", "kepala", "kotak", "kosong"])
def test_money_on_a_screen_is_read_whatever_it_draws(tmp_path: Path, gaya: str) -> None:
    titles = ["Realisasi Belanja per Jenis Belanja", "Tahun Anggaran: 2024 | s.d. Bulan: Desember"]
    read = read_screen(tmp_path, BELANJA, UANG, gaya, titles, CHROME)
    assert values(read, "belanja", "pagu", "jenis")["total"] == D(8623410000)
    assert values(read, "belanja", "sisa", "jenis")["barang"] == D(28275385)
    assert set(values(read, "belanja", "persen", "jenis").values()) == {
        D("99.75"),
        D("99.10"),
        D("99.90"),
        D("99.51"),
    }


def test_cards_that_repeat_the_table_are_no_lost_figures(tmp_path: Path) -> None:
    titles = ["Realisasi Belanja TA 2024"]
    cards = ["Rp 8,62 M", "Rp 8,58 M", "99,51%"]
    read = read_screen(tmp_path, BELANJA, UANG, "bawah", titles, kartu=cards)
    assert "PDF-BARIS-LEPAS" not in codes(read)


def test_cards_that_say_something_else_are_reported(tmp_path: Path) -> None:
    read = read_screen(tmp_path, BELANJA, UANG, "bawah", ["Realisasi Belanja TA 2024"],
                       kartu=["Rp 9,99 M", "Rp 8,58 M", "99,51%"])  # fmt: skip
    assert "PDF-BARIS-LEPAS" in codes(read)


def test_tables_in_cards_below_one_another_stay_apart(tmp_path: Path) -> None:
    own = tmp_path / "rutan-contoh"
    own.mkdir()
    page = Layar(own / "renstra.pdf")
    page.baris("Matriks Target Kinerja Renstra 2023 - 2024", 12)
    kolom = [Kolom("No", 26), Kolom("Indikator", 300), Kolom("2023", 50), Kolom("2024", 50)]
    for n, (goal, names) in enumerate(
        [("Meningkatnya pelayanan tahanan", ["Persentase bantuan hukum", "Persentase penyuluhan hukum"]),
         ("Meningkatnya keamanan rutan", ["Persentase gangguan yang dicegah", "Persentase pengaduan selesai"])], 1,
    ):  # fmt: skip
        page.baris(f"Sasaran Kegiatan {n} : {goal}")
        page.tabel(kolom, [[str(i), name, str(70 + n), str(80 + i)] for i, name in enumerate(names, 1)], "bawah")
    page.simpan()
    read = read_folder(own, 2024)
    assert values(read, "renstra", "target", "sasaran_no", "indikator_no", "tahun") == {
        (s, i, y): D(70 + s if y == 2023 else 80 + i) for s in (1, 2) for i in (1, 2) for y in (2023, 2024)
    }  # fmt: skip


def test_group_headings_with_a_border_of_their_own_keep_their_columns(tmp_path: Path) -> None:
    own = tmp_path / "kanwil-contoh"
    own.mkdir()
    page = Layar(own / "satker.pdf", atas=CHROME[0], bawah=CHROME[1])
    page.baris("Realisasi Belanja per Satker TA 2024", 11)
    kolom = [Kolom("Kode", 44), Kolom("Nama Satker", 120)]
    kolom += [Kolom(name, 62, True) for _ in range(3) for name in ("Pagu", "Realisasi")]
    page.kelompok(kolom, [("Belanja Pegawai", 2, 3), ("Belanja Barang", 4, 5), ("Total", 6, 7)])
    rows = [["406130", "LAPAS JAMBI", "900.000", "880.000", "500.000", "490.000", "1.400.000", "1.370.000"],
            ["406147", "LAPAS BUNGO", "700.000", "690.000", "300.000", "290.000", "1.000.000", "980.000"],
            ["406151", "RUTAN TEBO", "600.000", "600.000", "200.000", "150.000", "800.000", "750.000"]]  # fmt: skip
    page.tabel(kolom, rows, "bawah", judul=False)
    page.simpan()
    found = values(read_folder(own, 2024), "satker_belanja", "realisasi", "kode_satker", "jenis")
    assert found["406151", "barang"] == D(150000) and found["406130", "total"] == D(1370000)
    assert len(found) == 9


def test_a_list_shown_in_part_is_said(tmp_path: Path) -> None:
    rows = [["DATA PEGAWAI BERDASARKAN GOLONGAN KEADAAN 31 DESEMBER 2024"], ["No", "Golongan", "Jumlah"],
            ["1", "II/a", "4"], ["2", "III/a", "6"]]  # fmt: skip
    part = read_book(tmp_path, [*rows, ["Menampilkan 1 sampai 2 dari 9 data"]])
    assert [f.tingkat for f in part.findings if f.kode == "TABEL-SEBAGIAN"] == [Tingkat.PERINGATAN]


def test_a_list_shown_whole_is_not(tmp_path: Path) -> None:
    whole = read_book(tmp_path, [
        ["DATA PEGAWAI BERDASARKAN GOLONGAN KEADAAN 31 DESEMBER 2024"], ["No", "Golongan", "Jumlah"],
        ["1", "II/a", "4"], ["2", "III/a", "6"], ["Showing 1 to 2 of 2 entries"],
    ])  # fmt: skip
    assert "TABEL-SEBAGIAN" not in codes(whole)
    assert values(whole, "pegawai", "jumlah", "label") == {"II/a": D(4), "III/a": D(6)}


def test_marks_and_words_say_what_was_filled_in(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        ["MONITORING PENGISIAN E-PERFORMANCE TAHUN 2024"], ["No", "Satuan Kerja", "Januari", "Februari", "Maret"],
        ["1", "Rutan Contoh", "\u2714", "\u2718", "Sudah"], ["2", "Lapas Contoh", "Belum", "Sudah mengisi", "1"],
    ])  # fmt: skip
    found = values(read, "e_performance", "isi", "satker", "periode")
    assert [found["Rutan Contoh", m] for m in ("januari", "februari", "maret")] == [1, 0, 1]
    assert [found["Lapas Contoh", m] for m in ("januari", "februari", "maret")] == [0, 1, 1]


def test_a_unit_below_every_name_is_the_unit(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        ["CAPAIAN KINERJA TAHUN 2024"], ["Sasaran Kegiatan", "Indikator Kinerja", "Target", "Realisasi"],
        ["Meningkatnya pelayanan", "Persentase tahanan yang dilayani\n%", "90", "94"],
        ["Meningkatnya pelayanan", "Persentase pengaduan selesai\n%", "80", "80"],
        ["Meningkatnya dukungan manajemen", "Jumlah layanan perkantoran\nLayanan", "1", "1"],
    ])  # fmt: skip
    names = values(read, "capaian", "indikator", "sasaran_no", "indikator_no")
    assert names[1, 1] == "Persentase tahanan yang dilayani" and names[2, 1] == "Jumlah layanan perkantoran"
    assert {f.satuan for f in read.facts if f.tabel == "capaian" and f.kolom == "target"} == {"%", "Layanan"}


def test_a_name_that_ends_in_a_unit_keeps_it(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        ["CAPAIAN KINERJA TAHUN 2024"], ["Sasaran Kegiatan", "Indikator Kinerja", "Target", "Realisasi"],
        ["Meningkatnya pelayanan", "Jumlah dokumen pada setiap\nLayanan", "4", "4"],
        ["Meningkatnya pelayanan", "Persentase pengaduan selesai", "80", "80"],
        ["Meningkatnya pelayanan", "Persentase tahanan yang dilayani", "90", "94"],
    ])  # fmt: skip
    assert values(read, "capaian", "indikator", "indikator_no")[1] == "Jumlah dokumen pada setiap Layanan"


@pytest.mark.parametrize("cabang", ["\u25be ", "+ ", "\u2212 ", "\u251c\u2500 "])
def test_what_a_tree_draws_before_a_code_is_no_code(tmp_path: Path, cabang: str) -> None:
    read = read_book(tmp_path, [
        ["FA DETAIL TA 2024"], ["Kode", "Uraian", "Pagu", "Realisasi"],
        [f"{cabang}5252.BDC.001", "Layanan Tahanan", "300", "290"], ["051", "Bahan Makanan", "200", "195"],
        ["052", "Layanan Kesehatan", "100", "95"],
    ])  # fmt: skip
    found = values(read, "fa_detail", "pagu", "kode")
    assert found == {"5252.BDC.001": D(300), "5252.BDC.001.051": D(200), "5252.BDC.001.052": D(100)}


def test_field_names_are_headings(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        ["KDSATKER", "KDPROGRAM", "KDGIAT", "KDOUTPUT", "KDSOUTPUT", "KDKMPNEN", "URAIAN", "PAGU", "REALISASI"],
        ["405762", "BF", "5252", "BDC", "001", "051", "Bahan Makanan", 200, 195],
        ["405762", "WA", "6231", "EBA", "994", "001", "Gaji", 900, 890],
    ])  # fmt: skip
    assert values(read, "fa_detail", "realisasi", "kode") == {
        "5252.BDC.001.051": D(195), "6231.EBA.994.001": D(890),
    }  # fmt: skip


def test_a_record_of_one_row_is_a_profile(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        ["Data Satuan Kerja"],
        ["No", "Kode Satker", "Nama Satker", "Alamat", "No. Telepon", "Nama Kepala", "NIP Kepala"],
        ["1", "405762", "Rumah Tahanan Negara Kelas IIB Bangil", "Jl. Mangga No. 2", "(0343) 741177", "Arif Budi",
         "198006142002121003"],
    ])  # fmt: skip
    found = {f.kolom: f.nilai for f in read.facts if f.tabel == "profil"}
    assert (found["kode_satker"], found["kepala"], found["telepon"]) == ("405762", "Arif Budi", "(0343) 741177")


def test_a_list_of_satker_is_no_profile(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        ["Data Satuan Kerja"], ["Kode Satker", "Nama Satker", "Alamat", "No. Telepon"],
        ["405762", "Rutan Bangil", "Jl. Mangga No. 2", "741177"],
        ["405763", "Rutan Kraksaan", "Jl. Apel 4", "741178"],
    ])  # fmt: skip
    assert not [f for f in read.facts if f.tabel == "profil"]


def test_the_balance_behind_the_total_group_is_the_totals(tmp_path: Path) -> None:
    heads = ["Kode Satker", "Nama Satker", "Pagu Belanja Pegawai", "Realisasi Belanja Pegawai",
             "Pagu Belanja Barang", "Realisasi Belanja Barang", "Total Pagu", "Total Realisasi",
             "Sisa"]  # fmt: skip
    read = read_book(tmp_path, [
        ["REALISASI ANGGARAN PER SATKER TA 2024"], heads,
        ["406130", "LAPAS JAMBI", 900, 880, 500, 490, 1400, 1370, 30],
        ["406147", "LAPAS BUNGO", 700, 690, 300, 290, 1000, 980, 20],
    ])  # fmt: skip
    assert values(read, "satker_belanja", "sisa", "kode_satker", "jenis") == {
        ("406130", "total"): D(30), ("406147", "total"): D(20),
    }  # fmt: skip


def test_two_kanwil_of_one_province_are_two() -> None:
    own = "Kantor Wilayah Direktorat Jenderal Pemasyarakatan Jambi"
    assert same_satker("KANWIL DITJENPAS JAMBI", own)
    assert not same_satker("KANWIL DITJENIM JAMBI", own)
