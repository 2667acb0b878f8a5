"""Wrong figures on purpose: cells, columns, pages of the real recaps changed; who notices?

`python -m benchmarks.keamanan_mutasi --n 200 [--satker bapas-polewali]`. A change is *followed* when the facts
read at that place, and no others, say what the file now says; *noticed* when a finding appears that was not there
before. What is neither is a silent wrong figure. Digits are told apart by table and column, because only a
figure that the file repeats or computes (sisa, totals, percent, IKPA, SMART, capaian) can contradict itself.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

from msgspec.structs import replace

from benchmarks.bahan import CONTOH
from extract.bacaan import Bacaan
from extract.berkas import list_files
from extract.collect import read_folder
from extract.excel_format import show
from extract.figure import Fact
from extract.finding import Finding, LkjipError, Tingkat
from extract.grid import Cell, Document, Sheet, Table
from extract.isolate import read_all
from flows.wadah import AKAR
from transform.aturan import load_hitung
from transform.build import build_laporan
from transform.laporan import Periode

REDUNDAN = ("belanja", "belanja_lalu", "satker_belanja", "fa_detail", "ikpa", "smart", "capaian", "capaian_lalu",
            "pegawai")  # fmt: skip
Ubah = Callable[[Document, random.Random], tuple[Document, str] | None]


@dataclass
class Satker:
    """The documents of one satker, read once, and what they say unchanged."""

    folder: Path
    tahun: int
    documents: dict[Path, Document]
    facts: dict[tuple[str, str, str], Fact] = field(default_factory=dict)
    findings: Counter[tuple[str, str]] = field(default_factory=Counter)

    @classmethod
    def read(cls, name: str, tahun: int) -> Satker:
        folder = AKAR / "input" / str(tahun) / name
        paths = list_files(folder)
        documents = dict(zip(paths, read_all(paths, folder), strict=True))
        satker = cls(folder, tahun, documents)
        satker.facts, satker.findings = satker.understand({})
        return satker

    def understand(
        self, changed: dict[Path, Document]
    ) -> tuple[dict[tuple[str, str, str], Fact], Counter[tuple[str, str]]]:
        """Return all facts by table, key and column, and the findings that are more than information."""
        read = {**self.documents, **changed}
        bacaan = read_folder(self.folder, self.tahun, reader=lambda path, base: read[path])
        facts = {(f.tabel, f.kunci_json, f.kolom): f for f in bacaan.facts}
        return facts, Counter((f.kode, f.pesan) for f in self._findings(bacaan) if f.tingkat is not Tingkat.INFO)

    def _findings(self, bacaan: Bacaan) -> Iterator[Finding]:
        laporan = build_laporan(bacaan, Periode(self.tahun), load_hitung(), satker_id=self.folder.name)
        return iter(laporan.temuan)


def change_cell(document: Document, locator: str, new: Cell) -> Document:
    def table(t: Table) -> Table:
        return replace(t, rows=tuple(tuple(new if c.locator == locator else c for c in row) for row in t.rows))

    sheets = tuple(
        replace(s, blocks=tuple(table(b) if isinstance(b, Table) else b for b in s.blocks)) for s in document.sheets
    )
    return replace(document, sheets=sheets)


def with_text(cell: Cell, text: str) -> Cell | None:
    """Return the cell with its number changed; None where the text is no longer a number of that cell."""
    if isinstance(cell.value, Decimal):
        try:
            value = Decimal(text)
        except InvalidOperation:
            return None
        return replace(cell, value=value, text=show(value, cell.number_format))
    return replace(cell, text=text, value=text)


def raw_text(cell: Cell) -> str:
    return f"{cell.value:f}" if isinstance(cell.value, Decimal) else cell.text


def digit(document: Document, cell: Cell, rng: random.Random) -> tuple[Document, str] | None:
    """Change one digit of the cell."""
    text = raw_text(cell)
    places = [i for i, c in enumerate(text) if c.isdigit()]
    if not places:
        return None
    at = rng.choice(places)
    other = rng.choice([d for d in "0123456789" if d != text[at]])
    new = with_text(cell, text[:at] + other + text[at + 1 :])
    return None if new is None else (change_cell(document, cell.locator, new), f"{text} -> {raw_text(new)}")


def sign(document: Document, cell: Cell, rng: random.Random) -> tuple[Document, str] | None:
    """Swap the decimal and thousands signs of the cell, or shift the point of a typed number."""
    text = raw_text(cell)
    if isinstance(cell.value, str):
        swapped = text.translate(str.maketrans(",.", ".,"))
    elif "." in text:
        head, tail = text.split(".")
        swapped = f"{head}{tail[:1]}.{tail[1:] or '0'}"
    else:
        swapped = text + "00"
    new = with_text(cell, swapped)
    if swapped == text or new is None:
        return None
    return change_cell(document, cell.locator, new), f"{text} -> {swapped}"


def columns(document: Document, cell: Cell, rng: random.Random) -> tuple[Document, str] | None:
    """Swap the numbers of the cell's column with those of the next column that holds numbers."""
    for sheet in document.sheets:
        for table in sheet.tables():
            if not any(c.locator == cell.locator for row in table.rows for c in row):
                continue
            numeric = [c for row in table.rows for c in row if _numeric(c)]
            others = sorted({c.col for c in numeric} - {cell.col})
            if not others:
                return None
            other = rng.choice(others)
            both = {cell.col: other, other: cell.col}
            pairs = {(c.row, c.col): c for c in numeric if c.col in both}
            rows = tuple(tuple(_exchanged(c, pairs, both) for c in row) for row in table.rows)
            new = replace(table, rows=rows)
            sheets = tuple(_swap(s, table, new) for s in document.sheets)
            return replace(document, sheets=sheets), f"kolom {cell.col} dan {other} bertukar"
    return None


def _numeric(cell: Cell) -> bool:
    text = cell.text.strip()
    return bool(text) and sum(ch.isdigit() for ch in text) * 2 >= len(text) and text[0] not in "(T"


def _exchanged(cell: Cell, pairs: dict[tuple[int, int], Cell], both: dict[int, int]) -> Cell:
    if (cell.row, cell.col) not in pairs:
        return cell
    other = pairs.get((cell.row, both[cell.col]))
    if other is None:
        return replace(cell, text="", value=None)
    return replace(cell, text=other.text, value=other.value, number_format=other.number_format)


def _swap(sheet: Sheet, old: Table, new: Table) -> Sheet:
    return replace(sheet, blocks=tuple(new if b is old else b for b in sheet.blocks))


def page(document: Document, cell: Cell, rng: random.Random) -> tuple[Document, str] | None:
    """Drop the sheet or page that the cell stands on."""
    kept = [s for s in document.sheets
            if not any(c.locator == cell.locator for t in s.tables() for row in t.rows for c in row)]  # fmt: skip
    if len(kept) == len(document.sheets):
        return None
    return replace(document, sheets=tuple(kept)), "halaman atau lembar dibuang"


KINDS = {"digit": digit, "tanda": sign, "kolom": columns, "halaman": page}


def judge(satker: Satker, kind: str, fact: Fact, rng: random.Random) -> tuple[str, str] | None:
    """Return `diikuti`, `ditemukan` or `diam` for one change made at the fact's cell, and what was changed."""
    path = next(p for p in satker.documents if satker.documents[p].file == fact.source.file)
    document = satker.documents[path]
    cell = next((c for s in document.sheets for t in s.tables() for row in t.rows for c in row
                 if c.locator == fact.source.locator), None)  # fmt: skip
    made = cell and KINDS[kind](document, cell, rng)
    if not made:
        return None
    what = f"{fact.tabel}.{fact.kolom} {fact.source.file} {fact.source.locator}: {made[1]}"
    try:
        facts, findings = satker.understand({path: made[0]})
    except LkjipError as error:
        return "ditemukan", f"{what} [{error}]"
    new = findings - satker.findings
    if new:
        return "ditemukan", f"{what} [{next(iter(new))[0]}]"
    old = satker.facts
    every = facts.keys() | old.keys()
    moved = {k for k in every if k not in facts or k not in old or facts[k].nilai != old[k].nilai}
    if kind in ("digit", "tanda"):
        own = {k for k, f in satker.facts.items()
               if f.source.locator == fact.source.locator and f.source.file == fact.source.file}  # fmt: skip
        if moved and moved <= own and moved <= facts.keys():
            return "diikuti", what
        if moved - own or moved - facts.keys():
            return "diam", f"{what} | bergeser: {sorted(moved - own)[:3]}"
        return "sama", what
    return ("diikuti", what) if moved else ("sama", what)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--n", type=int, default=100, help="perubahan per satker dan jenis")
    parser.add_argument("--satker", default="")
    parser.add_argument("--jenis", default=",".join(KINDS))
    parser.add_argument("--benih", type=int, default=1)
    parser.add_argument("--rinci", action="store_true", help="sebut setiap perubahan yang tidak ditemukan")
    options = parser.parse_args()
    total: Counter[tuple[str, str]] = Counter()
    unnoticed: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    silent = []
    for name, tahun in CONTOH:
        if options.satker not in ("", name):
            continue
        satker = Satker.read(name, tahun)
        rng = random.Random(options.benih)
        known = [f for f in satker.facts.values() if f.tabel in REDUNDAN and not f.ocr]
        pool = [f for f in known if isinstance(f.nilai, Decimal)]
        for kind in options.jenis.split(","):
            for fact in rng.sample(pool, min(options.n, len(pool))):
                found = judge(satker, kind, fact, rng)
                if found is None:
                    continue
                total[kind, found[0]] += 1
                label = f"{kind} {fact.tabel}.{fact.kolom}"
                tried[label] += 1
                unnoticed[label] += found[0] in ("diikuti", "diam")
                if found[0] == "diam" or (options.rinci and found[0] == "diikuti"):
                    silent.append(f"{found[0]}: {name}: {found[1]}")
    for (kind, outcome), count in sorted(total.items()):
        print(f"{kind:8} {outcome:10} {count}")
    for label, count in sorted(unnoticed.items()):
        if count:
            print(f"  {label}: {count} dari {tried[label]} tanpa temuan")
    print(*silent, sep="\n")
    return 1 if any(line.startswith("diam") for line in silent) else 0


if __name__ == "__main__":
    sys.exit(main())
