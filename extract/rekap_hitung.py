"""The arithmetic a recap's rows obey: the reader's oracle.

A relation says what one column must be, given others of the same row. It settles ambiguous numbers,
and tells where a row does not tie.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from msgspec import Struct

Kunci = tuple[str, str | None]
Nilai = dict[Kunci, Decimal]


class Hubungan(Struct, frozen=True):
    """`hasil` = `rumus`(`dari`), within the precision `hasil` is printed with.

    `rumus` returns the admissible values (several where the source may use several formulas), none
    where the relation does not apply.
    """

    kode: str
    hasil: str
    dari: tuple[str, ...]
    rumus: Callable[..., tuple[Decimal, ...]]
    uraian: str
    tepat: Decimal | None = None  # allowed difference, None: by the printed decimals
    lapor: bool = True  # False: settles doubt only; a row may be right without it

    def values(self, values: Nilai, parameter: str | None) -> tuple[Decimal, ...] | None:
        """Return the admissible results, None where a column is missing."""
        args = [values.get((name, parameter)) for name in self.dari]
        if any(a is None for a in args) or (self.hasil, parameter) not in values:
            return None
        return self.rumus(*args) or None

    def ok(self, values: Nilai, parameter: str | None) -> bool | None:
        """Tell whether the relation holds, None where it does not apply."""
        results = self.values(values, parameter)
        if results is None:
            return None
        printed = values[(self.hasil, parameter)]
        allowed = tolerance(printed) if self.tepat is None else self.tepat
        return any(abs(printed - r) <= allowed for r in results)

    def check(self, values: Nilai, parameter: str | None) -> Decimal | None:
        """Return the value the row asks for where the printed one is off, else None."""
        results = self.values(values, parameter)
        if not self.lapor or results is None or self.ok(values, parameter):
            return None
        value = results[0].quantize(Decimal("0.01"))
        return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def tolerance(printed: Decimal) -> Decimal:
    """Return one unit of the last printed decimal (rounding and truncation both pass); at least 0.01."""
    exponent = printed.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return max(Decimal(1).scaleb(-min(decimals, 2)), Decimal("0.01"))


def fits(relations: tuple[Hubungan, ...], values: Nilai, keys: set[Kunci]) -> bool:
    """Tell whether every key is confirmed by a relation that holds, and none that applies fails."""
    confirmed: set[Kunci] = set()
    for relation in relations:
        for parameter in {p for _, p in keys}:
            part = {(name, parameter) for name in (relation.hasil, *relation.dari)}
            if not part & keys:
                continue
            result = relation.ok(values, parameter)
            if result is False:
                return False
            if result:
                confirmed |= part & keys
    return keys <= confirmed


def holds(relations: tuple[Hubungan, ...], values: Nilai, key: Kunci) -> bool:
    """Tell whether no relation about this key fails."""
    return all(r.ok(values, key[1]) is not False for r in relations if key[0] in (r.hasil, *r.dari))


def _ratio(a: Decimal, b: Decimal) -> tuple[Decimal, ...]:
    return (a / b * 100,) if b else ()


def _share(a: Decimal, b: Decimal) -> tuple[Decimal, ...]:
    """A share of a population, its complement, a growth, or a plain mean."""
    return (a / b * 100, (b - a) / b * 100, a / b) if b else ()


def _capaian(target: Decimal, realisasi: Decimal) -> tuple[Decimal, ...]:
    """Higher is better, or lower is better (floor 0)."""
    if not target:
        return ()
    return realisasi / target * 100, max(Decimal(0), (2 * target - realisasi) / target * 100)


SISA = Hubungan(
    "BACA-SISA",
    "sisa",
    ("pagu", "realisasi"),
    lambda p, r: (p - r,),
    "sisa tidak sama dengan pagu - realisasi",
    tepat=Decimal(0),
)
PERSEN = Hubungan(
    "BACA-PERSEN", "persen", ("realisasi", "pagu"), _ratio, "persen tidak sama dengan realisasi / pagu"
)
CAPAIAN = Hubungan(
    "BACA-CAPAIAN", "capaian", ("target", "realisasi"), _capaian, "capaian tidak sama dengan realisasi / target"
)
RASIO = Hubungan(
    "BACA-RASIO",
    "realisasi",
    ("pembilang", "penyebut"),
    _share,
    "realisasi tidak sama dengan pembilang / penyebut",
    lapor=False,
)
