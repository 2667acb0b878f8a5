"""Random and structural edits of finished reports are found at their place; harmless ones stay silent."""

from __future__ import annotations

import random
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest
from lxml import etree

from extract.docx_angka import W, read_docx
from tests.jejak.mutasi import MAIN, Paket, _tag, change_inside, harmless, run, unwrap
from transform.verifikasi import FIGURE_KINDS, Jenis, Perbedaan, compare


@pytest.fixture(scope="module")
def paket(bangun: Callable[[str], Path]) -> Paket:
    return Paket.read(next(bangun("bapas-polewali").glob("LKjIP_*.docx")))


def _differences(paket: Paket, body: etree._Element) -> tuple[Perbedaan, ...]:
    report = read_docx(paket.zipped({MAIN: body}))
    return compare(paket.bekal.paragraf, report.paragraf, paket.bekal.bagan, report.bagan)


def _figures(found: tuple[Perbedaan, ...]) -> list[Perbedaan]:
    return [d for d in found if d.jenis in FIGURE_KINDS]


def test_random_edits_are_all_found_and_nothing_else(bangun: Callable[[str], Path]) -> None:
    for satker, rounds, first in (("bapas-polewali", 25, 1000), ("lapas-sarolangun", 12, 2000)):
        hasil = run(next(bangun(satker).glob("LKjIP_*.docx")), rounds, first)
        assert hasil.ubah >= rounds * 8
        assert hasil.luput == []
        assert hasil.palsu == []


@pytest.mark.slow
def test_random_edits_of_the_largest_report(bangun: Callable[[str], Path]) -> None:
    hasil = run(next(bangun("kanwil-kalbar").glob("LKjIP_*.docx")), 8, 3000)
    assert hasil.luput == []
    assert hasil.palsu == []


@pytest.mark.parametrize("satker", ["bapas-polewali", "lpka-pangkalpinang", "lapas-sarolangun"])
def test_an_untouched_report_gives_no_alarm(bangun: Callable[[str], Path], satker: str) -> None:
    paket = Paket.read(next(bangun(satker).glob("LKjIP_*.docx")))
    assert _differences(paket, paket.body) == ()


def test_word_rewriting_its_runs_gives_no_alarm(paket: Paket) -> None:
    for seed in range(5):
        body = deepcopy(paket.body)
        harmless(body, random.Random(seed))
        assert _differences(paket, body) == ()


def test_without_any_content_control_figures_are_still_followed(paket: Paket) -> None:
    body = deepcopy(paket.body)
    control = next(s for s in body.iter(f"{W}sdt") if _tag(s) == "capaian.kegiatan.1.1.realisasi@3")
    for node in control.iter(f"{W}t"):
        node.text = "76,42%"
    for other in [s for s in body.iter(f"{W}sdt") if "@" in _tag(s)]:
        unwrap(other)
    (found,) = _figures(_differences(paket, body))
    assert (found.jenis, found.id) == (Jenis.ANGKA_UBAH, "capaian.kegiatan.1.1.realisasi@3")
    assert (found.lama, found.baru) == ("67,42", "76,42")


def _tables(body: etree._Element) -> list[list[etree._Element]]:
    """Return the rows with figures of every table that has at least four of them."""
    found = []
    for table in body.iter(f"{W}tbl"):
        rows = [r for r in table.iterfind(f"{W}tr") if any("@" in _tag(s) for s in r.iter(f"{W}sdt"))]
        if len(rows) >= 4:
            found.append(rows)
    return found


def test_a_deleted_row_is_told_figure_by_figure(paket: Paket) -> None:
    body = deepcopy(paket.body)
    row = _tables(body)[0][2]
    gone = {_tag(s) for s in row.iter(f"{W}sdt") if "@" in _tag(s)}
    parent = row.getparent()
    assert parent is not None
    parent.remove(row)
    found = _figures(_differences(paket, body))
    assert gone
    assert gone <= {d.id for d in found if d.jenis is Jenis.ANGKA_HAPUS}


def test_two_figures_swapped_in_a_table_are_both_told(paket: Paket) -> None:
    body = deepcopy(paket.body)
    for rows in _tables(body):
        controls = [s for row in rows for s in row.iter(f"{W}sdt") if "@" in _tag(s)]
        texts = ["".join(t.text or "" for t in s.iter(f"{W}t")) for s in controls]
        other = next((i for i, t in enumerate(texts) if t != texts[0]), None)
        if other is not None:
            break
    assert other is not None
    left, right = controls[0], controls[other]
    one, two = (c.find(f"{W}sdtContent") for c in (left, right))
    assert one is not None
    assert two is not None
    for source, target in ((deepcopy(one), right), (deepcopy(two), left)):
        old = target.find(f"{W}sdtContent")
        assert old is not None
        target.replace(old, source)
    assert {_tag(left), _tag(right)} <= {d.id for d in _figures(_differences(paket, body))}


def test_a_copied_chapter_needs_no_correction(paket: Paket) -> None:
    body = deepcopy(paket.body)
    root = body.find(f"{W}body")
    assert root is not None
    blocks = list(root)[-120:-1]
    for block in blocks:
        root.insert(len(root) - 1, deepcopy(block))
    found = _differences(paket, body)
    assert _figures(found) == []
    assert any(d.jenis is Jenis.TEKS_BARU for d in found)


def test_a_changed_figure_in_a_copy_is_told(paket: Paket) -> None:
    body = deepcopy(paket.body)
    root = body.find(f"{W}body")
    assert root is not None
    with_figures = [p for p in root.iterfind(f"{W}p") if any("@" in _tag(s) for s in p.iter(f"{W}sdt"))]
    copy = deepcopy(with_figures[-1])
    done = change_inside(copy, random.Random(1))
    root.insert(len(root) - 1, copy)
    assert done is not None
    assert [d.jenis for d in _figures(_differences(paket, body))] != []


def test_a_moved_paragraph_needs_no_correction(paket: Paket) -> None:
    body = deepcopy(paket.body)
    root = body.find(f"{W}body")
    assert root is not None
    paragraphs = [p for p in root.iterfind(f"{W}p") if any("@" in _tag(s) for s in p.iter(f"{W}sdt"))]
    root.insert(len(root) - 1, paragraphs[3])
    assert _figures(_differences(paket, body)) == []


def test_an_inserted_caption_renumbers_without_alarm(paket: Paket) -> None:
    """Word renumbers every later caption and reference when the fields are updated."""
    body = deepcopy(paket.body)
    fields: list[str] = []
    for run_element in body.iter(f"{W}r"):
        char = run_element.find(f"{W}fldChar")
        if char is not None:
            kind = char.get(f"{W}fldCharType")
            if kind == "begin":
                fields.append("")
            elif kind == "end":
                fields.pop()
        code = run_element.find(f"{W}instrText")
        if code is not None and fields:
            fields[-1] += code.text or ""
        if fields and fields[-1].split()[:1] == ["SEQ"]:
            for node in run_element.iter(f"{W}t"):
                node.text = str(int(node.text or "0") + 1)
    assert _differences(paket, body) == ()
