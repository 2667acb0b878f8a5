"""Compare tables as read with tables as written: which share of the cells stands in its row and column."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.grid import Document, Table
from tests.extract.layout.spec import Rows, place_cells


@dataclass
class Score:
    """Cells of the body in the right row and column; `wrong` names those that are not."""

    right: int = 0
    total: int = 0
    heads_right: int = 0
    heads: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        self.right += other.right
        self.total += other.total
        self.heads_right += other.heads_right
        self.heads += other.heads
        self.wrong += other.wrong


def plain(text: str) -> str:
    return "".join(text.split())


def compare(document: Document, printed: list[Rows], head: list[int]) -> Score:
    """Score all tables of a document against the rows each of them printed (`head` header rows each)."""
    tables = [table for sheet in document.sheets for table in sheet.tables()]
    score = Score()
    for i, rows in enumerate(printed):
        score.add(compare_table(tables[i] if i < len(tables) else None, rows, head[i]))
    if len(tables) != len(printed):
        score.wrong.append(f"{len(tables)} tables read, {len(printed)} printed")
    return score


def compare_table(table: Table | None, rows: Rows, head: int) -> Score:
    """Score one table. The body is matched from its last row upwards, heads from the top."""
    score = Score()
    cells = place_cells(rows)
    for cell in cells:
        is_head = cell.row < head
        if is_head:
            score.heads += 1
        else:
            score.total += 1
        found = None
        if table is not None and table.width == len(rows[0]):
            row = cell.row if is_head else cell.row - len(rows) + len(table.rows)
            found = table.at(row, cell.col) if 0 <= row < len(table.rows) else None
        text = found.text if found is not None else ""
        fits = plain(text) == plain(cell.text) and (found is not None or not cell.text)
        # a merged cell must cover its rows: the value of row k must not be that of another row
        if fits and table is not None and cell.rowspan > 1 and not is_head:
            last = table.at(cell.row + cell.rowspan - 1 - len(rows) + len(table.rows), cell.col)
            fits = last is None or plain(last.text) in {"", plain(cell.text)}
        if fits:
            score.heads_right += is_head
            score.right += not is_head
        else:
            score.wrong.append(f"r{cell.row} c{cell.col} {cell.text!r} read {text!r}")
    return score
