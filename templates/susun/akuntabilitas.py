"""Bab III: the parts that both pedoman have."""

from __future__ import annotations

from alat import CENTER, RIGHT, Bab, Kolom
from depan import BELANJA, JUMLAH, write_summary_table

WIDTH = 15.5  # text width of a portrait page, cm


def write_measure(bab: Bab) -> None:
    """Write how capaian is measured."""
    bab.p("{{ teks.pengukuran_pengantar }}")
    bab.p("{{ teks.rumus_naik }}")
    bab.equation("rumus_naik")
    bab.p("{{ teks.rumus_turun }}")
    bab.equation("rumus_turun")
    bab.p("{{ teks.rumus_na }}")


def write_group(bab: Bab) -> None:
    """Write a group's table and chart, then its goals and indicators; `g` is the group."""
    bab.each("g.kalimat")
    bab.p("Capaian seluruh {{ g.sebutan }} disajikan pada Tabel {{ g.ref }}.")
    bab.caption("Tabel", "g.label", "Capaian {{ g.sebutan }} {{ periode }}")
    write_summary_table(bab)
    bab.chart("g.bagan", "g.label_bagan", "Capaian {{ g.sebutan }} {{ periode }}")
    bab.tag("for s in g.sasaran")
    bab.tag("if s.judul")
    bab.h(4, "{{ s.judul }}")
    bab.each("s.kalimat")
    bab.tag("endif")
    bab.tag("for i in s.indikator")
    bab.h(5, "{{ i.kode }} {{ i.nama }}")
    write_indicator(bab)
    bab.tag("endfor")
    bab.tag("endfor")


def write_indicator(bab: Bab) -> None:
    """Write the seven analyses of Permenpan RB 53/2014; `i` is the indicator."""
    _target(bab)
    _years(bab)
    _renstra(bab)
    bab.p("Perbandingan dengan standar nasional", "Judul Analisis")
    bab.each("i.analisis4.paragraf")
    bab.p("Penyebab keberhasilan atau kegagalan serta solusi", "Judul Analisis")
    bab.p("{{ i.analisis5.judul_penyebab }}", "Sub Analisis")
    bab.each("i.analisis5.penyebab")
    bab.tag("if i.analisis5.kendala")
    bab.p("Kendala", "Sub Analisis")
    bab.each("i.analisis5.kendala")
    bab.tag("endif")
    bab.p("Solusi dan tindak lanjut", "Sub Analisis")
    bab.each("i.analisis5.tindak_lanjut")
    _resources(bab)
    bab.p("Program dan kegiatan penunjang", "Judul Analisis")
    bab.each("i.analisis7.paragraf")
    write_support(bab, "i.data_dukung")


def _target(bab: Bab) -> None:
    bab.p("Perbandingan target dan realisasi {{ periode_kalimat }}", "Judul Analisis")
    bab.caption("Tabel", "i.analisis1.label", "Target dan realisasi {{ i.kode }} {{ periode_kalimat }}")
    row = (
        Kolom("Indikator Kinerja", "{{ i.nama }}", 8.3),
        Kolom("Target", "{{ b.target }}", 2.4, CENTER),
        Kolom("Realisasi", "{{ b.realisasi }}", 2.4, CENTER),
        Kolom("Capaian", "{{ b.capaian }}", 2.4, CENTER),
    )
    bab.tag("if batas_capaian")
    capped = Kolom("Capaian Dibatasi", "{{ b.capaian_dibatasi }}", 2.4, CENTER)
    bab.table((Kolom("Indikator Kinerja", "{{ i.nama }}", 5.9), *row[1:], capped), "[i.analisis1]", rapat=True)
    bab.tag("else")
    bab.table(row, "[i.analisis1]", rapat=True)
    bab.tag("endif")
    bab.each("i.analisis1.kalimat")
    bab.equation("i.analisis1.rumus_realisasi")
    bab.equation("i.analisis1.rumus_capaian")


def _years(bab: Bab) -> None:
    bab.p("Perbandingan dengan tahun-tahun sebelumnya", "Judul Analisis")
    bab.tag("if i.analisis2.ada_tabel")
    bab.caption("Tabel", "i.analisis2.label", "Target, realisasi, dan capaian {{ i.kode }} menurut tahun")
    bab.table(
        (
            Kolom("Tahun", "{{ b.tahun }}", 3.5, CENTER),
            Kolom("Target", "{{ b.target }}", 4.0, CENTER),
            Kolom("Realisasi", "{{ b.realisasi }}", 4.0, CENTER),
            Kolom("Capaian", "{{ b.capaian }}", 4.0, CENTER),
        ),
        "i.analisis2.baris",
        rapat=True,
    )
    bab.tag("endif")
    bab.each("i.analisis2.kalimat")
    bab.chart("i.analisis2.bagan", "i.analisis2.label_bagan", "Target dan realisasi {{ i.kode }} menurut tahun")


def _renstra(bab: Bab) -> None:
    bab.p("Perbandingan dengan target jangka menengah dalam Renstra", "Judul Analisis")
    bab.tag("if i.analisis3.ada_tabel")
    bab.caption("Tabel", "i.analisis3.label", "Target Renstra dan realisasi {{ i.kode }}")
    bab.table(
        (
            Kolom("Tahun", "{{ b.tahun }}", 3.5, CENTER),
            Kolom("Target Renstra", "{{ b.target }}", 6.0, CENTER),
            Kolom("Realisasi", "{{ b.realisasi }}", 6.0, CENTER),
        ),
        "i.analisis3.baris",
        rapat=True,
    )
    bab.tag("endif")
    bab.each("i.analisis3.kalimat")


def _resources(bab: Bab) -> None:
    bab.p("Efisiensi penggunaan sumber daya", "Judul Analisis")
    bab.tag("if i.analisis6.ada_tabel")
    bab.caption("Tabel", "i.analisis6.label", "Anggaran dan capaian {{ i.kode }} {{ periode_kalimat }}")
    bab.table(
        (
            Kolom("Pagu (Rp)", "{{ b.pagu }}", 3.2, RIGHT),
            Kolom("Realisasi (Rp)", "{{ b.realisasi }}", 3.2, RIGHT),
            Kolom("Serapan", "{{ b.serapan }}", 2.0, CENTER),
            Kolom("Capaian", "{{ b.capaian }}", 2.1, CENTER),
            Kolom("Capaian Diperhitungkan", "{{ b.dasar }}", 2.7, CENTER),
            Kolom("Selisih", "{{ b.efisiensi }}", 2.3, CENTER),
        ),
        "[i.analisis6]",
        rapat=True,
    )
    bab.tag("endif")
    bab.each("i.analisis6.kalimat")


def write_support(bab: Bab, source: str) -> None:
    """Write supporting tables with whatever columns their source has."""
    bab.tag(f"for t in {source}")
    bab.caption("Tabel", "t.label", "{{ t.judul }}")
    dynamic_table(bab, "t.kolom", "t.baris")
    bab.tag("endfor")


def dynamic_table(bab: Bab, columns: str, rows: str, *, lead: tuple[Kolom, ...] = ()) -> None:
    """Write a table whose columns come with the data, after any fixed leading columns.

    The report shares the table's whole width anew, by content.
    """
    cell = (WIDTH - sum(k.lebar for k in lead)) / 3
    source = "b.isi" if lead else "b"
    cells = (
        *lead,
        Kolom("{%tc for k in " + columns + " %}", "{%tc for k in " + source + " %}", cell),
        Kolom("{{ k }}", "{{ k }}", cell, CENTER),
        Kolom("{%tc endfor %}", "{%tc endfor %}", cell),
    )
    bab.table(cells, rows, kecil=True)


def write_efficiency(bab: Bab) -> None:
    """Write the use of resources by the report as a whole."""
    bab.each("teks.efisiensi_pengantar")
    bab.each("kalimat_efisiensi")
    for title, source in (
        ("Anggaran", "efisiensi_anggaran"),
        ("Sumber daya manusia", "efisiensi_sdm"),
        ("Sarana dan prasarana", "efisiensi_sarana"),
    ):
        bab.tag(f"if {source}")
        bab.p(title, "Sub Analisis")
        bab.each(source)
        bab.tag("endif")


def write_budget(bab: Bab) -> None:
    """Write pagu and realisasi: by kind, beside last year, in detail, by satker."""
    bab.when("tanpa_belanja", lambda: bab.p("{{ tanpa_belanja }}"))
    bab.each("teks.realisasi_pengantar")
    bab.each("kalimat_anggaran")
    bab.tag("if belanja.ada")
    bab.caption("Tabel", "belanja.label", "Realisasi anggaran menurut jenis belanja {{ periode }}")
    bab.table(BELANJA, "belanja.baris", jumlah=JUMLAH, jumlah_dari="belanja.jumlah", rapat=True)
    bab.tag("endif")
    bab.chart("bagan_belanja", "label_bagan_belanja", "Realisasi anggaran menurut jenis belanja")
    bab.tag("if belanja_banding.ada")
    bab.caption(
        "Tabel", "belanja_banding.label", "Perbandingan realisasi anggaran Tahun {{ tahun_lalu }} dan {{ periode }}"
    )
    _two_years(bab)
    bab.tag("else")
    bab.p(
        "Data realisasi anggaran tahun {{ tahun_lalu }} tidak terdapat dalam sumber data, sehingga perbandingan "
        "antartahun tidak disajikan."
    )
    bab.tag("endif")
    _detail(bab)
    _units(bab)
    bab.each("realisasi_anggaran")


def _detail(bab: Bab) -> None:
    bab.tag("if rincian.ada")
    bab.caption("Tabel", "rincian.label", "Rincian realisasi anggaran {{ periode }}")
    bab.table(
        (
            Kolom("Kode/Program", "{{ b.kode }}", 2.7),
            Kolom("Uraian", "{{ b.nama }}", 4.0),
            Kolom("Pagu (Rp)", "{{ b.pagu }}", 2.5, RIGHT),
            Kolom("Realisasi (Rp)", "{{ b.realisasi }}", 2.5, RIGHT),
            Kolom("Sisa (Rp)", "{{ b.sisa }}", 2.2, RIGHT),
            Kolom("Serapan", "{{ b.persen }}", 1.6, RIGHT),
        ),
        "rincian.baris",
        jumlah=("", "Jumlah", "{{ j.pagu }}", "{{ j.realisasi }}", "{{ j.sisa }}", "{{ j.persen }}"),
        jumlah_dari="rincian.jumlah",
        kecil=True,
    )
    bab.tag("endif")


def _units(bab: Bab) -> None:
    bab.tag("if satker_belanja.ada")
    bab.caption("Tabel", "satker_belanja.label", "Realisasi anggaran menurut satuan kerja {{ periode }}")
    bab.table(
        (
            Kolom("No.", "{{ b.no }}", 0.9, CENTER),
            Kolom("Kode", "{{ b.kode }}", 1.4, CENTER),
            Kolom("Satuan Kerja", "{{ b.nama }}", 4.1),
            Kolom("Pagu (Rp)", "{{ b.pagu }}", 2.6, RIGHT),
            Kolom("Realisasi (Rp)", "{{ b.realisasi }}", 2.6, RIGHT),
            Kolom("Sisa (Rp)", "{{ b.sisa }}", 2.3, RIGHT),
            Kolom("Serapan", "{{ b.persen }}", 1.6, RIGHT),
        ),
        "satker_belanja.baris",
        jumlah=("", "", "Jumlah", "{{ j.pagu }}", "{{ j.realisasi }}", "{{ j.sisa }}", "{{ j.persen }}"),
        jumlah_dari="satker_belanja.jumlah",
        kecil=True,
    )
    bab.tag("endif")


def _two_years(bab: Bab) -> None:
    cells = [Kolom("Jenis Belanja", "{{ b.nama }}", 2.9)]
    total = ["Jumlah"]
    for suffix in ("_lalu", ""):
        for title, field, width in (
            ("Pagu (Rp)", "pagu", 2.5),
            ("Realisasi (Rp)", "realisasi", 2.5),
            ("%", "persen", 1.3),
        ):
            cells.append(Kolom(title, f"{{{{ b.{field}{suffix} }}}}", width, RIGHT))
            total.append(f"{{{{ j.{field}{suffix} }}}}")
    bab.table(
        cells,
        "belanja_banding.baris",
        jumlah=total,
        jumlah_dari="belanja_banding.jumlah",
        kepala=[(("", 1), ("Tahun {{ tahun_lalu }}", 3), ("{{ periode }}", 3))],
        kecil=True,
    )
