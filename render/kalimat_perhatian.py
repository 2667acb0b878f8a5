"""Sentences for Saran: what the figures themselves call for, each as one item of a list."""

from __future__ import annotations

from render.bab_istilah import name_unit
from render.kalimat import Ucapan, kalimat
from render.kalimat_capaian import reason_text


@kalimat("perhatian.indikator_di_bawah_target")
def say_indicator_below(u: Ucapan) -> str:
    return (
        f"Indikator “{u.kata('nama')}” belum mencapai target: target {u['target']}, realisasi "
        f"{u['realisasi']}, "
        f"capaian {u['capaian']}. Diperlukan tindak lanjut agar selisih {u['selisih']} dapat dikejar."
    )


@kalimat("perhatian.indikator_tidak_terukur")
def say_indicator_unmeasured(u: Ucapan) -> str:
    reason = reason_text(u.kata("alasan"), u.periode)
    return (
        f"Indikator “{u.kata('nama')}” tidak dapat diukur ({u['capaian']}) karena {reason}. Kesesuaian "
        "indikator "
        "tersebut perlu ditinjau dalam perencanaan tahun berikutnya."
    )


@kalimat("perhatian.serapan")
def say_absorption_low(u: Ucapan) -> str:
    return (
        f"Serapan {name_unit(u.kata('nama'))} baru {u['persen']}, di bawah ambang {u['ambang']}; rencana "
        "penarikan dana "
        "perlu dikendalikan."
    )


@kalimat("perhatian.ikpa_aspek")
def say_aspect_low(u: Ucapan) -> str:
    return (
        f"Nilai {u.kata('aspek')} pada IKPA {name_unit(u.kata('nama'))} sebesar {u['nilai']} berada di bawah "
        f"{u['ambang']} "
        "dan perlu diperbaiki."
    )


@kalimat("perhatian.anggaran_lebih")
def say_overspent(u: Ucapan) -> str:
    return (
        f"Realisasi {name_unit(u.kata('nama'))} sebesar {u.uang('realisasi')} melebihi pagu "
        f"{u.uang('pagu')} dengan "
        "selisih "
        f"{u.uang('selisih')}; kelebihan tersebut perlu dijelaskan dan diselesaikan."
    )
