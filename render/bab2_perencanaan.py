"""Bab II: targets of the Renstra, the Perjanjian Kinerja and its budget."""

from __future__ import annotations

from collections.abc import Sequence

from render import marks
from render.bab3_anggaran import table
from render.bab_dasar import Lembar, merge_cells
from render.bab_istilah import ISTILAH, group_indikator, name_code, name_divisi, slug
from render.kalimat import capital
from render.objek import Isi
from transform.laporan import BarisPK

RENSTRA = ("visi", "misi", "tujuan_renstra", "sasaran_renstra", "tata_nilai")


def build(lembar: Lembar) -> dict[str, Isi]:
    """Return the chapter's data."""
    anggaran = lembar.laporan.anggaran
    _keep_tasks(lembar)
    return {
        "tanpa_pk": lembar.rekap(lembar.laporan.perjanjian_kinerja, "perjanjian_kinerja", "Perjanjian Kinerja"),
        "renstra": lembar.isian("renstra"),
        "renstra_tabel": _renstra(lembar),
        "catatan_pk": lembar.isian("perjanjian_kinerja"),
        "perjanjian_kinerja": build_pk(lembar, lembar.laporan.perjanjian_kinerja, "pk"),
        "anggaran_pk": build_budget(lembar, "anggaran-pk"),
        "alokasi": table(lembar, anggaran.per_jenis, anggaran.total, "alokasi"),
        "catatan_alokasi": lembar.isian("alokasi_anggaran"),
    }


def _keep_tasks(lembar: Lembar) -> None:
    """List the texts of the Renstra that are not known for the year among what is to be written."""
    for kode in RENSTRA:
        texts = lembar.teks.get(kode, lembar.laporan.profil) if kode in lembar.teks.kode else ""
        if marks.TASK_OPEN in "".join(texts):
            asked = marks.plain("".join(texts)).removeprefix("[PERLU DIISI: ").removesuffix("]")
            lembar.perlu(f"teks.{kode}", asked)


def _renstra(lembar: Lembar) -> list[Isi]:
    """Return one table of targets by year per group of indicators that has any."""
    tables: list[Isi] = []
    for group in group_indikator(lembar.laporan.indikator):
        years = sorted({target.tahun for item in group.indikator for target in item.renstra})
        rows: list[Isi] = []
        for item in group.indikator:
            targets = {row.tahun: row.target for row in item.renstra}
            if targets:
                rows.append(
                    {
                        "kode": name_code(item).split(" ", 1)[1],
                        "indikator": capital(item.nama),
                        "target": [lembar.nilai(targets.get(year)) for year in years],
                    }
                )
        if rows:
            tables.append(
                {
                    "judul": group.judul,
                    "sebutan": group.sebutan,
                    "label": marks.label(f"tabel-renstra-{group.kunci}"),
                    "ref": marks.ref(f"tabel-renstra-{group.kunci}"),
                    "tahun": [str(year) for year in years],
                    "baris": rows,
                }
            )
    return tables


def build_pk(lembar: Lembar, rows: Sequence[BarisPK], name: str) -> list[Isi]:
    """Return one table per division, unit and level of a Perjanjian Kinerja."""
    groups: dict[tuple[str, str, str], list[BarisPK]] = {}
    for row in rows:
        kunci = row.kunci
        groups.setdefault((kunci.divisi or "", kunci.unit or "", kunci.tingkat.value), []).append(row)
    tables: list[Isi] = []
    for number, ((divisi, unit, _), members) in enumerate(groups.items(), 1):
        words = ISTILAH[members[0].kunci.tingkat]
        parts = [words.sasaran, name_divisi(divisi) if divisi else "", unit]
        data: list[dict[str, Isi]] = [
            {
                "sasaran": row.sasaran,
                "kode": f"{row.kunci.sasaran_no}.{row.kunci.indikator_no}",
                "indikator": capital(row.indikator),
                "target": lembar.cetak.nilai(row.target),
            }
            for row in members
        ]
        label = f"{name}-{number}-{slug(divisi)[:12]}".rstrip("-")
        tables.append(
            {
                "judul": ", ".join(part for part in parts if part),
                "sebutan_sasaran": words.sasaran,
                "sebutan_indikator": words.indikator,
                "label": marks.label(label),
                "ref": marks.ref(label),
                "baris": list(merge_cells(data, "sasaran")),
            }
        )
    return tables


def build_budget(lembar: Lembar, name: str) -> Isi:
    """Return the budget lines of the Perjanjian Kinerja."""
    rows = lembar.laporan.anggaran.pk
    return {
        "ada": "ya" if rows else "",
        "ada_unit": "ya" if any(row.unit or row.divisi for row in rows) else "",
        "label": marks.label(name),
        "ref": marks.ref(name),
        "baris": [
            {
                "unit": row.unit or (name_divisi(row.divisi) if row.divisi else ""),
                "jenis": row.tingkat.capitalize(),
                "nama": row.nama,
                "pagu": "-" if row.pagu is None else lembar.cetak.uang(row.pagu),
            }
            for row in rows
        ],
    }
