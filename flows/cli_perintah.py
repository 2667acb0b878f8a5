"""The commands of `lkjip` and their options. Command bodies live elsewhere and are imported only when called."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows import cli_hasil
from flows.bahasa import Perintah, new_app
from flows.cli_opsi import Keluaran, Masukan, Semester, Tahun, TahunBebas
from flows.cli_templat import templat_app
from flows.jadwal_perintah import jadwal_app

app = new_app(
    "Menyusun LKjIP (Laporan Kinerja Instansi Pemerintah) satuan kerja dari rekapnya: rekap PDF/Excel masuk, "
    "laporan Word yang setiap angkanya dapat ditelusuri keluar."
)
app.add_typer(templat_app, name="templat")


@app.command("buat", cls=Perintah)
def buat(
    satker: Annotated[
        list[str] | None, typer.Argument(metavar="SATKER", help="Id satker, misalnya bapas-polewali.")
    ] = None,
    tahun: TahunBebas = None,
    semua: Annotated[bool, typer.Option("--semua", help="Semua satker yang ada di folder rekap.")] = False,
    bab: Annotated[
        str, typer.Option("--bab", metavar="K", help="Hanya satu bab: depan, 1, 2, 3, 4 atau lampiran.")
    ] = "",
    masukan: Masukan = Path("input"),
    keluaran: Keluaran = Path("output"),
    semester: Semester = False,
    pedoman: Annotated[
        str, typer.Option("--pedoman", metavar="NAMA", help="Pedoman susunan, misalnya 2023 atau 2015.")
    ] = "",
    templat: Annotated[
        Path | None, typer.Option("--templat", metavar="DIR", help="Folder templat sendiri.")
    ] = None,
    prefect: Annotated[bool, typer.Option("--prefect", help="Jalankan sebagai alur Prefect.")] = False,
    paksa: Annotated[bool, typer.Option("--paksa", help="Buat ulang walau tidak ada yang berubah.")] = False,
    rencana: Annotated[
        bool, typer.Option("--rencana", help="Hanya katakan apa yang berubah dan akibatnya; tidak menulis.")
    ] = False,
    tanpa_pdf: Annotated[
        bool, typer.Option("--tanpa-pdf", help="Hanya Word, tanpa LibreOffice: Word mengisi nomor halaman.")
    ] = False,
    lewati_rusak: Annotated[
        bool, typer.Option("--lewati-rusak", help="Tetap susun laporan tanpa berkas yang tidak terbaca.")
    ] = False,
    jobs: Annotated[
        int, typer.Option("--jobs", metavar="N", help="Jumlah satker sekaligus; 0: sebanyak inti prosesor.")
    ] = 0,
    beritahu: Annotated[
        str,
        typer.Option("--beritahu", metavar="JENIS/NAMA", help="Blok pemberitahuan Prefect yang dikabari di akhir."),
    ] = "",
) -> int:
    """Menyusun laporan satker dari rekapnya.

    Menyusun laporan: rekap -> tabel -> capaian dan analisis -> bab -> laporan per satker.
    """
    from flows.perintah_buat import Permintaan, run

    wanted = Permintaan(
        satker=tuple(satker or ()), tahun=tahun, semua=semua, bab=bab, masukan=masukan, keluaran=keluaran,
        semester=semester, pedoman=pedoman, templat=templat, prefect=prefect, paksa=paksa, rencana=rencana,
        pdf=not tanpa_pdf, lewati_rusak=lewati_rusak, jobs=jobs, beritahu=beritahu,
    )  # fmt: skip
    return run(wanted)


@app.command("kenali", cls=Perintah)
def kenali(
    berkas: Annotated[list[Path], typer.Argument(metavar="BERKAS|FOLDER", help="Berkas atau folder rekap.")],
    jelaskan: Annotated[
        bool, typer.Option("--jelaskan", help="Tunjukkan bagaimana setiap judul kolom dipahami.")
    ] = False,
) -> int:
    """Mengatakan isi setiap berkas dan masalahnya.

    Mengatakan apa isi setiap berkas: jenis, satker, tahun, tabel, baris, dan masalahnya.
    """
    from flows.kenali import run

    return run(berkas, jelaskan=jelaskan)


@app.command("baru", cls=Perintah)
def baru(
    satker: Annotated[str, typer.Argument(metavar="SATKER", help="Id satker: huruf kecil dan tanda hubung.")],
    tahun: Tahun,
    dari: Annotated[
        Path | None, typer.Option("--dari", metavar="FOLDER", help="Folder rekap yang akan disalin.")
    ] = None,
    masukan: Masukan = Path("input"),
) -> int:
    """Menyiapkan folder satker dan dua formulirnya.

    Menyiapkan folder satker dan dua formulir (profil, isian narasi) yang sudah terisi dari rekap.
    """
    from flows.baru import run

    return run(satker, tahun, dari, masukan)


@app.command("status", cls=Perintah)
def status(
    tahun: Tahun,
    masukan: Masukan = Path("input"),
    keluaran: Keluaran = Path("output"),
    semester: Semester = False,
) -> int:
    """Satu baris per satker: kelengkapan dan hasil.

    Satu baris per satker: rekap lengkap?, kapan terakhir dibuat, temuan, hasil.
    """
    from flows.status import run

    return run(tahun, masukan, keluaran, semester=semester)


for command in (cli_hasil.ringkas, cli_hasil.periksa, cli_hasil.verifikasi, cli_hasil.segel, cli_hasil.jejak):
    app.command(command.__name__, cls=Perintah)(command)
app.add_typer(jadwal_app, name="jadwal")
