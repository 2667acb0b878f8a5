"""Figures made into controls while the part is text come out as the tree pass makes them."""

from __future__ import annotations

import pytest
from lxml import etree

from extract.finding import LkjipError
from render import marks
from render.document_figures import control_figures
from render.document_marks import MarkPass, marked_paragraphs
from render.document_xml import NS
from render.gaya import Gaya

ANGKA = marks.figure("capaian.1@3", "67,42%")
W15 = f' xmlns:w15="{NS["w15"]}"'


def part(runs: str, more: str = "") -> str:
    return f'<w:document xmlns:w="{NS["w"]}"{more}><w:body><w:p>{runs}</w:p></w:body></w:document>'


def text(content: str, settings: str = "") -> str:
    return f"<w:r>{settings}<w:t>{content}</w:t></w:r>"


def by_tree(xml: str) -> bytes:
    root = etree.fromstring(xml)
    MarkPass("3", Gaya()).run(marked_paragraphs(root))
    return etree.tostring(root)


BOLD = '<w:rPr><w:b/><w:sz w:val="18"/></w:rPr>'
PARTS = {
    "alone": part(text(ANGKA)),
    "in a sentence": part(text(f"sebesar {ANGKA} dari R&amp;D, {marks.figure('b@3', 'Rp1 &lt; 2')}.", BOLD)),
    "empty properties": part(text(ANGKA, "<w:rPr/>")),
    "known namespace": part(text(f"a {ANGKA}"), W15),
    "inside a task": part(text(marks.task(f"[PERLU DIISI: {ANGKA}]"))),
    "revision id": part(f'<w:r w:rsidR="00AA">{BOLD}<w:t xml:space="preserve"> {ANGKA} </w:t></w:r>'),
    "cut over runs": part(text(ANGKA[:4]) + text(ANGKA[4:])),
    "deep properties": part(text(ANGKA, "<w:rPr><w:ins><w:b/></w:ins></w:rPr>")),
    "none": part(text("tanpa angka")),
}


@pytest.mark.parametrize("name", PARTS)
def test_both_ways_give_the_same(name: str) -> None:
    assert by_tree(control_figures(PARTS[name])) == by_tree(PARTS[name])


def test_a_whole_mark_needs_no_tree() -> None:
    made = control_figures(PARTS["in a sentence"])
    assert not marks.ANY_MARK.search(made) and made.count("<w:sdt>") == 2


@pytest.mark.parametrize(
    "broken",
    [
        marks.FIGURE_OPEN + "a@3",
        ANGKA + marks.FIGURE_CLOSE,
        marks.figure("", "1"),
        marks.figure("a@3", ""),
        marks.figure("x" * 65, "1"),
    ],
)
def test_what_is_broken_is_left_to_be_named(broken: str) -> None:
    with pytest.raises(LkjipError):
        by_tree(control_figures(part(text(broken))))
