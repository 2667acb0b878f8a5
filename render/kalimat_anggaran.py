"""Sentences about the budget: pagu, realisasi, sisa and serapan, in whole and by line."""

from __future__ import annotations

from render.bab_istilah import name_unit
from render.format_terbilang import terbilang
from render.kalimat import Ucapan, kalimat


def _as_of(u: Ucapan) -> str:
    return f" sampai dengan {u.kata('per_tanggal')}" if u.kata("per_tanggal") else ""


@kalimat("anggaran.serapan")
def say_absorption(u: Ucapan) -> str:
    name = f" {name_unit(u.kata('nama'))}" if u.kata("nama") else ""
    if u.nol("sisa"):
        rest = ", sehingga seluruh pagu terserap"
    elif (u.klaim.angka["sisa"].number or 0) < 0:
        rest = f", sehingga sisa pagu menjadi {u.uang('sisa')}"
    else:
        rest = f", sehingga tersisa {u.uang('sisa')}"
    return u.pilih(
        f"Dari pagu anggaran{name} sebesar {u.uang('pagu')}, realisasi{_as_of(u)} mencapai "
        f"{u.uang('realisasi')} atau "
        f"{u['persen']}{rest}.",
        f"Pagu anggaran{name} pada {u.periode} sebesar {u.uang('pagu')} terealisasi{_as_of(u)} sebesar "
        f"{u.uang('realisasi')} atau {u['persen']}{rest}.",
    )


@kalimat("anggaran.porsi")
def say_portion(u: Ucapan) -> str:
    return (
        f"{name_unit(u.kata('nama'))} berpagu {u.uang('bagian')} atau {u['persen']} dari seluruh pagu "
        f"({u.uang('total')})."
    )


LINGKUP = {
    "jenis belanja": "Menurut jenis belanja, ",
    "satker": "Menurut satuan kerja, ",
    "rincian": "Menurut rincian program dan kegiatan, ",
}
SEBUTAN = {"jenis belanja": "jenis belanja", "satker": "satuan kerja", "rincian": "baris rincian"}
MANY = 3


def _where(u: Ucapan) -> str:
    """Return the line or lines a superlative is about; many equal ones are counted, not listed."""
    scope, equal = u.kata("lingkup"), u.sama("nilai")
    if equal > MANY and scope in SEBUTAN:
        return f"{terbilang(equal)} {SEBUTAN[scope]}"
    return name_unit(u.kata("nama"))


@kalimat("anggaran.porsi_terbesar", "anggaran.porsi_terkecil")
def say_portion_extreme(u: Ucapan) -> str:
    word = u.klaim.jenis.rsplit("_", 1)[1]
    amount = f" atau {u.uang('pagu')}" if u.ada("pagu") else ""
    return (
        f"{LINGKUP.get(u.kata('lingkup'), 'Secara keseluruhan, ')}bagian pagu {word} terdapat pada "
        f"{_where(u)}, "
        f"yaitu {u['nilai']} dari seluruh pagu{amount}."
    )


@kalimat("anggaran.serapan_tertinggi", "anggaran.serapan_terendah")
def say_absorption_extreme(u: Ucapan) -> str:
    word = u.klaim.jenis.rsplit("_", 1)[1]
    amount = ""
    if u.ada("realisasi") and u.ada("pagu"):
        amount = f" ({u.uang('realisasi')} dari pagu {u.uang('pagu')})"
    return (
        f"{LINGKUP.get(u.kata('lingkup'), 'Secara keseluruhan, ')}serapan {word} terdapat pada {_where(u)}, "
        f"yaitu {u['nilai']}{amount}."
    )


@kalimat("anggaran.sisa_terbesar", "anggaran.sisa_terkecil")
def say_rest_extreme(u: Ucapan) -> str:
    word = u.klaim.jenis.rsplit("_", 1)[1]
    share = f" dengan serapan {u['persen']}" if u.ada("persen") else ""
    return (
        f"{LINGKUP.get(u.kata('lingkup'), 'Secara keseluruhan, ')}sisa pagu {word} terdapat pada "
        f"{_where(u)}, "
        f"yaitu {u.uang('nilai')}{share}."
    )


@kalimat("anggaran.lebih")
def say_overspent(u: Ucapan) -> str:
    share = f" (serapan {u['persen']})" if u.ada("persen") else ""
    return (
        f"Realisasi {name_unit(u.kata('nama'))} sebesar {u.uang('realisasi')} melebihi pagu "
        f"{u.uang('pagu')} dengan selisih {u.uang('selisih')}{share}."
    )


@kalimat("anggaran.serapan_di_bawah_ambang")
def say_under_threshold(u: Ucapan) -> str:
    return f"Serapan {name_unit(u.kata('nama'))} sebesar {u['persen']} masih di bawah ambang {u['ambang']}."


@kalimat("anggaran.serapan_mencapai_ambang")
def say_over_threshold(u: Ucapan) -> str:
    return f"Serapan {name_unit(u.kata('nama'))} sebesar {u['persen']} telah memenuhi ambang {u['ambang']}."


@kalimat("anggaran.tanpa_pagu")
def say_no_ceiling(u: Ucapan) -> str:
    return f"{name_unit(u.kata('nama'))} tidak memiliki pagu, sehingga serapannya tidak dihitung."


CHANGED = {"pagu": "Pagu anggaran", "realisasi": "Realisasi anggaran", "serapan": "Serapan anggaran"}


@kalimat(*(f"anggaran.{what}_{verb}" for what in CHANGED for verb in ("naik", "turun")))
def say_budget_moved(u: Ucapan) -> str:
    what, verb = u.klaim.jenis.removeprefix("anggaran.").rsplit("_", 1)
    share = f" atau {u['persen']}" if what != "serapan" and u.ada("persen") else ""
    before, now, moved = (_amount(u, what, role) for role in ("lalu", "kini", "selisih"))
    earlier, this = _years(u, what)
    return f"{_subject(u, what)} {verb} {moved}{share}, dari {before} pada {earlier} menjadi {now} pada {this}."


@kalimat(*(f"anggaran.{what}_tetap" for what in CHANGED))
def say_budget_kept(u: Ucapan) -> str:
    what = u.klaim.jenis.removeprefix("anggaran.").rsplit("_", 1)[0]
    earlier, this = _years(u, what)
    return f"{_subject(u, what)} {this} sama dengan {earlier}, yaitu {_amount(u, what, 'kini')}."


def _years(u: Ucapan, what: str) -> tuple[str, str]:
    """Return both periods; what was spent in half a year is set beside a whole one, and that is said."""
    before, now = f"tahun {u.kata('tahun_lalu')}", f"tahun {u.kata('tahun_kini')}"
    if what == "pagu" or not u.periode.startswith("semester"):
        return before, now
    return f"{before} (satu tahun penuh)", u.periode


def _subject(u: Ucapan, what: str) -> str:
    return CHANGED[what] + (f" {name_unit(u.kata('nama'))}" if u.kata("nama") else "")


def _amount(u: Ucapan, what: str, peran: str) -> str:
    return u[peran] if what == "serapan" else u.uang(peran)


@kalimat("anggaran.pk_beda_dipa")
def say_pk_other_than_dipa(u: Ucapan) -> str:
    as_of = f" per {u.kata('per_tanggal')}" if u.kata("per_tanggal") else ""
    return (
        f"Pagu pada Perjanjian Kinerja sebesar {u.uang('pagu_pk')} berbeda dari pagu yang menjadi dasar "
        f"realisasi{as_of} sebesar {u.uang('pagu_dipa')}, dengan selisih {u.uang('selisih')}."
    )


@kalimat("anggaran.jumlah_satker")
def say_units_under_threshold(u: Ucapan) -> str:
    if u.nol("di_bawah"):
        return f"Seluruh {u.bulat('jumlah')} satuan kerja mencapai serapan sekurang-kurangnya {u['ambang']}."
    return (
        f"Dari {u.bulat('jumlah')} satuan kerja, {u.bulat('di_bawah')} satuan kerja memiliki serapan di "
        f"bawah {u['ambang']}."
    )
