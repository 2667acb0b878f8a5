"""Bab III, capaian kinerja anggaran: SMART, IKPA, NKA."""

from __future__ import annotations

from msgspec.structs import replace

from render import marks
from render.bab3_analisis import say_claims
from render.bab3_anggaran import dash
from render.bab3_kinerja import report_claims, say_report
from render.bab_dasar import Lembar, alinea
from render.bab_istilah import IKPA_ASPEK, IKPA_KOLOM, SMART_KOLOM, join_list, name_unit
from render.kalimat import Ucapan
from render.kalimat_perhatian import list_low_aspects
from render.objek import Isi
from transform.klaim import Klaim
from transform.laporan import BarisIkpa

ASPEK_KOLOM = {
    "perencanaan": ("revisi_dipa", "deviasi_hal3"),
    "pelaksanaan": ("penyerapan", "kontraktual", "tagihan", "up_tup", "dispensasi_spm"),
    "hasil": ("capaian_output",),
}
FEW = 2  # more values below the threshold than this are said in one sentence


def build(lembar: Lembar) -> dict[str, Isi]:
    """Return the data of the section."""
    return {
        "smart": _smart(lembar),
        "ikpa": _ikpa(lembar),
        "kalimat_nka": say_report(lembar, "nka."),
        "kinerja_anggaran": lembar.isian("kinerja_anggaran"),
    }


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
