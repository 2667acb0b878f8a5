"""Habits of offices in Excel: families of few figures, thousands in the title, subtotals, neighbours, slips.

`RAGAM_BUKU` are families only workbooks are measured with; `vary` changes a sheet (and its facts) the way
people do; `write_office` puts it into a workbook, perhaps beside or before another recap.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from extract.bacaan import Bacaan
from tests.extract.rekap_buatan import (
    KODE,
    NAMA,
    TAHUN,
    Fakta,
    Gaya,
    Lembar,
    _lembar,
    _put,
    banyak,
    belanja,
    pegawai,
)
from tests.extract.rekap_ragam import RAGAM, Hasil, compare

UANG = frozenset({"pagu", "realisasi", "sisa", "realisasi_anggaran"})
BERUANG = frozenset({"belanja", "belanja_lalu", "satker_belanja", "fa_detail", "anggaran_pk"})
BULAN = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
         "November", "Desember")  # fmt: skip
Tetangga = tuple[Lembar, Lembar]


def profil(rng: random.Random, fakta: Fakta) -> Lembar:
    butir = {
        "nama": (["Nama Satuan Kerja", "Nama Satker", "Nama UPT", "Nama Lapas"], NAMA.title()),
        "kode_satker": (["Kode Satker", "Kode Satuan Kerja"], KODE),
        "alamat": (["Alamat", "Alamat Kantor", "Alamat Lengkap"], "Jl. Merdeka No. 7, Contoh"),
        "telepon": (["Telepon", "No. Telp", "Nomor Telepon Kantor", "Telepon/Fax"], "(0561) 734512"),
        "surel": (["Email", "Surel", "Alamat Email", "E-mail"], "lapas.contoh@kemenkumham.go.id"),
        "kepala": (["Nama Kepala", "Kepala", "Nama Kalapas", "Nama Pimpinan"], "Budi Santosa, S.H., M.H."),
        "nip": (["NIP", "NIP Kepala", "NIP. Kepala Lapas"], "197203041998031002"),
        "kota": (["Kota", "Tempat Tanda Tangan", "Kota Kedudukan"][:2], "Contoh"),
    }
    names = list(butir)
    rng.shuffle(names)
    rows: list[list[str]] = []
    for nama in names:
        labels, text = butir[nama]
        fakta[("profil", (), nama)] = text
        rows.append([str(len(rows) + 1), rng.choice(labels), text])
    head = [["No", rng.choice(["Uraian", "Butir", "Hal"]), rng.choice(["Isian", "Keterangan", "Data"])]]
    keep = slice(rng.choice([0, 1]), None)
    title = rng.choice(["PROFIL SATUAN KERJA", "DATA SATKER"])
    return Lembar([title], [r[keep] for r in head], [r[keep] for r in rows])


def e_performance(rng: random.Random, fakta: Fakta) -> Lembar:
    gaya = Gaya.acak(rng)
    satker = [f"LAPAS {x}" for x in rng.sample(["SINTANG", "SAMBAS", "LANDAK", "PARIGI"], rng.randint(1, 4))]
    until = rng.choice([6, 12, 12])
    short = rng.random() < 0.4
    label = rng.choice(["Satuan Kerja", "Unit Kerja"])
    kolom: list[tuple[str, list[str], list[Any]]] = [("s", [label], list(satker))]
    for bulan in BULAN[:until]:
        values = [Decimal(rng.choice([0, 50, 100, 100, 100])) for _ in satker]
        for s, v in zip(satker, values, strict=True):
            fakta[("e_performance", (("periode", bulan.lower()), ("satker", s)), "isi")] = v
        kolom.append(("v", [bulan[:3] if short else bulan], [gaya.desimal(v) for v in values]))
    return _lembar(rng, [f"MONITORING PENGISIAN E-PERFORMANCE TAHUN {TAHUN}"], kolom, [])


def data_dukung(rng: random.Random, fakta: Fakta) -> Lembar:
    title = f"Data Dukung IKK 1.{rng.randint(1, 4)} Jumlah layanan tahun {TAHUN}"
    key = f"kegiatan.{title.split()[3]}"
    gaya = Gaya(rng, rng.choice(["id", "asli"]))
    heads = ["No", "Jenis Layanan", rng.choice(["Masuk", "Permohonan"]), rng.choice(["Selesai", "Disetujui"])]
    rows: list[list[Any]] = []
    for n in range(1, banyak(rng, 8, 30) + 1):
        values = [Decimal(rng.randint(0, 900)) for _ in range(2)]
        rows.append([str(n), f"Layanan {chr(64 + n % 26)}{n}", *(gaya.desimal(v) for v in values)])
        for head, value in zip([heads[0], *heads[2:]], [Decimal(n), *values], strict=True):
            fakta[("data_dukung", (("baris", n), ("indikator", key), ("judul", title)), head)] = value
    return Lembar([title], [heads], rows)


def belanja_rebah(rng: random.Random, fakta: Fakta) -> Lembar:
    """Belanja with its jenis as columns."""
    lembar = belanja(rng, fakta)
    head = [c for c in range(len(lembar.kepala[0])) if lembar.kepala[0][c].lower().rstrip(".") != "no"]
    grid = [[lembar.kepala[0][c] for c in head], *([row[c] for c in head] for row in lembar.badan)]
    turned = [list(column) for column in zip(*grid, strict=True)]
    return Lembar(lembar.judul, turned[:1], turned[1:], lembar.catatan)


RAGAM_BUKU: dict[str, Callable[[random.Random, Fakta], Lembar]] = {
    "profil": profil, "e_performance": e_performance, "data_dukung": data_dukung, "belanja_rebah": belanja_rebah,
}  # fmt: skip


def run_office_case(folder: Path, keluarga: str, benih: int, reader: Callable[[Path, int], Bacaan]) -> Hasil:
    """Write one workbook as an office would have made it, read it back and compare."""
    rng, fakta = random.Random(f"{keluarga}-kantor-{benih}"), Fakta()
    folder.mkdir(parents=True)
    lembar = vary(rng, fakta, {**RAGAM, **RAGAM_BUKU}[keluarga](rng, fakta))
    write_office(folder / "a.xlsx", lembar, rng, fakta)
    return compare(fakta, reader(folder, TAHUN), f"{keluarga}-kantor-{benih}", "kantor")


def vary(rng: random.Random, fakta: Fakta, lembar: Lembar) -> Lembar:
    """Return the sheet as one more office would have made it; facts follow."""
    lembar = Lembar(list(lembar.judul), [list(r) for r in lembar.kepala], [list(r) for r in lembar.badan],
                    list(lembar.catatan))  # fmt: skip
    tables = {key[0] for key in fakta}
    if rng.random() < 0.25 and tables <= BERUANG:
        _in_thousands(rng, fakta, lembar)
    if "data_dukung" in tables:  # its own headings are its columns
        return lembar
    if rng.random() < 0.3:
        _drop_numbers(rng, lembar)
    if rng.random() < 0.25:
        _other_separators(rng, lembar)
    if rng.random() < 0.3:
        _slip(rng, lembar)
    if rng.random() < 0.3:
        _formats(rng, lembar)
    if rng.random() < 0.2:
        _subtotal(rng, tables, lembar)
    return lembar


def _in_thousands(rng: random.Random, fakta: Fakta, lembar: Lembar) -> None:
    word, times = rng.choice([("ribuan", 1000), ("jutaan", 1_000_000)])
    said = [f"(dalam {word} rupiah)", f"(Dalam {word.title()} Rupiah)", f"dalam {word} Rp"]
    lembar.judul.append(rng.choice(said))
    for key, value in fakta.items():
        if key[2] in UANG and isinstance(value, Decimal):
            fakta[key] = value * times


def _drop_numbers(rng: random.Random, lembar: Lembar) -> None:
    """Row numbers missing here and there, or starting again."""
    if lembar.kepala[0][0].lower().rstrip(".") != "no":
        return
    for i, row in enumerate(lembar.badan):
        if isinstance(row[0], str) and row[0].isdigit() and rng.random() < 0.4:
            row[0] = rng.choice(["", str(i % 3 + 1)])


def _other_separators(rng: random.Random, lembar: Lembar) -> None:
    """One column written with the other separators; never where a single number would become ambiguous."""
    c = rng.randrange(2, len(lembar.badan[0])) if len(lembar.badan[0]) > 2 else 0
    texts = [row[c] for row in lembar.badan if isinstance(row[c], str) and any(ch.isdigit() for ch in row[c])]
    if not c or any(sum(ch.isalpha() for ch in t.replace("Rp", "")) > 0 for t in texts):
        return
    swap = str.maketrans(".,", ",.")
    for row in lembar.badan:
        if isinstance(row[c], str) and "Rp" not in row[c] and not row[c].endswith("-"):
            row[c] = row[c].translate(swap)


def _slip(rng: random.Random, lembar: Lembar) -> None:
    """A heading with a letter left out or doubled."""
    cells = [(r, c, t) for r, row in enumerate(lembar.kepala) for c, t in enumerate(row)]
    places = [(r, c) for r, c, t in cells if len(t) >= 8 and t.isalpha()]
    if not places:
        return
    r, c = rng.choice(places)
    text = lembar.kepala[r][c]
    i = rng.randrange(2, len(text) - 1)
    lembar.kepala[r][c] = text[:i] + rng.choice([text[i + 1 :], text[i] + text[i:]])


def _formats(rng: random.Random, lembar: Lembar) -> None:
    """Numbers typed with spaces around them, floats with binary noise, negatives in parentheses."""
    for row in lembar.badan:
        for c, value in enumerate(row):
            if isinstance(value, tuple) and value[1] == "#,##0":
                row[c] = (value[0], "#,##0;(#,##0)")
            elif isinstance(value, str) and value[:1].isdigit() and rng.random() < 0.3 and c > 1:
                row[c] = rng.choice([f" {value} ", f"{value}\u00a0"])


def _subtotal(rng: random.Random, tables: set[str], lembar: Lembar) -> None:
    """A subtotal row in the middle of a table over satker."""
    if tables != {"satker_belanja"} or len(lembar.badan) < 4:
        return
    row: list[Any] = ["", "", rng.choice(["Sub Total", "Subtotal", "Jumlah Lapas"])]
    row += [_again(v) for v in lembar.badan[0][3:]]
    lembar.badan.insert(1, row)


def _again(value: Any) -> Any:
    return value if value not in ("^^", "<<") else ""


def write_office(path: Path, lembar: Lembar, rng: random.Random, fakta: Fakta) -> None:
    """Write a workbook with the sheet, now and then beside or before another small recap, or with letterhead."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet: Any = book.worksheets[0]
    top, left = rng.choice([1, 2, 6]), rng.choice([1, 2, 5])
    if rng.random() < 0.3:
        for text in ("KEMENTERIAN IMIGRASI DAN PEMASYARAKATAN", "Jalan Merdeka No. 7 Telp. 021-5"):
            sheet.cell(top, left, text)
            top += 1
        top += 1
    tables = {key[0] for key in fakta}
    beside = rng.random() < 0.25 and not tables & {"pegawai", "profil", "data_dukung"}
    other = pegawai(rng, fakta) if beside else None
    blocks = [(lembar, left)] + ([(other, left + len(lembar.badan[0]) + rng.choice([1, 2]))] if other else [])
    height = max(len(b.judul) for b, _ in blocks)
    for block, column in blocks:
        for i, text in enumerate(block.judul):
            sheet.cell(top + height - len(block.judul) + i, column, text)
        _put(sheet, block.kepala + block.badan, top + height + 1, column)
    bottom = top + height + 2 + max(len(b.kepala) + len(b.badan) for b, _ in blocks)
    for i, text in enumerate(lembar.catatan):
        sheet.cell(bottom + i, left, text)
    if rng.random() < 0.25 and not tables & {"belanja", "belanja_lalu"}:
        second = belanja(rng, fakta)
        _put(book.create_sheet("LRA"), [[t] for t in second.judul] + second.kepala + second.badan, 1, 1)
    book.save(path)
