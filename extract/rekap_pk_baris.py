"""The budget of a Perjanjian Kinerja written as lines: `1. Program Dukungan Manajemen   Rp 1.245.300.000,-`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from extract.grid import Cell, Document
from extract.headings import Kepala, Kolom, load_maps, normal
from extract.rekap_sasaran import goal_cell
from extract.rekap_tabel import Baris, Rekap, is_total, make_rows

_UANG = r"Rp\.?\s*(?P<uang>\d{1,3}(?:[.,]\d{3})+(?:,\d{2}|,-|\.-)?)"
_BARIS = re.compile(
    rf"^\s*(?:\(?(?:\d{{1,2}}|[a-z]|[ivx]{{1,4}})[.)]\s*)?"
    rf"(?P<nama>(?:program|kegiatan)\b.{{6,}}?)\s*[:=]?\s*{_UANG}\s*$",
    re.I | re.S,
)
_PUTUS = re.compile(r"^\s*(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s*)?(?:program|kegiatan)\b.{6,}?$", re.I | re.S)
_JUMLAH = re.compile(rf"^\s*(?P<nama>(?:jumlah|total)\b[^\d]{{0,40}}?)\s*[:=]?\s*{_UANG}\s*$", re.I)
_KALIMAT = re.compile(r"\b(?:sebesar|tersebut|sejumlah|disediakan|dialokasikan|adalah|ditetapkan)\b", re.I)


def budget_lines(document: Document, used: list[Rekap]) -> Rekap | None:
    """Return the budget that lines of a Perjanjian Kinerja state, None where it is in a table or nowhere."""
    kinds = {r.jenis for r in used}
    peta = next((p for p in load_maps() if p.jenis == "anggaran_pk"), None)
    if peta is None or "perjanjian_kinerja" not in kinds or "anggaran_pk" in kinds:
        return None
    taken = {id(b.tabel) for r in used for b in (*r.kepala_baris, *r.baris) if b.tabel is not None}
    for sheet in document.sheets:
        rows = [b for b in make_rows(sheet) if not sheet.hidden and (id(b.tabel) not in taken or len(b.isi) < 3)]
        found = list(_lines(rows))
        if not any(not is_total(row.sel[0].text) for row in found):
            continue
        columns = (Kolom(0, "Program/Kegiatan", "nama", 100.0), Kolom(1, "Anggaran", "pagu", 100.0, tipe="uang"))
        titles = [b for r in used if r.jenis == "perjanjian_kinerja" for b in r.konteks]
        return Rekap(Kepala(peta, columns, 0.0, 0), sheet, found, titles, titles, [], [], [sheet.name])
    return None


def _lines(rows: list[Baris]) -> Iterator[Baris]:
    """Yield name and amount of every line that states both; an amount may stand on the line below its name."""
    for i, row in enumerate(rows):
        text = " ".join(row.teks.split())
        if not (match := _BARIS.match(text) or _JUMLAH.match(text)) and _PUTUS.match(text) and i + 1 < len(rows):
            after = " ".join(rows[i + 1].teks.split())
            whole = (
                f"{text} {after}" if re.search(r"\brp\.?$", text, re.I) or normal(after).startswith("rp") else ""
            )
            match = _BARIS.match(whole)
        if match is not None and match["nama"].lstrip()[:1].isupper() and not _KALIMAT.search(match["nama"]):
            place = goal_cell(row)
            cells = (_cell(place, match["nama"].strip(), 0), _cell(place, f"Rp {match['uang']}", 1))
            yield Baris(row.sheet, dict(enumerate(cells)), place.row, 2)


def _cell(place: Cell, text: str, col: int) -> Cell:
    return replace(place, text=text, value=text, col=col, rowspan=1, colspan=1)
