"""Pictures of the places of findings: a strip of the page with the cell marked, as data addresses."""

from __future__ import annotations

import base64
import io
from pathlib import Path
from typing import Any

from extract.laporan_model import Kotak

SKALA = 1.45
ATAS, BAWAH = 46.0, 34.0  # points shown above and below the marked box
TINGGI_PALING = 300.0
JUMLAH_PALING = 900  # pictures in one page


class Potret:
    """Renders strips of one PDF; each page is rendered once at a time, each strip once."""

    def __init__(self, path: Path) -> None:
        import pypdfium2

        self._document = pypdfium2.PdfDocument(path)
        self._page: tuple[int, Any] | None = None
        self._strips: dict[tuple[int, Kotak], str] = {}

    def close(self) -> None:
        self._document.close()

    def strip(self, hlm: int, box: Kotak) -> str:
        """Return the picture of a place as a data address, empty when there are too many already."""
        key = (hlm, box)
        if key not in self._strips:
            if len(self._strips) >= JUMLAH_PALING or not 1 <= hlm <= len(self._document):
                return ""
            self._strips[key] = self._make(hlm, box)
        return self._strips[key]

    def _image(self, hlm: int) -> Any:
        if self._page is None or self._page[0] != hlm:
            page = self._document[hlm - 1]
            self._page = (hlm, page.render(scale=SKALA).to_pil().convert("RGB"))
            page.close()
        return self._page[1]

    def _make(self, hlm: int, box: Kotak) -> str:
        from PIL import ImageDraw

        image = self._image(hlm)
        top = max(0.0, box[1] - ATAS)
        bottom = min(image.height / SKALA, min(box[3] + BAWAH, top + TINGGI_PALING))
        strip = image.crop(
            (0, int(top * SKALA), image.width, max(int(top * SKALA) + 8, int(bottom * SKALA)))
        ).copy()
        draw = ImageDraw.Draw(strip, "RGBA")
        x0, y0, x1, y1 = ((v * SKALA) for v in (box[0], box[1] - top, box[2], box[3] - top))
        draw.rectangle(
            (x0 - 2, y0 - 1, x1 + 2, y1 + 1), fill=(255, 214, 0, 70), outline=(200, 30, 30, 255), width=2
        )
        left = max(0, int(min(x0, image.width * 0.04) - 8))
        strip = strip.crop((left, 0, strip.width - left, strip.height))
        buffer = io.BytesIO()
        strip.quantize(24).save(buffer, "PNG", optimize=True)
        return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()
