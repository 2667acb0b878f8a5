"""Claims: statements about figures that were computed and hold. Sentences are made of nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.figure import Figure


@dataclass(frozen=True, slots=True)
class Klaim:
    """One statement that holds.

    `jenis` names the statement (`capaian.di_atas_target`, `tren.naik`, ...), `subjek` the indicator's
    key text or `laporan`; `angka` are the figures it speaks of by role, `kata` the names it needs.
    """

    jenis: str
    subjek: str
    angka: dict[str, Figure] = field(default_factory=dict)
    kata: dict[str, str] = field(default_factory=dict)
