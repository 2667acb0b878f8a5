"""The printed page of every bookmark, read from the PDF that LibreOffice made.

LibreOffice writes each bookmark as a named destination. Bookmarks that begin with `start` stand where page
numbers begin anew; their names tell the first number (`<start>_<n>_<number>_<form>`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pikepdf


def destination_name(bookmark: str) -> str:
    """Return the name LibreOffice gives a bookmark's destination: letters, digits and `-` stay."""
    return "/" + "".join(
        char if char.isascii() and (char.isalnum() or char == "-") else char.encode("utf-16-be").hex().upper()
        if ord(char) > 0xFF else f"{ord(char):02X}"
        for char in bookmark
    )  # fmt: skip


def printed_pages(document: pikepdf.Pdf, bookmarks: Iterable[str], start: str) -> dict[str, str]:
    """Return the page number printed where each bookmark stands (`7`); those not in the PDF are left out."""
    destinations = document.Root.get("/Dests")
    if destinations is None:
        return {}
    order: dict[Any, int] = {page.objgen: number for number, page in enumerate(document.pages, start=1)}

    def page_of(name: str) -> int | None:
        found = destinations.get(name)
        return None if found is None else order.get(found[0].objgen)

    begin = destination_name(start)
    begins = [(1, 1)]
    for name in destinations.keys():  # noqa: SIM118 - a PDF dictionary is no mapping
        if name.startswith(begin):
            page = page_of(name)
            number = name[len(begin) :].split("5F")[2:3]
            if page is not None and number:
                begins.append((page, int(number[0])))
    begins.sort()
    found = {}
    for bookmark in bookmarks:
        page = page_of(destination_name(bookmark))
        if page is not None:
            at, first = max(b for b in begins if b[0] <= page)
            found[bookmark] = str(page - at + first)
    return found
