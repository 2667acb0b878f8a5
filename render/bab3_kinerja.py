"""Bab III, capaian kinerja organisasi: the tables of all indicators and each indicator's analyses."""

from __future__ import annotations

from render import marks
from render.bab3_analisis import build_indikator, build_support, say_claims
from render.bab3_rumus import formula_examples
from render.bab_bagan import chart_capaian
from render.bab_dasar import Lembar, alinea, in_sentence, merge_cells, periode_text
from render.bab_istilah import ISTILAH, Kelompok, group_indikator, name_code
from render.kalimat import Ucapan, capital
from render.kalimat_laporan import say_sources_of_one_day
from render.objek import Isi
from transform.klaim import Klaim
from transform.laporan import Indikator

SUMMARY = (
    "jumlah.indikator",
    "jumlah.status",
    "jumlah.semua_mencapai_target",
    "rata_rata.capaian",
    "capaian.tertinggi",
    "capaian.terendah",
)
EFFICIENCY = ("efisiensi.laporan.",)
BUDGET_USE = tuple(
    f"efisiensi.laporan.{kind}" for kind in ("efisien", "belum_tercapai", "seimbang", "belum_efisien")
)


def build(lembar: Lembar) -> dict[str, Isi]:
    """Return the data of the section."""
    groups = group_indikator(lembar.laporan.indikator)
    return {
        "rumus_naik": lembar.rumus("rumus-naik", formula_examples()["rumus-naik"]),
        "rumus_turun": lembar.rumus("rumus-turun", formula_examples()["rumus-turun"]),
        "tanpa_capaian": lembar.rekap(groups, "capaian", "capaian kinerja"),
        "kalimat_ringkasan": alinea(say_summary(lembar)),
        "kelompok": [_group(lembar, group, len(groups)) for group in groups],
        "kalimat_efisiensi": say_report(lembar, *EFFICIENCY),
        "efisiensi_anggaran": lembar.isian("efisiensi_anggaran"),
        "efisiensi_sdm": lembar.isian("efisiensi_sdm"),
        "efisiensi_sarana": lembar.isian("efisiensi_sarana"),
        "data_dukung": [
            build_support(lembar, tabel, f"umum-{i}") for i, tabel in enumerate(lembar.laporan.data_dukung, 1)
        ],
    }


def report_claims(lembar: Lembar, *kinds: str, subjek: str = "laporan") -> list[Klaim]:
    """Return the report's own claims in the order of the kinds; one ending in `.` or `_` is a prefix."""
    own = [k for k in lembar.laporan.klaim if k.subjek == subjek]
    return [k for kind in kinds for k in own if _is_kind(k, kind)]


def _is_kind(klaim: Klaim, kind: str) -> bool:
    return klaim.jenis.startswith(kind) if kind[-1] in "._" else klaim.jenis == kind


def say_report(lembar: Lembar, *kinds: str, subjek: str = "laporan") -> list[Isi]:
    return say_claims(lembar, report_claims(lembar, *kinds, subjek=subjek))


def say_sources(lembar: Lembar) -> list[Isi]:
    """Say which sources show another day than the period's end, those of one day in one sentence."""
    period = in_sentence(periode_text(lembar.laporan.periode))
    days: dict[tuple[str, str], list[Ucapan]] = {}
    for claim in report_claims(lembar, "sumber.belum_akhir_periode", "sumber.lewat_akhir_periode"):
        days.setdefault((claim.jenis, claim.kata["per_tanggal"]), []).append(Ucapan(claim, lembar.cetak, period))
    return [*(say_sources_of_one_day(many) for many in days.values()), *say_report(lembar, "sumber.beda_bulan")]


def say_summary(lembar: Lembar, subjek: str = "laporan") -> list[Isi]:
    """Say counts, mean and extremes; what another sentence already says is left out."""
    claims = report_claims(lembar, *SUMMARY, subjek=subjek)
    status = next((k for k in claims if k.jenis == "jumlah.status"), None)
    drop = set()
    if status is not None:
        groups = ("di_atas", "tepat", "di_bawah", "tidak_terukur")
        if sum(1 for name in groups if status.angka[name].number != 0) == 1:
            drop.add("jumlah.semua_mencapai_target")
    best = next((k for k in claims if k.jenis == "capaian.tertinggi"), None)
    worst = next((k for k in claims if k.jenis == "capaian.terendah"), None)
    if best and worst and best.angka["capaian"].value == worst.angka["capaian"].value:
        drop |= {"capaian.tertinggi", "capaian.terendah"}
    return say_claims(lembar, [k for k in claims if k.jenis not in drop])


def _group(lembar: Lembar, group: Kelompok, how_many: int) -> Isi:
    words = ISTILAH[group.tingkat]
    chart = chart_capaian(lembar, group)
    subjects = (f"divisi:{group.indikator[0].kunci.divisi}", f"tingkat:{group.tingkat.value}")
    said = [text for subject in subjects for text in say_summary(lembar, subject)] if how_many > 1 else []
    return {
        "judul": group.judul,
        "sebutan": group.sebutan,
        "sebutan_sasaran": words.sasaran,
        "sebutan_indikator": words.indikator,
        "label": marks.label(f"capaian-{group.kunci}"),
        "ref": marks.ref(f"capaian-{group.kunci}"),
        "baris": list(summary_rows(lembar, group)),
        "kalimat": alinea(said),
        "bagan": lembar.bagan(chart),
        "label_bagan": marks.label(f"bagan-capaian-{group.kunci}"),
        "ada_sasaran": "ya" if any(item.sasaran for item in group.indikator) else "",
        "sasaran": _goals(lembar, group),
    }


def summary_rows(lembar: Lembar, group: Kelompok) -> list[dict[str, Isi]]:
    """Return one row per indicator; the goal's cell is merged over its indicators."""
    cetak = lembar.cetak
    rows: list[dict[str, Isi]] = [
        {
            "kode": name_code(item).split(" ", 1)[1],
            "sasaran": item.sasaran,
            "indikator": capital(item.nama),
            "satuan": item.satuan,
            "target": cetak.nilai(item.target),
            "realisasi": cetak.nilai(item.realisasi),
            "capaian": cetak.nilai(item.capaian),
            "capaian_dibatasi": cetak.nilai(item.capaian_dibatasi),
            "kategori": item.kategori or "-",
        }
        for item in group.indikator
    ]
    return merge_cells(rows, "sasaran")


def _goals(lembar: Lembar, group: Kelompok) -> list[Isi]:
    goals: dict[tuple[str, int, str], list[Indikator]] = {}
    for item in group.indikator:
        goals.setdefault((item.kunci.unit or "", item.kunci.sasaran_no, item.sasaran), []).append(item)
    words = ISTILAH[group.tingkat]
    return [
        {
            "judul": f"{words.sasaran} {number}: {name}" if name else "",
            "nama": name,
            "kalimat": alinea(_say_goal(lembar, members)),
            "indikator": [build_indikator(lembar, group, item) for item in members],
        }
        for (_, number, name), members in goals.items()
    ]


def _say_goal(lembar: Lembar, members: list[Indikator]) -> list[Isi]:
    """Say mean and efficiency of a goal; of a single indicator its own section says as much."""
    if len(members) < 2:
        return []
    kunci = members[0].kunci
    subjek = ".".join(p for p in (kunci.divisi or "", kunci.tingkat.value, str(kunci.sasaran_no)) if p)
    return say_report(lembar, "sasaran.rata_rata", "efisiensi.", subjek=subjek)
