"""`lkjip jadwal`: the command line of schedules; the work is in `flows.jadwal` and `flows.pantau`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.bahasa import Perintah, new_app

jadwal_app = new_app("Menjalankan penyusunan menurut jadwal, dengan server Prefect di mesin ini atau bersama.")

Masukan = Annotated[Path, typer.Option("--input", metavar="DIR", help="Folder rekap.")]
Keluaran = Annotated[Path, typer.Option("--output", metavar="DIR", help="Folder hasil.")]
Pool = Annotated[str, typer.Option("--pool", metavar="NAMA", help="Work pool Prefect.")]
Zona = Annotated[str, typer.Option("--zona", metavar="ZONA", help="Zona waktu jadwal.")]
CronTahunan = Annotated[str, typer.Option("--cron-tahunan", metavar="CRON", help="Waktu laporan tahunan.")]
CronSemester = Annotated[str, typer.Option("--cron-semester", metavar="CRON", help="Waktu laporan semester I.")]
Beritahu = Annotated[
    str,
    typer.Option(
        "--beritahu",
        metavar="JENIS/NAMA",
        help="Blok pemberitahuan Prefect yang dikabari ketika jalan berakhir, misalnya slack-webhook/kanwil.",
    ),
]
TAHUNAN, SEMESTER = "0 6 2 1 *", "0 6 1 7 *"


@jadwal_app.command("layani", cls=Perintah)
def layani(
    masukan: Masukan = Path("input"),
    keluaran: Keluaran = Path("output"),
    cron_tahunan: CronTahunan = TAHUNAN,
    cron_semester: CronSemester = SEMESTER,
    zona: Zona = "Asia/Jakarta",
    port: Annotated[int, typer.Option("--port", metavar="N", help="Port server Prefect di mesin ini.")] = 4200,
    beritahu: Beritahu = "",
) -> int:
    """Melayani jadwal di mesin ini sampai dihentikan; server Prefect dinyalakan bila belum ada."""
    from flows.beritahu import parse
    from flows.jadwal import Rencana, serve

    return serve(Rencana(masukan, keluaran, cron_tahunan, cron_semester, zona, parse(beritahu)), port)


@jadwal_app.command("pasang", cls=Perintah)
def pasang(
    pool: Pool,
    masukan: Masukan = Path("input"),
    keluaran: Keluaran = Path("output"),
    cron_tahunan: CronTahunan = TAHUNAN,
    cron_semester: CronSemester = SEMESTER,
    zona: Zona = "Asia/Jakarta",
    batas: Annotated[int, typer.Option("--batas", metavar="N", help="Paling banyak satker sekaligus.")] = 8,
    beritahu: Beritahu = "",
) -> int:
    """Memasang jadwal pada work pool server Prefect bersama; dijalankan para worker."""
    from flows.beritahu import parse
    from flows.jadwal import Rencana, deploy

    return deploy(Rencana(masukan, keluaran, cron_tahunan, cron_semester, zona, parse(beritahu)), pool, batas)


@jadwal_app.command("sebar", cls=Perintah)
def sebar(
    tahun: Annotated[int, typer.Option("--tahun", metavar="N", help="Tahun laporan.")],
    masukan: Masukan = Path("input"),
    keluaran: Keluaran = Path("output"),
    semester: Annotated[bool, typer.Option("--semester", help="Laporan semester I.")] = False,
    tanpa_pdf: Annotated[bool, typer.Option("--tanpa-pdf", help="Hanya Word, tanpa PDF.")] = False,
    beritahu: Beritahu = "",
) -> int:
    """Menyebar semua satker ke para worker, menunggu, lalu menulis ringkasan."""
    from flows.beritahu import parse
    from flows.sebar import spread

    return spread(tahun, masukan, keluaran, semester=semester, pdf=not tanpa_pdf, block=parse(beritahu))


@jadwal_app.command("pantau", cls=Perintah)
def pantau(
    tahun: Annotated[int, typer.Option("--tahun", metavar="N", help="Tahun laporan.")],
    masukan: Masukan = Path("input"),
    keluaran: Keluaran = Path("output"),
    tanpa_pdf: Annotated[bool, typer.Option("--tanpa-pdf", help="Hanya Word, tanpa PDF.")] = False,
    beritahu: Beritahu = "",
) -> int:
    """Memantau folder rekap dan menyusun ulang satker yang rekapnya berubah, sampai dihentikan."""
    from flows.beritahu import parse
    from flows.pantau import watch_folder

    return watch_folder(tahun, masukan, keluaran, pdf=not tanpa_pdf, block=parse(beritahu))
