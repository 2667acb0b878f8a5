"""The settings of computation: caps, categories, weights by year, thresholds.

Defaults come from `aturan.yml`; a pedoman overrides single keys in its section `hitung`.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal

from msgspec.structs import astuple

from extract.finding import LkjipError
from extract.ketat import BukanBentuknya, Ketat, baca_ketat, check_finite
from extract.yaml_cepat import load_typed
from transform.aritmetika import round_half_up

_FILE = Path(__file__).with_name("aturan.yml")


class Pita(Ketat, frozen=True):
    """One category and its lower bound; None: everything below."""

    nama: str
    batas: Decimal | None


class Hitung(Ketat, frozen=True):
    """All settings of computation of one report."""

    batas_capaian: Decimal | None
    desimal: int
    efisiensi_memakai: Literal["dibatasi", "mentah"]
    batas_efisiensi: Decimal | None
    kategori: tuple[Pita, ...]
    ikpa_kategori: tuple[Pita, ...]
    ambang_serapan: Decimal
    ambang_ikpa: Decimal
    ikpa_bobot: dict[int, dict[str, Decimal]]
    smart_bobot: dict[int, dict[str, Decimal]]
    nka_bobot: dict[int, dict[str, Decimal]]
    ikpa_aspek: dict[str, tuple[str, ...]]
    ikpa_pengurang: dict[int, tuple[str, ...]]
    kata_turun: tuple[str, ...]
    kata_naik: tuple[str, ...]
    kata_tanpa_populasi: tuple[str, ...]
    kata_bukan_porsi: tuple[str, ...]

    def __post_init__(self) -> None:
        check_finite(*astuple(self), *(band.batas for band in (*self.kategori, *self.ikpa_kategori)))
        for name, bands in (("kategori", self.kategori), ("ikpa_kategori", self.ikpa_kategori)):
            limits = [band.batas for band in bands]
            known = [limit for limit in limits if limit is not None]
            if limits[-1:] != [None] or known != sorted(known, reverse=True) or len(known) != len(limits) - 1:
                raise ValueError(f"{name}: pita harus menurun dan berakhir tanpa batas")

    def bobot_ikpa(self, tahun: int) -> dict[str, Decimal]:
        return _in_force(self.ikpa_bobot, tahun)

    def bobot_smart(self, tahun: int) -> dict[str, Decimal]:
        return _in_force(self.smart_bobot, tahun)

    def bobot_nka(self, tahun: int) -> dict[str, Decimal]:
        return _in_force(self.nka_bobot, tahun)


def _in_force(by_year: dict[int, dict[str, Decimal]], tahun: int) -> dict[str, Decimal]:
    years = [year for year in by_year if year <= tahun]
    return by_year[max(years)] if years else {}


def category(value: Decimal, bands: tuple[Pita, ...]) -> str:
    """Return the name of the first band whose lower bound the value, as it prints, reaches."""
    value = round_half_up(value)
    return next(band.nama for band in bands if band.batas is None or value >= band.batas)


@cache
def _defaults() -> dict[str, Any]:
    data: dict[str, Any] = load_typed(_FILE)
    return data


def load_hitung(bagian: Mapping[str, Any] | None = None) -> Hitung:
    """Return the settings: the defaults, overridden key by key by a pedoman's section `hitung`."""
    try:
        return baca_ketat(Hitung, {**_defaults(), **(bagian or {})})
    except BukanBentuknya as error:
        raise LkjipError(
            f"Bagian `hitung` pada pedoman.yml tidak dapat dipakai: {error}", kode="PEDOMAN"
        ) from error
