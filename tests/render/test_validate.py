"""The structural checks find what would make Word repair a file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from render.package import Package
from render.validate import validate_docx
from tests.render.dokumen import angka, render
from tests.render.test_document import ROWS, table_template
from tests.render.test_fields import DATA, captions


@pytest.fixture
def good(tmp_path: Path) -> Package:
    def fill(document: object) -> None:
        captions(document)
        table_template(document)

    data = render(tmp_path, fill, {**DATA, "baris": ROWS, "x": angka("1")})
    assert validate_docx(data) == []
    return Package.read(data)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (r'<w:bookmarkEnd w:id="1"/>', "", "penanda tidak berpasangan"),
        (r'(<w:bookmarkStart w:id=")2(" )', r"\g<1>1\2", "id penanda ganda: 1"),
        (r'w:fldCharType="end"', 'w:fldCharType="begin"', "field tidak ditutup"),
        (r"REF _Ref_dua ", "REF _Ref_hilang ", "_Ref_hilang yang tidak ada"),
        (r'<w:pStyle w:val="Caption"/>', '<w:pStyle w:val="Tiada"/>', "gaya Tiada tidak ada"),
        (r'<w:vMerge w:val="restart"/>', "", "sel gabungan tanpa sel di atasnya"),
        (r"<w:gridCol [^>]*/>", "", "kolom dalam kisi"),
        (r"(<w:tcW [^>]*/>)(<w:vMerge[^>]*/>)", r"\2\1", "urutan unsur dalam w:tcPr"),
        (r'(<w:tag w:val=")[^"]*"', r"\1" + "x" * 65 + '"', "lebih dari 64 huruf"),
        (r"Pertama", "\ue000Pertama", "tanda tersisa"),
        (r"Pertama", "{{ pertama }}", "tag templat tersisa"),
        (r"</w:document>", "", "XML rusak"),
    ],
)
def test_damage_is_found(good: Package, old: str, new: str, message: str) -> None:
    main = good.main_part()
    text = good.parts[main].decode()
    broken = re.sub(old, new, text, count=1)
    assert broken != text
    good.parts[main] = broken.encode()
    assert any(message in m.apa for m in validate_docx(good.to_bytes())), validate_docx(good.to_bytes())


def test_missing_parts_and_types_are_found(good: Package) -> None:
    name = good.related(good.main_part(), "styles")
    assert name is not None
    del good.parts[name]
    assert any("tidak ada" in m.apa for m in validate_docx(good.to_bytes()))


def test_a_file_that_is_no_document_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(b"bukan")
    assert "x.docx" in validate_docx(path)[0].apa
