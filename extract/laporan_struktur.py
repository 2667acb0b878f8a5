"""The skeleton of a report: chapters, captions and lists, year and satker."""

from __future__ import annotations

import re
from collections import Counter

from msgspec import Struct, field

from extract.laporan_angka import parse_roman
from extract.laporan_keterangan import (
    DOTS,
    ButirDaftar,
    Keterangan,
    attach_captions,
    is_listed,
    read_captions,
    read_lists,
)
from extract.laporan_model import DokLaporan, Paragraf, Tempat, rapat, ringkas

BAB = re.compile(r"^\W*bab\s+([ivx]{1,4}|\d)\b\s*[.:–-]?\s*(.*)$", re.I)
JUDUL_BAB = {1: "PENDAHULUAN", 2: "PERENCANAAN KINERJA", 3: "AKUNTABILITAS KINERJA", 4: "PENUTUP"}
_JENIS = (
    r"balai pem\w*an|lembaga pem\w*an(?: perempuan)?|lembaga pembinaan khusus anak|rumah tahanan negara|cabang rumah tahanan"  # noqa: E501
    r"|kantor imigrasi|rumah detensi imigrasi|rumah penyimpanan benda sitaan(?: negara)?|bapas|lapas|lpka|rutan|rupbasan|kanim|rudenim"  # noqa: E501
)
SATKER = re.compile(
    rf"\b({_JENIS})\s+(?:k(?:e)?las)\s+(i{{1,3}}\s?[ab]?|iv|[ab])\b\s*((?:non\s+)?tpi\s+)?((?:[A-Z][\w.]+\s?){{1,2}})",
    re.I,
)


class Bab(Struct):
    """A mention of a chapter as a heading of its own."""

    nomor: int
    judul: str
    urut: int
    tempat: Tempat
    utama: bool = False  # the mention that really opens the chapter


class Struktur(Struct):
    bab: list[Bab] = field(default_factory=list)
    keterangan: list[Keterangan] = field(default_factory=list)
    daftar: list[ButirDaftar] = field(default_factory=list)
    tahun: int | None = None
    satker: str = ""
    kelas: str = ""
    tempat_satker: str = ""
    akhir_depan: int = 0  # first block of Bab I

    def bab_dari(self, urut: int) -> int:
        """Return the chapter a block stands in, 0 in front of Bab I."""
        current = 0
        for bab in self.bab:
            if bab.utama and bab.urut <= urut:
                current = bab.nomor
        return current


def read_structure(document: DokLaporan) -> Struktur:
    """Return chapters, captions, lists, year and satker of a report."""
    out = Struktur()
    _chapters(document, out)
    out.daftar = read_lists(document, out.akhir_depan)
    out.keterangan = read_captions(document, out.daftar)
    attach_captions(document, out.keterangan)
    out.tahun = _year(document)
    _satker(document, out)
    return out


def _chapters(document: DokLaporan, out: Struktur) -> None:
    paragraphs = list(document.paragraf())
    for i, p in enumerate(paragraphs):
        match = BAB.match(p.teks)
        if not match or len(p.teks) > 90 or DOTS.search(p.teks) or re.search(r"\s\d{1,3}$", p.teks) or is_listed(p):
            continue
        number = parse_roman(match.group(1))
        title = ringkas(match.group(2))
        if not title and i + 1 < len(paragraphs):
            title = _title_below(paragraphs[i + 1 : i + 3])
        if number and number <= 6 and (not title or title.upper() == title or len(title) < 60):
            out.bab.append(Bab(number, title, p.urut, p.tempat(uraian=f"judul BAB {match.group(1)}")))
    ends = [b.urut for b in out.bab[1:]] + [len(document.blok)]
    for number in {b.nomor for b in out.bab}:
        length, best = max(
            ((end - b.urut), i) for i, (b, end) in enumerate(zip(out.bab, ends, strict=True)) if b.nomor == number
        )
        if length >= 3 or number == max(b.nomor for b in out.bab):
            out.bab[best].utama = True
    first = [b.urut for b in out.bab if b.utama]
    out.akhir_depan = min(first) if first else 0


def _title_below(paragraphs: list[Paragraf]) -> str:
    parts = []
    for p in paragraphs:
        if p.teks.upper() != p.teks or len(p.teks) > 60 or BAB.match(p.teks) or re.match(r"\W*[A-Z]\.\s", p.teks):
            break
        parts.append(p.teks)
    return ringkas(" ".join(parts))


def _year(document: DokLaporan) -> int | None:
    votes: Counter[int] = Counter()
    for i, p in enumerate(document.paragraf()):
        text = p.teks.lower()
        for match in re.finditer(r"tahun\s*(?:anggaran\s*)?(20[0-4]\d)(?!\s*[-–])", text):
            weight = 6 if i < 60 and re.search(r"laporan kinerja|lkjip|perjanjian kinerja", text) else 1
            votes[int(match.group(1))] += weight
        for match in re.finditer(r"(?:laporan kinerja|lkjip|lakip)\D{0,80}(20[0-4]\d)(?!\s*[-–])", text):
            votes[int(match.group(1))] += 3
    return votes.most_common(1)[0][0] if votes else None


def _satker(document: DokLaporan, out: Struktur) -> None:
    votes: Counter[tuple[str, str, str]] = Counter()
    for p in document.paragraf():
        for match in SATKER.finditer(p.teks):
            kind = re.sub(r"pem\w*an$", "pemasyarakatan", match.group(1).lower())
            place = match.group(4).split()[0].strip(".,").lower()
            votes[(kind, rapat(match.group(2)), place)] += 1
    if votes:
        (kind, kelas, place), count = votes.most_common(1)[0]
        if count >= 3:
            out.satker, out.kelas, out.tempat_satker = kind, kelas, place
