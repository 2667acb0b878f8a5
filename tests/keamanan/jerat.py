"""One trap: a bad file, what must be said about it, and whether the recap in it can still be used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

AKAR = Path(__file__).resolve().parents[2]
BAPAS = AKAR / "input" / "2023" / "bapas-polewali"

Pembuat = Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class Jerat:
    """A trap of the corpus.

    `kode` are the findings of which one must name the file (empty: reading it quietly is right, because
    all that is bad in it is inert). `disisihkan`: nothing of it may be read.
    """

    berkas: str
    buat: Pembuat
    kode: frozenset[str]
    disisihkan: bool


SEMUA: list[Jerat] = []


def jerat(berkas: str, *kode: str, disisihkan: bool = True) -> Callable[[Pembuat], Pembuat]:
    """Register the function as the maker of a trap under this file name."""

    def register(make: Pembuat) -> Pembuat:
        SEMUA.append(Jerat(berkas, make, frozenset(kode), disisihkan and bool(kode)))
        return make

    return register
