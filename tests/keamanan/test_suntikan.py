"""Texts of recaps and forms stay texts in Word, HTML and Excel; names of staff stay where they belong."""

from __future__ import annotations

import csv
import html
import json
import re
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest

from flows.cli import main
from tests.keamanan.jerat import BAPAS

JAHAT = (
    "=cmd|'/C calc'!A0", "<script>alert(1)</script>", "{{ 7*7 }}", "{% for a in b %}",
    "{ HYPERLINK \"http://x.invalid\" }",
    "javascript:alert(1)", "\ue000x\ue001y\ue002", "\u202eterbalik\u202c", "]]></w:t><w:p/>", "&lt;b&gt;&x;",
    '"><img src=x onerror=alert(1)>', "@SUM(1+1)", "+1+1", "</script><script>alert(2)</script>",
)  # fmt: skip
OWN_FIELDS = {"SEQ", "REF", "PAGEREF", "PAGE", "TOC", "NUMPAGES", "STYLEREF", "HYPERLINK"}
PEGAWAI = (("Budi Rahasiawan, S.H.", "198001012005011001"), ("Siti Tersembunyi", "199002022012022002"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report whose every free text carries an attack, and whose SIMPEG recap lists the staff by name."""
    root = tmp_path_factory.mktemp("suntikan")
    recaps = root / "input/2023/bapas-polewali"
    shutil.copytree(BAPAS, recaps)
    number = 0
    for path in recaps.glob("*.xlsx"):
        book = openpyxl.load_workbook(path)
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, str) and len(cell.value) > 60 and cell.data_type == "s":
                        text = JAHAT[number % len(JAHAT)]
                        cell.value = f"{text} {cell.value}" if "Isian" in path.name else f"{cell.value} {text}"
                        cell.data_type = "s"
                        number += 1
        if "SIMPEG" in path.name:
            sheet = book.create_sheet("Daftar Pegawai")
            sheet.append(["No", "Nama", "NIP", "Jabatan"])
            for n, (name, nip) in enumerate(PEGAWAI, 1):
                sheet.append([n, name, nip, "Penjaga"])
        book.save(path)
    assert number > 20
    code = main(["buat", "bapas-polewali", "--tahun", "2023", "--tanpa-pdf", "--input", str(root / "input"),
                 "--output", str(root / "output")])  # fmt: skip
    assert code in (0, 1)
    assert main(["buat", "--semua", "--tahun", "2023", "--tanpa-pdf", "--input", str(root / "input"),
                 "--output", str(root / "output")]) in (0, 1)  # fmt: skip
    output = ["--output", str(root / "output")]
    assert main(["ringkas", "--tahun", "2023", *output]) == 0
    report = next((root / "output/2023/bapas-polewali").glob("LKjIP_*.docx"))
    assert main(["periksa", str(report), "--keluaran", str(root / "output/2023/_periksa")]) in (0, 1)
    return root / "output/2023"


def test_csv_cells_are_no_formulas(built: Path) -> None:
    """A spreadsheet that opens fakta.csv must see texts, whatever a recap says."""
    with (built / "bapas-polewali/fakta.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    assert len(rows) > 100 and any("=cmd" in cell for row in rows for cell in row)
    for cell in (cell for row in rows for cell in row):
        assert not cell.startswith(("=", "@", "\t", "\r"))
        assert not (cell.startswith(("+", "-")) and re.search(r"[A-Za-z|!@]", cell)), cell


def test_word_holds_no_field_link_or_script_of_theirs(built: Path) -> None:
    for path in built.rglob("*.docx"):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                data = archive.read(name).decode("utf-8", "replace")
                if name.endswith(".rels"):
                    assert "x.invalid" not in data and "javascript:" not in data
                    assert 'TargetMode="External"' not in data, (path.name, name)
                if name == "word/document.xml":
                    fields = re.findall(r"<w:instrText[^>]*>([^<]*)<|w:instr=\"([^\"]*)\"", data)
                    words = {"".join(f).split()[0] for f in fields if "".join(f).split()}
                    assert words <= OWN_FIELDS, words
                    assert "\ue000" not in data and "\u202e" not in data
            assert not [n for n in archive.namelist() if "vba" in n.lower() or "activeX" in n]


def test_pages_run_nothing_of_theirs(built: Path) -> None:
    pages = list(built.rglob("*.html"))
    names = {p.name for p in pages}
    assert {"jejak.html", "_ringkasan.html", "wilayah.html"} <= names and len(names) >= 4  # and the page of periksa
    for page in pages:
        text = page.read_text(encoding="utf-8")
        (policy,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', text)
        assert html.unescape(policy).startswith("default-src 'none'") and "unsafe-eval" not in policy
        assert "<script>alert" not in text and "<img src=x" not in text
        assert not re.search(r"""\s(?:src|href)=["']?(?:https?:|//|javascript:)""", text)
        assert not re.search(r"<[a-z]+[^>]*\son[a-z]+\s*=", re.sub(r"<script.*?</script>", "", text, flags=re.S))


def test_workbooks_hold_texts_not_formulas(built: Path) -> None:
    books = list(built.rglob("*.xlsx"))
    assert len(books) >= 3
    for path in books:
        for sheet in openpyxl.load_workbook(path).worksheets:
            assert not [c.coordinate for row in sheet.iter_rows() for c in row if c.data_type == "f"], path
        with zipfile.ZipFile(path) as archive:
            assert not [n for n in archive.namelist() if "externalLink" in n or "vba" in n.lower()]


def test_staff_names_and_numbers_are_in_no_finding_log_or_message(built: Path) -> None:
    kept = {"fakta.csv", "tabel.xlsx", "angka.json"}
    for path in built.rglob("*"):
        if not path.is_file() or path.name in kept:
            continue
        data = path.read_bytes()
        texts = [data]
        if data.startswith(b"PK"):
            with zipfile.ZipFile(path) as archive:
                texts = [archive.read(n) for n in archive.namelist()]
        for name, nip in PEGAWAI:
            assert not any(name.encode() in t or nip.encode() in t for t in texts), path.name


def test_findings_of_the_samples_carry_no_nip(bangun: object) -> None:
    for satker in ("bapas-polewali", "kanwil-kalbar"):
        folder = bangun(satker)  # type: ignore[operator]
        findings = json.loads((folder / "temuan.json").read_text(encoding="utf-8"))
        assert not [f for f in findings if re.search(r"(?<!\d)(19|20)\d{16}(?!\d)", json.dumps(f))]
