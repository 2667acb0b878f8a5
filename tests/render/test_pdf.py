"""PDFs and true page numbers through LibreOffice, checked against the PDF's own pages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from render import marks, pages
from render.compose import compose
from render.document_xml import W, paragraph_text
from render.fields import set_pages
from render.package import Package
from render.pages import Office, OfficeError
from render.pdf import PdfError, check_pdf, lay_out, to_pdf, to_pdfs
from tests.render.dokumen import GAYA, body, equation, find, render

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(not pages.available(), reason="LibreOffice dengan python3-uno tidak terpasang"),
]


def front(document: Any) -> None:
    document.add_paragraph("KATA PENGANTAR", style="Heading 1").paragraph_format.page_break_before = True
    document.add_paragraph("DAFTAR ISI", style="Heading 1").paragraph_format.page_break_before = True
    document.add_paragraph("{{ isi }}")


def chapter(number: int) -> Any:
    def fill(document: Any) -> None:
        document.add_paragraph(f"BAB {number}", style="Heading 1")
        for section in range(1, 5):
            document.add_paragraph(f"Bagian {number} ke {section}", style="Heading 2")
            for _ in range(14):
                document.add_paragraph("Kalimat yang cukup panjang untuk memenuhi halaman. " * 4)
        document.add_paragraph("{{ rumus }}")

    return fill


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("bab")
    parts = [("d", render(folder, front, {"isi": marks.obj("toc", "isi")}, bab="d"))]
    for number in (1, 2):
        data = render(
            folder, chapter(number), {"rumus": marks.obj("equation", "y")}, {"y": equation()}, bab=str(number)
        )
        parts.append((str(number), data))
    return compose(parts, GAYA)


def text_pages(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(str(path))
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def test_page_numbers_in_the_list_are_those_of_the_pdf(report: bytes, tmp_path: Path) -> None:
    out = tmp_path / "laporan.pdf"
    layout = lay_out(report, out)
    package = Package.read(report)
    set_pages(package, layout.pages)
    entries = [
        paragraph_text(p).split("\t")
        for p in body(package.to_bytes()).iter(f"{W}p")
        if find(p, "w:hyperlink")
    ]
    written = text_pages(out)
    assert layout.count == len(written) >= 8
    first = next(
        i
        for i, text in enumerate(written)
        if re.search(r"^BAB 1\s*$", text, re.MULTILINE) and "...." not in text
    )
    for title, shown in ((e[0], e[-1]) for e in entries):
        found = [
            i
            for i, text in enumerate(written)
            if re.search(rf"^{title}\s*$", text, re.MULTILINE) and "...." not in text
        ]
        if title == "DAFTAR ISI":
            found = [i for i, text in enumerate(written) if "...." in text]
        page = found[0]
        assert shown == (str(page - first + 1) if page >= first else ["i", "ii", "iii"][page]), (
            title,
            shown,
            page,
        )
    listed = next(text for text in written if "...." in text)
    for entry in entries:
        assert re.search(rf"{re.escape(entry[0])}\W+{entry[-1]}\b", listed), (entry, listed)


def test_the_pdf_is_an_archive_file_with_fonts_and_bookmarks(report: bytes, tmp_path: Path) -> None:
    path, out = tmp_path / "a.docx", tmp_path / "a.pdf"
    path.write_bytes(report)
    assert to_pdf(path, out) == check_pdf(out)
    with pikepdf.open(out) as document:
        with document.open_metadata() as meta:
            assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "B")
        assert document.Root.OutputIntents
        with document.open_outline() as outline:
            assert [item.title for item in outline.root] == ["KATA PENGANTAR", "DAFTAR ISI", "BAB 1", "BAB 2"]
        fonts = [f for page in document.pages for f in page.Resources.get("/Font", {}).values()]
        assert fonts
        for font in fonts:
            owner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            names = [n for n in ("/FontFile", "/FontFile2", "/FontFile3") if n in owner.FontDescriptor]
            assert names, font.BaseFont


def test_libreoffice_counts_captions_as_we_do_when_it_opens_the_report(tmp_path: Path) -> None:
    """An office that opens the .docx in LibreOffice sees the same numbers, fields refreshed."""
    from tests.render.test_fields import DATA, captions

    names = ("t1", "t2", "g1")
    parts = []
    for bab in ("2", "3"):
        data = {
            **DATA,
            **{n: marks.label(f"{n}{bab}") for n in names},
            "r2": marks.ref("t22"),
            "g": marks.ref("g13"),
        }
        parts.append((bab, render(tmp_path, captions, data, bab=bab)))
    path, out = tmp_path / "a.docx", tmp_path / "a.pdf"
    path.write_bytes(compose(parts, GAYA))
    office = pages.shared_office()
    assert office is not None
    office.lay_out(path, pdf=out)
    found = re.findall(r"^(?:Tabel|Gambar) [\d.]+\d", "\n".join(text_pages(out)), re.MULTILINE)
    assert found == ["Tabel 2.1", "Tabel 2.2", "Gambar 2.1", "Tabel 3.1", "Tabel 3.2", "Gambar 3.1"]


def test_equations_are_not_lost_in_the_pdf(report: bytes, tmp_path: Path) -> None:
    out = tmp_path / "a.pdf"
    lay_out(report, out)
    text = " ".join(text_pages(out))
    assert "67,42" in text and "Realisasi" in text


def test_several_files_in_one_session(report: bytes, tmp_path: Path) -> None:
    files = []
    for name in ("a", "b", "c"):
        path = tmp_path / f"{name}.docx"
        path.write_bytes(report)
        files.append((path, tmp_path / f"{name}.pdf"))
    office = pages.shared_office()
    counts = to_pdfs(files)
    assert len(set(counts)) == 1 and counts[0] > 0
    assert pages.shared_office() is office


def test_what_libreoffice_cannot_open_is_an_error_and_the_next_works(report: bytes, tmp_path: Path) -> None:
    office = pages.shared_office()
    assert office is not None
    with pytest.raises(OfficeError, match=r"tiada\.docx"):
        office.lay_out(tmp_path / "tiada.docx", pdf=tmp_path / "x.pdf")
    assert lay_out(report, None).count > 0


@pytest.mark.slow
def test_a_time_limit_ends_libreoffice_and_a_new_one_starts(report: bytes) -> None:
    with pytest.raises(OfficeError, match="tidak selesai"):
        lay_out(report, None, limit=0.001)
    assert lay_out(report, None).count > 0


@pytest.mark.slow
def test_two_offices_have_two_profiles(report: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(report)
    second = Office()
    try:
        assert second.profile != getattr(pages.shared_office(), "profile", None)
        assert second.lay_out(path, pdf=tmp_path / "a.pdf").count > 0
    finally:
        second.close()
    assert not second.profile.exists()


def test_an_empty_or_broken_pdf_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    with pytest.raises(PdfError, match="tidak menghasilkan"):
        check_pdf(path)
    path.write_bytes(b"%PDF-1.7 rusak")
    with pytest.raises(PdfError, match="rusak"):
        check_pdf(path)


@pytest.mark.slow
def test_a_killed_program_leaves_no_libreoffice_behind(tmp_path: Path) -> None:
    import os
    import signal
    import subprocess
    import sys
    import time

    code = (
        "from render.pages import Office; import time; o = Office(); "
        "print(o._process.pid, flush=True); time.sleep(60)"
    )
    program = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert program.stdout is not None
    group = int(program.stdout.readline())
    program.send_signal(signal.SIGKILL)
    program.wait()
    program.stdout.close()
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    pytest.fail("LibreOffice masih berjalan sesudah program mati")
