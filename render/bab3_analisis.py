"""The seven analyses of Permenpan RB 53/2014 for one indicator, as tables, sentences and formulas."""

from __future__ import annotations

from render import marks
from render.bab3_rumus import formula_capaian, formula_realisasi
from render.bab_bagan import chart_tren
from render.bab_dasar import Lembar, alinea, in_sentence, periode_text, year_label
from render.bab_istilah import Kelompok, name_code
from render.kalimat import Ucapan, capital, say
from render.kalimat_tren import KEPT, say_all_kept
from render.objek import Isi
from transform.klaim import Klaim
from transform.laporan import Indikator, TabelDukung

STEADY = ("tren.naik_terus", "tren.turun_terus")
EXTREME = ("tren.tertinggi", "tren.terendah")


def build_indikator(lembar: Lembar, kelompok: Kelompok, item: Indikator) -> dict[str, Isi]:
    """Return all that the template says about one indicator."""
    kunci = item.kunci
    name = f"{kelompok.kunci}-{kunci.sasaran_no}-{kunci.indikator_no}"
    if kunci.unit:
        name = f"{name}-{marks.plain(kunci.unit).lower().replace(' ', '-')}"
    return {
        "kode": name_code(item),
        "nama": capital(item.nama),
        "satuan": item.satuan,
        "keterangan": item.keterangan,
        "kategori": item.kategori,
        "analisis1": _target(lembar, item, name),
        "analisis2": _years(lembar, item, name),
        "analisis3": _renstra(lembar, item, name),
        "analisis4": _standard(lembar, item),
        "analisis5": _causes(lembar, item),
        "analisis6": _resources(lembar, item, name),
        "analisis7": _programmes(lembar, item),
        "data_dukung": [build_support(lembar, t, f"{name}-{i}") for i, t in enumerate(item.data_dukung, 1)],
    }


def say_claims(lembar: Lembar, claims: list[Klaim]) -> list[Isi]:
    period = in_sentence(periode_text(lembar.laporan.periode))
    return [say(claim, lembar.cetak, period) for claim in claims]


def alinea_claims(lembar: Lembar, claims: list[Klaim]) -> list[Isi]:
    """Return the sentences of the claims as one paragraph."""
    return alinea(say_claims(lembar, claims))


def _chosen(item: Indikator, *kinds: str) -> list[Klaim]:
    return [k for k in item.klaim if k.jenis.startswith(kinds)]


def _target(lembar: Lembar, item: Indikator, name: str) -> Isi:
    """Analysis 1: target and realisasi of this period."""
    said = _chosen(item, "realisasi.") + [
        k for k in _chosen(item, "capaian.") if k.jenis != "capaian.kategori" or item.kategori
    ]
    cetak = lembar.cetak
    return {
        "label": marks.label(f"target-{name}"),
        "ref": marks.ref(f"target-{name}"),
        "target": cetak.nilai(item.target),
        "realisasi": cetak.nilai(item.realisasi),
        "capaian": cetak.nilai(item.capaian),
        "capaian_dibatasi": cetak.nilai(item.capaian_dibatasi),
        "kategori": item.kategori or "-",
        "rumus_realisasi": lembar.rumus(f"realisasi-{name}", formula_realisasi(cetak, item, f"realisasi-{name}")),
        "rumus_capaian": lembar.rumus(f"capaian-{name}", formula_capaian(cetak, item, f"capaian-{name}")),
        "kalimat": alinea_claims(lembar, said),
    }


def _years(lembar: Lembar, item: Indikator, name: str) -> Isi:
    """Analysis 2: this period beside earlier years."""
    cetak = lembar.cetak
    rows: list[Isi] = [
        {
            "tahun": str(row.tahun),
            "target": lembar.nilai(row.target),
            "realisasi": lembar.nilai(row.realisasi),
            "capaian": lembar.nilai(row.capaian),
        }
        for row in item.riwayat
    ]
    rows.append(
        {
            "tahun": year_label(lembar.laporan.periode),
            "target": cetak.nilai(item.target),
            "realisasi": cetak.nilai(item.realisasi),
            "capaian": cetak.nilai(item.capaian),
        }
    )
    claims = _chosen(item, "tren.")
    steady = any(k.jenis in STEADY for k in claims)
    claims = [k for k in claims if not (steady and k.jenis in EXTREME)]
    said = _say_years(lembar, claims)
    chart = f"bagan-tren-{name}"
    return {
        "ada_tabel": "ya" if item.riwayat else "",
        "label": marks.label(f"tahun-{name}"),
        "ref": marks.ref(f"tahun-{name}"),
        "baris": rows,
        "kalimat": alinea(said),
        "bagan": lembar.bagan(chart_tren(lembar, item, chart)),
        "label_bagan": marks.label(chart),
    }


def _say_years(lembar: Lembar, claims: list[Klaim]) -> list[Isi]:
    """Say the comparison with earlier years; where nothing changed, in one sentence instead of three."""
    kept = [k for kind in KEPT for k in claims if k.jenis == kind]
    if len(kept) != len(KEPT):
        return say_claims(lembar, claims)
    period = in_sentence(periode_text(lembar.laporan.periode))
    together = say_all_kept([Ucapan(k, lembar.cetak, period) for k in kept])
    return [together, *say_claims(lembar, [k for k in claims if k not in kept])]


def _renstra(lembar: Lembar, item: Indikator, name: str) -> Isi:
    """Analysis 3: realisasi against the medium-term targets."""
    claims = _chosen(item, "renstra.")
    claims.sort(key=lambda k: k.jenis == "renstra.beda_pk")  # what qualifies the comparison comes last
    values = {row.tahun: row.realisasi for row in item.riwayat}
    values[lembar.laporan.periode.tahun] = item.realisasi
    rows: list[Isi] = [
        {
            "tahun": str(row.tahun),
            "target": lembar.nilai(row.target),
            "realisasi": lembar.nilai(values.get(row.tahun)),
        }
        for row in item.renstra
    ]
    return {
        "ada_tabel": "ya" if rows else "",
        "label": marks.label(f"renstra-{name}"),
        "ref": marks.ref(f"renstra-{name}"),
        "baris": rows,
        "kalimat": alinea_claims(lembar, claims),
    }


def _standard(lembar: Lembar, item: Indikator) -> Isi:
    """Analysis 4: a national standard, if a person named one."""
    text = item.narasi.standar_nasional
    if not text:
        return {"paragraf": [lembar.baku("standar_nasional_tidak_ada")]}
    return {"paragraf": lembar.paragraf(text, "", "", figur=item.narasi.figur.get("standar_nasional"))}


def _causes(lembar: Lembar, item: Indikator) -> Isi:
    """Analysis 5: causes, obstacles and follow-up, in the person's words."""
    code, narasi = f"indikator.{item.kunci.teks}", item.narasi
    kinds = {k.jenis for k in item.klaim}
    if kinds & {"capaian.di_atas_target", "capaian.tepat_target"}:
        title, what = "Penyebab keberhasilan", "penyebab keberhasilan"
    elif "capaian.di_bawah_target" in kinds:
        title, what = "Penyebab belum tercapainya target", "penyebab belum tercapainya target"
    else:
        title, what = "Penjelasan", "penjelasan mengapa capaian tidak dapat diukur"
    about = f"{name_code(item)} “{item.nama}”"
    asked = (
        ("penyebab", narasi.penyebab, f"{what} {about}"),
        ("kendala", narasi.kendala, ""),
        ("tindak_lanjut", narasi.tindak_lanjut, f"solusi atau tindak lanjut {about}"),
    )
    return {
        "judul_penyebab": title,
        **{
            name: lembar.paragraf(text, f"{code}.{name}", task, wajib=bool(task), figur=narasi.figur.get(name))
            for name, text, task in asked
        },
    }


def _resources(lembar: Lembar, item: Indikator, name: str) -> Isi:
    """Analysis 6: what the result cost; `dasar` is the capaian set against absorption, bounded or not."""
    basis = lembar.laporan.ledger[item.efisiensi.inputs[0]] if item.efisiensi is not None else None
    return {
        "dasar": lembar.nilai(basis),
        "ada_tabel": "ya" if item.serapan is not None else "",
        "label": marks.label(f"efisiensi-{name}"),
        "ref": marks.ref(f"efisiensi-{name}"),
        "pagu": "-" if item.pagu is None else lembar.cetak.uang(item.pagu),
        "realisasi": "-" if item.realisasi_anggaran is None else lembar.cetak.uang(item.realisasi_anggaran),
        "serapan": lembar.nilai(item.serapan),
        "capaian": lembar.cetak.nilai(item.capaian),
        "efisiensi": "-" if item.efisiensi is None else lembar.cetak.poin(item.efisiensi, " poin", mutlak=False),
        "kalimat": alinea_claims(lembar, _chosen(item, "anggaran.", "efisiensi.")),
    }


def _programmes(lembar: Lembar, item: Indikator) -> Isi:
    """Analysis 7: programmes and activities behind the result."""
    code, narasi = f"indikator.{item.kunci.teks}.program_penunjang", item.narasi
    asked = f"program atau kegiatan penunjang {name_code(item)} “{item.nama}”"
    figure = narasi.figur.get("program_penunjang")
    return {"paragraf": lembar.paragraf(narasi.program_penunjang, code, asked, figur=figure)}


def build_support(lembar: Lembar, tabel: TabelDukung, name: str) -> Isi:
    """Return a supporting table as its source has it."""
    rows: list[Isi] = [
        [cell if isinstance(cell, str) else lembar.cetak.nilai(cell) for cell in row] for row in tabel.baris
    ]
    return {
        "label": marks.label(f"dukung-{name}"),
        "judul": tabel.judul,
        "kolom": list(tabel.kolom),
        "baris": rows,
    }
