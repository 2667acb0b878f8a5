"""Every claim of generated reports is checked by an evaluator that shares no code with the program."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from extract.finding import LkjipError
from tests.transform.fakta import Penulis
from transform.aturan import load_hitung
from transform.build import build_laporan
from transform.klaim import Klaim
from transform.laporan import Laporan, Periode

YEAR = 2023
NOTE = {"turun": "Semakin rendah semakin baik", "naik": "Semakin tinggi semakin baik", "": ""}
Angka = Fraction | None


@dataclass(frozen=True)
class Contoh:
    """One generated indicator: plain numbers, as a person would write them down."""

    satuan: str
    arah: str
    target: Decimal | None
    realisasi: Decimal | None
    hitungan: tuple[int, int] | None  # numerator and denominator, given instead of realisasi
    lalu: dict[int, tuple[Decimal | None, Decimal | None]] = field(default_factory=dict)
    renstra: dict[int, Decimal] = field(default_factory=dict)
    pagu: tuple[int, int] | None = None


NUMBERS = st.decimals(min_value=0, max_value=200, places=2)
MAYBE = st.one_of(
    st.none(), NUMBERS, st.sampled_from([Decimal(0), Decimal(100), Decimal("99.99"), Decimal("0.01")])
)
CONTOH = st.builds(
    Contoh,
    satuan=st.sampled_from(["%", "Indeks", "Layanan"]),
    arah=st.sampled_from(["naik", "turun", ""]),
    target=MAYBE,
    realisasi=MAYBE,
    hitungan=st.one_of(st.none(), st.tuples(st.integers(0, 400), st.integers(0, 400))),
    lalu=st.dictionaries(st.sampled_from([2019, 2020, 2021, 2022]), st.tuples(MAYBE, MAYBE), max_size=4),
    renstra=st.dictionaries(st.integers(2022, 2025), NUMBERS, max_size=4),
    pagu=st.one_of(st.none(), st.tuples(st.integers(1, 10**9), st.integers(0, 10**9))),
)
BELANJA = st.tuples(*[st.tuples(st.integers(0, 10**7), st.integers(0, 10**7)) for _ in range(6)])


def write(examples: list[Contoh], money: tuple[tuple[int, int], ...]) -> Laporan:
    w = Penulis()
    for n, one in enumerate(examples, 1):
        name = f"Indikator bernomor {'abcdefgh'[n - 1] * 12}"
        cells: dict[str, Any] = {"target": one.target, "realisasi": None if one.hitungan else one.realisasi,
                 "keterangan": NOTE[one.arah] or None}  # fmt: skip
        if one.hitungan:
            cells |= {"pembilang": one.hitungan[0], "penyebut": one.hitungan[1]}
        if one.pagu:
            cells |= {"pagu": one.pagu[0], "realisasi_anggaran": one.pagu[1]}
        w.indikator(1, n, name, one.satuan, **cells)
        for year, (target, realisasi) in one.lalu.items():
            w.indikator(
                1, n, name, one.satuan, tabel="capaian_lalu", tahun=year, target=target, realisasi=realisasi
            )
        for year, target in one.renstra.items():
            key = {"sasaran_no": 1, "indikator_no": n, "tahun": year}
            w.add("renstra", key, one.satuan, indikator=name, target=target)
    for year, part in ((YEAR, money[:3]), (YEAR - 1, money[3:])):
        for jenis, (pagu, spent) in zip(("pegawai", "barang", "modal"), part, strict=True):
            w.belanja(jenis, pagu, spent, None, year)
    return build_laporan(w.bacaan(), Periode(YEAR), load_hitung(), satker_id="uji")


# --- the independent evaluator: fractions, no rounding but this one


def two(value: Fraction) -> int:
    """Return hundredths, half away from zero."""
    return floor(value * 100 + Fraction(1, 2)) if value >= 0 else -floor(-value * 100 + Fraction(1, 2))


def cmp(a: Fraction, b: Fraction) -> int:
    return (two(a) > two(b)) - (two(a) < two(b))


def gap(a: Fraction, b: Fraction) -> Fraction:
    """Return how far apart two figures stand in print: a reader subtracts what he reads."""
    return Fraction(abs(two(a) - two(b)), 100)


def frac(value: Decimal | None) -> Angka:
    return None if value is None else Fraction(value)


def realised(one: Contoh) -> Angka:
    if one.hitungan:
        part, whole = one.hitungan
        return None if whole == 0 else Fraction(part, whole) * (100 if one.satuan == "%" else 1)
    return frac(one.realisasi)


def achieved(arah: str, target: Angka, result: Angka) -> Angka:
    if target is None or result is None or target == 0:
        return None
    up, down = result / target * 100, max(Fraction(0), (2 * target - result) / target * 100)
    if arah == "":
        return up if up == down else None
    return up if arah == "naik" else down


def better(arah: str, side: int) -> int | None:
    return side if side == 0 or arah == "naik" else -side if arah == "turun" else None


WORD = {1: "naik", 0: "tetap", -1: "turun"}


def near(figure_value: Decimal | str | None, truth: Angka) -> bool:
    assert isinstance(figure_value, Decimal)
    assert truth is not None
    return abs(Fraction(figure_value) - truth) <= abs(truth) * Fraction(1, 10**20)


def judge(claim: Klaim, one: Contoh) -> None:
    """Assert that a claim about one indicator is true of the plain numbers."""
    kind, tail = claim.jenis.split(".")[0], claim.jenis.split(".")[1]
    target, result = frac(one.target), realised(one)
    value = achieved(one.arah, target, result)
    if claim.jenis in STATUS:
        assert target is not None and result is not None
        assert better(one.arah, cmp(result, target)) == STATUS[claim.jenis]
        assert near(claim.angka["capaian"].value, value)
        assert near(claim.angka["selisih"].value, gap(result, target))
        assert claim.angka["selisih"].unit == ("poin" if one.satuan == "%" else one.satuan)
    elif claim.jenis == "capaian.tidak_terukur":
        assert value is None
        if one.hitungan == (0, 0):
            assert claim.kata["alasan"] == "tidak ada populasi"
        elif result is not None and target == 0:
            assert claim.kata["alasan"] == "target nol"
    elif claim.jenis == "capaian.kategori":
        bands = [(100, "Sangat"), (80, "Memuaskan"), (70, "Cukup"), (60, "Kurang"), (-(10**9), "Tidak")]
        assert value is not None
        assert claim.kata["kategori"].startswith(next(name for limit, name in bands if two(value) >= limit * 100))
    elif kind == "tren":
        judge_trend(claim, one, tail, result)
    elif kind == "renstra":
        judge_plan(claim, one, tail, target, result)
    elif kind in ("efisiensi", "anggaran"):
        judge_money(claim, one, tail, value)
    elif claim.jenis == "realisasi.dari_populasi":
        assert one.hitungan and one.hitungan[1] > 0
    else:
        raise AssertionError(f"no judgement for {claim.jenis}")


STATUS = {"capaian.di_atas_target": 1, "capaian.tepat_target": 0, "capaian.di_bawah_target": -1}
RENSTRA = {"terlampaui": 1, "tercapai": 0, "belum": -1}
EFISIENSI = {"efisien": 1, "belum_tercapai": 1, "seimbang": 0, "belum_efisien": -1}


def judge_trend(claim: Klaim, one: Contoh, tail: str, result: Angka) -> None:
    years = sorted(one.lalu)
    if tail in ("tanpa_sumber_lalu", "pertama", "tanpa_target_lalu", "lalu_tidak_terukur"):
        if tail == "tanpa_target_lalu":
            assert one.lalu[int(claim.kata["tahun_lalu"])][0] is None
        if tail == "lalu_tidak_terukur":
            assert one.lalu[int(claim.kata["tahun_lalu"])][1] is None
        if tail in ("pertama", "tanpa_sumber_lalu"):
            assert not years
        return
    if tail in ("tertinggi", "terendah", "naik_terus", "turun_terus"):
        series = [(y, frac(r)) for y, (_, r) in sorted(one.lalu.items()) if r is not None] + [(YEAR, result)]
        assert result is not None and len(series) == int(claim.kata["n"]) >= 3
        assert int(claim.kata["tahun_awal"]) == series[0][0]
        want = 1 if tail in ("tertinggi", "naik_terus") else -1
        values = [v for _, v in series if v is not None]
        assert all(cmp(result, v) == want for v in values[:-1])
        if tail.endswith("_terus"):
            assert all(cmp(b, a) == want for a, b in zip(values, values[1:], strict=False))
            assert [y for y, _ in series] == list(range(series[0][0], YEAR + 1))
        check_meaning(claim, one.arah, want)
        return
    what, verb = tail.rsplit("_", 1)
    year = int(claim.kata["tahun_lalu"])
    assert year == years[-1] and claim.kata["tahun_kini"] == str(YEAR)
    old_target, old_result = (frac(x) for x in one.lalu[year])
    old, new = {
        "realisasi": (old_result, result), "target": (old_target, frac(one.target)),
        "capaian": (achieved(one.arah, old_target, old_result), achieved(one.arah, frac(one.target), result)),
    }[what]  # fmt: skip
    assert old is not None and new is not None
    assert WORD[cmp(new, old)] == verb
    assert near(claim.angka["selisih"].value, gap(new, old))
    percents = one.satuan == "%" or what == "capaian"
    assert claim.angka["selisih"].unit == ("poin" if percents else one.satuan)
    assert ("persen" in claim.angka) == (two(old) != 0)
    if two(old) != 0:
        assert near(claim.angka["persen"].value, gap(new, old) / Fraction(two(old), 100) * 100)
        assert claim.angka["persen"].unit == "%"
    if what == "realisasi":
        check_meaning(claim, one.arah, cmp(new, old))


def check_meaning(claim: Klaim, arah: str, side: int) -> None:
    word = {"naik": {1: "membaik", -1: "memburuk"}, "turun": {1: "memburuk", -1: "membaik"}}.get(arah, {})
    assert claim.kata["makna"] == word.get(side, "")


def judge_plan(claim: Klaim, one: Contoh, tail: str, target: Angka, result: Angka) -> None:
    year = int(claim.kata["tahun"])
    if tail == "tidak_ada":
        assert year == YEAR and YEAR not in one.renstra
    elif tail == "tidak_terukur":
        assert result is None and year in one.renstra
    elif tail == "beda_pk":
        assert year == YEAR and one.renstra[YEAR] != one.target
    else:
        last = max(one.renstra)
        assert claim.kata["lingkup"] == ("tahun_ini" if year == YEAR else "akhir")
        assert year == YEAR or year == last > YEAR
        assert result is not None
        assert better(one.arah, cmp(result, Fraction(one.renstra[year]))) == RENSTRA[tail]
        assert near(claim.angka["selisih"].value, gap(result, Fraction(one.renstra[year])))


def judge_money(claim: Klaim, one: Contoh, tail: str, value: Angka) -> None:
    if tail == "indikator_tidak_terkait":
        assert one.pagu is None
        return
    assert one.pagu is not None
    spent = Fraction(one.pagu[1], one.pagu[0]) * 100
    if tail == "indikator":
        assert near(claim.angka["persen"].value, spent)
    elif tail in EFISIENSI:
        assert value is not None
        basis = min(value, Fraction(120))
        assert cmp(basis, spent) == EFISIENSI[tail]
        assert EFISIENSI[tail] != 1 or (tail == "efisien") == (cmp(basis, Fraction(100)) >= 0)
        assert near(claim.angka["selisih"].value, gap(basis, spent))


def judge_report(laporan: Laporan, examples: list[Contoh], money: tuple[tuple[int, int], ...]) -> None:
    """Assert the counts, means, extremes and budget claims of the whole report."""
    claims: dict[str, list[Klaim]] = {}
    for claim in laporan.klaim:
        claims.setdefault(claim.jenis, []).append(claim)
    values = [achieved(one.arah, frac(one.target), realised(one)) for one in examples]
    known = [v for v in values if v is not None]
    sides = [better(one.arah, cmp(realised(one) or Fraction(0), frac(one.target) or Fraction(0)))
             for one, v in zip(examples, values, strict=True) if v is not None]  # fmt: skip
    status = claims["jumlah.status"][0].angka
    assert [int(status[x].number or 0) for x in ("di_atas", "tepat", "di_bawah", "tidak_terukur", "jumlah")] == [
        sides.count(1), sides.count(0), sides.count(-1), values.count(None), len(values)]  # fmt: skip
    assert ("jumlah.semua_mencapai_target" in claims) == (bool(known) and sides.count(-1) == 0)
    if known:
        assert near(claims["rata_rata.capaian"][0].angka["rata_rata"].value, sum(known) / Fraction(len(known)))
    if len({two(v) for v in known}) > 1:
        assert near(claims["capaian.tertinggi"][0].angka["capaian"].value, max(known))
        assert near(claims["capaian.terendah"][0].angka["capaian"].value, min(known))
    far = [abs(v - 100) for v in known]
    assert ("capaian.deviasi_terbesar" in claims) == (len({two(v) for v in far}) > 1)
    if len({two(v) for v in far}) > 1:
        shown = [gap(v, Fraction(100)) for v in known]
        assert near(claims["capaian.deviasi_terbesar"][0].angka["selisih"].value, max(shown))
        assert near(claims["capaian.deviasi_terkecil"][0].angka["selisih"].value, min(shown))
    assert len(claims.get("perhatian.indikator_di_bawah_target", [])) == sides.count(-1)
    assert len(claims.get("perhatian.indikator_tidak_terukur", [])) == values.count(None)
    judge_goal(claims, examples, values)
    now, before = money[:3], money[3:]
    pagu, spent = sum(p for p, _ in now), sum(s for _, s in now)
    over = [c.kata["nama"] for c in claims.get("anggaran.lebih", [])]
    names = ("Belanja Pegawai", "Belanja Barang", "Belanja Modal")
    assert over == [name for name, (p, s) in zip(names, now, strict=True) if s > p]
    if pagu:
        assert near(claims["anggaran.serapan"][0].angka["persen"].value, Fraction(spent, pagu) * 100)
        scopes = [c.kata["lingkup"] for c in claims.get("perhatian.serapan", [])]
        assert ("total" in scopes) == (cmp(Fraction(spent, pagu) * 100, Fraction(95)) < 0)
        shares = {c.kata["nama"]: c.angka["persen"].value for c in claims.get("anggaran.porsi", [])}
        assert set(shares) == {name for name, (p, _) in zip(names, now, strict=True) if p}
        for name, (p, _) in zip(names, now, strict=True):
            assert not p or near(shares[name], Fraction(p, pagu) * 100)
    old = sum(p for p, _ in before)
    word = WORD[cmp(Fraction(pagu), Fraction(old))]
    assert near(claims[f"anggaran.pagu_{word}"][0].angka["selisih"].value, Fraction(abs(pagu - old))) or pagu == old


def judge_goal(claims: dict[str, list[Klaim]], examples: list[Contoh], values: list[Angka]) -> None:
    """Assert mean and efficiency of the one sasaran that all generated indicators belong to."""
    known = [(one, v) for one, v in zip(examples, values, strict=True) if v is not None]
    means = claims.get("sasaran.rata_rata", [])
    assert len(means) == bool(known)
    told = [(EFISIENSI[c.jenis.split(".")[1]], c) for c in claims_of(claims, "efisiensi.") if c.kata.get("lingkup")]
    linked = bool(known) and all(one.pagu for one, _ in known)
    assert len(told) == linked
    if linked:
        distinct = {one.pagu for one, _ in known if one.pagu}
        spent = Fraction(sum(s for _, s in distinct), sum(p for p, _ in distinct)) * 100
        basis = sum(min(v, Fraction(120)) for _, v in known) / Fraction(len(known))
        ((side, claim),) = told
        assert side == cmp(basis, spent)
        assert near(claim.angka["selisih"].value, gap(basis, spent))


def claims_of(claims: dict[str, list[Klaim]], start: str) -> list[Klaim]:
    return [claim for name, found in claims.items() if name.startswith(start) for claim in found]


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(CONTOH, min_size=1, max_size=4), BELANJA)
def test_every_claim_is_true(examples: list[Contoh], money: tuple[tuple[int, int], ...]) -> None:
    laporan = write(examples, money)
    for indikator, one in zip(laporan.indikator, examples, strict=True):
        kinds = {claim.jenis for claim in indikator.klaim}
        value = achieved(one.arah, frac(one.target), realised(one))
        assert ("capaian.tidak_terukur" in kinds) == (value is None)
        assert len(kinds & set(STATUS)) == (value is not None)
        for claim in indikator.klaim:
            judge(claim, one)
    judge_report(laporan, examples, money)


OPPOSITES = (
    ("capaian.di_atas_target", "capaian.tepat_target", "capaian.di_bawah_target"),
    ("tren.realisasi_naik", "tren.realisasi_tetap", "tren.realisasi_turun"),
    ("tren.capaian_naik", "tren.capaian_tetap", "tren.capaian_turun"),
    ("tren.target_naik", "tren.target_tetap", "tren.target_turun"),
    ("tren.tertinggi", "tren.terendah"), ("tren.naik_terus", "tren.turun_terus"),
    ("renstra.terlampaui", "renstra.tercapai", "renstra.belum"),
    ("efisiensi.efisien", "efisiensi.belum_tercapai", "efisiensi.seimbang", "efisiensi.belum_efisien"),
    ("capaian.tertinggi", "capaian.terendah"), ("capaian.deviasi_terbesar", "capaian.deviasi_terkecil"),
    ("anggaran.pagu_naik", "anggaran.pagu_turun", "anggaran.pagu_tetap"),
    ("anggaran.porsi_terbesar", "anggaran.porsi_terkecil"),
    ("anggaran.serapan_tertinggi", "anggaran.serapan_terendah"),
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(CONTOH, min_size=2, max_size=3), BELANJA)
def test_the_opposite_claim_cannot_be_created(examples: list[Contoh], money: tuple[tuple[int, int], ...]) -> None:
    laporan = write(examples, money)
    for claim in (*laporan.klaim, *(c for one in laporan.indikator for c in one.klaim)):
        for family in OPPOSITES:
            for other in set(family) - {claim.jenis} if claim.jenis in family else ():
                with pytest.raises(LkjipError):
                    replace(claim, jenis=other)


def test_a_claim_with_a_foreign_role_word_or_kind_is_refused() -> None:
    laporan = write([Contoh("%", "naik", Decimal(60), Decimal(70), None)], ((1, 1),) * 6)
    claim = laporan.indikator[0].klaim[0]
    with pytest.raises(LkjipError, match="tidak dikenal"):
        replace(claim, angka={**claim.angka, "lain": claim.angka["target"]})
    with pytest.raises(LkjipError, match="tidak ada"):
        replace(claim, kata={})
    with pytest.raises(LkjipError, match="jenis ini tidak dikenal"):
        replace(claim, jenis="capaian.luar_biasa")
