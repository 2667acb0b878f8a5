"""Scanned pages of a report: words from optical reading, marked as such."""

from __future__ import annotations

from pathlib import Path

from extract.laporan_pdf import HalamanMentah


def read_scanned(path: Path, pages: list[HalamanMentah]) -> bool:
    """Fill the pages with words read optically; False where no reader is available."""
    return False
