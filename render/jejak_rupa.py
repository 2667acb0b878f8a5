"""How the trace page shows the paragraph styles of a report."""

from __future__ import annotations

import functools
import re

from msgspec import Struct

from render.document_xml import W
from render.package import parse_xml

HEADING = re.compile(r"heading\s?(\d)", re.IGNORECASE)


class Look(Struct, frozen=True):
    """How a paragraph style is shown: as a heading of a level, as a caption or list item, or not at all."""

    level: int = 0
    kind: str = ""
    hidden: bool = False


def look_of(name: str) -> Look:
    """Return how a style of this name is shown."""
    low = name.lower()
    if low.startswith(("toc ", "table of figures")):
        return Look(hidden=True)
    match = HEADING.match(name)
    if match or ("judul" in low and "depan" in low):
        return Look(level=int(match.group(1)) if match else 1)
    return Look(kind=" class=caption" if low == "caption" else " class=li" if low.startswith("list") else "")


@functools.lru_cache(maxsize=16)
def looks_of(styles: bytes) -> dict[str, Look]:
    """Return the looks of a style part's styles by id; the same part is read once. Not to be changed."""
    found = {}
    for style in parse_xml(styles).iterfind(f"{W}style"):
        name = style.find(f"{W}name")
        found[style.get(f"{W}styleId", "")] = look_of(name.get(f"{W}val", "") if name is not None else "")
    return found
