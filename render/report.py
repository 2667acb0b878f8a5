"""The whole report of one satker: chapters one by one, then joined, with true page numbers and a PDF."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from extract.docx_alir import read_flow
from extract.finding import Finding, Tingkat
from extract.gambar import Gambar
from render.bab_dasar import PenyediaTeks, periode_text
from render.compose import join
from render.document import render_package
from render.document_faults import name_bab
from render.fields import caption_numbers, set_pages
from render.gaya import BabPedoman, Pedoman
from render.jejak_isi import IsiLaporan, package_html
from render.objek import Konteks, Tercetak
from render.outputs import angka_entries
from render.package import Package
from render.report_bab import finish, set_aside, write_chapter
from render.report_cetak import printed_entries
from render.report_tata import Tata, lay_out_report
from transform.laporan import Laporan

NAMES = {"depan": "d", "lampiran": "L", **{f"bab{n}": str(n) for n in range(1, 5)}}


class HasilRender(Struct, frozen=True):
    """What was written, what it printed, and what has to be said about it."""

    chapters: tuple[Path, ...]
    report: Path | None
    pdf: Path | None
    entries: tuple[Tercetak, ...]
    angka: list[dict[str, Any]]  # the same with those of their chains, as in angka.json
    tugas: tuple[str, ...]
    temuan: tuple[Finding, ...] = ()
    isi: IsiLaporan | None = None  # the report's text for the trace page; None where only chapters were made
    halaman: int = 0  # pages of the report, 0 where LibreOffice did not lay it out


class Rakitan(Struct):
    """Chapters rendered so far, with the caption numbers of all of them."""

    bab: dict[str, Package] = field(default_factory=dict)
    nama: dict[str, str] = field(default_factory=dict)
    konteks: dict[str, Konteks] = field(default_factory=dict)
    nomor: dict[str, str] = field(default_factory=dict)
    angka: list[dict[str, Any]] = field(default_factory=list)
    isi: IsiLaporan | None = None
    temuan: list[Finding] = field(default_factory=list)


def render_report(
    laporan: Laporan,
    teks: PenyediaTeks,
    pedoman: Pedoman,
    out_dir: Path,
    *,
    bab: Collection[str] | str | None = None,
    pdf: bool = True,
    office: bool = True,
    gambar: Mapping[str, Gambar] | None = None,
    tercetak: Callable[[list[dict[str, Any]]], None] | None = None,
) -> HasilRender:
    """Write `bab/*.docx` and, unless only some chapters are asked for, the report and its PDF.

    Without `office` LibreOffice is not asked for page numbers either: Word fills them when it opens the report.
    `tercetak` is told the printed figures (see `angka_entries`) as soon as they are known.
    """
    wanted = wanted_keys(bab)
    made = render_chapters(laporan, teks, pedoman, gambar)
    chosen = [k for k in made.bab if not wanted or k in wanted]
    entries = tuple(e for k in chosen for e in made.konteks[k].entries)
    made.angka = angka_entries(entries, laporan.ledger)
    if tercetak is not None:
        tercetak(made.angka)
    properties = document_properties(laporan)
    folder = out_dir / "bab"
    folder.mkdir(parents=True, exist_ok=True)
    report, pdf_path, layout = None, None, Tata()
    paths: dict[str, Path] = {}

    def write_alone(keys: Collection[str]) -> None:
        for key in keys:
            shown = layout.halaman if key == chosen[0] else {}
            unknown = write_chapter(alone.pop(key), folder / made.nama[key], made.nomor, properties, shown)
            made.temuan += [_lost(key, unknown)] if unknown else []
            paths[key] = folder / made.nama[key]

    if wanted:
        alone = {key: made.bab[key] for key in chosen}
    else:
        alone = {key: set_aside(package) for key, package in made.bab.items()}
        stem = f"LKjIP_{laporan.profil.satker_id}_{laporan.periode.tahun}"
        report, pdf_path = out_dir / f"{stem}.docx", out_dir / f"{stem}.pdf"
        package = join_chapters(made, properties)
        with ThreadPoolExecutor(1) as beside:  # LibreOffice lays the report out while the chapters are written
            asked = beside.submit(lay_out_report(package.copy(), pdf_path if pdf else None)) if office else None
            write_alone(chosen[1:])
            layout = asked.result() if asked else layout
        made.temuan += layout.temuan
        write_report(package, laporan, made, layout, report)
    write_alone([key for key in chosen if key in alone])
    return HasilRender(
        chapters=tuple(paths[key] for key in chosen),
        report=report,
        pdf=pdf_path if pdf_path is not None and pdf_path.is_file() else None,
        entries=entries,
        angka=made.angka,
        tugas=tuple(dict.fromkeys(t.pesan for k in chosen for t in made.konteks[k].tugas)),
        temuan=tuple(made.temuan),
        isi=made.isi,
        halaman=layout.jumlah,
    )


def wanted_keys(bab: Collection[str] | str | None) -> frozenset[str]:
    """Return the chapter keys asked for (`depan`, `bab3`, `3`, `lampiran`, ...), empty for all."""
    names = [bab] if isinstance(bab, str) else list(bab or ())
    return frozenset(NAMES.get(name.strip().lower(), name.strip()) for name in names if name.strip())


def render_chapters(
    laporan: Laporan, teks: PenyediaTeks, pedoman: Pedoman, gambar: Mapping[str, Gambar] | None = None
) -> Rakitan:
    """Render every chapter of the pedoman and collect the caption numbers."""
    from render.chapters import build_context

    made = Rakitan()
    for item in pedoman.bab:
        konteks = build_context(item.kunci, laporan, teks, pedoman, gambar=gambar)
        package = render_package(
            pedoman.folder / item.templat, konteks.data, konteks.objek, pedoman.gaya, bab=item.kunci
        )
        made.bab[item.kunci] = package
        made.nama[item.kunci] = file_name(item)
        made.konteks[item.kunci] = replace(konteks, entries=printed_entries(package, konteks))
        for bookmark, number in caption_numbers(package.tree(package.main_part())).items():
            if bookmark in made.nomor:
                made.temuan.append(
                    _finding(
                        "LABEL-GANDA",
                        f"{name_bab(item.kunci)}: judul tabel atau gambar "
                        f"{made.nomor[bookmark]} dan {number} memakai label yang sama",
                    )
                )
            made.nomor[bookmark] = number
    return made


def file_name(item: BabPedoman) -> str:
    return item.nama if item.nama.endswith(".docx") else f"{item.nama}.docx"


def document_properties(laporan: Laporan) -> dict[str, str | date]:
    """Return title, author, subject and the report's own date."""
    period = periode_text(laporan.periode)
    day = laporan.profil.tanggal or laporan.periode.akhir
    return {
        "title": f"Laporan Kinerja Instansi Pemerintah {laporan.profil.nama} {period}",
        "author": laporan.profil.nama,
        "subject": f"LKjIP {period}",
        "day": day,
    }


def join_chapters(made: Rakitan, properties: dict[str, str | date]) -> Package:
    """Return the report of all chapters, its page numbers still to come."""
    package, messages = join(list(made.bab.items()), made.nomor)
    made.bab.clear()
    made.temuan += [_finding("GAYA-BEDA", m, Tingkat.INFO) for m in messages]
    finish(package, properties)
    return package


def write_report(package: Package, laporan: Laporan, made: Rakitan, layout: Tata, path: Path) -> None:
    """Write the joined report with the pages of its list entries and the figures it was made with."""
    set_pages(package, layout.halaman, final=bool(layout.halaman))
    embed_figures(package, laporan, made)
    path.write_bytes(package.to_bytes())


def embed_figures(package: Package, laporan: Laporan, made: Rakitan) -> None:
    """Put the figures the report was made with inside it, and read it for the trace page."""
    from render.bekal import embed

    objects = [o for konteks in made.konteks.values() for o in konteks.objek.values()]
    flow = read_flow(package.tree(package.main_part()))
    record = embed(package, flow, laporan.profil.satker_id, laporan.periode.tahun, made.angka, objects)
    known = frozenset(str(e["id"]) for e in made.angka if e["tercetak"] is not None)
    made.isi = package_html(package, flow, known, record)


def _lost(key: str, unknown: list[str]) -> Finding:
    names = ", ".join(sorted({u.removeprefix("_Ref_") for u in unknown}))
    return _finding("RUJUKAN-HILANG", f"{name_bab(key)} merujuk tabel atau gambar yang tidak ada: {names}")


def _finding(kode: str, pesan: str, tingkat: Tingkat = Tingkat.GALAT) -> Finding:
    return Finding(kode, tingkat, pesan)
