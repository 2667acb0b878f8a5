"""Tables like the recaps of the house, with invented figures, drawn from a seed."""

from __future__ import annotations

import random

from tests.extract.layout.spec import LEFT, UP, TableSpec

NAMES = (
    "Meningkatnya pelayanan pembimbingan klien pemasyarakatan dan pemenuhan hak pendidikan klien anak",
    "Terwujudnya Penyelenggaraan Pemasyarakatan yang Berkualitas",
    "Persentase klien usia produktif yang memperoleh atau melanjutkan pekerjaan di luar lembaga",
    "Persentase menurunnya Anak yang mendapatkan putusan pidana penjara",
    "Jumlah Layanan Perkantoran",
    "Tersusunnya dokumen pengelolaan BMN dan kerumahtanggaan",
    "Indeks Kepuasan Layanan Pemasyarakatan",
    "Meningkatnya Dukungan Layanan Manajemen Satker",
    "Persentase Tahanan yang terpenuhi haknya secara tepat waktu sesuai standar pelayanan",
)
SATKER = (
    "BALAI PEMASYARAKATAN KELAS II SUMBAWA BESAR", "LPKA KELAS II TOMOHON", "RUTAN KELAS IIB WONOSOBO",
    "KANTOR IMIGRASI KELAS I TPI KENDARI", "LAPAS KELAS IIA PEKALONGAN", "RUPBASAN KELAS I BANDUNG",
)  # fmt: skip


def money(rng: random.Random) -> str:
    return f"{rng.randrange(1_000, 9_999_999_999):,}".replace(",", ".")


def percent(rng: random.Random) -> str:
    return f"{rng.randrange(1000, 10000) / 100:.2f}%".replace(".", ",")


def score(rng: random.Random) -> str:
    return f"{rng.randrange(6000, 10000) / 100:.2f}".replace(".", ",")


def belanja(rng: random.Random) -> TableSpec:
    jenis = ("Belanja Pegawai", "Belanja Barang", "Belanja Modal")
    body = tuple(
        (str(i + 1), name, money(rng), money(rng), money(rng), percent(rng)) for i, name in enumerate(jenis)
    )
    body += (("", "TOTAL", money(rng), money(rng), money(rng), percent(rng)),)
    return TableSpec((("No", "Jenis Belanja", "PAGU", "Realisasi", "SISA ANGGARAN", "Persentase"),), body, "clrrrr",
                     ("REALISASI ANGGARAN BELANJA PER JENIS BELANJA", "PER 31 DESEMBER 2024"),
                     ("TANGGAL / JAM CETAK OMSPAN : 03.01.2025 / 08.30 WIB",))  # fmt: skip


def satker_belanja(rng: random.Random, rows: int = 8) -> TableSpec:
    groups = ("BELANJA PEGAWAI", "BELANJA BARANG")
    head1 = ("NO", "KODE SATKER", "URAIAN SATKER", groups[0], LEFT, LEFT, groups[1], LEFT, LEFT)
    head2 = (UP, UP, UP, "PAGU", "REALISASI", "%", "PAGU", "REALISASI", "%")
    body = tuple(
        (str(i + 1), str(rng.randrange(400000, 699999)), rng.choice(SATKER), money(rng), money(rng), percent(rng),
         money(rng), money(rng), percent(rng))
        for i in range(rows)
    )  # fmt: skip
    return TableSpec((head1, head2), body, "cclrrrrrr", ("REALISASI BELANJA SATUAN KERJA TA 2024",))


def ikpa(rng: random.Random, satker: int = 2) -> TableSpec:
    head1 = ("No", "Kode Satker", "Uraian Satker", "Keterangan", "Kualitas Perencanaan Anggaran", LEFT,
             "Kualitas Pelaksanaan Anggaran", LEFT, LEFT, "Nilai Total", "Konversi Bobot")  # fmt: skip
    head2 = (UP, UP, UP, UP, "Revisi DIPA", "Deviasi Halaman III", "Penyerapan", "Tagihan", "UP dan TUP", UP, UP)
    body: list[tuple[str, ...]] = []
    for i in range(satker):
        first = (str(i + 1), str(rng.randrange(400000, 699999)), SATKER[i])
        for k, name in enumerate(("Nilai", "Bobot", "Nilai Akhir", "Nilai Aspek")):
            own = first if k == 0 else (UP, UP, UP)
            end = (score(rng), "100%") if k == 0 else (UP, UP)
            values = tuple(score(rng) for _ in range(5)) if k != 3 else (score(rng), LEFT, score(rng), LEFT, LEFT)
            body.append((*own, name, *values, *end))
    return TableSpec((head1, head2), tuple(body), "cclcccccccc", ("INDIKATOR PELAKSANAAN ANGGARAN",))


def perjanjian(rng: random.Random) -> TableSpec:
    head = (("No.", "Sasaran Kegiatan", "Indikator Kinerja Kegiatan", "Target"), ("(1)", "(2)", "(3)", "(4)"))
    body: list[tuple[str, ...]] = []
    for i in range(2):
        for k in range(rng.randrange(1, 4)):
            own = (f"{i + 1}.", rng.choice(NAMES)) if k == 0 else (UP, UP)
            target = rng.choice(("60%", "1 Layanan", "85", "3,1 Indeks"))
            body.append((*own, f"{k + 1}. {rng.choice(NAMES)}", target))
    return TableSpec(head, tuple(body), "clrc".replace("r", "l"), ("PERJANJIAN KINERJA TAHUN 2024",))


def renstra(rng: random.Random) -> TableSpec:
    years = ("2020", "2021", "2022", "2023", "2024")
    head1 = ("No", "Indikator Kinerja", "Target Kinerja", LEFT, LEFT, LEFT, LEFT)
    head2 = (UP, UP, *years)
    body = tuple((str(i + 1), rng.choice(NAMES), *(f"{rng.randrange(40, 99)}%" for _ in years)) for i in range(5))
    return TableSpec((head1, head2), body, "clccccc", ("TARGET KINERJA RENCANA STRATEGIS",))


def capaian(rng: random.Random) -> TableSpec:
    head = (("No", "Indikator Kinerja", "Satuan", "Target", "Realisasi", "Capaian (%)", "Keterangan"),)
    body = tuple(
        (str(i + 1), rng.choice(NAMES), rng.choice(("%", "Layanan", "Indeks")), str(rng.randrange(1, 99)),
         score(rng), score(rng), "" if rng.random() < 0.7 else "Tercapai")
        for i in range(6)
    )  # fmt: skip
    return TableSpec(head, body, "cllrrrl", ("REKAPITULASI CAPAIAN KINERJA TAHUN 2024",))


def kegiatan(rng: random.Random) -> TableSpec:
    body = tuple((name, f"Rp {money(rng)}") for name in (
        "Program Pelayanan dan Penegakan Hukum", "Penyelenggaraan Pemasyarakatan di Wilayah",
        "Program Dukungan Manajemen"))  # fmt: skip
    return TableSpec((("Kegiatan", "Anggaran"),), body, "lr")


def smart(rng: random.Random) -> TableSpec:
    head = (("Kode", "Satuan Kerja", "Penyerapan", "Konsistensi", "CRO", "Efisiensi", "Nilai Efisiensi", "Nilai"),)
    body = tuple((str(rng.randrange(400000, 699999)), name, *(score(rng) for _ in range(6))) for name in SATKER)
    blank = list(body[2])
    blank[4] = "-"
    blank[5] = ""
    return TableSpec(head, (*body[:2], tuple(blank), *body[3:]), "clrrrrrr", ("NILAI KINERJA ANGGARAN SMART",))


MAKERS = (belanja, satker_belanja, ikpa, perjanjian, renstra, capaian, kegiatan, smart)
