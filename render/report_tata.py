"""Laying the joined report out in LibreOffice: true page numbers for its lists, and its PDF."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct, field

from extract.finding import Finding, LkjipError, Tingkat
from render.package import Package
from render.pages import OfficeError


class Tata(Struct, frozen=True):
    """What laying the report out told: printed pages of its list entries, number of pages, what went wrong."""

    halaman: Mapping[str, str] = field(default_factory=dict)
    jumlah: int = 0
    temuan: tuple[Finding, ...] = ()


def lay_out_report(package: Package, pdf: Path | None) -> Callable[[], Tata]:
    """Return what asks LibreOffice for true page numbers and the PDF; the package is used up.

    It may run in another thread: the trees of this one are done with. Without LibreOffice the report says
    what is missing.
    """
    from render import pages as office
    from render.pdf import PdfError, lay_out, prepare

    if not office.available():
        message = (
            "LibreOffice tidak ditemukan: PDF tidak dibuat dan nomor halaman daftar isi baru diisi "
            "ketika laporan dibuka di Word. Pasang LibreOffice (libreoffice-writer, libreoffice-math, "
            "python3-uno), lalu jalankan lagi."
        )
        missing = Tata(temuan=(Finding("TANPA-OFFICE", Tingkat.INFO, message),))
        return lambda: missing

    try:
        prepared = prepare(package)
    except OfficeError as exc:
        failed = _not_laid_out(exc)
        return lambda: failed

    def ask() -> Tata:
        try:
            layout = lay_out(prepared, pdf)
        except (OfficeError, PdfError) as exc:
            return _not_laid_out(exc)
        return Tata(layout.pages, layout.count)

    return ask


def _not_laid_out(exc: LkjipError) -> Tata:
    message = f"{exc}. PDF dan nomor halaman tidak dibuat; laporan Word lengkap."
    return Tata(temuan=(Finding(exc.kode, Tingkat.PERINGATAN, message),))
