"""A figure's chain as plain lines for a terminal, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from transform.jejak import Entri, Simpul

NAMES = {"d": "bagian depan", "1": "Bab I", "2": "Bab II", "3": "Bab III", "4": "Bab IV", "L": "lampiran"}


def chain_lines(step: Simpul) -> Iterator[str]:
    """Yield the chain from the printed text down to file, page or cell, and raw text."""
    entry = step.entri
    printed = entry.get("tercetak")
    title = f"{printed}" if printed else _value(entry)
    where = NAMES.get(str(entry.get("bab")), str(entry.get("bab") or ""))
    yield title + (f"   (tercetak di {where})" if where else "")
    yield f"  id      : {entry['id']}"
    if printed and entry.get("nilai") is not None:
        yield f"  nilai   : {_value(entry)}"
    yield from _origin(step, "  ")


def _origin(step: Simpul, indent: str) -> Iterator[str]:
    entry = step.entri
    source = entry.get("sumber")
    if source:
        yield f"{indent}sumber  : {source['berkas']}"
        yield f"{indent}lokasi  : {source['lokasi']}"
        yield f"{indent}sha256  : {source['sha256']}"
        if entry.get("teks_asli"):
            yield f"{indent}teks asli: {entry['teks_asli']}" + (" (dibaca dengan OCR)" if entry.get("ocr") else "")
        return
    if entry.get("rumus"):
        yield f"{indent}rumus   : {entry['rumus']}"
    if step.berulang:
        yield f"{indent}(masukan sudah ditampilkan di atas)"
    for number, part in enumerate(step.masukan):
        last = number == len(step.masukan) - 1
        yield f"{indent}{'└─' if last else '├─'} {part.entri['id']} = {_value(part.entri)}"
        yield from _origin(part, indent + ("   " if last else "│  "))


def _value(entry: Entri) -> str:
    value = entry.get("nilai")
    if value is None:
        return "tidak ada nilai"
    unit = str(entry.get("satuan") or "")
    return f"{value} {unit}".strip()


def chain_json(step: Simpul) -> dict[str, Any]:
    """Return the chain as nested objects with the contract's keys; `masukan` holds objects, not ids."""
    result = dict(step.entri)
    result["masukan"] = [chain_json(part) for part in step.masukan]
    return result
