"""`extract.ketat` refuses what pydantic refuses, on the project's own files and on mistakes made in them."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator
from dataclasses import field, make_dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import pytest
from pydantic import ConfigDict, TypeAdapter, ValidationError, with_config

from extract.kelas import dataclass
from extract.ketat import BukanBentuknya, baca_ketat
from extract.rekap_peta import MAPS, WORDS, Kamus, Peta
from extract.yaml_cepat import load_texts

BERKAS = [(Kamus if path.name == "kamus.yml" else Peta, path) for path in sorted(MAPS.glob("*.yml"))
          if path.name not in WORDS or path.name == "kamus.yml"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bagian:
    nama: str
    batas: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Semua:
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


def put(value: Any) -> Callable[[Any, Any], None]:
    def change(owner: Any, name: Any) -> None:
        owner[name] = value

    return change


def drop(owner: Any, name: Any) -> None:
    del owner[name]


def add(owner: Any, name: Any) -> None:
    if isinstance(owner, dict):
        owner["asing"] = "x"


CHANGES = (drop, add, *map(put, ("x", "", None, 7, -1.5, [], ["a"], {}, {"a": "b"}, [["a"]])))


def verdicts(kind: Any, data: Any, oracle: TypeAdapter[Any]) -> tuple[Any, Any]:
    try:
        ours = baca_ketat(kind, data)
    except BukanBentuknya:
        ours = None
    try:
        return ours, oracle.validate_python(data)
    except ValidationError:
        return ours, None


def oracle_of(kind: Any) -> TypeAdapter[Any]:
    """Return pydantic's reader of the same class, unknown fields forbidden at every depth."""
    for one in (Bagian, *_inner(kind), kind):
        with_config(ConfigDict(extra="forbid"))(one)
    return TypeAdapter(kind)


def _inner(kind: Any) -> tuple[Any, ...]:
    from extract.rekap_peta import KolomPeta

    return (KolomPeta,) if kind is Peta else ()


@pytest.mark.parametrize(("kind", "path"), BERKAS, ids=lambda one: getattr(one, "name", ""))
def test_maps_and_mistakes_in_them_are_judged_as_pydantic_does(kind: Any, path: Path) -> None:
    data, oracle, rng = load_texts(path), oracle_of(kind), random.Random(path.name)
    ours, theirs = verdicts(kind, data, oracle)
    assert ours == theirs is not None
    for way in rng.sample([way for way in places(data) if way], 40):
        for change in CHANGES:
            other = changed(data, way, change)
            ours, theirs = verdicts(kind, other, oracle)
            assert ours == theirs, (way, change)


def test_every_kind_of_value_is_judged_as_pydantic_does() -> None:
    oracle = oracle_of(Semua)
    assert baca_ketat(Semua, SEMUA) == oracle.validate_python(SEMUA)
    for way in places(SEMUA):
        for change in CHANGES if way else ():
            other = changed(SEMUA, way, change)
            ours, theirs = verdicts(Semua, other, oracle)
            assert ours == theirs, (way, other)


def test_everything_that_is_wrong_is_named() -> None:
    wrong = {**SEMUA, "bulat": "tiga", "bagian": [{"nama": "n"}, {"batas": "x", "lain": 1}], "pilihan": "c"}
    with pytest.raises(BukanBentuknya) as error:
        baca_ketat(Semua, wrong)
    assert [str(salah) for salah in error.value.salah] == [
        "bulat: harus berupa bilangan bulat", "pilihan: harus salah satu dari a, b", "bagian.1.nama: wajib diisi",
        "bagian.1.lain: nama isian tidak dikenal", "bagian.1.batas: harus berupa bilangan",
    ]  # fmt: skip


@pytest.mark.parametrize("number", [float("nan"), float("inf"), True, "1,5", None])
def test_an_exact_number_is_a_finite_number(number: object) -> None:
    with pytest.raises(BukanBentuknya, match="tepat"):
        baca_ketat(Semua, {**SEMUA, "tepat": number})


def test_a_class_without_a_grammar_is_a_mistake_of_the_program() -> None:
    with pytest.raises(TypeError, match="no grammar"):
        baca_ketat(make_dataclass("Asing", [("x", set[str])]), {"x": "a"})
