"""Table styles written into the tables themselves (PDF copy only): LibreOffice takes an eighth less time.

LibreOffice works a table's style out anew for every paragraph of every cell. A style that says no more than
borders, margins and how the first row's cells look says the same in the table's own settings. Any other
style stays what it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from itertools import takewhile

from lxml import etree
from msgspec import Struct, field

from render.document_grid import TABLE, cells_of, is_head, rows_of
from render.document_xml import TCPR_ORDER, W, drop, element, place, properties, value

TBLPR_ORDER = (
    "tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc",
    "tblCellSpacing", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook",
)  # fmt: skip
SAYS_NOTHING = frozenset(
    W + name
    for name in ("name", "aliases", "basedOn", "uiPriority", "semiHidden", "unhideWhenUsed", "qFormat", "rsid")
)
WHOLE = ("tblInd", "tblBorders", "tblCellMar")
SIDES = ("top", "left", "start", "bottom", "right", "end", "insideH", "insideV")
CELL = ("shd", "vAlign")


class GayaTabel(Struct):
    """What a table style says: of the whole table, and of the cells of its first row."""

    whole: dict[str, dict[str, etree._Element]] = field(default_factory=dict)
    made: dict[str, etree._Element] = field(default_factory=dict)  # for tables that say nothing themselves
    first: dict[str, etree._Element] = field(default_factory=dict)


def bake_table_styles(root: etree._Element, styles: etree._Element) -> None:
    """Write into every table what its style says, where that is simple, and forget the style."""
    by_id = {s.get(f"{W}styleId", ""): s for s in styles.iterfind(f"{W}style[@{W}type='table']")}
    known: dict[str, GayaTabel | None] = {}
    for table in root.iter(TABLE):
        settings = table.find(f"{W}tblPr")
        name = value(table, "w:tblPr/w:tblStyle")
        if settings is None or name is None:
            continue
        if name not in known:
            known[name] = _read(name, by_id)
        look = known[name]
        if look is not None:
            _write(table, settings, look)


def _read(name: str, by_id: Mapping[str, etree._Element]) -> GayaTabel | None:
    """Return what a style and those it rests on say, None where that is more than borders and first cells."""
    chain: list[etree._Element] = []
    while name in by_id and by_id[name] not in chain:
        chain.append(by_id[name])
        name = value(chain[-1], "w:basedOn") or ""
    look = GayaTabel()
    for style in reversed(chain):
        for part in style:
            if part.tag == f"{W}tblPr":
                if not _add_whole(part, look):
                    return None
            elif part.tag == f"{W}tblStylePr":
                if not _add_first(part, look):
                    return None
            elif part.tag not in SAYS_NOTHING:
                return None
    return look if chain else None


def _add_whole(part: etree._Element, look: GayaTabel) -> bool:
    for setting in part:
        kind = etree.QName(setting).localname
        if kind not in WHOLE:
            return False
        sides = look.whole.setdefault(kind, {})
        sides.update({str(side.tag): side for side in setting} or {"": setting})
    return True


def _add_first(part: etree._Element, look: GayaTabel) -> bool:
    if part.get(f"{W}type") != "firstRow":
        return False
    for child in part:
        if child.tag == f"{W}tcPr" and all(c.tag in [W + name for name in CELL] for c in child):
            look.first.update({etree.QName(c).localname: c for c in child})
        elif len(child):
            return False
    return True


def _write(table: etree._Element, settings: etree._Element, look: GayaTabel) -> None:
    for kind, sides in look.whole.items():
        own = settings.find(W + kind)
        if own is None:
            if kind not in look.made:
                look.made[kind] = sides[""] if kind == "tblInd" else _sides(kind, sides)
            place(settings, copy(look.made[kind]), TBLPR_ORDER)
        elif kind != "tblInd":
            place(settings, _sides(kind, {**sides, **{str(side.tag): side for side in own}}), TBLPR_ORDER)
    for old in settings.findall(f"{W}tblStyle"):
        drop(old)
    shown = settings.find(f"{W}tblLook")
    if look.first and shown is not None and _first_row(shown):
        rows = rows_of(table)  # LibreOffice counts all rows of a heading as the first
        for row in list(takewhile(is_head, rows)) or rows[:1]:
            for cell in cells_of(row):
                _fill(properties(cell, "tcPr"), look.first)


def _sides(kind: str, sides: Mapping[str, etree._Element]) -> etree._Element:
    """Return borders or margins of these sides, in the schema's order."""
    made = element(kind)
    for name in SIDES:
        if W + name in sides:
            made.append(copy(sides[W + name]))
    return made


def _fill(own: etree._Element, settings: Mapping[str, etree._Element]) -> None:
    for kind, setting in settings.items():
        if own.find(W + kind) is None:
            place(own, copy(setting), TCPR_ORDER)


def _first_row(look: etree._Element) -> bool:
    """Say whether the table wants its first row to look its own way."""
    own = look.get(f"{W}firstRow")
    if own is not None:
        return own in ("1", "true", "on")
    return bool(int(look.get(f"{W}val", "0"), 16) & 0x20)
