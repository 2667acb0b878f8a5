"""`lkjip jejak`: where does a printed figure come from?"""

from __future__ import annotations

import json
import re
from pathlib import Path

from extract.finding import UnreadableInput
from transform.jejak import Entri, by_id, chain, search

LIMIT = 20


def load_angka(folder: Path) -> list[Entri]:
    """Return the decoded `angka.json` of an output folder. Raises UnreadableInput in Indonesian."""
    path = folder / "angka.json"
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise UnreadableInput(
            f"{folder}: tidak ada angka.json. Sebutkan folder keluaran satker, misalnya "
            "output/2023/bapas-polewali, atau jalankan `lkjip buat` lebih dahulu."
        ) from error
    except (OSError, ValueError) as error:
        raise UnreadableInput(f"{path}: rusak ({error}). Jalankan ulang `lkjip buat`.") from error
    return list(entries)


def find(folder: Path, words: str) -> tuple[list[Entri], tuple[Entri, ...]]:
    """Return all entries of the folder and those meant by a printed text, an id or a place."""
    entries = load_angka(folder)
    found = search(entries, words)
    if not found and re.search(r"tabel|gambar|bab|baris|paragraf", words, re.IGNORECASE):
        found = _at_place(folder, entries, words)
    return entries, found


def _at_place(folder: Path, entries: list[Entri], words: str) -> tuple[Entri, ...]:
    """Return the figures whose place in the report holds all words of the query, in reading order."""
    from extract.docx_angka import read_docx

    reports = sorted(folder.glob("LKjIP_*.docx"))
    if not reports:
        return ()
    wanted = [re.compile(rf"(?<![\w.]){re.escape(w)}(?![\w.]*\w)", re.IGNORECASE) for w in words.split()]
    known = by_id(entries)
    tags = [
        figure.tag
        for paragraph in read_docx(reports[0]).paragraf
        if all(pattern.search(paragraph.tempat) for pattern in wanted)
        for figure in paragraph.angka
    ]
    return tuple(known[tag] for tag in dict.fromkeys(tags) if tag in known)


def run(folder: Path, words: str, *, as_json: bool = False) -> int:
    """Print the chain of every figure meant; 0 when one was found, 1 when none, 2 for unreadable input."""
    from render.jejak_teks import chain_json, chain_lines

    entries, found = find(folder, words)
    if not found:
        print(
            f"Tidak ada angka tercetak yang cocok dengan “{words}” di {folder}. Cari dengan teks seperti "
            "tercetak (misalnya 67,42%), dengan id, atau dengan tempat (Tabel 3.1 baris 2)."
        )
        return 1
    known = by_id(entries)
    chains = [chain(known, str(entry["id"])) for entry in found]
    if as_json:
        print(json.dumps([chain_json(step) for step in chains], ensure_ascii=False, indent=1))
        return 0
    for step in chains[:LIMIT]:
        print("\n".join(chain_lines(step)) + "\n")
    if len(chains) > LIMIT:
        print(f"... dan {len(chains) - LIMIT} angka lain; persempit pencarian atau pakai --json.")
    return 0
