"""Pictures of PDF pages for the trace page, drawn in the reading process: a source is opened nowhere else."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from extract.limits import Limits

if TYPE_CHECKING:
    from PIL.Image import Image

PNG = b"\x89PNG\r\n\x1a\n"  # how a PNG begins
SCALE = 1.6  # pixels per point
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
                buffer = io.BytesIO()
                _sixteen_greys(image).save(buffer, "PNG", bits=4)
                drawn.append((number, round(width, 1), round(height, 1), buffer.getvalue()))
                page.close()
    except pdfium.PdfiumError:
        return drawn
    return drawn


def _sixteen_greys(image: Image) -> Image:
    """Return the grey picture with 16 fixed greys: a tenth of the time that choosing them takes."""
    from PIL import Image as images

    levels = image.point([round(value / 17) for value in range(256)])
    result = images.frombytes("P", levels.size, levels.tobytes())
    result.putpalette([17 * grey for grey in range(16) for _ in "rgb"])
    return result
