"""From words with boxes to lines and cell texts; wrapped words and numbers of narrow cells are made whole."""

from __future__ import annotations

import re

from msgspec import Struct

from extract.laporan_halaman import Kata
from extract.laporan_kisi import Kisi, KisiSel

# words that narrow header cells break; the report's own words are added to them
KOSAKATA = frozenset(
    [
        "target",
        "realisasi",
        "capaian",
        "kinerja",
        "kegiatan",
        "layanan",
        "indikator",
        "sasaran",
        "program",
        "anggaran",
        "pagu",
        "sisa",
        "jumlah",
        "total",
        "persen",
        "persentase",
        "satuan",
        "indeks",
        "orang",
        "dokumen",
        "unit",
        "laporan",
        "instansi",
        "tahun",
        "nomor",
        "uraian",
        "belanja",
        "pegawai",
        "barang",
        "modal",
        "bobot",
        "nilai",
        "aspek",
        "akhir",
        "konversi",
        "penyerapan",
        "kontraktual",
        "tagihan",
        "pengelolaan",
        "dispensasi",
        "output",
        "meningkatnya",
        "terwujudnya",
        "perempuan",
        "halaman",
        "keterangan",
        "perkantoran",
        "rekomendasi",
        "operasi",
        "dukungan",
        "manajemen",
    ]
)
_HURUF = re.compile(r"[A-Za-z]+$")
_HURUF_AWAL = re.compile(r"[A-Za-z]+")


class GarisKata(Struct):
    """Words on one baseline, left to right."""

    kata: list[Kata]
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def teks(self) -> str:
        return " ".join(k.teks for k in self.kata)

    @property
    def cy(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def tinggi(self) -> float:
        return self.bottom - self.top


def make_lines(words: list[Kata]) -> list[GarisKata]:
    """Return the words grouped by baseline, top to bottom."""
    lines: list[GarisKata] = []
    for word in sorted(words, key=lambda w: (w.cy, w.x0)):
        for line in reversed(lines[-4:]):
            overlap = min(line.bottom, word.bottom) - max(line.top, word.top)
            if overlap > 0.55 * min(line.bottom - line.top, word.bottom - word.top):
                line.kata.append(word)
                line.x0, line.x1 = min(line.x0, word.x0), max(line.x1, word.x1)
                line.top, line.bottom = min(line.top, word.top), max(line.bottom, word.bottom)
                break
        else:
            lines.append(GarisKata([word], word.x0, word.top, word.x1, word.bottom))
    for line in lines:
        line.kata.sort(key=lambda w: w.x0)
    return sorted(lines, key=lambda g: g.top)


def padding(grid: Kisi) -> float:
    """Return the usual distance between a cell's border and its text."""
    gaps = [w.x0 - s.kotak[0] for s in grid.sel for w in s.kata[:1] if w.x0 > s.kotak[0]]
    return min(max(min(gaps, default=3.0), 0.5), 8.0)


def cell_text(cell: KisiSel, pad: float, vocabulary: frozenset[str]) -> str:
    """Return the text of a cell with broken words and numbers joined."""
    if not cell.kata:
        return ""
    lines = make_lines(cell.kata)
    inner = cell.kotak[2] - cell.kotak[0] - 2 * pad
    text = lines[0].teks
    for before, line in zip(lines, lines[1:], strict=False):
        text += line.teks if _glue(text, before, line, inner, vocabulary) else " " + line.teks
    return text.strip()


def _glue(text: str, before: GarisKata, line: GarisKata, inner: float, vocabulary: frozenset[str]) -> bool:
    """Whether the line goes on in the middle of a word or number."""
    head, tail = line.kata[0].teks, text.rsplit(" ", 1)[-1]
    width = (line.kata[0].x1 - line.kata[0].x0) / max(len(head), 1)
    full = inner - (before.x1 - before.x0) < width * 1.25 + 0.5
    if tail[-1].isdigit() or tail[-1] in ".,":
        return _glue_number(tail, head, full)
    if tail.endswith("-") and head[:1].islower() and len(tail) > 1:
        return True
    left, right = _HURUF.search(tail), _HURUF_AWAL.match(head)
    if not left or not right or not head[0].islower():
        return False
    a, b = left.group().lower(), right.group().lower()
    known_a, known_b = a in vocabulary, b in vocabulary
    if a + b in vocabulary:
        return not (known_a and known_b) or full
    return full and not known_a and not known_b


def _glue_number(tail: str, head: str, full: bool) -> bool:
    if not any(c.isdigit() for c in tail):
        return False
    if re.fullmatch(r"[.,]-?|%\)?|[.,]\d+.*|,-.*", head):
        return True
    if tail[-1] in ".," and head[0].isdigit():
        return bool(re.search(r"\d[.,]$", tail)) and len(re.sub(r"\D", "", tail)) > 1
    if re.fullmatch(r"-[.,]?", head):
        return tail[-1] in ".,"
    return full and bool(re.match(r"[\d.,%]", head)) and tail[-1].isdigit()


def vocabulary_of(lines: list[str]) -> frozenset[str]:
    """Return the words of running text, without those that a line end may have cut."""
    words: set[str] = set(KOSAKATA)
    for line in lines:
        words.update(w.lower() for w in re.findall(r"[A-Za-z]{2,}", line))
    return frozenset(words)
