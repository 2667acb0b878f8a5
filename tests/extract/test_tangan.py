"""Recaps laid out by hand, unlike the samples: other kinds of satker, other years, Word, Calc, xls.

`tests/fixtures/tangan/<tahun>/<satker>/` holds the files, `<satker>.csv` beside it what their author wrote into
them. Every value is compared; a value read wrongly, missing, or nowhere written fails.
"""

from __future__ import annotations

import csv
import json
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

import pytest

from extract.bacaan import Bacaan
from extract.collect import read_folder
from extract.finding import Tingkat
from extract.headings import normal

TANGAN = Path(__file__).parent.parent / "fixtures" / "tangan"
HARAPAN = sorted(TANGAN.glob("*/*.csv"))
NAMA = [f"{p.parent.name}/{p.stem}" for p in HARAPAN]
BEBAS = frozenset({"keterangan", "satker"})  # texts beside the figures
Kunci = tuple[str, tuple[tuple[str, str], ...], str]


@cache
def read(path: Path) -> Bacaan:
    return read_folder(path.with_suffix(""), int(path.parent.name))


def key(tabel: str, kunci: dict[str, object], kolom: str) -> Kunci:
    names = {"sasaran", "indikator"} if "indikator_no" in kunci else set()
    return tabel, tuple(sorted((k, str(v)) for k, v in kunci.items() if k not in names)), kolom


def same(tabel: str, wanted: str, found: object) -> bool:
    text = "" if found is None else str(found)
    try:
        return normal(wanted) == normal(text) if tabel == "profil" else Decimal(wanted) == Decimal(text)
    except InvalidOperation:
        return normal(wanted) == normal(text)


def expected(path: Path) -> dict[Kunci, str]:
    with path.open(encoding="utf-8", newline="") as file:
        return {key(r["tabel"], json.loads(r["kunci"]), r["kolom"]): r["nilai"] for r in csv.DictReader(file)}


def test_there_are_recaps_by_hand() -> None:
    assert len(HARAPAN) >= 12


@pytest.mark.parametrize("path", HARAPAN, ids=NAMA)
def test_every_value_is_read_as_it_was_written(path: Path) -> None:
    found = {key(f.tabel, dict(f.kunci), f.kolom): f for f in read(path).facts}
    wanted = expected(path)
    wrong = [
        f"{k}: tertulis {wanted[k]!r}, dibaca {found[k].nilai!r} ({found[k].source.file} {found[k].source.locator})"
        for k in wanted
        if k in found and not same(k[0], wanted[k], found[k].nilai)
    ]
    assert wrong == []
    assert [k for k in wanted if k not in found] == []
    assert [k for k in found if k not in wanted and k[2] not in BEBAS] == []


@pytest.mark.parametrize("path", HARAPAN, ids=NAMA)
def test_nothing_contradicts_in_recaps_by_hand(path: Path) -> None:
    assert [f.pesan for f in read(path).findings if f.tingkat is Tingkat.GALAT] == []


def test_names_of_staff_are_no_figures() -> None:
    """A list of names with NIP below the counts is not read as counts."""
    for path in HARAPAN:
        values = [f.nilai for f in read(path).facts if f.tabel == "pegawai"]
        assert all(v is None or (isinstance(v, Decimal) and v < 1000) for v in values)


@pytest.mark.slow
@pytest.mark.parametrize("nama", ["2024/kanim-sambas", "2025/rudenim-pontianak", "2025/lapas-merauke"])
def test_recaps_by_hand_make_a_report_without_galat(nama: str, tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from flows.cli_perintah import app

    tahun, satker = nama.split("/")
    arguments = ["buat", satker, "--tahun", tahun, "--input", str(TANGAN), "--output", str(tmp_path), "--tanpa-pdf"]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    folder = tmp_path / tahun / satker
    assert (folder / f"LKjIP_{satker}_{tahun}.docx").stat().st_size > 10_000
    findings = json.loads((folder / "temuan.json").read_text("utf-8"))
    assert [f for f in findings if f["tingkat"] == "GALAT"] == []


def test_scores_of_older_years_are_no_contradiction() -> None:
    """An IKPA with indicators that the report has no place for is not said to add up wrongly."""
    from transform.aturan import load_hitung
    from transform.build import build_laporan
    from transform.laporan import Periode

    path = TANGAN / "2021" / "lapas-sampit.csv"
    codes = {
        f.kode for f in build_laporan(read(path), Periode(2021), load_hitung(), satker_id="lapas-sampit").temuan
    }
    assert "IKPA-INDIKATOR-LAIN" in codes
    assert not codes & {"IKPA-TOTAL", "IKPA-KONVERSI"}
