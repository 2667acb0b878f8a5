"""`lkjip segel`: one zip from which another machine makes the same bytes again.

The pack holds the output, the inputs, the templates, the program's own source and lock file, and a list of
sha256 sums. It is deterministic: the same folder gives the same pack.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from extract.finding import UnreadableInput
from flows import proses
from flows.kunci import LOCK_FILE, PACKAGES, hash_tree, program_files
from flows.wadah import AKAR, Masa, input_folder

SUMS = "SHA256SUMS"
NOTE = "BACA-SAYA.txt"
FIXED = (1980, 1, 1, 0, 0, 0)
LIMIT = 2_000_000_000  # bytes unpacked
READ_ME = """Segel LKjIP {satker} {masa}

Isi: keluaran/ (laporan dan datanya), masukan/ (rekap dan isian), templat/, program/ (sumber program dan
daftar pustaka terkunci), {sums} (sha256 setiap berkas).

Memeriksa di mesin lain (program lkjip terpasang):   lkjip verifikasi {name}
Memasang program dari segel ini:                     unzip {name}; cd program; make laporan
"""


@dataclass(frozen=True, slots=True)
class Pack:
    """An unpacked seal: where its parts lie and how many files were checked."""

    keluaran: Path
    masukan: Path
    templat: Path
    jumlah: int


def run(folder: Path, *, anonim: bool = False, tujuan: Path | None = None, templat: Path | None = None) -> int:
    """Write `SEGEL_<satker>_<masa>.zip` beside the output folder; print where."""
    record = proses.Proses.read(folder)
    if record is None:
        raise UnreadableInput(f"{folder}: tidak ada proses.json; buat dahulu laporannya dengan lkjip buat.")
    masa = Masa(record.tahun, record.semester)
    if anonim:
        from flows.segel_anonim import seal_anonymous

        path = seal_anonymous(folder, record, masa, tujuan, templat)
    else:
        path = seal(folder, record, masa, tujuan, templat)
    print(f"Segel ditulis: {path} ({path.stat().st_size / 1e6:.1f} MB)")
    print(f"Periksa di mana pun dengan: lkjip verifikasi {path}")
    return 0


def seal(
    folder: Path,
    record: proses.Proses,
    masa: Masa,
    tujuan: Path | None = None,
    templat: Path | None = None,
) -> Path:
    """Return the path of the pack of one output folder."""
    place = input_folder(input_root(folder), masa, record.satker)
    if hash_tree(place) != record.bahan.masukan:
        raise UnreadableInput(
            f"{place} sudah tidak sama dengan sumber laporan di {folder}. "
            f"Buat ulang dahulu: lkjip buat {record.satker} --tahun {record.tahun}"
        )
    changed, _ = proses.edited(folder, record)
    if changed:
        raise UnreadableInput(
            f"{folder}: {', '.join(changed)} sudah disunting setelah dibuat. Segel hanya memuat keluaran asli; "
            "buat ulang laporannya, dan simpan suntingan di tempat lain."
        )
    templates = templat or AKAR / "templates"
    _refuse_other_program(record, templates)
    target = tujuan or folder.parent / f"SEGEL_{record.satker}_{masa.folder}.zip"
    return write_pack(target, record.satker, masa, folder, place, templates)


def _refuse_other_program(record: proses.Proses, templates: Path) -> None:
    """What is packed must be what the report was made with: else the pack could not make it again."""
    now = {f"templat/{name}": digest for name, digest in hash_tree(templates).items()}
    for what, before, after in (
        ("templat", record.bahan.templat, now),
        ("program", record.bahan.program, program_files()),
    ):
        changed = sorted(n for n in {*before, *after} if before.get(n) != after.get(n))
        if changed:
            raise UnreadableInput(
                f"{what} {changed[0]} sudah berubah sejak laporan dibuat ({len(changed)} berkas). Buat ulang "
                f"dahulu: lkjip buat {record.satker} --tahun {record.tahun}"
                + ("; untuk templat sendiri sebutkan --templat DIR." if what == "templat" else ".")
            )


def input_root(folder: Path) -> Path:
    """Return the folder of recaps that belongs to an output folder: `input/` beside `output/`."""
    beside = folder.resolve().parent.parent.parent / "input"
    return beside if beside.is_dir() else Path("input")


def write_pack(
    target: Path,
    satker: str,
    masa: Masa,
    keluaran: Path,
    masukan: Path,
    templat: Path,
    catatan: Mapping[str, bytes] | None = None,
) -> Path:
    """Write the zip whole or not at all: sorted names, fixed dates. `catatan` are further texts inside."""
    files = dict(_members(satker, masa, keluaran, masukan, templat))
    digests = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in sorted(files.items())}
    digests |= {name: hashlib.sha256(data).hexdigest() for name, data in (catatan or {}).items()}
    text = READ_ME.format(satker=satker, masa=masa.folder, sums=SUMS, name=target.name)
    staged = target.with_name(target.name + ".sementara")
    try:
        with zipfile.ZipFile(staged, "w", zipfile.ZIP_DEFLATED) as package:
            _put(package, NOTE, text.encode())
            sums = "".join(f"{digest}  {name}\n" for name, digest in digests.items())
            _put(package, SUMS, sums.encode())
            for name, path in sorted(files.items()):
                _put(package, name, path.read_bytes())
            for name, data in (catatan or {}).items():
                _put(package, name, data)
        staged.replace(target)
    finally:
        staged.unlink(missing_ok=True)
    return target


def _put(package: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, FIXED)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    package.writestr(info, data)


def _members(satker: str, masa: Masa, keluaran: Path, masukan: Path, templat: Path) -> Iterator[tuple[str, Path]]:
    for root, inside in (
        (keluaran, f"keluaran/{masa.folder}/{satker}"),
        (masukan, f"masukan/{masa.folder}/{satker}"),
        (templat, "templat"),
    ):
        for name in hash_tree(root):
            path = root / name
            if path.is_file() and path.resolve().is_relative_to(root.resolve()):
                yield f"{inside}/{name}", path
    for package in (*PACKAGES, "templates"):
        for name in hash_tree(AKAR / package):
            yield f"program/{package}/{name}", AKAR / package / name
    for name in (LOCK_FILE, "pyproject.toml", "Makefile", "README.md"):
        if (AKAR / name).is_file():
            yield f"program/{name}", AKAR / name


def unpack(path: Path, target: Path) -> Pack:
    """Unpack a seal and check every file against its list. Raises UnreadableInput naming the first fault."""
    with zipfile.ZipFile(path) as package:
        infos = {i.filename: i for i in package.infolist() if not i.is_dir()}
        if SUMS not in infos:
            raise UnreadableInput(f"{path}: bukan segel LKjIP (tidak ada {SUMS}).")
        if sum(i.file_size for i in infos.values()) > LIMIT:
            raise UnreadableInput(f"{path}: isi segel terlalu besar.")
        lines = package.read(SUMS).decode().splitlines()
        sums = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
        extra = sorted(set(infos) - set(sums) - {SUMS, NOTE})
        if extra:
            raise UnreadableInput(f"{path}: {extra[0]} tidak ada di daftar sha256; segel telah diubah.")
        for name, digest in sums.items():
            _extract(package, path, name, digest, target)
    folders = sorted(p.parent for p in (target / "keluaran").glob("*/*/proses.json"))
    if len(folders) != 1:
        raise UnreadableInput(f"{path}: segel tidak memuat tepat satu keluaran satker.")
    return Pack(folders[0], target / "masukan", target / "templat", len(sums))


def _extract(package: zipfile.ZipFile, path: Path, name: str, digest: str, target: Path) -> None:
    parts = PurePosixPath(name).parts
    if PurePosixPath(name).is_absolute() or ".." in parts or "\\" in name or ":" in name:
        raise UnreadableInput(f"{path}: nama berkas di dalam segel tidak wajar: {name}")
    try:
        data = package.read(name)
    except KeyError as error:
        raise UnreadableInput(f"{path}: {name} hilang dari segel.") from error
    if hashlib.sha256(data).hexdigest() != digest:
        raise UnreadableInput(f"{path}: {name} tidak cocok dengan sha256-nya; segel rusak atau telah diubah.")
    place = target.joinpath(*parts)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)
