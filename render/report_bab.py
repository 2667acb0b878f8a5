"""A chapter as a document of its own: lists filled, references to other chapters as text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from lxml import etree

from render.document_xml import W
from render.fields import INSTRUCTION, fill_references, set_pages
from render.fields_lists import fill_lists
from render.package import Package
from render.report_properties import modernise, set_properties


def set_aside(package: Package) -> Package:
    """Return a copy of a chapter to write alone, for joining uses it up: as a tree only where it will change."""
    return package.copy(written=not _is_open(package.tree(package.main_part())))


def _is_open(root: etree._Element) -> bool:
    """Say whether lists are to be filled, or references to captions of other chapters.

    References to its own captions were filled when the chapter was rendered.
    """
    codes = [words for node in root.iter(INSTRUCTION) if (words := (node.text or "").split())]
    named = {words[1] for words in codes if words[0] == "REF" and words[1:] and words[1].startswith("_Ref_")}
    return any(words[0] == "TOC" for words in codes) or bool(named and not named <= _bookmarks(root))


def _bookmarks(root: etree._Element) -> set[str]:
    return {start.get(f"{W}name", "") for start in root.iter(f"{W}bookmarkStart")}


def write_chapter(
    package: Package,
    path: Path,
    numbers: Mapping[str, str],
    properties: dict[str, str | date],
    pages: Mapping[str, str],
) -> list[str]:
    """Write one chapter; return the captions it refers to that no chapter has."""
    main = package.main_part()
    unknown: list[str] = []
    if package.kept(main):
        root = package.tree(main)
        unknown = fill_references(root, numbers, known_only=True)
        if _has_lists(root):
            entries = fill_lists(package)
            set_pages(package, pages, final=all(e.bookmark in pages for e in entries))
    finish(package, properties)
    path.write_bytes(package.to_bytes())
    return unknown


def _has_lists(root: etree._Element) -> bool:
    return any((node.text or "").startswith(" TOC ") for node in root.iter(INSTRUCTION))


def finish(package: Package, properties: dict[str, str | date]) -> None:
    modernise(package)
    set_properties(package, **properties)  # type: ignore[arg-type]
