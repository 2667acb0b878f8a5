"""`koreksi.yml`: changes of printed figures that somebody signed for, in a document that was edited.

A correction names the printed id, the value before and after, the reason, who, and the letter. It is only
honoured while the report was made with exactly the old value.
"""

from __future__ import annotations

from pathlib import Path

from extract.finding import UnreadableInput
from extract.ketat import BukanBentuknya, Ketat, baca_ketat


class Koreksi(Ketat, frozen=True):
    """One accepted change."""

    id: str
    nilai_lama: str
    nilai_baru: str
    alasan: str
    oleh: str
    surat: str


def read_koreksi(path: Path) -> tuple[Koreksi, ...]:
    """Return the corrections of a file: a YAML list. Raises UnreadableInput naming entry and field."""
    import yaml

    try:
        # BaseLoader makes text, lists and mappings only: 67.40 stays as it is written
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise UnreadableInput(f"{path}: tidak dapat dibaca sebagai YAML ({error}).") from error
    if not isinstance(data, list):
        raise UnreadableInput(
            f"{path}: harus berupa daftar; tiap butir memuat id, nilai_lama, nilai_baru, alasan, oleh, surat."
        )
    found = []
    for number, item in enumerate(data, 1):
        try:
            found.append(baca_ketat(Koreksi, _stripped(item)))
        except BukanBentuknya as error:
            raise UnreadableInput(
                f"{path}: butir ke-{number} salah atau kurang pada: {error.tempat or 'butir'}. "
                "Isi lengkap id, nilai_lama, nilai_baru, alasan, oleh, surat."
            ) from error
    return tuple(found)


def _stripped(item: object) -> object:
    if not isinstance(item, dict):
        return item
    return {name: value.strip() if isinstance(value, str) else value for name, value in item.items()}
