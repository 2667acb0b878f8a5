"""Objects of a file cut whole are those that pdfminer's own parser reads, also where bytes were changed."""

from __future__ import annotations

import base64
import random
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import LIT

from extract.pdf_object import Document, Stream, unpack85
from extract.pdf_tokens import NotPlain

INPUT = Path(__file__).parents[2] / "input"
FIXTURES = sorted((Path(__file__).parent.parent / "fixtures").rglob("*.pdf"))
FILES = [*sorted(INPUT.rglob("*.pdf")), *FIXTURES[::4]]
ODD = rb"""1 0 obj <</A (a\(b\) \101\12 c) /B<4a4B5> /C[1 -2.5 .5 +3 7. true 4 0 R]
/D<</E/F/G null>>/H/I#20J>> endobj
2 0 obj<</Length 3>>stream
abc
endstream endobj
3 0 obj[/A/B<</C[<</D<41>>>]>>(x (y) z)]endobj 4 0 obj 5 endobj 5 0 obj /N endobj 6 0 obj (a\
b) endobj 7 0 obj <</Length 9>> stream
abc
endstream endobj 8 0 obj <</A 1 /A 2 /B>> endobj 9 0 obj << /A 1 % no
/B 2 >> endobj 10 0 obj 4 0 R endobj 11 0 obj <</Length 10 0 R>>stream~abcde~endstream~endobj
12 0 obj 1 2 endobj
""".replace(b"~", b"\r\n")


def shown(item: Any) -> Any:
    return (item.attrs, item.rawdata) if isinstance(item, PDFStream) else item


def opened(kind: type[PDFDocument], data: bytes) -> PDFDocument:
    parser = PDFParser(BytesIO(data))
    return Document(data, parser, "") if kind is Document else kind(parser)


def compare(data: bytes, changed: bytes) -> int:
    """Compare every object at the places that the file gives; return how many were cut whole."""
    own, other = (opened(kind, data) for kind in (Document, PDFDocument))
    for document in (own, other):
        document._cached_objs.clear()
        document._parser = PDFParser(BytesIO(changed))
        document._parser.set_document(document)
    own.bytes = changed  # type: ignore[attr-defined]
    plain = 0
    places = [(n, xref.get_pos(n)) for xref in own.xrefs for n in xref.get_objids()]
    for number, (stream, place, _) in places:
        if stream is not None:
            continue
        try:
            found = own._cut(place, number)  # type: ignore[attr-defined]
            read = other._getobj_parse(place, number)
        except (NotPlain, ValueError, RecursionError):  # a length that names its own stream
            continue
        plain += 1
        assert repr(shown(found)) == repr(shown(read)), number
    return plain


@pytest.mark.parametrize("path", FILES, ids=[p.stem for p in FILES])
def test_objects_of_files_are_those_of_pdfminer(path: Path) -> None:
    data = path.read_bytes()
    assert compare(data, data) > 3


def numbered() -> bytes:
    """Return a file with the objects above, and its table of places."""
    body = b"%PDF-1.4\n" + ODD + b"20 0 obj <</Type/Catalog>> endobj\n"
    lines = [b"%010d 00000 n \n" % max(0, body.find(b"%d 0 obj" % n)) for n in range(1, 21)]
    return (
        body + b"xref\n1 20\n" + b"".join(lines) + b"trailer <</Root 20 0 R>>\nstartxref\n%d\n%%%%EOF" % len(body)
    )


def test_odd_objects_and_changed_bytes_are_those_of_pdfminer() -> None:
    rng, data, signs = random.Random(7), numbered(), b"()<>[]{}/%\\#+-.09aR \r\n\x00\xe9"
    plain = compare(data, data)
    assert plain >= 5
    for _ in range(400):
        changed = bytearray(data)
        for _ in range(rng.randint(1, 6)):
            changed[rng.randrange(len(ODD))] = rng.choice(signs)
        plain += compare(data, bytes(changed))
    assert plain > 1000


def test_signs_of_base_85_are_unpacked_as_pdfminer_does() -> None:
    rng = random.Random(3)
    for size in (*range(12), 400):
        packed = base64.a85encode(zlib.compress(rng.randbytes(size))) + b"~>"
        odd = b"<~" + packed, packed[:9] + b"\n" + packed[9:], b"v" + packed, b"uuuuu" + packed, packed[4:]
        for text in (packed, packed + b"\n", *odd):
            both: list[Any] = []
            for kind in (Stream, PDFStream):
                stream = kind({"Filter": [LIT("ASCII85Decode"), LIT("FlateDecode")]}, text)
                try:
                    both.append(stream.get_data())
                except ValueError as error:
                    both.append(str(error))
            assert both[0] == both[1], text
    assert unpack85(b"87cUR") == base64.a85decode(b"87cUR")


def test_a_locked_file_is_opened_with_its_password() -> None:
    stream = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo["/Title"] = "rahasia"
        pdf.save(stream, encryption=pikepdf.Encryption(owner="x", user="sandi", R=6))
    data = stream.getvalue()
    own, other = Document(data, PDFParser(BytesIO(data)), "sandi"), PDFDocument(PDFParser(BytesIO(data)), "sandi")
    assert own.info == other.info and own.info[0]["Title"] == b"rahasia"
