"""Headings said twice or in English: `Budget / Pagu`, `Sasaran (Objective)`, `Actual 2025`, by `maps/asing.yml`.

A heading that a map knows as printed stays as it is. One in two parts counts as one of them only where every
part is known and all name the same column, or merely glosses it: `Target / Realisasi` stays two things.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import product

from extract.headings_cocok import owners, vocabulary, without_year
from extract.headings_singkat import written_out
from extract.rekap_peta import MAPS, TEXTS, normal_judul
from extract.yaml_cepat import load_texts

_PISAH = re.compile(r"[/|()\[\]\n]+|\s[-–—]\s")
Owners = frozenset[tuple[str, str]]


@cache
def _asing() -> tuple[tuple[tuple[str, str], ...], frozenset[str]]:
    """Return English phrases with what they say (the longest first), and the words that only gloss."""
    data = load_texts(MAPS / "asing.yml")
    said = {normal_judul(k): normal_judul(v) for k, v in data["padanan"].items()}
    pairs = sorted(said.items(), key=lambda pair: -len(pair[0]))
    return tuple(pairs), frozenset(data["glosa"])


@lru_cache(maxsize=TEXTS)
def _phrase(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w%]){re.escape(words)}(?![\w%])")


def _said(text: str) -> str:
    """Return a text with its English phrases in Indonesian."""
    for phrase, word in _asing()[0]:
        if phrase in text:
            text = _phrase(phrase).sub(word, text)
    return text


@lru_cache(maxsize=TEXTS)
def judul_baku(printed: str) -> str:
    """Return a printed heading as it is compared: one of its equal parts, English words said in Indonesian."""
    key = normal_judul(printed)
    if not key or key in vocabulary()[0] or owners(without_year(key)):
        return key
    parts = [k for k in map(normal_judul, _PISAH.split(printed)) if k]
    if len(parts) > 1 and (one := _one_of(parts)) is not None:
        return one
    english = _translated(key)
    return written_out(english or key) or english or key


@lru_cache(maxsize=TEXTS)
def _translated(key: str) -> str | None:
    """Return a heading with its English words in Indonesian, None where that makes no heading of the maps."""
    text = _said(key)
    words = without_year(text).split()
    return text if text != key and all(w in vocabulary()[1] or w.isdigit() for w in words) else None


def glosses(key: str) -> bool:
    """Tell whether a text only repeats in English what stands beside it."""
    return gloss_words().issuperset(key.split())


def gloss_words() -> frozenset[str]:
    """Return the English words that only repeat what stands beside them."""
    return _asing()[1]


def _one_of(parts: list[str]) -> str | None:
    known: list[tuple[str, Owners]] = []
    for part in parts:
        said = (part, _translated(part), written_out(part))
        text = next((t for t in said if t and owners(without_year(t))), None)
        if text is not None:
            known.append((text, owners(without_year(text))))
        elif not glosses(part):
            return None
    if not known or any(not (a & b) for (_, a), (_, b) in product(known, known)):
        return None
    return max(known, key=lambda item: len(item[1]))[0]


def parts_of(printed: str) -> tuple[str, ...]:
    """Return what a label says, once for each of its equal parts: `Bobot (Weight)` says `bobot` twice."""
    found: list[str] = []
    for part in map(_said, map(normal_judul, _PISAH.split(printed))):
        if part:
            found.append(part)
    return tuple(found)
