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


def gap(u: Ucapan, before: str = " ") -> str:
    """Return the difference after these words; nothing where it is too small to be seen in print."""
    return "" if u.nol("selisih") else f"{before}{u['selisih']}"


@kalimat("capaian.di_atas_target")
def say_above(u: Ucapan) -> str:
    if u.kata("arah") == "turun":
        return u.pilih(
            f"Pada indikator ini nilai yang lebih rendah berarti lebih baik. Realisasi {u.periode} sebesar "
            f"{u['realisasi']} lebih rendah{gap(u)} daripada target {u['target']}, sehingga "
            f"target terlampaui dengan capaian kinerja {u['capaian']}.",
            f"Realisasi {u.periode} tercatat {u['realisasi']}, lebih rendah{gap(u)} daripada target "
            f"{u['target']}. Karena nilai yang lebih rendah berarti lebih baik, target terlampaui dan "
            f"capaian kinerjanya {u['capaian']}.",
        )
    return u.pilih(
        f"Realisasi {u.periode} sebesar {u['realisasi']} melampaui target {u['target']}"
        f"{gap(u, ' dengan selisih ')}, sehingga capaian kinerja indikator ini {u['capaian']}.",
        f"Dari target {u['target']}, indikator ini terealisasi {u['realisasi']} pada {u.periode}. Target "
        f"terlampaui{gap(u, ' dengan selisih ')} dan capaian kinerjanya {u['capaian']}.",
        f"Pada {u.periode} indikator ini mencapai {u['realisasi']}, lebih tinggi{gap(u)} "
        f"daripada target {u['target']}, dengan capaian kinerja {u['capaian']}.",
        f"Realisasi {u.periode} mencapai {u['realisasi']}, sedangkan targetnya {u['target']}. Target terlampaui"
        f"{gap(u, ' dengan selisih ')}, dan capaian kinerja indikator ini {u['capaian']}.",
    )


@kalimat("capaian.tepat_target")
def say_met(u: Ucapan) -> str:
    return u.pilih(
        f"Realisasi {u.periode} sebesar {u['realisasi']} sama dengan targetnya, sehingga capaian kinerja "
        f"indikator ini {u['capaian']}.",
        f"Target {u['target']} terpenuhi sebagaimana direncanakan, sehingga capaian kinerja indikator ini "
        f"pada {u.periode} adalah {u['capaian']}.",
        f"Indikator ini terealisasi {u['realisasi']} pada {u.periode}, sesuai dengan targetnya, "
        f"dengan capaian kinerja {u['capaian']}.",
    )


@kalimat("capaian.di_bawah_target")
def say_below(u: Ucapan) -> str:
    if u.kata("arah") == "turun":
        return (
            f"Pada indikator ini nilai yang lebih rendah berarti lebih baik. Realisasi {u.periode} sebesar "
            f"{u['realisasi']} masih lebih tinggi{gap(u)} daripada target {u['target']}, "
            f"sehingga target belum tercapai dan capaian kinerjanya {u['capaian']}{_lack(u)}."
        )
    if u.nol("realisasi"):
        return (
            f"Dari target {u['target']}, realisasi {u.periode} masih {u['realisasi']}, sehingga selisihnya "
            f"{u['selisih']} dan capaian kinerja indikator ini {u['capaian']}."
        )
    return u.pilih(
        f"Realisasi {u.periode} sebesar {u['realisasi']} belum mencapai target {u['target']}"
        f"{gap(u, ', dengan selisih ')}. Capaian kinerja indikator ini {u['capaian']}{_lack(u)}.",
        f"Dari target {u['target']}, indikator ini baru terealisasi {u['realisasi']} pada {u.periode}"
        f"{gap(u, ', dengan selisih ')}. Capaian kinerjanya {u['capaian']}{_lack(u)}.",
        f"Realisasi {u.periode} baru {u['realisasi']}, sedangkan targetnya {u['target']}. Target belum tercapai"
        f"{gap(u, ', dengan selisih ')}. Capaian kinerja indikator ini {u['capaian']}{_lack(u)}.",
    )


def _lack(u: Ucapan) -> str:
    """Return what is missing for a full capaian."""
    if not u.ada("kekurangan") or u.nol("kekurangan") or u.nol("capaian"):
        return ""
    return f", atau kurang {u['kekurangan']} dari capaian penuh"


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
    """Name what was divided by what in the source's own words, in quotation marks: they are no sentence."""
    part, whole = u.kata("uraian_pembilang"), u.kata("uraian_penyebut")
    if any(c.isalpha() for c in part) and not any(c.isalpha() for c in whole):
        return (
            f"Realisasi {u['realisasi']} diperoleh dari “{part}” sebesar {u['pembilang']} dibagi {u['penyebut']}."
        )
    if part and whole:
        return u.pilih(
            f"Realisasi {u['realisasi']} diperoleh dengan membandingkan “{part}” ({u['pembilang']}) dengan "
            f"“{whole}” ({u['penyebut']}).",
            f"Realisasi {u['realisasi']} merupakan perbandingan antara “{part}” sebanyak {u['pembilang']} dan "
            f"“{whole}” sebanyak {u['penyebut']}.",
        )
    return (
        f"Realisasi {u['realisasi']} diperoleh dengan membandingkan pembilang {u['pembilang']} dengan penyebut "
        f"{u['penyebut']}."
    )
