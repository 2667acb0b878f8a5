"""The text of one paragraph of a Word document as a reader sees it, with its figures and field results."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from lxml import etree

from extract.kelas import dataclass

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
SKIPPED = frozenset({f"{W}del", f"{W}moveFrom", f"{W}delText", f"{W}rPr", MC_FALLBACK})
RUN, SETTINGS, VALUE = f"{W}r", f"{W}pPr", f"{W}val"
TAG = f"{W}sdtPr/{W}tag"
TEXT, TAB, CONTENT = f"{W}t", f"{W}tab", f"{W}sdtContent"
TEXTS = frozenset({TEXT, f"{M}t"})
SIGNS = {f"{W}tab": " ", f"{W}br": " ", f"{W}cr": " ", f"{W}noBreakHyphen": "-"}
CHAPTER_OF_CAPTION = re.compile(r"(?:\d+|[IVXL]+)\.$")
AUTOMATIC = ("SEQ", "REF", "PAGEREF", "PAGE", "TOC", "NUMPAGES", "STYLEREF", "SECTIONPAGES")


@dataclass(frozen=True, slots=True)
class AngkaBerlabel:
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
        for child in element:
            tag: Any = child.tag
            if tag == RUN:
                for part in child:  # nearly always one text: not worth a call
                    if (kind := part.tag) == TEXT:
                        self.add(part.text or "")
                    elif kind not in SKIPPED:
                        self._one(part, kind)
            elif tag not in SKIPPED:
                self._one(child, tag)

    def _one(self, child: etree._Element, tag: Any) -> None:
        if tag in TEXTS:
            self.add(child.text or "")
        elif tag in SIGNS:
            self.add(SIGNS[tag])
        elif tag in READ:
            READ[tag](self, child)
        elif tag == SETTINGS:  # its tab stops count as they always did; nothing else in it is text
            for _ in child.iter(TAB):
                self.add(" ")
        elif isinstance(tag, str):
            self.walk(child)

    def _instruction(self, child: etree._Element) -> None:
        if self.fields and self.fields[-1][1] is None:
            self.fields[-1] = (self.fields[-1][0] + (child.text or ""), None)

    def _simple(self, child: etree._Element) -> None:
        start = self.length
        self.walk(child)
        self._automatic(child.get(f"{W}instr", ""), start)

    def _denominator(self, child: etree._Element) -> None:
        self.add(" / ")
        self.walk(child)

    def _field(self, child: etree._Element) -> None:
        kind = child.get(f"{W}fldCharType")
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
        tag = child.find(TAG)
        start, first = self.length, len(self.text)
        for content in child.iterchildren(CONTENT):
            self.walk(content)
            break
        name = "" if tag is None else tag.get(VALUE, "")
        if name:
            self.figures.append(AngkaBerlabel(name, "".join(self.text[first:]), start, self.length))


# what the walk does at these elements; at all others it goes on inside
READ: dict[str, Callable[[Flat, etree._Element], None]] = {
    f"{W}fldChar": Flat._field,
    f"{W}fldSimple": Flat._simple,
    f"{W}instrText": Flat._instruction,
    f"{W}sdt": Flat._control,
    f"{M}den": Flat._denominator,
}
