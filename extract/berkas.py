"""The files a person put into a satker's folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from extract.sandi import NAMA as NAMA_SANDI

_ABAIKAN = frozenset({"thumbs.db", "desktop.ini", NAMA_SANDI})


def list_files(folder: Path) -> list[Path]:
    """Return what a person put into the folder, in name order; traces of programs left out.

    Links and other entries that are no plain files are listed too: reading them refuses them by name.
    """
    return sorted(
        path
        for path in folder.rglob("*")
        if (path.is_symlink() or not path.is_dir())
        and not any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        and path.name.lower() not in _ABAIKAN
    )


def largest_first(paths: Iterable[Path]) -> list[Path]:
    """Return the files in the order to read them: what takes longest first, so none waits for it at the end."""
    return sorted(paths, key=lambda path: (-_size(path), path))


def _size(path: Path) -> int:
    try:
        return path.lstat().st_size
    except OSError:  # gone since it was listed: reading it says so
        return 0
