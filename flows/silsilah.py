"""Write `prov.json` beside the other outputs of a run."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from flows.kunci import Bahan
from flows.pekerjaan import Pekerjaan
from flows.proses import hash_outputs

NAMA = "prov.json"


def write(kerja: Pekerjaan, bahan: Bahan, folder: Path) -> None:
    """Describe the files standing in `folder` and the figures of its angka.json."""
    from render.prov import prov_document, write_prov

    outputs = {name: digest for name, digest in hash_outputs(folder).items() if name != NAMA}
    angka = json.loads((folder / "angka.json").read_text(encoding="utf-8"))
    document = prov_document(
        satker=kerja.satker, masa=kerja.masa.folder, bahan=asdict(bahan), keluaran=outputs, angka=angka
    )
    write_prov(folder / NAMA, document)
