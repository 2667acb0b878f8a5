"""The watcher: a satker is made anew when its recaps change and have stopped changing."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from flows import beritahu, kunci
from flows.buat import unchanged
from flows.pekerjaan import Akhir, HasilSatker, Pekerjaan
from flows.proses import Proses
from flows.wadah import Masa, WrongUsage, satker_names

TENANG_DETIK = 3.0  # copying a folder takes a while; wait until nothing has changed for so long
BERKAS_JARINGAN = ("nfs", "cifs", "smb", "fuse", "9p", "afs", "ceph", "gluster")
Buat = Callable[[list[str]], None]


def watch_folder(tahun: int, masukan: Path, keluaran: Path, *, pdf: bool, block: str = "") -> int:
    """Watch the year's folder until interrupted."""
    masa = Masa(tahun)
    folder = masukan / masa.folder
    if not folder.is_dir():
        raise WrongUsage(
            f"Folder {folder} tidak ada. Buat dahulu, misalnya dengan: lkjip baru SATKER --tahun {tahun}"
        )
    beritahu.check(block)
    on_network = lies_on_network(folder)
    note = " Folder jaringan: perubahan dicari berkala." if on_network else ""
    print(f"Memantau {folder}.{note} Berhenti dengan Ctrl-C.", flush=True)

    def make(names: list[str]) -> None:
        results = [_make(Pekerjaan(name, masa, masukan, keluaran, pdf=pdf)) for name in names]
        beritahu.send(block, beritahu.compose(masa.folder, results, keluaran / masa.folder))

    watch(folder, make, polling=on_network, at_start=outdated(masa, masukan, keluaran))
    return 0


def _make(kerja: Pekerjaan) -> HasilSatker:
    """Make one satker in a process of its own: the program may have been replaced since the watcher started."""
    _say(f"{kerja.satker}: rekap berubah, menyusun ulang ...")
    command = [sys.executable, "-m", "flows.cli", "buat", kerja.satker, "--tahun", str(kerja.masa.tahun)]
    command += ["--input", str(kerja.akar_masukan), "--output", str(kerja.akar_keluaran)]
    code = subprocess.run([*command, *([] if kerja.pdf else ["--tanpa-pdf"])], check=False).returncode
    record = Proses.read(kerja.keluaran)
    if record is not None and code in (0, 1) and is_current(kerja, record):
        _say(f"{kerja.satker}: laporan mutakhir.")
        return unchanged(kerja, record, kerja.keluaran)
    kept = "laporan lama tetap" if record else "belum ada laporan"
    _say(f"{kerja.satker}: GAGAL, {kept}; sebabnya tertulis di atas. Dicoba lagi ketika rekapnya berubah.")
    return HasilSatker(kerja.satker, Akhir.GAGAL, kode_keluar=code or 1)


def _say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text}", flush=True)


def is_current(kerja: Pekerjaan, record: Proses) -> bool:
    """Return whether the standing report was made from the recaps as they are now."""
    try:
        return record.bahan.masukan == kunci.hash_tree(kerja.masukan)
    except (OSError, WrongUsage):  # removed meanwhile
        return False


def outdated(masa: Masa, masukan: Path, keluaran: Path) -> list[str]:
    """Return the satker whose report is older than their recaps: changed while nobody was watching."""
    works = [Pekerjaan(name, masa, masukan, keluaran) for name in satker_names(masukan, masa)]
    found = [(kerja, Proses.read(kerja.keluaran)) for kerja in works]
    return [kerja.satker for kerja, record in found if record is not None and not is_current(kerja, record)]


def lies_on_network(folder: Path, mounts: Path = Path("/proc/mounts")) -> bool:
    """Return whether the folder lies on shared storage, where the system does not tell of others' changes."""
    place, best, kind = str(folder.resolve()), "", ""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    for line in lines:
        _, where, name, *_ = line.split(" ")
        where = where.replace("\\040", " ")
        if len(where) >= len(best) and (place == where or place.startswith(where.rstrip("/") + "/")):
            best, kind = where, name
    return kind.startswith(BERKAS_JARINGAN)


def watch(
    folder: Path,
    make: Buat,
    stop: threading.Event | None = None,
    quiet: float = TENANG_DETIK,
    *,
    polling: bool | None = None,
    at_start: Iterable[str] = (),
) -> None:
    """Call `make` with the satker whose files changed, once they have been quiet for a while."""
    from watchfiles import watch as watch_files

    pending: dict[str, float] = dict.fromkeys(at_start, time.monotonic())
    changes = watch_files(
        folder.absolute(), stop_event=stop, rust_timeout=500, yield_on_timeout=True, raise_interrupt=True,
        force_polling=polling or None, ignore_permission_denied=True,
    )  # fmt: skip
    for batch in changes:  # absolute paths
        now = time.monotonic()
        for satker in touched(folder, (path for _, path in batch)):
            pending[satker] = now
        ready = [s for s, since in pending.items() if now - since >= quiet]
        for satker in ready:
            del pending[satker]
        if present := [s for s in ready if (folder / s).is_dir()]:
            make(present)


def touched(folder: Path, paths: Iterable[str]) -> set[str]:
    """Return the satker the changed paths belong to; office lock files and hidden files do not count."""
    roots = {folder.absolute(), folder.resolve()}
    found = set()
    for path in map(Path, paths):
        parts = next((path.relative_to(r).parts for r in roots if path.is_relative_to(r)), ())
        if len(parts) >= 2 and not parts[-1].startswith((".", "~$")) and not parts[0].startswith((".", "_")):
            found.add(parts[0])
    return found
