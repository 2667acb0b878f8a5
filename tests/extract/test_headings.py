"""Maps and headings: every map loads, headings find their column, near misses are told apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.fakta import TABEL
from extract.finding import UnreadableInput
from extract.headings import MAPS, Peta, load_kamus, load_maps, match_header, normal
from extract.kenali import READERS
from extract.ketat import BukanBentuknya, baca_ketat
from extract.rekap_peta import read_maps

NONE = ("", "")


def columns(
    jenis: str, *paths: tuple[str, ...], titles: tuple[str, str] = NONE
) -> list[tuple[str | None, str | None]]:
    peta = next(p for p in load_maps() if p.jenis == jenis)
    kepala = match_header(dict(enumerate(paths)), peta, titles)
    return [] if kepala is None else [(k.nama, k.parameter) for k in kepala.kolom]


def test_every_map_has_a_reader_and_every_table_of_the_contract_a_family() -> None:
    families = {peta.jenis for peta in load_maps()} | {"data_dukung"}
    assert families == set(READERS)
    assert {t.removesuffix("_lalu") for t in TABEL} == families


@pytest.mark.parametrize(("salah", "benar", "kata"), [
    ("sinonim: [blokir, pagu", "sinonim: [blokir", "menunjuk dua kolom, pagu dan blokir"),
    ("sinonym: [blokir", "sinonim: [blokir", "kolom.blokir.sinonym"),
    ('sinonim: [blokir, "x', "sinonim: [blokir", "bukan YAML yang benar"),
])  # fmt: skip
def test_a_map_with_a_mistake_is_refused_by_name(tmp_path: Path, salah: str, benar: str, kata: str) -> None:
    for path in MAPS.glob("*.yml"):
        (tmp_path / path.name).write_text(path.read_text("utf-8"), "utf-8")
    broken = tmp_path / "belanja.yml"
    broken.write_text(broken.read_text("utf-8").replace(benar, salah, 1), "utf-8")
    with pytest.raises(UnreadableInput, match=kata) as error:
        read_maps(tmp_path)
    assert "extract/maps/belanja.yml" in str(error.value)


def test_words_of_the_dictionary_are_usable() -> None:
    kamus = load_kamus()
    assert all(normal(w) for words in kamus.profil.values() for w in words)
    assert set(kamus.jenis_belanja) == {"pegawai", "barang", "modal", "total"}


def test_a_map_with_an_unknown_field_is_refused() -> None:
    with pytest.raises(BukanBentuknya, match=r"kolom\.a\.sinonm"):
        baca_ketat(Peta, {"jenis": "x", "nama": "x", "wajib": [], "kolom": {"a": {"sinonm": ["b"]}}})


def test_groups_decide_between_equal_leaves() -> None:
    found = columns(
        "capaian", ("Sasaran Kegiatan",), ("Indikator Kinerja",), ("KINERJA", "Target"), ("KINERJA", "Realisasi"),
        ("KINERJA", "Kinerja (%)"), ("ANGGARAN", "Pagu"), ("ANGGARAN", "Realisasi"),
    )  # fmt: skip
    assert [n for n, _ in found] == [
        "sasaran",
        "indikator",
        "target",
        "realisasi",
        "capaian",
        "pagu",
        "realisasi_anggaran",
    ]


def test_parameters_are_taken_from_group_or_leaf() -> None:
    assert columns("renstra", ("Indikator",), ("Target", "2021"), ("Target Tahun 2022",), ("2023",)) == [
        ("indikator", None), ("target", "2021"), ("target", "2022"), ("target", "2023"),
    ]  # fmt: skip

    monev = columns(
        "e_monev", ("Satker",), ("TRIWULAN IV", "ANGGARAN"), ("TRIWULAN IV", "PROGRES"), ("TW II", "PROGRES")
    )
    assert monev == [("satker", None), ("anggaran", "4"), ("progres", "4"), ("progres", "2")]


def test_units_and_column_numbers_in_headings_do_not_disturb() -> None:
    found = columns("belanja", ("Uraian",), ("Pagu\n(Rp)", "(3)"), ("REALISASI (dalam ribuan rupiah)", "4"), ("%",))
    assert [n for n, _ in found] == ["jenis", "pagu", "realisasi", "persen"]


def test_missing_required_columns_are_no_match() -> None:
    assert columns("belanja", ("Uraian",), ("Pagu",)) == []
