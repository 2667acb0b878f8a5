"""Native equations: fractions, one control per line, the figures in them named in order."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from render import marks
from render.document_xml import W
from render.equations import equation_tag, tags_in
from render.package import Package
from render.pdf_copy import make_copy
from render.pdf_equations import linear
from render.validate import validate_docx
from tests.render.dokumen import body, equation, find, render


def fill(document: Any) -> None:
    document.add_paragraph("{{ x }}")


def made(folder: Path) -> bytes:
    return render(folder, fill, {"x": marks.obj("equation", "y")}, {"y": equation()})


def test_fractions_with_words_and_with_numbers(tmp_path: Path) -> None:
    root = body(made(tmp_path))
    fractions = [(linear(f[1]), linear(f[2])) for f in find(root, "//m:f")]
    assert fractions == [("Realisasi", "Target"), ("67,42", "60")]
    assert [linear(m) for m in find(root, "//m:oMath")] == [
        "Capaian = (Realisasi) / (Target) × 100%",
        "= (67,42) / (60) × 100% = 112,37%",
    ]
    assert len(find(root, "//m:r/m:rPr/m:nor")) == len(find(root, "//m:r")), "words are upright"


def test_each_line_is_in_a_hidden_control_that_names_its_figures(tmp_path: Path) -> None:
    data = made(tmp_path)
    tags = find(body(data), "//w:sdt/w:sdtPr/w:tag/@w:val")
    assert tags == ["rumus:y", "rumus:y.2"]
    named = dict(tags_in(equation()))
    assert named["rumus:y"] == []
    assert named["rumus:y.2"] == [("r@3", "67,42"), ("t@3", "60"), ("c@3", "112,37%")]
    assert find(body(data), "//w:sdtPr/w:alias/@w:val") == ["Capaian sama dengan realisasi dibagi target"]
    assert validate_docx(data) == []


def test_lines_of_a_formula_stay_together(tmp_path: Path) -> None:
    kept = find(body(made(tmp_path)), "//w:p[m:oMathPara]/w:pPr/w:keepNext")
    assert len(kept) == 1


def test_long_names_give_short_tags() -> None:
    tag = equation_tag("x" * 100)
    assert len(tag) <= 64 and tag != equation_tag("x" * 101)


def test_without_math_part_the_pdf_copy_draws_them(tmp_path: Path) -> None:
    package = Package.read(made(tmp_path))
    drawn = body(make_copy(package, {}, math=False))
    assert not find(drawn, "//m:oMath")
    rows = [[find(c, "string(w:p)") for c in r.iter(f"{W}tc")] for r in drawn.iter(f"{W}tr")]
    assert rows[2:] == [["=", "67,42", "× 100% =", "112,37%"], ["", "60", "", ""]]
    assert validate_docx(make_copy(package, {}, math=False)) == []
    kept = body(make_copy(package, {}, math=True))
    assert len(find(kept, "//m:oMath")) == 2
