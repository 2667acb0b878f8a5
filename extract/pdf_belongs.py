"""To which rows the texts of a sparse column belong: merged cells, or cells left blank below each text.

Both ways foretell where each text stands: in the middle (or at the end) of its merged cell, or beside the one
row it is in; and how far apart the rows stand where a text is taller than its row. What is printed is compared
with both, to the point.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from msgspec import Struct

from extract.pdf_rows import Band, Block

EXACT = 1.0  # points a text may stand off its place
CLEAR = 1.8  # ... and from which on it does not stand there
WAYS = ("middle", "bottom")
Groups = list[tuple[int, int]]


class Row(Struct, frozen=True):
    """The extent of a row's texts, without those of the column in question."""

    top: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


class Fit(Struct, frozen=True):
    """How well the texts stand where merged cells (`merged`, as `groups`) or single ones (`blank`) ask for."""

    groups: Groups
    merged: float
    blank: float
    loose: bool = False  # how many of the first rows belong to a text of the page before stays open

    @property
    def verdict(self) -> str:
        """Return `merged` or `blank` where only one of them can be, `both`, or nothing where neither can."""
        if self.merged <= EXACT and self.blank <= EXACT:
            return "both"
        if self.merged <= EXACT and self.blank > CLEAR:
            return "merged"
        if self.blank <= EXACT and self.merged > CLEAR:
            return "blank"
        return ""


def fit_column(
    bands: Sequence[Band], own: Sequence[tuple[int, Block]], end: int, align: str, without: Collection[int], *,
    opened: bool,
) -> Fit:  # fmt: skip
    """Return how the texts of a column fit the rows before `end`, whose extents are those of other columns' texts.

    `opened`: the first rows may belong to a text of the page before, or above a note.
    """
    found = [_row(band, without) for band in bands[:end]]
    rows = [row for row in found if row is not None]
    texts, at = [block for _, block in own], [i for i, _ in own]
    if len(rows) != len(found) or at[-1] >= end or len(texts) >= len(rows):
        return Fit([], float("inf"), float("inf"))
    blank = _blank(rows, texts, at, align, opened=opened)
    starts = range(at[0] + 1) if opened else range(1)
    every = [_merged(rows, texts, way, start) for way in ([align] if align in WAYS else WAYS) for start in starts]
    ways = [min(every[i : i + len(starts)], key=lambda way: way[1]) for i in range(0, len(every), len(starts))]
    loose = sum(off <= EXACT for _, off in every) > 1
    groups, merged = min(ways, key=lambda way: way[1])
    if any(way[1] <= EXACT and way[0] != groups for way in ways):
        return Fit([], float("inf"), float("inf"))  # cells may be merged in more ways than one
    if blank <= EXACT and merged <= EXACT:
        single = [k for k, (a, z) in enumerate(groups) if a == z]  # in both ways in its own row
        even = [
            _uneven([*rows], [texts[k] for k in single], [at[k] for k in single]),
            _uneven([*rows], texts, at),
        ]
        merged, blank = max(merged, even[0]), max(blank, even[1])
        if min(merged, blank) > EXACT:  # rows of different padding say nothing
            merged = blank = 0.0
    return Fit(groups, merged, blank, loose)


def _row(band: Band, without: Collection[int]) -> Row | None:
    """Return the extent of the texts of a row, None where there are none besides those of some columns."""
    boxes = [b.box for b in band.blocks if b.col not in without]
    boxes = [box for box in boxes if band.top - 1 < box.top and box.bottom < band.bottom + 1]
    if not boxes:
        return None
    return Row(min(b.top for b in boxes), max(b.bottom for b in boxes))


def _blank(rows: Sequence[Row], texts: Sequence[Block], at: Sequence[int], align: str, *, opened: bool) -> float:
    """Return how far the texts stand off the rows they are in, were each the cell of that row alone."""
    if not opened and at[0] != 0:
        return float("inf")
    if sorted(set(at)) != list(at):
        return float("inf")
    offs: dict[str, list[float]] = {"top": [], "middle": [], "bottom": []}
    for text, i in zip(texts, at, strict=True):
        box, row = text.box, rows[i]
        offs["top"].append(abs(box.top - row.top))
        offs["middle"].append(abs(box.middle - row.middle))
        offs["bottom"].append(abs(box.bottom - row.bottom))
    return max(offs[align]) if align else min(max(own) for own in offs.values())


def _merged(rows: Sequence[Row], texts: Sequence[Block], way: str, first: int) -> tuple[Groups, float]:
    """Return the rows of merged cells that their texts stand in the middle (or at the end) of, and how far off.

    The first of them begins at the row `first`.
    """
    best: dict[int, tuple[float, Groups]] = {first: (0.0, [])}  # by rows used so far
    for text in texts:
        box = text.box
        following: dict[int, tuple[float, Groups]] = {}
        for start, (cost, groups) in best.items():
            for end in range(start, len(rows)):
                low, high = rows[start].top, rows[end].bottom
                off = abs(box.middle - (low + high) / 2) if way == "middle" else abs(box.bottom - high)
                total = max(cost, off)
                known = following.get(end + 1)
                if off <= 3 * CLEAR and (known is None or total < known[0]):
                    following[end + 1] = (total, [*groups, (start, end)])
        best = following
    off, groups = best.get(len(rows), (float("inf"), []))
    return groups, off


def _uneven(rows: list[Row], texts: Sequence[Block], at: Sequence[int]) -> float:
    """Return by how much the gaps between rows differ, the texts standing in their rows."""
    for text, i in zip(texts, at, strict=True):
        rows[i] = Row(min(rows[i].top, text.box.top), max(rows[i].bottom, text.box.bottom))
    gaps = [below.top - above.bottom for above, below in pairwise(rows)]
    return max(gaps) - min(gaps)
