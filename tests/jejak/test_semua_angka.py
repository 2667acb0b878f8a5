"""Every number printed in the four sample reports is a traced figure, or on a short list of what is none."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest

from extract.bekal import Bekal, read_bekal
from extract.docx_angka import NUMBER, LaporanDocx, ParagrafDocx, read_docx
from transform.jejak import Simpul, by_id, chain, is_rule

SATKER = ("bapas-polewali", "lpka-pangkalpinang", "lapas-sarolangun", "kanwil-kalbar")
BULAN = "Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember"

# what carries digits and is no figure of the report, by its form
BUKAN_ANGKA = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b\d{{1,2}} (?:{BULAN}) (?:19|20)\d\d\b",  # dates
        r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]*\d)",  # years
        r"\bN(?:omor|o\.?)\s*:?\s*[\w./ -]*\d[\w./-]*",  # numbers of regulations and letters
        r"\bNIP\.? ?\d{8} \d{6} \d \d{3}",
        r"\b(?:IKU|IKP|IKK|IK)\s\d+(?:\.\d+)*",  # codes of indicators
        r"\bSasaran (?:Strategis|Program|Kegiatan) \d+\b",
        r"\b[a-z]+\d[\w-]*@|https?://\S+",
        r"\b(?:\d+[A-Z]{2,}|[A-Z]+\d+[A-Z]*)\b",  # names such as P2HAM, 3AS, B12
        r"× 100%",  # the constant of the formula
        r"\b(?:Tabel|Gambar|Lampiran) [\dIVXL.]+",
    )
)
KODE_SEL = re.compile(r"\d+(?:\.\d+)*\.?")  # alone in a cell of the first two columns: row number or code


@pytest.fixture(params=SATKER, scope="module")
def folder(request: pytest.FixtureRequest, bangun: Callable[[str], Path]) -> Path:
    return bangun(request.param)


@pytest.fixture(scope="module")
def laporan(folder: Path) -> LaporanDocx:
    return read_docx(next(folder.glob("LKjIP_*.docx")))


@pytest.fixture(scope="module")
def bekal(laporan: LaporanDocx) -> Bekal:
    assert laporan.angka_bawaan is not None
    return read_bekal(laporan.angka_bawaan)


def _source_texts(folder: Path) -> list[str]:
    """Return the texts with digits that the sources themselves hold: names, titles, addresses, codes."""
    texts: set[str] = set()
    with (folder / "fakta.csv").open(encoding="utf-8", newline="") as stream:
        for fact in csv.DictReader(stream):
            values = [fact["nilai"], fact["teks_asli"], *map(str, json.loads(fact["kunci"]).values())]
            plain = re.fullmatch(r"-?\d*\.?\d*", fact["nilai"])
            numeric = fact["tabel"] != "profil" and (fact["satuan"] or plain)
            for text in values[2:] if numeric else values:
                texts.update(" ".join(line.split()) for line in [text, *text.splitlines()])
    masukan = folder.parent.parent.parent / "input" / folder.parent.name / folder.name
    for path in sorted(masukan.glob("*.xlsx")):  # sentences of the forms, names of numerators and denominators
        for sheet in openpyxl.load_workbook(path, read_only=True).worksheets:
            for row in sheet.iter_rows(values_only=True):
                texts.update(" ".join(t.split()) for v in row if isinstance(v, str) for t in re.split(r"\n|;|=", v))
    texts = {t for t in texts if re.search("[A-Za-z]", t) or re.fullmatch(r"[\d.]+", t) is None}
    found = {t.strip(" .;:") for t in texts if re.search(r"\d", t) and len(t) > 2}
    return sorted(found, key=len, reverse=True)


def _unexplained(paragraph: ParagrafDocx, texts: list[str]) -> Iterator[str]:
    """Yield numbers that are neither a figure, nor written by a field, nor on the list, nor quoted."""
    spans = [m.span() for pattern in BUKAN_ANGKA for m in pattern.finditer(paragraph.teks)]
    if paragraph.kendali.startswith("rumus:") and not paragraph.angka:
        return  # a formula in words, as the source names its parts
    cell = re.search(r"kolom [12]$", paragraph.tempat)
    for number, start, end in paragraph.numbers():
        if any(a <= start and end <= b for a, b in spans):
            continue
        if cell and KODE_SEL.fullmatch(paragraph.teks.strip()):
            continue
        if any(_quoted(paragraph.teks, text, start, end) for text in texts if number in text):
            continue
        yield number


def _quoted(whole: str, text: str, start: int, end: int) -> bool:
    whole, text = whole.lower(), text.lower()  # a name in a sentence loses its capital
    at = whole.find(text)
    while at >= 0:
        if at <= start and end <= at + len(text):
            return True
        at = whole.find(text, at + 1)
    return False


def test_every_number_is_a_figure_or_listed(folder: Path, laporan: LaporanDocx, bekal: Bekal) -> None:
    texts = _source_texts(folder)
    left = [
        f"{number} di {p.tempat}: {p.teks[:160]}"
        for p in (*bekal.paragraf, *laporan.bagian_lain)
        for number in _unexplained(p, texts)
    ]
    assert left == []


def test_the_check_sees_a_stray_number(folder: Path, bekal: Bekal) -> None:
    texts = _source_texts(folder)
    for paragraph in bekal.paragraf[:400]:
        if len(paragraph.teks) > 60:
            stray = ParagrafDocx(1, "", "x, paragraf 1", paragraph.teks + " naik menjadi 73,91%.", "")
            assert "73,91" in list(_unexplained(stray, texts))


def test_every_tag_is_in_angka_json_and_ends_in_a_source(folder: Path, laporan: LaporanDocx, bekal: Bekal) -> None:
    known = by_id(json.loads((folder / "angka.json").read_text(encoding="utf-8")))
    shown = [a for p in (*bekal.paragraf, *laporan.bagian_lain) for a in p.angka]
    assert len(shown) > 300
    for figure in shown:
        assert known[figure.tag]["tercetak"] == figure.teks
    for figure_id in {a.tag for a in shown}:
        step = chain(known, figure_id)
        assert list(step.facts()) or step.berulang or is_rule(known[figure_id]) or _rules_only(step)


def _rules_only(step: Simpul) -> bool:
    return all(is_rule(s.entri) or (s.masukan and _rules_only(s)) for s in step.masukan) and bool(step.masukan)


def test_every_chart_value_and_label_is_a_figure(folder: Path, bekal: Bekal) -> None:
    known = by_id(json.loads((folder / "angka.json").read_text(encoding="utf-8")))
    assert bekal.bagan
    for value in bekal.bagan:
        assert known[value.id]["tercetak"] == value.label
        assert NUMBER.search(value.label)


def test_every_printed_entry_stands_in_the_report(folder: Path, laporan: LaporanDocx, bekal: Bekal) -> None:
    entries = json.loads((folder / "angka.json").read_text(encoding="utf-8"))
    printed = {e["id"] for e in entries if e["tercetak"] is not None}
    shown = {a.tag for p in (*bekal.paragraf, *laporan.bagian_lain) for a in p.angka} | {b.id for b in bekal.bagan}
    assert printed == shown


def test_numbers_in_formulas_are_named(bekal: Bekal) -> None:
    formulas = [p for p in bekal.paragraf if p.kendali.startswith("rumus:")]
    assert formulas
    assert sum(len(p.angka) for p in formulas) >= len(formulas) // 2
    for paragraph in formulas:
        for figure in paragraph.angka:
            assert paragraph.teks[figure.awal : figure.akhir] == figure.teks
