"""Bab III: SMART, IKPA, NKA, and performance in other systems."""

from __future__ import annotations

from akuntabilitas import dynamic_table
from alat import CENTER, Bab, Kolom


def write_smart(bab: Bab) -> None:
    bab.each("teks.smart")
    bab.each("smart.kalimat")
    bab.tag("if smart.ada")
    bab.caption("Tabel", "smart.label", "Nilai kinerja anggaran pada aplikasi SMART {{ periode }}")
    bab.table(
        (
            Kolom("No.", "{{ b.no }}", 0.8, CENTER),
            Kolom("Satuan Kerja", "{{ b.nama }}", 4.2),
            Kolom("Penyerapan", "{{ b.penyerapan }}", 2.0, CENTER),
            Kolom("Konsistensi", "{{ b.konsistensi }}", 2.0, CENTER),
            Kolom("CRO", "{{ b.cro }}", 1.4, CENTER),
            Kolom("Efisiensi", "{{ b.efisiensi }}", 1.6, CENTER),
            Kolom("Nilai Efisiensi", "{{ b.nilai_efisiensi }}", 1.8, CENTER),
            Kolom("Nilai Kinerja", "{{ b.nilai }}", 1.7, CENTER),
        ),
        "smart.baris",
        kecil=True,
    )
    bab.tag("else")
    bab.p("Nilai SMART tidak terdapat dalam sumber data.")
    bab.tag("endif")


def write_ikpa(bab: Bab) -> None:
    """Write one satker's IKPA by aspect; many units side by side on a landscape page."""
    bab.each("teks.ikpa")
    bab.each("ikpa.kalimat")
    bab.tag("for u in ikpa.satu")
    bab.caption("Tabel", "ikpa.label", "Indikator Kinerja Pelaksanaan Anggaran (IKPA) {{ periode }}")
    bab.table(
        (
            Kolom("Aspek", "{{ b.aspek }}", 3.6),
            Kolom("Indikator", "{{ b.indikator }}", 4.4),
            Kolom("Nilai", "{{ b.nilai }}", 1.8, CENTER),
            Kolom("Bobot", "{{ b.bobot }}", 1.7, CENTER),
            Kolom("Nilai Akhir", "{{ b.nilai_akhir }}", 2.0, CENTER),
            Kolom("Nilai Aspek", "{{ b.nilai_aspek }}", 2.0, CENTER),
        ),
        "u.baris",
        rapat=True,
    )
    bab.p(
        "Nilai total {{ u.total }}, konversi bobot {{ u.konversi_bobot }}, nilai akhir IKPA {{ u.akhir }}"
        "{% if u.kategori %} ({{ u.kategori }}){% endif %}.",
        "Sumber Data",
    )
    bab.tag("endfor")
    bab.tag("if not ikpa.banyak")
    _note(bab)
    bab.tag("endif")
    bab.when("not ikpa.ada", lambda: bab.p("Nilai IKPA tidak terdapat dalam sumber data."))


def _note(bab: Bab) -> None:
    bab.tag("if ikpa.ada_tanpa_data")
    bab.p("Tanda “-” menunjukkan indikator yang tidak memiliki data dan tidak ikut dihitung.", "Sumber Data")
    bab.tag("endif")


def write_ikpa_units(bab: Bab) -> None:
    """Write the table of all units; it stands on a landscape page of its own."""
    heads = (
        ("Revisi DIPA", "revisi_dipa", 1.5),
        ("Deviasi Hal. III", "deviasi_hal3", 1.6),
        ("Penyerapan", "penyerapan", 2.0),
        ("Kontraktual", "kontraktual", 2.0),
        ("Tagihan", "tagihan", 1.6),
        ("UP dan TUP", "up_tup", 1.5),
        ("Dispensasi SPM", "dispensasi_spm", 2.0),
        ("Capaian Output", "capaian_output", 1.7),
        ("Nilai Total", "total", 1.5),
        ("Konversi Bobot", "konversi_bobot", 1.7),
        ("Nilai Akhir", "akhir", 1.5),
    )
    bab.caption("Tabel", "ikpa.label", "Nilai IKPA menurut unit {{ periode }}")
    bab.table(
        (
            Kolom("No.", "{{ b.no }}", 0.9, CENTER),
            Kolom("Satuan Kerja", "{{ b.nama }}", 4.2),
            *(Kolom(title, f"{{{{ b.{field} }}}}", width, CENTER) for title, field, width in heads),
        ),
        "ikpa.baris",
        kecil=True,
    )
    _note(bab)


def write_nka(bab: Bab) -> None:
    bab.tag("if kalimat_nka")
    bab.each("teks.nka")
    bab.each("kalimat_nka")
    bab.tag("endif")
    bab.each("kinerja_anggaran")


def landscape(bab: Bab, condition: str, write: object) -> None:
    """Write a part on landscape pages, the sections included only when the condition holds."""
    bab.tag(f"if {condition}")
    bab.furniture(bab.section(landscape=True), fmt="decimal", start=None)
    write(bab)  # type: ignore[operator]
    bab.furniture(bab.section(), fmt="decimal", start=None)
    bab.tag("endif")


UNITS = (Kolom("No.", "{{ b.no }}", 0.9, CENTER), Kolom("Satuan Kerja", "{{ b.nama }}", 4.6))


def write_other(bab: Bab) -> None:
    """Write e-Performance, target kinerja, e-Monev and prioritas nasional."""
    bab.h(3, "E-Performance")
    bab.each("teks.e_performance")
    bab.each("teks_e_performance")
    bab.tag("if e_performance.ada")
    bab.caption("Tabel", "e_performance.label", "Pengisian e-Performance menurut bulan {{ periode }}")
    dynamic_table(bab, "e_performance.kolom", "e_performance.baris", lead=UNITS)
    bab.tag("endif")
    bab.h(3, "Target Kinerja")
    bab.each("teks.target_kinerja")
    bab.each("target_kinerja.kalimat")
    bab.each("teks_target_kinerja")
    bab.tag("if not target_kinerja.ada and not teks_target_kinerja")
    bab.p("Data target kinerja tidak terdapat dalam sumber data {{ satker.nama }}.")
    bab.tag("endif")
    bab.tag("for t in target_kinerja.tabel")
    bab.caption("Tabel", "t.label", "Capaian target kinerja {{ t.judul }} {{ periode }}")
    bab.table(
        (
            Kolom("No.", "{{ b.no }}", 1.2, CENTER),
            Kolom("Target Kinerja", "{{ b.target }}", 11.8),
            Kolom("Capaian", "{{ b.persen }}", 2.5, CENTER),
        ),
        "t.baris",
        jumlah=("", "Rata-rata", "{{ j.rata_rata }}"),
        jumlah_dari="[t]",
    )
    bab.tag("endfor")
    bab.h(3, "E-Monev Bappenas")
    bab.each("teks.e_monev")
    bab.each("e_monev.kalimat")
    bab.each("teks_e_monev")
    bab.tag("if e_monev.ada")
    bab.caption("Tabel", "e_monev.label", "Serapan anggaran dan progres pada e-Monev Bappenas {{ periode }}")
    dynamic_table(bab, "e_monev.kolom", "e_monev.baris", lead=UNITS)
    bab.tag("endif")
    bab.h(3, "Kegiatan Prioritas Nasional")
    bab.each("teks.prioritas_nasional")
    bab.each("teks_prioritas_nasional")
