"""All that was understood of a report, as the rules read it."""

from __future__ import annotations

from msgspec import Struct, field

from extract.laporan_indikator import (
    AngkaDok,
    BarisKinerja,
    Register,
)
from extract.laporan_kalimat import Kalimat, Klaim
from extract.laporan_model import DokLaporan
from extract.laporan_rumus import Rumus
from extract.laporan_struktur import Struktur
from extract.laporan_tabel import TabelPaham


class Pemahaman(Struct):
    """All that was understood of one report."""

    dokumen: DokLaporan
    struktur: Struktur
    tabel: list[TabelPaham]
    register: Register
    baris: list[BarisKinerja] = field(default_factory=list)
    angka: list[AngkaDok] = field(default_factory=list)
    rumus: list[Rumus] = field(default_factory=list)
    klaim: list[Klaim] = field(default_factory=list)
    konteks: dict[int, int | None] = field(default_factory=dict)  # block -> indicator it is about
    kalimat: list[Kalimat] = field(default_factory=list)
    kepala: set[int] = field(default_factory=set)  # blocks that are headings of indicators
    sasaran: dict[int, str] = field(default_factory=dict)

    @property
    def tahun(self) -> int | None:
        return self.struktur.tahun

    def nama(self, indikator: int | None) -> str:
        return self.register.semua[indikator].nama if indikator is not None else ""
