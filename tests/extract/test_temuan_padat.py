"""Forty cells of which the same is to be said are one finding that names them all."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from extract.collect import read_folder
from extract.finding import Finding, Tingkat
from extract.temuan_padat import gather


def unreadable(place: str, content: str, file: str = "rekap.xlsx") -> Finding:
    text = f"{file}, {place}: kolom Realisasi berisi '{content}', seharusnya angka."
    return Finding("SEL-TAK-TERBACA", Tingkat.PERINGATAN, text, (f"{file}: {place}",))


def test_many_cells_of_a_column_are_one_finding() -> None:
    found = gather([unreadable(f"Data!E{row}", f"lihat {row}") for row in range(4, 24)])
    assert len(found) == 1
    assert found[0].lokasi == tuple(f"rekap.xlsx: Data!E{row}" for row in range(4, 24))
    assert "19 sel lain" in found[0].pesan
    assert "(E5, E6, E7, E8, E9, E10, dan 13 tempat lain)" in found[0].pesan


def test_cells_of_other_files_sheets_or_words_stay_apart() -> None:
    apart = [
        unreadable("Data!E4", "x"), unreadable("Lain!E4", "x"), unreadable("Data!E5", "x"),
        unreadable("Data!E4", "x", "lain.xlsx"),
    ]  # fmt: skip
    assert gather(apart) == apart
    assert gather(apart * 4)[0].lokasi[:2] == ("rekap.xlsx: Data!E4", "rekap.xlsx: Data!E5")


def test_a_pdf_names_its_pages_not_its_boxes() -> None:
    found = gather(
        [unreadable(f"hlm {page} kotak 1.0,2.0,3.{n},4.0", "x", "a.pdf") for page in (1,) for n in range(5)]
    )
    assert "(hlm 1)" in found[0].pesan


def test_a_workbook_with_words_for_numbers_says_it_once(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Realisasi Anggaran per Jenis Belanja Tahun 2023"])
    sheet.append(["Jenis Belanja", "Pagu", "Realisasi", "Sisa"])
    for name in ("Belanja Pegawai", "Belanja Barang", "Belanja Modal", "Belanja Bantuan Sosial", "Belanja Hibah"):
        sheet.append([name, 1_000_000, "menyusul", "menyusul"])
    book.save(tmp_path / "belanja.xlsx")
    cells = [f for f in read_folder(tmp_path, 2023).findings if f.kode == "SEL-TAK-TERBACA"]
    assert sorted(len(f.lokasi) for f in cells) == [5, 5]
