"""Tables without a closed grid: borderless, half-ruled or zebra, read from where the words stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from extract.pdf_aside import split_aside
from extract.pdf_bounds import read_bands, rule_heights
from extract.pdf_columns import (
    NOTE,
    Chunk,
    blank_width,
    column_of,
    is_quantity,
    left_edges,
    make_chunks,
    split_chunk,
    split_drawn,
)
from extract.pdf_continue import Frame, split_by_frame
from extract.pdf_found import Found, make_table
from extract.pdf_glued import part_quantities, unglue
from extract.pdf_header import settle_header
from extract.pdf_marks import mark_row, mark_separators, numbering_separators, split_marked, split_numbering
from extract.pdf_regions import find_regions
from extract.pdf_rows import TIGHT, Band
from extract.pdf_separators import drawn_separators, find_separators, join_affixes, part_figures
from extract.pdf_spans import span_centred
from extract.pdf_torn import torn_first
from extract.pdf_words import Box, PageContent, Rule, Word, split_lines, union


def find_tables(
    content: PageContent, words: Sequence[Word], frame: Frame | None = None,
    grids: Sequence[tuple[Box, Frame | None]] = (),
) -> list[Found]:  # fmt: skip
    """Return the tables that the words outside closed grids make, from top to bottom.

    `frame` holds the columns of the table that the page before ended with, `grids` those of the page's grids: a
    row that stands alone below a note goes on with the grid above it.
    """
    below = min((box.top for box, _ in grids), default=float("inf"))
    found: list[Found] = []
    for part in split_aside(list(words)):
        for region in find_regions(part, content):
            table = read_region(content, region, before=None if found else frame)
            other = table is None or (frame is not None and table.table.width != len(frame.xs) - 1)
            other = other or not any(word.bold for word in split_lines(region)[0])  # rows at once: no headings
            if frame is not None and not found and other and union(region).bottom <= below:
                table = _continue(content, region, frame) or table
            rest = [w for line in split_lines(region) if not NOTE.match(line[0].text) for w in line]
            if rest and (table is None or len(table.table.rows) - (len(rest) < len(region)) < 2):
                above = [item for item in grids if item[0].bottom <= union(region).top + 1]
                last = max(above, key=lambda item: item[0].bottom, default=(None, None))[1]
                table = (_continue(content, rest, last) if last is not None else None) or table
            if table is not None:
                found.append(table)
    return sorted(found, key=lambda f: (f.box.top, f.box.x0))


def read_region(
    content: PageContent, words: Sequence[Word], method: str = "text", *, before: Frame | None = None
) -> Found | None:
    """Return the table of a region, None where the words do not make one; `before`: the page before ended so."""
    area = union(words)
    fixed = drawn_separators(content.rules, area)
    chunks, separators, unsure = _columns(words, fixed)
    chunks = [part for chunk in chunks for part in split_drawn(chunk, fixed, content.rules)] if fixed else chunks
    if not _is_table(chunks, separators):
        return None
    heights, shaded = rule_heights(content, area)
    bands = read_bands(chunks, separators, heights, area, shaded=shaded)
    if not any(word.bold for block in bands[0].blocks for word in block.words):
        _join_first(bands, 0)
    first = settle_header(bands, separators)
    heads = {word.text.lower() for band in bands[:first] for block in band.blocks for word in block.words}
    again = before if before is not None and before.goes_on(len(separators) + 1, heads) else None
    habits: dict[int, str] = {}
    if shaded or _open_rows(bands[first:], heights):
        habits = span_centred(
            bands,
            len(separators) + 1,
            first,
            continued=before is not None,
            habits=again.habits if again is not None else None,
        )
    found = make_table(content, area, bands, separators, words, method)
    return _with_habits(replace(found, doubts=(*found.doubts, *unsure)), bands, first, habits, again)


def _columns(words: Sequence[Word], fixed: Sequence[float]) -> tuple[list[Chunk], list[float], list[Box]]:
    """Return the chunks of a region, parted where columns are, the columns' borders, and headings in doubt."""
    blank = blank_width(words)
    chunks = make_chunks(words)
    marked = [] if fixed else mark_separators(words)
    if marked:
        marks = mark_row(words)
        return [part for chunk in chunks for part in split_marked(chunk, marked, marks)], marked, []
    separators = join_affixes(find_separators(chunks, fixed), chunks, fixed)
    numbered = numbering_separators(chunks, separators)
    known = [*fixed, *numbered]
    edges = left_edges(chunks)
    chunks = [part for chunk in chunks for part in split_chunk(chunk, separators, blank, edges)]
    if numbered:
        chunks = [part for chunk in chunks for part in split_chunk(chunk, numbered, 0.0)]
    separators = join_affixes(find_separators(chunks, known), chunks, known)
    chunks = [part for chunk in chunks for part in split_numbering(chunk, separators, chunks)]
    if not fixed:
        separators, chunks = part_quantities(part_figures(separators, chunks), chunks)
    moved, doubtful = ([*separators], []) if fixed else unglue(separators, chunks)
    return chunks, moved, [union(chunk.words) for chunk in doubtful]


def _continue(content: PageContent, words: Sequence[Word], frame: Frame) -> Found | None:
    """Return the region as the continuation of the table before, None where it does not fit its columns."""
    chunks = split_by_frame(content, words, frame)
    if chunks is None:
        return None
    area, inner = union(words), frame.xs[1:-1]
    heights, shaded = rule_heights(content, area)
    head = {word.text.lower() for word in split_lines(words)[0]} <= frame.heads
    bands = read_bands(chunks, inner, heights, area, shaded=shaded, headed=head)
    first = settle_header(bands, inner) if head else 0
    _join_first(bands, first)
    habits: dict[int, str] = {}
    if shaded or _open_rows(bands[first:], heights):
        habits = span_centred(bands, len(inner) + 1, first, continued=True, habits=frame.habits)
    found = make_table(content, area, bands, inner, words, "text", frame.xs)
    return _with_habits(found, bands, first, habits, frame)


def _with_habits(
    found: Found, bands: Sequence[Band], first: int, habits: Mapping[int, str], before: Frame | None
) -> Found:
    """Return the table with what is known of its sparse columns, here and on the pages before.

    Where a doubtful cell may go on from the page before, the first row is in doubt too.
    """
    unsure = {block.col for band in bands[first:] for block in band.blocks if block.doubtful}
    doubts = found.doubts
    if before is not None:
        top = bands[first].blocks if first < len(bands) else []
        doubts = (*doubts, *(block.box for block in torn_first(bands[first:])))
        held = {col for b in top for col in range(b.col, b.col + b.colspan)}
        if before.unsure - held and top:
            doubts = (*doubts, union([b.box for b in top]))
            unsure |= before.unsure - held
        habits = {**before.habits, **habits}
    return replace(found, doubts=doubts, habits=habits, unsure=frozenset(unsure))


def _join_first(bands: list[Band], first: int) -> None:
    """Join a page's first row, one text in capitals, to the next where that goes on with it: a wrapped name."""
    if len(bands) < first + 2 or len(bands[first].blocks) != 1:
        return
    block = bands[first].blocks[0]
    below = next((b for b in bands[first + 1].blocks if b.col == block.col and b.colspan == 1), None)
    if below is None or not block.text[:1].isupper() or block.quantity or below.quantity:
        return
    if -0.5 < (below.box.top - block.box.bottom) / block.box.height < TIGHT and len(block.chunks) == 1:
        below.chunks = [*block.chunks, *below.chunks]
        bands[first + 1].top = bands[first].top
        del bands[first]


def _open_rows(body: Sequence[Band], rules: Sequence[Rule]) -> bool:
    """Say whether most rows of the body have no rule between them."""
    inside = [r for r in rules if body and body[0].top + 3 < r.middle < body[-1].bottom - 3]
    return len(inside) < 0.6 * (len(body) - 1)


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
    numbers = sum(is_quantity(c.text) for c in busy)
    if len(busy) < 4 or len(first) < (2 if numbers < 6 else 1):
        return False
    colons = sum(c.text.startswith(":") for c in busy)
    if colons >= 0.4 * len(first) and len(separators) <= 2:
        return False
    return numbers >= 2 if len(separators) > 1 else numbers >= max(2, 0.4 * len(first))
