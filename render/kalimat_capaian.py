"""Sentences about target, realisasi and capaian of this period, and about use of resources."""

from __future__ import annotations

from render.kalimat import Ucapan, kalimat

ALASAN = {
    "tidak ada populasi": "pada {periode} tidak ada populasi yang menjadi dasar penghitungannya",
    "target nol": "targetnya nol, sehingga perbandingan realisasi dengan target tidak bermakna",
    "target tidak tersedia": "targetnya tidak tersedia pada sumber data",
    "realisasi tidak tersedia": "realisasinya tidak tersedia pada sumber data",
    "arah tidak diketahui": "sumber data tidak menetapkan apakah nilai yang lebih tinggi atau yang lebih "
    "rendah yang berarti lebih baik",
    "bukan angka": "target atau realisasinya tidak dinyatakan dengan angka",
}


def reason_text(alasan: str, periode: str) -> str:
    """Return why something could not be measured, for use after `karena`."""
    return ALASAN.get(alasan, alasan).replace("{periode}", periode)


@kalimat("capaian.di_atas_target")
def say_above(u: Ucapan) -> str:
    if u.kata("arah") == "turun":
        return u.pilih(
            f"Pada indikator ini nilai yang lebih rendah berarti lebih baik. Realisasi {u.periode} sebesar "
            f"{u['realisasi']} lebih rendah {u['selisih']} daripada target {u['target']}, sehingga target "
            f"terlampaui dengan capaian kinerja {u['capaian']}.",
            f"Realisasi {u.periode} tercatat {u['realisasi']}, {u['selisih']} di bawah batas target "
            f"{u['target']}. Karena nilai yang lebih rendah berarti lebih baik, target terlampaui dan "
            f"capaian kinerjanya {u['capaian']}.",
        )
    return u.pilih(
        f"Realisasi {u.periode} sebesar {u['realisasi']} melampaui target {u['target']} dengan selisih "
        f"{u['selisih']}, sehingga capaian kinerja indikator ini {u['capaian']}.",
        f"Dari target {u['target']}, indikator ini terealisasi {u['realisasi']} pada {u.periode}. Target "
        f"terlampaui dengan selisih {u['selisih']} dan capaian kinerjanya {u['capaian']}.",
        f"Pada {u.periode} indikator ini mencapai {u['realisasi']}, lebih tinggi {u['selisih']} daripada "
        f"target {u['target']}; capaian kinerjanya {u['capaian']}.",
    )


@kalimat("capaian.tepat_target")
def say_met(u: Ucapan) -> str:
    return u.pilih(
        f"Realisasi {u.periode} sebesar {u['realisasi']} sama dengan targetnya, sehingga capaian kinerja "
        f"indikator ini {u['capaian']}.",
        f"Target {u['target']} terpenuhi tepat sebagaimana direncanakan; capaian kinerja indikator ini "
        f"pada {u.periode} adalah {u['capaian']}.",
        f"Indikator ini terealisasi {u['realisasi']} pada {u.periode}, tepat sesuai dengan target, "
        f"dengan capaian kinerja {u['capaian']}.",
    )


@kalimat("capaian.di_bawah_target")
def say_below(u: Ucapan) -> str:
    lack = f", atau kurang {u['kekurangan']} dari capaian penuh" if u.ada("kekurangan") else ""
    if u.kata("arah") == "turun":
        return (
            f"Pada indikator ini nilai yang lebih rendah berarti lebih baik. Realisasi {u.periode} sebesar "
            f"{u['realisasi']} masih lebih tinggi {u['selisih']} daripada target {u['target']}, sehingga "
            f"target belum tercapai dan capaian kinerjanya {u['capaian']}{lack}."
        )
    return u.pilih(
        f"Realisasi {u.periode} sebesar {u['realisasi']} belum mencapai target {u['target']}, dengan selisih "
        f"{u['selisih']}. Capaian kinerja indikator ini {u['capaian']}{lack}.",
        f"Dari target {u['target']}, indikator ini baru terealisasi {u['realisasi']} pada {u.periode}, "
        f"selisih {u['selisih']}. Capaian kinerjanya {u['capaian']}{lack}.",
    )


@kalimat("capaian.tidak_terukur")
def say_unmeasured(u: Ucapan) -> str:
    reason = reason_text(u.kata("alasan"), u.periode)
    return (
        f"Capaian indikator ini tidak dapat diukur ({u['capaian']}) karena {reason}. Indikator ini tidak "
        "disertakan dalam penghitungan rata-rata capaian."
    )


@kalimat("capaian.hanya_tercetak")
def say_printed_only(u: Ucapan) -> str:
    return (
        f"Capaian indikator ini pada {u.periode} adalah {u['capaian']} sebagaimana tercantum pada sumber data; "
        "target dan realisasinya tidak tersedia sebagai angka, sehingga capaian itu tidak dapat dihitung ulang."
    )


@kalimat("capaian.dibatasi")
def say_capped(u: Ucapan) -> str:
    return (
        f"Sesuai dengan pedoman, capaian {u['capaian']} tersebut diperhitungkan paling tinggi "
        f"{u['capaian_dibatasi']}."
    )


@kalimat("capaian.kategori")
def say_category(u: Ucapan) -> str:
    return f"Capaian tersebut termasuk kategori {u.kata('kategori')}."


@kalimat("realisasi.dari_populasi")
def say_population(u: Ucapan) -> str:
    part, whole = u.kata("uraian_pembilang"), u.kata("uraian_penyebut")
    if part and whole:
        return (
            f"Realisasi {u['realisasi']} diperoleh dari {part} sebanyak {u['pembilang']} berbanding {whole} "
            f"sebanyak {u['penyebut']}."
        )
    return f"Realisasi {u['realisasi']} diperoleh dari {u['pembilang']} berbanding {u['penyebut']}."


def bounded_mean(u: Ucapan, what: str) -> str:
    """Return how a mean set against absorption is called; a bound is named where it took effect."""
    took_effect = any("capaian_efisiensi" in name for name in u.klaim.angka["capaian"].inputs)
    if u.ada("batas") and took_effect:
        return f"{what} dengan batas {u['batas']} per indikator, yaitu {u['capaian']},"
    return f"{what} {u['capaian']}"


def _basis(u: Ucapan) -> str:
    """Return how the capaian set against absorption is called: of an indicator, or a mean."""
    if u.kata("lingkup") not in ("", "indikator"):
        return bounded_mean(u, f"Rata-rata capaian {u.kata('lingkup')} ini")
    if u.ada("batas") and u.klaim.angka["batas"].value == u.klaim.angka["capaian"].value:
        return f"Capaian kinerja indikator ini, yang diperhitungkan paling tinggi {u['batas']},"
    return f"Capaian kinerja indikator ini sebesar {u['capaian']}"


def judged(u: Ucapan) -> str:
    """Return the method, as the opening of a sentence."""
    return f"Dinilai dari {u.kata('metode')}, capaian" if u.kata("metode") else "Capaian"


@kalimat("efisiensi.efisien")
def say_efficient(u: Ucapan) -> str:
    return (
        f"{_basis(u)} dicapai dengan serapan anggaran {u['serapan']}. {judged(u)} lebih tinggi "
        f"{u['selisih']}, "
        "sehingga penggunaan anggarannya tergolong efisien."
    )


@kalimat("efisiensi.seimbang")
def say_balanced(u: Ucapan) -> str:
    return (
        f"{_basis(u)} dicapai dengan serapan anggaran {u['serapan']}. {judged(u)} sama dengan serapan, "
        "sehingga "
        "penggunaan anggarannya tergolong seimbang."
    )


@kalimat("efisiensi.belum_efisien")
def say_inefficient(u: Ucapan) -> str:
    return (
        f"{_basis(u)} dicapai dengan serapan anggaran {u['serapan']}. {judged(u)} lebih rendah "
        f"{u['selisih']}, "
        "sehingga penggunaan anggarannya belum efisien."
    )


@kalimat("anggaran.indikator")
def say_indicator_budget(u: Ucapan) -> str:
    rest = f", sehingga tersisa {u['sisa']}" if u.ada("sisa") and not u.nol("sisa") else ""
    return (
        f"Anggaran yang terkait dengan indikator ini berpagu {u['pagu']} dan terealisasi "
        f"{u['realisasi_anggaran']} atau {u['persen']}{rest}."
    )


@kalimat("anggaran.indikator_bersama")
def say_shared_budget(u: Ucapan) -> str:
    return (
        f"Pagu {u['pagu']} tersebut digunakan bersama oleh {u.bulat('jumlah')} indikator, sehingga tidak "
        "dibagi per indikator."
    )


@kalimat("anggaran.indikator_tidak_terkait")
def say_no_budget(u: Ucapan) -> str:
    return (
        "Sumber data tidak mengaitkan anggaran secara langsung dengan indikator ini, sehingga efisiensi "
        "penggunaan sumber dayanya dinilai pada tingkat laporan secara keseluruhan."
    )
