"""Personal data in recaps: found, and replaced in copies of the files.

Found are NIP numbers, the names that stand with them, the names and contacts of the profile form, e-mail
addresses and telephone numbers. In workbooks texts are replaced in place; from PDFs the text objects are
taken out. A file in which text cannot be reached (scans, other formats) is refused, never passed on.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from lxml import etree
from msgspec import Struct, field

from extract.finding import UnreadableInput

NIP = re.compile(r"(?<!\d)(?:19|20)\d{6}[ .]?\d{6}[ .]?[12][ .]?\d{3}(?!\d)")
SUREL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
TELEPON = re.compile(r"(?:\+62[\d \-]{7,14}\d|\(0\d{2,4}\)[ \d\-]{5,15}\d|(?<!\d)08\d{8,11}(?!\d))")
NAMA = re.compile(r"[A-Z][A-Za-z'`.,]*(?: [A-Z][A-Za-z'`.,]*){0,6}")
NIP_LABEL = re.compile(r"^\s*NIP\b", re.IGNORECASE)
LABEL_NAMA = re.compile(r"^(nama )?(kepala|pimpinan|penanda ?tangan|pejabat)\b", re.IGNORECASE)
LABEL_TELEPON = re.compile(r"^(nomor )?(telepon|telp|hp|faks)", re.IGNORECASE)
TITLES = frozenset({"KEPALA", "DIREKTUR", "SEKRETARIS", "MENTERI", "KETUA", "PIHAK", "NIP", "JABATAN"})


class Samaran(Struct):
    """What is replaced by what; the stand-ins of NIP are valid numbers of nobody."""

    nama: dict[str, str] = field(default_factory=dict)
    nip: dict[str, str] = field(default_factory=dict)
    telepon: dict[str, str] = field(default_factory=dict)
    surel: dict[str, str] = field(default_factory=dict)

    def add_name(self, text: str) -> None:
        name = " ".join(text.split()).strip(" .,()")
        if name and name not in self.nama:
            self.nama[name] = f"Pegawai {_letters(len(self.nama))}"

    def add_text(self, text: str) -> None:
        """Take up every NIP, address and number of a text."""
        for match in NIP.finditer(text):
            digits = re.sub(r"\D", "", match.group())
            self.nip.setdefault(digits, f"198001012000011{len(self.nip) + 1:03d}")
        for match in SUREL.finditer(text):
            self.surel.setdefault(match.group(), f"surel{len(self.surel) + 1}@contoh.go.id")
        for match in TELEPON.finditer(text):
            self.telepon.setdefault(match.group(), f"(021) 5550{len(self.telepon) + 1:03d}")

    def replace(self, text: str) -> str:
        """Return the text with everything personal replaced."""
        text = NIP.sub(lambda m: self.nip.get(re.sub(r"\D", "", m.group()), m.group()), text)
        for table in (self.surel, self.telepon):
            for old in sorted(table, key=len, reverse=True):
                text = text.replace(old, table[old])
        for old in sorted(self.nama, key=len, reverse=True):
            words = r"\s+".join(re.escape(w) for w in old.split())
            text = re.sub(rf"(?<!\w){words}(?!\w)", self.nama[old], text, flags=re.IGNORECASE)
        return text


def _letters(number: int) -> str:
    text = chr(65 + number % 26)
    return text if number < 26 else chr(64 + number // 26) + text


def collect_personal(files: Sequence[Path]) -> Samaran:
    """Return the personal data of all files, each with its stand-in."""
    found = Samaran()
    for path in files:
        for row in _rows(path):
            _take_row(row, found)
    return found


def _take_row(row: list[str], found: Samaran) -> None:
    """Take up one row of a sheet, or one line of a page with the line above it (first)."""
    above, *cells = row
    for text in cells:
        found.add_text(text)
    joined = " ".join(cells)
    if NIP.search(joined) and (NIP_LABEL.match(joined) or "NIP" in joined):
        _name_with_nip(above, joined, found)
    label, *values = [c for c in cells if c.strip()] or [""]
    if LABEL_NAMA.match(label.strip()) and values and NAMA.fullmatch(values[0].strip()):
        found.add_name(values[0])
    if LABEL_TELEPON.match(label.strip()) and values and re.search(r"\d{4}", values[0]):
        found.telepon.setdefault(values[0].strip(), f"(021) 5550{len(found.telepon) + 1:03d}")


def _name_with_nip(above: str, joined: str, found: Samaran) -> None:
    before = re.split(r"NIP", joined, maxsplit=1)[0].strip(" ,:;-/")
    for text in (before, *re.split(r"\s{2,}", above)):
        words = " ".join(text.split())
        if NAMA.fullmatch(words) and len(words) > 3 and words.split()[0].upper() not in TITLES:
            found.add_name(words)


def _rows(path: Path) -> Iterator[list[str]]:
    """Yield [text above, cell, cell, ...] for every row of a sheet or line of a page."""
    kind = _kind(path)
    above = ""
    for cells in _sheet_rows(path) if kind == "xlsx" else _page_lines(path):
        yield [above, *cells]
        above = "  ".join(cells)


def _kind(path: Path) -> str:
    with path.open("rb") as stream:
        head = stream.read(8)
    if head.startswith(b"%PDF"):
        return "pdf"
    if head.startswith(b"PK"):
        with zipfile.ZipFile(path) as package:
            if "xl/workbook.xml" in package.namelist():
                return "xlsx"
    raise UnreadableInput(
        f"{path.name}: hanya PDF berteks dan .xlsx yang dapat disamarkan. Simpan ulang sebagai .xlsx, "
        "atau buat segel tanpa --anonim.",
        kode="SAMAR-FORMAT",
    )


def _sheet_rows(path: Path) -> Iterator[list[str]]:
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=False, data_only=True)
    for sheet in book.worksheets:
        for row in sheet.iter_rows(values_only=True):
            cells = [str(v) for v in row if v is not None]
            if cells:
                yield cells


def _page_lines(path: Path) -> Iterator[list[str]]:
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(path)
    try:
        for number, page in enumerate(document, 1):
            text = page.get_textpage().get_text_range()
            if not text.strip() and any(True for _ in page.get_objects(max_depth=1)):
                raise UnreadableInput(
                    f"{path.name} hlm {number}: halaman hasil pindaian tidak dapat disamarkan. "
                    "Keluarkan berkas itu, atau buat segel tanpa --anonim.",
                    kode="SAMAR-PINDAIAN",
                )
            for line in text.splitlines():
                if line.strip():
                    yield [line]
    finally:
        document.close()


def mask_file(source: Path, target: Path, samaran: Samaran) -> None:
    """Write a copy without personal data; the same input gives the same bytes."""
    data = _mask_workbook(source, samaran) if _kind(source) == "xlsx" else _mask_pdf(source, samaran)
    target.write_bytes(data)


def _mask_workbook(source: Path, samaran: Samaran) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(source) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in package.namelist():
            data = package.read(name)
            if name.endswith(".xml") and name.startswith(("xl/", "docProps/")):
                data = _mask_xml(data, samaran, properties=name.startswith("docProps/"))
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            copy.writestr(info, data)
    return out.getvalue()


def _mask_xml(data: bytes, samaran: Samaran, *, properties: bool) -> bytes:
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    changed = False
    for node in root.iter():
        if not isinstance(node.tag, str):
            continue
        name = etree.QName(node).localname
        if properties and name in ("creator", "lastModifiedBy", "Manager"):
            node.text, changed = "", True
        elif name in ("si", "is", "text"):
            changed = _mask_texts(node, samaran) or changed
        elif node.text and name not in ("t", "f"):
            new = samaran.replace(node.text)
            changed = changed or new != node.text
            node.text = new
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True) if changed else data


def _mask_texts(node: etree._Element, samaran: Samaran) -> bool:
    """Replace in the whole text of a cell; formatting inside is given up only where something changed."""
    parts = [t for t in node.iter() if isinstance(t.tag, str) and etree.QName(t).localname == "t"]
    old = "".join(t.text or "" for t in parts)
    new = samaran.replace(old)
    if new == old or not parts:
        return False
    parts[0].text = new
    for part in parts[1:]:
        part.text = ""
    return True


def _mask_pdf(source: Path, samaran: Samaran) -> bytes:
    """Return the PDF without the text objects that show personal data, and without author and dates."""
    import pikepdf
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(source)
    try:
        for page in document:
            _drop_text(page, samaran)
        staged = io.BytesIO()
        document.save(staged)
    finally:
        document.close()
    out = io.BytesIO()
    with pikepdf.open(staged) as pdf:
        for holder, key in ((pdf.trailer, "/Info"), (pdf.Root, "/Metadata")):
            if key in holder:
                del holder[key]
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _drop_text(page: object, samaran: Samaran) -> None:
    import pypdfium2.raw as raw

    texts = page.get_textpage()  # type: ignore[attr-defined]
    boxes = list(_boxes(texts, samaran))
    if not boxes:
        return
    for item in list(page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT])):  # type: ignore[attr-defined]
        left, bottom, right, top = item.get_bounds()
        if any(left < b[2] and b[0] < right and bottom < b[3] and b[1] < top for b in boxes):
            page.remove_obj(item)  # type: ignore[attr-defined]
    page.gen_content()  # type: ignore[attr-defined]


def _boxes(texts: object, samaran: Samaran) -> Iterator[tuple[float, float, float, float]]:
    """Yield the boxes of all personal strings of a page, slightly smaller than their characters."""
    text = texts.get_text_range()  # type: ignore[attr-defined]
    for old in (*samaran.nama, *samaran.surel, *samaran.telepon, *(m.group() for m in NIP.finditer(text))):
        searcher = texts.search(old, match_case=False)  # type: ignore[attr-defined]
        while (hit := searcher.get_next()) is not None:
            index, count = hit
            for number in range(texts.count_rects(index, count)):  # type: ignore[attr-defined]
                left, bottom, right, top = texts.get_rect(number)  # type: ignore[attr-defined]
                yield left + 0.5, bottom + 0.5, right - 0.5, top - 0.5
