"""What a sheet says of itself in two cells above its table (`Satker` | `409362 - BAPAS ...`): titles, no data."""

from __future__ import annotations

from extract.grid import Line
from extract.headings import load_kamus, normal
from extract.rekap_tabel import Baris

BANYAK = 10  # lines of such a head


def as_titles(rows: list[Baris]) -> list[Baris] | None:
    """Return rows of a label and its answer as lines of title, None where any row is something else."""
    if not 0 < len(rows) <= BANYAK:
        return None
    found: list[Baris] = []
    for row in rows:
        cells = [c for c in row.isi if c.text.strip() not in (":", "")]
        label = cells[0].text.strip(" :.") if cells else ""
        if row.garis is not None or len(cells) != 2 or normal(label) not in _labels():
            return None
        text = f"{label} : {' '.join(cells[1].text.split()).lstrip(': ')}"
        found.append(Baris(row.sheet, {}, garis=Line(text, cells[0].locator)))
    return found


def _labels() -> frozenset[str]:
    return frozenset(normal(word) for word in load_kamus().identitas)
