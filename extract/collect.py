"""All files of one satker's folder become one `Bacaan`: recognised, read, numbered, cross-checked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from extract.bacaan import Bacaan, FileReport
from extract.berkas import largest_first, list_files
from extract.figure import Fact
from extract.finding import Finding, Tingkat, UnreadableInput
from extract.gambar import choose_pictures, picture_role, report_picture
from extract.grid import Document
from extract.isian_periksa import settle_forms
from extract.kenali import read_form, understand, with_findings
from extract.read import hash_file, name_file, read_document
from extract.rekap_anggaran import own_belanja
from extract.rekap_butir import TabelIndikator
from extract.rekap_fakta import indicator_facts, settle_dukung
from extract.rekap_hasil import Hasil
from extract.rekap_keadaan import drop_older_states
from extract.rekap_lengkap import check_staff, check_years, take_out_last_year
from extract.rekap_nomor import number_tables
from extract.rekap_periksa import check_missing, check_owner, check_year, drop_doubles

Pembaca = Callable[[Path, Path], Document]
_REKAP = frozenset({".xlsx", ".xlsm", ".xls", ".pdf"})


def read_folder(folder: Path, tahun: int, *, reader: Pembaca = read_document) -> Bacaan:
    """Return all that a satker's folder says about a year. Files that cannot be read are findings."""
    files = list_files(folder)
    found = {path: _read_file(path, folder, tahun, reader) for path in largest_first(files)}
    known = [found[path] for path in files]
    reports = [isi.report for isi in known]
    results = [(isi.report, isi.hasil) for isi in known if isi.hasil is not None]
    forms = [fact for isi in known for fact in isi.formulir]
    bacaan = _join(folder, tahun, reports, results, forms)
    return replace(bacaan, buku=tuple(isi.buku for isi in known if isi.buku is not None))


class _Isi(NamedTuple):
    """What one file says, before it is joined with what the others say."""

    report: FileReport
    hasil: Hasil | None = None
    formulir: Sequence[Fact] = ()
    buku: Document | None = None  # kept for the trace page; of a PDF the pages are drawn anew


def _read_file(path: Path, folder: Path, tahun: int, reader: Pembaca) -> _Isi:
    if picture_role(path) is not None:
        return _Isi(report_picture(path, folder))
    try:
        document = reader(path, folder)
    except UnreadableInput as error:
        return _Isi(_unreadable(name_file(path, folder), path, error))
    buku = document if document.kind != "pdf" else None
    form = read_form(document)
    if form is not None:
        return _Isi(form[0], formulir=form[1], buku=buku)
    report, hasil, rekap = understand(document, tahun)
    check_year(hasil, rekap, tahun)
    return _Isi(report, hasil, buku=buku)


def _join(
    folder: Path, tahun: int, reports: list[FileReport], results: list[tuple[FileReport, Hasil]], forms: list[Fact]
) -> Bacaan:
    check_owner(results)
    drop_older_states(results)
    tables = [(h.document.file, t) for _, h in results for t in h.indikator if isinstance(t, TabelIndikator)]
    findings: list[Finding] = number_tables(tables, tahun)
    for _, hasil in results:
        for table in hasil.indikator:
            if isinstance(table, TabelIndikator):
                hasil.facts.extend(indicator_facts(hasil, table, tahun))
    facts = [fact for _, hasil in results for fact in hasil.facts]
    facts, doubles = drop_doubles(facts)
    findings.extend(doubles)
    facts = settle_dukung(facts, tables, tahun)
    own = [] if _is_kanwil(facts) else own_belanja(facts, tahun)
    facts, unused = take_out_last_year(facts + own, own)
    findings.extend([*unused, *check_missing(facts, folder, tahun), *check_years(facts, folder, tahun)])
    findings.extend(check_staff(facts))
    findings.extend(choose_pictures(list_files(folder), folder)[1])
    forms, found = settle_forms(reports, forms, facts, tahun)
    findings.extend(found)
    done = {report.file: with_findings(report, hasil) for report, hasil in results}
    files = tuple(_jenis(done.get(report.file, report), facts) for report in reports)
    every = [f for report in files for f in report.findings] + findings
    return Bacaan(
        folder=folder,
        tahun=tahun,
        satker_id=folder.name,
        files=files,
        facts=(*facts, *forms),
        findings=tuple(dict.fromkeys(every)),
    )


def _is_kanwil(facts: list[Fact]) -> bool:
    text = " ".join(str(f.nilai) for f in facts if f.tabel == "profil" and f.kolom in ("nama", "jenis"))
    return "kantor wilayah" in text.lower() or "kanwil" in text.lower()


def _jenis(report: FileReport, facts: list[Fact]) -> FileReport:
    """Name the families by the tables their facts went to (`capaian_lalu`, ...)."""
    if not report.jenis or report.jenis[0].startswith("isian"):
        return report
    own = tuple(dict.fromkeys(f.tabel for f in facts if f.source.file == report.file))
    rest = tuple(j for j in report.jenis if j not in own and f"{j}_lalu" not in own)
    return replace(report, jenis=own + rest)


def _unreadable(file: str, path: Path, error: UnreadableInput) -> FileReport:
    meant = path.suffix.lower() in _REKAP or error.kode == "BERKAS-TAUTAN"  # a linked folder hides recaps
    level = Tingkat.GALAT if meant else Tingkat.PERINGATAN
    finding = Finding(error.kode, level, str(error), error.lokasi or (file,))
    return FileReport(file=file, sha256=_sha256(path), jenis=(), findings=(finding,), terbaca=False)


def _sha256(path: Path) -> str:
    """Return the hash of a plain file; nothing else is opened: a pipe would never end."""
    if path.is_symlink() or not path.is_file():
        return ""
    try:
        return hash_file(path, path.name)
    except UnreadableInput:
        return ""
