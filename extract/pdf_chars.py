"""Characters of a pdfplumber page become words, whichever way the text runs.

A page whose text mostly runs upwards, downwards or upside down is turned, so that the table model sees
it upright; addresses are turned back. Text at other angles (stamps, watermarks) is kept apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from extract.pdf_columns import make_chunks
from extract.pdf_words import Box, PageContent, Rule, Word, turn_back

THIN = 2.5  # a filled rectangle thinner than this is a rule
SHORT = 4.0  # a rule shorter than this is a dot or a glyph
SLANTED = -1
LETTERS = 150  # so many letters tell whether a page is in a language
UNMAPPED = "(cid:"
AnyBox = TypeVar("AnyBox", bound=Box)


def read_content(page: Any) -> PageContent:
    """Return words, rules, shades and images of a pdfplumber page, turned upright."""
    from extract.pdf_page import LeanPage

    page = LeanPage(page)
    left, up = page.bbox[0], page.bbox[1]
    width, height = float(page.width), float(page.height)
    by_turn: dict[int, list[Any]] = {}
    for char in page.chars:
        a, b = char["matrix"][:2]
        turn = 0 if not b and a > 0 else _turn_of(a, b)
        by_turn.setdefault(turn, []).append(char)
    slanted = by_turn.pop(SLANTED, [])
    turn = _main_turn(by_turn)
    size = (height, width) if turn in {90, 270} else (width, height)
    words: list[Word] = []
    for own, chars in by_turn.items():
        words += _words(chars, own, (width, height), (left, up), turned=own != turn)
    rules, shades = _drawn(page, left, up)
    images = [Box(i["x0"] - left, i["top"] - up, i["x1"] - left, i["bottom"] - up) for i in page.images]
    return PageContent(
        number=page.page_number,
        width=size[0],
        height=size[1],
        words=tuple(_turn(w, turn, width, height) for w in words),
        rules=tuple(_turn(r, turn, width, height) for r in rules),
        shades=tuple(_turn(s, turn, width, height) for s in shades),
        images=tuple(_turn(i, turn, width, height) for i in images),
        turn=turn,
        slanted="".join(char["text"] for char in slanted),
        unmapped=_unmapped(page.chars),
        drawn=len(page.curves),
    )


def _main_turn(by_turn: Mapping[int, Sequence[Any]]) -> int:
    """Return which way most of the text runs; long headings may be turned, but the numbers are not."""
    counts = Counter({turn: len(chars) for turn, chars in by_turn.items()})
    digits = Counter({turn: sum(c["text"].isdigit() for c in chars) for turn, chars in by_turn.items()})
    if not counts:
        return 0
    turn, most = digits.most_common(1)[0]
    if most > 12 and most >= 0.8 * digits.total() and counts[turn] >= 0.2 * counts.total():
        return turn
    return counts.most_common(1)[0][0]


def _unmapped(chars: Sequence[Any]) -> float:
    """Return the share of characters that the font gives no meaning to."""
    marks = {text: n for text, n in Counter(c["text"] for c in chars).items() if text.strip()}
    letters = sum(n for text, n in marks.items() if text.isalpha())
    vowels = sum(n for text, n in marks.items() if text.isalpha() and text.lower() in "aiueo")
    if letters >= LETTERS and not 0.2 * letters < vowels < 0.7 * letters:
        return 1.0  # no language: the font says other letters than it shows
    bad = sum(
        n for t, n in marks.items() if t.startswith(UNMAPPED) or t == "\ufffd" or "\ue000" <= t[0] <= "\uf8ff"
    )
    return bad / sum(marks.values()) if marks else 0.0


def _turn_of(a: float, b: float) -> int:
    """Return by how many degrees clockwise the page must be turned to read a character of that matrix."""
    if min(abs(a), abs(b)) > 0.15 * max(abs(a), abs(b)):
        return SLANTED
    if abs(a) >= abs(b):
        return 0 if a >= 0 else 180
    return 90 if b > 0 else 270


def _words(
    chars: Sequence[Any], turn: int, size: tuple[float, float], origin: tuple[float, float], *, turned: bool
) -> list[Word]:
    """Return the words of characters that run one way, on the page as shown."""
    from pdfplumber.utils.text import extract_words

    upright = [_upright(char, turn, size, origin) for char in chars] if turn else list(chars)
    left, up = (0.0, 0.0) if turn else origin
    words = [
        Word(w["x0"] - left, w["top"] - up, w["x1"] - left, w["bottom"] - up, w["text"],
             "bold" in w["fontname"].lower(), w["size"], turned)
        for w in extract_words(upright, x_tolerance_ratio=0.15, y_tolerance=2, extra_attrs=["fontname", "size"])
    ]  # fmt: skip
    if turned and words:
        limit = 0.8 * max(word.size for word in words)  # a turned heading is one word to the table model
        words = [
            replace(chunk.words[0], x0=chunk.x0, top=chunk.top, x1=chunk.x1, bottom=chunk.bottom, text=chunk.text)
            for chunk in make_chunks([replace(w, turned=False) for w in words], limit)
        ]
    if not turn:
        return words
    frame = (size[1], size[0]) if turn in {90, 270} else size
    return [_back(replace(word, turned=turned), turn, frame) for word in words]


def _upright(char: Any, turn: int, size: tuple[float, float], origin: tuple[float, float]) -> dict[str, Any]:
    box = Box(char["x0"] - origin[0], char["top"] - origin[1], char["x1"] - origin[0], char["bottom"] - origin[1])
    turned = _turn(box, turn, *size)
    return {
        **char, "x0": turned.x0, "x1": turned.x1, "top": turned.top, "bottom": turned.bottom,
        "doctop": turned.top, "width": turned.width, "height": turned.height, "upright": True,
        "size": turned.height if turn in {90, 270} else char["size"],
    }  # fmt: skip


def _back(word: Word, turn: int, frame: tuple[float, float]) -> Word:
    box = turn_back(word, turn, *frame)
    return replace(word, x0=box.x0, top=box.top, x1=box.x1, bottom=box.bottom)


def _turn(box: AnyBox, turn: int, width: float, height: float) -> AnyBox:
    """Return a box of the page as shown (of that size) on the page turned clockwise."""
    if turn == 90:
        return replace(box, x0=height - box.bottom, top=box.x0, x1=height - box.top, bottom=box.x1)
    if turn == 180:
        return replace(box, x0=width - box.x1, top=height - box.bottom, x1=width - box.x0, bottom=height - box.top)
    if turn == 270:
        return replace(box, x0=box.top, top=width - box.x1, x1=box.bottom, bottom=width - box.x0)
    return box


def _drawn(page: Any, left: float, up: float) -> tuple[list[Rule], list[Box]]:
    """Return the drawn rules, and the filled areas that are not rules."""
    rules: list[Rule] = []
    shades: list[Box] = []
    for item in page.rects:
        box = Rule(item["x0"] - left, item["top"] - up, item["x1"] - left, item["bottom"] - up)
        if min(box.width, box.height) <= THIN:
            rules.append(box)
            continue
        if item.get("stroke"):
            rules += _sides(box)
        if item.get("fill"):
            shades.append(Box(box.x0, box.top, box.x1, box.bottom))
    for item in [*page.lines, *page.curves]:
        points = item.get("pts") or []
        for (ax, ay), (bx, by) in zip(points, points[1:], strict=False):
            if abs(ax - bx) <= 1 or abs(ay - by) <= 1:
                rules.append(Rule(min(ax, bx) - left, min(ay, by) - up, max(ax, bx) - left, max(ay, by) - up))
    return [rule for rule in rules if max(rule.width, rule.height) >= SHORT], shades


def _sides(box: Box) -> list[Rule]:
    return [
        Rule(box.x0, box.top, box.x1, box.top),
        Rule(box.x0, box.bottom, box.x1, box.bottom),
        Rule(box.x0, box.top, box.x0, box.bottom),
        Rule(box.x1, box.top, box.x1, box.bottom),
    ]
