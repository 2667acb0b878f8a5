"""The figures a report was made with, as they travel inside its .docx (a custom XML part).

The part lists every printed figure (id, printed text, value, source) and, compressed, the text of the
report paragraph by paragraph with the place of each figure, so that a lone document can be verified.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple
from typing import Any

from lxml import etree

from extract.docx_angka import AngkaBerlabel, ParagrafDocx
from extract.docx_bagan import NilaiBagan
from extract.finding import UnreadableInput
from extract.kelas import dataclass

NAMESPACE = "urn:lkjip:angka:1"
NS = f"{{{NAMESPACE}}}"
LEVEL = 5  # a quarter of the time of 9 for a report larger by two in a hundred
LIMIT = 60_000_000  # bytes of the unpacked text; a report has about 0.5 million


@dataclass(frozen=True, slots=True)
class Bekal:
    """What the document carries: printed figures by id, and its paragraphs and charts as they were made."""

    satker: str
    tahun: int
    angka: dict[str, dict[str, str]]
    paragraf: tuple[ParagrafDocx, ...]
    bagan: tuple[NilaiBagan, ...]


def write_bekal(
    satker: str,
    tahun: int,
    angka: Iterable[Mapping[str, Any]],
    paragraf: Sequence[ParagrafDocx],
    bagan: Sequence[NilaiBagan],
) -> bytes:
    """Return the custom XML part. `angka` are entries of angka.json; only printed ones are kept."""
    root = etree.Element(f"{NS}bekal")
    root.set("satker", satker)
    root.set("tahun", str(tahun))
    for entry in angka:
        if entry.get("tercetak") is None:
            continue
        node = etree.SubElement(root, f"{NS}angka")
        node.set("id", str(entry["id"]))
        node.set("tercetak", str(entry["tercetak"]))
        for name in ("nilai", "satuan", "bab", "rumus"):
            if entry.get(name):
                node.set(name, str(entry[name]))
        for name, value in (entry.get("sumber") or {}).items():
            node.set(name, str(value))
    text = json.dumps(
        {"p": [_pack(p) for p in paragraf], "b": [list(astuple(b)) for b in bagan]},
        ensure_ascii=False,
        separators=(",", ":"),
    )
    packed = etree.SubElement(root, f"{NS}teks")
    packed.text = base64.b64encode(zlib.compress(text.encode(), LEVEL)).decode()
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _pack(p: ParagrafDocx) -> list[Any]:
    figures = [[a.tag, a.awal, a.akhir] for a in p.angka]
    return [p.bagian, p.tempat, p.teks, p.gaya, figures, list(p.otomatis), p.kendali]


def read_bekal(part: bytes) -> Bekal:
    """Return what the part holds. Raises UnreadableInput when it is damaged."""
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        root = etree.fromstring(part, parser)
        unpacker = zlib.decompressobj()
        data = unpacker.decompress(base64.b64decode(root.findtext(f"{NS}teks") or ""), LIMIT)
        if unpacker.unconsumed_tail:
            raise ValueError("bekal terlalu besar")
        text = json.loads(data)
        figures = {node.get("id", ""): dict(node.attrib) for node in root.iterfind(f"{NS}angka")}
        paragraphs = tuple(_unpack(number, item) for number, item in enumerate(text["p"], 1))
        charts = tuple(NilaiBagan(*item) for item in text["b"])
        return Bekal(root.get("satker", ""), int(root.get("tahun", "0")), figures, paragraphs, charts)
    except (etree.XMLSyntaxError, zlib.error, ValueError, KeyError, TypeError) as error:
        raise UnreadableInput(
            "Bekal angka di dalam dokumen rusak; bandingkan dengan folder keluarannya memakai --terhadap.",
            kode="BEKAL-RUSAK",
        ) from error


def _unpack(number: int, item: Sequence[Any]) -> ParagrafDocx:
    part, place, text, style, figures, automatic, control = item
    return ParagrafDocx(
        number,
        part,
        place,
        text,
        style,
        tuple(AngkaBerlabel(tag, text[start:end], start, end) for tag, start, end in figures),
        tuple((start, end) for start, end in automatic),
        control,
    )
