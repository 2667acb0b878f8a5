"""The kinds of claims: what each says, the figures and words it carries, and when it holds.

`JENIS_KLAIM` is the one registry. A sentence family in `render/kalimat*.py` belongs to each kind.
Units of change figures: `poin` for a difference of two percentages (say "poin persen"), `%` for a
relative change (say "persen"), else the unit of the compared figures. Every `selisih` is positive:
the kind says in which direction. Changes are those of the figures as printed (two decimals), so that a
reader who subtracts what stands in the text finds what the text says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from msgspec import Struct

from extract.figure import Figure
from transform.aritmetika import HUNDRED, ZERO, agrees, as_printed, compare, compare_figures, number, percent

Angka = Mapping[str, Figure]
Kata = Mapping[str, str]
Berlaku = Callable[[Angka, Kata], bool]


class JenisKlaim(Struct, frozen=True):
    """One kind of claim.

    `peran` are the figures it always carries, `peran_opsional` those it may carry, `kata` the words
    it always carries (others are allowed only if named in `kata_opsional`). `berlaku` tells from
    figures and words alone whether the statement holds.
    """

    nama: str
    arti: str
    peran: tuple[str, ...]
    berlaku: Berlaku
    peran_opsional: tuple[str, ...] = ()
    kata: tuple[str, ...] = ()
    kata_opsional: tuple[str, ...] = ()
    bebas: bool = False  # further roles `tahun_<year>` or `rincian_<n>` are allowed


JENIS_KLAIM: dict[str, JenisKlaim] = {}


def define(
    nama: str,
    arti: str,
    peran: str,
    berlaku: Berlaku,
    *,
    opsional: str = "",
    kata: str = "",
    kata_opsional: str = "",
    bebas: bool = False,
) -> None:
    """Enter one kind in the registry; roles and words are given as space-separated names."""
    JENIS_KLAIM[nama] = JenisKlaim(
        nama, arti, tuple(peran.split()), berlaku, tuple(opsional.split()), tuple(kata.split()),
        tuple(kata_opsional.split()), bebas,
    )  # fmt: skip


def _distance(a: Figure, b: Figure, difference: Figure) -> bool:
    return number(difference) == abs(as_printed(a) - as_printed(b))


def against(want: int, value: str = "realisasi", target: str = "target") -> Berlaku:
    """Hold when the value is better than (1), equal to (0) or worse than (-1) the target."""

    def check(angka: Angka, kata: Kata) -> bool:
        left, right = angka[value].value, angka[target].value
        if isinstance(left, str) and isinstance(right, str):
            return want == 0 and left.casefold() == right.casefold() and angka["selisih"].number == 0
        side = compare_figures(angka[value], angka[target])
        better = {"naik": side, "turun": -side, "": 0 if side == 0 else 9}[kata["arah"]]
        return better == want and _distance(angka[value], angka[target], angka["selisih"])

    return check


def change(want: int, *, better: bool = True) -> Berlaku:
    """Hold when `kini` lies above (1), at (0) or below (-1) `lalu` and the change figures are theirs."""

    def check(angka: Angka, kata: Kata) -> bool:
        lalu, kini, selisih = as_printed(angka["lalu"]), as_printed(angka["kini"]), number(angka["selisih"])
        if compare_figures(angka["kini"], angka["lalu"]) != want or selisih != abs(kini - lalu):
            return False
        if want and compare(selisih, ZERO) == 0:
            return False
        if "persen" in angka and number(angka["persen"]) != percent(abs(kini - lalu), abs(lalu)):
            return False
        if not _change_units(angka):
            return False
        meaning = {"naik": want, "turun": -want, "": 0}[kata.get("arah", "")] if better else 0
        words = {1: "membaik", 0: "", -1: "memburuk"}[meaning]
        return not better or kata["makna"] == words

    return check


def _change_units(angka: Angka) -> bool:
    unit = angka["kini"].unit
    expected = "poin" if unit == "%" else unit
    return angka["selisih"].unit == expected and ("persen" not in angka or angka["persen"].unit == "%")


def _years(angka: Angka) -> list[tuple[int, Figure]]:
    return sorted((int(role[6:]), figure) for role, figure in angka.items() if role.startswith("tahun_"))


def extreme(want: int) -> Berlaku:
    """Hold when the last year's value is above (1) or below (-1) that of every other year."""

    def check(angka: Angka, kata: Kata) -> bool:
        years = _years(angka)
        *others, (year, last) = years
        consistent = len(years) == int(kata["n"]) >= 3 and year == int(kata["tahun_akhir"])
        same = last.id == angka["nilai"].id and years[0][0] == int(kata["tahun_awal"])
        return consistent and same and all(compare_figures(last, other) == want for _, other in others)

    return check


def monotone(want: int) -> Berlaku:
    """Hold when every year's value lies above (1) or below (-1) that of the year before, no year missing."""

    def check(angka: Angka, kata: Kata) -> bool:
        years = _years(angka)
        steps = list(zip(years, years[1:], strict=False))
        unbroken = all(later[0] - earlier[0] == 1 for earlier, later in steps)
        rising = all(compare_figures(later[1], earlier[1]) == want for earlier, later in steps)
        return len(years) == int(kata["n"]) >= 3 and unbroken and rising

    return check


def _numbers(roles: Iterable[str], angka: Angka) -> list[Decimal]:
    return [number(angka[role]) for role in roles]


def margin(want: int, full: bool | None = None) -> Berlaku:
    """Hold when capaian exceeds (1), equals (0) or stays behind (-1) serapan by `selisih`.

    `full` also asks for a capaian of at least 100 (True) or below it (False): only planned performance
    that was reached may be called efficient.
    """

    def check(angka: Angka, kata: Kata) -> bool:
        side = compare_figures(angka["capaian"], angka["serapan"])
        reached = compare(number(angka["capaian"]), HUNDRED) >= 0
        told = side == want and (full is None or reached == full)
        return told and _distance(angka["capaian"], angka["serapan"], angka["selisih"])

    return check


def share(part: str, whole: str) -> Berlaku:
    def check(angka: Angka, kata: Kata) -> bool:
        a, b = number(angka[part]), number(angka[whole])
        return b != 0 and number(angka["persen"]) == percent(a, b)

    return check


def first_of_rest(want: int, role: str) -> Berlaku:
    """Hold when the figure in `role` is above (1) / below (-1) some `rincian_` figure, never the other way."""

    def check(angka: Angka, kata: Kata) -> bool:
        others = [f for name, f in angka.items() if name.startswith("rincian_")]
        sides = {compare_figures(angka[role], other) for other in others}
        return want in sides and -want not in sides

    return check


def below(value: str, limit: str) -> Berlaku:
    return lambda angka, kata: compare_figures(angka[value], angka[limit]) < 0


def reaches(value: str, limit: str) -> Berlaku:
    return lambda angka, kata: compare_figures(angka[value], angka[limit]) >= 0


def always(angka: Angka, kata: Kata) -> bool:
    return True


def counts(angka: Angka, kata: Kata) -> bool:
    above, at, below, missing, total = _numbers(("di_atas", "tepat", "di_bawah", "tidak_terukur", "jumlah"), angka)
    return above + at + below + missing == total and min(above, at, below, missing) >= 0


def all_reached(angka: Angka, kata: Kata) -> bool:
    above, at, below, measured = _numbers(("di_atas", "tepat", "di_bawah", "terukur"), angka)
    return below == 0 and above + at == measured > 0


def unmeasured(angka: Angka, kata: Kata) -> bool:
    numerator = angka["pembilang"].number if "pembilang" in angka else None
    denominator = angka["penyebut"].number if "penyebut" in angka else None
    empty = numerator == 0 and denominator == 0
    return angka["capaian"].number is None and (kata["alasan"] == "tidak ada populasi") >= empty


def population(angka: Angka, kata: Kata) -> bool:
    part, whole, value = _numbers(("pembilang", "penyebut", "realisasi"), angka)
    if whole == 0:
        return False
    exact = part / whole * (HUNDRED if angka["realisasi"].unit == "%" else 1)
    places = angka["realisasi"].decimals
    return agrees(value, exact, 9 if places is None else places)
