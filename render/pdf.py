"""PDFs through LibreOffice: PDF/A-2b with bookmarks and embedded fonts, checked after export."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.finding import LkjipError
from render.package import Package
from render.pages import DOCUMENT_LIMIT, Layout, Office, OfficeError, shared_office
from render.pdf_copy import START, list_targets, make_copy, tokens_for
from render.pdf_halaman import printed_pages
from render.pdf_tetap import settle

if TYPE_CHECKING:
    import pikepdf

OPTIONS: Mapping[str, Any] = {
    "SelectPdfVersion": 2,  # PDF/A-2b
    "UseTaggedPDF": True,
    "ExportBookmarks": True,
    "ExportBookmarksToPDFDestination": True,  # where `pdf_halaman` reads the page numbers
    "ExportFormFields": False,  # content controls are not forms
    "EmbedStandardFonts": True,
    "ExportNotes": False,
    "InitialView": 1,  # outline pane open
    "DisplayPDFDocumentTitle": True,
    "UseLosslessCompression": True,
    "ReduceImageResolution": False,
}


class PdfError(LkjipError):
    """A PDF that was not made, or is not whole."""


def to_pdf(docx: Path, out: Path, *, limit: float = DOCUMENT_LIMIT) -> int:
    """Write the document as PDF/A-2b to `out` and return its number of pages."""
    return to_pdfs([(docx, out)], limit=limit)[0]


def to_pdfs(files: Sequence[tuple[Path, Path]], *, limit: float = DOCUMENT_LIMIT) -> list[int]:
    """Write several documents in one LibreOffice session; return their numbers of pages."""
    return [lay_out(docx.read_bytes(), out, limit=limit, keep_pages=True).count for docx, out in files]


def lay_out(
    docx: bytes, pdf: Path | None, *, limit: float = DOCUMENT_LIMIT, keep_pages: bool = False
) -> Layout:
    """Return the true page of every list entry, and write the PDF with them where one is wanted.

    With `keep_pages` the page numbers already in the lists are left alone.
    """
    office = shared_office()
    if office is None:
        raise OfficeError("LibreOffice tidak terpasang", kode="TANPA-OFFICE")
    package = Package.read(docx)
    targets = [] if keep_pages else list_targets(package)
    tokens = tokens_for(package, targets)
    with tempfile.TemporaryDirectory(prefix="lkjip-pdf-") as folder:
        copy, made = Path(folder) / "laporan.docx", Path(folder) / "laporan.pdf"
        copy.write_bytes(make_copy(package, tokens, math=office.math, keep_pages=keep_pages))
        layout = _ask(office, copy, made, tokens, limit)
        with _opened(made) as document:
            pages = {**printed_pages(document, targets, START), **layout.pages}
            count = len(document.pages)
            missing = sorted(set(targets) - set(pages))
            if missing:
                raise OfficeError(
                    f"LibreOffice tidak menemukan halaman untuk {len(missing)} judul", kode="OFFICE-GAGAL"
                )
            if pdf is not None:
                settle(document, package, pdf)
        return Layout(pages, count)


def _ask(office: Office, copy: Path, pdf: Path, tokens: Mapping[str, str], limit: float) -> Layout:
    return office.lay_out(copy, pdf=pdf, tokens=tokens, start=START, options=OPTIONS, limit=limit)


def check_pdf(path: Path) -> int:
    """Return the number of pages; a missing, empty or broken PDF is an error."""
    with _opened(path) as document:
        return len(document.pages)


@contextmanager
def _opened(path: Path) -> Iterator[pikepdf.Pdf]:
    import pikepdf

    if not path.is_file() or path.stat().st_size == 0:
        raise PdfError(f"LibreOffice tidak menghasilkan {path.name}", kode="PDF-HILANG")
    try:
        document = pikepdf.open(path)
    except pikepdf.PdfError as exc:
        raise PdfError(f"{path.name} rusak: {exc}", kode="PDF-RUSAK") from exc
    with document:
        if len(document.pages) == 0:
            raise PdfError(f"{path.name} tidak berhalaman", kode="PDF-RUSAK")
        yield document
