"""Style settings of a pedoman, read once from its `pedoman.yml`."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Literal

from extract.finding import LkjipError
from extract.ketat import BukanBentuknya, Ketat, baca_ketat, check_finite
from extract.yaml_cepat import BukanYaml, load_typed


class Margin(Ketat, frozen=True):
    """Page margins in centimetres."""

    kiri: float = 3.0
    kanan: float = 2.5
    atas: float = 2.5
    bawah: float = 2.5


class Gaya(Ketat, frozen=True):
    """How numbers, captions and pages look."""

    uang: Literal["eyd", "kantor"] = "eyd"  # Rp1.234.567,00 | Rp 1.234.567,-
    desimal: int = 2
    teks_na: str = "N/A"
    nomor_tabel: Literal["arab", "romawi"] = "arab"  # 3.1 | III.1
    batas_capaian: Decimal | None = None  # a cap such as 120; None prints uncapped only
    huruf: str = "Arial"
    ukuran_huruf: float = 11
    kertas: Literal["A4", "F4"] = "A4"
    margin: Margin = Margin()

    def __post_init__(self) -> None:
        check_finite(self.batas_capaian)
        if not 0 <= self.desimal <= 6:
            raise ValueError("desimal: harus 0 sampai 6")


class BabPedoman(Ketat, frozen=True):
    """One chapter: its key in printed ids, its builder and its template."""

    kunci: Literal["d", "1", "2", "3", "4", "L"]
    nama: str  # stem of the output file, e.g. bab3
    templat: str  # file in the pedoman's folder
    judul: str


class Pedoman(Ketat, frozen=True):
    """One pedoman: what it is called, for which years it holds, its chapters and its style."""

    id: str
    nama: str
    mulai: int  # first reporting year
    bab: tuple[BabPedoman, ...]
    sampai: int | None = None  # last reporting year, None: still in force
    gaya: Gaya = Gaya()
    kelompok: Literal["sasaran", "tingkat"] = "sasaran"  # how Bab III groups its indicators
    surat_pengantar: bool = True
    folder: Path = Path()


def load_pedoman(folder: Path) -> Pedoman:
    """Return the pedoman whose templates are in `folder`."""
    path = folder / "pedoman.yml"
    if not path.is_file():
        raise LkjipError(f"{path}: pedoman.yml tidak ada di folder templat; salin dari templat bawaan")
    try:
        data = load_typed(path)
        return baca_ketat(Pedoman, {**data, "folder": folder})
    except (BukanYaml, BukanBentuknya, TypeError) as error:
        raise LkjipError(f"{path}: isi pedoman.yml tidak dapat dipakai: {error}", kode="PEDOMAN") from error


def choose_pedoman(templates: Path, tahun: int, wanted: str = "") -> Pedoman:
    """Return the pedoman named by the profile or the settings, else the one in force for the year."""
    known = [load_pedoman(path.parent) for path in sorted(templates.glob("*/pedoman.yml"))]
    if wanted:
        named = [p for p in known if wanted.strip().lower() in (p.id, p.folder.name, f"pedoman {p.id}")]
        if not named:
            names = ", ".join(p.id for p in known)
            raise LkjipError(f"Pedoman '{wanted}' tidak dikenal; yang ada: {names}", kode="PEDOMAN")
        return named[0]
    for pedoman in sorted(known, key=lambda p: p.mulai, reverse=True):
        if pedoman.mulai <= tahun and (pedoman.sampai is None or tahun <= pedoman.sampai):
            return pedoman
    raise LkjipError(f"Tidak ada pedoman yang berlaku untuk tahun {tahun} di {templates}", kode="PEDOMAN")
