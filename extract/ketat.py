"""Text from outside becomes a frozen record, or is refused with the place that is wrong.

The fields' types are the grammar (msgspec): an unknown or missing field and a value of another kind are errors, at
any depth. Digits and `true` count as numbers and truth, since texts of the maps are not typed; a number is never a
text. What only a whole can tell is its `__post_init__`'s to refuse.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, TypeVar

from msgspec import Struct, ValidationError, convert

T = TypeVar("T")
_STEP = re.compile(r"\.([^.\[`]+)|\[(\d+|\.\.\.)\]")
_FIELD = re.compile(r"Object (contains unknown|missing required) field `([^`]*)`")
_KINDS = {
    "int": "bilangan bulat",
    "float": "bilangan",
    "decimal": "bilangan",
    "str": "teks",
    "bool": "true atau false",
    "array": "daftar",
    "object": "nama dan isinya",
    "null": "kosong",
}


class Ketat(Struct, frozen=True, forbid_unknown_fields=True):
    """A record that is read from a file people edit: a misspelt name is an error, not a default."""


class BukanBentuknya(ValueError):
    """The data are not what they should be: `tempat` says where (`kolom.nama.tipe`), `pesan` what was expected."""

    def __init__(self, tempat: str, pesan: str) -> None:
        super().__init__(f"{tempat}: {pesan}" if tempat else pesan)
        self.tempat, self.pesan = tempat, pesan


def baca_ketat(kind: type[T], data: object) -> T:
    """Return the data as a record. Raises BukanBentuknya with the first thing that is wrong."""
    try:
        return convert(data, kind, strict=False)
    except ValidationError as error:
        said, _, way = str(error).partition(" - at `$")
        steps = [name or number for name, number in _STEP.findall(way)]
        steps = _name_keys(kind, data, steps)
        if named := _FIELD.search(said):
            steps.append(named[2])
            said = "nama isian tidak dikenal" if named[1].startswith("contains") else "wajib diisi"
        raise BukanBentuknya(".".join(steps), _translate(said)) from error


def check_finite(*values: object) -> None:
    """Raise ValueError where one of these numbers, at any depth, is none (YAML's `.nan`, `.inf`)."""
    for value in values:
        if isinstance(value, Decimal) and not value.is_finite():
            raise ValueError(f"harus berupa bilangan, bukan {value}")
        if isinstance(value, dict):
            check_finite(*value.values())
        elif isinstance(value, tuple):
            check_finite(*value)


def _translate(said: str) -> str:
    wanted = re.match(r"Expected `([^`]*)`", said)
    if said == "Invalid decimal string":
        return "harus berupa bilangan"
    if wanted is None:
        return "isinya bukan salah satu pilihan yang ada" if said.startswith("Invalid enum value") else said
    kinds = [_KINDS.get(word.strip(), word.strip()) for word in wanted[1].split("|")]
    return f"harus berupa {' atau '.join(kinds)}"


def _name_keys(kind: Any, data: Any, steps: list[str]) -> list[str]:
    """Return the way with the keys of mappings, which msgspec leaves out: the first that is refused alone."""
    for place, step in enumerate(steps):
        if step == "...":
            steps[place] = next(
                (str(k) for k in _at(data, steps[:place]) if _refused(kind, data, steps[:place], k)), step
            )
    return steps


def _at(data: Any, steps: list[str]) -> Any:
    for step in steps:
        data = (
            data[int(step)]
            if isinstance(data, (list, tuple))
            else next(v for k, v in data.items() if str(k) == step)
        )
    return data


def _refused(kind: Any, data: Any, way: list[str], key: Any) -> bool:
    """Return whether the data are refused where the mapping at `way` holds this key alone."""

    def only(value: Any, left: list[str]) -> Any:
        if not left:
            return {key: value[key]}
        if isinstance(value, (list, tuple)):
            return [only(one, left[1:]) if str(n) == left[0] else one for n, one in enumerate(value)]
        return {k: only(one, left[1:]) if str(k) == left[0] else one for k, one in value.items()}

    try:
        convert(only(data, way), kind, strict=False)
    except ValidationError:
        return True
    return False
