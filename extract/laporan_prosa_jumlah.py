"""What a sentence counts and concludes: sasaran, indikator, staff, satker, all or some of the indicators."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.laporan_angka import first_number, parse_words
from extract.laporan_kalimat import Mentah, years_in

_BENDA = (
    ("sasaran", r"sasaran(?:\s+(?:kegiatan|strategis|program))?"),
    ("indikator", r"indikator(?:\s+kinerja(?:\s+(?:kegiatan|utama|program))?)?|ikk\b|iku\b|ikp\b"),
    ("pegawai", r"(?:orang\s+)?(?:pegawai|petugas)\b"),
    ("satker", r"satuan\s+kerja|satker\b|unit\s+pelaksana\s+teknis|upt\b"),
    ("divisi", r"divisi\b"),
)


def counts(text: str) -> Iterator[Mentah]:
    """`4 (empat) sasaran kegiatan`, `1.712 pegawai yang tersebar di 27 satuan kerja`."""
    words = r"\s*\(\s*(?P<kata>[a-z ]+?)\s*\)"
    number = r"(?<![\w.,/%])(?P<n>\d{1,3}(?:\.\d{3})*|" + "|".join(_KATA_BILANGAN) + r")"
    for noun, pattern in _BENDA:
        for match in re.finditer(rf"{number}(?:{words})?\s+(?P<benda>{pattern})", text, re.I):
            yield from _count(match, noun, text)
    for match in re.finditer(
        rf"(?:sumber\s+daya\s+manusia|pegawai)\s+(?:sebanyak|berjumlah|sejumlah)\s+{number}(?:{words})?\s+(?P<benda>orang|pegawai)",
        text,
        re.I,
    ):
        yield from _count(match, "pegawai", text)
    for match in re.finditer(rf"{number}{words}", text, re.I):
        spelled = parse_words(match.group("kata"))
        value = first_number(match.group("n"))
        if spelled is not None and value is not None:
            yield "ejaan", {"nilai": value}, {"kata": match.group("kata"), "bilangan": str(spelled)}, ()


_KATA_BILANGAN = ("satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh")


def _count(match: re.Match[str], noun: str, text: str) -> Iterator[Mentah]:
    raw = match.group("n").lower()
    spelled = parse_words(raw) if raw.isalpha() else None
    value = first_number(str(spelled)) if spelled is not None else first_number(raw)
    if value is None:
        return
    before = text[: match.start()].lower()
    kata = {
        "benda": noun,
        "uraian": match.group("benda").lower(),
        "dari": "1" if re.search(r"dari\s*$", before) else "",
        "sebelum": before[-80:],
        "sesudah": text[match.end() : match.end() + 90].lower(),
    }
    yield "jumlah", {"nilai": value}, kata, ()


def conclusion(text: str) -> Iterator[Mentah]:
    """Statements over all indicators."""
    yield from _spread(text)
    yield from _every(text)


def _spread(text: str) -> Iterator[Mentah]:
    """`Dari 26 indikator, 20 indikator melebihi 100 %`, with those at and below it."""
    match = re.search(
        r"dari\s+(\d+)\s*(?:\([^)]*\)\s*)?(?:indikator|ikk)\b[^.]*?\b(\d+)\s*(?:\([^)]*\)\s*)?(?:indikator|ikk)[^.]*?(lebih\s+dari|di\s*atas|melebihi|melampaui)\s*(?:100\s*%|target)",
        text,
        re.I,
    )
    if match:
        values = {
            k: v for k, v in (("semua", first_number(match.group(1))), ("lebih", first_number(match.group(2)))) if v
        }
        rest = re.search(
            r"(\d+)\s*(?:\([^)]*\)\s*)?(?:indikator[^.]*?|ikk)\s*(?:telah\s+)?(?:tercapai|mencapai)\s*(?:dengan\s+hasil\s+)?(?:sebesar\s+)?100\s*%",
            text[match.end() :],
            re.I,
        )
        if rest and (value := first_number(rest.group(1))):
            values["pas"] = value
        for key, words in (
            ("pas", r"tepat\s+mencapai"),
            ("kurang", r"belum\s+mencapai"),
            ("na", r"tidak\s+dapat\s+(?:di)?ukur"),
        ):
            part = re.search(rf"(\d+)\s+indikator\s+{words}", text[match.start() :], re.I)
            if part and (value := first_number(part.group(1))):
                values[key] = value
        yield "sebaran", values, {}, ()


def _every(text: str) -> Iterator[Mentah]:
    """`Seluruh target telah tercapai` and its like."""
    done = r"(?:tercapai|terpenuhi|terlampaui|di\s*atas\s+100|melebihi\s+target|melampaui\s+target)"
    things = r"(?:indikator|target|sasaran|capaian|ikk|iku|ikp)"
    every = re.search(
        rf"\b(?:semua|seluruh)\s+(?:\w+\s+){{0,2}}?{things}\b[^.]{{0,90}}?\b{done}|{things}\b[^.]{{0,140}}?\b(?:semuanya|seluruhnya)\s+(?:\w+\s+){{0,2}}?{done}"
        rf"|{done}\s+(?:semuanya|seluruhnya)",
        text, re.I,
    )  # fmt: skip
    if (
        every
        and re.search(r"indikator|target|capaian|kinerja", text, re.I)
        and not re.search(r"\b(belum|tidak|agar|diharapkan|harus|meskipun masih|apabila|jika|bila)\b", text, re.I)
    ):
        over = (
            bool(re.search(r"di\s*atas\s+100|melebihi|melampaui|terlampaui", every.group(), re.I))
            and "mencapai" not in every.group().lower()
        )
        yield "semua", {}, {"lampau": "1" if over else ""}, years_in(text)
