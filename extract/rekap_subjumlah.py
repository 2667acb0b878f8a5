"""Subtotals inside FA Detail: the sum printed below a group belongs to the heading above the group."""

from __future__ import annotations

import re

from msgspec import Struct

from extract.figure import make_key
from extract.headings import normal
from extract.rekap_butir import strip_number

_SUB = re.compile(r"^(?:sub\s*(?:jumlah|total)|subjumlah|subtotal)\b", re.I)
_KATA = re.compile(
    r"^(?:sub\s*)?(?:grand\s+)?(?:jumlah|total)"
    r"(?:\s+(?:program|kegiatan|kro|ro|output|rincian output|komponen|bagian|kelompok))*\s*",
    re.I,
)


class Kepala(Struct):
    """A heading row without figures: what the rows below it belong to."""

    kode: str  # empty where the table has no codes
    uraian: str
    mulai: int  # how many rows with figures stood before it
    letak: int = 0  # how many facts stood before it
    dijumlah: bool = False

    @property
    def kunci(self) -> tuple[tuple[str, str | int], ...]:
        return make_key(kode=self.kode) if self.kode else make_key(induk="", uraian=self.uraian)


class Kelompok:
    """The headings of one table, and which of them a subtotal closes."""

    def __init__(self) -> None:
        self.kepala: list[Kepala] = []

    def add(self, kode: str, uraian: str, mulai: int, letak: int) -> None:
        self.kepala.append(Kepala(kode, strip_number(uraian) if not kode else uraian, mulai, letak))

    def is_sub(self, text: str, later: bool) -> bool:
        """Tell whether a total is a group's: it says so, names its group, or another total follows it."""
        return bool(_SUB.match(text.strip())) or self._named(text) is not None or (later and bool(self._open()))

    def close(self, text: str) -> Kepala | None:
        """Return the heading that a subtotal sums, None where it names none we know or none is open."""
        rest = normal(_KATA.sub("", text.strip(), count=1))
        found = self._named(text) if rest else next(iter(self._open()[::-1]), None)
        if found is None or found.dijumlah:
            return None
        for head in self.kepala[self.kepala.index(found) :]:
            head.dijumlah = True  # headings below it are closed with it
        return found

    def _open(self) -> list[Kepala]:
        return [k for k in self.kepala if not k.dijumlah]

    def _named(self, text: str) -> Kepala | None:
        rest = normal(_KATA.sub("", text.strip(), count=1))
        if len(rest) < 2:
            return None
        for head in reversed(self.kepala):
            codes = {normal(head.kode), normal(head.kode.rpartition(".")[2])} - {""}
            if rest in codes or rest.split()[0] in codes or (rest == normal(head.uraian)):
                return head
            if any(rest.startswith(f"{c} ") for c in codes):
                return head
        return None
