"""From the facts of one satker to its computed report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from msgspec.structs import replace

from extract.figure import Fact
from extract.finding import Finding
from transform import anggaran, ikpa, lain
from transform.aturan import Hitung
from transform.baris import join_rows
from transform.checks import run_checks
from transform.checks_sumber import dates_by_source
from transform.corrections import apply_corrections, load_corrections
from transform.indikator import build_indikator
from transform.klaim_indikator import build_klaim, build_sumber
from transform.klaim_laporan import build_klaim_laporan
from transform.konteks import Konteks
from transform.laporan import Indikator, Laporan, Periode, TabelDukung
from transform.ledger import Ledger
from transform.normalize import Tables
from transform.ringkasan import build_ringkasan


class Bacaan(Protocol):
    """What reading a folder yields, as far as the computation needs it."""

    @property
    def facts(self) -> Iterable[Fact]: ...
    @property
    def findings(self) -> Iterable[Finding]: ...


def build_laporan(bacaan: Bacaan, periode: Periode, hitung: Hitung, *, satker_id: str) -> Laporan:
    """Return the report computed from these facts, with the findings of reading and of computing."""
    tables = Tables(bacaan.facts)
    corrected = apply_corrections(tables, load_corrections(periode.tahun), satker_id)
    k = Konteks(tables, Ledger(), hitung, periode)
    k.other_scores = any(finding.kode == "IKPA-INDIKATOR-LAIN" for finding in bacaan.findings)
    k.baris = {one.kunci.teks: one for one in join_rows(k)}
    indikator = tuple(build_indikator(k, one) for one in k.baris.values())
    loose, indikator = _attach(lain.build_data_dukung(k), indikator)
    budget = anggaran.build_anggaran(k)
    ikpa_rows, smart_rows = ikpa.build_ikpa(k), ikpa.build_smart(k)
    pegawai = lain.build_pegawai(k)
    laporan = Laporan(
        profil=lain.build_profil(k, satker_id),
        periode=periode,
        ledger=k.ledger,
        indikator=indikator,
        perjanjian_kinerja=lain.build_pk(k, periode.tahun),
        anggaran=budget,
        ikpa=ikpa_rows,
        smart=smart_rows,
        nka=ikpa.compute_nka(k, smart_rows, ikpa_rows),
        pegawai=pegawai,
        tarja=lain.build_tarja(k),
        monev=lain.build_monev(k),
        e_performance=lain.build_e_performance(k),
        data_dukung=loose,
        narasi=lain.build_narasi(k),
        ringkasan=build_ringkasan(k, indikator, budget, pegawai),
        per_tanggal={name: day for name, (day, _) in dates_by_source(k).items()},
        pk_tahun_depan=lain.build_pk(k, periode.tahun + 1),
    )
    sumber = build_sumber(k, indikator)
    told = tuple(replace(one, klaim=build_klaim(k, one, sumber)) for one in indikator)
    laporan = replace(laporan, indikator=told)
    laporan = replace(laporan, klaim=build_klaim_laporan(k, laporan))
    checked = run_checks(k, laporan)
    return replace(
        laporan, temuan=(*_unjudged(bacaan.findings, checked), *tables.findings, *corrected, *k.findings, *checked)
    )


def _unjudged(read: Iterable[Finding], checked: Iterable[Finding]) -> list[Finding]:
    """Leave out the reader's doubts about a cell (`BACA-...`) that a rule has judged: one case, one finding."""
    judged = {place for finding in checked for place in finding.lokasi[:1] if finding.tercetak is not None}
    return [f for f in read if not (f.kode.startswith("BACA-") and set(f.lokasi[:1]) & judged)]


def _attach(
    tables: list[tuple[str, TabelDukung]], indikator: tuple[Indikator, ...]
) -> tuple[tuple[TabelDukung, ...], tuple[Indikator, ...]]:
    """Give each indicator its supporting tables; what names no indicator stays with the report."""
    known = {one.kunci.teks: n for n, one in enumerate(indikator)}
    found: dict[int, list[TabelDukung]] = {}
    loose = []
    for name, table in tables:
        if name in known:
            found.setdefault(known[name], []).append(table)
        else:
            loose.append(table)
    attached = tuple(replace(one, data_dukung=tuple(found.get(n, ()))) for n, one in enumerate(indikator))
    return tuple(loose), attached
