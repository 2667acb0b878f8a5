"""`extract.yaml_lugas` reads what PyYAML reads or leaves it to PyYAML: our own files, and mistakes made in them."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import yaml

from extract.yaml_cepat import BukanYaml, load_texts, load_typed
from extract.yaml_lugas import Skalar, TidakLugas, plain_text, read_lugas, typed

ROOT = Path(__file__).resolve().parents[2]
PETA = sorted((ROOT / "extract" / "maps").glob("*.yml"))
LAIN = sorted(
    path
    for folder in ("templates", "transform")
    for path in (ROOT / folder).rglob("*.yml")
    if "susun" not in path.parts and "periksa" not in path.parts and "periksa" not in path.name
)
TEKS, BERTIPE = (getattr(yaml, f"C{name}", getattr(yaml, name)) for name in ("BaseLoader", "SafeLoader"))
SISIP = (
    " ", "  ", ":", ": ", " #", "#", "- ", "[", "]", "{", "}", ",", ", ", "'", '"', "\n", "\n  ", "\n\n", "|", ">-",
    "&a", "*a", "!x", "%", "@", "`", "? ", "1", "0x1", "1e3", "~", "null", "yes", "2023-01-01", "12:30", ".5", "\t",
    "\\", "<<: ",
    "---\n", "...", "é", "\u2028", "\x85", "1_000", "+1", "-1", "007",
)  # fmt: skip


def full(text: str, skalar: Skalar) -> object:
    return yaml.load(text, Loader=TEKS if skalar is plain_text else BERTIPE)


@pytest.mark.parametrize("path", [*PETA, *LAIN], ids=lambda path: str(path.relative_to(ROOT)))
def test_the_projects_own_files_are_plain(path: Path) -> None:
    text, skalar = path.read_text("utf-8"), plain_text if path in PETA else typed
    assert repr(read_lugas(text, skalar)) == repr(full(text, skalar))


@pytest.mark.parametrize("seed", range(20))
def test_a_file_that_was_edited_is_read_as_the_full_parser_does_or_not_at_all(seed: int) -> None:
    rng = random.Random(seed)
    plain = 0
    for _ in range(120):
        path = rng.choice([*PETA, *LAIN])
        skalar = rng.choice((plain_text, typed))
        text = edited(path.read_text("utf-8"), rng)
        try:
            found = read_lugas(text, skalar)
        except TidakLugas:
            continue
        plain += 1
        assert repr(found) == repr(full(text, skalar)), text
    assert plain


def edited(text: str, rng: random.Random) -> str:
    """Return some lines of a text with up to three small changes."""
    lines = text.split("\n")
    start = rng.randrange(max(len(lines) - 8, 1))
    lines = lines[start : start + 8]
    margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    text = "\n".join(line[margin:][:160] + ("]" if len(line) > 160 + margin else "") for line in lines)
    for _ in range(rng.choice((0, 1, 1, 2, 3))):
        place, lines = rng.randrange(len(text) + 1), text.split("\n")
        line = rng.randrange(len(lines))
        match rng.randrange(4):
            case 0 | 1:
                text = text[:place] + rng.choice(SISIP) + text[place:]
            case 2:
                text = text[:place] + text[place + rng.randrange(1, 4) :]
            case _:
                lines[line] = " " * rng.randrange(4) + lines[line]
                text = "\n".join(lines)
    return text


@pytest.mark.parametrize("text", [
    "a: 2023-01-01", "a: 012", "a: 1_000", "a: yes", "a: ~", "a: 1:30", "a: .inf", "a: x: y", "a: b\n  c",
    "a: 'it''s'", 'a: "\\n"',
    "a: |\n  b", "a: >-\n  b\n\n  c", "a: >-\n  b\n   c", "a: &x b", "a: [b, c", "a: [b\n  c]", "a:\n- b",
    "a: b\n c: d",
    "- - a", "? a", "---\na: b", "a:\tb", "a: b\r", "", "a", "[a]\nb: c", "a: {b}", "a: {b: }", "a : b", "<<: a",
])  # fmt: skip
def test_what_is_unusual_is_left_to_the_full_parser(text: str) -> None:
    with pytest.raises(TidakLugas):
        read_lugas(text, typed)


def test_a_file_that_is_unusual_is_read_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_text("a: 'it''s'\nb: |\n  c\n", "utf-8")
    assert load_typed(path) == load_texts(path) == {"a": "it's", "b": "c\n"}
    path.write_text("a: 1\nb: 'x\n", "utf-8")
    with pytest.raises(BukanYaml) as error:
        load_typed(path)
    assert error.value.baris == 3 and "quoted" in str(error.value) and "end of stream" in error.value.masalah
    path.write_text("a: " + "[" * 9000, "utf-8")
    with pytest.raises((BukanYaml, RecursionError)):
        load_texts(path)
