"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Tahun = Annotated[int, typer.Option("--tahun", metavar="N", help="Tahun laporan.", min=2000, max=2099)]
TahunBebas = Annotated[
    int | None,
    typer.Option(
        "--tahun",
        metavar="N",
        help="Tahun laporan; dengan --semua boleh kosong: semua tahun.",
        min=2000,
        max=2099,
    ),
]
Masukan = Annotated[Path, typer.Option("--input", metavar="DIR", help="Folder rekap, berisi <tahun>/<satker>/.")]
Keluaran = Annotated[Path, typer.Option("--output", metavar="DIR", help="Folder hasil, berisi <tahun>/<satker>/.")]
Semester = Annotated[bool, typer.Option("--semester", help="Laporan semester I (1 Januari sampai 30 Juni).")]
