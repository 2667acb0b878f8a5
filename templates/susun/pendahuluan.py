"""Bab I: tasks, functions, structure and staff, the same in both pedoman."""

from __future__ import annotations

from alat import CENTER, Bab, Kolom


def write_duties(bab: Bab) -> None:
    bab.p("{{ teks.kedudukan }}")
    bab.h(3, "Tugas")
    bab.p("{{ teks.tugas }}")
    bab.h(3, "Fungsi")
    bab.p("{{ teks.fungsi_pengantar }}")
    bab.numbered("teks.fungsi")
    bab.h(3, "Struktur Organisasi")
    bab.tag("if struktur_organisasi")
    bab.each("struktur_organisasi")
    bab.tag("else")
    bab.p("{{ teks.struktur_pengantar }}")
    bab.numbered("teks.struktur")
    bab.tag("endif")
    bab.tag("if gambar_struktur")
    bab.p("Susunan organisasi {{ satker.nama }} ditunjukkan pada Gambar {{ ref_struktur }}.")
    bab.chart("gambar_struktur", "label_struktur", "Struktur organisasi {{ satker.nama }}")
    bab.tag("endif")
    bab.h(3, "Sumber Daya Manusia")
    bab.each("kalimat_pegawai")
    bab.when("not pegawai and not kalimat_pegawai", lambda: bab.p("Data pegawai tidak terdapat dalam sumber data."))
    _staff(bab)


def _staff(bab: Bab) -> None:
    bab.tag("for t in pegawai")
    bab.caption("Tabel", "t.label", "{{ t.judul }}")
    bab.tag("if t.ada_jenis_kelamin")
    bab.table(
        (
            Kolom("Uraian", "{{ b.label }}", 7.4),
            Kolom("Laki-laki", "{{ b.laki }}", 2.7, CENTER),
            Kolom("Perempuan", "{{ b.perempuan }}", 2.7, CENTER),
            Kolom("Jumlah", "{{ b.jumlah }}", 2.7, CENTER),
        ),
        "t.baris",
        jumlah=("Jumlah", "", "", "{{ j }}"),
        jumlah_dari="t.jumlah",
    )
    bab.tag("else")
    bab.table(
        (Kolom("Uraian", "{{ b.label }}", 10.5), Kolom("Jumlah", "{{ b.jumlah }}", 5.0, CENTER)),
        "t.baris",
        jumlah=("Jumlah", "{{ j }}"),
        jumlah_dari="t.jumlah",
    )
    bab.tag("endif")
    bab.chart("t.bagan", "t.label_bagan", "{{ t.judul }}")
    bab.tag("endfor")
