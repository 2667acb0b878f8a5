"""The blackline between two outputs of one satker: figures old and new, tables and sentences touched."""

from __future__ import annotations

import difflib
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CAPTION = re.compile(r"^Tabel\s+[\dIVX]+\.\d+")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\[])")


@dataclass(frozen=True, slots=True)
class Angka:
    """One printed figure that changed; None on the side where it does not exist."""

    id: str
    lama: str | None
    baru: str | None
    berkas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Perubahan:
    """What differs between two outputs."""

    angka: tuple[Angka, ...]
    tabel: tuple[str, ...]
    kalimat: tuple[tuple[str | None, str | None], ...]

    def summary(self, names: set[str] | None = None) -> str:
        """Return `3 angka, Tabel 3.4, 2 kalimat`; only the figures that rest on the named files, if given."""
        figures = [a for a in self.angka if names is None or names & set(a.berkas)]
        unique = {a.id.rpartition("@")[0] or a.id for a in figures}
        parts = [f"{len(unique)} angka"]
        parts += [", ".join(self.tabel)] if self.tabel else []
        parts += [f"{len(self.kalimat)} kalimat"] if self.kalimat else []
        return ", ".join(parts)

    def lines(self, limit: int = 12) -> tuple[str, ...]:
        """Return the blackline for a terminal: at most `limit` figures and sentences each."""
        if not (self.angka or self.tabel or self.kalimat):
            return ()
        rows = [f"{a.id}: {a.lama or '(tidak ada)'} -> {a.baru or '(tidak ada)'}" for a in self.angka]
        texts = []
        for old, new in self.kalimat:
            texts += [f"- {old}"] if old else []
            texts += [f"+ {new}"] if new else []
        return (self.summary(), *_cut(rows, limit, "angka"), *_cut(texts, 2 * limit, "baris"))

    def write(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _cut(rows: list[str], limit: int, what: str) -> list[str]:
    return rows if len(rows) <= limit else [*rows[:limit], f"... dan {len(rows) - limit} {what} lagi"]


def compare(old: Path, new: Path) -> Perubahan:
    """Return the blackline from the output folder `old` to the output folder `new`."""
    before, after = _paragraphs(old), _paragraphs(new)
    if bool(before) != bool(after):  # a complete report against single chapters says nothing
        return Perubahan((), (), ())
    tables = _changed_tables(before, after)
    plain_before = [s for text, table in before if not table for s in _SENTENCE.split(text)]
    plain_after = [s for text, table in after if not table for s in _SENTENCE.split(text)]
    return Perubahan(_changed_figures(old, new), tables, _changed_sentences(plain_before, plain_after))


def _changed_figures(old: Path, new: Path) -> tuple[Angka, ...]:
    before, after = _load_angka(old), _load_angka(new)
    result = []
    for name in sorted({*before, *after}):
        left, right = before.get(name), after.get(name)
        shown = tuple(side.get("tercetak") if side else None for side in (left, right))
        if shown[0] == shown[1]:
            continue
        files = _files(name, before) | _files(name, after)
        result.append(Angka(name, shown[0], shown[1], tuple(sorted(files))))
    return tuple(result)


def _load_angka(folder: Path) -> dict[str, dict[str, Any]]:
    try:
        rows = json.loads((folder / "angka.json").read_text(encoding="utf-8"))
        return {row["id"]: row for row in rows}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _files(name: str, figures: dict[str, dict[str, Any]]) -> set[str]:
    """Return the source files a figure rests on."""
    found: set[str] = set()
    seen: set[str] = set()
    todo = [name]
    while todo:
        current = todo.pop()
        if current in seen or current not in figures:
            continue
        seen.add(current)
        row = figures[current]
        if row.get("sumber"):
            found.add(row["sumber"]["berkas"])
        todo.extend(row.get("masukan", ()))
    return found


def _paragraphs(folder: Path) -> list[tuple[str, str]]:
    """Return every paragraph of the report with the caption of the table it stands in ('' outside)."""
    from defusedxml.ElementTree import fromstring

    reports = sorted(folder.glob("LKjIP_*.docx"))
    if not reports:
        return []
    try:
        with zipfile.ZipFile(reports[0]) as package:
            body = fromstring(package.read("word/document.xml")).find(f"{_W}body")
    except (OSError, zipfile.BadZipFile, KeyError):
        return []
    return _walk(body) if body is not None else []


def _walk(body: Element) -> list[tuple[str, str]]:
    result = []
    caption = ""
    for child in _blocks(body):
        if child.tag == f"{_W}tbl":
            cells = " | ".join(_text(p) for p in child.iter(f"{_W}p"))
            result.append((cells, caption or "tabel tanpa judul"))
        elif child.tag == f"{_W}p" and not _listed(child):
            text = _text(child)
            match = _CAPTION.match(text)
            caption = match[0] if match else caption
            result.append((text, ""))
    return [(text, table) for text, table in result if text]


def _listed(paragraph: Element) -> bool:
    """Return whether the paragraph is an entry of a list of contents, tables or figures (page numbers)."""
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return style is not None and style.get(f"{_W}val", "").upper().startswith(("TOC", "TABLEOFFIGURES"))


def _blocks(parent: Element) -> Iterator[Element]:
    """Yield paragraphs and tables in order, looking into content controls."""
    for child in parent:
        content = child.find(f"{_W}sdtContent") if child.tag == f"{_W}sdt" else None
        if content is None:
            yield child
        else:
            yield from _blocks(content)


def _text(paragraph: Element) -> str:
    return "".join(t.text or "" for t in paragraph.iter(f"{_W}t")).strip()


def _changed_tables(before: list[tuple[str, str]], after: list[tuple[str, str]]) -> tuple[str, ...]:
    left: dict[str, list[str]] = {}
    right: dict[str, list[str]] = {}
    for side, rows in ((left, before), (right, after)):
        for text, table in rows:
            if table:
                side.setdefault(table, []).append(text)
    return tuple(name for name in dict.fromkeys([*right, *left]) if left.get(name) != right.get(name))


def _changed_sentences(before: list[str], after: list[str]) -> tuple[tuple[str | None, str | None], ...]:
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    result: list[tuple[str | None, str | None]] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        old, new = before[i1:i2], after[j1:j2]
        for index in range(max(len(old), len(new))):
            result.append((old[index] if index < len(old) else None, new[index] if index < len(new) else None))
    return tuple(result)
