"""The computed report: what the renderers may say, as frozen records of figures, claims and texts.

Everything numeric here is a `Figure` of the report's `Ledger`; nothing is formatted. Built by
`transform.build.build_laporan` from the facts of one satker and one period.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from msgspec import Struct, field

from extract.figure import Figure
from extract.finding import Finding
from transform.klaim import Klaim
from transform.ledger import Ledger


class Arah(StrEnum):
    """Polarity of an indicator: `naik` higher is better, `turun` lower is better. No default."""

    NAIK = "naik"
    TURUN = "turun"


class Tingkat(StrEnum):
    """Level of the Perjanjian Kinerja."""

    STRATEGIS = "strategis"
    PROGRAM = "program"
    KEGIATAN = "kegiatan"
    OUTPUT = "output"  # RO volumes, where a satker reports them


class Periode(Struct, frozen=True):
    """Reporting period: the year, or one of its halves."""

    tahun: int
    semester: int | None = None  # None: the whole year

    @property
    def akhir(self) -> date:
        return date(self.tahun, 6, 30) if self.semester == 1 else date(self.tahun, 12, 31)


class KunciIndikator(Struct, frozen=True):
    """Position of an indicator: 1, 2, ... within its sasaran, per divisi and tingkat."""

    tingkat: Tingkat
    sasaran_no: int
    indikator_no: int
    divisi: str | None = None
    unit: str | None = None

    @property
    def teks(self) -> str:
        parts = (self.divisi, self.unit, self.tingkat.value, str(self.sasaran_no), str(self.indikator_no))
        return ".".join(p for p in parts if p)


class TahunKinerja(Struct, frozen=True):
    """Target, realisasi and capaian of one indicator in one earlier year; None where unknown."""

    tahun: int
    target: Figure | None
    realisasi: Figure | None
    capaian: Figure | None


class TargetRenstra(Struct, frozen=True):
    tahun: int
    target: Figure


class NarasiIndikator(Struct, frozen=True):
    """A person's words about one indicator; empty text means: still to be written."""

    penyebab: str = ""
    kendala: str = ""
    tindak_lanjut: str = ""
    program_penunjang: str = ""
    standar_nasional: str = ""
    sumber: str = ""  # file and cell of the form
    figur: dict[str, Figure] = field(default_factory=dict)  # the texts as read, by column


class TabelDukung(Struct, frozen=True):
    """A supporting table as the source has it: texts and figures, row by row."""

    judul: str
    kolom: tuple[str, ...]
    baris: tuple[tuple[Figure | str, ...], ...]


class Indikator(Struct, frozen=True):
    """One indicator with all that is known and computed about it this period."""

    kunci: KunciIndikator
    sasaran: str
    nama: str
    satuan: str
    arah: Arah | None
    target: Figure
    realisasi: Figure
    capaian: Figure
    capaian_dibatasi: Figure  # capped as the pedoman's setting says
    pembilang: Figure | None = None
    penyebut: Figure | None = None
    uraian_pembilang: str = ""
    uraian_penyebut: str = ""
    pagu: Figure | None = None
    realisasi_anggaran: Figure | None = None
    serapan: Figure | None = None
    efisiensi: Figure | None = None  # capaian minus serapan, poin
    riwayat: tuple[TahunKinerja, ...] = ()  # earlier years, ascending
    renstra: tuple[TargetRenstra, ...] = ()  # ascending
    keterangan: str = ""
    kategori: str = ""
    narasi: NarasiIndikator = NarasiIndikator()
    data_dukung: tuple[TabelDukung, ...] = ()
    klaim: tuple[Klaim, ...] = ()


class BarisPK(Struct, frozen=True):
    """One row of the Perjanjian Kinerja."""

    kunci: KunciIndikator
    sasaran: str
    indikator: str
    target: Figure


class AnggaranPK(Struct, frozen=True):
    tingkat: str  # program | kegiatan
    nama: str
    pagu: Figure | None
    divisi: str | None = None
    unit: str | None = None


class BarisAnggaran(Struct, frozen=True):
    """pagu, realisasi, sisa (rupiah) and persen (realisasi over pagu) of one budget line."""

    nama: str
    pagu: Figure
    realisasi: Figure
    sisa: Figure
    persen: Figure
    kode: str = ""
    induk: str = ""
    tingkat: int = 0  # depth in the code hierarchy


class Anggaran(Struct, frozen=True):
    per_jenis: tuple[BarisAnggaran, ...] = ()
    total: BarisAnggaran | None = None
    per_jenis_lalu: tuple[BarisAnggaran, ...] = ()
    total_lalu: BarisAnggaran | None = None
    rincian: tuple[BarisAnggaran, ...] = ()  # FA detail
    per_satker: tuple[BarisAnggaran, ...] = ()
    pk: tuple[AnggaranPK, ...] = ()


class BarisIkpa(Struct, frozen=True):
    """IKPA of one satker or unit; each dict maps the contract's column to a figure."""

    satker: str
    nilai: dict[str, Figure]
    bobot: dict[str, Figure]
    nilai_akhir: dict[str, Figure]
    nilai_aspek: dict[str, Figure]  # perencanaan, pelaksanaan, hasil
    total: Figure | None
    konversi_bobot: Figure | None
    akhir: Figure | None
    kategori: str = ""
    tanpa_data: tuple[str, ...] = ()  # columns without data, decided through the konversi bobot


class BarisSmart(Struct, frozen=True):
    satker: str
    komponen: dict[str, Figure]  # penyerapan, konsistensi, cro, efisiensi, nilai_efisiensi
    nilai: Figure | None


class KelompokPegawai(Struct, frozen=True):
    """One staff table: rows (label, laki, perempuan, jumlah); None where not kept."""

    nama: str
    baris: tuple[tuple[str, Figure | None, Figure | None, Figure | None], ...]
    jumlah: Figure | None = None


class BarisTarja(Struct, frozen=True):
    divisi: str
    no: int
    target: str
    persen: Figure


class Tarja(Struct, frozen=True):
    baris: tuple[BarisTarja, ...] = ()
    rata_rata: dict[str, Figure] = field(default_factory=dict)  # by divisi


class BarisMonev(Struct, frozen=True):
    satker: str
    periode: str
    anggaran: Figure
    progres: Figure


class BarisEPerformance(Struct, frozen=True):
    satker: str
    isi: dict[str, Figure]  # by month


class Profil(Struct, frozen=True):
    """Identity of the satker; empty text means: not given by any source or form."""

    satker_id: str
    nama: str
    jenis: str  # bapas, lapas, rutan, lpka, rupbasan, kanim, rudenim, kanwil
    kode_satker: str = ""
    kanwil: str = ""
    alamat: str = ""
    telepon: str = ""
    laman: str = ""
    surel: str = ""
    kepala: str = ""
    nip: str = ""
    kota: str = ""
    tanggal: date | None = None
    nomor_surat: str = ""
    tahun: int = 0
    isian: dict[str, str] = field(default_factory=dict)  # other rows of the form


class Narasi(Struct, frozen=True):
    """Free texts of Bab I, II and IV from the form, by code (`latar_belakang`, `saran`, ...)."""

    teks: dict[str, str] = field(default_factory=dict)
    sumber: dict[str, str] = field(default_factory=dict)  # code -> file and cell
    figur: dict[str, Figure] = field(default_factory=dict)  # code -> the text as read

    def __getitem__(self, kode: str) -> str:
        return self.teks.get(kode, "")


class Laporan(Struct, frozen=True):
    """All that one report says."""

    profil: Profil
    periode: Periode
    ledger: Ledger
    indikator: tuple[Indikator, ...]
    perjanjian_kinerja: tuple[BarisPK, ...]
    anggaran: Anggaran
    ikpa: tuple[BarisIkpa, ...] = ()
    smart: tuple[BarisSmart, ...] = ()
    nka: Figure | None = None
    pegawai: tuple[KelompokPegawai, ...] = ()
    tarja: Tarja = Tarja()
    monev: tuple[BarisMonev, ...] = ()
    e_performance: tuple[BarisEPerformance, ...] = ()
    data_dukung: tuple[TabelDukung, ...] = ()
    narasi: Narasi = Narasi()
    ringkasan: dict[str, Figure] = field(default_factory=dict)  # counts and totals by name
    klaim: tuple[Klaim, ...] = ()
    temuan: tuple[Finding, ...] = ()
    per_tanggal: dict[str, date] = field(default_factory=dict)  # as-of date by source family
    pk_tahun_depan: tuple[BarisPK, ...] = ()
