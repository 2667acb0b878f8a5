"""What every builder of a part of the report needs: ledger, tables, settings, and a list of findings."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct, field

from extract.figure import Figure, make_id
from extract.finding import Finding, Tingkat
from transform.aritmetika import HUNDRED, as_printed, number, round_half_up
from transform.aturan import Hitung
from transform.laporan import Periode
from transform.ledger import Ledger
from transform.normalize import Tables, place

if TYPE_CHECKING:
    from transform.baris import Baris

AS_PRINTED = "dari angka yang dibulatkan seperti tercetak"


class Konteks(Struct):
    """Mutable while a report is being built, discarded afterwards."""

    tables: Tables
    ledger: Ledger
    hitung: Hitung
    periode: Periode
    findings: list[Finding] = field(default_factory=list)
    baris: dict[str, Baris] = field(default_factory=dict)  # by KunciIndikator.teks
    other_scores: bool = False  # the IKPA holds indicators of another year that have no column here

    def find(
        self,
        kode: str,
        tingkat: Tingkat,
        pesan: str,
        *figures: Figure | None,
        tercetak: str | None = None,
        seharusnya: str | None = None,
        lokasi: tuple[str, ...] = (),
    ) -> None:
        """Enter one finding with the places of the figures it is about."""
        known = [figure for figure in figures if figure is not None]
        places = lokasi + tuple(place(f.source) for f in known if f.source is not None)
        ids = tuple(dict.fromkeys(f.id for f in known))
        self.findings.append(Finding(kode, tingkat, pesan, tuple(dict.fromkeys(places)), tercetak, seharusnya, ids))

    def missing(self, figure_id: str, reason: str, unit: str = "", *inputs: Figure) -> Figure:
        """Return a figure without value, with its reason."""
        return self.ledger.compute(
            figure_id, None, unit=unit, formula="tidak dapat dihitung", inputs=inputs, reason=reason
        )

    def difference(self, figure_id: str, a: Figure, b: Figure, unit: str, formula: str) -> Figure:
        """Return |a - b| of two numeric figures as they are printed, so that a reader's subtraction agrees."""
        value = abs(as_printed(a) - as_printed(b))
        text = formula if unit == "rupiah" else f"{formula}, {AS_PRINTED}"
        return self.ledger.compute(figure_id, value, unit=unit, formula=text, inputs=(a, b))

    def ratio(
        self, figure_id: str, part: Figure | None, whole: Figure | None, formula: str, unit: str = "%"
    ) -> Figure:
        """Return part / whole x 100, or a figure without value and its reason."""
        known = tuple(f for f in (part, whole) if f is not None)
        if part is None or part.number is None or whole is None or whole.number is None:
            return self.missing(figure_id, "pembilang atau pembagi tidak tersedia", unit, *known)
        if whole.number == 0:
            return self.missing(figure_id, "pembagi nol", unit, *known)
        value = part.number / whole.number * HUNDRED
        return self.ledger.compute(figure_id, value, unit=unit, formula=formula, inputs=known)

    def total(self, figure_id: str, figures: tuple[Figure, ...], unit: str, formula: str) -> Figure:
        """Return the sum of the figures that have a number."""
        known = tuple(f for f in figures if f.number is not None)
        value = sum((number(f) for f in known), Decimal(0))
        return self.ledger.compute(figure_id, value, unit=unit, formula=formula, inputs=known)

    def count(self, figure_id: str, members: tuple[Figure, ...], unit: str, formula: str) -> Figure:
        """Return how many figures there are, as a figure."""
        return self.ledger.compute(figure_id, Decimal(len(members)), unit=unit, formula=formula, inputs=members)

    def mean(self, figure_id: str, figures: tuple[Figure, ...], unit: str, what: str) -> Figure:
        """Return the mean of the figures that have a number; without any, a figure without value."""
        known = tuple(f for f in figures if f.number is not None)
        if not known:
            return self.missing(figure_id, "tidak ada nilai yang terukur", unit, *figures)
        value = sum((number(f) for f in known), Decimal(0)) / len(known)
        formula = f"rata-rata {len(known)} {what}"
        return self.ledger.compute(figure_id, value, unit=unit, formula=formula, inputs=known)

    def constant(self, figure_id: str, value: Decimal, unit: str, origin: str) -> Figure:
        """Return a setting as a figure (a threshold, a weight), with where it is set."""
        return self.ledger.compute(figure_id, value, unit=unit, formula=f"ketentuan: {origin}", inputs=())


def show(value: Decimal | str | None) -> str:
    """Return a value for a finding's text, in Indonesian notation, at most two decimals."""
    if not isinstance(value, Decimal):
        return "tidak ada" if value is None else value
    text = f"{round_half_up(value):f}".rstrip("0").rstrip(".")
    whole, _, fraction = text.partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    grouped = f"{int(digits):,}".replace(",", ".")
    return sign + grouped + ("," + fraction if fraction else "")


def printed(figure: Figure) -> str:
    """Return a figure as its source prints it (in thousands: with what it means), or as a finding shows it."""
    if not figure.raw:
        return show(figure.value)
    digits, value = re.sub(r"\D", "", figure.raw), figure.number
    scaled = value is not None and figure.unit == "rupiah" and value % 1000 == 0 and digits.lstrip("0")
    if scaled and value is not None and digits in (f"{abs(value) / 1000:.0f}", f"{abs(value) / 1000000:.0f}"):
        return f"{figure.raw} ({show(value)})"
    return figure.raw


def computed_id(*parts: str) -> str:
    """Return the id of a computed figure."""
    return make_id("hitung", *parts)
