"""Claims about the report as a whole: counts, means, best and worst, efficiency, what calls for attention."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from transform.aritmetika import HUNDRED, as_printed, compare, compare_figures, number
from transform.aturan import category
from transform.capaian import REASONS
from transform.checks_sumber import NAMA_SUMBER, beyond_end, dates_by_source, tanggal
from transform.klaim import Klaim
from transform.klaim_anggaran import (
    LAPORAN,
    budget_klaim,
    join_names,
    other_klaim,
    threshold,
    treasury_klaim,
)
from transform.klaim_efisiensi import efficiency_klaim, goal_klaim
from transform.klaim_indikator import side_of
from transform.konteks import AS_PRINTED, Konteks, computed_id
from transform.laporan import Indikator, Laporan
from transform.ringkasan import ABOVE, AT, BELOW, UNMEASURED


def build_klaim_laporan(k: Konteks, laporan: Laporan) -> tuple[Klaim, ...]:
    """Return every claim that holds about the report, in the order of its sections."""
    return tuple(
        [
            *_counts(k, laporan), *_best_and_worst(k, laporan.indikator, LAPORAN), *goal_klaim(k, laporan),
            *budget_klaim(k, laporan), *treasury_klaim(k, laporan), *other_klaim(k, laporan),
            *efficiency_klaim(k, laporan), *_attention(k, laporan), *_sources(k, laporan),
        ]
    )  # fmt: skip


def _scopes(laporan: Laporan) -> dict[str, str]:
    """Return the subjects that counts are made for, with the suffix of their figures."""
    suffixes = [name.split(":", 1)[1] for name in laporan.ringkasan if name.startswith("jumlah_indikator:")]
    levels = {one.kunci.tingkat.value for one in laporan.indikator}
    return {LAPORAN: ""} | {
        f"{'tingkat' if suffix in levels else 'divisi'}:{suffix}": f":{suffix}" for suffix in suffixes
    }


def _counts(k: Konteks, laporan: Laporan) -> list[Klaim]:
    found: list[Klaim] = []
    if not laporan.indikator:
        return found
    for subjek, suffix in _scopes(laporan).items():
        figure = {name: laporan.ringkasan[name + suffix] for name in
                  ("jumlah_indikator", "jumlah_sasaran", ABOVE, AT, BELOW, UNMEASURED, "terukur",
                   "rata_rata_capaian", "rata_rata_capaian_dibatasi")}  # fmt: skip
        both = {"indikator": figure["jumlah_indikator"], "sasaran": figure["jumlah_sasaran"]}
        found.append(Klaim("jumlah.indikator", subjek, both))
        status = {name: figure[name] for name in (ABOVE, AT, BELOW, UNMEASURED)}
        found.append(Klaim("jumlah.status", subjek, {**status, "jumlah": figure["jumlah_indikator"]}))
        if number(figure[BELOW]) == 0 and number(figure["terukur"]) > 0:
            reached = {name: figure[name] for name in (ABOVE, AT, BELOW, "terukur")}
            found.append(Klaim("jumlah.semua_mencapai_target", subjek, reached))
        mean = figure["rata_rata_capaian"]
        if mean.number is not None:
            figures = {"rata_rata": mean, "jumlah": figure["terukur"]}
            cap = k.hitung.batas_capaian
            if cap is not None:
                figures["rata_rata_dibatasi"] = figure["rata_rata_capaian_dibatasi"]
                figures["batas"] = k.constant(computed_id("batas_capaian"), cap, "%", "batas capaian pedoman")
            capped = figure["rata_rata_capaian_dibatasi"]
            words = {"kategori": category(number(capped), k.hitung.kategori)}
            found.append(Klaim("rata_rata.capaian", subjek, figures, words))
    return found


def _best_and_worst(k: Konteks, indikator: Sequence[Indikator], subjek: str) -> list[Klaim]:
    known = [one for one in indikator if one.capaian.number is not None]
    if not known:
        return []
    rest = {f"rincian_{i}": one.capaian for i, one in enumerate(known, 1)}
    found = []
    for jenis, best in (
        ("capaian.tertinggi", max(known, key=_value)),
        ("capaian.terendah", min(known, key=_value)),
    ):
        tied = [one for one in known if compare_figures(one.capaian, best.capaian) == 0]
        if len(tied) == len(known):
            continue  # nothing stands out
        found.append(Klaim(jenis, subjek, {"capaian": best.capaian, **rest}, _names(tied)))
    for jenis, far in (("capaian.deviasi_terbesar", max(known, key=_deviation)),
                       ("capaian.deviasi_terkecil", min(known, key=_deviation))):  # fmt: skip
        tied = [one for one in known if compare(_deviation(one), _deviation(far)) == 0]
        if len(tied) == len(known):
            continue
        gap = k.ledger.compute(
            computed_id("deviasi", far.kunci.teks), abs(as_printed(far.capaian) - HUNDRED), unit="poin",
            formula=f"|capaian - 100|, {AS_PRINTED}",
            inputs=(far.capaian,),
        )  # fmt: skip
        found.append(Klaim(jenis, subjek, {"capaian": far.capaian, "selisih": gap, **rest}, _names(tied)))
    return found


def _value(one: Indikator) -> Decimal:
    return number(one.capaian)


def _deviation(one: Indikator) -> Decimal:
    return abs(number(one.capaian) - HUNDRED)


def _names(indikator: Sequence[Indikator]) -> dict[str, str]:
    return {"nama": join_names([one.nama for one in indikator]),
            "kunci": " ".join(one.kunci.teks for one in indikator)}  # fmt: skip


def _attention(k: Konteks, laporan: Laporan) -> list[Klaim]:
    """Return what the figures themselves call for; the list before the person's Saran."""
    found = []
    for one in laporan.indikator:
        if one.capaian.number is None:
            reason = one.capaian.reason if one.capaian.reason in REASONS else "bukan angka"
            words = {"nama": one.nama, "alasan": str(reason)}
            found.append(
                Klaim("perhatian.indikator_tidak_terukur", one.kunci.teks, {"capaian": one.capaian}, words)
            )
            continue
        if side_of(one.arah, one.realisasi, one.target) == -1:
            status = next(c for c in one.klaim if c.jenis == "capaian.di_bawah_target")
            roles = {name: status.angka[name] for name in ("target", "realisasi", "capaian", "selisih")}
            words = {"nama": one.nama, "arah": status.kata["arah"], "satuan": one.satuan}
            found.append(Klaim("perhatian.indikator_di_bawah_target", one.kunci.teks, roles, words))
    limit, budget = threshold(k), laporan.anggaran
    groups = (("total", (budget.total,) if budget.total else ()), ("jenis belanja", budget.per_jenis),
              ("satker", budget.per_satker))  # fmt: skip
    for scope, lines in groups:
        for line in lines:
            if line.persen.number is not None and compare_figures(line.persen, limit) < 0:
                name = "seluruh anggaran" if scope == "total" else line.nama
                both = {"persen": line.persen, "ambang": limit}
                found.append(Klaim("perhatian.serapan", LAPORAN, both, {"nama": name, "lingkup": scope}))
    return found


def _sources(k: Konteks, laporan: Laporan) -> list[Klaim]:
    found = []
    dates = dates_by_source(k)
    end = laporan.periode.akhir
    for tabel, (day, fact) in dates.items():
        if day < end or beyond_end(day, laporan):
            side = "belum_akhir" if day < end else "lewat_akhir"
            words = {"sumber": NAMA_SUMBER[tabel], "per_tanggal": tanggal(day), "akhir_periode": tanggal(end),
                     "berkas": fact.source.file}  # fmt: skip
            found.append(Klaim(f"sumber.{side}_periode", LAPORAN, {}, words))
    months = {(min(day, end).year, min(day, end).month) for day, _ in dates.values()}
    if len(months) > 1:
        parts = "; ".join(f"{NAMA_SUMBER[tabel]} per {tanggal(day)}" for tabel, (day, _) in dates.items())
        found.append(Klaim("sumber.beda_bulan", LAPORAN, {}, {"rincian": parts}))
    return found
