"""YAML files of the program are parsed once per content; what is kept is what the parser said."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from extract import yaml_cepat
from extract.yaml_cepat import BukanYaml, load_texts, load_typed

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(
    path for folder in ("extract", "templates", "transform") for path in (ROOT / folder).rglob("*.yml")
)  # fmt: skip


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty place for what is kept, and a program's folder to write files into."""
    monkeypatch.setattr(yaml_cepat, "folder", lambda: tmp_path / "yaml")
    monkeypatch.setattr(yaml_cepat, "_AKAR", (tmp_path / "program").resolve())
    (tmp_path / "program").mkdir()
    return tmp_path / "yaml"


def test_every_file_of_the_program_is_kept_as_it_is_parsed(kept: Path, tmp_path: Path) -> None:
    for number, path in enumerate(FILES):
        own = Path(shutil.copy(path, tmp_path / "program" / f"{number}.yml"))
        text = path.read_text("utf-8")
        for load, loader in ((load_typed, yaml.SafeLoader), (load_texts, yaml.BaseLoader)):
            wanted = repr(yaml.load(text, Loader=loader))
            assert repr(load(own)) == wanted
            assert repr(load(own)) == wanted
    assert len(list(kept.iterdir())) > len(FILES)


def test_what_is_kept_is_used_and_a_changed_file_is_parsed(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = kept.parent / "program" / "a.yml"
    path.write_text("a: 1\n", "utf-8")
    assert load_typed(path) == {"a": 1}
    assert load_texts(path) == {"a": "1"}
    with monkeypatch.context() as no_parser:
        no_parser.setattr(yaml, "load", None)
        assert load_typed(path) == {"a": 1}
    path.write_text("a: 2\n", "utf-8")
    assert load_typed(path) == {"a": 2}


@pytest.mark.parametrize("text", ["a: 2023-01-01", "1: 2\ntrue: 3", "a: !!set {b}", "a: 0.1\nb: .nan", "", "a: ~"])
def test_what_would_come_back_otherwise_is_parsed_each_time(kept: Path, text: str) -> None:
    path = kept.parent / "program" / "a.yml"
    path.write_text(text, "utf-8")
    assert repr(load_typed(path)) == repr(load_typed(path)) == repr(yaml.safe_load(text))


def test_a_damaged_entry_is_not_used(kept: Path) -> None:
    path = kept.parent / "program" / "a.yml"
    path.write_text("a: 1\n", "utf-8")
    load_typed(path)
    (entry,) = kept.iterdir()
    entry.write_bytes(entry.read_bytes()[:-1] + b"\x02")
    assert load_typed(path) == {"a": 1}


def test_nothing_of_an_offices_file_is_kept(kept: Path, tmp_path: Path) -> None:
    path = tmp_path / "pedoman.yml"
    path.write_text("a: rahasia\n", "utf-8")
    assert load_typed(path) == {"a": "rahasia"}
    assert not kept.exists()


def test_a_file_that_is_no_yaml_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_text("a: 1\nb: 'x\n", "utf-8")
    with pytest.raises(BukanYaml) as error:
        load_typed(path)
    assert error.value.baris == 3 and "quoted" in str(error.value) and "end of stream" in error.value.masalah
