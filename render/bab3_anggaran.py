"""Bab III, realisasi anggaran: pagu, realisasi, sisa and serapan by kind, by year, in detail, by satker."""

from __future__ import annotations

from collections.abc import Sequence

from extract.figure import Figure
from render import marks
from render.bab3_analisis import say_claims
from render.bab3_kinerja import report_claims
from render.bab_bagan import chart_belanja
from render.bab_dasar import Lembar, alinea
from render.bab_istilah import name_unit
from render.kalimat import capital
from render.objek import Isi
from transform.klaim import Klaim
from transform.laporan import BarisAnggaran

TOTAL = "total"  # the code of a printed total row
BUDGET = (
    "anggaran.serapan",
    "anggaran.serapan_mencapai_ambang",
    "anggaran.serapan_di_bawah_ambang",
    "anggaran.jumlah_satker",
    "anggaran.pagu_",
    "anggaran.realisasi_",
    "anggaran.serapan_naik",
    "anggaran.serapan_turun",
    "anggaran.serapan_tetap",
    "anggaran.porsi_terbesar",
    "anggaran.serapan_tertinggi",
    "anggaran.serapan_terendah",
    "anggaran.sisa_terbesar",
    "anggaran.lebih",
    "anggaran.tanpa_pagu",
    "anggaran.pk_beda_dipa",
)


def build(lembar: Lembar) -> dict[str, Isi]:
    """Return the data of the section."""
    anggaran = lembar.laporan.anggaran
    chart = chart_belanja(lembar, anggaran)
    known = anggaran.per_jenis or anggaran.per_satker or anggaran.rincian
    return {
        "tanpa_belanja": lembar.rekap(known, "belanja", "realisasi anggaran"),
        "belanja": table(lembar, anggaran.per_jenis, anggaran.total, "belanja"),
        "belanja_banding": _two_years(lembar),
        "rincian": table(lembar, anggaran.rincian, None, "rincian"),
        "satker_belanja": table(
            lembar, anggaran.per_satker, anggaran.total if anggaran.per_satker else None, "satker-belanja"
        ),
        "bagan_belanja": lembar.bagan(chart),
        "label_bagan_belanja": marks.label("bagan-belanja"),
        "kalimat_anggaran": alinea(say_budget(lembar)),
        "realisasi_anggaran": lembar.isian("realisasi_anggaran"),
    }


def say_budget(lembar: Lembar) -> list[Isi]:
    """Say the budget's claims in a fixed order."""
    own = [k for k in report_claims(lembar, *BUDGET) if not _of_detail(k)]
    return smooth(say_claims(lembar, own))


def smooth(sentences: list[Isi]) -> list[Isi]:
    """Leave out an opening such as `Menurut jenis belanja,` that the sentence before already has."""
    made: list[Isi] = []
    before = ""
    for text in map(str, sentences):
        opening, comma, rest = text.partition(", ")
        if comma and opening.startswith("Menurut ") and opening == before:
            made.append(capital(rest))
        else:
            made.append(text)
        before = opening
    return made


def _of_detail(klaim: Klaim) -> bool:
    """Tell whether a superlative is about the detail, whose line names repeat and name nothing alone."""
    return klaim.kata.get("lingkup") == "rincian" and klaim.jenis != "anggaran.lebih"


def table(lembar: Lembar, rows: Sequence[BarisAnggaran], total: BarisAnggaran | None, name: str) -> Isi:
    """Return a budget table: rows, and its total where there is one."""
    if total is None:
        total = next((row for row in rows if row.kode == TOTAL), None)
    rows = [row for row in rows if row.kode != TOTAL]
    return {
        "ada": "ya" if rows else "",
        "label": marks.label(f"tabel-{name}"),
        "ref": marks.ref(f"tabel-{name}"),
        "baris": [_row(lembar, row, number) for number, row in enumerate(rows, 1)],
        "jumlah": [] if total is None else [_row(lembar, total, 0)],
    }


def _row(lembar: Lembar, row: BarisAnggaran, number: int) -> dict[str, Isi]:
    cetak = lembar.cetak
    return {
        "no": str(number) if number else "",
        "kode": row.kode or row.induk,
        "nama": name_unit(row.nama),
        "tingkat": str(row.tingkat),
        "pagu": cetak.uang(row.pagu),
        "realisasi": cetak.uang(row.realisasi),
        "sisa": cetak.uang(row.sisa),
        "persen": dash(lembar, row.persen),
    }


def dash(lembar: Lembar, fig: Figure | None) -> str:
    """Print a percentage; a dash where it cannot be computed or is not there."""
    if fig is None or fig.value is None:
        return "-"
    return lembar.cetak.nilai(fig)


def _two_years(lembar: Lembar) -> Isi:
    """Return pagu, realisasi and persen of last year and this year side by side."""
    anggaran = lembar.laporan.anggaran
    before = {row.kode: row for row in anggaran.per_jenis_lalu}
    rows: list[Isi] = [_pair(lembar, row, before.get(row.kode)) for row in anggaran.per_jenis]
    gone = [row for row in anggaran.per_jenis_lalu if row.kode not in {r.kode for r in anggaran.per_jenis}]
    rows += [_pair(lembar, None, row) for row in gone]
    total: list[Isi] = []
    if anggaran.total is not None and anggaran.total_lalu is not None:
        total = [_pair(lembar, anggaran.total, anggaran.total_lalu)]
    return {
        "ada": "ya" if before or total else "",
        "label": marks.label("tabel-belanja-banding"),
        "ref": marks.ref("tabel-belanja-banding"),
        "baris": rows,
        "jumlah": total,
    }


def _pair(lembar: Lembar, now: BarisAnggaran | None, before: BarisAnggaran | None) -> dict[str, Isi]:
    named = now or before
    data: dict[str, Isi] = {"nama": named.nama if named else ""}
    for suffix, row in (("", now), ("_lalu", before)):
        data[f"pagu{suffix}"] = "-" if row is None else lembar.cetak.uang(row.pagu)
        data[f"realisasi{suffix}"] = "-" if row is None else lembar.cetak.uang(row.realisasi)
        data[f"persen{suffix}"] = "-" if row is None else dash(lembar, row.persen)
    return data
