"""From a printed figure back to its facts: search and chain over the entries of `angka.json`.

Pure functions on the decoded list; nothing is recomputed. An entry is a mapping with the contract's keys
`id, tercetak, nilai, satuan, bab, rumus, masukan, sumber`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from extract.finding import LkjipError

Entri = Mapping[str, Any]


class Simpul(Struct, frozen=True):
    """One step of a chain: an entry and the steps it was computed from."""

    entri: Entri
    masukan: tuple[Simpul, ...]
    berulang: bool = False  # already shown above; its inputs are not repeated

    def facts(self) -> Iterator[Entri]:
        """Yield the entries read from files that this figure rests on."""
        if self.entri.get("sumber"):
            yield self.entri
        for step in self.masukan:
            yield from step.facts()


def by_id(entries: Sequence[Entri]) -> dict[str, Entri]:
    return {str(entry["id"]): entry for entry in entries}


def chain(entries: Mapping[str, Entri], figure_id: str) -> Simpul:
    """Return the tree from a figure to its facts. Raises LkjipError for an id or input that is not there."""
    return _chain(entries, figure_id, set(), ())


def _chain(entries: Mapping[str, Entri], figure_id: str, seen: set[str], path: tuple[str, ...]) -> Simpul:
    entry = entries.get(figure_id)
    if entry is None:
        raise LkjipError(f"Angka {figure_id} tidak ada di angka.json", kode="JEJAK-PUTUS")
    if figure_id in path:
        raise LkjipError(f"Rantai angka {figure_id} berputar: {' -> '.join(path)}", kode="JEJAK-PUTAR")
    if figure_id in seen and entry.get("masukan"):
        return Simpul(entry, (), berulang=True)
    seen.add(figure_id)
    inputs = tuple(_chain(entries, i, seen, (*path, figure_id)) for i in entry.get("masukan") or ())
    if not inputs and not entry.get("sumber") and not is_rule(entry):
        raise LkjipError(f"Angka {figure_id} tidak berujung pada sumber", kode="JEJAK-PUTUS")
    return Simpul(entry, inputs)


def is_rule(entry: Entri) -> bool:
    """Return whether the figure is a constant of a regulation or setting: it has no file, its rule is named."""
    return str(entry.get("rumus") or "").startswith("ketentuan")


def normalize(text: str) -> str:
    """Return a printed figure in the form used for comparison: no spaces, lower case."""
    return re.sub(r"\s+", "", text).lower()


def search(entries: Sequence[Entri], words: str) -> tuple[Entri, ...]:
    """Return the entries meant by an id, a printed text, or part of an id; exact matches first.

    `67,42%`, `67,42` and `67.42%` find the same figures; a printed text wins over a part of an id.
    """
    wanted = normalize(words)
    exact = [e for e in entries if str(e["id"]).lower() == wanted]
    if exact:
        return tuple(exact)
    printed = [e for e in entries if e.get("tercetak") and normalize(str(e["tercetak"])) == wanted]
    if printed:
        return tuple(printed)
    bare = _bare(wanted)
    if bare:
        loose = [e for e in entries if e.get("tercetak") and _bare(normalize(str(e["tercetak"]))) == bare]
        if loose:
            return tuple(loose)
        if re.fullmatch(r"\d+(\.\d+)?", wanted):
            value = [e for e in entries if e.get("tercetak") and str(e.get("nilai")) == wanted]
            if value:
                return tuple(value)
    return tuple(e for e in entries if len(wanted) >= 3 and wanted in str(e["id"]).lower())


def _bare(text: str) -> str:
    """Return only digits and separators, without money and percent signs and a trailing `,00` or `,-`."""
    text = re.sub(r"^[-(]?rp\.?", "", text)
    found = re.search(r"\d[\d.,]*", text)
    if not found:
        return ""
    number = found.group().rstrip(".,")
    if re.fullmatch(r"\d+\.\d{1,2}", number):
        number = number.replace(".", ",")
    return re.sub(r",0+$", "", number)
