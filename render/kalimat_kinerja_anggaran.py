"""Sentences about IKPA, SMART and NKA."""

from __future__ import annotations

from render.bab_istilah import name_unit
from render.kalimat import Ucapan, kalimat


def _category(u: Ucapan) -> str:
    return f" dengan kategori {u.kata('kategori')}" if u.kata("kategori") else ""


@kalimat("ikpa.nilai")
def say_ikpa(u: Ucapan) -> str:
    return f"Nilai akhir IKPA {name_unit(u.kata('nama'))} pada {u.periode} adalah {u['nilai']}{_category(u)}."


@kalimat("ikpa.tertinggi", "smart.tertinggi", "ikpa.terendah", "smart.terendah")
def say_extreme_unit(u: Ucapan) -> str:
    kind, word = u.klaim.jenis.split(".")
    subject = f"Nilai IKPA {word}" if kind == "ikpa" else f"Nilai kinerja anggaran {word} pada aplikasi SMART"
    return f"{subject} diperoleh {name_unit(u.kata('nama'))}, yaitu {u['nilai']}."


@kalimat("ikpa.aspek_di_bawah_ambang")
def say_aspect_low(u: Ucapan) -> str:
    return (
        f"Nilai {u.kata('aspek')} pada IKPA {name_unit(u.kata('nama'))} sebesar {u['nilai']} masih di bawah "
        f"{u['ambang']}."
    )


@kalimat("ikpa.tanpa_data")
def say_aspect_absent(u: Ucapan) -> str:
    return (
        f"Indikator {u.kata('aspek')} pada IKPA {name_unit(u.kata('nama'))} tidak memiliki data, sehingga tidak "
        f"ikut dihitung; jumlah bobot yang diperhitungkan {u['konversi_bobot']}."
    )


@kalimat("smart.nilai")
def say_smart(u: Ucapan) -> str:
    return f"Nilai kinerja anggaran {name_unit(u.kata('nama'))} pada aplikasi SMART adalah {u['nilai']}."


@kalimat("nka.nilai")
def say_nka(u: Ucapan) -> str:
    return (
        f"Gabungan nilai SMART {u['smart']} dan nilai IKPA {u['ikpa']} menghasilkan Nilai Kinerja Anggaran "
        "(NKA) "
        f"{u['nka']}{_category(u)}."
    )
