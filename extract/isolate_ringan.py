"""pdfminer in the reading process without the libraries that it imports and a plain recap never needs.

Each is there at the moment when it is asked for: `charset_normalizer` when a name in a PDF is of no known
encoding, `cryptography` when a file is locked. Together they would take a fifth of the process's start.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.machinery import PathFinder
from types import ModuleType
from typing import Any

_CIPHERS = {
    "cryptography.hazmat.backends": ("default_backend",),
    "cryptography.hazmat.primitives.ciphers": ("Cipher", "algorithms", "modes"),
}


def import_pdfminer() -> None:
    """Import what opens a file; nothing where pdfminer is there already."""
    if "pdfminer" in sys.modules:
        return
    if spec := PathFinder.find_spec("pdfminer"):  # not executed: it only asks the installation for its own version
        package = sys.modules["pdfminer"] = ModuleType("pdfminer")
        package.__spec__, package.__path__ = spec, spec.submodule_search_locations or []
    stands = {name: dict.fromkeys(parts) for name, parts in _CIPHERS.items() if name not in sys.modules}
    if "charset_normalizer" not in sys.modules:
        stands["charset_normalizer"] = {"detect": _detect}
    for name, parts in stands.items():
        stand_in = sys.modules[name] = ModuleType(name)
        vars(stand_in).update(parts)
    try:
        import_module("pdfminer.pdfdocument")
    finally:
        for name in stands:
            del sys.modules[name]


def _detect(data: bytes) -> Any:
    return import_module("charset_normalizer").detect(data)


def import_ciphers() -> None:
    """Give pdfminer what it opens locked files with."""
    document = import_module("pdfminer.pdfdocument")
    for name, parts in _CIPHERS.items():
        for part in parts:
            if getattr(document, part) is None:
                setattr(document, part, getattr(import_module(name), part))
