"""What is left of a file that could not be read whole: an empty document, or the pages that could."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from extract.finding import Finding, LkjipError, Tingkat
from extract.grid import Document, Sheet
from extract.read import hash_file


def join(documents: Sequence[Document], lost: Sequence[int], file: str, why: str) -> Document:
    """Return one document of the pages read one by one; the lost ones are sheets that say so."""
    sheets = [sheet for document in documents for sheet in document.sheets]
    sheets += [Sheet(f"hlm {page}", page - 1, (), readable=False) for page in lost]
    findings = list(dict.fromkeys(f for document in documents for f in document.findings))
    for page in lost:
        findings.append(Finding(
            "PDF-HALAMAN-GAGAL", Tingkat.GALAT,
            f"{file} halaman {page}: {why}; halaman ini disisihkan, halaman lain tetap dibaca. Cetak ulang halaman "
            "ini ke PDF, atau minta versi Excel.", (f"{file}: hlm {page}",),
        ))  # fmt: skip
    first = documents[0]
    return Document(first.file, first.path, first.sha256, first.kind,
                    tuple(sorted(sheets, key=lambda s: s.index)), tuple(findings))  # fmt: skip


def broken(path: Path, file: str, message: str, kode: str) -> Document:
    """Return the empty document of a quarantined file."""
    try:
        digest = hash_file(path, file) if path.is_file() and not path.is_symlink() else ""
    except LkjipError:
        digest = ""
    finding = Finding(kode, Tingkat.GALAT, message, (file,))
    return Document(file, path, digest, "rusak", (), (finding,))
