"""`lkjip segel --anonim`: the same pack with staff names, NIP, telephone numbers and e-mail addresses replaced.

The recaps are copied, the personal data in them replaced consistently (the same person is the same stand-in
in every file), the report is made again from the copies, and that is what is packed and can be verified.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from extract.finding import UnreadableInput
from extract.samaran import Samaran, collect_personal, mask_file
from flows import proses
from flows.pekerjaan import Akhir, Pekerjaan
from flows.segel import input_root, write_pack
from flows.wadah import Masa, input_folder

MARK = "ANONIM.txt"
PASSWORDS = "kata_sandi.yml"


def seal_anonymous(
    folder: Path, record: proses.Proses, masa: Masa, tujuan: Path | None, templat: Path | None = None
) -> Path:
    """Return the path of the anonymous pack of one output folder."""
    from flows.buat import buat_satker

    place = input_folder(input_root(folder), masa, record.satker)
    with tempfile.TemporaryDirectory(prefix="lkjip-anonim-") as temporary:
        root = Path(temporary)
        samaran = mask_folder(place, root / "masukan" / masa.folder / record.satker)
        job = Pekerjaan(
            satker=record.satker,
            masa=masa,
            akar_masukan=root / "masukan",
            akar_keluaran=root / "keluaran",
            pedoman=record.pedoman,
            templat=templat,
        ).kembali(record.bahan.setelan)
        result = buat_satker(job)
        if result.akhir is Akhir.GAGAL:
            raise UnreadableInput("Laporan tidak dapat dibuat dari rekap tersamar: " + " ".join(result.galat))
        target = tujuan or folder.parent / f"SEGEL_{record.satker}_{masa.folder}_anonim.zip"
        notes = {MARK: _note(samaran)}
        write_pack(target, record.satker, masa, job.keluaran, job.masukan, job.folder_templat, notes)
    print(
        f"Disamarkan: {len(samaran.nama)} nama, {len(samaran.nip)} NIP, {len(samaran.telepon)} nomor telepon, "
        f"{len(samaran.surel)} surel. Nama orang yang tidak berdampingan dengan NIP (misalnya dalam uraian) "
        "tidak dikenali: periksa rekap di dalam segel sebelum dikirim."
    )
    return target


def mask_folder(source: Path, target: Path) -> Samaran:
    """Write masked copies of all recaps. Raises UnreadableInput for a file that cannot be masked."""
    files = sorted(p for p in source.rglob("*") if p.is_file() and not p.name.startswith(("~$", ".")))
    locked = [p.name for p in files if p.name == PASSWORDS]
    if locked:
        raise UnreadableInput(
            f"{source / PASSWORDS}: rekap berkata sandi tidak dapat disamarkan. Simpan ulang rekapnya tanpa kata "
            "sandi, hapus kata_sandi.yml, buat ulang laporannya, lalu segel lagi."
        )
    samaran = collect_personal(files)
    for path in files:
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        mask_file(path, copy, samaran)
    return samaran


def _note(samaran: Samaran) -> bytes:
    return (
        "SEGEL TERSAMAR\n\nNama pegawai, NIP, nomor telepon dan surel di dalam rekap dan laporan segel ini telah "
        "diganti secara konsisten;\nlaporannya dibuat ulang dari rekap tersamar. Angka kinerja dan anggaran tidak "
        f"diubah.\nJumlah pengganti: {len(samaran.nama)} nama, {len(samaran.nip)} NIP, "
        f"{len(samaran.telepon)} telepon, {len(samaran.surel)} surel.\n"
    ).encode()
