"""One digit changed in a recap changes what depends on it, and nothing else."""

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec.structs import replace

from tests.transform.fakta import Terbaca, bapas
from transform.aturan import load_hitung
from transform.build import build_laporan
from transform.klaim import Klaim
from transform.laporan import Laporan, Periode

CHANGES = (
    ("capaian.kegiatan.1.1.realisasi", Decimal("68.42")),
    ("capaian.kegiatan.1.2.target", Decimal("56")),
    ("capaian_lalu.kegiatan.1.3.2022.realisasi", Decimal("74.59")),
    ("belanja.2023.barang.realisasi", Decimal("1300485501")),
    ("renstra.1.1.2024.target", Decimal("71")),
    ("smart.Balai-Pemasyarakatan-Kelas-II-Polewali", Decimal("86.66")),
    ("pegawai.Jumlah-Pegawai", Decimal("37")),
)


def build(start: str = "", value: Decimal | None = None) -> tuple[Laporan, str]:
    facts, changed = list(bapas().facts), ""
    for n, fact in enumerate(facts):
        if start and fact.id.startswith(start) and fact.nilai is not None and not changed:
            facts[n] = replace(fact, nilai=value, teks_asli=str(value))
            changed = fact.id
    return build_laporan(Terbaca(tuple(facts)), Periode(2023), load_hitung(), satker_id="uji"), changed


def claims(laporan: Laporan) -> dict[tuple[object, ...], Klaim]:
    every = (*laporan.klaim, *(c for one in laporan.indikator for c in one.klaim))
    found: dict[tuple[object, ...], Klaim] = {}
    for claim in every:
        values = tuple((role, figure.id, figure.value) for role, figure in sorted(claim.angka.items()))
        found[(claim.jenis, claim.subjek, values, tuple(sorted(claim.kata.items())))] = claim
    return found


@pytest.mark.parametrize(("start", "value"), CHANGES, ids=[start for start, _ in CHANGES])
def test_exactly_the_dependent_figures_and_claims_change(start: str, value: Decimal) -> None:
    before, _ = build()
    after, fact = build(start, value)
    assert fact
    old, new = {f.id: f for f in before.ledger}, {f.id: f for f in after.ledger}
    moved = {name for name in old.keys() & new.keys() if old[name].value != new[name].value}
    assert fact in moved
    for laporan, names in ((before, moved | (old.keys() - new.keys())), (after, moved | (new.keys() - old.keys()))):
        for name in names:
            if name != fact and laporan.ledger[name].source is not None:
                continue  # a cell that a finding quotes is read in addition
            assert fact in {f.id for f in laporan.ledger.chain(name)}, name
    told_before, told_after = claims(before), claims(after)
    for laporan, gone in ((before, told_before.keys() - told_after.keys()),
                          (after, told_after.keys() - told_before.keys())):  # fmt: skip
        assert gone
        for key in gone:
            chain = {f.id for figure in laporan_claim(laporan, key).angka.values()
                     for f in laporan.ledger.chain(figure.id)}  # fmt: skip
            assert fact in chain, key[:2]


def laporan_claim(laporan: Laporan, key: tuple[object, ...]) -> Klaim:
    return claims(laporan)[key]


def test_every_figure_that_should_follow_does() -> None:
    before, _ = build()
    after, _ = build(*CHANGES[0])
    moved = {f.id for f in before.ledger if f.id in after.ledger and after.ledger[f.id].value != f.value}
    own = "kegiatan.1.1"
    assert moved == {
        f"capaian.{own}.realisasi", f"hitung.capaian.{own}", f"hitung.selisih_target.{own}",
        f"hitung.perubahan.realisasi.2022.{own}", f"hitung.perubahan_persen.realisasi.2022.{own}",
        f"hitung.perubahan.capaian.2022.{own}", f"hitung.perubahan_persen.capaian.2022.{own}",
        f"hitung.selisih_renstra.2023.{own}", f"hitung.selisih_renstra.2024.{own}",
        "hitung.rata_rata_capaian", "hitung.rata_rata_capaian.sasaran.kegiatan.1",
        "hitung.rata_rata_capaian_efisiensi", "hitung.selisih_efisiensi",
    }  # fmt: skip


def test_a_digit_can_turn_a_claim_around() -> None:
    laporan, _ = build("capaian.kegiatan.1.1.realisasi", Decimal("57.42"))
    kinds = {claim.jenis for claim in laporan.indikator[0].klaim}
    assert "capaian.di_bawah_target" in kinds
    report = {claim.jenis for claim in laporan.klaim}
    assert "jumlah.semua_mencapai_target" not in report
    assert "perhatian.indikator_di_bawah_target" in report
