"""Files are known by their content; what is not a recap is refused by name, with a remedy."""

from __future__ import annotations

import os
import shutil
import zipfile
from pathlib import Path

import pytest

from extract.finding import UnreadableInput
from extract.read import read_document

INPUT = Path(__file__).parents[2] / "input"
BAPAS = INPUT / "2023/bapas-polewali"


def refused(path: Path, base: Path | None = None) -> UnreadableInput:
    with pytest.raises(UnreadableInput) as caught:
        read_document(path, base or path.parent)
    assert path.name in str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("rekap.xlsx", b"No;Uraian;Pagu\n1;Belanja;5\n", "simpan sebagai .xlsx"),
        ("rekap.xls", b"<html><table><tr><td>1</td></tr></table></html>", "HTML"),
        ("rekap.pdf", b"\x89PNG\r\n\x1a\n" + bytes(20), "gambar"),
        ("rekap.pdf", b"", "kosong"),
        ("rekap.xlsx", b"PK\x03\x04 broken", "rusak"),
        ("rekap.pdf", bytes(range(256)), "tidak dikenal"),
    ],
)
def test_files_that_are_something_else(name: str, content: bytes, words: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    error = refused(tmp_path / name)
    assert words in str(error) and error.kode in {"BERKAS-JENIS", "XLS-RUSAK"}


@pytest.mark.parametrize(
    ("member", "words"), [("word/document.xml", "Word"), ("content.xml", "OpenDocument"), ("a.pdf", "arsip zip")]
)
def test_zips_that_are_not_workbooks(member: str, words: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.xlsx", "w") as archive:
        archive.writestr(member, "x")
    assert words in str(refused(tmp_path / "x.xlsx"))


def test_the_name_does_not_matter(tmp_path: Path) -> None:
    shutil.copy(BAPAS / "OMSPAN_IKPA_2023.pdf", tmp_path / "data.xlsx")
    shutil.copy(BAPAS / "SMART_DJA_2023.xlsx", tmp_path / "data.pdf")
    assert read_document(tmp_path / "data.xlsx", tmp_path).kind == "pdf"
    assert read_document(tmp_path / "data.pdf", tmp_path).kind == "xlsx"


def test_links_and_files_outside_the_folder_are_refused(tmp_path: Path) -> None:
    inside = tmp_path / "masukan"
    inside.mkdir()
    (inside / "tautan.pdf").symlink_to(BAPAS / "OMSPAN_IKPA_2023.pdf")
    assert refused(inside / "tautan.pdf").kode == "BERKAS-TAUTAN"
    shutil.copy(BAPAS / "OMSPAN_IKPA_2023.pdf", tmp_path / "luar.pdf")
    assert refused(tmp_path / "luar.pdf", inside).kode == "BERKAS-TAUTAN"
    os.mkfifo(inside / "pipa.pdf")
    assert refused(inside / "pipa.pdf").kode == "BERKAS-TAK-TERBUKA"


def test_odd_file_names_are_read_and_shown_safely(tmp_path: Path) -> None:
    path = tmp_path / "rekap\n\x1b[31m = 'a' & <b>.xlsx"
    shutil.copy(BAPAS / "SMART_DJA_2023.xlsx", path)
    document = read_document(path, tmp_path)
    assert document.file.isprintable() and document.sheets


def test_a_file_that_changes_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "rekap.xlsx"
    shutil.copy(BAPAS / "SMART_DJA_2023.xlsx", path)
    import extract.excel

    original = extract.excel.read_workbook

    def slow(*arguments: object) -> object:
        answer = original(*arguments)  # type: ignore[arg-type]
        with path.open("ab") as stream:
            stream.write(b"x")
        return answer

    monkeypatch.setattr(extract.excel, "read_workbook", slow)
    assert refused(path).kode == "BERKAS-BERUBAH"
