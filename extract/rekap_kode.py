"""Codes that stand in several columns (`Kegiatan` | `KRO` | `RO`) are joined to the one code of the hierarchy."""

from __future__ import annotations

import re

from msgspec.structs import replace

from extract.grid import Cell
from extract.headings import Kolom, normal_judul
from extract.headings_asing import judul_baku
from extract.headings_cocok import SENYAWA
from extract.rekap_tabel import Baris, Rekap, is_number_row

TINGKAT: tuple[frozenset[str], ...] = (
    frozenset({"program", "kode program", "kd program", "kdprogram", "prog"}),
    frozenset({"kegiatan", "kode kegiatan", "kd kegiatan", "kdgiat", "giat", "keg", "kd keg"}),
    frozenset({"kro", "kode kro", "kd kro", "output", "kode output", "kdoutput", "klasifikasi rincian output"}),
    frozenset({"ro", "kode ro", "kd ro", "rincian output", "sub output", "suboutput", "kdsoutput"}),
    frozenset({"komponen", "kode komponen", "kd komponen", "kdkmpnen", "komp", "kmp"}),
    frozenset({"sub komponen", "subkomponen", "kode sub komponen", "kdskmpnen", "sub komp"}),
    frozenset({"akun", "kode akun", "kd akun", "kdakun", "mak"}),
)
PANJANG = {1: 4, 3: 3, 4: 3}  # digits that a number without its leading zeros had
_KODE = re.compile(r"[0-9A-Z]{1,6}(?:\.[0-9A-Z]{2,6})*", re.I)


def join_codes(rekap: Rekap) -> None:
    """Give a table of budget lines one column of codes, where each level of the code has a column of its own."""
    if rekap.jenis != "fa_detail":
        return
    levels = {k: n for k in rekap.kepala.kolom if (n := _level(k)) is not None and _holds_codes(k, rekap.baris)}
    columns = sorted(levels, key=lambda k: k.index)
    if len(columns) < 2 or [levels[k] for k in columns] != sorted({levels[k] for k in columns}):
        return
    above: dict[int, str] = {}
    rows: list[Baris] = []
    for row in rekap.baris:
        cells = [(levels[k], c) for k in columns if (c := row.ambil(k)) is not None and c.row == row.nomor]
        own = [(n, c) for n, c in cells if c.text.strip() and _KODE.fullmatch(c.text.strip())]
        if row.garis is not None or not own or is_number_row(row):
            rows.append(row)
            continue
        for level, cell in own:
            above = {n: code for n, code in above.items() if n < level}
            above[level] = _whole(cell.text.strip(), level)
        rows.append(replace(row, sel={**row.sel, columns[0].index: _joined(own[-1], above, columns[0])}))
    rekap.baris[:] = rows
    _rename(rekap, columns)


def _level(kolom: Kolom) -> int | None:
    leaf = kolom.judul.rsplit(" / ", 1)[-1]
    names = {normal_judul(leaf), judul_baku(leaf)}
    return next((n for n, words in enumerate(TINGKAT) if names & words), None)


def _holds_codes(kolom: Kolom, rows: list[Baris]) -> bool:
    cells = [c for r in rows if r.garis is None and (c := r.ambil(kolom)) is not None and c.row == r.nomor]
    texts = [c.text.strip() for c in cells if c.text.strip() and c.colspan == 1]
    codes = [t for t in texts if _KODE.fullmatch(t) and (any(ch.isdigit() for ch in t) or len(t) <= 3)]
    return bool(texts) and len(codes) == len(texts)


def _holds_words(kolom: Kolom, rows: list[Baris]) -> bool:
    texts = [c.text for r in rows if r.garis is None and (c := r.ambil(kolom)) is not None and c.text.strip()]
    return bool(texts) and all(sum(ch.isalpha() for ch in text) > 3 for text in texts)


def _whole(code: str, level: int) -> str:
    return code.zfill(PANJANG[level]) if code.isdigit() and level in PANJANG else code.upper()


def _joined(last: tuple[int, Cell], above: dict[int, str], first: Kolom) -> Cell:
    """Return the cell of a row's full code: the codes above it, the program's only where it stands alone."""
    level, cell = last
    parts = [code for n, code in sorted(above.items()) if n >= 1] if level else [above[0]]
    text = ".".join(parts)
    return replace(cell, text=text, value=text, col=first.index)


def _rename(rekap: Rekap, columns: list[Kolom]) -> None:
    spec = rekap.kepala.peta.kolom["uraian"]
    words = {normal_judul(s) for s in spec.sinonim}
    swap: dict[Kolom, Kolom] = {k: replace(k, nama=None, diabaikan=True, calon=()) for k in columns}
    swap[columns[0]] = replace(columns[0], nama="kode", tipe="nomor", skor=SENYAWA, lebar=1, calon=())
    if not any(k.nama == "uraian" and k not in swap for k in rekap.kepala.kolom):
        free = [k for k in rekap.kepala.kolom if k.nama is None and k not in swap and _holds_words(k, rekap.baris)]
        name = next((k for k in free if judul_baku(k.judul) in words), next(iter(free), None))
        if name is not None:
            swap[name] = replace(name, nama="uraian", tipe="teks", skor=SENYAWA, diabaikan=False, calon=())
    rekap.kepala = replace(rekap.kepala, kolom=tuple(swap.get(k, k) for k in rekap.kepala.kolom))
