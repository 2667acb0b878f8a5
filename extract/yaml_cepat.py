"""YAML files. What the program's own ones say is kept by content (see `simpanan`): parsing takes far longer."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
from pathlib import Path
from typing import Any

from msgspec import DecodeError, msgpack

from extract import simpanan

KEPT = 256  # files; the oldest go first
_AKAR = Path(__file__).resolve().parent.parent


class BukanYaml(ValueError):
    """The text is no YAML: what is wrong, and in which line where that is known."""

    def __init__(self, pesan: str, masalah: str, baris: int | None) -> None:
        super().__init__(pesan)
        self.masalah, self.baris = masalah, baris


def load_typed(path: Path) -> Any:
    """Return a file's texts, numbers, lists and dictionaries; raise BukanYaml where it is no YAML.

    Maps of recaps are plain texts (`load_texts`); what a person writes is read where its faults are told.
    """
    return _load(path, "SafeLoader")


def load_texts(path: Path) -> Any:
    """Return a file as plain texts, lists and dictionaries: no word becomes a number or a date."""
    return _load(path, "BaseLoader")


def folder() -> Path:
    """Return where what was parsed lies."""
    return Path(importlib.util.cache_from_source(__file__)).parent / "yaml"


def _load(path: Path, loader: str) -> Any:
    content = path.read_bytes()
    if not path.resolve().is_relative_to(_AKAR):  # an office's own: nothing of it is kept here
        return _parse(content, loader)
    place = folder() / hashlib.sha256(loader.encode() + content).hexdigest()
    known = simpanan.load(place)
    if known is not None:
        with contextlib.suppress(DecodeError):
            return msgpack.decode(known)
    found = _parse(content, loader)
    packed = msgpack.encode(found)
    if repr(msgpack.decode(packed)) == repr(found):  # a date, say, would come back as a text
        simpanan.store(place, packed, KEPT)
    return found


def _parse(content: bytes, loader: str) -> Any:
    import yaml

    try:
        return yaml.load(content.decode("utf-8"), Loader=getattr(yaml, f"C{loader}", getattr(yaml, loader)))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        raise BukanYaml(str(error), problem, mark.line + 1 if mark is not None else None) from error
