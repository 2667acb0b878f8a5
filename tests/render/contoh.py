"""Contexts of sample reports, and a reader of what they say, shared by the tests of the chapters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from extract.collect import read_folder
from render import marks
from render.chapters import BUILDERS, build_context
from render.gaya import choose_pedoman
from render.objek import Isi, Konteks
from render.teks import TeksHukum
from transform.aturan import load_hitung
from transform.build import build_laporan
from transform.laporan import Laporan, Periode

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
SAMPEL = {
    "bapas-polewali": (2023, None),
    "lpka-pangkalpinang": (2023, None),
    "kanwil-kalbar": (2023, None),
    "lapas-sarolangun": (2022, None),
}
MARKED = re.compile(f"{marks.FIGURE_OPEN}[^{marks.FIGURE_CLOSE}]*{marks.FIGURE_CLOSE}")
NAMED = re.compile(
    f"[{marks.LABEL_OPEN}{marks.REF_OPEN}{marks.OBJECT_OPEN}][^{marks.LABEL_CLOSE}{marks.REF_CLOSE}{marks.OBJECT_CLOSE}]*"
    f"[{marks.LABEL_CLOSE}{marks.REF_CLOSE}{marks.OBJECT_CLOSE}]"
)


@cache
def read_sample(satker: str) -> Laporan:
    """Return the computed report of one of the four samples."""
    tahun, semester = SAMPEL[satker]
    bacaan = read_folder(ROOT / "input" / str(tahun) / satker, tahun)
    return build_laporan(bacaan, Periode(tahun, semester), load_hitung(), satker_id=satker)


def contexts(laporan: Laporan, pedoman: str = "") -> dict[str, Konteks]:
    """Return the context of every chapter."""
    tahun = laporan.periode.tahun
    chosen = choose_pedoman(TEMPLATES, tahun, pedoman)
    teks = TeksHukum(laporan.profil.jenis or "bapas", chosen.id, tahun, semester=laporan.periode.semester)
    return {bab: build_context(bab, laporan, teks, chosen) for bab in BUILDERS}


def texts(value: Isi, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of a context with its place."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from texts(item, f"{path}[{number}]")
    else:
        for name, item in value.items():
            yield from texts(item, f"{path}.{name}" if path else name)


def unmarked(text: str) -> str:
    """Return the text without its printed figures and without names of labels and objects."""
    return NAMED.sub("", MARKED.sub("", text))
