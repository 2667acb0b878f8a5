"""Rules on differences stated in words: from A to B, by how much, by which share, by how many points."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extract.laporan_angka import Nilai, find_numbers, first_number, is_year
from extract.laporan_kalimat import Kalimat
from extract.laporan_model import potong
from extract.laporan_pemahaman import Pemahaman
from transform.periksa_dasar import BIASA, Derajat, Temuan, aturan, index_figures, place_of, tulis
from transform.periksa_uang import money_rows

_N = r"(?:Rp\.?\s*)?-?\d[\d.,]*\d(?:,-)?\s*(?:%|persen\b(?!\s*poin))?|\d\s*%?"
_NAIK = r"meningkat|naik|bertambah|peningkatan|kenaikan"
_TURUN = r"menurun|turun|berkurang|penurunan"
_ANTARA = r"(?:\s*(?:pada|di)?\s*(?:tahun|TA)?\s*20\d\d)?"
DARI_KE = re.compile(
    rf"\b(?P<kata>{_NAIK}|{_TURUN})\b(?P<isi>[^;]{{0,70}}?)\b(?:dari|semula)\s+(?P<a>{_N}){_ANTARA}\s*,?\s*(?:menjadi|ke)\s+(?:sebesar\s+)?(?P<b>{_N})",
    re.I,
)
ANGKA_KE = re.compile(rf"\bangka\s+(?P<a>{_N}){_ANTARA}\s+(?P<kata>{_NAIK}|{_TURUN})\s+menjadi\s+(?P<b>{_N})", re.I)
RELATIF = re.compile(rf"relatif\s+(?P<kata>{_NAIK}|{_TURUN})\s+(?:sebesar\s+)?(?P<n>{_N})", re.I)


@aturan("perbandingan tahun", KAL_ARAH="Kata naik/turun bertentangan dengan angka di kalimat yang sama",
        KAL_SELISIH="Besar perubahan tidak sama dengan angka di kalimat yang sama")  # fmt: skip
def check_from_to(paham: Pemahaman) -> Iterator[Temuan]:
    """`turun N atau P%, dari A menjadi B`: B - A has the sign of the word, N is the difference, P the share of A."""  # noqa: E501
    for sentence in paham.kalimat:
        for pattern in (DARI_KE, ANGKA_KE):
            for match in pattern.finditer(sentence.teks):
                a, b = first_number(match.group("a")), first_number(match.group("b"))
                if a is None or b is None or (a.satuan == "%") != (b.satuan == "%") or is_year(a) or is_year(b):
                    continue
                yield from _from_to(sentence, match, a, b)


def _up(word: str) -> bool:
    return bool(re.match(_NAIK, word, re.I))


def _from_to(sentence: Kalimat, match: re.Match[str], a: Nilai, b: Nilai) -> Iterator[Temuan]:
    spread = (a.ulp + b.ulp) / 2 if a.desimal or b.desimal or a.satuan == "%" else Decimal(0)
    difference = b.nilai - a.nilai
    words = [match.group("kata")]
    tail = sentence.teks[match.end() : match.end() + 120]
    relative = RELATIF.search(tail)
    if relative:
        words.append(relative.group("kata"))
    for word in words:
        if abs(difference) >= spread and difference and _up(word) != (difference > 0):
            right = "meningkat" if difference > 0 else "menurun"
            yield Temuan(
                "KAL-ARAH", Derajat.PASTI, f"Kalimat menyebut “{word}”, padahal dari {a.teks} ke {b.teks} berarti {right}.",  # noqa: E501
                (place_of(sentence),), word, right, "", (sentence.urut, a.nilai, b.nilai, word.lower()),
            )  # fmt: skip
    said = [v for _, _, v in find_numbers(match.groupdict().get("isi") or "") if not is_year(v)]
    after = re.match(
        r"\W*(?:pada\s+tahun\s+20\d\d)?\W*(?:dengan\s+)?selisih\s+(?:sebesar\s+)?(?P<n>(?:Rp\.?\s*)?[\d.,]*\d)",
        tail,
    )
    if after and (value := first_number(after.group("n"))):
        said.append(value)
    if relative and (value := first_number(relative.group("n"))):
        said.append(value)
    for value in said:
        if not _explained(value, a, b, spread):
            share = abs(difference) / a.nilai * 100 if a.nilai else Decimal(0)
            should = f"{tulis(abs(difference), max(a.desimal, b.desimal))} atau {tulis(share)}%"
            yield Temuan(
                "KAL-SELISIH", Derajat.PASTI,
                f"Kalimat menyebut perubahan {value.teks}, padahal dari {a.teks} ke {b.teks} berselisih {should}.",
                (place_of(sentence),), value.teks, should, "", (sentence.urut, value.nilai, a.nilai),
            )  # fmt: skip


def _explained(value: Nilai, a: Nilai, b: Nilai, spread: Decimal) -> bool:
    gap = abs(b.nilai - a.nilai)
    if value.memuat(gap - spread, gap + spread):
        return True
    if not a.nilai:
        return True
    share, margin = gap / abs(a.nilai) * 100, spread / abs(a.nilai) * 100
    margin = margin * (1 + share / 100)
    return value.memuat(share - margin, share + margin)


@aturan("perbandingan target", KAL_POIN="Selisih poin tidak sama dengan angkanya")
def check_points(paham: Pemahaman) -> Iterator[Temuan]:
    """`N poin` is the difference of two figures of the paragraph or of the indicator's tables."""
    index = index_figures(paham, paham.angka)
    shares = _shares(paham)
    for sentence in paham.kalimat:
        if sentence.bab not in (0, 3, 4):
            continue
        for match in re.finditer(r"(?P<n>\d[\d.,]*)\s*poin\b", sentence.teks, re.I):
            value = first_number(match.group("n"))
            if value is None:
                continue
            near = [v for _, _, v in find_numbers(sentence.paragraf) if v.satuan == "%" and not v.sama(value)]
            near += (
                [Nilai(Decimal(120), 0, "%", "120%"), Nilai(Decimal(100), 0, "%", "100%")]
                if "capaian" in sentence.teks.lower()
                else []
            )
            if sentence.indikator is not None:
                near += [
                    a.nilai
                    for (i, _, _), found in index.peta.items()
                    if i == sentence.indikator
                    for a in found
                    if a.nilai.satuan in ("%", "")
                ]
            if len(near) < 2 or _pair_fits(value, near):
                continue
            named = [v for _, _, v in find_numbers(sentence.teks) if v.satuan == "%" and not v.sama(value)]
            elsewhere = len(named) < 2 and bool(re.search(r"serapan|anggaran|efisien", sentence.teks, re.I))
            if elsewhere and (_pair_fits(value, near, shares) or not shares):
                continue  # one of the two stands in a budget table
            yield Temuan(
                "KAL-POIN", Derajat.PASTI if sentence.indikator is not None and not elsewhere else Derajat.MUNGKIN,
                f"Selisih {match.group()} di kalimat “{potong(sentence.teks, 110)}” bukan selisih dua angka mana pun di paragraf atau tabel indikatornya.",  # noqa: E501
                (place_of(sentence),), match.group(), "", paham.nama(sentence.indikator), (sentence.urut, value.nilai),  # noqa: E501
            )  # fmt: skip


def _shares(paham: Pemahaman) -> list[Nilai]:
    """Return the shares of budgets used: printed, and computed from pagu and realisasi."""
    out = []
    for row in money_rows(paham):
        printed = row.paham.nilai(row.baris, row.cari("persen"))
        if printed is not None:
            out.append(printed)
        if row.realisasi is not None and row.pagu.nilai:
            out.append(Nilai((row.realisasi.nilai / row.pagu.nilai * 100).quantize(Decimal("0.0001")), 4, "%", ""))
    return out


def _pair_fits(value: Nilai, numbers: list[Nilai], others: list[Nilai] | None = None) -> bool:
    for i, a in enumerate(numbers):
        for b in numbers[i + 1 :] if others is None else others:
            if _is_gap(value, a, b):
                return True
    return False


def _is_gap(value: Nilai, a: Nilai, b: Nilai) -> bool:
    """Whether a number can be the difference of two others, each as exact as it is printed."""
    gap, spread = abs(a.nilai - b.nilai), (a.ulp + b.ulp) / 2
    return value.memuat(gap - spread, gap + spread)


@aturan("perbandingan target", TARGET_SELISIH="Selisih terhadap target tidak sama dengan angkanya")
def check_gap(paham: Pemahaman) -> Iterator[Temuan]:
    """`realisasi 67,42% lebih tinggi 7,42 poin daripada target 60%`: the gap is the difference of the two."""
    for claim in paham.klaim:
        if claim.jenis != "selisih":
            continue
        gap = claim.angka["beda"]
        values = [
            v
            for _, _, v in find_numbers(claim.teks)
            if v.teks != gap.teks and not is_year(v) and v.satuan != "rupiah"
        ]
        pairs = [
            (a, b)
            for i, a in enumerate(values)
            for b in values[i + 1 :]
            if (a.satuan in BIASA) == (b.satuan in BIASA)
        ]
        if not pairs or any(_is_gap(gap, a, b) for a, b in pairs):
            continue
        a, b = pairs[0]
        right = abs(a.nilai - b.nilai)
        yield Temuan(
            "TARGET-SELISIH", Derajat.PASTI if len(pairs) == 1 else Derajat.MUNGKIN,
            f"Kalimat menyebut selisih {gap.teks}, padahal {a.teks} dan {b.teks} berselisih {tulis(right, max(a.desimal, b.desimal))}.",  # noqa: E501
            (place_of(claim),), gap.teks, tulis(right, max(a.desimal, b.desimal)),
            paham.nama(claim.indikator), (claim.urut, gap.nilai),
        )  # fmt: skip
