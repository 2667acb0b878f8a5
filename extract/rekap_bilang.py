"""Numbers in words, as recaps repeat them beside the digits: "12 (dua belas) Kegiatan"."""

from __future__ import annotations

import re

_SATUAN = {
    "nol": 0, "kosong": 0, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7,
    "delapan": 8, "sembilan": 9, "sepuluh": 10, "sebelas": 11, "seratus": 100, "seribu": 1000,
}  # fmt: skip
_KALI = {"ratus": 100, "ribu": 1000, "juta": 1_000_000, "miliar": 1_000_000_000, "milyar": 1_000_000_000}
_BULAN = "januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember"
_TANGGAL = re.compile(
    rf"(?:tanggal\s+)?(?P<hari>\d{{1,2}}|[a-z]+(?: [a-z]+)*?)\s+(?:bulan\s+)?(?P<bulan>{_BULAN})\s+(?:tahun\s+)?"
    r"(?P<tahun>\d{4}|dua ribu [a-z ]+)",
    re.I,
)
_KURUNG = re.compile(r"(?P<angka>\d[\d.,]*\s*%?)\s*\(\s*(?P<kata>[a-z][a-z \-]*)\)", re.I)


def spelled(text: str) -> int | None:
    """Return the whole number that Indonesian words spell, None where they spell none.

    A cell's words stand beside its digits: signs between them do not matter, `kosong` is 0, a unit is no number.
    A report's sentences are read by `laporan_angka.parse_words`, which takes `rupiah`, `orang` and `triliun` and
    no signs. Both read every whole number alike.
    """
    total = part = last = 0
    words = re.findall(r"[a-z]+", text.lower())
    if not words:
        return None
    for word in words:
        if word in _SATUAN:
            last = _SATUAN[word]
            if last >= 1000:
                total, last = total + last, 0
            elif last >= 10:
                part, last = part + last, 0
        elif word == "belas":
            part, last = part + last + 10, 0
        elif word == "puluh":
            part, last = part + last * 10, 0
        elif word == "ratus":
            part, last = part + last * 100, 0
        elif word in _KALI:
            total, part, last = total + (part + last or 1) * _KALI[word], 0, 0
        else:
            return None
    return total + part + last


def without_words(text: str) -> str:
    """Return a text without the words that repeat its number; words that say another number stay."""

    def drop(match: re.Match[str]) -> str:
        digits = match["angka"].rstrip(" %")
        same = digits.isdigit() and spelled(match["kata"]) == int(digits)
        return match["angka"] + " " if same else match[0]

    return " ".join(_KURUNG.sub(drop, text).split())


def date_in_digits(text: str) -> str:
    """Return a date whose day (or year) is written in words with digits, every other text as it is."""
    match = _TANGGAL.fullmatch(" ".join(text.split()))
    if match is None:
        return text
    day, year = (int(t) if t.isdigit() else spelled(t) for t in (match["hari"], match["tahun"]))
    whole = day is not None and year is not None and 1 <= day <= 31 and 2000 <= year <= 2049
    return f"{day} {match['bulan'].capitalize()} {year}" if whole else text
