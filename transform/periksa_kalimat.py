"""Rules inside one sentence: figures against the indicator's tables, targets passed, reasons for a failure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.laporan_angka import first_number, is_year
from extract.laporan_indikator import AngkaDok
from extract.laporan_model import potong
from extract.laporan_pemahaman import Pemahaman
from transform.periksa_dasar import Angka, Derajat, Temuan, arah, aturan, index_figures, place_of

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
            known = _every_year(index, item, measure)
            if not known:
                continue
            for match in pattern.finditer(sentence.teks):
                value = first_number(match.group("n"))
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
                if measure == "realisasi" and any(a.nilai.sama(value) for a in _every_year(index, item, "capaian")):
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


def _every_year(index: Angka, item: int, measure: str) -> list[AngkaDok]:
    return [a for (i, m, _), found in index.peta.items() if i == item and m == measure for a in found]


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
            r, t = first_number(real[-1]) if real else None, first_number(target_text)
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
