"""Rules inside one sentence: from-to, difference and relative change, figures against the indicator's tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from extract.laporan_angka import Nilai, find_numbers, is_year
from extract.laporan_model import Tempat, potong
from extract.laporan_paham import Kalimat, Pemahaman
from transform.periksa_anggaran import money_rows
from transform.periksa_dasar import Angka, Derajat, Temuan, arah, aturan, index_figures, tulis

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
UKURAN = (
    ("realisasi", re.compile(r"(?<!target dan )\b(?:te)?realisasi(?:\s+(?:kinerja|indikator(?:\s+ini)?))?\s+(?:sebesar\s+|mencapai\s+|adalah\s+)?(?P<n>\d[\d.,]*\s*%)(?!\s*anggaran)", re.I)),  # noqa: E501
    ("capaian", re.compile(r"\bcapaian(?:\s+kinerja)?(?:nya)?(?:\s+indikator\s+ini)?\s+(?:sebesar\s+|adalah\s+|mencapai\s+)?(?P<n>\d[\d.,]*\s*%)", re.I)),  # noqa: E501
    ("target", re.compile(r"\btarget(?:nya)?(?:\s+(?:renstra|kinerja))?(?:\s+tahun\s+20\d\d)?(?:\s+ditetapkan)?\s*(?:,?\s*yaitu\s+|sebesar\s+|adalah\s+|\(\s*)?(?P<n>\d[\d.,]*\s*%)", re.I)),  # noqa: E501
)  # fmt: skip
LAMPAU = re.compile(
    r"(?P<bukan>telah|sudah|belum|tidak|berhasil)\s+(?:dapat\s+|mampu\s+)?(?P<hal>melampaui|melebihi|mencapai|memenuhi)\s+target"
    r"(?P<mana>[^;.]{0,60}?)(?:,\s*yaitu|\bsebesar|\()\s*(?P<t>\d[\d.,]*\s*%?)",
    re.I,
)
TERSEBUT = re.compile(
    r"target\s+(?:tersebut|itu)\s+(?P<bukan>telah|sudah|belum|tidak)\s+(?P<hal>terlampaui|tercapai|terpenuhi)",
    re.I,
)


def number(text: str) -> Nilai | None:
    return next((v for _, _, v in find_numbers(text)), None)


def place_of(sentence: Kalimat) -> Tempat:
    return replace(sentence.tempat, uraian=f"kalimat “{potong(sentence.teks, 70)}”")


@aturan("perbandingan tahun", KAL_ARAH="Kata naik/turun bertentangan dengan angka di kalimat yang sama",
        KAL_SELISIH="Besar perubahan tidak sama dengan angka di kalimat yang sama")  # fmt: skip
def check_from_to(paham: Pemahaman) -> Iterator[Temuan]:
    """`turun N atau P%, dari A menjadi B`: B - A has the sign of the word, N is the difference, P the share of A."""  # noqa: E501
    for sentence in paham.kalimat:
        for pattern in (DARI_KE, ANGKA_KE):
            for match in pattern.finditer(sentence.teks):
                a, b = number(match.group("a")), number(match.group("b"))
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
    if after and (value := number(after.group("n"))):
        said.append(value)
    if relative and (value := number(relative.group("n"))):
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


@aturan("angka berbeda", KAL_ANGKA="Angka di kalimat tidak ada di tabel indikatornya")
def check_figures(paham: Pemahaman) -> Iterator[Temuan]:
    """A realisasi, capaian or target a sentence names is one that the indicator's own tables print."""
    index = index_figures(paham, paham.angka)
    for sentence in paham.kalimat:
        item = sentence.indikator
        if (
            item is None
            or sentence.bab not in (0, 3)
            or re.search(r"anggaran|pagu|rata-rata|efisiensi", sentence.teks, re.I)
        ):
            continue
        for measure, pattern in UKURAN:
            known = [a for (i, m, _), found in index.peta.items() if i == item and m == measure for a in found]
            if not known:
                continue
            for match in pattern.finditer(sentence.teks):
                value = number(match.group("n"))
                if value is None or value.ragu or any(k.nilai.sama(value) for k in known):
                    continue
                if not any(k.nilai.satuan in ("%", "") for k in known):
                    continue
                if re.search(
                    r"meningkat|menurun|kenaikan|penurunan|naik|turun|selisih|bertambah",
                    _clause(sentence.teks, match),
                    re.I,
                ):
                    continue  # an amount of change, not the figure itself
                if measure == "realisasi" and any(a.nilai.sama(value) for a in _others(index, item, "capaian")):
                    continue  # a capaian called realisasi: SAMA-REALISASI judges it
                shown = min(known, key=lambda k: abs(k.nilai.nilai - value.nilai))
                yield Temuan(
                    "KAL-ANGKA", Derajat.PASTI,
                    f"Kalimat menyebut {measure} {value.teks} untuk “{potong(paham.nama(item), 70)}”, tetapi tabelnya tidak memuat angka itu; "  # noqa: E501
                    f"yang terdekat {shown.nilai.teks} ({shown.tempat.teks.split(', “')[0]}).",
                    (place_of(sentence), shown.tempat), value.teks, shown.nilai.teks, paham.nama(item), (item, measure, value.nilai),  # noqa: E501
                )  # fmt: skip


def _clause(text: str, match: re.Match[str]) -> str:
    """Return the words around a figure up to the next comma or semicolon."""
    before = re.split(r"[;]|,\s", text[: match.start()])[-1]
    return before[-60:] + match.group() + re.split(r"[;]|,\s", text[match.end() :])[0][:40]


def _others(index: Angka, item: int, measure: str) -> list:  # type: ignore[type-arg]
    return [a for (i, m, _), found in index.peta.items() if i == item and m == measure for a in found]


@aturan("perbandingan target", KAL_POIN="Selisih poin tidak sama dengan angkanya")
def check_points(paham: Pemahaman) -> Iterator[Temuan]:
    """`N poin` is the difference of two figures of the paragraph or of the indicator's tables."""
    index = index_figures(paham, paham.angka)
    shares = _shares(paham)
    for sentence in paham.kalimat:
        if sentence.bab not in (0, 3, 4):
            continue
        for match in re.finditer(r"(?P<n>\d[\d.,]*)\s*poin\b", sentence.teks, re.I):
            value = number(match.group("n"))
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
            gap, spread = abs(a.nilai - b.nilai), (a.ulp + b.ulp) / 2
            if value.memuat(gap - spread, gap + spread):
                return True
    return False


@aturan("Renstra", KAL_TARGET="Pernyataan melampaui target bertentangan dengan angka di kalimat yang sama")
def check_passed(paham: Pemahaman) -> Iterator[Temuan]:
    """`Realisasi R telah melampaui target, yaitu T` holds only if R passes T in the indicator's direction."""
    for sentence in paham.kalimat:
        if sentence.indikator is None:
            continue
        way = arah(paham, sentence.indikator)
        if not way and "menurun" in paham.nama(sentence.indikator).lower():
            continue
        for match in [*LAMPAU.finditer(sentence.teks), *TERSEBUT.finditer(sentence.teks)]:
            before = sentence.teks[: match.start()]
            real = re.findall(r"realisasi(?:\s+sebesar)?\s+(\d[\d.,]*\d\s*%?|\d\s*%?)", before, re.I)
            target_text = (
                match.groupdict().get("t")
                or (
                    re.findall(r"target[^;.]{0,60}?(?:,\s*yaitu|sebesar)\s+(\d[\d.,]*\d\s*%?)", before, re.I)
                    or [""]
                )[-1]
            )
            r, t = number(real[-1]) if real else None, number(target_text)
            if r is None or t is None or is_year(t) or is_year(r):
                continue
            done = match.group("bukan").lower() in ("telah", "sudah", "berhasil")
            passed = bool(re.match("melampaui|melebihi|terlampaui", match.group("hal"), re.I))
            equal = r.nilai == t.nilai
            over = (r.nilai > t.nilai) == (way != "turun") and not equal
            truth = over if passed else over or equal
            if truth == done:
                continue
            state = "melampaui target" if over else "sama dengan target" if equal else "belum mencapai target"
            yield Temuan(
                "KAL-TARGET", Derajat.MUNGKIN if equal or r.sama(t) else Derajat.PASTI,
                f"Kalimat menyebut “{potong(match.group(), 60)}”, padahal realisasi {r.teks} dan target {t.teks}: {state}.",  # noqa: E501
                (place_of(sentence),), match.group("bukan") + " " + match.group("hal"), state, paham.nama(sentence.indikator),  # noqa: E501
                (sentence.urut, match.group().lower()[:40]),
            )  # fmt: skip


GAGAL = re.compile(
    r"\b(?:penyebab\s+)?(?:tidak|belum)\s+tercapai(?:nya)?\s+(?:(?:realisasi|target|capaian)\s+)*(?:pada\s+)?indikator\b",
    re.I,
)


@aturan("analisis", KAL_GAGAL="Kalimat menjelaskan kegagalan, tabel mencetak target tercapai")
def check_failed(paham: Pemahaman) -> Iterator[Temuan]:
    """Reasons for a target that was not reached belong to an indicator whose capaian is below 100 %."""
    for sentence in paham.kalimat:
        match = GAGAL.search(sentence.teks)
        if match is None or sentence.indikator is None or sentence.bab not in (0, 3):
            continue
        if re.search(r"\b(?:jika|apabila|agar|supaya|risiko|kemungkinan)\b", sentence.teks[: match.start()], re.I):
            continue
        years = {int(y) for y in re.findall(r"20\d\d", sentence.teks)}
        if years and paham.tahun not in years:
            continue
        figures = [
            a for a in paham.angka
            if a.indikator == sentence.indikator and a.ukuran == "capaian" and a.sumber == "capaian" and a.tahun in (0, None, paham.tahun)  # noqa: E501
        ]  # fmt: skip
        if not figures or any(a.nilai.ragu or a.nilai.nilai < 100 for a in figures):
            continue
        shown = figures[0]
        yield Temuan(
            "KAL-GAGAL", Derajat.PASTI if re.search(r"indikator\s+(?:berikut|ini|tersebut)", sentence.teks, re.I) else Derajat.MUNGKIN,  # noqa: E501
            f"Kalimat menjelaskan “{potong(match.group(), 60)}”, padahal capaian “{potong(paham.nama(sentence.indikator), 70)}” tercetak {shown.nilai.teks}. "  # noqa: E501
            "Perbaiki angkanya, atau ganti penjelasannya.",
            (place_of(sentence), shown.tempat), match.group(), "sebab keberhasilan", paham.nama(sentence.indikator), (sentence.indikator,),  # noqa: E501
        )  # fmt: skip
