"""What every rule of the audit shares: findings, levels, the register of rules, figures looked up by indicator."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from msgspec import Struct, field
from msgspec.structs import replace

from extract.laporan_angka import Nilai
from extract.laporan_indikator import AngkaDok, BarisKinerja
from extract.laporan_kalimat import Kalimat, Klaim
from extract.laporan_model import Paragraf, Tempat, potong
from extract.laporan_pemahaman import Pemahaman


class Derajat(StrEnum):
    """`pasti`: provable from the printed figures alone; `mungkin`: a person must judge; `info`: a remark."""

    PASTI = "pasti"
    MUNGKIN = "mungkin"
    INFO = "info"


class Temuan(Struct, frozen=True):
    """One finding: what is printed, what it should be, why, and every place where the slip shows."""

    kode: str
    derajat: Derajat
    pesan: str
    tempat: tuple[Tempat, ...]
    tercetak: str = ""
    seharusnya: str = ""
    indikator: str = ""
    kunci: tuple[object, ...] = ()  # findings with the same code and key are one slip


class Aturan(Struct, frozen=True):
    """One rule: its code, the kind of slip it looks for, its legal or arithmetic ground, the function."""

    kode: str
    ragam: str
    dasar: str
    periksa: Callable[[Pemahaman], Iterable[Temuan]]


ATURAN: list[Aturan] = []
KODE: dict[str, tuple[str, str]] = {}  # code -> kind, short title
Periksa = Callable[[Pemahaman], Iterator[Temuan]]
BIASA = {"", "%", "indeks", "nilai", "poin", "skor"}  # units of a share or a score: all others count things


def aturan(ragam: str, **kode: str) -> Callable[[Periksa], Periksa]:
    """Register a rule under its stable codes (written with _ for -) and their Indonesian titles."""

    def register(function: Periksa) -> Periksa:
        for name, title in kode.items():
            KODE[name.replace("_", "-")] = (ragam, title)
        first = next(iter(kode)).replace("_", "-")
        ATURAN.append(Aturan(first, ragam, function.__doc__ or "", function))
        return function

    return register


def place_of(said: Klaim | Kalimat, length: int = 70) -> Tempat:
    """Return where a claim or sentence stands, with its first words."""
    return replace(said.tempat, uraian=f"kalimat “{potong(said.teks, length)}”")


def place_in(paragraph: Paragraf, start: int, end: int) -> Tempat:
    """Return where a part of a paragraph stands, with its first words."""
    return replace(paragraph.tempat(start, end), uraian=f"kalimat “{potong(paragraph.teks[start:end], 70)}”")


def tulis(value: Decimal, decimals: int = 2) -> str:
    """Return a number in Indonesian form for messages."""
    quantum = Decimal(1).scaleb(-decimals)
    text = f"{value.quantize(quantum, rounding=ROUND_HALF_UP):,f}"
    return text.replace(",", "#").replace(".", ",").replace("#", ".")


def tulis_seperti(value: Decimal, like: Nilai) -> str:
    """Return a number printed with the precision and unit of another."""
    unit = "%" if like.satuan == "%" else f" {like.satuan}" if like.satuan not in ("", "rupiah") else ""
    prefix = "Rp" if like.satuan == "rupiah" else ""
    return f"{prefix}{tulis(value, like.desimal)}{unit}"


class Angka(Struct):
    """The figures of a report by indicator, measure and year."""

    paham: Pemahaman
    peta: dict[tuple[int, str, int | None], list[AngkaDok]] = field(default_factory=dict)

    def semua(self, indikator: int, ukuran: str, tahun: int | None, renstra: bool = False) -> list[AngkaDok]:
        found = self.peta.get((indikator, ukuran, tahun), [])
        return found if renstra else [a for a in found if a.sumber != "renstra"]

    def satu(self, indikator: int, ukuran: str, tahun: int | None, renstra: bool = False) -> AngkaDok | None:
        """Return the figure where all its printings in tables agree, else None."""
        found = [a for a in self.semua(indikator, ukuran, tahun, renstra) if a.sumber != "kalimat"]
        if not found:
            return None
        best = max(found, key=lambda a: a.nilai.desimal)
        return best if all(a.nilai.sama(best.nilai) for a in found) else None

    def target_renstra(self, indikator: int, tahun: int) -> AngkaDok | None:
        found = [a for a in self.peta.get((indikator, "target", tahun), []) if a.sumber == "renstra"]
        if not found:
            return self.satu(indikator, "target", tahun)
        return found[0] if all(a.nilai.sama(found[0].nilai) for a in found) else None


def index_figures(paham: Pemahaman, figures: Iterable[AngkaDok]) -> Angka:
    out = Angka(paham)
    for figure in figures:
        if figure.indikator is not None:
            out.peta.setdefault((figure.indikator, figure.ukuran, figure.tahun), []).append(figure)
    return out


def batas_realisasi(value: Nilai) -> tuple[Decimal, Decimal]:
    """Return the values a printed realisasi may stand for; counts stand for themselves."""
    if value.desimal == 0 and value.satuan not in ("%", "", "indeks", "nilai", "poin"):
        return value.nilai, value.nilai
    return value.bawah, value.atas


def hitung_capaian(target: Nilai, realisasi: Nilai) -> dict[str, tuple[Decimal, Decimal]] | None:
    """Return the bounds of capaian for both directions, None where the target is zero."""
    if target.nilai == 0:
        return None
    low, high = batas_realisasi(realisasi)
    t = target.nilai
    up = (low / t * 100, high / t * 100)
    down = (max(Decimal(0), (2 * t - high) / t * 100), max(Decimal(0), (2 * t - low) / t * 100))
    return {"naik": up, "turun": down}


def proven_way(row: BarisKinerja) -> str:
    """Return naik or turun where a row's printed capaian fits one formula only, empty otherwise."""
    bounds = hitung_capaian(row.angka["target"].nilai, row.angka["realisasi"].nilai)
    fits = [k for k, (a, b) in (bounds or {}).items() if row.angka["capaian"].nilai.memuat(a, b)]
    return fits[0] if len(fits) == 1 else ""


def arah(paham: Pemahaman, indikator: int) -> str:
    """Return the direction the report's own capaian prove, empty where they prove none."""
    votes = {"naik": 0, "turun": 0}
    for row in paham.baris:
        if row.indikator != indikator or not {"target", "realisasi", "capaian"} <= set(row.angka):
            continue
        way = proven_way(row)
        if way:
            votes[way] += 1
    if votes["naik"] == votes["turun"]:
        return ""
    return max(votes, key=lambda k: votes[k])
