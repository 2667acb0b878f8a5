"""Kinds of claims about the report as a whole. `subjek` is `laporan`, or `divisi:<name>`, `tingkat:<name>`.

`rincian_1`, `rincian_2`, ... are the figures a superlative was taken over.
"""

from __future__ import annotations

from transform.aritmetika import HUNDRED, as_printed, compare, number
from transform.klaim_jenis import (
    Angka,
    Berlaku,
    Kata,
    all_reached,
    always,
    below,
    change,
    counts,
    define,
    first_of_rest,
    margin,
    reaches,
    share,
)


def _overspent(angka: Angka, kata: Kata) -> bool:
    over = number(angka["realisasi"]) - number(angka["pagu"])
    return over > 0 and number(angka["selisih"]) == over


def _deviation(angka: Angka, kata: Kata) -> bool:
    return number(angka["selisih"]) == abs(as_printed(angka["capaian"]) - HUNDRED)


def _deviation_extreme(want: int) -> Berlaku:
    def check(angka: Angka, kata: Kata) -> bool:
        own = abs(number(angka["capaian"]) - HUNDRED)
        rest = [abs(number(f) - HUNDRED) for name, f in angka.items() if name.startswith("rincian_")]
        sides = {compare(own, x) for x in rest}
        return _deviation(angka, kata) and want in sides and -want not in sides

    return check


# counts and means of indicators
define("jumlah.indikator", "banyaknya indikator dan sasaran yang dilaporkan", "indikator sasaran", always,
       opsional="divisi")  # fmt: skip
define("jumlah.status", "banyaknya indikator di atas, tepat, di bawah target, dan tidak terukur",
       "di_atas tepat di_bawah tidak_terukur jumlah", counts)  # fmt: skip
define("jumlah.semua_mencapai_target", "semua indikator yang terukur mencapai atau melampaui target",
       "di_atas tepat di_bawah terukur", all_reached)  # fmt: skip
define("rata_rata.capaian", "rata-rata capaian indikator yang terukur, mentah dan dibatasi",
       "rata_rata jumlah", always, opsional="rata_rata_dibatasi batas", kata_opsional="kategori")  # fmt: skip
define("capaian.tertinggi", "indikator dengan capaian tertinggi; kata `nama`, `kunci`",
       "capaian", first_of_rest(1, "capaian"), kata="nama kunci", bebas=True)  # fmt: skip
define("capaian.terendah", "indikator dengan capaian terendah; kata `nama`, `kunci`",
       "capaian", first_of_rest(-1, "capaian"), kata="nama kunci", bebas=True)  # fmt: skip
define("capaian.deviasi_terbesar", "indikator dengan |capaian - 100| terbesar", "capaian selisih",
       _deviation_extreme(1), kata="nama kunci", bebas=True)  # fmt: skip
define("capaian.deviasi_terkecil", "indikator dengan |capaian - 100| terkecil", "capaian selisih",
       _deviation_extreme(-1), kata="nama kunci", bebas=True)  # fmt: skip
define("sasaran.rata_rata", "rata-rata capaian indikator terukur pada satu sasaran",
       "rata_rata jumlah", always, kata="nama")  # fmt: skip

# budget; kata `nama` is the line (Belanja Pegawai, a satker, an RO)
define("anggaran.serapan", "pagu, realisasi, sisa dan serapan seluruhnya", "pagu realisasi sisa persen",
       share("realisasi", "pagu"), kata_opsional="per_tanggal nama")  # fmt: skip
define("anggaran.porsi", "bagian satu baris dari pagu seluruhnya", "bagian total persen",
       share("bagian", "total"), kata="nama")  # fmt: skip
for _name, _want, _text in (
    ("anggaran.porsi_terbesar", 1, "baris dengan bagian pagu terbesar"),
    ("anggaran.porsi_terkecil", -1, "baris dengan bagian pagu terkecil (di atas nol)"),
    ("anggaran.serapan_tertinggi", 1, "baris dengan serapan tertinggi"),
    ("anggaran.serapan_terendah", -1, "baris dengan serapan terendah"),
    ("anggaran.sisa_terbesar", 1, "baris dengan sisa pagu terbesar"),
    ("anggaran.sisa_terkecil", -1, "baris dengan sisa pagu terkecil"),
):
    define(_name, _text, "nilai", first_of_rest(_want, "nilai"), opsional="pagu realisasi sisa persen",
           kata="nama lingkup", kata_opsional="kode", bebas=True)  # fmt: skip
define("anggaran.lebih", "realisasi melebihi pagu sebesar `selisih`", "pagu realisasi selisih", _overspent,
       opsional="persen", kata="nama lingkup")  # fmt: skip
define("anggaran.serapan_di_bawah_ambang", "serapan di bawah ambang", "persen ambang",
       below("persen", "ambang"), kata="nama lingkup")  # fmt: skip
define("anggaran.serapan_mencapai_ambang", "serapan sama dengan atau di atas ambang", "persen ambang",
       reaches("persen", "ambang"), kata="nama lingkup")  # fmt: skip
define("anggaran.tanpa_pagu", "baris tanpa pagu (pagu nol), serapan tidak dihitung", "pagu",
       lambda a, k: a["pagu"].number == 0, kata="nama")  # fmt: skip
for _what in ("pagu", "realisasi", "serapan"):
    for _verb, _sign in (("naik", 1), ("turun", -1), ("tetap", 0)):
        define(f"anggaran.{_what}_{_verb}", f"{_what} {_verb} terhadap tahun sebelumnya",
               "lalu kini selisih", change(_sign, better=False), opsional="persen",
               kata="tahun_lalu tahun_kini", kata_opsional="nama")  # fmt: skip
define("anggaran.pk_beda_dipa", "pagu pada Perjanjian Kinerja (awal) berbeda dari pagu DIPA akhir",
       "pagu_pk pagu_dipa selisih",
       lambda a, k: number(a["selisih"]) == abs(number(a["pagu_pk"]) - number(a["pagu_dipa"])) > 0,
       kata_opsional="per_tanggal")  # fmt: skip
define("anggaran.jumlah_satker", "banyaknya satker dan yang serapannya di bawah ambang",
       "jumlah di_bawah ambang", lambda a, k: number(a["di_bawah"]) <= number(a["jumlah"]))  # fmt: skip

# IKPA, SMART, NKA
define("ikpa.nilai", "nilai akhir IKPA satu satker/unit dan kategorinya", "nilai", always,
       kata="nama kategori")  # fmt: skip
define("ikpa.tertinggi", "unit dengan nilai IKPA tertinggi", "nilai", first_of_rest(1, "nilai"),
       kata="nama", bebas=True)  # fmt: skip
define("ikpa.terendah", "unit dengan nilai IKPA terendah", "nilai", first_of_rest(-1, "nilai"),
       kata="nama", bebas=True)  # fmt: skip
define("ikpa.aspek_di_bawah_ambang", "nilai satu aspek/indikator IKPA di bawah ambang",
       "nilai ambang", below("nilai", "ambang"), kata="aspek nama")  # fmt: skip
define("ikpa.tanpa_data", "indikator IKPA tanpa data, tidak ikut dihitung", "konversi_bobot", always,
       kata="aspek nama")  # fmt: skip
define("smart.nilai", "nilai kinerja anggaran (SMART) satu satker/unit", "nilai", always, kata="nama")
define("smart.tertinggi", "unit dengan nilai SMART tertinggi", "nilai", first_of_rest(1, "nilai"),
       kata="nama", bebas=True)  # fmt: skip
define("smart.terendah", "unit dengan nilai SMART terendah", "nilai", first_of_rest(-1, "nilai"),
       kata="nama", bebas=True)  # fmt: skip
define("nka.nilai", "nilai kinerja anggaran gabungan SMART dan IKPA", "nka smart ikpa", always,
       kata_opsional="kategori")  # fmt: skip

# efficiency of the report as a whole
for _name, _sign, _full, _text in (
    ("efisiensi.laporan.efisien", 1, True, "rata-rata capaian penuh dan melebihi serapan anggaran"),
    ("efisiensi.laporan.belum_tercapai", 1, False, "rata-rata capaian melebihi serapan, tetapi belum penuh"),
    ("efisiensi.laporan.seimbang", 0, None, "rata-rata capaian sama dengan serapan anggaran"),
    ("efisiensi.laporan.belum_efisien", -1, None, "rata-rata capaian di bawah serapan anggaran"),
):
    define(_name, _text, "capaian serapan selisih", margin(_sign, _full), opsional="sisa batas", kata="metode")
define("efisiensi.laporan.sdm", "banyaknya pegawai dan banyaknya indikator yang ditangani",
       "pegawai indikator", always, opsional="rasio mencapai", kata_opsional="metode")  # fmt: skip
define("efisiensi.laporan.sarana", "pagu dan realisasi belanja modal (sarana) dan serapannya",
       "pagu realisasi persen", share("realisasi", "pagu"))  # fmt: skip
define("efisiensi.laporan.tanpa_modal", "tidak ada pagu belanja modal tahun ini", "pagu",
       lambda a, k: a["pagu"].number == 0)  # fmt: skip

# what the figures call for (feeds Saran), and sources that do not reach the end of the period
define("perhatian.serapan", "serapan di bawah ambang: perlu tindak lanjut", "persen ambang",
       below("persen", "ambang"), kata="nama lingkup")  # fmt: skip
define("perhatian.ikpa_aspek", "aspek IKPA di bawah ambang: perlu tindak lanjut", "nilai ambang",
       below("nilai", "ambang"), kata="aspek nama")  # fmt: skip
define("perhatian.anggaran_lebih", "realisasi melebihi pagu: perlu penjelasan", "pagu realisasi selisih",
       _overspent, kata="nama lingkup")  # fmt: skip
define("sumber.belum_akhir_periode", "sumber menyajikan keadaan sebelum akhir periode laporan", "", always,
       kata="sumber per_tanggal akhir_periode berkas")  # fmt: skip
define("sumber.lewat_akhir_periode", "sumber menyajikan keadaan jauh sesudah akhir periode laporan", "", always,
       kata="sumber per_tanggal akhir_periode berkas")  # fmt: skip
define("sumber.beda_bulan", "sumber dalam satu laporan berbeda bulan", "", always, kata="rincian")
define("tarja.rata_rata", "rata-rata capaian target kinerja (e-Tarja) satu divisi", "rata_rata jumlah",
       always, kata="divisi")  # fmt: skip
define("tarja.tertinggi", "divisi dengan rata-rata target kinerja tertinggi", "nilai",
       first_of_rest(1, "nilai"), kata="divisi", bebas=True)  # fmt: skip
define("tarja.terendah", "divisi dengan rata-rata target kinerja terendah", "nilai",
       first_of_rest(-1, "nilai"), kata="divisi", bebas=True)  # fmt: skip
define("monev.akhir", "anggaran dan progres e-Monev satu unit pada periode terakhir", "anggaran progres",
       always, kata="nama periode")  # fmt: skip
define("pegawai.jumlah", "banyaknya pegawai", "jumlah", always, opsional="laki perempuan persen_laki",
       kata_opsional="per_tanggal")  # fmt: skip
