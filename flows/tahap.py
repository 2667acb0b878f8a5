"""Whole or not at all: outputs are staged beside their final folder and swapped in with one rename."""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from extract.finding import LkjipError

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


class OutputError(LkjipError):
    """The output folder cannot be written (exit code 2); the old output is intact."""


REASONS = {
    28: "Ruang disk habis. Kosongkan ruang di disk itu, lalu jalankan lagi.",
    122: "Kuota disk habis. Kosongkan ruang, lalu jalankan lagi.",
    27: "Berkasnya melebihi batas ukuran berkas akun ini (ulimit -f). Minta batasnya dinaikkan.",
    30: "Disk hanya dapat dibaca. Pilih folder lain dengan --output.",
    13: "Tidak ada izin menulis. Periksa izin folder atau pilih folder lain dengan --output.",
    1: "Tidak ada izin menulis. Periksa izin folder atau pilih folder lain dengan --output.",
}
FULL = frozenset({28, 122, 27, 30})  # these come from writing only, whatever was being done


def number_of(error: OSError) -> int:
    """Return the system's number of the error; that of the first file where many were copied."""
    if error.errno is None and (match := re.search(r"\[Errno (\d+)\]", str(error))):
        return int(match.group(1))
    return error.errno or 0


def explain(error: OSError, folder: Path) -> OutputError:
    """Return the Indonesian message for an operating-system error while writing."""
    reason = REASONS.get(number_of(error), f"Sistem menjawab: {error.strerror or error}.")
    return OutputError(
        f"Tidak dapat menulis ke {folder}. {reason} Keluaran lama tidak berubah.", kode="OUTPUT-TULIS"
    )


def lock_path(final: Path) -> Path:
    return final.parent / ".kunci" / f"{final.name}.lock"


@contextmanager
def satker_lock(final: Path, on_wait: Callable[[], None], timeout: float = 1800) -> Iterator[None]:
    """Hold the one lock of this output folder; a second run says so and waits."""
    from filelock import FileLock, Timeout

    path = lock_path(final)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            on_wait()
            lock.acquire(timeout=timeout)
    except Timeout as error:
        raise OutputError(
            f"{final.name} masih dikerjakan proses lain setelah {timeout:.0f} detik. "
            "Tunggu sampai selesai, lalu jalankan lagi.",
            kode="SATKER-TERKUNCI",
        ) from error
    except OSError as error:
        raise explain(error, final.parent) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def stage(final: Path) -> Iterator[Path]:
    """Give an empty folder on the output's file system; on success it becomes `final`, else nothing changes.

    Call only while holding the satker's lock: leftovers of killed runs are removed here.
    """
    if final.is_symlink():
        raise OutputError(
            f"{final} berupa tautan, bukan folder; tidak ditulis dan tidak diikuti. Hapus tautan itu, atau pilih "
            "folder lain dengan --output.", kode="OUTPUT-TULIS",
        )  # fmt: skip
    try:
        final.parent.mkdir(parents=True, exist_ok=True)
        recover(final)
        folder = Path(tempfile.mkdtemp(prefix=f".{final.name}.tahap-", dir=final.parent))
        folder.chmod(0o755)
    except OSError as error:
        raise explain(error, final.parent) from error
    try:
        yield folder
        _sync(folder)
        swap(folder, final)
    except OSError as error:
        raise explain(error, final.parent) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(_old_name(final), ignore_errors=True) if final.exists() else None


@contextmanager
def loose(folder: Path) -> Iterator[Path]:
    """Give an empty folder for files that stand among others; on success each one replaces its namesake, whole."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        staged = Path(tempfile.mkdtemp(prefix=".berkas-", dir=folder))
    except OSError as error:
        raise explain(error, folder) from error
    try:
        yield staged
        for path in sorted(p for p in staged.rglob("*") if p.is_file()):
            target = folder / path.relative_to(staged)
            target.parent.mkdir(parents=True, exist_ok=True)
            path.replace(target)
    except OSError as error:
        raise explain(error, folder) from error
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def recover(final: Path) -> None:
    """Undo what a killed run left behind: an unfinished swap is taken back, stages are removed."""
    old = _old_name(final)
    if old.exists() and not final.exists():
        old.rename(final)
    for leftover in [*final.parent.glob(f".{final.name}.tahap-*"), old]:
        shutil.rmtree(leftover, ignore_errors=True)


def swap(staged: Path, final: Path) -> None:
    """Make `staged` the final folder; what was there is gone only after the new one stands."""
    if not final.exists():
        staged.rename(final)
    elif not _exchange(staged, final):
        old = _old_name(final)
        final.rename(old)
        try:
            staged.rename(final)
        except OSError:
            old.rename(final)
            raise
    _sync_folder(final.parent)


def _old_name(final: Path) -> Path:
    return final.parent / f".{final.name}.lama"


def _exchange(first: Path, second: Path) -> bool:
    """Swap two folders in one step (Linux); False where the system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    import ctypes  # only where a report stands already

    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    done = rename(_AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second), _RENAME_EXCHANGE)
    return bool(done == 0)


def _sync(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as handle:
                os.fsync(handle.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
