"""The files of the law-given texts, as they are written in `templates/teks/*.yml`: strict models, loading."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from extract.finding import LkjipError
from extract.ketat import BukanBentuknya, Ketat, baca_ketat
from extract.yaml_cepat import BukanYaml, load_typed

FOLDER = Path(__file__).resolve().parent.parent / "templates" / "teks"


class Butir(Ketat, frozen=True):
    """One text with the report years it holds for; one with `periksa` is never printed, only listed."""

    isi: str
    dari: int | None = None
    sampai: int | None = None
    periksa: str = ""

    def holds(self, tahun: int) -> bool:
        return (self.dari is None or self.dari <= tahun) and (self.sampai is None or tahun <= self.sampai)


class Pilihan(Ketat, frozen=True):
    """One text chosen by year; no choice that holds means that the text is not known for that year."""

    pilih: tuple[Butir, ...]


Isi = str | tuple[str | Butir, ...] | Pilihan


class BerkasTeks(Ketat, frozen=True):
    """Texts by code."""

    teks: dict[str, Isi]


class BerkasUmum(BerkasTeks, frozen=True):
    urutan_dasar_hukum: tuple[str, ...]
    nama_isian: dict[str, str]  # how a missing field of the profile is called in a task


class BerkasJenis(BerkasTeks, frozen=True):
    """One kind of satker. A new kind is one more such file."""

    jenis: str
    nama: str
    singkatan: str
    rumpun: str
    jabatan_kepala: str
    sebutan: tuple[str, ...]
    kosakata: dict[str, str]


class Kementerian(Ketat, frozen=True):
    """The ministry of a rumpun in a span of years, with its letterhead."""

    rumpun: tuple[str, ...]
    nama: str
    singkatan: str
    menteri: str
    eselon1: str
    instansi_atasan: str
    tujuan_surat: str
    kop: tuple[str, ...]
    tembusan: tuple[str, ...]
    dari: int | None = None
    sampai: int | None = None


class BerkasTahun(Ketat, frozen=True):
    kementerian: tuple[Kementerian, ...]


M = TypeVar("M", BerkasJenis, BerkasTahun, BerkasTeks, BerkasUmum)


def _load(path: Path) -> Any:
    if not path.is_file():
        raise LkjipError(f"Berkas teks baku tidak ada: {path.name}", kode="TEKS-TIDAK-ADA")
    try:
        return load_typed(path)
    except BukanYaml as error:
        pesan = f"Berkas teks baku {path.name} bukan YAML yang benar: {error}"
        raise LkjipError(pesan, kode="TEKS-RUSAK") from error


def parse_file(model: type[M], path: Path) -> M:
    try:
        return baca_ketat(model, _load(path))
    except BukanBentuknya as error:
        pesan = f"Berkas teks baku {path.name} salah pada '{error.tempat}': {error.pesan}"
        raise LkjipError(pesan, kode="TEKS-RUSAK") from error


@cache
def list_jenis(folder: Path = FOLDER) -> tuple[BerkasJenis, ...]:
    """Return every kind of satker there is a file for, in order of file name."""
    return tuple(parse_file(BerkasJenis, path) for path in sorted((folder / "jenis").glob("*.yml")))


def find_jenis(nama_satker: str, folder: Path = FOLDER) -> str | None:
    """Return the kind whose name stands first in a satker's name, the longest one there."""
    found = [
        (match.start(), -len(sebutan), kind.jenis)
        for kind in list_jenis(folder)
        for sebutan in (kind.nama, *kind.sebutan)
        if (match := re.search(rf"\b{re.escape(sebutan.casefold())}\b", nama_satker.casefold()))
    ]
    return min(found)[2] if found else None


def list_butir(value: Isi) -> tuple[Butir, ...]:
    if isinstance(value, str):
        return (Butir(isi=value),)
    items = value.pilih if isinstance(value, Pilihan) else value
    return tuple(Butir(isi=b) if isinstance(b, str) else b for b in items)
