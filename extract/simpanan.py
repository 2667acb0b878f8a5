"""What the program made of its own files, kept from run to run: in `__pycache__`, on its terms and stricter ones.

Whoever may write there can replace the program itself, so what lies there is as trusted as the program:
nothing more is risked by using it. Beyond that, a folder or file that others may write is not used, and every
entry carries the hash of its content. Names are made by the caller, of everything that decides the content.
Where the folder cannot be written, everything is made anew in each run.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path

_HASH = 32  # bytes of a SHA-256


def load(place: Path) -> bytes | None:
    """Return what was stored at a place, None where there is nothing to be trusted."""
    if not _ours(place.parent, stat.S_ISDIR) or not _ours(place, stat.S_ISREG):
        return None
    with contextlib.suppress(OSError):
        data = place.read_bytes()
        if hashlib.sha256(data[_HASH:]).digest() == data[:_HASH]:
            return data[_HASH:]
    return None


def store(place: Path, data: bytes, kept: int) -> None:
    """Keep the data there, where the folder can be written; the oldest entries beyond `kept` go."""
    folder = place.parent
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o755, parents=True, exist_ok=True)
        if not _ours(folder, stat.S_ISDIR):
            return
        handle, name = tempfile.mkstemp(prefix=".", dir=folder)
        with os.fdopen(handle, "wb") as stream:
            stream.write(hashlib.sha256(data).digest() + data)
        Path(name).chmod(0o644)
        Path(name).replace(place)
        for old in sorted(folder.iterdir(), key=lambda p: p.stat().st_mtime_ns, reverse=True)[kept:]:
            old.unlink(missing_ok=True)


def _ours(path: Path, kind: Callable[[int], bool]) -> bool:
    """Say whether the entry belongs to us, or to whom the program belongs, and nobody else may write it."""
    if os.name != "posix":
        return False
    try:
        at = path.lstat()
        owners = {os.geteuid(), Path(__file__).stat().st_uid}
    except OSError:
        return False
    return kind(at.st_mode) and at.st_uid in owners and not at.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
