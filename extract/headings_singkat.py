"""Headings that offices shorten: `Real.`, `Cap. (%)`, `Peny. Tagihan`, `Target TA`, by `maps/singkatan.yml`.

A heading that a map knows as printed never comes here. One word written out, or one left out that says nothing,
must give a heading of the maps: several such headings are several candidates, and the first of the maps is taken
only where all of them name the same columns.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import islice, product

from extract.headings_cocok import owners, vocabulary, without_year
from extract.rekap_peta import MAPS, TEXTS, normal_judul
from extract.yaml_cepat import load_texts

MANY = 64  # readings of one heading that are tried


@cache
def _kata() -> tuple[dict[str, tuple[str, ...]], frozenset[str]]:
    data = load_texts(MAPS / "singkatan.yml")
    said = {normal_judul(k): tuple(normal_judul(w) for w in v) for k, v in data["singkatan"].items()}
    return said, frozenset(data["pengisi"])


@lru_cache(maxsize=TEXTS)
def written_out(key: str) -> str | None:
    """Return a normalised heading in full words, None where that makes no heading of the maps."""
    said, filler = _kata()
    words = [part for word in key.split() for part in _field(word, said)]
    if not words or len(words) > 8 or not any(w in said or w in filler for w in words):
        return None
    choices = [(*said.get(w, (w,)), w) if w in said else (w,) for w in words]
    texts = list(dict.fromkeys(" ".join(c) for c in islice(product(*choices), MANY)))
    texts += [t for text in texts if (t := _lean(text, filler)) and t not in texts]
    named = [t for t in texts if t != key and owners(without_year(t))]
    if named:
        return named[0]
    known = vocabulary()[1]
    return next((t for t in texts if t != key and all(w in known or w.isdigit() for w in t.split())), None)


def _field(word: str, said: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the two words a field's name is made of (`kdsatker`, `nmgiat`), else the word."""
    start, rest = word[:2], word[2:]
    if start in ("kd", "nm") and len(rest) > 2 and (rest in said or rest in vocabulary()[1]):
        return start, rest
    return (word,)


def _lean(text: str, filler: frozenset[str]) -> str:
    """Return a heading without the words at its ends that say nothing."""
    words = text.split()
    while words and words[-1] in filler:
        words.pop()
    while words and words[0] in filler:
        words.pop(0)
    return " ".join(words)
