"""Each rule speaks when its case is there, with both values, and is silent on the clean samples."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from extract.figure import Fact
from extract.finding import Finding, Tingkat
from tests.transform.fakta import Penulis, Terbaca, bapas, ikpa, lpka
from transform.aturan import load_hitung
from transform.build import build_laporan
from transform.checks import ATURAN, KODE_LAIN
from transform.laporan import Laporan, Periode

Ubah = Callable[[Penulis], object]


def build(writer: Penulis, periode: Periode = Periode(2023)) -> Laporan:
    return build_laporan(writer.bacaan(), periode, load_hitung(), satker_id="uji")


def findings(writer: Penulis, kode: str) -> list[Finding]:
    return [f for f in build(writer).temuan if f.kode == kode]


def put(tabel: str, kolom: str, nilai: object, **kunci: object) -> Ubah:
    """Return a change of the facts of one table and column whose key has these parts."""

    def change(w: Penulis) -> None:
        hits = 0
        for n, fact in enumerate(w.facts):
            parts = dict(fact.kunci)
            if fact.tabel == tabel and fact.kolom == kolom and all(parts.get(k) == v for k, v in kunci.items()):
                value = Decimal(str(nilai)) if isinstance(nilai, (int, float)) else nilai
                text = "-" if value is None else str(value)
                w.facts[n] = replace(fact, nilai=value, teks_asli=text)
                hits += 1
        assert hits, (tabel, kolom, kunci)

    return change


def drop(tabel: str, kolom: str | None = None, **kunci: object) -> Ubah:
    def change(w: Penulis) -> None:
        def hit(fact: Fact) -> bool:
            parts = dict(fact.kunci)
            named = kolom is None or fact.kolom == kolom
            return fact.tabel == tabel and named and all(parts.get(k) == v for k, v in kunci.items())

        before = len(w.facts)
        w.facts = [fact for fact in w.facts if not hit(fact)]
        assert len(w.facts) < before

    return change


def more(tabel: str, kunci: dict[str, str | int | None], **cells: object) -> Ubah:
    return lambda w: w.add(tabel, kunci, **cells)  # type: ignore[arg-type]


def dated(tabel: str, day: date) -> Ubah:
    def change(w: Penulis) -> None:
        w.facts = [replace(f, per_tanggal=day) if f.tabel == tabel else f for f in w.facts]

    return change


def smart(**cells: str) -> Ubah:
    return more("smart", {"satker": "Lain"}, **{name: Decimal(text) for name, text in cells.items()})


FIRST = {"sasaran_no": 1, "indikator_no": 1}
FIRST_KEY: dict[str, str | int | None] = {"tingkat": "kegiatan", "sasaran_no": 1, "indikator_no": 1}
SECOND_KEY: dict[str, str | int | None] = {"tingkat": "kegiatan", "sasaran_no": 1, "indikator_no": 2}
LONG = "Petugas menjalankan pendampingan rutin bersama mitra kerja di wilayah."
TEXT = {"tabel": "isian_narasi", "kunci": FIRST_KEY}


def tell(text: str, column: str = "penyebab", key: dict[str, str | int | None] = FIRST_KEY) -> Ubah:
    return more("isian_narasi", key, **{column: text})


def _ikpa(**change: object) -> Ubah:
    """Return one more IKPA row with weights; `change` replaces its parts."""

    def add(w: Penulis) -> None:
        parts: dict[str, object] = {
            "nilai": ("100", "90.64", "100", "100", "100", "94.71", "100", "100"),
            "bobot": (10, 10, 20, 10, 10, 10, 5, 25),
            "akhir": ("10", "9.06", "20", "10", "10", "9.47", "5", "25"),
            "aspek": ("95.32", "98.94", "100"), "total": "98.54", "konversi": 100, "nilai_akhir": "98.54",
        } | change  # fmt: skip
        ikpa(w, "SATKER LAIN", **parts)  # type: ignore[arg-type]

    return add


def both(*changes: Ubah) -> Ubah:
    return lambda w: [change(w) for change in changes]


def other_unit(w: Penulis) -> None:
    name = "capaian.kegiatan.2.1.realisasi"
    w.facts = [replace(f, satuan="Orang") if f.id == name else f for f in w.facts]


def undated(w: Penulis) -> None:
    w.facts = [replace(f, per_tanggal=None) for f in w.facts]


def ocr(w: Penulis) -> None:
    w.facts = [replace(f, ocr=True) if f.tabel == "ikpa" else f for f in w.facts]


CASES: tuple[tuple[str, Ubah], ...] = (
    ("CAPAIAN-BEDA", put("capaian", "capaian", Decimal("112.73"), **FIRST)),
    ("CAPAIAN-DIBATASI-SUMBER", put("capaian", "capaian", 120, sasaran_no=1, indikator_no=3)),
    ("CAPAIAN-LALU-BEDA", put("capaian_lalu", "capaian", Decimal("139.27"), tahun=2022, **FIRST)),
    ("REALISASI-BEDA", more("capaian", FIRST_KEY, pembilang=60, penyebut=100)),
    ("POPULASI-NOL", more("capaian", FIRST_KEY, pembilang=0, penyebut=0)),
    ("PORSI-LEBIH", put("capaian", "realisasi", Decimal("167.42"), **FIRST)),
    ("CAPAIAN-TANPA-NILAI", both(drop("capaian", "realisasi", **FIRST), drop("capaian", "capaian", **FIRST))),
    ("CAPAIAN-HANYA-TERCETAK", drop("capaian", "realisasi", **FIRST)),
    ("PK-BEDA-TARGET", put("perjanjian_kinerja", "target", 61, **FIRST)),
    ("PK-TANPA-CAPAIAN", drop("capaian", sasaran_no=2, indikator_no=5)),
    ("CAPAIAN-TANPA-PK", drop("perjanjian_kinerja", sasaran_no=2, indikator_no=5)),
    ("RENSTRA-BEDA-TARGET", put("renstra", "target", 65, indikator_no=1, tahun=2023)),
    ("SATUAN-BEDA", other_unit),
    ("SISA-BEDA", put("belanja", "sisa", 8075500, jenis="barang")),
    ("PERSEN-BEDA", put("belanja", "persen", Decimal("97.38"), jenis="pegawai")),
    ("JUMLAH-BELANJA", put("belanja", "pagu", 2330260001, jenis="pegawai")),
    ("JUMLAH-SATKER", both(*(
        more("satker_belanja", {"kode_satker": code, "jenis": "total"}, satker=name, pagu=pagu, realisasi=1)
        for code, name, pagu in (("111111", "A", 5), ("222222", "B", 6), ("total", "TOTAL", 12))))),
    ("JUMLAH-RINCIAN", put("fa_detail", "pagu", 724171001, induk="Penegakan dan Pelayanan Hukum")),
    ("RINCIAN-BEDA-BELANJA", put("fa_detail", "realisasi", 3580192114, uraian="JUMLAH")),
    ("SATKER-BEDA-BELANJA", more("satker_belanja", {"kode_satker": "457893"}, satker="BAPAS POLEWALI",
                                 pagu=3638803001, realisasi=3580192113)),
    ("BELANJA-LEBIH", put("belanja", "realisasi", 2330260001, jenis="pegawai")),
    ("ANGGARAN-INDIKATOR-LEBIH", more("capaian", FIRST_KEY, pagu=10, realisasi_anggaran=11)),
    ("ANGGARAN-INDIKATOR-BEDA", both(
        more("capaian", FIRST_KEY, pagu=253250000, realisasi_anggaran=235616545),
        more("capaian", SECOND_KEY, pagu=142537000, realisasi_anggaran=142536518),
        more("fa_detail", {"kode": "5252.BDC.004"}, uraian="Layanan", pagu=395796000, realisasi=378153063))),
    ("JUMLAH-PK", both(*(
        more("anggaran_pk", {"tingkat": level, "nama": name}, pagu=pagu)
        for level, name, pagu in (("program", "P", 10), ("kegiatan", "K", 9))))),
    ("PK-BEDA-DIPA", more("anggaran_pk", {"tingkat": "kegiatan", "nama": "K"}, pagu=3309382000)),
    ("IKPA-SEL", _ikpa(akhir=("10", "9.60", "20", "10", "10", "9.47", "5", "25"))),
    ("IKPA-TOTAL", _ikpa(total="95.84")),
    ("IKPA-KONVERSI", _ikpa(konversi=95)),
    ("IKPA-AKHIR", _ikpa(nilai_akhir="99.54")),
    ("IKPA-ASPEK", _ikpa(aspek=("95.23", "98.94", "100"))),
    ("IKPA-BOBOT", _ikpa(bobot=(10, 15, 20, 10, 10, 10, 5, 25))),
    ("SMART-NE", smart(efisiensi="-16.14", nilai_efisiensi="19.65")),
    ("SMART-NILAI", smart(cro="85.89", nilai_efisiensi="9.65", konsistensi="99.61", penyerapan="97.39",
                          nilai="67.07")),
    ("SMART-RENTANG", smart(nilai="866.5")),
    ("SMART-TANPA-KOMPONEN", smart(nilai="80")),
    ("PEGAWAI-JUMLAH", more("pegawai", {"kelompok": "Golongan", "label": "III/a"}, laki=3, perempuan=4, jumlah=8)),
    ("PEGAWAI-TERTUKAR", both(*(
        more("pegawai", {"kelompok": table, "label": "Jumlah"}, laki=men, perempuan=women, jumlah=12)
        for table, men, women in (("Pangkat Buatan", 9, 3), ("Jabatan Buatan", 3, 9))))),
    ("DUKUNG-JUMLAH", both(*(
        more("data_dukung", {"indikator": "kegiatan.1.1", "judul": "J", "baris": n}, UPT=name, Jumlah=count)
        for n, name, count in ((1, "A", 2), (2, "B", 3), (3, "Jumlah", 6))))),
    ("CAPAIAN-TIDAK-ADA", drop("capaian")),
    ("SUMBER-BELUM-AKHIR", dated("belanja", date(2023, 11, 30))),
    ("SUMBER-LEWAT-AKHIR", dated("belanja", date(2024, 6, 30))),
    ("SUMBER-BEDA-BULAN", dated("fa_detail", date(2023, 11, 30))),
    ("SUMBER-BEDA-TAHUN", dated("belanja", date(2022, 12, 31))),
    ("SUMBER-TANPA-TANGGAL", undated),
    ("SEMESTER-DIDUGA", both(put("capaian", "realisasi", Decimal("0.5"), sasaran_no=2),
                             put("capaian", "capaian", 50, sasaran_no=2))),
    ("OCR", ocr),
    ("PROFIL-TIDAK-LENGKAP", drop("profil", "nama")),
    ("NARASI-TITIK-TITIK", tell("Sebanyak ... orang dari seluruh klien bekerja.")),
    ("NARASI-ANGKA", tell("Realisasi 76,42 % dicapai karena pendampingan.")),
    ("NARASI-TAHUN", tell("Pada tahun 2022 pendampingan berjalan baik.")),
    ("NARASI-SATKER", tell("Petugas Lapas Banyuasin mendampingi klien.")),
    ("NARASI-INDIKATOR-LAIN", tell("Persentase klien Anak yang terpenuhi hak pendidikannya meningkat.")),
    ("NARASI-KEMBAR", both(tell(LONG), tell(LONG, key=SECOND_KEY))),
    ("NARASI-KOSONG", lambda w: None),
)  # fmt: skip


@pytest.mark.parametrize(("kode", "change"), CASES, ids=[kode for kode, _ in CASES])
def test_rule_speaks(kode: str, change: Ubah) -> None:
    writer = bapas()
    change(writer)
    found = findings(writer, kode)
    assert found
    assert all(f.pesan and "{" not in f.pesan for f in found)


def test_every_rule_has_a_case_and_a_ground() -> None:
    build(bapas())
    assert set(ATURAN) == {kode for kode, _ in CASES}
    assert all(rule.dasar for rule in ATURAN.values())
    assert not set(ATURAN) & set(KODE_LAIN)


QUIET = ("NARASI-KOSONG", "PK-BEDA-DIPA", "SMART-TANPA-KOMPONEN", "PROFIL-TIDAK-LENGKAP", "CAPAIAN-TANPA-PK")


@pytest.mark.parametrize("writer", [bapas, lpka])
def test_clean_recaps_are_quiet(writer: Callable[[], Penulis]) -> None:
    assert [f.kode for f in build(writer()).temuan if f.kode not in QUIET] == []


def test_a_contradiction_gives_both_values_and_both_places() -> None:
    w = bapas()
    put("perjanjian_kinerja", "target", 61, **FIRST)(w)
    (found,) = findings(w, "PK-BEDA-TARGET")
    assert (found.tercetak, found.seharusnya) == ("60", "61")
    assert len({place.split(":")[0] for place in found.lokasi}) == 2
    assert found.tingkat is Tingkat.GALAT


def test_printed_capaian_of_the_other_polarity_is_recognised() -> None:
    w = bapas()
    put("capaian", "capaian", Decimal("14.67"), sasaran_no=1, indikator_no=2)(w)
    (found,) = findings(w, "CAPAIAN-BEDA")
    assert "arah sebaliknya" in found.pesan
    assert found.seharusnya == "185,33"


def test_two_sources_for_one_value_are_reported() -> None:
    w = bapas()
    w.add("belanja", {"tahun": 2023, "jenis": "barang"}, file="lain.pdf", pagu=1308543001)
    (found,) = findings(w, "SUMBER-BEDA")
    assert {place.split(":")[0] for place in found.lokasi} == {"belanja.xlsx", "lain.pdf"}


def test_rounding_and_truncation_are_no_contradiction() -> None:
    for capaian in ("112.36", "112.37", "112.4", "112"):
        w = bapas()
        put("capaian", "capaian", Decimal(capaian), **FIRST)(w)
        assert findings(w, "CAPAIAN-BEDA") == [], capaian


def test_total_rows_printed_with_their_parts_do_not_count_twice() -> None:
    w = Penulis()
    for uraian, pagu in (("Program A", 30), ("Kegiatan A1", 10), ("Kegiatan A2", 20), ("Program B", 5),
                         ("Kegiatan B1", 5), ("JUMLAH", 35)):  # fmt: skip
        w.add("fa_detail", {"induk": "", "uraian": uraian}, pagu=pagu, realisasi=pagu, sisa=0)
    assert findings(w, "JUMLAH-RINCIAN") == []


@pytest.mark.parametrize("text", ["Sebanyak ... klien bekerja.", "Menjadi … orang.", "Anggaran xxx rupiah."])
def test_open_placeholders_of_any_shape_are_found_at_their_own_cell(text: str) -> None:
    w = bapas()
    tell(text)(w)
    (found,) = findings(w, "NARASI-TITIK-TITIK")
    (fact,) = [f for f in w.facts if f.nilai == text]
    assert found.lokasi == (f"{fact.source.file}: {fact.source.locator}",)


def test_a_text_is_contradicted_with_both_values_as_a_reader_writes_them() -> None:
    w = bapas()
    tell("Realisasi 76,42 % dicapai karena pendampingan.")(w)
    (found,) = findings(w, "NARASI-ANGKA")
    assert "76,42" in found.pesan and "67,42" in found.pesan


def test_semester_report_wants_sources_of_its_own_end() -> None:
    w = bapas()
    dated("belanja", date(2023, 6, 30))(w)
    dated("fa_detail", date(2023, 6, 30))(w)
    half = build(w, Periode(2023, 1))
    assert [f for f in half.temuan if f.kode.startswith("SUMBER")] == []
    late = build(bapas(), Periode(2023, 1))
    assert [f.kode for f in late.temuan if f.kode.startswith("SUMBER")] == ["SUMBER-LEWAT-AKHIR"] * 2
    assert [c.kata["per_tanggal"] for c in late.klaim if c.jenis == "sumber.lewat_akhir_periode"] == [
        "31 Desember 2023"] * 2  # fmt: skip
    assert not [c for one in late.indikator for c in one.klaim if c.jenis.endswith("_terus")]
    year = build(w)
    kinds = [c.jenis for c in year.klaim]
    assert "sumber.belum_akhir_periode" in kinds
    assert "sumber.belum_akhir_periode" not in [c.jenis for c in half.klaim]


@pytest.mark.parametrize("text", [
    "Realisasi 67,42% melampaui target 60% karena pendampingan.",
    "Capaian 112,37 % turun 27,35 poin persen dari 139,72% pada 2022 menjadi capaian tahun 2023.",
    "Sebanyak 3 petugas mengikuti pelatihan (2023).",
    "Realisasi tahun 2023 sebesar 67,4 persen.",
])  # fmt: skip
def test_true_texts_pass(text: str) -> None:
    w = bapas()
    tell(text)(w)
    assert [f.kode for f in build(w).temuan if f.kode.startswith("NARASI") and f.kode != "NARASI-KOSONG"] == []


def test_arah_stated_twice_against_itself() -> None:
    w = bapas()
    more("isian_narasi", SECOND_KEY, arah="naik")(w)
    (found,) = findings(w, "ARAH-BERTENTANGAN")
    assert found.tingkat is Tingkat.GALAT


def test_unknown_polarity_leaves_capaian_open_unless_both_formulas_agree() -> None:
    w = Penulis()
    w.indikator(1, 1, "Persentase menurunnya sesuatu", target=80, realisasi=60)
    w.indikator(1, 2, "Jumlah layanan", "Layanan", target=1, realisasi=1)
    laporan = build(w)
    assert [one.capaian.number for one in laporan.indikator] == [None, Decimal(100)]
    assert laporan.indikator[0].capaian.reason == "arah tidak diketahui"
    assert [f.tingkat for f in laporan.temuan if f.kode == "CAPAIAN-TANPA-NILAI"] == [Tingkat.GALAT]


def test_terbaca_needs_no_more_than_facts_and_findings() -> None:
    reported = Finding("BACA", Tingkat.INFO, "dari pembacaan")
    laporan = build_laporan(Terbaca((), (reported,)), Periode(2023), load_hitung(), satker_id="kosong")
    assert reported in laporan.temuan
    assert laporan.indikator == ()


def test_every_code_is_documented() -> None:
    text = (Path(__file__).parents[2] / "docs" / "HITUNGAN.md").read_text(encoding="utf-8")
    build(bapas())
    assert {kode for kode in (*ATURAN, *KODE_LAIN) if f"`{kode}`" not in text} == set()
