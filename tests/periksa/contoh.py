"""A small consistent LKjIP, made of data, printed as Word, ruled PDF, plain PDF or a scan."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TAHUN = 2023
SATKER = "Balai Pemasyarakatan Kelas II Watampone"


@dataclass
class Tabel:
    keterangan: str
    baris: list[list[str]]


@dataclass
class Judul:
    teks: str
    tingkat: int = 1


@dataclass
class Contoh:
    """The blocks of the report: strings are paragraphs."""

    isi: list[str | Tabel | Judul] = field(default_factory=list)

    def ganti(self, lama: str, baru: str, ke: int = 0) -> Contoh:  # noqa: C901
        """Return a copy with one occurrence of a text replaced; fails where it does not occur."""
        other = copy.deepcopy(self)
        seen = -1
        for i, block in enumerate(other.isi):
            if isinstance(block, str) and lama in block:
                seen += 1
                if seen == ke:
                    other.isi[i] = block.replace(lama, baru, 1)
                    return other
            elif isinstance(block, Judul) and lama in block.teks:
                seen += 1
                if seen == ke:
                    block.teks = block.teks.replace(lama, baru, 1)
                    return other
            elif isinstance(block, Tabel):
                if lama in block.keterangan:
                    seen += 1
                    if seen == ke:
                        block.keterangan = block.keterangan.replace(lama, baru, 1)
                        return other
                for row in block.baris:
                    for c, cell in enumerate(row):
                        if cell == lama:
                            seen += 1
                            if seen == ke:
                                row[c] = baru
                                return other
        raise AssertionError(f"{lama!r} does not occur {ke + 1} times")

    def ganti_semua(self, lama: str, baru: str) -> Contoh:
        """Return a copy with every occurrence replaced."""
        other = self.ganti(lama, "\0")
        while True:
            try:
                other = other.ganti(lama, "\0")
            except AssertionError:
                break
        while True:
            try:
                other = other.ganti("\0", baru)
            except AssertionError:
                return other


INDIKATOR = (
    ("Persentase klien usia produktif yang memperoleh pekerjaan di luar lembaga", "60%", "66%", "110%", "50%", "60%", "120%", ("40%", "50%", "60%", "70%")),  # noqa: E501
    ("Persentase Anak yang memperoleh hak pendidikan formal dan nonformal", "80%", "76%", "95%", "75%", "78%", "104%", ("70%", "75%", "80%", "85%")),  # noqa: E501
    ("Indeks kepuasan layanan kemasyarakatan terhadap layanan publik", "3,20", "3,36", "105%", "3,10", "3,10", "100%", ("3,00", "3,10", "3,20", "3,30")),  # noqa: E501
    ("Jumlah dokumen rencana kerja dan anggaran yang tersusun tepat waktu", "4 Dokumen", "4 Dokumen", "100%", "4 Dokumen", "4 Dokumen", "100%",  # noqa: E501
     ("4 Dokumen", "4 Dokumen", "4 Dokumen", "4 Dokumen")),
)  # fmt: skip
SASARAN = (
    "Meningkatnya pelayanan pembimbingan klien pemasyarakatan di wilayah",
    "Meningkatnya dukungan layanan manajemen satuan kerja",
)


def _sasaran(n: int) -> str:
    return SASARAN[0] if n < 3 else SASARAN[1]


def laporan() -> Contoh:
    """Return a report in which everything agrees."""
    isi: list[str | Tabel | Judul] = [
        "LAPORAN KINERJA INSTANSI PEMERINTAH", f"TAHUN {TAHUN}", SATKER.upper(), Judul("IKHTISAR EKSEKUTIF"),
        f"Laporan Kinerja {SATKER} Tahun {TAHUN} memuat 2 sasaran kegiatan dan 4 indikator kinerja kegiatan.",
        f"Pada Tahun {TAHUN} {SATKER} mendapat anggaran sebesar Rp. 1.500.000.000,- dan telah direalisasikan sebesar Rp. 1.470.000.000,- atau sebesar 98,00%.",  # noqa: E501
        Judul("BAB I PENDAHULUAN"), Judul("A. Latar Belakang", 2),
        f"{SATKER} didukung oleh sumber daya manusia sebanyak 40 (empat puluh) orang.",
        Tabel("Tabel 1.1 Jumlah pegawai menurut golongan", [
            ["Golongan", "Laki-laki", "Perempuan", "Jumlah"], ["II/c", "8", "4", "12"], ["III/a", "10", "6", "16"], ["III/d", "7", "5", "12"], ["Jumlah", "25", "15", "40"]]),  # noqa: E501
        Judul("BAB II PERENCANAAN KINERJA"), Judul("B. Perjanjian Kinerja", 2),
        Tabel("Tabel 2.1 Perjanjian Kinerja Tahun 2023", [
            ["No", "Sasaran Kegiatan", "Indikator Kinerja Kegiatan", "Target"],
            *[[str(n + 1), _sasaran(n), i[0], i[1]] for n, i in enumerate(INDIKATOR)]]),
        Tabel("Tabel 2.2 Anggaran Perjanjian Kinerja", [
            ["Kegiatan", "Anggaran"], ["Program Penegakan dan Pelayanan Hukum", "Rp. 500.000.000,-"], ["Penyelenggaraan Pemasyarakatan di Wilayah", "Rp. 500.000.000,-"],  # noqa: E501
            ["Program Dukungan Manajemen", "Rp. 1.000.000.000,-"], ["Dukungan Manajemen dan Teknis Lainnya", "Rp. 1.000.000.000,-"]]),  # noqa: E501
        Judul("BAB III AKUNTABILITAS KINERJA"), Judul("A. Capaian Kinerja Organisasi", 2),
        Tabel("Tabel 3.1 Capaian Indikator Kinerja Kegiatan Tahun 2023", [
            ["No", "Sasaran Kegiatan", "Indikator Kinerja Kegiatan", "Target", "Realisasi", "Capaian"],
            *[[str(n + 1), _sasaran(n), i[0], i[1], i[2], i[3]] for n, i in enumerate(INDIKATOR)]]),
    ]  # fmt: skip
    nomor = 2
    for n, i in enumerate(INDIKATOR):
        isi += _analisis(n, i, nomor)
        nomor += 3
    isi += _penutup(nomor)
    return Contoh(isi)


def _analisis(n: int, i: Any, nomor: int) -> list[str | Tabel | Judul]:
    nama, target, real, capaian, target_lalu, real_lalu, capaian_lalu, renstra = i
    sub = f"{1 if n < 3 else 2}.{n + 1 if n < 3 else 1}"
    naik = {
        0: "meningkat dari 60% menjadi 66%",
        1: "menurun dari 78% menjadi 76%",
        2: "meningkat dari 3,10 menjadi 3,36",
        3: "tetap sama",
    }[n]
    lampau = {0: "belum", 1: "belum", 2: "sudah", 3: "telah"}[n]
    hal = "tercapai" if n == 3 else "terlampaui"
    return [
        Judul(f"INDIKATOR KINERJA KEGIATAN {sub} {nama}", 3), "1. Perbandingan Target dan Realisasi Kinerja Tahun 2023",  # noqa: E501
        f"Berdasarkan indikator {nama} hasil persentase yang diperoleh adalah {capaian}.",
        Tabel(f"Tabel 3.{nomor} Perbandingan Target dan Realisasi", [["Indikator", "Target", "Realisasi", "Capaian"], [nama, target, real, capaian]]),  # noqa: E501
        f"Capaian = {real.split()[0].rstrip('%')} / {target.split()[0].rstrip('%')} x 100% = {capaian}",
        "2. Perbandingan dengan Tahun sebelumnya",
        Tabel(f"Tabel 3.{nomor + 1} Perbandingan Capaian Tahun 2022 dan 2023", [
            ["Indikator", "Target 2022", "Target 2023", "Realisasi 2022", "Realisasi 2023", "Capaian 2022", "Capaian 2023"],  # noqa: E501
            [nama, target_lalu, target, real_lalu, real, capaian_lalu, capaian]]),
        f"Dibandingkan tahun 2022, realisasi tahun 2023 {naik}.",
        "3. Perbandingan dengan Target jangka menengah dalam Renstra",
        f"Jika dibandingkan dengan target jangka menengah dalam Rencana Strategis, target di tahun 2024 {lampau} {hal}.",  # noqa: E501
        Tabel(f"Tabel 3.{nomor + 2} Target Jangka Menengah", [["Indikator", "2021", "2022", "2023", "2024"], [nama, *renstra]]),  # noqa: E501
        "4. Perbandingan dengan standar nasional", f"Indikator ini tidak memiliki standar nasional karena {nama} hanya diukur di sini.",  # noqa: E501
        "5. Penyebab Keberhasilan dan kendala", "Penyebabnya adalah kinerja pembimbing yang baik.",
        "6. Program dan kegiatan yang menunjang", "Kegiatan pembimbingan kemandirian.",
    ]  # fmt: skip


def _penutup(nomor: int) -> list[str | Tabel | Judul]:
    return [
        Judul("Analisis atas efisiensi penggunaan sumber daya", 3), "Efisiensi penggunaan sumber daya dinilai dari anggaran dan pegawai.",  # noqa: E501
        Judul("B. Realisasi Anggaran", 2),
        Tabel(f"Tabel 3.{nomor} Realisasi Anggaran menurut Jenis Belanja", [
            ["Jenis Belanja", "Pagu (Rp)", "Realisasi (Rp)", "Sisa (Rp)", "Capaian"],
            ["Belanja Pegawai", "900.000.000", "891.000.000", "9.000.000", "99,00%"], ["Belanja Barang", "550.000.000", "530.750.000", "19.250.000", "96,50%"],  # noqa: E501
            ["Belanja Modal", "50.000.000", "48.250.000", "1.750.000", "96,50%"], ["Jumlah", "1.500.000.000", "1.470.000.000", "30.000.000", "98,00%"]]),  # noqa: E501
        Judul("C. Capaian Kinerja Anggaran", 2), "Sub komponen penilaian SMART yaitu:", "- Capaian Keluaran, bobot 43,5%", "- Efisiensi, bobot 28,6%",  # noqa: E501
        "- Konsistensi, bobot 18,2%", "- Penyerapan Anggaran, bobot 9,7%",
        Tabel(f"Tabel 3.{nomor + 1} Nilai IKPA", [
            ["Keterangan", "Revisi DIPA", "Deviasi Halaman III DIPA", "Penyerapan Anggaran", "Belanja Kontraktual", "Penyelesaian Tagihan", "Pengelolaan UP dan TUP",  # noqa: E501
             "Dispensasi SPM", "Capaian Output", "Nilai Total", "Konversi Bobot", "Nilai Akhir"],
            ["Nilai", "100,00", "90,00", "100,00", "100,00", "100,00", "95,00", "100,00", "100,00", "98,50", "100%", "98,50"],  # noqa: E501
            ["Bobot", "10", "10", "20", "10", "10", "10", "5", "25", "", "", ""],
            ["Nilai Akhir", "10,00", "9,00", "20,00", "10,00", "10,00", "9,50", "5,00", "25,00", "", "", ""],
            ["Nilai Aspek", "95,00", "", "99,00", "", "", "", "", "100,00", "", "", ""]]),
        Judul("BAB IV PENUTUP"), Judul("A. Kesimpulan", 2),
        "Dari 4 indikator kinerja kegiatan, 2 indikator kinerja kegiatan telah tercapai dengan hasil lebih dari 100%.",  # noqa: E501
        "Anggaran dengan pagu Rp. 1.500.000.000,- terealisasi sebesar Rp. 1.470.000.000,- (satu miliar empat ratus tujuh puluh juta rupiah).",  # noqa: E501
    ]  # fmt: skip


def tulis_docx(contoh: Contoh, path: Path) -> Path:
    """Write the report as a Word file."""
    import docx

    document = docx.Document()
    for block in contoh.isi:
        if isinstance(block, str):
            document.add_paragraph(block)
        elif isinstance(block, Judul):
            document.add_heading(block.teks, block.tingkat)
        else:
            document.add_paragraph(block.keterangan)
            table = document.add_table(0, len(block.baris[0]))
            for row in block.baris:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
    document.save(str(path))
    return path


def tulis_pdf(contoh: Contoh, path: Path, garis: str = "semua") -> Path:
    """Write the report as a PDF with all rules, rules between rows only (`datar`), or none (`polos`)."""
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

    sheet = getSampleStyleSheet()
    small = sheet["BodyText"].clone("kecil", fontSize=8, leading=10)
    style = {
        "semua": [("GRID", (0, 0), (-1, -1), 0.5, colors.black)],
        "datar": [
            ("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.black),
            ("LINEABOVE", (0, 0), (-1, 0), 0.5, colors.black),
        ],
        "polos": [],
    }[garis]
    flow: list[Any] = []
    for block in contoh.isi:
        if isinstance(block, str):
            flow.append(Paragraph(block, sheet["BodyText"]))
        elif isinstance(block, Judul):
            flow.append(Paragraph(block.teks, sheet[f"Heading{block.tingkat}"]))
        else:
            columns = _widths(block.baris, 460.0)
            data = [[Paragraph(c, small) for c in row] for row in block.baris]
            flow += [
                Paragraph(block.keterangan, sheet["BodyText"]),
                Table(data, colWidths=columns, style=[("VALIGN", (0, 0), (-1, -1), "TOP"), *style]),
                Spacer(1, 8),
            ]
    SimpleDocTemplate(str(path), pagesize=A4).build(flow)
    return path


def _widths(rows: list[list[str]], total: float) -> list[float]:
    longest = [max(min(len(row[c]), 42) for row in rows) + 4 for c in range(len(rows[0]))]
    return [total * n / sum(longest) for n in longest]


def pindai(pdf: Path, path: Path, halaman: int) -> Path:
    """Write the first pages of a PDF as pictures only, the way a scanner does."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    images = [document[i].render(scale=200 / 72).to_pil().convert("L") for i in range(min(halaman, len(document)))]
    document.close()
    images[0].save(path, "PDF", save_all=True, append_images=images[1:], resolution=200)
    return path
