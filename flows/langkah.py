"""The four steps of the line, as plain functions; Prefect wraps these same functions as tasks."""

from __future__ import annotations

import contextlib
import functools
import importlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.finding import Finding, LkjipError, Tingkat, UnreadableInput
from flows import gambar_dini
from flows.pekerjaan import Pekerjaan

if TYPE_CHECKING:
    from extract.bacaan import Bacaan, FileReport
    from render.gaya import Pedoman
    from render.report import HasilRender
    from transform.laporan import Laporan

LANJUT = (
    "transform.build", "transform.tables", "render.chapters", "render.teks", "render.outputs", "render.bekal",
    "render.document_ids", "render.fields_styles", "extract.fakta", "extract.gambar", "render.jejak_html",
    "render.tak_tercetak", "render.prov", "num2words",
)  # fmt: skip
LANJUT_PDF = ("render.pdf", "pikepdf")
TERPOTONG = frozenset({"PDF-TERPOTONG"})  # what was rescued of it may lack its last pages, unseen


def baca(kerja: Pekerjaan) -> Bacaan:
    """Read the satker's folder; a file that cannot be read at all stops the job, by name."""
    from extract.berkas import largest_first, list_files
    from flows.pembaca import reading_ahead

    folder = kerja.masukan
    with reading_ahead(folder, largest_first(list_files(folder))) as read:
        import render.report  # noqa: F401 - imported while the first files are being read
        from extract.collect import read_folder

        with ThreadPoolExecutor(1) as beside:
            beside.submit(_siapkan, kerja.folder_templat, kerja.masa.tahun, kerja.pedoman, kerja.pdf)
            bacaan = read_folder(folder, kerja.masa.tahun, reader=read)
    if not bacaan.files:
        raise UnreadableInput(
            f"Folder {kerja.masukan} tidak berisi rekap. "
            "Letakkan rekap PDF/Excel satker di sana, lalu jalankan lagi.",
            kode="REKAP-KOSONG",
        )
    broken = [finding for report in bacaan.files for finding in broken_findings(report)]
    if broken and not kerja.lewati_rusak:
        hint = "Perbaiki atau keluarkan berkas itu; atau susun tanpa berkas itu dengan --lewati-rusak."
        raise UnreadableInput("\n".join([*(f.pesan for f in broken), hint]), kode=broken[0].kode)
    return bacaan


def load_later(pdf: bool) -> None:
    """Import what the later steps need, with the rules, sentences, settings and kinds of satker they load.

    What is wrong with the program's own texts is said when they are used.
    """
    for name in (*LANJUT, *(LANJUT_PDF if pdf else ())):
        importlib.import_module(name)
    from render.kalimat import load_kalimat
    from render.teks_berkas import FOLDER, list_jenis
    from transform.aturan import load_hitung
    from transform.checks import load_rules
    from transform.lain import kind_of

    load_rules()
    load_kalimat()
    with contextlib.suppress(LkjipError, OSError):
        load_hitung()
        kind_of("")
        list_jenis(FOLDER)


@functools.lru_cache(maxsize=8)
def _siapkan(folder: Path, tahun: int, wanted: str, pdf: bool) -> None:
    """Import the later steps and compile the templates while files are being read.

    What is wrong with a template is said when it is used.
    """
    load_later(pdf)
    from render.document import compile_template

    with contextlib.suppress(LkjipError, OSError):
        pedoman = _pilih_pedoman(folder, tahun, wanted)
        for bab in pedoman.bab:
            compile_template(pedoman.folder / bab.templat, bab.kunci)


def broken_findings(report: FileReport) -> list[Finding]:
    """Return why a file counts as unreadable: it could not be read at all, or its end was cut off."""
    return [
        f for f in report.findings if f.kode in TERPOTONG or (not report.terbaca and f.tingkat is Tingkat.GALAT)
    ]


def pedoman_of(kerja: Pekerjaan, bacaan: Bacaan) -> Pedoman:
    """Return the pedoman: the one asked for, else the one the profile names, else that of the year."""
    named = next((f.teks_asli for f in bacaan.tabel("profil") if f.kolom == "pedoman" and f.teks_asli), "")
    return _pilih_pedoman(kerja.folder_templat, kerja.masa.tahun, kerja.pedoman or named)


def _pilih_pedoman(folder: Path, tahun: int, wanted: str) -> Pedoman:
    from render.gaya import choose_pedoman, load_pedoman

    if (folder / "pedoman.yml").is_file():
        return load_pedoman(folder)
    return choose_pedoman(folder, tahun, wanted)


def hitung(kerja: Pekerjaan, bacaan: Bacaan) -> Laporan:
    """Compute everything the report says."""
    from transform.aturan import load_hitung
    from transform.build import build_laporan
    from transform.laporan import Periode

    cap = pedoman_of(kerja, bacaan).gaya.batas_capaian
    settings = load_hitung({"batas_capaian": cap} if cap is not None else None)
    periode = Periode(kerja.masa.tahun, kerja.masa.semester)
    return build_laporan(bacaan, periode, settings, satker_id=kerja.satker)


def tulis(kerja: Pekerjaan, bacaan: Bacaan, laporan: Laporan, folder: Path) -> HasilRender:
    """Write the chapters and the report into `folder`."""
    from extract.berkas import list_files
    from extract.gambar import choose_pictures
    from render.report import render_report
    from render.teks import FOLDER, TeksHukum

    pictures, _ = choose_pictures(list_files(kerja.masukan), kerja.masukan)
    pedoman = pedoman_of(kerja, bacaan)
    own = kerja.folder_templat / "teks"
    teks = TeksHukum(
        laporan.profil.jenis,
        pedoman.id,
        kerja.masa.tahun,
        own if own.is_dir() else FOLDER,
        semester=kerja.masa.semester,
    )
    with gambar_dini.drawing(kerja, bacaan) as draw:
        return render_report(
            laporan, teks, pedoman, folder, bab=kerja.bab.split(","), pdf=kerja.pdf, office=kerja.pdf,
            gambar=pictures, tercetak=draw,
        )  # fmt: skip


def simpan(kerja: Pekerjaan, bacaan: Bacaan, laporan: Laporan, hasil: HasilRender, folder: Path) -> list[Finding]:
    """Write the data files beside the report; return all findings, the gravest first."""
    from render.outputs import sort_findings
    from render.tak_tercetak import find_unprinted

    quiet = [] if kerja.bab else find_unprinted(bacaan.facts, hasil.angka)
    findings = sort_findings([*laporan.temuan, *hasil.temuan, *quiet])
    _tulis_data(bacaan, laporan, hasil.angka, findings, folder)
    _tulis_jejak(kerja, bacaan, laporan, hasil, findings, folder)
    return findings


def _tulis_data(
    bacaan: Bacaan, laporan: Laporan, angka: list[dict[str, Any]], findings: list[Finding], folder: Path
) -> None:
    """Write the data files: facts, figures, findings, tables."""
    from extract.fakta import write_fakta
    from render.outputs import write_angka_rows, write_tabel, write_temuan
    from transform.schema import SKEMA
    from transform.tables import to_rows

    write_fakta(bacaan, folder / "fakta.csv")
    write_angka_rows(folder / "angka.json", angka)
    write_temuan(folder, findings)
    tables = {name: (SKEMA[name].nama, rows) for name, rows in to_rows(laporan).items()}
    write_tabel(folder / "tabel.xlsx", {**tables, "isian": _isian(bacaan)})


def _tulis_jejak(
    kerja: Pekerjaan, bacaan: Bacaan, laporan: Laporan, hasil: HasilRender, findings: list[Finding], folder: Path
) -> None:
    """Write the trace page of the report (or of the only chapter made)."""
    from render.jejak_html import write_jejak
    from render.outputs import temuan_entry

    reports = sorted(folder.glob("LKjIP_*.docx")) or sorted((folder / "bab").glob("*.docx"))
    if not reports:
        return
    write_jejak(
        folder / "jejak.html",
        docx=reports[0],
        angka=hasil.angka,
        temuan=[temuan_entry(f) for f in findings],
        sumber=kerja.masukan,
        judul=f"LKjIP {laporan.profil.nama} {kerja.masa.tahun}",
        isi=hasil.isi,
        gambar=gambar_dini.pictures(kerja, bacaan, hasil.angka),
    )


def _isian(bacaan: Bacaan) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
    """Return a person's answers as a table: what was asked, where it was answered, the text."""
    facts = [*bacaan.tabel("isian_narasi"), *bacaan.tabel("isian_teks")]
    rows = [
        (f.tabel, f.kunci_json, f.kolom, f"{f.source.file}: {f.source.locator}", str(f.nilai or "")) for f in facts
    ]
    return ("tabel", "kunci", "kolom", "tempat", "teks"), rows


@dataclass(frozen=True, slots=True)
class Langkah:
    """The steps a run uses: the plain functions, or the same functions as Prefect tasks."""

    baca: Callable[[Pekerjaan], Bacaan] = baca
    hitung: Callable[[Pekerjaan, Bacaan], Laporan] = hitung
    tulis: Callable[[Pekerjaan, Bacaan, Laporan, Path], HasilRender] = tulis
    simpan: Callable[[Pekerjaan, Bacaan, Laporan, HasilRender, Path], list[Finding]] = simpan


def galat(findings: list[Finding]) -> tuple[str, ...]:
    return tuple(f.pesan for f in findings if f.tingkat is Tingkat.GALAT)
