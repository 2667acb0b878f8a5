"""The data files beside the report: `angka.json`, `temuan.json`, `temuan.xlsx`, `tabel.xlsx`.

The same content gives the same bytes: no clock time, sorted zip entries with one fixed date.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

from extract.figure import Figure
from extract.finding import Finding, Tingkat
from render.buku import Lembar, write_workbook
from transform.ledger import Ledger

_URUTAN = {Tingkat.GALAT: 0, Tingkat.PERINGATAN: 1, Tingkat.INFO: 2}
_as_json = json.JSONEncoder(ensure_ascii=False).encode  # made once, not once a row
TEMUAN_KOLOM = ("tingkat", "kode", "pesan", "lokasi", "tercetak", "seharusnya")


class Cetakan(Protocol):
    """One printed figure, as the printer recorded it."""

    @property
    def id(self) -> str: ...
    @property
    def figure_id(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def bab(self) -> str: ...


def plain_value(value: Decimal | str | None) -> str | None:
    """Return a value as plain text: decimals without exponent and without trailing zeros made up."""
    return format(value, "f") if isinstance(value, Decimal) else value


def angka_entries(entries: Iterable[Cetakan], ledger: Ledger) -> list[dict[str, Any]]:
    """Return the content of `angka.json`: every printed figure, then the unprinted ones of its chain."""
    printed = list(entries)
    by_figure: dict[str, dict[str, str]] = {}
    for entry in printed:
        by_figure.setdefault(entry.figure_id, {}).setdefault(entry.bab, entry.id)
    result = [
        _entry(ledger[e.figure_id], e.id, e.text, e.bab, _inputs(ledger[e.figure_id], by_figure, e.bab))
        for e in printed
    ]
    seen = {e.figure_id for e in printed}
    todo = [name for e in printed for name in ledger[e.figure_id].inputs]
    while todo:
        figure_id = todo.pop(0)
        if figure_id in seen:
            continue
        seen.add(figure_id)
        figure = ledger[figure_id]
        result.append(_entry(figure, figure_id, None, None, _inputs(figure, by_figure, "")))
        todo.extend(figure.inputs)
    return result


def _inputs(figure: Figure, by_figure: Mapping[str, Mapping[str, str]], bab: str) -> list[str]:
    """Return the ids of the inputs: the printed id (of the same chapter, if any) or the ledger's own."""
    ids = []
    for name in figure.inputs:
        printed = by_figure.get(name)
        ids.append(printed.get(bab, next(iter(printed.values()))) if printed else name)
    return ids


def _entry(figure: Figure, entry_id: str, text: str | None, bab: str | None, inputs: list[str]) -> dict[str, Any]:
    source = figure.source
    entry: dict[str, Any] = {
        "id": entry_id,
        "tercetak": text,
        "nilai": plain_value(figure.value),
        "satuan": figure.unit,
        "bab": bab,
        "rumus": figure.formula,
        "masukan": inputs,
        "sumber": {"berkas": source.file, "sha256": source.sha256, "lokasi": source.locator} if source else None,
    }
    if figure.raw is not None:
        entry["teks_asli"] = figure.raw
    if figure.reason is not None:
        entry["alasan"] = figure.reason
    if figure.ocr:
        entry["ocr"] = True
    return entry


def write_angka(path: Path, entries: Iterable[Cetakan], ledger: Ledger) -> int:
    """Write `angka.json`, one figure per line; return how many figures are printed."""
    return write_angka_rows(path, angka_entries(entries, ledger))


def write_angka_rows(path: Path, rows: Sequence[Mapping[str, Any]]) -> int:
    """Write the content of `angka.json` as `angka_entries` gives it."""
    lines = ",\n".join(_as_json(row) for row in rows)
    path.write_text(f"[\n{lines}\n]\n" if rows else "[]\n", encoding="utf-8")
    return sum(1 for row in rows if row["tercetak"] is not None)


def temuan_entry(finding: Finding) -> dict[str, Any]:
    return {
        "kode": finding.kode,
        "tingkat": finding.tingkat.value,
        "pesan": finding.pesan,
        "lokasi": list(finding.lokasi),
        "tercetak": finding.tercetak,
        "seharusnya": finding.seharusnya,
    }


def sort_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Return each finding once, the gravest first, the rest in a fixed order."""
    unique = dict.fromkeys(findings)
    return sorted(unique, key=lambda f: (_URUTAN[f.tingkat], f.kode, f.lokasi, f.pesan))


def write_temuan(folder: Path, findings: Sequence[Finding]) -> None:
    """Write `temuan.json` and `temuan.xlsx`."""
    rows = [temuan_entry(f) for f in findings]
    lines = ",\n".join(_as_json(row) for row in rows)
    (folder / "temuan.json").write_text(f"[\n{lines}\n]\n" if rows else "[]\n", encoding="utf-8")
    body = [tuple("\n".join(row[k]) if k == "lokasi" else row[k] for k in TEMUAN_KOLOM) for row in rows]
    sheet = Lembar("temuan", TEMUAN_KOLOM, body, lebar=(14, 24, 90, 50, 24, 24))
    write_workbook(folder / "temuan.xlsx", [sheet])


def write_tabel(path: Path, tables: Mapping[str, tuple[Sequence[str], Sequence[Sequence[Any]]]]) -> None:
    """Write `tabel.xlsx`: one sheet per table (columns, rows), for people; empty tables are left out."""
    sheets = [Lembar(name, columns, rows) for name, (columns, rows) in tables.items() if rows]
    write_workbook(path, sheets or [Lembar("kosong", ("keterangan",), [("Belum ada tabel.",)])])
