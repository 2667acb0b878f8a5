"""Nothing printed on a page gets lost on the way into its lines and tables without being said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from extract.finding import Finding, Tingkat
from extract.grid import Block, Table
from extract.pdf_words import PageContent, union

NAMED = 12  # lost words quoted in one finding


def check_kept(content: PageContent, blocks: Sequence[Block], file: str) -> list[Finding]:
    """Return a finding where letters or digits of the page stand in no line and no cell."""
    kept = _without_blanks(_texts(blocks))
    printed = _without_blanks(word.text for word in content.words)
    missing = Counter(printed)
    missing.subtract(kept)
    gone = {char for char, count in missing.items() if count > 0 and char.isalnum()}
    if not gone:
        return []
    lost = [w for w in content.words if _without_blanks([w.text]) not in kept]
    lost = lost or [w for w in content.words if gone & set(w.text)]
    named = " ".join(word.text for word in lost[:NAMED]) + (" ..." if len(lost) > NAMED else "")
    return [Finding(
        "PDF-TEKS-LEPAS", Tingkat.PERINGATAN,
        f"{file} halaman {content.number}: teks \"{named}\" tidak masuk baris atau tabel mana pun karena garis di "
        "sekitarnya tidak beraturan, jadi tidak dibaca. Periksa di berkas, atau minta versi Excel.",
        (f"{file}: {content.locate(union(lost))}",), tercetak=named,
    )]  # fmt: skip


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
