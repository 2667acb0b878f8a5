"""The plain way to make one report: default libraries, one after the other, one soffice call per file.

python benchmarks/polos.py REKAP BAHAN.pickle HASIL [--tanpa-pdf] [--setara]

With `--setara` it also makes what `lkjip` makes beside the tables: a page that shows the report's text with
pictures of its sources, and (with PDF) page numbers in the lists, taken from a first PDF; then a second one.

It does the same job as `lkjip buat` on the same recaps: read every page and sheet, render the same six
templates with the same content, join them, write the tables, make the PDF. What a clerk's script would not
have (the computed content of the chapters) is prepared beforehand by `benchmarks/bahan.py` and only loaded
here, so the plain script is spared all understanding, computing and checking.
"""

from __future__ import annotations

import argparse
import csv
import json
import pickle
import subprocess
import tempfile
from pathlib import Path
from typing import Any


def read_pdf(path: Path) -> list[list[list[str | None]]]:
    import pdfplumber

    tables = []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_text()
            tables += page.extract_tables()
    return tables


def read_excel(path: Path) -> list[list[object]]:
    import openpyxl

    rows: list[list[object]] = []
    for values in (True, False):
        book = openpyxl.load_workbook(path, data_only=values)
        for sheet in book:
            rows += [[cell.value for cell in row] for row in sheet.iter_rows()]
    return rows


def render(prepared: dict[str, Any], out: Path) -> Path:
    from docx import Document
    from docxcompose.composer import Composer
    from docxtpl import DocxTemplate

    chapters = []
    for name, template, context in prepared["bab"]:
        document = DocxTemplate(template)
        document.render(context, autoescape=True)
        path = out / "bab" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        document.save(path)
        chapters.append(path)
    composer = Composer(Document(str(chapters[0])))
    for chapter in chapters[1:]:
        composer.append(Document(str(chapter)))
    report = out / f"LKjIP_{prepared['satker']}.docx"
    composer.save(str(report))
    return report


def write_tables(prepared: dict[str, Any], out: Path) -> None:
    import pandas as pd

    with pd.ExcelWriter(out / "tabel.xlsx") as writer:
        for name, (columns, rows) in prepared["tabel"].items():
            pd.DataFrame(rows, columns=list(columns)).to_excel(writer, sheet_name=name[:31], index=False)
    with (out / "fakta.csv").open("w", newline="", encoding="utf-8") as handle:
        csv.writer(handle).writerows(prepared["fakta"])
    (out / "angka.json").write_text(json.dumps(prepared["angka"], ensure_ascii=False, indent=1), encoding="utf-8")


def convert(report: Path, out: Path) -> None:
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf",
             "--outdir", str(out), str(report)],
            check=True, capture_output=True, timeout=300,
        )  # fmt: skip


def number_lists(report: Path, pdf: Path) -> None:
    """Write headings and captions into the lists with their page: the last one that prints the text."""
    import pdfplumber
    from docx import Document

    with pdfplumber.open(pdf) as pages:
        texts = ["".join((page.extract_text() or "").split()) for page in pages.pages]
    document = Document(str(report))
    places = {p.text.strip(): p for p in document.paragraphs if p.text.strip().startswith("DAFTAR ")}
    for paragraph in list(document.paragraphs):
        kind = (paragraph.style.name if paragraph.style else "").lower()
        name = "DAFTAR ISI" if kind.startswith("heading") else "DAFTAR TABEL" if kind == "caption" else ""
        wanted = "".join(paragraph.text.split())
        found = [number for number, text in enumerate(texts, start=1) if wanted and wanted in text]
        if name in places and found:
            places[name].insert_paragraph_before(f"{paragraph.text}\t{found[-1]}")
    document.save(str(report))


def write_trace(recaps: Path, report: Path, target: Path) -> None:
    """Write one HTML page: the report's paragraphs and tables, every source page as a picture, every sheet."""
    import base64
    import html
    import io

    import openpyxl
    import pdfplumber
    from docx import Document
    from docx.table import Table

    out = ["<!doctype html><meta charset=utf-8>"]
    for block in Document(str(report)).iter_inner_content():
        if isinstance(block, Table):
            rows = ("".join(f"<td>{html.escape(c.text)}</td>" for c in row.cells) for row in block.rows)
            out.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
        else:
            out.append(f"<p>{html.escape(block.text)}</p>")
    for path in sorted(recaps.iterdir()):
        if path.suffix == ".pdf":
            with pdfplumber.open(path) as pdf:
                for page in pdf.pages:
                    picture = io.BytesIO()
                    page.to_image(resolution=72).save(picture)
                    out.append(f"<img src=data:image/png;base64,{base64.b64encode(picture.getvalue()).decode()}>")
        elif path.suffix == ".xlsx":
            for sheet in openpyxl.load_workbook(path, data_only=True):
                rows = ("".join(f"<td>{html.escape(str(v or ''))}</td>" for v in row) for row in sheet.values)
                out.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
    target.write_text("\n".join(out), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("rekap", type=Path)
    parser.add_argument("bahan", type=Path)
    parser.add_argument("hasil", type=Path)
    parser.add_argument("--tanpa-pdf", action="store_true")
    parser.add_argument("--setara", action="store_true")
    args = parser.parse_args()
    args.hasil.mkdir(parents=True, exist_ok=True)
    for path in sorted(args.rekap.iterdir()):
        if path.suffix == ".pdf":
            read_pdf(path)
        elif path.suffix == ".xlsx":
            read_excel(path)
    prepared = pickle.loads(args.bahan.read_bytes())
    report = render(prepared, args.hasil)
    write_tables(prepared, args.hasil)
    if args.setara:
        write_trace(args.rekap, report, args.hasil / "jejak.html")
    if not args.tanpa_pdf:
        convert(report, args.hasil)
        if args.setara:
            number_lists(report, report.with_suffix(".pdf"))
            convert(report, args.hasil)


if __name__ == "__main__":
    main()
