"""The reference satker of the goals of speed: 60 PDF pages and 11 workbooks, some fifty pages of report.

The four samples bring 3 to 19 PDF pages. A satker that keeps its whole Renstra (a printed book with one table
of targets), an IKPA export for every month and a workbook for every application brings more; this module
makes such a folder around the recaps of LPKA Pangkalpinang. Figures of January to November, of SMART, e-Monev
and e-Performance are made up for timing and are in no sample.
"""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from flows.wadah import AKAR

SATKER, TAHUN = "lpka-pangkalpinang", 2023
NAMA = "LEMBAGA PEMBINAAN KHUSUS ANAK KELAS II PANGKALPINANG"
BULAN = ("JANUARI", "FEBRUARI", "MARET", "APRIL", "MEI", "JUNI", "JULI", "AGUSTUS", "SEPTEMBER", "OKTOBER",
         "NOVEMBER")  # fmt: skip
HALAMAN_PROSA = 40
KATA = ("pembinaan anak layanan rencana kinerja sasaran pelaksanaan peningkatan kualitas petugas kegiatan wilayah "
        "pendidikan kesehatan dukungan anggaran tujuan strategi kebijakan arah pemenuhan hak dan yang untuk dengan "
        "dalam pada secara melalui serta oleh")  # fmt: skip


def write_acuan(folder: Path) -> Path:
    """Write the reference satker's recaps into `folder` (the same every time) and return it."""
    source = AKAR / "input" / str(TAHUN) / SATKER
    folder.mkdir(parents=True, exist_ok=True)
    for path in source.iterdir():
        if path.name != "Renstra_2020-2024.xlsx":
            shutil.copy2(path, folder / path.name)
    rng = random.Random(2023)
    _renstra(source / "Renstra_2020-2024.xlsx", folder / "Renstra_2020-2024.pdf", rng)
    for bulan in BULAN:
        _ikpa(folder / f"IKPA_{BULAN.index(bulan) + 1:02d}.pdf", bulan, rng)
    _workbooks(folder, rng)
    return folder


def _sentence(rng: random.Random) -> str:
    words = [rng.choice(KATA.split()) for _ in range(rng.randint(8, 16))]
    return f"{' '.join(words).capitalize()}."


def _renstra(workbook: Path, target: Path, rng: random.Random) -> None:
    """A printed book: prose, and the table of targets over the last pages."""
    import openpyxl
    from pikepdf import Pdf
    from reportlab.lib.utils import simpleSplit
    from reportlab.pdfgen.canvas import Canvas

    from tests.extract.layout.pdf_writer import Style, write_pdf
    from tests.extract.layout.spec import LEFT, UP, TableSpec

    prose, table = target.with_suffix(".prosa"), target.with_suffix(".tabel")
    canvas = Canvas(str(prose), pagesize=(595.28, 841.89), invariant=1)
    for page in range(1, HALAMAN_PROSA + 1):
        text = canvas.beginText(72, 770)
        text.setFont("Times-Roman", 11)
        text.setLeading(16)
        if page % 8 == 1:
            text.textLine(f"BAB {'I' * (page // 8 + 1)} RENCANA STRATEGIS")
        while text.getY() > 90:
            paragraph = " ".join(_sentence(rng) for _ in range(rng.randint(3, 6)))
            for line in simpleSplit(paragraph, "Times-Roman", 11, 450):
                if text.getY() > 80:
                    text.textLine(line)
            text.textLine("")
        canvas.drawText(text)
        canvas.drawCentredString(297, 40, str(page))
        canvas.showPage()
    canvas.save()
    sheet = openpyxl.load_workbook(workbook).worksheets[0]
    rows = [["" if v is None else str(v) for v in row] for row in sheet.iter_rows(min_row=6, values_only=True)]
    body = [tuple([row[0], row[1] or UP, *row[2:]]) for row in rows if row[0]]
    header = (("No", "Sasaran Kegiatan", "Indikator Kinerja Kegiatan", "Target Kinerja", LEFT, LEFT, LEFT),
              (UP, UP, UP, "2021", "2022", "2023", "2024"))  # fmt: skip
    titles = ("TARGET KINERJA RENCANA STRATEGIS TAHUN 2020-2024", NAMA)
    write_pdf(table, [TableSpec(header, tuple(body), "lllcccc", titles)], Style(size=11, max_column=150))
    with Pdf.open(prose) as book, Pdf.open(table) as last:
        book.pages.extend(last.pages)
        book.save(target, deterministic_id=True)
    prose.unlink()
    table.unlink()


def _ikpa(target: Path, bulan: str, rng: random.Random) -> None:
    """One monthly export: values, weights, weighted values and aspects of one satker."""
    from tests.extract.layout.pdf_writer import Style, write_pdf
    from tests.extract.layout.spec import LEFT, UP, TableSpec

    names = ("Revisi DIPA", "Deviasi Halaman III DIPA", "Penyerapan Anggaran", "Belanja Kontraktual",
             "Penyelesaian Tagihan", "Pengelolaan UP dan TUP", "Dispensasi SPM", "Capaian Output")  # fmt: skip
    weights = (10, 10, 20, 10, 10, 10, 5, 25)
    values = [rng.randint(8000, 10000) for _ in names]
    parts = [v * w / 10000 for v, w in zip(values, weights, strict=True)]
    total = f"{sum(round(p, 2) for p in parts):.2f}"
    lead = ("No", "Kode KPPN", "Kode BA", "Kode Satker", "Uraian Satker", "Keterangan")
    header = (
        (*lead, "Kualitas Perencanaan Anggaran", LEFT, "Kualitas Pelaksanaan Anggaran", *[LEFT] * 4,
         "Kualitas Hasil Pelaksanaan Anggaran", "Nilai Total", "Konversi Bobot",
         "Nilai Akhir (Nilai Total/ Konversi Bobot)"),
        (*[UP] * 6, *names, UP, UP, UP),
    )  # fmt: skip
    own = ("1", "015", "013", "352605", "LPKA PANGKAL PINANG")
    body = (
        (*own, "Nilai", *(f"{v / 100:.2f}" for v in values), total, "100%", total),
        (*[UP] * 5, "Bobot", *map(str, weights), UP, UP, UP),
        (*[UP] * 5, "Nilai Akhir", *(f"{p:.2f}" for p in parts), UP, UP, UP),
    )
    titles = ("INDIKATOR PELAKSANAAN ANGGARAN", f"Sampai Dengan : {bulan}", f"TAHUN ANGGARAN {TAHUN}")
    write_pdf(target, [TableSpec(header, body, "c" * 17, titles)], Style(size=6))


def _workbooks(folder: Path, rng: random.Random) -> None:
    """Five more workbooks: SMART, e-Monev, e-Performance, supporting data, spending two years before."""
    smart = [[1, NAMA, 91.24, *["-"] * 5]]
    _book(folder / "SMART_DJA_2023.xlsx", "SMART", [
        ["MONITORING EVALUASI KINERJA ANGGARAN - SMART DJA"], [f"Tahun Anggaran {TAHUN}"], [],
        ["No.", "Nama Satuan Kerja", "Kinerja", "Penyerapan", "Konsistensi", "CRO", "Efisiensi", "Nilai Efisiensi"],
        *smart])  # fmt: skip
    quarters = [v for n in range(1, 5) for v in (24.5 * n, 24.9 * n)]
    _book(folder / "E-Monev_2023.xlsx", "e-Monev", [
        [f"E-MONEV BAPPENAS TAHUN {TAHUN}"], [],
        ["NO", "SATUAN KERJA", *(f"{w} TW {n}" for n in ("I", "II", "III", "IV") for w in ("ANGGARAN", "PROGRES"))],
        [1, NAMA, *quarters]])  # fmt: skip
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    _book(folder / "E-Performance_Bulanan_2023.xlsx", "Monitoring", [
        [f"MONITORING E-PERFORMANCE TAHUN {TAHUN}"], [], ["No.", "Nama Satuan Kerja", *months],
        [1, NAMA, *[1] * 12]])  # fmt: skip
    _book(folder / "Data_Dukung_2023.xlsx", "1. Pendidikan", [
        ["Data anak yang mengikuti pendidikan"], [f"IKK 2.4  -  Tahun {TAHUN}"], [], ["Bulan", "Jumlah"],
        *[[month, rng.randint(20, 40)] for month in months]])  # fmt: skip
    spent = [("Belanja Pegawai", 3201400000, 3190220000), ("Belanja Barang", 1690200000, 1601000000),
             ("Belanja Modal", 61000000, 60100000)]  # fmt: skip
    rows = [[n, name, pagu, used, pagu - used, round(100 * used / pagu, 2)]
            for n, (name, pagu, used) in enumerate(spent, 1)]  # fmt: skip
    pagu, used = sum(p for _, p, _ in spent), sum(r for _, _, r in spent)
    _book(folder / "OMSPAN_Belanja_2021.xlsx", "TA 2021", [
        ["REALISASI ANGGARAN BELANJA PER JENIS BELANJA"], ["PER 31 DESEMBER 2021"], [f"{NAMA} (352605)"], [],
        ["No", "Jenis Belanja", "PAGU", "Realisasi", "SISA ANGGARAN", "%"], *rows,
        [None, "JUMLAH", pagu, used, pagu - used, round(100 * used / pagu, 2)]])  # fmt: skip


def _book(target: Path, sheet: str, rows: list[list[object]]) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = sheet
    for row in rows:
        page.append(row)
    book.save(target)
