"""docs/ISI_BAB.md names every top-level name a template may use, and no other."""

from __future__ import annotations

import re

from tests.render.contoh import ROOT, contexts, read_sample

BAB = {"d": "Bagian depan", "1": "Bab I", "2": "Bab II", "3": "Bab III", "4": "Bab IV", "L": "Lampiran"}


def test_every_name_of_every_chapter_is_documented() -> None:
    page = (ROOT / "docs" / "ISI_BAB.md").read_text(encoding="utf-8")
    sections = {part.split("\n", 1)[0].split(" (")[0]: part for part in page.split("\n## ")[1:]}
    made = contexts(read_sample("bapas-polewali"))
    common = set.intersection(*(set(konteks.data) for konteks in made.values()))
    assert common <= set(re.findall(r"\w+", sections["Semua bab"]))
    for bab, konteks in made.items():
        named = set(re.findall(r"`(\w+)", sections[BAB[bab]]))
        assert set(konteks.data) - common <= named, bab
