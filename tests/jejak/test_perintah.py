"""verifikasi, jejak and segel through the command line: what they say and their exit codes."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from extract.docx_angka import W
from flows.cli import main

SATKER = "bapas-polewali"
ID = "capaian.kegiatan.1.1.realisasi@3"


@pytest.fixture
def folder(bangun: Callable[[str], Path], tmp_path: Path) -> Path:
    """Return a copy of the output with its input beside it."""
    made = bangun(SATKER)
    for name in ("input", "output"):
        source = made.parent.parent.parent / name / "2023" / SATKER
        shutil.copytree(source, tmp_path / name / "2023" / SATKER)
    return tmp_path / "output" / "2023" / SATKER


def _report(folder: Path) -> Path:
    return next(folder.glob("LKjIP_*.docx"))


def _edit(path: Path, figure_id: str, text: str) -> None:
    """Type another text into every control of a figure."""
    with zipfile.ZipFile(path) as package:
        parts = {n: package.read(n) for n in package.namelist()}
    root = etree.fromstring(parts["word/document.xml"])
    controls = [s for s in root.iter(f"{W}sdt") if s.find(f"{W}sdtPr/{W}tag[@{W}val='{figure_id}']") is not None]
    assert controls
    for control in controls:
        for number, node in enumerate(control.iter(f"{W}t")):
            node.text = "" if number else text
    parts["word/document.xml"] = etree.tostring(root)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)


def _koreksi(path: Path, **changes: str) -> Path:
    item = {
        "id": ID,
        "nilai_lama": "67,42%",
        "nilai_baru": "68,42%",
        "alasan": "salah ketik rekap",
        "oleh": "Kepala Bapas",
        "surat": "W.33-12",
    }
    path.write_text(json.dumps([item | changes]), encoding="utf-8")
    return path


def test_an_untouched_folder_is_proved(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verifikasi", str(folder)]) == 0
    told = capsys.readouterr().out
    assert "terbentuk lagi dengan bita yang sama" in told
    assert "0 angka disunting" in told


def test_a_changed_source_is_named_with_its_figures(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import openpyxl

    source = folder.parents[2] / "input" / "2023" / SATKER / "Capaian_Kinerja_2023.xlsx"
    book = openpyxl.load_workbook(source)
    sheet = book["Capaian"]
    assert sheet["F8"].value == 67.42
    sheet["F8"] = 61.42
    book.save(source)
    assert main(["verifikasi", str(folder)]) == 1
    told = capsys.readouterr().out
    assert "Capaian_Kinerja_2023.xlsx berubah" in told
    assert "67,42% -> 61,42%" in told
    assert "Penyebab pertama: berkas Capaian_Kinerja_2023.xlsx berubah" in told


def test_a_lone_document_is_checked_against_what_travels_in_it(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lone = tmp_path / "kembali dari kantor.docx"
    shutil.copy(_report(folder), lone)
    assert main(["verifikasi", str(lone)]) == 0
    _edit(lone, ID, "68,42%")
    assert main(["verifikasi", str(lone)]) == 1
    told = capsys.readouterr().out
    assert f"ANGKA-UBAH [{ID}]: 67,42% -> 68,42%" in told
    assert "BAB III" in told


def test_a_signed_correction_is_honoured_and_shown(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lone = tmp_path / "kembali.docx"
    shutil.copy(_report(folder), lone)
    _edit(lone, ID, "68,42%")
    signed = _koreksi(tmp_path / "daftar.yml")
    assert main(["verifikasi", str(lone), "--koreksi", str(signed)]) == 0
    told = capsys.readouterr().out
    assert "DITERIMA" in told
    assert "W.33-12" in told


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"nilai_lama": "66,00%"}, "nilai lama 66,00% sudah tidak ada"),
        ({"nilai_baru": "70,00%"}, "tidak ditemukan di dokumen"),
        ({"id": "tidak.ada@3"}, "id itu tidak tercetak"),
    ],
)
def test_a_correction_that_does_not_apply_fails_loudly(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], changes: dict[str, str], said: str
) -> None:
    lone = tmp_path / "kembali.docx"
    shutil.copy(_report(folder), lone)
    _edit(lone, ID, "68,42%")
    signed = _koreksi(tmp_path / "daftar.yml", **changes)
    assert main(["verifikasi", str(lone), "--koreksi", str(signed)]) == 1
    assert said in capsys.readouterr().out


def test_an_incomplete_correction_is_wrong_usage(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "daftar.yml").write_text("- id: x\n", encoding="utf-8")
    assert main(["verifikasi", str(_report(folder)), "--koreksi", str(tmp_path / "daftar.yml")]) == 2


def test_unreadable_things_end_with_two(tmp_path: Path) -> None:
    broken = tmp_path / "rusak.docx"
    broken.write_bytes(b"PK bukan zip")
    assert main(["verifikasi", str(broken)]) == 2
    assert main(["verifikasi", str(tmp_path)]) == 2
    assert main(["verifikasi", str(tmp_path / "tidak-ada.docx")]) == 2
    assert main(["jejak", str(tmp_path), "1%"]) == 2


def test_a_chapter_is_checked_against_its_folder(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chapter = tmp_path / "bab3.docx"
    shutil.copy(folder / "bab" / "bab3.docx", chapter)
    assert main(["verifikasi", str(chapter)]) == 1
    _edit(chapter, ID, "68,42%")
    capsys.readouterr()
    assert main(["verifikasi", str(chapter), "--terhadap", str(folder)]) == 1
    assert f"[{ID}]: 67,42% -> 68,42%" in capsys.readouterr().out


def test_the_page_of_an_edited_document_marks_the_edit(folder: Path, tmp_path: Path) -> None:
    lone, page = tmp_path / "kembali.docx", tmp_path / "suntingan.html"
    shutil.copy(_report(folder), lone)
    _edit(lone, ID, "68,42%")
    assert main(["verifikasi", str(lone), "--terhadap", str(folder), "--halaman", str(page)]) == 1
    assert f'"{ID}":"67,42% -> 68,42%"' in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("words", ["67,42%", "67.42%", ID, "Tabel 3.2 baris 2"])
def test_jejak_finds_a_figure_by_text_id_or_place(
    bangun: Callable[[str], Path], capsys: pytest.CaptureFixture[str], words: str
) -> None:
    assert main(["jejak", str(bangun(SATKER)), words]) == 0
    told = capsys.readouterr().out
    assert "Capaian_Kinerja_2023.xlsx" in told
    assert "Capaian!F8" in told


def test_jejak_json_is_the_whole_chain(bangun: Callable[[str], Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["jejak", str(bangun(SATKER)), "hitung.capaian.kegiatan.1.1@3", "--json"]) == 0
    (step,) = json.loads(capsys.readouterr().out)
    assert step["tercetak"] == "112,37%"
    assert [m["nilai"] for m in step["masukan"]] == ["67.42", "60"]
    assert step["masukan"][0]["sumber"]["lokasi"] == "Capaian!F8"


def test_jejak_of_nothing_known_ends_with_one(bangun: Callable[[str], Path]) -> None:
    assert main(["jejak", str(bangun(SATKER)), "98765,43"]) == 1


def test_a_sealed_pack_is_proved_and_tampering_is_seen(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["segel", str(folder)]) == 0
    pack = next(folder.parent.glob("SEGEL_*.zip"))
    first = pack.read_bytes()
    assert main(["verifikasi", str(pack)]) == 0
    assert "cocok dengan daftar sha256" in capsys.readouterr().out
    assert main(["segel", str(folder)]) == 0
    assert pack.read_bytes() == first
    tampered = tmp_path / "ubah.zip"
    with zipfile.ZipFile(pack) as old, zipfile.ZipFile(tampered, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            new.writestr(info, data + b" " if info.filename.endswith("fakta.csv") else data)
    assert main(["verifikasi", str(tampered)]) == 2


def test_an_anonymous_pack_holds_no_names_and_is_proved(folder: Path) -> None:
    assert main(["segel", str(folder), "--anonim"]) == 0
    pack = next(folder.parent.glob("SEGEL_*_anonim.zip"))
    secrets = ("Muhammad Basri", "MUHAMMAD BASRI", "197712012001121006", "bbspolewali@")
    for name, text in _texts(pack):
        assert not [s for s in secrets if s in text], name
    assert main(["verifikasi", str(pack)]) == 0


def _texts(pack: Path) -> list[tuple[str, str]]:
    """Return the text of every file in the pack outside the program."""
    import io
    import re

    import pypdfium2 as pdfium

    found = []
    with zipfile.ZipFile(pack) as package:
        for name in package.namelist():
            data = package.read(name)
            if name.startswith("program/"):
                continue
            if name.endswith(".pdf"):
                text = " ".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(data))
            elif name.endswith((".xlsx", ".docx")):
                inner = zipfile.ZipFile(io.BytesIO(data))
                parts = [inner.read(n).decode("utf-8", "replace") for n in inner.namelist() if n.endswith(".xml")]
                text = re.sub(r"<[^>]+>", "", " ".join(parts))
            else:
                text = data.decode("utf-8", "replace")
            found.append((name, text))
    return found


def test_prov_json_is_read_by_the_reference_library(bangun: Callable[[str], Path]) -> None:
    from prov.model import ProvDerivation, ProvDocument, ProvEntity, ProvUsage

    folder = bangun(SATKER)
    document = ProvDocument.deserialize(str(folder / "prov.json"))
    entities = {str(e.identifier) for e in document.get_records(ProvEntity)}
    record = json.loads((folder / "proses.json").read_text(encoding="utf-8"))
    assert {f"lkjip:masukan/{name}" for name in record["masukan"]} <= entities
    assert len(list(document.get_records(ProvUsage))) == len(record["masukan"]) + len(record["templat"])
    derived = {tuple(str(v) for _, v in r.formal_attributes[:2]) for r in document.get_records(ProvDerivation)}
    assert (f"lkjip:angka/{ID}", "lkjip:masukan/Capaian_Kinerja_2023.xlsx") in derived


@pytest.mark.libreoffice
def test_saved_by_libreoffice(bangun: Callable[[str], Path], tmp_path: Path) -> None:
    """LibreOffice drops the controls' tags; figures are followed by place. Without its Math part it drops
    formulas, and that is told."""
    if shutil.which("soffice") is None:
        pytest.skip("soffice tidak ada")
    from extract.bekal import read_bekal
    from extract.docx_angka import read_docx
    from transform.verifikasi import FIGURE_KINDS, Jenis, compare

    edited = tmp_path / "edit.docx"
    shutil.copy(_report(bangun(SATKER)), edited)
    _edit(edited, ID, "68,42%")
    profile = f"-env:UserInstallation=file://{tmp_path}/profil"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "docx",
        "--outdir",
        str(tmp_path / "lo"),
        str(edited),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    own = read_docx(edited).angka_bawaan
    assert own is not None
    bekal, report = read_bekal(own), read_docx(tmp_path / "lo" / "edit.docx")
    found = [
        d
        for d in compare(bekal.paragraf, report.paragraf, bekal.bagan, report.bagan)
        if d.jenis in FIGURE_KINDS and d.jenis is not Jenis.RUMUS_HAPUS
    ]
    assert {(d.id, d.lama[:5], d.baru[:5]) for d in found} == {(ID, "67,42", "68,42")}
