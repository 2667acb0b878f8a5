"""The process that `lkjip buat` will wait for is started first of all, where the command is sure to need it.

For one satker that is its reading process, for all of them the server that workers are forked from. Started when
everything else is imported it would be awaited: it takes as long to start as the command line does.
Nothing but the system's own modules is imported here. A wrong guess costs no more than a process that is ended
unused; whether a report is made anew is decided elsewhere, by hashes.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from subprocess import Popen

_TANPA_BACA = frozenset({"--help", "-h", "--rencana", "--prefect"})
_PANAS = "flows.panas"  # what the server of the workers loads once for all of them
_dini: list[Popen[bytes]] = []  # one at most: started, and not yet taken over


def start(args: Sequence[str]) -> None:
    """Start a reading process where these arguments ask for one satker whose recaps are newer than its report.

    Where they ask for all satker, the server that the workers are forked from.
    """
    if _will_make(args) and "--semua" in args:
        start_server()
    elif "flows.pembaca" not in sys.modules and _will_read(args):  # who imported that has a process already
        from extract.isolate_mulai import spawn

        _dini.append(spawn())


def start_server() -> None:
    """Start the server that workers are forked from, where it is not yet on its way."""
    if sys.platform == "win32":
        return
    from multiprocessing import forkserver

    forkserver.set_forkserver_preload([_PANAS])
    forkserver.ensure_running()


def take() -> Popen[bytes] | None:
    """Hand over the process that was started early, if any: who takes it ends it."""
    return _dini.pop() if _dini else None


def close() -> None:
    """End a process that nobody took over."""
    if child := take():
        from extract.isolate_mulai import end

        end(child)


def _will_make(args: Sequence[str]) -> bool:
    return args[:1] == ["buat"] and not _TANPA_BACA.intersection(args) and not os.environ.get("PREFECT_API_URL")


def _will_read(args: Sequence[str]) -> bool:
    if not _will_make(args):
        return False
    tahun = _value(args, "--tahun", "-")
    masa = f"{tahun}-semester1" if "--semester" in args else tahun
    root = Path(_value(args, "--input", "input"))
    named = [name for name in args[1:] if name[:1].isalnum() and "/" not in name]
    found = {
        name: folder for name in named for folder in (root / tahun / name, root / masa / name) if folder.is_dir()
    }
    if len(found) != 1:
        return False
    name, folder = found.popitem()
    record = Path(_value(args, "--output", "output"), masa, name, "proses.json")
    return "--paksa" in args or not record.is_file() or _changed(folder) > record.stat().st_mtime


def _changed(folder: Path) -> float:
    """Return when a folder or a file in it was last changed."""
    return max(entry.stat().st_mtime for entry in (folder, *folder.iterdir()) if entry.exists())


def _value(args: Sequence[str], name: str, default: str) -> str:
    for place, arg in enumerate(args):
        if arg == name:
            return next(iter(args[place + 1 : place + 2]), default)
        if arg.startswith(f"{name}="):
            return arg.removeprefix(f"{name}=")
    return default
