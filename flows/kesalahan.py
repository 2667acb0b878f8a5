"""Faults of the program itself: the trace goes to a file, the user gets one line that says what to do."""

from __future__ import annotations

import contextlib
import traceback
from pathlib import Path


def record(error: BaseException, folder: Path, name: str) -> str:
    """Write the trace below `folder` and return the message for the user."""
    path = folder / "_kesalahan" / f"{name}.txt"
    place = ""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
        place = f" Rinciannya di {path}; kirimkan berkas itu kepada pengelola program."
    return f"{name}: kesalahan program ({type(error).__name__}: {error}); laporan tidak dibuat.{place}"
