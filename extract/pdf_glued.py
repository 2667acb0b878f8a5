"""Headings printed a blank apart look like one text: which words stand over which column of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, product

from extract.pdf_columns import AMOUNT, CURRENCY, Chunk, column_of, is_quantity, make_chunk, split_years
from extract.pdf_words import Word, union

CENTRED = 1.5  # points between the middle of a heading and that of the numbers under it
SAME = 0.8  # points by which the ends of aligned numbers differ
MANY = 400  # ways to part one heading that are tried


def unglue(separators: Sequence[float], chunks: Sequence[Chunk]) -> tuple[list[float], list[Chunk]]:
    """Return the separators, moved between the words of headings that glue columns together, and what stays open.

    A border may lie wherever no other text stands. Of several blanks there the one is right that leaves each
    heading centred over centred numbers, or within the right end of numbers set right.
    """
    moved, doubtful = list(separators), []
    body = min((c.top for c in chunks if AMOUNT.match(c.text)), default=float("inf"))
    columns = _own(separators, chunks)
    rows = _own(separators, [c for c in chunks if c.top >= body])
    usual = any(map(_right, columns)) and not any(map(_middle, columns))
    for chunk in chunks:
        if chunk.top >= body and chunk.alone:
            continue  # a note across the columns
        first, last = column_of(separators, chunk.x0 + 0.5), column_of(separators, chunk.x1 - 0.5)
        if first == last or len(chunk.words) < 2 or any(not columns[k] for k in range(first, last + 1)):
            continue
        # above the lowest headings there are headings of groups, which may stand over a border
        heads = [c for c in chunks if chunk.bottom - 1 < c.top < body and c.x1 > chunk.x0 and c.x0 < chunk.x1]
        own = columns if heads or not all(rows) else rows
        gaps = [_gaps(chunk, own[k], own[k + 1]) for k in range(first, last)]
        if not all(gaps):
            continue
        chosen = [own[0] for own in gaps]
        if any(len(own) > 1 for own in gaps):
            found = _centred(chunk, gaps, columns[first : last + 1]) or _set_right(gaps, columns[first:last], usual)
            if found is None:
                doubtful.append(chunk)
                continue
            chosen = found
        for k, (low, high) in zip(range(first, last), chosen, strict=True):
            moved[k] = (low + high) / 2
    return (moved, doubtful) if moved == sorted(moved) else (list(separators), doubtful)


def part_quantities(separators: Sequence[float], chunks: Sequence[Chunk]) -> tuple[list[float], list[Chunk]]:
    """Return separators and chunks, numbers with units a blank apart (`20 Layanan 33 Layanan`) in their columns."""
    made: list[Chunk] = []
    between: dict[int, list[tuple[float, float]]] = {}
    for chunk in chunks:
        parts = [] if chunk.alone else _quantities(chunk) or split_years(chunk) or _named_amount(chunk)
        cols = [column_of(separators, part.x1 - 0.5) for part in parts]
        first, last = column_of(separators, chunk.x0 + 0.5), column_of(separators, chunk.x1 - 0.5)
        if last - first + 1 == len(parts):
            cols = list(range(first, last + 1))
        if len(parts) < 2 or any(b <= a for a, b in pairwise(cols)):
            made.append(chunk)
            continue
        made += parts
        for (col, after), (left, right) in zip(pairwise(cols), pairwise(parts), strict=True):
            if after == col + 1:
                between.setdefault(col, []).append((left.x1, right.x0))
    moved = list(separators)
    for col, own in between.items():
        low, high = max(x for x, _ in own), min(x for _, x in own)
        if low < high and not low <= moved[col] <= high:
            moved[col] = (low + high) / 2
    return (moved, made) if moved == sorted(moved) else (list(separators), list(chunks))


def _named_amount(chunk: Chunk) -> list[Chunk]:
    """Return a text and the amount a blank behind it (`TOTAL Rp 5.272.061.000`) apart, none where it is not so."""
    at = next((i for i, w in enumerate(chunk.words) if CURRENCY.match(w.text) or AMOUNT.match(w.text)), 0)
    if not at:
        return []
    name, amount = make_chunk(chunk.words[:at]), make_chunk(chunk.words[at:])
    return [name, amount] if amount.numeric and AMOUNT.match(chunk.words[-1].text) else []


def _quantities(chunk: Chunk) -> list[Chunk]:
    """Return the numbers, each with its unit, that a text consists of; none where it holds something else."""
    parts: list[list[Word]] = []
    for word in chunk.words:
        if is_quantity(word.text):
            parts.append([word])
        elif not parts:
            return []
        else:
            parts[-1].append(word)
    pieces = [make_chunk(part) for part in parts]
    return pieces if all(is_quantity(piece.text) for piece in pieces) else []


def _own(separators: Sequence[float], chunks: Sequence[Chunk]) -> list[list[Chunk]]:
    """Return the texts that stand in one column only, by column."""
    columns: list[list[Chunk]] = [[] for _ in range(len(separators) + 1)]
    for chunk in chunks:
        col = column_of(separators, chunk.x0 + 0.5)
        if col == column_of(separators, chunk.x1 - 0.5):
            columns[col].append(chunk)
    return columns


def _gaps(chunk: Chunk, left: Sequence[Chunk], right: Sequence[Chunk]) -> list[tuple[float, float]]:
    """Return the blanks of a text where the border between two columns may lie."""
    low, high = max(c.x1 for c in left), min(c.x0 for c in right)
    found = []
    for one, other in zip(chunk.words, chunk.words[1:], strict=False):
        x0, x1 = max(one.x1, low - 1), min(other.x0, high + 1)
        if x1 - x0 > 0.3:
            found.append((x0, x1))
    return found


def _centred(
    chunk: Chunk, gaps: Sequence[Sequence[tuple[float, float]]], columns: Sequence[Sequence[Chunk]]
) -> list[tuple[float, float]] | None:
    """Return the blanks that leave each part centred over its numbers, None where none do."""
    centres = [[c.centre for c in own if c.numeric] for own in columns]
    if any(len(own) < 2 or max(own) - min(own) > SAME for own in centres):
        return None
    for number, way in enumerate(product(*gaps)):
        if number > MANY:
            return None
        cuts = [(low + high) / 2 for low, high in way]
        if cuts != sorted(set(cuts)):
            continue
        parts: dict[int, list[Word]] = {}
        for word in chunk.words:
            parts.setdefault(column_of(cuts, word.centre), []).append(word)
        if len(parts) == len(columns) and all(
            abs(union(words).centre - centres[col][0]) < CENTRED for col, words in parts.items()
        ):
            return list(way)
    return None


def _set_right(
    gaps: Sequence[Sequence[tuple[float, float]]], columns: Sequence[Sequence[Chunk]], usual: bool
) -> list[tuple[float, float]] | None:
    """Return the first blank after the end of each column's numbers, None where they are not set right.

    `usual`: other columns of the table are, so that numbers of equal width are too.
    """
    chosen = []
    for own, column in zip(gaps, columns, strict=True):
        ends = [c.x1 for c in column if c.numeric]
        if len(own) == 1:
            chosen.append(own[0])
        elif _right(column) or (usual and ends and max(ends) - min(ends) < SAME):
            chosen.append(min(own))
        else:
            return None
    return chosen


def _right(column: Sequence[Chunk]) -> bool:
    """Say whether numbers of different widths end at one x."""
    ends, starts = [c.x1 for c in column if c.numeric], [c.x0 for c in column if c.numeric]
    return len(ends) > 1 and max(ends) - min(ends) < SAME < max(starts) - min(starts)


def _middle(column: Sequence[Chunk]) -> bool:
    """Say whether numbers of different widths have one middle."""
    middles, starts = [c.centre for c in column if c.numeric], [c.x0 for c in column if c.numeric]
    return len(middles) > 1 and max(middles) - min(middles) < SAME < max(starts) - min(starts)
