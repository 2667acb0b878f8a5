"""Sentences that compare this period with earlier years."""

from __future__ import annotations

from collections.abc import Sequence

from render.kalimat import Ucapan, kalimat

VERB = {"naik": ("naik", "meningkat"), "turun": ("turun", "menurun")}


MEANING = {"membaik": "membaik", "memburuk": "menurun"}


def _direction(u: Ucapan) -> str:
    """Return `naik` or `turun` from the kind's last word."""
    return u.klaim.jenis.rsplit("_", 1)[1]


def _relative(u: Ucapan) -> str:
    if not u.ada("persen"):
        return ""
    return f" atau secara relatif {_direction(u)} {u['persen']}"


def _before(u: Ucapan) -> str:
    """Return the earlier year; beside half a year it is said that it was a whole one."""
    whole = " (satu tahun penuh)" if u.periode.startswith("semester") else ""
    return f"tahun {u.kata('tahun_lalu')}{whole}"


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
    return u.pilih(
        f"Dibandingkan dengan {_before(u)}, realisasi {plain} {u['selisih']}{_relative(u)}, yaitu dari "
        f"{u['lalu']} menjadi {u['kini']}.",
        f"Realisasi {formal} dari {u['lalu']} pada {_before(u)} menjadi {u['kini']} pada {u.periode}, "
        f"dengan selisih {u['selisih']}{_relative(u)}.",
        f"Realisasi {u.periode} {formal} {u['selisih']}{_relative(u)} dibandingkan dengan realisasi {_before(u)} "
        f"sebesar {u['lalu']}.",
    ) + _meaning(u)


@kalimat("tren.realisasi_tetap")
def say_value_kept(u: Ucapan) -> str:
    return u.pilih(
        f"Realisasi {u.periode} sama dengan {_before(u)}, yaitu {u['kini']}.",
        f"Realisasi tidak berubah dibandingkan dengan {_before(u)}, yaitu tetap {u['kini']}.",
    )


@kalimat("tren.capaian_naik", "tren.capaian_turun")
def say_capaian_moved(u: Ucapan) -> str:
    plain, formal = VERB[_direction(u)]
    return u.pilih(
        f"Capaian kinerja {formal} {u['selisih']}{_relative(u)}, dari {u['lalu']} pada {_before(u)} menjadi "
        f"{u['kini']} pada {u.periode}.",
        f"Capaian kinerja {plain} dari {u['lalu']} pada {_before(u)} menjadi {u['kini']} pada {u.periode}, dengan "
        f"selisih {u['selisih']}{_relative(u)}.",
    )


@kalimat("tren.capaian_tetap")
def say_capaian_kept(u: Ucapan) -> str:
    return f"Capaian kinerja {u.periode} sama dengan {_before(u)}, yaitu {u['kini']}."


@kalimat("tren.target_naik", "tren.target_turun")
def say_target_moved(u: Ucapan) -> str:
    word = "lebih tinggi" if _direction(u) == "naik" else "lebih rendah"
    before = u.kata("tahun_lalu")
    return u.pilih(
        f"Target tahun {u.kata('tahun_kini')} ditetapkan {u['kini']}, {word} {u['selisih']} daripada target "
        f"tahun {before} ({u['lalu']}).",
        f"Target tahun {u.kata('tahun_kini')} sebesar {u['kini']} {word} {u['selisih']} daripada target tahun "
        f"{before} sebesar {u['lalu']}.",
    )


@kalimat("tren.target_tetap")
def say_target_kept(u: Ucapan) -> str:
    return (
        f"Target tahun {u.kata('tahun_kini')} sama dengan target tahun {u.kata('tahun_lalu')}, yaitu {u['kini']}."
    )


KEPT = ("tren.realisasi_tetap", "tren.capaian_tetap", "tren.target_tetap")


def say_all_kept(many: Sequence[Ucapan]) -> str:
    """Say in one sentence that realisasi, capaian and target are those of the year before."""
    realised, achieved, aimed = many
    same = realised.klaim.angka["kini"].value == aimed.klaim.angka["kini"].value
    values = (
        f"target dan realisasi tetap {realised['kini']} dan capaian kinerja tetap {achieved['kini']}"
        if same
        else f"target tetap {aimed['kini']}, realisasi tetap {realised['kini']}, dan capaian kinerja tetap "
        f"{achieved['kini']}"
    )
    return realised.pilih(
        f"Tidak ada perubahan dibandingkan dengan {_before(realised)}: {values}.",
        f"Dibandingkan dengan {_before(realised)}, {values}.",
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
    what = f"realisasi {u['realisasi']} belum dapat dibandingkan" if u.ada("realisasi") else "belum ada pembanding"
    before = "dengan tahun sebelumnya" if u.ada("realisasi") else "dari tahun sebelumnya"
    return f"Sumber capaian tahun {u.kata('tahun_lalu')} tidak memuat indikator ini, sehingga {what} {before}."


@kalimat("tren.tanpa_target_lalu")
def say_no_target_before(u: Ucapan) -> str:
    before = u.kata("tahun_lalu")
    value = f" (realisasinya {u['lalu']})" if u.ada("lalu") else ""
    return (
        f"Sumber data tidak memuat target tahun {before} untuk indikator ini{value}, sehingga capaian kinerja "
        f"{u.periode} tidak dapat dibandingkan dengan capaian tahun {before}."
    )


@kalimat("tren.lalu_tidak_terukur")
def say_unmeasured_before(u: Ucapan) -> str:
    return (
        f"Realisasi tahun {u.kata('tahun_lalu')} tidak tersedia atau tidak terukur, sehingga realisasi "
        f"{u.periode} tidak dapat dibandingkan dengan tahun tersebut."
    )


@kalimat("tren.tanpa_sumber_lalu")
def say_no_source_before(u: Ucapan) -> str:
    return u.pilih(
        "Sumber data capaian tahun sebelumnya tidak tersedia, sehingga perbandingan antartahun tidak disajikan.",
        "Perbandingan antartahun tidak disajikan karena sumber data capaian tahun sebelumnya tidak tersedia.",
    )
