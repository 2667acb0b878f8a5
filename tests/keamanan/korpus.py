"""Write the corpus of bad files: `python -m tests.keamanan.korpus FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.keamanan import korpus_berkas, korpus_pdf, korpus_xlsx
from tests.keamanan.jerat import SEMUA, Jerat

__all__ = ["SEMUA", "Jerat", "find", "write_all"]
_MODULES = (korpus_xlsx, korpus_pdf, korpus_berkas)  # importing them fills the list


def find(berkas: str) -> Jerat:
    return next(j for j in SEMUA if j.berkas == berkas)


def write_all(folder: Path) -> None:
    """Write every trap into a folder of its own, and the odd names into `nama-aneh`."""
    for trap in SEMUA:
        place = folder / trap.berkas.replace(".", "-").replace("_", "-")
        place.mkdir(parents=True, exist_ok=True)
        if not (place / trap.berkas).is_symlink() and not (place / trap.berkas).exists():
            trap.buat(place / trap.berkas)
    odd = folder / "nama-aneh"
    odd.mkdir(exist_ok=True)
    korpus_berkas.write_odd_names(odd)


if __name__ == "__main__":
    write_all(Path(sys.argv[1]))
    print(f"{len(SEMUA)} berkas jebakan ditulis di {sys.argv[1]}")
