"""Whole numbers in words, as Indonesian amounts are spelled out."""

from __future__ import annotations

from extract.finding import LkjipError

_SATUAN = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")
_RIBUAN = ("", "ribu", "juta", "miliar", "triliun", "kuadriliun", "kuantiliun")


def terbilang(value: int) -> str:
    """Return the number in words: `satu juta seribu`, `sebelas`, `seratus`."""
    if value < 0:
        return f"minus {terbilang(-value)}"
    if value >= 1000 ** len(_RIBUAN):
        raise LkjipError(f"Angka {value} terlalu besar untuk ditulis dengan kata.")
    words: list[str] = []
    for power in reversed(range(len(_RIBUAN))):
        head, value = divmod(value, 1000**power)
        if head == 1 and power == 1:
            words.append("seribu")
        elif head:
            words += [*_ratusan(head), _RIBUAN[power]]
    return " ".join(filter(None, words)) or "nol"


def _ratusan(value: int) -> list[str]:
    """Return a number below 1000 in words."""
    hundreds, rest = divmod(value, 100)
    words = ["seratus"] if hundreds == 1 else [_SATUAN[hundreds], "ratus"] if hundreds else []
    if rest < len(_SATUAN):
        return [*words, _SATUAN[rest]]
    tens, ones = divmod(rest, 10)
    return [*words, _SATUAN[ones], "belas"] if tens == 1 else [*words, _SATUAN[tens], "puluh", _SATUAN[ones]]
