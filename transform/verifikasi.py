"""What was changed by hand in a report that came back: figures changed, deleted, added; text edited.

Compares the paragraphs a report was made with (`extract.bekal.Bekal`) with those it has now
(`extract.docx_angka`). Numbers written by fields (captions, pages) are left out on both sides. A figure is
followed by its content control while that is there, by its place among the numbers of its paragraph where
the control was lost. Pure functions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

from msgspec import Struct

from extract.docx_angka import NUMBER, AngkaBerlabel, ParagrafDocx
from extract.docx_bagan import NilaiBagan
from transform.verifikasi_bagan import compare_charts
from transform.verifikasi_jenis import FIGURE_KINDS, Jenis, Perbedaan
from transform.verifikasi_pasang import pair_paragraphs, plain_text

__all__ = ["FIGURE_KINDS", "Jenis", "Perbedaan", "compare"]


class _Token(Struct, frozen=True):
    text: str
    tag: str
    start: int


def compare(
    dasar: Sequence[ParagrafDocx],
    kini: Sequence[ParagrafDocx],
    bagan_dasar: Sequence[NilaiBagan] = (),
    bagan_kini: Sequence[NilaiBagan] = (),
) -> tuple[Perbedaan, ...]:
    """Return all differences in reading order, charts last."""
    found: list[Perbedaan] = []
    backed = _backed(dasar)
    for before, after in pair_paragraphs(dasar, kini):
        if before is not None and after is not None:
            found.extend(_paragraph(before, after))
        elif before is not None:
            found.extend(_removed(before))
        elif after is not None:
            found.extend(_added(after, backed))
    found.extend(compare_charts(bagan_dasar, bagan_kini))
    return tuple(found)


def _tokens(p: ParagrafDocx) -> list[_Token]:
    tokens = []
    for match in NUMBER.finditer(p.teks):
        if any(s <= match.start() and match.end() <= e for s, e in p.otomatis):
            continue
        tag = next((a.tag for a in p.angka if a.awal <= match.start() and match.end() <= a.akhir), "")
        tokens.append(_Token(match.group(), tag, match.start()))
    return tokens


def _around(p: ParagrafDocx, start: int) -> str:
    return " ".join(p.teks[max(0, start - 40) : start + 40].split())


def _paragraph(before: ParagrafDocx, after: ParagrafDocx) -> Iterator[Perbedaan]:
    """Yield the differences of one paragraph: figures first, then the text around them."""
    told = _Told()
    yield from _controls(before, after, told)
    old = [t for t in _tokens(before) if not told.before(t)]
    new = [t for t in _tokens(after) if not told.after(t)]
    same_words = _words(before) == _words(after)
    if same_words and len(old) == len(new):  # the same wording: number by number
        for one, other in zip(old, new, strict=True):
            if one.text != other.text:
                yield _change(before, after, one, other)
        return
    matcher = SequenceMatcher(None, [t.text for t in old], [t.text for t in new], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        for left, right in zip_longest(old[a:b], new[c:d]):
            yield _change(before, after, left, right)
    if not same_words:
        yield Perbedaan(Jenis.TEKS_UBAH, after.tempat, plain_text(before), plain_text(after))


class _Told:
    """The places, before and after, of controls whose change has been told already."""

    def __init__(self) -> None:
        self.spans: tuple[list[AngkaBerlabel], list[AngkaBerlabel]] = ([], [])

    def add(self, before: AngkaBerlabel, after: AngkaBerlabel) -> None:
        self.spans[0].append(before)
        self.spans[1].append(after)

    def before(self, token: _Token) -> bool:
        return any(a.awal <= token.start < a.akhir for a in self.spans[0])

    def after(self, token: _Token) -> bool:
        return any(a.awal <= token.start < a.akhir for a in self.spans[1])


def _controls(before: ParagrafDocx, after: ParagrafDocx, told: _Told) -> Iterator[Perbedaan]:
    """Yield figures whose control is still there with another text (`told` keeps their places)."""
    now: dict[str, list[AngkaBerlabel]] = {}
    for figure in after.angka:
        now.setdefault(figure.tag, []).append(figure)
    for figure in before.angka:
        left = now.get(figure.tag)
        if not left:
            if not NUMBER.search(figure.teks) and figure.teks.strip() not in after.teks:
                around = _around(before, figure.awal)
                yield Perbedaan(Jenis.ANGKA_HAPUS, after.tempat, figure.teks, "", figure.tag, around)
            continue
        found = left.pop(0)
        if _same(found.teks, figure.teks):
            continue
        told.add(figure, found)
        kind = Jenis.ANGKA_UBAH if found.teks.strip() else Jenis.ANGKA_HAPUS
        around = _around(after, found.awal)
        yield Perbedaan(kind, after.tempat, figure.teks, found.teks.strip(), figure.tag, around)


def _same(left: str, right: str) -> bool:
    return re.sub(r"\s+", "", left) == re.sub(r"\s+", "", right)


def _change(before: ParagrafDocx, after: ParagrafDocx, left: _Token | None, right: _Token | None) -> Perbedaan:
    if left is not None and right is not None:
        return Perbedaan(
            Jenis.ANGKA_UBAH, after.tempat, left.text, right.text, left.tag, _around(after, right.start)
        )
    if left is not None:
        around = _around(before, left.start)
        return Perbedaan(Jenis.ANGKA_HAPUS, after.tempat, left.text, "", left.tag, around)
    token = right or _Token("", "", 0)
    return Perbedaan(Jenis.ANGKA_BARU, after.tempat, "", token.text, "", _around(after, token.start))


def _words(p: ParagrafDocx) -> str:
    """Return the text with every number replaced: what remains is wording."""
    return NUMBER.sub("#", plain_text(p))


def _removed(p: ParagrafDocx) -> Iterator[Perbedaan]:
    if p.kendali.startswith("rumus:"):
        yield Perbedaan(Jenis.RUMUS_HAPUS, p.tempat, plain_text(p), "", p.kendali)
        return
    for token in _tokens(p):
        around = _around(p, token.start)
        yield Perbedaan(Jenis.ANGKA_HAPUS, p.tempat, token.text, "", token.tag, around)
    for figure in p.angka:
        if not NUMBER.search(figure.teks):
            yield Perbedaan(Jenis.ANGKA_HAPUS, p.tempat, figure.teks, "", figure.tag, _around(p, figure.awal))
    yield Perbedaan(Jenis.TEKS_HAPUS, p.tempat, plain_text(p), "")


def _backed(dasar: Sequence[ParagrafDocx]) -> frozenset[tuple[str, str]]:
    """Return what may be copied: each figure with its control, and each whole paragraph."""
    figures = {(a.tag, re.sub(r"\s+", "", a.teks)) for p in dasar for a in p.angka}
    return frozenset(figures | {("", plain_text(p)) for p in dasar})


def _added(p: ParagrafDocx, backed: frozenset[tuple[str, str]]) -> Iterator[Perbedaan]:
    """Yield the numbers of a new paragraph that are not copies of what the report says."""
    if ("", plain_text(p)) not in backed:
        copied = [a for a in p.angka if (a.tag, re.sub(r"\s+", "", a.teks)) in backed]
        for token in _tokens(p):
            if not any(a.awal <= token.start < a.akhir for a in copied):
                yield Perbedaan(Jenis.ANGKA_BARU, p.tempat, "", token.text, token.tag, _around(p, token.start))
    yield Perbedaan(Jenis.TEKS_BARU, p.tempat, "", plain_text(p))
