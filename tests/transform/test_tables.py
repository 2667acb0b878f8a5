"""The tables leaving the package: declared schemas, exact numbers, figure ids."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from extract.bacaan import Bacaan
from extract.finding import LkjipError
from tests.transform.fakta import bapas, lpka
from transform.aturan import load_hitung
from transform.build import build_laporan
from transform.laporan import Laporan, Periode
from transform.schema import SKEMA, check_rows, validate
from transform.tables import to_rows, to_tables


@pytest.fixture(scope="module")
def laporan() -> Laporan:
    return build_laporan(lpka().bacaan(), Periode(2023), load_hitung(), satker_id="uji")


def test_frames_satisfy_the_strict_schemas(laporan: Laporan) -> None:
    tables = to_tables(laporan)
    validate(tables)
    assert {"indikator", "belanja", "klaim", "angka", "ringkasan"} <= set(tables)
    assert set(tables) <= set(SKEMA)


def test_every_figure_id_is_in_the_ledger(laporan: Laporan) -> None:
    for name, frame in to_tables(laporan).items():
        assert "figure_id" in frame.columns
        assert all(figure_id in laporan.ledger for figure_id in frame["figure_id"] if figure_id), name


def test_decimals_stay_exact_and_missing_stays_missing(laporan: Laporan) -> None:
    frame = to_tables(laporan)["indikator"].set_index("indikator")
    care = frame.loc["Persentase mendapatkan layanan kesehatan"]
    assert care["capaian"] == Decimal(100) / 94 * 100
    empty = frame.loc["Persentase gangguan mental dapat tertangani"]
    assert empty["capaian"] is None
    assert empty["alasan"] == "tidak ada populasi"


def test_a_reading_becomes_one_table_of_facts() -> None:
    facts = tuple(bapas().facts)
    frame = to_tables(Bacaan(Path(), 2023, "uji", facts=facts))["fakta"]
    assert len(frame) == len(facts)
    validate({"fakta": frame})


def test_a_wrong_type_a_missing_value_and_a_double_key_are_refused(laporan: Laporan) -> None:
    table = "belanja"
    rows = to_rows(laporan)[table]
    with pytest.raises(LkjipError, match="seharusnya angka"):
        check_rows(table, [(*rows[0][:3], "2.330.260.000", *rows[0][4:])])
    with pytest.raises(LkjipError, match="kosong"):
        check_rows(table, [(None, *rows[0][1:])])
    with pytest.raises(LkjipError, match="sudah ada"):
        check_rows(table, [rows[0], rows[0]])
    frame = to_tables(laporan)[table].assign(lain="x")
    with pytest.raises(Exception, match="lain"):
        validate({table: frame})
