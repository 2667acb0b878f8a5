"""The sample recaps from their files to the report: known values, true findings only."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from extract.collect import read_folder
from extract.finding import Tingkat
from transform.aritmetika import round_half_up
from transform.aturan import load_hitung
from transform.build import build_laporan
from transform.laporan import Laporan, Periode
from transform.tables import to_rows

INPUT = Path(__file__).parents[2] / "input"
SAMPLES = ("2023/bapas-polewali", "2023/lpka-pangkalpinang", "2022/lapas-sarolangun",
           pytest.param("2023/kanwil-kalbar", marks=pytest.mark.slow))  # fmt: skip
# contradictions that are in the sources, by sample; everything else must be quiet
TRUE = {
    "bapas-polewali": set(),
    "lpka-pangkalpinang": {"ANGGARAN-INDIKATOR-BEDA"},  # pagu of 1.1-1.2 and 2.2-2.4 off by 9.000
    "lapas-sarolangun": {"SEMESTER-DIDUGA"},
    "kanwil-kalbar": {"ANGGARAN-INDIKATOR-BEDA", "BELANJA-LEBIH"},
}
FORMS = ("NARASI-", "ISIAN-", "TEKS-")  # about the persons' forms, which change on their own
_CACHE: dict[str, Laporan] = {}


def laporan_of(sample: str) -> Laporan:
    if sample not in _CACHE:
        year, satker_id = sample.split("/")
        bacaan = read_folder(INPUT / year / satker_id, int(year))
        _CACHE[sample] = build_laporan(bacaan, Periode(int(year)), load_hitung(), satker_id=satker_id)
    return _CACHE[sample]


@pytest.mark.parametrize("sample", SAMPLES)
def test_only_true_contradictions_are_found(sample: str) -> None:
    laporan = laporan_of(sample)
    graver = {f.kode for f in laporan.temuan if f.tingkat is not Tingkat.INFO and not f.kode.startswith(FORMS)}
    assert graver == TRUE[laporan.profil.satker_id]


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_printed_capaian_is_reproduced(sample: str) -> None:
    laporan = laporan_of(sample)
    compared = 0
    for one in laporan.indikator:
        name = f"capaian.{one.kunci.teks}.capaian"
        printed = laporan.ledger[name].number if name in laporan.ledger else None
        if printed is not None:
            assert one.capaian.number is not None
            unit = Decimal(1).scaleb(-(laporan.ledger[name].decimals or 0))
            assert abs(printed - one.capaian.number) <= unit, one.kunci.teks
            compared += 1
    assert compared >= len(laporan.indikator) // 3


@pytest.mark.parametrize("sample", SAMPLES)
def test_tables_satisfy_their_schemas(sample: str) -> None:
    rows = to_rows(laporan_of(sample))
    assert len(rows["indikator"]) == len(laporan_of(sample).indikator)


def test_counts_of_the_samples() -> None:
    expected = {"2023/bapas-polewali": (8, 2, 3, 5, 0, 0), "2023/lpka-pangkalpinang": (20, 4, 7, 8, 1, 4),
                "2022/lapas-sarolangun": (47, 10, 0, 1, 46, 0)}  # fmt: skip
    names = ("jumlah_indikator", "jumlah_sasaran", "di_atas", "tepat", "di_bawah", "tidak_terukur")
    for sample, numbers in expected.items():
        summary = laporan_of(sample).ringkasan
        assert tuple(int(summary[name].number or 0) for name in names) == numbers, sample


@pytest.mark.slow
def test_kanwil_by_divisi() -> None:
    laporan = laporan_of("2023/kanwil-kalbar")
    summary = laporan.ringkasan
    assert [str(summary[name].number) for name in ("jumlah_indikator", "jumlah_sasaran")] == ["60", "22"]
    by_divisi = {
        name.split(":")[1]: int(f.number or 0) for name, f in summary.items() if "jumlah_indikator:" in name
    }
    assert by_divisi == {"Administrasi": 1, "Pemasyarakatan": 36, "Keimigrasian": 2, "Pelayanan Hukum dan HAM": 21}
    means = {divisi: round_half_up(f.number or Decimal(0)) for divisi, f in laporan.tarja.rata_rata.items()}
    assert means["Administrasi"] == Decimal("97.13")
    assert len(laporan.anggaran.per_satker) == 36
    assert summary["serapan"].number is not None
    assert round_half_up(summary["serapan"].number) == Decimal("98.57")
    assert {row.satker: len(row.tanpa_data) for row in laporan.ikpa}["DIVISI KEIMIGRASIAN"] == 3


def test_polewali_budget_and_ikpa() -> None:
    laporan = laporan_of("2023/bapas-polewali")
    total = laporan.anggaran.total
    assert total is not None
    assert total.pagu.number == 3638803000
    assert total.persen.number is not None
    assert round_half_up(total.persen.number) == Decimal("98.39")
    (row,) = laporan.ikpa
    assert row.akhir is not None
    assert row.akhir.number == Decimal("99.25")
    assert row.tanpa_data == ("kontraktual", "tagihan")
    assert laporan.nka is not None
    assert laporan.nka.number is not None
    assert round_half_up(laporan.nka.number) == Decimal("91.69")
