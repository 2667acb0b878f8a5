"""Columns by source of funds (RM, PNBP, hibah): parts of a budget that stand beside its total, never the whole."""

from __future__ import annotations

from functools import cache

from extract.headings_cocok import owners
from extract.rekap_peta import load_kamus, normal_judul

Path = tuple[str, ...]


@cache
def _sources() -> frozenset[str]:
    return frozenset(normal_judul(word) for word in load_kamus().sumber_dana)


def names_source(text: str) -> bool:
    """Tell whether a normalised text names a source of funds, alone or beside other words (`pagu rm`)."""
    sources, words = _sources(), text.split()
    if text in sources or not sources.isdisjoint(words):
        return True
    return not sources.isdisjoint([" ".join(pair) for pair in zip(words, words[1:], strict=False)])


def without_sources(keys: dict[int, Path]) -> dict[int, Path]:
    """Return heading paths with those emptied that head a part by source of funds."""
    return {
        c: () if any(names_source(part) and not owners(part) for part in key) else key for c, key in keys.items()
    }
