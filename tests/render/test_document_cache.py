"""Compiled templates kept from run to run: the same document, and nothing used that others may write."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from render import document, document_cache
from render.environment import compile_text
from render.gaya import Gaya
from tests.render.dokumen import template

if sys.platform == "win32":  # pragma: no cover - owners and modes are POSIX
    pytest.skip("izin berkas POSIX", allow_module_level=True)

Jalan = Callable[[Path], tuple[bytes, int]]


@pytest.fixture
def new_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Jalan:
    """Give what renders a template as a new process would; it also says how many parts were compiled."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "pycache"))
    compiled: list[str] = []

    def counted(source: str) -> Any:
        compiled.append(source)
        return compile_text(source)

    monkeypatch.setattr(document, "compile_text", counted)

    def run(path: Path) -> tuple[bytes, int]:
        monkeypatch.setattr(document, "_compiled", {})
        compiled.clear()
        return document.render_chapter(path, {"x": "R&D < 5"}, {}, Gaya(), bab="3"), len(compiled)

    return run


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return template(tmp_path, lambda made: made.add_paragraph("Isi {{ x }}"))


def entries() -> list[Path]:
    return sorted(document_cache.folder().iterdir())


def test_the_next_run_compiles_nothing_and_renders_the_same(new_run: Jalan, path: Path) -> None:
    first, compiled = new_run(path)
    assert compiled == 1
    assert new_run(path) == (first, 0)


def test_another_template_is_compiled(new_run: Jalan, path: Path, tmp_path: Path) -> None:
    first, _ = new_run(path)
    other, compiled = new_run(template(tmp_path, lambda made: made.add_paragraph("Lain {{ x }}"), "lain.docx"))
    assert compiled == 1 and other != first


@pytest.mark.parametrize("mode", [0o664, 0o666])
def test_an_entry_that_others_may_write_is_not_used(new_run: Jalan, path: Path, mode: int) -> None:
    first, _ = new_run(path)
    entries()[0].chmod(mode)
    assert new_run(path) == (first, 1)


def test_a_folder_that_others_may_write_is_not_used(new_run: Jalan, path: Path) -> None:
    first, _ = new_run(path)
    document_cache.folder().chmod(0o777)
    assert new_run(path) == (first, 1)


def test_a_link_in_place_of_an_entry_is_not_followed(new_run: Jalan, path: Path, tmp_path: Path) -> None:
    first, _ = new_run(path)
    name = entries()[0].name
    moved = entries()[0].rename(tmp_path / "lain")
    (document_cache.folder() / name).symlink_to(moved)
    assert new_run(path) == (first, 1)


def test_a_damaged_entry_is_compiled_anew(new_run: Jalan, path: Path) -> None:
    first, _ = new_run(path)
    kept = entries()[0]
    data = bytearray(kept.read_bytes())
    data[len(data) // 2] ^= 1
    kept.write_bytes(data)
    assert new_run(path) == (first, 1)
    assert new_run(path) == (first, 0), "and kept again, whole"


def test_other_makers_other_entries(new_run: Jalan, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, _ = new_run(path)
    monkeypatch.setattr(document_cache, "_makers", lambda: b"jinja lain")
    assert new_run(path) == (first, 1)


def test_a_forbidden_template_is_refused_in_every_run(new_run: Jalan, tmp_path: Path) -> None:
    bad = template(tmp_path, lambda made: made.add_paragraph("{{ x.upper() }}"))
    for _ in range(2):
        with pytest.raises(document.TemplateFault):
            new_run(bad)
    assert not document_cache.folder().exists()


def test_a_folder_that_cannot_be_made_does_no_harm(new_run: Jalan, path: Path, tmp_path: Path) -> None:
    (tmp_path / "pycache").write_text("bukan folder", encoding="utf-8")
    first, compiled = new_run(path)
    assert compiled == 1 and new_run(path) == (first, 1)


def test_only_so_many_are_kept(new_run: Jalan, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document_cache, "KEPT", 2)
    for number in range(3):
        new_run(template(tmp_path, lambda made, n=number: made.add_paragraph(f"{n} {{{{ x }}}}")))  # type: ignore[misc]
    assert len(entries()) == 2
