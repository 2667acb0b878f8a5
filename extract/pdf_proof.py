"""What shows over which rows a group's text stands: printed numbers, the heights of rows, the column of names."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from extract.pdf_rows import Band, Block

NUMBERED = re.compile(r"^\(?\d{1,2}(\.\d{1,2}){0,2}[.)]?$")


def name_column(columns: Mapping[int, Sequence[tuple[int, Block]]], sparse: Collection[int]) -> int:
    """Return the full column with the widest texts: what stands left of it groups its rows."""
    texts = {
        col: max(b.box.width for _, b in own) for col, own in columns.items()
        if own and col not in sparse and sum(b.quantity for _, b in own) < 0.5 * len(own)
    }  # fmt: skip
    return max(texts, key=lambda col: texts[col], default=0)


def numbered_starts(bands: Sequence[Band], sparse: Collection[int], names: int) -> tuple[int, ...]:
    """Return the rows at which printed numbers begin anew (1.1 1.2 2.1, or 1 2 1), none where they do not say.

    They stand left of the names (the column `names`) or before them: to the right there are values.
    """
    columns: dict[int, list[tuple[int, str]]] = {}
    for i in range(len(bands)):
        for block in bands[i].blocks:
            if block.col not in sparse and block.colspan == 1 and block.col <= names:
                columns.setdefault(block.col, []).append((i, block.words[0].text))
    for own in columns.values():
        found = [(i, [int(n) for n in re.findall(r"\d+", word)]) for i, word in own if NUMBERED.match(word)]
        if len(found) < 2 or len(found) < len(own) - 1:
            continue
        starts = [
            i for k, (i, numbers) in enumerate(found)
            if k == 0 or numbers[:-1] != found[k - 1][1][:-1] or numbers[-1] <= found[k - 1][1][-1]
        ]  # fmt: skip
        counted = all(b[1][-1] - a[1][-1] == 1 or b[0] in starts for a, b in zip(found, found[1:], strict=False))
        goes_on = found[0][1][-1] != 1  # the first rows belong to a group of the page before
        anew = all(numbers[-1] == 1 for i, numbers in found if i in starts[goes_on:])
        if counted and anew and len(starts) > 1:
            return tuple(starts[goes_on:])
    return ()


def row_heights(
    bands: Sequence[Band], own: Sequence[tuple[int, Block]], groups: Sequence[tuple[int, int]], first: int,
    sparse: Collection[int],
) -> str:  # fmt: skip
    """Say what rows show about tall texts of a sparse column: `blank` cells below them, or `merged` ones.

    A text taller than its row's other texts makes the row taller, unless its cell is merged over more rows
    (`groups`, as far as it is).
    """
    full = [[b.box for b in band.blocks if b.col not in sparse and b.rowspan == 1] for band in bands]
    tops = [min((x.top for x in boxes), default=0.0) for boxes in full]
    ends = [max((x.bottom for x in boxes), default=0.0) for boxes in full]
    rows = [i for i in range(first, len(bands)) if full[i]]
    gaps = {(a, z): tops[z] - ends[a] for a, z in zip(rows, rows[1:], strict=False)}
    base = min((gap for gap in gaps.values() if gap > -1), default=0.0)
    votes = {"blank": 0, "merged": 0}
    for (i, block), (start, end) in zip(own, groups, strict=True):
        line = block.chunks[0].height
        need = block.box.height - (ends[i] - tops[i])
        if i not in rows or need < 0.8 * line or start == end:
            continue
        if any(min(block.box.bottom, ends[k]) - max(block.box.top, tops[k]) > 0.2 * line for k in rows if k != i):
            votes["merged"] += 1
        elif sum(gap - base for (a, z), gap in gaps.items() if i in (a, z)) > 0.6 * need:
            votes["blank"] += 1
    if min(votes.values()) or not max(votes.values()):
        return ""
    return "blank" if votes["blank"] else "merged"
