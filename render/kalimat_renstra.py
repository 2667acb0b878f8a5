"""Sentences that compare realisasi with the medium-term targets of the Renstra."""

from __future__ import annotations

from render.kalimat import Ucapan, kalimat
from render.kalimat_capaian import reason_text


def _goal(u: Ucapan) -> str:
    """Return how the target is called: this year's, or the last of the Renstra."""
    if u.kata("lingkup") == "akhir":
        return f"target akhir periode Renstra (tahun {u.kata('tahun')}), yaitu {u['target']}"
    return f"target Renstra tahun {u.kata('tahun')}, yaitu {u['target']}"


def _share(u: Ucapan) -> str:
    return f", dengan tingkat kemajuan {u['capaian']}" if u.ada("capaian") else ""


@kalimat("renstra.terlampaui")
def say_passed(u: Ucapan) -> str:
    side = "lebih rendah" if u.kata("arah") == "turun" else "lebih tinggi"
    if u.nol("selisih"):
        return f"Realisasi {u['realisasi']} telah melampaui {_goal(u)}{_share(u)}."
    if u.kata("lingkup") == "akhir":
        return u.pilih(
            f"Target akhir periode Renstra (tahun {u.kata('tahun')}) sebesar {u['target']} telah terlampaui, "
            f"dengan realisasi {side} {u['selisih']}{_share(u)}.",
            f"Realisasi {u['realisasi']} {side} {u['selisih']} daripada {_goal(u)}{_share(u)}.",
        )
    return u.pilih(
        f"Realisasi {u['realisasi']} telah melampaui {_goal(u)}{_share(u)}, dengan selisih {u['selisih']}.",
        f"Dibandingkan dengan {_goal(u)}, realisasi {u['realisasi']} {side} {u['selisih']}{_share(u)}, "
        "sehingga target tersebut telah terlampaui.",
    )


@kalimat("renstra.tercapai")
def say_reached(u: Ucapan) -> str:
    if u.kata("lingkup") == "akhir":
        return f"Realisasi {u['realisasi']} sudah sama dengan {_goal(u)}{_share(u)}."
    return f"Realisasi {u['realisasi']} telah mencapai {_goal(u)}{_share(u)}."


@kalimat("renstra.belum")
def say_not_reached(u: Ucapan) -> str:
    verb = "diturunkan" if u.kata("arah") == "turun" else "ditingkatkan"
    if u.nol("selisih"):
        return f"Realisasi {u['realisasi']} belum mencapai {_goal(u)}{_share(u)}."
    if u.kata("lingkup") == "akhir":
        return f"Untuk mencapai {_goal(u)}, realisasi masih perlu {verb} {u['selisih']}{_share(u)}."
    return (
        f"Realisasi {u['realisasi']} belum mencapai {_goal(u)}{_share(u)}; realisasi masih perlu {verb} "
        f"{u['selisih']}."
    )


@kalimat("renstra.tidak_ada")
def say_absent(u: Ucapan) -> str:
    year = u.kata("tahun")
    return u.pilih(
        f"Sumber data tidak memuat target Renstra tahun {year} untuk indikator ini, sehingga perbandingan dengan "
        "target tahun tersebut tidak dapat disajikan.",
        f"Perbandingan dengan target Renstra tahun {year} tidak dapat disajikan karena sumber data tidak memuat "
        "target itu untuk indikator ini.",
    )


@kalimat("renstra.tidak_terukur")
def say_unmeasured(u: Ucapan) -> str:
    if u.kata("lingkup") == "akhir":
        return (
            f"Target akhir periode Renstra (tahun {u.kata('tahun')}) adalah {u['target']} dan belum dapat "
            "dibandingkan dengan realisasi."
        )
    return (
        f"Target Renstra tahun {u.kata('tahun')} adalah {u['target']}, tetapi realisasi indikator ini "
        "tidak dapat "
        f"dibandingkan dengannya karena {reason_text(u.kata('alasan'), u.periode)}."
    )


@kalimat("renstra.beda_pk")
def say_other_than_pk(u: Ucapan) -> str:
    return (
        f"Target pada Perjanjian Kinerja ({u['target_pk']}) berbeda dari target Renstra tahun "
        f"{u.kata('tahun')} ({u['target_renstra']})."
    )
