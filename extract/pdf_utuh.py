"""Nothing printed on a page gets lost on the way into its lines and tables without being said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import product

from extract.finding import Finding, Tingkat
from extract.grid import Block, Cell, Table
from extract.pdf_words import PageContent, union

NAMED = 12  # lost words quoted in one finding


def check_kept(content: PageContent, blocks: Sequence[Block], file: str) -> list[Finding]:
    """Return a finding where a character of the page stands in no line and no cell, or cells overlap."""
    apart = check_apart(blocks, content.number, file)
    kept = _without_blanks(_texts(blocks))
    printed = _without_blanks(word.text for word in content.words)
    known = Counter(kept)
    gone = {char for char, count in Counter(printed).items() if count > known[char]}
    if not gone:
        return apart
    lost = [w for w in content.words if _without_blanks([w.text]) not in kept]
    lost = lost or [w for w in content.words if gone & set(w.text)]
    named = " ".join(word.text for word in lost[:NAMED]) + (" ..." if len(lost) > NAMED else "")
    return [*apart, Finding(
        "PDF-TEKS-LEPAS", Tingkat.PERINGATAN,
        f"{file} halaman {content.number}: teks \"{named}\" tidak masuk baris atau tabel mana pun karena garis di "
        "sekitarnya tidak beraturan, jadi tidak dibaca. Periksa di berkas, atau minta versi Excel.",
        (f"{file}: {content.locate(union(lost))}",), tercetak=named,
    )]  # fmt: skip


def check_apart(blocks: Sequence[Block], number: int, file: str) -> list[Finding]:
    """Return a finding for each table in which two cells cover one place and one of them says something."""
    findings = []
    for table in blocks:
        hit = _overlap(table) if isinstance(table, Table) else None
        if hit is not None:
            near = " ".join(hit.text.split())[:60]
            findings.append(Finding(
                "PDF-SEL-TINDIH", Tingkat.PERINGATAN,
                f"{file} halaman {number}: garis tabel bertindihan di sekitar \"{near}\", jadi baris "
                "atau kolomnya tidak pasti. Periksa di berkas, atau minta versi Excel.",
                (f"{file}: {hit.locator}",), tercetak=hit.text,
            ))  # fmt: skip
    return findings


def _overlap(table: Table) -> Cell | None:
    taken: dict[tuple[int, int], Cell] = {}
    for cell in (cell for row in table.rows for cell in row):
        for place in product(range(cell.row, cell.row + cell.rowspan), range(cell.col, cell.col + cell.colspan)):
            other = taken.setdefault(place, cell)
            if other is not cell and (other.text.strip() or cell.text.strip()):
                return cell if cell.text.strip() else other
    return None


def _texts(blocks: Sequence[Block]) -> list[str]:
    found = []
    for block in blocks:
        if isinstance(block, Table):
            found += [cell.text for row in block.rows for cell in row]
        else:
            found.append(block.text)
    return found


def _without_blanks(texts: Iterable[str]) -> str:
    return "".join("".join(texts).split())
