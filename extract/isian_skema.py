"""What the form `Isian_Narasi.xlsx` asks: its columns and its texts, for the writer and for the reader.

A text's code is the key under which chapters ask for it (`Narasi[kode]`); codes never change meaning.
"""

from __future__ import annotations

from msgspec import Struct

JUDUL = "ISIAN NARASI LKjIP"
LEMBAR_PETUNJUK = "Petunjuk"
LEMBAR_INDIKATOR = "Indikator"
LEMBAR_TEKS = "Teks Bab"
WAJIB, OPSIONAL = "wajib", "opsional"
ARAH = ("naik", "turun")


class KolomIsian(Struct, frozen=True):
    """One column of the sheet `Indikator`. `kolom` is the fact's column, or the key part it gives."""

    kolom: str
    judul: str
    lebar: int
    diisi: str = ""  # WAJIB or OPSIONAL for a column the person fills, empty for a prefilled one
    petunjuk: str = ""
    sinonim: tuple[str, ...] = ()

    @property
    def kepala(self) -> str:
        """The heading as the form prints it."""
        return f"{self.judul} ({self.diisi})" if self.diisi else self.judul


KOLOM: tuple[KolomIsian, ...] = (
    KolomIsian("divisi", "Divisi", 14),
    KolomIsian("tingkat", "Tingkat", 11),
    KolomIsian("sasaran_no", "No. Sasaran", 9, sinonim=("no sasaran", "nomor sasaran")),
    KolomIsian("indikator_no", "No. Indikator", 10, sinonim=("no indikator", "nomor indikator")),
    KolomIsian("sasaran", "Sasaran", 30),
    KolomIsian("indikator", "Indikator", 34),
    KolomIsian("target", "Target", 12),
    KolomIsian("realisasi", "Realisasi", 12),
    KolomIsian(
        "arah",
        "Arah",
        10,
        OPSIONAL,
        "naik: makin tinggi makin baik; turun: makin rendah makin baik.",
        ("arah indikator", "arah naik turun", "polarisasi"),
    ),
    KolomIsian(
        "penyebab",
        "Penyebab keberhasilan atau kegagalan",
        48,
        WAJIB,
        "Apa yang membuat target tercapai, terlampaui, atau tidak tercapai?",
        ("penyebab", "penyebab keberhasilan", "penyebab kegagalan", "penyebab keberhasilan kegagalan"),
    ),
    KolomIsian(
        "kendala",
        "Kendala",
        40,
        OPSIONAL,
        "Hambatan yang masih dirasakan.",
        ("hambatan", "kendala dan hambatan", "kendala hambatan", "kendala yang dihadapi"),
    ),
    KolomIsian(
        "tindak_lanjut",
        "Solusi atau tindak lanjut",
        44,
        WAJIB,
        "Apa yang sudah atau akan dilakukan?",
        ("tindak lanjut", "solusi", "solusi tindak lanjut", "upaya", "rencana tindak lanjut"),
    ),
    KolomIsian(
        "program_penunjang",
        "Program atau kegiatan penunjang",
        44,
        WAJIB,
        "Program/kegiatan yang mendukung tercapainya indikator ini.",
        ("program penunjang", "kegiatan penunjang", "program kegiatan penunjang", "program pendukung"),
    ),
    KolomIsian(
        "standar_nasional",
        "Standar nasional",
        28,
        OPSIONAL,
        "Isi hanya bila ada standar nasional sebagai pembanding.",
        ("perbandingan standar nasional",),
    ),
)
KOLOM_ISI = tuple(k for k in KOLOM if k.diisi)
KUNCI_WAJIB = ("tingkat", "sasaran_no", "indikator_no")
PENANDA = (("penyebab",), ("tindak_lanjut", "program_penunjang"))  # headings that speak for the form


class TeksIsian(Struct, frozen=True):
    """One text of the sheet `Teks Bab`; `pedoman` empty means: in every outline."""

    kode: str
    bagian: str
    petunjuk: str
    diisi: str = OPSIONAL
    pedoman: tuple[str, ...] = ()


TEKS: tuple[TeksIsian, ...] = (
    TeksIsian(
        "dasar_surat",
        "Surat pengantar",
        "Kalimat pembuka, misalnya: Menindaklanjuti surat (pengirim, nomor, tanggal, perihal), ...",
    ),
    TeksIsian(
        "kata_pengantar",
        "Kata Pengantar",
        "Tambahan untuk kata pengantar baku, bila ada.",
    ),
    TeksIsian(
        "latar_belakang",
        "Bab I, Latar Belakang",
        "Keadaan khas satker: sejarah, wilayah kerja, kapasitas, mitra.",
    ),
    TeksIsian(
        "struktur_organisasi",
        "Bab I, Struktur Organisasi",
        "Seksi atau subseksi yang nyata beserta tugasnya, satu baris satu unsur.",
    ),
    TeksIsian(
        "aspek_strategis",
        "Bab I, Aspek Strategis",
        "Mengapa satker ini penting di wilayahnya.",
        pedoman=("2023",),
    ),
    TeksIsian(
        "isu_strategis",
        "Bab I, Isu Strategis",
        "Isu yang dapat menghambat kinerja, satu baris satu isu.",
        WAJIB,
        pedoman=("2023",),
    ),
    TeksIsian(
        "potensi",
        "Bab I, Potensi",
        "Kekuatan dan peluang, satu baris satu hal.",
        pedoman=("2015",),
    ),
    TeksIsian(
        "permasalahan",
        "Bab I, Permasalahan",
        "Masalah dan penanganannya, satu baris satu hal.",
        WAJIB,
        pedoman=("2015",),
    ),
    TeksIsian(
        "renstra",
        "Bab II, Rencana Strategis",
        "Rencana strategis satker: visi, misi, tujuan, atau strategi sendiri.",
    ),
    TeksIsian(
        "perjanjian_kinerja",
        "Bab II, Perjanjian Kinerja",
        "Catatan, misalnya revisi atau pergantian pejabat penanda tangan.",
    ),
    TeksIsian(
        "alokasi_anggaran",
        "Bab II, Alokasi Anggaran",
        "Catatan tentang alokasi atau revisi anggaran.",
    ),
    TeksIsian(
        "efisiensi_anggaran",
        "Bab III, Efisiensi anggaran",
        "Langkah penghematan atau pengalihan anggaran.",
    ),
    TeksIsian(
        "efisiensi_sdm",
        "Bab III, Efisiensi SDM",
        "Cara satker mencapai kinerja dengan pegawai yang ada.",
        WAJIB,
    ),
    TeksIsian(
        "efisiensi_sarana",
        "Bab III, Efisiensi sarana dan prasarana",
        "Cara satker memanfaatkan sarana, prasarana, dan teknologi.",
        WAJIB,
    ),
    TeksIsian(
        "realisasi_anggaran",
        "Bab III, Realisasi Anggaran",
        "Penyebab sisa atau kelebihan anggaran dan langkahnya.",
    ),
    TeksIsian(
        "kinerja_anggaran",
        "Bab III, Kinerja Anggaran",
        "Penjelasan atas nilai SMART dan IKPA, bila ada.",
    ),
    TeksIsian(
        "e_performance",
        "Bab III, e-Performance",
        "Keterangan pengisian e-Performance, terutama bila rekapnya tidak ada.",
        pedoman=("2023",),
    ),
    TeksIsian(
        "target_kinerja",
        "Bab III, Target Kinerja",
        "Keterangan pelaksanaan Target Kinerja.",
        pedoman=("2023",),
    ),
    TeksIsian(
        "e_monev",
        "Bab III, e-Monev Bappenas",
        "Keterangan pelaporan e-Monev, terutama bila rekapnya tidak ada.",
        pedoman=("2023",),
    ),
    TeksIsian(
        "prioritas_nasional",
        "Bab III, Kegiatan Prioritas Nasional",
        "Kegiatan prioritas nasional; bila tidak ada, tulis bahwa tidak ada.",
        WAJIB,
        pedoman=("2023",),
    ),
    TeksIsian(
        "prestasi",
        "Lampiran, Prestasi",
        "Penghargaan dalam tahun laporan, satu baris satu penghargaan.",
    ),
    TeksIsian(
        "kesimpulan",
        "Bab IV, Kesimpulan",
        "Tambahan pada kesimpulan yang dihitung program.",
    ),
    TeksIsian(
        "saran",
        "Bab IV, Saran",
        "Saran perbaikan, satu baris satu saran.",
        WAJIB,
    ),
)
KODE_TEKS = frozenset(t.kode for t in TEKS)
KOLOM_TEKS: tuple[KolomIsian, ...] = (
    KolomIsian("kode", "Kode", 20),
    KolomIsian("bagian", "Bagian Laporan", 30, sinonim=("bab bagian", "bagian", "bab")),
    KolomIsian("petunjuk", "Apa yang Ditulis", 44, sinonim=("petunjuk", "apa yang ditulis")),
    KolomIsian("diisi", "Sifat", 10, sinonim=("wajib opsional",)),
    KolomIsian("isi", "Isi", 90, sinonim=("isian", "teks", "isi teks")),
)


def list_teks(pedoman: str) -> tuple[TeksIsian, ...]:
    """Return the texts that a report under this pedoman has room for; all of them for a new pedoman."""
    known = {name for t in TEKS for name in t.pedoman}
    return tuple(t for t in TEKS if not t.pedoman or pedoman in t.pedoman or pedoman not in known)
