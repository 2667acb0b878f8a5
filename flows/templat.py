"""`lkjip templat salin|periksa`: the Word templates that come with the program, copied or checked."""

from __future__ import annotations

import shutil
from pathlib import Path

from flows.tahap import explain
from flows.wadah import AKAR, WrongUsage

TEMPLAT = AKAR / "templates"


def salin(folder: Path, pedoman: str = "") -> int:
    """Copy the built-in templates into a new folder; nothing that exists is overwritten."""
    names = [p for p in sorted(TEMPLAT.iterdir()) if p.is_dir() and _wanted(p.name, pedoman)]
    if pedoman and not any(pedoman in p.name for p in names):
        raise WrongUsage(f"Pedoman '{pedoman}' tidak ada di {TEMPLAT}.")
    if folder.exists() and any(folder.iterdir()):
        raise WrongUsage(f"Folder {folder} sudah berisi. Pilih folder kosong supaya tidak ada yang tertimpa.")
    try:
        for source in names:
            shutil.copytree(source, folder / source.name)
    except OSError as error:
        raise explain(error, folder) from error
    print(f"Templat disalin ke {folder}. Sunting di Word, periksa dengan: lkjip templat periksa {folder}")
    print(f"Pakai dengan: lkjip buat SATKER --tahun N --templat {folder}")
    return 0


def _wanted(name: str, pedoman: str) -> bool:
    if not name.startswith("pedoman_"):
        return name == "teks"
    return pedoman in ("", name.removeprefix("pedoman_"))


def periksa(folder: Path | None, komentar: Path | None = None) -> int:
    """Print what is wrong with the templates; return 1 when something is."""
    from extract.finding import Tingkat
    from render.templat import annotate_templates, check_templates

    root = folder or TEMPLAT
    if not root.is_dir():
        raise WrongUsage(f"Folder templat {root} tidak ada.")
    findings = check_templates(root)
    for finding in findings:
        print(f"{finding.tingkat.value} {finding.kode}: {finding.pesan}")
    if komentar is not None:
        for path in annotate_templates(root, komentar):
            print(f"Salinan berkomentar: {path}")
    if not findings:
        print(f"Templat di {root} baik: semua isian dikenal dan terpakai.")
    return 1 if any(f.tingkat is Tingkat.GALAT for f in findings) else 0
