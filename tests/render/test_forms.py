"""The forms: prefilled, protected, never overwriting an answer, the same bytes every time."""

from __future__ import annotations

import hashlib
from pathlib import Path

import openpyxl
import pytest
from msgspec.structs import replace

from extract.bacaan import Bacaan
from extract.collect import read_folder
from extract.isian_skema import ARAH, KOLOM, KOLOM_ISI, list_teks
from render.forms import FORM_NARASI, FORM_PROFIL, compare_form, guess_profil, list_indicators, write_forms
from render.forms_buku import IndikatorDikenal, write_narasi, write_profil

INPUT = Path(__file__).resolve().parents[2] / "input"
HEAD = {"tahun": "2023", "pedoman": "2023", "satker_id": "lpka-contoh", "satker": "LPKA Kelas I Contoh"}
SATU = IndikatorDikenal("kegiatan", 1, 1, "Sasaran A", "Indikator pelayanan kesehatan", "80%", "90%")
DUA = IndikatorDikenal("kegiatan", 1, 2, "Sasaran A", "Persentase anak yang bersekolah", "70%", "75%")
TIGA = IndikatorDikenal("kegiatan", 2, 1, "Sasaran B", "Jumlah layanan perkantoran", "1 Layanan", "1 Layanan")


def answered(row: IndikatorDikenal) -> IndikatorDikenal:
    return replace(
        row, jawaban=(("penyebab", f"Sebab {row.indikator}"), ("tindak_lanjut", f"Tindak {row.indikator}"))
    )


@pytest.fixture(scope="module")
def polewali(tmp_path_factory: pytest.TempPathFactory) -> Bacaan:
    """The sample's recaps without its forms."""
    folder = tmp_path_factory.mktemp("bapas-polewali")
    for path in (INPUT / "2023" / "bapas-polewali").iterdir():
        if path.name not in (FORM_NARASI, FORM_PROFIL):
            (folder / path.name).write_bytes(path.read_bytes())
    return read_folder(folder, 2023)


def cells(path: Path, sheet: str) -> list[tuple[str, ...]]:
    rows = openpyxl.load_workbook(path)[sheet].iter_rows(min_row=6, values_only=True)
    return [tuple("" if value is None else str(value) for value in row) for row in rows]


def test_the_forms_are_prefilled_from_the_recaps(polewali: Bacaan, tmp_path: Path) -> None:
    said: list[str] = []
    paths = write_forms(tmp_path, tahun=2023, satker_id="bapas-polewali", bacaan=polewali, say=said.append)
    assert [p.name for p in paths] == [FORM_PROFIL, FORM_NARASI]
    rows = cells(paths[1], "Indikator")
    assert [(r[1], r[2], r[3]) for r in rows] == [("kegiatan", "1", str(i)) for i in (1, 2, 3)] + [
        ("kegiatan", "2", str(i)) for i in (1, 2, 3, 4, 5)
    ]
    assert rows[1][5:8] == (
        "Persentase menurunnya Anak yang mendapatkan putusan pidana penjara",
        "55%",
        "8.07%",
    )
    assert rows[3][6:8] == ("1 Layanan", "1 Layanan")
    assert all(value == "" for row in rows for value in row[8:])
    assert any("8 indikator" in line for line in said)


def test_the_profile_form_says_what_the_recaps_agree_on(polewali: Bacaan, tmp_path: Path) -> None:
    paths = write_forms(tmp_path, tahun=2023, satker_id="bapas-polewali", bacaan=polewali)
    sheet = openpyxl.load_workbook(paths[0])["Profil"]
    values = {row[0]: row[1] for row in sheet.iter_rows(min_row=5, max_col=2, values_only=True)}
    assert values["Nama Satuan Kerja"] == "Balai Pemasyarakatan Kelas II Polewali"
    assert values["Jenis UPT"] == "Balai Pemasyarakatan"
    assert values["Kode Satuan Kerja"] == "457893"
    assert values["Kepala"] is None


def test_recaps_that_disagree_fill_nothing_in(polewali: Bacaan) -> None:
    names = ("RUTAN KELAS I SATU", "RUTAN KELAS I DUA") * 2
    files = tuple(
        replace(f, satker=name, kode_satker=name[-4:]) for f, name in zip(polewali.files, names, strict=False)
    )
    assert guess_profil(replace(polewali, files=files)) == {}


def test_the_profile_form_is_read_by_the_profile_reader(tmp_path: Path) -> None:
    path = tmp_path / FORM_PROFIL
    write_profil(path, 2023)
    book = openpyxl.load_workbook(path)
    for row, text in (
        (5, "Rutan Kelas II Contoh"),
        (6, "Rumah Tahanan Negara"),
        (7, "123456"),
        (13, "Siti"),
        (16, "2 Januari 2024"),
    ):
        book["Profil"].cell(row, 2).value = text
    book.save(path)
    facts = {f.kolom: str(f.nilai) for f in read_folder(tmp_path, 2023).tabel("profil")}
    assert facts["nama"] == "Rutan Kelas II Contoh"
    assert facts["kode_satker"] == "123456"
    assert facts["kepala"] == "Siti"
    assert "nip" not in facts


def test_a_profile_among_the_recaps_needs_no_form(tmp_path: Path) -> None:
    source = tmp_path / "rekap"
    source.mkdir()
    for name in (FORM_PROFIL, FORM_NARASI, "Capaian_Kinerja_2022.xlsx"):
        (source / name).write_bytes((INPUT / "2022" / "lapas-sarolangun" / name).read_bytes())
    bacaan = read_folder(source, 2022)
    said: list[str] = []
    assert write_forms(tmp_path, tahun=2022, satker_id="lapas-x", bacaan=bacaan, say=said.append) == []
    assert any(FORM_PROFIL in line for line in said)
    assert any(FORM_NARASI in line and "tidak ditimpa" in line for line in said)


def test_prefilled_cells_are_locked_and_answers_are_open(tmp_path: Path) -> None:
    path = tmp_path / FORM_NARASI
    write_narasi(path, HEAD, [SATU])
    book = openpyxl.load_workbook(path)
    sheet = book["Indikator"]
    assert sheet.protection.sheet
    assert sheet.freeze_panes == "G6"
    assert sheet.print_title_rows == "$5:$5"
    for col, column in enumerate(KOLOM, 1):
        assert sheet.cell(6, col).protection.locked == (not column.diisi)
        assert sheet.cell(6, col).alignment.wrap_text
    lists = [v for v in sheet.data_validations.dataValidation if v.type == "list"]
    assert [v.formula1 for v in lists] == [f'"{",".join(ARAH)}"']
    assert all("I6" in str(v.sqref) for v in lists)
    texts = book["Teks Bab"]
    assert [texts.cell(r, 1).value for r in range(6, texts.max_row + 1)] == [t.kode for t in list_teks("2023")]
    assert not texts["E6"].protection.locked
    assert texts["A6"].protection.locked


def test_the_outline_of_the_year_decides_the_texts(tmp_path: Path) -> None:
    write_narasi(tmp_path / "a.xlsx", HEAD | {"tahun": "2022", "pedoman": "2015"}, [SATU])
    codes = [row[0] for row in cells(tmp_path / "a.xlsx", "Teks Bab")]
    assert "permasalahan" in codes
    assert "isu_strategis" not in codes


def test_a_form_follows_the_pedoman_in_force(tmp_path: Path) -> None:
    for tahun, code in ((2022, "permasalahan"), (2023, "isu_strategis"), (2031, "isu_strategis")):
        paths = write_forms(tmp_path / str(tahun), tahun=tahun, satker_id="rutan-x", bacaan=None)
        assert code in [row[0] for row in cells(paths[1], "Teks Bab")]


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_narasi(tmp_path / name, HEAD, [SATU, answered(DUA)], {"saran": "=1+1"})
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def again(folder: Path, rows: list[IndikatorDikenal]) -> tuple[list[Path], list[str]]:
    said: list[str] = []
    bacaan = read_folder(folder, 2023)
    paths = write_forms(folder, tahun=2023, satker_id="lpka-contoh", bacaan=bacaan, indikator=rows, say=said.append)
    return [p for p in paths if p.name != FORM_PROFIL], said


def test_an_answered_form_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / FORM_NARASI
    write_narasi(path, HEAD, [answered(SATU), DUA])
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    paths, said = again(tmp_path, [SATU, DUA])
    assert paths == []
    assert any("tidak ditimpa" in line for line in said)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before


def test_new_indicators_go_into_a_form_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "isian kami.xlsx"
    write_narasi(path, HEAD, [answered(SATU)], {"saran": "Tetap"})
    before = path.read_bytes()
    paths, said = again(tmp_path, [SATU, DUA, TIGA])
    assert [p.name for p in paths] == ["Isian_Narasi_tambahan.xlsx"]
    assert path.read_bytes() == before
    assert [row[5] for row in cells(paths[0], "Indikator")] == [DUA.indikator, TIGA.indikator]
    assert "Teks Bab" not in openpyxl.load_workbook(paths[0]).sheetnames
    both = read_folder(tmp_path, 2023)
    assert not [f for f in both.findings if f.kode.startswith("ISIAN")]
    assert again(tmp_path, [SATU, DUA, TIGA])[0] == []


def test_answers_follow_their_indicator_when_numbers_move(tmp_path: Path) -> None:
    path = tmp_path / FORM_NARASI
    write_narasi(path, HEAD, [answered(SATU), answered(DUA)], {"saran": "Tetap"})
    before = path.read_bytes()
    moved = [replace(DUA, indikator_no=1), replace(SATU, indikator_no=2)]
    paths, said = again(tmp_path, moved)
    assert [p.name for p in paths] == ["Isian_Narasi_baru.xlsx"]
    assert path.read_bytes() == before
    rows = cells(paths[0], "Indikator")
    assert [(r[5], r[9]) for r in rows] == [(x.indikator, f"Sebab {x.indikator}") for x in (DUA, SATU)]
    assert ("saran", "Tetap") in [(r[0], r[4]) for r in cells(paths[0], "Teks Bab")]
    assert any("keluarkan" in line for line in said)


def test_a_form_without_answers_may_be_made_anew(tmp_path: Path) -> None:
    write_forms(tmp_path, tahun=2023, satker_id="lpka-contoh", bacaan=None)
    assert cells(tmp_path / FORM_NARASI, "Indikator") == []
    paths, _ = again(tmp_path, [SATU, DUA])
    assert [p.name for p in paths] == [FORM_NARASI]
    assert len(cells(tmp_path / FORM_NARASI, "Indikator")) == 2


def test_a_file_of_that_name_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / FORM_NARASI).write_text("bukan formulir")
    assert [p.name for p in write_forms(tmp_path, tahun=2023, satker_id="x", bacaan=None, indikator=[SATU])] == [
        FORM_PROFIL
    ]
    assert (tmp_path / FORM_NARASI).read_text() == "bukan formulir"


def test_compare_form_matches_by_number_and_name() -> None:
    assert compare_form([SATU, DUA], []) == ([SATU, DUA], [])


def test_three_columns_are_required_and_no_more() -> None:
    """Permenpan RB 53/2014, analyses 5 and 7; the others come from the recaps."""
    assert sum(k.diisi == "wajib" for k in KOLOM_ISI) == 3


def test_indicators_come_from_the_perjanjian_kinerja_without_a_capaian_recap(polewali: Bacaan) -> None:
    without = replace(polewali, facts=tuple(f for f in polewali.facts if f.tabel != "capaian"))
    rows = list_indicators(without)
    assert {r.tingkat for r in rows} == {"strategis", "program", "kegiatan"}
    assert sum(r.tingkat == "kegiatan" for r in rows) == 8
    assert all(r.indikator and r.target for r in rows)
