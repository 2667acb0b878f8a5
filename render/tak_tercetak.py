"""Recaps that were read, but of which the report prints nothing: said, so that nobody looks for them in vain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from extract.figure import Fact
from extract.finding import Finding, Tingkat
from transform.checks_sumber import NAMA_SUMBER

TANPA_ANGKA = frozenset({"profil"})  # texts, or numbers that identify


def find_unprinted(facts: Iterable[Fact], angka: Iterable[Mapping[str, Any]]) -> list[Finding]:
    """Return a finding for every table of a file whose numbers reach no printed figure, not even as an input."""
    used = {(e["sumber"]["berkas"], e["sumber"]["lokasi"]) for e in angka if e.get("sumber")}
    tables: dict[tuple[str, str], list[Fact]] = {}
    for fact in facts:
        if isinstance(fact.nilai, Decimal) and fact.tabel not in TANPA_ANGKA and not fact.tabel.startswith("isian"):
            tables.setdefault((fact.source.file, fact.tabel), []).append(fact)
    return [
        Finding(
            "TIDAK-DICETAK", Tingkat.INFO,
            f"{file}: {NAMA_SUMBER.get(tabel, tabel)} dibaca ({len(own)} nilai) tetapi tidak satu pun masuk "
            "laporan ini: pedoman yang dipakai tidak memuat bagiannya, atau isinya menyangkut hal lain. Bila "
            "bagian itu diperlukan, pilih pedoman lain (--pedoman) atau tambahkan ke templatnya.",
            (f"{file}: {own[0].source.locator}",),
        )
        for (file, tabel), own in sorted(tables.items())
        if not any((file, fact.source.locator) in used for fact in own)
    ]  # fmt: skip
