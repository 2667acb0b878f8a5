"""What a unit says about its number: counts are whole, `juta` multiplies money."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from extract.headings import load_kamus, normal

_RIBUAN = re.compile(r"(\d{1,3}(?:[.,]\d{3})+)\s*(?P<satuan>[^\d%]*)")
_SKALA = re.compile(
    r"(?<=[\d.,)-])\s*(ribu|rb|juta|jt|mil[iy]ar|m|triliun|trilyun)\b\.?\s*(?:rupiah|rp)?\s*\)?$", re.I
)
_KATA = re.compile(r"(ribu|juta|mil[iy]ar|triliun|trilyun)", re.I)
_KALI = {
    "ribu": Decimal(1000), "rb": Decimal(1000), "juta": Decimal(10**6), "jt": Decimal(10**6),
    "miliar": Decimal(10**9), "milyar": Decimal(10**9), "m": Decimal(10**9), "triliun": Decimal(10**12),
    "trilyun": Decimal(10**12),
}  # fmt: skip
UKURAN = frozenset({"%", "persen", "indeks", "nilai", "skor", "poin", "opini", "predikat", "jam", "hari", "rupiah"})


@cache
def _counts() -> frozenset[str]:
    return frozenset(normal(s) for s in load_kamus().satuan) - UKURAN - {""}


def whole_count(text: str, satuan: str, nama: str = "") -> tuple[Decimal, str] | None:
    """Return a number in groups of three with its unit, where it counts things: `1.250 Laporan` is 1250.

    Nobody counts thousandths of a report, so neither separator can be a decimal sign. Without a unit an
    indicator's name may say that it counts ("Jumlah litmas ...").
    """
    match = _RIBUAN.fullmatch(text.strip())
    if match is None:
        return None
    unit = match["satuan"].strip(" .;:") or satuan
    counted = normal(unit) in _counts() if unit else normal(nama).startswith("jumlah ")
    if not counted:
        return None
    return Decimal(re.sub(r"[.,]", "", match[1])), match["satuan"].strip()


def scale_word(text: str) -> Decimal | None:
    """Return by how much a word behind an amount multiplies it (`Rp5,1 miliar`), None where there is none."""
    if not any(map(str.isalpha, text)):
        return None
    match = _SKALA.search(" ".join(text.split())) or _KATA.fullmatch(text)
    return _KALI[match[1].lower()] if match else None


def without_scale(text: str) -> str:
    """Return an amount without `Rp` and its scale word, whose decimals are as free as any number's."""
    return re.sub(r"^\s*(?:rp|idr)\.?\s*", "", _SKALA.sub("", " ".join(text.split())), flags=re.I)
