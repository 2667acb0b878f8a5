"""Claims: statements about figures that were computed and hold. Sentences are made of nothing else.

A `Klaim` checks itself: its kind must be in `JENIS_KLAIM`, its figures and words must be those of the
kind, and the statement must hold for them. A claim that does not hold cannot be created.
"""

from __future__ import annotations

import re

from msgspec import Struct, field

from extract.figure import Figure
from extract.finding import LkjipError
from transform import klaim_jenis_indikator, klaim_jenis_laporan
from transform.klaim_jenis import JENIS_KLAIM, JenisKlaim

__all__ = ["JENIS_KLAIM", "JenisKlaim", "Klaim"]
_REGISTERED = (klaim_jenis_indikator, klaim_jenis_laporan)  # importing them fills the registry
_FREE_ROLE = re.compile(r"^(tahun_\d{4}|rincian_\d+)$")


class Klaim(Struct, frozen=True):
    """One statement that holds.

    `jenis` names the statement (`capaian.di_atas_target`, `tren.realisasi_naik`, ...), `subjek` the
    indicator's key text or `laporan`; `angka` are the figures it speaks of by role, `kata` the names
    it needs. Roles and words of each kind: `JENIS_KLAIM`.
    """

    jenis: str
    subjek: str
    angka: dict[str, Figure] = field(default_factory=dict)
    kata: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        jenis = JENIS_KLAIM.get(self.jenis)
        if jenis is None:
            raise self._error("jenis ini tidak dikenal")
        self._check_roles(jenis)
        words = set(self.kata)
        if missing := set(jenis.kata) - words:
            raise self._error(f"kata {sorted(missing)} tidak ada")
        if unknown := words - set(jenis.kata) - set(jenis.kata_opsional):
            raise self._error(f"kata {sorted(unknown)} tidak dikenal")
        try:
            holds = jenis.berlaku(self.angka, self.kata)
        except (KeyError, ValueError, ArithmeticError) as error:
            raise self._error(f"tidak dapat diuji ({error})") from error
        if not holds:
            raise self._error("pernyataan tidak berlaku untuk angkanya")

    def _check_roles(self, jenis: JenisKlaim) -> None:
        roles = set(self.angka)
        if missing := set(jenis.peran) - roles:
            raise self._error(f"angka {sorted(missing)} tidak ada")
        unknown = roles - set(jenis.peran) - set(jenis.peran_opsional)
        if jenis.bebas:
            unknown = {role for role in unknown if not _FREE_ROLE.match(role)}
        if unknown:
            raise self._error(f"angka {sorted(unknown)} tidak dikenal")

    def _error(self, text: str) -> LkjipError:
        return LkjipError(f"Klaim {self.jenis} tentang {self.subjek}: {text}", kode="KLAIM-SALAH")
