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
    rf"""\s*+(?:(?:(?:{_N}\s++)*+(?:[wJjMigGkK]|RG|rg|ET)\s++)*+(?:
    (n\s++)?((?:{_N}\s++)*+)(?:  # 1, 2 a path's end, and numbers before one of
        m\s++((?:{_N}\s++){{2}})l\s++S  # 3 a straight line
        |re\s++(f\*?|S|B\*?|n)  # 4 a rectangle
        |([A-Za-z]\w?\w?\*?|['"])  # 5 any operator
    )
    |({_S}|{_H})\s*+Tj  # 6 a string shown
    |(\[(?:{_N}|\s|{_S}|{_H})*+\])\s*+TJ  # 7 strings shown, and moves between them
    |({_NAME})\s++({_N})\s++Tf  # 8, 9 a font
    |{_NAME}\s*+(?:{_DICT}|{_NAME})?\s*+(BDC|BMC|DP|MP|gs|cs|CS|scn|SCN|ri|sh)  # 10 without effect
    |\[[-+.\d\s]*+\]\s*+{_N}\s++(d)  # 11 dashes
    |({_NAME})\s++Do  # 12 a picture or a form
    )(?=[\s/\[(<]|\Z)|(\S))  # 13 anything else""".encode(),
    re.X | re.S,
)
_PART = re.compile(rf"({_N})|({_S})|<([0-9a-fA-F]*+)>".encode(), re.S)
_QUIET = frozenset(
    (b"w J j M i G g RG rg K k SC sc SCN scn CS cs BX EX EMC ET Tr").split()
)  # say nothing about where text and lines stand
_OPERANDS = {
    b"q": 0, b"Q": 0, b"cm": 6, b"m": 2, b"l": 2, b"c": 6, b"v": 4, b"y": 4, b"h": 0, b"re": 4, b"S": 0, b"s": 0,
    b"f": 0, b"F": 0, b"f*": 0, b"B": 0, b"B*": 0, b"b": 0, b"b*": 0, b"n": 0, b"BT": 0, b"Tc": 1, b"Tw": 1,
    b"Tz": 1, b"TL": 1, b"Ts": 1, b"Td": 2, b"TD": 2, b"Tm": 6, b"T*": 0, b"W": 0, b"W*": 0,
}  # fmt: skip
_FREE = {operator: (operator.decode(), count) for operator, count in _OPERANDS.items() if count}
_ALONE: dict[bytes, Command] = {operator: (operator.decode(), ()) for operator, n in _OPERANDS.items() if not n}
_END: Command = ("n", ())
_NUMBER, _BYTES = lru_cache(4096)(float), lru_cache(4096)(hexadecimal)  # moves and letters come over and over
_PAINT = {b"f": (False, True), b"f*": (False, True), b"S": (True, False), b"B": (True, True), b"B*": (True, True)}


def read_commands(streams: Iterable[bytes]) -> list[Command]:
    """Return a page's commands that place text, lines and pictures, with as many operands as each takes."""
    found: list[Command] = []
    for parts in (parts for data in map(bytes.rstrip, streams) for parts in _COMMAND.findall(data)):
        fresh, numbers, end, paint, name = parts[:5]
        if fresh and not end:
            found.append(_END)
        if name:
            if not numbers and name in _ALONE:
                found.append(_ALONE[name])
            elif name not in _QUIET:
                found.append(_moved(name, numbers))
        elif end:
            ends = (*map(float, numbers.split()), *map(float, end.split()))
            if len(ends) != 4:
                raise NotPlain
            found.append(("fresh" if fresh else "line", ends))
        elif paint:
            found.append(_painted(numbers, paint))
        elif command := _other(*parts[5:]):
            found.append(command)
    return found


def _other(
    text: bytes, texts: bytes, font: bytes, size: bytes, quiet: bytes, dash: bytes, form: bytes, odd: bytes
) -> Command | None:
    if font:
        return "Tf", (_name(font), float(size))
    if texts:
        parts = _PART.findall(texts)
        return "TJ", ([_NUMBER(n) if n else _BYTES(h) if h else _string(p) if p else b"" for n, p, h in parts],)
    if text:
        return "TJ", ([_string(text)],)
    if form:
        return "Do", (_name(form),)
    if odd or not (quiet or dash):
        raise NotPlain
    return None


def _moved(name: bytes, numbers: bytes) -> Command:
    operator, count = _FREE.get(name, ("", -1))
    operands = tuple(map(float, numbers.split()))
    if len(operands) != count:
        raise NotPlain
    return operator, operands


def _painted(numbers: bytes, paint: bytes) -> Command:
    place = tuple(map(float, numbers.split()))
    if len(place) != 4:
        raise NotPlain
    return _END if paint == b"n" else ("box", (*place, *_PAINT[paint]))


def _name(text: bytes) -> str:
    try:
        return text[1:].decode()
    except UnicodeDecodeError as error:
        raise NotPlain from error


def _string(text: bytes) -> bytes:
    if text[:1] == b"<":
        return hexadecimal(text[1:-1])
    return unescape(text[1:-1]) if b"\\" in text else text[1:-1]
