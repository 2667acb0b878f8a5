"""What the roll-up of a region needs of each satker, its tables as records, and the shares and means of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from msgspec import Struct, field


class IndikatorSatker(Struct, frozen=True):
    """One indicator of one satker, with its earlier targets by year."""

    nama: str
    arah: str
    target: Decimal | None
    realisasi: Decimal | None
    capaian: Decimal | None
    target_lalu: Mapping[int, Decimal] = field(default_factory=dict)
    renstra: bool = False
    serapan: Decimal | None = None


class DataSatker(Struct, frozen=True):
    """What the roll-up needs of one satker."""

    satker: str
    nama: str
    jenis: str
    tahun: int
    belanja: Mapping[str, tuple[Decimal | None, Decimal | None]] = field(default_factory=dict)
    ikpa: Mapping[str, Decimal] = field(default_factory=dict)
    smart: Mapping[str, Decimal] = field(default_factory=dict)
    pegawai: Decimal | None = None
    indikator: Sequence[IndikatorSatker] = ()
    isian: Sequence[tuple[str, str]] = ()  # (place, text) of a person's words
    kurang: Sequence[str] = ()
    tugas: Sequence[str] = ()


Sel = Decimal | int | str | None
Baris = tuple[Sel, ...]


class TabelWilayah(Struct, frozen=True):
    """One table of the region."""

    nama: str
    judul: str
    kolom: tuple[str, ...]
    baris: tuple[Baris, ...]


def persen(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return None if part is None or not whole else part / whole * 100


def mean(values: Sequence[Decimal]) -> Decimal | None:
    return sum(values, Decimal(0)) / len(values) if values else None


def serapan(one: DataSatker) -> Decimal | None:
    """Return realisasi over pagu of all spending, None where either is missing or pagu is 0."""
    pagu, realisasi = one.belanja.get("total", (None, None))
    return persen(realisasi, pagu)


def rata_capaian(one: DataSatker) -> Decimal | None:
    return mean([i.capaian for i in one.indikator if i.capaian is not None])
