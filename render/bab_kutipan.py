"""Numbers inside persons' texts: printed as written, but with their origin, the cell of the form."""

from __future__ import annotations

import re

from extract.figure import Figure, make_id
from render.format_id import Printer

# a number standing alone: not part of a code (PAS-06.PR.01), a word (B12) or a fraction of a date (1/2)
NUMBER = re.compile(r"(?<![\w.,/-])(?:Rp\.?\s?)?\d+(?:[.,]\d+)*(?:,-)?%?(?![\w/-])")
YEAR = re.compile(r"(?:19|20)\d\d")


def quote(cetak: Printer, text: str, origin: Figure | None) -> str:
    """Return the text with its numbers marked as quotations of the form; years are left alone."""
    if origin is None:
        return text
    source = origin

    def mark(found: re.Match[str]) -> str:
        token = found[0]
        if YEAR.fullmatch(token):
            return token
        name = make_id("kutipan", source.id, token, str(found.start()))
        figure = cetak.ledger.compute(name, token, unit="", formula="dikutip dari isian penyusun", inputs=(source,))
        return cetak.nilai(figure)

    return NUMBER.sub(mark, text)
