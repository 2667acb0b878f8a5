"""A person's answer as plain text: pasted leftovers tidied, what could pass for our own marks removed."""

from __future__ import annotations

import re
import unicodedata

_BREAKS = re.compile("\r\n?|_x000[BD]_\n?|[\x0b\x0c\u2028\u2029]")  # Word's and old Mac's line ends
_HARMLESS = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")  # soft hyphens and zero-width spaces
_FORBIDDEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})  # control, format, unassigned, private use, surrogates


def clean_answer(text: str) -> tuple[str, int]:
    """Return the answer, one trimmed line per line that says something, and how many characters were refused."""
    text = _HARMLESS.sub("", _BREAKS.sub("\n", text)).replace("\t", " ").replace("\u00a0", " ")
    kept = text
    if not text.replace("\n", "").isprintable():
        kept = "".join([c for c in text if c == "\n" or unicodedata.category(c) not in _FORBIDDEN])
    lines = (" ".join(line.split()) for line in kept.split("\n"))
    return "\n".join(line for line in lines if line), len(text) - len(kept)
