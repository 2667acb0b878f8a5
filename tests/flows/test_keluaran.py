"""Data files, summaries and the region: exact, inert, the same bytes every time."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from msgspec.structs import replace

from extract.figure import Fact, SourceRef
from extract.finding import Finding, Tingkat
from render.buku import Lembar, column_letters, workbook_bytes
from render.outputs import angka_entries, sort_findings, write_angka, write_temuan
from render.ringkasan import BarisRingkasan, pesan, write_ringkasan
from render.rollup import bars, write_wilayah
from tests.flows.palsu import snapshot
from transform.ledger import Ledger
from transform.rollup import DataSatker, IndikatorSatker, TabelWilayah, build_wilayah
from transform.rollup_sorotan import fences


@dataclass(frozen=True)
class Cetak:
    id: str
    figure_id: str
    text: str
    bab: str


SUMBER = SourceRef("rekap.xlsx", "ab" * 32, "Rekap!D17")


def make_ledger() -> tuple[Ledger, list[Cetak]]:
    ledger = Ledger()
    facts = [
        Fact("belanja", (), k, Decimal(v), "rupiah", v, SUMBER) for k, v in (("pagu", "200"), ("realisasi", "150"))
    ]
    pagu, realisasi = (ledger.read(f) for f in facts)
    share = ledger.compute("x.persen", Decimal(75), unit="%", formula="realisasi / pagu", inputs=(realisasi, pagu))
    ledger.compute("x.lebih", Decimal(-25), unit="poin", formula="persen - 100", inputs=(share,))
    ledger.compute("x.tak_terpakai", Decimal(1), unit="", formula="1", inputs=())
    prints = [
        Cetak("x.lebih@3", "x.lebih", "25", "3"),
        Cetak(f"{pagu.id}@d", pagu.id, "200", "d"),
        Cetak(f"{pagu.id}@3", pagu.id, "Rp200,00", "3"),
    ]
    return ledger, prints


def test_chains_go_through_unprinted_figures_and_prefer_their_own_chapter() -> None:
    ledger, prints = make_ledger()
    rows = {row["id"]: row for row in angka_entries(prints, ledger)}
    assert rows["x.lebih@3"]["masukan"] == ["x.persen"]
    assert rows["x.persen"]["tercetak"] is None and rows["x.persen"]["bab"] is None
    pagu = prints[1].figure_id
    realisasi = next(name for name in rows["x.persen"]["masukan"] if name != f"{pagu}@d")
    assert set(rows["x.persen"]["masukan"]) == {realisasi, f"{pagu}@d"}
    assert rows[realisasi]["sumber"] == {"berkas": "rekap.xlsx", "sha256": "ab" * 32, "lokasi": "Rekap!D17"}
    assert "x.tak_terpakai" not in rows
    assert rows["x.persen"]["nilai"] == "75"


def test_angka_json_is_a_list_one_figure_per_line(tmp_path: Path) -> None:
    ledger, prints = make_ledger()
    assert write_angka(tmp_path / "angka.json", prints, ledger) == 3
    text = (tmp_path / "angka.json").read_text(encoding="utf-8")
    assert len(json.loads(text)) == text.count("\n") - 2
    assert write_angka(tmp_path / "kosong.json", [], Ledger()) == 0
    assert json.loads((tmp_path / "kosong.json").read_text(encoding="utf-8")) == []


DANGEROUS = ["=1+1", "+62 811", "-5", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1", "a\x07b", "<b>&amp;"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_in_a_workbook_is_never_a_formula(text: str) -> None:
    data = workbook_bytes([Lembar("=nama", [text], [[text]])])
    sheet = openpyxl.load_workbook(BytesIO(data)).active
    assert sheet is not None
    for cell in (sheet["A1"], sheet["A2"]):
        assert cell.data_type == "s"
        assert cell.value == text.replace("\x07", "")
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")


def test_numbers_keep_their_value_and_blank_stays_blank() -> None:
    row = [Decimal("67.42"), 12345678901, 2023, None, 0, True, float("nan"), Decimal("-16.14")]
    data = workbook_bytes([Lembar("angka", [str(i) for i in range(len(row))], [row])])
    sheet = openpyxl.load_workbook(BytesIO(data)).active
    assert sheet is not None
    assert [c.value for c in sheet[2]] == [67.42, 12345678901, 2023, None, 0, True, None, -16.14]
    assert sheet["C2"].number_format == "General"


def test_workbooks_have_the_same_bytes_and_distinct_sheet_names() -> None:
    sheets = [Lembar("sama/" + "x" * 40, ["a"], [[1]]), Lembar("sama/" + "x" * 40, ["a"], [[2]])]
    assert workbook_bytes(sheets) == workbook_bytes(sheets)
    names = openpyxl.load_workbook(BytesIO(workbook_bytes(sheets))).sheetnames
    assert len(set(names)) == 2 and all(len(n) <= 31 for n in names)
    assert [column_letters(n) for n in (1, 26, 27, 703)] == ["A", "Z", "AA", "AAA"]


def test_findings_gravest_first_each_once(tmp_path: Path) -> None:
    info = Finding("B", Tingkat.INFO, "info")
    error = Finding("Z", Tingkat.GALAT, "=galat", ("a.xlsx: S!A1",), "1", "2")
    found = sort_findings([info, error, info])
    assert found == [error, info]
    write_temuan(tmp_path, found)
    rows = json.loads((tmp_path / "temuan.json").read_text(encoding="utf-8"))
    assert rows[0] == {
        "kode": "Z", "tingkat": "GALAT", "pesan": "=galat", "lokasi": ["a.xlsx: S!A1"], "tercetak": "1",
        "seharusnya": "2",
    }  # fmt: skip


ROWS = [
    BarisRingkasan("a-baik", "selesai", {"GALAT": 0, "PERINGATAN": 1, "INFO": 0}),
    BarisRingkasan("b-kurang", "selesai", {"GALAT": 2}, ("[PERLU DIISI: x]",), ("IKPA",), ("pesan galat",)),
    BarisRingkasan("c-gagal", "gagal", galat=("berkas <x>.pdf rusak",), gagal=True),
]


def test_summary_names_failures_and_what_is_missing(tmp_path: Path) -> None:
    write_ringkasan(tmp_path, "2023", ROWS)
    text = (tmp_path / "_ringkasan.txt").read_text(encoding="utf-8")
    assert "3 satker" in text and "c-gagal: berkas <x>.pdf rusak" in text
    assert "b-kurang: rekap: IKPA; 1 isian" in text
    page = (tmp_path / "_ringkasan.html").read_text(encoding="utf-8")
    assert "berkas &lt;x&gt;.pdf rusak" in page and "Content-Security-Policy" in page
    sheet = openpyxl.load_workbook(tmp_path / "_ringkasan.xlsx").active
    assert sheet is not None
    assert [r[0] for r in sheet.iter_rows(min_row=2, values_only=True)] == ["c-gagal", "b-kurang", "a-baik"]
    first = snapshot(tmp_path)
    write_ringkasan(tmp_path, "2023", list(reversed(ROWS)))
    assert snapshot(tmp_path) == first


def test_messages_to_forward() -> None:
    assert "belum dapat disusun" in pesan("2023", ROWS[2])
    asked = pesan("2023", ROWS[1])
    assert "IKPA" in asked and "[PERLU DIISI: x]" in asked and "Mohon dilengkapi" in asked
    assert "Mohon" not in pesan("2023", ROWS[0])


def satker(number: int, **changes: object) -> DataSatker:
    money = {"total": (Decimal(100), Decimal(90 + number % 3)), "pegawai": (Decimal(40), Decimal(40))}
    indicator = IndikatorSatker(
        "Persentase A", "naik", Decimal(80), Decimal(60), Decimal(75), {2022: Decimal(80)}, True
    )
    base = DataSatker(
        f"s{number}", f"Satker {number}", "Lapas", 2023, money, {"u": Decimal(95)}, {"u": Decimal(88)}, Decimal(30),
        (indicator,),
    )  # fmt: skip
    return replace(base, **changes)


def tables_of(data: Sequence[DataSatker]) -> dict[str, TabelWilayah]:
    return {t.nama: t for t in build_wilayah(data)}


def test_region_sums_tie_and_name_how_many() -> None:
    rows = tables_of([satker(i) for i in range(4)])["anggaran"].baris
    total = next(r for r in rows if str(r[0]).startswith("JUMLAH") and r[1] == "total")
    assert total == ("JUMLAH 4 satker", "total", Decimal(400), Decimal(363), Decimal(37), Decimal("90.75"))


def test_indicator_nobody_reaches_until_one_does() -> None:
    data = [satker(1), satker(2)]
    assert tables_of(data)["tidak_tercapai"].baris[0][:3] == ("Persentase A", 2, Decimal(75))
    better = replace(data[1].indikator[0], nama="PERSENTASE  a", capaian=Decimal(101))
    assert not tables_of([data[0], replace(data[1], indikator=(better,))])["tidak_tercapai"].baris


@pytest.mark.parametrize(
    ("arah", "before", "now", "reached", "named"),
    [
        ("naik", 80, 80, 101, True),
        ("naik", 80, 85, 101, False),
        ("turun", 50, 50, 101, True),
        ("turun", 50, 40, 101, False),
        ("naik", 80, 80, 75, False),
    ],
)
def test_targets_never_raised(arah: str, before: int, now: int, reached: int, named: bool) -> None:
    item = IndikatorSatker("A", arah, Decimal(now), Decimal(1), Decimal(reached), {2022: Decimal(before)})
    assert bool(tables_of([satker(1, indikator=(item,))])["target_tetap"].baris) is named


def test_outliers_need_enough_satker_and_a_real_distance() -> None:
    usual = [satker(i) for i in range(8)]
    far = satker(9, belanja={"total": (Decimal(100), Decimal(20))})
    found = tables_of([*usual, far])["pencilan"].baris
    assert [(r[0], r[1]) for r in found] == [("Satker 9", "serapan")]
    assert not tables_of([*usual[:2], far])["pencilan"].baris
    assert fences([Decimal(n) for n in (1, 2, 3, 4, 5)]) == (Decimal(-1), Decimal(7))


def test_identical_long_answers_are_found_short_ones_are_not() -> None:
    long = (
        "Capaian ini didorong oleh kerja sama dengan dunia usaha dan pemerintah daerah yang membuka lapangan. " * 2
    )
    data = [satker(1, isian=(("f!B2", long),)), satker(2, isian=(("f!B9", long.upper()), ("f!B3", "Tidak ada.")))]
    rows = tables_of(data)["paragraf_kembar"].baris
    assert len(rows) == 1 and rows[0][0] == 2 and "Satker 2: f!B9" in str(rows[0][2])


def test_missing_points_are_counted() -> None:
    rows = tables_of([satker(1, kurang=("IKPA",), tugas=("[PERLU DIISI: y]",))])["butir_kurang"].baris
    assert {(r[1], r[2], r[3]) for r in rows} == {
        ("rekap", "IKPA", 1), ("isian", "[PERLU DIISI: y]", 1),
        ("analisis", "efisiensi penggunaan sumber daya per indikator", 1),
    }  # fmt: skip


def test_a_thousand_equal_paragraphs_are_one_row_that_fits_a_cell() -> None:
    """Satker that print the same name stay apart, and no cell grows with their number."""
    text = "Kendala pelaksanaan kegiatan adalah keterbatasan sumber daya manusia. " * 4
    data = [satker(i, nama="Lapas", isian=[(f"Isian.xlsx: A{i}", text)]) for i in range(1000)]
    found = tables_of(data)
    row = found["paragraf_kembar"].baris[0]
    assert row[:2] == (1000, 1000) and str(row[2]).endswith("dan 950 lagi")
    assert found["tidak_tercapai"].baris[0][1] == 1000
    assert all(len(str(cell)) < 5000 for table in found.values() for line in table.baris for cell in line)


def test_an_outlier_is_found_although_another_satker_has_its_name() -> None:
    usual = [satker(i, nama="Lapas") for i in range(8)]
    far = satker(3, satker="a-jauh", nama="Lapas", belanja={"total": (Decimal(100), Decimal(20))})
    assert [r[2] for r in tables_of([far, *usual])["pencilan"].baris] == [Decimal(20)]


def test_region_page_is_self_contained_and_repeatable(tmp_path: Path) -> None:
    tables = build_wilayah([satker(1, nama="<script>alert(1)</script>"), satker(2, smart={})])
    for name in "ab":
        write_wilayah(tmp_path / name, "2023", tables)
    assert snapshot(tmp_path / "a") == snapshot(tmp_path / "b")
    page = (tmp_path / "a" / "wilayah.html").read_text(encoding="utf-8")
    assert "<script>" not in page and "src=" not in page and "<svg" in page
    assert "tidak ada data" in bars([("x", [None]), ("y", [Decimal(2)])], ("n",))
