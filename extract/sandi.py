"""Passwords of locked PDFs: `kata_sandi.yml` beside the recaps, one line `file name: password`.

The file is a setting, not a recap: it is never read as one, and no password is ever printed.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from extract.finding import UnreadableInput

NAMA = "kata_sandi.yml"
SEMUA = "*"  # a line for every locked file that has none of its own
_LIMIT = 100_000  # bytes; more is not a list of passwords


def password_for(folder: Path, file: str) -> str | None:
    """Return the password given for a file of the folder, None where none is given."""
    path = folder / NAMA
    try:
        state = path.lstat()
    except OSError:
        return None
    known = _read(path, state.st_mtime_ns, state.st_size)
    return known.get(file) or known.get(file.rpartition("/")[2]) or known.get(SEMUA)


@lru_cache(maxsize=8)
def _read(path: Path, _mtime: int, size: int) -> dict[str, str]:
    import yaml

    if path.is_symlink() or not path.is_file() or size > _LIMIT:
        raise _refuse("bukan berkas biasa")
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except (yaml.YAMLError, UnicodeDecodeError, OSError, RecursionError) as error:
        raise _refuse("tidak dapat dibaca sebagai YAML") from error
    if data is None:
        return {}
    if not isinstance(data, dict) or not all(isinstance(v, str | int) for v in data.values()):
        raise _refuse("isinya bukan daftar nama berkas dan sandi")
    return {str(name): str(secret) for name, secret in data.items()}


def _refuse(why: str) -> UnreadableInput:
    return UnreadableInput(
        f"{NAMA}: {why}. Tulis satu baris per berkas, misalnya:  OMSPAN_2023.pdf: \"sandinya\"  "
        f"(atau  \"{SEMUA}\": \"sandinya\"  untuk semua berkas).", kode="SANDI-SALAH", lokasi=(NAMA,),
    )  # fmt: skip
