"""Templates from anyone: no code, no endless work, and the message names chapter and paragraph."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest
from jinja2 import TemplateError

from extract.finding import LkjipError
from render.document import TemplateFault, compile_template
from render.environment import make_environment, render_text
from render.package import Package
from tests.conftest import AKAR

BAB4 = AKAR / "templates/pedoman_2023/bab4_penutup.docx"
DATA = {"x": "a" * 5000, "y": ["a", "b"], "teks": "a"}
TERLARANG = (
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ x.__init__.__globals__ }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ self.__init__ }}",
    "{{ x|attr('__class__') }}",
    "{{ lipsum.__globals__['os'].popen('id') }}",
    "{{ y.append(x) }}",
    "{{ x.format(x) }}",
    "{{ 9**9**9 }}",
    "{{ 'a' * 9999999999 }}",
    "{{ '%9999999999d' % 1 }}",
    "{{ x|center(9999999999) }}",
    "{{ x|replace('a', x) }}",
    "{{ '%s'|format(x) }}",
    "{{ y|map('upper') }}",
    "{% set z = x %}",
    "{% include '/etc/passwd' %}",
    "{% import 'a' as b %}",
    "{% extends 'a' %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{{ range(99999999) }}",
    "{% for a in range(10**9) %}a{% endfor %}",
    "{% for a in y recursive %}{{ loop(y) }}{% endfor %}",
    "{{ 7*7 }}",
    "{% for a in x %}{% for b in x %}{% for c in x %}{% endfor %}{% endfor %}{% endfor %}",
    "{{ (((x|join(x))|join(x))|join(x))|join(x) }}",
    "{% with z = x %}{{ z }}{% endwith %}",
    "{% call x() %}{% endcall %}",
    "{% filter upper %}a{% endfilter %}",
    "{% autoescape false %}{{ x }}{% endautoescape %}",
)


@pytest.mark.parametrize("source", TERLARANG)
def test_what_only_programs_do_is_refused_at_once(source: str) -> None:
    start = time.monotonic()
    with pytest.raises((TemplateError, LkjipError)):
        render_text(make_environment().from_string(source), DATA)
    assert time.monotonic() - start < 10


def test_an_output_that_grows_without_end_is_stopped() -> None:
    source = "{% for a in x %}{% for b in x[0] %}" + "b" * 50_000 + "{% endfor %}{% endfor %}"
    with pytest.raises(TemplateError, match="juta huruf"):
        render_text(make_environment().from_string(source), {"x": "a" * 5000})


def test_loops_are_counted_per_rendering() -> None:
    template = make_environment().from_string("{% for a in x %}{% for b in y %}{{ b }}{% endfor %}{% endfor %}")
    for _ in range(40):
        assert len(render_text(template, DATA)) == 10_000


def with_paragraph(text: str, path: Path) -> Path:
    out = io.BytesIO()
    with zipfile.ZipFile(BAB4) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name == "word/document.xml":
                at = body.rindex(b"<w:sectPr")
                body = body[:at] + f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>".encode() + body[at:]
            new.writestr(name, body)
    path.write_bytes(out.getvalue())
    return path


@pytest.mark.parametrize("tag", ["{{ 9**9**9 }}", "{{ satker.__class__.__mro__ }}", "{% set a = 1 %}",
                                 "{{ " + "(" * 3000 + "a" + ")" * 3000 + " }}"])  # fmt: skip
def test_the_message_names_chapter_and_paragraph(tag: str, tmp_path: Path) -> None:
    path = with_paragraph(tag, tmp_path / "bab4.docx")
    try:
        compiled = compile_template(path, "4")
    except TemplateFault as fault:
        assert "bab4.docx (Bab IV" in str(fault) and fault.kode.startswith("TEMPLAT-")
        assert fault.paragraph or fault.kode == "TEMPLAT-LARANGAN"
        return
    with pytest.raises((TemplateError, LkjipError)):
        for part in compiled.parts:
            render_text(part.template, {"satker": "a"})


def test_a_template_is_no_zip_bomb_and_no_entity_is_resolved(tmp_path: Path) -> None:
    path = tmp_path / "bab4.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", bytes(250_000_000))
    with pytest.raises(LkjipError, match="terlalu besar"):
        Package.read(path)
    from render.package import parse_xml

    root = parse_xml(b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>')
    assert "root:" not in "".join(str(t) for t in root.itertext())
