"""One job: a satker, a period, and the settings it is run with; small and picklable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from flows.wadah import AKAR, Masa, output_folder, require_satker

BAB = ("depan", "1", "2", "3", "4", "lampiran")
Lapor = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Pekerjaan:
    """What to make for one satker. `templat` and `pedoman` empty: those that come with the program."""

    satker: str
    masa: Masa
    akar_masukan: Path = Path("input")
    akar_keluaran: Path = Path("output")
    pedoman: str = ""
    templat: Path | None = None
    bab: str = ""
    pdf: bool = True
    paksa: bool = False
    lewati_rusak: bool = False

    @property
    def masukan(self) -> Path:
        return require_satker(self.akar_masukan, self.masa, self.satker)

    @property
    def keluaran(self) -> Path:
        return output_folder(self.akar_keluaran, self.masa, self.satker)

    @property
    def folder_templat(self) -> Path:
        return self.templat or AKAR / "templates"

    def kembali(self, setelan: dict[str, str]) -> Pekerjaan:
        """Return this job with the recorded settings that `setelan` wrote, made anew."""
        return replace(
            self,
            bab=setelan.get("bab", ""),
            pdf=setelan.get("pdf") == "ya",
            lewati_rusak=setelan.get("lewati_rusak") == "ya",
            paksa=True,
        )

    def setelan(self) -> dict[str, str]:
        """Return every setting that shapes the output, as text for the content key."""
        return {
            "satker": self.satker,
            "masa": self.masa.folder,
            "pedoman": self.pedoman,
            "bab": self.bab,
            "pdf": "ya" if self.pdf else "tidak",
            "lewati_rusak": "ya" if self.lewati_rusak else "tidak",
        }


class Akhir(StrEnum):
    """How a job ended."""

    SELESAI = "selesai"  # a new report stands
    TETAP = "tidak berubah"  # the report that stands is current
    GAGAL = "gagal"  # no new report; the old one, if any, is intact


@dataclass(frozen=True, slots=True)
class HasilSatker:
    """The small record of one job: what the summary, the status and the messages need."""

    satker: str
    akhir: Akhir
    folder: str = ""
    laporan: tuple[str, ...] = ()  # the report's files, .docx first
    temuan: dict[str, int] = field(default_factory=dict)
    galat: tuple[str, ...] = ()  # messages of level GALAT, or why it failed
    tugas: tuple[str, ...] = ()  # what a person still has to fill in
    rekap_kurang: tuple[str, ...] = ()
    alasan: tuple[str, ...] = ()  # what had changed, so that it was made anew
    perubahan: tuple[str, ...] = ()  # the blackline against the report before
    catatan: tuple[str, ...] = ()
    lama_detik: float = 0.0
    kode_keluar: int = 0
