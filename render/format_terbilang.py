"""Whole numbers in words, as Indonesian amounts are spelled out."""

from __future__ import annotations

import re


def terbilang(value: int) -> str:
    """Return the number in words: `satu juta seribu`, `sebelas`, `seratus`."""
    from num2words import num2words

    words = str(num2words(value, lang="id")).replace("milyar", "miliar").replace("trilyun", "triliun")
    words = re.sub(r"^min\b", "minus", re.sub(r"\s+", " ", words).strip())
    return re.sub(r"(^|(?:juta|miliar|triliun|minus) )satu ribu\b", r"\1seribu", words)
