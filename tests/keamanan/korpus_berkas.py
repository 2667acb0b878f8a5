"""Traps that are no recap at all, links out of the folder, and file names of every kind."""

from __future__ import annotations

import os
import shutil
import zipfile
from pathlib import Path

from tests.keamanan.jerat import BAPAS, jerat

SMART = BAPAS / "SMART_DJA_2023.xlsx"
NAMA_ANEH = (
    "baris\nbaru.xlsx", "kutip'dua\".xlsx", "kanan\u202eslx.xlsx", "-rf.xlsx", "emoji\U0001f4a9.xlsx",
    "<script>alert(1)<script>.xlsx", "=cmd|calc.xlsx", "spasi akhir .xlsx", "{{ 7*7 }}.xlsx", "a" * 240 + ".xlsx",
    "warna\x1b[31mmerah.xlsx", "nol\u200blebar.xlsx", "tanda\ue000.xlsx", "%s%n.xlsx", "$(id).xlsx",
    os.fsdecode(b"bukan-utf8-\xe9\xff.xlsx"),
)  # fmt: skip


@jerat("kosong.xlsx", "BERKAS-JENIS")
def _kosong(path: Path) -> None:
    path.write_bytes(b"")


@jerat("csv.xlsx", "BERKAS-JENIS")
def _csv(path: Path) -> None:
    path.write_text("No;Uraian;Pagu\n1;Belanja;5\n", encoding="utf-8")


@jerat("web.xls", "BERKAS-JENIS")
def _halaman_web(path: Path) -> None:
    path.write_text("<html><script>alert(1)</script><table><tr><td>1</td></tr></table></html>", encoding="utf-8")


@jerat("gambar.pdf", "BERKAS-JENIS")
def _gambar(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))


@jerat("program.pdf", "BERKAS-JENIS")
def _program(path: Path) -> None:
    path.write_bytes(b"MZ" + bytes(range(256)) * 4)


@jerat("arsip.pdf", "BERKAS-JENIS")
def _arsip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../../etc/passwd", "x")


@jerat("besar.pdf", "BERKAS-BATAS")
def _berkas_terlalu_besar(path: Path) -> None:
    with path.open("wb") as stream:
        stream.write(b"%PDF-1.4\n")
        stream.truncate(150_000_000)


@jerat("tautan_keluar.xlsx", "BERKAS-TAUTAN")
def _tautan_keluar(path: Path) -> None:
    path.symlink_to(SMART)


@jerat("tautan_ke_sistem.pdf", "BERKAS-TAUTAN")
def _tautan_ke_sistem(path: Path) -> None:
    path.symlink_to("/etc/passwd")


@jerat("tautan_folder", "BERKAS-TAUTAN")
def _tautan_folder(path: Path) -> None:
    path.symlink_to(BAPAS, target_is_directory=True)


@jerat("tautan_putus.xlsx", "BERKAS-TAUTAN")
def _tautan_putus(path: Path) -> None:
    path.symlink_to("tidak-ada.xlsx")


@jerat("tautan_berputar.xlsx", "BERKAS-TAUTAN")
def _tautan_berputar(path: Path) -> None:
    path.symlink_to(path.name)


@jerat("pipa.pdf", "BERKAS-TAK-TERBUKA")
def _pipa(path: Path) -> None:
    os.mkfifo(path)


def write_odd_names(folder: Path) -> list[Path]:
    """Copy one good recap under every odd name the file system takes."""
    made = []
    for name in NAMA_ANEH:
        path = folder / name
        try:
            shutil.copy(SMART, path)
        except OSError:
            continue
        made.append(path)
    return made
