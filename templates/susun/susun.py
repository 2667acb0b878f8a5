"""Builds the Word templates that are shipped, from one style pack: `python templates/susun/susun.py [FOLDER]`.

Offices do not need this: they edit the .docx files in Word. It is how the shipped files were made, so
that one style pack serves all chapters of both pedoman.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pedoman as isi
import yaml
from alat import Bab
from depan import write_depan, write_lampiran

HERE = Path(__file__).resolve().parent.parent
DEFAULTS: dict[str, Any] = {
    "huruf": "Arial",
    "ukuran_huruf": 11,
    "margin": {"kiri": 3.0, "kanan": 2.5, "atas": 2.5, "bawah": 2.5},
}
WRITERS = {
    "pedoman_2023": ("huruf", {
        "00_depan": write_depan, "bab1_pendahuluan": isi.bab1_2023, "bab2_perencanaan": isi.bab2_2023,
        "bab3_akuntabilitas": isi.bab3_2023, "bab4_penutup": isi.bab4, "lampiran": write_lampiran,
    }),
    "pedoman_2015": ("angka", {
        "00_depan": write_depan, "bab1_pendahuluan": isi.bab1_2015, "bab2_perencanaan": isi.bab2_2015,
        "bab3_akuntabilitas": isi.bab3_2015, "bab4_penutup": isi.bab4, "lampiran": write_lampiran,
    }),
}  # fmt: skip


def build(target: Path) -> list[Path]:
    """Write all templates below `target` and return their paths."""
    made = []
    for folder, (skema, writers) in WRITERS.items():
        settings = yaml.safe_load((HERE / folder / "pedoman.yml").read_text(encoding="utf-8"))
        gaya = {**DEFAULTS, **(settings.get("gaya") or {})}
        (target / folder).mkdir(parents=True, exist_ok=True)
        for stem, write in writers.items():
            number = int(stem[3]) if stem.startswith("bab") else None
            bab = Bab(gaya, number, skema)
            write(bab)
            path = target / folder / f"{stem}.docx"
            bab.save(path)
            made.append(path)
    return made


if __name__ == "__main__":
    for written in build(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE):
        print(written)
