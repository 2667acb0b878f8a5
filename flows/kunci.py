"""The content key of one report: all its bytes depend on, by hash; paths are relative: folders may move."""

from __future__ import annotations

import functools
import hashlib
import json
import os
import shutil
import stat
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from pathlib import Path

from flows.kilas import Dikenal
from flows.wadah import AKAR

PACKAGES = ("extract", "transform", "render", "flows")
TEKS = "templates/teks"
_SKIP_FOLDERS = {"__pycache__", ".git", ".mypy_cache"}
_SKIP_ENDINGS = (".pyc", ".pyo")
_SMALL = 1 << 20
LOCK_FILE = "requirements.lock"


@dataclass(frozen=True, slots=True)
class Bahan:
    """The ingredients of one report: name -> sha256 for files, name -> text for settings and tools."""

    masukan: dict[str, str] = field(default_factory=dict)
    templat: dict[str, str] = field(default_factory=dict)
    program: dict[str, str] = field(default_factory=dict)
    setelan: dict[str, str] = field(default_factory=dict)
    pustaka: dict[str, str] = field(default_factory=dict)

    @property
    def kunci(self) -> str:
        """Return the content key: equal exactly when every ingredient is equal."""
        text = json.dumps(
            {item.name: getattr(self, item.name) for item in fields(self)}, sort_keys=True, ensure_ascii=False
        )
        return hashlib.sha256(text.encode()).hexdigest()


def file_sha256(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def hash_tree(root: Path, known: Dikenal | None = None) -> dict[str, str]:
    """Return relative name -> sha256 of every file below `root`; a link counts as the place it names.

    `known` may give a hash without reading the file (see `flows.kilas`).
    """
    found: dict[str, str] = {}
    for folder, subfolders, names in os.walk(root):
        subfolders[:] = sorted(s for s in subfolders if s not in _SKIP_FOLDERS)
        below = Path(folder).relative_to(root).as_posix()
        start = "" if below == "." else f"{below}/"
        for name in sorted(names):
            if name.endswith(_SKIP_ENDINGS) or name.startswith(("~$", ".~lock.")):
                continue
            path = f"{folder}{os.sep}{name}"
            name = f"{start}{name}".encode(errors="backslashreplace").decode()
            found[name] = (known(name, Path(path)) if known else None) or _hash_entry(path, root)
    return dict(sorted(found.items()))


def _hash_entry(path: str, root: Path) -> str:
    """Return the hash of one entry; small files, as the program's many are, are read whole."""
    try:
        seen = os.lstat(path)
    except FileNotFoundError:  # gone since it was listed
        return "bukan-berkas"
    if stat.S_ISREG(seen.st_mode) and seen.st_size < _SMALL:
        with open(path, "rb") as handle:  # noqa: PTH123 - hot path: hundreds of files before a run says anything
            return hashlib.sha256(handle.read()).hexdigest()
    place = Path(path)
    if place.is_symlink() and not _inside(place, root):
        return "tautan:" + hashlib.sha256(os.fsencode(place.readlink())).hexdigest()
    if not place.is_file():
        return "bukan-berkas"
    return file_sha256(place)


def _inside(path: Path, root: Path) -> bool:
    try:
        return path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):  # a link that leads round in a circle
        return False


@functools.cache
def program_files(root: Path = AKAR) -> dict[str, str]:
    """Return the hash of the program's own source: all files of the four packages, its own texts, the lock file.

    The texts (`templates/teks`) are read also for a report made with other templates.
    """
    folders = (*PACKAGES, TEKS)
    found = {f"{folder}/{name}": digest for folder in folders for name, digest in hash_tree(root / folder).items()}
    lock = root / LOCK_FILE
    if lock.is_file():
        found[LOCK_FILE] = file_sha256(lock)
    return found


@functools.cache
def tools() -> dict[str, str]:
    """Return what else shapes the output: Python, the installed libraries, LibreOffice."""
    libraries = sorted(_installed())
    digest = hashlib.sha256("\n".join(libraries).encode()).hexdigest()
    return {
        "python": ".".join(map(str, sys.version_info[:3])),
        "pustaka_sha256": digest,
        "libreoffice": _soffice_mark(),
    }


def _installed() -> Iterable[str]:
    """Yield `name-version.dist-info` of every installed library: a folder listing, not an import."""
    for entry in sys.path:
        if not entry.endswith("site-packages") or not Path(entry).is_dir():
            continue
        for item in os.scandir(entry):
            if item.name.endswith(".dist-info") and not item.name.startswith("lkjip-"):
                yield item.name


def _soffice_mark() -> str:
    """Return a mark that changes when LibreOffice is installed, removed or upgraded."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        return "tidak ada"
    home = Path(found).resolve().parent
    version = home / "versionrc"
    return file_sha256(version) if version.is_file() else f"ada:{(home / 'soffice').exists()}"


def collect(folder: Path, templat: Iterable[tuple[str, Path]], setelan: dict[str, str]) -> Bahan:
    """Return all ingredients of the satker whose recaps lie in `folder`."""
    templates = {f"{label}/{name}": digest for label, root in templat for name, digest in hash_tree(root).items()}
    return Bahan(
        masukan=hash_tree(folder),
        templat=templates,
        program=program_files(),
        setelan=setelan,
        pustaka=tools(),
    )


def changes(old: Bahan, new: Bahan) -> list[str]:
    """Return in Indonesian what differs between two sets of ingredients, one line each."""
    lines: list[str] = []
    for label, before, after in (
        ("berkas", old.masukan, new.masukan),
        ("templat", old.templat, new.templat),
        ("setelan", old.setelan, new.setelan),
        ("pustaka", old.pustaka, new.pustaka),
    ):
        lines += [f"{label} {name} {verb}" for name, verb in _compare(before, after)]
    program = _compare(old.program, new.program)
    if len(program) > 3:
        lines.append(f"program berubah ({len(program)} berkas)")
    else:
        lines += [f"program {name} {verb}" for name, verb in program]
    return lines


def _compare(before: dict[str, str], after: dict[str, str]) -> list[tuple[str, str]]:
    verbs = [(name, "dihapus") for name in before if name not in after]
    verbs += [(name, "baru") for name in after if name not in before]
    verbs += [(name, "berubah") for name in after if name in before and before[name] != after[name]]
    return sorted(verbs)
