"""The charts of a report, as data: categories, series of figures, what they show in words."""

from __future__ import annotations

from render.bab_dasar import Lembar, year_label
from render.bab_istilah import Kelompok, name_code, name_staff
from render.objek import ChartSpec
from transform.laporan import Anggaran, Indikator, KelompokPegawai

MIN_POINTS = 2


def chart_capaian(lembar: Lembar, kelompok: Kelompok) -> ChartSpec | None:
    """Return the capaian of a group's indicators as bars; None for fewer than two measured ones."""
    measured = [item for item in kelompok.indikator if item.capaian.number is not None]
    if len(measured) < MIN_POINTS:
        return None
    values = lembar.seri("Capaian kinerja", [item.capaian for item in measured])
    return ChartSpec(
        name=f"bagan-capaian-{kelompok.kunci}",
        kind="bar",
        title=f"Capaian Kinerja {kelompok.judul}",
        categories=tuple(name_code(item) for item in measured),
        series=(values,),
        unit="%",
        alt=f"Diagram batang capaian kinerja tiap indikator {kelompok.judul}, dalam persen terhadap target.",
    )


def chart_tren(lembar: Lembar, item: Indikator, name: str) -> ChartSpec | None:
    """Return target and realisasi over at least three years; None for fewer years or a flat line."""
    tahun = lembar.laporan.periode.tahun
    years = [(row.tahun, row.target, row.realisasi) for row in item.riwayat]
    years.append((tahun, item.target, item.realisasi))
    known = [row for row in years if row[2] is not None and row[2].number is not None]
    if len(known) < 3 or len({row[2].number for row in known if row[2]}) == 1:
        return None
    return ChartSpec(
        name=name,
        kind="line",
        title=f"{name_code(item)}: target dan realisasi",
        categories=(*(str(row[0]) for row in years[:-1]), year_label(lembar.laporan.periode)),
        series=(
            lembar.seri("Target", [row[1] for row in years]),
            lembar.seri("Realisasi", [row[2] for row in years]),
        ),
        unit=item.satuan,
        alt=f"Diagram garis target dan realisasi indikator “{item.nama}” menurut tahun.",
    )


def chart_belanja(lembar: Lembar, anggaran: Anggaran) -> ChartSpec | None:
    """Return realisasi by jenis belanja, this year beside last year where known."""
    lines = anggaran.per_jenis
    if len(lines) < MIN_POINTS:
        return None
    tahun = lembar.laporan.periode.tahun
    before = {row.kode: row.realisasi for row in anggaran.per_jenis_lalu}
    series = [lembar.seri(f"Realisasi {year_label(lembar.laporan.periode)}", [row.realisasi for row in lines])]
    if any(row.kode in before for row in lines):
        series.insert(0, lembar.seri(f"Realisasi {tahun - 1}", [before.get(row.kode) for row in lines]))
    return ChartSpec(
        name="bagan-belanja",
        kind="bar",
        title="Realisasi Anggaran Menurut Jenis Belanja",
        categories=tuple(row.nama for row in lines),
        series=tuple(series),
        unit="rupiah",
        alt="Diagram batang realisasi anggaran menurut jenis belanja tahun ini dan tahun sebelumnya.",
        decimals=0,
    )


def chart_pegawai(lembar: Lembar, kelompok: KelompokPegawai, name: str) -> ChartSpec | None:
    """Return one staff table as columns by sex, or as totals where sexes are not kept."""
    rows = kelompok.baris
    if not MIN_POINTS <= len(rows) <= 20:
        return None
    has_sex = any(row[1] is not None or row[2] is not None for row in rows)
    series = (
        (lembar.seri("Laki-laki", [r[1] for r in rows]), lembar.seri("Perempuan", [r[2] for r in rows]))
        if has_sex
        else (lembar.seri("Jumlah pegawai", [row[3] for row in rows]),)
    )
    if not any(point for line in series for point in line.titik):
        return None
    return ChartSpec(
        name=name,
        kind="column",
        title=name_staff(kelompok.nama),
        categories=tuple(row[0] for row in rows),
        series=series,
        unit="orang",
        alt=f"Diagram kolom {name_staff(kelompok.nama)}.",
        decimals=0,
    )
