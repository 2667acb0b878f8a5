"""`lkjip buat`: from the wanted satker and years to jobs, their run and the closing lines."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from flows import batch
from flows.pekerjaan import BAB, Akhir, HasilSatker, Pekerjaan
from flows.tampilan import findings_text, outcome
from flows.wadah import Masa, WrongUsage, periods, require_satker, satker_names


@dataclass(frozen=True, slots=True)
class Permintaan:
    """The command as typed."""

    satker: tuple[str, ...]
    tahun: int | None
    semua: bool
    bab: str
    masukan: Path
    keluaran: Path
    semester: bool
    pedoman: str
    templat: Path | None
    prefect: bool
    paksa: bool
    rencana: bool
    pdf: bool
    lewati_rusak: bool
    jobs: int
    beritahu: str = ""


def run(wanted: Permintaan) -> int:
    """Carry the command out; return its exit code."""
    works = jobs_of(wanted)
    told = _told(wanted)
    if wanted.rencana:
        from flows.rencana import show

        return show(works)
    codes = []
    for masa in dict.fromkeys(w.masa for w in works):
        part = [w for w in works if w.masa == masa]
        results = batch.jalankan(part, wanted.jobs or None, _runner(wanted))
        if wanted.semua or len(part) > 1:
            folder = batch.tulis_ringkasan(wanted.keluaran, masa.folder, results)
            print_batch(masa, results, folder)
            told(masa, results, folder / "_ringkasan.html")
        else:
            print_one(masa, results[0])
            told(masa, results, part[0].keluaran)
        codes.append(batch.exit_code(results))
    return max(codes)


def _told(wanted: Permintaan) -> Callable[[Masa, Sequence[HasilSatker], Path], None]:
    """Return what tells the block the command names how a period went: nothing without --beritahu."""
    if not wanted.beritahu:
        return lambda masa, results, place: None
    from flows import beritahu

    block = beritahu.parse(wanted.beritahu)

    def tell(masa: Masa, results: Sequence[HasilSatker], place: Path) -> None:
        beritahu.send(block, beritahu.compose(masa.folder, results, place))

    return tell


def _runner(wanted: Permintaan) -> batch.Pelari | None:
    """Return Prefect's way of running when it was asked for or a server is configured."""
    url = os.environ.get("PREFECT_API_URL")
    if not wanted.prefect and not url:
        return None
    from flows.jadwal import reachable

    if url and not reachable(url):
        print(f"Server Prefect {url} tidak menjawab; laporan disusun tanpa Prefect.", file=sys.stderr)
        return None
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "CRITICAL")
    from flows.prefect_flows import pelari

    return pelari(wanted.jobs or None)


def jobs_of(wanted: Permintaan) -> list[Pekerjaan]:
    """Return the jobs the command means; raise where it is not clear or not possible."""
    chapters = [name.strip().removeprefix("bab") for name in wanted.bab.lower().split(",") if name.strip()]
    if unknown := [name for name in chapters if name not in BAB]:
        raise WrongUsage(f"Bab '{unknown[0]}' tidak ada. Pilih di antara: {', '.join(BAB)}.")
    if wanted.templat and not wanted.templat.is_dir():
        raise WrongUsage(f"Folder templat {wanted.templat} tidak ada. Buat dengan: lkjip templat salin FOLDER")
    pairs = [(masa, name) for masa in _masa(wanted) for name in _names(wanted, masa)]
    if not pairs:
        raise WrongUsage(
            f"Tidak ada satker di {wanted.masukan}. Susunannya: {wanted.masukan}/<tahun>/<satker>/ "
            "berisi rekap; buat dengan: lkjip baru SATKER --tahun N"
        )
    return [
        Pekerjaan(
            satker=name,
            masa=masa,
            akar_masukan=wanted.masukan,
            akar_keluaran=wanted.keluaran,
            pedoman=wanted.pedoman,
            templat=wanted.templat,
            bab=",".join(sorted(set(chapters))),
            pdf=wanted.pdf,
            paksa=wanted.paksa,
            lewati_rusak=wanted.lewati_rusak,
        )
        for masa, name in pairs
    ]


def _masa(wanted: Permintaan) -> list[Masa]:
    semester = 1 if wanted.semester else None
    if wanted.tahun is not None:
        return [Masa(wanted.tahun, semester)]
    if not wanted.semua:
        raise WrongUsage("Sebutkan tahunnya, misalnya: lkjip buat bapas-polewali --tahun 2023")
    return [m for m in periods(wanted.masukan) if m.semester == semester]


def _names(wanted: Permintaan, masa: Masa) -> list[str]:
    if wanted.semua:
        if wanted.satker:
            raise WrongUsage("Pilih salah satu: sebut satkernya, atau --semua.")
        return satker_names(wanted.masukan, masa)
    if not wanted.satker:
        raise WrongUsage("Sebutkan satkernya, atau pakai --semua untuk semua satker.")
    for name in wanted.satker:
        require_satker(wanted.masukan, masa, name)
    return list(dict.fromkeys(wanted.satker))


def print_one(masa: Masa, hasil: HasilSatker) -> None:
    """Print the closing lines of one satker: where the report is, findings, what is missing."""
    title = f"{hasil.satker} {masa.folder}"
    if hasil.akhir is Akhir.GAGAL:
        print(f"{title}: laporan tidak dibuat.")
        for message in hasil.galat:
            print(f"  {message}")
        return
    print(f"{title}: {outcome(hasil)}")
    for name in hasil.laporan:
        print(f"  Laporan : {name}")
    print(f"  Temuan  : {findings_text(hasil.temuan).removeprefix('temuan: ')} ({hasil.folder}/temuan.xlsx)")
    _print_list("Galat", hasil.galat)
    _print_list("Rekap yang belum ada", hasil.rekap_kurang)
    _print_list("PERLU DIISI", hasil.tugas)
    _print_list("Perubahan dari laporan sebelumnya", hasil.perubahan, limit=30)
    for note in hasil.catatan:
        print(f"  {note}")


def _print_list(title: str, rows: Sequence[str], limit: int = 8) -> None:
    if not rows:
        return
    print(f"  {title} ({len(rows)}):")
    for row in rows[:limit]:
        print(f"    - {row}")
    if len(rows) > limit:
        print(f"    ... dan {len(rows) - limit} lagi")


def print_batch(masa: Masa, results: Sequence[HasilSatker], folder: Path) -> None:
    """Print the closing lines of a batch."""
    text = (folder / "_ringkasan.txt").read_text(encoding="utf-8")
    print(text, end="")
    for hasil in results:
        for name in hasil.laporan[:1]:
            print(f"  Laporan : {name}")
    notes = dict.fromkeys(note for hasil in results for note in hasil.catatan)
    for note in notes:
        print(f"  {note}")
    print(f"Ringkasan: {folder}/_ringkasan.txt, .xlsx, .html; pesan untuk satker: {folder}/_pesan/")
