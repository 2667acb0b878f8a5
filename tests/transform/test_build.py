"""The computed report of the two samples: capaian, budget, IKPA, chains."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from extract.figure import Figure
from tests.transform.fakta import KOLOM, Penulis, bapas, ikpa, lpka
from transform.aritmetika import round_half_up
from transform.aturan import load_hitung
from transform.build import build_laporan
from transform.laporan import Arah, Indikator, Laporan, Periode


def report(writer: object, **setting: object) -> Laporan:
    return build_laporan(writer.bacaan(), Periode(2023), load_hitung(setting), satker_id="uji")  # type: ignore[attr-defined]


def two(figure: Figure | None) -> Decimal | None:
    return None if figure is None or figure.number is None else round_half_up(figure.number)


def by_name(laporan: Laporan, part: str) -> Indikator:
    return next(one for one in laporan.indikator if part in one.nama)


@pytest.fixture(scope="module")
def polewali() -> Laporan:
    return report(bapas())


@pytest.fixture(scope="module")
def pangkalpinang() -> Laporan:
    return report(lpka())


def test_capaian_follows_the_polarity_of_each_indicator(polewali: Laporan) -> None:
    values = {one.kunci.teks: two(one.capaian) for one in polewali.indikator}
    assert values["kegiatan.1.1"] == Decimal("112.37")
    assert values["kegiatan.1.2"] == Decimal("185.33")
    assert values["kegiatan.1.3"] == Decimal("193.43")
    assert set(values[f"kegiatan.2.{n}"] for n in range(1, 6)) == {Decimal("100.00")}
    assert [one.arah for one in polewali.indikator[:3]] == [Arah.NAIK, Arah.TURUN, Arah.NAIK]


def test_history_and_renstra_ascend(polewali: Laporan) -> None:
    first = polewali.indikator[0]
    assert [year.tahun for year in first.riwayat] == [2021, 2022]
    assert [two(year.capaian) for year in first.riwayat] == [Decimal("237.50"), Decimal("139.72")]
    targets = {plan.tahun: str(plan.target.number) for plan in first.renstra}
    assert targets == {2021: "40", 2022: "50", 2023: "60", 2024: "70"}


def test_no_population_is_a_state_of_its_own(pangkalpinang: Laporan) -> None:
    empty = by_name(pangkalpinang, "gangguan mental")
    assert empty.capaian.value is None
    assert empty.capaian.reason == "tidak ada populasi"
    assert two(pangkalpinang.ringkasan["tidak_terukur"]) == 1
    mean = two(pangkalpinang.ringkasan["rata_rata_capaian"])
    assert mean == round_half_up((Decimal(125) + Decimal("10000") / 94 + Decimal("9588") / 90
                                  + Decimal("1538") / 85 + 100) / 5)  # fmt: skip


def test_capped_value_stands_beside_the_raw_one() -> None:
    one = report(bapas(), batas_capaian=120).indikator[1]
    assert two(one.capaian) == Decimal("185.33")
    assert two(one.capaian_dibatasi) == 120


def test_budget_sisa_and_absorption(polewali: Laporan) -> None:
    total = polewali.anggaran.total
    assert total is not None
    assert total.sisa.number == 58610887
    assert two(total.persen) == Decimal("98.39")
    modal = next(line for line in polewali.anggaran.per_jenis if line.kode == "modal")
    assert modal.persen.value is None
    assert modal.persen.reason == "pagu nol"


def test_ikpa_and_nka(polewali: Laporan) -> None:
    row = polewali.ikpa[0]
    assert row.akhir is not None
    assert row.kategori == "Sangat Baik"
    assert {name: two(value) for name, value in row.nilai_aspek.items()} == {
        "perencanaan": 97, "pelaksanaan": 100, "hasil": 100}  # fmt: skip
    assert two(polewali.nka) == Decimal("91.69")  # 0.6 x 86.65 + 0.4 x 99.25


def test_every_chain_ends_in_a_source_or_a_setting(polewali: Laporan) -> None:
    for figure in polewali.ledger:
        leaves = [one for one in polewali.ledger.chain(figure.id) if not one.inputs]
        for leaf in leaves:
            assert leaf.source is not None or leaf.value is None or (leaf.formula or "").startswith("ketentuan")


def test_a_target_in_words_is_met_to_the_letter_or_not_measured() -> None:
    w = Penulis()
    w.indikator(1, 1, "Opini atas laporan keuangan", "", target="WTP", realisasi="WTP")
    w.indikator(1, 2, "Opini atas laporan kinerja", "", target="WTP", realisasi="WDP")
    first, second = report(w).indikator
    assert first.capaian.number == 100
    assert second.capaian.number is None
    assert second.capaian.reason == "bukan angka"


def test_absence_is_told_by_the_konversi_bobot_only_where_it_can_be() -> None:
    w = Penulis()
    zeros = ("100", "100", "100", "0", "0", "100", "100", "100")
    ends = ("10", "10", "20", "0", "0", "10", "5", "25")
    law = (10, 10, 20, 10, 10, 10, 5, 25)
    ikpa(w, "A", zeros, law, ends, ("100", "100", "100"), "80", 80, "100")
    ikpa(w, "B", zeros, law, ends, ("100", "80", "100"), "80", 90, "88.89")
    ikpa(w, "C", zeros, law, ends, ("100", "60", "100"), "80", 100, "80")
    absent = {row.satker: row.tanpa_data for row in report(w).ikpa}
    assert absent == {"A": ("kontraktual", "tagihan"), "B": (), "C": ()}


def test_dispensasi_is_taken_off_from_2024() -> None:
    w = Penulis()
    values: dict[str, Any] = dict.fromkeys(KOLOM, Decimal(100)) | {"dispensasi_spm": Decimal("0.5")}
    w.add("ikpa", {"satker": "A", "baris": "nilai"}, **values, nilai_akhir=Decimal("99.50"))
    laporan = build_laporan(w.bacaan(), Periode(2024), load_hitung(), satker_id="uji")
    assert [f.kode for f in laporan.temuan if f.kode.startswith("IKPA")] == []


def test_ids_are_short_and_stable(polewali: Laporan) -> None:
    again = report(bapas())
    assert [one.id for one in polewali.ledger] == [one.id for one in again.ledger]
    assert max(len(one.id) for one in polewali.ledger) <= 56
    assert "hitung.capaian.kegiatan.1.1" in polewali.ledger


def test_sample_recaps_give_no_finding(polewali: Laporan) -> None:
    assert [(f.kode, f.pesan) for f in polewali.temuan if f.tingkat != "INFO" and f.kode != "NARASI-KOSONG"] == []
