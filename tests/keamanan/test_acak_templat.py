"""Random Jinja fragments in a real template: the linter says what is wrong, the engine only prints."""

from __future__ import annotations

import html
import io
import zipfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from jinja2 import TemplateError

from extract.finding import LkjipError, Tingkat
from render.document import compile_template
from render.environment import make_environment, render_text
from render.templat import check_template
from tests.conftest import AKAR
from tests.keamanan.acak import tetap

BAB4 = (AKAR / "templates/pedoman_2023/bab4_penutup.docx").read_bytes()
POTONGAN = (
    "{{",
    "}}",
    "{%",
    "%}",
    "{#",
    "#}",
    " for a in b ",
    " endfor ",
    " if a ",
    " endif ",
    " else ",
    "a",
    "b",
    ".",
    "[0]",
    "|upper",
    "|join(', ')",
    "|attr('x')",
    "(",
    ")",
    "[",
    "]",
    "'",
    '"',
    "__class__",
    "not ",
    " and ",
    "~",
    "+",
    "**9",
    " in ",
    " is defined",
    "set x = 1",
    "-",
    "%p ",
    "%tr ",
    "%r ",
    "{{p ",
    "{{r ",
    "1e999",
    "9" * 30,
    "\u00a0",
    "\ue000",
    "\u202e",
    "&",
    "<w:p/>",
    "]]>",
    "loop.index",
    "range(9)",
    "raw",
    "endraw",
    "\n",
    "\t",
)
POMPA = st.builds(
    lambda p, n, s: p * n + s, st.sampled_from(POTONGAN), st.integers(1, 400), st.sampled_from(["", " }}", " %}"])
)
SUMBER = st.one_of(
    st.lists(st.sampled_from(POTONGAN), max_size=14).map("".join),
    st.lists(st.sampled_from(POTONGAN), max_size=8).map(lambda p: "{{ " + "".join(p) + " }}"),
    POMPA.map(lambda p: "{{ " + p),
    POMPA,
    st.text(max_size=30),
)
DATA = {"a": "teks <b>&", "b": ["satu", "dua"], "x": "1"}


@tetap(600)
@given(SUMBER)
def test_any_source_renders_text_or_is_refused(source: str) -> None:
    try:
        text = render_text(make_environment().from_string(source), DATA)
    except (TemplateError, LkjipError, TypeError, ValueError, KeyError, AttributeError):
        return  # what render/document.py turns into a fault of the template
    assert isinstance(text, str) and "<b>" not in text and "object at 0x" not in text and "<class" not in text


@tetap(40, ringkas=False)
@given(SUMBER)
def test_the_linter_names_the_paragraph_or_the_engine_accepts(tmp_path: Path, source: str) -> None:
    clean = "".join(c for c in source if c.isprintable() or c in "\t\n")
    if any("\ud800" <= c <= "\udfff" or c in "\ufffe\uffff" for c in clean):
        return
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BAB4)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name == "word/document.xml":
                at = body.rindex(b"<w:sectPr")
                body = body[:at] + f"<w:p><w:r><w:t>{html.escape(clean)}</w:t></w:r></w:p>".encode() + body[at:]
            new.writestr(name, body)
    path = tmp_path / "bab4.docx"
    path.write_bytes(out.getvalue())
    faults = [c for c in check_template(path, "4", None) if c.tingkat is Tingkat.GALAT]
    assert all(c.berkas == "bab4.docx" and c.apa and c.kode.startswith("TEMPLAT-") for c in faults)
    if not faults:
        compile_template(path, "4")
