"""The commands of a PDF page, read in one pass; what is not plain is left to pdfminer's own parser.

pdfminer reads a page's commands character class by character class, which takes a third of all the time a
page costs. Nearly every page is written with numbers, names, strings, arrays and operators only: those are
cut by one regular expression here, into the very objects pdfminer makes of them. Anything else (comments,
inline pictures, broken strings, stray signs) raises `NotPlain`, and the page is read by pdfminer itself.
"""

from __future__ import annotations

import re
from binascii import Error as BinasciiError
from binascii import unhexlify
from collections.abc import Iterable
from typing import Any

from pdfminer.psparser import KWD, LIT, literal_name

LARGEST = 4_000_000  # bytes of commands on one page that are cut at once
_TOKEN = re.compile(
    rb"([-+]?\d*\.\d*|[-+]?\d+)"  # 1 number
    rb"|([A-Za-z][^#/%\[\]()<>{}\s]*|['\"])"  # 2 operator
    rb"|<([0-9a-fA-F\s]*)>"  # 3 string in hexadecimal digits
    rb"|(\[)|(\])"  # 4, 5 array
    rb"|/([^#/%\[\]()<>{}\s]+)"  # 6 name
    rb"|\(((?:[^()\\]++|\\.)*+)\)"  # 7 string
    rb"|(<<)|(>>)"  # 8, 9 dictionary
    rb"|(\S)",  # 10 anything else
    re.S,
)
NUMBER, OPERATOR, HEX, ARRAY, ARRAY_END, NAME, STRING, DICT, DICT_END, ODD = range(1, 11)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.S)
_ESCAPED = {b"b": b"\b", b"t": b"\t", b"n": b"\n", b"f": b"\f", b"r": b"\r", b"(": b"(", b")": b")", b"\\": b"\\"}
_INLINE = frozenset({b"BI", b"ID", b"EI"})
_WORDS: dict[bytes, Any] = {b"true": True, b"false": False}


class NotPlain(Exception):
    """The commands hold something that only pdfminer's own parser may read."""


def read_objects(streams: Iterable[bytes]) -> list[Any]:
    """Return operands and operators of a page as pdfminer's parser gives them."""
    found: list[Any] = []
    current, outer = found, list[tuple[list[Any], int]]()
    for data in streams:
        for match in _TOKEN.finditer(data):
            kind = match.lastindex or ODD
            text = match[kind]
            if kind == NUMBER:
                try:
                    current.append(float(text) if b"." in text else int(text))
                except ValueError as error:
                    raise NotPlain from error
            elif kind == OPERATOR:
                current.append(_word(text))
            elif kind == HEX:
                current.append(hexadecimal(text))
            elif kind == NAME:
                current.append(_name(text))
            elif kind == STRING:
                current.append(unescape(text) if b"\\" in text else text)
            elif kind in {ARRAY, DICT}:
                outer.append((current, kind))
                current = []
            elif kind in {ARRAY_END, DICT_END} and outer and outer[-1][1] == kind - 1:
                inner, (current, _) = current, outer.pop()
                current.append(inner if kind == ARRAY_END else dictionary(inner))
            else:
                raise NotPlain
    return found


def _word(text: bytes) -> Any:
    if text in _INLINE:
        raise NotPlain
    return _WORDS[text] if text in _WORDS else KWD(text)


def unescape(text: bytes) -> bytes:
    """Return a string with its escapes resolved."""
    return _ESCAPE.sub(_escaped, text)


def hexadecimal(text: bytes) -> bytes:
    """Return the bytes that hexadecimal digits stand for."""
    try:
        return unhexlify(text)
    except BinasciiError:  # blanks between the digits, or one digit too few
        digits = b"".join(text.split())
        odd = len(digits) % 2
        return unhexlify(digits[:-1]) + bytes((int(digits[-1:], 16),)) if odd else unhexlify(digits)


def _name(text: bytes) -> Any:
    try:
        return LIT(text.decode())
    except UnicodeDecodeError:
        return LIT(text)


def _escaped(match: re.Match[bytes]) -> bytes:
    """Return what an escape stands for; a sign that needs no escape is dropped, as pdfminer does."""
    char = match[1]
    if char[:1] in b"01234567":
        if int(char, 8) > 255:
            raise NotPlain
        return bytes((int(char, 8),))
    if char == b"\r\n":
        raise NotPlain
    return _ESCAPED.get(char, b"")


def dictionary(items: list[Any]) -> dict[str, Any]:
    """Return the dictionary of names and values in turn."""
    if len(items) % 2:
        raise NotPlain
    pairs = zip(items[::2], items[1::2], strict=True)
    return {literal_name(key): value for key, value in pairs if value is not None}
