"""Headings set left over numbers set right, without rules: which heading stands over which numbers.

Where the page leaves a heading without cells and cells without heading, the order of both settles it; where
it does not, the table is not read.
"""

from __future__ import annotations

from msgspec.structs import replace

from extract.angka import is_kosong, possible
from extract.headings import Kolom
from extract.rekap_tabel import Baris, Rekap, is_number_row
from extract.rekap_teks import bare

NUMERIC = ("angka", "persen", "uang")


def settle_shift(rekap: Rekap) -> str | None:
    """Move headings onto the cells they belong to; return what cannot be settled."""
    first = rekap.kepala_baris[0].tabel if rekap.kepala_baris else None
    if first is None or first.method not in ("text", "ocr"):
        return None
    body = [b for b in rekap.baris if b.garis is None and len(b.isi) > 1 and not is_number_row(b)]
    filled = sorted(
        {i for b in body for i, c in b.sel.items() if c.text.strip() and c.row == b.nomor and c.col == i}
    )
    covered = {i for k in rekap.kepala.kolom for i in range(k.index, k.index + k.lebar)}
    orphans = [i for i in filled if i not in covered and _numeric(_texts(body, i))]
    empty = [k for k in rekap.kepala.kolom if k.tipe in NUMERIC and k.nama and not _under(body, k)]
    if not orphans or not empty:
        return None
    columns = sorted(rekap.kepala.kolom, key=lambda k: k.index)
    if len(columns) == len(filled):
        moved = tuple(replace(k, index=i, lebar=1) for k, i in zip(columns, filled, strict=True))
        if all(_fits(k, _texts(body, k.index)) for k in moved):
            rekap.kepala = replace(rekap.kepala, kolom=moved)
            return None
    rekap.baris = [b for b in rekap.baris if b.garis is not None]
    names = ", ".join(f"'{k.judul}'" for k in empty)
    return (
        f"kolom {names} tanpa isi, sedangkan {len(orphans)} kolom angka tidak berada di bawah judul mana pun, jadi "
        "tidak pasti angka mana milik judul mana; tabel tidak dibaca. Cetak ulang dengan garis, atau pakai Excel."
    )


def _under(body: list[Baris], kolom: Kolom) -> list[str]:
    return [t for i in range(kolom.index, kolom.index + kolom.lebar) for t in _texts(body, i)]


def _texts(body: list[Baris], index: int) -> list[str]:
    cells = [c for b in body if (c := b.sel.get(index)) is not None and c.row == b.nomor and c.col == index]
    return [c.text.strip() for c in cells if c.text.strip()]


def _numeric(texts: list[str]) -> bool:
    numbers = sum(1 for t in texts if possible(bare(t)) or is_kosong(t))
    return bool(texts) and numbers * 2 > len(texts)


def _fits(kolom: Kolom, texts: list[str]) -> bool:
    """Tell whether cells can stand under a heading: numbers under a numeric one, no amounts under a text."""
    if kolom.nama and kolom.tipe in NUMERIC:
        return _numeric(texts)
    return kolom.tipe == "nomor" or kolom.nama is None or not _numeric(texts)
