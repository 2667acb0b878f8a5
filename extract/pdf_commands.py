"""A page's drawing commands cut whole, operands and operator together, where the page is written plainly.

Nearly every page is nothing but numbers with an operator, strings shown, and the few commands of colours,
fonts and marked contents. One match gives a whole command here; what sets colours or marks contents moves
nothing and is left out. Whatever else a page holds raises `NotPlain`, and `pdf_tokens` cuts it word by word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from extract.pdf_tokens import NotPlain, hexadecimal, unescape

Command = tuple[str, tuple[Any, ...]]
_N = r"[-+]?(?:\d{1,40}\.?\d*|\.\d+)"
_S = r"\((?:[^()\\]++|\\.)*+\)"
_H = r"<[0-9a-fA-F]*+>"
_NAME = r"/[^#/%\[\]()<>{}\s]++"
_DICT = rf"<<(?:\s*+{_NAME}\s*+(?:{_NAME}|{_N}|{_S}|{_H}|\[(?:{_NAME}|{_N}|\s)*+\]))*+\s*+>>"
_COMMAND = re.compile(
    rf"""\s*+(?:(?:{_N}\s++)*+(?:[wJjMigGkK]|RG|rg|ET)\s++)*+(?:
    (n\s++)?((?:{_N}\s++){{2}})m\s++((?:{_N}\s++){{2}})l\s++S  # 1, 2, 3 a straight line, after a path's end
    |((?:{_N}\s++){{4}})re\s++(f\*?|S|B\*?|n)  # 4, 5 a rectangle
    |((?:{_N}\s++)*+)([A-Za-z]\w?\w?\*?|['"])  # 6, 7 numbers and an operator
    |({_S}|{_H})\s*+Tj  # 8 a string shown
    |\[((?:{_N}|\s|{_S}|{_H})*+)\]\s*+TJ  # 9 strings shown, and moves between them
    |({_NAME})\s++({_N})\s++Tf  # 10, 11 a font
    |{_NAME}\s*+(?:{_DICT}|{_NAME})?\s*+(BDC|BMC|DP|MP|gs|cs|CS|scn|SCN|ri|sh)  # 12 without effect
    |\[[-+.\d\s]*+\]\s*+{_N}\s++(d)  # 13 dashes
    |({_NAME})\s++Do  # 14 a picture or a form
    )(?=[\s/\[(<]|\Z)""".encode(),
    re.X | re.S,
)
_PART = re.compile(rf"({_N})|({_S})|<([0-9a-fA-F]*+)>".encode(), re.S)
LINE, BOX, FREE, SHOW, SHOW_ALL, FONT, NOTHING, DASH, FORM = 3, 5, 7, 8, 9, 11, 12, 13, 14
_QUIET = frozenset(
    (b"w J j M i G g RG rg K k SC sc SCN scn CS cs BX EX EMC ET Tr").split()
)  # say nothing about where text and lines stand
_OPERANDS = {
    b"q": 0, b"Q": 0, b"cm": 6, b"m": 2, b"l": 2, b"c": 6, b"v": 4, b"y": 4, b"h": 0, b"re": 4, b"S": 0, b"s": 0,
    b"f": 0, b"F": 0, b"f*": 0, b"B": 0, b"B*": 0, b"b": 0, b"b*": 0, b"n": 0, b"BT": 0, b"Tc": 1, b"Tw": 1,
    b"Tz": 1, b"TL": 1, b"Ts": 1, b"Td": 2, b"TD": 2, b"Tm": 6, b"T*": 0, b"W": 0, b"W*": 0,
}  # fmt: skip
_FREE = {operator: (operator.decode(), count) for operator, count in _OPERANDS.items()}
_NUMBER, _BYTES = lru_cache(4096)(float), lru_cache(4096)(hexadecimal)  # moves and letters come over and over
_PAINT = {b"f": (False, True), b"f*": (False, True), b"S": (True, False), b"B": (True, True), b"B*": (True, True)}


def read_commands(streams: Iterable[bytes]) -> list[Command]:
    """Return a page's commands that place text, lines and pictures, with as many operands as each takes."""
    found: list[Command] = []
    for data in map(bytes.rstrip, streams):
        end = 0
        for match in iter(_COMMAND.scanner(data).match, None):  # type: ignore[attr-defined] # each where the last ended
            kind = match.lastindex
            end = match.end()
            if kind == FREE:
                numbers, operator = match.group(6, 7)
                known = _FREE.get(operator)
                if known is None:
                    if operator in _QUIET:
                        continue
                    raise NotPlain
                operands = tuple(map(float, numbers.split()))
                if len(operands) != known[1]:
                    raise NotPlain
                found.append((known[0], operands))
            elif kind == LINE:
                fresh, start, stop = match.group(1, 2, 3)
                ends = (*map(float, start.split()), *map(float, stop.split()))
                found.append(("fresh" if fresh else "line", ends))
            elif kind not in {NOTHING, DASH}:
                found.append(_other(match, kind))
        if end < len(data):
            raise NotPlain
    return found


def _other(match: re.Match[bytes], kind: int | None) -> Command:
    if kind == SHOW:
        return "TJ", ([_string(match[8])],)
    if kind == SHOW_ALL:
        parts = _PART.findall(match[9])
        return "TJ", ([_NUMBER(n) if n else _BYTES(h) if h else _string(p) if p else b"" for n, p, h in parts],)
    if kind == BOX:
        numbers = tuple(map(float, match[4].split()))
        return ("n", ()) if match[5] == b"n" else ("box", (*numbers, *_PAINT[match[5]]))
    try:
        if kind == FONT:
            return "Tf", (match[10][1:].decode(), float(match[11]))
        return "Do", (match[14][1:].decode(),)
    except UnicodeDecodeError as error:
        raise NotPlain from error


def _string(text: bytes) -> bytes:
    if text[:1] == b"<":
        return hexadecimal(text[1:-1])
    return unescape(text[1:-1]) if b"\\" in text else text[1:-1]
