"""Cards with large figures above a table: a screen says there again what its table says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from extract.angka import possible
from extract.grid import Block, Line, Table

_ANGKA = re.compile(r"[(-]?\d[\d.,]*")
_SKALA = re.compile(r"^\s*(ribu|rb|juta|jt|mil[iy]ar|m|triliun|trilyun|t)\b", re.I)
_KALI = {
    "ribu": 3, "rb": 3, "juta": 6, "jt": 6, "miliar": 9, "milyar": 9, "m": 9, "triliun": 12, "trilyun": 12, "t": 12,
}  # fmt: skip
_DESIMAL = re.compile(r"[.,](\d{1,2})$")


def said_again(line: Line, blocks: Sequence[Block]) -> bool:
    """Tell whether a line of figures only, above the tables of its page, says what they say, perhaps rounded."""
    text = line.text
    if re.search(r"[A-Za-z]", re.sub(r"(?i)\b(rp|idr|ribu|rb|juta|jt|mil[iy]ar|m|triliun|trilyun|t)\b", "", text)):
        return False
    first = next((i for i, block in enumerate(blocks) if isinstance(block, Table)), 0)
    if not any(block is line for block in blocks[:first]):
        return False
    figures = [(m[0].strip("(.,"), _SKALA.match(text[m.end() :])) for m in _ANGKA.finditer(text)]
    if not figures:
        return False
    cells = [c.text for b in blocks if isinstance(b, Table) for row in b.rows for c in row if c.text.strip()]
    known = {m[0].strip("(.,") for cell in cells for m in _ANGKA.finditer(cell)}
    amounts = {value for figure in known for value in possible(figure)}
    return all(
        figure in known or scale is not None and _rounded(figure, _KALI[scale[1].lower()], amounts)
        for figure, scale in figures
    )


def _rounded(figure: str, power: int, amounts: set[Decimal]) -> bool:
    """Tell whether a figure counted in thousands, millions, ... is one of the amounts, rounded or cut."""
    decimals = _DESIMAL.search(figure)
    digits = re.sub(r"\D", "", figure)
    if not digits:
        return False
    value = Decimal(digits).scaleb(-len(decimals[1]) if decimals else 0)
    unit = Decimal(1).scaleb(power - (len(decimals[1]) if decimals else 0))
    return any(abs(amount - value.scaleb(power)) < unit for amount in amounts if amount >= 1000)
