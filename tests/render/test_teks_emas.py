"""Golden texts: what every chapter of the four samples says, word for word.

The files hold the text a reader sees, one paragraph or table row a line. To accept a change, read the
difference first, then write the files anew with `python -m tests.render.test_teks_emas`.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from render.document import render_chapter
from render.gaya import choose_pedoman
from tests.render.contoh import ROOT, SAMPEL, TEMPLATES, contexts, read_sample

GOLDEN = ROOT / "tests" / "golden" / "teks"


def lines(content: bytes) -> Iterator[str]:
    """Yield the paragraphs and table rows of a chapter as text."""
    body = Document(BytesIO(content)).element.body
    if body is not None:
        yield from _walk(body)


def _walk(parent: etree._Element) -> Iterator[str]:
    for child in parent:
        if child.tag == qn("w:p") and (text := _text(child)):
            yield text
        elif child.tag == qn("w:tbl"):
            for row in child.iter(qn("w:tr")):
                yield " | ".join(_text(cell) for cell in row.iter(qn("w:tc")))
        elif child.tag == qn("w:sdt"):
            inner = child.find(qn("w:sdtContent"))
            if inner is not None:
                yield from _walk(inner)


def _text(element: etree._Element) -> str:
    """Return runs and formulas; the numerator and denominator of a fraction stand with a stroke between."""
    words = []
    for node in element.iter(qn("w:t"), qn("w:br"), qn("m:t"), qn("m:den")):
        words.append(" / " if node.tag == qn("m:den") else " " if node.tag == qn("w:br") else node.text or "")
    return " ".join("".join(words).split())


def speak(satker: str) -> dict[str, str]:
    """Return the text of every chapter of a sample by file name."""
    laporan = read_sample(satker)
    pedoman = choose_pedoman(TEMPLATES, laporan.periode.tahun)
    made = contexts(laporan)
    texts = {}
    for bab in pedoman.bab:
        own, path = made[bab.kunci], pedoman.folder / bab.templat
        content = render_chapter(path, own.data, own.objek, pedoman.gaya, bab=bab.kunci)
        texts[f"{satker}.{bab.nama}.txt"] = "\n".join(lines(content)) + "\n"
    return texts


@pytest.mark.parametrize("satker", sorted(SAMPEL))
def test_chapters_say_what_was_read_and_approved(satker: str) -> None:
    for name, text in speak(satker).items():
        golden: Path = GOLDEN / name
        assert golden.is_file(), f"{name} belum ada; tulis dengan python -m tests.render.test_teks_emas"
        wanted = golden.read_text(encoding="utf-8").splitlines()
        assert text.splitlines() == wanted, name


if __name__ == "__main__":
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for sample in SAMPEL:
        for file, written in speak(sample).items():
            (GOLDEN / file).write_text(written, encoding="utf-8")
