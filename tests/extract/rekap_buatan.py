"""Recaps written in randomly varied layouts from known facts, to read back: same facts or a finding."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from extract.bacaan import Bacaan

TAHUN = 2024
NAMA = "LEMBAGA PEMASYARAKATAN KELAS IIB CONTOH"
KODE = "654321"
SASARAN = (
    "Meningkatnya pelayanan pembimbingan klien pemasyarakatan di wilayah sesuai standar",
    "Meningkatnya Pelayanan Keamanan dan Ketertiban di wilayah sesuai standar",
    "Meningkatnya Dukungan Layanan Manajemen Satker",
    "Terwujudnya Pemenuhan Hak Pendidikan Anak di LPKA",
    "Meningkatnya Pelayanan Perawatan Kesehatan Tahanan dan Narapidana",
    "Terselenggaranya pengelolaan benda sitaan negara sesuai standar",
    "Terlaksananya layanan keimigrasian yang prima",
    "Meningkatnya kualitas layanan administrasi hukum umum di wilayah",
    "Terwujudnya Layanan Kekayaan Intelektual yang Berkualitas",
    "Meningkatnya pemahaman masyarakat atas produk hukum daerah",
    "Terpenuhinya sarana dan prasarana perkantoran",
    "Meningkatnya akuntabilitas kinerja satuan kerja",
    "Terwujudnya pengamanan pintu gerbang negara",
)
KATA = (
    "tahanan",
    "narapidana",
    "klien",
    "layanan",
    "kesehatan",
    "pengaduan",
    "remisi",
    "integrasi",
    "pendidikan",
    "vokasi",
    "keamanan",
    "anak",
    "rehabilitasi",
    "benda sitaan",
    "kamtib",
    "paspor",
    "orang asing",
)


def banyak(rng: random.Random, biasa: int, terbanyak: int) -> int:
    """Return how many rows a table gets: mostly few, now and then many."""
    return rng.randint(1, biasa) if rng.random() < 0.85 else rng.randint(biasa, terbanyak)


KOTA = ("SINTANG", "SAMBAS", "LANDAK", "PARIGI", "AMPANA")


class Fakta(dict[tuple[str, tuple[tuple[str, Any], ...], str], Decimal | str | None]):
    """Values by table, key (names left out) and column."""


@dataclass
class Lembar:
    """A sheet to be written: texts and typed values, with `<<` and `^^` for merged cells."""

    judul: list[str]
    kepala: list[list[str]]
    badan: list[list[Any]]
    catatan: list[str] = field(default_factory=list)


@dataclass
class Gaya:
    """How one recap looks."""

    rng: random.Random
    angka: str = "id"  # id, en, asli (numbers)
    rp: str = ""  # "", "Rp ", "Rp. ", "Rp"
    ekor: str = ""  # ",-"
    pecahan: bool = False  # percentages as percent-formatted fractions
    gabung: str = "gabung"  # merged cells: gabung, kosong, ulang

    @classmethod
    def acak(cls, rng: random.Random) -> Gaya:
        angka = rng.choice(["id", "id", "en", "asli"])
        rp = rng.choice(["", "", "Rp ", "Rp. ", "Rp"]) if angka == "id" else ""
        return cls(
            rng,
            angka,
            rp,
            rng.choice(["", ",-"]) if rp else "",
            rng.random() < 0.5,
            rng.choice(["gabung", "kosong", "ulang"]),
        )

    def uang(self, nilai: Decimal | None) -> Any:
        if nilai is None:
            return "-"
        if self.angka == "asli":
            return (nilai, self.rng.choice(["#,##0", "General", '"Rp"#,##0']))
        text = f"{abs(nilai):,}"
        text = text.replace(",", ".") if self.angka == "id" else text
        minus = "-" if nilai < 0 else ""
        return (
            f"({self.rp}{text}{self.ekor})"
            if minus and self.rng.random() < 0.5
            else f"{minus}{self.rp}{text}{self.ekor}"
        )

    def desimal(self, nilai: Decimal | None, satuan: str = "") -> Any:
        if nilai is None:
            return "-"
        if self.angka == "asli":
            if satuan == "%" and self.pecahan:
                return (nilai / 100, "0.00%")
            return (nilai, "General")
        text = f"{nilai:f}"
        text = text.replace(".", ",") if self.angka == "id" else text
        return f"{text}%" if satuan == "%" else f"{text} {satuan}".strip()


def persen(a: Decimal, b: Decimal) -> Decimal | None:
    return (a / b * 100).quantize(Decimal("0.01"), ROUND_HALF_UP) if b else None


def indikator(rng: random.Random, n: int) -> str:
    awal, isi = rng.choice(["Persentase", "Jumlah", "Indeks"]), " ".join(rng.sample(KATA, 4))
    return f"{awal} {isi} yang tercatat ke-{n} sesuai standar"


def _urut(
    rng: random.Random, kolom: list[tuple[str, list[str], list[Any]]], tetap: int
) -> list[tuple[str, list[str], list[Any]]]:
    """Shuffle the columns after the first `tetap`."""
    rest = kolom[tetap:]
    if rng.random() < 0.5:
        rng.shuffle(rest)
    return kolom[:tetap] + rest


def _lembar(
    rng: random.Random, judul: list[str], kolom: list[tuple[str, list[str], list[Any]]], catatan: list[str]
) -> Lembar:
    """Columns (heading path of equal or smaller height, cells) become a sheet; groups are merged."""
    tinggi = max(len(path) for _, path, _ in kolom)
    kepala = [[""] * len(kolom) for _ in range(tinggi)]
    merge = rng.random() < 0.8
    for c, (_, path, _) in enumerate(kolom):
        if len(path) == 1:
            kepala[0][c] = path[0]
            for r in range(1, tinggi):
                kepala[r][c] = "^^" if merge else ""
        else:
            for r, text in enumerate(path):
                same = r < len(path) - 1 and c and len(kolom[c - 1][1]) > 1 and kolom[c - 1][1][r] == text
                kepala[r][c] = ("<<" if merge else "") if same else text
    badan = [list(row) for row in zip(*(cells for _, _, cells in kolom), strict=True)]
    if rng.random() < 0.35:
        kepala.append([f"({i + 1})" for i in range(len(kolom))])
    return Lembar(judul, kepala, badan, catatan)


def belanja(rng: random.Random, fakta: Fakta) -> Lembar:
    gaya = Gaya.acak(rng)
    tahun = rng.choice([TAHUN, TAHUN - 1])
    tabel = "belanja" if tahun == TAHUN else "belanja_lalu"
    rows: list[Any] = []
    for jenis in ("pegawai", "barang", "modal"):
        pagu = Decimal(rng.randrange(1, 9_000_000) * 1000) if jenis != "modal" or rng.random() < 0.7 else Decimal(0)
        rows.append([jenis, pagu, pagu - Decimal(rng.randrange(-50_000, 90_000_000)) if pagu else Decimal(0)])
    rows.append(["total", sum(r[1] for r in rows), sum(r[2] for r in rows)])
    label = rng.choice([str.upper, str.title])
    awal = rng.choice(["Belanja ", "Belanja "])
    names = [label(awal + r[0]) for r in rows[:3]] + [rng.choice(["JUMLAH", "TOTAL", "Jumlah", "Total Belanja"])]
    for jenis, pagu, real in rows:
        key = (("jenis", jenis), ("tahun", tahun))
        fakta[(tabel, key, "pagu")], fakta[(tabel, key, "realisasi")] = pagu, real
        fakta[(tabel, key, "sisa")], fakta[(tabel, key, "persen")] = pagu - real, persen(real, pagu)
    kolom = [
        ("no", [rng.choice(["No", "NO.", "No."])], ["1", "2", "3", ""]),
        ("jenis", [rng.choice(["Jenis Belanja", "URAIAN", "Uraian Jenis Belanja"])], names),
        ("pagu", [rng.choice(["PAGU", "Pagu Anggaran", "Anggaran", "PAGU (Rp)"])], [gaya.uang(r[1]) for r in rows]),
        (
            "realisasi",
            [rng.choice(["Realisasi", "REALISASI ANGGARAN", "Realisasi (Rp)"])],
            [gaya.uang(r[2]) for r in rows],
        ),
        ("sisa", [rng.choice(["Sisa", "SISA ANGGARAN", "Sisa Pagu"])], [gaya.uang(r[1] - r[2]) for r in rows]),
        (
            "persen",
            [rng.choice(["%", "Persentase", "Capaian", "% Realisasi"])],
            [gaya.desimal(persen(r[2], r[1]), "%") for r in rows],
        ),
    ]
    return _lembar(
        rng,
        ["REALISASI ANGGARAN BELANJA PER JENIS BELANJA", f"PER 31 DESEMBER {tahun}", f"{NAMA} ({KODE})"],
        _urut(rng, kolom, 2),
        [f"TANGGAL / JAM CETAK OMSPAN : 03.01.{tahun + 1} / 08.30 WIB"],
    )


def capaian(rng: random.Random, fakta: Fakta) -> Lembar:
    gaya = Gaya.acak(rng)
    tahun = rng.choice([TAHUN, TAHUN, TAHUN - 1])
    tabel = "capaian" if tahun == TAHUN else "capaian_lalu"
    level = rng.choice(["kegiatan", "program", "strategis"])
    dengan_rasio, dengan_uang = rng.random() < 0.4, rng.random() < 0.5
    group = rng.random() < 0.4
    data: list[dict[str, Any]] = []
    n = 0
    for s, sasaran in enumerate(rng.sample(SASARAN, banyak(rng, 4, 12)), 1):
        for i in range(1, rng.randint(1, 5) + 1):
            n += 1
            satuan = rng.choice(["%", "%", "Layanan", "Indeks", "Orang"])
            penyebut = Decimal(rng.randint(3, 1400))
            pembilang = Decimal(rng.randint(1, int(penyebut)))
            target = Decimal(rng.randint(1, 100)) if satuan != "Indeks" else Decimal(rng.randint(250, 400)) / 100
            real = persen(pembilang, penyebut) if satuan == "%" else target + Decimal(rng.randint(0, 40))
            turun = rng.random() < 0.15
            hasil = persen(2 * target - (real or 0), target) if turun else persen(real or Decimal(0), target)
            if turun and hasil is not None and hasil < 0:
                hasil = Decimal(0)
            kosong = rng.random() < 0.08
            pagu = Decimal(rng.randrange(1000, 900_000) * 1000)
            data.append(
                {
                    "s": s,
                    "i": i,
                    "n": n,
                    "sasaran": sasaran,
                    "nama": indikator(rng, n),
                    "satuan": satuan,
                    "target": target,
                    "pembilang": None if kosong or satuan != "%" else pembilang,
                    "penyebut": None if kosong or satuan != "%" else penyebut,
                    "realisasi": None if kosong else real,
                    "capaian": None if kosong else hasil,
                    "pagu": pagu,
                    "realisasi_anggaran": pagu - Decimal(rng.randrange(0, 900_000)),
                    "turun": turun,
                }
            )
    names = ["target", "realisasi", "capaian"] + (["pembilang", "penyebut"] if dengan_rasio else [])
    names += ["pagu", "realisasi_anggaran"] if dengan_uang else []
    for d in data:
        key = (
            ("indikator_no", d["i"]),
            ("sasaran_no", d["s"]),
            *((("tahun", tahun),) if tabel == "capaian_lalu" else ()),
            ("tingkat", level),
        )
        for nama in names:
            fakta[(tabel, key, nama)] = d[nama]
        fakta[(tabel, key, "indikator")] = d["nama"]
    satuan_di = rng.choice(["kolom", "sel"])
    unit: Callable[[dict[str, Any]], str] = (
        (lambda d: d["satuan"] if satuan_di == "sel" or d["satuan"] == "%" else "")
        if gaya.angka != "asli"
        else (lambda d: "%" if d["satuan"] == "%" else "")
    )
    kata = {
        "kegiatan": ("Sasaran Kegiatan", "Indikator Kinerja Kegiatan"),
        "program": ("Sasaran Program", "Indikator Kinerja Program"),
        "strategis": ("Sasaran Strategis", "Indikator Kinerja Utama"),
    }[level]
    nomor: Callable[[dict[str, Any]], str] | None = rng.choice(
        [lambda d: f"{d['s']}.{d['i']}", lambda d: str(d["i"]), lambda d: str(d["n"]), None]
    )
    kinerja = ["KINERJA"] if group else []
    anggaran = ["ANGGARAN"] if group else []
    kolom = [
        ("sasaran", [kata[0]], _sasaran(gaya, data)),
        ("indikator", [kata[1]], [d["nama"] for d in data]),
        ("satuan", ["Satuan"], [d["satuan"] for d in data]),
        (
            "target",
            [*kinerja, rng.choice(["Target", "TARGET"])],
            [gaya.desimal(d["target"], unit(d)) for d in data],
        ),
        (
            "realisasi",
            [*kinerja, rng.choice(["Realisasi", "Realisasi Kegiatan"] if not group else ["Realisasi"])],
            [gaya.desimal(d["realisasi"], unit(d)) for d in data],
        ),
        (
            "capaian",
            [*kinerja, rng.choice(["Capaian", "Kinerja (%)", "Persentase", "% Capaian"])],
            [gaya.desimal(d["capaian"], "%") for d in data],
        ),
    ]
    if nomor is not None:
        kolom.insert(rng.choice([0, 1]), ("no", [rng.choice(["No", "No."])], [nomor(d) for d in data]))
    if dengan_uang:
        kolom += [
            ("pagu", [*anggaran, "Pagu"], [gaya.uang(d["pagu"]) for d in data]),
            (
                "realisasi_anggaran",
                [*anggaran, "Realisasi" if group else "Realisasi Anggaran"],
                [gaya.uang(d["realisasi_anggaran"]) for d in data],
            ),
        ]
    if dengan_rasio:
        kolom += [
            (
                "pembilang",
                ["Pembilang"],
                [gaya.uang(d["pembilang"]) if gaya.angka == "asli" else _bulat(d["pembilang"]) for d in data],
            ),
            (
                "penyebut",
                ["Penyebut"],
                [gaya.uang(d["penyebut"]) if gaya.angka == "asli" else _bulat(d["penyebut"]) for d in data],
            ),
        ]
    kolom.append(
        ("keterangan", ["Keterangan"], ["Semakin rendah semakin baik" if d["turun"] else "" for d in data])
    )
    return _lembar(
        rng,
        [
            "KEMENTERIAN IMIGRASI DAN PEMASYARAKATAN",
            "KANTOR WILAYAH CONTOH",
            NAMA,
            f"REKAPITULASI CAPAIAN KINERJA TAHUN {tahun}",
        ],
        kolom,
        [f"Dicetak dari aplikasi e-Performance, 05 Januari {tahun + 1} 10:12:44"],
    )


def _bulat(nilai: Decimal | None) -> str:
    return "-" if nilai is None else str(nilai)


def _sasaran(gaya: Gaya, data: list[dict[str, Any]]) -> list[str]:
    blank = {"gabung": "^^", "kosong": "", "ulang": None}[gaya.gabung]
    return [d["sasaran"] if d["i"] == 1 or blank is None else blank for d in data]


def renstra(rng: random.Random, fakta: Fakta) -> Lembar:
    gaya = Gaya.acak(rng)
    years = list(range(2021, rng.randint(2024, 2026)))
    data: list[dict[str, Any]] = []
    for s, sasaran in enumerate(rng.sample(SASARAN, banyak(rng, 4, 12)), 1):
        for i in range(1, rng.randint(1, 4) + 1):
            satuan = rng.choice(["%", "Layanan", ""])
            data.append(
                {
                    "s": s,
                    "i": i,
                    "sasaran": sasaran,
                    "nama": indikator(rng, len(data) + 1),
                    "satuan": satuan,
                    "t": [Decimal(rng.randint(1, 100)) if rng.random() > 0.05 else None for _ in years],
                }
            )
    for d in data:
        for year, value in zip(years, d["t"], strict=True):
            fakta[("renstra", (("indikator_no", d["i"]), ("sasaran_no", d["s"]), ("tahun", year)), "target")] = (
                value
            )
    group = rng.choice([["Target"], ["Target Kinerja"], []])
    kolom = [
        ("no", ["No"], [str(i + 1) for i in range(len(data))]),
        ("sasaran", ["Sasaran Kegiatan"], _sasaran(gaya, data)),
        ("indikator", [rng.choice(["Indikator Kinerja Kegiatan", "Indikator Kinerja"])], [d["nama"] for d in data]),
    ]
    kolom += [
        (
            "target",
            [*group, rng.choice([str(y), f"Tahun {y}"]) if group else str(y)],
            [gaya.desimal(d["t"][k], d["satuan"]) for d in data],
        )
        for k, y in enumerate(years)
    ]
    return _lembar(
        rng, ["TARGET KINERJA RENCANA STRATEGIS TAHUN 2021-2025", NAMA], kolom, ["Permenkumham Nomor 33 Tahun 2020"]
    )


def fa_detail(rng: random.Random, fakta: Fakta) -> Lembar:
    gaya = Gaya.acak(rng)
    rows: list[tuple[str, str, str, Decimal, Decimal]] = []
    total_p = total_r = Decimal(0)
    for kode in rng.sample(
        ["5252.BDC.004", "5252.BDC.012", "6231.EBA.994", "6231.EBB.951", "6231.EBD.952"], rng.randint(2, 5)
    ):
        parts = []
        for komponen in rng.sample(["001", "002", "051", "052", "053"], rng.randint(1, 3)):
            pagu = Decimal(rng.randrange(1000, 900_000) * 1000)
            parts.append(
                (
                    komponen,
                    f"{kode}.{komponen}",
                    f"Komponen {komponen}",
                    pagu,
                    pagu - Decimal(rng.randrange(0, 9_000_000)),
                )
            )
        p, r = sum((x[3] for x in parts), Decimal(0)), sum((x[4] for x in parts), Decimal(0))
        rows += [(kode, kode, f"Rincian output {kode[-3:]}", p, r), *parts]
        total_p, total_r = total_p + p, total_r + r
    for _, full, _, p, r in rows:
        for nama, value in (("pagu", p), ("realisasi", r), ("sisa", p - r), ("persen", persen(r, p))):
            fakta[("fa_detail", (("kode", full),), nama)] = value
    lines = [*rows, ("", "", rng.choice(["JUMLAH SELURUHNYA", "JUMLAH", "TOTAL"]), total_p, total_r)]
    short = rng.random() < 0.6
    kolom = [
        ("kode", ["Kode"], [x[0] if short else x[1] for x in lines]),
        ("uraian", [rng.choice(["URAIAN", "Uraian", "Program/Kegiatan/Output"])], [x[2] for x in lines]),
        ("pagu", [rng.choice(["Pagu", "PAGU (Rp)", "Pagu Revisi"])], [gaya.uang(x[3]) for x in lines]),
        (
            "realisasi",
            [rng.choice(["Realisasi", "REALISASI (Rp)", "Total Realisasi"])],
            [gaya.uang(x[4]) for x in lines],
        ),
        ("sisa", ["Sisa Anggaran"], [gaya.uang(x[3] - x[4]) for x in lines]),
        ("persen", [rng.choice(["%", "% Realisasi"])], [gaya.desimal(persen(x[4], x[3]), "%") for x in lines]),
    ]
    return _lembar(
        rng,
        ["FA DETAIL (16 SEGMEN)", f"PER 31 DESEMBER {TAHUN}", f"{NAMA} ({KODE})"],
        kolom,
        ["* pagu sudah termasuk blokir"],
    )


def satker_belanja(rng: random.Random, fakta: Fakta, lebar: bool = True) -> Lembar:
    gaya = Gaya.acak(rng)
    jenis = rng.choice(
        [["total"], ["pegawai", "barang", "modal", "total"]] if lebar else [["total"], ["pegawai", "total"]]
    )
    judul = {
        "pegawai": "BELANJA PEGAWAI",
        "barang": "BELANJA BARANG",
        "modal": "BELANJA MODAL",
        "total": "TOTAL BELANJA",
    }
    satker = [
        (
            str(code),
            f"{rng.choice(['LAPAS', 'RUTAN', 'BAPAS', 'KANIM'])} {rng.choice(KOTA)}",
        )
        for code in rng.sample(range(400000, 690000), 2 + banyak(rng, 10, 48))
    ]
    data: list[dict[str, tuple[Decimal, Decimal]]] = []
    for _ in satker:
        row = {}
        for j in jenis[:-1] if len(jenis) > 1 else jenis:
            pagu = Decimal(rng.randrange(1, 900_000) * 1000)
            row[j] = (pagu, pagu - Decimal(rng.randrange(-20_000, 900_000)))
        if len(jenis) > 1:
            row["total"] = (
                sum((v[0] for v in row.values()), Decimal(0)),
                sum((v[1] for v in row.values()), Decimal(0)),
            )
        data.append(row)
    total = {j: (sum((d[j][0] for d in data), Decimal(0)), sum((d[j][1] for d in data), Decimal(0))) for j in jenis}
    for (code, _), row in [*zip(satker, data, strict=True), (("total", ""), total)]:
        for j in jenis:
            p, r = row[j]
            for nama, value in (("pagu", p), ("realisasi", r), ("sisa", p - r), ("persen", persen(r, p))):
                fakta[("satker_belanja", (("jenis", j), ("kode_satker", code)), nama)] = value
    lines = [*data, total]
    kolom = [
        ("no", ["NO"], [str(i + 1) for i in range(len(satker))] + [""]),
        ("kode", ["KODE SATKER"], [c for c, _ in satker] + [""]),
        ("satker", [rng.choice(["SATKER", "NAMA SATKER", "Uraian Satker"])], [n for _, n in satker] + ["TOTAL"]),
    ]
    for j in jenis:
        kolom += [
            ("pagu", [judul[j], "PAGU"], [gaya.uang(d[j][0]) for d in lines]),
            ("r", [judul[j], "REALISASI"], [gaya.uang(d[j][1]) for d in lines]),
            ("s", [judul[j], rng.choice(["SISA", "SISA ANGGARAN"])], [gaya.uang(d[j][0] - d[j][1]) for d in lines]),
            ("p", [judul[j], "%"], [gaya.desimal(persen(d[j][1], d[j][0]), "%") for d in lines]),
        ]
    return _lembar(
        rng,
        ["REALISASI ANGGARAN BELANJA PER SATKER", f"31 DESEMBER {TAHUN}"],
        kolom,
        [f"TANGGAL / JAM CETAK OMSPAN : 03.01.{TAHUN + 1}"],
    )


def smart(rng: random.Random, fakta: Fakta) -> Lembar:
    gaya = Gaya.acak(rng)
    names = ("nilai", "penyerapan", "konsistensi", "cro", "efisiensi", "nilai_efisiensi")
    satker = [
        f"DITJEN {x} KANWIL CONTOH" for x in rng.sample(["AHU", "PAS", "IM", "KI", "PP", "HAM"], rng.randint(1, 5))
    ]
    rows = [
        [
            Decimal(rng.randint(-2000, 10000)) / 100
            if n == "efisiensi"
            else Decimal(rng.randint(4000, 10000)) / 100
            for n in names
        ]
        for _ in satker
    ]
    for s, row in zip(satker, rows, strict=True):
        for n, v in zip(names, row, strict=True):
            fakta[("smart", (("satker", s),), n)] = v
    words = {
        "nilai": ["Kinerja", "Nilai Kinerja"],
        "penyerapan": ["Penyerapan"],
        "konsistensi": ["Konsistensi", "Konsistensi RPD"],
        "cro": ["CRO", "Capaian RO"],
        "efisiensi": ["Efisiensi"],
        "nilai_efisiensi": ["Nilai Efisiensi", "NE"],
    }
    kolom = [("no", ["No."], [str(i + 1) for i in range(len(satker))]), ("satker", ["Nama Satuan Kerja"], satker)]
    kolom += [(n, [rng.choice(words[n])], [gaya.desimal(r[i]) for r in rows]) for i, n in enumerate(names)]
    return _lembar(
        rng,
        ["MONITORING EVALUASI KINERJA ANGGARAN - SMART DJA", f"Tahun Anggaran {TAHUN}"],
        _urut(rng, kolom, 2),
        ["https://smart.kemenkeu.go.id"],
    )


def pegawai(rng: random.Random, fakta: Fakta) -> Lembar:
    kelompok, labels = rng.choice(
        [
            ("Golongan", ["II/a", "II/b", "III/a", "III/b", "IV/a"]),
            ("Pendidikan", ["SMA", "D3", "S1", "S2"]),
            ("Jabatan", ["Struktural", "JFT", "JFU"]),
        ]
    )
    rows = [(x, Decimal(rng.randint(0, 90)), Decimal(rng.randint(0, 60))) for x in labels]
    rows.append(("Jumlah", sum((r[1] for r in rows), Decimal(0)), sum((r[2] for r in rows), Decimal(0))))
    gaya = Gaya.acak(rng)
    for label, a, b in rows:
        for nama, v in (("laki", a), ("perempuan", b), ("jumlah", a + b)):
            fakta[("pegawai", (("kelompok", kelompok), ("label", label)), nama)] = v
    kolom = [
        ("no", ["No"], [str(i + 1) for i in range(len(labels))] + [""]),
        ("label", [kelompok], [r[0] for r in rows]),
        ("l", [rng.choice(["Laki-laki", "L", "Pria"])], [gaya.desimal(r[1]) for r in rows]),
        ("p", [rng.choice(["Perempuan", "Wanita"])], [gaya.desimal(r[2]) for r in rows]),
        ("j", [rng.choice(["Jumlah", "Total"])], [gaya.desimal(r[1] + r[2]) for r in rows]),
    ]
    return _lembar(
        rng,
        [
            "SIMPEG - REKAPITULASI PEGAWAI",
            NAMA,
            f"Keadaan 31 Desember {TAHUN}",
            f"Data Pegawai Berdasarkan {kelompok}",
        ],
        kolom,
        [],
    )


def ikpa(rng: random.Random, fakta: Fakta) -> Lembar:
    gaya = Gaya.acak(rng)
    names = (
        "revisi_dipa",
        "deviasi_hal3",
        "penyerapan",
        "kontraktual",
        "tagihan",
        "up_tup",
        "dispensasi_spm",
        "capaian_output",
    )
    heads = (
        "Revisi DIPA",
        "Deviasi Halaman III DIPA",
        "Penyerapan Anggaran",
        "Belanja Kontraktual",
        "Penyelesaian Tagihan",
        "Pengelolaan UP dan TUP",
        "Dispensasi SPM",
        "Capaian Output",
    )
    group = (
        (["Kualitas Perencanaan Anggaran"] * 2)
        + (["Kualitas Pelaksanaan Anggaran"] * 5)
        + ["Kualitas Hasil Pelaksanaan Anggaran"]
    )
    bobot = [Decimal(x) for x in (10, 10, 20, 10, 10, 10, 5, 25)]
    satker = [
        (str(c), f"LAPAS {n}")
        for c, n in zip(rng.sample(range(400000, 600000), 3), ["SINTANG", "SAMBAS", "LANDAK"], strict=True)
    ][: rng.randint(1, 3)]
    nilai = [[Decimal(rng.randint(5000, 10000)) / 100 for _ in names] for _ in satker]
    end = [
        (sum((v * b / 100 for v, b in zip(row, bobot, strict=True)), Decimal(0)).quantize(Decimal("0.01")))
        for row in nilai
    ]
    four = rng.random() < 0.5
    cells: list[list[Any]] = []
    for (code, name), row, last in zip(satker, nilai, end, strict=True):
        kinds = [("nilai", "Nilai", row)]
        if four:
            kinds += [
                ("bobot", "Bobot", bobot),
                (
                    "nilai_akhir",
                    "Nilai Akhir",
                    [
                        (v * b / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
                        for v, b in zip(row, bobot, strict=True)
                    ],
                ),
            ]
        for k, (kind, label, values) in enumerate(kinds):
            for n, v in zip(names, values, strict=True):
                fakta[("ikpa", (("baris", kind), ("satker", name)), n)] = v
            if k == 0:
                fakta[("ikpa", (("baris", kind), ("satker", name)), "nilai_akhir")] = last
            up = "^^" if gaya.gabung == "gabung" else ""
            ident = [str(len(cells) + 1), code, name] if k == 0 else [up] * 3
            cells.append([*ident, label, *(gaya.desimal(v) for v in values), gaya.desimal(last) if k == 0 else up])
    paths = [
        ["No"],
        ["Kode Satker"],
        ["Uraian Satker"],
        ["Keterangan"],
        *([g, h] for g, h in zip(group, heads, strict=True)),
        [rng.choice(["Nilai Akhir", "Nilai Akhir (Nilai Total/Konversi Bobot)"])],
    ]
    keep = [i for i in range(len(paths)) if four or i != 3]
    kolom = [("", paths[i], [row[i] for row in cells]) for i in keep]
    return _lembar(
        rng,
        ["INDIKATOR PELAKSANAAN ANGGARAN", "Sampai Dengan : DESEMBER", f"TAHUN ANGGARAN {TAHUN}"],
        kolom,
        [f"Tanggal cetak : 12.01.{TAHUN + 1}"],
    )


def e_monev(rng: random.Random, fakta: Fakta) -> Lembar:
    gaya = Gaya.acak(rng)
    satker = [f"DITJEN {x} KANWIL" for x in rng.sample(["AHU", "PAS", "IM", "KI", "PP"], rng.randint(1, 4))]
    kolom: list[tuple[str, list[str], list[Any]]] = [
        ("no", ["NO"], [str(i + 1) for i in range(len(satker))]),
        ("s", ["SATUAN KERJA"], list(satker)),
    ]
    for t, word in enumerate(("I", "II", "III", "IV"), 1):
        for nama, head in (("anggaran", "ANGGARAN"), ("progres", rng.choice(["PROGRES PELAKSANAAN", "PROGRES"]))):
            values = [Decimal(rng.randint(100, 10000)) / 100 for _ in satker]
            for s, v in zip(satker, values, strict=True):
                fakta[("e_monev", (("satker", s), ("triwulan", t)), nama)] = v
            kolom.append(("v", [f"TRIWULAN {word}", head], [gaya.desimal(v) for v in values]))
    return _lembar(rng, [f"E-MONEV BAPPENAS TAHUN {TAHUN}"], kolom, ["https://e-monev.bappenas.go.id/"])


def perjanjian(rng: random.Random, fakta: Fakta) -> Lembar:
    gaya = Gaya.acak(rng)
    level, words = rng.choice(
        [
            ("strategis", ("Sasaran Strategis", "Indikator Kinerja Utama")),
            ("program", ("Sasaran Program", "Indikator Kinerja Program")),
            ("kegiatan", ("Sasaran Kegiatan", "Indikator Kinerja Kegiatan")),
        ]
    )
    nomor = rng.random() < 0.6
    rows: list[list[Any]] = []
    for s, sasaran in enumerate(rng.sample(SASARAN, banyak(rng, 4, 12)), 1):
        for i in range(1, rng.randint(1, 6) + 1):
            name = indikator(rng, len(rows) + 1)
            target: Any = Decimal(rng.randint(1, 100)) if rng.random() < 0.9 else "WTP"
            satuan = rng.choice(["%", "Layanan", ""])
            key = (("indikator_no", i), ("sasaran_no", s), ("tingkat", level))
            fakta[("perjanjian_kinerja", key, "target")] = target
            fakta[("perjanjian_kinerja", key, "indikator")] = name
            shown = target if target == "WTP" else gaya.desimal(target, satuan)
            own = [f"{s}.", sasaran] if i == 1 else ["^^", "^^"]
            rows.append([*own, f"{i}. {name}" if nomor else name, shown])
    kolom = [
        ("no", [rng.choice(["No.", "No"])], [r[0] for r in rows]),
        ("sasaran", [words[0]], [r[1] for r in rows]),
        ("indikator", [words[1]], [r[2] for r in rows]),
        ("target", [rng.choice(["Target", "TARGET"])], [r[3] for r in rows]),
    ]
    return _lembar(rng, [f"PERJANJIAN KINERJA TAHUN {TAHUN}", NAMA], kolom, [])


KELUARGA: dict[str, Callable[[random.Random, Fakta], Lembar]] = {
    "belanja": belanja,
    "capaian": capaian,
    "renstra": renstra,
    "fa_detail": fa_detail,
    "satker_belanja": satker_belanja,
    "smart": smart,
    "pegawai": pegawai,
    "ikpa": ikpa,
    "e_monev": e_monev,
    "perjanjian": perjanjian,
}


def write_xlsx(path: Path, lembar: Lembar, rng: random.Random) -> None:
    """Write a sheet somewhere on a workbook, among hidden and unrelated sheets."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = rng.choice(["Sheet1", "Rekap", "Data"])
    top, left = rng.choice([1, 1, 2, 5]), rng.choice([1, 1, 2, 4])
    for text in lembar.judul:
        sheet.cell(top, left, text)
        if rng.random() < 0.5 and lembar.badan and len(lembar.badan[0]) > 1:
            sheet.merge_cells(
                start_row=top, end_row=top, start_column=left, end_column=left + len(lembar.badan[0]) - 1
            )
        top += 1
    top += rng.choice([0, 1, 2])
    _put(sheet, lembar.kepala + lembar.badan, top, left)
    bottom = top + len(lembar.kepala) + len(lembar.badan) + rng.choice([0, 1, 2])
    for i, text in enumerate(lembar.catatan):
        sheet.cell(bottom + i, left, text)
    if rng.random() < 0.3:
        other = book.create_sheet("Catatan")
        other.cell(1, 1, "Catatan rapat")
        other.cell(2, 1, "Mohon dicek kembali sebelum dikirim.")
    if rng.random() < 0.3:
        hidden = book.create_sheet("lama")
        _put(hidden, lembar.kepala + lembar.badan, 1, 1)
        hidden.sheet_state = "hidden"
    book.save(path)


def _put(sheet: Any, rows: list[list[Any]], top: int, left: int) -> None:
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    span: dict[tuple[int, int], list[int]] = {}
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            at = (r, c)
            if value == "<<" or value == "^^":
                at = owner[(r, c - 1) if value == "<<" else (r - 1, c)]
                span[at] = [max(span[at][0], r), max(span[at][1], c)]
            else:
                span[at] = [r, c]
                cell = sheet.cell(top + r, left + c)
                if isinstance(value, tuple):
                    cell.value, cell.number_format = float(value[0]) if value[0] % 1 else int(value[0]), value[1]
                elif value != "":
                    cell.value = value
            owner[(r, c)] = at
    for (r, c), (r2, c2) in span.items():
        if (r, c) != (r2, c2):
            sheet.merge_cells(start_row=top + r, end_row=top + r2, start_column=left + c, end_column=left + c2)


@dataclass
class Nilai:
    """How a reading compares with the facts that were written."""

    tepat: int = 0
    hilang: list[str] = field(default_factory=list)
    salah: list[str] = field(default_factory=list)  # another value than written
    lebih: list[str] = field(default_factory=list)  # a value nobody wrote


def compare(fakta: Fakta, bacaan: Bacaan) -> Nilai:
    """Compare numbers by table, key (names left out) and column."""
    nilai = Nilai()
    seen: dict[Any, Any] = {}
    for fact in bacaan.facts:
        kunci = dict(fact.kunci)
        if "indikator_no" in kunci:
            kunci.pop("sasaran", None), kunci.pop("indikator", None)
        key = (fact.tabel, tuple(sorted(kunci.items())), fact.kolom)
        if key in fakta or isinstance(fact.nilai, Decimal):
            seen[key] = fact.nilai
    for key, value in fakta.items():
        if key not in seen:
            (nilai.hilang.append(str(key)) if value is not None else None)
        elif seen[key] == value or (
            isinstance(value, Decimal)
            and isinstance(seen[key], Decimal)
            and abs(seen[key] - value) < Decimal("1e-9")
        ):
            nilai.tepat += 1
        else:
            nilai.salah.append(f"{key}: {value} terbaca {seen[key]}")
    nilai.lebih = [
        str(key) for key in seen if key not in fakta and not (key[0] == "fa_detail" and "kode" not in dict(key[1]))
    ]
    return nilai


def write_recap_pdf(path: Path, lembar: Lembar, rng: random.Random) -> None:
    """Write a sheet as a PDF in a random style (ruled, half-ruled, borderless; portrait or landscape)."""
    from tests.extract.layout.pdf_writer import Style, write_pdf
    from tests.extract.layout.spec import TableSpec

    kepala, badan, align = pdf_rows(lembar)
    spec = TableSpec(kepala, badan, align, tuple(lembar.judul), tuple(lembar.catatan))
    style = Style(
        rules=rng.choice(["grid", "grid", "thin", "horizontal", "none"]),
        zebra=rng.random() < 0.3,
        size=rng.choice([6.5, 7.0, 8.0]),
        landscape=True,
        repeat_header=rng.random() < 0.7,
    )
    write_pdf(path, [spec], style)


def pdf_rows(lembar: Lembar) -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...], str]:
    """Return the heading rows, the body rows and the alignment of a sheet as it is printed."""
    width = len(lembar.badan[0])
    merged = any("<<" in row or "^^" in row for row in lembar.kepala)
    kepala = tuple(tuple(row) for row in lembar.kepala)
    if not merged and len(kepala) > 1:
        kepala = tuple(tuple(row) for row in _merged(lembar.kepala))
    badan = tuple(tuple(_tampil(v) for v in row) for row in lembar.badan)
    return kepala, badan, "".join("l" if _huruf(lembar.badan, c) else "r" for c in range(width))


def _merged(rows: list[list[str]]) -> list[list[str]]:
    """Print a header merged: blanks beside a group belong to it, blanks below a heading too."""
    done = [list(row) for row in rows]
    for c in range(len(rows[0])):
        for r in range(len(rows)):
            if rows[r][c] == "" and r == 0:
                done[r][c] = "<<"
            elif rows[r][c] == "":
                done[r][c] = "^^"
    return done


def _tampil(nilai: Any) -> str:
    """Return what a cell prints."""
    if not isinstance(nilai, tuple):
        return str(nilai)
    number, form = nilai
    if number < 0 and "(" in form:
        return f"({_tampil((-number, form.split(';')[0]))})"
    if form == "0.00%":
        return f"{number * 100:.2f}%".replace(".", ",")
    if form == "General":
        return f"{number:f}".replace(".", ",")
    return f"{number:,}".replace(",", ".")


def _huruf(rows: list[list[Any]], c: int) -> bool:
    texts = [_tampil(row[c]) for row in rows if row[c] not in ("^^", "<<", "")]
    return sum(1 for t in texts if sum(ch.isalpha() for ch in t) > 5) * 2 > len(texts)
