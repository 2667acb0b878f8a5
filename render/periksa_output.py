"""Writes the result of an audit: a page for a browser, an Excel list, JSON."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

from transform.periksa import HasilPeriksa, titles
from transform.periksa_analisis import ANALISIS
from transform.periksa_dasar import Derajat, Temuan

TINGKAT = {Derajat.PASTI: "GALAT", Derajat.MUNGKIN: "PERINGATAN", Derajat.INFO: "INFO"}
KOLOM = ("No", "Keyakinan", "Jenis", "Kode", "Temuan", "Tercetak", "Semestinya", "Indikator", "Tempat")


def write(hasil: HasilPeriksa, folder: Path) -> list[Path]:
    """Write `periksa.html`, `periksa.xlsx` and `periksa.json` into the folder and return their paths."""
    from render.periksa_html import write_page

    folder.mkdir(parents=True, exist_ok=True)
    page, book, data = (folder / f"periksa.{kind}" for kind in ("html", "xlsx", "json"))
    write_page(hasil, page)
    write_book(hasil, book)
    write_json([hasil], data)
    return [page, book, data]


def as_data(hasil: HasilPeriksa) -> dict[str, Any]:
    """Return the result as plain data, in the order of the page."""
    return {
        "berkas": hasil.berkas,
        "sha256": hashlib.sha256(hasil.path.read_bytes()).hexdigest(),
        "jenis": hasil.jenis,
        "halaman": hasil.halaman,
        "ocr": hasil.paham.dokumen.ocr,
        "tahun": hasil.tahun,
        "satker": hasil.satker,
        "ringkasan": {
            "pasti": hasil.jumlah(Derajat.PASTI),
            "mungkin": hasil.jumlah(Derajat.MUNGKIN),
            "info": hasil.jumlah(Derajat.INFO),
            "per_jenis": dict(sorted(by_kind(hasil).items())),
            "tabel": len(hasil.paham.tabel),
            "indikator": len(hasil.paham.register.semua),
            "angka": len(hasil.paham.angka),
            "rumus": len(hasil.paham.rumus),
            "klaim": len(hasil.paham.klaim),
        },
        "rapor": [
            {
                "indikator": r.indikator,
                "jumlah": r.jumlah,
                **{k: ok for (k, _, _), ok in zip(ANALISIS, r.ada, strict=True)},
            }
            for r in hasil.rapor
        ],
        "temuan": [finding_data(t) for t in hasil.temuan],
    }


def finding_data(finding: Temuan) -> dict[str, Any]:
    kind, title = titles()[finding.kode]
    return {
        "kode": finding.kode,
        "tingkat": TINGKAT[finding.derajat],
        "keyakinan": finding.derajat.value,
        "jenis": kind,
        "judul": title,
        "pesan": finding.pesan,
        "tercetak": finding.tercetak or None,
        "seharusnya": finding.seharusnya or None,
        "indikator": finding.indikator or None,
        "lokasi": [
            {
                "halaman": p.hlm or None,
                "kotak": [round(v, 1) for v in p.kotak] if p.kotak else None,
                "uraian": p.uraian,
            }
            for p in finding.tempat
        ],
    }


def by_kind(hasil: HasilPeriksa) -> Counter[str]:
    names = titles()
    return Counter(names[t.kode][0] for t in hasil.temuan)


def write_json(results: list[HasilPeriksa], path: Path) -> None:
    """Write all results as one JSON object `{"laporan": [...]}`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = {"laporan": [as_data(h) for h in results]}
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def write_book(hasil: HasilPeriksa, path: Path) -> None:
    """Write the findings and the scorecard as an Excel workbook; text is never taken for a formula."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill

    book = Workbook()
    sheet = book.active
    if sheet is None:
        raise RuntimeError("a new workbook has no sheet")
    sheet.title = "Temuan"
    _row(sheet, KOLOM)
    names = titles()
    for n, finding in enumerate(hasil.temuan, 1):
        places = "\n".join(p.teks for p in finding.tempat[:20])
        _row(sheet, (n, finding.derajat.value, names[finding.kode][0], finding.kode, finding.pesan, finding.tercetak,  # noqa: E501
                     finding.seharusnya, finding.indikator, places))  # fmt: skip
    card = book.create_sheet("Rapor Bab III")
    _row(card, ("Indikator", *(label for _, label, _ in ANALISIS), "Jumlah dari 7"))
    for row in hasil.rapor:
        _row(card, (row.indikator, *("ada" if x else "tidak ada" for x in row.ada), row.jumlah))
    summary = book.create_sheet("Ringkasan")
    for pair in (
        ("Berkas", hasil.berkas),
        ("Satker", hasil.satker),
        ("Tahun", hasil.tahun or ""),
        *sorted(by_kind(hasil).items()),
    ):
        _row(summary, pair)
    for page, widths in (
        (sheet, (5, 10, 18, 16, 80, 22, 22, 40, 60)),
        (card, (60, *[18] * 8)),
        (summary, (28, 60)),
    ):
        for column, width in zip("ABCDEFGHI", widths, strict=False):
            page.column_dimensions[column].width = width
        page.freeze_panes = "A2"
        for cell in page[1]:
            cell.font = Font(bold=True)
            cell.fill = PatternFill("solid", fgColor="DDE6F0")
        for cells in page.iter_rows(min_row=2):
            for cell in cells:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.auto_filter.ref = sheet.dimensions
    book.save(path)


def _row(sheet: Any, values: tuple[object, ...]) -> None:
    sheet.append(list(values))
    for cell in sheet[sheet.max_row]:
        if isinstance(cell.value, str) and cell.value[:1] in "=+-@":
            cell.data_type = "s"
