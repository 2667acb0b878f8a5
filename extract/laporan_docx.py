"""Reads a report in Word form: paragraphs with their styles, tables with merged cells, in document order."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

from extract.excel_guard import BROKEN as BROKEN_ZIP
from extract.finding import UnreadableInput
from extract.laporan_model import BarisTeks, Blok, DokLaporan, Paragraf, Sel, Tabel

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_LIMIT = 200 * 1024 * 1024


def read_docx(path: Path) -> DokLaporan:
    """Return the document's body; pages are unknown in Word files, so `hlm` is 0."""
    from lxml import etree as lxml_etree

    try:
        with zipfile.ZipFile(path) as archive:
            if sum(info.file_size for info in archive.infolist()) > _LIMIT:
                raise UnreadableInput(f"{path.name} terlalu besar untuk dibaca sebagai DOCX.")
            parser = lxml_etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
            root = lxml_etree.fromstring(archive.read("word/document.xml"), parser)
            styles = _styles(archive, parser, lxml_etree)
    except (KeyError, *BROKEN_ZIP, lxml_etree.XMLSyntaxError) as error:
        raise UnreadableInput(
            f"{path.name} bukan dokumen Word yang utuh; buka dan simpan ulang sebagai DOCX."
        ) from error
    from extract.laporan_baca import number_blocks
    from extract.laporan_sambung import join_tables

    body = root.find(f"{W}body")
    blocks = [] if body is None else _blocks(body, styles)
    return number_blocks(DokLaporan(path.name, path, "docx", join_tables(blocks), []))


def _styles(archive: zipfile.ZipFile, parser: Any, etree: Any) -> dict[str, str]:
    if "word/styles.xml" not in archive.namelist():
        return {}
    root = etree.fromstring(archive.read("word/styles.xml"), parser)
    out = {}
    for style in root.iter(f"{W}style"):
        name = style.find(f"{W}name")
        out[style.get(f"{W}styleId", "")] = (name.get(f"{W}val", "") if name is not None else "").lower()
    return out


def _blocks(parent: Any, styles: dict[str, str]) -> list[Blok]:
    out: list[Blok] = []
    for child in parent:
        if child.tag == f"{W}p":
            for text in _paragraph_text(child).split("\n"):
                if text.strip():
                    out.append(_make(text, _style(child, styles)))
        elif child.tag == f"{W}tbl":
            table = _table(child)
            if table is not None:
                out.append(table)
        elif child.tag == f"{W}sdt":
            content = child.find(f"{W}sdtContent")
            if content is not None:
                out.extend(_blocks(content, styles))
    return out


def _style(paragraph: Any, styles: dict[str, str]) -> str:
    node = paragraph.find(f"{W}pPr/{W}pStyle")
    return styles.get(node.get(f"{W}val", ""), "") if node is not None else ""


def _make(text: str, style: str) -> Paragraf:
    text = " ".join(text.split())
    return Paragraf(text, [BarisTeks(text, 0, None)], [0], style)


def _paragraph_text(paragraph: Any) -> str:
    """Return the visible text: runs, fields' results, equations; deleted text and field codes left out."""
    return "".join(_pieces(paragraph))


def _pieces(node: Any) -> list[str]:
    """Return the text under a node; fractions become (a)/(b) so that they can be computed."""
    tag = node.tag
    if tag in (f"{W}t", f"{M}t"):
        return [node.text or ""]
    if tag == f"{M}f":
        halves = []
        for name in ("num", "den"):
            part = node.find(f"{M}{name}")
            halves.append("".join(_pieces(part)).strip() if part is not None else "")
        return [f"({halves[0]})/({halves[1]})"]
    if tag in (f"{W}delText", f"{W}instrText"):
        return []
    if tag == f"{W}tab":
        return ["\t"] if node.getparent().tag == f"{W}r" else []
    if tag in (f"{W}br", f"{W}cr"):
        return ["\n" if node.get(f"{W}type") is None else " "]
    if tag == f"{W}noBreakHyphen":
        return ["-"]
    out: list[str] = []
    for child in node:
        if isinstance(child.tag, str) and not child.tag.endswith("}Fallback"):
            out.extend(_pieces(child))
    return out


def _table(node: Any) -> Tabel | None:
    """Return the table with merged cells shared over their grid positions."""
    grid: list[list[Sel]] = []
    for row in node.iterchildren(f"{W}tr"):
        cells: list[Sel] = []
        before = row.find(f"{W}trPr/{W}gridBefore")
        for _ in range(int(before.get(f"{W}val", "0")) if before is not None else 0):
            cells.append(Sel(""))
        for cell in _row_cells(row):
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            width = max(1, int(span.get(f"{W}val", "1"))) if span is not None else 1
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            if merge is not None and merge.get(f"{W}val") != "restart" and grid and len(cells) < len(grid[-1]):
                item = grid[-1][len(cells)]
                item.rowspan += 1
            else:
                item = Sel(_cell_text(cell), colspan=width)
            cells.extend([item] * width)
        if cells:
            grid.append(cells)
    width = max((len(r) for r in grid), default=0)
    if width < 1 or not grid:
        return None
    for cells in grid:
        cells.extend(Sel("") for _ in range(width - len(cells)))
    grid = [r for r in grid if any(c.teks for c in r)]
    return Tabel(grid, 0, "docx") if grid else None


def _row_cells(row: Any) -> list[Any]:
    out = []
    for child in row:
        if child.tag == f"{W}tc":
            out.append(child)
        elif child.tag == f"{W}sdt":
            out.extend(child.iterfind(f"{W}sdtContent/{W}tc"))
    return out


def _cell_text(cell: Any) -> str:
    return " ".join(" ".join(_paragraph_text(p).split()) for p in cell.iter(f"{W}p")).strip()
