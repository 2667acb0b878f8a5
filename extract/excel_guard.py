"""Look into a workbook's package before a parser opens it: sizes, entities, cell counts, merged areas."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from extract.finding import Finding, Tingkat, UnreadableInput
from extract.limits import Limits

_DTD = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.I)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_CELL = re.compile(rb"<(?:\w+:)?c[ >/]")
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell[^>]*\bref=[\"']([A-Z]+)(\d+):([A-Z]+)(\d+)[\"']")
BROKEN = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, OSError, NotImplementedError, RuntimeError, EOFError,
    ValueError,
)  # fmt: skip
CHUNK = 1 << 20
OVERLAP = 200
REACH = 30_000_000  # positions between the first and the last cell; a stray cell in the last row makes 17 billion
_ACTIVE = {"xl/vbaProject.bin": "makro", "xl/externalLinks/": "tautan ke buku kerja lain",
           "xl/embeddings/": "berkas tertanam", "xl/activeX/": "kendali ActiveX",
           "xl/connections.xml": "koneksi data", "xl/macrosheets/": "lembar makro",
           "customUI/": "tombol makro"}  # fmt: skip


def check_package(path: Path, file: str, limits: Limits) -> list[str]:
    """Return the names of the parts; raise `UnreadableInput` where they exhaust the machine or hide entities."""
    try:
        with zipfile.ZipFile(path) as archive:
            _check_sizes(archive, file, limits)
            cells = merged = 0
            for info in archive.infolist():
                if info.filename.endswith((".xml", ".rels", ".vml")):
                    own = _scan(archive, info, file, limits)
                    cells, merged = cells + own[0], merged + own[1]
                if cells > limits.cells or merged > limits.merged_cells:
                    raise _refuse(file, f"berisi lebih dari {limits.cells:,} sel".replace(",", "."))
            return archive.namelist()
    except BROKEN as error:
        raise UnreadableInput(
            f"{file}: buku kerja Excel rusak atau terpotong. Minta kiriman ulang, atau buka di Excel dan simpan "
            "ulang sebagai .xlsx.", kode="XLS-RUSAK", lokasi=(file,),
        ) from error  # fmt: skip


def _refuse(file: str, what: str) -> UnreadableInput:
    return UnreadableInput(
        f"{file}: {what}, melebihi batas aman. Salin hanya lembar rekapnya ke buku kerja baru, simpan sebagai "
        ".xlsx, lalu ulangi.", kode="BERKAS-BATAS", lokasi=(file,),
    )  # fmt: skip


def _check_sizes(archive: zipfile.ZipFile, file: str, limits: Limits) -> None:
    names = [info.filename for info in archive.infolist()]
    if len(names) != len(set(names)) or len(names) > 5000:
        raise _refuse(file, "susunan isi berkasnya tidak wajar")
    if sum(info.file_size for info in archive.infolist()) > limits.unpacked_mb * 1_000_000:
        raise _refuse(file, f"isinya lebih dari {limits.unpacked_mb} MB setelah dibuka")


def _scan(archive: zipfile.ZipFile, info: zipfile.ZipInfo, file: str, limits: Limits) -> tuple[int, int]:
    """Return how many cells a part holds and how many its merged areas cover."""
    cells = merged = size = 0
    tail = b""
    with archive.open(info) as stream:
        while block := stream.read(CHUNK):
            size += len(block)
            if size > limits.unpacked_mb * 1_000_000:
                raise _refuse(file, f"isinya lebih dari {limits.unpacked_mb} MB setelah dibuka")
            text = tail + block
            if (size == len(block) and block.startswith(_UTF16)) or _DTD.search(text):
                raise UnreadableInput(
                    f"{file}: memuat deklarasi XML (DTD/entity) yang tidak pernah dibuat Excel; berkas ditolak "
                    "demi keamanan. Buka di Excel dan simpan ulang sebagai .xlsx, atau minta dari sumbernya.",
                    kode="BERKAS-BAHAYA", lokasi=(file,),
                )  # fmt: skip
            cut = len(text) - OVERLAP if len(text) > OVERLAP else 0
            cells += len(_CELL.findall(text, 0, cut))
            merged += sum(_area(m) for m in _MERGE.finditer(text, 0, cut))
            tail = text[cut:]
    cells += len(_CELL.findall(tail))
    merged += sum(_area(m) for m in _MERGE.finditer(tail))
    return cells, merged


def _area(match: re.Match[bytes]) -> int:
    left, top, right, bottom = match.groups()
    return (_column(right) - _column(left) + 1) * (int(bottom) - int(top) + 1)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def active_parts(names: Sequence[str], file: str) -> list[Finding]:
    """Return what a workbook carries besides its cells; none of it is run, followed or read."""
    found = [what for part, what in _ACTIVE.items() if any(name.startswith(part) for name in names)]
    if not found:
        return []
    return [Finding(
        "XLS-ISI-AKTIF", Tingkat.INFO,
        f"{file}: memuat {', '.join(found)}. Tidak dijalankan dan tidak dibuka; hanya nilai selnya yang dibaca.",
        (file,),
    )]  # fmt: skip


def check_reach(file: str, title: str, positions: int, last: str) -> None:
    """Refuse a sheet whose cells lie so far apart that no recap can be meant."""
    if positions > REACH:
        raise UnreadableInput(
            f"{file}, lembar {title}: ada isi sampai sel {last}, jauh di luar tabelnya. Hapus baris dan kolom "
            "kosong sesudah tabel (Ctrl+End menunjukkan sel terakhir), simpan, lalu ulangi.",
            kode="BERKAS-BATAS", lokasi=(f"{file}: {title}!{last}",),
        )  # fmt: skip


@contextmanager
def cells_only() -> Iterator[None]:
    """Keep openpyxl from opening pictures and charts, and from drawing the borders of merged areas.

    Nothing is read in them, a picture may be a bomb, and the borders take a quarter of all the time.
    """
    from openpyxl.reader import excel as module
    from openpyxl.worksheet.merge import MergedCellRange

    excel: Any = module
    merged: Any = MergedCellRange
    images, borders = excel.find_images, merged.format
    excel.find_images = lambda archive, path: ([], [])
    merged.format = lambda area: None
    try:
        yield
    finally:
        excel.find_images, merged.format = images, borders
