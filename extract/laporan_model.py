"""The neutral form of a finished report: paragraphs and tables in reading order, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct, field

Kotak = tuple[float, float, float, float]  # x0, top, x1, bottom in points, from the top left corner as shown


class Tempat(Struct, frozen=True):
    """One place in a report. `hlm` is 1-based, 0 where the format has no pages (DOCX)."""

    hlm: int
    kotak: Kotak | None
    uraian: str = ""  # "Tabel III.3, baris 1, kolom Capaian 2022"; a heading, a paragraph

    @property
    def teks(self) -> str:
        halaman = f"hlm {self.hlm}" if self.hlm else ""
        return ", ".join(x for x in (halaman, self.uraian) if x)


class BarisTeks(Struct):
    """One printed line outside tables."""

    teks: str
    hlm: int
    kotak: Kotak | None
    tinggi: float = 0.0
    tebal: bool = False


class Paragraf(Struct):
    """One paragraph; `baris` are its printed lines, `mulai` their offsets in `teks`."""

    teks: str
    baris: list[BarisTeks]
    mulai: list[int] = field(default_factory=list)
    gaya: str = ""  # Word style name, lower case
    urut: int = 0  # position among the blocks
    ocr: bool = False

    @property
    def hlm(self) -> int:
        return self.baris[0].hlm if self.baris else 0

    def tempat(self, awal: int = 0, akhir: int | None = None, uraian: str = "") -> Tempat:
        """Return the place of a piece of the text, as the box of its lines on the first page."""
        if not self.baris:
            return Tempat(0, None, uraian)
        akhir = len(self.teks) if akhir is None else akhir
        kena = [
            baris
            for baris, mulai in zip(self.baris, self.mulai, strict=True)
            if mulai < max(akhir, awal + 1) and mulai + len(baris.teks) > awal
        ] or [self.baris[0]]
        return Tempat(kena[0].hlm, gabung_kotak([b.kotak for b in kena if b.hlm == kena[0].hlm]), uraian)


class Sel(Struct):
    """One table cell; a merged cell is the same object at every grid position it covers."""

    teks: str
    hlm: int = 0
    kotak: Kotak | None = None
    ocr: bool = False
    rowspan: int = 1
    colspan: int = 1


class Tabel(Struct):
    """A grid of cells, joined over pages. Every grid position holds a `Sel`."""

    kisi: list[list[Sel]]
    hlm: int
    metode: str  # "garis", "datar" (rules between rows only), "polos" (no rules), "docx", "ocr"
    kotak: Kotak | None = None
    urut: int = 0
    nomor: int = 0  # 1-based among the report's tables
    keterangan: str = ""  # the caption, with its number
    label: str = ""  # "Tabel III.3" or "tabel ke-7"
    sambungan: int = 0  # how many pages were joined to it
    akhir: list[int] = field(default_factory=list)  # grid rows that begin a continued page

    @property
    def lebar(self) -> int:
        return len(self.kisi[0]) if self.kisi else 0

    def teks(self, baris: int, kolom: int) -> str:
        return self.kisi[baris][kolom].teks

    @property
    def ocr(self) -> bool:
        return self.metode == "ocr"


Blok = Paragraf | Tabel


class DokLaporan(Struct):
    """One finished report as read."""

    berkas: str
    path: Path
    jenis: str  # "pdf" or "docx"
    blok: list[Blok]
    ukuran: list[tuple[float, float]]  # page sizes
    ocr: bool = False
    kosong: list[int] = field(default_factory=list)  # pages without any readable text

    def paragraf(self) -> Iterator[Paragraf]:
        return (b for b in self.blok if isinstance(b, Paragraf))

    def tabel(self) -> Iterator[Tabel]:
        return (b for b in self.blok if isinstance(b, Tabel))


def gabung_kotak(kotak: list[Kotak | None]) -> Kotak | None:
    """Return the smallest box around all given boxes."""
    ada = [k for k in kotak if k]
    if not ada:
        return None
    return (min(k[0] for k in ada), min(k[1] for k in ada), max(k[2] for k in ada), max(k[3] for k in ada))


def rapat(teks: str) -> str:
    """Return the letters and digits of a text in lower case, without anything else."""
    return re.sub(r"[^0-9a-z]+", "", teks.lower())


def ringkas(teks: str) -> str:
    """Return the text with runs of white space made one space."""
    return " ".join(teks.split())


def potong(teks: str, panjang: int = 90) -> str:
    """Return the text cut to a length for messages."""
    teks = ringkas(teks)
    return teks if len(teks) <= panjang else teks[: panjang - 1].rstrip() + "…"
