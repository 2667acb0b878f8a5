"""The only place where a Decimal becomes text; it records every figure it prints.

Indonesian grammar: `.` groups thousands, `,` separates decimals. One rule for the whole report: round
HALF_UP, once, here. A value without a fraction prints without decimals, any other with the setting's.
"""

from __future__ import annotations

import functools
from decimal import ROUND_HALF_UP, Decimal

from extract.figure import Figure
from extract.finding import LkjipError
from render import marks
from render.format_terbilang import terbilang
from render.gaya import Gaya
from render.objek import Tercetak
from transform.ledger import Ledger

UNITS_WITHOUT_NAME = frozenset({"", "indeks", "nilai", "skor", "angka", "skala", "rasio"})
SWAPPED = str.maketrans(",.", ".,")
LETTERS = "bcdefghijklmnopqrstuvwxyz"


def decimal_text(value: Decimal, decimals: int) -> str:
    """Return the rounded number in Indonesian notation; a rounded zero has no sign."""
    rounded = value.quantize(_unit(decimals), rounding=ROUND_HALF_UP)
    if rounded == 0:
        rounded = abs(rounded)
    text = f"{rounded:,.{decimals}f}"
    return text.translate(SWAPPED)


@functools.cache
def _unit(decimals: int) -> Decimal:
    return Decimal(1).scaleb(-decimals)


def number_text(value: Decimal, decimals: int) -> str:
    """Return a whole number without decimals, any other number with `decimals` of them."""
    return decimal_text(value, 0 if value == value.to_integral_value() else decimals)


def rupiah_text(value: Decimal, uang: str) -> str:
    """Return money in EYD form `Rp1.234.567,00`, or in office form `Rp 1.234.567,-`."""
    sign = "-" if value < 0 else ""
    size = abs(value)
    if uang == "eyd":
        return f"{sign}Rp{decimal_text(size, 2)}"
    whole = size == size.to_integral_value()
    return f"{sign}Rp {decimal_text(size, 0)},-" if whole else f"{sign}Rp {decimal_text(size, 2)}"


class Printer:
    """Prints figures for one chapter: marked text out, an entry kept."""

    def __init__(self, ledger: Ledger, bab: str, gaya: Gaya) -> None:
        self.ledger = ledger
        self.bab = bab
        self.gaya = gaya
        self._entries: dict[tuple[str, str], Tercetak] = {}
        self._forms: dict[str, int] = {}

    @property
    def entries(self) -> tuple[Tercetak, ...]:
        return tuple(self._entries.values())

    def angka(self, fig: Figure, desimal: int | None = None) -> str:
        """Print the bare number."""
        return self._mark(fig, self._number(fig, desimal))

    def bulat(self, fig: Figure) -> str:
        """Print a count; a count with a fraction is refused."""
        number = fig.number
        if number is not None and number != number.to_integral_value():
            raise LkjipError(f"Angka {fig.id} bukan bilangan bulat: {number}", kode="BUKAN-BULAT")
        return self._mark(fig, self._number(fig, 0))

    def bilang(self, fig: Figure) -> str:
        """Print a count with its words: `8 (delapan)`."""
        number = fig.number
        if number is None or number != number.to_integral_value():
            return self.angka(fig)
        return self._mark(fig, f"{decimal_text(number, 0)} ({terbilang(int(number))})")

    def persen(self, fig: Figure) -> str:
        """Print a percentage, always with the setting's decimals: `100,00%`."""
        return self._mark(fig, self._suffixed(fig, "%", self.gaya.desimal))

    def poin(self, fig: Figure, kata: str = " poin persen", mutlak: bool = True) -> str:
        """Print a difference; `mutlak` leaves out the sign, for sentences that say naik or turun."""
        if fig.number is None:
            return self._mark(fig, self._absent(fig))
        value = abs(fig.number) if mutlak else fig.number
        return self._mark(fig, number_text(value, self.gaya.desimal) + kata)

    def mutlak(self, fig: Figure) -> str:
        """Print the size of a value with its unit, without the sign."""
        if fig.number is None:
            return self._mark(fig, self._absent(fig))
        return self._mark(fig, self._unit_text(abs(fig.number), fig.unit))

    def rupiah(self, fig: Figure, mutlak: bool = False) -> str:
        """Print an amount of money in the setting's style."""
        if fig.number is None:
            return self._mark(fig, self._absent(fig))
        value = abs(fig.number) if mutlak else fig.number
        return self._mark(fig, rupiah_text(value, self.gaya.uang))

    def uang(self, fig: Figure) -> str:
        """Print an amount under a column headed (Rp): `1.234.567`."""
        if fig.number is None:
            return self._mark(fig, self._absent(fig))
        return self._mark(fig, number_text(fig.number, 2))

    def nilai(self, fig: Figure) -> str:
        """Print a value as its unit wants: `67,42%`, `1 Layanan`, `3,78`, `Rp1.000,00`, `WTP`."""
        if fig.number is None:
            return self._mark(fig, self._absent(fig))
        return self._mark(fig, self._unit_text(fig.number, fig.unit))

    def polos(self, fig: Figure) -> str:
        """Print a value without its unit, for a table that has a column of units."""
        if fig.unit == "%":
            return self.nilai(fig)
        return self.angka(fig)

    def _unit_text(self, value: Decimal, unit: str) -> str:
        if unit.lower() in ("rupiah", "rp"):
            return rupiah_text(value, self.gaya.uang)
        text = number_text(value, self.gaya.desimal)
        if unit == "%":
            return text + "%"
        return text if unit.lower() in UNITS_WITHOUT_NAME else f"{text} {unit}"

    def _number(self, fig: Figure, desimal: int | None) -> str:
        if fig.number is None:
            return self._absent(fig)
        if desimal is not None:
            return decimal_text(fig.number, desimal)
        return number_text(fig.number, self.gaya.desimal)

    def _suffixed(self, fig: Figure, suffix: str, decimals: int) -> str:
        return self._absent(fig) if fig.number is None else decimal_text(fig.number, decimals) + suffix

    def _absent(self, fig: Figure) -> str:
        """Return a text value as it is, and the N/A sign for a figure without a value."""
        if isinstance(fig.value, str):
            return fig.value
        return self.gaya.teks_na

    def _mark(self, fig: Figure, text: str) -> str:
        if fig.id not in self.ledger:
            raise LkjipError(f"Angka {fig.id} tidak ada di buku angka; asalnya tidak dapat disebut")
        return marks.figure(self.record(fig, text), text)

    def record(self, fig: Figure, text: str) -> str:
        """Keep the printed form and return its id: figure id, `@`, chapter, a letter for a later form."""
        key = (fig.id, text)
        if key not in self._entries:
            form = self._forms.get(fig.id, 0)
            if form > len(LETTERS):
                raise LkjipError(f"Angka {fig.id} dicetak dalam terlalu banyak bentuk di bab {self.bab}")
            letter = LETTERS[form - 1] if form else ""
            self._forms[fig.id] = form + 1
            self._entries[key] = Tercetak(f"{fig.id}@{self.bab}{letter}", fig.id, text, self.bab)
        return self._entries[key].id
