"""Habits of offices on paper: a scale in a heading or beside the title, three levels of headings, subtotals,
two kinds of separators, negatives in parentheses, other spellings of the satker, text over text.

`vary_print` changes a sheet the way people do (its facts follow), `print_habits` how it is drawn.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from extract.bacaan import Bacaan
from tests.extract.layout.pdf_writer import Style
from tests.extract.rekap_buatan import NAMA, TAHUN, Fakta, Lembar
from tests.extract.rekap_kantor import BERUANG, UANG, vary
from tests.extract.rekap_ragam import Hasil, Kebiasaan, compare, write_case

EJAAN = ("Lembaga Pemasyarakatan Klas IIB Contoh", "LAPAS KELAS II B CONTOH", "Lapas Kls. IIB Contoh",
         "LEMBAGA PEMASYARAKATN KELAS IIB CONTOH")  # fmt: skip
GRUP = {"capaian": "TAHUN BERJALAN", "satker_belanja": "REALISASI BELANJA", "ikpa": "INDIKATOR KINERJA",
        "e_monev": "PEMANTAUAN", "renstra": "SASARAN JANGKA MENENGAH"}  # fmt: skip


def vary_print(rng: random.Random, fakta: Fakta, lembar: Lembar) -> Lembar:
    """Return the sheet as an office would have printed it."""
    tables = {key[0] for key in fakta}
    before = list(lembar.judul)
    made = vary(rng, fakta, lembar)
    if tables <= BERUANG and made.judul == before and rng.random() < 0.3:
        _scale(rng, fakta, made)
    if rng.random() < 0.3:
        _three_levels(made, tables)
    if rng.random() < 0.3:
        _parentheses(made)
    if rng.random() < 0.3:
        spelt = rng.choice(EJAAN)
        made.judul = [text.replace(NAMA, spelt) for text in made.judul]
    if tables == {"fa_detail"} and rng.random() < 0.3:
        _subtotal(made)
    return made


def _scale(rng: random.Random, fakta: Fakta, lembar: Lembar) -> None:
    """Write the scale into each heading of money, or at the right end above the table."""
    word, times = rng.choice([("ribuan", 1000), ("jutaan", 1_000_000)])
    heads = [(r, c) for r, row in enumerate(lembar.kepala) for c, text in enumerate(row) if _money(text)]
    if rng.random() < 0.5 or not heads:
        lembar.judul.append(f">>(dalam {word} rupiah)")
    else:
        for r, c in heads:
            plain = lembar.kepala[r][c].replace("(Rp)", "").strip()
            lembar.kepala[r][c] = f"{plain} (dalam {word} Rp)"
    for key, value in fakta.items():
        if key[2] in UANG and isinstance(value, Decimal):
            fakta[key] = value * times


def _money(text: str) -> bool:
    plain = text.lower().replace("(rp)", "").strip()
    return plain in {"pagu", "pagu anggaran", "anggaran", "realisasi", "realisasi anggaran", "sisa",
                     "sisa anggaran", "sisa pagu", "pagu revisi", "total realisasi"}  # fmt: skip


def _three_levels(lembar: Lembar, tables: set[str]) -> None:
    """Put one more heading over all groups of a two-level header."""
    word = next((GRUP[t] for t in tables if t in GRUP), "")
    rows = [row for row in lembar.kepala if not row[0].startswith("(1")]
    if not word or len(rows) != 2 or not any("<<" in row or "^^" in row for row in rows):
        return
    groups = [c for c in range(len(rows[0])) if rows[1][c] != "^^"]
    if groups != list(range(groups[0], groups[-1] + 1)) or len(groups) < 3:
        return
    top, down = list(rows[0]), ["^^"] * len(rows[0])
    for c in groups:
        top[c], down[c] = ("<<" if c > groups[0] else word), rows[0][c]
    lembar.kepala[:2] = [top, down, rows[1]]


def _parentheses(lembar: Lembar) -> None:
    for row in lembar.badan:
        for c, value in enumerate(row):
            if isinstance(value, str) and value[:1] == "-" and value[1:2].isdigit():
                row[c] = f"({value[1:]})"
            elif isinstance(value, tuple) and value[0] < 0:
                row[c] = (value[0], f"{value[1]};(0)")


def _subtotal(lembar: Lembar) -> None:
    """A subtotal after the first group of components."""
    starts = [i for i, row in enumerate(lembar.badan) if "." in str(row[0]) and str(row[0]).count(".") == 2]
    if len(starts) < 2:
        return
    row: list[Any] = ["", f"Jumlah {lembar.badan[starts[0]][1]}", *lembar.badan[starts[0]][2:]]
    lembar.badan.insert(starts[1], row)


def print_habits(rng: random.Random, style: Style) -> Style:
    """Return the style with text over text and columns so narrow that names run over many lines."""
    extras = replace(style.extras, double=rng.random() < 0.15, over=rng.random() < 0.15)
    if rng.random() < 0.25:
        style = replace(style, max_column=rng.choice((70.0, 85.0)))
    return replace(style, extras=extras)


def run_on(rng: random.Random, family: str) -> Callable[[str], str]:
    """Return what makes a name run on below the next cell, in some tables whose rows have codes."""
    far = family in {"fa_detail", "satker_belanja"} and rng.random() < 0.25

    def longer(text: str) -> str:
        named = text[:3].isalpha() and len(text) > 8
        return f"{text}||WILAYAH KERJA KANTOR WILAYAH CONTOH TAHUN 2019" if far and named else text

    return longer


CETAK = Kebiasaan(vary_print, run_on, print_habits)


def run_print_case(folder: Path, keluarga: str, benih: int, reader: Callable[[Path, int], Bacaan]) -> Hasil:
    """Write one PDF as an office would have printed it, read it back and compare."""
    rng, fakta = random.Random(f"{keluarga}-cetak-{benih}"), Fakta()
    folder.mkdir(parents=True)
    gaya = write_case(folder / "a.pdf", keluarga, rng, fakta, rng, CETAK)
    return compare(fakta, reader(folder, TAHUN), f"{keluarga}-cetak-{benih}", gaya)
