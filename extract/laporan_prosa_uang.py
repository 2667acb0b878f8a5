"""What a sentence says about money: pagu, realisasi, share, amounts in words, weights and values of SMART, IKPA."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.laporan_angka import Nilai, find_numbers, first_number, parse_words
from extract.laporan_kalimat import Mentah, years_in


def budget(text: str) -> Iterator[Mentah]:
    """pagu, realisasi and percentage of money in one sentence."""
    rupiah = [(s, v) for s, _, v in find_numbers(text) if v.satuan == "rupiah" and v.nilai >= 100000]
    if not rupiah or not re.search(r"anggaran|pagu|dipa|realisasi|penyerapan|terserap", text, re.I):
        return
    angka: dict[str, Nilai] = {}
    for start, value in rupiah:
        before = text[max(0, start - 75) : start].lower()
        role = _money_role(before)
        if role and role not in angka:
            angka[role] = value
    percent = [(s, v) for s, _, v in find_numbers(text) if v.satuan == "%"]
    if "realisasi" in angka and percent:
        near = [
            v
            for s, v in percent
            if re.search(r"atau|sebesar|realisasi|penyerapan|capaian|mencapai|\(", text[max(0, s - 40) : s], re.I)
        ]
        if near and not re.search(r"smart|ikpa|deviasi", text[: text.find(near[0].teks)][-60:], re.I):
            angka["persen"] = near[0]
    if angka:
        yield "anggaran", angka, {}, years_in(text)


def _money_role(before: str) -> str:
    places = {
        "sisa": max(before.rfind("sisa"), before.rfind("tidak terserap")),
        "realisasi": max(before.rfind("realisasi"), before.rfind("merealisasi"), before.rfind("terserap"), before.rfind("diserap"),  # noqa: E501
                         before.rfind("penyerapan")),
        "pagu": max(before.rfind("pagu"), before.rfind("dipa"), before.rfind("alokasi"), before.rfind("dari total anggaran"),  # noqa: E501
                    before.rfind("mendapat"), before.rfind("anggaran sebesar"), before.rfind("anggaran sejumlah")),
    }  # fmt: skip
    role, place = max(places.items(), key=lambda i: i[1])
    return role if place >= 0 else ""


_KOMPONEN = (
    ("cro", r"capaian\s+keluaran|capaian\s+(?:rincian\s+)?output|capaian\s+ro"), ("penyerapan", r"penyerapan\s+anggaran"),  # noqa: E501
    ("konsistensi", r"konsistensi"), ("efisiensi", r"efisiensi"), ("revisi_dipa", r"revisi\s+dipa"),
    ("deviasi_hal3", r"deviasi\s+hal\w*\.?\s*(?:iii|3)"), ("kontraktual", r"(?:data|belanja)\s+kontrak\w*"),
    ("tagihan", r"penyelesaian\s+tagihan"), ("up_tup", r"pengelolaan\s+up"), ("dispensasi_spm", r"dispensasi\s+spm"),  # noqa: E501
    ("capaian_output", r"capaian\s+output"),
)  # fmt: skip


def weights(text: str) -> Iterator[Mentah]:
    """`Capaian Keluaran, bobot 43,5%`; SMART (60%) and IKPA (40%); the values of NKA, SMART and IKPA."""
    if not re.search(r"bobot|smart|ikpa|nilai\s+kinerja", text, re.I):
        return
    for match in re.finditer(
        r"([A-Za-z][A-Za-z ().,/&]{4,90}?)\s*[,:(-]?\s*(?:dengan\s+)?bobot\s*(?:penilaian\s*|sebesar\s*)?(\d[\d.,]*\s*(?:%|persen))",  # noqa: E501
        text,
        re.I,
    ):
        names = [n for n, p in _KOMPONEN if re.search(p, match.group(1), re.I)]
        value = first_number(match.group(2))
        if value is not None and names:
            yield "bobot", {"nilai": value}, {"komponen": "|".join(names)}, ()
    both = re.search(r"smart\s*(?:dja)?\s*\(\s*(\d+)\s*%\s*\).{0,40}?ikpa\)?\s*\(\s*(\d+)\s*%\s*\)", text, re.I)
    if both:
        first, second = first_number(both.group(1)), first_number(both.group(2))
        if first and second:
            yield "bobot.nka", {"smart": first, "ikpa": second}, {}, years_in(text)
    value_of = re.search(
        r"nilai\s+(?:total\s+)?(?P<apa>kinerja\s+anggaran|kinerja|smart|indikator\s+kinerja\s+pelaksanaan\s+anggaran|ikpa)\b(?P<antara>[^.%;]{0,170}?)\b(?:sebesar|adalah|mencapai|yaitu)\s*(?P<n>\d[\d.,]*\d\s*%?)",
        text,
        re.I,
    )
    if value_of:
        what = value_of.group("apa").lower()
        if re.search(r"tertinggi|terendah|rata-rata|masing-masing", text, re.I):
            return
        kind = (
            "smart"
            if "smart" in value_of.group("antara").lower()
            else "ikpa"
            if "pelaksanaan" in what or what == "ikpa"
            else "smart"
            if what == "smart"
            else "nka"
        )
        value = first_number(value_of.group("n").rstrip("."))
        if value is not None and value.nilai <= 130:
            yield "nilai", {"nilai": value}, {"apa": kind}, years_in(text)


def terbilang(text: str) -> Iterator[Mentah]:
    """Amounts followed by their words in brackets."""
    for match in re.finditer(r"(Rp\.?\s*\d[\d.]*(?:,-|,00)?)\s*\(\s*([A-Za-z ]{10,160}?rupiah)\s*\)", text, re.I):
        value, words = first_number(match.group(1)), parse_words(match.group(2))
        if value is not None:
            yield (
                "terbilang",
                {"nilai": value},
                {"kata": match.group(2), "bilangan": "" if words is None else str(words)},
                (),
            )
