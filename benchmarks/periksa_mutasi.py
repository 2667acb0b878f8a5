"""Measures how many injected errors `periksa` finds: one change at a time in a consistent report (DOCX).

    python benchmarks/periksa_mutasi.py LAPORAN.docx [LAPORAN.docx ...] [--per-jenis N] [--benih B] [--tulis FILE]

Each kind of error is injected up to N times (seeded), each time into the untouched report. An error counts as
found when a finding appears that the untouched report does not have. Where the errors go is chosen from the
Word file itself (header words of columns, styles), not from what `periksa` understood.
"""

from __future__ import annotations

import argparse
import copy
import random
import re
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from lxml import etree  # noqa: E402

from transform.periksa import check_file  # noqa: E402
from transform.periksa_dasar import Derajat, Temuan  # noqa: E402

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ANGKA = re.compile(r"\d[\d.]*(?:,\d+)?")


@dataclass
class Report:
    """One report: its parts, its findings when untouched."""

    path: Path
    root: Any
    styles: bytes
    known: set[tuple[str, str]]
    pasti: list[Temuan]


def text_of(node: Any) -> str:
    return "".join(t.text or "" for t in node.iter(f"{W}t"))


def set_text(node: Any, text: str) -> None:
    """Put the text into the node's first run of text and empty the others."""
    nodes = list(node.iter(f"{W}t"))
    nodes[0].text = text
    for other in nodes[1:]:
        other.text = ""


def replace_in(node: Any, old: str, new: str) -> bool:
    """Replace a piece of text inside one run where possible, else in the whole node."""
    for t in node.iter(f"{W}t"):
        if t.text and old in t.text:
            t.text = t.text.replace(old, new, 1)
            return True
    whole = text_of(node)
    if old not in whole:
        return False
    set_text(node, whole.replace(old, new, 1))
    return True


def change_number(text: str, rng: random.Random) -> str:
    """Return the number with one leading digit changed: never a matter of rounding."""
    match = ANGKA.search(text)
    if match is None:
        return text
    digits = [i for i in range(match.start(), match.end()) if text[i].isdigit()]
    whole = [i for i in digits if "," not in text[match.start() : i]] or digits
    at = whole[min(rng.randrange(2), len(whole) - 1)]
    choices = [d for d in "123456789" if d != text[at]]
    return text[:at] + rng.choice(choices) + text[at + 1 :]


def cells(table: Any) -> list[list[Any]]:
    return [list(row.iter(f"{W}tc")) for row in table.iterchildren(f"{W}tr")]


def body_paragraphs(root: Any, start: str = "PENDAHULUAN") -> list[Any]:
    """Return the paragraphs outside tables from Bab I on."""
    out, inside = [], False
    for node in root.find(f"{W}body").iter(f"{W}p"):
        if any(a.tag == f"{W}tc" for a in node.iterancestors()):
            continue
        if text_of(node).strip().upper().endswith(start) and "toc" not in style_of(node):
            inside = True
        if inside:
            out.append(node)
    return out


def style_of(node: Any) -> str:
    style = node.find(f"{W}pPr/{W}pStyle")
    return (style.get(f"{W}val", "") if style is not None else "").lower()


Place = tuple[Any, str, str]  # node, old text, new text
Finder = Callable[[Any, random.Random], Iterator[Place]]


def column(header: str, *, totals: bool | None = False, forbid: str = "$^", need: str = "") -> Finder:
    """Return a finder of number cells under a column title."""

    def find(root: Any, rng: random.Random) -> Iterator[Place]:
        for table in root.iter(f"{W}tbl"):
            rows = cells(table)
            titles = [text_of(c).strip() for c in rows[0]] if rows else []
            if re.search(forbid, " ".join(titles), re.I) or not re.search(need, " ".join(titles), re.I):
                continue
            for c, title in enumerate(titles):
                if not re.fullmatch(header, title, re.I):
                    continue
                for row in rows[1:]:
                    if len(row) != len(titles):
                        continue
                    is_total = bool(
                        re.match(
                            r"\s*(jumlah|total)\s*$",
                            text_of(row[0]) or text_of(row[min(1, len(row) - 1)]),
                            re.I,
                        )
                    )
                    value = text_of(row[c])
                    if (totals is not None and is_total != totals) or not re.match(r"\s*\d", value):
                        continue
                    new = change_number(value, rng)
                    if new != value:
                        yield row[c], value, new

    return find


def sentence(pattern: str, change: Callable[[str, random.Random], str]) -> Finder:
    """Return a finder of pieces of running text."""

    def find(root: Any, rng: random.Random) -> Iterator[Place]:
        for node in body_paragraphs(root):
            text = text_of(node)
            if re.match(r"\s*(tabel|gambar)\b", text, re.I) or "heading" in style_of(node) or "=" in text:
                continue
            for match in re.finditer(pattern, text):
                new = change(match.group(), rng)
                if new != match.group():
                    yield node, text, text[: match.start()] + new + text[match.end() :]

    return find


def swap(old: str, new: str) -> Callable[[str, random.Random], str]:
    return lambda text, rng: text.replace(old, new)


def caption_number(root: Any, rng: random.Random) -> Iterator[Place]:
    """A caption takes the number of the one before it."""
    last = ""
    for node in body_paragraphs(root):
        match = re.match(r"\s*Tabel\s+(\d+\.\d+)", text_of(node))
        if match and "caption" in style_of(node):
            if last:
                yield node, text_of(node), text_of(node).replace(match.group(1), last, 1)
            last = match.group(1)


def list_title(root: Any, rng: random.Random) -> Iterator[Place]:
    """A line of the list of tables bears another title."""
    for node in root.iter(f"{W}p"):
        text = text_of(node)
        if re.match(r"\s*Tabel\s+\d+\.\d+", text) and "tableoffigures" in style_of(node).replace(" ", ""):
            number = re.match(r"\s*Tabel\s+[\d.]+", text)
            if number:
                yield node, text, f"{number.group()} Susunan pegawai menurut pendidikan formal 9"


def heading_name(root: Any, rng: random.Random) -> Iterator[Place]:
    """A sub-chapter bears the number of the one before it."""
    last = ""
    for node in body_paragraphs(root):
        match = re.match(r"\s*(IK[A-Z]?\s+)(\d+\.\d+)(\s+\S.*)", text_of(node))
        if match and "heading" in style_of(node):
            if last and last != "1.1":
                yield node, text_of(node), match.group(1) + last + match.group(3)
            last = match.group(2)


def pasted(root: Any, rng: random.Random) -> Iterator[Place]:
    """A sentence of another indicator stands under an indicator."""
    names = []
    for node in body_paragraphs(root):
        match = re.match(r"\s*IK[A-Z]?\s+\d+\.\d+\s+(\S.{25,})", text_of(node))
        if match and "heading" in style_of(node):
            names.append(match.group(1).strip())
    current = ""
    for node in body_paragraphs(root):
        text = text_of(node)
        match = re.match(r"\s*IK[A-Z]?\s+\d+\.\d+\s+(\S.{25,})", text)
        if match and "heading" in style_of(node):
            current = match.group(1).strip()
        elif current and re.search(r"standar nasional", text) and len(text) > 40:
            others = [n for n in names if n != current]
            if others:
                yield (
                    node,
                    text,
                    f"Indikator ini tidak memiliki standar nasional mengingat pengukuran {rng.choice(others)} hanya dilakukan di sini.",  # noqa: E501
                )


def drop_row(root: Any, rng: random.Random) -> Iterator[Place]:
    """An indicator's row is missing from the capaian table (the row is emptied of its texts)."""
    for table in root.iter(f"{W}tbl"):
        rows = cells(table)
        titles = " ".join(text_of(c) for c in rows[0]) if rows else ""
        if re.search("Sasaran", titles) and re.search("Capaian", titles) and len(rows) > 4:
            for row in rows[2:]:
                yield row[0].getparent(), "row", ""


KINDS: dict[str, Finder] = {
    "capaian (tabel)": column("Capaian", forbid="Pagu", need="Target"),
    "realisasi (tabel)": column("Realisasi", forbid="Pagu|Renstra"),
    "target (tabel)": column("Target", forbid="Pagu"),
    "target Renstra (tabel)": column("Target Renstra"),
    "pagu": column(r"Pagu \(Rp\)", forbid="Capaian|Jenis$"),
    "realisasi anggaran": column(r"Realisasi \(Rp\)", forbid="Capaian"),
    "sisa": column(r"Sisa \(Rp\)", totals=None),
    "persen serapan": column("Serapan", totals=None),
    "jumlah (baris total)": column(r"Pagu \(Rp\)|Realisasi \(Rp\)|Laki-laki|Perempuan|Jumlah", totals=True),
    "nilai akhir IKPA": column("Nilai Akhir", need="Bobot"),
    "kalimat: persen": sentence(r"(?<=[Rr]ealisasi )\d[\d.,]*%|(?<=menjadi )\d[\d.,]*%|(?<=dari )\d[\d.,]*%(?= pada| menjadi)", change_number),  # noqa: E501
    "kalimat: poin": sentence(r"\d[\d.,]* poin", change_number),
    "kalimat: rupiah": sentence(r"Rp\d[\d.]+,\d\d(?= atau)|(?<=realisasi )Rp\d[\d.]+,\d\d|(?<=sebesar )Rp\d[\d.]+,\d\d", change_number),  # noqa: E501
    "kalimat: serapan": sentence(r"(?<=atau )\d[\d,]*%", change_number),
    "kata: naik/turun": sentence(r"\b(?:meningkat|menurun|turun|naik)\b", lambda t, r: {"meningkat": "menurun", "menurun": "meningkat", "turun": "naik", "naik": "turun"}[t]),  # noqa: E501
    "kata: melampaui target": sentence(r"telah melampaui target|sehingga target tersebut telah terlampaui", lambda t, r: t.replace("telah melampaui", "belum mencapai").replace("telah terlampaui", "belum tercapai")),  # noqa: E501
    "kata: belum mencapai": sentence(r"belum mencapai target Renstra", swap("belum mencapai", "telah melampaui")),
    "hitungan: sasaran/indikator": sentence(r"\b\d+ (?:indikator|sasaran)(?= kinerja dari| dari|\.| tersebut)", change_number),  # noqa: E501
    "hitungan: pegawai": sentence(r"(?<=adalah )\d[\d.]* orang|\d[\d.]+ pegawai", change_number),
    "nomor tabel ganda": caption_number,
    "judul di daftar": list_title,
    "nomor indikator ganda": heading_name,
    "kalimat indikator lain": pasted,
    "baris hilang": drop_row,
    "kelas satker": sentence(r"Kelas II\b|Kelas III\b|Kelas I\b", lambda t, r: "Kelas I" if t != "Kelas I" else "Kelas II"),  # noqa: E501
    "tahun lain": sentence(r"(?:LKjIP|Laporan Kinerja)[^.]{0,80}Tahun 20\d\d", lambda t, r: re.sub(r"20(\d\d)$", "2019", t)),  # noqa: E501
    "isian terbuka": sentence(r"\b\d+ (?:orang|indikator)\b", lambda t, r: "... " + t.split()[1]),
}  # fmt: skip


def load(path: Path) -> Report:
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
        styles = archive.read("word/styles.xml")
    result = check_file(path)
    return Report(
        path,
        root,
        styles,
        {_key(t) for t in result.temuan},
        [t for t in result.temuan if t.derajat is Derajat.PASTI],
    )


def _key(finding: Temuan) -> tuple[str, str]:
    return finding.kode, finding.pesan


def inject(report: Report, finder: Finder, index: int, seed: int, folder: Path) -> list[Temuan] | None:
    """Return the new findings after one error, None where the kind has no such place."""
    root = copy.deepcopy(report.root)
    places = list(finder(root, random.Random(seed)))
    if not places:
        return None
    node, old, new = (
        random.Random(f"{seed}-{index}").sample(places, len(places))[index % len(places)]
        if index < len(places)
        else (None, "", "")
    )
    if node is None:
        return None
    if old == "row":
        node.getparent().remove(node)
    else:
        _rewrite(node, old, new)
    path = folder / "laporan.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("word/document.xml", etree.tostring(root))
        archive.writestr("word/styles.xml", report.styles)
    return [t for t in check_file(path).temuan if _key(t) not in report.known]


def _rewrite(node: Any, old: str, new: str) -> None:
    """Change only the run that differs, so that the rest of the node keeps its runs."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    position = 0
    for t in node.iter(f"{W}t"):
        length = len(t.text or "")
        end_old = len(old) - (position + length)
        if position <= start < position + length and old[position + length :] == new[len(new) - end_old :]:
            t.text = new[position : len(new) - end_old]
            return
        position += length
    set_text(node, new)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("laporan", nargs="+", type=Path)
    parser.add_argument("--per-jenis", type=int, default=20)
    parser.add_argument("--benih", type=int, default=7)
    parser.add_argument("--tulis", type=Path)
    parser.add_argument("--luput", action="store_true", help="tampilkan kesalahan yang tidak ditemukan")
    options = parser.parse_args()
    reports = [load(p) for p in options.laporan]
    lines = ["| jenis kesalahan | disuntikkan | ditemukan | pasti |", "|---|---:|---:|---:|"]
    total = [0, 0, 0]
    with tempfile.TemporaryDirectory() as name:
        for kind, finder in KINDS.items():
            tally = [0, 0, 0]
            for report in reports:
                for index in range(options.per_jenis):
                    found = inject(report, finder, index, options.benih, Path(name))
                    if found is None:
                        break
                    tally[0] += 1
                    tally[1] += bool(found)
                    tally[2] += any(t.derajat is Derajat.PASTI for t in found)
                    if options.luput and not found:
                        print(f"LUPUT {kind}: {report.path.name} #{index}", file=sys.stderr)
            total = [a + b for a, b in zip(total, tally, strict=True)]
            lines.append(f"| {kind} | {tally[0]} | {_share(tally[1], tally[0])} | {_share(tally[2], tally[0])} |")
            print(lines[-1], flush=True)
    lines.append(f"| **semua** | {total[0]} | {_share(total[1], total[0])} | {_share(total[2], total[0])} |")
    false = [(r.path.name, [t for t in r.pasti if t.kode != "ISIAN-TERBUKA"]) for r in reports]
    lines += ["", "Temuan `pasti` pada laporan yang tidak diubah (tanda `[PERLU DIISI]` tidak dihitung):", ""]
    lines += [f"- {name}: {len(items)}" for name, items in false]
    print("\n".join(lines[-len(false) - 4 :]))
    if options.tulis:
        options.tulis.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


def _share(part: int, whole: int) -> str:
    return f"{part} ({100 * part // whole}%)" if whole else "–"


if __name__ == "__main__":
    sys.exit(main())
