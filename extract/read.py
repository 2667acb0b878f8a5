"""Any source file becomes a `Document`: recognised by its first bytes, never by its name."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

from extract.excel_guard import BROKEN as BROKEN_ZIP
from extract.finding import Finding, UnreadableInput
from extract.grid import Document, Sheet
from extract.limits import DEFAULT, Limits

_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = (b"<html", b"<!doctype html", b"<table", b"<meta")


def read_document(
    path: Path, base: Path, *, password: str | None = None, limits: Limits = DEFAULT, only: int | None = None
) -> Document:
    """Return the document of one file; raise `UnreadableInput` where it cannot be read at all.

    `base` is the satker's input folder: names of files are relative to it, and a file outside it (also
    behind a symbolic link) is refused. `only` reads a single page of a PDF.
    """
    file = name_file(path, base)
    check_file(path, base, file, limits)
    digest = hash_file(path, file)
    kind = sniff(path, file)
    sheets, findings = _read(path, file, kind, password, limits, only)
    if hash_file(path, file) != digest:
        raise UnreadableInput(
            f"{file}: berkas berubah selagi dibaca. Tutup berkas di program lain, lalu ulangi.",
            kode="BERKAS-BERUBAH", lokasi=(file,),
        )  # fmt: skip
    return Document(file=file, path=path, sha256=digest, kind=kind, sheets=sheets, findings=findings)


def name_file(path: Path, base: Path) -> str:
    """Return the name of a file relative to the input folder, without characters that do not print."""
    name = path.relative_to(base).as_posix() if path.is_relative_to(base) else path.name
    return "".join(char if char.isprintable() else "?" for char in name.encode(errors="replace").decode())


def check_file(path: Path, base: Path, file: str, limits: Limits) -> None:
    """Refuse what is not a plain file inside the input folder, and what is too large."""
    if any("\ud800" <= char <= "\udfff" for char in path.name):
        raise UnreadableInput(
            f"{file}: nama berkas memuat huruf yang rusak (bukan UTF-8), biasanya akibat ekstraksi zip. Ganti nama "
            "berkasnya, lalu ulangi.", kode="BERKAS-NAMA", lokasi=(file,),
        )  # fmt: skip
    parts = [path, *path.parents]
    inside = parts[: parts.index(base)] if base in parts else [path]
    plain = base in parts and ".." not in path.parts  # then only a link leads out of the folder
    if any(map(Path.is_symlink, inside)) or not (plain or path.resolve().is_relative_to(base.resolve())):
        raise UnreadableInput(
            f"{file}: ini tautan (pintasan) atau berada di luar folder masukan, jadi tidak dibuka. Salin berkas "
            "aslinya ke folder masukan.",
            kode="BERKAS-TAUTAN", lokasi=(file,),
        )  # fmt: skip
    if not path.is_file():
        raise UnreadableInput(
            f"{file}: tidak ada, atau bukan berkas biasa. Periksa nama dan foldernya.",
            kode="BERKAS-TAK-TERBUKA", lokasi=(file,),
        )  # fmt: skip
    if path.stat().st_size > limits.file_mb * 1_000_000:
        raise UnreadableInput(
            f"{file}: lebih besar dari {limits.file_mb} MB. Rekap tidak pernah sebesar itu; kirim hanya "
            "halaman atau lembar rekapnya.", kode="BERKAS-BATAS", lokasi=(file,),
        )  # fmt: skip


def hash_file(path: Path, file: str) -> str:
    """Return the sha256 of a file."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableInput(
            f"{file}: berkas tidak dapat dibuka ({error.strerror}).", kode="BERKAS-TAK-TERBUKA", lokasi=(file,)
        ) from error


def sniff(path: Path, file: str) -> str:
    """Return the kind of a file by its content: `xlsx`, `xls` or `pdf`; refuse everything else by name."""
    with path.open("rb") as stream:
        head = stream.read(4096)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _sniff_zip(path, file)
    if head.startswith(_OLE):
        return "xls"
    raise _refuse(file, _describe(head))


def _sniff_zip(path: Path, file: str) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except BROKEN_ZIP as error:
        raise _refuse(file, "berkas Excel/zip yang terpotong atau rusak; minta kiriman ulang") from error
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    if any(name.startswith("word/") for name in names):
        raise _refuse(file, "dokumen Word; ekspor rekapnya sebagai .xlsx atau PDF")
    if "content.xml" in names:
        raise _refuse(file, "lembar OpenDocument; buka di LibreOffice dan simpan sebagai .xlsx")
    raise _refuse(file, "arsip zip; ekstrak dahulu isinya ke folder ini")


def _describe(head: bytes) -> str:
    if not head.strip():
        return "berkas kosong; minta kiriman ulang"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(_IMAGES) or head.startswith(_IMAGES):
        return "gambar; pindai sebagai PDF, atau minta berkas aslinya"
    if start.startswith(_HTML) or (start.startswith(b"<?xml") and b"spreadsheet" in start):
        return "halaman web (HTML/XML) yang dinamai Excel; buka di Excel, simpan sebagai .xlsx"
    if b"\x00" not in head:
        return "teks biasa atau CSV; buka di Excel, periksa kolomnya, simpan sebagai .xlsx"
    return "jenis yang tidak dikenal; simpan sebagai .xlsx atau PDF"


def _refuse(file: str, what: str) -> UnreadableInput:
    return UnreadableInput(
        f"{file}: bukan PDF atau buku kerja Excel, melainkan {what}.", kode="BERKAS-JENIS", lokasi=(file,)
    )


def _read(
    path: Path, file: str, kind: str, password: str | None, limits: Limits, only: int | None
) -> tuple[tuple[Sheet, ...], tuple[Finding, ...]]:
    if kind == "pdf":
        from extract.pdf import read_pdf

        return read_pdf(path, file, password=password, limits=limits, only=only)
    if kind == "xls":
        from extract.excel_old import read_old_workbook

        return read_old_workbook(path, file, limits)
    from extract.excel import read_workbook

    return read_workbook(path, file, limits)
