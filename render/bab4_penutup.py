"""Bab IV: the conclusion from the same claims as everything else, and what the figures call for."""

from __future__ import annotations

from render.bab3_kinerja import BUDGET_USE, say_report, say_summary
from render.bab3_kinerja_anggaran import say_units
from render.bab_dasar import Lembar, alinea, in_sentence, periode_text
from render.kalimat import Ucapan, say
from render.kalimat_perhatian import (
    say_many_absorptions,
    say_many_aspects,
    say_many_below,
    say_many_unmeasured,
)
from render.objek import Isi
from transform.klaim import Klaim

MANY = 6  # more indicators below target than this are listed in one item
FEW = 2


def build(lembar: Lembar) -> dict[str, Isi]:
    """Return the chapter's data."""
    laporan = lembar.laporan
    return {
        "kesimpulan_kinerja": alinea(say_summary(lembar)),
        "kesimpulan_anggaran": alinea(say_report(
            lembar, "anggaran.serapan", "anggaran.lebih", *BUDGET_USE,
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
    """Return what the figures call for, each once; long runs of one kind become one item."""
    period = in_sentence(periode_text(lembar.laporan.periode))
    claims = [k for k in lembar.laporan.klaim if k.jenis.startswith("perhatian.")]
    groups: dict[tuple[str, str], list[Klaim]] = {}
    for claim in claims:
        groups.setdefault((claim.jenis, claim.kata.get("alasan", "")), []).append(claim)
    made: list[Isi] = []
    for (jenis, _), members in groups.items():
        said = [Ucapan(claim, lembar.cetak, period) for claim in members]
        if jenis == "perhatian.indikator_di_bawah_target" and len(said) > MANY:
            made.append(say_many_below(said))
        elif jenis == "perhatian.indikator_tidak_terukur" and len(said) > FEW:
            made.append(say_many_unmeasured(said))
        elif jenis == "perhatian.ikpa_aspek" and len(said) > FEW:
            made.append(say_many_aspects(said))
        elif jenis == "perhatian.serapan" and len(said) > 1:
            made.append(say_many_absorptions(said))
        else:
            made += [say(claim, lembar.cetak, period) for claim in members]
    return list(dict.fromkeys(str(text) for text in made))
