"""`fakta.csv`: every fact read from a source, one line each, in a fixed order."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from extract.bacaan import Bacaan
from extract.figure import Fact

KOLOM = ("tabel", "kunci", "kolom", "nilai", "satuan", "teks_asli", "berkas", "lokasi", "per_tanggal")
TABEL = (
    "profil", "perjanjian_kinerja", "anggaran_pk", "capaian", "capaian_lalu", "renstra", "belanja", "belanja_lalu",
    "satker_belanja", "fa_detail", "ikpa", "smart", "pegawai", "data_dukung", "e_tarja", "e_monev", "e_performance",
)  # fmt: skip
_URUTAN = {name: place for place, name in enumerate(TABEL)}
_FORMULA = ("+", "-", "=", "@", "\t", "\r")


def fakta_rows(facts: Iterable[Fact]) -> list[tuple[str, ...]]:
    """Return the lines of `fakta.csv`: tables in the contract's order, facts in reading order; forms left out."""
    known = [f for f in facts if f.tabel in _URUTAN]
    return [
        (
            fact.tabel,
            fact.kunci_json,
            fact.kolom,
            show_nilai(fact.nilai),
            fact.satuan,
            fact.teks_asli,
            fact.source.file,
            fact.source.locator + (" (OCR)" if fact.ocr else ""),
            fact.per_tanggal.isoformat() if fact.per_tanggal else "",
        )
        for fact in sorted(known, key=lambda f: _URUTAN[f.tabel])
    ]


def show_nilai(nilai: Decimal | str | None) -> str:
    """Return a value as plain text: `67.42`, `-16.14`, words, empty where there is none."""
    if nilai is None:
        return ""
    return f"{nilai:f}" if isinstance(nilai, Decimal) else nilai


def inert(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe before = @ and before + - with words."""
    words = text[:1] in ("+", "-") and any(char.isalpha() or char in "|!@" for char in text)
    return f"'{text}" if words or text[:1] in ("=", "@", "\t", "\r") else text


def write_fakta(bacaan: Bacaan, path: Path) -> None:
    """Write `fakta.csv` (UTF-8, comma, LF); the same facts give the same bytes."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(KOLOM)
    writer.writerows(
        [inert(cell) if cell[:1] in _FORMULA else cell for cell in row] for row in fakta_rows(bacaan.facts)
    )
    path.write_bytes(buffer.getvalue().encode("utf-8"))
