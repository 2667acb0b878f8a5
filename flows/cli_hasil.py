"""The commands about finished reports: a region summed up, audit, proof, seal, trace."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.cli_opsi import Keluaran, Semester, Tahun


def ringkas(tahun: Tahun, keluaran: Keluaran = Path("output"), semester: Semester = False) -> int:
    """Tabel, bagan dan perbandingan satu wilayah.

    Tabel, bagan dan perbandingan wilayah dari hasil semua satkernya.
    """
    from flows.wilayah import run

    return run(tahun, keluaran, semester=semester)


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


def verifikasi(
    sasaran: Annotated[
        Path,
        typer.Argument(metavar="FOLDER|DOCX", help="Folder hasil satker, satu berkas .docx, atau segel (.zip)."),
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


def jejak(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder hasil satker.")],
    cari: Annotated[str, typer.Argument(metavar="CARI", help="Angka seperti tercetak, id-nya, atau tempatnya.")],
    json_out: Annotated[bool, typer.Option("--json", help="Keluarkan sebagai JSON.")] = False,
) -> int:
    """Dari angka tercetak ke rumus, berkas dan selnya.

    Dari angka tercetak ke rumus, masukan, berkas, halaman/lembar dan selnya.
    """
    from flows.jejak import run

    return run(folder, cari, as_json=json_out)
