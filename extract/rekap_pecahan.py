"""Numerator and denominator where a recap says them in its own way: columns marked (A) and (B), or one cell.

`A = 398`, `B = 412` on two lines, `398 / 412`, `398 dari 412 orang`, `(398/412) x 100% = 96,60%`: taken only
where the realisasi printed beside (or behind) them comes out of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from msgspec.structs import replace

from extract.angka import possible
from extract.grid import Cell
from extract.headings import Kolom
from extract.headings_cocok import SENYAWA
from extract.rekap_tabel import Baris, Rekap

_HURUF = re.compile(
    r"^\s*\(?([AB])\)?\s*[.:=)]|\(\s*([AB])\s*\)\s*$|^(?:nilai|jumlah|data|komponen)\s+([AB])$", re.I
)
_N = r"(\d[\d.,]*)"
_KATA = r"(?:\s+[A-Za-z][A-Za-z ]*?)?"
_DUA = (
    re.compile(rf"^A\s*[=:]\s*{_N}{_KATA}\s*[;,]?\s*B\s*[=:]\s*{_N}{_KATA}\.?(?P<sisa>\s*[=(].*)?$", re.I),
    re.compile(
        rf"^\(?\s*{_N}{_KATA}\s*(?:/|:|dari|dr)\s*{_N}{_KATA}\s*\)?\s*(?:[x\u00d7*]\s*100\s*%?)?(?P<sisa>\s*[=(].*)?$",
        re.I,
    ),
)
_HASIL = re.compile(r"^\s*(?:=\s*\(?|\()\s*(\d[\d.,]*\s*%?)\s*\)?\s*$")
DEKAT = Decimal("0.06")
CUKUP = 0.6  # the share of rows that must come out


def settle_ratio(rekap: Rekap) -> None:
    """Give a table of capaian its columns of numerator and denominator, where others hold them."""
    if rekap.jenis != "capaian" or rekap.kepala.cari("pembilang") or rekap.kepala.cari("penyebut"):
        return
    unknown = [k for k in rekap.kepala.kolom if not k.nama and not k.diabaikan]
    if _marked(rekap, unknown):
        return
    for kolom in unknown:
        if _both_in(rekap, kolom):
            return
    realisasi = rekap.kepala.cari("realisasi")
    if realisasi is not None:
        _both_in(rekap, realisasi)


def _marked(rekap: Rekap, unknown: list[Kolom]) -> bool:
    """Name the columns whose headings end in (A) and (B), where realisasi comes out of them."""
    found: dict[str, list[Kolom]] = {"a": [], "b": []}
    for kolom in unknown:
        match = _HURUF.search(kolom.judul.rpartition(" / ")[2].strip())
        if match:
            found[next(g for g in match.groups() if g).lower()].append(kolom)
    if [len(found["a"]), len(found["b"])] != [1, 1]:
        return False
    one, other = found["a"][0], found["b"][0]
    rows = [(_text(b, one), _text(b, other), _printed(b, rekap)) for b in rekap.baris]
    if not _comes_out(rows):
        return False
    names = {one: "pembilang", other: "penyebut"}
    named = tuple(
        replace(k, nama=names[k], skor=SENYAWA, tipe="angka") if k in names else k for k in rekap.kepala.kolom
    )
    rekap.kepala = replace(rekap.kepala, kolom=named)
    return True


def _both_in(rekap: Rekap, kolom: Kolom) -> bool:
    """Part the cells of a column that holds numerator and denominator, and perhaps what comes out of them."""
    own = [(i, cell) for i, b in enumerate(rekap.baris) if (cell := _cell(b, kolom)) is not None]
    parts = {i: pair for i, cell in own if (pair := ratio_of(cell.text)) is not None}
    if len(parts) < 2 or (kolom.nama is None and len(parts) < CUKUP * len(own)):
        return False
    inside = kolom.nama is not None  # the realisasi itself: it must stand behind its two figures
    if inside:
        parts = {i: pair for i, pair in parts.items() if pair[2] and _comes_out([pair])}
        if len(parts) < 2:
            return False
    elif not _comes_out((a, b, c or _printed(rekap.baris[i], rekap)) for i, (a, b, c) in parts.items()):
        return False
    last = max((i for row in rekap.baris for i in row.sel), default=0)
    cells = dict(own)
    for i, (a, b, c) in parts.items():
        cell = cells[i]
        made = {last + n: replace(cell, text=t, value=t, col=last + n, colspan=1) for n, t in ((1, a), (2, b))}
        sel = {
            k: replace(cell, text=c, value=c) if inside and v is cell else v for k, v in rekap.baris[i].sel.items()
        }
        rekap.baris[i] = replace(rekap.baris[i], sel={**sel, **made})
    new = [
        Kolom(last + n, f"{kolom.judul} / {h}", nama, 100.0, tipe="angka")
        for n, h, nama in ((1, "A", "pembilang"), (2, "B", "penyebut"))
    ]
    kept = [replace(k, diabaikan=True) if k is kolom and not inside else k for k in rekap.kepala.kolom]
    rekap.kepala = replace(rekap.kepala, kolom=(*kept, *new))
    return True


def ratio_of(text: str) -> tuple[str, str, str] | None:
    """Return the two figures a text divides and the result it prints (empty where none); None for other texts."""
    flat = " ".join(text.split())
    for pattern in _DUA:
        match = pattern.match(flat)
        if match is None:
            continue
        rest = (match["sisa"] or "").strip()
        result = _HASIL.match(rest) if rest else None
        if rest and result is None:
            return None
        return match[1].rstrip(".,"), match[2].rstrip(".,"), result[1].strip() if result else ""
    return None


def _cell(row: Baris, kolom: Kolom) -> Cell | None:
    cell = row.ambil(kolom)
    mine = cell is not None and cell.row == row.nomor and cell.col == kolom.index and isinstance(cell.value, str)
    return cell if mine and cell is not None and cell.text.strip() else None


def _text(row: Baris, kolom: Kolom) -> str:
    cell = row.ambil(kolom)
    return cell.text if cell is not None else ""


def _printed(row: Baris, rekap: Rekap) -> str:
    kolom = rekap.kepala.cari("realisasi")
    return _text(row, kolom) if kolom is not None else ""


def _comes_out(rows: Iterable[tuple[str, str, str]]) -> bool:
    """Say whether most printed results are the share (or what is left of it) that their two figures make."""
    good = bad = 0
    for texts in rows:
        a, b, c = (possible(text.strip()) for text in texts)
        if not (a and b and c) or set(b) == {Decimal(0)}:
            continue
        shares = [s for x in a for y in b if y for s in (x / y * 100, (y - x) / y * 100, x / y)]
        hit = any(abs(s - z) <= DEKAT for s in shares for z in c)
        good, bad = good + hit, bad + (not hit)
    return good > 0 and good >= CUKUP * (good + bad)
