"""Characters of a pdfplumber page become words, whichever way the text runs.

A page whose text mostly runs upwards, downwards or upside down is turned, so that the table model sees
it upright; addresses are turned back. Text at other angles (stamps, watermarks) is kept apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from msgspec.structs import replace

from extract.pdf_columns import make_chunks
from extract.pdf_over import part_stamps, struck_once
from extract.pdf_runs import Run, group_words
from extract.pdf_shapes import is_rounded, join_dashes
from extract.pdf_words import Box, PageContent, Rule, Word, turn_back

THIN = 2.5  # a filled rectangle thinner than this is a rule
SHORT = 4.0  # a rule shorter than this is a dot or a glyph
SLANTED = -1
LETTERS = 150  # so many letters tell whether a page is in a language
UNMAPPED = "(cid:"
ICONS = 0.15  # no larger a share of a page's characters are icons
AnyBox = TypeVar("AnyBox", bound=Box)


def read_content(page: Any) -> PageContent:
    """Return words, rules, shades and images of a page, turned upright."""
    from extract.pdf_page import LeanPage

    page = LeanPage(page)
    left, up = page.bbox[0], page.bbox[1]
    width, height = float(page.width), float(page.height)
    by_turn: dict[int, list[Run]] = {}
    icons = _icon_fonts(page.runs)
    printed = [run for run in page.runs if run.fontname not in icons] if icons else page.runs
    for run in struck_once(printed):
        a, b = run.matrix
        turn = 0 if not b and a > 0 else _turn_of(a, b)
        by_turn.setdefault(turn, []).append(run)
    slanted = by_turn.pop(SLANTED, [])
    turn = _main_turn(by_turn)
    size = (height, width) if turn in {90, 270} else (width, height)
    words: list[Word] = []
    for own, runs in by_turn.items():
        words += _words(runs, own, (width, height), (left, up), turned=own != turn)
    rules, shades = _drawn(page, left, up)
    rules = [_turn(rule, turn, width, height) for rule in rules]
    words, stamps = part_stamps([_turn(word, turn, width, height) for word in words], rules)
    images = [Box(x0 - left, top - up, x1 - left, bottom - up) for x0, top, x1, bottom in page.images]
    return PageContent(
        number=page.page_number,
        width=size[0],
        height=size[1],
        words=tuple(words),
        rules=tuple(rules),
        shades=tuple(_turn(s, turn, width, height) for s in shades),
        images=tuple(_turn(i, turn, width, height) for i in images),
        turn=turn,
        slanted=" ".join(["".join(_texts(slanted)), *(word.text for word in stamps)]).strip(),
        hidden=tuple(
            _turn(Box(x0 - left, top - up, x1 - left, bottom - up), turn, width, height)
            for x0, top, x1, bottom in page.hidden
        ),
        unmapped=_unmapped(printed),
        drawn=len(page.curves),
    )


def _texts(runs: Sequence[Run]) -> list[str]:
    return [char[0] for run in runs for char in run.chars]


def _icon_fonts(runs: Sequence[Run]) -> frozenset[str]:
    """Return the fonts of a page that only draw icons: their few characters have private codes, all of them."""
    first = {run.fontname: run.chars[0][0] for run in runs if run.chars and run.chars[0][0].strip()}
    maybe = {name for name, text in first.items() if "\ue000" <= text[0] <= "\uf8ff"}
    if not maybe:
        return frozenset()
    said: dict[str, str] = {}
    for run in runs:
        said[run.fontname] = said.get(run.fontname, "") + "".join(char[0] for char in run.chars).strip()
    drawn = {name for name in maybe if all("\ue000" <= ch <= "\uf8ff" for ch in said[name])}
    every = sum(map(len, said.values()))
    return frozenset(drawn if sum(len(said[name]) for name in drawn) < ICONS * every else ())


def _main_turn(by_turn: Mapping[int, Sequence[Run]]) -> int:
    """Return which way most of the text runs; long headings may be turned, but the numbers are not."""
    if len(by_turn) < 2:
        return next(iter(by_turn), 0)
    counts = Counter({turn: len(_texts(runs)) for turn, runs in by_turn.items()})
    digits = Counter({turn: sum(t.isdigit() for t in _texts(runs)) for turn, runs in by_turn.items()})
    turn, most = digits.most_common(1)[0]
    if most > 12 and most >= 0.8 * digits.total() and counts[turn] >= 0.2 * counts.total():
        return turn
    return counts.most_common(1)[0][0]


def _unmapped(runs: Sequence[Run]) -> float:
    """Return the share of characters that the font gives no meaning to."""
    texts = _texts(runs)
    marks = {text: n for text, n in Counter(texts).items() if text.strip()}
    letters = sum(n for text, n in marks.items() if text.isalpha())
    letters -= 2 * "".join(texts).count("Rp")  # before each amount, on a page of amounts most letters of all
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
    runs: Sequence[Run], turn: int, size: tuple[float, float], origin: tuple[float, float], *, turned: bool
) -> list[Word]:
    """Return the words of characters that run one way, on the page as shown."""
    upright = [r for run in runs for r in _upright(run, turn, size, origin)] if turn else runs
    words = group_words(upright, *((0.0, 0.0) if turn else origin), turned=turned)
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


def _upright(run: Run, turn: int, size: tuple[float, float], origin: tuple[float, float]) -> list[Run]:
    """Return a run as it stands on the page turned, each character by itself."""
    left, up = origin
    made = []
    for text, x0, x1, top, bottom in run.chars:
        box = _turn(Box(x0 - left, top - up, x1 - left, bottom - up), turn, *size)
        own = box.height if turn in {90, 270} else run.size
        made.append(Run([(text, box.x0, box.x1, box.top, box.bottom)], run.matrix, True, run.fontname, own, False))
    return made


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
    for (x0, top, x1, bottom), stroke, fill in page.rects:
        box = Rule(x0 - left, top - up, x1 - left, bottom - up)
        if min(box.width, box.height) <= THIN:
            rules.append(box)
            continue
        if stroke:
            rules += _sides(box)
        if fill:
            shades.append(Box(box.x0, box.top, box.x1, box.bottom))
    for points in [*page.lines, *(curve for curve in page.curves if not is_rounded(curve))]:
        for (ax, ay), (bx, by) in zip(points, points[1:], strict=False):
            if abs(ax - bx) <= 1 or abs(ay - by) <= 1:
                if ax > bx:
                    ax, bx = bx, ax
                if ay > by:
                    ay, by = by, ay
                rules.append(Rule(ax - left, ay - up, bx - left, by - up))
    return join_dashes(rules, SHORT), shades


def _sides(box: Box) -> list[Rule]:
    return [
        Rule(box.x0, box.top, box.x1, box.top),
        Rule(box.x0, box.bottom, box.x1, box.bottom),
        Rule(box.x0, box.top, box.x0, box.bottom),
        Rule(box.x1, box.top, box.x1, box.bottom),
    ]
