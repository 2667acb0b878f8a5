"""Bab I: why the report, what the satker is, who works there, which issues it faces."""

from __future__ import annotations

from extract.figure import Figure
from render import marks
from render.bab3_kinerja import say_report, say_sources
from render.bab_bagan import chart_pegawai
from render.bab_dasar import Lembar
from render.bab_istilah import name_staff
from render.objek import Isi
from transform.laporan import KelompokPegawai


def build(lembar: Lembar) -> dict[str, Isi]:
    """Return the chapter's data."""
    kinds = lembar.laporan.pegawai
    return {
        "latar_belakang": lembar.isian("latar_belakang"),
        "struktur_organisasi": lembar.isian("struktur_organisasi"),
        "gambar_struktur": lembar.gambar(
            "struktur_organisasi", f"Bagan struktur organisasi {lembar.laporan.profil.nama}", 15.0, 17.0
        ),
        "label_struktur": marks.label("struktur-organisasi"),
        "ref_struktur": marks.ref("struktur-organisasi"),
        "kalimat_pegawai": say_report(lembar, "pegawai.jumlah"),
        "pegawai": [_staff(lembar, group, number) for number, group in enumerate(kinds, 1) if len(group.baris) > 1],
        "aspek_strategis": lembar.isian("aspek_strategis"),
        "isu_strategis": lembar.isian("isu_strategis"),
        "potensi": lembar.isian("potensi"),
        "permasalahan": lembar.isian("permasalahan"),
        "kalimat_sumber": say_sources(lembar),
    }


def _staff(lembar: Lembar, group: KelompokPegawai, number: int) -> Isi:
    has_sex = any(row[1] is not None or row[2] is not None for row in group.baris)
    name = f"bagan-pegawai-{number}"
    return {
        "judul": name_staff(group.nama),
        "label": marks.label(f"tabel-pegawai-{number}"),
        "ref": marks.ref(f"tabel-pegawai-{number}"),
        "ada_jenis_kelamin": "ya" if has_sex else "",
        "baris": [
            {
                "label": label,
                "laki": _count(lembar, male),
                "perempuan": _count(lembar, female),
                "jumlah": _count(lembar, total),
            }
            for label, male, female, total in group.baris
        ],
        "jumlah": [] if group.jumlah is None else [lembar.cetak.angka(group.jumlah)],
        "bagan": lembar.bagan(chart_pegawai(lembar, group, name)),
        "label_bagan": marks.label(name),
    }


def _count(lembar: Lembar, fig: Figure | None) -> str:
    """Print a count; a dash where the source has none."""
    return "-" if fig is None or fig.value is None else lembar.cetak.angka(fig)
