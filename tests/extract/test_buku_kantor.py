"""Habits of clerks and of exports in workbooks: short words, parts of headings, tables laid out otherwise."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from extract.bacaan import Bacaan
from extract.collect import read_folder
from extract.finding import Tingkat
from extract.headings_asing import judul_baku
from tests.extract.rekap_buku import codes, read_book, values, write_book

D = Decimal
TANGAN = Path(__file__).parent.parent / "fixtures" / "tangan"
BELANJA = ["REALISASI ANGGARAN PER JENIS BELANJA TA 2024"]


def level(read: Bacaan, kode: str) -> set[Tingkat]:
    return {f.tingkat for f in read.findings if f.kode == kode}


def read_sheet(folder: Path, rows: dict[str, Any], merged: tuple[str, ...] = ()) -> Bacaan:
    """Read a workbook of cells given by address, some merged."""
    folder.mkdir(parents=True, exist_ok=True)
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for address, value in rows.items():
        sheet[address] = value
    for span in merged:
        sheet.merge_cells(span)
    book.save(folder / "rekap.xlsx")
    return read_folder(folder, 2024)


@pytest.mark.parametrize(("printed", "said"), [
    ("Real.", "realisasi"), ("Peny. Tagihan", "penyelesaian tagihan"), ("Peny. Anggaran", "penyerapan anggaran"),
    ("Dev. Hal. III", "deviasi halaman iii"), ("Jml. Pegawai", "jumlah pegawai"), ("Target TA", "target"),
    ("Sum of Pagu", "pagu"), ("Gol./Ruang", "golongan ruang"), ("Alokasi (Rp000)", "alokasi"),
    ("Sasaran Kegiatan (SK)", "sasaran kegiatan"), ("A", "a"),
])  # fmt: skip
def test_headings_in_short_words_are_written_out(printed: str, said: str) -> None:
    assert judul_baku(printed) == said


def test_a_heading_over_numbers_and_names_heads_the_names(tmp_path: Path) -> None:
    rows = {
        "A1": "PERJANJIAN KINERJA TAHUN 2024", "A2": "No", "B2": "Sasaran Kegiatan", "C2": "Indikator Kinerja",
        "E2": "Target", "A3": 1, "B3": "Meningkatnya pembinaan", "C3": 1, "D3": "Persentase dibina", "E3": "90%",
        "C4": 2, "D4": "Jumlah kegiatan", "E4": 12,
    }  # fmt: skip
    read = read_sheet(tmp_path, rows, ("C2:D2", "A3:A4", "B3:B4"))
    assert values(read, "perjanjian_kinerja", "indikator", "sasaran_no", "indikator_no") == {
        (1, 1): "Persentase dibina", (1, 2): "Jumlah kegiatan",
    }  # fmt: skip
    codes_ = {**{k: v for k, v in rows.items() if k[0] != "C"}, "C2": "Indikator Kinerja", "C3": "IKK 1.1",
              "C4": "IKK 1.2"}  # fmt: skip
    again = read_sheet(tmp_path / "kode", codes_, ("C2:D2", "A3:A4", "B3:B4"))
    assert set(values(again, "perjanjian_kinerja", "indikator", "indikator_no").values()) == {
        "Persentase dibina", "Jumlah kegiatan",
    }  # fmt: skip
    assert codes(read) | codes(again) <= {"SUMBER-KURANG", "SUMBER-TAMBAHAN"}


@pytest.mark.parametrize("leaf_first", [False, True])
def test_funds_are_parts_of_the_budget_never_the_whole(tmp_path: Path, leaf_first: bool) -> None:
    groups, leaves = ["RM", "PNBP", "Jumlah"], ["Pagu", "Realisasi"]
    pairs = [(b, a) for a in leaves for b in groups] if leaf_first else [(g, x) for g in groups for x in leaves]
    top = ["Jenis Belanja", *[p[1] if leaf_first else p[0] for p in pairs], "Sisa"]
    low = [None, *[p[0] if leaf_first else p[1] for p in pairs], None]
    amounts = {("RM", "Pagu"): 70, ("RM", "Realisasi"): 60, ("PNBP", "Pagu"): 30, ("PNBP", "Realisasi"): 20,
               ("Jumlah", "Pagu"): 100, ("Jumlah", "Realisasi"): 80}  # fmt: skip
    row = [amounts[p] for p in pairs]
    read = read_book(tmp_path, [BELANJA, top, low, *[[f"Belanja {j}", *row, 20] for j in ("Pegawai", "Barang")]])
    found = {k: v for k, v in values(read, "belanja", "pagu", "jenis").items()}
    assert found in ({}, {"pegawai": D(100), "barang": D(100)})
    if not found:
        assert level(read, "TABEL-TAK-DIKENAL") == {Tingkat.PERINGATAN}


@pytest.mark.parametrize("per_tahun", [False, True])
def test_long_tables_of_one_value_a_row(tmp_path: Path, per_tahun: bool) -> None:
    rows: list[list[Any]] = [["ta", "jenis belanja", "uraian", "nilai"]]
    for year in (2023, 2024) if per_tahun else (2024,):
        for n, jenis in enumerate(("Belanja Pegawai", "Belanja Barang", "Belanja Modal"), 1):
            pagu = n * 1000 + year
            for uraian, nilai in (("Pagu", pagu), ("Realisasi", pagu - 10), ("Sisa", 10)):
                rows.append([year, jenis, uraian, nilai])
    read = read_book(tmp_path, rows)
    assert values(read, "belanja", "pagu", "jenis") == {
        "pegawai": D(3024), "barang": D(4024), "modal": D(5024),
    }  # fmt: skip
    assert values(read, "belanja_lalu", "realisasi", "jenis").get("modal") == (D(5013) if per_tahun else None)


def test_a_long_table_of_targets_by_year(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["TARGET RENSTRA"], ["Indikator Kinerja", "Satuan", "Tahun", "Target"]]
    names = ("Persentase anak yang dibina", "Jumlah layanan pembinaan")
    rows += [
        [name, "Layanan", year, n * 10 + year - 2020] for n, name in enumerate(names) for year in range(2022, 2025)
    ]
    read = read_book(tmp_path, rows)
    assert values(read, "renstra", "target", "indikator_no", "tahun") == {
        (n + 1, year): D(n * 10 + year - 2020) for n in range(2) for year in range(2022, 2025)
    }  # fmt: skip


def test_a_long_table_that_says_a_value_twice_is_not_read(tmp_path: Path) -> None:
    rows = [["jenis belanja", "uraian", "nilai"]]
    rows += [["Belanja Pegawai", u, n] for u in ("Pagu", "Realisasi") for n in ("100", "90")]
    rows += [["Belanja Barang", u, "50"] for u in ("Pagu", "Realisasi")]
    read = read_book(tmp_path, rows)
    assert values(read, "belanja", "pagu", "jenis") == {}
    assert "TABEL-TAK-DIKENAL" in codes(read)


def test_indicators_across_and_years_or_values_down(tmp_path: Path) -> None:
    names = ["Persentase anak yang dibina", "Persentase anak yang sehat", "Jumlah gangguan keamanan"]
    read = read_book(tmp_path, [
        ["CAPAIAN KINERJA TAHUN 2024"], ["IKK", "IKK.1.1", "IKK.1.2", "IKK.2.1"], ["Uraian", *names],
        ["Target", 90, 80, 4], ["Realisasi", 95, 80, 3], ["Capaian (%)", "105,56", 100, 125],
    ])  # fmt: skip
    assert list(values(read, "capaian", "indikator", "indikator_no").values()) == names
    assert list(values(read, "capaian", "realisasi", "indikator_no").values()) == [D(95), D(80), D(3)]
    renstra = read_book(tmp_path / "r", [
        ["RENCANA STRATEGIS"], ["Indikator", *names], ["2023", 80, 70, 5], ["2024", 90, 80, 4], ["2025", 95, 85, 3],
    ])  # fmt: skip
    assert values(renstra, "renstra", "target", "tahun", "indikator_no")[(2024, 3)] == D(4)


def test_scores_written_downwards_under_their_aspects(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        ["NILAI IKPA TAHUN ANGGARAN 2024"], ["LAPAS KELAS IIB CONTOH"], [],
        ["No", "Indikator", "Nilai", "Bobot", "Nilai Akhir"], ["Kualitas Perencanaan Anggaran"],
        [1, "Revisi DIPA", 100, 10, 10], [2, "Deviasi Hal. III DIPA", 90, 10, 9], ["Kualitas Pelaksanaan Anggaran"],
        [3, "Penyerapan Anggaran", 95, 20, 19], [4, "Peny. Tagihan", 100, 10, 10], ["Kualitas Hasil"],
        [5, "Cap. Output", 100, 25, 25],
    ])  # fmt: skip
    assert values(read, "ikpa", "deviasi_hal3", "baris") == {
        "nilai": D(90),
        "bobot": D(10),
        "nilai_akhir": D(9),
    }
    assert values(read, "ikpa", "capaian_output", "baris")["nilai"] == D(100)


def test_codes_in_a_column_for_each_level(tmp_path: Path) -> None:
    head = ["Keg", "KRO", "RO", "Uraian", "Pagu", "Realisasi"]
    flat = read_book(tmp_path / "datar", [["REALISASI ANGGARAN PER RO TA 2024"], head,
        [5252, "BDC", 4, "Layanan Kesehatan", 100, 90],
        [6231, "EBA", 994, "Layanan Perkantoran", 200, 190]])  # fmt: skip
    down = read_book(tmp_path / "turun", [["REALISASI ANGGARAN PER RO TA 2024"], head,
        [5252, None, None, "Penyelenggaraan", 100, 90], [None, "BDC", None, "Fasilitasi", 100, 90],
        [None, None, "004", "Layanan Kesehatan", 100, 90]])  # fmt: skip
    assert set(values(flat, "fa_detail", "pagu", "kode")) == {"5252.BDC.004", "6231.EBA.994"}
    assert set(values(down, "fa_detail", "pagu", "kode")) == {"5252", "5252.BDC", "5252.BDC.004"}


def test_staff_by_rank_and_ruang_and_on_its_side(tmp_path: Path) -> None:
    read = read_book(tmp_path / "a", [["PEGAWAI MENURUT GOLONGAN"], ["Gol.", "a", "b", "c", "d", "e", "Jumlah"],
        ["IV", 2, 1, 0, 0, 0, 3], ["III", 9, 12, 7, 6, None, 33]])  # fmt: skip
    assert values(read, "pegawai", "jumlah", "label")["III/d"] == D(6)
    assert "III" not in values(read, "pegawai", "jumlah", "label")
    assert level(read, "BACA-JUMLAH") == {Tingkat.PERINGATAN}
    side = read_book(tmp_path / "b", [["PEGAWAI MENURUT PENDIDIKAN"], [None, "SMA", "S1"],
        ["Laki-laki", 10, 5], ["Perempuan", 3, 4], ["Jumlah", 13, 9]])  # fmt: skip
    assert values(side, "pegawai", "jumlah", "label") == {"SMA": D(13), "S1": D(9)}


def test_a_list_of_staff_is_named_and_not_counted(tmp_path: Path) -> None:
    rows = [["DAFTAR PEGAWAI"], ["No", "Nama", "NIP", "Gol", "Jabatan", "L/P"]]
    rows += [[str(n), f"Nama {n}", f"19800101200501100{n}", "III/a", "Staf", "L"] for n in range(1, 5)]
    read = read_book(tmp_path, rows)
    assert values(read, "pegawai", "jumlah", "label") == {}
    assert level(read, "DAFTAR-PEGAWAI") == {Tingkat.INFO} and "SEL-TAK-TERBACA" not in codes(read)


def test_a_table_no_map_knows_beside_another_takes_none_of_its_figures(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["PEGAWAI"], ["No", "Golongan", "Jumlah", None, "No", "Ruangan Kerja", "Kursi", "Meja"],
        ["1", "II/a", 3, None, "1", "Tata Usaha", 9, 4], ["2", "II/b", 4, None, "2", "Pembinaan", 8, 2],
        ["3", "III/a", 5, None, "3", "Pelayanan", 7, 1],
    ]  # fmt: skip
    read = read_book(tmp_path, rows)
    assert values(read, "pegawai", "jumlah", "label") == {"II/a": D(3), "II/b": D(4), "III/a": D(5)}


def test_two_cells_above_a_table_say_whose_it_is(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        ["NILAI SMART DJA"], ["Satker", "409362 - LAPAS KELAS IIB CONTOH"], ["Tahun Anggaran", 2024], [],
        ["Penyerapan", 99.1], ["Konsistensi RPD", 90], ["Cap. RO", 100], ["Efisiensi", 5],
        ["Nilai Efisiensi", 62.5],
    ])  # fmt: skip
    assert set(values(read, "smart", "cro", "satker")) == {"LAPAS KELAS IIB CONTOH"}


def test_quarters_named_by_their_last_day(tmp_path: Path) -> None:
    ends = ((3, 31), (6, 30), (9, 30), (12, 31))
    rows: list[list[Any]] = [["e-Monev Bappenas"], ["Posisi", "Real. Anggaran", "Real. Fisik"]]
    rows += [[date(2024, m, d), n * 10, n * 11] for n, (m, d) in enumerate(ends, 1)]
    read = read_book(tmp_path, rows)
    assert values(read, "e_monev", "progres", "triwulan") == {n: D(n * 11) for n in range(1, 5)}


def test_the_cumulative_columns_win_over_the_last_quarters_own(tmp_path: Path) -> None:
    read = read_sheet(tmp_path, {
        "A1": "CAPAIAN KINERJA TAHUN 2024", "A2": "Sasaran", "B2": "Indikator Kinerja", "C2": "Target",
        "D2": "TW III",
        "E2": "TW IV", "F2": "s.d. TW IV", "D3": "Real.", "E3": "Real.", "F3": "Real.", "G3": "Cap. (%)",
        "A4": "Meningkatnya A", "B4": "Jumlah B", "C4": 100, "D4": 20, "E4": 30, "F4": 90, "G4": 90,
        "B5": "Jumlah C", "C5": 50, "D5": 10, "E5": 15, "F5": 50, "G5": 100,
    }, ("A2:A3", "B2:B3", "C2:C3", "F2:G2"))  # fmt: skip
    assert list(values(read, "capaian", "realisasi", "indikator_no").values()) == [D(90), D(50)]
    assert list(values(read, "capaian", "capaian", "indikator_no").values()) == [D(90), D(100)]


def test_figures_by_month_and_receipts_have_no_place_and_are_said(tmp_path: Path) -> None:
    months = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Ags"]
    read = read_book(tmp_path, [["DATA KLIEN PER BULAN 2024"], ["Uraian", *months], ["Klien dewasa", *range(1, 9)],
                                ["Klien anak", *range(2, 10)]])  # fmt: skip
    assert level(read, "TABEL-LUAR") == {Tingkat.INFO}
    assert "BERKAS-TAK-DIKENAL" not in codes(read)


def test_the_last_state_of_a_working_copy_counts_whichever_sheet_comes_first(tmp_path: Path) -> None:
    def state(day: str, amount: int) -> list[list[Any]]:
        rows: list[list[Any]] = [["REALISASI ANGGARAN PER JENIS BELANJA"], [f"Per {day} 2024"]]
        rows.append(["Jenis Belanja", "Pagu", "Realisasi"])
        return rows + [[f"Belanja {j}", 100, amount] for j in ("Pegawai", "Barang", "Modal")]

    write_book(tmp_path / "a.xlsx", {"lama (2)": state("30 September", 60), "final": state("31 Desember", 90)})
    read = read_folder(tmp_path, 2024)
    assert set(values(read, "belanja", "realisasi", "jenis").values()) == {D(90)}
    assert level(read, "BARIS-GANDA") == {Tingkat.PERINGATAN}


def test_a_span_of_months_ends_with_the_last(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        ["REALISASI ANGGARAN PER JENIS BELANJA"], ["PERIODE JANUARI s/d DESEMBER 2024"],
        ["Jenis Belanja", "Pagu", "Realisasi"], ["Belanja Pegawai", 100, 90], ["Belanja Barang", 100, 90],
    ])  # fmt: skip
    assert {f.per_tanggal for f in read.facts if f.tabel == "belanja"} == {date(2024, 12, 31)}


def test_percent_formats_of_an_old_workbook_are_seen() -> None:
    read = read_folder(TANGAN / "2026" / "lpka-kupang", 2026)
    targets = [f for f in read.facts if f.source.file.endswith(".xls") and f.kolom == "target"]
    assert {f.nilai for f in targets if f.satuan == "%"} == {D(88), D(70), D(95), D(94), D(80)}
    done = [f for f in read.facts if f.tabel == "capaian" and f.kolom == "realisasi"]
    assert [f.satuan for f in done][:5] == ["%", "%", "%", "%", "Indeks"]  # of the year, from its last quarter
    assert level(read, "XLS-LAMA") == {Tingkat.INFO} and "PERSEN-PECAHAN" not in codes(read)


def test_values_stacked_in_rows_under_each_indicator(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["CAPAIAN KINERJA"], ["No", "Indikator Kinerja", None, 2023, 2024]]
    for n, name in enumerate(("Persentase tahanan yang dibina", "Jumlah layanan perkantoran"), 1):
        rows += [
            [n, name, "Target", 10, 20],
            [None, None, "Realisasi", 9, 18],
            [None, None, "Capaian", "90%", "90%"],
        ]
    read = read_book(tmp_path, rows)
    assert values(read, "capaian", "realisasi", "indikator_no") == {1: D(18), 2: D(18)}
    assert values(read, "capaian_lalu", "target", "indikator_no") == {1: D(10), 2: D(10)}
    assert values(read, "renstra", "target", "indikator_no") == {}
    quarters = read_book(tmp_path / "tw", [["CAPAIAN KINERJA TAHUN 2024"], ["Indikator", "Uraian", "TW I", "TW II"],
        ["Persentase A", "Target", 5, 10], [None, "Realisasi", 4, 9], ["Persentase B", "Target", 5, 10],
        [None, "Realisasi", 4, 9]])  # fmt: skip
    assert values(quarters, "renstra", "target", "indikator_no") == {}
    assert {f.tingkat for f in quarters.findings if f.kode in ("REALISASI-TRIWULAN", "TABEL-TAK-DIKENAL")} == {
        Tingkat.PERINGATAN
    }


def test_headings_after_a_blank_row_end_the_table_above(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        ["PERJANJIAN KINERJA TAHUN 2024"], ["Sasaran", "Indikator", "Target"],
        ["Meningkatnya A", "Persentase B", "90%"], [], ["Program / Kegiatan", "Pagu Awal (Rp)"],
        ["Program Dukungan Manajemen", 500], ["Dukungan Manajemen", 500],
    ])  # fmt: skip
    assert list(values(read, "perjanjian_kinerja", "indikator", "sasaran_no").values()) == ["Persentase B"]
    assert values(read, "anggaran_pk", "pagu", "nama") == {
        "Program Dukungan Manajemen": D(500), "Dukungan Manajemen": D(500),
    }  # fmt: skip


def test_full_codes_with_their_program_and_groups_in_a_column(tmp_path: Path) -> None:
    read = read_book(tmp_path / "fa", [["REALISASI PER KEGIATAN TA 2024"],
        ["Kode Lengkap", "Uraian", "Pagu", "Realisasi"], ["013.05.BF", "Program", 100, 90],
        ["013.05.BF.5252", "Kegiatan", 100, 90], ["013.05.BF.5252.BDC.003.051", "Komponen", 100, 90]])  # fmt: skip
    assert set(values(read, "fa_detail", "pagu", "kode")) == {"013.05.BF", "5252", "5252.BDC.003.051"}
    staff = read_book(tmp_path / "sdm", [["DATA PEGAWAI"], ["Kategori", "Rincian", "L", "P", "Total"],
        ["Golongan", "III", 5, 1, 6], [None, "II", 4, 0, 4],
        ["Pendidikan", "S1", 5, 1, 6], [None, "SLTA", 4, 0, 4]])  # fmt: skip
    assert set(values(staff, "pegawai", "jumlah", "kelompok", "label")) == {
        ("Golongan", "III"), ("Golongan", "II"), ("Pendidikan", "S1"), ("Pendidikan", "SLTA"),
    }  # fmt: skip


def test_a_profile_in_single_cells(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        ["IDENTITAS"], ["Nama Satuan Kerja : Rutan Kelas IIB Contoh"], ["Kode Satker : 407812"],
        ["Alamat : Jl. Merdeka 1"], ["Kepala Rutan : Budi"], ["Telepon : (021) 123456"],
    ])  # fmt: skip
    assert values(read, "profil", "kode_satker") == {(): "407812"}


def test_a_cross_beside_ticks_says_not_done_and_alone_says_nothing(tmp_path: Path) -> None:
    head = ["No", "Satker", "Jan", "Feb", "Mar", "Apr"]
    title = ["CHECKLIST PENGISIAN E-PERFORMANCE TAHUN 2024"]
    read = read_book(tmp_path / "a", [title, head, [1, "LAPAS A", "v", "x", "v", "v"], [2, "LAPAS B", *"vvvv"]])
    assert values(read, "e_performance", "isi", "satker", "periode")[("LAPAS A", "februari")] == D(0)
    assert values(read, "e_performance", "isi", "satker", "periode")[("LAPAS B", "april")] == D(1)
    alone = read_book(tmp_path / "b", [title, head, [1, "LAPAS A", *"xxxx"], [2, "LAPAS B", *"xxxx"]])
    assert values(alone, "e_performance", "isi", "satker") == {}
    assert Tingkat.PERINGATAN in level(alone, "SEL-TAK-TERBACA")


def test_reports_of_e_monev_numbered_by_month_are_quarters_unless_every_month_is_there(tmp_path: Path) -> None:
    def book(periods: list[str]) -> list[list[Any]]:
        top = ["Satker", *[p for period in periods for p in (period, None)]]
        low = [None, *["Keuangan", "Fisik"] * len(periods)]
        return [["E-MONEV BAPPENAS TA 2024"], top, low, ["LAPAS A", *range(1, 2 * len(periods) + 1)]]

    quarters = read_book(tmp_path / "tw", book(["B03", "B06", "B09", "B12"]))
    assert values(quarters, "e_monev", "progres", "triwulan") == {n: D(2 * n) for n in range(1, 5)}
    months = read_book(tmp_path / "bln", book(["B01", "B02", "B03", "B04"]))
    assert set(values(months, "e_monev", "progres", "bulan")) == {"januari", "februari", "maret", "april"}


@pytest.mark.parametrize(("judul", "pagu", "tingkat"), [
    ("REALISASI BELANJA SUMBER DANA : PNBP TA 2024", {}, Tingkat.PERINGATAN),
    ("REALISASI BELANJA RM TA 2024", {"pegawai": D(100), "barang": D(50)}, Tingkat.INFO),
    ("REALISASI BELANJA MENURUT SUMBER DANA (RM DAN PNBP) TA 2024", {"pegawai": D(100), "barang": D(50)}, None),
])  # fmt: skip
def test_a_table_of_one_source_of_funds(
    tmp_path: Path, judul: str, pagu: dict[str, Decimal], tingkat: Tingkat | None
) -> None:
    read = read_book(tmp_path, [[judul], ["Jenis Belanja", "Pagu", "Realisasi"], ["Belanja Pegawai", 100, 90],
                                ["Belanja Barang", 50, 45]])  # fmt: skip
    assert values(read, "belanja", "pagu", "jenis") == pagu
    assert level(read, "SUMBER-DANA") == ({tingkat} if tingkat else set())


def test_rows_by_source_of_funds_are_parts(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        BELANJA, ["Uraian", "Sumber Dana", "Pagu", "Realisasi"], ["Belanja Pegawai", "RM", 100, 90],
        ["Belanja Barang", "RM", 50, 45], ["Belanja Barang", "PNBP", 20, 10], ["Jumlah", None, 170, 145],
    ])  # fmt: skip
    assert values(read, "belanja", "pagu", "jenis") == {"pegawai": D(100), "total": D(170)}
    assert level(read, "BARIS-TAK-DIKENAL") == {Tingkat.PERINGATAN}


def test_an_amount_merged_over_indicators_stands_once(tmp_path: Path) -> None:
    read = read_sheet(tmp_path, {
        "A1": "PERJANJIAN KINERJA TAHUN 2024", "A2": "Sasaran", "B2": "Indikator", "C2": "Target", "D2": "Anggaran",
        "A3": "Meningkatnya A", "B3": "Persentase B", "C3": "90%", "D3": 500, "B4": "Persentase C", "C4": "80%",
    }, ("A3:A4", "D3:D4"))  # fmt: skip
    assert values(read, "perjanjian_kinerja", "anggaran", "indikator_no") == {1: D(500)}
    assert values(read, "perjanjian_kinerja", "target", "indikator_no") == {1: D(90), 2: D(80)}


def test_answers_of_a_profile_lose_their_colon(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        ["Nama Lapas", ": Lapas Contoh"], ["Kode Satker", ": 407533"], ["Alamat", ": Jalan 1"],
        ["NIP Kalapas", ": 197009121995031001"], ["Email", ": a@b.id"],
    ])  # fmt: skip
    assert values(read, "profil", "alamat") == {(): "Jalan 1"}
    assert values(read, "profil", "nip") == {(): "197009121995031001"}
