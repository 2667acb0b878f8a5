"""Rules on the indicator a sentence names: another one's text, or another one's figures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from extract.laporan_kalimat import sentences
from extract.laporan_klaim import quoted_names
from extract.laporan_model import potong, rapat
from extract.laporan_pemahaman import Pemahaman
from transform.periksa_dasar import Derajat, Temuan, aturan, index_figures, place_in, place_of

_TENTANG_INI = re.compile(
    r"standar\s+nasional|berdasarkan\s+indi[ck]ator|indikator\s+(?:kinerja\s+)?ini|keberhasilan\s+(?:dalam\s+)?indikator|realisasi|capaian|hasil",
    re.I,
)


@aturan("tempelan", IND_TEMPEL="Kalimat tentang indikator lain")
def check_pasted(paham: Pemahaman) -> Iterator[Temuan]:
    """A sentence under one indicator speaks of that indicator; another's full name is last year's or a neighbour's text."""  # noqa: E501
    keys = {i.id: i.kunci for i in paham.register.semua if len(i.kunci) >= 18}
    for block in paham.dokumen.paragraf():
        context = paham.konteks.get(block.urut)
        if context is None or block.urut in paham.kepala or len(block.teks) < 30 or _is_caption(paham, block.urut):
            continue
        own = paham.register.semua[context].kunci
        for start, end in sentences(block.teks):
            text = block.teks[start:end]
            if re.match(r"\W*[A-Z]\s*=", text) or re.search(
                r"rata-rata|penjumlahan|merupakan\s+gabungan", text, re.I
            ):
                continue  # the definition of a compound index
            other = _other(paham, text, own, keys, context)
            if other is not None:
                name = paham.nama(other)
                sure = bool(_TENTANG_INI.search(text))
                yield Temuan(
                    "IND-TEMPEL", Derajat.PASTI if sure else Derajat.MUNGKIN,
                    f"Di bawah indikator “{potong(paham.nama(context), 70)}” kalimat ini menyebut indikator lain, “{potong(name, 70)}”: "  # noqa: E501
                    f"“{potong(text.strip(), 110)}”. Ganti nama atau kalimatnya.",
                    (place_in(block, start, end),), potong(name, 60), potong(paham.nama(context), 60), paham.nama(context),  # noqa: E501
                    (context, other, "std" if "standar" in text.lower() else block.urut),
                )  # fmt: skip


def _is_caption(paham: Pemahaman, urut: int) -> bool:
    return any(k.urut in (urut, urut - 1) for k in paham.struktur.keterangan)


def _other(paham: Pemahaman, text: str, own: str, keys: dict[int, str], context: int) -> int | None:
    """Return the indicator a sentence names in full when it is not the one at hand."""
    key = rapat(text)
    if fuzz.partial_ratio(own, key) >= 80 if len(key) >= len(own) else fuzz.ratio(own, key) >= 80:
        return None
    for name in quoted_names(text):
        found = paham.register.cocok(name, paham.sasaran.get(context, ""), batas=88)
        other = found and context not in found and paham.register.semua[found[0]].kunci != own
        if other and fuzz.ratio(rapat(name), own) < 75 and fuzz.partial_ratio(rapat(name), own) < 90:
            return found[0]
    if not re.search(r"pengukuran|indi[ck]ator|persentase|indeks|tersusunnya|terpenuhinya", text, re.I):
        return None
    best, score = None, 0.0
    for item, name in keys.items():
        if item == context or len(name) > len(key) or fuzz.ratio(name, own) > 82:
            continue
        value = fuzz.partial_ratio(name, key)
        if value >= 93 and value > score and len(name) >= 24:
            best, score = item, value
    if best is None or fuzz.partial_ratio(own, keys[best]) >= 85:
        return None
    return best


@aturan("tempelan", IND_TERTUKAR="Kalimat memakai nama indikator lain")
def check_swapped(paham: Pemahaman) -> Iterator[Temuan]:
    """A sentence with target, realisasi and capaian names the indicator they belong to."""
    for key, (named, right, claims) in swapped_names(paham).items():
        first = claims[0]
        values = ", ".join(f"{c.jenis.split('.')[1]} {c.angka['nilai'].teks}" for c in claims)
        yield Temuan(
            "IND-TERTUKAR", Derajat.PASTI,
            f"Kalimat menyebut {values} untuk “{potong(paham.nama(named), 70)}”, padahal itu angka “{potong(paham.nama(right), 70)}”. "  # noqa: E501
            "Perbaiki nama indikatornya (dan angkanya bila masih berbeda).",
            (place_of(first),), potong(paham.nama(named), 60), potong(paham.nama(right), 60),
            paham.nama(named), key,
        )  # fmt: skip


def swapped_names(paham: Pemahaman) -> dict[tuple[int, str], tuple[int, int, list]]:  # type: ignore[type-arg]
    """Return the sentences whose figures belong to another indicator than the one they name."""
    index = index_figures(paham, paham.angka)
    groups: dict[tuple[int, str], list] = {}  # type: ignore[type-arg]
    for claim in paham.klaim:
        if claim.jenis in ("angka.target", "angka.realisasi") and claim.indikator is not None and not claim.tahun:
            groups.setdefault((claim.urut, claim.teks), []).append(claim)
    out = {}
    for key, claims in groups.items():
        if len(claims) < 2:
            continue
        named = claims[0].indikator

        def fits(item: int, claims: list = claims) -> int:  # type: ignore[type-arg]
            return sum(
                1 for c in claims
                if any(a.nilai.sama(c.angka["nilai"]) for a in index.semua(item, c.jenis.split(".")[1], paham.tahun))  # noqa: E501
            )  # fmt: skip

        if fits(named):
            continue
        right = [i.id for i in paham.register.semua if fits(i.id) == len(claims)]
        if len(right) == 1:
            out[key] = (named, right[0], claims)
    return out
