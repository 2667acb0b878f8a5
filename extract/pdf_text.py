"""Tables without a closed grid: borderless, half-ruled or zebra, read from where the words stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from extract.grid import Cell, Table
from extract.pdf_bounds import read_bands, rule_heights
from extract.pdf_columns import (
    Chunk,
    blank_width,
    column_of,
    drawn_separators,
    find_separators,
    join_affixes,
    left_edges,
    make_chunks,
    split_chunk,
)
from extract.pdf_header import settle_header
from extract.pdf_rows import Band, Block, is_quantity, span_centred
from extract.pdf_ruled import make_cell
from extract.pdf_words import Box, PageContent, Word, split_lines, union

FAR = 3.5  # lines further apart than this many line heights belong to different tables
WIDE = 0.62  # a line of prose is at least this share of the page's text wide


@dataclass(frozen=True, slots=True)
class Found:
    """A table, the words it holds, and the boxes of cells whose place is doubtful."""

    box: Box
    table: Table
    words: frozenset[Word]
    doubts: tuple[Box, ...] = ()


def find_tables(content: PageContent, words: Sequence[Word]) -> list[Found]:
    """Return the tables that the words outside closed grids make, from top to bottom."""
    found: list[Found] = []
    for part in split_aside(list(words)):
        for region in find_regions(part, content):
            table = read_region(content, region)
            if table is not None:
                found.append(table)
    return sorted(found, key=lambda f: (f.box.top, f.box.x0))


def split_aside(words: list[Word]) -> list[list[Word]]:
    """Return the words of tables side by side apart, where the same heading opens both."""
    for line in split_lines(words):
        chunks = make_chunks(line)
        if len(chunks) < 4:
            continue
        again = [c for c in chunks[2:] if c.text.lower() == chunks[0].text.lower()]
        if len(again) != 1 or is_quantity(chunks[0].text) or chunks[0].text.lower() in {"-"}:
            continue
        at = again[0]
        before = max(c.x1 for c in chunks if c.x1 <= at.x0)
        below = [w for w in words if w.middle > at.top - 2 * at.height]
        if _numbers_below(chunks[0], words) and _numbers_below(at, words):
            cut = (before + at.x0) / 2
            if not any(w.x0 < cut < w.x1 for w in below):
                return [[w for w in words if w.x1 <= cut or w.x0 < cut], [w for w in words if w.x0 >= cut]]
    return [words]


def _numbers_below(heading: Chunk, words: Sequence[Word]) -> bool:
    """Say whether a column of numbers stands under the heading: each table has its own `No`."""
    below = [w for w in words if w.top > heading.bottom and abs(w.centre - heading.centre) < 12]
    return len(below) > 1 and sum(w.text.rstrip(".").isdigit() for w in below) > 0.6 * len(below)


def find_regions(words: Sequence[Word], content: PageContent) -> list[list[Word]]:
    """Return the words of each stretch of lines that may be a table."""
    lines = split_lines(words)
    if not lines:
        return []
    text = union(words)
    kinds = [len(make_chunks(line)) for line in lines]
    for i, (above, below) in enumerate(zip(lines, lines[1:], strict=False)):
        if union(above).bottom - union(below).top > 0.15 * below[0].height:  # side by side, half a line apart
            kinds[i], kinds[i + 1] = max(2, kinds[i]), max(2, kinds[i + 1])
    regions: list[list[int]] = []
    for i, line in enumerate(lines):
        busy = kinds[i] > 1
        if regions and i - regions[-1][-1] <= 12 and _joined(lines, kinds, regions[-1][-1], i, text, content):
            if busy:
                regions[-1].extend(range(regions[-1][-1] + 1, i + 1))
        elif busy:
            regions.append([i])
        del line
    grown = [_grow(region, lines, kinds, content.width / 2) for region in regions]
    return [[word for i in region for word in lines[i]] for region in grown]


def _joined(
    lines: Sequence[Sequence[Word]], kinds: Sequence[int], last: int, i: int, text: Box, content: PageContent
) -> bool:
    """Say whether line i still belongs to the region whose last busy line is `last`."""
    for above, below in zip(range(last, i), range(last + 1, i + 1), strict=True):
        upper, lower = union(lines[above]), union(lines[below])
        height = median(w.height for w in lines[below])
        if lower.top - upper.bottom > FAR * height:
            return False
    between = [union(lines[k]) for k in range(last + 1, i)]
    return sum(box.width > WIDE * text.width for box in between) < 2


def _grow(region: list[int], lines: Sequence[Sequence[Word]], kinds: Sequence[int], page_middle: float) -> list[int]:
    """Return the region with the wrapped lines that follow or precede it tightly."""
    grown = list(region)
    area = union([w for i in region for w in lines[i]])
    while grown[-1] + 1 < len(lines) and kinds[grown[-1] + 1] == 1:
        box, last = union(lines[grown[-1] + 1]), union(lines[grown[-1]])
        if box.top - last.bottom > 0.5 * box.height or not _under(box, [lines[i] for i in region]):
            break
        grown.append(grown[-1] + 1)
    while grown[0] > 0 and kinds[grown[0] - 1] == 1:
        box, first = union(lines[grown[0] - 1]), union(lines[grown[0]])
        centred = abs(box.centre - area.centre) < 0.08 * area.width or abs(box.centre - page_middle) < 3
        same = abs(lines[grown[0] - 1][0].size - lines[grown[0]][0].size) < 0.5
        group = same and box.x0 > area.x0 + 0.15 * area.width  # a heading over some columns only
        near = first.top - box.bottom <= (2.5 if group else 0.5) * box.height
        if not near or box.width > 0.6 * area.width or centred or box.x1 > area.x1 + 3:
            break
        grown.insert(0, grown[0] - 1)
    return grown


def _under(box: Box, lines: Sequence[Sequence[Word]]) -> bool:
    """Say whether a line stands in the column of a text right above it, without reaching the next column."""
    chunks = make_chunks(lines[-1]) if len(lines[-1]) > 1 else make_chunks([w for line in lines[-3:] for w in line])
    above = [c for c in chunks if abs(c.x0 - box.x0) < 3 or abs(c.centre - box.centre) < 3]
    right = [c.x0 for c in chunks if above and c.x0 > above[0].x1]
    return bool(above) and box.x1 < min(right, default=float("inf"))


def read_region(content: PageContent, words: Sequence[Word], method: str = "text") -> Found | None:
    """Return the table of a region, None where the words do not make one."""
    area = union(words)
    fixed = drawn_separators(content.rules, area)
    blank = blank_width(words)
    chunks = make_chunks(words)
    separators = join_affixes(find_separators(chunks, fixed), chunks, fixed)
    edges = left_edges(chunks)
    chunks = [part for chunk in chunks for part in split_chunk(chunk, separators, blank, edges)]
    separators = join_affixes(find_separators(chunks, fixed), chunks, fixed)
    if not _is_table(chunks, separators):
        return None
    heights, shaded = rule_heights(content, area)
    bands = read_bands(chunks, separators, heights, area, shaded=shaded)
    first = settle_header(bands, separators)
    if shaded or len(heights) < 0.6 * len(bands):
        span_centred(bands, len(separators) + 1, first)
    return _make_table(content, area, bands, separators, words, method)


def _is_table(chunks: Sequence[Chunk], separators: Sequence[float]) -> bool:
    """Say whether the chunks stand in columns as a table's cells do."""
    if not separators:
        return False
    cols = [column_of(separators, c.centre) for c in chunks]
    busy = [
        c for c, col in zip(chunks, cols, strict=True)
        if any(other != col and min(c.bottom, o.bottom) - max(c.top, o.top) > 0.2 * c.height
               for o, other in zip(chunks, cols, strict=True))
    ]  # fmt: skip
    first = [c for c in busy if column_of(separators, c.centre) == 0]
    if len(busy) < 4 or len(first) < 2:
        return False
    numbers = sum(is_quantity(c.text) for c in busy)
    colons = sum(c.text.startswith(":") for c in busy)
    if colons >= 0.4 * len(first) and len(separators) <= 2:
        return False
    return numbers >= 2 if len(separators) > 1 else numbers >= max(2, 0.4 * len(first))


def _make_table(
    content: PageContent, area: Box, bands: Sequence[Band], separators: Sequence[float], words: Sequence[Word],
    method: str,
) -> Found:  # fmt: skip
    xs = [area.x0 - 1, *separators, area.x1 + 1]
    ys = [bands[0].top, *(band.bottom for band in bands)]
    width = len(xs) - 1
    rows: list[tuple[Cell, ...]] = []
    doubts: list[Box] = []
    taken: set[tuple[int, int]] = set()
    for r, band in enumerate(bands):
        for block in band.blocks:
            taken.update((r + i, block.col + k) for i in range(block.rowspan) for k in range(block.colspan))
    for r, band in enumerate(bands):
        cells = []
        for col, group in _by_column(band.blocks).items():
            span, high = max(b.colspan for b in group), max(b.rowspan for b in group)
            bottom = ys[min(r + high, len(ys) - 1)]
            box = Box(xs[col], ys[r], xs[min(col + span, width)], bottom)
            cells.append(make_cell(content, box, [w for b in group for w in b.words], (r, col), (high, span)))
            if any(b.doubtful for b in group):
                doubts.append(box)
        for col in range(width):
            if (r, col) not in taken:
                box = Box(xs[col], ys[r], xs[col + 1], ys[r + 1])
                cells.append(make_cell(content, box, (), (r, col)))
        rows.append(tuple(sorted(cells, key=lambda cell: cell.col)))
    box = Box(xs[0], ys[0], xs[-1], ys[-1])
    table = Table(tuple(rows), width, content.locate(box), method)
    return Found(box, table, frozenset(words), tuple(doubts))


def _by_column(blocks: Sequence[Block]) -> dict[int, list[Block]]:
    """Return the blocks of one row by column; those that overlap stand in one cell."""
    groups: dict[int, list[Block]] = {}
    reach = -1
    start = -1
    for block in sorted(blocks, key=lambda b: (b.col, -b.colspan)):
        if block.col <= reach and start >= 0:
            groups[start].append(block)
        else:
            start = block.col
            groups[start] = [block]
        reach = max(reach, start + max(b.colspan for b in groups[start]) - 1)
    return groups

