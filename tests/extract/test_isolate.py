"""A bad file breaks its child, never the run: each trap ends in a finding a clerk can act on."""

from __future__ import annotations

import os
import pickle
import random
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.finding import Finding, Tingkat
from extract.grid import Cell, Document, Line, Sheet, Table
from extract.isolate import Reader, _Unpickler, read_all, read_isolated
from extract.isolate_kemas import pack, unpack
from extract.limits import Limits
from extract.read import read_document
from tests.extract.layout.samples import belanja
from tests.extract.layout.xlsx_writer import write_xlsx

INPUT = Path(__file__).parents[2] / "input"
BAPAS = INPUT / "2023/bapas-polewali"
END = b"</sheetData></worksheet>"
LIMITS = Limits(seconds=15, page_seconds=5, memory_mb=900, pages=40, cells=50_000, unpacked_mb=30)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(LIMITS) as made:
        yield made


def quarantined(reader: Reader, path: Path, kode: str) -> str:
    document = reader.read(path, path.parent)
    (finding,) = document.findings
    assert document.sheets == () and finding.tingkat is Tingkat.GALAT
    assert finding.kode == kode, finding
    assert path.name in finding.pesan
    return finding.pesan


def rewrite(source: Path, target: Path, changes: dict[str, bytes]) -> None:
    """Copy a workbook with some parts replaced or added."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changes.pop(name) if name in changes else old.read(name))
        for name, content in changes.items():
            new.writestr(name, content)


def workbook(path: Path) -> Path:
    write_xlsx(path, [belanja(random.Random(1))])
    return path


def test_isolated_reading_gives_the_same_document(reader: Reader) -> None:
    for path in (BAPAS / "OMSPAN_IKPA_2023.pdf", BAPAS / "Capaian_Kinerja_2023.xlsx"):
        assert reader.read(path, BAPAS) == read_document(path, BAPAS)


def test_many_files_share_one_child() -> None:
    paths = sorted(BAPAS.glob("*.*"))
    documents = list(read_all(paths, BAPAS))
    assert [d.path for d in documents] == paths and all(d.sheets for d in documents)


def test_a_file_asked_for_ahead_is_answered_in_its_turn() -> None:
    paths = sorted(BAPAS.glob("*.*"))
    with Reader(LIMITS) as ahead:
        found = [
            ahead.read(path, BAPAS, after=after) for path, after in zip(paths, [*paths[1:], None], strict=True)
        ]
        assert ahead.restarts == 0
    assert found == list(read_all(paths, BAPAS))


def test_a_question_that_comes_between_is_answered(reader: Reader) -> None:
    first, second, third = sorted(BAPAS.glob("*.*"))[:3]
    reader.read(first, BAPAS, after=second)
    assert reader.read(third, BAPAS).path == third
    assert reader.read(second, BAPAS).path == second


def test_what_ends_the_child_ahead_is_said_of_the_file_it_was_at(tmp_path: Path) -> None:
    good, bad = workbook(tmp_path / "a.xlsx"), workbook(tmp_path / "b.xlsx")
    with Reader(LIMITS) as mortal:
        assert mortal.read(good, tmp_path, after=bad).sheets
        assert mortal._child is not None
        mortal._child.kill()
        mortal._child.wait()
        lost = mortal.read(bad, tmp_path, after=good)
        assert lost.path == bad and lost.kind == "rusak" and mortal.restarts == 1
        assert mortal.read(good, tmp_path).sheets


def test_a_file_that_may_not_be_opened_is_not_asked_for_ahead(reader: Reader, tmp_path: Path) -> None:
    good, link = workbook(tmp_path / "a.xlsx"), tmp_path / "b.xlsx"
    link.symlink_to(BAPAS / "SMART_DJA_2023.xlsx")
    assert reader.read(good, tmp_path, after=link).sheets
    assert reader._ahead == b""
    assert quarantined(reader, link, "BERKAS-TAUTAN")


def test_zip_bomb(reader: Reader, tmp_path: Path) -> None:
    base = workbook(tmp_path / "a.xlsx")
    rewrite(base, tmp_path / "bom.xlsx", {"xl/media/x.bin": bytes(60_000_000)})
    assert "MB" in quarantined(reader, tmp_path / "bom.xlsx", "BERKAS-BATAS")


def test_too_many_cells_and_merged_areas(reader: Reader, tmp_path: Path) -> None:
    base = workbook(tmp_path / "a.xlsx")
    row = b"".join(b'<row r="%d">%s</row>' % (r, b'<c t="n"><v>1</v></c>' * 100) for r in range(1, 700))
    start = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    rewrite(base, tmp_path / "sel.xlsx", {"xl/worksheets/sheet1.xml": start + row + END})
    quarantined(reader, tmp_path / "sel.xlsx", "BERKAS-BATAS")
    merge = b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    one = b'<row r="1"><c r="A1"><v>1</v></c></row>'
    rewrite(base, tmp_path / "gabung.xlsx", {"xl/worksheets/sheet1.xml": start + one + merge})
    quarantined(reader, tmp_path / "gabung.xlsx", "BERKAS-BATAS")


def test_a_sheet_that_claims_a_million_rows_is_read(reader: Reader, tmp_path: Path) -> None:
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<dimension ref="A1:XFD1048576"/><sheetData><row r="3"><c r="B3"><v>5</v></c></row>' + END
    )
    rewrite(workbook(tmp_path / "a.xlsx"), tmp_path / "juta.xlsx", {"xl/worksheets/sheet1.xml": sheet})
    document = reader.read(tmp_path / "juta.xlsx", tmp_path)
    (table,) = document.sheets[0].tables()
    assert [[c.text for c in row] for row in table.rows] == [["5"]]


def test_xml_entities_are_refused(reader: Reader, tmp_path: Path) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">]><sst>&lol;</sst>'
    rewrite(workbook(tmp_path / "a.xlsx"), tmp_path / "entitas.xlsx", {"xl/sharedStrings.xml": bomb})
    quarantined(reader, tmp_path / "entitas.xlsx", "BERKAS-BAHAYA")


def test_broken_and_cut_files(reader: Reader, tmp_path: Path) -> None:
    data = (BAPAS / "OMSPAN_FA_Detail_2023.xlsx").read_bytes()
    (tmp_path / "potong.xlsx").write_bytes(data[: len(data) // 2])
    quarantined(reader, tmp_path / "potong.xlsx", "BERKAS-JENIS")
    (tmp_path / "rusak.pdf").write_bytes(b"%PDF-1.4\n" + bytes(500))
    quarantined(reader, tmp_path / "rusak.pdf", "PDF-RUSAK")


def test_a_cut_pdf_is_repaired_or_refused_but_never_silent(reader: Reader, tmp_path: Path) -> None:
    data = (INPUT / "2023/kanwil-kalbar/Perjanjian_Kinerja_2023.pdf").read_bytes()
    for share in (0.3, 0.6, 0.9, 0.99):
        path = tmp_path / "potong.pdf"
        path.write_bytes(data[: int(len(data) * share)])
        document = reader.read(path, tmp_path)
        assert document.findings, share


def test_locked_pdf_asks_for_its_password(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "kunci.pdf"
    with pikepdf.open(BAPAS / "OMSPAN_IKPA_2023.pdf") as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(owner="o", user="rahasia"))
    assert "sandi" in quarantined(reader, path, "BERKAS-SANDI")
    opened = reader.read(path, tmp_path, password="rahasia")
    assert opened.findings == () and next(opened.sheets[0].tables()).width == 17


def test_slow_pages_are_left_out_one_by_one(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "lambat.pdf"))
    for page in range(2):
        canvas.drawString(50, 700, f"Halaman {page + 1}")
        for i in range(500_000 if page else 0):
            canvas.line(i % 500, 10, i % 500 + 5, 700)
        canvas.showPage()
    canvas.save()
    limits = Limits(seconds=2, page_seconds=2)
    document = read_isolated(tmp_path / "lambat.pdf", tmp_path, limits)
    assert [sheet.readable for sheet in document.sheets] == [True, False]
    assert [f.kode for f in document.findings] == ["PDF-HALAMAN-GAGAL"]


def test_too_many_pages(reader: Reader, tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "tebal.pdf"))
    for _ in range(60):
        canvas.drawString(50, 700, "x")
        canvas.showPage()
    canvas.save()
    assert "60 halaman" in quarantined(reader, tmp_path / "tebal.pdf", "BERKAS-BATAS")


def test_a_reader_out_of_memory_is_replaced(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx")
    with Reader(Limits(seconds=10, memory_mb=20)) as small:
        document = small.read(path, tmp_path)
        assert document.sheets == () and document.findings[0].kode == "BERKAS-BATAS"
    assert read_isolated(path, tmp_path).sheets


def test_flipped_bytes_never_crash(reader: Reader, tmp_path: Path) -> None:
    for name in ("OMSPAN_IKPA_2023.pdf", "SMART_DJA_2023.xlsx"):
        data = (BAPAS / name).read_bytes()
        for seed in range(12):
            rng = random.Random(seed)
            broken = bytearray(data)
            for _ in range(20):
                broken[rng.randrange(len(broken))] = rng.randrange(256)
            path = tmp_path / f"{seed}-{name}"
            path.write_bytes(broken)
            document = reader.read(path, tmp_path)
            assert document.sheets or document.findings


def test_active_contents_are_named_and_ignored(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "aktif.pdf"
    with pikepdf.open(BAPAS / "OMSPAN_IKPA_2023.pdf") as pdf:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.save(path, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    document = reader.read(path, tmp_path)
    assert [f.kode for f in document.findings] == ["PDF-ISI-AKTIF"] and document.sheets


def test_an_answer_may_hold_nothing_but_data() -> None:
    import io
    import pickle

    class Evil:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return os.system, ("true",)

    with pytest.raises(pickle.UnpicklingError):
        _Unpickler(io.BytesIO(pickle.dumps(Evil()))).load()


def test_a_document_comes_back_as_it_was_sent() -> None:
    cells = (
        Cell("1.234", Decimal("1234"), "A!B2", 0, 1, 2, 3, "#,##0", "=A1", True, 1, True),
        Cell("", None, "A!C2", 0, 2),
    )
    table = Table((cells, ()), 3, "A!A1:C3", "sheet", (1,), (0, 2))
    line = Line("Judul", "hlm 1 kotak 1,2,3,4", ocr=True, stray=True)
    finding = Finding("KODE", Tingkat.INFO, "pesan", ("a",))
    sheets = (Sheet("A", 0, (line, table), hidden=True), Sheet("B", 1, (), readable=False))
    document = Document("a.xlsx", Path("/x/a.xlsx"), "0" * 64, "xlsx", sheets, (finding,))
    assert unpack(pack(document)) == document
    assert unpack(pickle.loads(pickle.dumps(pack(document)))) == document


@pytest.mark.parametrize(
    "answer", [(), ("a", "b"), None, 3, ("a", "not a path", "", "pdf", [], ()), [1, 2, 3, 4, [5], 6]]
)
def test_an_answer_that_is_no_document_is_refused(answer: Any) -> None:
    with pytest.raises(ValueError, match="no document"):
        unpack(answer)
