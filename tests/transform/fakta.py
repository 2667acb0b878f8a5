"""Facts written by hand for tests: the two recaps as any reader should give them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from extract.figure import Fact, SourceRef, make_key
from extract.finding import Finding

Nilai = Decimal | str | int | float | None
Kunci = Mapping[str, str | int | None]


@dataclass(frozen=True)
class Terbaca:
    """What `build_laporan` needs of a reading."""

    facts: tuple[Fact, ...]
    findings: tuple[Finding, ...] = ()


class Penulis:
    """Collects facts; every fact gets a cell of its own."""

    def __init__(self) -> None:
        self.facts: list[Fact] = []

    def add(self, tabel: str, kunci: Kunci, satuan: str = "", file: str = "", **cells: Any) -> None:
        for kolom, nilai in cells.items():
            value = Decimal(str(nilai)) if isinstance(nilai, (int, float)) else nilai
            unit = satuan if kolom in ("target", "realisasi") else _UNITS.get(kolom, "")
            locator = f"Lembar!A{len(self.facts) + 1}"
            source = SourceRef(file or f"{tabel}.xlsx", "0" * 64, locator)
            text = "-" if value is None else str(value)
            key = make_key(**kunci)
            as_of = date(2023, 12, 31) if tabel in ("belanja", "fa_detail", "satker_belanja") else None
            self.facts.append(Fact(tabel, key, kolom, value, unit, text, source, as_of))

    def indikator(self, s: int, i: int, nama: str, satuan: str = "%", *, sasaran: str = "", tabel: str = "capaian",
                  divisi: str | None = None, tingkat: str = "kegiatan", tahun: int | None = None,
                  **cells: Any) -> None:  # fmt: skip
        key = {"divisi": divisi, "tingkat": tingkat, "sasaran_no": s, "indikator_no": i, "tahun": tahun}
        self.add(tabel, key, satuan, sasaran=sasaran or f"Sasaran {s}", indikator=nama, **cells)

    def belanja(self, jenis: str, pagu: int, realisasi: int, persen: Nilai, tahun: int = 2023,
                sisa: int | None = None) -> None:  # fmt: skip
        tabel = "belanja" if tahun == 2023 else "belanja_lalu"
        left = pagu - realisasi if sisa is None else sisa
        self.add(tabel, {"tahun": tahun, "jenis": jenis}, pagu=pagu, realisasi=realisasi, sisa=left, persen=persen)

    def bacaan(self) -> Terbaca:
        return Terbaca(tuple(self.facts))


_UNITS = {
    "capaian": "%", "persen": "%", "pagu": "rupiah", "realisasi_anggaran": "rupiah", "sisa": "rupiah",
    "jumlah": "orang",
}  # fmt: skip

BAPAS = (  # nama, satuan, [(tahun, target, realisasi, capaian tercetak)], keterangan
    ("Persentase klien usia produktif yang memperoleh atau melanjutkan pekerjaan di luar lembaga", "%",
     {2021: (40, 95, "237.50"), 2022: (50, 69.86, "139.72"), 2023: (60, 67.42, "112.37")}, ""),
    ("Persentase menurunnya Anak yang mendapatkan putusan pidana penjara", "%",
     {2021: (65, 16, "175.38"), 2022: (60, 9.75, "183.75"), 2023: (55, 8.07, "185.33")},
     "Semakin rendah semakin baik"),
    ("Persentase klien Anak yang terpenuhi hak pendidikannya", "%",
     {2021: (25, 71, "284"), 2022: (30, 74.58, "248.60"), 2023: (35, 67.7, "193.43")}, ""),
)  # fmt: skip
LAYANAN = ("Tersusunnya dokumen rencana kerja", "Tersusunnya dokumen pengelolaan BMN", "Terpenuhinya data pegawai",
           "Tersusunnya Dokumen Pelaksanaan Anggaran", "Jumlah Layanan Perkantoran")  # fmt: skip


def bapas() -> Penulis:
    """The recaps of Bapas Polewali 2023."""
    w = Penulis()
    for i, (nama, satuan, years, note) in enumerate(BAPAS, 1):
        for tahun, (target, realisasi, capaian) in years.items():
            tabel, key = ("capaian", None) if tahun == 2023 else ("capaian_lalu", tahun)
            w.indikator(1, i, nama, satuan, tabel=tabel, tahun=key, target=target, realisasi=realisasi,
                        capaian=Decimal(capaian), keterangan=note or None)  # fmt: skip
        w.indikator(1, i, nama, satuan, tabel="perjanjian_kinerja", target=years[2023][0])
    for i, nama in enumerate(LAYANAN, 1):
        for tahun in (2023, 2022, 2021):
            tabel, key = ("capaian", None) if tahun == 2023 else ("capaian_lalu", tahun)
            w.indikator(2, i, nama, "Layanan", tabel=tabel, tahun=key, target=1, realisasi=1, capaian=100)
        w.indikator(2, i, nama, "Layanan", tabel="perjanjian_kinerja", target=1)
    plan = [
        (x[0], "%", (t, t + s, t + 2 * s, t + 3 * s))
        for x, t, s in zip(BAPAS, (40, 65, 25), (10, -5, 5), strict=True)
    ]
    plan += [(nama, "Layanan", (1, 1, 1, 1)) for nama in LAYANAN]
    for no, (nama, satuan, targets) in enumerate(plan, 1):
        for tahun, target in zip(range(2021, 2025), targets, strict=True):
            place: Kunci = {"sasaran_no": 1, "indikator_no": no, "tahun": tahun}
            w.add("renstra", place, satuan, indikator=nama, target=target)
    w.belanja("pegawai", 2330260000, 2279706613, Decimal("97.83"))
    w.belanja("barang", 1308543000, 1300485500, Decimal("99.38"))
    w.belanja("modal", 0, 0, None)
    w.belanja("total", 3638803000, 3580192113, Decimal("98.39"))
    w.belanja("pegawai", 2099797000, 2098992007, Decimal("99.96"), 2022)
    w.belanja("barang", 1937076000, 1936617323, Decimal("99.98"), 2022)
    w.belanja("modal", 100000000, 100000000, 100, 2022)
    w.belanja("total", 4136873000, 4135609330, Decimal("99.97"), 2022)
    for induk, uraian, pagu, spent, persen in (
        (
            "Penegakan dan Pelayanan Hukum",
            "Penyelenggaraan Pemasyarakatan di Wilayah",
            724171000,
            719795019,
            "99.40",
        ),
        ("Dukungan Manajemen", "Dukungan Manajemen dan Teknis lainnya", 2914632000, 2860397094, "98.14"),
        ("", "JUMLAH", 3638803000, 3580192113, "98.39"),
    ):
        w.add("fa_detail", {"induk": induk, "uraian": uraian}, pagu=pagu, realisasi=spent, sisa=pagu - spent,
              persen=Decimal(persen))  # fmt: skip
    ikpa(w, "BALAI PEMASYARAKATAN POLEWALI", 
         ("100.00", "94.00", "100.00", "0.00", "0.00", "100.00", "100.00", "100.00"), (10, 10, 20, 0, 0, 10, 5, 25),
         ("10.00", "9.40", "20.00", "0.00", "0.00", "10.00", "5.00", "25.00"),
         ("97.00", "100.00", "100.00"), "79.40", 80, "99.25")  # fmt: skip
    w.add("smart", {"satker": "Balai Pemasyarakatan Kelas II Polewali"}, nilai=Decimal("86.65"), penyerapan=None,
          konsistensi=None, cro=None, efisiensi=None, nilai_efisiensi=None)  # fmt: skip
    w.add("pegawai", {"kelompok": "Jumlah Pegawai", "label": "Seluruh pegawai"}, jumlah=36)
    w.add("profil", {}, nama="Balai Pemasyarakatan Kelas II Polewali", jenis="Balai Pemasyarakatan",
          kode_satker="457893", kanwil="Sulawesi Barat", tanggal="2024-01-02")  # fmt: skip
    return w


KOLOM = ("revisi_dipa", "deviasi_hal3", "penyerapan", "kontraktual", "tagihan", "up_tup", "dispensasi_spm",
         "capaian_output")  # fmt: skip


def ikpa(w: Penulis, satker: str, nilai: tuple[str, ...], bobot: tuple[int, ...], akhir: tuple[str, ...],
         aspek: tuple[str, str, str], total: str, konversi: int, nilai_akhir: str) -> None:  # fmt: skip
    def row(baris: str, **cells: Any) -> None:
        w.add("ikpa", {"satker": satker, "baris": baris}, **cells)

    row("nilai", **{c: Decimal(v) for c, v in zip(KOLOM, nilai, strict=True)}, nilai_total=Decimal(total),
        konversi_bobot=konversi, nilai_akhir=Decimal(nilai_akhir))  # fmt: skip
    row("bobot", **dict(zip(KOLOM, bobot, strict=True)))
    row("nilai_akhir", **{c: Decimal(v) for c, v in zip(KOLOM, akhir, strict=True)})
    first = ("revisi_dipa", "penyerapan", "capaian_output")
    row("nilai_aspek", **{c: Decimal(v) for c, v in zip(first, aspek, strict=True)})


LPKA = (  # sasaran, nama, target, pembilang, penyebut, realisasi, capaian, pagu, realisasi_anggaran
    (1, "Persentase pemenuhan layanan makanan", 80, 363, 363, "100", "125", 253250000, 235616545),
    (1, "Persentase mendapatkan layanan kesehatan", 94, 363, 363, "100", "106.38", 142537000, 142536518),
    (1, "Persentase gangguan mental dapat tertangani", 80, 0, 0, None, None, None, None),
    (2, "Persentase Anak yang memperoleh Hak Pengasuhan", 90, 349, 364, "95.88", "106.53", 3015000, 3014050),
    (3, "Persentase kepatuhan dan disiplin", 85, 2, 13, "15.38", "18.09", None, None),
)  # fmt: skip


def lpka() -> Penulis:
    """A part of the recaps of LPKA Pangkalpinang 2023, with every kind of row they hold."""
    w = Penulis()
    seen: dict[int, int] = {}
    for s, nama, target, part, whole, realisasi, capaian, pagu, spent in LPKA:
        seen[s] = seen.get(s, 0) + 1
        note = "Tidak ada kasus" if whole == 0 else None
        w.indikator(s, seen[s], nama, target=target, pembilang=part, penyebut=whole,
                    realisasi=Decimal(realisasi) if realisasi else None,
                    capaian=Decimal(capaian) if capaian else None, pagu=pagu, realisasi_anggaran=spent,
                    keterangan=note)  # fmt: skip
        w.indikator(s, seen[s], nama, tabel="perjanjian_kinerja", target=target)
    w.indikator(
        1,
        1,
        LPKA[0][1],
        tabel="capaian_lalu",
        tahun=2022,
        target=75,
        realisasi=100,
        capaian=Decimal("133.33"),
    )
    w.indikator(4, 1, "Jumlah Perangkat Pengolah Data", "Unit", target=4, realisasi=4, capaian=100,
                pagu=3800000, realisasi_anggaran=3762900)  # fmt: skip
    w.indikator(4, 1, "Jumlah Perangkat Pengolah Data", "Unit", tabel="capaian_lalu", tahun=2022, target=None,
                realisasi=None, capaian=None)  # fmt: skip
    w.belanja("pegawai", 3355101000, 3325609449, Decimal("99.12"))
    w.belanja("barang", 1689679000, 1671908239, Decimal("98.95"))
    w.belanja("modal", 24250000, 24239070, Decimal("99.95"))
    w.belanja("total", 5069030000, 5021756758, Decimal("99.07"))
    w.add("anggaran_pk", {"tingkat": "kegiatan", "nama": "Dukungan Manajemen"}, pagu=5044779000)
    w.add("profil", {}, nama="Lembaga Pembinaan Khusus Anak Kelas II Pangkalpinang", kode_satker="352605")
    return w
