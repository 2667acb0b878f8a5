"""`lkjip buat --rencana`: what changed and what a run would change. Writes nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extract.finding import LkjipError
from flows import kunci, perubahan
from flows.buat import gather, is_current, widen
from flows.langkah import Langkah
from flows.pekerjaan import Pekerjaan
from flows.proses import Proses


@dataclass(frozen=True, slots=True)
class Rencana:
    """The plan of one satker: nothing to do, a first run, or what changed and its consequences."""

    satker: str
    keadaan: str
    baris: tuple[str, ...] = ()
    gagal: bool = False


def show(works: Sequence[Pekerjaan]) -> int:
    """Print the plan of every job; return 0, or 2 when one cannot be worked out."""
    plans = [plan(kerja) for kerja in works]
    for one in plans:
        print(f"{one.satker}: {one.keadaan}")
        for line in one.baris:
            print(f"  {line}")
    return 2 if any(p.gagal for p in plans) else 0


def plan(kerja: Pekerjaan) -> Rencana:
    """Return what a run of this job would do, from a trial run without PDF in a temporary folder."""
    try:
        before = Proses.read(kerja.keluaran)
        kerja = widen(kerja, before)
        bahan = gather(kerja)
        if before is None:
            return Rencana(kerja.satker, "akan dibuat pertama kali", (f"{len(bahan.masukan)} berkas rekap",))
        if not kerja.paksa and is_current(kerja, bahan, before, kerja.keluaran):
            return Rencana(kerja.satker, "tidak ada yang berubah; laporan tetap")
        with tempfile.TemporaryDirectory(prefix="lkjip-rencana-") as name:
            _trial(replace(kerja, pdf=False), Path(name))
            found = perubahan.compare(kerja.keluaran, Path(name))
    except LkjipError as error:
        return Rencana(kerja.satker, "tidak dapat dibuat", tuple(str(error).splitlines()), gagal=True)
    return Rencana(kerja.satker, "akan dibuat ulang", tuple(describe(before.bahan, bahan, found)))


def _trial(kerja: Pekerjaan, folder: Path) -> None:
    langkah = Langkah()
    bacaan = langkah.baca(kerja)
    laporan = langkah.hitung(kerja, bacaan)
    hasil = langkah.tulis(kerja, bacaan, laporan, folder)
    langkah.simpan(kerja, bacaan, laporan, hasil, folder)


def describe(old: kunci.Bahan, new: kunci.Bahan, found: perubahan.Perubahan) -> list[str]:
    """Return `berkas X berubah -> 3 angka, Tabel 3.4, 2 kalimat` for each ingredient, then the blackline."""
    reasons = kunci.changes(old, new) or ["diminta (--paksa)"]
    files = {n for n in {*old.masukan, *new.masukan} if old.masukan.get(n) != new.masukan.get(n)}
    lines = []
    for reason in reasons:
        name = next((n for n in files if reason.startswith(f"berkas {n} ")), None)
        only = {name} if name and len(reasons) > 1 else None
        lines.append(f"{reason} -> {found.summary(only)}")
    return [*lines, *found.lines()[1:]]
