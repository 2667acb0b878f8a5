"""Merged cells without rules: texts that stand for several rows, by where they stand beside them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from extract.pdf_columns import NOTE
from extract.pdf_parts import Part, body_end, is_total_row, proven_habits, survey
from extract.pdf_proof import numbered_starts, row_heights
from extract.pdf_rows import DENSE, Band, Block
from extract.pdf_words import same_line


def span_centred(
    bands: list[Band], width: int, first: int, *, continued: bool = False, habits: Mapping[int, str] | None = None
) -> dict[int, str]:
    """Give cells that stand in the middle of several body rows their row span, between notes and dividers.

    `continued`: the first rows may belong to a cell that began on the page before. Returned is for which columns
    it is proven that cells are `merged` or left `blank`; `habits` is what other pages proved.
    """
    rows: list[list[Band]] = [[]]
    for band in bands[first:]:
        if len(band.blocks) == 1 and (band.blocks[0].colspan > 1 or NOTE.match(band.blocks[0].text)):
            rows += [[band], []]
        else:
            rows[-1].append(band)
    whole = survey([band for own in rows if len(own) > 1 for band in own], width, "", opened=False)
    parts = [
        survey(own, width, whole.align, opened=continued if i == 0 else True)
        for i, own in enumerate(rows) if len(own) > 1
    ]  # fmt: skip
    proven = proven_habits(parts)
    for part in parts:
        _span_part(part, {**(habits or {}), **proven}, continued=continued and part.bands is rows[0])
    bands[first:] = [band for own in rows for band in own]
    return proven


def _span_part(part: Part, habits: Mapping[int, str], *, continued: bool) -> None:
    """Give cells that stand in the middle of several body rows, blanks around them, their row span.

    A column is believed to hold such cells when its texts stand between the rows, when it stands left of
    every full column (number, code, name), or when its cells would span the same rows as such a column.
    """
    bands, columns, sparse, names = part.bands, part.columns, part.sparse, part.names
    if part.align == "top":
        return
    leftmost = min((col for col, own in columns.items() if len(own) > DENSE * part.most), default=0)
    starts = numbered_starts(bands, sparse, names)
    plans = {
        col: plan for col in sparse
        if (plan := _plan(part, col, starts if col < names else (), habits.get(col, ""))) is not None
    }  # fmt: skip
    believed = [
        plan[0] for col, plan in plans.items()
        if col < max(leftmost, names) or not all(_on_row(b, bands[i], sparse) for i, b in columns[col])
    ]  # fmt: skip
    for col, own in sparse.items():
        late = own[0][0] != 0 and not is_total_row(own[0][1].text)
        if late and col < max(leftmost, names) and col not in plans:
            for _, block in own:
                block.doubtful = True
    for col, (groups, doubtful, certain) in plans.items():
        if groups not in believed:
            continue
        for (at, block), (start, end) in zip(columns[col], groups, strict=True):
            bands[at].blocks.remove(block)
            bands[start].blocks.append(block)
            unsure = continued and (at, block) == columns[col][0] and end > start and not starts and not certain
            block.rowspan, block.doubtful = end - start + 1, doubtful or unsure
    _drop_blank(bands)


def _plan(
    part: Part, col: int, starts: Sequence[int], habit: str
) -> tuple[list[tuple[int, int]], bool, bool] | None:
    """Return the rows that the cells of a column would span, whether that is doubtful, and whether it is proven.

    None for one row each.
    """
    bands, own, align, sparse = part.bands, part.sparse[col], part.align, part.sparse
    if starts and len(starts) == len(own):
        groups = [(a, z - 1) for a, z in zip(starts, [*starts[1:], body_end(bands, starts[-1])], strict=True)]
        if all(bands[a].top <= b.box.middle <= bands[z].bottom for (_, b), (a, z) in zip(own, groups, strict=True)):
            return groups, False, True
    rows = [i for i, _ in own]
    alone = [(i, i) for i in rows]
    if col < part.names:
        fit = part.fit(col)
        verdict = habit if fit.verdict == "both" and habit else fit.verdict
        if verdict == "merged":
            return fit.groups, False, not fit.loose
        if verdict == "blank":
            return alone, False, True
        if verdict == "both":
            return _evener(fit.groups, alone, len(bands)), True, False
    on_row = all(_on_row(b, bands[i], sparse) for i, b in own)
    possible = on_row and rows[0] == 0
    if align == "bottom":
        ends = [
            next((i for i in range(at, len(bands)) if b.chunks[-1].middle <= bands[i].bottom), at) for at, b in own
        ]
        groups = _bottom_groups(ends, 0, body_end(bands, ends[-1])) or []
    else:
        groups = _centred_groups(bands, [b for _, b in own], 0) or []
    if not align:
        bottoms = _bottom_groups(rows, 0, body_end(bands, rows[-1])) or []
        plan = _unaligned([g for g in (groups, bottoms) if any(a < z for a, z in g)], alone, possible, on_row)
        return None if plan is None else (*plan, False)
    if not groups or all(start == end for start, end in groups):
        return None
    said = row_heights(bands, own, groups, 0, sparse) if possible else ""
    if said == "blank":
        return alone, False, True
    unsure = possible and said != "merged"
    return (alone if unsure and len(own) > 2 else groups), unsure, False


def _evener(merged: list[tuple[int, int]], alone: list[tuple[int, int]], end: int) -> list[tuple[int, int]]:
    """Return merged cells or single ones with blanks below: those whose groups are nearer to one size."""
    down = [(a, z - 1) for (a, _), (z, _) in zip(alone, [*alone[1:], (end, end)], strict=True)]
    return alone if _spread(down) <= _spread(merged) else merged


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


def _spread(groups: Sequence[tuple[int, int]]) -> int:
    sizes = [end - start for start, end in groups]
    return max(sizes) - min(sizes)


def _on_row(block: Block, band: Band, sparse: Collection[int]) -> bool:
    """Say whether a text of a full column stands on the block's line."""
    return any(other.col not in sparse and same_line(other.box, block.box) for other in band.blocks)


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
    if start < len(bands) and not any(is_total_row(b.text) for b in rest):
        return None
    return groups


def _row_top(bands: Sequence[Band], i: int, without: Block) -> float:
    return min((b.box.top for b in bands[i].blocks if b is not without and b.rowspan == 1), default=bands[i].top)


def _row_bottom(bands: Sequence[Band], i: int, without: Block) -> float:
    return max(
        (b.box.bottom for b in bands[i].blocks if b is not without and b.rowspan == 1), default=bands[i].bottom
    )
