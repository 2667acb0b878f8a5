"""One chapter of one report: everything its template needs, frozen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from msgspec.structs import replace

from extract.finding import LkjipError
from extract.gambar import Gambar
from render import (
    bab0_depan,
    bab1_pendahuluan,
    bab2_perencanaan,
    bab3_anggaran,
    bab3_kinerja,
    bab3_kinerja_anggaran,
    bab3_lainnya,
    bab4_penutup,
    lampiran,
    marks,
)
from render.bab_dasar import Lembar, PenyediaTeks
from render.format_id import Printer
from render.gaya import Gaya, Pedoman
from render.objek import ChartSpec, EquationSpec, Isi, Konteks, Pecahan, Suku
from transform.laporan import Laporan

BUILDERS: dict[str, tuple[Callable[[Lembar], dict[str, Isi]], ...]] = {
    "d": (bab0_depan.build,),
    "1": (bab1_pendahuluan.build,),
    "2": (bab2_perencanaan.build,),
    "3": (bab3_kinerja.build, bab3_anggaran.build, bab3_kinerja_anggaran.build, bab3_lainnya.build),
    "4": (bab4_penutup.build,),
    "L": (lampiran.build,),
}
_FIGURE = re.compile(f"{marks.FIGURE_OPEN}([^{marks.FIGURE_MID}]*){marks.FIGURE_MID}")


def build_context(
    bab: str,
    laporan: Laporan,
    teks: PenyediaTeks,
    pedoman: Pedoman,
    gaya: Gaya | None = None,
    gambar: Mapping[str, Gambar] | None = None,
) -> Konteks:
    """Return the context of one chapter; its entries are the figures that it really prints."""
    if bab not in BUILDERS:
        raise LkjipError(f"Bab '{bab}' tidak dikenal; yang ada: {', '.join(BUILDERS)}")
    lembar = Lembar(
        bab, laporan, teks, pedoman, Printer(laporan.ledger, bab, gaya or pedoman.gaya), pustaka=gambar or {}
    )
    data: dict[str, Isi] = {}
    for build in BUILDERS[bab]:
        data.update(build(lembar))
    konteks = lembar.selesai(data)
    used = _printed(konteks)
    return replace(konteks, entries=tuple(e for e in konteks.entries if e.id in used))


def _printed(konteks: Konteks) -> set[str]:
    """Return the ids of the printed figures in texts, charts and formulas."""
    used: set[str] = set()
    _add_ids(konteks.data, used)
    for item in konteks.objek.values():
        if isinstance(item, ChartSpec):
            used.update(p.figure_id for line in item.series for p in line.titik if p is not None)
        elif isinstance(item, EquationSpec):
            used.update(found for row in item.baris for part in row for found in _formula_ids(part))
    return used


def _add_ids(value: Isi, used: set[str]) -> None:
    if isinstance(value, str):
        used.update(_FIGURE.findall(value))
    else:
        for item in value if isinstance(value, list) else value.values():
            _add_ids(item, used)


def _formula_ids(part: Suku) -> Iterator[str]:
    if isinstance(part, Pecahan):
        for inner in (*part.atas, *part.bawah):
            yield from _formula_ids(inner)
    else:
        yield from _FIGURE.findall(part.text)
