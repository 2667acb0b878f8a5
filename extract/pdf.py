"""PDF files: page by page into text lines and tables of addressed cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from extract.finding import Finding, Tingkat
from extract.grid import Block, Line, Sheet, Table
from extract.limits import DEFAULT, Limits
from extract.pdf_beside import beside, make_lines, order_blocks, part_words
from extract.pdf_browser import part_frame
from extract.pdf_chars import read_content
from extract.pdf_columns import FIGURE
from extract.pdf_continue import Frame, frame_of, heads_again
from extract.pdf_file import (
    PAGE_ERRORS,
    check_pages,
    choose_pages,
    damage_log,
    inspect_file,
    is_whole,
    lost_page,
    missing_pages,
    opened,
    torn_page,
)
from extract.pdf_html import add_cell_rules
from extract.pdf_kartu import said_again
from extract.pdf_prosa import read_prose
from extract.pdf_ruled import Grid, find_grids, read_grid
from extract.pdf_split import split_rows
from extract.pdf_text import find_tables
from extract.pdf_torn import rows_above
from extract.pdf_utuh import check_kept
from extract.pdf_wide import join_strips
from extract.pdf_words import Box, PageContent, join_words
from extract.second import Pages, check_page

UNMAPPED_LIMIT = 0.02  # above this share of unreadable characters a page is not read
NAMED = 12  # doubtful numbers quoted in one finding

Sheets = tuple[tuple[Sheet, ...], tuple[Finding, ...]]


def read_pdf(
    path: Path, file: str, *, password: str | None = None, limits: Limits = DEFAULT, only: int | None = None
) -> Sheets:
    """Return every page of a PDF (or one of them, counted from 1), and what is wrong with it.

    A page that cannot be read becomes an unreadable sheet with a finding; the others are kept. Pages of
    plain prose are read the short way (`pdf_prosa`), unless the file had to be repaired.
    """
    findings = inspect_file(path, file)
    with opened(path, file, password) as (pdf, second, notes), closing(Pages(second)) as pages:
        findings += notes
        check_pages(len(second), file, limits)
        sheets, noticed = _read_pages(choose_pages(pdf, only), pages, file, limits, whole=not notes)
        if not only and len(sheets) != len(second):
            noticed.append(missing_pages(len(sheets), len(second), file))
    return tuple(sheets), (*findings, *noticed)


def _read_pages(
    pages: Sequence[Any], second: Pages, file: str, limits: Limits, *, whole: bool
) -> tuple[list[Sheet], list[Finding]]:
    from extract.pdf_open import PdfminerException

    sheets: list[Sheet] = []
    findings: list[list[Finding]] = []
    contents: list[PageContent | None] = []
    frame: Frame | None = None
    for page in pages:
        kept: list[PageContent] = []
        try:
            torn = not is_whole(page)
            with damage_log() as damaged:
                prose = read_prose(second, page.page_number) if whole and not torn else None
                sheet, noticed, frame = (
                    (prose, [], None) if prose is not None else read_page(page, file, second, limits, frame, kept)
                )
            noticed += torn_page(page.page_number, file) if damaged or torn else []
        except (*PAGE_ERRORS, PdfminerException) as error:
            sheet, noticed = lost_page(page.page_number, file, type(error).__name__)
            frame = None
        sheets.append(sheet)
        findings.append(noticed)
        contents.append(kept[0] if kept else None)
    join_strips(sheets, findings, contents, lambda content, frame: _laid_out(content, file, frame))
    return sheets, [finding for noticed in findings for finding in noticed]


def read_page(
    page: Any,
    file: str,
    second: Pages,
    limits: Limits,
    frame: Frame | None = None,
    kept: list[PageContent] | None = None,
) -> tuple[Sheet, list[Finding], Frame | None]:
    """Return one page as a sheet, what is doubtful on it, and the columns of its last table.

    `second` is the same file opened by pdfium, `frame` the columns of the last table of the page before.
    """
    content = read_content(page)
    name = f"hlm {content.number}"
    if content.unmapped > UNMAPPED_LIMIT or (not content.words and (content.images or content.drawn)):
        return *_read_image(content, name, file, second, limits), None
    if kept is not None:
        kept.append(content)
    sheet, findings, last = _laid_out(content, file, frame)
    return sheet, findings + check_page(content, second, file), last


def _laid_out(content: PageContent, file: str, frame: Frame | None) -> tuple[Sheet, list[Finding], Frame | None]:
    """Return a page's words and rules as a sheet, what is doubtful on it, and the columns of its last table."""
    blocks, findings, last = build_blocks(content, file, frame=frame)
    findings += check_loose(blocks, file, content.number) + check_kept(content, blocks, file)
    return Sheet(f"hlm {content.number}", content.number - 1, tuple(blocks)), findings, last


def _read_image(
    content: PageContent, name: str, file: str, second: Pages, limits: Limits
) -> tuple[Sheet, list[Finding]]:
    """Return a page whose text has to be recognised from its picture."""
    from extract.ocr import read_scanned

    seen = read_scanned(second.document, content.number, limits)
    if seen is None:
        return Sheet(name, content.number - 1, (), readable=False), [_unreadable(content, file)]
    scanned, doubtful = seen
    blocks, findings, _ = build_blocks(scanned, file, "ocr")
    findings.insert(0, Finding(
        "PDF-OCR", Tingkat.PERINGATAN,
        f"{file} halaman {content.number}: dibaca dari gambar (OCR). Cocokkan setiap angka dengan aslinya, atau "
        "minta berkas Excel.", (f"{file}: {name}",),
    ))  # fmt: skip
    if doubtful:
        texts = ", ".join(word.text for word in doubtful[:NAMED])
        findings.append(Finding(
            "PDF-OCR-RAGU", Tingkat.PERINGATAN,
            f"{file} halaman {content.number}: OCR tidak yakin pada {len(doubtful)} angka, antara lain {texts}. "
            "Cocokkan dengan aslinya.",
            tuple(f"{file}: {scanned.locate(word)}" for word in doubtful), tercetak=doubtful[0].text,
        ))  # fmt: skip
    return Sheet(name, content.number - 1, tuple(blocks)), findings


def _unreadable(content: PageContent, file: str) -> Finding:
    what = (
        "hurufnya tidak dapat diterjemahkan (font tanpa peta Unicode)"
        if content.unmapped > UNMAPPED_LIMIT
        else "berupa gambar tanpa teks"
    )
    return Finding(
        "PDF-TANPA-TEKS", Tingkat.GALAT,
        f"{file} halaman {content.number}: {what}, jadi angkanya tidak dapat dibaca. Minta berkas asli (Excel atau "
        "PDF yang diekspor langsung dari aplikasi), atau pasang tesseract dengan bahasa Indonesia.",
        (f"{file}: hlm {content.number}",),
    )  # fmt: skip


def build_blocks(
    content: PageContent, file: str, method: str = "", frame: Frame | None = None
) -> tuple[list[Block], list[Finding], Frame | None]:
    """Return lines and tables of a page from top to bottom, cells in doubt, and the last table's columns."""
    content, around = part_frame(content)
    content = add_cell_rules(content)
    grids = find_grids(content.rules, content.words)
    tables: list[tuple[Box, Table]] = []
    loose = list(content.words)
    doubts: list[Box] = []
    edges: dict[str, tuple[float, ...]] = {}
    known: dict[str, Mapping[int, str]] = {}  # of the sparse columns of each table
    for grid in grids:
        box = grid.box
        words = [word for word in loose if box.holds(word)]
        if not words:
            continue
        if _closed(grid):
            first = frame is not None and not tables
            same = frame is not None and first and len(frame.xs) == len(grid.xs)
            habits = dict(frame.habits) if frame is not None and same else {}
            parted = split_rows(grid, words, content.rules, doubts, continued=first, habits=habits)
            tables.append((box, read_grid(content, parted, words, method or "ruled")))
            edges[tables[-1][1].locator] = parted.xs
            known[tables[-1][1].locator] = habits
            loose = [word for word in loose if not box.holds(word)]
    frames = [frame_of(content, table, edges[table.locator]) for _, table in tables]
    found = find_tables(content, loose, frame, [(box, own) for (box, _), own in zip(tables, frames, strict=True)])
    taken = {word for table in found for word in table.words}
    tables += [(item.box, item.table) for item in found]
    if frame is not None:
        top = min((box for box, _ in tables), key=lambda box: box.top, default=None)
        doubts += rows_above([word for word in loose if word not in taken], top, frame)
    parts = part_words([word for word in loose if word not in taken], tables)
    lines = [make_lines(content, part) for part in parts]
    lines[-1] += around
    doubts += [box for item in found for box in item.doubts]
    if content.slanted.strip():  # a stamp or watermark, said below everything else
        page = Box(0.0, content.height - 1, content.width, content.height)
        lines[-1].append((page, Line(" ".join(content.slanted.split()), content.locate(page), stray=True)))
    edges.update((item.table.locator, item.xs) for item in found)
    every = [line for part in lines for _, line in part]
    cut_off = [line for line in every if frame is not None and heads_again(line.text, frame)]
    if frame is not None and not tables and not cut_off and every:
        said = {word.lower() for line in every for word in line.text.split()}
        again = len(frame.heads) > 2 and sum(word in said for word in frame.heads) >= 0.9 * len(frame.heads)
        cut_off = every[:1] if again else []  # its headings stand apart, its rows made no table
    last = max(tables, key=lambda item: item[0].bottom, default=None)
    own = next((item for item in found if last is not None and item.table is last[1]), None)
    if last is not None and own is not None:
        following = frame_of(content, last[1], edges[last[1].locator])
    else:
        following = frames[tables.index(last)] if last is not None else None
    if following is not None and last is not None:
        proven = own.habits if own is not None else known.get(last[1].locator, {})
        following = replace(following, habits=proven, unsure=own.unsure if own is not None else frozenset())
    if following is not None and frame is not None and following.xs == frame.xs:
        following = replace(following, heads=frame.heads)  # it had none of its own
    findings = [_doubt(content, file, box) for box in doubts]
    findings += [_lost_rows(content, file, line) for line in cut_off]
    findings += [_beside(content, file, box) for box, _ in tables if len(parts) == 1 and beside(tables)][:1]
    return order_blocks(lines, tables), findings, following


def _beside(content: PageContent, file: str, box: Box) -> Finding:
    return Finding(
        "PDF-BERDAMPINGAN", Tingkat.PERINGATAN,
        f"{file} halaman {content.number}: beberapa tabel berdampingan, sehingga tidak pasti judul dan tahun mana "
        "milik tabel mana. Periksa hasilnya, atau kirim tiap tabel pada halaman sendiri.",
        (f"{file}: {content.locate(box)}",),
    )  # fmt: skip


def _lost_rows(content: PageContent, file: str, line: Line) -> Finding:
    return Finding(
        "PDF-BARIS-LEPAS", Tingkat.PERINGATAN,
        f"{file} halaman {content.number}: judul tabel halaman sebelumnya berulang (\"{line.text[:60]}\"), tetapi "
        "baris di bawahnya tidak dapat dibaca sebagai tabel. Periksa di berkas, atau minta versi Excel.",
        (f"{file}: {line.locator}",), tercetak=line.text,
    )  # fmt: skip


def _closed(grid: Grid) -> bool:
    return len(grid.xs) > 2


def _doubt(content: PageContent, file: str, box: Box) -> Finding:
    text = " ".join(join_words([word for word in content.words if box.holds(word)]).split())
    return Finding(
        "PDF-SEL-RAGU", Tingkat.PERINGATAN,
        f"{file} halaman {content.number}: letak teks \"{text}\" dalam tabel yang barisnya tidak digaris ini "
        "meragukan (baris atau kolomnya tidak pasti). Periksa di berkas, atau minta versi Excel.",
        (f"{file}: {content.locate(box)}",), tercetak=text,
    )  # fmt: skip


def check_loose(blocks: Sequence[Block], file: str, number: int) -> list[Finding]:
    """Return a finding where lines of numbers stand in columns outside every table that was read."""
    loose = [
        b for b in blocks if isinstance(b, Line)
        and (sum(bool(FIGURE.match(part)) for part in b.text.split()) >= 4
             or sum(bool(FIGURE.match(part)) for part in b.text.split()) >= 2 and "\t" in b.text
             and sum(any(ch.isdigit() for ch in part) for part in b.text.split()) >= 0.5 * len(b.text.split()) - 1)
    ]  # fmt: skip
    loose = [line for line in loose if not said_again(line, blocks)]
    if not loose:
        return []
    return [Finding(
        "PDF-BARIS-LEPAS", Tingkat.PERINGATAN,
        f"{file} halaman {number}: {len(loose)} baris angka tidak masuk tabel mana pun, antara lain "
        f"\"{loose[0].text[:80]}\". Angkanya tidak dibaca; periksa di berkas, atau minta versi Excel.",
        tuple(f"{file}: {line.locator}" for line in loose), tercetak=loose[0].text,
    )]  # fmt: skip
