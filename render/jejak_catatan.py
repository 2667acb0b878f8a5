"""What a report says about its own formulas and charts: which figure stands where (see extract/bekal.py)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct, field

from extract.bekal import NAMESPACE, read_bekal
from extract.docx_angka import ParagrafDocx, read_own_part
from extract.docx_bagan import NilaiBagan


class Catatan(Struct, frozen=True):
    """Spans of figures by formula tag, and printed ids by chart point; both in reading order."""

    rumus: dict[str, list[list[tuple[int, int, str]]]] = field(default_factory=dict)
    bagan: dict[tuple[str, str, str], list[str]] = field(default_factory=dict)


def read_record(docx: Path) -> Catatan:
    """Return the record of a report; empty for a chapter, which carries none."""
    part = read_own_part(docx, NAMESPACE)
    if part is None:
        return Catatan()
    bekal = read_bekal(part)
    return record_of(bekal.paragraf, bekal.bagan)


def record_of(paragraphs: Iterable[ParagrafDocx], values: Iterable[NilaiBagan]) -> Catatan:
    """Return the record of a report from its paragraphs and chart values with their figures named."""
    formulas: dict[str, list[list[tuple[int, int, str]]]] = defaultdict(list)
    for paragraph in paragraphs:
        if paragraph.kendali.startswith("rumus:"):
            formulas[paragraph.kendali].append([(a.awal, a.akhir, a.tag) for a in paragraph.angka])
    charts: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for value in values:
        charts[value.bagan, value.seri, value.kategori].append(value.id)
    return Catatan(dict(formulas), dict(charts))
