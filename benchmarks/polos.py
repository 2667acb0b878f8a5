"""The plain way to make one report: default libraries, one after the other, one soffice call per file.

python benchmarks/polos.py REKAP BAHAN.pickle HASIL [--tanpa-pdf] [--setara]

With `--setara` it also makes what `lkjip` makes beside these (`setara.py`): a content control for every figure,
the record inside the report, filled lists, findings, provenance, hashes, the page that shows the sources; and
(with PDF) page numbers in the lists, taken from a first PDF; then a second one.

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


def render(prepared: dict[str, Any], out: Path, chapter: str = "bab") -> Path:
    from docx import Document
    from docxcompose.composer import Composer
    from docxtpl import DocxTemplate

    chapters = []
    for name, template, context in prepared[chapter]:
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
    report = render(prepared, args.hasil, "bertanda" if args.setara else "bab")
    write_tables(prepared, args.hasil)
    if not args.tanpa_pdf:
        convert(report, args.hasil)
    if args.setara:
        import setara

        pages = None if args.tanpa_pdf else setara.page_texts(report.with_suffix(".pdf"))
        setara.finish(report, prepared, pages)
        setara.write_trace(args.rekap, report, args.hasil / "jejak.html")
        if not args.tanpa_pdf:
            convert(report, args.hasil)
        setara.write_records(prepared, args.rekap, args.hasil)


if __name__ == "__main__":
    main()
