"""Captions with their numbers, and the lists of tables and figures."""

from __future__ import annotations

import re

from msgspec import Struct

from extract.laporan_angka import parse_roman
from extract.laporan_model import DokLaporan, Paragraf, Tabel, Tempat, ringkas

CAPTION = re.compile(
    r"^\W{0,3}(tabel|gambar|grafik|bagan|diagram)\s*(?:\.(?!\s?\d))?\s*"
    r"((?:[ivx]{1,5}|\d{1,2}|L(?=\s?[.\-]\s?\d))(?:\s?[.\-]\s?\d{1,3})*\.?|\.\s?\d{1,3})(?=[\s.:)–-]|$)\s*[.:–)-]*\s*(.*)$",
    re.I | re.S,
)
DOTS = re.compile(r"[.…·_]{3,}\s*(?:\d{1,3}|[ivxlc]{1,6})?\s*$", re.I)
_HALAMAN = re.compile(r"(?:^|[\s.…])(\d{1,3}|[ivxl]{1,6})\s*$", re.I)


class Keterangan(Struct):
    """A caption: kind (tabel, gambar, ...), number as printed, title, place; the table it belongs to."""

    jenis: str
    nomor: str
    judul: str
    tempat: Tempat
    urut: int
    tabel: Tabel | None = None

    @property
    def angka(self) -> tuple[str, ...]:
        return number_parts(self.nomor)


class ButirDaftar(Struct):
    """One line of the list of tables or figures."""

    jenis: str
    nomor: str
    judul: str
    halaman: str
    tempat: Tempat

    @property
    def angka(self) -> tuple[str, ...]:
        return number_parts(self.nomor)


def number_parts(text: str) -> tuple[str, ...]:
    """Return a caption number's parts as comparable text: III.2 and 3.2 are the same."""
    parts = [p for p in re.split(r"[.\-\s]+", text) if p]
    return tuple(str(parse_roman(p) or p.lower()) for p in parts)


def is_listed(p: Paragraf) -> bool:
    """Whether Word's style says that a paragraph belongs to a table of contents or a list of captions."""
    return p.gaya.startswith(("toc", "table of figures", "daftar"))


def read_lists(document: DokLaporan, front: int) -> list[ButirDaftar]:
    """Return the lists of tables and figures, printed as tables or as lines with dots, before or behind `front`."""
    out: list[ButirDaftar] = []
    for block in document.blok:
        if isinstance(block, Tabel):
            entries = [_row_entry(block, r) for r in range(len(block.kisi))]
            found = [e for e in entries if e]
            if len(found) >= 2 and len(found) * 2 >= len(entries):
                out.extend(found)
        elif (match := CAPTION.match(block.teks)) and (
            DOTS.search(block.teks) or _before_body(block, front) or is_listed(block)
        ):
            page = _HALAMAN.search(block.teks)
            if page or DOTS.search(block.teks):
                title = re.sub(r"[.…·\s]*(?:\d{1,3}|[\s.…][ivxl]{1,6})?\s*$", "", match.group(3))
                out.append(
                    ButirDaftar(
                        match.group(1).lower(),
                        match.group(2),
                        ringkas(title),
                        page.group(1) if page else "",
                        block.tempat(uraian="daftar tabel/gambar"),
                    )
                )
    return out


def _before_body(block: Paragraf, front: int) -> bool:
    return bool(front) and block.urut < front and bool(re.search(r"\s\d{1,3}$", block.teks))


def _row_entry(table: Tabel, row: int) -> ButirDaftar | None:
    cells = list({id(c): c for c in table.kisi[row]}.values())
    texts = [c.teks for c in cells if c.teks.strip()]
    if len(texts) < 2 or not re.fullmatch(r"\d{1,3}|[ivxl]+|-", texts[-1].strip(), re.I):
        return None
    joined = re.sub(r"[.…]{3,}.*$", "", " ".join(texts[:-1]))
    match = CAPTION.match(joined)
    if not match:
        return None
    place = Tempat(cells[0].hlm, cells[0].kotak, f"daftar {match.group(1).lower()}")
    return ButirDaftar(
        match.group(1).lower(), match.group(2), ringkas(match.group(3)).lstrip(": "), texts[-1].strip(), place
    )


def _zones(document: DokLaporan) -> set[int]:
    """Return the blocks of lists set in lines: entries whose dots stand on a second line are there too."""
    lines = [b.urut for b in document.paragraf() if CAPTION.match(b.teks) and (DOTS.search(b.teks) or is_listed(b))]
    zone: set[int] = set()
    for a, b in zip(lines, lines[1:], strict=False):
        if b - a <= 5:
            zone.update(range(a, b + 1))
    if lines:
        zone.update(range(lines[0] - 2, lines[0]))
    return zone


def read_captions(document: DokLaporan, entries: list[ButirDaftar]) -> list[Keterangan]:
    """Return the captions; entries of lists whose dots stand on a second line join the other entries."""
    out: list[Keterangan] = []
    zone = _zones(document)
    listed = {(e.tempat.hlm, e.tempat.kotak) for e in entries}
    blocks = document.blok
    for i, block in enumerate(blocks):
        if not isinstance(block, Paragraf) or len(block.teks) > 330:
            continue
        match = CAPTION.match(block.teks)
        if match and i in zone and not DOTS.search(block.teks) and not is_listed(block):
            entries.append(
                ButirDaftar(
                    match.group(1).lower(),
                    match.group(2),
                    ringkas(match.group(3)),
                    "",
                    block.tempat(uraian="daftar"),
                )
            )
            continue
        if not match or DOTS.search(block.teks) or is_listed(block):
            continue
        if document.jenis == "pdf" and (block.hlm, block.tempat().kotak) in listed:
            continue
        kind, number, title = match.group(1).lower(), match.group(2), ringkas(match.group(3))
        if re.match(r"(?:di ?atas|di ?bawah|berikut|tersebut|dapat|menunjukkan|menggambarkan|ini\b)", title, re.I):
            continue
        following = blocks[i + 1] if i + 1 < len(blocks) else None
        before = blocks[i - 1] if i else None
        if isinstance(before, Paragraf) and re.search(
            r"\b(?:pada|dalam|di|lihat|dan|oleh|dengan|melalui)\s*$", before.teks
        ):
            continue  # the end of a sentence that refers to the table
        if (
            not title
            and isinstance(following, Paragraf)
            and len(following.teks) < 250
            and not CAPTION.match(following.teks)
        ):
            title = ringkas(following.teks)
        out.append(Keterangan(kind, number.strip(), title, block.tempat(uraian="keterangan"), block.urut))
    return out


def attach_captions(document: DokLaporan, found: list[Keterangan]) -> None:
    """Give each table its caption; whether captions stand above or below is learnt from the report."""
    above: dict[int, Keterangan] = {}
    below: dict[int, Keterangan] = {}
    captions = [k for k in found if k.jenis == "tabel"]
    by_place = {k.urut: k for k in captions}
    for table in document.tabel():
        for step in range(1, 4):
            before, after = by_place.get(table.urut - step), by_place.get(table.urut + step)
            if before and id(table) not in above and _only_text(document, table.urut - step, table.urut):
                above[id(table)] = before
            if (
                after
                and step < 3
                and id(table) not in below
                and _only_text(document, table.urut, table.urut + step)
            ):
                below[id(table)] = after
    use = above if len(above) >= len(below) else below
    for table in document.tabel():
        caption = use.get(id(table))
        if caption and caption.tabel is None:
            caption.tabel = table
            table.keterangan = f"Tabel {caption.nomor} {caption.judul}"
            table.label = f"Tabel {caption.nomor.rstrip('.')}"


def _only_text(document: DokLaporan, start: int, end: int) -> bool:
    return all(isinstance(b, Paragraf) and len(b.teks) < 260 for b in document.blok[start + 1 : end])
