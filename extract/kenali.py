"""What a file is: its families, satker, year, as-of date, tables; and how that was understood."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from extract.bacaan import FileReport
from extract.figure import Fact
from extract.finding import Tingkat
from extract.grid import Document
from extract.kenali_asing import report_unknown
from extract.rekap_alur import find_tables
from extract.rekap_anggaran import read_anggaran_pk, read_belanja, read_satker_belanja
from extract.rekap_balik import as_turned, turned_staff
from extract.rekap_dukung import as_rekap, find_indicator, read_dukung
from extract.rekap_fa import read_fa_detail, settle_totals
from extract.rekap_hasil import Hasil, check_header, explain_header, rekap_satker, rekap_state, rekap_year
from extract.rekap_ikpa import name_label_column, read_ikpa, read_smart
from extract.rekap_indikator import read_indikator
from extract.rekap_lain import as_profile, read_monev, read_performance, read_profil, read_tarja
from extract.rekap_layar import report_pages
from extract.rekap_luar import outside
from extract.rekap_mini import as_indicator
from extract.rekap_panjang import as_long
from extract.rekap_pecahan import settle_ratio
from extract.rekap_pegawai import note_staff_list, read_pegawai
from extract.rekap_pk_baris import budget_lines
from extract.rekap_profil import profile_lines, profile_row
from extract.rekap_susun import as_stacked
from extract.rekap_tabel import Rekap, TabelAsing
from extract.rekap_tutup import check_account, check_goals
from extract.rekap_uang_periode import settle_money_periods
from extract.temuan_padat import gather

Pembaca = Callable[[Hasil, Rekap], None]

READERS: dict[str, Pembaca] = {
    "profil": read_profil,
    "perjanjian_kinerja": read_indikator,
    "anggaran_pk": read_anggaran_pk,
    "capaian": read_indikator,
    "renstra": read_indikator,
    "belanja": read_belanja,
    "satker_belanja": read_satker_belanja,
    "fa_detail": read_fa_detail,
    "ikpa": read_ikpa,
    "smart": read_smart,
    "pegawai": read_pegawai,
    "data_dukung": read_dukung,
    "e_tarja": read_tarja,
    "e_monev": read_monev,
    "e_performance": read_performance,
}
INDIKATOR = frozenset({"perjanjian_kinerja", "capaian", "renstra"})  # their reader says itself when it found none
# families whose headings are common words: under an indicator's number they are its data dukung
LEMAH = frozenset(
    {"pegawai", "anggaran_pk", "profil", "e_tarja", "belanja", "satker_belanja", "perjanjian_kinerja"}
)


def recognise(document: Document) -> FileReport:
    """Return what a file is, without deciding anything about a report."""
    form = read_form(document)
    if form is not None:
        return form[0]
    return understand(document, None)[0]


def read_form(document: Document) -> tuple[FileReport, tuple[Fact, ...]] | None:
    """Return the report and facts of a filled-in form of `lkjip baru`, None where the file is none."""
    from extract.rekap_isian import read_isian

    return read_isian(document)


def understand(document: Document, tahun: int | None) -> tuple[FileReport, Hasil, list[Rekap]]:
    """Read every table of one file that a map or a marker explains; report the rest."""
    hasil = Hasil(document, tahun, findings=list(document.findings))
    tables, unknown = find_tables(document)
    for sheet in document.sheets:
        if sheet.hidden:
            hasil.penjelasan.append(f"lembar tersembunyi '{sheet.name}' tidak dibaca")
    used: list[Rekap] = []
    known = False
    for rekap in tables:
        if rekap.jenis in LEMAH and find_indicator([b.teks for b in rekap.konteks]):
            unknown.append(TabelAsing(rekap.sheet, rekap.kepala_baris + rekap.baris, rekap.judul, rekap.konteks))
            continue
        if not note_staff_list(hasil, rekap):
            rekap = turned_staff(rekap) or rekap
            _read(hasil, rekap, rekap.jenis)
        used.append(rekap)
    for asing in unknown:
        ways = (as_profile, profile_row, as_turned, as_long, as_stacked, as_indicator, _free)
        free = next((table for way in ways if (table := way(asing)) is not None), None)
        if free is not None:
            _read(hasil, free, free.jenis)
            used.append(free)
        elif (why := outside(asing)) is not None:
            known = True
            hasil.find("TABEL-LUAR", Tingkat.INFO, asing.baris[0].locator, f"tabel berisi {why}; tidak dibaca.")
        else:
            report_unknown(hasil, asing)
    lines = profile_lines(document) if "profil" not in hasil.jenis else None
    if lines is not None:
        _read(hasil, lines, "profil")
        used.append(lines)
    if (budget := budget_lines(document, used)) is not None:
        _read(hasil, budget, budget.jenis)
        used.append(budget)
    report_pages(hasil, document)
    check_goals(hasil)
    settle_totals(hasil)
    if not used and not known and document.kind != "rusak":  # why a broken file cannot be read is said already
        hasil.find("BERKAS-TAK-DIKENAL", Tingkat.PERINGATAN, "seluruh berkas",
                   "tidak satu pun tabelnya dikenali sebagai rekap. Bila ini memang rekap, ubah judul kolomnya "
                   "menjadi yang dikenal (lihat 'lkjip kenali --jelaskan'), atau minta pengelola program "
                   "menambahkannya di extract/maps (docs/EKSTRAKSI.md).")  # fmt: skip
    return _report(document, hasil, used), hasil, used


def _read(hasil: Hasil, rekap: Rekap, jenis: str) -> None:
    hasil.penjelasan.extend(explain_header(rekap))
    if jenis != "data_dukung":
        if rekap.jenis == "ikpa":
            name_label_column(rekap)
        settle_ratio(rekap)
        check_header(hasil, rekap)
        settle_money_periods(hasil, rekap)
    if rekap.masalah:
        hasil.find("KOLOM-TANPA-JUDUL", Tingkat.PERINGATAN, rekap.locator,
                   f"tabel {rekap.kepala.peta.nama}: {rekap.masalah}")  # fmt: skip
    if jenis not in hasil.jenis:
        hasil.jenis.append(jenis)
    before = len(hasil.facts), len(hasil.indikator)
    READERS[jenis](hasil, rekap)
    if (len(hasil.facts), len(hasil.indikator)) == before and not rekap.masalah and jenis not in INDIKATOR:
        hasil.find("TABEL-KOSONG", Tingkat.PERINGATAN, rekap.locator,
                   f"tabel dikenali sebagai {rekap.kepala.peta.nama}, tetapi tidak satu pun angkanya dapat dibaca. "
                   "Lihat sebabnya dengan 'lkjip kenali --jelaskan'.")  # fmt: skip
    check_account(hasil, rekap)


def _free(asing: TabelAsing) -> Rekap | None:
    if not find_indicator([asing.sheet.name, *(b.teks for b in asing.konteks)]):
        return None
    return as_rekap(asing)


def _report(document: Document, hasil: Hasil, used: list[Rekap]) -> FileReport:
    names = [rekap_satker(r) for r in used]
    satker = next((n for n, _ in names if n), None)
    code = next((c for _, c in names if c), None)
    profil = {f.kolom: str(f.nilai) for f in hasil.facts if f.tabel == "profil"}
    codes = {str(f.nilai) for f in hasil.facts if f.tabel == "ikpa" and f.kolom == "kode_satker"}
    if code is None and len(codes) == 1:
        code = codes.pop()
    owners = {str(f.key("satker")) for f in hasil.facts if f.tabel in ("ikpa", "smart")}
    if satker is None and len(owners) == 1:
        satker = owners.pop()
    years = [y for r in used if (y := rekap_year(r)) is not None]
    states = [s.tanggal for r in used if (s := rekap_state(r, hasil.tahun)).tanggal is not None]
    hasil.facts = [f for f in hasil.facts if not (f.tabel == "ikpa" and f.kolom == "kode_satker")]
    return FileReport(
        file=document.file,
        sha256=document.sha256,
        jenis=tuple(hasil.jenis),
        satker=profil.get("nama") or satker,
        kode_satker=profil.get("kode_satker") or code,
        tahun=max(years, default=None),
        per_tanggal=max((s for s in states if s is not None), default=None),
        tabel=tuple(
            (f"{r.jenis}: {r.sheet.name}", len([b for b in r.baris if not b.kosong]), len(r.kepala.kolom))
            for r in used
        ),
        penjelasan=tuple(hasil.penjelasan),
        findings=tuple(hasil.findings),
    )


def with_findings(report: FileReport, hasil: Hasil) -> FileReport:
    """Return the report with all that was found since."""
    return replace(report, findings=tuple(gather(hasil.findings)), penjelasan=tuple(hasil.penjelasan))
