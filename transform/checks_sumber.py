"""Rules about the sources themselves: which are there, their as-of dates, their years."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from extract.figure import Fact
from extract.finding import Tingkat
from transform.aritmetika import compare, number
from transform.checks import Perkara, aturan
from transform.konteks import Konteks
from transform.laporan import Laporan
from transform.normalize import place

NAMA_SUMBER = {
    "capaian": "rekap capaian kinerja", "belanja": "realisasi belanja (OMSPAN)",
    "satker_belanja": "realisasi belanja per satker (OMSPAN)", "fa_detail": "FA detail (OMSPAN)",
    "ikpa": "IKPA (OMSPAN)", "smart": "SMART DJA", "pegawai": "data pegawai (SIMPEG)", "e_tarja": "e-Tarja",
    "e_monev": "E-Monev Bappenas", "e_performance": "E-Performance bulanan",
}  # fmt: skip
# exports are made after the end of their period
LEEWAY = {None: timedelta(days=120), 1: timedelta(days=31), 2: timedelta(days=120)}
HALF, MIN_MEASURED = Decimal(50), 5
DATED = ("capaian", "belanja", "satker_belanja", "fa_detail", "ikpa", "smart", "pegawai", "e_tarja", "e_monev",
         "e_performance")  # fmt: skip
BULAN = ("", "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
         "November", "Desember")  # fmt: skip


def tanggal(day: date) -> str:
    return f"{day.day} {BULAN[day.month]} {day.year}"


def dates_by_source(k: Konteks) -> dict[str, tuple[date, Fact]]:
    """Return the earliest as-of date of each source family that carries one, with a fact that shows it."""
    found: dict[str, tuple[date, Fact]] = {}
    for tabel in DATED:
        for row in k.tables.rows(tabel):
            for fact in row.cells.values():
                if fact.per_tanggal and (tabel not in found or fact.per_tanggal < found[tabel][0]):
                    found[tabel] = (fact.per_tanggal, fact)
    return found


@aturan("CAPAIAN-TIDAK-ADA", Tingkat.GALAT)
def capaian_tidak_ada(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """Without realisasi there is nothing to account for (Permenpan RB 53/2014)."""
    if "capaian" not in k.tables:
        yield Perkara(
            f"Tidak ada rekap capaian kinerja tahun {laporan.periode.tahun}: realisasi dan capaian tidak dapat "
            "dilaporkan. Tambahkan rekap E-Performance ke folder input lalu jalankan lagi."
        )


@aturan("SUMBER-BELUM-AKHIR", Tingkat.PERINGATAN)
def sumber_belum_akhir(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """A report over a period needs figures of the period's end; each export is a snapshot."""
    for tabel, (day, fact) in dates_by_source(k).items():
        if day < laporan.periode.akhir and day.year == laporan.periode.tahun:
            yield Perkara(
                f"Sumber {NAMA_SUMBER[tabel]} ({fact.source.file}) menyajikan keadaan per {tanggal(day)}, sebelum "
                f"akhir periode laporan {tanggal(laporan.periode.akhir)}. Unduh ulang setelah periode berakhir.",
                tercetak=tanggal(day), seharusnya=tanggal(laporan.periode.akhir), lokasi=(place(fact.source),),
            )  # fmt: skip


def beyond_end(day: date, laporan: Laporan) -> bool:
    """Tell whether a source shows a state too long after the period's end to be that of the period."""
    return day > laporan.periode.akhir + LEEWAY[laporan.periode.semester]


@aturan("SUMBER-LEWAT-AKHIR", Tingkat.PERINGATAN)
def sumber_lewat_akhir(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """Figures of a later state say more than the period's own: half a year must not be told with a whole one."""
    for tabel, (day, fact) in dates_by_source(k).items():
        if beyond_end(day, laporan):
            yield Perkara(
                f"Sumber {NAMA_SUMBER[tabel]} ({fact.source.file}) menyajikan keadaan per {tanggal(day)}, sesudah "
                f"akhir periode laporan {tanggal(laporan.periode.akhir)}. Ganti dengan rekap per akhir periode.",
                tercetak=tanggal(day), seharusnya=tanggal(laporan.periode.akhir), lokasi=(place(fact.source),),
            )  # fmt: skip


@aturan("SUMBER-BEDA-BULAN", Tingkat.PERINGATAN)
def sumber_beda_bulan(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """Figures of different months must not be compared silently; after the period's end all are alike."""
    dates = dates_by_source(k)
    months = {tabel: _month(min(day, laporan.periode.akhir)) for tabel, (day, _) in dates.items()}
    if len(set(months.values())) > 1:
        parts = "; ".join(f"{NAMA_SUMBER[tabel]} per {tanggal(day)}" for tabel, (day, _) in dates.items())
        yield Perkara(
            f"Sumber laporan ini berbeda bulan: {parts}. Angkanya tidak sejaman; samakan tanggal unduhannya.",
            lokasi=tuple(place(fact.source) for _, fact in dates.values()),
        )


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


@aturan("SUMBER-BEDA-TAHUN", Tingkat.GALAT)
def sumber_beda_tahun(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """A source of an earlier year says nothing about this one."""
    year = laporan.periode.tahun
    for tabel, (day, fact) in dates_by_source(k).items():
        if day.year < year:
            yield Perkara(
                f"Sumber {NAMA_SUMBER[tabel]} ({fact.source.file}) bertanggal {tanggal(day)}, laporan ini tahun "
                f"{year}. Ganti dengan rekap tahun {year}.",
                tercetak=str(day.year), seharusnya=str(year), lokasi=(place(fact.source),),
            )  # fmt: skip
    rows = k.tables.rows("belanja")
    years = {row.integer("tahun") for row in rows} - {0}
    if years and year not in years:
        yield Perkara(
            f"Realisasi belanja hanya tersedia untuk tahun {', '.join(map(str, sorted(years)))}, bukan {year}.",
            tercetak=str(max(years)), seharusnya=str(year), lokasi=(rows[0].place,),
        )  # fmt: skip


@aturan("SUMBER-TANPA-TANGGAL", Tingkat.INFO)
def sumber_tanpa_tanggal(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """A budget figure without its as-of date cannot be told from one of another day."""
    dated = dates_by_source(k)
    for tabel in ("belanja", "satker_belanja", "fa_detail"):
        rows = k.tables.rows(tabel)
        if rows and tabel not in dated:
            yield Perkara(
                f"Sumber {NAMA_SUMBER[tabel]} tidak mencantumkan tanggal keadaannya; dianggap keadaan akhir "
                "periode. Pastikan, atau unduh ulang dengan tanggal.",
                lokasi=(rows[0].place,),
            )


@aturan("SEMESTER-DIDUGA", Tingkat.PERINGATAN)
def semester_diduga(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """Half-year figures in a year report: many indicators at exactly half of their target give them away."""
    measured = [one.capaian for one in laporan.indikator if one.capaian.number is not None]
    halves = [figure for figure in measured if compare(number(figure), HALF) == 0]
    if laporan.periode.semester is None and len(measured) >= MIN_MEASURED and 5 * len(halves) >= 2 * len(measured):
        yield Perkara(
            f"Capaian {len(halves)} dari {len(measured)} indikator tepat 50 %: rekap mungkin menyajikan semester "
            f"I, bukan tahun {laporan.periode.tahun}. Unduh ulang rekap akhir tahun, atau buat laporan semester.",
            tuple(halves[:6]),
        )


@aturan("OCR", Tingkat.PERINGATAN)
def ocr(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """A figure read from an image may be misread: a person compares it with the page."""
    pages: dict[str, list[str]] = {}
    for figure in laporan.ledger:
        if figure.ocr and figure.source is not None:
            pages.setdefault(figure.source.file, []).append(figure.id)
    for file, ids in pages.items():
        figures = tuple(laporan.ledger[name] for name in ids)
        yield Perkara(f"{file}: {len(ids)} angka dibaca dari gambar (OCR). Bandingkan dengan halamannya.", figures)


@aturan("PROFIL-TIDAK-LENGKAP", Tingkat.INFO)
def profil_tidak_lengkap(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """The signature block needs name, NIP, place and date."""
    profil = laporan.profil
    needed = {"nama satker": profil.nama, "nama kepala": profil.kepala, "NIP kepala": profil.nip,
              "kota": profil.kota, "tanggal penandatanganan": profil.tanggal}  # fmt: skip
    missing = [name for name, value in needed.items() if not value]
    if missing:
        yield Perkara(f"Profil satker belum memuat {', '.join(missing)}. Isi pada formulir profil.")
