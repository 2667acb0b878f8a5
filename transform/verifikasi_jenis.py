"""Kinds of differences between a report as it was made and as it came back."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Jenis(StrEnum):
    """Kinds of differences; the first five are figures and need a signed correction."""

    ANGKA_UBAH = "ANGKA-UBAH"
    ANGKA_HAPUS = "ANGKA-HAPUS"
    ANGKA_BARU = "ANGKA-BARU"
    BAGAN_UBAH = "BAGAN-UBAH"
    RUMUS_HAPUS = "RUMUS-HAPUS"
    TEKS_UBAH = "TEKS-UBAH"
    TEKS_HAPUS = "TEKS-HAPUS"
    TEKS_BARU = "TEKS-BARU"


FIGURE_KINDS = frozenset(
    {Jenis.ANGKA_UBAH, Jenis.ANGKA_HAPUS, Jenis.ANGKA_BARU, Jenis.BAGAN_UBAH, Jenis.RUMUS_HAPUS}
)


class Perbedaan(Struct, frozen=True):
    """One difference; `id` is the printed id where the figure is known."""

    jenis: Jenis
    tempat: str
    lama: str = ""
    baru: str = ""
    id: str = ""
    sekitar: str = ""
