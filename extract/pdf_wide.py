"""A sheet too wide for its paper is printed in strips of columns; its pages are laid side by side again.

Pages are strips of one sheet only where everything says so: their tables begin at the same edge, their rows stand
at the same heights, the right strip has no title of its own and headings of its own, and its first column would
not have fitted beside the left strip (or it repeats the left strip's first columns word for word).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from extract.finding import Finding
from extract.grid import Sheet
from extract.pdf_columns import YEAR, is_quantity
from extract.pdf_continue import Frame
from extract.pdf_words import Box, PageContent, Rule, Word, distinct

NEAR = 1.0
LAYOUT = frozenset({  # what is said anew of the joined page
    "PDF-SEL-RAGU", "PDF-TEKS-LEPAS", "PDF-SEL-TINDIH", "PDF-BARIS-LEPAS", "PDF-BERDAMPINGAN",
})  # fmt: skip
LEVELS = 4  # a table of fewer drawn heights is no evidence


class Part(Struct, frozen=True):
    """One page of a wide sheet: from which x it stands there, and by how much it was moved."""

    left: float
    moved: float
    content: PageContent


class WideContent(PageContent, frozen=True):
    """Strips of one sheet side by side; places are told on the page where they are printed."""

    parts: tuple[Part, ...] = ()

    def locate(self, box: Box) -> str:
        ends = [*(p.left for p in self.parts[1:]), float("inf")]
        shares = [min(box.x1, end) - max(box.x0, p.left) for p, end in zip(self.parts, ends, strict=True)]
        at = max(range(len(shares)), key=lambda i: shares[i])
        part = self.parts[at]
        x0, x1 = max(box.x0, part.left), min(box.x1, ends[at])
        return part.content.locate(Box(x0 - part.moved, box.top, x1 - part.moved, box.bottom))


def find_strips(pages: Sequence[PageContent]) -> list[list[int]]:
    """Return the pages (by index) that are strips of one sheet, left to right; single pages are left out."""
    if len(pages) < 2:
        return []
    grids = [_Grid(page) for page in pages]
    found: list[list[int]] = []
    start = 0
    while start < len(pages):
        high, wide = _block(grids, start)
        if wide > 1:
            down = all(_beside(grids[start + i], grids[start + i + high]) for i in range(high))
            step = (high, 1) if down else (1, wide)
            found += [[start + r * step[1] + c * step[0] for c in range(wide)] for r in range(high)]
        start += max(1, high * wide) if wide > 1 else 1
    return found


def _block(grids: Sequence[_Grid], start: int) -> tuple[int, int]:
    """Return over how many pages the sheet that begins here goes down and across (1, 1 for a plain page)."""
    left = len(grids) - start
    for high in range(1, left // 2 + 1):
        wide = 1
        while (wide + 1) * high <= left and all(
            _beside(grids[start + (wide - 1) * high + i], grids[start + wide * high + i]) for i in range(high)
        ):
            wide += 1
        if wide > 1 and high > 1:
            return high, wide
        if wide > 1:
            return _across(grids, start, wide)
    return 1, 1


def _across(grids: Sequence[_Grid], start: int, wide: int) -> tuple[int, int]:
    """Return how often a row of strips is followed by another one, printed across before down."""
    high, at = 1, start + wide
    while at + wide <= len(grids) and all(_beside(grids[at + c], grids[at + c + 1]) for c in range(wide - 1)):
        high, at = high + 1, at + wide
    return high, wide


class _Grid:
    """What of a page matters here: the drawn heights, the ends, and the words of its tables."""

    def __init__(self, page: PageContent) -> None:
        self.page = page
        lines = [r for r in page.rules if r.horizontal]
        self.levels = distinct([r.middle for r in lines], NEAR)
        self.usable = len(self.levels) >= LEVELS and not page.turn
        self.x0 = min((r.x0 for r in lines), default=0.0)
        self.x1 = max((r.x1 for r in lines), default=0.0)
        self.top, self.bottom = (self.levels[0], self.levels[-1]) if self.levels else (0.0, 0.0)
        self.xs = distinct([(r.x0 + r.x1) / 2 for r in page.rules if not r.horizontal], NEAR)
        self.words = [w for w in page.words if self.top - NEAR <= w.middle <= self.bottom + 14]
        self.above = [w for w in page.words if w.middle < self.top - NEAR]

    def head(self) -> list[str]:
        end = self.levels[1] if len(self.levels) > 1 else self.bottom
        return [w.text.lower() for w in self.words if w.middle < end]

    def opens_with_figures(self) -> bool:
        """Say whether the first row holds figures (a year heads a column)."""
        end = self.levels[1] if len(self.levels) > 1 else self.bottom
        return any(is_quantity(w.text) and not YEAR.match(w.text) for w in self.words if w.middle < end)

    def repeated(self, left: _Grid) -> float:
        """Return up to which x the columns are those of the strip to the left, word for word."""
        known = {(w.text, round(w.x0), round(w.top)) for w in left.words}
        edge = self.x0
        for x in self.xs:
            own = [w for w in self.words if edge < (w.x0 + w.x1) / 2 < x]
            if own and all((w.text, round(w.x0), round(w.top)) in known for w in own):
                edge = x
            elif own:
                break
        return edge


Build = Callable[[PageContent, Frame | None], tuple[Sheet, list[Finding], Frame | None]]


def join_strips(
    sheets: list[Sheet], noticed: list[list[Finding]], contents: Sequence[PageContent | None], build: Build
) -> None:
    """Read the strips of a wide sheet as one page, in place; the pages it went on to keep no text of their own."""
    start = 0
    while start < len(contents):
        end = next((i for i in range(start, len(contents)) if contents[i] is None), len(contents))
        run = [c for c in contents[start:end] if c is not None]
        frame: Frame | None = None
        for strips in find_strips(run):
            at = [start + i for i in strips]
            sheet, findings, frame = build(lay_side_by_side([run[i] for i in strips]), frame)
            kept = [f for i in at for f in noticed[i] if f.kode not in LAYOUT]
            for i in at:
                sheets[i], noticed[i] = replace(sheets[i], blocks=()), []
            sheets[at[0]], noticed[at[0]] = sheet, [*kept, *findings]
        start = end + 1


def _beside(one: _Grid, other: _Grid) -> bool:
    """Say whether a page shows the columns that follow those of another page."""
    if not (one.usable and other.usable) or abs(one.x0 - other.x0) > 2:
        return False
    if abs(one.page.width - other.page.width) > 1 or abs(one.page.height - other.page.height) > 1:
        return False
    if not _same_rows(one, other) or _titled(one, other):
        return False
    edge = other.repeated(one)
    rest = [w for w in other.words if w.x0 > edge - NEAR]
    if not rest or other.head() == one.head():
        return False
    if other.opens_with_figures() and not one.opens_with_figures():
        return False
    if edge > other.x0 + NEAR:
        return True
    first = next((x for x in other.xs if x > other.x0 + 3), other.x1) - other.x0
    return one.x1 + first > one.page.width - 0.5 * one.x0


def _same_rows(one: _Grid, other: _Grid) -> bool:
    """Say whether the rows stand at the same heights; a total row may have its borders in one strip only."""
    short, long = sorted((one.levels, other.levels), key=len)
    hits = sum(any(abs(a - b) <= NEAR for b in long) for a in short)
    return hits == len(short) and len(long) - len(short) <= 1


def _titled(one: _Grid, other: _Grid) -> bool:
    """Say whether a page has text above its table that the page to the left has not (or runs on into)."""
    known = {(w.text, round(w.top)) for w in one.above}
    full = {round(w.top) for w in one.above if w.x1 > one.x1 - 3}
    return any(
        (w.text, round(w.top)) not in known and round(w.top) not in full and not w.text.strip(".").isdigit()
        for w in other.above
    )


def lay_side_by_side(pages: Sequence[PageContent]) -> WideContent:
    """Return the strips of a sheet as one page."""
    first = pages[0]
    words, rules, shades = list(first.words), list(first.rules), list(first.shades)
    parts = [Part(0.0, 0.0, first)]
    before = grid = _Grid(first)
    end = grid.x1
    for page in pages[1:]:
        grid = _Grid(page)
        edge = grid.repeated(before)
        moved = end - edge
        parts.append(Part(end, moved, page))
        words += [_moved(w, moved) for w in page.words if w.x0 > edge - NEAR and _own(w, grid, first)]
        rules += [_moved(Rule(max(r.x0, edge), r.top, r.x1, r.bottom), moved) for r in page.rules if r.x1 >= edge]
        shades += [_moved(s, moved) for s in page.shades if s.x1 > edge + NEAR]
        before, end = grid, grid.x1 + moved
    same = {name: getattr(first, name) for name in first.__struct_fields__}
    width = max(end + first.width - _Grid(first).x1, first.width)
    return replace(
        WideContent(**same, parts=tuple(parts)),
        width=width,
        words=tuple(words),
        rules=tuple(rules),
        shades=tuple(shades),
    )


def _own(word: Word, grid: _Grid, first: PageContent) -> bool:
    """Say whether a word is the strip's own: not what is printed at the head or foot of every page."""
    if grid.top - NEAR <= word.middle <= grid.bottom + NEAR:
        return True
    return not any(
        abs(word.top - w.top) < NEAR and (w.text == word.text or (w.text.isdigit() and word.text.isdigit()))
        for w in first.words
    )


BoxT = TypeVar("BoxT", bound=Box)


def _moved(box: BoxT, by: float) -> BoxT:
    return replace(box, x0=box.x0 + by, x1=box.x1 + by)
