"""Pictures of PDF pages for the trace page, drawn in the reading process: a source is opened nowhere else."""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from extract.limits import Limits

if TYPE_CHECKING:
    from PIL.Image import Image

PNG = b"\x89PNG\r\n\x1a\n"  # how a PNG begins
SCALE = 1.6  # pixels per point
LEVEL = 3  # of compression: a tenth larger than the usual, in a third of the time
_GREYS = [round(value / 17) for value in range(256)]
Halaman = tuple[int, float, float, bytes]  # number, width and height in points, PNG


def draw_pages(path: Path, pages: Sequence[int], password: str | None, limits: Limits) -> list[Halaman]:
    """Return the pages as grey pictures; those the file does not have are left out.

    A page larger than the limit of pixels is drawn smaller.
    """
    import pypdfium2 as pdfium

    drawn: list[Halaman] = []
    try:
        with pdfium.PdfDocument(path, password=password) as document:
            for number in sorted(n for n in set(pages) if 1 <= n <= len(document)):
                page = document[number - 1]
                width, height = page.get_size()
                scale = min(SCALE, math.sqrt(limits.pixels / max(width * height, 1.0)))
                image = page.render(scale=scale, grayscale=True).to_pil()
                drawn.append((number, round(width, 1), round(height, 1), sixteen_greys(image)))
                page.close()
    except pdfium.PdfiumError:
        return drawn
    return drawn


def sixteen_greys(image: Image) -> bytes:
    """Return the grey picture as a PNG of 16 greys, half a byte each: PIL's own writer takes half as long again."""
    width, height = image.size
    wide = image.point(_GREYS).crop((-2, 0, width, height))  # the blank byte before each row: stored as it is
    rows = wide.tobytes("raw", "L;4")
    head = struct.pack(">IIBBBBB", width, height, 4, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, LEVEL)), (b"IEND", b""))
    return PNG + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
