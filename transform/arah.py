"""Polarity of an indicator from what sources and persons say, or from the formula they computed with.

Order of authority: words in the source, the person's form, the formula that reproduces the printed
capaian of this year, then of the latest earlier year. Two statements against each other are a finding.
"""

from __future__ import annotations

from decimal import Decimal

from extract.finding import Tingkat
from transform.capaian import possible_arah
from transform.konteks import Konteks
from transform.laporan import Arah
from transform.normalize import Row, plain_name

DITJENPAS_CAP = Decimal(120)


def from_words(k: Konteks, text: str) -> Arah | None:
    """Return the polarity a text states in so many words."""
    spoken = plain_name(text)
    falling = any(plain_name(word) in spoken for word in k.hitung.kata_turun)
    rising = any(plain_name(word) in spoken for word in k.hitung.kata_naik)
    if falling == rising:
        return None
    return Arah.TURUN if falling else Arah.NAIK


def _field(text: str, k: Konteks) -> Arah | None:
    """Return the polarity an `arah` field holds: `naik`, `turun`, or a sentence."""
    word = plain_name(text)
    if word in ("naik", "positif", "maksimalkan", "maximize", "higher"):
        return Arah.NAIK
    if word in ("turun", "negatif", "minimalkan", "minimize", "lower"):
        return Arah.TURUN
    return from_words(k, text)


def _stated(k: Konteks, row: Row) -> Arah | None:
    for column in ("arah", "polarisasi"):
        if found := _field(row.text(column), k):
            return found
    return from_words(k, " ".join((row.text("keterangan"), row.text("rumus"))))


def _computed(k: Konteks, row: Row) -> set[Arah]:
    cap = k.hitung.batas_capaian or DITJENPAS_CAP
    return possible_arah(row.number("target"), row.number("realisasi"), row.number("capaian"), cap)


def decide_arah(k: Konteks, row: Row, form: str, earlier: list[Row], name: str) -> Arah | None:
    """Return the indicator's polarity, None where no source settles it; contradictions are found."""
    stated, answered = _stated(k, row), _field(form, k)
    if stated and answered and stated is not answered:
        k.find(
            "ARAH-BERTENTANGAN",
            Tingkat.GALAT,
            f"Arah indikator '{name}' menurut rekap {stated}, menurut isian {answered}. "
            "Betulkan salah satunya; dipakai arah pada rekap.",
            row.figure(k.ledger, "keterangan"),
            row.figure(k.ledger, "target"),
        )
    if decided := stated or answered:
        return decided
    if len(computed := _computed(k, row)) == 1:
        return next(iter(computed))
    for old in earlier:
        if found := _stated(k, old):
            return found
        if len(candidates := _computed(k, old)) == 1:
            return next(iter(candidates))
    return None
