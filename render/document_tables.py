"""Tables after rendering: grids that match their cells, cells merged downwards, pictures of neither lost."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from extract.finding import LkjipError
from render import marks
from render.document_grid import TABLE, GridCell, GridRow, read_grid
from render.document_rows import keep_rows
from render.document_xml import TCPR_ORDER, W, drop, element, paragraph_style, place, properties

TWIPS_PER_LETTER = 105  # about the width of a letter in a table of 9 points
TWIPS_PER_SMALL_LETTER = 86  # in styles named `... Kecil`, 8 points
CELL_PADDING = 150
MIN_COLUMN = 450
MAX_WORD = 24
FAIR_TEXT = 34  # letters of a text that a column gets on one line before long texts share what is left


def repair_tables(root: etree._Element) -> None:
    """Make every table's grid fit its rows, and merge the cells marked so."""
    for table in list(root.iter(TABLE)):
        rows = full_rows(read_grid(table))
        fit_grid(table, rows)
        merge_marked(rows)
        keep_rows(rows)


def full_rows(rows: Sequence[GridRow]) -> list[GridRow]:
    """Drop rows without cells, which a loop over nothing leaves and Word cannot read."""
    for row in rows:
        if not row.cells:
            drop(row.node)
    return [row for row in rows if row.cells]


def fit_grid(table: etree._Element, rows: Sequence[GridRow]) -> None:
    """Give the grid as many columns as the widest row has; the total width stays."""
    grid = table.find(f"{W}tblGrid")
    if grid is None:
        return
    columns = grid.findall(f"{W}gridCol")
    wanted = max((row.width for row in rows), default=len(columns))
    if wanted == 0:
        return
    widths = [int(c.get(f"{W}w", "0")) for c in columns]
    new = widths_for_words(rows, widths) if wanted == len(columns) else None
    if wanted != len(columns):
        new = widths_by_content(rows, wanted, sum(widths))
    if new is not None:
        _set_widths(rows, grid, new)


def _set_widths(rows: Sequence[GridRow], grid: etree._Element, new: list[int]) -> None:
    for column in grid.findall(f"{W}gridCol"):
        grid.remove(column)
    for width in new:
        grid.append(element("gridCol", w=str(width)))
    for row in rows:
        for cell in row.cells:
            size = str(sum(new[cell.position : cell.position + cell.span]))
            settings = properties(cell.node, "tcPr")
            known = next(settings.iterchildren(f"{W}tcW"), None)
            if known is None:
                place(settings, element("tcW", w=size, type="dxa"), TCPR_ORDER)
            else:
                known.attrib.clear()
                known.set(f"{W}w", size)
                known.set(f"{W}type", "dxa")


def widths_for_words(rows: Sequence[GridRow], widths: list[int]) -> list[int] | None:
    """Widen columns too narrow for their longest word at the cost of those with room; None: nothing to do."""
    least, _, _ = _measure(rows, len(widths))
    short = [max(0, need - width) for need, width in zip(least, widths, strict=True)]
    room = [max(0, width - need) for need, width in zip(least, widths, strict=True)]
    missing, spare = sum(short), sum(room)
    if not missing or missing > spare or 0 in widths:
        return None
    return [w + s - r * missing // spare for w, s, r in zip(widths, short, room, strict=True)]


def widths_by_content(rows: Sequence[GridRow], count: int, total: int) -> list[int]:
    """Share the table's width: every column holds its longest word, then its text, long texts the rest."""
    least, fair, text = _measure(rows, count)
    spare = total - sum(least)
    if spare <= 0:
        return [w * total // sum(least) for w in least]
    wish = [max(0, f - w) for f, w in zip(fair, least, strict=True)]
    given = min(1.0, spare / sum(wish)) if sum(wish) else 0.0
    widths = [w + int(x * given) for w, x in zip(least, wish, strict=True)]
    rest = total - sum(widths)
    return [w + rest * t // sum(text) for w, t in zip(widths, text, strict=True)]


def _measure(rows: Sequence[GridRow], count: int) -> tuple[list[int], list[int], list[int]]:
    """Return for every column the width of its longest word, of a fair line of text, and its letters."""
    least, fair, text = [MIN_COLUMN] * count, [0] * count, [1] * count
    for row in rows:
        for cell in row.cells:
            position = cell.position
            if cell.span == 1 and position < count:
                words = marks.plain(cell.text.strip())
                longest = min(max(map(len, words.split()), default=0), MAX_WORD)
                line = min(len(words), FAIR_TEXT)
                letter = TWIPS_PER_LETTER  # smaller letters matter only where these would widen the column
                if (
                    longest * letter + CELL_PADDING > least[position]
                    or line * letter + CELL_PADDING > fair[position]
                ):
                    letter = _letter(cell.node)
                least[position] = max(least[position], longest * letter + CELL_PADDING)
                fair[position] = max(fair[position], line * letter + CELL_PADDING)
                text[position] += len(words)
    return least, fair, text


def _letter(cell: etree._Element) -> int:
    """Return about how wide a letter is in the cell."""
    first = next(cell.iter(f"{W}p"), None)
    small = first is not None and paragraph_style(first).endswith("Kecil")
    return TWIPS_PER_SMALL_LETTER if small else TWIPS_PER_LETTER


def merge_marked(rows: Sequence[GridRow]) -> None:
    """Cells that hold only the merge mark continue the cell above them."""
    above: dict[int, GridCell] = {}
    for row in rows:
        for cell in row.cells:
            if cell.text.strip() == marks.MERGE_UP:
                _merge(cell, above.get(cell.position))
            above[cell.position] = cell


def _merge(cell: GridCell, upper: GridCell | None) -> None:
    if upper is None or upper.span != cell.span:
        raise LkjipError(
            "Sel tabel diminta menyatu dengan sel di atasnya, tetapi tidak ada sel yang selebar itu",
            kode="SEL-GABUNG",
        )
    if not upper.merge:
        upper.merge = "restart"
        place(properties(upper.node, "tcPr"), element("vMerge", val="restart"), TCPR_ORDER)
    cell.merge = "continue"
    place(properties(cell.node, "tcPr"), element("vMerge"), TCPR_ORDER)
    paragraphs = [c for c in cell.node if c.tag == f"{W}p"]
    for paragraph in paragraphs[1:]:
        cell.node.remove(paragraph)
    for child in list(paragraphs[0]):
        if child.tag != f"{W}pPr":
            paragraphs[0].remove(child)
    cell.text = ""
