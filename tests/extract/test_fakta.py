"""Facts of the four samples, against expectations written by hand from the sources."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path

import pytest

from extract.bacaan import Bacaan
from extract.fakta import KOLOM, fakta_rows, write_fakta
from extract.figure import Fact
from extract.finding import Tingkat
from tests.extract.rekap_contoh import CONTOH, bacaan

EMAS = Path(__file__).parents[1] / "golden" / "fakta"


def key_of(fact: Fact) -> tuple[str, str, str]:
    names = ("sasaran", "indikator") if fact.key("indikator_no") else ()
    kunci = {k: v for k, v in fact.kunci if k not in names}
    return fact.tabel, json.dumps(kunci, ensure_ascii=False, sort_keys=True), fact.kolom


@pytest.mark.parametrize("satker", CONTOH)
def test_facts_equal_the_sources_cell_by_cell(satker: str) -> None:
    found = {key_of(fact): fact for fact in bacaan(satker).facts}
    wrong = []
    with (EMAS / f"{satker}.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        fact = found.get((row["tabel"], row["kunci"], row["kolom"]))
        if fact is None:
            wrong.append(f"tidak terbaca: {row}")
            continue
        value = fact.nilai
        same = (
            value is None
            if row["nilai"] == ""
            else value == (Decimal(row["nilai"]) if isinstance(value, Decimal) else row["nilai"])
        )
        if not same or fact.satuan != row["satuan"]:
            wrong.append(f"{row}: terbaca {value} {fact.satuan} dari {fact.source.file} {fact.source.locator}")
    assert wrong == []
    assert len(rows) > 80


def test_hand_made_expectations_cover_three_families_of_every_satker() -> None:
    for satker in CONTOH:
        with (EMAS / f"{satker}.csv").open(encoding="utf-8") as stream:
            assert len({row["tabel"] for row in csv.DictReader(stream)}) >= 3


@pytest.mark.parametrize("satker", CONTOH)
def test_samples_are_complete_with_only_true_findings(satker: str) -> None:
    """The samples have no contradiction a reader can see; what is said of them is true."""
    read = bacaan(satker)
    assert [f for f in read.findings if f.tingkat is not Tingkat.INFO] == []
    expected = {"SUMBER-TAMBAHAN"} if satker != "bapas-polewali" else set()
    if satker == "kanwil-kalbar":
        # its IKPA print says DESEMBER and no year; SIMPEG counts the region (1707) and the office (185)
        expected |= {"TAHUN-TAK-TERCETAK", "PEGAWAI-BEDA"}
    assert {f.kode for f in read.findings} == expected
    assert all(report.jenis for report in read.files)


def test_counts_of_the_samples() -> None:
    """Row counts read off the sources: indikator, satker, years."""
    counts = {
        s: {
            t: len({f.kunci for f in bacaan(s).tabel(t)})
            for t in ("capaian", "capaian_lalu", "renstra", "perjanjian_kinerja")
        }
        for s in CONTOH
    }
    assert counts["bapas-polewali"] == {"capaian": 8, "capaian_lalu": 16, "renstra": 32, "perjanjian_kinerja": 13}
    assert counts["lpka-pangkalpinang"] == {
        "capaian": 20,
        "capaian_lalu": 20,
        "renstra": 80,
        "perjanjian_kinerja": 29,
    }
    assert counts["lapas-sarolangun"] == {"capaian": 47, "capaian_lalu": 0, "renstra": 0, "perjanjian_kinerja": 34}
    assert counts["kanwil-kalbar"]["capaian"] == counts["kanwil-kalbar"]["capaian_lalu"] == 60
    assert counts["kanwil-kalbar"]["renstra"] == 59 * 4
    kegiatan = [
        f
        for f in bacaan("kanwil-kalbar").tabel("perjanjian_kinerja")
        if f.key("tingkat") == "kegiatan" and f.kolom == "target"
    ]
    assert len(kegiatan) == 60
    assert len({f.key("unit") for f in kegiatan}) == 9
    assert len({f.key("kode_satker") for f in bacaan("kanwil-kalbar").tabel("satker_belanja")}) == 37


def test_agreements_and_results_of_the_kanwil_share_their_keys() -> None:
    """Positions in the nine agreements are those of the recap per divisi: same key, same indicator."""
    read = bacaan("kanwil-kalbar")
    parts = ("divisi", "sasaran_no", "indikator_no")
    pk = {tuple(f.key(p) for p in parts): str(f.nilai).lower() for f in read.tabel("perjanjian_kinerja")
          if f.kolom == "indikator" and f.key("tingkat") == "kegiatan"}  # fmt: skip
    for fact in read.tabel("capaian"):
        if fact.kolom == "indikator":
            assert pk[tuple(fact.key(p) for p in parts)] == str(fact.nilai).lower()


@pytest.mark.parametrize("satker", CONTOH)
def test_every_fact_has_source_and_unique_id(satker: str) -> None:
    read = bacaan(satker)
    facts = [f for f in read.facts if not f.tabel.startswith("isian")]
    assert len({f.id for f in facts}) == len(facts)
    digests = {report.file: report.sha256 for report in read.files}
    assert all(digests[f.source.file] == f.source.sha256 and f.source.locator for f in facts)
    assert all(f.teks_asli.strip() for f in facts)


def test_written_file_has_the_contract_columns_and_no_forms(tmp_path: Path) -> None:
    read = bacaan("bapas-polewali")
    for name in ("a.csv", "b.csv"):
        write_fakta(read, tmp_path / name)
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    assert tuple(rows[0]) == KOLOM
    assert not any(row[0].startswith("isian") for row in rows)
    absent = [row for row in rows if row[0] == "smart" and row[2] == "cro"]
    assert absent == [["smart", '{"satker": "Balai Pemasyarakatan Kelas II Polewali"}', "cro", "", "", "-",
                       "SMART_DJA_2023.xlsx", "SMART!F5", ""]]  # fmt: skip


def test_order_does_not_depend_on_the_order_of_tables_read() -> None:
    read = bacaan("bapas-polewali")
    turned = Bacaan(
        read.folder, read.tahun, read.satker_id, read.files, tuple(sorted(read.facts, key=lambda f: f.tabel)), ()
    )
    assert [r[0] for r in fakta_rows(turned.facts)] == [r[0] for r in fakta_rows(read.facts)]
