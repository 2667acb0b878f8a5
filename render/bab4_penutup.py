"""Bab IV: the conclusion from the same claims as everything else, and what the figures call for."""

from __future__ import annotations

from render.bab3_anggaran import say_units
from render.bab3_kinerja import say_report, say_summary
from render.bab_dasar import Lembar, alinea
from render.objek import Isi


def build(lembar: Lembar) -> dict[str, Isi]:
    """Return the chapter's data."""
    laporan = lembar.laporan
    return {
        "kesimpulan_kinerja": alinea(say_summary(lembar)),
        "kesimpulan_anggaran": alinea(say_report(
            lembar, "anggaran.serapan", "anggaran.lebih", "efisiensi.laporan.efisien",
            "efisiensi.laporan.seimbang", "efisiensi.laporan.belum_efisien",
        )),
        "kesimpulan_kinerja_anggaran": alinea([
            *say_units(lembar, "smart", len(laporan.smart)),
            *say_units(lembar, "ikpa", len(laporan.ikpa)),
            *say_report(lembar, "nka."),
        ]),
        "kesimpulan": lembar.isian("kesimpulan"),
        "perhatian": attention(lembar),
        "saran": lembar.isian("saran"),
    }  # fmt: skip


def attention(lembar: Lembar) -> list[Isi]:
    """Return what the figures call for, whatever its subject, each once."""
    from render.bab3_analisis import say_claims

    laporan = lembar.laporan
    claims = [k for k in laporan.klaim if k.jenis.startswith("perhatian.")]
    own = [k for item in laporan.indikator for k in item.klaim if k.jenis.startswith("perhatian.")]
    return list(dict.fromkeys(str(text) for text in say_claims(lembar, own + claims)))
