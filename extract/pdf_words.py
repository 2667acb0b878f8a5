"""Words and boxes on a page, whoever read them (pdfplumber, pdfium or OCR), and text lines made of them.

Coordinates are points from the top left corner of the page as shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

_LEFT = attrgetter("x0")
SAME_LINE = 0.45  # two words share a line when they overlap by this share of the smaller height


class Box(Struct, frozen=True):
    """A rectangle on the page."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2

    def holds(self, other: Box) -> bool:
        """Say whether the other box has its middle in this one."""
        x, y = (other.x0 + other.x1) / 2, (other.top + other.bottom) / 2
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom

    def holds_y(self, other: Box) -> bool:
        """Say whether the other box's middle height lies in this one."""
        return self.top <= other.middle <= self.bottom

    def locator(self, page: int) -> str:
        """Return the address of the contract."""
        return f"hlm {page} kotak {self.x0:.1f},{self.top:.1f},{self.x1:.1f},{self.bottom:.1f}"


class Word(Box, frozen=True):
    """A run of characters without a blank; `turned` when it is not written left to right."""

    text: str = ""
    bold: bool = False
    size: float = 0.0
    turned: bool = False
    ocr: bool = False


class Rule(Box, frozen=True):
    """A drawn straight line: horizontal when wider than high."""

    @property
    def horizontal(self) -> bool:
        return self.x1 - self.x0 >= self.bottom - self.top


class PageContent(Struct, frozen=True):
    """What the table model needs to know of one page."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...]
    shades: tuple[Box, ...] = ()
    images: tuple[Box, ...] = ()
    turn: int = 0  # degrees the page was turned clockwise so that its text runs left to right
    slanted: str = ""  # text at other angles, or printed over other text (stamps, watermarks)
    unmapped: float = 0.0  # share of characters whose font gives them no meaning
    drawn: int = 0  # curves: on a page without words they may be letters drawn as outlines
    hidden: tuple[Box, ...] = ()  # where text is clipped away

    def locate(self, box: Box) -> str:
        """Return the address of a box, on the page as shown."""
        return (self.shown(box) if self.turn else box).locator(self.number)

    def shown(self, box: Box) -> Box:
        """Return a box on the page as shown."""
        return turn_back(box, self.turn, self.width, self.height)


def turn_back(box: Box, turn: int, width: float, height: float) -> Box:
    """Return a box of the turned page (of that width and height) on the page as shown."""
    if turn == 90:
        return Box(box.top, width - box.x1, box.bottom, width - box.x0)
    if turn == 180:
        return Box(width - box.x1, height - box.bottom, width - box.x0, height - box.top)
    if turn == 270:
        return Box(height - box.bottom, box.x0, height - box.top, box.x1)
    return box


def union(boxes: Iterable[Box]) -> Box:
    """Return the smallest box around all boxes."""
    every = list(boxes)
    return Box(
        min([b.x0 for b in every]),
        min([b.top for b in every]),
        max([b.x1 for b in every]),
        max([b.bottom for b in every]),
    )


def distinct(values: Iterable[float], near: float) -> list[float]:
    """Return the values in order, of those within `near` points of one another the first."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > near:
            found.append(value)
    return found


def same_line(one: Box, other: Box) -> bool:
    top, bottom, above, below = one.top, one.bottom, other.top, other.bottom
    overlap = (below if below < bottom else bottom) - (above if above > top else top)
    return overlap > SAME_LINE * min(bottom - top, below - above)


def split_lines(words: Sequence[Word]) -> list[list[Word]]:
    """Return the words in lines from top to bottom, each line from left to right."""
    if len(words) == 1:
        return [list(words)]
    lines: list[list[Word]] = []
    reach: list[tuple[float, float]] = []  # top and bottom of each line's first word
    for word in sorted(words, key=lambda w: ((w.top + w.bottom) / 2, w.x0)):
        top, bottom = word.top, word.bottom
        last = len(lines) - 1
        for i in range(last, last - 3 if last > 2 else -1, -1):
            above, below = reach[i]
            overlap = (below if below < bottom else bottom) - (above if above > top else top)
            own, other = bottom - top, below - above
            if overlap > SAME_LINE * (other if other < own else own):
                lines[i].append(word)
                break
        else:
            lines.append([word])
            reach.append((top, bottom))
    for line in lines:
        if len(line) > 1:
            line.sort(key=_LEFT)
    return lines


def join_words(words: Sequence[Word]) -> str:
    """Return the text of the words, one output line per printed line."""
    if len(words) == 1:
        return words[0].text
    if words and all(w.turned for w in words):
        return " ".join(w.text for w in sorted(words, key=lambda w: w.x0))
    return "\n".join(" ".join(w.text for w in line) for line in split_lines(words))


def shifted(word: Word, dx: float, dy: float) -> Word:
    return replace(word, x0=word.x0 + dx, x1=word.x1 + dx, top=word.top + dy, bottom=word.bottom + dy)
