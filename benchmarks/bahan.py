"""What the benchmarks need beforehand: the content the plain script renders, and generated satker."""

from __future__ import annotations

import os
import pickle
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from flows.langkah import baca, hitung, pedoman_of
from flows.pekerjaan import Pekerjaan
from flows.wadah import AKAR, Masa

ACUAN = "satker-acuan"
CONTOH = (
    ("bapas-polewali", 2023),
    ("lpka-pangkalpinang", 2023),
    ("kanwil-kalbar", 2023),
    ("lapas-sarolangun", 2022),
)


def prepare(satker: str, tahun: int, target: Path, masukan: Path = AKAR / "input") -> Path:
    """Pickle what the plain script renders for one satker of the input folder; return the file."""
    from extract.fakta import fakta_rows
    from render import marks
    from render.chapters import build_context
    from render.objek import Tercetak
    from render.outputs import angka_entries, temuan_entry
    from render.teks import TeksHukum
    from transform.schema import SKEMA
    from transform.tables import to_rows

    kerja = Pekerjaan(satker, Masa(tahun), masukan, pdf=False)
    bacaan = baca(kerja)
    laporan = hitung(kerja, bacaan)
    pedoman = pedoman_of(kerja, bacaan)
    teks = TeksHukum(laporan.profil.jenis, pedoman.id, tahun)
    chapters: list[tuple[str, str, object]] = []
    marked: list[tuple[str, str, object]] = []
    entries: list[Tercetak] = []
    for item in pedoman.bab:
        konteks = build_context(item.kunci, laporan, teks, pedoman)
        entries += konteks.entries
        name = item.nama if item.nama.endswith(".docx") else f"{item.nama}.docx"
        chapters.append((name, str(pedoman.folder / item.templat), _plain(konteks.data, marks.plain)))
        marked.append((name, str(pedoman.folder / item.templat), _plain(konteks.data, _figures_only)))
    content = {
        "satker": satker,
        "bab": chapters,
        "bertanda": marked,
        "temuan": [temuan_entry(f) for f in laporan.temuan],
        "tabel": {name: (SKEMA[name].nama, rows) for name, rows in to_rows(laporan).items()},
        "fakta": fakta_rows(bacaan.facts),
        "angka": angka_entries(entries, laporan.ledger),
    }
    path = target / f"{satker}.pickle"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pickle.dumps(content))
    return path


def _figures_only(text: str) -> str:
    """Return a text with only the marks of figures left in it."""
    from render import marks

    kept = {marks.FIGURE_OPEN, marks.FIGURE_MID, marks.FIGURE_CLOSE}
    text = re.sub("[\ue003\ue006\ue008][^\ue004\ue007\ue009]*[\ue004\ue007\ue009]", "", text)
    return "".join(c for c in text if c in kept or c not in marks.ALL_MARKS)


def _plain(value: object, strip: object) -> object:
    """Return the content with our marks taken out: plain text, lists and dicts."""
    if isinstance(value, str):
        return strip(value)  # type: ignore[operator]
    if isinstance(value, dict):
        return {k: _plain(v, strip) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(v, strip) for v in value]
    return value


def generate(root: Path, count: int, sources: Sequence[Path]) -> Path:
    """Make `count` satker under `root`/2023 from these folders of recaps in turn; return `root`.

    Files are hard links where the file system allows: 1,000 satker take no room of their own.
    """
    for number in range(count):
        source = sources[number % len(sources)]
        folder = root / "2023" / f"satker-{number:04d}"
        folder.mkdir(parents=True, exist_ok=True)
        for path in sorted(source.iterdir()):
            target = folder / path.name
            if not target.exists():
                try:
                    os.link(path, target)
                except OSError:
                    shutil.copy2(path, target)
    return root


def contoh_folders() -> list[Path]:
    """Return the recaps of the two ordinary samples."""
    return [AKAR / "input" / str(tahun) / satker for satker, tahun in CONTOH[:2]]
