"""Scanned pages of a report: words and rules from optical reading, marked as such."""

from __future__ import annotations

from pathlib import Path

from extract.laporan_halaman import Halaman, Kata
from extract.laporan_pdf import HalamanMentah, analyse_page


def read_scanned(path: Path, pages: list[HalamanMentah]) -> bool:
    """Fill the pages with what tesseract reads; False where no page could be read."""
    import pypdfium2

    from extract.limits import DEFAULT
    from extract.ocr import engine_available
    from extract.ocr import read_scanned as recognise

    if not engine_available():
        return False
    document = pypdfium2.PdfDocument(path)
    found = False
    try:
        for page in pages:
            result = recognise(document, page.hlm, DEFAULT)
            if result is None:
                continue
            content, _ = result
            words = [
                Kata(w.text, w.x0, w.top, w.x1, w.bottom) for w in content.words if w.text.strip() and not w.turned
            ]
            flat = [((r.top + r.bottom) / 2, r.x0, r.x1) for r in content.rules if r.horizontal]
            upright = [((r.x0 + r.x1) / 2, r.top, r.bottom) for r in content.rules if not r.horizontal]
            read = analyse_page(page.hlm, Halaman(content.width, content.height, words, flat, upright, 1), None)
            page.kisi, page.garis, page.kata, page.ocr = read.kisi, read.garis, len(words), True
            page.lebar, page.tinggi = content.width, content.height
            found = found or bool(words)
    finally:
        document.close()
    return found
