"""The form read back: what a person typed, cell by cell, however the sheet was rearranged."""

from __future__ import annotations

import random
from pathlib import Path

import openpyxl
import pytest
from msgspec.structs import replace

from extract.bacaan import FileReport
from extract.collect import read_folder
from extract.figure import Fact, SourceRef, make_key
from extract.finding import Finding, Tingkat
from extract.grid import Document, Line, Sheet
from extract.isian_periksa import settle_forms
from extract.isian_skema import KODE_TEKS, KOLOM, KOLOM_ISI, TEKS, list_teks
from extract.read import read_document
from extract.rekap_isian import read_isian
from render.forms_buku import IndikatorDikenal, write_narasi

INPUT = Path(__file__).resolve().parents[2] / "input"
HEAD = {
    "tahun": "2023",
    "pedoman": "2023",
    "satker_id": "rutan-contoh",
    "satker": "Rumah Tahanan Negara Kelas I Contoh",
}
ROWS = (
    IndikatorDikenal(
        "kegiatan",
        1,
        1,
        "Sasaran satu",
        "Persentase tahanan yang terlayani",
        "80%",
        "90%",
        jawaban=(
            ("arah", "naik"),
            ("penyebab", "Petugas sigap.\nMitra membantu."),
            ("kendala", "Ruang sempit"),
            ("tindak_lanjut", "Menambah ruang"),
            ("program_penunjang", "Layanan tahanan"),
            ("standar_nasional", "Belum ada"),
        ),
    ),
    IndikatorDikenal(
        "kegiatan", 1, 2, "Sasaran satu", "Persentase overstaying", "5%", "2%", jawaban=(("arah", "turun"),)
    ),
    IndikatorDikenal("program", 1, 1, "Sasaran program", "Indeks layanan", "80", "81", divisi="Pemasyarakatan"),
)


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "kertas kerja.xlsx"
    write_narasi(path, HEAD, ROWS, {"saran": "Satu.\nDua.", "isu_strategis": "Isu"})
    return path


def read(path: Path) -> tuple[FileReport, dict[tuple[object, ...], str], tuple[Fact, ...]]:
    found = read_isian(read_document(path, path.parent))
    assert found is not None
    values: dict[tuple[object, ...], str] = {}
    for fact in found[1]:
        key: tuple[object, ...] = (*(v for _, v in fact.kunci), fact.kolom)
        assert key not in values
        values[key] = str(fact.nilai)
    return found[0], values, found[1]


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [f.kode for f in findings]


def test_a_filled_form_comes_back_answer_by_answer(form: Path) -> None:
    report, values, facts = read(form)
    for column, text in ROWS[0].jawaban:
        assert values[("kegiatan", 1, 1, column)] == text
    assert values[("kegiatan", 1, 2, "arah")] == "turun"
    assert values[("Pemasyarakatan", "program", 1, 1, "indikator")] == "Indeks layanan"
    assert values[("saran", "isi")] == "Satu.\nDua."
    assert (report.tahun, report.satker) == (2023, HEAD["satker"])
    assert report.jenis == ("isian_narasi", "isian_teks")
    assert report.findings == ()
    cells = openpyxl.load_workbook(form)
    for fact in facts:
        sheet, address = fact.source.locator.split("!")
        assert str(cells[sheet][address].value) == fact.teks_asli


def test_an_empty_answer_gives_no_fact(form: Path) -> None:
    _, values, _ = read(form)
    assert {key[-1] for key in values if key[:3] == ("kegiatan", 1, 2)} == {"indikator", "arah"}
    assert not any(key[0] == "kata_pengantar" for key in values)


@pytest.mark.parametrize("seed", range(12))
def test_columns_may_stand_anywhere(form: Path, tmp_path: Path, seed: int) -> None:
    """Columns in another order, rows and columns inserted, sheets renamed, headings said otherwise."""
    wanted = read(form)[1]
    chance = random.Random(seed)
    source = openpyxl.load_workbook(form)
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for number, name in enumerate(chance.sample(source.sheetnames, 3)):
        sheet, old = book.create_sheet(f"Lembar{number}"), source[name]
        head = 5 if name != "Petunjuk" else 0
        order = list(range(1, old.max_column + 1))
        if head:
            chance.shuffle(order)
        down, right = chance.randrange(4), chance.randrange(3)
        for row in range(1, old.max_row + 1):
            for place, col in enumerate(order if row >= head else range(1, old.max_column + 1), 1):
                value = old.cell(row, col).value
                if row == head and head:
                    value = _other_words(str(value), chance)
                cell = sheet.cell(row + down, place + right, value)
                if isinstance(value, str):
                    cell.data_type = "s"
    path = tmp_path / f"acak{seed}.xlsx"
    book.save(path)
    report, values, _ = read(path)
    assert values == wanted, f"seed {seed}"
    assert not [f for f in report.findings if f.tingkat is not Tingkat.INFO]


def _other_words(heading: str, chance: random.Random) -> str:
    plain = heading.replace(" (wajib)", "").replace(" (opsional)", "")
    column = next((k for k in KOLOM if k.judul == plain), None)
    words = chance.choice([heading, plain, *(column.sinonim if column else ())])
    return chance.choice([words, words.upper(), words + " "])


def edit(path: Path, sheet: str, address: str, value: str) -> None:
    book = openpyxl.load_workbook(path)
    book[sheet][address] = value
    book.save(path)


def cell_of(path: Path, text: str) -> tuple[str, str]:
    for sheet in openpyxl.load_workbook(path):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == text:
                    return sheet.title, str(cell.coordinate)
    raise AssertionError(text)


def test_a_formula_is_refused(form: Path) -> None:
    edit(form, *cell_of(form, "Menambah ruang"), '=HYPERLINK("http://contoh","klik")')
    report, values, _ = read(form)
    assert ("kegiatan", 1, 1, "tindak_lanjut") not in values
    assert "ISIAN-RUMUS" in codes(report.findings)


@pytest.mark.parametrize("text", ["=1+1", "+62 kata", "- butir satu\n- butir dua", "@nama", "'kutip"])
def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path, text: str) -> None:
    path = tmp_path / "isian.xlsx"
    row = IndikatorDikenal("kegiatan", 1, 1, indikator="Indikator", jawaban=(("penyebab", text),))
    write_narasi(path, HEAD, [row], {"saran": text})
    report, values, _ = read(path)
    assert values[("kegiatan", 1, 1, "penyebab")] == values[("saran", "isi")] == text
    assert report.findings == ()


def test_our_own_marks_and_control_characters_are_removed_and_said(form: Path) -> None:
    edit(form, *cell_of(form, "Menambah ruang"), "Mena\ue000mbah\u200b ruang\ue00b")
    report, values, _ = read(form)
    assert values[("kegiatan", 1, 1, "tindak_lanjut")] == "Menambah ruang"
    assert "ISIAN-KARAKTER" in codes(report.findings)


def test_what_word_processors_leave_in_pasted_text_is_tidied(form: Path) -> None:
    edit(
        form, *cell_of(form, "Menambah ruang"), " Menam\u00adbah\u00a0 ruang\t baru_x000D_\n\u2028 dan\u200b lain "
    )
    report, values, _ = read(form)
    assert values[("kegiatan", 1, 1, "tindak_lanjut")] == "Menambah ruang baru\ndan lain"
    assert report.findings == ()


def test_an_old_workbook_is_a_form_too(form: Path, tmp_path: Path) -> None:
    wanted = read(form)[1]
    document = replace(read_document(form, tmp_path), kind="xls")
    found = read_isian(document)
    assert found is not None
    assert len(found[1]) == len(wanted)


def test_a_printed_form_is_refused_by_name() -> None:
    """Else its Target and Realisasi columns would pass for a recap."""
    line = Line("ISIAN NARASI LKjIP", "hlm 1")
    document = Document("cetak.pdf", Path("cetak.pdf"), "0" * 64, "pdf", (Sheet("1", 0, (line,)),))
    found = read_isian(document)
    assert found is not None
    assert (codes(found[0].findings), found[1]) == (["ISIAN-PDF"], ())
    other = Document("x.pdf", Path("x.pdf"), "0" * 64, "pdf", (Sheet("1", 0, (Line("REKAPITULASI", "hlm 1"),)),))
    assert read_isian(other) is None


def test_two_rows_for_one_indicator_are_a_finding(form: Path) -> None:
    book = openpyxl.load_workbook(form)
    sheet = book["Indikator"]
    sheet.append([sheet.cell(6, col).value if col < 10 else "jawaban lain" for col in range(1, 15)])
    book.save(form)
    report, values, _ = read(form)
    assert values[("kegiatan", 1, 1, "kendala")] == "Ruang sempit"
    assert "ISIAN-GANDA" in codes(report.findings)


def test_an_answer_without_its_indicator_is_a_finding(form: Path) -> None:
    sheet, address = cell_of(form, "Ruang sempit")
    edit(form, sheet, "C" + address[1:], "satu")
    report, values, _ = read(form)
    assert ("kegiatan", 1, 1, "kendala") not in values
    assert "ISIAN-TANPA-KUNCI" in codes(report.findings)


def test_unknown_words_are_findings(form: Path) -> None:
    edit(form, *cell_of(form, "turun"), "entah")
    edit(form, *cell_of(form, "saran"), "usulan")
    report, values, _ = read(form)
    assert ("kegiatan", 1, 2, "arah") not in values
    assert not any("saran" in key for key in values)
    assert {"ISIAN-ARAH", "ISIAN-KODE"} <= set(codes(report.findings))


def test_a_lost_column_and_a_strange_one_are_findings(form: Path) -> None:
    edit(form, *cell_of(form, "Kendala (opsional)"), "Rahasia")
    report, values, _ = read(form)
    assert ("kegiatan", 1, 1, "kendala") not in values
    assert {"ISIAN-KOLOM", "ISIAN-KOLOM-LAIN"} <= set(codes(report.findings))


def test_recaps_are_no_forms() -> None:
    for path in sorted(INPUT.glob("*/*/*.xlsx")):
        found = read_isian(read_document(path, path.parent))
        assert (found is not None) == path.name.startswith("Isian_Narasi"), path


def test_codes_and_columns_are_unique() -> None:
    assert len(KODE_TEKS) == len(TEKS)
    assert len({k.kolom for k in KOLOM}) == len(KOLOM)
    assert {t.kode for t in list_teks("2015")} | {t.kode for t in list_teks("2023")} == KODE_TEKS
    assert [k.kolom for k in KOLOM_ISI if k.diisi == "wajib"] == ["penyebab", "tindak_lanjut", "program_penunjang"]


def fact(tabel: str, kolom: str, nilai: str, file: str, number: int = 1) -> Fact:
    key = make_key(tingkat="kegiatan", sasaran_no=1, indikator_no=number)
    return Fact(tabel, key, kolom, nilai, "", nilai, SourceRef(file, "0" * 64, "L!A1"))


def answers(name: str, text: str, file: str = "a.xlsx", number: int = 1) -> list[Fact]:
    return [fact("isian_narasi", k, v, file, number) for k, v in (("indikator", name), ("penyebab", text))]


def test_an_answer_under_another_indicators_number_is_not_used() -> None:
    recap = [fact("capaian", "indikator", "Persentase klien yang bekerja", "r.xlsx")]
    kept, findings = settle_forms([], answers("Jumlah layanan perkantoran", "Sebab"), recap, 2023)
    assert kept == []
    assert [(f.kode, f.tingkat) for f in findings] == [("ISIAN-NAMA", Tingkat.GALAT)]
    kept, findings = settle_forms([], answers("Presentase klien yang bekerja", "Sebab"), recap, 2023)
    assert len(kept) == 2
    assert findings == []


def test_two_forms_may_share_the_work_but_not_disagree() -> None:
    same = [*answers("Indikator", "Sebab", "a.xlsx"), *answers("Indikator", "Sebab", "b.xlsx")]
    kept, findings = settle_forms([], same, [], 2023)
    assert (len(kept), findings) == (2, [])
    both = [*answers("Satu", "Sebab", "a.xlsx"), *answers("Dua", "Lain", "b.xlsx", 2)]
    assert len(settle_forms([], both, [], 2023)[0]) == 4
    other = [*answers("Indikator", "Sebab", "a.xlsx"), *answers("Indikator", "Lain", "b.xlsx")]
    kept, findings = settle_forms([], other, [], 2023)
    assert [f.kode for f in findings] == ["ISIAN-GANDA"]
    assert [f.nilai for f in kept if f.kolom == "penyebab"] == ["Sebab"]


def test_last_years_form_and_another_satkers_form_are_findings() -> None:
    report = FileReport(
        "a.xlsx", "0", ("isian_narasi",), satker="Lembaga Pemasyarakatan Kelas I Malang", tahun=2022
    )
    profil = Fact("profil", (), "nama", "Balai Pemasyarakatan Kelas II Polewali", "", "", SourceRef("p", "0", "A1"))
    _, findings = settle_forms([report], [], [profil], 2023)
    assert {f.kode for f in findings} == {"ISIAN-TAHUN", "ISIAN-SATKER"}


@pytest.mark.parametrize(
    ("folder", "tahun", "indikator"),
    [
        ("2023/bapas-polewali", 2023, 8),
        ("2023/lpka-pangkalpinang", 2023, 20),
        ("2022/lapas-sarolangun", 2022, 47),
        ("2023/kanwil-kalbar", 2023, 60),
    ],
)
def test_the_samples_forms_answer_every_indicator_of_their_recaps(
    tmp_path: Path, folder: str, tahun: int, indikator: int
) -> None:
    for path in (INPUT / folder).iterdir():
        if path.name.startswith((f"Capaian_Kinerja_{tahun}", "Isian_Narasi", "Profil")):
            (tmp_path / path.name).write_bytes(path.read_bytes())
    bacaan = read_folder(tmp_path, tahun)
    names = ("divisi", "tingkat", "sasaran_no", "indikator_no")
    recap = {tuple(f.key(n) for n in names): f.nilai for f in bacaan.tabel("capaian") if f.kolom == "indikator"}
    form: dict[tuple[object, ...], dict[str, str]] = {}
    for one in bacaan.tabel("isian_narasi"):
        form.setdefault(tuple(one.key(n) for n in names), {})[one.kolom] = str(one.nilai)
    assert len(recap) == indikator
    assert {key: row["indikator"] for key, row in form.items()} == recap
    assert all(row.get(k.kolom) for row in form.values() for k in KOLOM_ISI if k.diisi == "wajib")
    asked = {t.kode for t in list_teks("2023" if tahun >= 2023 else "2015") if t.diisi == "wajib"}
    assert asked <= {str(f.key("kode")) for f in bacaan.tabel("isian_teks")}
    assert not [f for f in bacaan.findings if f.kode.startswith("ISIAN")]


@pytest.mark.parametrize("path", sorted(INPUT.glob("*/*/Isian_Narasi.xlsx")), ids=lambda p: p.parent.name)
def test_no_sentence_of_the_samples_stands_under_two_indicators(path: Path) -> None:
    _, values, _ = read(path)
    lines = [
        line for key, text in values.items() if key[-1] not in ("arah", "indikator") for line in text.split("\n")
    ]
    assert len(lines) == len(set(lines))
    assert not [line for line in lines if "..." in line or "xxx" in line.lower() or "[" in line]
