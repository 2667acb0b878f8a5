"""Small workbooks for tests: rows of values at a place on a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from extract.bacaan import Bacaan
from extract.collect import read_folder

Baris = Sequence[Any]


def write_book(path: Path, sheets: dict[str, Sequence[Baris]], *, top: int = 1, left: int = 1) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if value is not None:
                    sheet.cell(top + r, left + c, value)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)


def read_book(folder: Path, rows: Sequence[Baris], *, tahun: int = 2024, top: int = 1, left: int = 1) -> Bacaan:
    """Write one sheet into a folder of its own and read the folder."""
    write_book(folder / "rekap.xlsx", {"Lembar": rows}, top=top, left=left)
    return read_folder(folder, tahun)


def values(bacaan: Bacaan, tabel: str, kolom: str, *parts: str) -> dict[Any, Any]:
    """Return one column of a table by the named parts of its key."""
    found = {}
    for fact in bacaan.tabel(tabel):
        if fact.kolom == kolom:
            key = tuple(fact.key(p) for p in parts)
            found[key[0] if len(key) == 1 else key] = fact.nilai
    return found


def codes(bacaan: Bacaan) -> set[str]:
    """Return the codes of the findings about the files (not those about missing recaps)."""
    return {f.kode for f in bacaan.findings} - {"SUMBER-KURANG", "SUMBER-TAMBAHAN"}
