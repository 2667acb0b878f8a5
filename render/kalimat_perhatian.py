"""Sentences for Saran: what the figures themselves call for, each as one item of a list."""

from __future__ import annotations

from collections.abc import Sequence

from render.bab_istilah import join_list, name_codes, name_unit
from render.kalimat import Ucapan, kalimat
from render.kalimat_capaian import reason_text


@kalimat("perhatian.indikator_di_bawah_target")
def say_indicator_below(u: Ucapan) -> str:
    return (
        f"Indikator “{u.kata('nama')}” belum mencapai target: target {u['target']}, realisasi "
        f"{u['realisasi']}, "
        f"capaian {u['capaian']}. Diperlukan tindak lanjut untuk menutup selisih {u['selisih']}."
    )


ADVICE = {
    "tidak ada populasi": "Kesesuaian indikator tersebut perlu ditinjau dalam perencanaan tahun berikutnya.",
    "target nol": "Penetapan targetnya perlu ditinjau dalam perencanaan tahun berikutnya.",
    "target tidak tersedia": "Targetnya perlu ditetapkan dan dicatat pada sumber data.",
    "realisasi tidak tersedia": "Realisasinya perlu diukur dan dicatat pada sumber data.",
    "arah tidak diketahui": "Arah penilaiannya perlu ditetapkan dan dicatat pada sumber data.",
    "bukan angka": "Target dan realisasinya perlu dinyatakan dengan angka.",
}


def _advice(u: Ucapan) -> str:
    """Return what has to be done about an indicator that could not be measured, by the reason."""
    return ADVICE.get(u.kata("alasan"), "Pengukuran indikator tersebut perlu dilengkapi.")


@kalimat("perhatian.indikator_tidak_terukur")
def say_indicator_unmeasured(u: Ucapan) -> str:
    reason = reason_text(u.kata("alasan"), u.periode)
    return f"Indikator “{u.kata('nama')}” tidak dapat diukur ({u['capaian']}) karena {reason}. {_advice(u)}"


@kalimat("perhatian.serapan")
def say_absorption_low(u: Ucapan) -> str:
    return f"Serapan {name_unit(u.kata('nama'))} baru {u['persen']}, di bawah ambang {u['ambang']}. {SPEND}"


SPEND = "Pelaksanaan anggaran perlu dikendalikan menurut rencana penarikan dana."


def say_many_absorptions(many: Sequence[Ucapan]) -> str:
    """Say in one item whose absorption is below the threshold."""
    listed = [f"{name_unit(u.kata('nama'))} ({u['persen']})" for u in many]
    return f"Serapan berikut berada di bawah ambang {many[0]['ambang']}: {join_list(listed)}. {SPEND}"


@kalimat("perhatian.ikpa_aspek")
def say_aspect_low(u: Ucapan) -> str:
    return (
        f"Nilai {u.kata('aspek')} pada IKPA {name_unit(u.kata('nama'))} sebesar {u['nilai']} berada di bawah "
        f"{u['ambang']} dan perlu diperbaiki."
    )


@kalimat("perhatian.anggaran_lebih")
def say_overspent(u: Ucapan) -> str:
    return (
        f"Realisasi {name_unit(u.kata('nama'))} sebesar {u.uang('realisasi')} melebihi pagu "
        f"{u.uang('pagu')} dengan "
        "selisih "
        f"{u.uang('selisih')}; kelebihan tersebut perlu dijelaskan dan diselesaikan."
    )


def say_many_below(many: Sequence[Ucapan]) -> str:
    """Say in one item which indicators are below target, each with its capaian."""
    listed = [f"{name_codes(u.klaim.subjek)} ({u['capaian']})" for u in many]
    return (
        f"Indikator berikut belum mencapai target, disertai capaiannya: {join_list(listed)}. Diperlukan "
        "tindak lanjut untuk setiap indikator tersebut sebagaimana diuraikan dalam Bab III."
    )


def say_many_unmeasured(many: Sequence[Ucapan]) -> str:
    """Say in one item which indicators could not be measured for one reason."""
    codes = name_codes(" ".join(u.klaim.subjek for u in many))
    reason = reason_text(many[0].kata("alasan"), many[0].periode)
    return f"Indikator {codes} tidak dapat diukur karena {reason}. {_advice(many[0])}"


def list_low_aspects(many: Sequence[Ucapan]) -> str:
    """Return values below the threshold by unit: `Divisi A (Revisi DIPA 80; Tagihan 85) dan Divisi B "
    "(...)`."""
    units: dict[str, list[str]] = {}
    for u in many:
        units.setdefault(name_unit(u.kata("nama")), []).append(f"{u.kata('aspek')} {u['nilai']}")
    return join_list([f"{unit} ({'; '.join(values)})" for unit, values in units.items()])


def say_many_aspects(many: Sequence[Ucapan]) -> str:
    """Say in one item which IKPA values are below the threshold."""
    return f"Nilai IKPA berikut berada di bawah {many[0]['ambang']} dan perlu diperbaiki: {list_low_aspects(many)}."
