"""Well-formed command lines, read as the commands declare them; all others are typer's to read and to answer.

typer has pydantic validate each value, and importing that takes longer than finding that nothing has changed.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin

import typer
from typer.models import ArgumentInfo
from typer.utils import get_params_from_function


class _Unclear(Exception):
    """Not plainly well-formed."""


@dataclass(slots=True)
class _Isian:
    """One declared option or argument."""

    nama: str
    jenis: type
    banyak: bool
    info: Any
    wajib: bool


def parse(app: typer.Typer, args: Sequence[str]) -> Callable[[], Any] | None:
    """Return the call that this command line asks for, None where typer has to say what it asks for."""
    completing = any(name.endswith("_COMPLETE") for name in os.environ)  # a shell asks, no person
    command = next((c.callback for c in app.registered_commands if args and c.name == args[0]), None)
    if command is None or completing or os.name == "nt":
        return None
    try:
        return functools.partial(command, **_values(_declared(command), args[1:]))
    except _Unclear:
        return None


def _declared(command: Callable[..., Any]) -> list[_Isian]:
    found = []
    for name, declared in get_params_from_function(command).items():
        kind, info = declared.annotation, declared.default
        if get_origin(kind) in (Union, UnionType):
            (kind,) = [part for part in get_args(kind) if part is not type(None)]
        many = get_origin(kind) is list
        found.append(_Isian(name, get_args(kind)[0] if many else kind, many, info, info.default is ...))
    return found


def _values(declared: Sequence[_Isian], args: Sequence[str]) -> dict[str, Any]:
    options = {name: one for one in declared for name in one.info.param_decls or ()}
    places = [one for one in declared if isinstance(one.info, ArgumentInfo)]
    values: dict[str, Any] = {}
    given = iter(args)
    for arg in given:
        if arg.startswith("-"):
            name, sign, text = arg.partition("=")
            if (one := options.get(name)) is None or one.banyak or (sign and one.jenis is bool):
                raise _Unclear
            values[one.nama] = one.jenis is bool or _value(one, text if sign else next(given, ""))
        elif not places:
            raise _Unclear
        elif places[0].banyak:
            values.setdefault(places[0].nama, []).append(_value(places[0], arg))
        else:
            values[places[0].nama] = _value(places[0], arg)
            places.pop(0)
    if any(one.wajib and one.nama not in values for one in declared):
        raise _Unclear
    return values


def _value(one: _Isian, text: str) -> Any:
    if not text.isprintable() or text[:1] in ("", "-") or one.jenis not in (int, str, Path):
        raise _Unclear
    if one.jenis is not int:
        return one.jenis(text)
    low, high = (one.info.min, one.info.max)
    if not (text.isascii() and text.isdecimal()) or (low and int(text) < low) or (high and int(text) > high):
        raise _Unclear
    return int(text)
