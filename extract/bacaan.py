"""What reading one satker's folder yields: files recognised, facts, findings."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec import Struct

from extract.figure import Fact
from extract.finding import Finding
from extract.grid import Document


class FileReport(Struct, frozen=True):
    """How one file was understood.

    `jenis` are the source families found in it (the table names of the contract, `profil`,
    `isian_narasi`, ...), empty when it was not understood. `tabel` lists every table as (name, data
    rows, columns); `penjelasan` says in Indonesian which heading became which column with which
    score and which rows were left out and why.
    """

    file: str
    sha256: str
    jenis: tuple[str, ...]
    satker: str | None = None
    kode_satker: str | None = None
    tahun: int | None = None
    per_tanggal: date | None = None
    tabel: tuple[tuple[str, int, int], ...] = ()
    penjelasan: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    terbaca: bool = True  # False: `UnreadableInput` was raised for it (damaged, locked, not a PDF/workbook)


class Bacaan(Struct, frozen=True):
    """All that was read for one satker and one year.

    `findings` already contains those of the files. `facts` of the forms (tables `isian_narasi`,
    `isian_teks`) are for the report only and stay out of `fakta.csv`.
    """

    folder: Path
    tahun: int
    satker_id: str
    files: tuple[FileReport, ...] = ()
    facts: tuple[Fact, ...] = ()
    findings: tuple[Finding, ...] = ()
    buku: tuple[Document, ...] = ()  # the workbooks as they were read, for the trace page

    def tabel(self, nama: str) -> tuple[Fact, ...]:
        """Return the facts of one table, in reading order."""
        return tuple(fact for fact in self.facts if fact.tabel == nama)
