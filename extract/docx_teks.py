"""The text of one paragraph of a Word document as a reader sees it, with its figures and field results.

What is walked over is the small tree of `docx_alir`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree
from msgspec import Struct

CHAPTER_OF_CAPTION = re.compile(r"(?:\d+|[IVXL]+)\.$")
AUTOMATIC = ("SEQ", "REF", "PAGEREF", "PAGE", "TOC", "NUMPAGES", "STYLEREF", "SECTIONPAGES")


class AngkaBerlabel(Struct, frozen=True):
    """One figure in a content control: its tag, its text, and where it stands in the paragraph."""

    tag: str
    teks: str
    awal: int
    akhir: int


class Flat:
    """The text of one paragraph with the spans of its content controls and of automatic field results."""

    def __init__(self, fields: list[tuple[str, int | None]]) -> None:
        self.text: list[str] = []
        self.length = 0
        self.figures: list[AngkaBerlabel] = []
        self.automatic: list[tuple[int, int]] = []
        # open fields: instruction, start of the result (None before the result begins)
        self.fields = [(words, None if start is None else 0) for words, start in fields]

    def finish(self) -> list[tuple[str, int | None]]:
        """Close the paragraph; return the fields that are still open."""
        for instruction, start in self.fields:
            if start is not None:
                self._automatic(instruction, start)
        return self.fields

    def add(self, text: str) -> None:
        self.text.append(text)
        self.length += len(text)

    def walk(self, element: etree._Element) -> None:
        if element.text:
            self.add(element.text)
        for child in element:
            READ.get(child.tag, Flat.walk)(self, child)
            if child.tail:
                self.add(child.tail)

    def _stop(self, child: etree._Element) -> None:  # tab stops count as they always did
        self.add(" ")

    def _instruction(self, child: etree._Element) -> None:
        if self.fields and self.fields[-1][1] is None:
            self.fields[-1] = (self.fields[-1][0] + (child.text or ""), None)

    def _simple(self, child: etree._Element) -> None:
        start = self.length
        self.walk(child)
        self._automatic(child.get("perintah", ""), start)

    def _fraction(self, child: etree._Element) -> None:
        above, below = child
        self.walk(above)
        self.add(" / ")
        self.walk(below)

    def _field(self, child: etree._Element) -> None:
        kind = child.get("jenis")
        if kind == "begin":
            self.fields.append(("", None))
        elif kind == "separate" and self.fields:
            self.fields[-1] = (self.fields[-1][0], self.length)
        elif kind == "end" and self.fields:
            instruction, start = self.fields.pop()
            if start is not None:
                self._automatic(instruction, start)

    def _automatic(self, instruction: str, start: int) -> None:
        words = instruction.split()
        if words and words[0].upper() in AUTOMATIC and self.length > start:
            if words[0].upper() == "SEQ":  # the chapter's number before it belongs to the label
                before = CHAPTER_OF_CAPTION.search("".join(self.text)[:start])
                start = before.start() if before else start
            self.automatic.append((start, self.length))

    def _control(self, child: etree._Element) -> None:
        start, first = self.length, len(self.text)
        self.walk(child)
        if name := child.get("tag"):
            self.figures.append(AngkaBerlabel(name, "".join(self.text[first:]), start, self.length))


# what the walk does at these elements (see docx_alir.xsl); at all others it goes on inside
READ: dict[str, Callable[[Flat, etree._Element], None]] = {
    "medan": Flat._field,
    "perintah": Flat._instruction,
    "otomatis": Flat._simple,
    "angka": Flat._control,
    "pecahan": Flat._fraction,
    "henti": Flat._stop,
}
