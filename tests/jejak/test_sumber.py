"""Pictures of the sources: the right cells and pages, drawn by the reading process, whatever the file is."""

from __future__ import annotations

import base64
import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pytest
from PIL import Image

from extract.cuplikan import draw_pages
from extract.isolate import Reader
from extract.limits import Limits
from render.jejak_sumber import places, source_pictures


def pdf(path: Path, sizes: list[tuple[float, float]], **options: Any) -> Path:
    with pikepdf.Pdf.new() as document:
        for size in sizes:
            document.add_blank_page(page_size=size)
        document.save(path, **options)
    return path


def entry(berkas: str, lokasi: str) -> dict[str, Any]:
    return {"id": "a", "sumber": {"berkas": berkas, "sha256": "", "lokasi": lokasi}}


def pictures(folder: Path, *entries: dict[str, Any]) -> dict[str, dict[str, Any]]:
    with Reader() as reader:
        return source_pictures(folder, places(entries), reader)


def test_rows_around_a_cell_with_formulas_as_they_stand(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Rekap"
    for row in range(1, 21):
        sheet.cell(row, 2, f"baris {row}")
    sheet["C10"] = 67.42
    sheet["D10"] = "=C10*2"
    book.save(tmp_path / "a.xlsx")
    found = pictures(tmp_path, entry("a.xlsx", "Rekap!C10"), entry("tiada.xlsx", "Rekap!C10"))
    rows = dict(found["a.xlsx"]["lembar"]["Rekap"])
    assert list(rows) == list(range(6, 15))
    assert rows[10] == [["B10", "baris 10"], ["C10", "67.42"], ["D10", "=C10*2"]]
    assert found["tiada.xlsx"] == {}


def test_a_page_is_drawn_once_and_a_locked_file_with_its_password(tmp_path: Path) -> None:
    pdf(tmp_path / "a.pdf", [(595, 842)] * 3, encryption=pikepdf.Encryption(owner="x", user="rahasia"))
    place = "hlm {} tabel 1 baris 2 kolom 3 kotak 1,2,3,4"
    wanted = [entry("a.pdf", place.format(n)) for n in (2, 2, 9)]
    assert pictures(tmp_path, *wanted)["a.pdf"] == {"halaman": {}}
    (tmp_path / "kata_sandi.yml").write_text("a.pdf: rahasia\n", encoding="utf-8")
    drawn = pictures(tmp_path, *wanted)["a.pdf"]["halaman"]
    assert list(drawn) == ["2"] and (drawn["2"]["w"], drawn["2"]["h"]) == (595.0, 842.0)
    with Image.open(io.BytesIO(base64.b64decode(drawn["2"]["img"]))) as image:
        assert image.size == (952, 1348)


def test_a_giant_page_is_drawn_within_the_limit_of_pixels(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", [(14_000, 14_000)])
    ((number, width, _, png),) = draw_pages(path, [1], None, Limits(pixels=1_000_000))
    assert (number, width) == (1, 14_000)
    with Image.open(io.BytesIO(png)) as image:
        assert image.size[0] * image.size[1] <= 1_010_000


def test_what_cannot_be_drawn_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\nbukan PDF yang utuh")
    outside = pdf(tmp_path / "b.pdf", [(100, 100)])
    folder = tmp_path / "satker"
    folder.mkdir()
    (folder / "c.pdf").symlink_to(outside)
    with Reader() as reader:
        assert reader.draw(tmp_path / "a.pdf", tmp_path, [1]) == []
        assert reader.draw(folder / "c.pdf", folder, [1]) == []
        assert len(reader.draw(outside, tmp_path, [1])) == 1


@pytest.mark.parametrize("name", ["openpyxl", "pypdfium2", "PIL"])
def test_this_process_opens_no_source(tmp_path: Path, name: str) -> None:
    pdf(tmp_path / "a.pdf", [(100, 100)])
    code = (
        "import sys; from pathlib import Path\n"
        "from extract.isolate import Reader; import render.jejak_sumber as j\n"
        "with Reader() as r: assert j.source_pictures(Path(sys.argv[1]), {'a.pdf': {('hlm', 1)}}, r)['a.pdf']\n"
        f"assert {name!r} not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True)
