"""The objects of a PDF file cut whole by one expression a part, where they are plainly written.

pdfminer reads them sign by sign; of a file of forty pages that is as much work as its figures. What is not
plain here (comments, odd names, broken streams) is left to pdfminer's own parser.
"""

from __future__ import annotations

import re
import struct
import zlib
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, PDFStream, int_value
from pdfminer.psparser import LIT

from extract.pdf_tokens import NotPlain, dictionary, hexadecimal, unescape

_END = rb"(?=[\s/\[\]()<>])"
_HEAD = re.compile(rb"\s*+(\d{1,9})\s++\d{1,5}\s++obj" + _END)
_PART = re.compile(
    rb"\s*+(?:(\d{1,9})\s++\d{1,5}\s++R" + _END  # 1 another object
    + rb"|/([!-\"$&'*-.0-;=?-Z\\^-z|~]++)" + _END  # 2 name
    + rb"|([-+]?\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})" + _END  # 3 number
    + rb"|\(((?:[^()\\\r]++|\\[nrtbf()\\0-7])*+)\)"  # 4 string
    + rb"|<([0-9a-fA-F]*+)>"  # 5 string in hexadecimal digits
    + rb"|(<<)|(\[)|(\]|>>)"  # 6, 7, 8 a dictionary or an array, and their end
    + rb"|(true|false)" + _END  # 9
    + rb"|(stream\r?\n|endobj" + _END + rb"))"  # 10 the end of all
)  # fmt: skip
_STREAM_END = re.compile(rb"\s{0,2}endstream\s++endobj" + _END)
_BASE85, _FLATE = (LIT("ASCII85Decode"), LIT("A85")), (LIT("FlateDecode"), LIT("Fl"))
_SIGNS = re.compile(rb"([!-u]++)~>\s*+")
_DIGITS = bytes((sign - 33) % 256 for sign in range(256))
REF, NAME, NUMBER, STRING, HEX, DICT, ARRAY, CLOSE, WORD, END = range(1, 11)


class Stream(PDFStream):
    """A stream; one packed and written in signs of base 85 is unpacked at once, anything odd by pdfminer."""

    def decode(self) -> None:
        """Unpack the stream."""
        signs = _SIGNS.fullmatch(self.rawdata or b"") if self.decipher is None else None
        kinds = [kind if not params else None for kind, params in self.get_filters()] if signs else []
        if signs is not None and len(kinds) == 2 and kinds[0] in _BASE85 and kinds[1] in _FLATE:
            try:
                self.data = zlib.decompress(unpack85(signs[1]))
            except (zlib.error, struct.error):
                super().decode()
            else:
                self.rawdata = None
            return
        super().decode()


def unpack85(signs: bytes) -> bytes:
    """Return the bytes that signs of base 85 stand for; raise struct.error where five stand for too much."""
    short = -len(signs) % 5
    digits = (signs + b"u" * short).translate(_DIGITS)
    fives = zip(*(digits[i::5] for i in range(5)), strict=True)
    words = [(((a * 85 + b) * 85 + c) * 85 + d) * 85 + e for a, b, c, d, e in fives]
    return struct.pack(f">{len(words)}I", *words)[: 4 * len(words) - short]


class Document(PDFDocument):
    """A file as pdfminer reads it, faster."""

    def __init__(self, data: bytes, parser: PDFParser, password: str) -> None:
        self.bytes = data
        super().__init__(parser, password=password)

    def _getobj_parse(self, pos: int, objid: int) -> object:
        parser = self._parser
        if parser is not None and not parser.fallback:
            try:
                return self._cut(pos, objid)
            except NotPlain:
                pass
        return super()._getobj_parse(pos, objid)

    def _cut(self, pos: int, objid: int) -> object:
        """Return the object at a place."""
        head = _HEAD.match(self.bytes, pos)
        if head is None or int(head[1]) != objid:
            raise NotPlain
        current: list[Any] = []
        outer: list[tuple[list[Any], int]] = []
        end = head.end()
        while True:
            match = _PART.match(self.bytes, end)
            if match is None:
                raise NotPlain
            end, kind = match.end(), match.lastindex
            if kind in {DICT, ARRAY}:
                outer.append((current, kind))
                current = []
            elif kind == CLOSE:
                inner, (current, kind) = current, outer.pop() if outer else _odd()
                if (kind == DICT) != (match[CLOSE] == b">>"):
                    raise NotPlain
                current.append(dictionary(inner) if kind == DICT else inner)
            elif kind == END:
                if outer or len(current) != 1:
                    raise NotPlain
                return current[0] if match[END] == b"endobj" else self._stream(current[0], end)
            else:
                current.append(self._value(kind or 0, match[kind or 0]))

    def _value(self, kind: int, text: bytes) -> object:
        if kind == REF:
            return PDFObjRef(self, int(text))
        if kind == NAME:
            return LIT(text.decode())
        if kind == NUMBER:
            return float(text) if b"." in text else int(text)
        if kind == WORD:
            return text == b"true"
        if kind == HEX:
            return hexadecimal(text)
        return unescape(text) if b"\\" in text else text

    def _stream(self, found: Any, start: int) -> PDFStream:
        if not isinstance(found, dict) or "Length" not in found:
            raise NotPlain
        end = start + int_value(found["Length"])
        if end < start or not _STREAM_END.match(self.bytes, end):
            raise NotPlain
        return Stream(found, self.bytes[start:end], self.decipher)


def _odd() -> Any:
    raise NotPlain
