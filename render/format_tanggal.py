"""Dates and NIP as an Indonesian office writes them."""

from __future__ import annotations

import re
from datetime import date

BULAN = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
YOUNGEST, OLDEST = 16, 60  # age at appointment outside of which a NIP is doubtful


def tanggal_text(day: date) -> str:
    """Return `2 Januari 2024`."""
    return f"{day.day} {BULAN[day.month - 1]} {day.year}"


def nip_text(nip: str) -> str:
    """Return an 18 digit NIP in groups of 8, 6, 1 and 3; anything else unchanged."""
    digits = re.sub(r"\D", "", nip)
    if len(digits) != 18:
        return nip.strip()
    return f"{digits[:8]} {digits[8:14]} {digits[14]} {digits[15:]}"


def check_nip(nip: str) -> str | None:
    """Return in Indonesian what is wrong with a NIP, None when nothing is."""
    digits = re.sub(r"[\s.]", "", nip)
    if not re.fullmatch(r"\d{18}", digits):
        return f"NIP '{nip}' harus terdiri atas 18 angka, terbaca {len(digits)} karakter"
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return f"NIP '{nip}': delapan angka pertama bukan tanggal lahir"
    year, month = int(digits[8:12]), int(digits[12:14])
    if not (1 <= month <= 12 or month == 21):  # 21: pegawai pemerintah dengan perjanjian kerja
        return f"NIP '{nip}': angka ke-13 dan ke-14 bukan bulan pengangkatan"
    if not YOUNGEST <= year - born.year <= OLDEST:
        return f"NIP '{nip}': umur saat diangkat {year - born.year} tahun"
    if digits[14] not in "12":
        return f"NIP '{nip}': angka ke-15 (jenis kelamin) harus 1 atau 2"
    return None
