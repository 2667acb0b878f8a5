"""Front matter: letter, cover, foreword, executive summary and the lists."""

from __future__ import annotations

from render import marks
from render.bab3_anggaran import table
from render.bab3_kinerja import BUDGET_USE, say_report, say_sources, say_summary, summary_rows
from render.bab3_kinerja_anggaran import say_units
from render.bab_dasar import Lembar, alinea
from render.bab_istilah import ISTILAH, group_indikator
from render.format_tanggal import tanggal_text
from render.objek import Isi


def build(lembar: Lembar) -> dict[str, Isi]:
    """Return the data of the front matter."""
    laporan = lembar.laporan
    groups = group_indikator(laporan.indikator)
    return {
        "surat": _letter(lembar),
        "logo": lembar.gambar("logo", f"Logo {lembar.laporan.profil.nama}", 3.0, 2.2),
        "logo_sampul": lembar.gambar("logo", f"Logo {lembar.laporan.profil.nama}", 6.0, 3.6),
        "kata_pengantar": lembar.isian("kata_pengantar"),
        "ikhtisar_kinerja": alinea(say_summary(lembar)),
        "ikhtisar_anggaran": alinea(say_report(
            lembar, "anggaran.serapan", "anggaran.realisasi_", "anggaran.lebih",
            *BUDGET_USE,
        )),
        "ikhtisar_kinerja_anggaran": alinea([
            *say_units(lembar, "smart", len(laporan.smart)),
            *say_units(lembar, "ikpa", len(laporan.ikpa)),
            *say_report(lembar, "nka."),
        ]),
        "kalimat_sumber": say_sources(lembar),
        "kelompok": [
            {
                "judul": group.judul,
                "sebutan": group.sebutan,
                "ada_sasaran": "ya" if any(item.sasaran for item in group.indikator) else "",
                "sebutan_sasaran": ISTILAH[group.tingkat].sasaran,
                "sebutan_indikator": ISTILAH[group.tingkat].indikator,
                "label": marks.label(f"ikhtisar-{group.kunci}"),
                "ref": marks.ref(f"ikhtisar-{group.kunci}"),
                "baris": list(summary_rows(lembar, group)),
            }
            for group in groups
        ],
        "belanja": table(lembar, laporan.anggaran.per_jenis, laporan.anggaran.total, "ikhtisar-belanja"),
        "daftar_isi": marks.obj("toc", "isi"),
        "daftar_tabel": marks.obj("toc", "tabel"),
        "daftar_gambar": marks.obj("toc", "gambar"),
    }  # fmt: skip


def _letter(lembar: Lembar) -> Isi:
    profil = lembar.laporan.profil
    dated = (
        tanggal_text(profil.tanggal)
        if profil.tanggal
        else lembar.perlu("profil.tanggal", "tanggal penandatanganan laporan")
    )
    return {
        "ada": "ya" if lembar.pedoman.surat_pengantar else "",
        "nomor": lembar.satu(profil.nomor_surat, "profil.nomor_surat", "nomor surat pengantar"),
        "tanggal": dated,
        "dasar": lembar.isian("dasar_surat"),
    }
