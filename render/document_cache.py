"""Compiled templates kept from run to run (see `extract.simpanan`).

An entry's name is made of the template's own bytes and of every source that shapes what is compiled: this
module's neighbours, Jinja, docxtpl and Python's own bytecode version.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import importlib.util
import marshal
import sys
from pathlib import Path
from typing import Any

from extract import simpanan

KEPT = 64  # templates; the oldest go first
_OWN = ("document.py", "document_cache.py", "document_lists.py", "document_xml.py", "environment.py", "package.py")


def folder() -> Path:
    """Return where the compiled templates lie."""
    return Path(importlib.util.cache_from_source(__file__)).parent / "templat"


def load(content: bytes) -> Any:
    """Return what was stored for a template of this content, None where there is nothing to be trusted."""
    data = simpanan.load(folder() / _name(content))
    if data is not None:
        with contextlib.suppress(ValueError, EOFError, TypeError):
            return marshal.loads(data)
    return None


def store(content: bytes, compiled: Any) -> None:
    """Keep what was compiled from a template of this content, where the folder can be written."""
    simpanan.store(folder() / _name(content), marshal.dumps(compiled), KEPT)


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
