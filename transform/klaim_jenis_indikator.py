"""Kinds of claims about one indicator. `subjek` is `KunciIndikator.teks`.

Word `arah` is `naik`, `turun`, or empty where no source settles it (then only statements that hold
under both are made). Word `makna` says whether a change is for the better: `membaik`, `memburuk`, or
empty where that is not known or nothing changed.
"""

from __future__ import annotations

from transform.klaim_jenis import (
    against,
    always,
    change,
    define,
    extreme,
    margin,
    monotone,
    population,
    reaches,
    share,
    unmeasured,
)

# (1) target and realisasi this year
for _name, _want, _text in (
    ("capaian.di_atas_target", 1, "realisasi lebih baik daripada target"),
    ("capaian.tepat_target", 0, "realisasi sama dengan target"),
    ("capaian.di_bawah_target", -1, "realisasi belum mencapai target"),
):
    define(_name, _text, "target realisasi capaian selisih", against(_want), kata="arah satuan",
           opsional="kekurangan")  # fmt: skip
# `selisih` = |realisasi - target| (poin for percentages); `kekurangan` = 100 - capaian, poin

define(
    "capaian.tidak_terukur",
    "capaian tidak dapat dihitung; kata `alasan`: tidak ada populasi | target nol | target tidak tersedia "
    "| realisasi tidak tersedia | arah tidak diketahui | bukan angka",
    "capaian",
    unmeasured,
    opsional="target realisasi pembilang penyebut",
    kata="alasan",
)
define("capaian.hanya_tercetak", "capaian diambil seperti tercetak; target atau realisasi bukan angka",
       "capaian", lambda a, k: a["capaian"].source is not None and a["capaian"].number is not None)  # fmt: skip
define("capaian.dibatasi", "capaian melampaui batas pedoman dan dibatasi",
       "capaian capaian_dibatasi", lambda a, k: not reaches("capaian_dibatasi", "capaian")(a, k))  # fmt: skip
define("capaian.kategori", "kategori capaian menurut pedoman", "capaian", always, kata="kategori")
define("realisasi.dari_populasi", "realisasi = pembilang / penyebut (x 100 bila persen)",
       "pembilang penyebut realisasi", population,
       kata_opsional="uraian_pembilang uraian_penyebut")  # fmt: skip

# (2) earlier years: `lalu` is the latest earlier year that is known, `kini` this year
for _what in ("realisasi", "capaian", "target"):
    for _verb, _want in (("naik", 1), ("turun", -1), ("tetap", 0)):
        define(
            f"tren.{_what}_{_verb}",
            f"{_what} {_verb} terhadap tahun sebelumnya; `persen` = perubahan relatif",
            "lalu kini selisih",
            change(_want, better=_what != "target"),
            opsional="persen",
            kata="tahun_lalu tahun_kini" + ("" if _what == "target" else " makna arah"),
        )
for _name, _want, _text in (
    ("tren.tertinggi", 1, "realisasi tahun ini tertinggi dalam n tahun"),
    ("tren.terendah", -1, "realisasi tahun ini terendah dalam n tahun"),
):
    define(_name, _text, "nilai", extreme(_want), kata="n tahun_awal tahun_akhir arah makna", bebas=True)
for _name, _want, _text in (
    ("tren.naik_terus", 1, "realisasi naik setiap tahun selama n tahun berturut-turut"),
    ("tren.turun_terus", -1, "realisasi turun setiap tahun selama n tahun berturut-turut"),
):
    define(_name, _text, "nilai", monotone(_want), kata="n tahun_awal tahun_akhir arah makna", bebas=True)
define("tren.pertama", "indikator belum ada pada tahun sebelumnya (sumber tahun lalu tidak memuatnya)",
       "realisasi", always, kata="tahun_kini tahun_lalu")  # fmt: skip
define("tren.tanpa_target_lalu", "tahun lalu belum ada target untuk indikator ini",
       "realisasi", always, opsional="lalu", kata="tahun_kini tahun_lalu")  # fmt: skip
define("tren.lalu_tidak_terukur", "realisasi tahun lalu tidak tersedia atau tidak terukur",
       "realisasi", always, opsional="target_lalu", kata="tahun_kini tahun_lalu")  # fmt: skip
define("tren.tanpa_sumber_lalu", "tidak ada sumber capaian tahun sebelumnya", "capaian", always,
       kata="tahun_kini")  # fmt: skip

# (3) Renstra: kata `lingkup` = tahun_ini | akhir (the last year of the Renstra), `tahun` = its year
for _name, _want, _text in (
    ("renstra.terlampaui", 1, "realisasi lebih baik daripada target Renstra tahun itu"),
    ("renstra.tercapai", 0, "realisasi sama dengan target Renstra tahun itu"),
    ("renstra.belum", -1, "realisasi belum mencapai target Renstra tahun itu"),
):
    define(_name, _text, "target realisasi selisih", against(_want), opsional="capaian",
           kata="arah tahun lingkup satuan")  # fmt: skip
define("renstra.tidak_ada", "Renstra tidak memuat target tahun ini untuk indikator ini", "capaian", always,
       kata="tahun")  # fmt: skip
define("renstra.tidak_terukur", "ada target Renstra, realisasi tidak terukur", "target", always,
       kata="tahun lingkup alasan")  # fmt: skip
define("renstra.beda_pk", "target Perjanjian Kinerja berbeda dari target Renstra tahun ini",
       "target_pk target_renstra",
       lambda a, k: a["target_pk"].value != a["target_renstra"].value, kata="tahun")  # fmt: skip

# (6) use of resources; `selisih` = |capaian - serapan| in poin, `metode` states the method
for _name, _want, _full, _text in (
    ("efisiensi.efisien", 1, True, "capaian penuh dan melebihi serapan anggaran yang terkait"),
    ("efisiensi.belum_tercapai", 1, False, "capaian melebihi serapan, tetapi belum penuh: belum disebut efisien"),
    ("efisiensi.seimbang", 0, None, "capaian sama dengan serapan anggaran yang terkait"),
    ("efisiensi.belum_efisien", -1, None, "capaian di bawah serapan anggaran yang terkait"),
):
    define(_name, _text, "capaian serapan selisih", margin(_want, _full), opsional="pagu realisasi_anggaran batas",
           kata="metode", kata_opsional="lingkup nama")  # fmt: skip
define("anggaran.indikator", "anggaran yang terkait dengan indikator dan serapannya",
       "pagu realisasi_anggaran persen", share("realisasi_anggaran", "pagu"), opsional="sisa")  # fmt: skip
define("anggaran.indikator_bersama", "pagu yang sama dipakai bersama oleh beberapa indikator",
       "pagu jumlah", lambda a, k: (a["jumlah"].number or 0) > 1)  # fmt: skip
define("anggaran.indikator_tidak_terkait", "sumber tidak mengaitkan anggaran dengan indikator ini",
       "capaian", always)  # fmt: skip

# what the figures call for (feeds Saran)
define("perhatian.indikator_di_bawah_target", "indikator belum mencapai target: perlu tindak lanjut",
       "target realisasi capaian selisih", against(-1), kata="nama arah satuan")  # fmt: skip
define("perhatian.indikator_tidak_terukur", "indikator tidak terukur", "capaian",
       lambda a, k: a["capaian"].number is None, kata="nama alasan")  # fmt: skip
