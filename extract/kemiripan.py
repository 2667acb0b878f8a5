"""How alike two short texts are (rapidfuzz), and which of many texts are nearly one.

A run looks for a few hundred headings among a few hundred words: nearly all are told apart by their letters alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil, floor

NEAR = 86.0  # similarity from which a heading may be a misspelt synonym


class Pilihan:
    """Texts by their length, each with the signs it holds: most that are not near are passed over unread."""

    __slots__ = ("_panjang",)

    def __init__(self, texts: Iterable[str]) -> None:
        self._panjang: dict[int, list[tuple[int, str]]] = {}
        for text in dict.fromkeys(texts):
            self._panjang.setdefault(len(text), []).append((_signs(text), text))

    def near(self, text: str, least: float = NEAR) -> dict[str, float]:
        """Return the texts whose `likeness` to this one is `least` or more, with it."""
        size, signs = len(text), _signs(text)
        part = 1 - least / 100 + 1e-9  # of all letters of both, no more than this part differ
        found = {}
        shortest, longest = ceil(size * (1 - part) / (1 + part)), floor(size * (1 + part) / (1 - part))
        for other_size in range(shortest, longest + 1):
            apart = (size + other_size) * part
            for other_signs, other in self._panjang.get(other_size, ()):
                if (signs ^ other_signs).bit_count() <= apart and (score := likeness(text, other)) >= least:
                    found[other] = score
        return found


def likeness(left: str, right: str) -> float:
    """Return the similarity of two normalised texts, 0 to 100; words in another order count almost as much."""
    if left == right:
        return 100.0
    from rapidfuzz import fuzz

    return float(max(fuzz.ratio(left, right), fuzz.token_sort_ratio(left, right) - 1))


def _signs(text: str) -> int:
    """Return how often each sign stands in a text, as bits: texts differ in as many letters as bits, or more."""
    found = 0
    for sign in text:
        bit = 1 << (ord(sign) & 63)
        while found & bit:
            bit <<= 64  # once more
        found |= bit
    return found
