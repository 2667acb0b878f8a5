"""The watcher: a satker is made anew when its recaps change and have stopped changing."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from flows.wadah import Masa, WrongUsage

TENANG_DETIK = 3.0  # copying a folder takes a while; wait until nothing has changed for so long
Buat = Callable[[str], int]


def watch_folder(tahun: int, masukan: Path, keluaran: Path, *, pdf: bool) -> int:
    """Watch the year's folder until interrupted."""
    folder = masukan / Masa(tahun).folder
    if not folder.is_dir():
        raise WrongUsage(
            f"Folder {folder} tidak ada. Buat dahulu, misalnya dengan: lkjip baru SATKER --tahun {tahun}"
        )
    print(f"Memantau {folder}. Berhenti dengan Ctrl-C.", flush=True)

    def make(satker: str) -> int:
        print(f"{time.strftime('%H:%M:%S')} {satker}: rekap berubah, menyusun ulang ...", flush=True)
        command = [sys.executable, "-m", "flows.cli", "buat", satker, "--tahun", str(tahun)]
        command += ["--input", str(masukan), "--output", str(keluaran), *([] if pdf else ["--tanpa-pdf"])]
        return subprocess.run(command, check=False).returncode

    watch(folder, make)
    return 0


def watch(folder: Path, make: Buat, stop: threading.Event | None = None, quiet: float = TENANG_DETIK) -> None:
    """Call `make` with each satker whose files changed, once they have been quiet for a while."""
    from watchfiles import watch as watch_files

    pending: dict[str, float] = {}
    changes = watch_files(folder, stop_event=stop, rust_timeout=500, yield_on_timeout=True, raise_interrupt=True)
    for batch in changes:
        now = time.monotonic()
        for satker in touched(folder, (path for _, path in batch)):
            pending[satker] = now
        for satker in [s for s, since in pending.items() if now - since >= quiet]:
            del pending[satker]
            if (folder / satker).is_dir():
                make(satker)


def touched(folder: Path, paths: Iterable[str]) -> set[str]:
    """Return the satker the changed paths belong to; office lock files and hidden files do not count."""
    found = set()
    for name in paths:
        parts = Path(name).resolve().relative_to(folder.resolve()).parts
        if len(parts) >= 2 and not parts[-1].startswith((".", "~$")) and not parts[0].startswith((".", "_")):
            found.add(parts[0])
    return found
