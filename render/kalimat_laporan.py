"""Sentences about the report as a whole: counts, means, best and worst, sources, staff, other systems."""

from __future__ import annotations

from collections.abc import Sequence

from render.bab_istilah import count_keys, join_list, name_codes, name_divisi, name_unit
from render.format_terbilang import terbilang
from render.kalimat import Ucapan, kalimat


@kalimat("jumlah.indikator")
def say_counts(u: Ucapan) -> str:
    divisions = f" pada {u.bulat('divisi')} divisi" if u.ada("divisi") and not u.nol("divisi") else ""
    goals = f" dari {u.bulat('sasaran')} sasaran" if not u.nol("sasaran") else ""
    subject = "Laporan ini mengukur" if u.klaim.subjek == "laporan" else "Kelompok ini memuat"
    return f"{subject} {u.bulat('indikator')} indikator kinerja{goals}{divisions}."


@kalimat("jumlah.status")
def say_status(u: Ucapan) -> str:
    """Say only the groups that have members."""
    groups = (
        ("di_atas", "melampaui target"),
        ("tepat", "tepat mencapai target"),
        ("di_bawah", "belum mencapai target"),
        ("tidak_terukur", "tidak dapat diukur"),
    )
    said = [f"{u.bulat(role)} indikator {text}" for role, text in groups if not u.nol(role)]
    if not said:
        return "Tidak ada indikator yang dilaporkan."
    if len(said) == 1:
        role, text = next((r, t) for r, t in groups if not u.nol(r))
        if u.klaim.angka[role].number == 1:
            return f"Indikator tersebut {text}."
        return f"Seluruh {u.bulat(role)} indikator tersebut {text}."
    listed = " dan ".join(said) if len(said) == 2 else f"{', '.join(said[:-1])}, dan {said[-1]}"
    return f"Dari {u.bulat('jumlah')} indikator tersebut, {listed}."


@kalimat("jumlah.semua_mencapai_target")
def say_all_reached(u: Ucapan) -> str:
    return "Dengan demikian, seluruh indikator yang terukur mencapai atau melampaui targetnya."


@kalimat("rata_rata.capaian")
def say_mean(u: Ucapan) -> str:
    category = f" dengan kategori {u.kata('kategori')}" if u.kata("kategori") else ""
    capped = ""
    raw, bounded = u.klaim.angka["rata_rata"], u.klaim.angka.get("rata_rata_dibatasi")
    if u.ada("batas") and bounded is not None and bounded.value != raw.value:
        capped = (
            f" Apabila capaian tiap indikator dibatasi paling tinggi {u['batas']}, rata-ratanya menjadi "
            f"{u['rata_rata_dibatasi']}."
        )
    if u.klaim.angka["jumlah"].number == 1:
        return f"Capaian kinerja satu-satunya indikator yang terukur adalah {u['rata_rata']}{category}.{capped}"
    return (
        f"Rata-rata capaian kinerja dari {u.bulat('jumlah')} indikator yang terukur adalah {u['rata_rata']}"
        f"{category}.{capped}"
    )


def _about(u: Ucapan) -> str:
    """Return which indicator or indicators a superlative is about."""
    keys = u.kata("kunci")
    if count_keys(keys) < 2:
        return f"indikator “{u.kata('nama')}”"
    return f"{terbilang(count_keys(keys))} indikator, yaitu {name_codes(keys)}"


@kalimat("capaian.tertinggi", "capaian.terendah")
def say_extreme(u: Ucapan) -> str:
    word = u.klaim.jenis.rsplit(".", 1)[1]
    return f"Capaian {word} sebesar {u['capaian']} terdapat pada {_about(u)}."


@kalimat("capaian.deviasi_terbesar", "capaian.deviasi_terkecil")
def say_deviation(u: Ucapan) -> str:
    word = u.klaim.jenis.rsplit("_", 1)[1]
    if u.nol("selisih"):
        return f"Capaian yang tepat penuh terdapat pada {_about(u)}."
    return (
        f"Selisih {word} terhadap target terdapat pada {_about(u)}: capaiannya {u['capaian']}, berselisih "
        f"{u['selisih']} dari capaian penuh."
    )


@kalimat("sasaran.rata_rata")
def say_goal_mean(u: Ucapan) -> str:
    if u.klaim.angka["jumlah"].number == 1:
        return f"Capaian satu-satunya indikator yang terukur pada sasaran ini adalah {u['rata_rata']}."
    return f"Rata-rata capaian {u.bulat('jumlah')} indikator yang terukur pada sasaran ini adalah {u['rata_rata']}."


@kalimat("sumber.belum_akhir_periode", "sumber.lewat_akhir_periode")
def say_source_of_another_day(u: Ucapan) -> str:
    return say_sources_of_one_day([u])


def say_sources_of_one_day(many: Sequence[Ucapan]) -> str:
    """Name in one sentence all sources that show the state of one day, not of the period's end."""
    one = many[0]
    side = "sebelum" if "belum" in one.klaim.jenis else "sesudah"
    names = join_list([u.kata("sumber") for u in many])
    return (
        f"Sumber {names} menyajikan keadaan per {one.kata('per_tanggal')}, {side} akhir periode laporan "
        f"({one.kata('akhir_periode')})."
    )


@kalimat("sumber.beda_bulan")
def say_mixed_months(u: Ucapan) -> str:
    return f"Sumber data laporan ini tidak seluruhnya bertanggal sama: {u.kata('rincian')}."


@kalimat("tarja.rata_rata")
def say_tarja(u: Ucapan) -> str:
    return (
        f"Rata-rata capaian {u.bulat('jumlah')} target kinerja {name_divisi(u.kata('divisi'))} adalah "
        f"{u['rata_rata']}."
    )


@kalimat("tarja.tertinggi", "tarja.terendah")
def say_tarja_extreme(u: Ucapan) -> str:
    word = u.klaim.jenis.rsplit(".", 1)[1]
    return f"Rata-rata {word} terdapat pada {name_divisi(u.kata('divisi'))}, yaitu {u['nilai']}."


@kalimat("monev.akhir")
def say_monev(u: Ucapan) -> str:
    return (
        f"Pada {u.kata('periode')}, {name_unit(u.kata('nama'))} mencatat serapan anggaran {u['anggaran']} "
        "dan progres "
        f"pelaksanaan {u['progres']}."
    )


@kalimat("pegawai.jumlah")
def say_staff(u: Ucapan) -> str:
    as_of = f" per {u.kata('per_tanggal')}" if u.kata("per_tanggal") else ""
    genders = ""
    if u.ada("laki") and u.ada("perempuan"):
        share = f" ({u['persen_laki']})" if u.ada("persen_laki") else ""
        genders = f", terdiri atas {u.bulat('laki')} laki-laki{share} dan {u.bulat('perempuan')} perempuan"
    return f"Jumlah pegawai{as_of} adalah {u.bulat('jumlah')} orang{genders}."
