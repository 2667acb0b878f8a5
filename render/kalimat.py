"""Sentences: one function per kind of claim. What has no claim has no sentence.

A claim is said in the same words every time the report is made: among its variants one is chosen by a
hash of kind and subject. A kind without a function is an error, so that no claim is dropped unseen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from extract.figure import Figure
from extract.finding import LkjipError
from render.format_id import Printer
from render.format_terbilang import terbilang
from transform.klaim import Klaim

MODULES = (
    "kalimat_capaian",
    "kalimat_efisiensi",
    "kalimat_tren",
    "kalimat_renstra",
    "kalimat_anggaran",
    "kalimat_kinerja_anggaran",
    "kalimat_laporan",
    "kalimat_perhatian",
)


@dataclass(frozen=True)
class Ucapan:
    """One claim being said: its figures printed on demand, its words, and a choice among variants."""

    klaim: Klaim
    cetak: Printer
    periode: str  # "tahun 2023", "semester I tahun 2022"

    def __getitem__(self, peran: str) -> str:
        """Print a figure with its unit; a change of unit `poin` says poin persen."""
        figure = self._figure(peran)
        if figure.unit == "poin":
            return self.cetak.poin(figure)
        return self.cetak.nilai(figure)

    def uang(self, peran: str) -> str:
        """Print an amount of money, whatever unit its source names."""
        return self.cetak.rupiah(self._figure(peran))

    def bulat(self, peran: str) -> str:
        """Print a count, the number only; the sentence says of what."""
        return self.cetak.bulat(self._figure(peran))

    def angka(self, peran: str) -> str:
        """Print the number only."""
        return self.cetak.angka(self._figure(peran))

    def ada(self, peran: str) -> bool:
        figure = self.klaim.angka.get(peran)
        return figure is not None and figure.value is not None

    def nol(self, peran: str) -> bool:
        return self._figure(peran).number == 0

    def kata(self, nama: str) -> str:
        return self.klaim.kata.get(nama, "")

    def bilangan(self, nama: str) -> str:
        """Return a counting word (`tiga`) of the claim as a word."""
        return terbilang(int(self.klaim.kata[nama]))

    def sama(self, peran: str) -> int:
        """Return how many of the figures compared have the value of this one."""
        value = self._figure(peran).number
        others = (f for name, f in self.klaim.angka.items() if name.startswith("rincian_"))
        return sum(1 for f in others if f.number == value)

    def pilih(self, *variants: str) -> str:
        """Return one of the variants, always the same for this kind and subject."""
        seed = f"{self.klaim.jenis}|{self.klaim.subjek}|{self.kata('nama')}".encode()
        return variants[int.from_bytes(hashlib.sha256(seed).digest()[:4]) % len(variants)]

    def _figure(self, peran: str) -> Figure:
        if peran not in self.klaim.angka:
            raise LkjipError(f"Klaim {self.klaim.jenis} ({self.klaim.subjek}) tidak membawa angka '{peran}'")
        return self.klaim.angka[peran]


Pengucap = Callable[[Ucapan], str]
KALIMAT: dict[str, Pengucap] = {}


def kalimat(*jenis: str) -> Callable[[Pengucap], Pengucap]:
    """Register the sentence of one or more kinds of claims."""

    def register(function: Pengucap) -> Pengucap:
        for nama in jenis:
            if nama in KALIMAT:
                raise LkjipError(f"Jenis klaim {nama} punya dua kalimat")
            KALIMAT[nama] = function
        return function

    return register


def load_kalimat() -> dict[str, Pengucap]:
    """Return all sentence functions by kind."""
    for name in MODULES:
        import_module(f"render.{name}")
    return KALIMAT


def say(klaim: Klaim, cetak: Printer, periode: str) -> str:
    """Return the sentence of a claim, figures marked; an unknown kind is an error."""
    known = load_kalimat()
    if klaim.jenis not in known:
        raise LkjipError(f"Jenis klaim '{klaim.jenis}' belum punya kalimat", kode="KLAIM-TANPA-KALIMAT")
    return known[klaim.jenis](Ucapan(klaim, cetak, periode))


def capital(text: str) -> str:
    """Return the sentence with a capital first letter; marks before it are left alone."""
    return text[:1].upper() + text[1:]
