"""Libraries: every one pinned with hashes, what is installed is what is locked, licences that may be passed on."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata

import pytest

from tests.conftest import AKAR

LOCKS = ("requirements.lock", "requirements-dev.lock")
PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;\\]+)(.*)$")


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def entries(lock: str) -> list[tuple[str, str, str]]:
    """Return (name, version, everything said of it) of a lock file."""
    text = (AKAR / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    found = [match for line in lines if (match := PIN.match(line))]
    assert len(found) == len(lines)  # nothing but pins: no address, no path, no option
    return [(plain(m[1]), m[2], m[3]) for m in found]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_carries_hashes(lock: str) -> None:
    pinned = entries(lock)
    assert len(pinned) > 60
    assert [name for name, _, rest in pinned if not re.search(r"--hash=sha256:[0-9a-f]{64}", rest)] == []


def test_every_wanted_library_is_locked_and_the_locks_agree() -> None:
    project = tomllib.loads((AKAR / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    run, dev = ({(n, v) for n, v, _ in entries(lock)} for lock in LOCKS)
    wanted = {plain(re.split(r"[\[<>=~! ]", text)[0]) for text in project["dependencies"]}
    assert wanted <= {name for name, _ in run}
    assert run <= dev


def test_what_is_installed_is_what_is_locked() -> None:
    versions: dict[str, set[str]] = {}
    for name, version, _ in entries("requirements-dev.lock"):
        versions.setdefault(name, set()).add(version)
    wrong = {n: d.version for d in metadata.distributions()
             if (n := plain(d.name)) in versions and d.version not in versions[n]}  # fmt: skip
    assert wrong == {}


KUAT = re.compile(r"affero|agpl|(?<!lesser )(?<!library )general public license|(?<![a-z])gpl-?[23v]", re.I)


def test_no_library_forces_its_licence_on_ours() -> None:
    said = {}
    for name in {name for name, _, _ in entries("requirements.lock")}:
        try:
            data = metadata.metadata(name).json
        except metadata.PackageNotFoundError:
            continue  # another system's
        licence = str(data.get("license") or "")  # some put the whole text here
        rows = [str(data.get("license_expression") or ""), licence if len(licence) < 200 else ""]
        said[name] = " | ".join([*rows, *map(str, data.get("classifier") or [])]).lower()
    assert len(said) > 60 and any("mit" in text for text in said.values())
    strong = {name for name, text in said.items() if KUAT.search(text)}
    assert {name for name in strong if "lesser" not in said[name] and "artistic" not in said[name]} == set()
