"""A first look at files: same size, times and place on the disk as when they were hashed, so the same content.

Used where only a state is shown (`lkjip status`). What decides whether a report is made anew always hashes.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

_TERLALU_BARU = 2_000_000_000  # nanoseconds: a file changed so recently may change again within one clock tick
_DETIK = 1_000_000_000

Dikenal = Callable[[str, Path], str | None]


def look(root: Path, names: Iterable[str], *, settled: bool = True) -> dict[str, str]:
    """Return name -> mark of the files whose next change is sure to show in their mark.

    The mark holds the time of the last change of the entry itself, which no copying tool can set back.
    `settled` leaves out what changed a moment ago; files in a stage that nobody else sees need no such wait.
    """
    now = time.time_ns()
    found = {}
    for name in names:
        if (seen := _mark(root / name)) is None:
            continue
        mark, changed = seen
        if not settled or changed < now - _TERLALU_BARU:
            found[name] = mark
    return found


def _mark(path: Path) -> tuple[str, int] | None:
    """Return the mark of a file and when it last changed; None where the system's clock tells too little."""
    if os.name != "posix":  # elsewhere the time of change is the time of birth
        return None
    try:
        at = path.lstat()
    except OSError:
        return None
    if path.is_symlink() or at.st_ctime_ns % _DETIK == 0:  # a link's target, or whole seconds only
        return None
    return f"{at.st_size}:{at.st_mtime_ns}:{at.st_ctime_ns}:{at.st_ino}", at.st_ctime_ns


def remembered(hashes: dict[str, str], marks: Any) -> Dikenal:
    """Return what knows the hash of a file without reading it: its mark is still the recorded one."""
    if not isinstance(marks, dict):
        return lambda name, path: None

    def known(name: str, path: Path) -> str | None:
        mark = marks.get(name)
        if not mark or (seen := _mark(path)) is None or seen[0] != mark:
            return None
        return hashes.get(name)

    return known
