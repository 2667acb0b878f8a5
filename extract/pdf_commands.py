"""A page's drawing commands cut whole, operands and operator together, where the page is written plainly.

Nearly every page is nothing but numbers with an operator, strings shown, and the few commands of colours,
fonts and marked contents. One match gives a whole command here; what sets colours or marks contents moves
nothing and is left out. Whatever else a page holds raises `NotPlain`, and `pdf_tokens` cuts it word by word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from extract.pdf_tokens import NotPlain, hexadecimal, unescape

Command = tuple[str, tuple[Any, ...]]
_N = r"[-+]?(?:\d{1,40}\.?\d*|\.\d+)"
_S = r"\((?:[^()\\]++|\\.)*+\)"
_H = r"<[0-9a-fA-F]*+>"
_NAME = r"/[^#/%\[\]()<>{}\s]++"
_DICT = rf"<<(?:\s*+{_NAME}\s*+(?:{_NAME}|{_N}|{_S}|{_H}|\[(?:{_NAME}|{_N}|\s)*+\]))*+\s*+>>"
_COMMAND = re.compile(
    rf"""\s*+(?:
    ((?:{_N}\s++){{2}})m\s++((?:{_N}\s++){{2}})l\s++S  # 1, 2 a straight line
    |((?:{_N}\s++){{4}})re\s++(f\*?|S|B\*?|n)  # 3, 4 a rectangle
    |((?:{_N}\s++)*+)([A-Za-z]\w?\w?\*?|['"])  # 5, 6 numbers and an operator
    |({_S}|{_H})\s*+Tj  # 7 a string shown
    |\[((?:{_N}|\s|{_S}|{_H})*+)\]\s*+TJ  # 8 strings shown, and moves between them
    |({_NAME})\s++({_N})\s++Tf  # 9, 10 a font
    |{_NAME}\s*+(?:{_DICT}|{_NAME})?\s*+(BDC|BMC|DP|MP|gs|cs|CS|scn|SCN|ri|sh)  # 11 without effect
    |\[[-+.\d\s]*+\]\s*+{_N}\s++(d)  # 12 dashes
    |({_NAME})\s++Do  # 13 a picture or a form
    )(?=[\s/\[(<]|\Z)""".encode(),
    re.X | re.S,
)
_PART = re.compile(rf"({_N})|({_S})|<([0-9a-fA-F]*+)>".encode(), re.S)
LINE, BOX, FREE, SHOW, SHOW_ALL, FONT, NOTHING, DASH, FORM = 2, 4, 6, 7, 8, 10, 11, 12, 13
_QUIET = frozenset(
    (b"w J j M i G g RG rg K k SC sc SCN scn CS cs BX EX EMC ET Tr").split()
)  # say nothing about where text and lines stand
_OPERANDS = {
    b"q": 0, b"Q": 0, b"cm": 6, b"m": 2, b"l": 2, b"c": 6, b"v": 4, b"y": 4, b"h": 0, b"re": 4, b"S": 0, b"s": 0,
    b"f": 0, b"F": 0, b"f*": 0, b"B": 0, b"B*": 0, b"b": 0, b"b*": 0, b"n": 0, b"BT": 0, b"Tc": 1, b"Tw": 1,
    b"Tz": 1, b"TL": 1, b"Ts": 1, b"Td": 2, b"TD": 2, b"Tm": 6, b"T*": 0, b"W": 0, b"W*": 0,
}  # fmt: skip
_PAINT = {b"f": (False, True), b"f*": (False, True), b"S": (True, False), b"B": (True, True), b"B*": (True, True)}


def read_commands(streams: Iterable[bytes]) -> list[Command]:
    """Return a page's commands that place text, lines and pictures, with as many operands as each takes."""
    found: list[Command] = []
    for data in streams:
        at, end = 0, len(data.rstrip())
        for match in _COMMAND.finditer(data):
            if match.start() != at:
                raise NotPlain
            at = match.end()
            kind = match.lastindex
            if kind == FREE:
                operator = match[6]
                if operator in _QUIET:
                    continue
                operands = tuple(map(float, match[5].split()))
                if _OPERANDS.get(operator) != len(operands):
                    raise NotPlain
                found.append((operator.decode(), operands))
            elif kind == LINE:
                found.append(("line", (*map(float, match[1].split()), *map(float, match[2].split()))))
            elif kind not in {NOTHING, DASH}:
                found.append(_other(match, kind))
        if at < end:
            raise NotPlain
    return found


def _other(match: re.Match[bytes], kind: int | None) -> Command:
    if kind == SHOW:
        return "TJ", ([_string(match[7])],)
    if kind == SHOW_ALL:
        return "TJ", (
            [
                float(number) if number else _string(plain) if plain else hexadecimal(digits)
                for number, plain, digits in _PART.findall(match[8])
            ],
        )
    if kind == BOX:
        numbers = tuple(map(float, match[3].split()))
        return ("n", ()) if match[4] == b"n" else ("box", (*numbers, *_PAINT[match[4]]))
    try:
        if kind == FONT:
            return "Tf", (match[9][1:].decode(), float(match[10]))
        return "Do", (match[13][1:].decode(),)
    except UnicodeDecodeError as error:
        raise NotPlain from error


def _string(text: bytes) -> bytes:
    if text[:1] == b"<":
        return hexadecimal(text[1:-1])
    return unescape(text[1:-1]) if b"\\" in text else text[1:-1]
