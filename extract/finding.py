"""Findings: what is wrong or doubtful, said so that a clerk can act on it."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Tingkat(StrEnum):
    """GALAT stops or marks the report, PERINGATAN is listed with it, INFO only informs."""

    GALAT = "GALAT"
    PERINGATAN = "PERINGATAN"
    INFO = "INFO"


class Finding(Struct, frozen=True):
    """One finding. `kode` never changes meaning; `pesan` is Indonesian: file, place, what to do.

    `lokasi` holds `file: locator` strings, both places where two sources disagree; `figure_ids` the
    figures concerned, so that pages can link them.
    """

    kode: str
    tingkat: Tingkat
    pesan: str
    lokasi: tuple[str, ...] = ()
    tercetak: str | None = None
    seharusnya: str | None = None
    figure_ids: tuple[str, ...] = ()


class LkjipError(Exception):
    """A condition under which going on could print a wrong figure. Its text is Indonesian."""

    def __init__(self, pesan: str, *, kode: str = "UMUM", lokasi: tuple[str, ...] = ()) -> None:
        super().__init__(pesan)
        self.kode = kode
        self.lokasi = lokasi


class UnreadableInput(LkjipError):
    """An input file or folder that cannot be read at all (exit code 2)."""
