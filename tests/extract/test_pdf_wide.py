"""A sheet too wide for its paper comes back whole from the pages its columns were cut over."""

from __future__ import annotations

from msgspec.structs import replace

from extract.pdf_wide import find_strips, lay_side_by_side
from extract.pdf_words import Box, PageContent, Rule, Word

LEBAR, TINGGI = 595.0, 842.0


def page(
    number: int, cols: list[float], texts: list[list[str]], *, judul: str = "", tinggi: float = 20.0
) -> PageContent:
    """Return a ruled table at the left margin: columns of these widths, rows of one height."""
    xs = [54.0]
    for width in cols:
        xs.append(xs[-1] + width)
    ys = [100.0 + i * tinggi for i in range(len(texts) + 1)]
    rules = [Rule(xs[0], y, xs[-1], y) for y in ys] + [Rule(x, ys[0], x, ys[-1]) for x in xs]
    words = [
        Word(xs[c] + 2, ys[r] + 4, xs[c] + 2 + 5 * len(text), ys[r] + 14, text)
        for r, row in enumerate(texts) for c, text in enumerate(row) if text
    ]  # fmt: skip
    words += [Word(54, 60, 54 + 5 * len(judul), 70, judul)] if judul else []
    return PageContent(number, LEBAR, TINGGI, tuple(words), tuple(rules))


def kiri(number: int, judul: str = "FA", mulai: int = 1) -> PageContent:
    rows = [[f"{mulai + i:03d}", f"Uraian-{mulai + i}"] for i in range(4)]
    return page(number, [100.0, 380.0], [["Kode", "Uraian"], *rows], judul=judul)


def kanan(number: int, judul: str = "", tinggi: float = 20.0, lebar: float = 150.0) -> PageContent:
    rows = [[f"{i}.000", f"{i}.500"] for i in range(1, 5)]
    return page(number, [lebar, lebar], [["Pagu", "Realisasi"], *rows], judul=judul, tinggi=tinggi)


def test_columns_printed_on_the_next_page_stand_beside_their_rows_again() -> None:
    pages = [kiri(1), kanan(2)]
    assert find_strips(pages) == [[0, 1]]
    whole = lay_side_by_side(pages)
    pagu = next(w for w in whole.words if w.text == "Pagu")
    assert pagu.x0 > pages[0].rules[0].x1
    assert whole.locate(Box(pagu.x0, pagu.top, pagu.x1, pagu.bottom)).startswith("hlm 2 kotak 56.0,")


def test_strips_go_down_before_they_go_across() -> None:
    pages = [kiri(1), kiri(2, judul="", mulai=5), kanan(3), kanan(4)]
    assert find_strips(pages) == [[0, 2], [1, 3]]


def test_strips_go_across_before_they_go_down() -> None:
    pages = [kiri(1), kanan(2), kiri(3, judul="", mulai=5), kanan(4)]
    assert find_strips(pages) == [[0, 1], [2, 3]]


def test_the_first_columns_may_be_printed_again_on_each_page() -> None:
    rows = [[f"{i:03d}", f"{i}.000"] for i in range(1, 5)]
    again = page(2, [100.0, 150.0], [["Kode", "Pagu"], *rows])
    assert find_strips([kiri(1), again]) == [[0, 1]]
    assert sum(w.text == "Kode" for w in lay_side_by_side([kiri(1), again]).words) == 1


def test_two_tables_are_not_laid_side_by_side() -> None:
    other = kanan(2, judul="Realisasi")
    assert find_strips([kiri(1), other]) == []  # it has a title of its own
    assert find_strips([kiri(1), kanan(2, tinggi=21.0)]) == []  # its rows stand elsewhere
    assert find_strips([kiri(1), kiri(2, judul="", mulai=5)]) == []  # the same headings: it goes on below
    narrow = page(1, [60.0, 120.0], [["Kode", "Uraian"], *[[f"{i:03d}", "x"] for i in range(4)]])
    assert find_strips([narrow, kanan(2, lebar=100.0)]) == []  # it would have fitted beside it
    assert find_strips([kiri(1), replace(kanan(2), width=842.0, height=595.0)]) == []  # other paper


def test_years_in_headings_are_no_figures() -> None:
    rows = [[f"{i:03d}", f"{i}.000"] for i in range(1, 5)]
    years = page(2, [100.0, 150.0], [["Kode", "2021"], *rows])
    assert find_strips([kiri(1), years]) == [[0, 1]]
