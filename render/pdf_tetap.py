"""The same report gives the same PDF bytes: LibreOffice's clock times are replaced by the report's own date.

LibreOffice stamps the time of export in four places (document information, XMP, the colour profile of
PDF/A, the trailer's checksum and id). All else is the same from run to run.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf

CREATED = re.compile(rb"<dcterms:created[^>]*>(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z?<")
XMP_DATE = re.compile(rb"(<xmp:(?:Create|Modify|Metadata)Date>)[^<]*(<)")
ICC_SIGNATURE = slice(36, 40)
ICC_DATE = slice(24, 36)  # year, month, day, hour, minute, second: two bytes each (ICC.1, 7.2.8)
NO_DATE = ("1980", "01", "01", "00", "00", "00")


def settle(pdf: pikepdf.Pdf, core: bytes, target: Path) -> None:
    """Write the PDF with the date of the document's core properties, without the names we read pages by."""
    match = CREATED.search(core)
    when = tuple(part.decode() for part in match.groups()) if match else NO_DATE
    stamp = "D:" + "".join(when) + "Z"
    for key in ("/CreationDate", "/ModDate"):
        if key in pdf.docinfo:
            pdf.docinfo[key] = stamp
    if "/Metadata" in pdf.Root:
        iso = f"{'-'.join(when[:3])}T{':'.join(when[3:])}Z".encode()
        text = pdf.Root.Metadata.read_bytes()
        pdf.Root.Metadata.write(XMP_DATE.sub(lambda m: m.group(1) + iso + m.group(2), text))
    for intent in pdf.Root.get("/OutputIntents", ()):
        _settle_profile(intent, when)
    if "/Dests" in pdf.Root:
        del pdf.Root["/Dests"]
    for key in ("/DocChecksum", "/ID"):  # save() makes a new id from the content
        if key in pdf.trailer:
            del pdf.trailer[key]
    pdf.save(target, deterministic_id=True)


def _settle_profile(intent: object, when: tuple[str, ...]) -> None:
    profile = intent.get("/DestOutputProfile")  # type: ignore[attr-defined]
    if profile is None:
        return
    data = bytearray(profile.read_bytes())
    if bytes(data[ICC_SIGNATURE]) == b"acsp":
        data[ICC_DATE] = b"".join(int(part).to_bytes(2, "big") for part in when)
        components = int(profile["/N"])
        profile.write(bytes(data))
        profile["/N"] = components
