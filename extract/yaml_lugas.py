"""The plain YAML of the project's own files, read in a tenth of libyaml's time and without loading a parser.

Known are: block mappings and lists, a value on its line; lists and mappings in brackets, over lines too; plain and
quoted texts; `>-` blocks; comments. Anything else, and whatever could be read in two ways, raises `TidakLugas`:
`yaml_cepat` then asks the full parser, so an unusual file is read as ever, only slower.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NoReturn

Skalar = Callable[[str], Any]
_AWAL = r"[A-Za-z0-9(]"  # no sign of YAML's begins so
_PASANGAN = re.compile(rf"""({_AWAL}[^:#"'\[\]{{}},\\]{{0,99}}|"[^"\\]{{0,99}}"):(?: +(.*)|)""")
_POLOS = re.compile(rf"""{_AWAL}(?:[^#"':\\]|:(?=[^ \n]))*""")
_KATA = re.compile(rf"""{_AWAL}[^#"':?\[\]{{}},\\]*""")
_DAFTAR = re.compile(rf"""\[({_AWAL}[^#"':?\[\]{{}},\\]*+(?:, {_AWAL}[^#"':?\[\]{{}},\\]*+)*+)\]""")
_KUTIP = re.compile(r""""([^"\\]*)"|'([^']*)'""")
_SISA = re.compile(r" *(?: #.*)?")
_ANGKA = re.compile(r"(?:0|[1-9]\d*)(\.\d+)?")
_PASTI_TEKS = re.compile(r"[A-Za-z(]|\d.*[g-su-wyG-SU-WY]")  # neither number nor date
_NILAI = {"true": True, "false": False, "null": None, "": None}
_RAGU = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})


class TidakLugas(ValueError):
    """The text is no plain YAML, or none at all."""


def read_lugas(text: str, skalar: Skalar) -> Any:
    """Return what a text says; `skalar` makes values of its unquoted words. Raises TidakLugas where in doubt."""
    rows = text.split("\n")
    if not "".join(rows).isprintable():
        raise TidakLugas  # tabs, other line ends
    reader = _Pembaca(rows, skalar)
    column = reader.column()
    found = reader.node(column) if column is not None else _doubt()
    return found if reader.column() is None else _doubt()


def plain_text(word: str) -> str:
    """Return an unquoted word as the maps have it: a text."""
    return word


def typed(word: str) -> Any:
    """Return an unquoted word as text, number, truth or nothing; a word YAML might see more in is in doubt."""
    if word in _NILAI:
        return _NILAI[word]
    if number := _ANGKA.fullmatch(word):
        return float(word) if number[1] else int(word)
    return word if word.lower() not in _RAGU and _PASTI_TEKS.match(word) else _doubt()


def _doubt() -> NoReturn:
    raise TidakLugas


class _Pembaca:
    """The lines of a text and the place of reading."""

    def __init__(self, rows: list[str], skalar: Skalar) -> None:
        self.rows, self.skalar, self.at = rows, skalar, 0

    def column(self) -> int | None:
        """Return where the next line that says something begins, None at the end."""
        for at in range(self.at, len(self.rows)):
            bare = self.rows[at].lstrip(" ")
            if bare and bare[0] != "#":
                self.at = at
                return len(self.rows[at]) - len(bare)
        self.at = len(self.rows)
        return None

    def node(self, column: int) -> Any:
        """Return the mapping, list or bracket whose lines begin at this column."""
        row = self.rows[self.at]
        if row.startswith("- ", column):
            return self._list(column)
        if row[column] in "[{":
            self.at += 1
            return self._value(row[column:], column)
        return self._mapping(column)

    def _mapping(self, column: int) -> dict[Any, Any]:
        found: dict[Any, Any] = {}
        while (here := self.column()) == column:
            pair = _PASANGAN.fullmatch(self.rows[self.at], column) or _doubt()
            self.at += 1
            found[self._key(pair[1])] = self._value(pair[2] or "", column)
        return found if here is None or here < column else _doubt()

    def _key(self, word: str) -> Any:
        if word[0] == '"':
            return word[1:-1]
        return self.skalar(word) if word[-1] != " " else _doubt()

    def _list(self, column: int) -> list[Any]:
        found = []
        while (here := self.column()) == column and (row := self.rows[self.at]).startswith("- ", column):
            rest = row[column + 2 :].lstrip(" ")
            if _PASANGAN.fullmatch(rest):
                inner = len(row) - len(rest)
                self.rows[self.at] = " " * inner + rest
                found.append(self._mapping(inner))
            else:
                self.at += 1
                found.append(self._value(rest, column))
        return found if here is None or here < column else _doubt()

    def _value(self, text: str, column: int) -> Any:
        """Return the value that begins with this text and may go on in lines deeper than the column."""
        if not text or text[0] == "#":
            here = self.column()
            if here is None or here < column or (here == column and not self.rows[self.at].startswith("-", here)):
                return self.skalar("")
            return self.node(here) if here > column else _doubt()
        if text[0] in "[{":
            return self._brackets(text)
        if text[0] in "\"'":
            quoted = _KUTIP.match(text)
            if quoted is None or not _SISA.fullmatch(text, quoted.end()):
                raise TidakLugas
            return quoted[1] if quoted[1] is not None else quoted[2]
        word = text.partition(" #")[0].rstrip(" ")
        if word == ">-":
            return self._folded(column)
        return self.skalar(word) if _POLOS.fullmatch(word) else _doubt()

    def _folded(self, column: int) -> str:
        """Return the lines of a `>-` block as one: all of one depth, no empty line between."""
        first = self.rows[self.at] if self.at < len(self.rows) else ""
        depth = len(first) - len(first.lstrip(" "))
        found = []
        while self.at < len(self.rows) and (row := self.rows[self.at]).startswith(first[:depth]) and row:
            if row[depth : depth + 1] in ("", " ") or row[-1] == " ":
                raise TidakLugas
            found.append(row[depth:])
            self.at += 1
        after = next((row for row in self.rows[self.at :] if row.strip(" ")), "")
        ended = len(after) - len(after.lstrip(" ")) <= column
        return " ".join(found) if depth > column and found and ended else _doubt()

    def _brackets(self, text: str) -> Any:
        """Return a list or mapping in brackets; lines that break off after a comma go on in the next."""
        while True:
            found, end = _item(text, 0, self.skalar)
            if end >= 0:
                return found if _SISA.fullmatch(text, end) else _doubt()
            if text[-1] != "," or self.at == len(self.rows):
                raise TidakLugas  # a word that goes on in the next line
            text = f"{text} {self.rows[self.at].strip(' ')}"
            self.at += 1


def _inside(text: str, at: int, skalar: Skalar) -> tuple[Any, int]:
    """Return the list or mapping in brackets at a place, and its end: -1 where the text ends before."""
    closing = "]" if text[at] == "[" else "}"
    items: list[Any] = []
    names: list[Any] = []
    at = _skip(text, at + 1)
    while text[at : at + 1] != closing or items:
        if closing == "}":
            name, at = _item(text, at, skalar)
            if at < 0:
                return None, -1
            if not text.startswith(": ", at) or isinstance(name, (list, dict)):
                raise TidakLugas
            names.append(name)
            at = _skip(text, at + 1)
        value, at = _item(text, at, skalar)
        if at < 0:
            return None, -1
        items.append(value)
        at = _skip(text, at)
        if text[at : at + 1] == closing:
            break
        if text[at : at + 1] not in (",", ""):
            raise TidakLugas
        at = _skip(text, at + 1)
    return dict(zip(names, items, strict=True)) if closing == "}" else items, at + 1


def _skip(text: str, at: int) -> int:
    while text.startswith(" ", at):
        at += 1
    return at


def _item(text: str, at: int, skalar: Skalar) -> tuple[Any, int]:
    """Return the value at a place inside brackets, and its end: -1 where the text ends before."""
    if at >= len(text):
        return None, -1
    if text[at] in "[{":
        if words := _DAFTAR.match(text, at):
            return [skalar(word.rstrip(" ")) for word in words[1].split(", ")], words.end()
        return _inside(text, at, skalar)
    if quoted := _KUTIP.match(text, at):
        return quoted[1] if quoted[1] is not None else quoted[2], quoted.end()
    word = _KATA.match(text, at) or _doubt()
    if word.end() == len(text):
        return None, -1
    return skalar(word[0].rstrip(" ")), word.end()
