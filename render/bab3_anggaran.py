"""Bab III, realisasi anggaran dan kinerja anggaran: pagu and realisasi, SMART, IKPA, NKA."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.figure import Figure
from render import marks
from render.bab3_analisis import say_claims
from render.bab3_kinerja import report_claims, say_report
from render.bab_bagan import chart_belanja
from render.bab_dasar import Lembar, alinea
from render.bab_istilah import IKPA_ASPEK, IKPA_KOLOM, SMART_KOLOM, join_list, name_unit
from render.kalimat import Ucapan, capital
from render.kalimat_perhatian import list_low_aspects
from render.objek import Isi
from transform.klaim import Klaim
from transform.laporan import BarisAnggaran, BarisIkpa

ASPEK_KOLOM = {
    "perencanaan": ("revisi_dipa", "deviasi_hal3"),
    "pelaksanaan": ("penyerapan", "kontraktual", "tagihan", "up_tup", "dispensasi_spm"),
    "hasil": ("capaian_output",),
}
TOTAL = "total"  # the code of a printed total row
FEW = 2  # more values below the threshold than this are said in one sentence
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
    """Return the data of both sections."""
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
        "smart": _smart(lembar),
        "ikpa": _ikpa(lembar),
        "kalimat_nka": say_report(lembar, "nka."),
        "kinerja_anggaran": lembar.isian("kinerja_anggaran"),
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
        "kode": row.kode,
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


def _smart(lembar: Lembar) -> Isi:
    rows: list[Isi] = [
        {
            "no": str(number),
            "nama": name_unit(row.satker),
            "nilai": lembar.nilai(row.nilai),
            **{column: dash(lembar, row.komponen.get(column)) for column in SMART_KOLOM},
        }
        for number, row in enumerate(lembar.laporan.smart, 1)
    ]
    return {
        "ada": "ya" if rows else "",
        "label": marks.label("tabel-smart"),
        "ref": marks.ref("tabel-smart"),
        "baris": rows,
        "kalimat": alinea(say_units(lembar, "smart", len(rows))),
    }


def say_units(lembar: Lembar, what: str, how_many: int) -> list[Isi]:
    """Say the value of a single unit, or the best and the worst of several."""
    if how_many != 1:
        return say_report(lembar, f"{what}.tertinggi", f"{what}.terendah")
    own = {"nama": lembar.laporan.profil.nama}  # a single row is this satker's, however the source calls it
    return say_claims(lembar, [replace(k, kata={**k.kata, **own}) for k in report_claims(lembar, f"{what}.nilai")])


def _ikpa(lembar: Lembar) -> Isi:
    rows = lembar.laporan.ikpa
    notes = _low_aspects(lembar)
    if len(rows) == 1:
        notes += say_claims(
            lembar, join_absent(report_claims(lembar, "ikpa.tanpa_data"), lembar.laporan.profil.nama)
        )
    single: list[Isi] = [_ikpa_detail(lembar, rows[0])] if len(rows) == 1 else []
    return {
        "ada": "ya" if rows else "",
        "satu": single,
        "banyak": "ya" if len(rows) > 1 else "",
        "ada_tanpa_data": "ya" if any(row.tanpa_data for row in rows) else "",
        "label": marks.label("tabel-ikpa"),
        "ref": marks.ref("tabel-ikpa"),
        "baris": [
            {
                "no": str(number),
                "nama": name_unit(row.satker),
                **{column: _ikpa_value(lembar, row, column) for column in IKPA_KOLOM},
                "total": lembar.nilai(row.total),
                "konversi_bobot": dash(lembar, row.konversi_bobot),
                "akhir": lembar.nilai(row.akhir),
                "kategori": row.kategori,
            }
            for number, row in enumerate(rows, 1)
        ],
        "kalimat": alinea(say_units(lembar, "ikpa", len(rows)) + notes),
    }


def _low_aspects(lembar: Lembar) -> list[Isi]:
    """Say which values are below the threshold; many of them in one sentence."""
    claims = report_claims(lembar, "ikpa.aspek_di_bawah_ambang")
    if len(claims) <= FEW:
        return say_claims(lembar, claims)
    said = [Ucapan(claim, lembar.cetak, "") for claim in claims]
    return [f"Nilai yang masih di bawah {said[0]['ambang']} terdapat pada {list_low_aspects(said)}."]


def join_absent(claims: list[Klaim], nama: str) -> list[Klaim]:
    """Return one claim that names all the indicators of a unit that have no data."""
    if not claims:
        return []
    aspects = join_list([claim.kata["aspek"] for claim in claims])
    return [replace(claims[0], kata={**claims[0].kata, "aspek": aspects, "nama": nama})]


def _ikpa_value(lembar: Lembar, row: BarisIkpa, column: str) -> str:
    """Print one value; a dash for an indicator without data, whatever its cell holds."""
    return "-" if column in row.tanpa_data else dash(lembar, row.nilai.get(column))


def _ikpa_detail(lembar: Lembar, row: BarisIkpa) -> Isi:
    """Return one unit's IKPA, one row per indicator; the aspect's cells merge over its indicators."""
    rows: list[Isi] = []
    for aspek, columns in ASPEK_KOLOM.items():
        shown = [c for c in columns if c in row.nilai or c in row.bobot]
        for place, column in enumerate(shown):
            first = place == 0
            rows.append(
                {
                    "aspek": IKPA_ASPEK[aspek] if first else marks.MERGE_UP,
                    "nilai_aspek": dash(lembar, row.nilai_aspek.get(aspek)) if first else marks.MERGE_UP,
                    "indikator": IKPA_KOLOM[column],
                    "nilai": _ikpa_value(lembar, row, column),
                    "bobot": dash(lembar, row.bobot.get(column)),
                    "nilai_akhir": dash(lembar, row.nilai_akhir.get(column)),
                }
            )
    return {
        "baris": rows,
        "nama": name_unit(row.satker),
        "total": lembar.nilai(row.total),
        "konversi_bobot": dash(lembar, row.konversi_bobot),
        "akhir": lembar.nilai(row.akhir),
        "kategori": row.kategori,
    }
