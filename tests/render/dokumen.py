"""Small Word templates and readers of rendered documents, shared by the tests of the Word engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from lxml import etree

from render import marks
from render.document import render_chapter
from render.document_xml import NS, W, paragraph_text
from render.gaya import Gaya
from render.objek import ChartSpec, EquationSpec, Isi, Objek, Pecahan, Seri, Teks, Titik
from render.package import Package

GAYA = Gaya()
Isian = Callable[[Document], object]


def template(folder: Path, fill: Isian, name: str = "bab.docx") -> Path:
    """Save a template made by `fill`; its font is the settings' font."""
    document = docx.Document()
    document.styles["Normal"].font.name = GAYA.huruf
    fill(document)
    path = folder / name
    document.save(str(path))
    return path


def render(
    folder: Path,
    fill: Isian,
    data: Mapping[str, Isi] | None = None,
    objek: Mapping[str, Objek] | None = None,
    *,
    bab: str = "3",
    gaya: Gaya = GAYA,
) -> bytes:
    return render_chapter(template(folder, fill, f"bab{bab}.docx"), data or {}, objek or {}, gaya, bab=bab)


def body(data: bytes) -> etree._Element:
    package = Package.read(data)
    return package.xml(package.main_part())


def part(data: bytes, kind: str) -> etree._Element:
    package = Package.read(data)
    name = package.related(package.main_part(), kind)
    assert name is not None
    return package.xml(name)


def texts(root: etree._Element) -> list[str]:
    return [paragraph_text(p) for p in root.iter(f"{W}p")]


def find(root: etree._Element, path: str) -> Any:
    """Return what the XPath gives: elements, attribute values, or a text for `string(...)`."""
    return root.xpath(path, namespaces=NS)


def controls(root: etree._Element) -> dict[str, str]:
    """Return tag -> text of all content controls."""
    return {
        str(find(c, "string(w:sdtPr/w:tag/@w:val)")): str(find(c, "string(w:sdtContent)"))
        for c in root.iter(f"{W}sdt")
    }


def angka(text: str, name: str = "a@3") -> str:
    return marks.figure(name, text)


def chart(name: str = "x", kind: Any = "column") -> ChartSpec:
    points = (Titik("a@3", Decimal("10.5"), "10,50%"), None)
    more = (Titik("b@3", Decimal("30"), "30%"), Titik("c@3", Decimal("-2.25"), "-2,25%"))
    return ChartSpec(
        name, kind, "Judul", ("A & B", "C"), (Seri("2022", points), Seri("2023", more)), "%", "Bagan uji"
    )


def equation(name: str = "y") -> EquationSpec:
    words = (Teks("Capaian = "), Pecahan((Teks("Realisasi"),), (Teks("Target"),)), Teks(" × 100%"))
    numbers = (
        Teks("= "),
        Pecahan((Teks(angka("67,42", "r@3")),), (Teks(angka("60", "t@3")),)),
        Teks(" × 100% = "),
        Teks(angka("112,37%", "c@3")),
    )
    return EquationSpec(name, (words, numbers), "Capaian sama dengan realisasi dibagi target")
