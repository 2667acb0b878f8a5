"""Compiled templates kept from run to run: in this package's `__pycache__`, on its terms and stricter ones.

Whoever may write there can replace the program itself, so what lies there is as trusted as the program:
nothing more is risked by running it. Beyond that, a folder or file that others may write is not used, every
entry carries the hash of its content, and its name is made of the template's own bytes and of every source
that shapes what is compiled: this module's neighbours, Jinja, docxtpl and Python's own bytecode version.
Where the folder cannot be written, templates are compiled anew in each run.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import importlib.util
import marshal
import os
import stat
import sys
import tempfile
from pathlib import Path
from typing import Any

KEPT = 64  # templates; the oldest go first
_OWN = ("document.py", "document_cache.py", "document_lists.py", "document_xml.py", "environment.py", "package.py")
_HASH = 32  # bytes of a SHA-256


def folder() -> Path:
    """Return where the compiled templates lie."""
    return Path(importlib.util.cache_from_source(__file__)).parent / "templat"


def load(content: bytes) -> Any:
    """Return what was stored for a template of this content, None where there is nothing to be trusted."""
    path = folder() / _name(content)
    if not _ours(path.parent, stat.S_ISDIR) or not _ours(path, stat.S_ISREG):
        return None
    with contextlib.suppress(OSError, ValueError, EOFError, TypeError):
        data = path.read_bytes()
        if hashlib.sha256(data[_HASH:]).digest() == data[:_HASH]:
            return marshal.loads(data[_HASH:])
    return None


def store(content: bytes, compiled: Any) -> None:
    """Keep what was compiled from a template of this content, where the folder can be written."""
    place = folder()
    with contextlib.suppress(OSError):
        place.mkdir(mode=0o755, parents=True, exist_ok=True)
        if not _ours(place, stat.S_ISDIR):
            return
        data = marshal.dumps(compiled)
        handle, name = tempfile.mkstemp(prefix=".", dir=place)
        with os.fdopen(handle, "wb") as stream:
            stream.write(hashlib.sha256(data).digest() + data)
        Path(name).chmod(0o644)
        Path(name).replace(place / _name(content))
        for old in sorted(place.iterdir(), key=lambda p: p.stat().st_mtime_ns, reverse=True)[KEPT:]:
            old.unlink(missing_ok=True)


def _name(content: bytes) -> str:
    return hashlib.sha256(_makers() + content).hexdigest()


@functools.cache
def _makers() -> bytes:
    """Return a hash of every source that shapes what a template is compiled to."""
    import jinja2

    here = Path(__file__).parent
    docxtpl = importlib.util.find_spec("docxtpl")
    found = [here / name for name in _OWN] + sorted(Path(jinja2.__file__).parent.glob("*.py"))
    if docxtpl is not None and docxtpl.origin:
        found += sorted(Path(docxtpl.origin).parent.glob("*.py"))
    digest = hashlib.sha256(importlib.util.MAGIC_NUMBER + str(sys.implementation.cache_tag).encode())
    for path in found:
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.digest()


def _ours(path: Path, kind: Any) -> bool:
    """Say whether the entry belongs to us, or to whom the program belongs, and nobody else may write it."""
    if os.name != "posix":
        return False
    try:
        at = path.lstat()
        owners = {os.geteuid(), Path(__file__).stat().st_uid}
    except OSError:
        return False
    return kind(at.st_mode) and at.st_uid in owners and not at.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
