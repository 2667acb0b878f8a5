"""Random answers in a form and random bodies of a Word report: texts stay texts, nothing is invented or lost."""

from __future__ import annotations

import html
import io
import re
import unicodedata
import zipfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from extract.docx_angka import read_docx
from extract.finding import Tingkat
from extract.grid import Cell, Document, Sheet, Table
from extract.isian_bersih import clean_answer
from extract.isian_skema import KODE_TEKS, KOLOM, KOLOM_TEKS
from extract.rekap_isian import read_isian
from tests.keamanan.acak import tetap

TEKS = st.one_of(
    st.sampled_from(
        [
            "",
            " ",
            "-",
            "0",
            "=1+1",
            "\ue000x\ue001",
            "\u202eabc",
            "kegiatan",
            "Program",
            "1",
            "1.0",
            "007",
            "naik",
            "TURUN",
            "<script>",
            "{{ 7*7 }}",
            "saran",
            "isu_strategis",
            "baris\nbaru\r\n",
            "_x000D_\n",
            "\x00\x07",
        ]
    ),
    st.text(max_size=15),
)
KEPALA = st.permutations([k.kepala for k in KOLOM] + ["Kolom Lain", ""])
BARIS = st.lists(st.lists(st.tuples(TEKS, st.booleans()), min_size=1, max_size=len(KOLOM) + 2), max_size=5)


def table(rows: list[list[tuple[str, bool]]], name: str) -> Table:
    cells = tuple(
        tuple(
            Cell(
                "" if formula and not text else text,
                text or None,
                f"{name}!{chr(65 + c)}{r + 1}",
                r,
                c,
                formula="=A1" if formula else None,
            )
            for c, (text, formula) in enumerate(row)
        )
        for r, row in enumerate(rows)
    )
    return Table(cells, max(map(len, rows)), f"{name}!A1")


@tetap(250)
@given(KEPALA, BARIS, BARIS)
def test_answers_are_taken_as_typed_or_said(
    head: list[str], answers: list[list[tuple[str, bool]]], texts: list[list[tuple[str, bool]]]
) -> None:
    first = table([[("ISIAN NARASI LKjIP", False)], [(h, False) for h in head], *answers], "Indikator")
    second = table([[(k.kepala, False) for k in KOLOM_TEKS], *texts], "Teks")
    sheets = (Sheet("Indikator", 0, (first,)), Sheet("Teks", 1, (second,)))
    document = Document("isian.xlsx", Path("isian.xlsx"), "0" * 64, "xlsx", sheets)
    read = read_isian(document)
    assert read is not None
    report, facts = read
    by_place = {c.locator: c for s in sheets for t in s.tables() for row in t.rows for c in row}
    for fact in facts:
        cell = by_place[fact.source.locator]
        assert isinstance(fact.nilai, str) and fact.nilai.strip() and not cell.formula
        assert not any(unicodedata.category(c) in ("Cc", "Co", "Cf", "Cs") for c in fact.nilai if c != "\n")
        words = clean_answer(cell.text)[0].split()
        assert [w.lower() for w in fact.nilai.split()] == [w.lower() for w in words]
        if fact.tabel == "isian_teks":
            assert fact.key("kode") in KODE_TEKS
    assert all("isian.xlsx" in f.pesan and f.tingkat in Tingkat for f in report.findings)
    used = {f.source.locator for f in facts}
    said = " ".join(f.pesan for f in report.findings)
    isi = [c for row in second.rows[1:] for c in row if c.col == len(KOLOM_TEKS) - 1]
    for cell in isi:  # an answer is used, or its cell is named, or nothing of it can be printed
        if clean_answer(cell.text)[0] and cell.text.strip():
            assert cell.locator in used or cell.locator in said


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RUN = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), max_size=8).map(
    lambda t: (t, f"<w:r><w:t>{html.escape(t)}</w:t></w:r>")
)


def wrapped(part: tuple[str, str], kind: int) -> tuple[str, str]:
    """Return the text a reader sees and the XML, for a run within one of Word's wrappers."""
    text, xml = part
    if kind == 1:
        return text, f'<w:sdt><w:sdtPr><w:tag w:val="f1@3"/></w:sdtPr><w:sdtContent>{xml}</w:sdtContent></w:sdt>'
    if kind == 2:
        return text, f"<w:ins>{xml}</w:ins>"
    if kind == 3:
        return "", f"<w:del>{xml.replace('w:t>', 'w:delText>')}</w:del>"
    if kind == 4:
        return text, f"<w:hyperlink>{xml}</w:hyperlink>"
    if kind == 5:
        return text, f'<w:fldSimple w:instr=" SEQ Tabel ">{xml}</w:fldSimple>'
    if kind == 6:
        return text, (
            f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r>'
            f'<w:fldChar w:fldCharType="separate"/></w:r>{xml}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )
    return text, xml


ISI = st.lists(st.builds(wrapped, RUN, st.integers(0, 6)), max_size=6)
SELIP = st.sampled_from(
    [
        "",
        "",
        "",
        "<w:p><w:p/></w:p>",
        "<w:tbl/>",
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        "<w:sdt/>",
        "<w:sdt><w:sdtContent/></w:sdt>",
        "<w:tbl><w:tr><w:tc/></w:tr></w:tbl>",
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        "<!-- x -->",
        "<?x y?>",
        "<w:x/>",
    ]
)


@tetap(250)
@given(st.lists(ISI, max_size=5), st.lists(SELIP, min_size=6, max_size=6))
def test_a_word_report_is_read_word_by_word(paragraphs: list[list[tuple[str, str]]], odd: list[str]) -> None:
    body = odd[0] + "".join(
        f"<w:p>{''.join(xml for _, xml in p)}</w:p>{odd[n % 5 + 1]}" for n, p in enumerate(paragraphs)
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
    read = read_docx(io.BytesIO(out.getvalue()))
    texts = [p.teks for p in read.paragraf]
    wanted = ["".join(text for text, _ in p) for p in paragraphs]
    rest = iter(texts)
    assert all(any(text == seen for seen in rest) for text in wanted)  # all of them, in this order
    for paragraph in read.paragraf:
        for text, start, end in paragraph.numbers():
            assert paragraph.teks[start:end] == text and re.search(r"\d", text)
        assert all(paragraph.teks[a.awal : a.akhir] == a.teks for a in paragraph.angka)
