"""The registry of consistency rules: one small function per rule, named by its code.

A rule's docstring gives its ground in law or arithmetic. A rule yields a `Perkara` for each case; code
and level come from the registration. Levels: GALAT for sources that contradict each other or themselves
and for a required figure that cannot be computed; PERINGATAN for what a person should look at; INFO for
what a reader should know. Codes never change meaning. Codes raised while building (not by a rule) are
listed in `KODE_LAIN`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module

from msgspec import Struct

from extract.figure import Figure
from extract.finding import Finding, Tingkat
from transform.konteks import Konteks
from transform.laporan import Laporan
from transform.normalize import place


class Perkara(Struct, frozen=True):
    """One case of a rule."""

    pesan: str
    angka: tuple[Figure | None, ...] = ()
    tercetak: str | None = None
    seharusnya: str | None = None
    lokasi: tuple[str, ...] = ()
    tingkat: Tingkat | None = None  # where a case weighs less or more than the rule


Periksa = Callable[[Konteks, Laporan], Iterable[Perkara]]


class Aturan(Struct, frozen=True):
    """One rule: its code, level, function, and the ground it stands on."""

    kode: str
    tingkat: Tingkat
    periksa: Periksa

    @property
    def dasar(self) -> str:
        return " ".join((self.periksa.__doc__ or "").split())


ATURAN: dict[str, Aturan] = {}
BAGIAN = ("sumber", "ikpa", "smart", "jumlah", "anggaran", "pagu", "capaian", "kaitan", "narasi", "pegawai",
          "target")  # the findings come in this order  # fmt: skip

KODE_LAIN = {
    "SUMBER-BEDA": "two sources give different values for one place",
    "NAMA-MIRIP": "an indicator was matched by a name that only resembles",
    "ARAH-BERTENTANGAN": "recap and form state opposite polarities",
    "KOREKSI": "a declared correction was applied",
    "KOREKSI-USANG": "a declared correction no longer applies",
}


def aturan(kode: str, tingkat: Tingkat) -> Callable[[Periksa], Periksa]:
    """Register a rule under its code."""

    def register(function: Periksa) -> Periksa:
        if kode in ATURAN:
            raise ValueError(f"duplicate rule {kode}")
        ATURAN[kode] = Aturan(kode, tingkat, function)
        return function

    return register


def load_rules() -> None:
    """Import every part; each registers its rules."""
    for room in BAGIAN:
        import_module(f"transform.checks_{room}")


def run_checks(k: Konteks, laporan: Laporan) -> tuple[Finding, ...]:
    """Return the findings of every rule, in order of registration."""
    load_rules()
    return tuple(_findings(k, laporan))


def _findings(k: Konteks, laporan: Laporan) -> Iterator[Finding]:
    for rule in ATURAN.values():
        for case in rule.periksa(k, laporan):
            known = [figure for figure in case.angka if figure is not None]
            places = (*case.lokasi, *(p for figure in known for p in places_of(k, figure)))
            yield Finding(
                rule.kode,
                case.tingkat or rule.tingkat,
                case.pesan,
                tuple(dict.fromkeys(places)),
                case.tercetak,
                case.seharusnya,
                tuple(dict.fromkeys(figure.id for figure in known)),
            )


def places_of(k: Konteks, figure: Figure) -> tuple[str, ...]:
    """Return where a figure stands: its own cell, or for a computed one the cells of its direct inputs."""
    if figure.source is not None:
        return (place(figure.source),)
    inputs = [k.ledger[name] for name in figure.inputs]
    return tuple(place(one.source) for one in inputs if one.source is not None)[:6]
