"""The command line `lkjip`. Command bodies live elsewhere and are imported only when called."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from flows import cli_hasil, kesalahan
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


def _terminate(_signum: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _disk_full(error: Exception) -> str:
    """Return what to say where the disk took no more, else nothing."""
    from flows import tahap

    if not isinstance(error, OSError) or tahap.number_of(error) not in tahap.FULL:
        return ""
    return f"Hasil tidak dapat ditulis. {tahap.REASONS[tahap.number_of(error)]}"


def main(args: list[str] | None = None) -> int:
    """Run the command line; return the exit code of the contract."""
    from typer import Abort
    from typer.exceptions import TyperException

    from extract.finding import LkjipError
    from flows.bahasa import usage_message

    signal.signal(signal.SIGTERM, _terminate)
    try:
        result = app(args, standalone_mode=False)
        return int(result) if isinstance(result, int) else 0
    except TyperException as error:
        print(usage_message(error), file=sys.stderr)
        return 2
    except LkjipError as error:
        print(f"Salah: {error}", file=sys.stderr)
        return 2
    except (KeyboardInterrupt, Abort):
        print("Dihentikan. Hasil yang sudah utuh tetap ada; yang belum selesai tidak ditulis.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - the reader is gone
        return 0
    except Exception as error:
        if said := _disk_full(error):
            print(f"Salah: {said}", file=sys.stderr)
            return 2
        if args is not None:
            raise
        print(kesalahan.record(error, Path.cwd() / ".lkjip", "lkjip"), file=sys.stderr)
        raise SystemExit(1) from error


if __name__ == "__main__":
    sys.exit(main())
