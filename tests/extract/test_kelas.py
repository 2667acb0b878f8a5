"""`extract.kelas`: frozen classes are, to the last refusal, those of the standard library."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import field
from typing import Any

import pytest

from extract.kelas import dataclass as quick


@quick(frozen=True, slots=True)
class Titik:
    x: int
    y: int = 2
    nama: list[str] = field(default_factory=list)


@quick(frozen=True, slots=True)
class Ruang(Titik):
    """A point with a depth."""

    z: int = 3

    def __post_init__(self) -> None:
        if self.z < 0:
            raise ValueError("z")


@quick(frozen=True, slots=True)
class Satu:
    nilai: float


@quick(frozen=True, slots=True)
class Kosong:
    pass


@dataclasses.dataclass(frozen=True, slots=True)
class Baku:
    x: int
    y: int = 2
    nama: list[str] = field(default_factory=list)


BERSAMA: list[tuple[Any, Any]] = [(Titik, Baku)]


@pytest.mark.parametrize(("ours", "standard"), BERSAMA)
def test_texts_fields_and_signature_are_the_standard_ones(ours: Any, standard: Any) -> None:
    assert repr(ours(1)) == repr(standard(1)).replace("Baku", "Titik")
    assert [f.name for f in dataclasses.fields(ours)] == [f.name for f in dataclasses.fields(standard)]
    assert ours.__match_args__ == standard.__match_args__
    assert dataclasses.asdict(ours(1, nama=["a"])) == dataclasses.asdict(standard(1, nama=["a"]))
    assert not hasattr(ours(1), "__dict__")
    with pytest.raises(TypeError, match=r"__init__\(\)"):
        ours()
    with pytest.raises(TypeError, match=r"__init__\(\)"):
        ours(1, 2, [], 4)


def test_default_factories_make_their_own() -> None:
    assert Titik(1).nama == [] and Titik(1).nama is not Titik(1).nama


def test_equality_and_hash_are_of_class_and_values() -> None:
    assert Ruang(1, 2, []) == Ruang(1) != Ruang(2)
    plain: object = (1, 2, [])
    assert Titik(1) != Ruang(1) and Titik(1) != plain
    nan = float("nan")
    assert Satu(nan) == Satu(nan)  # compared as tuples are
    assert hash(Satu(1.0)) == hash((1.0,)) and len({Satu(1), Satu(1), Satu(2)}) == 2
    assert Kosong() == Kosong() and hash(Kosong()) == hash(())
    with pytest.raises(TypeError):
        hash(Titik(1))  # a list is no key


@pytest.mark.parametrize("one", [Titik(1, 5, ["a"]), Ruang(1, z=9), Satu(1.5), Kosong()])
def test_copies_are_equal(one: Any) -> None:
    assert pickle.loads(pickle.dumps(one)) == one == copy.deepcopy(one) == copy.copy(one)
    assert dataclasses.replace(one) == one


def test_nothing_is_set_or_deleted_afterwards() -> None:
    for name in ("x", "z", "asing"):
        with pytest.raises(dataclasses.FrozenInstanceError, match=f"cannot assign to field '{name}'"):
            setattr(Ruang(1), name, 0)
        with pytest.raises(dataclasses.FrozenInstanceError, match=f"cannot delete field '{name}'"):
            delattr(Ruang(1), name)


def test_post_init_is_asked_and_replace_asks_it_again() -> None:
    with pytest.raises(ValueError, match="z"):
        Ruang(1, z=-1)
    with pytest.raises(ValueError, match="z"):
        dataclasses.replace(Ruang(1), z=-1)


def test_what_is_not_frozen_is_left_to_the_standard_decorator() -> None:
    @quick(slots=True)
    class Ubah:
        x: int = 0

    one = Ubah()
    one.x = 3
    assert one == Ubah(3)
