"""Which lines of a page make a table: stretches of lines with several texts, apart from prose and titles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from extract.pdf_closing import closed_below
from extract.pdf_columns import NOTE, YEAR, Chunk, column_of, is_quantity, line_gaps, make_chunks
from extract.pdf_separators import find_separators
from extract.pdf_words import Box, PageContent, Word, split_lines, union
from extract.tanda_butir import list_mark

FAR = 3.5  # lines further apart than this many line heights belong to different tables
PAGE = re.compile(r"(?i)^((halaman|hal|hlm|page)\b\.?\s*:?\s*\d+.*|\d+\s*(/|dari)\s*\d+|-\s*\d{1,3}\s*-)$")
WIDE = 0.62  # a line of prose is at least this share of the page's text wide


def find_regions(words: Sequence[Word], content: PageContent) -> list[list[Word]]:
    """Return the words of each stretch of lines that may be a table."""
    lines = split_lines(words)
    tail = {word for line in lines[-3:] if _page_number(line) for word in line}
    words = [word for word in words if word not in tail]
    lines = [line for line in lines if line[0] not in tail]
    if not lines:
        return []
    text, limits = union(words), line_gaps(lines, words)
    usual = median(w.size or w.height for w in words)
    scale = [max(1.0, median(w.size or w.height for w in line) / usual) for line in lines]  # titles are larger
    kinds = [len(make_chunks(line, limit * by)) for line, limit, by in zip(lines, limits, scale, strict=True)]
    for i, (above, below) in enumerate(zip(lines, lines[1:], strict=False)):
        if union(above).bottom - union(below).top > 0.15 * below[0].height:  # side by side, half a line apart
            kinds[i], kinds[i + 1] = max(2, kinds[i]), max(2, kinds[i + 1])
    regions: list[list[int]] = []
    for i, line in enumerate(lines):
        busy = kinds[i] > 1
        if regions and i - regions[-1][-1] <= 12 and _joined(lines, regions[-1][-1], i, text, limits):
            if busy:
                regions[-1].extend(range(regions[-1][-1] + 1, i + 1))
        elif busy:
            regions.append([i])
        del line
    grown = [
        _grow(part, lines, kinds, content, limits)
        for region in regions
        for part in _split_stacked(region, lines, kinds, limits)
    ]
    return [[word for i in region for word in lines[i]] for region in grown]


def _page_number(line: Sequence[Word]) -> bool:
    """Say whether the last line of a page tells its number: it belongs to no table, however near."""
    return any(PAGE.match(chunk.text) for chunk in make_chunks(line, 1.5 * line[0].height))


def _split_stacked(
    region: list[int], lines: Sequence[Sequence[Word]], kinds: Sequence[int], limits: Sequence[float]
) -> list[list[int]]:
    """Return the region in parts where a title and a new row of headings open another table."""
    for at in range(1, len(region) - 1):
        i = region[at]
        if _heads_anew(region, at, lines, kinds, limits):
            return [region[:at], *_split_stacked(region[at:], lines, kinds, limits)]
        if kinds[i] != 1:
            continue
        below = next((k for k in region[at:] if kinds[k] > 1), None)
        above = [k for k in region[:at] if kinds[k] > 1]
        if below is None or not above:
            continue
        rest = [k for k in region if k >= below]
        if not _titled(lines, kinds, above[-1], below, limits) and not _opens(lines, above, rest, limits):
            continue
        return [region[: region.index(above[-1]) + 1], *_split_stacked(rest, lines, kinds, limits)]
    return [region]


def _heads_anew(
    region: list[int], at: int, lines: Sequence[Sequence[Word]], kinds: Sequence[int], limits: Sequence[float]
) -> bool:
    """Say whether a row of bold headings opens other columns below a blank, right under rows of numbers."""
    i, above = region[at], region[at - 1]
    if kinds[i] < 2 or at + 1 >= len(region) or not all(w.bold for w in lines[i]):
        return False
    top, before = union(lines[i]), union(lines[above])
    if top.top - before.bottom < 1.0 * top.height or all(w.bold for w in lines[above]):
        return False
    heads = make_chunks(lines[i], limits[i])
    below = make_chunks(lines[region[at + 1]], limits[region[at + 1]])
    rows = [c for k in region[:at] for c in make_chunks(lines[k], limits[k])]
    return (
        not any(is_quantity(c.text) for c in heads)
        and any(is_quantity(c.text) for c in below)
        and sum(is_quantity(c.text) for c in rows) > 1
        and all(w.bold for w in lines[region[0]])
    )


def _titled(
    lines: Sequence[Sequence[Word]], kinds: Sequence[int], above: int, below: int, limits: Sequence[float]
) -> bool:
    """Say whether a title in its own type stands between two stretches of lines, the lower opening with headings.

    The title is larger or bolder than the row above and further from it than from what follows.
    """
    heads = make_chunks(lines[below], limits[below])
    if kinds[below] < 2 or any(is_quantity(c.text) and not YEAR.match(c.text) for c in heads):
        return False
    for i in range(above + 1, below):
        title, before = lines[i], lines[i - 1]
        other = median(w.size for w in title) > 1.05 * median(w.size for w in lines[above])
        other = other or (all(w.bold for w in title) and not any(w.bold for w in lines[above]))
        gap = union(title).top - union(before).bottom
        if kinds[i] == 1 and other and gap > 0.8 * union(title).height:
            return True
    return False


def _opens(lines: Sequence[Sequence[Word]], above: list[int], below: list[int], limits: Sequence[float]) -> bool:
    """Say whether the lines below begin with headings, of other columns or of the same once more."""
    heads = make_chunks(lines[below[0]], limits[below[0]])
    if any(is_quantity(c.text) for c in heads) or len(below) < 2 or list_mark(heads[0].text):
        return False  # a numbered row is no row of headings, though its value be a word (`WTP`)
    first = {c.text.lower() for c in make_chunks(lines[above[0]], limits[above[0]])}
    if sum(c.text.lower() in first for c in heads) >= 0.5 * len(heads):
        return True
    upper, lower = (make_chunks([w for i in part for w in lines[i]], limits[below[0]]) for part in (above, below))
    one, other = find_separators(upper), find_separators(lower)
    same = len(one) == len(other) and all(abs(a - b) < 12 for a, b in zip(one, other, strict=True))
    title = union(lines[below[0] - 1])
    wrapped = any(abs(c.x0 - title.x0) < 3 for c in upper) and not any(title.x0 < x < title.x1 for x in one)
    every = len(heads) == len(other) + 1  # one heading over each column
    return every and not same and not wrapped and any(is_quantity(c.text) for c in lower)


def _joined(lines: Sequence[Sequence[Word]], last: int, i: int, text: Box, limits: Sequence[float]) -> bool:
    """Say whether line i still belongs to the region whose last busy line is `last`."""
    for above, below in zip(range(last, i), range(last + 1, i + 1), strict=True):
        upper, height = union(lines[above]), median(w.height for w in lines[below])
        top = min(union(line).top for line in lines[below : below + 2])  # turned words are tall
        if top - upper.bottom > FAR * height:
            return False
    between = [union(lines[k]) for k in range(last + 1, i)]
    prose = [box for box in between if box.width > WIDE * text.width]
    return len(prose) < 2 or sum(
        not any(_under(box, [lines[k]], limits[k]) for k in (last, i)) for box in prose
    ) < 2  # fmt: skip


def _grow(
    region: list[int],
    lines: Sequence[Sequence[Word]],
    kinds: Sequence[int],
    content: PageContent,
    limits: Sequence[float],
) -> list[int]:
    """Return the region with the wrapped lines that follow or precede it tightly."""
    grown, page_middle = list(region), content.width / 2
    area = union([w for i in region for w in lines[i]])
    while grown[-1] + 1 < len(lines) and kinds[grown[-1] + 1] == 1:
        box, last = union(lines[grown[-1] + 1]), union(lines[grown[-1]])
        far = box.top - last.bottom > 0.5 * box.height
        if far or not _under(box, [lines[i] for i in region], limits[region[-1]]):
            break
        grown.append(grown[-1] + 1)
    grown += closed_below(grown, lines, kinds, content, limits)
    while grown[0] > 0 and kinds[grown[0] - 1] == 1 and _begins(lines[grown[0] - 1], lines, grown, region, limits):
        grown.insert(0, grown[0] - 1)
    if grown[0] > 0 and _heads_all(lines, region, limits):
        grown.insert(0, grown[0] - 1)
    while grown[0] > 0 and kinds[grown[0] - 1] == 1:
        if NOTE.match(lines[grown[0] - 1][0].text) or _numbered_title(lines[grown[0] - 1]):
            break
        box, first = union(lines[grown[0] - 1]), union(lines[grown[0]])
        centred = abs(box.centre - area.centre) < 0.08 * area.width or abs(box.centre - page_middle) < 3
        same = abs(lines[grown[0] - 1][0].size - lines[grown[0]][0].size) < 0.5
        group = same and box.x0 > area.x0 + 0.15 * area.width  # a heading over some columns only
        if group and _over_columns(box, lines[grown[0]], limits[grown[0]]):
            centred = False  # it stands in the middle of the page by chance
        near = first.top - box.bottom <= (2.5 if group else 0.5) * box.height
        if not near or box.width > 0.6 * area.width or centred or box.x1 > area.x1 + 3:
            break
        grown.insert(0, grown[0] - 1)
    return grown


def _numbered_title(line: Sequence[Word]) -> bool:
    """Say whether a line is the title of what follows: `A. Menurut Golongan`, `2) Berdasarkan Pendidikan`."""
    text = " ".join(w.text for w in line)
    return bool(list_mark(text)) and len(line) > 2 or re.match(r"(?i)(berdasarkan|menurut)\s", text) is not None


def _begins(
    line: Sequence[Word], lines: Sequence[Sequence[Word]], grown: Sequence[int], region: Sequence[int],
    limits: Sequence[float],
) -> bool:  # fmt: skip
    """Say whether a line begins the text of a page's first row, whose numbers stand on a line further down."""
    box, first = union(line), make_chunks(lines[region[0]], limits[region[0]])
    data = any(is_quantity(c.text) for c in first) or not any(w.bold for w in lines[region[0]])
    other = any(w.bold for w in line) or abs(line[0].size - lines[region[0]][0].size) > 0.3
    if not data or other or NOTE.match(line[0].text):
        return False
    tight = union(lines[grown[0]]).top - box.bottom <= 0.5 * box.height
    texts = [c for c in first if not is_quantity(c.text)]
    after = [min((c.x0 for c in first if c.x0 > t.x1), default=float("inf")) for t in texts]
    return tight and any(abs(t.x0 - box.x0) < 1 and box.x1 < x for t, x in zip(texts, after, strict=True))


def _heads_all(lines: Sequence[Sequence[Word]], region: Sequence[int], limits: Sequence[float]) -> bool:
    """Say whether the line above a region heads every column, its headings printed a blank apart."""
    heads, first = lines[region[0] - 1], lines[region[0]]
    if len(heads) < 3 or union(first).top - union(heads).bottom > 2.5 * heads[0].height:
        return False
    if any(is_quantity(w.text) for w in heads) or not any(is_quantity(w.text) for w in first):
        return False
    if abs(heads[0].size - first[0].size) > 0.3 or (any(w.bold for w in heads) and not all(w.bold for w in heads)):
        return False
    chunks = make_chunks([w for i in region for w in lines[i]], limits[region[0]])
    separators = find_separators(chunks)
    own: list[list[Chunk]] = [[] for _ in range(len(separators) + 1)]
    for chunk in chunks:
        own[column_of(separators, chunk.centre)].append(chunk)
    over = [column_of(separators, w.centre) for w in heads]
    if len(separators) < 2 or over != list(range(len(own))):
        return False
    boxes = [union(column) for column in own]
    return all(min(w.x1, box.x1) > max(w.x0, box.x0) for w, box in zip(heads, boxes, strict=True))


def _over_columns(box: Box, heads: Sequence[Word], limit: float) -> bool:
    """Say whether a text is centred over two or more neighbouring headings, and not over all of them."""
    chunks = make_chunks(heads, limit)
    runs = [(a, z) for a in range(1, len(chunks)) for z in range(a + 1, len(chunks))]
    return not any(is_quantity(c.text) for c in chunks) and any(
        abs((chunks[a].x0 + chunks[z].x1) / 2 - box.centre) < 0.2 * (chunks[z].x1 - chunks[a].x0)
        and chunks[a].x0 - 2 < box.x0 and box.x1 < chunks[z].x1 + 2
        for a, z in runs
    )  # fmt: skip


def _under(box: Box, lines: Sequence[Sequence[Word]], limit: float) -> bool:
    """Say whether a line stands in the column of a text right above it, without reaching the next column."""
    words = lines[-1] if len(lines[-1]) > 1 else [w for line in lines[-3:] for w in line]
    chunks = make_chunks(words, limit)
    above = [
        c for c in chunks
        if min(abs(c.centre - box.centre), abs(c.x0 - box.x0)) < 3 or any(abs(w.x0 - box.x0) < 1 for w in c.words)
    ]  # fmt: skip
    right = [c.x0 for c in chunks if above and c.x0 > above[0].x1]
    return bool(above) and box.x1 < min(right, default=float("inf"))
