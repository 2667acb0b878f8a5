"""Text from outside becomes a frozen data class, or is refused with every place that is wrong.

The fields' types are the grammar: an unknown or missing field and a value of another kind are errors, at any depth.
Digits and `true` count as numbers and truth, since texts of the maps are not typed; a number is never a text. What
only a whole can tell is its `__post_init__`'s to refuse. (Building pydantic's models took each command 0.1 s.)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, Literal, NamedTuple, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
Tempat = tuple[str | int, ...]


class Salah(NamedTuple):
    """One thing that is wrong: where (`kolom.nama.tipe`), and what was expected there."""

    tempat: Tempat
    pesan: str

    def __str__(self) -> str:
        return f"{self.nama}: {self.pesan}" if self.tempat else self.pesan

    @property
    def nama(self) -> str:
        return ".".join(map(str, self.tempat))


class BukanBentuknya(ValueError):
    """The data are not what they should be; `salah` says all that is wrong."""

    def __init__(self, salah: list[Salah]) -> None:
        super().__init__("; ".join(map(str, salah)))
        self.salah = tuple(salah)


Pembaca = Callable[[Any, Tempat, list[Salah]], Any]


def baca_ketat(kind: type[T], data: object) -> T:
    """Return the data as a data class. Raises BukanBentuknya with everything that is wrong."""
    salah: list[Salah] = []
    found: T = _reader(cast(Any, kind))(data, (), salah)
    if salah:
        raise BukanBentuknya(salah)
    return found


@cache
def _reader(kind: Any) -> Pembaca:
    """Return what reads values of a type."""
    origin, parts = get_origin(kind), get_args(kind)
    if kind in _SEDERHANA:
        return _plain(*_SEDERHANA[kind])
    if origin in (Union, UnionType):
        return _either(tuple(parts))
    if origin is Literal:
        return _one_of(parts)
    if origin is tuple and parts[1:] == (Ellipsis,):
        return _sequence(parts[0])
    if origin is dict:
        return _mapping(*parts)
    if is_dataclass(kind):
        return _record(kind)
    raise TypeError(f"no grammar for {kind}")


def _number(value: Any) -> int:
    if isinstance(value, bool) or (isinstance(value, float) and not value.is_integer()):
        raise ValueError
    return int(value)


def _fraction(value: Any) -> float:
    if isinstance(value, bool):
        raise TypeError
    return float(value)


def _exact(value: Any) -> Decimal:
    """Return a number by its digits, so that YAML's 0.435 is exactly 0.435."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float, Decimal)):
        raise TypeError
    found = Decimal(str(value))
    if not found.is_finite():
        raise ValueError
    return found


def _truth(value: Any) -> bool:
    return {"true": True, "false": False}[str(value).lower()]


def _same(value: Any) -> Any:
    raise TypeError


_SEDERHANA: dict[Any, tuple[type[Any], Callable[[Any], Any], str]] = {
    str: (str, _same, "harus berupa teks"),
    int: (int, _number, "harus berupa bilangan bulat"),
    float: (float, _fraction, "harus berupa bilangan"),
    Decimal: (Decimal, _exact, "harus berupa bilangan"),
    bool: (bool, _truth, "harus true atau false"),
    Path: (Path, Path, "harus berupa jalur"),
    type(None): (type(None), _same, "harus kosong"),
}


def _plain(own: type[Any], make: Callable[[Any], Any], said: str) -> Pembaca:
    def read(value: Any, place: Tempat, salah: list[Salah]) -> Any:
        if type(value) is own:
            return value
        try:
            return make(value)
        except (TypeError, ValueError, LookupError, InvalidOperation):
            salah.append(Salah(place, said))
            return None

    return read


def _either(kinds: tuple[Any, ...]) -> Pembaca:
    """Read the first kind that fits; one that the value is already comes first."""

    def read(value: Any, place: Tempat, salah: list[Salah]) -> Any:
        if type(value) in kinds:
            return value
        first: list[Salah] = []
        for kind in kinds:
            own: list[Salah] = []
            found = _reader(kind)(value, place, own)
            if not own:
                return found
            first = max(first, own, key=lambda tried: max((len(one.tempat) for one in tried), default=0))
        salah += first
        return None

    return read


def _one_of(values: tuple[Any, ...]) -> Pembaca:
    def read(value: Any, place: Tempat, salah: list[Salah]) -> Any:
        if not isinstance(value, str) or value not in values:
            salah.append(Salah(place, f"harus salah satu dari {', '.join(map(str, values))}"))
        return value

    return read


def _sequence(kind: Any) -> Pembaca:
    item = _reader(kind)

    def read(value: Any, place: Tempat, salah: list[Salah]) -> Any:
        if not isinstance(value, (list, tuple)):
            salah.append(Salah(place, "harus berupa daftar"))
            return ()
        if kind is str and set(map(type, value)) <= {str}:
            return tuple(value)
        return tuple([item(one, (*place, number), salah) for number, one in enumerate(value)])

    return read


def _mapping(names: Any, kind: Any) -> Pembaca:
    name, item = _reader(names), _reader(kind)

    def read(value: Any, place: Tempat, salah: list[Salah]) -> Any:
        if not isinstance(value, dict):
            salah.append(Salah(place, "harus berupa nama dan isinya"))
            return {}
        return {name(key, (*place, key), salah): item(one, (*place, key), salah) for key, one in value.items()}

    return read


def _record(kind: Any) -> Pembaca:
    hints = get_type_hints(kind)
    readers = {field.name: _reader(hints[field.name]) for field in fields(kind)}
    needed = {f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING}

    def read(value: Any, place: Tempat, salah: list[Salah]) -> Any:
        if not isinstance(value, dict):
            salah.append(Salah(place, "harus berupa nama dan isinya"))
            return None
        before = len(salah)
        salah += [Salah((*place, name), "wajib diisi") for name in sorted(needed - value.keys())]
        salah += [Salah((*place, str(name)), "nama isian tidak dikenal") for name in value if name not in readers]
        given = {name: readers[name](one, (*place, name), salah) for name, one in value.items() if name in readers}
        if len(salah) > before:
            return None
        try:
            return kind(**given)
        except ValueError as error:
            salah.append(Salah(place, str(error)))
            return None

    return read
