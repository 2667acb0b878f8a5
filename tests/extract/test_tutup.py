"""No printed number is left out in silence: skipped rows, lines outside tables, rows after a page break."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from extract.collect import read_folder
from extract.grid import Line
from extract.read import read_document
from tests.extract.layout.pdf_writer import Style, write_pdf
from tests.extract.layout.spec import LEFT, UP, TableSpec
from tests.extract.rekap_buku import codes, read_book, values

KEPALA = ("NO", "KODE SATKER", "SATKER", "PAGU", "REALISASI", "SISA", "%")


def _rows(count: int) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (str(i + 1), str(500001 + i), f"LAPAS CONTOH {chr(65 + i % 26)}", f"{(i + 2) * 1000:,}".replace(",", "."),
         "1.000", f"{(i + 1) * 1000:,}".replace(",", "."), f"{100 / (i + 2):.2f}%".replace(".", ","))
        for i in range(count)
    )  # fmt: skip


def test_a_row_of_figures_without_an_owner_is_said(tmp_path: Path) -> None:
    read = read_book(tmp_path, [
        ["NILAI KINERJA ANGGARAN SMART TAHUN 2024"], ["No", "Satker", "Nilai", "Penyerapan", "CRO"],
        ["1", "RUTAN PARIGI", 91.2, 99, 98], ["2", None, 88.1, 97, 96],
    ])  # fmt: skip
    assert set(values(read, "smart", "nilai", "satker")) == {"RUTAN PARIGI"}
    found = [f for f in read.findings if f.kode == "BARIS-TAK-DIKENAL"]
    assert [f.lokasi for f in found] == [("rekap.xlsx: Lembar!C4",)]


def test_rows_after_a_page_break_without_headings_are_read_in_their_columns(tmp_path: Path) -> None:
    for name, count in (("satu", 33), ("banyak", 50)):
        folder = tmp_path / name
        folder.mkdir()
        rows = _rows(count)
        titles = ("REALISASI ANGGARAN BELANJA PER SATKER", "PER 31 DESEMBER 2024")
        spec = TableSpec((KEPALA,), rows, "cclrrrr", titles)
        printed = write_pdf(folder / "a.pdf", [spec], Style(rules="none", repeat_header=False))
        assert len(printed) > 1
        read = read_folder(folder, 2024)
        assert len(values(read, "satker_belanja", "pagu", "kode_satker")) == count
        assert codes(read) <= {"TAHUN-TAK-TERCETAK"}


def test_a_lone_row_of_figures_is_said_when_no_table_holds_it(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), invariant=1)
    canvas.setFont("Helvetica", 9)
    canvas.drawString(60, 780, "REALISASI ANGGARAN BELANJA TAHUN 2024")
    for x, text in ((60, "TOTAL"), (200, "4.713.120.000"), (320, "4.708.179.197"), (440, "99,90%")):
        canvas.drawString(x, 700, text)
    canvas.save()
    assert "PDF-BARIS-LEPAS" in {f.kode for f in read_document(tmp_path / "a.pdf", tmp_path).findings}


def test_tables_below_each_other_are_parted_at_their_titles(tmp_path: Path) -> None:
    head = ("No", "Jenis Belanja", "Pagu", "Realisasi")
    body = (("1", "Belanja Pegawai", "1.000", "900"), ("2", "Belanja Barang", "2.000", "1.000"))
    one = TableSpec((head,), body, "clrr", ("REALISASI ANGGARAN PER JENIS BELANJA", "PER 31 DESEMBER 2024"))
    two = TableSpec((KEPALA,), _rows(4), "cclrrrr", ("REALISASI BELANJA PER SATKER", "PER 31 DESEMBER 2024"))
    for rules in ("none", "rows", "books"):
        write_pdf(tmp_path / "a.pdf", [one, two], Style(rules=rules, zebra=rules == "none"))
        tables = [t for s in read_document(tmp_path / "a.pdf", tmp_path).sheets for t in s.tables()]
        assert [(t.width, len(t.rows)) for t in tables] == [(4, 3), (7, 5)]


def test_groups_never_hold_the_same_heading_twice(tmp_path: Path) -> None:
    header = (("NO", "SATKER", "BELANJA PEGAWAI", LEFT, LEFT, "TOTAL BELANJA", LEFT, LEFT),
              (UP, UP, "PAGU", "REALISASI", "%", "PAGU", "REALISASI", "%"))  # fmt: skip
    body = tuple(
        (str(i), f"LAPAS CONTOH {i}", "Rp 331.892.000", "Rp 331.179.072", "99,79%", "Rp 857.298.000",
         "Rp 857.157.612", "99,98%") for i in range(1, 9)
    )  # fmt: skip
    write_pdf(tmp_path / "a.pdf", [TableSpec(header, body, "clrrrrrr")], Style(rules="books", pad_y=7, pad_x=9))
    table = next(read_document(tmp_path / "a.pdf", tmp_path).sheets[0].tables())
    spans = {c.text: (c.col, c.colspan) for c in table.rows[0]}
    assert spans["BELANJA PEGAWAI"] == (2, 3) and spans["TOTAL BELANJA"] == (5, 3)


def test_a_watermark_is_a_line_and_a_page_in_no_language_is_refused(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), invariant=1)
    canvas.drawString(60, 700, "Laporan kinerja satuan kerja")
    canvas.saveState()
    canvas.translate(200, 300)
    canvas.rotate(45)
    canvas.drawString(0, 0, "SALINAN")
    canvas.restoreState()
    canvas.save()
    lines = [b.text for b in read_document(tmp_path / "a.pdf", tmp_path).sheets[0].blocks if isinstance(b, Line)]
    assert lines == ["Laporan kinerja satuan kerja", "SALINAN"]
    shifted = Canvas(str(tmp_path / "b.pdf"), invariant=1)
    for i in range(12):
        shifted.drawString(60, 700 - 14 * i, "Bmlftj qfstfovbtf lmjfo qfnbtzbsblbvbo zboh")
    shifted.save()
    document = read_document(tmp_path / "b.pdf", tmp_path)
    assert {f.kode for f in document.findings} & {"PDF-TANPA-TEKS", "PDF-OCR"}
