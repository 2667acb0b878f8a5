"""Counts, means and totals of the report, each a computed figure with its inputs.

Figures by name (all in `Laporan.ringkasan`): `jumlah_indikator`, `jumlah_sasaran`, `jumlah_program`,
`jumlah_kegiatan`, `di_atas`, `tepat`, `di_bawah`, `mencapai` (di_atas + tepat), `tidak_terukur`,
`terukur`, `rata_rata_capaian`, `rata_rata_capaian_dibatasi`, `capaian_tertinggi`, `capaian_terendah`,
`pagu`, `realisasi_anggaran`, `sisa`, `serapan`, `jumlah_pegawai`, `jumlah_satker`. The same with a suffix
`:<divisi>` or `:<tingkat>` where a report has several of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from extract.figure import Figure
from transform.aritmetika import compare_figures, number
from transform.konteks import Konteks, computed_id
from transform.laporan import Anggaran, AnggaranPK, Arah, Indikator, KelompokPegawai

ABOVE, AT, BELOW, UNMEASURED = "di_atas", "tepat", "di_bawah", "tidak_terukur"


def status(indikator: Indikator) -> str:
    """Return which of the four an indicator is, judged on realisasi against target and polarity."""
    if indikator.capaian.number is None:
        return UNMEASURED
    target, realisasi = indikator.target, indikator.realisasi
    if target.number is None or realisasi.number is None:
        return _by_capaian(indikator)
    side = compare_figures(realisasi, target)
    if side == 0:
        return AT
    return ABOVE if (side > 0) == (indikator.arah is not Arah.TURUN) else BELOW


def _by_capaian(indikator: Indikator) -> str:
    value = number(indikator.capaian)
    return AT if value == 100 else ABOVE if value > 100 else BELOW


def build_ringkasan(
    k: Konteks, indikator: Sequence[Indikator], anggaran: Anggaran, pegawai: Sequence[KelompokPegawai]
) -> dict[str, Figure]:
    """Return the report's counts, means and totals by name."""
    found = summarize(k, indikator, ())
    for divisi in _several([i.kunci.divisi or "" for i in indikator]):
        own = [i for i in indikator if (i.kunci.divisi or "") == divisi]
        found |= {f"{name}:{divisi}": figure for name, figure in summarize(k, own, (divisi,)).items()}
    for tingkat in _several([i.kunci.tingkat.value for i in indikator]):
        own = [i for i in indikator if i.kunci.tingkat.value == tingkat]
        found |= {f"{name}:{tingkat}": figure for name, figure in summarize(k, own, (tingkat,)).items()}
    found |= _money(k, anggaran)
    staff = total_staff(pegawai)
    if staff is not None:
        found["jumlah_pegawai"] = staff
    return found


def _several(values: list[str]) -> list[str]:
    distinct = [value for value in dict.fromkeys(values) if value]
    return distinct if len(distinct) > 1 else []


def summarize(k: Konteks, indikator: Sequence[Indikator], name: tuple[str, ...]) -> dict[str, Figure]:
    """Return counts and means over these indicators."""
    members = {kind: _members(indikator, kind) for kind in (ABOVE, AT, BELOW, UNMEASURED)}
    everyone = tuple(i.capaian for i in indikator)
    measured = tuple(i.capaian for i in indikator if i.capaian.number is not None)
    found = {
        kind: _count(k, kind, name, len(group), everyone, f"banyaknya indikator {_WORDS[kind]}")
        for kind, group in members.items()
    }
    found["mencapai"] = _count(
        k,
        "mencapai",
        name,
        len(members[ABOVE] + members[AT]),
        everyone,
        "banyaknya indikator di atas dan tepat target",
    )
    found["terukur"] = _count(k, "terukur", name, len(measured), everyone, "banyaknya indikator yang terukur")
    found["jumlah_indikator"] = _count(k, "jumlah_indikator", name, len(everyone), everyone, "banyaknya indikator")
    found["jumlah_sasaran"] = _goals(k, indikator, name)
    found["rata_rata_capaian"] = k.mean(
        computed_id("rata_rata_capaian", *name), measured, "%", "capaian indikator terukur"
    )
    capped = tuple(i.capaian_dibatasi for i in indikator if i.capaian_dibatasi.number is not None)
    found["rata_rata_capaian_dibatasi"] = found["rata_rata_capaian"]
    if capped != measured:
        found["rata_rata_capaian_dibatasi"] = k.mean(
            computed_id("rata_rata_capaian_dibatasi", *name), capped, "%", "capaian dibatasi"
        )
    if measured:
        found["capaian_tertinggi"] = max(measured, key=number)
        found["capaian_terendah"] = min(measured, key=number)
    return found


_WORDS = {ABOVE: "di atas target", AT: "tepat target", BELOW: "di bawah target", UNMEASURED: "tidak terukur"}


def _members(indikator: Sequence[Indikator], kind: str) -> tuple[Figure, ...]:
    return tuple(i.capaian for i in indikator if status(i) == kind)


def _count(
    k: Konteks, what: str, name: tuple[str, ...], n: int, everyone: tuple[Figure, ...], formula: str
) -> Figure:
    """Return a count; its inputs are all that were looked at, so that a count of 0 has a chain too."""
    figure_id = computed_id(what, *name)
    return k.ledger.compute(figure_id, Decimal(n), unit="indikator", formula=formula, inputs=everyone)


def _goals(k: Konteks, indikator: Sequence[Indikator], name: tuple[str, ...]) -> Figure:
    first: dict[tuple[str, str, int], Figure] = {}
    for one in indikator:
        if not one.sasaran:  # output rows have no sasaran
            continue
        key = (one.kunci.divisi or "", one.kunci.tingkat.value, one.kunci.sasaran_no)
        first.setdefault(key, one.capaian)
    formula = "banyaknya sasaran (satu indikator pertama tiap sasaran)"
    return k.count(computed_id("jumlah_sasaran", *name), tuple(first.values()), "sasaran", formula)


def _money(k: Konteks, anggaran: Anggaran) -> dict[str, Figure]:
    found: dict[str, Figure] = {}
    for suffix, total in (("", anggaran.total), ("_lalu", anggaran.total_lalu)):
        if total is not None:
            found[f"pagu{suffix}"] = total.pagu
            found[f"realisasi_anggaran{suffix}"] = total.realisasi
            found[f"sisa{suffix}"] = total.sisa
            found[f"serapan{suffix}"] = total.persen
    if anggaran.per_satker:
        lines = tuple(line.pagu for line in anggaran.per_satker)
        found["jumlah_satker"] = k.count(computed_id("jumlah_satker"), lines, "satker", "banyaknya satker")
    for level in ("program", "kegiatan"):
        lines = _named(anggaran.pk, level)
        if lines:
            found[f"jumlah_{level}"] = k.count(computed_id(f"jumlah_{level}"), lines, level, f"banyaknya {level}")
    return found


def _named(rows: Sequence[AnggaranPK], level: str) -> tuple[Figure, ...]:
    distinct = {row.nama.casefold(): row.pagu for row in rows if row.tingkat == level and row.pagu is not None}
    return tuple(distinct.values())


def total_staff(groups: Sequence[KelompokPegawai]) -> Figure | None:
    """Return the number of all staff: the largest of the groups' totals, None where there is none."""
    totals = [g.jumlah for g in groups if g.jumlah is not None and g.jumlah.number is not None]
    return max(totals, key=number) if totals else None
