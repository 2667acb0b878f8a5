"""Bab III, capaian kinerja lainnya: e-Performance, target kinerja, e-Monev, prioritas nasional."""

from __future__ import annotations

from render import marks
from render.bab3_anggaran import dash
from render.bab3_kinerja import say_report
from render.bab_dasar import Lembar, alinea
from render.bab_istilah import name_divisi, name_periode, name_unit
from render.objek import Isi


def build(lembar: Lembar) -> dict[str, Isi]:
    """Return the data of the section."""
    has = lembar.laporan
    return {
        "e_performance": _e_performance(lembar),
        "teks_e_performance": lembar.isian("e_performance", wajib=not has.e_performance),
        "target_kinerja": _tarja(lembar),
        "teks_target_kinerja": lembar.isian("target_kinerja"),
        "e_monev": _monev(lembar),
        "teks_e_monev": lembar.isian("e_monev", wajib=not has.monev),
        "teks_prioritas_nasional": lembar.isian("prioritas_nasional"),
        "prestasi": lembar.isian("prestasi"),
    }


def _e_performance(lembar: Lembar) -> Isi:
    rows = lembar.laporan.e_performance
    periods = list(dict.fromkeys(period for row in rows for period in row.isi))
    return {
        "ada": "ya" if rows else "",
        "label": marks.label("tabel-e-performance"),
        "ref": marks.ref("tabel-e-performance"),
        "kolom": [name_periode(period) for period in periods],
        "baris": [
            {
                "no": str(number),
                "nama": name_unit(row.satker),
                "isi": [dash(lembar, row.isi.get(period)) for period in periods],
            }
            for number, row in enumerate(rows, 1)
        ],
    }


def _tarja(lembar: Lembar) -> Isi:
    tarja = lembar.laporan.tarja
    divisions = list(dict.fromkeys(row.divisi for row in tarja.baris))
    tables: list[Isi] = []
    for number, divisi in enumerate(divisions, 1):
        tables.append(
            {
                "judul": name_divisi(divisi) if divisi else "Satuan Kerja",
                "label": marks.label(f"tabel-tarja-{number}"),
                "baris": [
                    {"no": str(row.no), "target": row.target, "persen": dash(lembar, row.persen)}
                    for row in tarja.baris
                    if row.divisi == divisi
                ],
                "rata_rata": dash(lembar, tarja.rata_rata.get(divisi)),
            }
        )
    return {
        "ada": "ya" if tables else "",
        "tabel": tables,
        "kalimat": alinea(say_report(lembar, "tarja.rata_rata", "tarja.tertinggi", "tarja.terendah")),
    }


def _monev(lembar: Lembar) -> Isi:
    rows = lembar.laporan.monev
    units = list(dict.fromkeys(row.satker for row in rows))
    periods = list(dict.fromkeys(row.periode for row in rows))
    cells = {(row.satker, row.periode): row for row in rows}
    made: list[Isi] = []
    for number, unit in enumerate(units, 1):
        pairs: list[Isi] = []
        for period in periods:
            cell = cells.get((unit, period))
            pairs += [
                dash(lembar, cell.anggaran if cell else None),
                dash(lembar, cell.progres if cell else None),
            ]
        made.append({"no": str(number), "nama": name_unit(unit), "isi": pairs})
    heads: list[Isi] = [f"{name_periode(period)} {what}" for period in periods for what in ("Anggaran", "Progres")]
    return {
        "ada": "ya" if made else "",
        "label": marks.label("tabel-e-monev"),
        "ref": marks.ref("tabel-e-monev"),
        "kolom": heads,
        "baris": made,
        "kalimat": say_report(lembar, "monev.akhir") if len(units) == 1 else [],
    }
