"""`proses.json`: what a report was made from and what came out; enough to repeat and to compare."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from flows.kilas import Dikenal, remembered
from flows.kunci import Bahan, file_sha256

NAMA = "proses.json"
VERSI = 1


@dataclass(frozen=True, slots=True)
class Proses:
    """The content of one `proses.json`. `jalan` holds clock times and is no part of any comparison."""

    satker: str
    tahun: int
    semester: int | None
    pedoman: str
    bahan: Bahan
    keluaran: dict[str, str]
    temuan: dict[str, int] = field(default_factory=dict)
    tugas: tuple[str, ...] = ()
    rekap: dict[str, tuple[str, ...]] = field(default_factory=dict)
    jalan: dict[str, Any] = field(default_factory=dict)

    @property
    def kilas(self) -> dict[str, Any]:
        """Return the marks of the recaps and outputs as they were when hashed, empty where there are none."""
        marks = self.jalan.get("kilas")
        return marks if isinstance(marks, dict) else {}

    def write(self, folder: Path) -> None:
        content: dict[str, Any] = {
            "versi_format": VERSI,
            "satker": self.satker,
            "tahun": self.tahun,
            "semester": self.semester,
            "pedoman": self.pedoman,
            "kunci": self.bahan.kunci,
            **{part.name: getattr(self.bahan, part.name) for part in fields(self.bahan)},
            "keluaran": self.keluaran,
            "temuan": self.temuan,
            "perlu_diisi": list(self.tugas),
            "rekap": {name: list(kinds) for name, kinds in self.rekap.items()},
            "jalan": self.jalan,
        }
        (folder / NAMA).write_text(_indented(content) + "\n", encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> Proses | None:
        """Return the record of an output folder, None where there is none or it is not ours."""
        path = folder / NAMA
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            if data["versi_format"] != VERSI:
                return None
            names = ("masukan", "templat", "program", "setelan", "pustaka")
            return cls(
                satker=data["satker"],
                tahun=data["tahun"],
                semester=data["semester"],
                pedoman=data["pedoman"],
                bahan=Bahan(**{name: data[name] for name in names}),
                keluaran=data["keluaran"],
                temuan=data["temuan"],
                tugas=tuple(data["perlu_diisi"]),
                rekap={name: tuple(kinds) for name, kinds in data["rekap"].items()},
                jalan=data["jalan"],
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None


def _indented(value: Any, depth: int = 1) -> str:
    """Return what `json.dumps(indent=1)` does; flat parts by the C encoder, which it leaves where it indents."""
    inner = value.values() if isinstance(value, dict) else value
    if not value or not isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False)
    line = "\n" + " " * depth
    if not any(isinstance(one, (dict, list)) for one in inner):
        text = json.dumps(value, ensure_ascii=False, separators=(f",{line}", ": "))
        return f"{text[0]}{line}{text[1:-1]}{line[:-1]}{text[-1]}"
    if isinstance(value, list):
        return f"[{line}{f',{line}'.join(_indented(one, depth + 1) for one in value)}{line[:-1]}]"
    items = (f"{json.dumps(name, ensure_ascii=False)}: {_indented(one, depth + 1)}" for name, one in value.items())
    return f"{{{line}{f',{line}'.join(items)}{line[:-1]}}}"


def hash_outputs(folder: Path, known: Dikenal | None = None) -> dict[str, str]:
    """Return relative name -> sha256 of every output file but `proses.json` itself."""
    files = {p.relative_to(folder).as_posix(): p for p in sorted(folder.rglob("*")) if p.is_file()}
    files.pop(NAMA, None)
    return {name: (known(name, p) if known else None) or file_sha256(p) for name, p in files.items()}


def edited(folder: Path, proses: Proses) -> tuple[list[str], list[str]]:
    """Return the recorded outputs that were edited or are missing, and the files a person added."""
    now = hash_outputs(folder, remembered(proses.keluaran, proses.kilas.get("keluaran")))
    changed = sorted(n for n, digest in proses.keluaran.items() if now.get(n) not in (digest, None))
    return changed, sorted(n for n in now if n not in proses.keluaran)


def missing(folder: Path, proses: Proses) -> list[str]:
    """Return the recorded outputs that are no longer there."""
    return sorted(name for name in proses.keluaran if not (folder / name).is_file())
