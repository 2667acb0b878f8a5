"""Sentences of running text, the claims they make, and the words for numbers that the grammars share."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct, field

from extract.laporan_angka import Nilai
from extract.laporan_model import Tempat

ANGKA = r"(?:Rp\.?\s*)?-?\d[\d.,]*(?:,-)?\s*(?:%|persen\b|poin\b)?"
JADI = r"(?:adalah|yaitu|ialah|sebesar|sebanyak|senilai|mencapai|di\s*angka|:|=)"
TAHUN = r"(?:tahun|ta\.?|t\.a\.?)\s*(?:anggaran\s*)?(?P<tahun>20[0-4]\d)"
SATUAN = r"\s*(?P<unit>layanan|unit|orang|indeks|dokumen|laporan|kegiatan|instansi|rekomendasi|lokus|buku|permohonan|operasi)?"  # noqa: E501


class Kalimat(Struct, frozen=True):
    """One sentence of running text with a number in it, the indicator and chapter it stands under."""

    teks: str
    paragraf: str
    tempat: Tempat
    urut: int
    indikator: int | None
    bab: int


class Klaim(Struct, frozen=True):
    """One claim: its kind, the figures by role, words and years it names, where it stands."""

    jenis: str
    teks: str
    tempat: Tempat
    angka: dict[str, Nilai] = field(default_factory=dict)
    kata: dict[str, str] = field(default_factory=dict)
    tahun: tuple[int, ...] = ()
    urut: int = 0
    indikator: int | None = None
    bab: int = 0


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of the sentences of a paragraph; stops inside numbers and short forms do not end one."""
    start = 0
    for match in re.finditer(
        r"(?<![A-Z\d])(?<!\bRp)(?<!\bNo)(?<!\bs\.d)(?<!\bTA)[.;!?](?=\s+[A-Z“\"(➤•-])|(?<=\d)\.(?=\s+[A-Z][a-z]+)|(?<=%)\s(?=Realisasi|Target|Capaian)",
        text,
    ):
        yield start, match.end()
        start = match.end()
    if start < len(text):
        yield start, len(text)


Mentah = tuple[str, dict[str, Nilai], dict[str, str], tuple[int, ...]]


def years_in(text: str) -> tuple[int, ...]:
    found = [int(y) for y in re.findall(r"(?<![\d/.-])20[0-4]\d(?!\s*[-–]\s*20|[\d])", text)]
    return tuple(dict.fromkeys(found))
