"""What `lkjip` makes beyond chapters, tables and PDF, made the plain way (python-docx, pandas, pdfplumber).

`polos.py --setara` calls these. Every printed figure gets its content control, the report carries a record of its
figures and paragraphs, its lists are filled, findings, provenance and the hashes of all files are written, and a
page shows the report's text with pictures of its sources. Still not made: charts, formulas, fields of captions,
PDF/A; nothing is recognised, computed or checked.
"""

from __future__ import annotations

import base64
import copy
import hashlib
import html
import io
import json
import re
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as DocumentObject
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

FIGURE = re.compile("\ue000([^\ue001]*)\ue001([^\ue002]*)\ue002")
CUSTOM_XML = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
LISTS = {"heading": "DAFTAR ISI", "caption": "DAFTAR TABEL"}


def finish(report: Path, prepared: dict[str, Any], pages: list[str] | None = None) -> None:
    """Tag the figures, fill the lists (with page numbers where the pages' texts are known), put the record in."""
    document = Document(str(report))
    paragraphs = [Paragraph(p, document) for p in document.element.body.iter(qn("w:p"))]  # type: ignore[arg-type]
    record = [tag_figures(paragraph) for paragraph in paragraphs]
    fill_lists(document, pages)
    content = json.dumps({"angka": prepared["angka"], "paragraf": record}, ensure_ascii=False)
    part = Part(PackURI("/customXml/item9.xml"), "application/xml",
                f"<bekal>{html.escape(content)}</bekal>".encode(), document.part.package)  # fmt: skip
    document.part.relate_to(part, CUSTOM_XML)
    document.save(str(report))


def tag_figures(paragraph: Paragraph) -> list[Any]:
    """Make each marked figure a content control; return style, text and tags of the paragraph."""
    tags = []
    for run in paragraph.runs:
        if FIGURE.search(run.text):
            tags += _split(run)
    style = paragraph.style
    return [style.name if style is not None else "", paragraph.text, tags]


def _split(run: Run) -> list[str]:
    tags, place = [], run._r
    pieces = FIGURE.split(run.text)  # text, tag, figure, text, tag, figure, ..., text
    for number in range(0, len(pieces), 3):
        new = [_copy(run, pieces[number])] if pieces[number] else []
        if number + 2 < len(pieces):
            control, properties, tag = OxmlElement("w:sdt"), OxmlElement("w:sdtPr"), OxmlElement("w:tag")
            content = OxmlElement("w:sdtContent")
            tag.set(qn("w:val"), pieces[number + 1])
            properties.append(tag)
            content.append(_copy(run, pieces[number + 2]))
            control.append(properties)
            control.append(content)
            tags.append(pieces[number + 1])
            new.append(control)
        for element in new:
            place.addnext(element)
            place = element
    run._r.getparent().remove(run._r)
    return tags


def _copy(run: Run, text: str) -> Any:
    element = copy.deepcopy(run._r)
    Run(element, run._parent).text = text
    return element


def fill_lists(document: DocumentObject, pages: list[str] | None) -> None:
    """Write headings and captions into the lists, with the last page that prints them."""
    texts = None if pages is None else ["".join(page.split()) for page in pages]
    places = {p.text.strip(): p for p in document.paragraphs if p.text.strip().startswith("DAFTAR ")}
    for paragraph in list(document.paragraphs):
        kind = (paragraph.style.name or "").lower() if paragraph.style else ""
        name = next((name for word, name in LISTS.items() if kind.startswith(word)), "")
        wanted = "".join(paragraph.text.split())
        if name not in places or not wanted:
            continue
        found = [number for number, text in enumerate(texts or (), start=1) if wanted in text]
        if found or texts is None:
            places[name].insert_paragraph_before(f"{paragraph.text}\t{found[-1] if found else ''}")


def page_texts(pdf: Path) -> list[str]:
    import pdfplumber

    with pdfplumber.open(pdf) as pages:
        return [page.extract_text() or "" for page in pages.pages]


def write_records(prepared: dict[str, Any], recaps: Path, out: Path) -> None:
    """Write findings, provenance and the hash of every file read and made."""
    import pandas as pd

    pd.DataFrame(prepared["temuan"]).to_excel(out / "temuan.xlsx", index=False)
    (out / "temuan.json").write_text(json.dumps(prepared["temuan"], ensure_ascii=False, indent=1), encoding="utf-8")
    files = [path for folder in (recaps, out) for path in sorted(folder.rglob("*")) if path.is_file()]
    hashes = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    derived = {
        entry["id"]: {"value": entry["nilai"], "from": entry.get("masukan") or [], "source": entry.get("sumber")}
        for entry in prepared["angka"]
    }
    prov = {"entity": {**hashes, **derived}}
    (out / "prov.json").write_text(json.dumps(prov, ensure_ascii=False, indent=1), encoding="utf-8")
    (out / "proses.json").write_text(json.dumps(hashes, indent=1), encoding="utf-8")


def write_trace(recaps: Path, report: Path, target: Path) -> None:
    """Write one HTML page: the report's paragraphs and tables, every source page as a picture, every sheet."""
    import openpyxl
    import pdfplumber

    out = ["<!doctype html><meta charset=utf-8>"]
    for block in Document(str(report)).iter_inner_content():
        if isinstance(block, Table):
            rows = ("".join(f"<td>{html.escape(c.text)}</td>" for c in row.cells) for row in block.rows)
            out.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
        else:
            out.append(f"<p>{html.escape(block.text)}</p>")
    for path in sorted(recaps.iterdir()):
        if path.suffix == ".pdf":
            with pdfplumber.open(path) as pdf:
                for page in pdf.pages:
                    picture = io.BytesIO()
                    page.to_image(resolution=72).save(picture)
                    out.append(f"<img src=data:image/png;base64,{base64.b64encode(picture.getvalue()).decode()}>")
        elif path.suffix == ".xlsx":
            for sheet in openpyxl.load_workbook(path, data_only=True):
                rows = ("".join(f"<td>{html.escape(str(v or ''))}</td>" for v in row) for row in sheet.values)
                out.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
    target.write_text("\n".join(out), encoding="utf-8")
