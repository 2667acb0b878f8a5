"""Every setting of style in `pedoman.yml`, changed in a copy of the templates: the whole report follows."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree

from extract.finding import LkjipError
from render import pages
from render.document_xml import W, paragraph_text
from render.gaya import load_pedoman
from render.package import Package
from render.report import render_report
from render.teks import TeksHukum
from render.validate import validate_docx
from tests.render.contoh import TEMPLATES, read_sample
from tests.render.dokumen import find


def report(folder: Path, **gaya: Any) -> Package:
    """Return the Word report of a sample made with these settings in the yml file itself."""
    own = folder / "templat-kantor"
    shutil.copytree(TEMPLATES / "pedoman_2023", own)
    settings = yaml.safe_load((own / "pedoman.yml").read_text(encoding="utf-8"))
    settings["gaya"] = {**settings.get("gaya", {}), **gaya}
    (own / "pedoman.yml").write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
    pedoman = load_pedoman(own)
    laporan = read_sample("bapas-polewali")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pages, "available", lambda: False)
        made = render_report(laporan, TeksHukum("bapas", "2023", 2023), pedoman, folder / "keluar", pdf=False)
    assert made.report is not None and validate_docx(made.report) == []
    return Package.read(made.report)


def root(package: Package) -> etree._Element:
    return package.xml(package.main_part())


def words(package: Package) -> str:
    return "\n".join(paragraph_text(p) for p in root(package).iter(f"{W}p"))


@cache
def standard() -> str:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        return words(report(Path(folder)))


def test_money_in_office_style(tmp_path: Path) -> None:
    shown = words(report(tmp_path, uang="kantor"))
    assert "Rp3.638.803.000,00" in standard() and "Rp 3.638.803.000,-" not in standard()
    assert "Rp 3.638.803.000,-" in shown and "Rp3.638.803.000" not in shown


def test_decimals(tmp_path: Path) -> None:
    shown = words(report(tmp_path, desimal=1))
    assert "112,37%" in standard()
    assert "112,4%" in shown and "112,37%" not in shown


def test_table_numbers(tmp_path: Path) -> None:
    shown = words(report(tmp_path, nomor_tabel="romawi"))
    assert "Tabel 3.1." in standard()
    assert "Tabel III.1." in shown and "pada Tabel III.1." in shown and "Tabel 3.1" not in shown


def test_cap_of_capaian_is_a_column_beside_the_raw_value(tmp_path: Path) -> None:
    shown = words(report(tmp_path, batas_capaian=120))
    assert "Capaian Dibatasi" not in standard()
    assert "Capaian Dibatasi" in shown and "193,43%" in shown and "120%" in shown


def test_font_size_paper_and_margins_on_every_page(tmp_path: Path) -> None:
    package = report(
        tmp_path,
        huruf="Bookman Old Style",
        ukuran_huruf=12,
        kertas="F4",
        margin={"kiri": 4.0, "kanan": 3.0, "atas": 3.0, "bawah": 3.0},
    )
    tree = root(package)
    upright = find(tree, "//w:sectPr[w:pgSz[not(@w:orient='landscape')]]")
    assert len(upright) >= 6
    for section in upright:
        assert find(section, "w:pgSz/@w:w") == ["12189"] and find(section, "w:pgSz/@w:h") == ["18709"]
        sides = {side: int(find(section, f"string(w:pgMar/@w:{side})")) for side in ("left", "right", "top")}
        assert sides == pytest.approx({"left": 2268, "right": 1701, "top": 1701}, abs=2)
    styles = package.xml(package.related(package.main_part(), "styles") or "")
    normal = find(styles, "//w:style[@w:default='1'][@w:type='paragraph']")[0]
    assert find(normal, "w:rPr/w:rFonts/@w:ascii") == ["Bookman Old Style"]
    assert find(normal, "w:rPr/w:sz/@w:val") == ["24"]
    everywhere = set(find(styles, "//w:rFonts/@w:ascii")) | set(find(tree, "//w:rFonts/@w:ascii"))
    assert "Arial" not in everywhere
    text_width = 12189 - 2268 - 1701
    for table in find(tree, "/w:document/w:body/w:tbl"):
        assert sum(int(w) for w in find(table, "w:tblGrid/w:gridCol/@w:w")) <= text_width + 60


@pytest.mark.parametrize(
    ("name", "value"),
    [("uang", "dolar"), ("kertas", "Letter"), ("desimal", -1), ("nomor_tabel", "huruf"), ("hurf", "Arial")],
)
def test_a_setting_nobody_knows_is_refused_by_name(tmp_path: Path, name: str, value: object) -> None:
    with pytest.raises(LkjipError, match=name):
        report(tmp_path, **{name: value})
