"""What `lkjip periksa` writes: page, list, JSON, exit codes; the comparison with recaps."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
from html import unescape
from pathlib import Path

import pytest

from render.periksa_output import write
from render.periksa_run import run
from tests.periksa.contoh import laporan, tulis_docx, tulis_pdf
from transform.periksa import check_file


@pytest.fixture(scope="module")
def keliru(tmp_path_factory: pytest.TempPathFactory) -> Path:
    contoh = laporan().ganti("19.250.000", "12.950.000").ganti("110%", "117%", 0)
    return tulis_pdf(contoh, tmp_path_factory.mktemp("keliru") / "LKjIP <keliru>.pdf")


@pytest.fixture(scope="module")
def halaman(keliru: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    folder = tmp_path_factory.mktemp("hasil")
    files = write(check_file(keliru), folder)
    page = next(f for f in files if f.suffix == ".html")
    return page.read_text(encoding="utf-8"), folder


def test_page_is_self_contained_under_a_strict_policy(halaman: tuple[str, Path]) -> None:
    html, _ = halaman
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)
    assert policy
    rules = unescape(policy.group(1))
    assert "default-src 'none'" in rules and "unsafe" not in rules
    for tag in ("style", "script"):
        for body in re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.S):
            digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in rules, tag
    assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", html)
    assert " style=" not in html and " onclick=" not in html


def test_page_shows_each_finding_with_a_crop(halaman: tuple[str, Path]) -> None:
    html, _ = halaman
    assert "ANG-SISA" in html and "CAP-HITUNG" in html
    assert "data:image/" in html
    assert "<keliru>" not in html and "&lt;keliru&gt;" in html


def test_list_is_written_as_a_workbook(halaman: tuple[str, Path]) -> None:
    import openpyxl

    _, folder = halaman
    book = openpyxl.load_workbook(next(folder.glob("*.xlsx")))
    cells = [str(c) for sheet in book for row in sheet.iter_rows(values_only=True) for c in row if c]
    text = " ".join(cells)
    assert "ANG-SISA" in text and "19.250.000" in text
    assert not [c for c in cells if c.startswith(("=", "+", "@"))]


def test_exit_codes_and_json(keliru: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bersih = tulis_docx(laporan(), tmp_path / "bersih.docx")
    rusak = tmp_path / "rusak.pdf"
    rusak.write_bytes(b"%PDF-1.4 bukan apa-apa")
    kata = io.StringIO()
    assert run([bersih], out=kata) == 0
    assert run([keliru, bersih], tmp_path / "hasil.json", out=kata) == 1
    assert run([rusak, bersih], out=kata) == 2
    assert run([tmp_path / "tidak ada.pdf"], out=kata) == 2
    assert "rusak.pdf" in capsys.readouterr().err
    data = json.loads((tmp_path / "hasil.json").read_text(encoding="utf-8"))
    first, second = data["laporan"]
    assert first["sha256"] == hashlib.sha256(keliru.read_bytes()).hexdigest()
    assert second["temuan"] == []
    finding = next(t for t in first["temuan"] if t["kode"] == "ANG-SISA")
    assert (finding["tingkat"], finding["keyakinan"]) == ("GALAT", "pasti")
    assert finding["lokasi"][0]["halaman"] >= 1 and len(finding["lokasi"][0]["kotak"]) == 4
    assert "19.250.000" in finding["seharusnya"]


def test_two_reports_of_one_name_do_not_overwrite_each_other(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        tulis_docx(laporan(), tmp_path / name / "LKjIP.docx")
    out = tmp_path / "keluar"
    assert run([tmp_path / "a" / "LKjIP.docx", tmp_path / "b" / "LKjIP.docx"], out_dir=out, out=io.StringIO()) == 0
    assert len(list(out.glob("*/*.html"))) == 2


def test_same_report_twice_gives_the_same_json(keliru: Path, tmp_path: Path) -> None:
    run([keliru], tmp_path / "1.json", out=io.StringIO())
    run([keliru], tmp_path / "2.json", out=io.StringIO())
    assert (tmp_path / "1.json").read_bytes() == (tmp_path / "2.json").read_bytes()


def test_guide_lists_every_code() -> None:
    import transform.periksa_rekap  # noqa: F401  (registers its code)
    from transform.periksa_dasar import KODE

    guide = (Path(__file__).parents[2] / "docs" / "PERIKSA.md").read_text(encoding="utf-8")
    assert not [code for code in KODE if f"`{code}`" not in guide]
