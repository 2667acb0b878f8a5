"""Declared corrections of wrong sources: reasoned, applied in the open, failing when they no longer apply.

One file per year, `corrections/<tahun>.yml`, a list of entries. The printed value stays in the ledger;
the corrected one is a figure computed from it, whose formula names the reason and the person. An entry
whose printed text is not what the source says any more is a GALAT finding and changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from extract.finding import Finding, LkjipError, Tingkat
from extract.ketat import BukanBentuknya, Ketat, baca_ketat, check_finite
from extract.yaml_cepat import BukanYaml, load_typed
from transform.normalize import Row, Tables, place

FOLDER = Path(__file__).with_name("corrections")


class Koreksi(Ketat, frozen=True):
    """One correction: where, what stands there, what it should be, why, and who answers for it."""

    satker: str
    tabel: str
    kunci: dict[str, str | int]
    kolom: str
    tercetak: str
    nilai: Decimal
    alasan: str
    oleh: str

    def __post_init__(self) -> None:
        check_finite(self.nilai)

    @property
    def tempat(self) -> str:
        return f"{self.tabel} {' '.join(f'{k}={v}' for k, v in self.kunci.items())} kolom {self.kolom}"


def load_corrections(tahun: int, folder: Path = FOLDER) -> tuple[Koreksi, ...]:
    """Return the corrections declared for a year; a file that cannot be understood stops the run."""
    return _load(folder / f"{tahun}.yml")


@lru_cache(maxsize=8)
def _load(path: Path) -> tuple[Koreksi, ...]:
    if not path.exists():
        return ()
    try:
        return baca_ketat(tuple[Koreksi, ...], load_typed(path) or [])
    except (BukanYaml, BukanBentuknya) as error:
        raise LkjipError(f"Berkas koreksi {path.name} tidak dapat dibaca: {error}", kode="KOREKSI") from error


def apply_corrections(tables: Tables, corrections: Sequence[Koreksi], satker_id: str) -> list[Finding]:
    """Attach this satker's corrections to their rows; return what was done and what no longer applies."""
    return [_apply(tables, one) for one in corrections if one.satker == satker_id]


def _apply(tables: Tables, koreksi: Koreksi) -> Finding:
    row = next((row for row in tables.rows(koreksi.tabel) if _speaks_of(koreksi, row)), None)
    fact = row.cells.get(koreksi.kolom) if row is not None else None
    if row is None or fact is None or fact.teks_asli.strip() != koreksi.tercetak.strip():
        now = "tidak ada lagi" if fact is None else f"sekarang {fact.teks_asli!r}"
        return Finding(
            "KOREKSI-USANG", Tingkat.GALAT,
            f"Koreksi {koreksi.tempat} tidak berlaku lagi: nilai {koreksi.tercetak!r} {now}. Hapus koreksinya "
            f"atau betulkan ({koreksi.oleh}).",
            (place(fact.source),) if fact is not None else (), koreksi.tercetak, str(koreksi.nilai),
        )  # fmt: skip
    row.koreksi[koreksi.kolom] = (koreksi.nilai, f"koreksi: {koreksi.alasan} ({koreksi.oleh})")
    return Finding(
        "KOREKSI", Tingkat.INFO,
        f"Nilai {koreksi.tempat} dikoreksi dari {koreksi.tercetak} menjadi {koreksi.nilai}: {koreksi.alasan} "
        f"({koreksi.oleh}).",
        (place(fact.source),), koreksi.tercetak, str(koreksi.nilai),
    )  # fmt: skip


def _speaks_of(koreksi: Koreksi, row: Row) -> bool:
    return all(str(row.kunci.get(name)) == str(value) for name, value in koreksi.kunci.items())
