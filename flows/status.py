"""`lkjip status`: one row per satker: sources complete, last run, findings, output."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from flows import kunci
from flows.buat import missing_recaps
from flows.kilas import remembered
from flows.proses import Proses, edited, missing
from flows.wadah import Masa, WrongUsage, input_folder, satker_names

KOLOM = (
    "Satker",
    "Berkas",
    "Rekap yang belum ada",
    "Terakhir dibuat",
    "Keadaan",
    "Temuan",
    "Perlu diisi",
    "Hasil",
)


@dataclass(frozen=True, slots=True)
class BarisStatus:
    """What is known of one satker without reading its recaps again."""

    satker: str
    berkas: int
    kurang: str
    terakhir: str
    keadaan: str
    temuan: str
    tugas: str
    hasil: str

    def cells(self) -> tuple[str, ...]:
        return (
            self.satker, str(self.berkas), self.kurang, self.terakhir, self.keadaan, self.temuan, self.tugas,
            self.hasil,
        )  # fmt: skip


def run(tahun: int, masukan: Path, keluaran: Path, *, semester: bool = False) -> int:
    """Print the table; return 0, or 2 when there is no satker of that year."""
    masa = Masa(tahun, 1 if semester else None)
    rows = collect(masa, masukan, keluaran)
    if not rows:
        raise WrongUsage(f"Belum ada satker untuk {masa.folder} di {masukan} maupun {keluaran}.")
    _show(masa, rows)
    return 0


def collect(masa: Masa, masukan: Path, keluaran: Path) -> list[BarisStatus]:
    """Return one row per satker that has recaps or an output."""
    names = sorted({*satker_names(masukan, masa), *satker_names(keluaran, Masa(masa.tahun, masa.semester))})
    return [_row(masa, masukan, keluaran, name) for name in names]


def _row(masa: Masa, masukan: Path, keluaran: Path, satker: str) -> BarisStatus:
    folder, out = input_folder(masukan, masa, satker), keluaran / masa.folder / satker
    record = Proses.read(out)
    known = remembered(record.bahan.masukan, record.kilas.get("masukan")) if record else None
    files = kunci.hash_tree(folder, known) if folder.is_dir() else {}
    if record is None:
        return BarisStatus(satker, len(files), "?", "-", "belum dibuat", "-", "-", "-")
    findings = ", ".join(f"{n} {level.lower()}" for level, n in record.temuan.items() if n) or "tidak ada"
    reports = sorted(p.name for p in out.glob("LKjIP_*"))
    return BarisStatus(
        satker,
        len(files),
        "; ".join(missing_recaps(record.rekap)) or "lengkap",
        str(record.jalan.get("mulai", "?"))[:16].replace("T", " "),
        _state(record, files, out, has_input=folder.is_dir()),
        findings,
        str(len(record.tugas)),
        ", ".join(reports) or "-",
    )


def _state(record: Proses, files: dict[str, str], out: Path, *, has_input: bool) -> str:
    if not has_input:
        return "rekap tidak ada lagi"
    if record.bahan.masukan != files:
        return "rekap berubah: perlu dibuat ulang"
    if record.bahan.program != kunci.program_files():
        return "program berubah: perlu dibuat ulang"
    if lost := missing(out, record):
        return f"{len(lost)} berkas hasil hilang"
    if changed := edited(out, record)[0]:
        return f"{len(changed)} berkas disunting setelah dibuat"
    return "mutakhir"


def _show(masa: Masa, rows: list[BarisStatus]) -> None:
    if not sys.stdout.isatty():
        print("\t".join(KOLOM))
        for row in rows:
            print("\t".join(row.cells()))
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(title=f"LKjIP {masa.folder}", title_justify="left", show_lines=True)
    for heading in KOLOM:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(escape(cell) for cell in row.cells()))
    Console().print(table)
