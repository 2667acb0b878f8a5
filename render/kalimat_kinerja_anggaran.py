"""Sentences about IKPA, SMART, NKA and about the use of resources by the report as a whole."""

from __future__ import annotations

from render.bab_istilah import name_unit
from render.kalimat import Ucapan, kalimat
from render.kalimat_capaian import bounded_mean, judged


def _category(u: Ucapan) -> str:
    return f" dengan kategori {u.kata('kategori')}" if u.kata("kategori") else ""


@kalimat("ikpa.nilai")
def say_ikpa(u: Ucapan) -> str:
    return f"Nilai akhir IKPA {name_unit(u.kata('nama'))} pada {u.periode} adalah {u['nilai']}{_category(u)}."


@kalimat("ikpa.tertinggi", "smart.tertinggi")
def say_best_unit(u: Ucapan) -> str:
    name = "IKPA" if u.klaim.jenis.startswith("ikpa") else "kinerja anggaran pada SMART"
    return f"Nilai {name} tertinggi diperoleh {name_unit(u.kata('nama'))}, yaitu {u['nilai']}."


@kalimat("ikpa.terendah", "smart.terendah")
def say_worst_unit(u: Ucapan) -> str:
    name = "IKPA" if u.klaim.jenis.startswith("ikpa") else "kinerja anggaran pada SMART"
    return f"Nilai {name} terendah diperoleh {name_unit(u.kata('nama'))}, yaitu {u['nilai']}."


@kalimat("ikpa.aspek_di_bawah_ambang")
def say_aspect_low(u: Ucapan) -> str:
    return (
        f"Nilai {u.kata('aspek')} pada IKPA {name_unit(u.kata('nama'))} sebesar {u['nilai']} masih di bawah "
        f"{u['ambang']}."
    )


@kalimat("ikpa.tanpa_data")
def say_aspect_absent(u: Ucapan) -> str:
    return (
        f"Indikator {u.kata('aspek')} pada IKPA {name_unit(u.kata('nama'))} tidak memiliki data, sehingga "
        "tidak "
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


def _mean(u: Ucapan) -> str:
    return bounded_mean(u, "Rata-rata capaian kinerja")


@kalimat("efisiensi.laporan.efisien")
def say_report_efficient(u: Ucapan) -> str:
    return (
        f"{_mean(u)} dicapai dengan serapan anggaran {u['serapan']}. {judged(u)} lebih tinggi "
        f"{u['selisih']}, "
        "sehingga penggunaan anggaran secara keseluruhan tergolong efisien."
    )


@kalimat("efisiensi.laporan.seimbang")
def say_report_balanced(u: Ucapan) -> str:
    return (
        f"{_mean(u)} dicapai dengan serapan anggaran {u['serapan']}. {judged(u)} sama dengan serapan, "
        "sehingga "
        "penggunaan anggaran secara keseluruhan tergolong seimbang."
    )


@kalimat("efisiensi.laporan.belum_efisien")
def say_report_inefficient(u: Ucapan) -> str:
    return (
        f"{_mean(u)} dicapai dengan serapan anggaran {u['serapan']}. {judged(u)} lebih rendah "
        f"{u['selisih']}, "
        "sehingga penggunaan anggaran secara keseluruhan belum efisien."
    )


@kalimat("efisiensi.laporan.sdm")
def say_staff_use(u: Ucapan) -> str:
    reached = ""
    if u.ada("mencapai") and u.klaim.angka["mencapai"].value == u.klaim.angka["indikator"].value:
        reached = ", dan seluruhnya mencapai target"
    elif u.ada("mencapai"):
        reached = f", dan {u.bulat('mencapai')} di antaranya mencapai target"
    ratio = f" (perbandingan {u.angka('rasio')} pegawai per indikator)" if u.ada("rasio") else ""
    return (
        f"Dari segi sumber daya manusia, {u.bulat('indikator')} indikator kinerja dikerjakan oleh "
        f"{u.bulat('pegawai')} pegawai{ratio}{reached}."
    )


@kalimat("efisiensi.laporan.sarana")
def say_capital_use(u: Ucapan) -> str:
    return (
        f"Dari segi sarana dan prasarana, belanja modal berpagu {u['pagu']} terealisasi {u['realisasi']} "
        "atau "
        f"{u['persen']}."
    )


@kalimat("efisiensi.laporan.tanpa_modal")
def say_no_capital(u: Ucapan) -> str:
    return (
        f"Dari segi sarana dan prasarana, pada {u.periode} tidak ada pagu belanja modal, sehingga kinerja "
        "dicapai dengan sarana dan prasarana yang sudah ada."
    )
