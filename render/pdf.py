"""PDFs through LibreOffice: PDF/A-2b with bookmarks and embedded fonts, checked after export."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from extract.finding import LkjipError
from render.package import Package
from render.pages import DOCUMENT_LIMIT, Layout, Office, OfficeError, shared_office
from render.pdf_copy import START, list_targets, prepare_copy, tokens_for
from render.pdf_halaman import printed_pages
from render.pdf_tetap import settle
from render.report_properties import CORE

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


class Salinan(Struct, frozen=True):
    """The copy that LibreOffice lays out, and what it is asked about it."""

    docx: bytes
    targets: tuple[str, ...]
    tokens: Mapping[str, str]
    core: bytes  # the document's own properties: their date is the PDF's


class PdfError(LkjipError):
    """A PDF that was not made, or is not whole."""


def to_pdf(docx: Path, out: Path, *, limit: float = DOCUMENT_LIMIT) -> int:
    """Write the document as PDF/A-2b to `out` and return its number of pages."""
    return to_pdfs([(docx, out)], limit=limit)[0]


def to_pdfs(files: Sequence[tuple[Path, Path]], *, limit: float = DOCUMENT_LIMIT) -> list[int]:
    """Write several documents in one LibreOffice session; return their numbers of pages."""
    return [lay_out(docx.read_bytes(), out, limit=limit, keep_pages=True).count for docx, out in files]


def prepare(package: Package, *, keep_pages: bool = False) -> Salinan:
    """Return the copy of a document for LibreOffice; the package is used up.

    With `keep_pages` the page numbers already in the lists are left alone.
    """
    office = _office()
    core = package.data(CORE) if CORE in package.parts else b""
    targets = [] if keep_pages else list_targets(package)
    tokens = tokens_for(package, targets)
    prepare_copy(package, tokens, math=office.math, keep_pages=keep_pages)
    return Salinan(package.to_bytes(packed=False), tuple(targets), tokens, core)


def lay_out(
    source: bytes | Salinan, pdf: Path | None, *, limit: float = DOCUMENT_LIMIT, keep_pages: bool = False
) -> Layout:
    """Return the true page of every list entry, and write the PDF with them where one is wanted."""
    asked = source if isinstance(source, Salinan) else prepare(Package.read(source), keep_pages=keep_pages)
    office = _office()
    with tempfile.TemporaryDirectory(prefix="lkjip-pdf-") as folder:
        copy, made = Path(folder) / "laporan.docx", Path(folder) / "laporan.pdf"
        copy.write_bytes(asked.docx)
        layout = _ask(office, copy, made, asked.tokens, limit)
        with _opened(made) as document:
            pages = {**printed_pages(document, asked.targets, START), **layout.pages}
            count = len(document.pages)
            missing = sorted(set(asked.targets) - set(pages))
            if missing:
                raise OfficeError(
                    f"LibreOffice tidak menemukan halaman untuk {len(missing)} judul", kode="OFFICE-GAGAL"
                )
            if pdf is not None:
                settle(document, asked.core, pdf)
        return Layout(pages, count)


def _office() -> Office:
    office = shared_office()
    if office is None:
        raise OfficeError("LibreOffice tidak terpasang", kode="TANPA-OFFICE")
    return office


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
