"""Every kind of slip, injected alone into a consistent report, is found; the untouched report is clean."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.periksa.contoh import Contoh, Judul, laporan, pindai, tulis_docx, tulis_pdf
from transform.aturan import load_hitung
from transform.periksa import HasilPeriksa, check_file
from transform.periksa_dasar import KODE, Derajat
from transform.periksa_ikpa_tabel import weights

# text, replacement, which occurrence, code expected
SUNTIKAN = (
    ("capaian", "110%", "117%", 0, "CAP-HITUNG"),
    ("capaian di tabel riwayat", "120%", "102%", 0, "CAP-HITUNG"),
    ("realisasi", "66%", "86%", 0, "CAP-HITUNG"),
    ("target PK", "60%", "65%", 0, "PK-TARGET"),
    ("realisasi dan capaian dua tempat", "3,36", "3,63", 1, "SAMA-REALISASI"),
    ("hasil di kalimat", "adalah 110%", "adalah 119%", 0, "SAMA-HASIL"),
    ("rumus", "66 / 60 x 100% = 110%", "66 / 60 x 100% = 140%", 0, "RUMUS-HASIL"),
    ("angka di rumus", "66 / 60 x 100%", "66 / 90 x 100%", 0, "RUMUS-MASUK"),
    ("nol dibagi nol", "66 / 60 x 100% = 110%", "0/0 x 100% = 100%", 0, "CAP-NOLNOL"),
    ("arah tren", "meningkat dari 60% menjadi 66%", "menurun dari 60% menjadi 66%", 0, "KAL-ARAH"),
    ("angka tren", "meningkat dari 60% menjadi 66%", "meningkat dari 52% menjadi 66%", 0, "TREN-BEDA"),
    ("tetap", "tetap sama", "mengalami penurunan", 0, "TREN-KATA"),
    ("klaim Renstra", "tahun 2024 belum terlampaui", "tahun 2024 sudah terlampaui", 0, "RENSTRA-KLAIM"),
    ("target Renstra", "85%", "55%", 0, "RENSTRA-KLAIM"),
    ("sisa", "19.250.000", "12.950.000", 0, "ANG-SISA"),
    ("persen", "96,50%", "99,50%", 0, "ANG-PERSEN"),
    ("jumlah pagu", "1.500.000.000", "1.600.000.000", 1, "JML-TOTAL"),
    ("persen di kalimat", "atau sebesar 98,00%", "atau sebesar 89,00%", 0, "ANG-PROSA"),
    ("realisasi di kalimat", "direalisasikan sebesar Rp. 1.470.000.000,- atau sebesar 98,00%", "direalisasikan sebesar Rp. 1.476.000.000,- atau sebesar 98,40%", 0, "ANG-SAMA"),  # noqa: E501
    ("terbilang", "empat ratus tujuh puluh juta", "empat ratus tujuh belas juta", 0, "ANG-TERBILANG"),
    ("angka dan huruf", "40 (empat puluh)", "40 (empat belas)", 0, "EJAAN-ANGKA"),
    ("program PK", "Rp. 1.000.000.000,-", "Rp. 1.200.000.000,-", 1, "PK-PROGRAM"),
    ("jumlah pegawai", "25", "26", 0, "JML-TOTAL"),
    ("jumlah ke samping", "16", "17", 0, "JML-BARIS"),
    ("pegawai di kalimat", "sebanyak 40 (empat puluh) orang", "sebanyak 44 (empat puluh empat) orang", 0, "HIT-PEGAWAI"),  # noqa: E501
    ("hitungan indikator", "4 indikator kinerja kegiatan.", "6 indikator kinerja kegiatan.", 0, "HIT-JUMLAH"),
    ("sebaran", "2 indikator kinerja kegiatan telah", "3 indikator kinerja kegiatan telah", 0, "SIMPUL-SEBARAN"),
    ("kesimpulan", "Dari 4 indikator kinerja kegiatan, 2 indikator kinerja kegiatan telah tercapai dengan hasil lebih dari 100%.",  # noqa: E501
     "Seluruh target indikator kinerja pada Tahun 2023 telah tercapai.", 0, "SIMPUL-SEMUA"),
    ("bobot SMART", "Efisiensi, bobot 28,6%", "Efisiensi, bobot 18,2%", 0, "SMART-BOBOT"),
    ("nilai akhir IKPA", "9,50", "9,95", 0, "IKPA-BARIS"),
    ("nilai aspek IKPA", "99,00", "90,00", 0, "IKPA-ASPEK"),
    ("nilai total IKPA", "98,50", "89,50", 0, "IKPA-TOTAL"),
    ("nomor tabel ganda", "Tabel 3.4 ", "Tabel 3.3 ", 0, "TAB-GANDA"),
    ("nomor tabel terlewat", "Tabel 3.15 ", "Tabel 3.17 ", 0, "TAB-LONCAT"),
    ("judul bab", "BAB III AKUNTABILITAS KINERJA", "BAB III PERENCANAAN KINERJA", 0, "BAB-JUDUL"),
    ("nomor indikator", "KEGIATAN 1.3 ", "KEGIATAN 1.2 ", 0, "IND-NOMOR"),
    ("kalimat indikator lain", "karena Persentase Anak yang memperoleh hak pendidikan formal dan nonformal hanya",
     "karena pengukuran Persentase klien usia produktif yang memperoleh pekerjaan di luar lembaga hanya", 0, "IND-TEMPEL"),  # noqa: E501
    ("kelas satker", "Kelas II Watampone didukung", "Kelas I Watampone didukung", 0, "SATKER-LAIN"),
    ("tahun lain", "Watampone Tahun 2023 memuat", "Watampone Tahun 2021 memuat", 0, "TAHUN-LAIN"),
    ("isian terbuka", "sebanyak 40 (empat puluh) orang", "sebanyak ... orang", 0, "ISIAN-TERBUKA"),
    ("nomor baris", "4", "5", 5, "TAB-NOMOR"),
)  # fmt: skip


def periksa(contoh: Contoh, folder: Path) -> HasilPeriksa:
    return check_file(tulis_docx(contoh, folder / "laporan.docx"))


def pasti(hasil: HasilPeriksa) -> list[str]:
    return [f"{t.kode}: {t.pesan}" for t in hasil.temuan if t.derajat is Derajat.PASTI]


@pytest.fixture(scope="module")
def bersih(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str]]:
    hasil = periksa(laporan(), tmp_path_factory.mktemp("bersih"))
    return {(t.kode, t.pesan) for t in hasil.temuan}


def test_untouched_report_has_no_findings(tmp_path: Path) -> None:
    hasil = periksa(laporan(), tmp_path)
    assert pasti(hasil) == []
    assert [t.kode for t in hasil.temuan] == []
    assert (hasil.tahun, hasil.satker) == (2023, "balai pemasyarakatan II watampone")
    assert [sum(r.ada) for r in hasil.rapor] == [7, 7, 7, 7]


@pytest.mark.parametrize(("nama", "lama", "baru", "ke", "kode"), SUNTIKAN, ids=[s[0] for s in SUNTIKAN])
def test_injected_slip_is_found(
    nama: str, lama: str, baru: str, ke: int, kode: str, tmp_path: Path, bersih: set[tuple[str, str]]
) -> None:
    hasil = periksa(laporan().ganti(lama, baru, ke), tmp_path)
    baru_ada = [t for t in hasil.temuan if (t.kode, t.pesan) not in bersih]
    assert kode in {t.kode for t in baru_ada}, [f"{t.kode}: {t.pesan}" for t in baru_ada]
    found = next(t for t in baru_ada if t.kode == kode)
    assert found.tempat or kode == "ANALISIS-7"
    assert len(found.pesan) > 20


@pytest.mark.parametrize(
    ("lama", "baru", "ke"),
    [
        ("110%", "110,0%", 1),
        ("96,50%", "96,5%", 0),
        ("98,00%", "98%", 0),
        ("105%", "105,00%", 1),
        ("99,00%", "99.00%", 0),
        ("Rp. 500.000.000,-", "Rp500.000.000,00", 0),
    ],
)
def test_other_ways_of_printing_are_no_findings(lama: str, baru: str, ke: int, tmp_path: Path) -> None:
    assert pasti(periksa(laporan().ganti(lama, baru, ke), tmp_path)) == []


def test_rounding_and_truncation_are_accepted(tmp_path: Path) -> None:
    for text in ("137,1%", "137,14%", "137,142%", "137,141%", "137%"):
        contoh = (
            laporan().ganti_semua("66%", "82,285%").ganti_semua("66 / 60", "82,285 / 60").ganti_semua("110%", text)
        )
        kinds = {t.kode for t in periksa(contoh, tmp_path).temuan if t.derajat is Derajat.PASTI}
        assert "CAP-HITUNG" not in kinds, text


@pytest.mark.parametrize("garis", ["semua", "datar", "polos"])
def test_pdf_layouts_are_read_alike(garis: str, tmp_path: Path) -> None:
    hasil = check_file(tulis_pdf(laporan(), tmp_path / "laporan.pdf", garis))
    assert pasti(hasil) == []
    assert len([a for a in hasil.paham.angka if a.sumber == "capaian" and a.ukuran == "capaian"]) >= 10


@pytest.mark.parametrize("garis", ["semua", "datar", "polos"])
@pytest.mark.parametrize("suntikan", [SUNTIKAN[i] for i in (0, 3, 9, 14, 16)], ids=lambda s: s[0])
def test_slips_are_found_in_pdf_layouts(
    garis: str, suntikan: tuple[str, str, str, int, str], tmp_path: Path
) -> None:
    _, lama, baru, ke, kode = suntikan
    hasil = check_file(tulis_pdf(laporan().ganti(lama, baru, ke), tmp_path / "laporan.pdf", garis))
    found = [t for t in hasil.temuan if t.kode == kode]
    assert found, [f"{t.kode}: {t.pesan}" for t in hasil.temuan]
    assert all(p.hlm >= 1 and p.kotak for p in found[0].tempat)


@pytest.mark.ocr
def test_scanned_pages_are_only_mungkin(tmp_path: Path) -> None:
    from extract.ocr import engine_available

    if not engine_available():
        pytest.skip("tesseract dengan bahasa Indonesia tidak terpasang")
    isi = laporan().isi
    awal = next(i for i, b in enumerate(isi) if isinstance(b, Judul) and b.teks == "B. Realisasi Anggaran")
    pdf = tulis_pdf(Contoh(isi[:3] + isi[awal:]).ganti("19.250.000", "12.950.000"), tmp_path / "asli.pdf")
    hasil = check_file(pindai(pdf, tmp_path / "pindai.pdf", 1))
    assert hasil.paham.dokumen.ocr
    assert pasti(hasil) == []
    assert any(t.kode == "ANG-SISA" for t in hasil.temuan)


def test_every_rule_states_its_ground_and_every_code_its_title() -> None:
    from transform.periksa_dasar import ATURAN

    assert all(len(rule.dasar) > 40 for rule in ATURAN)
    assert all(kind and title for kind, title in KODE.values())


@pytest.mark.parametrize("tahun", range(2021, 2030))
def test_weights_of_the_audit_are_those_of_the_reports(tahun: int) -> None:
    hitung = load_hitung()
    ours = {
        "smart": {k: v * 100 for k, v in hitung.bobot_smart(tahun).items()},
        "nka": {k: v * 100 for k, v in hitung.bobot_nka(tahun).items()},
        "ikpa": {k: v for k, v in hitung.bobot_ikpa(tahun).items() if v},
    }
    for kind, law in ours.items():
        audit = {k: v for k, v in (weights(kind, tahun) or {}).items() if k not in ("dari", "sampai", "dasar")}
        assert audit == law, kind


def test_a_habit_of_cutting_off_is_named_once(tmp_path: Path) -> None:
    contoh = laporan().ganti("530.750.000", "530.797.000").ganti("19.250.000", "19.203.000")  # 96,5085...
    contoh = contoh.ganti("48.250.000", "48.254.500").ganti("1.750.000", "1.745.500")  # 96,509
    contoh = contoh.ganti_semua("1.470.000.000", "1.470.051.500").ganti("30.000.000", "29.948.500")
    hasil = periksa(contoh, tmp_path)
    assert [t.kode for t in hasil.temuan if t.derajat is Derajat.INFO] == ["PEMBULATAN"]
    assert not [t for t in hasil.temuan if t.kode == "ANG-PERSEN"]


def test_shaded_rows_without_rules_are_one_table() -> None:
    from extract.laporan_kisi import Kisi, KisiSel
    from extract.laporan_pdf import join_stripes

    def stripe(y: float) -> Kisi:
        sel = [KisiSel(0, 1, c, c + 1, (100.0 * c, y, 100.0 * c + 100, y + 20)) for c in range(3)]
        return Kisi([0.0, 100.0, 200.0, 300.0], [y, y + 20], sel, [[0, 1, 2]])

    joined = join_stripes([stripe(80.0), stripe(0.0), stripe(40.0), stripe(400.0)])
    assert [g.ys for g in joined] == [[0.0, 20.0, 40.0, 60.0, 80.0, 100.0], [400.0, 420.0]]
    assert len(joined[0].sel) == 15
