"""The project's own YAML files: read at once where they are plain, else by the full parser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from extract.yaml_lugas import Skalar, TidakLugas, plain_text, read_lugas, typed


class BukanYaml(ValueError):
    """The text is no YAML: what is wrong, and in which line where that is known."""

    def __init__(self, pesan: str, masalah: str, baris: int | None) -> None:
        super().__init__(pesan)
        self.masalah, self.baris = masalah, baris


def load_typed(path: Path) -> Any:
    """Return a file's texts, numbers, lists and dictionaries; raise BukanYaml where it is no YAML.

    Maps of recaps are plain texts (`load_texts`); what a person writes is read where its faults are told.
    """
    return _load(path, typed, "SafeLoader")


def load_texts(path: Path) -> Any:
    """Return a file as plain texts, lists and dictionaries: no word becomes a number or a date."""
    return _load(path, plain_text, "BaseLoader")


def _load(path: Path, skalar: Skalar, loader: str) -> Any:
    text = path.read_text(encoding="utf-8")
    try:
        return read_lugas(text, skalar)
    except (TidakLugas, RecursionError):
        return _load_full(text, loader)


def _load_full(text: str, loader: str) -> Any:
    import yaml

    try:
        return yaml.load(text, Loader=getattr(yaml, f"C{loader}", getattr(yaml, loader)))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        raise BukanYaml(str(error), problem, mark.line + 1 if mark is not None else None) from error
