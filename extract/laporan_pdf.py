"""Reads a report PDF: words, ruled and plain tables, lines; one pass, about ten milliseconds a page."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from msgspec import Struct, field

from extract.finding import UnreadableInput
from extract.laporan_halaman import Halaman, Kata, PembacaHalaman
from extract.laporan_kisi import Kisi, KisiSel, find_grids, merge_lines, place_words
from extract.laporan_model import Sel, Tabel
from extract.laporan_polos import build_plain, find_regions, segments
from extract.laporan_teks import GarisKata, cell_text, make_lines, padding, vocabulary_of

_NOMOR_HALAMAN = re.compile(
    r"(?:[-–|]\s*+)?(?:hal(?:aman|\.)?|page)?\s*+[-–|]?\s*+(\d{1,3}|[ivxl]{1,6})"
    r"(?:\s*+(?:dari|of|/)\s*+\d+)?\s*+[-–|]?",
    re.I,
)


class HalamanMentah(Struct):
    """One page before texts are made: its grids, its lines outside them."""

    hlm: int
    lebar: float
    tinggi: float
    kisi: list[tuple[Kisi, str]] = field(default_factory=list)
    garis: list[GarisKata] = field(default_factory=list)
    gambar: int = 0
    kata: int = 0
    nomor: str = ""  # the page number printed on it
    ocr: bool = False


def read_pages(path: Path) -> list[HalamanMentah]:
    """Return every page of the PDF; a file pdfium cannot open is an `UnreadableInput`."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except (pypdfium2.PdfiumError, OSError) as error:
        raise UnreadableInput(
            f"{path.name} tidak dapat dibuka sebagai PDF; periksa apakah berkas rusak atau terkunci kata sandi."
        ) from error
    pages = []
    try:
        for index in range(len(document)):
            page = document[index]
            reader = PembacaHalaman(page)
            pages.append(analyse_page(index + 1, reader.read(), reader))
            reader.textpage.close()
            page.close()
    finally:
        document.close()
    _drop_running_lines(pages)
    return pages


def analyse_page(hlm: int, page: Halaman, reader: PembacaHalaman | None) -> HalamanMentah:
    """Return the page with its words put into grids, the rest as lines."""
    raw = HalamanMentah(hlm, page.lebar, page.tinggi, gambar=page.gambar, kata=len(page.kata))
    words = page.kata
    for grid in join_stripes(find_grids(page)):
        rest = place_words(grid, words, reader)
        if _is_table(grid):
            raw.kisi.append((grid, "garis"))
            words = rest
        else:
            for cell in grid.sel:
                cell.kata.clear()
    lines = make_lines(words)
    boxes = [grid.kotak for grid, _ in raw.kisi]
    free = [
        g
        for g in page.datar
        if g[2] - g[1] > 40 and not any(b[1] - 3 <= g[0] <= b[3] + 3 and b[0] - 3 <= g[1] <= b[2] for b in boxes)
    ]
    for region in find_regions(lines, merge_lines(free)):
        plain = build_plain(region)
        if plain is None:
            continue
        taken = {id(w) for g in region.garis for w in g.kata}
        place_words(plain, [w for g in region.garis for w in g.kata], None)
        raw.kisi.append((_span_plain(plain), "datar" if len(region.ys) >= 3 else "polos"))
        words = [w for w in words if id(w) not in taken]
    raw.garis = make_lines(words)
    return raw


def join_stripes(grids: list[Kisi]) -> list[Kisi]:
    """Return the grids with shaded rows of one table joined: the rows between two shaded ones are white."""
    out: list[Kisi] = []
    for grid in sorted(grids, key=lambda g: (g.ys[0], g.xs[0])):
        last = out[-1] if out else None
        if (
            last is not None
            and len(grid.ys) == 2
            and len(grid.xs) == len(last.xs) >= 3
            and all(abs(a - b) < 2 for a, b in zip(grid.xs, last.xs, strict=True))
            and -1 < grid.ys[0] - last.ys[-1] < 3.5 * (grid.ys[1] - grid.ys[0])
            and len(last.sel) == (len(last.ys) - 1) * (len(last.xs) - 1)
            and len(grid.sel) == len(grid.xs) - 1
        ):
            between = [grid.ys[0]] if grid.ys[0] - last.ys[-1] > 3 else []
            out[-1] = _full_grid(last.xs, [*last.ys, *between, grid.ys[1]])
        else:
            out.append(grid)
    return out


def _full_grid(xs: list[float], ys: list[float]) -> Kisi:
    cols = len(xs) - 1
    sel = [
        KisiSel(r, r + 1, c, c + 1, (xs[c], ys[r], xs[c + 1], ys[r + 1]))
        for r in range(len(ys) - 1)
        for c in range(cols)
    ]
    return Kisi(xs, ys, sel, [[r * cols + c for c in range(cols)] for r in range(len(ys) - 1)])


def _is_table(grid: Kisi) -> bool:
    """Whether a grid is a table: two filled columns, not a frame around running text or a chart."""
    columns = {s.c0 for s in grid.sel if s.kata}
    filled = sum(1 for s in grid.sel if s.kata)
    if len(columns) < 2 or filled < 3:
        return False
    many_lines = [s for s in grid.sel if len(s.kata) > 400]
    return not many_lines and filled * 6 >= len(grid.sel)


def _span_plain(grid: Kisi) -> Kisi:
    """Let header words printed over several columns cover the empty neighbours."""
    return grid


def _drop_running_lines(pages: list[HalamanMentah]) -> None:
    """Remove page numbers and lines repeated at the edge of many pages; keep the printed number."""
    edges: Counter[str] = Counter()
    for page in pages:
        seen = {_edge_key(g) for g in page.garis if _at_edge(g, page)}
        edges.update(seen)
    limit = max(3, int(len(pages) * 0.25))
    for page in pages:
        kept = []
        for line in page.garis:
            if _at_edge(line, page):
                match = _NOMOR_HALAMAN.fullmatch(line.teks.strip())
                if match:
                    page.nomor = match.group(1)
                    continue
                if edges[_edge_key(line)] >= limit and len(line.teks) > 2:
                    number = re.search(r"(?:^|\s|\|)(\d{1,3})$", line.teks)
                    page.nomor = page.nomor or (number.group(1) if number else "")
                    continue
            kept.append(line)
        page.garis = kept


def _at_edge(line: GarisKata, page: HalamanMentah) -> bool:
    return line.top > 0.9 * page.tinggi or line.bottom < 0.08 * page.tinggi


def _edge_key(line: GarisKata) -> str:
    return re.sub(r"[\d\s]+", "", line.teks.lower())


def vocabulary(pages: list[HalamanMentah]) -> frozenset[str]:
    """Return the words of the report that stand whole: those in lines outside tables, but for line ends."""
    texts = []
    for page in pages:
        for line in page.garis:
            texts.append(line.teks)
        for grid, _ in page.kisi:
            for cell in grid.sel:
                if cell.kotak[2] - cell.kotak[0] > 120:
                    texts += [" ".join(k.teks for k in g.kata[1:-1]) for g in make_lines(cell.kata)]
    return vocabulary_of(texts)


def make_table(grid: Kisi, method: str, page: HalamanMentah, words: frozenset[str]) -> Tabel:
    """Return the table of a grid: empty rows and columns dropped, merged cells shared."""
    pad = padding(grid)
    cells = [_cell(cell, pad, words, page) for cell in grid.sel]
    rows = [[cells[i] for i in row] for row in grid.peta]
    rows = [row for row in rows if any(c.teks for c in row)]
    keep = [
        c for c in range(len(rows[0])) if any(row[c].teks and (c == 0 or row[c] is not row[c - 1]) for row in rows)
    ]
    rows = [[row[c] for c in keep] for row in rows]
    _recount(rows)
    return Tabel(rows, page.hlm, "ocr" if page.ocr else method, grid.kotak)


def _recount(rows: list[list[Sel]]) -> None:
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if (r == 0 or rows[r - 1][c] is not cell) and (c == 0 or row[c - 1] is not cell):
                cell.colspan = sum(1 for x in row[c:] if x is cell)
                cell.rowspan = sum(1 for x in rows[r:] if x[c] is cell)


def _cell(cell: KisiSel, pad: float, words: frozenset[str], page: HalamanMentah) -> Sel:
    return Sel(cell_text(cell, pad, words), page.hlm, cell.kotak, page.ocr)


def as_word(text: str, box: tuple[float, float, float, float]) -> Kata:
    """Return a word read by other means (OCR)."""
    return Kata(text, *box)


__all__ = ["HalamanMentah", "analyse_page", "as_word", "make_table", "read_pages", "segments", "vocabulary"]
