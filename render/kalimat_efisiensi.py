"""Sentences about the budget linked to an indicator or a sasaran, and about the use of all resources.

The method stands in the sentence: capaian against absorption. Only what reached its plan is called efficient.
"""

from __future__ import annotations

from render.kalimat import Ucapan, kalimat

KINDS = ("efisien", "belum_tercapai", "seimbang", "belum_efisien")


@kalimat("anggaran.indikator")
def say_indicator_budget(u: Ucapan) -> str:
    rest = f", sehingga tersisa {u['sisa']}" if u.ada("sisa") and not u.nol("sisa") else ""
    return u.pilih(
        f"Anggaran yang terkait dengan indikator ini memiliki pagu {u['pagu']} dan terealisasi "
        f"{u['realisasi_anggaran']} atau {u['persen']}{rest}.",
        f"Indikator ini didukung anggaran dengan pagu {u['pagu']}, yang terealisasi {u['realisasi_anggaran']} "
        f"atau {u['persen']}{rest}.",
        f"Dari pagu anggaran {u['pagu']} yang terkait dengan indikator ini, {u['realisasi_anggaran']} atau "
        f"{u['persen']} telah terealisasi{rest}.",
    )


@kalimat("anggaran.indikator_bersama")
def say_shared_budget(u: Ucapan) -> str:
    return (
        f"Pagu {u['pagu']} tersebut digunakan bersama oleh {u.bulat('jumlah')} indikator dan tidak dibagi per "
        "indikator."
    )


@kalimat("anggaran.indikator_tidak_terkait")
def say_no_budget(u: Ucapan) -> str:
    return u.pilih(
        "Sumber data tidak mengaitkan anggaran secara langsung dengan indikator ini, sehingga efisiensi "
        "penggunaan sumber dayanya dinilai pada tingkat laporan secara keseluruhan.",
        "Anggaran tidak dirinci sampai dengan indikator ini pada sumber data. Efisiensi penggunaan sumber daya "
        "dinilai pada tingkat laporan secara keseluruhan.",
        "Pada sumber data tidak ada anggaran yang dikaitkan langsung dengan indikator ini. Penilaian efisiensi "
        "dilakukan untuk laporan secara keseluruhan.",
    )


def _bounded_mean(u: Ucapan, what: str) -> str:
    """Return how a mean set against absorption is called; a bound is named where it took effect."""
    took_effect = any("capaian_efisiensi" in name for name in u.klaim.angka["capaian"].inputs)
    if u.ada("batas") and took_effect:
        return f"{what} dengan batas {u['batas']} per indikator, yaitu {u['capaian']},"
    return f"{what} sebesar {u['capaian']}"


def _verdict(u: Ucapan, what: str) -> str:
    """Return the second half of the sentence: the comparison and what follows from it."""
    kind = u.klaim.jenis.rsplit(".", 1)[1]
    higher = f"capaian lebih tinggi {u['selisih']} daripada serapan"
    return {
        "efisien": f"{higher}, sehingga {what} tergolong efisien",
        "belum_tercapai": f"{higher}, tetapi {what} belum dapat disebut efisien karena kinerja yang "
        "direncanakan belum sepenuhnya tercapai",
        "seimbang": f"capaian sama dengan serapan, sehingga {what} tergolong seimbang",
        "belum_efisien": f"capaian lebih rendah {u['selisih']} daripada serapan, sehingga {what} belum efisien",
    }[kind]


@kalimat(*(f"efisiensi.{kind}" for kind in KINDS))
def say_use(u: Ucapan) -> str:
    if u.kata("lingkup") not in ("", "indikator"):
        mean = _bounded_mean(u, f"Rata-rata capaian {u.kata('lingkup')} ini")
        return (
            f"{mean} dicapai dengan serapan anggaran {u['serapan']}. Dinilai dari {u.kata('metode')}, "
            f"{_verdict(u, 'penggunaan anggarannya')}."
        )
    if u.ada("batas") and u.klaim.angka["batas"].value == u.klaim.angka["capaian"].value:
        basis = f"diperhitungkan paling tinggi {u['batas']} dan dicapai dengan serapan anggaran {u['serapan']}"
        opening = f"Dalam penilaian efisiensi, capaian kinerja indikator ini {basis}"
    else:
        opening = u.pilih(
            f"Capaian kinerja indikator ini sebesar {u['capaian']} dicapai dengan serapan anggaran {u['serapan']}",
            f"Dengan serapan anggaran {u['serapan']}, indikator ini menghasilkan capaian kinerja {u['capaian']}",
        )
    verdict = u.pilih(
        f"Artinya, {_verdict(u, 'penggunaan anggarannya')}",
        f"Dengan demikian, {_verdict(u, 'penggunaan anggarannya')}",
        f"Dinilai dari {u.kata('metode')}, {_verdict(u, 'penggunaan anggarannya')}",
    )
    return f"{opening}. {verdict}."


@kalimat(*(f"efisiensi.laporan.{kind}" for kind in KINDS))
def say_report_use(u: Ucapan) -> str:
    return (
        f"{_bounded_mean(u, 'Rata-rata capaian kinerja')} dicapai dengan serapan anggaran {u['serapan']}. "
        f"Dinilai dari {u.kata('metode')}, {_verdict(u, 'penggunaan anggaran secara keseluruhan')}."
    )


@kalimat("efisiensi.laporan.sdm")
def say_staff_use(u: Ucapan) -> str:
    reached = ""
    if u.ada("mencapai") and u.klaim.angka["mencapai"].value == u.klaim.angka["indikator"].value:
        reached = ", dan seluruh indikator tersebut mencapai atau melampaui target"
    elif u.ada("mencapai") and u.nol("mencapai"):
        reached = ", dan belum ada indikator yang mencapai target"
    elif u.ada("mencapai"):
        reached = f", dan {u.bulat('mencapai')} indikator di antaranya mencapai atau melampaui target"
    ratio = f" (perbandingan {u.angka('rasio')} pegawai per indikator)" if u.ada("rasio") else ""
    return (
        f"Dari segi sumber daya manusia, {u.bulat('pegawai')} pegawai melaksanakan {u.bulat('indikator')} "
        f"indikator kinerja{ratio}{reached}."
    )


@kalimat("efisiensi.laporan.sarana")
def say_capital_use(u: Ucapan) -> str:
    return (
        f"Dari segi sarana dan prasarana, pagu belanja modal sebesar {u['pagu']} terealisasi {u['realisasi']} "
        f"atau {u['persen']}."
    )


@kalimat("efisiensi.laporan.tanpa_modal")
def say_no_capital(u: Ucapan) -> str:
    return (
        f"Dari segi sarana dan prasarana, pada {u.periode} tidak ada pagu belanja modal, sehingga kinerja "
        "dicapai dengan sarana dan prasarana yang sudah ada."
    )
