"""How much one source file may cost before it is set aside."""

from __future__ import annotations

from msgspec import Struct


class Limits(Struct, frozen=True):
    """Limits for one file; a file beyond them is quarantined with a finding that names the limit."""

    seconds: float = 60.0
    page_seconds: float = 20.0
    memory_mb: int = 1500
    file_mb: int = 100
    unpacked_mb: int = 300
    pages: int = 500
    cells: int = 600_000
    merged_cells: int = 2_000_000
    pixels: int = 40_000_000


DEFAULT = Limits()
OUT_OF_MEMORY = 3  # exit code of a reading process that reached its memory limit
