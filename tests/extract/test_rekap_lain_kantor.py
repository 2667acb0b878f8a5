"""Habits of other offices: small tables per sasaran, tables on their side, months, words, gaps between recaps."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from extract.bacaan import Bacaan
from extract.collect import read_folder
from extract.finding import Tingkat
from extract.kenali import recognise
from extract.read import read_document
from tests.extract.rekap_buku import codes, read_book, values, write_book

D = Decimal
PK = ["PERJANJIAN KINERJA TAHUN 2024"]
KEPALA = ["No", "Indikator Kinerja Kegiatan", "Target"]
PEGAWAI = ["REKAPITULASI PEGAWAI KEADAAN 31 DESEMBER 2024"]


def level(read: Bacaan, kode: str) -> set[Tingkat]:
    return {f.tingkat for f in read.findings if f.kode == kode}


def test_each_sasaran_above_its_own_small_table(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        PK, ["Sasaran Kegiatan 1", ": Meningkatnya pembinaan narapidana di wilayah"], KEPALA,
        ["1", "Persentase narapidana yang dibina", "96%"], [],
        ["Sasaran 2. Meningkatnya keamanan dan ketertiban lapas"], KEPALA,
        ["1", "Indeks keamanan dan ketertiban", "3,5"], ["2", "Persentase pengaduan yang ditangani", "80%"],
    ])  # fmt: skip
    assert values(read, "perjanjian_kinerja", "target", "sasaran_no", "indikator_no") == {
        (1, 1): D(96), (2, 1): D("3.5"), (2, 2): D(80),
    }  # fmt: skip
    assert set(values(read, "perjanjian_kinerja", "sasaran", "sasaran_no").values()) == {
        "Meningkatnya pembinaan narapidana di wilayah", "Meningkatnya keamanan dan ketertiban lapas",
    }  # fmt: skip
    assert codes(read) == set()


def test_an_agreement_without_any_sasaran_is_said(tmp_path: Path) -> None:
    read = read_book(tmp_path, [PK, KEPALA, ["1", "Persentase A", "96%"], [], KEPALA, ["1", "Persentase B", "80%"]])
    assert level(read, "SASARAN-KOSONG") == {Tingkat.PERINGATAN}


def test_jenis_belanja_as_columns(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        ["REALISASI ANGGARAN PER JENIS BELANJA TA 2024 (dalam jutaan rupiah)"],
        ["Uraian", "Belanja Pegawai", "Belanja Barang", "Belanja Modal", "Total"],
        ["Pagu", 5000, 2000, "-", 7000], ["Realisasi", 4990, 1900.5, "-", 6890.5], ["Sisa", 10, 99.5, "-", 109.5],
    ])  # fmt: skip
    assert values(read, "belanja", "realisasi", "jenis") == {
        "pegawai": D(4_990_000_000), "barang": D(1_900_500_000), "modal": None, "total": D(6_890_500_000),
    }  # fmt: skip
    assert codes(read) == set()


def test_a_turned_table_is_checked_like_any_other(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        ["REALISASI ANGGARAN PER JENIS BELANJA TA 2024"],
        ["Uraian", "Belanja Pegawai", "Belanja Barang", "Belanja Modal", "Total"],
        ["Pagu", 5000, 2000, 100, 7100], ["Realisasi", 4990, 1900, 100, 6999], ["Sisa", 10, 100, 0, 101],
    ])  # fmt: skip
    assert "BACA-JUMLAH" in codes(read)  # 6990 was meant


def test_scores_written_downwards(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        ["NILAI IKPA LPKA KELAS II SAMARINDA S.D. DESEMBER 2024"],
        ["No", "Indikator", "Nilai", "Bobot", "Nilai Akhir"],
        [1, "Revisi DIPA", 100, 10, 10], [2, "Deviasi Halaman III DIPA", 90, 15, 13.5],
        [3, "Penyerapan Anggaran", 95, 20, 19], [4, "Capaian Output", 100, 25, 25],
        [None, "Nilai Total", None, 70, 67.5],
    ])  # fmt: skip
    assert {f.key("satker") for f in read.tabel("ikpa")} == {"LPKA KELAS II SAMARINDA"}
    assert values(read, "ikpa", "deviasi_hal3", "baris") == {
        "nilai": D(90), "bobot": D(15), "nilai_akhir": D("13.5"),
    }  # fmt: skip
    assert values(read, "ikpa", "nilai_total", "baris") == {"nilai": D("67.5")}
    assert values(read, "ikpa", "konversi_bobot", "baris") == {"nilai": D(70)}


def test_the_last_month_with_values_counts(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["IKPA LAPAS KELAS IIA TARAKAN TAHUN 2024"],
        ["Bulan", "Revisi DIPA", "Deviasi Hal III DIPA", "Penyerapan Anggaran", "Capaian Output", "Nilai Akhir"],
        ["Januari", 100, 80, 70, 60, 71], ["Februari", 100, 81, 75, 70, 77], ["Maret", 0, 0, 0, 0, 0],
    ]  # fmt: skip
    read = read_book(tmp_path, rows)
    assert values(read, "ikpa", "nilai_akhir", "baris") == {"nilai": D(77)}
    assert {str(f.per_tanggal) for f in read.tabel("ikpa")} == {"2024-02-29"}
    assert level(read, "REKAP-BULANAN") == {Tingkat.PERINGATAN}  # not the end of the year


def test_words_beside_a_number_agree_with_it_or_it_is_not_read(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        PK, ["Sasaran", "Indikator Kinerja", "Target"],
        ["Meningkatnya A", "Jumlah operasi", "12 (dua belas) Kegiatan"],
        ["", "Jumlah rapat", "12 (sebelas) Kegiatan"],
        ["", "Jumlah surat", "125 (seratus dua puluh lima)"],
    ])  # fmt: skip
    assert values(read, "perjanjian_kinerja", "target", "indikator_no") == {1: D(12), 3: D(125)}
    assert codes(read) == {"SEL-TAK-TERBACA"}


def test_groups_of_staff_inside_one_table(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        PEGAWAI, ["No", "Uraian", "Jumlah"],
        ["A", "Jenis Kelamin", None], [1, "Laki-laki", 41], [2, "Perempuan", 12],
        [None, "Jumlah", 53], ["B", "Pendidikan", None], [1, "S-1", 26], [2, "SLTA", 27], [None, "Jumlah", 53],
    ])  # fmt: skip
    assert values(read, "pegawai", "jumlah", "kelompok", "label") == {
        ("Jenis Kelamin", "Laki-laki"): D(41), ("Jenis Kelamin", "Perempuan"): D(12),
        ("Jenis Kelamin", "Jumlah"): D(53),
        ("Pendidikan", "S-1"): D(26), ("Pendidikan", "SLTA"): D(27), ("Pendidikan", "Jumlah"): D(53),
    }  # fmt: skip
    assert codes(read) == set()


def test_staff_counts_that_differ_between_groupings_are_said(tmp_path: Path) -> None:
    write_book(tmp_path / "a.xlsx", {
        "Uraian": [PEGAWAI, ["Jumlah Pegawai"], ["No", "Uraian", "Jumlah"], [1, "Seluruh pegawai", 36]],
        "Golongan": [PEGAWAI, ["No", "Golongan", "Jumlah"], [1, "III", 20], [2, "II", 15]],
    })  # fmt: skip
    read = read_folder(tmp_path, 2024)
    assert level(read, "PEGAWAI-BEDA") == {Tingkat.PERINGATAN}
    assert "Golongan 35" in next(f.pesan for f in read.findings if f.kode == "PEGAWAI-BEDA")


def test_a_year_missing_between_others_is_named(tmp_path: Path) -> None:
    def capaian(tahun: int) -> list[list[str]]:
        return [[f"CAPAIAN KINERJA TAHUN {tahun}"],
                ["Sasaran", "Indikator Kinerja", "Target", "Realisasi", "Capaian"],
                ["Meningkatnya A", "Persentase B", "80%", "88%", "110%"]]  # fmt: skip

    write_book(tmp_path / "a.xlsx", {str(t): capaian(t) for t in (2024, 2022, 2021)})
    read = read_folder(tmp_path, 2024)
    assert level(read, "SUMBER-TAHUN") == {Tingkat.PERINGATAN}
    assert "capaian kinerja tahun 2023" in next(f.pesan for f in read.findings if f.kode == "SUMBER-TAHUN")


def test_last_years_table_over_satker_is_not_dropped_in_silence(tmp_path: Path) -> None:
    head = ["Kode Satker", "Satuan Kerja", "Pagu", "Realisasi"]
    write_book(tmp_path / "a.xlsx", {"x": [
        ["REALISASI ANGGARAN TAHUN 2023"], head, ["408111", "Lapas A", 1000, 900],
        ["408112", "Lapas B", 2000, 1900],
    ]})  # fmt: skip
    read = read_folder(tmp_path, 2024)
    assert not read.tabel("belanja_lalu")
    assert level(read, "SATKER-TAHUN-LALU") == {Tingkat.PERINGATAN}


def test_a_far_likeness_of_a_heading_is_a_warning(tmp_path: Path) -> None:
    rows = [["CAPAIAN KINERJA TAHUN 2024"], ["Sasaran", "Indikator Kinerja", "Targt", "Realisasi", "Capaian"],
            ["Meningkatnya A", "Persentase B", "80%", "88%", "110%"]]  # fmt: skip
    read = read_book(tmp_path, rows)
    assert values(read, "capaian", "target", "indikator_no") == {1: D(80)}
    assert level(read, "JUDUL-MIRIP") == {Tingkat.PERINGATAN}


def test_monev_with_months_as_rows_and_its_satker_in_the_title(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        ["e-MONEV BAPPENAS BAPAS KELAS II JEMBER TAHUN 2024"], ["Bulan", "Anggaran (%)", "Progres (%)"],
        ["Januari", "8,1", "8,3"], ["Februari", "16,2", "-"],
    ])  # fmt: skip
    assert {f.key("satker") for f in read.tabel("e_monev")} == {"BAPAS KELAS II JEMBER"}
    assert values(read, "e_monev", "anggaran", "bulan") == {"januari": D("8.1"), "februari": D("16.2")}
    assert values(read, "e_monev", "progres", "bulan") == {"januari": D("8.3"), "februari": None}


def test_each_programs_total_is_not_the_total_of_all(tmp_path: Path) -> None:
    head = ["Kode", "Uraian", "Pagu", "Realisasi"]
    title = ["RINCIAN ANGGARAN DAN REALISASI PER KEGIATAN TA 2024"]
    sheets: dict[str, Sequence[Sequence[Any]]] = {
        "a": [title, head, ["1572", "Pembinaan", 900, 800], [None, "Jumlah", 900, 800]],
        "b": [title, head, ["1569", "Dukungan", 500, 400], [None, "Jumlah", 500, 400]],
    }
    write_book(tmp_path / "x" / "fa.xlsx", sheets)
    read = read_folder(tmp_path / "x", 2024)
    assert values(read, "fa_detail", "pagu", "kode", "uraian") == {("1572", None): D(900), ("1569", None): D(500)}
    assert "FA-JUMLAH" in codes(read)
    whole: dict[str, Sequence[Sequence[Any]]] = {
        **sheets, "c": [title, head, ["A", "Semua program", 1400, 1200], [None, "Jumlah", 1400, 1200]],
    }  # fmt: skip
    write_book(tmp_path / "y" / "fa.xlsx", whole)
    read = read_folder(tmp_path / "y", 2024)
    assert values(read, "fa_detail", "realisasi", "uraian")["JUMLAH"] == D(1200)


def test_scores_of_other_years_are_named(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        ["IKPA BAPAS KELAS II JEMBER DESEMBER 2024"],
        ["Keterangan", "Revisi DIPA", "Deviasi Hal III DIPA", "LPJ Bendahara", "Penyerapan", "Nilai Akhir"],
        ["Nilai", 100, 90, 77, 95, 96],
    ])  # fmt: skip
    finding = next(f for f in read.findings if f.kode == "IKPA-INDIKATOR-LAIN")
    assert "LPJ Bendahara" in finding.pesan and "Revisi" not in finding.pesan


def test_two_columns_with_one_heading_are_said(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        ["REALISASI BELANJA TA 2024"], ["Jenis Belanja", "Pagu", "Realisasi", "Realisasi"],
        ["Belanja Pegawai", 1000, 900, 950], ["Belanja Barang", 500, 400, 450], ["Belanja Modal", 10, 9, 10],
    ])  # fmt: skip
    assert level(read, "JUDUL-GANDA") == {Tingkat.PERINGATAN}


def test_an_unknown_table_is_explained_heading_by_heading(tmp_path: Path) -> None:
    write_book(tmp_path / "baru.xlsx", {"Serapan": [
        ["DAYA SERAP DANA SATKER TAHUN 2024"], ["Klasifikasi", "Dana Tersedia", "Dana Terserap", "Persen"],
        ["Belanja Pegawai", 5000, 4900, 98], ["Belanja Barang", 1000, 900, 90], ["Belanja Modal", 10, 10, 100],
    ]})  # fmt: skip
    report = recognise(read_document(tmp_path / "baru.xlsx", tmp_path))
    told = "\n".join(report.penjelasan)
    assert "belanja.yml" in told and "judul 'Persen' -> persen" in told
    assert "judul 'Dana Tersedia' TIDAK DIKENAL" in told and "pagu; realisasi" in told


def test_a_lone_fraction_under_percent_is_said(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        ["CAPAIAN KINERJA TAHUN 2024"],
        ["Sasaran", "Indikator Kinerja", "Satuan", "Target", "Realisasi", "Capaian"],
        ["Meningkatnya A", "Persentase B", "%", 0.9, 0.95, 1.0556], [None, "Indeks C", "Indeks", 3.2, 3.3, 1.0313],
    ])  # fmt: skip
    assert level(read, "PECAHAN-RAGU") == {Tingkat.PERINGATAN}


def test_a_quarters_own_percentage_proves_nothing_for_the_year(tmp_path: Path) -> None:
    head = ["Sasaran", "Indikator Kinerja", "Target", "Realisasi TW III", "Realisasi TW IV"]
    rows: list[Sequence[Any]] = [["Meningkatnya A", "Jumlah B", 100, 20, 30, "30%"],
                                 [None, "Jumlah C", 50, 10, 15, "30%"]]  # fmt: skip
    own = read_book(tmp_path / "a", [["CAPAIAN KINERJA TAHUN 2024"], [*head, "Capaian TW IV"], *rows])
    assert level(own, "REALISASI-TRIWULAN") == {Tingkat.PERINGATAN}
    year = read_book(tmp_path / "b", [["CAPAIAN KINERJA TAHUN 2024"], [*head, "Capaian"], *rows])
    assert level(year, "REALISASI-TRIWULAN") == {Tingkat.INFO}


def test_the_last_of_several_states_of_an_amount(tmp_path: Path) -> None:
    read = read_book(tmp_path / "a", [
        ["REALISASI BELANJA TA 2024"],
        ["Jenis Belanja", "Pagu Semula", "Pagu Menjadi", "Realisasi s.d. Bulan Lalu", "Realisasi s.d. Bulan Ini"],
        ["Belanja Pegawai", 1000, 1100, 800, 900], ["Belanja Barang", 500, 450, 300, 400],
        ["Belanja Modal", 9, 9, 8, 9],
    ])  # fmt: skip
    assert values(read, "belanja", "pagu", "jenis") == {"pegawai": D(1100), "barang": D(450), "modal": D(9)}
    assert values(read, "belanja", "realisasi", "jenis") == {"pegawai": D(900), "barang": D(400), "modal": D(9)}
    years = read_book(tmp_path / "b", [
        ["REALISASI BELANJA"], ["Jenis Belanja", "Pagu 2023", "Realisasi 2023", "Pagu 2024", "Realisasi 2024"],
        ["Belanja Pegawai", 1000, 900, 1100, 950], ["Belanja Barang", 500, 400, 600, 550],
    ])  # fmt: skip
    assert values(years, "belanja", "pagu", "tahun", "jenis")[(2024, "pegawai")] == D(1100)
    assert values(years, "belanja_lalu", "pagu", "tahun", "jenis")[(2023, "pegawai")] == D(1000)


def test_parts_of_a_jenis_belanja_are_not_the_whole(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        ["REALISASI BELANJA TA 2024"], ["Uraian", "Pagu", "Realisasi"], ["Belanja Pegawai", 1000, 900],
        ["Belanja Barang Operasional", 300, 200], ["Belanja Barang Non Operasional", 200, 200],
        ["Belanja Modal", 10, 9], ["Jumlah", 1510, 1309],
    ])  # fmt: skip
    assert set(values(read, "belanja", "pagu", "jenis")) == {"pegawai", "modal", "total"}
    assert "BARIS-TAK-DIKENAL" in codes(read)


def test_the_sasaran_beside_the_indicators_is_theirs(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        PK, ["Sasaran Program", "Sasaran Kegiatan", "Indikator Kinerja Kegiatan", "Target"],
        ["Program X meningkat", "Meningkatnya A", "Persentase B", "80%"],
        ["Program X meningkat", "Meningkatnya C", "Persentase D", "70%"],
    ])  # fmt: skip
    assert values(read, "perjanjian_kinerja", "sasaran", "sasaran_no") == {1: "Meningkatnya A", 2: "Meningkatnya C"}


def test_sasaran_numbered_in_roman_among_the_indicators(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        PK, KEPALA, ["I", "Meningkatnya layanan tahanan di wilayah", None], ["1", "Persentase B", "80%"],
        ["II", "Meningkatnya keamanan di wilayah", None], ["1", "Persentase C", "70%"],
        ["2", "Jumlah D", "2 Laporan"],
    ])  # fmt: skip
    assert values(read, "perjanjian_kinerja", "target", "sasaran_no", "indikator_no") == {
        (1, 1): D(80), (2, 1): D(70), (2, 2): D(2),
    }  # fmt: skip
    assert codes(read) == set()


def test_scores_of_several_years_in_one_table(tmp_path: Path) -> None:
    rows = [["SMART DJA LAPAS KELAS IIA TARAKAN"], ["Uraian", "2023", "2024"], ["Penyerapan Anggaran", "98", "99"],
            ["Konsistensi", "90", "92"], ["CRO", "100", "100"], ["Nilai Kinerja", "88", "90"]]  # fmt: skip
    read = read_book(tmp_path, rows)
    assert values(read, "smart", "nilai", "satker") == {"LAPAS KELAS IIA TARAKAN": D(90)}
    assert level(read, "REKAP-TAHUNAN") == {Tingkat.INFO}
