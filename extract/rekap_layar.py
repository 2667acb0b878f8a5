"""What screens of web applications leave in prints and exports: marks for numbers, units below names, parts."""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec.structs import replace

from extract.finding import Tingkat
from extract.grid import Cell, Document, Line
from extract.headings import Kolom, load_kamus, normal
from extract.rekap_hasil import Hasil
from extract.rekap_tabel import Baris, Rekap

SUDAH = frozenset({
    "sudah", "sudah mengisi", "sudah diisi", "terisi", "diisi", "lengkap", "ya", "ada", "terkirim", "done", "yes",
    "sudah lapor", "sudah kirim", "sudah isi", "selesai",
})  # fmt: skip
BELUM = frozenset({
    "belum", "belum mengisi", "belum diisi", "belum terisi", "tidak", "tidak mengisi", "tidak terisi", "tidak ada",
    "kosong", "no", "belum lapor", "belum kirim", "belum isi", "belum lengkap",
})  # fmt: skip
_CENTANG, _SILANG = (
    re.compile(r"^(?:[\u2713\u2714\u2611\u2705\u221a]+|[vV])$"),
    re.compile(r"^[\u2717\u2718\u2612\u274c\u2716]+$"),
)
_RENTANG = re.compile(
    r"(?:menampilkan|showing|tampil)\s+(?:data\s+|baris\s+)?(\d[\d.,]*)\s*"
    r"(?:sampai(?: dengan)?|s\.?/?d\.?|hingga|to|[-\u2013])\s*"
    r"(\d[\d.,]*)\s*(?:dari|of)\s*(?:total\s+)?(\d[\d.,]*)",
    re.I,
)


def filled(text: str) -> Decimal | None:
    """Return 1 or 0 where a cell says by a mark or a word that something was filled in or not."""
    bare = text.strip()
    if _CENTANG.match(bare) or normal(bare) in SUDAH:
        return Decimal(1)
    return Decimal(0) if _SILANG.match(bare) or normal(bare) in BELUM else None


def as_marks(rekap: Rekap) -> None:
    """Let marks and words in a monitoring table stand as 1 and 0; what was printed stays the text."""
    columns = [k for k in rekap.kepala.kolom if k.nama in ("isi", "isi_baris")]
    texts = [c.text.strip() for row in rekap.baris for k in columns if (c := row.ambil(k)) is not None]
    crossed = Decimal(0) if any(_CENTANG.match(text) for text in texts) else None  # `x` beside ticks: not done
    rows: list[Baris] = []
    for row in rekap.baris:
        swap: dict[int, Cell] = {}
        for kolom in columns:
            cell = row.ambil(kolom)
            value = filled(cell.text) if cell is not None and isinstance(cell.value, str) else None
            if value is None and cell is not None and cell.text.strip().lower() == "x":
                value = crossed
            if cell is not None and value is not None:
                swap[kolom.index] = replace(cell, value=value, col=kolom.index)
        rows.append(replace(row, sel={**row.sel, **swap}) if swap else row)
    rekap.baris[:] = rows


def part_units(rekap: Rekap) -> None:
    """Take the unit off each indicator's name where every name of a table has one on a line of its own below it."""
    column = rekap.kepala.cari("indikator")
    if column is None or rekap.kepala.cari("satuan") is not None:
        return
    units = {normal(u) for u in load_kamus().satuan}
    named = [(row, cell) for row in rekap.baris if (cell := _name(row, column)) is not None]
    parts = [cell.text.rstrip().rpartition("\n") for _, cell in named]
    if len(named) < 3 or not all(name.strip() and normal(unit) in units for name, _, unit in parts):
        return
    last = max((i for row in rekap.baris for i in row.sel), default=0) + 1
    swap: dict[int, Baris] = {}
    for (row, cell), (name, _, unit) in zip(named, parts, strict=True):
        own = replace(cell, text=name, value=name)
        sel = {i: own if c is cell else c for i, c in row.sel.items()}
        sel[last] = replace(cell, text=unit, value=unit, col=last, colspan=1)
        swap[id(row)] = replace(row, sel=sel)
    rekap.baris[:] = [swap.get(id(row), row) for row in rekap.baris]
    satuan = Kolom(last, "Satuan", "satuan", 100.0)
    rekap.kepala = replace(rekap.kepala, kolom=(*rekap.kepala.kolom, satuan))


def _name(row: Baris, column: Kolom) -> Cell | None:
    cell = row.ambil(column)
    own = cell is not None and cell.row == row.nomor and cell.col == column.index and cell.colspan == column.lebar
    return cell if own and cell is not None and cell.text.strip() and not row.tunggal else None


def report_pages(hasil: Hasil, document: Document) -> None:
    """Say where a list shows only some of its rows: `Menampilkan 1 sampai 10 dari 37 data`."""
    shown: dict[int, list[tuple[int, int, str]]] = {}
    for sheet in document.sheets:
        for block in sheet.blocks:
            cells = [block] if isinstance(block, Line) else [c for row in block.rows for c in row]
            for one in [c for c in cells if "ampil" in (low := c.text.lower()) or "showing" in low]:
                if match := _RENTANG.search(" ".join(one.text.split())):
                    first, last, whole = (int(re.sub(r"\D", "", g)) for g in match.groups())
                    shown.setdefault(whole, []).append((first, last, one.locator))
    for whole, parts in shown.items():
        seen = {n for first, last, _ in parts if last - first < 10_000 for n in range(first, last + 1)}
        if len(seen) < whole and parts[0][1] >= parts[0][0]:
            hasil.find("TABEL-SEBAGIAN", Tingkat.PERINGATAN, parts[0][2],
                       f"tabel ini hanya memuat {len(seen)} dari {whole} baris (tertulis di bawahnya), jadi tidak "
                       "lengkap. Tampilkan semua entri di aplikasinya, lalu cetak atau ekspor ulang.",
                       str(len(seen)), str(whole))  # fmt: skip
