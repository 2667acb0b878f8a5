"""The chapters of the two pedoman, each in its own order and with its own headings."""

from __future__ import annotations

from akuntabilitas import write_budget, write_efficiency, write_group, write_measure, write_support
from alat import CENTER, Bab, Kolom
from depan import write_pk, write_pk_budget
from kinerja_anggaran import landscape, write_ikpa, write_ikpa_units, write_nka, write_other, write_smart
from pendahuluan import write_duties


def title(bab: Bab, roman: str, name: str, first: bool = False) -> None:
    bab.furniture(bab.doc.sections[0], fmt="decimal", start=1 if first else None)
    bab.h(1, f"BAB {roman}\n{name}")


def bab1_2023(bab: Bab) -> None:
    title(bab, "I", "PENDAHULUAN", first=True)
    bab.h(2, "Latar Belakang")
    bab.each("teks.latar_belakang")
    bab.each("latar_belakang")
    bab.h(2, "Tugas, Fungsi, dan Struktur Organisasi")
    write_duties(bab)
    bab.h(2, "Maksud dan Tujuan")
    bab.each("teks.maksud")
    bab.p("{{ teks.tujuan_pengantar }}")
    bab.numbered("teks.tujuan")
    bab.h(2, "Aspek Strategis")
    bab.p("{{ teks.aspek_strategis_pengantar }}")
    bab.each("teks.aspek_strategis")
    bab.each("aspek_strategis")
    bab.h(2, "Isu Strategis")
    bab.p("{{ teks.isu_strategis_pengantar }}")
    bab.numbered("isu_strategis")
    bab.h(2, "Sistematika Laporan")
    bab.p("{{ teks.sistematika_pengantar }}")
    bab.numbered("teks.sistematika")
    bab.each("kalimat_sumber")


def bab1_2015(bab: Bab) -> None:
    title(bab, "I", "PENDAHULUAN", first=True)
    bab.h(2, "Latar Belakang")
    bab.each("teks.latar_belakang")
    bab.each("latar_belakang")
    bab.h(2, "Tugas, Fungsi, dan Struktur Organisasi")
    write_duties(bab)
    bab.h(2, "Potensi dan Permasalahan")
    bab.tag("if potensi")
    bab.p("{{ teks.potensi_pengantar }}")
    bab.numbered("potensi")
    bab.tag("endif")
    bab.p("{{ teks.permasalahan_pengantar }}")
    bab.numbered("permasalahan")
    bab.h(2, "Dasar Hukum")
    bab.p("{{ teks.dasar_hukum_pengantar }}")
    bab.numbered("teks.dasar_hukum")
    bab.h(2, "Sistematika Penyajian")
    bab.p("{{ teks.sistematika_pengantar }}")
    bab.numbered("teks.sistematika")
    bab.each("kalimat_sumber")


def _vision(bab: Bab) -> None:
    bab.each("teks.renstra_pengantar")
    bab.p("{{ teks.visi_pengantar }}")
    bab.p("{{ teks.visi }}", "Kutipan Visi")
    for lead, source in (
        ("misi_pengantar", "misi"),
        ("tujuan_renstra_pengantar", "tujuan_renstra"),
        ("sasaran_renstra_pengantar", "sasaran_renstra"),
        ("tata_nilai_pengantar", "tata_nilai"),
    ):
        bab.tag(f"if teks.{source}")
        bab.p(f"{{{{ teks.{lead} }}}}")
        bab.numbered(f"teks.{source}")
        bab.tag("endif")


def _targets(bab: Bab) -> None:
    bab.each("teks.renstra_satker_pengantar")
    bab.each("renstra")
    bab.tag("for t in renstra_tabel")
    bab.caption("Tabel", "t.label", "Target Renstra {{ t.sebutan }} menurut tahun")
    bab.table(
        (
            Kolom("No.", "{{ b.kode }}", 1.2, CENTER),
            Kolom("Indikator Kinerja", "{{ b.indikator }}", 7.5),
            Kolom("{%tc for k in t.tahun %}", "{%tc for k in b.target %}", 2.2),
            Kolom("{{ k }}", "{{ k }}", 2.3, CENTER),
            Kolom("{%tc endfor %}", "{%tc endfor %}", 2.3),
        ),
        "t.baris",
    )
    bab.tag("endfor")
    bab.when("not renstra_tabel", lambda: bab.p("Target Renstra per indikator tidak terdapat dalam sumber data."))


def _agreement(bab: Bab) -> None:
    bab.each("teks.pk_pengantar")
    write_pk(bab, "perjanjian_kinerja", "{{ tahun }}")
    bab.when("tanpa_pk", lambda: bab.p("{{ tanpa_pk }}"))
    bab.each("catatan_pk")


def bab2_2023(bab: Bab) -> None:
    title(bab, "II", "PERENCANAAN KINERJA")
    bab.h(2, "Rencana Strategis")
    _vision(bab)
    _targets(bab)
    bab.h(2, "Perjanjian Kinerja")
    _agreement(bab)
    bab.tag("if anggaran_pk.ada")
    bab.each("teks.alokasi_pengantar")
    bab.tag("endif")
    write_pk_budget(bab)
    bab.each("catatan_alokasi")


def bab2_2015(bab: Bab) -> None:
    title(bab, "II", "PERENCANAAN KINERJA")
    bab.h(2, "Rencana Strategis {{ teks.eselon1 }}")
    _vision(bab)
    bab.h(2, "Rencana Strategis {{ satker.nama }}")
    _targets(bab)
    bab.h(2, "Perjanjian Kinerja")
    _agreement(bab)
    bab.h(2, "Alokasi Anggaran")
    bab.tag("if anggaran_pk.ada")
    bab.each("teks.alokasi_pengantar")
    bab.tag("endif")
    write_pk_budget(bab)
    bab.tag("if alokasi.ada")
    bab.caption("Tabel", "alokasi.label", "Alokasi anggaran menurut jenis belanja Tahun {{ tahun }}")
    bab.table(
        (
            Kolom("No.", "{{ b.no }}", 1.2, CENTER),
            Kolom("Jenis Belanja", "{{ b.nama }}", 9.3),
            Kolom("Pagu (Rp)", "{{ b.pagu }}", 5.0, CENTER),
        ),
        "alokasi.baris",
        jumlah=("", "Jumlah", "{{ j.pagu }}"),
        jumlah_dari="alokasi.jumlah",
    )
    bab.tag("endif")
    bab.each("catatan_alokasi")


def _performance(bab: Bab) -> None:
    bab.tag("if tanpa_capaian")
    bab.p("{{ tanpa_capaian }}")
    bab.tag("else")
    bab.each("teks.capaian_pengantar")
    bab.tag("endif")
    bab.each("kalimat_ringkasan")
    bab.h(3, "Pengukuran Capaian Kinerja")
    write_measure(bab)
    bab.tag("for g in kelompok")
    bab.h(3, "Capaian {{ g.judul }}")
    write_group(bab)
    bab.tag("endfor")
    bab.h(3, "Efisiensi Penggunaan Sumber Daya")
    write_efficiency(bab)
    bab.tag("if data_dukung")
    bab.h(3, "Data Dukung")
    write_support(bab, "data_dukung")
    bab.tag("endif")


def bab3_2023(bab: Bab) -> None:
    title(bab, "III", "AKUNTABILITAS KINERJA")
    bab.each("teks.akuntabilitas_pengantar")
    bab.h(2, "Capaian Kinerja Organisasi")
    _performance(bab)
    bab.h(2, "Realisasi Anggaran")
    write_budget(bab)
    bab.h(2, "Capaian Kinerja Anggaran")
    bab.each("teks.kinerja_anggaran_pengantar")
    bab.h(3, "Nilai Kinerja Anggaran pada Aplikasi SMART")
    write_smart(bab)
    bab.h(3, "Indikator Kinerja Pelaksanaan Anggaran")
    write_ikpa(bab)
    landscape(bab, "ikpa.banyak", write_ikpa_units)
    write_nka(bab)
    bab.h(2, "Capaian Kinerja Lainnya")
    bab.each("teks.kinerja_lain_pengantar")
    write_other(bab)
    _awards(bab)


def _awards(bab: Bab) -> None:
    bab.tag("if prestasi")
    bab.h(3, "Prestasi dan Penghargaan")
    bab.numbered("prestasi")
    bab.tag("endif")


def bab3_2015(bab: Bab) -> None:
    title(bab, "III", "AKUNTABILITAS KINERJA")
    bab.each("teks.akuntabilitas_pengantar")
    bab.h(2, "Capaian Kinerja Organisasi")
    _performance(bab)
    bab.h(2, "Capaian Kinerja Anggaran")
    bab.h(3, "Realisasi Anggaran")
    write_budget(bab)
    bab.tag("if smart.ada")
    bab.h(3, "Nilai Kinerja Anggaran pada Aplikasi SMART")
    write_smart(bab)
    bab.tag("endif")
    bab.tag("if ikpa.ada")
    bab.h(3, "Indikator Kinerja Pelaksanaan Anggaran")
    write_ikpa(bab)
    bab.tag("endif")
    landscape(bab, "ikpa.banyak", write_ikpa_units)
    write_nka(bab)
    _awards(bab)


def bab4(bab: Bab) -> None:
    title(bab, "IV", "PENUTUP")
    bab.h(2, "Kesimpulan")
    bab.each("teks.penutup_pengantar")
    bab.each("kesimpulan_kinerja")
    bab.each("kesimpulan_anggaran")
    bab.each("kesimpulan_kinerja_anggaran")
    bab.each("kesimpulan")
    bab.h(2, "Saran")
    bab.tag("if perhatian")
    bab.p("Angka dalam laporan ini menunjukkan hal-hal berikut yang memerlukan perhatian.")
    bab.numbered("perhatian")
    bab.tag("endif")
    bab.p("{{ teks.saran_pengantar }}")
    bab.numbered("saran")
    bab.each("teks.penutup_akhir")
