"""A PDF opened by pdfminer, and its pages with the frame that pdfplumber gives them."""

from __future__ import annotations

from io import BytesIO

from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve_all

from extract.pdf_object import Document

Frame = tuple[float, float, float, float]  # x0, top, x1, bottom


class PdfminerException(Exception):
    """pdfminer could not read the file or the page; its own exception is the argument."""


class Page:
    """One page, counted from 1; `mediabox` is its frame, measured from the top left corner."""

    def __init__(self, pdf: Pdf, page_obj: PDFPage, page_number: int) -> None:
        self.pdf, self.page_obj, self.page_number = pdf, page_obj, page_number
        turn = resolve_all(page_obj.attrs.get("Rotate"))
        box = resolve_all(page_obj.attrs.get("MediaBox"))
        if not all(isinstance(value, int | float) for value in box):
            raise ValueError(f"no frame of a page: {box!r}")
        x0, x1 = sorted((box[0], box[2]))
        y0, y1 = sorted((box[1], box[3]))
        if (0 if turn is None else turn) % 360 in {90, 270}:
            x0, y0, x1, y1 = y0, x0, y1, x1
        self.mediabox: Frame = (x0, y1 - y0 - y1, x1, y1 - y0 - y0)
        self.bbox = self.mediabox
        self.width, self.height = self.bbox[2] - self.bbox[0], self.bbox[3] - self.bbox[1]


class Pdf:
    """A file; raises `PdfminerException` where it cannot be opened."""

    def __init__(self, data: bytes, password: str = "") -> None:
        try:
            document = Document(data, PDFParser(BytesIO(data)), password)
            self._pages = list(PDFPage.create_pages(document))
        except Exception as error:  # whatever a broken file raises
            raise PdfminerException(error) from error
        self.rsrcmgr = PDFResourceManager()

    def __len__(self) -> int:
        return len(self._pages)

    def page(self, number: int) -> Page:
        """Return a page, counted from 1."""
        return Page(self, self._pages[number - 1], number)
