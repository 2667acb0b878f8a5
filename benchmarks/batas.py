"""The lower bound: the fastest components doing the least that any program must do for the same report.

Text and boxes of every PDF page with pdfium, values of every sheet with calamine, the finished parts of the
report parsed once and zipped, LibreOffice's plain export on a profile made before. No understanding, no
computing, no checks, no tracing, no templates: nothing that makes this kind of report can be faster.

python -m benchmarks.batas REKAP LAPORAN.docx HASIL [--tanpa-pdf]
"""

from __future__ import annotations

import argparse
import subprocess
import zipfile
from pathlib import Path


def read_pdf(path: Path) -> int:
    import pypdfium2

    letters = 0
    document = pypdfium2.PdfDocument(path)
    for page in document:
        text = page.get_textpage()
        letters += len(text.get_text_range())
        for i in range(text.count_rects()):
            text.get_rect(i)
        text.close()
        page.close()
    document.close()
    return letters


def read_excel(path: Path) -> int:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(path))
    return sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)


def write_report(source: Path, target: Path) -> None:
    from lxml import etree

    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = etree.tostring(etree.fromstring(data))
            new.writestr(name, data)


def convert(report: Path, out: Path, profile: Path) -> None:
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile.resolve().as_uri()}", "--headless", "--convert-to", "pdf",
         "--outdir", str(out), str(report)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rekap", type=Path)
    parser.add_argument("laporan", type=Path)
    parser.add_argument("hasil", type=Path)
    parser.add_argument("--tanpa-pdf", action="store_true")
    args = parser.parse_args()
    args.hasil.mkdir(parents=True, exist_ok=True)
    for path in sorted(args.rekap.iterdir()):
        if path.suffix == ".pdf":
            read_pdf(path)
        elif path.suffix == ".xlsx":
            read_excel(path)
    report = args.hasil / args.laporan.name
    write_report(args.laporan, report)
    if not args.tanpa_pdf:
        convert(report, args.hasil, args.hasil.parent / "profil")


if __name__ == "__main__":
    main()
