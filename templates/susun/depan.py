"""Front matter and annexes, the same in both pedoman."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from alat import CENTER, LEFT, RIGHT, Bab, Kolom
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Pt

RINGKAS = (
    Kolom("No.", "{{ b.kode }}", 1.1, CENTER),
    Kolom("Sasaran", "{{ b.sasaran }}", 4.2),
    Kolom("Indikator Kinerja", "{{ b.indikator }}", 4.9),
    Kolom("Target", "{{ b.target }}", 1.8, CENTER),
    Kolom("Realisasi", "{{ b.realisasi }}", 1.8, CENTER),
    Kolom("Capaian", "{{ b.capaian }}", 1.7, CENTER),
)
BELANJA = (
    Kolom("No.", "{{ b.no }}", 1.0, CENTER),
    Kolom("Jenis Belanja", "{{ b.nama }}", 3.7),
    Kolom("Pagu (Rp)", "{{ b.pagu }}", 3.1, RIGHT),
    Kolom("Realisasi (Rp)", "{{ b.realisasi }}", 3.1, RIGHT),
    Kolom("Sisa (Rp)", "{{ b.sisa }}", 2.9, RIGHT),
    Kolom("Serapan", "{{ b.persen }}", 1.7, RIGHT),
)
JUMLAH = ("", "Jumlah", "{{ j.pagu }}", "{{ j.realisasi }}", "{{ j.sisa }}", "{{ j.persen }}")


def write_depan(bab: Bab) -> None:
    """Write letter, cover, foreword, summary and lists."""
    bab.furniture(bab.doc.sections[0], fmt="lowerRoman", start=None, blank=True)
    bab.when("surat.ada", lambda: _letter(bab))
    _cover(bab)
    bab.furniture(bab.section(), fmt="lowerRoman", start=1)
    _foreword(bab)
    _summary(bab)
    for title, mark in (
        ("DAFTAR ISI", "daftar_isi"),
        ("DAFTAR TABEL", "daftar_tabel"),
        ("DAFTAR GAMBAR", "daftar_gambar"),
    ):
        bab.p(title, "Judul Daftar")
        bab.p(f"{{{{ {mark} }}}}", "Normal")


def _letterhead(bab: Bab) -> None:
    _picture(bab, "logo", "Kop")
    bab.each("teks.kop", "Kop")
    bab.p("{{ satker.alamat }}", "Kop Alamat")
    bab.tag("if satker.telepon or satker.laman or satker.surel")
    line = bab.p(
        "{% if satker.telepon %}Telepon {{ satker.telepon }}{% endif %}"
        "{% if satker.laman %}  Laman {{ satker.laman }}{% endif %}"
        "{% if satker.surel %}  Surel {{ satker.surel }}{% endif %}",
        "Kop Alamat",
    )
    bab.tag("endif")
    line.paragraph_format.space_after = Pt(0)
    rule = bab.p("", "Sesudah Tabel")
    border = parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:bottom w:val="thinThickSmallGap" w:sz="18" w:space="1" w:color="000000"/>'
        "</w:pBdr>"
    )
    rule._p.get_or_add_pPr().append(border)


def _picture(bab: Bab, mark: str, style: str) -> Any:
    """Write a picture where the office has given one."""
    bab.tag(f"if {mark}")
    paragraph = bab.p(f"{{{{ {mark} }}}}", style)
    bab.tag("endif")
    return paragraph


def _letter(bab: Bab) -> None:
    _letterhead(bab)
    date = bab.p("{{ surat.tanggal }}", "Normal")
    date.alignment = RIGHT
    date.paragraph_format.space_before = Pt(12)
    for name, value in (
        ("Nomor", "{{ surat.nomor }}"),
        ("Sifat", "Biasa"),
        ("Lampiran", "Satu berkas"),
        ("Hal", "Penyampaian Laporan Kinerja Instansi Pemerintah (LKjIP) {{ periode }}"),
    ):
        row = bab.p(f"{name}\t: {value}", "Normal")
        row.paragraph_format.tab_stops.add_tab_stop(Cm(2.2))
        row.paragraph_format.left_indent, row.paragraph_format.first_line_indent = Cm(2.4), Cm(-2.4)
    to = bab.p("Yth. {{ teks.tujuan_surat }}", "Normal")
    to.paragraph_format.space_before = to.paragraph_format.space_after = Pt(14)
    bab.each("surat.dasar", "Isi Surat")
    bab.each("teks.surat_pengantar", "Isi Surat")
    _signature(bab, dated=False)
    bab.tag("if teks.tembusan")
    bab.p("Tembusan:", "Normal").paragraph_format.space_before = Pt(18)
    bab.numbered("teks.tembusan")
    bab.tag("endif")
    bab.page_break()


def _signature(bab: Bab, *, dated: bool = True) -> None:
    """Leave the place for a signature; nothing here may look signed."""
    if dated:
        bab.p("{{ tempat_tanggal }}", "Tanda Tangan").paragraph_format.space_before = Pt(18)
    first = bab.p("{{ kepala.jabatan }},", "Tanda Tangan")
    if not dated:
        first.paragraph_format.space_before = Pt(18)
    place = bab.p("(tempat tanda tangan)", "Tanda Tangan")
    place.paragraph_format.space_before = place.paragraph_format.space_after = Pt(22)
    place.runs[0].italic = True
    place.runs[0].font.size = Pt(9)
    bab.p("{{ kepala.nama }}", "Tanda Tangan").runs[0].bold = True
    last = bab.p("NIP {{ kepala.nip }}", "Tanda Tangan")
    last.paragraph_format.keep_with_next = False


def _cover(bab: Bab) -> None:
    """Write the cover: a band of colour, the ministry, the title, the satker."""
    _band(bab, 26)
    _picture(bab, "logo_sampul", "Gambar").paragraph_format.space_before = Pt(30)
    top = bab.p("{{ teks.kementerian|upper }}", "Sampul Isi")
    top.paragraph_format.space_before = Pt(40)
    title = bab.p("LAPORAN KINERJA\nINSTANSI PEMERINTAH\n(LKjIP)", "Sampul Judul")
    title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(130), Pt(14)
    _band(bab, 3)
    year = bab.p("{{ periode|upper }}", "Sampul Isi")
    year.paragraph_format.space_before = Pt(14)
    name = bab.p("{{ satker.nama_besar }}", "Sampul Isi")
    name.paragraph_format.space_before = Pt(150)
    address = bab.p("{{ satker.alamat }}", "Sampul Alamat")
    address.paragraph_format.space_after = Pt(40)
    _band(bab, 12)


def _band(bab: Bab, height: float) -> None:
    """Write a line of colour across the text."""
    line = bab.p("", "Sampul Alamat")
    line.paragraph_format.line_spacing = Pt(height)
    line._p.get_or_add_pPr().insert_element_before(
        parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="1F3A5F"/>'),
        "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr",
    )  # fmt: skip


def _foreword(bab: Bab) -> None:
    first = bab.p("KATA PENGANTAR", "Judul Depan")
    first.paragraph_format.page_break_before = False
    bab.each("teks.kata_pengantar")
    bab.each("kata_pengantar")
    _signature(bab)


def _summary(bab: Bab) -> None:
    bab.p("IKHTISAR EKSEKUTIF", "Judul Depan")
    bab.p("{{ teks.ikhtisar_pengantar }}")
    bab.each("ikhtisar_kinerja")
    bab.each("ikhtisar_anggaran")
    bab.each("ikhtisar_kinerja_anggaran")
    bab.each("kalimat_sumber")
    bab.tag("for g in kelompok")
    bab.caption("Tabel", "g.label", "Ringkasan capaian {{ g.sebutan }} {{ periode }}")
    write_summary_table(bab)
    bab.tag("endfor")
    bab.tag("if belanja.ada")
    bab.caption("Tabel", "belanja.label", "Ringkasan realisasi anggaran {{ periode }}")
    bab.table(BELANJA, "belanja.baris", jumlah=JUMLAH, jumlah_dari="belanja.jumlah", rapat=True)
    bab.tag("endif")


def write_summary_table(bab: Bab) -> None:
    """Write the table of a group `g`: with goals or without, with capped capaian where there is a cap."""
    bab.tag("if batas_capaian")
    _summary_table(bab, (*RINGKAS[:-1], Kolom("Capaian", "{{ b.capaian }}", 1.7, CENTER), DIBATASI))
    bab.tag("else")
    _summary_table(bab, RINGKAS)
    bab.tag("endif")


DIBATASI = Kolom("Capaian Dibatasi", "{{ b.capaian_dibatasi }}", 1.7, CENTER)


def _summary_table(bab: Bab, columns: tuple[Kolom, ...]) -> None:
    number, goal, name, *rest = columns
    spare = 15.5 - number.lebar - sum(k.lebar for k in rest)
    bab.tag("if g.ada_sasaran")
    both = (replace(goal, lebar=spare * 0.46), replace(name, lebar=spare * 0.54))
    bab.table((number, *both, *rest), "g.baris")
    bab.tag("else")
    wide = [k if k.judul not in ("Target", "Realisasi") else replace(k, lebar=2.3) for k in rest]
    spare = 15.5 - number.lebar - sum(k.lebar for k in wide)
    bab.table((number, replace(name, lebar=spare), *wide), "g.baris")
    bab.tag("endif")


def write_lampiran(bab: Bab) -> None:
    """Write the annexes: each Perjanjian Kinerja, then awards."""
    bab.furniture(bab.doc.sections[0], fmt="decimal", start=None)
    bab.p("LAMPIRAN", "Judul Depan").paragraph_format.page_break_before = False
    bab.p("{{ teks.lampiran_pengantar }}")
    bab.p("Perjanjian Kinerja Tahun {{ tahun }}", "Sub Lampiran")
    bab.when("tanpa_pk", lambda: bab.p("{{ tanpa_pk }}"))
    write_pk(bab, "perjanjian_kinerja", "{{ tahun }}")
    write_pk_budget(bab)
    bab.tag("if pk_tahun_depan")
    bab.p("Perjanjian Kinerja Tahun {{ tahun_depan }}", "Sub Lampiran")
    write_pk(bab, "pk_tahun_depan", "{{ tahun_depan }}")
    bab.tag("endif")


def write_pk(bab: Bab, source: str, tahun: str) -> None:
    """Write one table per division, unit and level of a Perjanjian Kinerja."""
    bab.tag(f"for t in {source}")
    bab.caption("Tabel", "t.label", f"Perjanjian Kinerja Tahun {tahun}: {{{{ t.judul }}}}")
    bab.table(
        (
            Kolom("{{ t.sebutan_sasaran }}", "{{ b.sasaran }}", 5.6),
            Kolom("No.", "{{ b.kode }}", 1.2, CENTER),
            Kolom("{{ t.sebutan_indikator }}", "{{ b.indikator }}", 6.2),
            Kolom("Target", "{{ b.target }}", 2.5, CENTER),
        ),
        "t.baris",
    )
    bab.tag("endfor")


def write_pk_budget(bab: Bab) -> None:
    """Write the budget lines of the Perjanjian Kinerja, with the unit where there are several."""
    bab.tag("if anggaran_pk.ada")
    bab.caption("Tabel", "anggaran_pk.label", "Anggaran dalam Perjanjian Kinerja Tahun {{ tahun }}")
    bab.tag("if anggaran_pk.ada_unit")
    bab.table(
        (
            Kolom("Unit", "{{ b.unit }}", 4.0, LEFT),
            Kolom("Program/Kegiatan", "{{ b.nama }}", 7.9),
            Kolom("Pagu (Rp)", "{{ b.pagu }}", 3.6, RIGHT),
        ),
        "anggaran_pk.baris",
    )
    bab.tag("else")
    bab.table(
        (
            Kolom("Jenis", "{{ b.jenis }}", 2.4, LEFT),
            Kolom("Program/Kegiatan", "{{ b.nama }}", 9.5),
            Kolom("Pagu (Rp)", "{{ b.pagu }}", 3.6, RIGHT),
        ),
        "anggaran_pk.baris",
    )
    bab.tag("endif")
    bab.tag("endif")
