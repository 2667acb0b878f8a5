"""Marks in rendered paragraphs become Word XML: content controls, captions, references, tasks.

A mark may be cut over several runs (Word splits text for its own reasons), so a paragraph's runs are
first divided until every mark character stands in a run of its own; then a mark is what lies between
its characters. Text around stays what it was, with its formatting.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from copy import deepcopy

from lxml import etree

from extract.finding import LkjipError
from render import marks
from render.document_faults import AROUND, name_bab, roman
from render.document_figures import TAG_LIMIT, content_control
from render.document_xml import (
    NS,
    PPR_ORDER,
    RPR_ORDER,
    W,
    drop,
    element,
    own_runs,
    paragraph_text,
    paragraphs_with,
    parent_of,
    place,
    properties,
    replace,
    run_of,
    run_text,
    text_element,
)
from render.fields_xml import elements, write_field, write_run, write_settings
from render.gaya import Gaya
from render.xml_teks import quoteattr

ANY_MARK = marks.ANY_MARK
SPLIT = re.compile(f"([{marks.ALL_MARKS}])")
BOOKMARK_LIMIT = 40
CAPTION_WORD = re.compile(r"(\w+)\s*$")
HIGHLIGHT = "yellow"


def bookmark_name(label: str) -> str:
    """Return the bookmark of a label: `_Ref_<name>`, at most the 40 characters Word allows."""
    import hashlib

    name = "_Ref_" + re.sub(r"\W", "_", label)
    if len(name) <= BOOKMARK_LIMIT and re.fullmatch(r"\w+", label):
        return name
    digest = hashlib.sha256(label.encode()).hexdigest()[:8]
    return f"{name[: BOOKMARK_LIMIT - 9]}_{digest}"


def number_prefix(bab: str, gaya: Gaya) -> str:
    """Return what stands before a caption's running number: `3.`, `III.`, `L.`, nothing in front."""
    if bab.isdigit():
        return f"{roman(int(bab)) if gaya.nomor_tabel == 'romawi' else bab}."
    return "L." if bab == "L" else ""


class MarkPass:
    """Makes the marks of one part into XML; `numbers` then holds the caption numbers by bookmark."""

    def __init__(self, bab: str, gaya: Gaya) -> None:
        self.bab = bab
        self.gaya = gaya
        self.numbers: dict[str, str] = {}
        self._counters: dict[str, int] = {}

    def run(self, marked: Sequence[etree._Element]) -> None:
        """Work through paragraphs with marks (see `marked_paragraphs`) in document order."""
        for paragraph in marked:
            self._paragraph(paragraph)

    def _paragraph(self, paragraph: etree._Element) -> None:
        text = paragraph_text(paragraph)
        isolate_marks(paragraph)
        for opening, closing, make in (
            (marks.FIGURE_OPEN, marks.FIGURE_CLOSE, self._figure),
            (marks.LABEL_OPEN, marks.LABEL_CLOSE, self._label),
            (marks.REF_OPEN, marks.REF_CLOSE, self._reference),
            (marks.TASK_OPEN, marks.TASK_CLOSE, self._task),
        ):
            if opening in text or closing in text:
                self._each(paragraph, opening, closing, make)

    def _each(
        self,
        paragraph: etree._Element,
        opening: str,
        closing: str,
        make: Callable[[etree._Element, list[etree._Element]], None],
    ) -> None:
        """Call `make` with each opening run and the runs up to the closing one; remove both."""
        inside: list[etree._Element] = []
        start: etree._Element | None = None
        for item in own_runs(paragraph):
            text = run_text(item)
            if text == opening:
                if start is not None:
                    raise self._broken(paragraph)
                start, inside = item, []
            elif text == closing:
                if start is None:
                    raise self._broken(paragraph)
                make(start, inside)
                drop(start)
                drop(item)
                start = None
            elif start is not None:
                inside.append(item)
        if start is not None:
            raise self._broken(paragraph)

    def _broken(self, paragraph: etree._Element) -> LkjipError:
        text = marks.plain(paragraph_text(paragraph))[:AROUND]
        return LkjipError(
            f"{name_bab(self.bab)}: tanda angka atau rujukan terpotong di «{text}»; "
            "satu nilai harus utuh dalam satu paragraf",
            kode="TANDA-TERPOTONG",
        )

    def _figure(self, start: etree._Element, inside: list[etree._Element]) -> None:
        """A figure becomes a run-level content control whose tag is its printed id."""
        middle = next((i for i, r in enumerate(inside) if run_text(r) == marks.FIGURE_MID), None)
        if middle is None:
            raise self._broken(_paragraph_of(start))
        tag = "".join(run_text(r) for r in inside[:middle])
        printed = inside[middle + 1 :]
        if not tag or len(tag) > TAG_LIMIT:
            raise LkjipError(
                f"Id angka tercetak kosong atau lebih dari {TAG_LIMIT} huruf: {tag}", kode="ID-PANJANG"
            )
        if not printed:
            raise LkjipError(f"Angka {tag} tercetak kosong di {name_bab(self.bab)}", kode="ANGKA-KOSONG")
        parent = parent_of(start)
        if any(r.getparent() is not parent for r in printed):
            raise self._broken(_paragraph_of(start))
        parent.insert(parent.index(start), content_control(tag, printed))
        for item in inside[: middle + 1]:
            drop(item)

    def _label(self, start: etree._Element, inside: list[etree._Element]) -> None:
        """A caption's label becomes chapter number and SEQ field, bookmarked together."""
        name = "".join(run_text(r) for r in inside)
        paragraph = _paragraph_of(start)
        before = ""
        for item in own_runs(paragraph):
            if item is start:
                break
            before += run_text(item)
        word = CAPTION_WORD.search(before.replace("\u00a0", " "))
        if word is None:
            text = marks.plain(paragraph_text(paragraph))[:AROUND]
            raise LkjipError(
                f"{name_bab(self.bab)}: judul «{text}» harus diawali Tabel atau Gambar",
                kode="CAPTION-KATA",
            )
        bookmark = bookmark_name(name)
        if bookmark in self.numbers:
            raise LkjipError(f"{name_bab(self.bab)}: label {name} dipakai dua kali", kode="LABEL-GANDA")
        kind = word.group(1)
        if kind.lower() == "tabel":
            place(properties(paragraph, "pPr"), element("keepNext"), PPR_ORDER)
        first = kind not in self._counters
        self._counters[kind] = self._counters.get(kind, 0) + 1
        prefix, count = number_prefix(self.bab, self.gaya), str(self._counters[kind])
        self.numbers[bookmark] = prefix + count
        settings = write_settings(start.find(f"{W}rPr"))
        # `\r 1` where a chapter begins anew: Word and LibreOffice obey it, `\s 1` only Word does
        reset = r" \r 1" if first else ""
        made = f'<w:bookmarkStart w:id="0" w:name={quoteattr(bookmark)}/>'
        made += write_run(prefix, settings) if prefix else ""
        made += write_field(rf"SEQ {kind} \* ARABIC{reset}", count, settings) + '<w:bookmarkEnd w:id="0"/>'
        _replace(start, inside, elements(made))

    def _reference(self, start: etree._Element, inside: list[etree._Element]) -> None:
        """A reference becomes a REF field; its value is filled when all captions are known."""
        name = "".join(run_text(r) for r in inside)
        made = write_field(rf"REF {bookmark_name(name)} \h", "?", write_settings(start.find(f"{W}rPr")))
        _replace(start, inside, elements(made))

    def _task(self, start: etree._Element, inside: list[etree._Element]) -> None:
        """A task's runs are highlighted."""
        for item in inside:
            place(properties(item, "rPr"), element("highlight", val=HIGHLIGHT), RPR_ORDER)


def marked_paragraphs(root: etree._Element) -> list[etree._Element]:
    """Return the paragraphs with any mark, in document order."""
    return paragraphs_with(root, ANY_MARK)


def isolate_marks(paragraph: etree._Element) -> None:
    """Divide runs so that every mark character stands in a run of its own."""
    for item in own_runs(paragraph):
        if not ANY_MARK.search(run_text(item)):
            continue
        rpr = item.find(f"{W}rPr")
        made: list[etree._Element] = []
        for child in item:
            if child is rpr:
                continue
            if child.tag == f"{W}t":
                made += [run_of(text_element(p), rpr) for p in SPLIT.split(child.text or "") if p]
            else:
                made.append(run_of(deepcopy(child), rpr))
        replace(item, made)


def check_leftover(root: etree._Element, file: str, bab: str) -> None:
    """Raise where any mark is left: a figure would lose its tag, or an object its place."""
    if not ANY_MARK.search(etree.tostring(root, method="text", encoding="unicode")):
        return
    for node in root.iter(f"{W}t", f"{W}instrText", f"{{{NS['m']}}}t", f"{{{NS['a']}}}t"):
        if node.text and ANY_MARK.search(node.text):
            owner = next((a for a in node.iterancestors() if a.tag == f"{W}p"), None)
            text = paragraph_text(owner) if owner is not None else node.text
            raise LkjipError(
                f"Templat {file} ({name_bab(bab)}): tanda yang tidak dikenal tersisa di "
                f"«{marks.plain(text)[:AROUND]}»",
                kode="TANDA-SISA",
                lokasi=(file,),
            )


def _paragraph_of(item: etree._Element) -> etree._Element:
    return next(a for a in item.iterancestors() if a.tag == f"{W}p")


def _replace(start: etree._Element, inside: list[etree._Element], made: list[etree._Element]) -> None:
    parent = parent_of(start)
    index = parent.index(start)
    for offset, item in enumerate(made):
        parent.insert(index + offset, item)
    for item in inside:
        drop(item)
