"""Files people edit are read strictly: what is wrong in one is refused, and its place is named."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import pytest
from msgspec import field

from extract.finding import LkjipError
from extract.ketat import BukanBentuknya, Ketat, baca_ketat
from extract.rekap_peta import MAPS, WORDS, Kamus, Peta
from extract.yaml_cepat import load_texts
from transform.aturan import load_hitung

BERKAS = [(Kamus if path.name == "kamus.yml" else Peta, path) for path in sorted(MAPS.glob("*.yml"))
          if path.name not in WORDS or path.name == "kamus.yml"]  # fmt: skip


class Bagian(Ketat, frozen=True):
    nama: str
    batas: Decimal | None = None


class Semua(Ketat, frozen=True):
    """One field of each kind of value."""

    teks: str
    bulat: int
    pecahan: float
    tepat: Decimal
    benar: bool
    pilihan: Literal["a", "b"]
    urut: tuple[str, ...]
    bagian: tuple[Bagian, ...]
    tabel: dict[int, dict[str, Decimal]] = field(default_factory=dict)
    campur: str | int | None = None
    isi: str | tuple[str | Bagian, ...] | Bagian = ""


SEMUA: dict[str, Any] = {
    "teks": "x", "bulat": 3, "pecahan": 1, "tepat": 0.435, "benar": True, "pilihan": "a", "urut": ["p", "q"],
    "bagian": [{"nama": "n", "batas": 95}, {"nama": "m", "batas": None}], "tabel": {2020: {"k": 0.6}, 2024: {}},
    "campur": 4, "isi": ["s", {"nama": "u"}],
}  # fmt: skip


def places(data: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield way
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for name, value in items:
        yield from places(value, (*way, name))


def changed(data: Any, way: tuple[Any, ...], change: Callable[[Any, Any], None]) -> Any:
    data = copy.deepcopy(data)
    owner = data
    for name in way[:-1]:
        owner = owner[name]
    change(owner, way[-1])
    return data


def misspell(owner: Any, name: Any) -> None:
    owner[f"{name}x" if isinstance(name, str) else name] = owner.pop(name)


def unnest(owner: Any, name: Any) -> None:
    owner[name] = {"asing": {"asing": "x"}}


@pytest.mark.parametrize(("kind", "path"), BERKAS, ids=lambda one: getattr(one, "name", ""))
@pytest.mark.parametrize("change", [misspell, unnest])
def test_a_mistake_in_a_map_is_refused_and_its_field_named(kind: Any, path: Path, change: Any) -> None:
    data, rng = load_texts(path), random.Random(path.name)
    baca_ketat(kind, data)
    fields = [way for way in places(data) if way and (way[-1] in kind.__struct_fields__ and len(way) == 1
              or kind is Peta and len(way) == 3 and way[0] == "kolom")]  # fmt: skip
    for way in rng.sample(fields, min(len(fields), 25)):
        with pytest.raises(BukanBentuknya) as error:
            baca_ketat(kind, changed(data, way, change))
        assert error.value.tempat.startswith(".".join(map(str, way[:-1])))
        if change is unnest:
            assert error.value.tempat.startswith(".".join(map(str, way)))


def test_numbers_are_read_by_their_digits() -> None:
    read = baca_ketat(Semua, SEMUA)
    assert (read.tepat, read.tabel[2020]["k"], read.bagian[0].batas) == (
        Decimal("0.435"),
        Decimal("0.6"),
        Decimal(95),
    )
    assert baca_ketat(Semua, {**SEMUA, "bulat": "3", "pecahan": "1", "benar": "true"}) == read


@pytest.mark.parametrize(
    ("changes", "tempat", "pesan"),
    [
        ({"bulat": "tiga"}, "bulat", "harus berupa bilangan bulat"),
        ({"teks": 7}, "teks", "harus berupa teks"),
        ({"benar": "mungkin"}, "benar", "harus berupa true atau false"),
        ({"pilihan": "c"}, "pilihan", "isinya bukan salah satu pilihan yang ada"),
        ({"urut": "p"}, "urut", "harus berupa daftar"),
        ({"bagian": [{"nama": "n"}, {"batas": 1}]}, "bagian.1.nama", "wajib diisi"),
        ({"bagian": [{"nama": "n", "lain": 1}]}, "bagian.0.lain", "nama isian tidak dikenal"),
        ({"tabel": {2020: {"k": 1}, 2024: {"k": 1, "m": "x"}}}, "tabel.2024.m", "harus berupa bilangan"),
        ({"tabel": []}, "tabel", "harus berupa nama dan isinya"),
        ({"asing": 1}, "asing", "nama isian tidak dikenal"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(changes: dict[str, Any], tempat: str, pesan: str) -> None:
    with pytest.raises(BukanBentuknya) as error:
        baca_ketat(Semua, {**SEMUA, **changes})
    assert (error.value.tempat, error.value.pesan) == (tempat, pesan)


@pytest.mark.parametrize("number", [True, "1,5", None])
def test_an_exact_number_is_a_number(number: object) -> None:
    with pytest.raises(BukanBentuknya, match="tepat"):
        baca_ketat(Semua, {**SEMUA, "tepat": number})


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
@pytest.mark.parametrize("name", ["ambang_ikpa", "smart_bobot", "kategori"])
def test_a_setting_of_computation_is_finite(name: str, number: float) -> None:
    value: Any = {"smart_bobot": {2020: {"x": number}}, "kategori": [{"nama": "a", "batas": number},
             {"nama": "b", "batas": None}]}.get(name, number)  # fmt: skip
    with pytest.raises(LkjipError, match="harus berupa bilangan"):
        load_hitung({name: value})
