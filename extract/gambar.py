"""Pictures an office puts beside its recaps: its logo, its structure chart. Told apart by name, checked by content.

A picture says nothing that can be recognised, so its file name is its role: `logo.png`,
`struktur_organisasi.jpg`. Nothing is read from it but its kind and size.
"""

from __future__ import annotations

import hashlib
import re
import struct
from pathlib import Path

from msgspec import Struct

from extract.bacaan import FileReport
from extract.finding import Finding, Tingkat, UnreadableInput

SUFFIXES = frozenset({".png", ".jpg", ".jpeg"})
PERAN = {
    "logo": re.compile(r"^logo(?![a-z])", re.IGNORECASE),
    "struktur_organisasi": re.compile(r"^(bagan[\s_-]*)?struktur([\s_-]*organisasi)?(?![a-z])", re.IGNORECASE),
}
MAX_BYTES = 10_000_000
MAX_PIXELS = 12_000
PNG = b"\x89PNG\r\n\x1a\n"
JPEG_SIZES = frozenset({*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)})


class Gambar(Struct, frozen=True):
    """One picture file; `jenis` is png or jpeg."""

    peran: str
    file: str
    sha256: str
    jenis: str
    lebar: int
    tinggi: int
    data: bytes


def picture_role(path: Path) -> str | None:
    """Return what a picture file is for by its name, None where it is no picture or has no known role."""
    if path.suffix.lower() not in SUFFIXES:
        return None
    return next((peran for peran, name in PERAN.items() if name.search(path.stem)), None)


def read_picture(path: Path, folder: Path) -> Gambar:
    """Return the picture; raises UnreadableInput where it is not what its name says."""
    file = path.relative_to(folder).as_posix()
    peran = picture_role(path)
    if peran is None or path.is_symlink() or not path.is_file():
        raise UnreadableInput(f"{file}: bukan berkas gambar biasa; gambar tidak dipakai.", kode="GAMBAR-RUSAK")
    if path.stat().st_size > MAX_BYTES:
        raise UnreadableInput(f"{file}: gambar lebih besar dari 10 MB; kecilkan dahulu.", kode="GAMBAR-BESAR")
    data = path.read_bytes()
    size = _png_size(data) or _jpeg_size(data)
    if size is None or not all(0 < n <= MAX_PIXELS for n in size):
        raise UnreadableInput(
            f"{file}: isinya bukan gambar PNG atau JPEG yang utuh; simpan ulang sebagai .png atau .jpg.",
            kode="GAMBAR-RUSAK",
        )
    jenis = "png" if data.startswith(PNG) else "jpeg"
    return Gambar(peran, file, hashlib.sha256(data).hexdigest(), jenis, *size, data)


def report_picture(path: Path, folder: Path) -> FileReport:
    """Return how a picture file was understood."""
    file = path.relative_to(folder).as_posix()
    try:
        gambar = read_picture(path, folder)
    except UnreadableInput as error:
        finding = Finding(error.kode, Tingkat.PERINGATAN, str(error), (file,))
        return FileReport(file=file, sha256="", jenis=(), findings=(finding,), terbaca=False)
    said = f"gambar {gambar.jenis} {gambar.lebar} x {gambar.tinggi} titik, dipakai sebagai {gambar.peran}"
    return FileReport(file=file, sha256=gambar.sha256, jenis=(f"gambar_{gambar.peran}",), penjelasan=(said,))


def choose_pictures(paths: list[Path], folder: Path) -> tuple[dict[str, Gambar], list[Finding]]:
    """Return one picture per role; two files for one role are a finding, and none of them is used."""
    by_role: dict[str, list[Gambar]] = {}
    for path in paths:
        if picture_role(path) is not None:
            try:
                gambar = read_picture(path, folder)
            except UnreadableInput:
                continue  # said by `report_picture`
            by_role.setdefault(gambar.peran, []).append(gambar)
    findings = [
        Finding(
            "GAMBAR-GANDA",
            Tingkat.PERINGATAN,
            f"Lebih dari satu gambar untuk {peran}: {', '.join(g.file for g in found)}. Tidak satu pun dipakai; "
            "sisakan satu.",
            tuple(g.file for g in found),
        )
        for peran, found in by_role.items()
        if len(found) > 1
    ]
    return {peran: found[0] for peran, found in by_role.items() if len(found) == 1}, findings


def _png_size(data: bytes) -> tuple[int, int] | None:
    if not data.startswith(PNG) or data[12:16] != b"IHDR" or b"IEND" not in data[-16:]:
        return None
    width, height = struct.unpack(">II", data[16:24])
    return int(width), int(height)


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    if not data.startswith(b"\xff\xd8") or b"\xff\xd9" not in data[-64:]:
        return None
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        kind, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if kind in JPEG_SIZES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return int(width), int(height)
        at += 2 + length
    return None
