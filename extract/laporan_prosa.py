"""Claims in running text: what a sentence says about figures, read by a tolerant grammar."""

from __future__ import annotations

from extract.laporan_kalimat import Klaim, sentences
from extract.laporan_model import Paragraf
from extract.laporan_prosa_angka import figures, renstra, trend
from extract.laporan_prosa_jumlah import conclusion, counts
from extract.laporan_prosa_uang import budget, terbilang, weights


def read_claims(paragraph: Paragraf) -> list[Klaim]:
    """Return the claims of a paragraph, in order."""
    out: list[Klaim] = []
    for start, end in sentences(paragraph.teks):
        text = paragraph.teks[start:end].strip()
        if not text:
            continue
        place = paragraph.tempat(start, end)
        for rule in (figures, trend, renstra, budget, counts, conclusion, weights, terbilang):
            for claim in rule(text):
                jenis, angka, kata, tahun = claim
                out.append(Klaim(jenis, text, place, angka, kata, tahun, paragraph.urut))
    return out
