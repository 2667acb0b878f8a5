"""What a browser prints around a page: date and title above, address and page number below."""

from __future__ import annotations

import re

from msgspec.structs import replace

from extract.grid import Line
from extract.pdf_words import Box, PageContent, Word, split_lines, union

EDGE = 0.07  # share of the page's height in which a browser prints
_JAM = r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4},?\s+(?:pukul\s+)?\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?:\s*[AP]M)?"
_URL = r"(?:https?|file|about|chrome|blob|data):\S+"
_HAL = r"\d+\s*(?:/|of|dari)\s*\d+"
_ATAS = re.compile(rf"^{_JAM}(?:\s|$)|(?:^|\s){_URL}$", re.I)  # Chrome and Edge: the time; Firefox: the address
_BAWAH = re.compile(rf"^{_URL}(?:\s+{_HAL})?$|^(?:{_HAL}\s+)?{_JAM}$", re.I)

Placed = tuple[Box, Line]


def part_frame(content: PageContent) -> tuple[PageContent, list[Placed]]:
    """Return the page without what the browser printed around it, and that as lines that title nothing."""
    lines = split_lines(content.words)
    if not lines:
        return content, []
    ends = [(lines[0], _ATAS, True)] + ([(lines[-1], _BAWAH, False)] if len(lines) > 1 else [])
    found = [line for line, shape, top in ends if _at_edge(line, content, top=top) and shape.search(_text(line))]
    if not found:
        return content, []
    taken = {word for line in found for word in line}
    rest = tuple(word for word in content.words if word not in taken)
    placed = [(union(line), Line(_text(line), content.locate(union(line)), stray=True)) for line in found]
    return replace(content, words=rest), placed


def _at_edge(line: list[Word], content: PageContent, *, top: bool) -> bool:
    box = union(line)
    return box.bottom < EDGE * content.height if top else box.top > (1 - EDGE) * content.height


def _text(line: list[Word]) -> str:
    return " ".join(word.text for word in line)
