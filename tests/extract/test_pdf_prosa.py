"""Pages of prose go the short way; nothing that could hold a figure of a table does."""

from __future__ import annotations

import zlib
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.pdf_prosa import read_prose
from extract.read import read_document
from extract.second import Pages

PROSA = (
    "Pembinaan anak di lembaga dilaksanakan dengan rencana yang disusun bersama seluruh petugas dan",
    "keluarga. Rencana itu memuat tujuan, kegiatan, dan dukungan yang diperlukan selama masa pembinaan",
    "sesuai dengan Permenkumham Nomor 33 Tahun 2020 tentang rencana strategis kementerian tersebut.",
    "1.     Pelaksanaan pendidikan dilakukan melalui kerja sama dengan dinas pendidikan di wilayah ini,",
    "termasuk pendidikan kesetaraan bagi anak yang belum menyelesaikan sekolah menengah pertama.",
    "a)     Kegiatan keterampilan dipilih menurut minat anak dan ketersediaan sarana di dalam lembaga.",
)


def write(path: Path, *more: tuple[float, float, str], lines: tuple[str, ...] = PROSA, rule: bool = False) -> Path:
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    canvas.setFont("Times-Roman", 11)
    for n, line in enumerate(lines):
        canvas.drawString(72, 760 - 16 * n, line)
    for x, y, text in more:
        canvas.drawString(x, y, text)
    if rule:
        for n in range(4):
            canvas.line(72, 500 - 20 * n, 500, 500 - 20 * n)
    canvas.drawCentredString(297, 40, "17")
    canvas.showPage()
    canvas.save()
    return path


def prose_of(path: Path) -> list[str] | None:
    document = pypdfium2.PdfDocument(path)
    try:
        sheet = read_prose(Pages(document), 1)
    finally:
        document.close()
    return None if sheet is None else [block.text for block in sheet.blocks]  # type: ignore[union-attr]


def test_prose_is_read_line_by_line(tmp_path: Path) -> None:
    path = write(tmp_path / "renstra.pdf")
    lines = prose_of(path)
    assert lines == [*(" ".join(line.split()) for line in PROSA), "17"]
    document = read_document(path, tmp_path)
    assert [block.text for block in document.sheets[0].blocks] == lines  # type: ignore[union-attr]
    assert not document.findings


@pytest.mark.parametrize(
    "more",
    [
        [(72, 400, "Persentase layanan"), (300, 400, "80%")],
        [(72, 400, "Realisasi anggaran sebesar Rp5.021.756.758 atau 99,07% dari pagu anggaran tahun ini.")],
        [(72, 400, "Pagu 1200 realisasi 1100 sisa 100 dan blokir 50 pada tahun berjalan menurut aplikasi itu.")],
        [(72, 400, "Indikator kinerja"), (260, 400, "Target"), (350, 400, "Realisasi")],
        [(72, 400, "Kode satker lembaga pembinaan khusus anak ini adalah 352605 menurut daftar isian anggaran.")],
    ],
)
def test_what_may_be_a_figure_or_a_column_goes_the_long_way(
    tmp_path: Path, more: list[tuple[float, float, str]]
) -> None:
    assert prose_of(write(tmp_path / "halaman.pdf", *more)) is None


def test_rules_and_short_lines_go_the_long_way(tmp_path: Path) -> None:
    assert prose_of(write(tmp_path / "garis.pdf", rule=True)) is None
    form = tuple(f"Nama pejabat {n} : Kepala Seksi" for n in range(20))
    assert prose_of(write(tmp_path / "formulir.pdf", lines=form)) is None


def test_a_page_whose_content_is_cut_is_still_said(tmp_path: Path) -> None:
    path = write(tmp_path / "utuh.pdf")
    torn = tmp_path / "putus.pdf"
    with pikepdf.open(path) as pdf:
        page = pdf.pages[0]
        packed = zlib.compress(page.Contents.read_bytes())
        page.Contents.write(packed[: len(packed) * 2 // 3], filter=pikepdf.Name.FlateDecode)
        pdf.save(torn)
    assert any(f.kode == "PDF-ISI-RUSAK" for f in read_document(torn, tmp_path).findings)
