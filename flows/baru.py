"""`lkjip baru`: a satker's input folder with the two forms a person fills in."""

from __future__ import annotations

import shutil
from pathlib import Path

from extract.finding import UnreadableInput
from flows.tahap import explain, loose
from flows.wadah import Masa, input_folder


def run(satker: str, tahun: int, dari: Path | None, root: Path) -> int:
    """Make the folder, copy recaps into it, write the forms that are not there yet; say what to do next."""
    folder = input_folder(root, Masa(tahun), satker)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if dari is not None:
            _copy(dari, folder)
        return _forms(folder, satker, tahun)
    except OSError as error:
        raise explain(error, folder) from error


def _copy(source: Path, folder: Path) -> None:
    """Copy the recaps; a file that is already there with other content is left alone, and said."""
    if not source.is_dir():
        raise UnreadableInput(f"Folder {source} tidak ada. Sebutkan folder yang berisi rekap satker.")
    if source.resolve() == folder.resolve():
        return
    for path in sorted(p for p in source.rglob("*") if p.is_file() and not p.name.startswith((".", "~$"))):
        target = folder / path.relative_to(source)
        if target.exists():
            same = target.read_bytes() == path.read_bytes()
            print(f"  {target.name}: {'sudah ada' if same else 'SUDAH ADA dengan isi lain, tidak ditimpa'}")
            continue
        with loose(target.parent) as staged:  # a full disk leaves no half recap behind
            shutil.copy2(path, staged / target.name)
        print(f"  {target.name}: disalin")


def _forms(folder: Path, satker: str, tahun: int) -> int:
    from extract.collect import read_folder
    from render.forms import write_forms

    recaps = [p for p in folder.rglob("*") if p.is_file()]
    bacaan = read_folder(folder, tahun) if recaps else None
    written = write_forms(folder, tahun=tahun, satker_id=satker, bacaan=bacaan, say=lambda line: print(f"  {line}"))
    print(f"Folder {folder} siap. Formulir baru: {', '.join(p.name for p in written) or 'tidak ada'}.")
    print("Berikutnya: letakkan rekap di folder itu, isi formulirnya, lalu jalankan:")
    print(f"  lkjip buat {satker} --tahun {tahun}")
    return 0
