"""The whole line for one satker: locked, only when something changed, staged, swapped in whole."""

from __future__ import annotations

import contextlib
import shutil
import threading
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from extract.finding import Finding, LkjipError, UnreadableInput
from flows import kilas, kunci, proses, silsilah, tahap
from flows.langkah import Langkah, galat
from flows.pekerjaan import Akhir, HasilSatker, Lapor, Pekerjaan
from flows.wadah import WrongUsage

if TYPE_CHECKING:
    from extract.bacaan import Bacaan
    from render.report import HasilRender

REKAP = {
    "profil": "profil satker (formulir Profil_Satker)",
    "perjanjian_kinerja": "Perjanjian Kinerja",
    "capaian": "capaian kinerja tahun ini (E-Performance)",
    "capaian_lalu": "capaian kinerja tahun lalu",
    "renstra": "target Renstra",
    "belanja": "realisasi belanja tahun ini (OMSPAN)",
    "belanja_lalu": "realisasi belanja tahun lalu (OMSPAN)",
    "fa_detail": "FA Detail (OMSPAN/SAKTI)",
    "ikpa": "IKPA",
    "smart": "SMART DJA",
    "pegawai": "pegawai (SIMPEG)",
    "isian_narasi": "isian narasi (formulir Isian_Narasi)",
}
TANPA_OFFICE = (
    "LibreOffice tidak ditemukan: laporan Word lengkap, tetapi PDF dan nomor halaman daftar isi belum ada. "
    "Pasang LibreOffice (Debian/Ubuntu: sudo apt install libreoffice-writer python3-uno; lainnya: "
    "libreoffice.org), lalu jalankan lagi."
)


def _silent(_: str) -> None:
    """Report nothing."""


def buat_satker(kerja: Pekerjaan, lapor: Lapor = _silent, langkah: Langkah | None = None) -> HasilSatker:
    """Make the report of one satker; every foreseen failure comes back as a record, the old output intact."""
    start = time.monotonic()
    try:
        final = kerja.keluaran
        with tahap.satker_lock(final, lambda: lapor("menunggu: sedang dikerjakan proses lain")):
            result = _make_current(kerja, final, lapor, langkah or Langkah())
    except (UnreadableInput, WrongUsage, tahap.OutputError) as error:
        result = _failed(kerja, error, 2)
    except LkjipError as error:
        result = _failed(kerja, error, 1)
    except OSError as error:
        place = Path(error.filename) if error.filename else kerja.akar_keluaran
        result = _failed(kerja, tahap.explain(error, place), 2)
    return replace(result, lama_detik=round(time.monotonic() - start, 2))


def _failed(kerja: Pekerjaan, error: LkjipError, code: int) -> HasilSatker:
    return HasilSatker(kerja.satker, Akhir.GAGAL, galat=(str(error),), kode_keluar=code)


def gather(kerja: Pekerjaan) -> kunci.Bahan:
    """Return the ingredients of this job's report."""
    return kunci.collect(kerja.masukan, [("templat", kerja.folder_templat)], kerja.setelan())


def widen(kerja: Pekerjaan, before: proses.Proses | None) -> Pekerjaan:
    """Return the job enlarged to what stands already: asking for one chapter never takes others away."""
    if not kerja.bab or before is None:
        return kerja
    standing = before.bahan.setelan.get("bab", "")
    if not standing:
        return replace(kerja, bab="", pdf=before.bahan.setelan.get("pdf") == "ya")
    return replace(kerja, bab=",".join(sorted({*standing.split(","), *kerja.bab.split(",")})))


def is_current(kerja: Pekerjaan, bahan: kunci.Bahan, before: proses.Proses | None, final: Path) -> bool:
    """Return whether the standing output was made from exactly these ingredients and is still all there.

    A report with PDF also answers for one without.
    """
    if before is None or proses.missing(final, before):
        return False
    wanted = {replace(bahan, setelan={**bahan.setelan, "pdf": pdf}).kunci for pdf in {bahan.setelan["pdf"], "ya"}}
    return before.bahan.kunci in wanted


def _make_current(kerja: Pekerjaan, final: Path, lapor: Lapor, langkah: Langkah) -> HasilSatker:
    lapor("memeriksa perubahan")
    tahap.recover(final) if final.parent.is_dir() else None
    before = proses.Proses.read(final)
    kerja = widen(kerja, before)
    bahan = gather(kerja)
    if before and not kerja.paksa and is_current(kerja, bahan, before, final):
        return unchanged(kerja, before, final)
    reasons = kunci.changes(before.bahan, bahan) if before else ["laporan belum pernah dibuat"]
    with tahap.stage(final) as folder:
        result = _fill(kerja, bahan, folder, lapor, langkah)
        notes = keep_personal_files(final, before, folder)
        changes = _blackline(kerja, final, folder) if before else ()
    return replace(
        result,
        alasan=tuple(reasons or ["diminta (--paksa)"]),
        perubahan=changes,
        catatan=result.catatan + notes,
    )


def unchanged(kerja: Pekerjaan, before: proses.Proses, final: Path) -> HasilSatker:
    """Return the record of a report that is current."""
    edited, _ = proses.edited(final, before)
    notes = tuple(f"{name} disunting setelah dibuat; suntingan dibiarkan" for name in edited)
    return HasilSatker(
        kerja.satker,
        Akhir.TETAP,
        folder=str(final),
        laporan=report_files(final),
        temuan=before.temuan,
        tugas=before.tugas,
        rekap_kurang=missing_recaps(before.rekap),
        catatan=notes,
        kode_keluar=1 if before.temuan.get("GALAT") else 0,
    )


def _fill(kerja: Pekerjaan, bahan: kunci.Bahan, folder: Path, lapor: Lapor, langkah: Langkah) -> HasilSatker:
    """Write every output file of one satker into `folder`."""
    start = datetime.now().astimezone()
    if kerja.pdf and not kerja.bab:
        start_office()
    lapor("membaca rekap")
    bacaan = langkah.baca(kerja)
    lapor("menghitung capaian")
    laporan = langkah.hitung(kerja, bacaan)
    lapor("menulis bab dan laporan")
    hasil = langkah.tulis(kerja, bacaan, laporan, folder)
    lapor("menyimpan data dan temuan")
    findings = langkah.simpan(kerja, bacaan, laporan, hasil, folder)
    seen = kilas.look(kerja.masukan, bahan.masukan)  # before the hashing that proves them unchanged
    _refuse_moving_input(kerja, bahan)
    outputs = silsilah.write(kerja, bahan, folder, proses.hash_outputs(folder), hasil.angka)
    record = proses.Proses(
        satker=kerja.satker,
        tahun=kerja.masa.tahun,
        semester=kerja.masa.semester,
        pedoman=kerja.pedoman,
        bahan=bahan,
        keluaran=outputs,
        temuan=count_levels(findings),
        tugas=tuple(hasil.tugas),
        rekap=recaps(bacaan),
        jalan={
            "mulai": start.isoformat(timespec="seconds"),
            "lama_detik": round((datetime.now().astimezone() - start).total_seconds(), 2),
            "kilas": {"masukan": seen, "keluaran": kilas.look(folder, outputs, settled=False)},
        },
    )
    record.write(folder)
    return _done(kerja, record, findings, hasil, folder)


def start_office() -> None:
    """Let LibreOffice start beside the reading; whoever needs it first waits for it."""
    threading.Thread(target=_try_office, daemon=True).start()


def _try_office() -> None:
    from render import pages

    with contextlib.suppress(pages.OfficeError, OSError):
        pages.shared_office()


def _done(
    kerja: Pekerjaan, record: proses.Proses, findings: list[Finding], hasil: HasilRender, folder: Path
) -> HasilSatker:
    no_office = kerja.pdf and not any(folder.glob("*.pdf")) and shutil.which("soffice") is None
    return HasilSatker(
        kerja.satker,
        Akhir.SELESAI,
        folder=str(kerja.keluaran),
        laporan=tuple(str(kerja.keluaran / Path(name).relative_to(folder)) for name in report_files(folder)),
        temuan=record.temuan,
        galat=galat(findings),
        tugas=record.tugas,
        rekap_kurang=missing_recaps(record.rekap),
        catatan=(TANPA_OFFICE,) if no_office else (),
        kode_keluar=1 if record.temuan["GALAT"] else 0,
    )


def _refuse_moving_input(kerja: Pekerjaan, bahan: kunci.Bahan) -> None:
    now = kunci.hash_tree(kerja.masukan)
    moved = sorted(n for n in {*now, *bahan.masukan} if now.get(n) != bahan.masukan.get(n))
    if moved:
        raise UnreadableInput(
            f"{moved[0]} berubah selama laporan dibuat. Tunggu sampai berkas selesai disalin, lalu jalankan lagi.",
            kode="BERKAS-BERUBAH",
        )


def count_levels(findings: list[Finding]) -> dict[str, int]:
    counts = {"GALAT": 0, "PERINGATAN": 0, "INFO": 0}
    for finding in findings:
        counts[finding.tingkat.value] += 1
    return counts


def recaps(bacaan: Bacaan) -> dict[str, tuple[str, ...]]:
    """Return table -> the files its facts came from."""
    found: dict[str, dict[str, None]] = {}
    for fact in bacaan.facts:
        found.setdefault(fact.tabel, {})[fact.source.file] = None
    return {name: tuple(sorted(files)) for name, files in sorted(found.items())}


def missing_recaps(found: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    present = set(found) | ({"belanja"} if "satker_belanja" in found else set())
    return tuple(label for name, label in REKAP.items() if name not in present)


def report_files(folder: Path) -> tuple[str, ...]:
    """Return the report's files, or the chapters where only chapters were asked for."""
    for patterns in (("LKjIP_*.docx", "LKjIP_*.pdf"), ("bab/*.docx",)):
        if found := [str(p) for pattern in patterns for p in sorted(folder.glob(pattern))]:
            return tuple(found)
    return ()


def keep_personal_files(final: Path, before: proses.Proses | None, folder: Path) -> tuple[str, ...]:
    """Carry over what a person added or edited in the old output, so that a new run loses nothing."""
    if not final.is_dir():
        return ()
    known = before.keluaran if before else {}
    backup = final.parent / "_cadangan" / final.name
    notes = []
    for name, digest in proses.hash_outputs(final).items():
        source, target = final / name, folder / name
        dropped = name.startswith("LKjIP_") and not target.exists()
        if known.get(name) == digest and not dropped:
            continue
        if name not in known and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)
            continue
        kept = backup / f"{Path(name).stem}.{digest[:8]}{Path(name).suffix}"
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, kept)
        notes.append(f"{name} yang lama disimpan sebagai {kept}")
    return tuple(notes)


def _blackline(kerja: Pekerjaan, final: Path, folder: Path) -> tuple[str, ...]:
    from flows import perubahan

    found = perubahan.compare(final, folder)
    found.write(final.parent / "_perubahan" / f"{kerja.satker}.json")
    return found.lines()
