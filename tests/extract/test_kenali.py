"""Recognition of single files: what they are, and how that was understood."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.grid import Document
from extract.kenali import recognise, understand
from extract.read import read_document
from extract.rekap_sel import NUMERIC
from tests.extract.rekap_buku import write_book
from tests.extract.rekap_contoh import CONTOH, MASUKAN

BERKAS = [
    ("2023/bapas-polewali/OMSPAN_Belanja_2023.pdf", "belanja", "457893", 2023, "2023-12-31"),
    ("2023/bapas-polewali/OMSPAN_IKPA_2023.pdf", "ikpa", "457893", 2023, "2023-12-31"),
    ("2023/bapas-polewali/Profil_Satker.xlsx", "profil", "457893", 2023, "None"),
    ("2023/bapas-polewali/Renstra_2020-2024.xlsx", "renstra", None, None, "None"),
    ("2023/bapas-polewali/SIMPEG_Pegawai_2023.xlsx", "pegawai", None, 2023, "2023-12-31"),
    ("2023/kanwil-kalbar/OMSPAN_Belanja_2023.pdf", "satker_belanja", None, 2023, "2023-12-31"),
    ("2023/kanwil-kalbar/E-Tarja_2023.pdf", "e_tarja", None, 2023, "None"),
    ("2023/kanwil-kalbar/E-Monev_2023.xlsx", "e_monev", None, 2023, "None"),
    ("2023/kanwil-kalbar/E-Performance_Bulanan_2023.xlsx", "e_performance", None, 2023, "None"),
    ("2023/kanwil-kalbar/Data_Dukung_2023.xlsx", "data_dukung", None, 2023, "None"),
    ("2022/lapas-sarolangun/Capaian_Kinerja_2022.xlsx", "capaian", None, 2022, "None"),
]


@pytest.mark.parametrize(("file", "jenis", "kode", "tahun", "tanggal"), BERKAS)
def test_says_what_a_file_is(file: str, jenis: str, kode: str | None, tahun: int | None, tanggal: str) -> None:
    path = MASUKAN / file
    report = recognise(read_document(path, path.parent))
    assert report.jenis == (jenis,)
    assert (report.kode_satker, report.tahun, str(report.per_tanggal)) == (kode, tahun, tanggal)
    assert report.tabel and all(rows > 0 and columns > 1 for _, rows, columns in report.tabel)


def test_explains_headings_scores_and_rows_left_out() -> None:
    path = MASUKAN / "2023" / "bapas-polewali" / "OMSPAN_FA_Detail_2023.xlsx"
    text = "\n".join(recognise(read_document(path, path.parent)).penjelasan)
    assert "judul 'PAGU (Rp)' -> pagu (kecocokan 100)" in text
    assert "baris dilewati" in text and "judul kelompok" in text


def test_print_date_counts_only_where_no_state_is_named() -> None:
    path = MASUKAN / "2023" / "bapas-polewali" / "Capaian_Kinerja_2023.xlsx"
    assert str(recognise(read_document(path, path.parent)).per_tanggal) == "2024-01-05"


@pytest.mark.parametrize("satker", CONTOH)
def test_every_number_of_the_tables_is_a_fact_or_explained(satker: str) -> None:
    """Completeness: no filled cell under a numeric heading is lost without a word."""
    lost = []
    folder = MASUKAN / str(CONTOH[satker]) / satker
    for path in sorted(folder.iterdir()):
        document = read_document(path, folder)
        lost += _lost(document)
    assert lost == []


def _lost(document: Document) -> list[str]:
    from extract.kenali import read_form
    from extract.rekap_butir import TabelIndikator
    from extract.rekap_fakta import indicator_facts
    from extract.rekap_nomor import number_tables

    if read_form(document) is not None:
        return []
    _, hasil, used = understand(document, 2023)
    tables = [(document.file, t) for t in hasil.indikator if isinstance(t, TabelIndikator)]
    number_tables(tables, 2023)
    facts = hasil.facts + [f for _, t in tables for f in indicator_facts(hasil, t, 2023)]
    known = {f.source.locator for f in facts}
    told = " ".join(hasil.penjelasan)
    missing = []
    for rekap in used:
        for row in rekap.baris:
            for kolom in rekap.kepala.kolom:
                cell = row.ambil(kolom)
                if kolom.nama and kolom.tipe in NUMERIC and cell is not None and cell.text.strip():
                    first = cell.row == row.nomor and cell.col >= kolom.index
                    if first and cell.locator not in known and cell.locator not in told and row.locator not in told:
                        missing.append(f"{document.file} {cell.locator} {cell.text}")
    return missing


def test_hidden_sheets_are_not_read(tmp_path: Path) -> None:
    import openpyxl

    rows: list[list[object]] = [
        ["REALISASI BELANJA PER JENIS BELANJA TA 2024"],
        ["Jenis Belanja", "Pagu", "Realisasi"],
        ["Belanja Pegawai", 10, 9],
    ]
    write_book(tmp_path / "a.xlsx", {"tampak": rows, "lama": rows})
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    book["lama"].sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    report = recognise(read_document(tmp_path / "a.xlsx", tmp_path))
    assert [name for name, _, _ in report.tabel] == ["belanja: tampak"]
    assert any("lama" in line for line in report.penjelasan)
