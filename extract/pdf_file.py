"""A PDF as a file: locked, broken, cut short or too long, said before and beside reading its pages."""

from __future__ import annotations

import logging
import re
import struct
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

from extract.finding import Finding, Tingkat, UnreadableInput
from extract.grid import Sheet
from extract.limits import Limits
from extract.sandi import NAMA

_DAMAGE = re.compile("Cannot render|Could not set text matrix|Cannot concatenate|Data-loss while decompressing")
_FLATE = ("FlateDecode", "Fl")
PAGE_ERRORS = (
    ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError, OverflowError,
    ZeroDivisionError, struct.error, NotImplementedError, RuntimeError, EOFError,
)  # fmt: skip


@contextmanager
def opened(path: Path, file: str, password: str | None) -> Iterator[tuple[Any, Any, list[Finding]]]:
    """Give a file, or a repaired copy of it, as both PDF libraries open it (pdfminer, pdfium)."""
    with ExitStack() as stack:
        state, *both = _open(stack, path, password)
        if state == "sandi":
            raise UnreadableInput(
                f"{file}: PDF dikunci kata sandi" + (", dan sandi yang diberikan salah" if password else "") + ". "
                f"Tulis sandinya di berkas {NAMA} dalam folder rekap ini, satu baris:  {Path(file).name}: "
                "\"sandinya\" ; atau buka PDF-nya lalu cetak ulang ke PDF tanpa sandi.",
                kode="BERKAS-SANDI", lokasi=(file,),
            )  # fmt: skip
        if state == "baik":
            yield both[0], both[1], []
            return
        import tempfile

        repaired = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="lkjip-"))) / "perbaikan.pdf"
        if _repair(path, repaired, password):
            state, *both = _open(stack, repaired, None)
        if state != "baik":
            raise UnreadableInput(
                f"{file}: PDF rusak atau terpotong dan tidak dapat diperbaiki. Unduh atau minta kiriman ulang.",
                kode="PDF-RUSAK", lokasi=(file,),
            )  # fmt: skip
        yield both[0], both[1], [Finding(
            "PDF-DIPERBAIKI", Tingkat.PERINGATAN,
            f"{file}: PDF rusak; dibaca dari salinan yang diperbaiki. Cocokkan jumlah halaman dan angkanya, atau "
            "minta kiriman ulang.", (file,),
        )]  # fmt: skip


def _open(stack: ExitStack, path: Path, password: str | None) -> tuple[str, Any, Any]:
    """Return `baik` and the file opened, or `sandi` (locked) or `rusak` (broken)."""
    import pypdfium2
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    from extract.pdf_open import Pdf, PdfminerException

    try:
        second = stack.enter_context(closing(pypdfium2.PdfDocument(path, password=password)))
    except pypdfium2.PdfiumError as error:
        return ("sandi" if "password" in str(error).lower() else "rusak"), None, None
    try:
        pdf = Pdf(path.read_bytes(), password or "")
        return ("baik" if len(second) and len(pdf) and pdf.page(1) else "rusak"), pdf, second
    except PdfminerException as error:
        locked = error.args and isinstance(error.args[0], PDFPasswordIncorrect)
        return ("sandi" if locked else "rusak"), None, None
    except PAGE_ERRORS:
        return "rusak", None, None


def choose_pages(pdf: Any, only: int | None) -> Sequence[Any]:
    """Return the pages of an opened file to be read: one of them, or all."""
    return [pdf.page(number) for number in range(1, len(pdf) + 1) if not only or number == only]


def _repair(path: Path, target: Path, password: str | None) -> bool:
    import pikepdf

    try:
        with pikepdf.open(path, password=password or "") as pdf:
            if not len(pdf.pages):
                return False
            pdf.save(target)
    except (pikepdf.PdfError, OSError, *PAGE_ERRORS):
        return False
    return True


def inspect_file(path: Path, file: str) -> list[Finding]:
    """Return what the raw bytes show: a file cut short, active or attached contents."""
    data = path.read_bytes()
    findings = []
    if b"%%EOF" not in data[-2048:]:
        findings.append(Finding(
            "PDF-TERPOTONG", Tingkat.GALAT,
            f"{file}: akhir PDF tidak ada, mungkin terpotong saat dikirim. Halaman terakhir bisa hilang; minta "
            "kiriman ulang.", (file,),
        ))  # fmt: skip
    if any(mark in data for mark in (b"/JavaScript", b"/EmbeddedFile", b"/Launch")):
        findings.append(Finding(
            "PDF-ISI-AKTIF", Tingkat.INFO,
            f"{file}: memuat skrip atau lampiran. Tidak dijalankan dan tidak dibaca; hanya halamannya.", (file,),
        ))  # fmt: skip
    return findings


def check_pages(pages: int, file: str, limits: Limits) -> None:
    if pages > limits.pages:
        raise UnreadableInput(
            f"{file}: {pages} halaman, melebihi batas {limits.pages}. Kirim hanya halaman rekapnya.",
            kode="BERKAS-BATAS", lokasi=(file,),
        )  # fmt: skip


def lost_page(number: int, file: str, why: str) -> tuple[Sheet, list[Finding]]:
    """Return an unreadable sheet for a page that could not be read, and the finding that says so."""
    finding = Finding(
        "PDF-HALAMAN-GAGAL", Tingkat.GALAT,
        f"{file} halaman {number}: tidak dapat dibaca ({why}); halaman lain tetap dibaca. Cetak ulang halaman ini "
        "ke PDF, atau minta versi Excel.", (f"{file}: hlm {number}",),
    )  # fmt: skip
    return Sheet(f"hlm {number}", number - 1, (), readable=False), [finding]


class _Damage(logging.Handler):
    """Keeps what pdfminer says about drawing commands it had to leave out."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        if _DAMAGE.match(text):
            self.said.append(text)


@contextmanager
def damage_log() -> Iterator[list[str]]:
    """Collect the complaints of the PDF library about broken text commands."""
    logger, handler = logging.getLogger("pdfminer"), _Damage()
    logger.addHandler(handler)
    try:
        yield handler.said
    finally:
        logger.removeHandler(handler)


def is_whole(page: Any) -> bool:
    """Say whether all drawing commands of a page unpack to their end.

    Both PDF libraries read a compressed stream that breaks off as far as it goes and say nothing.
    """
    from pdfminer.pdftypes import resolve1

    streams = [resolve1(stream) for stream in page.page_obj.contents]
    return not any(_breaks_off(stream) for stream in streams)


def _breaks_off(stream: Any) -> bool:
    raw, filters = getattr(stream, "rawdata", None), stream.get_filters()
    if not raw or stream.decipher is not None or not filters:
        return False
    if getattr(filters[0][0], "name", "") not in _FLATE:
        return False
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)  # some programs leave the checksum out: not asked for
    try:
        unpacker.decompress(raw[2:])
    except zlib.error:
        return True
    return not unpacker.eof


def torn_page(number: int, file: str) -> list[Finding]:
    """Return the finding for a page of which some text could not be read."""
    return [Finding(
        "PDF-ISI-RUSAK", Tingkat.PERINGATAN,
        f"{file} halaman {number}: sebagian isi halaman rusak dan tidak terbaca; bisa ada angka yang hilang. "
        "Cocokkan dengan aslinya, atau minta kiriman ulang.", (f"{file}: hlm {number}",),
    )]  # fmt: skip


def missing_pages(found: int, expected: int, file: str) -> Finding:
    return Finding(
        "PDF-HALAMAN-HILANG", Tingkat.GALAT,
        f"{file}: dua pembaca menghitung jumlah halaman berbeda ({found} dan {expected}). Minta kiriman ulang.",
        (file,), tercetak=str(found), seharusnya=str(expected),
    )  # fmt: skip
