"""Headings compared with all maps at once: the same as one by one, and with bounded memory."""

from __future__ import annotations

import gc
import random
from functools import _lru_cache_wrapper
from pathlib import Path

from rapidfuzz import fuzz

from extract.collect import read_folder
from extract.headings import load_maps, ratio
from extract.headings_cocok import match_path, synonyms, texts_of, vocabulary
from extract.kemiripan import NEAR, Pilihan, likeness

TANGAN = Path(__file__).parent.parent / "fixtures" / "tangan"


def misspelt(rng: random.Random, text: str) -> str:
    """Return a heading with one or two letters dropped, doubled or changed, or its words turned round."""
    for _ in range(rng.randint(0, 2)):
        at = rng.randrange(len(text))
        text = text[:at] + rng.choice(["", text[at] * 2, rng.choice("aeiourstn% ")]) + text[at + 1 :] or text
    words = " ".join(text.split()).split()
    return " ".join(rng.sample(words, len(words)) if rng.random() < 0.2 else words)


def test_near_texts_are_those_whose_likeness_is_high_enough() -> None:
    rng, choices = random.Random(3), tuple(sorted(vocabulary()[0]))
    found = 0
    for text in (misspelt(rng, rng.choice(choices)) for _ in range(400)):
        near = Pilihan(choices).near(text)
        assert near == {c: score for c in choices if (score := ratio(text, c)) >= NEAR}, text
        assert Pilihan(choices).near(text, 90) == {c: score for c, score in near.items() if score >= 90}
        found += len(near)
    assert found > 400


def test_likeness_is_that_of_the_library() -> None:
    rng, choices = random.Random(5), sorted(vocabulary()[0])
    for _ in range(2000):
        left = misspelt(rng, rng.choice(choices))
        right = misspelt(rng, left or rng.choice(choices)) if rng.random() < 0.5 else rng.choice(choices)
        assert likeness(left, right) == max(fuzz.ratio(left, right), fuzz.token_sort_ratio(left, right) - 1)
    assert likeness("aaaa", "aaaa") == 100 and likeness("", "a") == 0


def fit(path: tuple[str, ...], own: tuple[str, ...]) -> float:
    """Return how well a path fits the synonyms of one column: the rule, one comparison after the other."""
    best = 0.0
    for text, weight in texts_of(path):
        if text and text in own:
            best = max(best, 100 * weight)
        elif 4 <= len(text) <= 60 and best < 90:
            near = max((ratio(text, s) for s in own if len(s) >= 4), default=0.0)
            best = max(best, (near - 6) * weight) if near >= NEAR else best
    return best


def test_all_maps_at_once_are_the_same_as_column_by_column() -> None:
    rng, words = random.Random(4), sorted(vocabulary()[0])
    columns = [(peta.jenis, nama) for peta in load_maps() for nama in peta.kolom]
    for _ in range(120):
        path = tuple(misspelt(rng, rng.choice(words)) for _ in range(rng.randint(1, 3)))
        found = match_path(path)
        assert {c: found.get(c, 0.0) for c in columns} == {c: fit(path, synonyms(*c)) for c in columns}, path


def caches() -> list[_lru_cache_wrapper[object]]:
    return [
        found for found in gc.get_objects()
        if isinstance(found, _lru_cache_wrapper) and str(found.__module__).startswith("extract.")
    ]  # fmt: skip


def test_what_is_remembered_of_texts_does_not_grow_without_bound() -> None:
    """Reading other satker adds nothing to a memory that has no limit."""
    folders = sorted(p for p in TANGAN.glob("*/*") if p.is_dir())
    read_folder(folders[0], int(folders[0].parent.name))
    endless = [c for c in caches() if c.cache_info().maxsize is None]
    before = {c.__qualname__: c.cache_info().currsize for c in endless}
    read_folder(folders[1], int(folders[1].parent.name))
    maps = sum(len(peta.kolom) for peta in load_maps())
    grown = {c.__qualname__: c.cache_info().currsize for c in endless}
    assert {n: s for n, s in grown.items() if s > max(before[n], maps)} == {}
    assert any(c.cache_info().maxsize for c in caches())
