"""The rows of a table's body between notes, what their columns hold, and how texts stand in their cells."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from extract.pdf_belongs import Fit, fit_column
from extract.pdf_proof import name_column
from extract.pdf_rows import DENSE, Band, Block

TOTAL = re.compile(
    r"(?i)^((sub|grand)\s*)?(total|jumlah|rata[- ]rata)"
    r"(\s*(seluruhnya|keseluruhan|belanja|anggaran|pagu|realisasi|nilai|capaian|total|satker|umum))*\s*:?$"
)


class Part(Struct):
    """Body rows between notes and dividers, with what their columns hold; `opened`: more may stand above them."""

    bands: list[Band]
    columns: dict[int, list[tuple[int, Block]]]
    most: int
    align: str
    sparse: dict[int, list[tuple[int, Block]]]
    names: int
    opened: bool

    def fit(self, col: int) -> Fit:
        """Return how the texts of a sparse column left of the names fit the rows."""
        own = self.sparse[col]
        beside = {c for c in self.sparse if c < self.names or c == col}
        return fit_column(self.bands, own, body_end(self.bands, own[-1][0]), self.align, beside, opened=self.opened)


def survey(bands: list[Band], width: int, align: str, *, opened: bool) -> Part:
    columns = {
        col: [(i, b) for i, band in enumerate(bands) for b in band.blocks if b.col == col and b.colspan == 1]
        for col in range(width)
    }
    most = max((len(own) for own in columns.values()), default=0)
    full = [[b for b in band.blocks if len(columns.get(b.col, ())) > DENSE * most] for band in bands]
    align = _alignment(full) or align
    sparse = {col: own for col, own in columns.items() if own and len(own) <= DENSE * len(bands) + 0.5}
    align = align or _sparse_alignment(bands, sparse)
    return Part(bands, columns, most, align, sparse, name_column(columns, sparse), opened)


def proven_habits(parts: Sequence[Part]) -> dict[int, str]:
    """Return for which columns the rows of some part show how their cells are, and no part shows otherwise."""
    said: dict[int, set[str]] = {}
    for part in parts:
        for col in part.sparse if part.align != "top" else ():
            if col < part.names and (verdict := part.fit(col).verdict) in {"merged", "blank"}:
                said.setdefault(col, set()).add(verdict)
    return {col: own.pop() for col, own in said.items() if len(own) == 1}


def body_end(bands: Sequence[Band], last: int) -> int:
    """Return the row after the last row of the body: where a total begins, else the end."""
    totals = (i for i in range(last + 1, len(bands)) if any(is_total_row(b.text) for b in bands[i].blocks))
    return next(totals, len(bands))


def _sparse_alignment(bands: Sequence[Band], sparse: Mapping[int, Sequence[tuple[int, Block]]]) -> str:
    """Say whether wrapped texts of sparse columns begin (`top`) or end (`bottom`) on the lines of rows."""
    lines = [b.chunks[0].middle for band in bands for b in band.blocks if b.col not in sparse and b.rowspan == 1]
    votes = [0, 0]
    for own in sparse.values():
        for _, block in own:
            heights = [chunk.middle for chunk in block.chunks]
            top, bottom = (any(abs(x - y) < 1 for y in lines) for x in (min(heights), max(heights)))
            if len(heights) > 1 and top != bottom:
                votes[bottom] += 1
    if votes[0] == votes[1]:
        return ""
    return ("top" if votes[0] > votes[1] else "bottom") if min(votes) == 0 else ""


def _alignment(rows: Sequence[Sequence[Block]]) -> str:
    """Say where numbers stand beside wrapped texts: `top`, `middle`, `bottom`, empty where nothing shows it."""
    votes = {"top": 0, "middle": 0, "bottom": 0}
    for row in rows:
        numbers = [b for b in row if b.quantity and b.col > 0]
        texts = [b for b in row if len(split_heights(b)) > 1 and b.rowspan == 1]
        for number in numbers:
            for text in texts:
                middle = number.box.middle
                offs = {
                    "top": abs(middle - text.chunks[0].middle),
                    "middle": abs(middle - text.box.middle),
                    "bottom": abs(middle - text.chunks[-1].middle),
                }
                votes[min(offs, key=lambda name: offs[name])] += 1
    best = max(votes, key=lambda name: votes[name])
    return best if votes[best] > 0.6 * sum(votes.values()) else ""


def split_heights(block: Block) -> list[float]:
    """Return the heights of the block's printed lines."""
    return sorted({round(chunk.middle) for chunk in block.chunks})


def is_total_row(text: str) -> bool:
    return bool(TOTAL.match(" ".join(text.split())))
