"""Which paragraph of a report that came back was which paragraph when it was made.

Equal paragraphs are paired first: cells by their place while their table has kept its cells, text by its
words and content controls. What moved is paired by equal text; what was edited by control or likeness.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from extract.docx_angka import ParagrafDocx

SIMILAR = 55.0  # two paragraphs with a lower score are not taken for an edit of each other
SENTENCE = 40  # characters from which a text is known by its words alone
CELL = re.compile(r"^(.*) (baris \d+ kolom \d+)$")


def plain_text(p: ParagrafDocx) -> str:
    """Return the text without what fields wrote, spaces folded."""
    parts, at = [], 0
    for start, end in sorted(p.otomatis):
        parts.append(p.teks[at : max(at, start)])
        at = max(at, end)
    return " ".join("".join([*parts, p.teks[at:]]).split())


def pair_paragraphs(
    dasar: Sequence[ParagrafDocx], kini: Sequence[ParagrafDocx]
) -> Iterator[tuple[ParagrafDocx | None, ParagrafDocx | None]]:
    """Yield aligned paragraphs; moved ones are paired by equal text, edited ones by likeness."""
    old = [p for p in dasar if plain_text(p)]
    new = [p for p in kini if plain_text(p)]
    kept = _kept_tables(dasar, kini)
    matcher = SequenceMatcher(None, [_key(p, kept) for p in old], [_key(p, kept) for p in new], autojunk=False)
    blocks = [(tag, old[a:b], new[c:d]) for tag, a, b, c, d in matcher.get_opcodes()]
    spare = Counter(_key(p, kept) for tag, _, added in blocks if tag != "equal" for p in added)
    lost = Counter(_key(p, kept) for tag, gone, _ in blocks if tag != "equal" for p in gone)
    moved = spare & lost
    came, went = moved.copy(), moved.copy()
    for tag, gone, added in blocks:
        if tag == "equal":
            yield from zip(gone, added, strict=True)
            continue
        gone = [p for p in gone if not _take(went, _key(p, kept))]
        added = [p for p in added if not _take(came, _key(p, kept))]
        yield from _cells(gone, added, kept)
        outside = [[p for p in side if _table(p) not in kept] for side in (gone, added)]
        yield from _likeliest(outside[0], outside[1])


def _cells(
    gone: list[ParagrafDocx], added: list[ParagrafDocx], kept: frozenset[str]
) -> Iterator[tuple[ParagrafDocx | None, ParagrafDocx | None]]:
    """Pair the cells of tables that kept their cells: by place, whatever they say."""
    there: dict[str, list[ParagrafDocx]] = defaultdict(list)
    for after in added:
        if _table(after) in kept:
            there[after.tempat].append(after)
    for before in gone:
        if _table(before) in kept:
            found = there[before.tempat]
            yield before, (found.pop(0) if found else None)
    yield from ((None, after) for found in there.values() for after in found)


def _take(counter: Counter[tuple[str, str]], key: tuple[str, str]) -> bool:
    if counter[key] > 0:
        counter[key] -= 1
        return True
    return False


def _likeliest(
    gone: list[ParagrafDocx], added: list[ParagrafDocx]
) -> Iterator[tuple[ParagrafDocx | None, ParagrafDocx | None]]:
    """Pair the paragraphs of a changed block in order: cells by their place, text by likeness."""
    at = 0
    for before in gone:
        best, score = -1, SIMILAR
        for index in range(at, min(at + 40, len(added))):
            likeness = fuzz.ratio(plain_text(before), plain_text(added[index]))
            if CELL.match(before.tempat) and before.tempat == added[index].tempat:
                likeness = 101.0
            if set(_tags(before)) & set(_tags(added[index])):
                likeness = max(likeness, 100.5)
            if likeness > score:
                best, score = index, likeness
        if best < 0:
            yield before, None
            continue
        for extra in added[at:best]:
            yield None, extra
        yield before, added[best]
        at = best + 1
    for extra in added[at:]:
        yield None, extra


def _kept_tables(dasar: Sequence[ParagrafDocx], kini: Sequence[ParagrafDocx]) -> frozenset[str]:
    """Return the tables that have as many cell paragraphs as before: in them a place stays a place."""
    before, after = (Counter(_table(p) for p in side) for side in (dasar, kini))
    return frozenset(name for name, count in before.items() if name and after[name] == count)


def _table(p: ParagrafDocx) -> str:
    match = CELL.match(p.tempat)
    return match.group(1) if match else ""


def _key(p: ParagrafDocx, kept: frozenset[str]) -> tuple[str, str]:
    """A sentence is known by its words; a short text by its controls too, a cell by its place."""
    text, match = plain_text(p), CELL.match(p.tempat)
    if match and match.group(1) in kept:
        return text, match.group(0)
    return text, "" if p.kendali or len(text) >= SENTENCE else " ".join(_tags(p))


def _tags(p: ParagrafDocx) -> list[str]:
    return [a.tag for a in p.angka]
