"""Random edits of a finished report, and whether the verification finds each of them at its place.

`python -m tests.jejak.mutasi LAPORAN.docx --n 2000` runs thousands; the suite runs a few hundred. One round
makes several edits in different paragraphs of one copy: every edit must be found where it was made, nothing
else may be reported, and harmless rewriting (runs split, proofing marks) must stay silent.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from extract.bekal import Bekal, read_bekal
from extract.docx_angka import NUMBER, M, W, read_docx
from transform.verifikasi import FIGURE_KINDS, Perbedaan, compare

MAIN = "word/document.xml"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
PROTECTED = re.compile(r"TOC|SEQ|REF", re.IGNORECASE)


@dataclass
class Paket:
    """A report taken apart once, so that each round only copies trees."""

    parts: dict[str, bytes]
    body: etree._Element
    charts: dict[str, etree._Element]
    bekal: Bekal

    @classmethod
    def read(cls, path: Path) -> Paket:
        with zipfile.ZipFile(path) as package:
            parts = {n: package.read(n) for n in package.namelist()}
        own = read_docx(path).angka_bawaan
        if own is None:
            raise ValueError(f"{path} carries no figures")
        charts = {n: etree.fromstring(d) for n, d in parts.items() if re.match(r"word/charts/chart\d+\.xml$", n)}
        return cls(parts, etree.fromstring(parts[MAIN]), charts, read_bekal(own))

    def zipped(self, changed: dict[str, etree._Element]) -> io.BytesIO:
        """Return a document with the changed parts, stored without compression: it is read at once."""
        out = io.BytesIO()
        wanted = (MAIN, "word/_rels/document.xml.rels")
        with zipfile.ZipFile(out, "w") as package:
            for name, data in self.parts.items():
                if name in wanted or name.startswith("word/charts/chart"):
                    tree = changed.get(name)
                    package.writestr(name, data if tree is None else etree.tostring(tree))
        out.seek(0)
        return out


@dataclass(frozen=True)
class Ubah:
    """One edit: what was done, where (text by which the place is known), and what should be reported."""

    cara: str
    lama: str
    baru: str
    tempat: str
    id: str = ""


@dataclass
class Hasil:
    ubah: int = 0
    luput: list[str] = field(default_factory=list)
    palsu: list[str] = field(default_factory=list)
    menurut: Counter[str] = field(default_factory=Counter)


Pelaku = Callable[[etree._Element, random.Random], tuple[str, str, str] | None]


def other_number(text: str, rng: random.Random) -> str:
    """Return the text with one digit of its first number changed."""
    match = NUMBER.search(text)
    if match is None:
        return text + "9"
    at = rng.choice([i for i in range(*match.span()) if text[i].isdigit()])
    digit = rng.choice([d for d in "0123456789" if d != text[at]])
    return text[:at] + digit + text[at + 1 :]


def _set_text(control: etree._Element, text: str) -> None:
    nodes = list(control.iter(f"{W}t"))
    nodes[0].text = text
    for node in nodes[1:]:
        node.text = ""


def _controls(paragraph: etree._Element) -> list[etree._Element]:
    return [
        s
        for s in paragraph.iter(f"{W}sdt")
        if s.find(f"{W}sdtPr/{W}tag") is not None and NUMBER.search(_text(s)) is not None
    ]


def _text(element: etree._Element) -> str:
    return "".join(t.text or "" for t in element.iter(f"{W}t"))


def _tag(control: etree._Element) -> str:
    tag = control.find(f"{W}sdtPr/{W}tag")
    return "" if tag is None else tag.get(f"{W}val", "")


def change_inside(p: etree._Element, rng: random.Random) -> tuple[str, str, str] | None:
    """Type another digit inside a content control."""
    if not (found := _controls(p)):
        return None
    control = rng.choice(found)
    old = _text(control)
    new = other_number(old, rng)
    _set_text(control, new)
    return old, new, _tag(control)


def change_unwrapped(p: etree._Element, rng: random.Random) -> tuple[str, str, str] | None:
    """Lose the content control, as LibreOffice does, and type another digit."""
    if not (found := _controls(p)):
        return None
    control = rng.choice(found)
    old, tag = _text(control), _tag(control)
    new = other_number(old, rng)
    _set_text(control, new)
    unwrap(control)
    return old, new, tag


def unwrap(control: etree._Element) -> None:
    parent, content = control.getparent(), control.find(f"{W}sdtContent")
    if parent is None or content is None:
        return
    index = parent.index(control)
    for offset, child in enumerate(list(content)):
        parent.insert(index + offset, child)
    parent.remove(control)


def delete_control(p: etree._Element, rng: random.Random) -> tuple[str, str, str] | None:
    """Select the figure and press Delete: control and text go."""
    if not (found := _controls(p)):
        return None
    control = rng.choice(found)
    old, tag, parent = _text(control), _tag(control), control.getparent()
    if parent is None:
        return None
    parent.remove(control)
    return old, "", tag


def empty_control(p: etree._Element, rng: random.Random) -> tuple[str, str, str] | None:
    """Delete the text, leaving an empty control."""
    if not (found := _controls(p)):
        return None
    control = rng.choice(found)
    old, tag = _text(control), _tag(control)
    _set_text(control, "")
    return old, "", tag


def tracked_change(p: etree._Element, rng: random.Random) -> tuple[str, str, str] | None:
    """Change a figure with Track Changes on: w:del around the old runs, w:ins with the new."""
    if not (found := _controls(p)):
        return None
    control = rng.choice(found)
    content = control.find(f"{W}sdtContent")
    if content is None or len(content) == 0:
        return None
    old, tag = _text(control), _tag(control)
    new = other_number(old, rng)
    runs = list(content)
    gone, came = etree.SubElement(content, f"{W}del"), etree.SubElement(content, f"{W}ins")
    added = deepcopy(runs[0])
    _set_text(added, new)
    came.append(added)
    for run in runs:
        for node in run.iter(f"{W}t"):
            node.tag = f"{W}delText"
        gone.append(run)
    return old, new, tag


def add_number(p: etree._Element, rng: random.Random) -> tuple[str, str, str] | None:
    """Type a number of one's own after some text."""
    if not _text(p).strip():
        return None
    new = f"{rng.randrange(1000, 9999)},{rng.randrange(10, 99)}"
    run = etree.SubElement(p, f"{W}r")
    node = etree.SubElement(run, f"{W}t")
    node.text = f" sebesar {new} persen"
    return "", new, ""


def change_plain(p: etree._Element, rng: random.Random) -> tuple[str, str, str] | None:
    """Change a number that is no figure of ours: a code, a year, a number quoted in a name."""
    nodes = [
        t
        for t in p.iter(f"{W}t")
        if NUMBER.search(t.text or "") and not any(a.tag == f"{W}sdt" for a in t.iterancestors())
    ]
    if not nodes or p.find(f".//{W}fldChar") is not None or p.find(f".//{W}fldSimple") is not None:
        return None
    node = rng.choice(nodes)
    old = node.text or ""
    node.text = other_number(old, rng)
    return old, node.text, ""


def change_formula(p: etree._Element, rng: random.Random) -> tuple[str, str, str] | None:
    """Type another digit in an equation."""
    nodes = [t for t in p.iter(f"{M}t") if NUMBER.search(t.text or "")]
    if not nodes:
        return None
    node = rng.choice(nodes)
    old = node.text or ""
    node.text = other_number(old, rng)
    return old, node.text, ""


EDITS: tuple[Pelaku, ...] = (
    change_inside,
    change_unwrapped,
    delete_control,
    empty_control,
    tracked_change,
    add_number,
    change_plain,
    change_formula,
)


def harmless(body: etree._Element, rng: random.Random) -> None:
    """What Word does by itself: runs split in two, revision ids, proofing marks, controls lost here and there."""
    for node in rng.sample(list(body.iter(f"{W}t")), 40):
        run, text = node.getparent(), node.text or ""
        if run is None or run.tag != f"{W}r" or len(text) < 2 or len(run.findall(f"{W}t")) != 1:
            continue
        cut = rng.randrange(1, len(text))
        twin = deepcopy(run)
        other = twin.find(f"{W}t")
        if other is None or any(c.tag not in (f"{W}t", f"{W}rPr") for c in run):
            continue
        node.text, other.text = text[:cut], text[cut:]
        for part in (node, other):
            part.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.set(f"{W}rsidR", "00AB12CD")
        run.addnext(twin)
        run.addnext(etree.Element(f"{W}proofErr", {f"{W}type": "spellStart"}))
    for control in rng.sample([s for s in body.iter(f"{W}sdt") if "@" in _tag(s)], 5):
        unwrap(control)


def mutate_chart(paket: Paket, rng: random.Random) -> tuple[str, etree._Element, Ubah] | None:
    """Change a cached value or the text of a label in one chart."""
    if not paket.charts:
        return None
    name = rng.choice(sorted(paket.charts))
    root = deepcopy(paket.charts[name])
    nodes = [v for point in root.iterfind(f".//{C}val//{C}pt") for v in point.iterfind(f"{C}v")]
    nodes += [t for label in root.iter(f"{C}dLbl") for t in label.iter(f"{A}t")]
    node = rng.choice(nodes)
    old = node.text or ""
    node.text = other_number(old[:10], rng) + old[10:]  # further digits are below what a program stores
    return name, root, Ubah("bagan", old, node.text, "bagan ")


def one_round(paket: Paket, seed: int, hasil: Hasil, edits: int = 8) -> None:
    """Edit one copy in several places and compare; what was missed or invented goes to `hasil`."""
    rng = random.Random(seed)
    body = deepcopy(paket.body)
    candidates = [p for p in body.iter(f"{W}p") if _free(p)]
    formulas = [p for p in candidates if p.find(f".//{M}t") is not None]
    made: list[Ubah] = []
    used: set[int] = set()
    places = _places(paket, body)
    for number in range(edits):
        act = EDITS[(seed + number) % len(EDITS)]
        pool = formulas if act is change_formula else candidates
        for _ in range(60):
            index = rng.randrange(len(pool)) if pool else -1
            if index < 0 or id(pool[index]) in used:
                continue
            if (done := act(pool[index], rng)) is not None:
                used.add(id(pool[index]))
                made.append(Ubah(act.__name__, done[0], done[1], places[id(pool[index])], done[2]))
                break
    harmless(body, rng)
    changed = {MAIN: body}
    if (chart := mutate_chart(paket, rng)) is not None:
        changed[chart[0]] = chart[1]
        made.append(chart[2])
    report = read_docx(paket.zipped(changed))
    found = compare(paket.bekal.paragraf, report.paragraf, paket.bekal.bagan, report.bagan)
    _judge(made, [d for d in found if d.jenis in FIGURE_KINDS], hasil, seed)


def _free(p: etree._Element) -> bool:
    """Leave out what fields write: tables of contents, captions, references."""
    codes = "".join(t.text or "" for t in p.iter(f"{W}instrText"))
    return not PROTECTED.search(codes) and any((t.text or "").strip() for t in p.iter(f"{W}t", f"{M}t"))


def _places(paket: Paket, body: etree._Element) -> dict[int, str]:
    """Return the place of every paragraph by the reader's own order (same number of paragraphs)."""
    order = [p for p in body.iter(f"{W}p") if not any(a.tag == f"{W}txbxContent" for a in p.iterancestors())]
    if len(order) != len(paket.bekal.paragraf):
        raise ValueError(f"{len(order)} paragraphs, {len(paket.bekal.paragraf)} recorded")
    return {id(p): r.tempat for p, r in zip(order, paket.bekal.paragraf, strict=True)}


def _judge(made: list[Ubah], found: list[Perbedaan], hasil: Hasil, seed: int) -> None:
    left = list(found)
    for edit in made:
        hasil.ubah += 1
        hasil.menurut[edit.cara] += 1
        match = next((d for d in left if _tells(d, edit)), None)
        if match is None:
            hasil.luput.append(f"benih {seed}: {edit}")
        else:
            left.remove(match)
    # one edit may be told as several numbers of its own paragraph (a formula emptied, a text with two numbers)
    spots = {e.tempat.rsplit(", ", 1)[-1] for e in made}
    hasil.palsu += [f"benih {seed}: {d}" for d in left if d.tempat.rsplit(", ", 1)[-1] not in spots | {"bagan "}]


def _tells(difference: Perbedaan, edit: Ubah) -> bool:
    if edit.cara == "bagan":
        return difference.tempat.startswith("bagan ") and difference.lama != difference.baru
    if difference.tempat.rsplit(", ", 1)[-1] != edit.tempat.rsplit(", ", 1)[-1]:
        return False
    if edit.id and difference.id != edit.id:
        return False
    new, told = NUMBER.search(edit.baru), NUMBER.search(difference.baru)
    return (new.group() if new else "") == (told.group() if told else "") or edit.cara == "change_plain"


def run(path: Path, rounds: int, first: int = 0) -> Hasil:
    paket = Paket.read(path)
    hasil = Hasil()
    for seed in range(first, first + rounds):
        one_round(paket, seed, hasil)
    return hasil


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("laporan", type=Path, nargs="+")
    parser.add_argument("--n", type=int, default=1000, help="jumlah suntingan per laporan")
    parser.add_argument("--benih", type=int, default=0)
    choice = parser.parse_args()
    failed = False
    for path in choice.laporan:
        hasil = run(path, -(-choice.n // 9), choice.benih)
        print(f"{path.name}: {hasil.ubah} suntingan, {len(hasil.luput)} luput, {len(hasil.palsu)} palsu")
        print("   " + ", ".join(f"{name} {count}" for name, count in sorted(hasil.menurut.items())))
        print("\n".join((hasil.luput + hasil.palsu)[:20]))
        failed = failed or bool(hasil.luput or hasil.palsu)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
