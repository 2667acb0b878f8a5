"""Write `prov.json` beside the other outputs of a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from flows.kunci import Bahan, file_sha256
from flows.pekerjaan import Pekerjaan

NAMA = "prov.json"


def write(
    kerja: Pekerjaan, bahan: Bahan, folder: Path, outputs: Mapping[str, str], angka: Sequence[Mapping[str, Any]]
) -> dict[str, str]:
    """Describe the files standing in `folder` and the figures of angka.json; return all hashes with its own."""
    from render.prov import prov_document, write_prov

    parts = {"masukan": bahan.masukan, "templat": bahan.templat, "setelan": bahan.setelan}
    document = prov_document(
        satker=kerja.satker, masa=kerja.masa.folder, bahan=parts, keluaran=outputs, angka=angka
    )
    write_prov(folder / NAMA, document)
    hashes = {**outputs, NAMA: file_sha256(folder / NAMA)}
    return {name: hashes[name] for name in sorted(hashes, key=PurePosixPath)}
