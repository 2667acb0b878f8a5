"""Signed corrections against the differences found: accepted, stale, or not in the document."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from extract.koreksi import Koreksi
from transform.verifikasi import FIGURE_KINDS, Jenis, Perbedaan


class HasilKoreksi(Struct, frozen=True):
    """Open differences, those that a correction covers, and what is wrong with the corrections themselves."""

    terbuka: tuple[Perbedaan, ...]
    diterima: tuple[tuple[Perbedaan, Koreksi], ...]
    gagal: tuple[str, ...]


def _key(text: str) -> str:
    return re.sub(r"\s+", "", text)


def apply_koreksi(
    differences: Sequence[Perbedaan], corrections: Sequence[Koreksi], tercetak: Mapping[str, str]
) -> HasilKoreksi:
    """Split the differences by the corrections.

    `tercetak` is the printed text by id that the report was made with. A correction whose old value
    is not what was printed fails loudly, and so does one whose new value does not stand in the document.
    """
    failed: list[str] = []
    valid: list[Koreksi] = []
    for item in corrections:
        printed = tercetak.get(item.id)
        if printed is None:
            failed.append(f"Koreksi {item.id}: id itu tidak tercetak di laporan ini ({item.surat}).")
        elif _key(printed) != _key(item.nilai_lama):
            failed.append(
                f"Koreksi {item.id} tidak berlaku lagi: nilai lama {item.nilai_lama} sudah tidak ada, "
                f"laporan dibuat dengan {printed} ({item.surat}, {item.oleh})."
            )
        else:
            valid.append(item)
    accepted: list[tuple[Perbedaan, Koreksi]] = []
    still_open: list[Perbedaan] = []
    for difference in differences:
        match = next((k for k in valid if _covers(k, difference)), None)
        if match is None:
            still_open.append(difference)
        else:
            accepted.append((difference, match))
    used = {k.id for _, k in accepted}
    failed.extend(
        f"Koreksi {k.id} ({k.nilai_lama} -> {k.nilai_baru}) tidak ditemukan di dokumen."
        for k in valid
        if k.id not in used
    )
    return HasilKoreksi(tuple(still_open), tuple(accepted), tuple(failed))


def _covers(item: Koreksi, difference: Perbedaan) -> bool:
    if difference.jenis is Jenis.ANGKA_HAPUS:
        return item.id == difference.id and item.nilai_baru == ""
    if difference.jenis not in FIGURE_KINDS or item.id != difference.id:
        return False
    old, new = _key(difference.lama), _key(difference.baru)
    return (old, new) in (
        (_key(item.nilai_lama), _key(item.nilai_baru)),
        (_bare(item.nilai_lama), _bare(item.nilai_baru)),
    )


def _bare(text: str) -> str:
    found = re.search(r"\d(?:[\d.,]*\d)?", text)
    return found.group() if found else text
