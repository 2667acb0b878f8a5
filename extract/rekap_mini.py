"""One small table per indicator: its name stands in the line above, only target, realisasi and capaian inside."""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec.structs import replace

from extract.grid import Cell
from extract.headings import normal
from extract.rekap_kepala import find_header
from extract.rekap_sasaran import goal_cell, goal_name
from extract.rekap_tabel import Baris, Rekap, TabelAsing, is_number_row
from extract.rekap_teks import join_lines

KELUARGA = frozenset({"capaian", "perjanjian_kinerja", "renstra"})
_NAMA = re.compile(
    r"^\s*(?:(?:indikator|ikk|iku|ikp|iks?|iksk)(?:\s+(?:kinerja|kegiatan|program|utama|sasaran|strategis))*)"
    r"(?:\s+(?:ke|no(?:mor)?)\b\.?)?[\s.\-]*(?:\d{1,2}(?:\.\d{1,2}){0,3}|[ivx]{1,4}\b|[a-h]\b)?[\s.)]*[:.\-\u2013]\s*(?P<nama>\D.{7,})$",
    re.I | re.S,
)
_LAIN = re.compile(
    r"^\s*(?:indikator|ikk|iku|ikp|sasaran|tabel|analisis|keterangan|catatan|sumber|program|kegiatan)\b", re.I
)


def as_indicator(asing: TabelAsing) -> Rekap | None:
    """Return an unknown table of one row as the figures of the indicator that the line above it names."""
    rows = [b for b in asing.baris if b.garis is None and not b.kosong and not is_number_row(b)]
    named = _last(asing.judul, _indicator)
    if named is None or not 2 <= len(rows) <= 4:
        return None
    if any(sum(ch.isdigit() for ch in c.text) > 4 for b in rows[:-1] for c in b.isi):
        return None  # an amount above the last row: a list of data, no headings
    texts = normal(" ".join([asing.sheet.name, *(b.teks for b in asing.judul)]))
    far = normal(" ".join([asing.sheet.name, *(b.teks for b in asing.konteks)]))
    goal = _last(asing.konteks, goal_name)
    last = max(i for b in rows for i in b.sel) + 1
    extra = [("Indikator Kinerja", named)] + ([("Sasaran", goal)] if goal is not None else [])
    heads = {last + i: _cell(rows[0], last + i, head, None) for i, (head, _) in enumerate(extra)}
    body = replace(rows[-1], sel={
        **rows[-1].sel,
        **{last + i: _cell(rows[-1], last + i, text, row) for i, (_, (text, row)) in enumerate(extra)},
    })  # fmt: skip
    header = [replace(b, sel={**b.sel, **heads}) for b in rows[:-1]]
    found = find_header([*header, body], 0, (texts, far))
    if found is None or found[0].jenis not in KELUARGA or found[1] != len(header):
        return None
    return Rekap(found[0], asing.sheet, [body], asing.judul, asing.konteks, header, [], [asing.sheet.name])


def _indicator(text: str) -> str | None:
    match = _NAMA.match(text)
    return match["nama"] if match else None


def _last(titles: list[Baris], name: Callable[[str], str | None]) -> tuple[str, Baris] | None:
    """Return the nearest title's name, with the line it wraps onto, and the title."""
    for i in range(len(titles) - 1, -1, -1):
        text = titles[i].teks
        found = name(join_lines(text))
        if not found:
            continue
        after = titles[i + 1].teks.strip() if i + 1 < len(titles) else ""
        wraps = after and ":" not in after and len(after) < len(text) and not _LAIN.match(after)
        return (join_lines(f"{found}\n{after}") if wraps else join_lines(found)), titles[i]
    return None


def _cell(row: Baris, col: int, text: str, title: Baris | None) -> Cell:
    """Return a cell of the row for a text that stands above the table."""
    place = goal_cell(title) if title is not None else next(iter(row.sel.values()))
    return replace(place, text=text, value=text, row=row.nomor, col=col, rowspan=1, colspan=1, formula=None)
