"""Recaps in layouts unlike the samples, written by hand: read right, or refused by name."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from extract.collect import read_folder
from tests.extract.rekap_buku import codes, read_book, values, write_book

D = Decimal
JUDUL = ["REKAPITULASI CAPAIAN KINERJA TAHUN 2024"]


def test_thousands_fractions_other_order_anywhere_on_the_sheet(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        ["LAPORAN REALISASI BELANJA MENURUT JENIS BELANJA"], ["RUMAH TAHANAN NEGARA KELAS IIB PARIGI"],
        ["S.D. 31 Desember 2024"], ["(dalam ribuan rupiah)"], [],
        ["Kode", "Uraian", "Realisasi", "Pagu", "%", "Sisa"],
        ["51", "Belanja Pegawai", 950000, 1000000, 0.95, 50000],
        ["52", "Belanja Barang", 480000.5, 500000, 0.960001, 19999.5],
        ["53", "Belanja Modal", 0, 0, None, 0],
        [None, "Jumlah", 1430000.5, 1500000, 0.953334, 69999.5],
    ], top=9, left=4)  # fmt: skip
    assert values(read, "belanja", "pagu", "jenis") == {
        "pegawai": D(1_000_000_000), "barang": D(500_000_000), "modal": D(0), "total": D(1_500_000_000),
    }  # fmt: skip
    assert values(read, "belanja", "realisasi", "jenis")["barang"] == D(480_000_500)
    assert values(read, "belanja", "persen", "jenis")["pegawai"] == D(95)
    assert "modal" not in values(read, "belanja", "persen", "jenis")  # blank is no fact
    assert codes(read) == {"PERSEN-PECAHAN"}
    assert {str(f.per_tanggal) for f in read.tabel("belanja")} == {"2024-12-31"}


def test_names_wrapped_over_rows_and_sasaran_as_divider_rows(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        ["CAPAIAN KINERJA TRIWULAN IV TAHUN 2024"], ["RUTAN KELAS IIB PARIGI"],
        ["No", "Indikator Kinerja Kegiatan", "Target", "Realisasi", "Capaian"],
        ["Sasaran: Meningkatnya Pelayanan Tahanan di wilayah sesuai standar"],
        ["1", "Persentase tahanan yang memperoleh", "80%", "88%", "110%"],
        [None, "layanan bantuan hukum"],
        ["2", "Persentase menurunnya overstaying", "90%", "45%", "50%"],
        ["Meningkatnya Dukungan Layanan Manajemen Satker"],
        ["1", "Jumlah Layanan Perkantoran", "1 Layanan", "1 Layanan", "100%"],
        [None, "Rata-rata capaian", None, None, "86,67%"],
    ])  # fmt: skip
    names = values(read, "capaian", "indikator", "sasaran_no", "indikator_no")
    assert names == {
        (1, 1): "Persentase tahanan yang memperoleh layanan bantuan hukum",
        (1, 2): "Persentase menurunnya overstaying", (2, 1): "Jumlah Layanan Perkantoran",
    }  # fmt: skip
    assert {f.key("sasaran") for f in read.tabel("capaian")} == {
        "Meningkatnya Pelayanan Tahanan di wilayah sesuai standar",
            "Meningkatnya Dukungan Layanan Manajemen Satker",
    }  # fmt: skip
    assert codes(read) == set()


def test_two_families_below_each_other_on_one_sheet(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        ["REALISASI ANGGARAN PER JENIS BELANJA"], ["TA 2024"], ["No", "Jenis Belanja", "Pagu", "Realisasi"],
        ["1", "Pegawai", "1.000.000", "900.000"], ["2", "Barang", "2.000.000", "1.900.000"], ["3", "Modal",
            "0", "0"],
        [], ["NILAI SMART DJA TA 2024"], ["No", "Satker", "Nilai", "CRO", "Penyerapan"],
        ["1", "RUTAN PARIGI", 91.2, "90,5", 99],
    ])  # fmt: skip
    assert values(read, "belanja", "realisasi", "jenis") == {
        "pegawai": D(900_000),
        "barang": D(1_900_000),
        "modal": D(0),
    }
    assert values(read, "smart", "cro", "satker") == {"RUTAN PARIGI": D("90.5")}


def test_two_tables_side_by_side(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        ["DATA PEGAWAI TAHUN 2024"], ["Berdasarkan Golongan", None, None, None, "Berdasarkan Pendidikan"],
        ["Golongan", "L", "P", None, "Pendidikan", "Jumlah"], ["II", 3, 4, None, "SMA", 10],
        ["III", 5, 6, None, "S1", 8], ["Jumlah", 8, 10, None, "Jumlah", 18],
    ])  # fmt: skip
    assert values(read, "pegawai", "laki", "kelompok", "label") == {
        ("Golongan", "II"): D(3), ("Golongan", "III"): D(5), ("Golongan", "Jumlah"): D(8),
    }  # fmt: skip
    assert values(read, "pegawai", "jumlah", "kelompok", "label") == {
        ("Pendidikan", "SMA"): D(10), ("Pendidikan", "S1"): D(8), ("Pendidikan", "Jumlah"): D(18),
    }  # fmt: skip


def test_agreement_in_a_workbook_with_lists_in_one_cell(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        ["PERJANJIAN KINERJA TAHUN 2024"], ["RUTAN KELAS IIB PARIGI"],
        ["No", "Sasaran Strategis", "Indikator Kinerja Utama", "Target"],
        ["1", "Terwujudnya A", "1. Indeks Kepuasan\n2. Persentase B\nyang panjang", "80\n50%"],
        ["No", "Sasaran Program", "Indikator Kinerja Program", "Target"], ["1", "Terwujudnya C", "Opini BPK",
            "WTP"],
        ["No", "Sasaran Kegiatan", "Indikator Kinerja Kegiatan", "Target"],
        ["1", "Meningkatnya D", "Persentase E", "90%"], [None, None, "Jumlah F", "12 Laporan"], [],
        ["No", "Program/Kegiatan", "Anggaran"], ["1", "Program Dukungan Manajemen", "Rp1.500.000.000"],
        ["a", "Dukungan Manajemen UPT", "Rp1.500.000.000"], [None, "Jumlah", "Rp1.500.000.000"],
        [None, None, "Parigi, 2 Januari 2024"],
    ], top=2, left=2)  # fmt: skip
    assert values(read, "perjanjian_kinerja", "target", "tingkat", "sasaran_no", "indikator_no") == {
        ("strategis", 1, 1): D(80), ("strategis", 1, 2): D(50), ("program", 1, 1): "WTP",
        ("kegiatan", 1, 1): D(90), ("kegiatan", 1, 2): D(12),
    }  # fmt: skip
    names = values(read, "perjanjian_kinerja", "indikator", "tingkat", "indikator_no")
    assert names[("strategis", 2)] == "Persentase B yang panjang"
    assert values(read, "anggaran_pk", "pagu", "tingkat", "nama") == {
        ("program", "Program Dukungan Manajemen"): D(1_500_000_000),
        ("kegiatan", "Dukungan Manajemen UPT"): D(1_500_000_000),
    }  # fmt: skip
    assert codes(read) == set()


def test_renstra_without_sasaran_is_matched_by_name_and_says_so(tmp_path: Path) -> None:
    write_book(tmp_path / "a.xlsx", {"capaian": [
        JUDUL, ["Sasaran Kegiatan", "Indikator Kinerja", "Satuan", "Target", "Realisasi", "Capaian"],
        ["Meningkatnya A", "Persentase tahanan yang memperoleh bantuan hukum", "%", 80, 88, 110],
        ["Meningkatnya B", "Jumlah Layanan Perkantoran", "Layanan", 1, 1, 100],
    ]})  # fmt: skip
    write_book(tmp_path / "b.xlsx", {"renstra": [
        ["TARGET RENSTRA 2025-2029"], ["No", "Indikator Kinerja", "Target"], [None, None, 2025, 2026],
        ["1", "Persentase tahanan yang memperoleh bantuan hukm", 80, 85],
        ["2", "Jumlah Layanan Perkantoran", "1 Layanan", "1 Layanan"], ["3", "Indikator asing", 5, 6],
    ]})  # fmt: skip
    read = read_folder(tmp_path, 2024)
    targets = values(read, "renstra", "target", "sasaran_no", "indikator_no", "tahun")
    assert targets[(1, 1, 2025)] == 80 and targets[(2, 1, 2026)] == 1
    assert targets[(3, 3, 2025)] == 5  # no counterpart: a number of its own, and a finding
    assert codes(read) == {"PADANAN-NAMA", "INDIKATOR-TANPA-PADANAN", "SUMBER-TAHUN"}  # it begins after the report


def test_full_code_hierarchy_with_more_columns_and_three_header_words(tmp_path: Path) -> None:
    money = [3000, 1000, 1000, 2000, 66.67, 1000]
    read = read_book(tmp_path, [
        ["LAPORAN FA DETAIL (16 SEGMEN)"], ["PERIODE DESEMBER 2024"], ["SATKER : 654321 RUTAN PARIGI"],
        ["KODE", "URAIAN", "PAGU REVISI", "REALISASI", None, None, "%", "SISA ANGGARAN"],
        [None, None, None, "PERIODE LALU", "PERIODE INI", "S.D. PERIODE", None, None],
        ["013.05.WA", "Program Dukungan Manajemen", *money], ["WA.6231", "Dukungan Manajemen UPT", *money],
        ["6231.EBA", "Layanan Dukungan", *money], ["6231.EBA.994", "Layanan Perkantoran", *money],
        ["001", "Gaji", 1000, 0, 1000, 1000, 100, 0], ["A", "Tanpa sub", 1000, 0, 1000, 1000, 100, 0],
        ["511111", "Belanja Gaji Pokok", 1000, 0, 1000, 1000, 100, 0], ["002", "Operasional", 2000, 1000, 0,
            1000, 50, 1000],
        [None, "JUMLAH SELURUHNYA", *money], ["* pagu blokir 0"],
    ])  # fmt: skip
    spent = values(read, "fa_detail", "realisasi", "kode")
    assert spent["6231.EBA.994.001"] == 1000 and spent["6231.EBA.994.002"] == 1000
    assert spent["6231.EBA.994.001.A.511111"] == 1000 and spent["013.05.WA"] == 2000
    assert codes(read) == set()
    assert read.files[0].kode_satker == "654321"


def test_total_that_does_not_tie_is_said_at_its_cell(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        ["REALISASI ANGGARAN BELANJA PER JENIS BELANJA"], ["PER 31 DESEMBER 2024"],
        ["Jenis Belanja", "Pagu", "Realisasi", "Sisa", "%"],
        ["Belanja Pegawai", "1.000.000", "900.000", "100.000", "90,00%"],
        ["Belanja Barang", "2.000.000", "1.000.000", "1.000.001", "50,00%"],
        ["JUMLAH", "3.000.000", "1.900.000", "1.100.000", "63,33%"],
    ])  # fmt: skip
    wrong = [f for f in read.findings if f.kode == "BACA-SISA"]
    assert [(f.tercetak, f.seharusnya, f.lokasi) for f in wrong] == [
        ("1.000.001", "1000000", ("rekap.xlsx: Lembar!D5",))
    ]
    assert any(f.kode == "BACA-JUMLAH" and f.lokasi == ("rekap.xlsx: Lembar!D6",) for f in read.findings)
    assert values(read, "belanja", "sisa", "jenis")["barang"] == 1_000_001  # as printed, never repaired


def test_ambiguous_number_alone_is_refused_and_row_arithmetic_settles_it(tmp_path: Path) -> None:
    head = ["Sasaran", "Indikator Kinerja", "Satuan", "Target", "Realisasi", "Capaian"]
    alone = read_book(tmp_path / "a", [JUDUL, head[:5], ["A", "Indeks paspor", "Indeks", "2", "1.234"]])
    assert values(alone, "capaian", "realisasi", "indikator_no") == {}
    assert "ANGKA-AMBIGU" in codes(alone)
    tied = read_book(tmp_path / "b", [JUDUL, head, ["A", "Jumlah paspor", "Orang", "1.000", "1.234", "123,4%"]])
    assert values(tied, "capaian", "realisasi", "indikator_no") == {1: D(1234)}
    english = read_book(tmp_path / "c", [JUDUL, head, ["A", "Jumlah X", "Instansi", "2", "28", "1,400%"]])
    assert values(english, "capaian", "capaian", "indikator_no") == {1: D(1400)}


def test_misspelt_headings_are_read_and_reported(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        ["Capaian Kinerja 2024"], ["Sasaran Kegitan", "Indikator Kinerja Kegitan", "Targt", "Realisai",
            "Persentse"],
        ["Meningkatnya A", "Persentase B", "80", "88", "110"],
    ])  # fmt: skip
    assert values(read, "capaian", "realisasi", "indikator_no") == {1: D(88)}
    assert len([f for f in read.findings if f.kode == "JUDUL-MIRIP"]) == 5


def test_heading_in_no_map_names_the_nearest_candidates(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        JUDUL, ["Sasaran", "Indikator Kinerja", "Target", "Realisasi", "Capaian", "Zona Integritas"],
        ["A", "Persentase B", "80%", "88%", "110%", "7"],
    ])  # fmt: skip
    finding = next(f for f in read.findings if f.kode == "JUDUL-TAK-DIKENAL")
    assert "Zona Integritas" in finding.pesan and "capaian.yml" in finding.pesan and "Paling dekat" in finding.pesan


def test_years_beside_each_other_in_one_table(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        ["CAPAIAN KINERJA 2023 DAN 2024"], ["Sasaran", "Indikator Kinerja", "Tahun 2023", None, None, "Tahun 2024"],
        [None, None, "Target", "Realisasi", "Capaian", "Target", "Realisasi", "Capaian"],
        ["A sasaran", "Persentase B", "80%", "88%", "110%", "90%", "90%", "100%"],
    ])  # fmt: skip
    assert values(read, "capaian_lalu", "realisasi", "tahun") == {2023: D(88)}
    assert values(read, "capaian", "realisasi", "indikator_no") == {1: D(90)}


def test_profile_without_header_row(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        ["DATA SATKER"], ["Nama Satker", ":", "Rutan Kelas IIB Parigi"], ["Kode Satker", ":", 654321],
        ["Kepala", ":", "Budi"], ["NIP", ":", "19780114 199703 1 001"],
    ])  # fmt: skip
    assert {f.kolom: f.nilai for f in read.tabel("profil")} == {
        "nama": "Rutan Kelas IIB Parigi", "kode_satker": "654321", "kepala": "Budi", "nip": "197801141997031001",
    }  # fmt: skip


def test_formula_without_value_is_evaluated_or_reported(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        ["REALISASI ANGGARAN BELANJA PER JENIS BELANJA"], ["PER 31 DESEMBER 2024"],
        ["Jenis Belanja", "Pagu", "Realisasi", "Sisa", "%"],
        ["Belanja Pegawai", 1000, 900, "=B4-C4", "=ROUND(C4/B4*100;2)"],
        ["Belanja Barang", 2000, 1000, "=B5-C5", "=VLOOKUP(A5,X1:Y9,2)"],
        ["JUMLAH", "=SUM(B4:B5)", "=SUM(C4:C5)", "=B6-C6", None],
    ])  # fmt: skip
    assert values(read, "belanja", "sisa", "jenis") == {"pegawai": D(100), "barang": D(1000), "total": D(1100)}
    assert values(read, "belanja", "pagu", "jenis")["total"] == 3000
    assert values(read, "belanja", "persen", "jenis") == {"pegawai": D(90), "barang": None}
    texts = {f.kolom: f.teks_asli for f in read.tabel("belanja") if f.key("jenis") == "total"}
    assert texts["pagu"] == "=SUM(B4:B5)"
    assert {"REKAP-RUMUS", "REKAP-RUMUS-DIHITUNG", "XLS-RUMUS-KOSONG"} <= codes(read)


def test_ikpa_of_one_row_with_dash_and_two_headers(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        ["NILAI IKPA SATKER"], ["S.D. BULAN DESEMBER 2024"],
        ["No", "Nama Satker", "Kualitas Perencanaan", None, "Kualitas Pelaksanaan", None, None, None,
            "Kualitas Hasil", "Nilai IKPA"],
        [None, None, "Revisi DIPA", "Deviasi Hal III DIPA", "Penyerapan", "Belanja Kontraktual",
            "Penyelesaian Tagihan", "UP/TUP", "Capaian Output"],
        ["1", "RUTAN PARIGI", 100, "98,55", 95.5, "-", 100, 99, 100, "98,10"],
    ])  # fmt: skip
    assert values(read, "ikpa", "kontraktual", "satker", "baris") == {("RUTAN PARIGI", "nilai"): None}
    assert values(read, "ikpa", "nilai_akhir", "satker") == {"RUTAN PARIGI": D("98.10")}
    assert {str(f.per_tanggal) for f in read.tabel("ikpa")} == {"2024-12-31"}


def test_own_row_of_a_table_over_satker_gives_the_satkers_belanja(tmp_path: Path) -> None:
    groups = ["BELANJA PEGAWAI", None, "BELANJA BARANG", None, "BELANJA MODAL", None, "TOTAL", None]
    write_book(tmp_path / "a.xlsx", {"x": [
        ["REALISASI BELANJA SATKER TA 2024"], ["NO", "KODE SATKER", "SATKER", *groups],
        [None, None, None, *["PAGU", "REALISASI"] * 4],
        [1, "654321", "RUTAN PARIGI", 100, 90, 200, 150, 0, 0, 300, 240],
        [2, "654322", "LAPAS PALU", 1000, 900, 2000, 1500, 10, 5, 3010, 2405],
    ]})  # fmt: skip
    write_book(tmp_path / "b.xlsx", {"x": [["PROFIL SATUAN KERJA"], ["Uraian", "Isian"], ["Nama Satuan Kerja",
        "Rutan Kelas IIB Parigi"],
                                           ["Kode Satuan Kerja", "654321"], ["Alamat", "Jl. Mawar"]]})  # fmt: skip
    read = read_folder(tmp_path, 2024)
    assert values(read, "belanja", "realisasi", "jenis") == {"pegawai": 90, "barang": 150, "modal": 0, "total": 240}
    assert values(read, "satker_belanja", "pagu", "kode_satker", "jenis")[("654322", "total")] == 3010
    assert codes(read) == set()


def test_percentages_kept_as_bare_fractions_are_scaled_and_said(tmp_path: Path) -> None:
    head = ["Sasaran", "Indikator Kinerja", "Satuan", "Target", "Realisasi", "Capaian"]
    read = read_book(
        tmp_path,
        [JUDUL, head, ["A", "Persentase X", "%", 0.8, 0.88, 1.1], ["A", "Persentase Y", "%", 0.65, 0.5, 0.7692]],
    )
    assert values(read, "capaian", "target", "indikator_no") == {1: D(80), 2: D(65)}
    assert values(read, "capaian", "realisasi", "indikator_no") == {1: D(88), 2: D(50)}
    assert values(read, "capaian", "capaian", "indikator_no") == {1: D(110), 2: D("76.92")}
    assert codes(read) == {"PERSEN-PECAHAN"}


def test_divisi_in_a_column_or_above_each_table(tmp_path: Path) -> None:
    column = read_book(
        tmp_path / "a",
        [
            JUDUL,
            ["Divisi", "Sasaran", "Indikator Kinerja", "Target", "Realisasi", "Capaian"],
            ["Divisi Administrasi", "A", "Indeks X", "3,1", "3,2", "103,23%"],
            ["Divisi Pemasyarakatan", "B", "Persentase Y", "80%", "88%", "110%"],
            [None, None, "Persentase Z", "50%", "50%", "100%"],
        ],
    )
    assert values(column, "capaian", "target", "divisi", "sasaran_no", "indikator_no") == {
        ("Administrasi", 1, 1): D("3.1"),
        ("Pemasyarakatan", 1, 1): D(80),
        ("Pemasyarakatan", 1, 2): D(50),
    }
    head = ["No", "Target Kinerja", "Capaian (%)"]
    above = read_book(
        tmp_path / "b",
        [
            ["CAPAIAN TARGET KINERJA (E-TARJA) TAHUN 2024"],
            ["Divisi Administrasi"], head, [1, "Nilai SAKIP", 100], [2, "Revisi", "98,5"],
            ["Rata-rata", None, "99,25"],
            [], ["Divisi Keimigrasian"], head, [1, "Paspor", 100],
        ],
    )  # fmt: skip
    assert values(above, "e_tarja", "persen", "divisi", "no") == {
        ("Administrasi", 1): D(100),
        ("Administrasi", 2): D("98.5"),
        ("Keimigrasian", 1): D(100),
    }


def test_two_rows_of_one_key_are_never_dropped_in_silence(tmp_path: Path) -> None:
    read = read_book(
        tmp_path,
        [
            ["FA DETAIL"], ["PER 31 DESEMBER 2024"], ["Kode", "Uraian", "Pagu", "Realisasi"],
            ["5252.BDC.004", "Layanan", 1000, 900], ["5252.BDC.004", "Layanan", 2000, 900],
        ],
    )  # fmt: skip
    assert values(read, "fa_detail", "pagu", "kode") == {"5252.BDC.004": 1000}
    assert "BARIS-GANDA" in codes(read)
