"""Declared corrections: applied in the open, kept in the chain, refused when they no longer apply."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from extract.finding import LkjipError, Tingkat
from tests.transform.fakta import bapas
from transform import build as build_module
from transform.aturan import load_hitung
from transform.corrections import Koreksi, load_corrections
from transform.laporan import Laporan, Periode

ENTRY = """
- satker: bapas-polewali
  tabel: capaian
  kunci: {tingkat: kegiatan, sasaran_no: 1, indikator_no: 1}
  kolom: realisasi
  tercetak: "%s"
  nilai: 67.24
  alasan: angka tertukar, nota dinas nomor 5
  oleh: Subbagian Tata Usaha
"""


def build(monkeypatch: pytest.MonkeyPatch, folder: Path, satker_id: str = "bapas-polewali") -> Laporan:
    def load(tahun: int) -> tuple[Koreksi, ...]:
        return load_corrections(tahun, folder)

    monkeypatch.setattr(build_module, "load_corrections", load)
    return build_module.build_laporan(bapas().bacaan(), Periode(2023), load_hitung(), satker_id=satker_id)


def test_a_correction_is_a_computed_figure_with_its_reason(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "2023.yml").write_text(ENTRY % "67.42", encoding="utf-8")
    laporan = build(monkeypatch, tmp_path)
    realisasi = laporan.indikator[0].realisasi
    assert realisasi.value == Decimal("67.24")
    assert "nota dinas" in (realisasi.formula or "")
    assert laporan.ledger[realisasi.inputs[0]].value == Decimal("67.42")
    assert laporan.indikator[0].capaian.value == Decimal("67.24") / 60 * 100
    assert [f.tingkat for f in laporan.temuan if f.kode == "KOREKSI"] == [Tingkat.INFO]


def test_a_correction_fails_when_the_source_has_changed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "2023.yml").write_text(ENTRY % "67.24", encoding="utf-8")
    laporan = build(monkeypatch, tmp_path)
    assert laporan.indikator[0].realisasi.value == Decimal("67.42")
    assert [f.tingkat for f in laporan.temuan if f.kode == "KOREKSI-USANG"] == [Tingkat.GALAT]


def test_a_correction_is_for_its_own_satker_only(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "2023.yml").write_text(ENTRY % "67.42", encoding="utf-8")
    laporan = build(monkeypatch, tmp_path, "lapas-lain")
    assert laporan.indikator[0].realisasi.value == Decimal("67.42")
    assert not [f for f in laporan.temuan if f.kode.startswith("KOREKSI")]


def test_a_correction_without_reason_is_refused(tmp_path: Path) -> None:
    text = "\n".join(line for line in (ENTRY % "67.42").splitlines() if "alasan" not in line)
    (tmp_path / "2023.yml").write_text(text, encoding="utf-8")
    with pytest.raises(LkjipError, match="alasan"):
        load_corrections(2023, tmp_path)


def test_the_shipped_files_can_be_read() -> None:
    assert load_corrections(2023) == ()
    assert load_corrections(1999) == ()
