"""Sentences that compare this period with earlier years."""

from __future__ import annotations

from render.kalimat import Ucapan, kalimat

VERB = {"naik": ("naik", "meningkat"), "turun": ("turun", "menurun")}


MEANING = {"membaik": "membaik", "memburuk": "menurun"}


def _direction(u: Ucapan) -> str:
    """Return `naik` or `turun` from the kind's last word."""
    return u.klaim.jenis.rsplit("_", 1)[1]


def _relative(u: Ucapan) -> str:
    if not u.ada("persen"):
        return ""
    return f", atau secara relatif {_direction(u)} {u['persen']}"


def _meaning(u: Ucapan) -> str:
    """Return what the change means, said only where a reader might take it the wrong way round."""
    if u.kata("arah") != "turun" or not u.kata("makna"):
        return ""
    noun = "kenaikan" if _direction(u) == "naik" else "penurunan"
    return (
        f" Karena nilai yang lebih rendah berarti lebih baik, {noun} tersebut menunjukkan kinerja yang "
        f"{MEANING[u.kata('makna')]}."
    )


@kalimat("tren.realisasi_naik", "tren.realisasi_turun")
def say_value_moved(u: Ucapan) -> str:
    plain, formal = VERB[_direction(u)]
    before, now = u.kata("tahun_lalu"), u.kata("tahun_kini")
    return u.pilih(
        f"Dibandingkan dengan tahun {before}, realisasi {plain} {u['selisih']}, yaitu dari {u['lalu']} "
        f"menjadi {u['kini']}{_relative(u)}.",
        f"Realisasi {formal} dari {u['lalu']} pada tahun {before} menjadi {u['kini']} pada tahun {now}, "
        f"dengan selisih {u['selisih']}{_relative(u)}.",
    ) + _meaning(u)


@kalimat("tren.realisasi_tetap")
def say_value_kept(u: Ucapan) -> str:
    return u.pilih(
        f"Realisasi tahun {u.kata('tahun_kini')} sama dengan tahun {u.kata('tahun_lalu')}, yaitu "
        f"{u['kini']}.",
        f"Realisasi tidak berubah dibandingkan dengan tahun {u.kata('tahun_lalu')}, yaitu tetap {u['kini']}.",
    )


@kalimat("tren.capaian_naik", "tren.capaian_turun")
def say_capaian_moved(u: Ucapan) -> str:
    plain, formal = VERB[_direction(u)]
    before, now = u.kata("tahun_lalu"), u.kata("tahun_kini")
    return u.pilih(
        f"Capaian kinerja {formal} {u['selisih']}, dari {u['lalu']} pada tahun {before} menjadi {u['kini']} "
        f"pada tahun {now}{_relative(u)}.",
        f"Dari segi capaian kinerja, angka {u['lalu']} pada tahun {before} {plain} menjadi {u['kini']} pada "
        f"tahun {now}, selisih {u['selisih']}{_relative(u)}.",
    )


@kalimat("tren.capaian_tetap")
def say_capaian_kept(u: Ucapan) -> str:
    return (
        f"Capaian kinerja tahun {u.kata('tahun_kini')} sama dengan tahun {u.kata('tahun_lalu')}, yaitu "
        f"{u['kini']}."
    )


@kalimat("tren.target_naik", "tren.target_turun")
def say_target_moved(u: Ucapan) -> str:
    word = "lebih tinggi" if _direction(u) == "naik" else "lebih rendah"
    return (
        f"Target tahun {u.kata('tahun_kini')} ditetapkan {u['kini']}, {word} {u['selisih']} daripada target "
        f"tahun {u.kata('tahun_lalu')} ({u['lalu']})."
    )


@kalimat("tren.target_tetap")
def say_target_kept(u: Ucapan) -> str:
    return (
        f"Target tahun {u.kata('tahun_kini')} sama dengan target tahun {u.kata('tahun_lalu')}, yaitu "
        f"{u['kini']}."
    )


def _span(u: Ucapan) -> str:
    return f"{u.bilangan('n')} tahun yang diperbandingkan ({u.kata('tahun_awal')}–{u.kata('tahun_akhir')})"


@kalimat("tren.tertinggi")
def say_highest(u: Ucapan) -> str:
    note = ", tetapi pada indikator ini nilai yang lebih rendah berarti lebih baik"
    return (
        f"Realisasi {u['nilai']} merupakan yang tertinggi dalam {_span(u)}"
        f"{note if u.kata('arah') == 'turun' else ''}."
    )


@kalimat("tren.terendah")
def say_lowest(u: Ucapan) -> str:
    note = ", dan pada indikator ini nilai yang lebih rendah berarti lebih baik"
    return (
        f"Realisasi {u['nilai']} merupakan yang terendah dalam {_span(u)}"
        f"{note if u.kata('arah') == 'turun' else ''}."
    )


@kalimat("tren.naik_terus", "tren.turun_terus")
def say_steady(u: Ucapan) -> str:
    verb = "meningkat" if u.klaim.jenis == "tren.naik_terus" else "menurun"
    said = u.kata("arah") == "turun" and u.kata("makna")
    meaning = f", yang menunjukkan kinerja yang terus {MEANING[u.kata('makna')]}" if said else ""
    return (
        f"Selama {u.bilangan('n')} tahun ({u.kata('tahun_awal')}–{u.kata('tahun_akhir')}) realisasi {verb} "
        f"setiap tahun hingga {u['nilai']}{meaning}."
    )


@kalimat("tren.pertama")
def say_first(u: Ucapan) -> str:
    return (
        f"Indikator ini tidak terdapat pada sumber capaian tahun {u.kata('tahun_lalu')}, sehingga realisasi "
        f"{u['realisasi']} belum dapat dibandingkan dengan tahun sebelumnya."
    )


@kalimat("tren.tanpa_target_lalu")
def say_no_target_before(u: Ucapan) -> str:
    before = u.kata("tahun_lalu")
    value = f" (realisasinya {u['lalu']})" if u.ada("lalu") else ""
    return (
        f"Pada tahun {before} indikator ini belum memiliki target{value}, sehingga capaian kinerja tahun "
        f"{u.kata('tahun_kini')} tidak dapat dibandingkan dengan capaian tahun {before}."
    )


@kalimat("tren.lalu_tidak_terukur")
def say_unmeasured_before(u: Ucapan) -> str:
    return (
        f"Realisasi tahun {u.kata('tahun_lalu')} tidak tersedia atau tidak terukur, sehingga realisasi tahun "
        f"{u.kata('tahun_kini')} tidak dapat dibandingkan dengan tahun tersebut."
    )


@kalimat("tren.tanpa_sumber_lalu")
def say_no_source_before(u: Ucapan) -> str:
    return (
        "Sumber data capaian tahun sebelumnya tidak tersedia, sehingga perbandingan antartahun tidak "
        "disajikan."
    )
