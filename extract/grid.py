"""The neutral form of every source: pages or sheets holding text lines and tables of addressed cells."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from msgspec import Struct

from extract.figure import SourceRef
from extract.finding import Finding

CellValue = str | Decimal | bool | date | datetime | None


class Cell(Struct, frozen=True):
    """One cell with its address.

    `text` is what a reader sees (an Excel number shown through its number format); `value` is typed
    (Excel numbers as Decimal, PDF cells as text). `row`/`col` are 0-based within the table, spans
    are counted in grid rows and columns. `locator` is the address of the contract.
    """

    text: str
    value: CellValue
    locator: str
    row: int
    col: int
    rowspan: int = 1
    colspan: int = 1
    number_format: str = ""
    formula: str | None = None
    ocr: bool = False
    indent: int = 0
    bold: bool = False


class Line(Struct, frozen=True):
    """A line of text outside tables (title, note, print stamp, signature)."""

    text: str
    locator: str
    ocr: bool = False
    stray: bool = False  # a watermark or stamp over the page: no title and no note


class Table(Struct, frozen=True):
    """A grid of cells; a merged cell stands once, at its first row and column.

    `rows[i]` holds the cells that START in grid row i, in column order; use `at` to look through
    merged cells. A table continued over pages is still one `Table` per page here: joining pages needs
    the headings and is done one level up.
    """

    rows: tuple[tuple[Cell, ...], ...]
    width: int
    locator: str
    method: str = ""  # how it was found: "sheet", "ruled", "text", "ocr", ...
    hidden_rows: tuple[int, ...] = ()  # grid rows and columns that the workbook hides
    hidden_cols: tuple[int, ...] = ()

    def at(self, row: int, col: int) -> Cell | None:
        """Return the cell that covers the grid position, None where there is none."""
        for r in range(row, -1, -1):
            for cell in self.rows[r]:
                if cell.col <= col < cell.col + cell.colspan and r + cell.rowspan > row:
                    return cell
        return None


Block = Line | Table


class Sheet(Struct, frozen=True):
    """One sheet of a workbook or one page of a PDF: its blocks from top to bottom."""

    name: str
    index: int
    blocks: tuple[Block, ...]
    hidden: bool = False
    readable: bool = True  # False for an image-only page that could not be read

    def lines(self) -> Iterator[Line]:
        return (b for b in self.blocks if isinstance(b, Line))

    def tables(self) -> Iterator[Table]:
        return (b for b in self.blocks if isinstance(b, Table))


class Document(Struct, frozen=True):
    """One source file, faithfully: nothing interpreted, nothing repaired silently."""

    file: str  # relative to the satker's input folder
    path: Path
    sha256: str
    kind: str  # "xlsx", "pdf", ...
    sheets: tuple[Sheet, ...]
    findings: tuple[Finding, ...] = ()

    def source(self, locator: str) -> SourceRef:
        return SourceRef(file=self.file, sha256=self.sha256, locator=locator)
