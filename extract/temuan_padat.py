"""Findings that say the same of many cells of one column become one that names them all.

A person who reads forty equal lines reads none of them. Every place stays in `lokasi`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from extract.finding import Finding

KODE = frozenset({"SEL-TAK-TERBACA", "ANGKA-AMBIGU", "BARIS-TAK-DIKENAL", "BARIS-TANPA-INDIKATOR"})
PALING_SEDIKIT = 4
DISEBUT = 6
_ISI = re.compile(r"'[^']*'|\([^()]*\)")  # what a cell says differs; what is said about it does not


def gather(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings in their order, with those that differ only in the cell joined into the first."""
    groups: dict[object, list[int]] = {}
    for at, finding in enumerate(findings):
        groups.setdefault(_key(finding, at), []).append(at)
    joined: dict[int, Finding] = {}
    dropped: set[int] = set()
    for places in groups.values():
        if len(places) >= PALING_SEDIKIT:
            joined[places[0]] = _join([findings[at] for at in places])
            dropped.update(places[1:])
    return [joined.get(at, finding) for at, finding in enumerate(findings) if at not in dropped]


def _key(finding: Finding, at: int) -> object:
    if finding.kode not in KODE or len(finding.lokasi) != 1:
        return at
    file, _, place = finding.lokasi[0].rpartition(": ")
    sheet = place.rpartition("!")[0] if "!" in place else place.partition(" kotak")[0]
    said = finding.pesan.replace(place, "")
    return finding.kode, finding.tingkat, file, sheet, _ISI.sub("", said)


def _join(findings: Sequence[Finding]) -> Finding:
    first = findings[0]
    places = tuple(f.lokasi[0] for f in findings)
    named = list(dict.fromkeys(_short(place) for place in places[1:]))
    more = f", dan {len(named) - DISEBUT} tempat lain" if len(named) > DISEBUT else ""
    where = f"{', '.join(named[:DISEBUT])}{more}"
    text = f"{first.pesan} Begitu pula {len(places) - 1} sel lain di kolom atau tabel ini ({where})."
    return replace(first, pesan=text, lokasi=places, figure_ids=tuple(i for f in findings for i in f.figure_ids))


def _short(place: str) -> str:
    """Return the cell's own address; of a PDF, whose boxes say nothing to a person, the page."""
    locator = place.rpartition(": ")[2]
    return locator.rpartition("!")[2].partition(" kotak")[0]
