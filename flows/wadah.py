"""Where things lie: project data, satker folders of the input, folders of the output."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from pathlib import Path

from extract.finding import LkjipError

AKAR = Path(__file__).resolve().parent.parent  # the program's own folder: packages, templates, lock file
SATKER_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
_TAHUN = re.compile(r"(20\d\d)(-semester1)?")


class WrongUsage(LkjipError):
    """The command cannot be carried out as asked (exit code 2)."""


@dataclass(frozen=True, slots=True)
class Masa:
    """The period of a run and the name of its folders under input/ and output/."""

    tahun: int
    semester: int | None = None

    @property
    def folder(self) -> str:
        return f"{self.tahun}-semester{self.semester}" if self.semester else str(self.tahun)

    @classmethod
    def parse(cls, name: str) -> Masa | None:
        """Return the period a folder name stands for, None for any other name."""
        match = _TAHUN.fullmatch(name)
        return cls(int(match[1]), 1 if match[2] else None) if match else None


def input_folder(root: Path, masa: Masa, satker: str) -> Path:
    """Return the satker's input folder; half-year recaps may lie in a folder of their own."""
    if not SATKER_ID.fullmatch(satker):
        raise WrongUsage(
            f"'{printable(satker)}' bukan id satker. Id satker memakai huruf kecil, angka dan tanda hubung, "
            "misalnya bapas-polewali, sama dengan nama foldernya di input/<tahun>/.",
            kode="SATKER-ID",
        )
    own = root / masa.folder / satker
    if masa.semester and not own.is_dir():
        return root / str(masa.tahun) / satker
    return own


def printable(name: str) -> str:
    """Return a folder's name as it may be shown and written: no control, bidi or broken characters."""
    return "".join(char if char.isprintable() else "?" for char in name.encode(errors="replace").decode())


def satker_names(root: Path, masa: Masa) -> list[str]:
    """Return the names of the satker folders of one period, sorted."""
    folders = [root / masa.folder] + ([root / str(masa.tahun)] if masa.semester else [])
    found = {
        p.name
        for folder in folders
        if folder.is_dir()
        for p in folder.iterdir()
        if p.is_dir() and not p.name.startswith((".", "_"))
    }
    return sorted(found)


def periods(root: Path) -> list[Masa]:
    """Return the periods that have a folder under the input root, oldest first."""
    if not root.is_dir():
        return []
    found = [masa for p in root.iterdir() if p.is_dir() and (masa := Masa.parse(p.name))]
    return sorted(found, key=lambda m: m.folder)


def require_satker(root: Path, masa: Masa, satker: str) -> Path:
    """Return the satker's input folder; raise with the nearest known name when there is none."""
    folder = input_folder(root, masa, satker)
    if folder.is_dir():
        return folder
    known = satker_names(root, masa)
    near = difflib.get_close_matches(satker, known, n=1)
    hint = f" Maksud Anda {near[0]}?" if near else ""
    if not known:
        hint = f" Buat dahulu dengan: lkjip baru {satker} --tahun {masa.tahun}"
    raise WrongUsage(f"Tidak ada folder masukan {folder}.{hint}", kode="SATKER-TIDAK-ADA")


def output_folder(root: Path, masa: Masa, satker: str) -> Path:
    return root / masa.folder / satker


def data_folder() -> Path:
    """Return the project's data folder `.lkjip/` (schedules, soffice profile), made when missing."""
    folder = Path.cwd() / ".lkjip"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
