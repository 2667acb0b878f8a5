"""Annexes: the Perjanjian Kinerja of this year and the next, awards."""

from __future__ import annotations

from render.bab2_perencanaan import build_budget, build_pk
from render.bab_dasar import Lembar
from render.objek import Isi


def build(lembar: Lembar) -> dict[str, Isi]:
    """Return the data of the annexes."""
    laporan = lembar.laporan
    return {
        "tanpa_pk": lembar.rekap(laporan.perjanjian_kinerja, "perjanjian_kinerja", "Perjanjian Kinerja"),
        "perjanjian_kinerja": build_pk(lembar, laporan.perjanjian_kinerja, "lampiran-pk"),
        "anggaran_pk": build_budget(lembar, "lampiran-anggaran-pk"),
        "pk_tahun_depan": build_pk(lembar, laporan.pk_tahun_depan, "lampiran-pk-depan"),
        "prestasi": lembar.isian("prestasi"),
    }
