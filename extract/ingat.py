"""Answers of pure functions of a text are remembered: recaps repeat headings, labels and numbers over and over.

Tables of bounded size, of short texts only: a process that lives long does not grow.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

TEXTS = 8192  # about what one satker's recaps hold
LONG = 400  # longer texts are not remembered
T = TypeVar("T")


def remembered(function: Callable[[str], T]) -> Callable[[str], T]:
    """Return a function that gives the same answers and keeps them."""
    kept = lru_cache(maxsize=TEXTS)(function)

    @wraps(function)
    def ask(text: str) -> T:
        return kept(text) if len(text) <= LONG else function(text)

    return ask
