"""`lkjip templat`: copying and checking Word templates."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.bahasa import Perintah, new_app

templat_app = new_app("Menyalin atau memeriksa templat Word.")


@templat_app.command("salin", cls=Perintah)
def templat_salin(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder tujuan.")] = Path("templat"),
    pedoman: Annotated[str, typer.Option("--pedoman", metavar="NAMA", help="Hanya pedoman ini.")] = "",
) -> int:
    """Menyalin templat bawaan ke folder sendiri untuk disunting di Word."""
    from flows.templat import salin

    return salin(folder, pedoman)


@templat_app.command("periksa", cls=Perintah)
def templat_periksa(
    folder: Annotated[
        Path | None, typer.Argument(metavar="FOLDER", help="Folder templat; kosong: templat bawaan.")
    ] = None,
    komentar: Annotated[
        Path | None, typer.Option("--komentar", metavar="DIR", help="Tulis salinan berkomentar Word ke sini.")
    ] = None,
) -> int:
    """Memeriksa templat: isian yang tidak dikenal, salah ketik atau tidak terpakai."""
    from flows.templat import periksa

    return periksa(folder, komentar)
