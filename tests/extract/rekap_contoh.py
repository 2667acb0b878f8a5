"""The four sample folders, each read once per test session."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from extract.bacaan import Bacaan
from extract.collect import read_folder

MASUKAN = Path(__file__).parents[2] / "input"
CONTOH = {
    "bapas-polewali": 2023, "lpka-pangkalpinang": 2023, "lapas-sarolangun": 2022, "kanwil-kalbar": 2023,
}  # fmt: skip


@cache
def bacaan(satker: str) -> Bacaan:
    """Return what `read_folder` says about a sample."""
    return read_folder(MASUKAN / str(CONTOH[satker]) / satker, CONTOH[satker])
