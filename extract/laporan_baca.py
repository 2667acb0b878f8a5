"""Reads a finished report (PDF or DOCX) into paragraphs and whole tables in reading order."""

from __future__ import annotations

import re
from pathlib import Path

from extract.finding import UnreadableInput
from extract.laporan_model import BarisTeks, Blok, DokLaporan, Paragraf, Tabel
from extract.laporan_pdf import HalamanMentah, make_table, read_pages, vocabulary
from extract.laporan_sambung import join_tables
from extract.laporan_teks import GarisKata

BUTIR = re.compile(
    r"^\s*(?:[-–•●▪❖➤✓✔◆■□*>]\s*)?(?:(?:\d{1,2}|[a-zA-Z]|[IVX]{1,5})[.)]\s|\(?\d{1,2}\)\s|[-–•●▪❖➤✓✔◆■*]\s|\d+\.\d+\.?\d*\.?\s)"
)
JUDUL_BLOK = re.compile(
    r"^\s*(tabel|gambar|grafik|bab\s+[ivx\d]+|lampiran|indikator kinerja\b.{0,40}\d|sasaran (?:kegiatan|program|strategis)\s+(?:\d|[ivx]+\b)"  # noqa: E501
    r"|target\s*:|realisasi\s*:|keterangan\s*:|daftar (?:isi|tabel|gambar))",
    re.I,
)


def read_report(path: Path) -> DokLaporan:
    """Return the report as paragraphs and tables; `UnreadableInput` where the file is neither PDF nor DOCX."""
    if not path.is_file():
        raise UnreadableInput(f"{path} tidak ditemukan; periksa nama berkasnya.")
    head = path.open("rb").read(5)
    if head.startswith(b"%PDF"):
        return _read_pdf(path)
    if head.startswith(b"PK"):
        from extract.laporan_docx import read_docx

        return read_docx(path)
    raise UnreadableInput(f"{path.name} bukan PDF atau DOCX; simpan laporan sebagai PDF atau DOCX lalu ulangi.")


def _read_pdf(path: Path) -> DokLaporan:
    pages = read_pages(path)
    scanned = [p for p in pages if p.kata < 4 and p.gambar]
    ocr = False
    if scanned:
        from extract.laporan_pindai import read_scanned

        ocr = read_scanned(path, scanned)
    words = vocabulary(pages)
    blocks: list[Blok] = []
    for page in pages:
        blocks.extend(_page_blocks(page, words))
    blocks = join_tables(_join_paragraphs(blocks))
    document = DokLaporan(path.name, path, "pdf", blocks, [(p.lebar, p.tinggi) for p in pages], ocr=ocr)
    document.kosong = [p.hlm for p in pages if not p.garis and not p.kisi and p.gambar]
    return number_blocks(document)


def number_blocks(document: DokLaporan) -> DokLaporan:
    """Give blocks and tables their numbers in reading order."""
    count = 0
    for position, block in enumerate(document.blok):
        block.urut = position
        if isinstance(block, Tabel):
            count += 1
            block.nomor = count
            block.label = f"tabel ke-{count}"
    return document


def _page_blocks(page: HalamanMentah, words: frozenset[str]) -> list[Blok]:
    tables: list[Blok] = [make_table(grid, method, page, words) for grid, method in page.kisi]
    right = _right_margin(page.garis)
    items: list[tuple[float, Blok | GarisKata]] = [
        (t.kotak[1], t) for t in tables if isinstance(t, Tabel) and t.kotak
    ]
    items += [(line.top, line) for line in page.garis]
    out: list[Blok] = []
    group: list[GarisKata] = []
    for _, item in sorted(items, key=lambda i: i[0]):
        if isinstance(item, GarisKata):
            if group and _breaks(group[-1], item, right, page):
                out.append(_paragraph(group, page))
                group = []
            group.append(item)
            continue
        if group:
            out.append(_paragraph(group, page))
            group = []
        out.append(item)
    if group:
        out.append(_paragraph(group, page))
    return out


def _right_margin(lines: list[GarisKata]) -> float:
    ends = sorted(g.x1 for g in lines)
    return ends[int(len(ends) * 0.9)] if ends else 0.0


def _breaks(before: GarisKata, line: GarisKata, right: float, page: HalamanMentah) -> bool:
    """Whether a new paragraph begins with this line."""
    height = max(min(before.tinggi, line.tinggi), 1.0)
    if line.top - before.bottom > 0.9 * height or BUTIR.match(line.teks):
        return True
    if JUDUL_BLOK.match(line.teks):
        full = (
            right - before.x1 < 0.12 * page.lebar
            and before.x1 > 0.78 * page.lebar
            and not re.search(r"[.:;]\s*$", before.teks)
        )
        return not (
            full
            and before.kata[-1].teks.isalpha()
            and before.kata[-1].teks.islower()
            and "..." not in before.teks
            and abs(before.x0 - line.x0) < 6
        )
    if abs(before.tinggi - line.tinggi) > 0.45 * height:
        return True
    first = line.kata[0]
    room = right - before.x1
    centred = before.x0 - min(line.x0, before.x0) > 25 or line.x0 - before.x0 > 25
    if centred and abs((before.x0 + before.x1) - (line.x0 + line.x1)) < 12:
        return JUDUL_BLOK.match(before.teks) is not None and len(before.teks) < 22
    if line.kata[0].teks[:1].islower() and not re.search(r"[.:;]$", before.teks):
        return room > 0.5 * page.lebar
    return room > 1.3 * (first.x1 - first.x0) + 0.8 * height and room > 0.06 * page.lebar


def _paragraph(lines: list[GarisKata], page: HalamanMentah) -> Paragraf:
    rows = [BarisTeks(g.teks, page.hlm, (g.x0, g.top, g.x1, g.bottom), g.tinggi, False) for g in lines]
    return build_paragraph(rows, ocr=page.ocr)


def build_paragraph(rows: list[BarisTeks], style: str = "", ocr: bool = False) -> Paragraf:
    """Return a paragraph of printed lines; words divided at a line end are joined."""
    text, starts = "", []
    for row in rows:
        if text.endswith("-") and re.search(r"[a-z]-$", text) and row.teks[:1].islower():
            starts.append(len(text))  # a printed hyphen stays: reduplication cannot be told from division
        elif text:
            text += " "
            starts.append(len(text))
        else:
            starts.append(0)
        text += row.teks
    return Paragraf(text, rows, starts, style, ocr=ocr)


def _join_paragraphs(blocks: list[Blok]) -> list[Blok]:
    """Join a sentence that a page end divided."""
    out: list[Blok] = []
    for block in blocks:
        last = out[-1] if out else None
        if (
            isinstance(block, Paragraf)
            and isinstance(last, Paragraf)
            and block.hlm == last.baris[-1].hlm + 1
            and block.teks[:1].islower()
            and not BUTIR.match(block.teks)
            and not re.search(r"[.;:!?]\s*$", last.teks)
            and len(last.teks) > 40
        ):
            out[-1] = build_paragraph(last.baris + block.baris, last.gaya, last.ocr)
            continue
        out.append(block)
    return out
