"""The numbers Word would print before headings and list items, worked out from numbering and styles."""

from __future__ import annotations

import functools
import re

from lxml import etree
from msgspec import Struct, field

from render.document_faults import roman
from render.document_xml import NS, W, paragraph_style, value
from render.package import parse_xml

NUMBERING = f"{W}pPr/{W}numPr"


class StyleInfo(Struct, frozen=True):
    """What the fields need to know of a paragraph style, inherited values included."""

    style_id: str
    name: str
    outline: int | None
    num_id: str | None
    ilvl: int


@functools.lru_cache(maxsize=64)
def styles_of(data: bytes) -> dict[str, StyleInfo]:
    """Return `read_styles` of a style part; the same part is read once. Not to be changed."""
    return read_styles(parse_xml(data))


def read_styles(styles: etree._Element | None) -> dict[str, StyleInfo]:
    """Return the paragraph styles by id; '' is the default style."""
    if styles is None:
        return {}
    elements = {s.get(f"{W}styleId", ""): s for s in styles.iterfind(f"{W}style[@{W}type='paragraph']")}
    found = {style_id: _style_info(style_id, elements) for style_id in elements}
    for style_id, element in elements.items():
        if element.get(f"{W}default") in ("1", "true", "on"):
            found[""] = found[style_id]
    return found


def _style_info(style_id: str, elements: dict[str, etree._Element]) -> StyleInfo:
    name = outline = num_id = ilvl = None
    seen: set[str] = set()
    current: str | None = style_id
    while current and current in elements and current not in seen:
        seen.add(current)
        style = elements[current]
        if name is None:
            name = value(style, "w:name") or ""
        outline = value(style, "w:pPr/w:outlineLvl") if outline is None else outline
        num_id = value(style, "w:pPr/w:numPr/w:numId") if num_id is None else num_id
        ilvl = value(style, "w:pPr/w:numPr/w:ilvl") if ilvl is None else ilvl
        current = value(style, "w:basedOn")
    level = int(outline) if outline is not None and int(outline) < 9 else None
    return StyleInfo(style_id, name or "", level, None if num_id == "0" else num_id, int(ilvl or 0))


class Level(Struct, frozen=True):
    """One level of a list: where it starts, how it is written, whether its numbers are all arabic."""

    start: int
    form: str
    text: str
    legal: bool
    runs_on: bool  # a level above does not make it start anew

    @classmethod
    def read(cls, level: etree._Element) -> Level:
        return cls(
            int(value(level, "w:start") or "1"),
            value(level, "w:numFmt") or "decimal",
            value(level, "w:lvlText") or "",
            level.find(f"{W}isLgl") is not None,
            value(level, "w:lvlRestart") == "0",
        )


class Numberer(Struct, dict=True):
    """Counts numbered paragraphs in document order, as Word does. The lists do not change meanwhile."""

    numbering: etree._Element | None
    styles: dict[str, StyleInfo]
    _counters: dict[str, list[int | None]] = field(default_factory=dict)
    _used: set[str] = field(default_factory=set)
    _linked: dict[str, int] = field(default_factory=dict)
    _known: dict[str, dict[int, Level]] = field(default_factory=dict)

    def label(self, paragraph: etree._Element) -> str:
        """Return the paragraph's own number text (`A.`, `3.1`), '' where it has none or a bullet."""
        num_id, ilvl = self._numbering_of(paragraph)
        if num_id is None or self.numbering is None:
            return ""
        abstract = self._abstract(num_id)
        if abstract is None:
            return ""
        levels = self._levels(num_id, abstract)
        if ilvl not in levels:
            return ""
        key = abstract.get(f"{W}abstractNumId", "")
        self._count(num_id, key, ilvl, levels)
        return self._text(self._counters[key], ilvl, levels)

    def _numbering_of(self, paragraph: etree._Element) -> tuple[str | None, int]:
        numbering = paragraph.find(NUMBERING)
        num_id = None if numbering is None else value(numbering, "w:numId")
        if numbering is None or num_id is None:
            style = self.styles.get(paragraph_style(paragraph))
            if style is None or style.num_id is None:
                return None, 0
            if style.style_id not in self._linked:
                self._linked[style.style_id] = self._linked_level(style)
            return style.num_id, self._linked[style.style_id]
        ilvl = value(numbering, "w:ilvl")
        return (None if num_id == "0" else num_id), int(ilvl or 0)

    def _linked_level(self, style: StyleInfo) -> int:
        """Word takes the level of a style from the list level that names the style."""
        abstract = self._abstract(style.num_id or "")
        if abstract is not None:
            for level in abstract.iterfind("w:lvl", NS):
                if value(level, "w:pStyle") == style.style_id:
                    return int(level.get(f"{W}ilvl", "0"))
        return style.ilvl

    @functools.cached_property
    def _lists(self) -> dict[str, etree._Element]:
        """The pattern of every list, by the list's id."""
        if self.numbering is None:
            return {}
        patterns: dict[str | None, etree._Element] = {}
        for pattern in self.numbering.iterfind(f"{W}abstractNum"):
            patterns.setdefault(pattern.get(f"{W}abstractNumId"), pattern)
        found: dict[str, etree._Element] = {}
        for num in self.numbering.iterfind(f"{W}num"):
            linked = patterns.get(value(num, "w:abstractNumId"))
            if linked is not None:
                found.setdefault(num.get(f"{W}numId", ""), linked)
        return found

    def _abstract(self, num_id: str) -> etree._Element | None:
        return self._lists.get(num_id)

    def _levels(self, num_id: str, abstract: etree._Element) -> dict[int, Level]:
        if num_id not in self._known:
            levels = abstract.iterfind(f"{W}lvl")
            self._known[num_id] = {int(level.get(f"{W}ilvl", "0")): Level.read(level) for level in levels}
        return self._known[num_id]

    def _count(self, num_id: str, key: str, ilvl: int, levels: dict[int, Level]) -> None:
        counters = self._counters.setdefault(key, [None] * 9)
        if num_id not in self._used:
            self._used.add(num_id)
            for override in self._overrides(num_id):
                counters[override[0]] = override[1] - 1
        for upper in range(ilvl):
            if counters[upper] is None and upper in levels:
                counters[upper] = levels[upper].start
        known = counters[ilvl]
        counters[ilvl] = levels[ilvl].start if known is None else known + 1
        for lower in range(ilvl + 1, 9):
            if lower not in levels or not levels[lower].runs_on:
                counters[lower] = None

    def _overrides(self, num_id: str) -> list[tuple[int, int]]:
        if self.numbering is None:
            return []
        found = []
        for override in self.numbering.iterfind(f"{W}num[@{W}numId='{num_id}']/{W}lvlOverride"):
            start = value(override, "w:startOverride")
            if start is not None:
                found.append((int(override.get(f"{W}ilvl", "0")), int(start)))
        return found

    def _text(self, counters: list[int | None], ilvl: int, levels: dict[int, Level]) -> str:
        own = levels[ilvl]
        if own.form == "bullet":
            return ""

        def number(match: re.Match[str]) -> str:
            level = int(match.group(1)) - 1
            form = levels[level].form if level in levels else "decimal"
            return format_number(counters[level] or 0, "decimal" if own.legal and form != "none" else form)

        return re.sub(r"%(\d)", number, own.text)


def format_number(count: int, form: str) -> str:
    """Return a list number in Word's format of that name."""
    if form == "none":
        return ""
    if form in ("upperRoman", "lowerRoman"):
        return roman(count) if form == "upperRoman" else roman(count).lower()
    if form in ("upperLetter", "lowerLetter"):
        letter = chr(65 + (count - 1) % 26) * ((count - 1) // 26 + 1) if count > 0 else ""
        return letter if form == "upperLetter" else letter.lower()
    return f"{count:02d}" if form == "decimalZero" else str(count)
