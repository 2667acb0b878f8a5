"""Lines that stand evenly down a column, shared out among rows: each row's text stands beside its numbers.

Where cells have hardly any padding, the lines of two names stand no further apart than those of one. Their numbers
stand beside the first, the middle or the last line of each, the same way in every row; that parts them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from extract.pdf_columns import Chunk
from extract.pdf_rows import Band, Block
from extract.pdf_words import same_line, union

EXACT = 0.7  # points a text may stand off its place beside the numbers of its row
OFF = 1.6  # ... and from which on it does not stand there
WAYS = ("top", "middle", "bottom")
MANY = 4000  # ways to share out lines that are tried


def settle_lines(bands: Sequence[Band]) -> None:
    """Move lines of wrapped texts between neighbouring rows where only that puts all texts beside their numbers."""
    places = [_numbers(band) for band in bands]
    columns = {b.col for band in bands for b in band.blocks if len(b.chunks) > 1 and b.colspan == 1}
    for col in sorted(columns):
        texts = [_text(band, col) for band in bands]
        way = _way(texts, places)
        if way is None:
            continue
        off = [
            text is not None and place is not None and _distance(text.chunks, place, way) > OFF
            for text, place in zip(texts, places, strict=True)
        ]
        done = 0
        for i in range(len(bands) - 1):
            if i >= done and off[i] and off[i + 1]:
                end = next((k for k in range(i + 1, len(bands)) if not off[k]), len(bands))
                _share(texts[i:end], places[i:end], way)
                done = end


def _numbers(band: Band) -> Chunk | None:
    """Return a number of a row whose numbers all stand on one line, None where they do not."""
    found = [b.chunks[0] for b in band.blocks if b.quantity and b.col > 0 and b.rowspan == 1]
    return found[0] if found and all(same_line(found[0], other) for other in found) else None


def _text(band: Band, col: int) -> Block | None:
    own = [b for b in band.blocks if b.col == col]
    plain = len(own) == 1 and own[0].colspan == own[0].rowspan == 1 and not own[0].quantity
    return own[0] if plain else None


def _distance(lines: Sequence[Chunk], number: Chunk, way: str) -> float:
    """Return how far lines stand off their place beside a number."""
    box = union(lines)
    if way == "middle":
        return abs(box.middle - number.middle)
    return abs((lines[0] if way == "top" else lines[-1]).middle - number.middle)


def _way(texts: Sequence[Block | None], places: Sequence[Chunk | None]) -> str | None:
    """Return how numbers stand beside wrapped texts, None where most rows do not agree."""
    pairs = [
        (text, place) for text, place in zip(texts, places, strict=True)
        if text is not None and place is not None and len(text.chunks) > 1
    ]  # fmt: skip
    fits = {way: sum(_distance(text.chunks, place, way) <= EXACT for text, place in pairs) for way in WAYS}
    best = max(WAYS, key=lambda way: fits[way])
    return best if len(pairs) > 2 and fits[best] >= 0.5 * len(pairs) else None


def _share(texts: Sequence[Block | None], places: Sequence[Chunk | None], way: str) -> None:
    """Share the lines of the texts out anew, one stretch for each number, where exactly one way fits all."""
    blocks = [text for text in texts if text is not None]
    numbers = [place for place in places if place is not None]
    lines = sorted((chunk for block in blocks for chunk in block.chunks), key=lambda c: c.middle)
    if len(blocks) != len(texts) or len(numbers) != len(places) or len(lines) < len(blocks):
        return
    found = []
    for number, cuts in enumerate(combinations(range(1, len(lines)), len(blocks) - 1)):
        if number > MANY:
            break
        edges = (0, *cuts, len(lines))
        parts = [lines[a:z] for a, z in zip(edges, edges[1:], strict=False)]
        if all(_distance(part, number, way) <= EXACT for part, number in zip(parts, numbers, strict=True)):
            found.append(parts)
    for i, block in enumerate(blocks):
        if len(found) == 1:
            block.chunks = list(found[0][i])
        else:
            block.doubtful = True
