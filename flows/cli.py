"""The command line `lkjip`. Command bodies live elsewhere and are imported only when called."""

from __future__ import annotations

import os
import signal
import sys
from importlib.util import find_spec
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from flows import kesalahan
from flows.bahasa import Perintah, new_app

app = new_app(
    "Menyusun LKjIP (Laporan Kinerja Instansi Pemerintah) satuan kerja dari rekapnya: rekap PDF/Excel masuk, "
    "laporan Word yang setiap angkanya dapat ditelusuri keluar."
)
templat_app = new_app("Menyalin atau memeriksa templat Word.")
app.add_typer(templat_app, name="templat")

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


def _has(module: str) -> bool:
    return find_spec(module) is not None


if _has("flows.wilayah"):

    @app.command("ringkas", cls=Perintah)
    def ringkas(tahun: Tahun, keluaran: Keluaran = Path("output"), semester: Semester = False) -> int:
        """Tabel, bagan dan perbandingan satu wilayah.

        Tabel, bagan dan perbandingan wilayah dari hasil semua satkernya.
        """
        from flows.wilayah import run

        return run(tahun, keluaran, semester=semester)


if _has("render.periksa_run"):

    @app.command("periksa", cls=Perintah)
    def periksa(
        berkas: Annotated[
            list[Path],
            typer.Argument(metavar="BERKAS", help="LKjIP dalam PDF atau DOCX, buatan siapa pun."),
        ],
        json_file: Annotated[
            Path | None, typer.Option("--json", metavar="FILE", help="Simpan hasilnya sebagai JSON.")
        ] = None,
        halaman: Annotated[
            Path | None,
            typer.Option("--keluaran", "--halaman", metavar="DIR", help="Tulis halaman dan tabel temuan ke sini."),
        ] = None,
        rekap: Annotated[
            Path | None, typer.Option("--rekap", metavar="DIR", help="Folder rekap satker itu, untuk dibandingkan.")
        ] = None,
    ) -> int:
        """Memeriksa LKjIP yang sudah jadi, buatan siapa pun.

        Memeriksa LKjIP yang sudah jadi: menghitung ulang angkanya dan mendaftar pertentangan.
        """
        from render.periksa_run import run

        return run(berkas, json_file, halaman, rekap)


if _has("flows.verifikasi"):

    @app.command("verifikasi", cls=Perintah)
    def verifikasi(
        sasaran: Annotated[
            Path,
            typer.Argument(
                metavar="FOLDER|DOCX", help="Folder hasil satker, satu berkas .docx, atau segel (.zip)."
            ),
        ],
        terhadap: Annotated[
            Path | None,
            typer.Option("--terhadap", metavar="FOLDER", help="Folder hasil yang menjadi pembanding."),
        ] = None,
        masukan: Annotated[
            Path | None,
            typer.Option("--input", metavar="DIR", help="Folder rekap; bila kosong, input/ di samping output/."),
        ] = None,
        templat: Annotated[
            Path | None, typer.Option("--templat", metavar="DIR", help="Folder templat sendiri.")
        ] = None,
        koreksi: Annotated[
            Path | None,
            typer.Option("--koreksi", metavar="FILE", help="Daftar suntingan bersurat (koreksi.yml)."),
        ] = None,
        halaman: Annotated[
            Path | None,
            typer.Option("--halaman", metavar="FILE", help="Tulis jejak.html dokumen yang disunting ke sini."),
        ] = None,
    ) -> int:
        """Membuktikan laporan dari sumber yang tercatat.

        Membuat ulang dari sumber yang tercatat, membandingkan, dan mendaftar angka yang disunting.
        """
        from flows.verifikasi import run

        return run(sasaran, terhadap, masukan=masukan, templat=templat, koreksi=koreksi, halaman=halaman)


if _has("flows.segel"):

    @app.command("segel", cls=Perintah)
    def segel(
        folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder hasil satker.")],
        anonim: Annotated[bool, typer.Option("--anonim", help="Samarkan nama dan NIP.")] = False,
        templat: Annotated[
            Path | None,
            typer.Option("--templat", metavar="DIR", help="Folder templat sendiri yang dipakai laporan itu."),
        ] = None,
    ) -> int:
        """Membuat satu zip untuk diulang di mesin lain.

        Membuat satu zip yang dengannya mesin lain menghasilkan berkas yang sama persis.
        """
        from flows.segel import run

        return run(folder, anonim=anonim, templat=templat)


if _has("flows.jejak"):

    @app.command("jejak", cls=Perintah)
    def jejak(
        folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder hasil satker.")],
        cari: Annotated[
            str, typer.Argument(metavar="CARI", help="Angka seperti tercetak, id-nya, atau tempatnya.")
        ],
        json_out: Annotated[bool, typer.Option("--json", help="Keluarkan sebagai JSON.")] = False,
    ) -> int:
        """Dari angka tercetak ke rumus, berkas dan selnya.

        Dari angka tercetak ke rumus, masukan, berkas, halaman/lembar dan selnya.
        """
        from flows.jejak import run

        return run(folder, cari, as_json=json_out)


@templat_app.command("salin", cls=Perintah)
def templat_salin(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder tujuan.")] = Path("templat"),
    pedoman: Annotated[str, typer.Option("--pedoman", metavar="NAMA", help="Hanya pedoman ini.")] = "",
) -> int:
    """Menyalin templat bawaan ke folder sendiri untuk disunting di Word."""
    from flows.templat import salin

    return salin(folder, pedoman)


@templat_app.command("periksa", cls=Perintah)
def templat_periksa(
    folder: Annotated[
        Path | None, typer.Argument(metavar="FOLDER", help="Folder templat; kosong: templat bawaan.")
    ] = None,
    komentar: Annotated[
        Path | None, typer.Option("--komentar", metavar="DIR", help="Tulis salinan berkomentar Word ke sini.")
    ] = None,
) -> int:
    """Memeriksa templat: isian yang tidak dikenal, salah ketik atau tidak terpakai."""
    from flows.templat import periksa

    return periksa(folder, komentar)


if _has("flows.jadwal"):
    from flows.jadwal_perintah import jadwal_app

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
