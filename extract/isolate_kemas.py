"""A document on its way from the reading child: plain tuples, a quarter of the time its data classes take."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from pathlib import Path
from typing import Any

from extract.finding import Finding
from extract.grid import Block, Cell, Document, Line, Sheet, Table

Values = tuple[Any, ...]


def _reader(kind: type[Any]) -> Callable[[Any], Values]:
    """Return what gives the values of all fields of an object, in order."""
    return attrgetter(*kind.__struct_fields__)


def _place(kind: type[Any], name: str) -> int:
    return int(kind.__struct_fields__.index(name))


_CELL, _LINE, _TABLE, _SHEET, _DOCUMENT = map(_reader, (Cell, Line, Table, Sheet, Document))
_ROWS, _BLOCKS, _SHEETS = _place(Table, "rows"), _place(Sheet, "blocks"), _place(Document, "sheets")
_PATH, _FINDINGS = _place(Document, "path"), _place(Document, "findings")


def pack(document: Document) -> Values:
    """Return a document as plain values."""
    return _with(_DOCUMENT(document), _SHEETS, [
        _with(_SHEET(sheet), _BLOCKS, list(map(_packed, sheet.blocks))) for sheet in document.sheets
    ])  # fmt: skip


def _packed(block: Block) -> Values:
    if isinstance(block, Line):
        return _LINE(block)
    return _with(_TABLE(block), _ROWS, [list(map(_CELL, row)) for row in block.rows])


def _with(values: Values, place: int, value: object) -> Values:
    return (*values[:place], value, *values[place + 1 :])


def unpack(answer: Values) -> Document:
    """Return the document of plain values; raise ValueError where they are none."""
    try:
        sheets = tuple([
            Sheet(*_with(values, _BLOCKS, tuple(map(_block, values[_BLOCKS])))) for values in answer[_SHEETS]
        ])  # fmt: skip
        if not isinstance(answer[_PATH], Path) or not all(isinstance(f, Finding) for f in answer[_FINDINGS]):
            raise ValueError("no document")
        return Document(*_with(answer, _SHEETS, sheets))
    except (TypeError, LookupError) as error:
        raise ValueError("no document") from error


def _block(values: Values) -> Block:
    if not isinstance(values[_ROWS], list):
        return Line(*values)
    return Table(*_with(values, _ROWS, tuple([tuple([Cell(*cell) for cell in row]) for row in values[_ROWS]])))
