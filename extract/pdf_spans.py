"""Merged cells without rules: texts that stand for several rows, by where they stand beside them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from extract.pdf_proof import name_column, numbered_starts, row_heights
from extract.pdf_rows import DENSE, NOTE, Band, Block
from extract.pdf_words import same_line

TOTAL = re.compile(
    r"(?i)^((sub|grand)\s*)?(total|jumlah|rata[- ]rata)"
    r"(\s*(seluruhnya|keseluruhan|belanja|anggaran|pagu|realisasi|nilai|capaian|total|satker|umum))*\s*:?$"
)


def span_centred(bands: list[Band], width: int, first: int, *, continued: bool = False) -> None:
    """Give cells that stand in the middle of several body rows their row span, between notes and dividers.

    `continued`: the first rows may belong to a cell that began on the page before.
    """
    parts: list[list[Band]] = [[]]
    for band in bands[first:]:
        if len(band.blocks) == 1 and (band.blocks[0].colspan > 1 or NOTE.match(band.blocks[0].text)):
            parts += [[band], []]
        else:
            parts[-1].append(band)
    for part in parts:
        if len(part) > 1:
            _span_part(part, width, 0, continued=continued and part is parts[0])
    bands[first:] = [band for part in parts for band in part]


def _span_part(bands: list[Band], width: int, first: int, *, continued: bool) -> None:
    """Give cells that stand in the middle of several body rows, blanks around them, their row span.

    A column is believed to hold such cells when its texts stand between the rows, when it stands left of
    every full column (number, code, name), or when its cells would span the same rows as such a column.
    """
    columns = {
        col: [(i, b) for i in range(first, len(bands)) for b in bands[i].blocks if b.col == col and b.colspan == 1]
        for col in range(width)
    }
    most = max((len(own) for own in columns.values()), default=0)
    align = _alignment(
        [[b for b in band.blocks if len(columns.get(b.col, ())) > DENSE * most] for band in bands[first:]]
    )
    sparse = {col: own for col, own in columns.items() if own and len(own) <= DENSE * (len(bands) - first) + 0.5}
    align = align or _sparse_alignment(bands, sparse)
    if align == "top":
        return
    leftmost = min((col for col, own in columns.items() if len(own) > DENSE * most), default=0)
    starts = numbered_starts(bands, first, sparse)
    names = name_column(columns, sparse)
    plans = {
        col: plan for col, own in sparse.items()
        if (plan := _plan(bands, own, first, align, sparse, starts if col < names else ())) is not None
    }  # fmt: skip
    believed = [
        plan[0] for col, plan in plans.items()
        if col < max(leftmost, names) or not all(_on_row(b, bands[i], sparse) for i, b in columns[col])
    ]  # fmt: skip
    for col, own in sparse.items():
        late = own[0][0] != first and not _total(own[0][1].text)
        if late and col < max(leftmost, names) and col not in plans:
            for _, block in own:
                block.doubtful = True
    for col, (groups, doubtful) in plans.items():
        if groups not in believed:
            continue
        for (at, block), (start, end) in zip(columns[col], groups, strict=True):
            bands[at].blocks.remove(block)
            bands[start].blocks.append(block)
            unsure = continued and start == first and end > start and not starts
            block.rowspan, block.doubtful = end - start + 1, doubtful or unsure
    _drop_blank(bands)


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


def _plan(
    bands: Sequence[Band], own: Sequence[tuple[int, Block]], first: int, align: str, sparse: Collection[int],
    starts: Sequence[int],
) -> tuple[list[tuple[int, int]], bool] | None:  # fmt: skip
    """Return the rows that the cells of a column would span and whether that is doubtful, None for one row each."""
    if starts and len(starts) == len(own):
        groups = [(a, z - 1) for a, z in zip(starts, [*starts[1:], _body_end(bands, starts[-1])], strict=True)]
        if all(bands[a].top <= b.box.middle <= bands[z].bottom for (_, b), (a, z) in zip(own, groups, strict=True)):
            return groups, False
    rows = [i for i, _ in own]
    alone = [(i, i) for i in rows]
    on_row = all(_on_row(b, bands[i], sparse) for i, b in own)
    possible = on_row and rows[0] == first
    if align == "bottom":
        ends = [
            next((i for i in range(at, len(bands)) if b.chunks[-1].middle <= bands[i].bottom), at) for at, b in own
        ]
        groups = _bottom_groups(ends, first, _body_end(bands, ends[-1])) or []
    else:
        groups = _centred_groups(bands, [b for _, b in own], first) or []
    if not align:
        bottoms = _bottom_groups(rows, first, _body_end(bands, rows[-1])) or []
        return _unaligned([g for g in (groups, bottoms) if any(a < z for a, z in g)], alone, possible, on_row)
    if not groups or all(start == end for start, end in groups):
        return None
    said = row_heights(bands, own, groups, first, sparse) if possible else ""
    if said == "blank":
        return alone, False
    unsure = possible and said != "merged"
    return (alone if unsure and len(own) > 2 else groups), unsure


def _unaligned(
    merged: Sequence[list[tuple[int, int]]], alone: list[tuple[int, int]], possible: bool, on_row: bool
) -> tuple[list[tuple[int, int]], bool] | None:
    """Choose where no wrapped text shows how cells are aligned; `merged` are the ways they may be merged."""
    if not merged:
        return None
    if possible:  # each text on the first row of its cell, but it may as well stand in its middle or on its last
        return alone, True
    if not on_row or len(merged) == 1:
        return merged[0], on_row
    even = merged[1] if _spread(merged[0]) - _spread(merged[1]) > 3 else merged[0]
    return even, True


def _body_end(bands: Sequence[Band], last: int) -> int:
    """Return the row after the last row of the body: where a total begins, else the end."""
    totals = (i for i in range(last + 1, len(bands)) if any(_total(b.text) for b in bands[i].blocks))
    return next(totals, len(bands))


def _bottom_groups(rows: Sequence[int], first: int, end: int) -> list[tuple[int, int]] | None:
    """Return the rows of merged cells whose texts stand on their last rows."""
    if rows[-1] != end - 1 or sorted(set(rows)) != list(rows):
        return None
    return [(a + 1, z) for a, z in zip([first - 1, *rows[:-1]], rows, strict=True)]


def _drop_blank(bands: list[Band]) -> None:
    """Remove rows that held only what now spans from above."""
    for i in range(len(bands) - 1, 0, -1):
        if bands[i].blocks:
            continue
        bands[i - 1].bottom = bands[i].bottom
        for k in range(i):
            for block in bands[k].blocks:
                if k + block.rowspan > i:
                    block.rowspan -= 1
        del bands[i]


def _total(text: str) -> bool:
    return bool(TOTAL.match(" ".join(text.split())))


def _spread(groups: Sequence[tuple[int, int]]) -> int:
    sizes = [end - start for start, end in groups]
    return max(sizes) - min(sizes)


def _on_row(block: Block, band: Band, sparse: Collection[int]) -> bool:
    """Say whether a text of a full column stands on the block's line."""
    return any(other.col not in sparse and same_line(other.box, block.box) for other in band.blocks)


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


def _centred_groups(bands: Sequence[Band], blocks: Sequence[Block], first: int) -> list[tuple[int, int]] | None:
    """Return the rows each block stands in the middle of, None where that does not come out even."""
    groups: list[tuple[int, int]] = []
    start = first
    for block in blocks:
        middle = block.box.middle
        best: tuple[float, int] | None = None
        for end in range(start, len(bands)):
            centre = (_row_top(bands, start, block) + _row_bottom(bands, end, block)) / 2
            off = abs(centre - middle)
            if off <= 0.3 * (bands[end].bottom - bands[end].top) and (best is None or off < best[0]):
                best = off, end
        if best is None:
            return None
        groups.append((start, best[1]))
        start = best[1] + 1
    rest = [b for i in range(start, len(bands)) for b in bands[i].blocks]
    if start < len(bands) and not any(_total(b.text) for b in rest):
        return None
    return groups


def _row_top(bands: Sequence[Band], i: int, without: Block) -> float:
    return min((b.box.top for b in bands[i].blocks if b is not without and b.rowspan == 1), default=bands[i].top)


def _row_bottom(bands: Sequence[Band], i: int, without: Block) -> float:
    return max(
        (b.box.bottom for b in bands[i].blocks if b is not without and b.rowspan == 1), default=bands[i].bottom
    )
