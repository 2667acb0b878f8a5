"""The figures a report was made with, as they travel inside its .docx (a custom XML part).

The part lists every printed figure (id, printed text, value, source) and, compressed, the text of the
report paragraph by paragraph with the place of each figure, so that a lone document can be verified.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lxml import etree
from msgspec import DecodeError, Struct, json
from msgspec.structs import astuple

from extract.docx_angka import AngkaBerlabel, ParagrafDocx
from extract.docx_bagan import NilaiBagan
from extract.finding import UnreadableInput

NAMESPACE = "urn:lkjip:angka:1"
NS = f"{{{NAMESPACE}}}"
QUOTED = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
)
SPECIAL, NOT_XML = re.compile('[&<>"\n\r\t]'), re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LEVEL = 5  # a quarter of the time of 9 for a report larger by two in a hundred
LIMIT = 60_000_000  # bytes of the unpacked text; a report has about 0.5 million


class Bekal(Struct, frozen=True):
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
    printed = [_attributes(_said(entry)) for entry in angka if entry.get("tercetak") is not None]
    text = json.encode({"p": [_pack(p) for p in paragraf], "b": [astuple(b) for b in bagan]})
    packed = base64.b64encode(zlib.compress(text, LEVEL)).decode()
    part = (
        "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
        f"<ns0:bekal{_attributes({'xmlns:ns0': NAMESPACE, 'satker': satker, 'tahun': str(tahun)})}>"
        f"{''.join([f'<ns0:angka{said}/>' for said in printed])}<ns0:teks>{packed}</ns0:teks></ns0:bekal>"
    )
    if NOT_XML.search(part):
        raise ValueError("tanda yang tidak dapat ditulis dalam XML")
    return part.encode()


def _said(entry: Mapping[str, Any]) -> dict[str, str]:
    """Return what is kept of one printed figure."""
    said = {"id": str(entry["id"]), "tercetak": str(entry["tercetak"])}
    for name in ("nilai", "satuan", "bab", "rumus"):
        if entry.get(name):
            said[name] = str(entry[name])
    for name, value in (entry.get("sumber") or {}).items():
        said[name] = str(value)
    return said


def _attributes(said: Mapping[str, str]) -> str:
    """Return attributes as XML writes them."""
    return "".join(
        [f' {name}="{value.translate(QUOTED) if SPECIAL.search(value) else value}"' for name, value in said.items()]
    )


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
        text = json.decode(data)
        figures = {node.get("id", ""): dict(node.attrib) for node in root.iterfind(f"{NS}angka")}
        paragraphs = tuple(_unpack(number, item) for number, item in enumerate(text["p"], 1))
        charts = tuple(NilaiBagan(*item) for item in text["b"])
        return Bekal(root.get("satker", ""), int(root.get("tahun", "0")), figures, paragraphs, charts)
    except (etree.XMLSyntaxError, zlib.error, DecodeError, ValueError, KeyError, TypeError) as error:
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
