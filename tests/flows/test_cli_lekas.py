"""A well-formed command line means the same read quickly and read by typer; all others are left to typer."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from flows import cli_lekas
from flows.cli_perintah import app

COMMANDS = [info.name or "" for info in app.registered_commands]
GIVEN = {"int": "2023", "str": "kata", "Path": "map/berkas"}


def lines(command: str) -> list[list[str]]:
    """Return command lines that name each option in both ways, and each argument."""
    (callback,) = [c.callback for c in app.registered_commands if c.name == command and c.callback]
    declared = cli_lekas._declared(callback)
    options = [one for one in declared if getattr(one.info, "param_decls", None)]
    places = [GIVEN[one.jenis.__name__] for one in declared if one not in options]
    ways: list[list[list[str]]] = []
    for one in options:
        name = one.info.param_decls[-1]
        if one.jenis is bool:
            ways.append([[name]])
        else:
            value = GIVEN[one.jenis.__name__]
            ways.append([[name, value], [f"{name}={value}"]])
    must = [way[0] for one, way in zip(options, ways, strict=True) if one.wajib]
    found = [[*itertools.chain(*must), *way, *places] for way in itertools.chain(*ways)]
    every = list(itertools.chain(*(way[0] for way in ways)))
    return [[command, *line] for line in [*found, [*every, *places], [*places, *every], [*itertools.chain(*must)]]]


@pytest.mark.parametrize("command", COMMANDS)
def test_typer_reads_the_same(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (info,) = [c for c in app.registered_commands if c.name == command]
    assert info.callback is not None
    read = {tuple(line): quick for line in lines(command) if (quick := cli_lekas.parse(app, line))}
    assert len(read) >= len({tuple(line) for line in lines(command)}) - 1  # the last names no argument
    for line, quick in read.items():
        wanted = _called(info.callback, {})
        wanted.update(_called(info.callback, quick.keywords))  # type: ignore[attr-defined]
        assert wanted == _by_typer(info, line, monkeypatch), line


def _called(callback: Callable[..., Any], values: dict[str, Any]) -> dict[str, Any]:
    import inspect

    bound = inspect.signature(callback).bind_partial(**values)
    bound.apply_defaults()
    return dict(bound.arguments)


def _by_typer(info: Any, line: Sequence[str], monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    import functools

    seen: dict[str, Any] = {}

    @functools.wraps(info.callback)
    def keep(**values: Any) -> int:
        seen.update(values)
        return 0

    with monkeypatch.context() as patch:
        patch.setattr(info, "callback", keep)
        app(list(line), standalone_mode=False)
    return seen


@pytest.mark.parametrize(
    "line",
    [
        [], ["buat", "--help"], ["buat", "x", "--tahun", "1999"], ["buat", "x", "--tahun", "dua"],
        ["buat", "x", "--tahun"], ["buat", "x", "--tahun", "--semua"], ["buat", "x", "--aneh"],
        ["buat", "x", "--semua=ya"], ["buat", "--", "x"], ["buat", ""], ["buat", "\ud800"], ["status"],
        ["templat", "salin"], ["baru", "x", "y", "--tahun", "2023"], ["buatt", "x"], ["-h"],
    ],
)  # fmt: skip
def test_what_is_not_plain_is_left_to_typer(line: list[str]) -> None:
    assert cli_lekas.parse(app, line) is None


def test_a_shell_that_completes_is_answered_by_typer(monkeypatch: pytest.MonkeyPatch) -> None:
    line = ["buat", "x", "--tahun", "2023"]
    assert cli_lekas.parse(app, line) is not None
    monkeypatch.setenv("_LKJIP_COMPLETE", "complete_bash")
    assert cli_lekas.parse(app, line) is None
