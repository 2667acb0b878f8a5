"""Claims about one indicator: the seven analyses of Permenpan RB 53/2014 as far as figures carry them."""

from __future__ import annotations

from msgspec import Struct

from extract.figure import Figure
from transform.aritmetika import HUNDRED, ZERO, agrees, as_printed, compare, compare_figures, number, percent
from transform.baris import id_parts
from transform.capaian import REASONS, same_text
from transform.klaim import Klaim
from transform.klaim_efisiensi import resource_klaim
from transform.konteks import AS_PRINTED, Konteks, computed_id
from transform.laporan import Arah, Indikator, TahunKinerja
from transform.normalize import plain_name

STATUS = {1: "capaian.di_atas_target", 0: "capaian.tepat_target", -1: "capaian.di_bawah_target"}
RENSTRA = {1: "renstra.terlampaui", 0: "renstra.tercapai", -1: "renstra.belum"}
VERB = {1: "naik", 0: "tetap", -1: "turun"}


class Sumber(Struct, frozen=True):
    """What the claims of all indicators need to know of the sources besides the indicator itself."""

    tahun_lalu: tuple[int, ...]  # years for which a recap of earlier capaian exists
    bersama: dict[tuple[str, str], tuple[Figure, ...]]  # pagu of the indicators by (pagu, realisasi) they share


def build_sumber(k: Konteks, indikator: tuple[Indikator, ...]) -> Sumber:
    years = sorted({row.integer("tahun") for row in k.tables.rows("capaian_lalu")} - {0})
    shared: dict[tuple[str, str], list[Figure]] = {}
    for one in indikator:
        if one.pagu is not None and one.pagu.number and one.realisasi_anggaran is not None:
            key = (str(one.pagu.number), str(one.realisasi_anggaran.value))
            shared.setdefault(key, []).append(one.pagu)
    several = {key: tuple(names) for key, names in shared.items() if len(names) > 1}
    return Sumber(tuple(y for y in years if y < k.periode.tahun), several)


def build_klaim(k: Konteks, one: Indikator, sumber: Sumber) -> tuple[Klaim, ...]:
    """Return every claim that holds about this indicator, in the order of the seven analyses."""
    return tuple(
        [*_this_year(k, one), *_earlier(k, one, sumber), *_plan(k, one), *resource_klaim(k, one, sumber.bersama)]
    )


def side_of(arah: Arah | None, value: Figure, target: Figure) -> int | None:
    """Return 1, 0 or -1 as the value is better than, equal to or worse than the target; None: unknown."""
    if value.number is None or target.number is None:
        return None
    side = compare_figures(value, target)
    if side == 0:
        return 0
    return None if arah is None else (side if arah is Arah.NAIK else -side)


def _word(arah: Arah | None) -> str:
    return arah.value if arah else ""


def _change_unit(unit: str) -> str:
    return "poin" if unit == "%" else unit


def _this_year(k: Konteks, one: Indikator) -> list[Klaim]:
    name, parts = one.kunci.teks, id_parts(one.kunci)
    if one.capaian.number is None:
        return [_unmeasured(one)]
    found = []
    if same_text(one.target, one.realisasi):
        return [_met_to_the_letter(k, one)]
    side = side_of(one.arah, one.realisasi, one.target)
    if side is not None:
        gap = k.difference(computed_id("selisih_target", *parts), one.realisasi, one.target,
                           _change_unit(one.satuan), "|realisasi - target|")  # fmt: skip
        figures = {"target": one.target, "realisasi": one.realisasi, "capaian": one.capaian, "selisih": gap}
        if side < 0:
            short = HUNDRED - as_printed(one.capaian)
            figures["kekurangan"] = k.ledger.compute(
                computed_id("kekurangan", *parts),
                short,
                unit="poin",
                formula=f"100 - capaian, {AS_PRINTED}",
                inputs=(one.capaian,),
            )
        found.append(Klaim(STATUS[side], name, figures, {"arah": _word(one.arah), "satuan": one.satuan}))
    elif one.capaian.source is not None:
        found.append(Klaim("capaian.hanya_tercetak", name, {"capaian": one.capaian}))
    found += _population(one)
    if one.capaian_dibatasi is not one.capaian and compare_figures(one.capaian_dibatasi, one.capaian) < 0:
        both = {"capaian": one.capaian, "capaian_dibatasi": one.capaian_dibatasi}
        found.append(Klaim("capaian.dibatasi", name, both))
    if one.kategori:
        found.append(Klaim("capaian.kategori", name, {"capaian": one.capaian}, {"kategori": one.kategori}))
    return found


def _met_to_the_letter(k: Konteks, one: Indikator) -> Klaim:
    gap = k.ledger.compute(
        computed_id("selisih_target", *id_parts(one.kunci)),
        ZERO,
        unit="",
        formula="realisasi sama dengan target",
        inputs=(one.realisasi, one.target),
    )
    figures = {"target": one.target, "realisasi": one.realisasi, "capaian": one.capaian, "selisih": gap}
    return Klaim(STATUS[0], one.kunci.teks, figures, {"arah": _word(one.arah), "satuan": one.satuan})


def _unmeasured(one: Indikator) -> Klaim:
    figures = {"capaian": one.capaian, "target": one.target, "realisasi": one.realisasi}
    figures |= {role: f for role, f in (("pembilang", one.pembilang), ("penyebut", one.penyebut)) if f is not None}
    reason = one.capaian.reason if one.capaian.reason in REASONS else "bukan angka"
    return Klaim("capaian.tidak_terukur", one.kunci.teks, figures, {"alasan": str(reason)})


def _population(one: Indikator) -> list[Klaim]:
    a, b, value = one.pembilang, one.penyebut, one.realisasi
    if a is None or b is None or a.number is None or not b.number or value.number is None:
        return []
    exact = a.number / b.number * (HUNDRED if value.unit == "%" else 1)
    if not agrees(value.number, exact, 9 if value.decimals is None else value.decimals):
        return []  # the contradiction is a finding; nothing is said in the text
    words = {"uraian_pembilang": one.uraian_pembilang, "uraian_penyebut": one.uraian_penyebut}
    return [Klaim("realisasi.dari_populasi", one.kunci.teks, {"pembilang": a, "penyebut": b, "realisasi": value},
                  {role: text for role, text in words.items() if text})]  # fmt: skip


def _earlier(k: Konteks, one: Indikator, sumber: Sumber) -> list[Klaim]:
    year = {"tahun_kini": str(k.periode.tahun)}
    if not sumber.tahun_lalu:
        return [Klaim("tren.tanpa_sumber_lalu", one.kunci.teks, {"capaian": one.capaian}, year)]
    year["tahun_lalu"] = str(sumber.tahun_lalu[-1])
    last = next((y for y in one.riwayat if y.tahun == sumber.tahun_lalu[-1]), None)
    if last is None:
        if one.riwayat:
            return _changes(k, one, one.riwayat[-1]) + _years(k, one)
        return [Klaim("tren.pertama", one.kunci.teks, {"realisasi": one.realisasi}, year)]
    found: list[Klaim] = []
    no_target = last.target is None or last.target.value is None
    no_result = last.realisasi is None or last.realisasi.value is None
    if no_target:
        figures = {"realisasi": one.realisasi}
        if last.realisasi is not None and last.realisasi.number is not None:
            figures["lalu"] = last.realisasi
        found.append(Klaim("tren.tanpa_target_lalu", one.kunci.teks, figures, year))
    elif no_result:
        figures = {"realisasi": one.realisasi}
        if last.target is not None:
            figures["target_lalu"] = last.target
        found.append(Klaim("tren.lalu_tidak_terukur", one.kunci.teks, figures, year))
    return found + _changes(k, one, last) + _years(k, one)


def _changes(k: Konteks, one: Indikator, last: TahunKinerja) -> list[Klaim]:
    found = []
    pairs = (("realisasi", last.realisasi, one.realisasi), ("capaian", last.capaian, one.capaian),
             ("target", last.target, one.target))  # fmt: skip
    for what, old, new in pairs:
        if old is None or old.number is None or new.number is None or not same_unit(old.unit, new.unit):
            continue
        words = {"tahun_lalu": str(last.tahun), "tahun_kini": str(k.periode.tahun)}
        side = compare_figures(new, old)
        if what != "target":
            arah = Arah.NAIK if what == "capaian" else one.arah
            words |= {"arah": _word(arah), "makna": meaning(arah, side)}
        figures = change_figures(k, (what, str(last.tahun), *id_parts(one.kunci)), old, new)
        if side and compare(number(figures["selisih"]), ZERO) == 0:
            continue
        found.append(Klaim(f"tren.{what}_{VERB[side]}", one.kunci.teks, figures, words))
    return found


def meaning(arah: Arah | None, side: int) -> str:
    if arah is None or side == 0:
        return ""
    return "membaik" if (side > 0) == (arah is Arah.NAIK) else "memburuk"


def change_figures(k: Konteks, name: tuple[str, ...], old: Figure, new: Figure) -> dict[str, Figure]:
    """Return `lalu`, `kini`, `selisih` and, where the earlier value is not 0, the relative `persen`."""
    unit = _change_unit(new.unit)
    gap = k.difference(computed_id("perubahan", *name), new, old, unit, "|tahun ini - tahun lalu|")
    figures = {"lalu": old, "kini": new, "selisih": gap}
    if as_printed(old) != 0:
        value = percent(abs(as_printed(new) - as_printed(old)), abs(as_printed(old)))
        figures["persen"] = k.ledger.compute(
            computed_id("perubahan_persen", *name), value, unit="%",
            formula=f"|tahun ini - tahun lalu| / |tahun lalu| x 100, {AS_PRINTED}", inputs=(new, old),
        )  # fmt: skip
    return figures


def _years(k: Konteks, one: Indikator) -> list[Klaim]:
    """Return the claims over three years and more, on realisasi of one unit; half a year is no year."""
    if k.periode.semester is not None:
        return []
    known = [(y.tahun, y.realisasi) for y in one.riwayat if y.realisasi is not None]
    series = [(y, f) for y, f in [*known, (k.periode.tahun, one.realisasi)]
              if f.number is not None and same_unit(f.unit, one.realisasi.unit)]  # fmt: skip
    if len(series) < 3 or series[-1][0] != k.periode.tahun:
        return []
    last = series[-1][1]
    figures = {"nilai": last, **{f"tahun_{y}": f for y, f in series}}
    words = {"n": str(len(series)), "tahun_awal": str(series[0][0]), "tahun_akhir": str(series[-1][0]),
             "arah": _word(one.arah)}  # fmt: skip
    found = []
    sides = {compare_figures(last, f) for _, f in series[:-1]}
    if sides in ({1}, {-1}):
        side = sides.pop()
        words["makna"] = meaning(one.arah, side)
        steps = {compare_figures(b[1], a[1]) for a, b in zip(series, series[1:], strict=False)}
        unbroken = all(b[0] - a[0] == 1 for a, b in zip(series, series[1:], strict=False))
        kind = {1: "tertinggi", -1: "terendah"}[side]
        if steps == {side} and unbroken:
            kind = {1: "naik_terus", -1: "turun_terus"}[side]
        found.append(Klaim(f"tren.{kind}", one.kunci.teks, figures, words))
    return found


def _plan(k: Konteks, one: Indikator) -> list[Klaim]:
    plans = {plan.tahun: plan.target for plan in one.renstra}
    this_year = k.periode.tahun
    found = []
    if this_year in plans:
        found += _against_plan(k, one, this_year, plans[this_year], "tahun_ini")
        target = plans[this_year]
        comparable = target.number is not None and one.target.number is not None
        if comparable and target.value != one.target.value:
            both = {"target_pk": one.target, "target_renstra": target}
            found.append(Klaim("renstra.beda_pk", one.kunci.teks, both, {"tahun": str(this_year)}))
    else:
        found.append(
            Klaim("renstra.tidak_ada", one.kunci.teks, {"capaian": one.capaian}, {"tahun": str(this_year)})
        )
    last = max(plans, default=this_year)
    if last > this_year:
        found += _against_plan(k, one, last, plans[last], "akhir")
    return found


def _against_plan(k: Konteks, one: Indikator, year: int, target: Figure, scope: str) -> list[Klaim]:
    words = {"tahun": str(year), "lingkup": scope}
    if one.realisasi.number is None:
        reason = one.realisasi.reason or "realisasi bukan angka"
        return [Klaim("renstra.tidak_terukur", one.kunci.teks, {"target": target}, {**words, "alasan": reason})]
    side = side_of(one.arah, one.realisasi, target)
    if side is None or not same_unit(target.unit, one.realisasi.unit):
        return []
    gap = k.difference(computed_id("selisih_renstra", str(year), *id_parts(one.kunci)), one.realisasi, target,
                       _change_unit(one.realisasi.unit), "|realisasi - target Renstra|")  # fmt: skip
    figures = {"target": target, "realisasi": one.realisasi, "selisih": gap}
    return [Klaim(RENSTRA[side], one.kunci.teks, figures,
                  {**words, "arah": _word(one.arah), "satuan": one.satuan})]  # fmt: skip


def same_unit(left: str, right: str) -> bool:
    """Tell whether two quantities can be compared; a unit that is not printed speaks against nothing."""
    if not left or not right or left == right:
        return True
    return "%" not in (left, right) and plain_name(left) == plain_name(right)
