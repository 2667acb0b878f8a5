"""The workbooks of the two forms: layout, protection, drop-downs, print settings, always the same bytes."""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from extract.isian_kepala import normalize
from extract.isian_skema import (
    ARAH,
    JUDUL,
    KOLOM,
    KOLOM_TEKS,
    LEMBAR_INDIKATOR,
    LEMBAR_PETUNJUK,
    LEMBAR_TEKS,
    WAJIB,
    list_teks,
)

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

PEDOMAN_BARU = 2023  # reports of this year and later follow pedoman 2023
_FONT = "Calibri"
_A4, _A3 = 9, 8
_LINE = 15.0  # points
_DATE = datetime(2000, 1, 1)
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_ABU, _KUNING, _HIJAU, _JUDUL = "FFEDEDED", "FFFFF2CC", "FFE2EFDA", "FFD9E2F3"
PROFIL = (
    "Nama Satuan Kerja",
    "Jenis UPT",
    "Kode Satuan Kerja",
    "Kantor Wilayah",
    "Alamat",
    "Telepon",
    "Laman",
    "Surel",
    "Kepala",
    "NIP Kepala",
    "Kota Penandatanganan",
    "Tanggal Penandatanganan",
    "Nomor Surat Pengantar",
)
PETUNJUK = (
    "Formulir ini untuk hal yang tidak ada di rekap mana pun: penyebab, kendala, tindak lanjut, dan uraian.",
    "Angka tidak perlu ditulis di sini. Program mengambil angka dari rekap, lengkap dengan asalnya.",
    "1. Lembar Indikator: satu baris satu indikator. Isi kolom berwarna; yang abu-abu sudah terisi dan terkunci.",
    "2. Kuning berarti wajib, menurut analisis dalam Permenpan RB Nomor 53 Tahun 2014. Hijau boleh kosong.",
    "3. Arah: pilih naik atau turun. Boleh kosong bila rekap sudah menyatakannya.",
    "4. Lembar Teks Bab: tulis pada kolom Isi. Teks baku menurut peraturan sudah disediakan program.",
    "5. Alt+Enter membuat baris baru di dalam sel; satu baris menjadi satu butir atau satu paragraf.",
    "6. Tulis khusus untuk indikator itu. Kalimat yang sama di indikator lain dilaporkan sebagai temuan.",
    "7. Yang wajib tetapi kosong tampak di laporan sebagai '[PERLU DIISI: ...]'; program tidak mengarang.",
    "8. Simpan di folder yang sama dengan rekap, lalu jalankan: lkjip buat {satker_id} --tahun {tahun}",
)


@dataclass(frozen=True, slots=True)
class IndikatorDikenal:
    """One indicator as the form shows it; `jawaban` are answers already known, by column."""

    tingkat: str
    sasaran_no: int
    indikator_no: int
    sasaran: str = ""
    indikator: str = ""
    target: str = ""
    realisasi: str = ""
    divisi: str = ""
    jawaban: tuple[tuple[str, str], ...] = ()

    @property
    def kunci(self) -> tuple[str, str, int, int]:
        return normalize(self.divisi), self.tingkat, self.sasaran_no, self.indikator_no


def write_profil(path: Path, tahun: int) -> None:
    """Write an empty profile form in the layout of the profile recap."""
    book, sheet = _new_book("Profil")
    _title(sheet, ("PROFIL SATUAN KERJA", f"Tahun {tahun}"))
    _header(sheet, 4, (("Uraian", 30, ""), ("Isian", 70, _KUNING)))
    for row, (label, value) in enumerate([(p, "") for p in PROFIL] + [("Tahun Laporan", str(tahun))], 5):
        _put(sheet, row, 1, label, _ABU)
        _put(sheet, row, 2, value, "", locked=False)
    _finish(sheet, "A5", 4, landscape=False)
    _save(book, path)


def write_narasi(
    path: Path,
    head: Mapping[str, str],
    indikator: Sequence[IndikatorDikenal],
    teks: Mapping[str, str] | None = MappingProxyType({}),
) -> None:
    """Write the narrative form with its known indicators and answers.

    `head` holds `tahun`, `satker_id` and `satker`; `teks` the answers of the chapters by code, None for
    a form without that sheet.
    """
    book, guide = _new_book(LEMBAR_PETUNJUK)
    title = (JUDUL, f"Satuan Kerja: {head['satker']}", f"Tahun {head['tahun']}")
    _title(guide, title)
    guide.column_dimensions["A"].width = 95
    for row, line in enumerate(PETUNJUK, 5):
        _put(guide, row, 1, line.format(satker_id=head["satker_id"], tahun=head["tahun"]), "")
    _finish(guide, "A5", 3, landscape=False)
    _write_indikator(book.create_sheet(LEMBAR_INDIKATOR), title, indikator)
    if teks is not None:
        pedoman = "2023" if int(head["tahun"]) >= PEDOMAN_BARU else "2015"
        _write_teks(book.create_sheet(LEMBAR_TEKS), title, pedoman, teks)
    book.active = 1 if indikator else 0
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet is book.active
    _save(book, path)


def _write_indikator(sheet: Worksheet, head: Sequence[str], rows: Sequence[IndikatorDikenal]) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    _title(sheet, head)
    _header(sheet, 5, [(k.kepala, k.lebar, _color(k.diisi)) for k in KOLOM])
    last = max(len(rows), 1) + 5
    for number, row in enumerate(rows, 6):
        answers = dict(row.jawaban)
        for col, k in enumerate(KOLOM, 1):
            if k.diisi:
                _put(sheet, number, col, answers.get(k.kolom, ""), _color(k.diisi), locked=False)
            else:
                _put(sheet, number, col, str(getattr(row, k.kolom)), _ABU)
    for col, k in enumerate(KOLOM, 1):
        if k.petunjuk:
            _prompt(sheet, k.judul, k.petunjuk, col, last)
    arah = next(i for i, k in enumerate(KOLOM, 1) if k.kolom == "arah")
    choice = DataValidation(type="list", formula1=f'"{",".join(ARAH)}"', allow_blank=True, showErrorMessage=True)
    choice.errorTitle, choice.error = "Arah", "Pilih naik atau turun, atau kosongkan."
    choice.promptTitle, choice.prompt, choice.showInputMessage = "Arah", KOLOM[arah - 1].petunjuk, True
    choice.add(_range(arah, last))
    sheet.add_data_validation(choice)
    _finish(sheet, "G6", 5, landscape=True, least=5)


def _prompt(sheet: Worksheet, title: str, text: str, col: int, last: int) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    if KOLOM[col - 1].kolom == "arah":
        return
    hint = DataValidation(allow_blank=True, showInputMessage=True, promptTitle=title[:32], prompt=text)
    hint.add(_range(col, last))
    sheet.add_data_validation(hint)


def _range(col: int, last: int) -> str:
    from openpyxl.utils import get_column_letter

    letter = get_column_letter(col)
    return f"{letter}6:{letter}{last}"


def _write_teks(sheet: Worksheet, head: Sequence[str], pedoman: str, teks: Mapping[str, str]) -> None:
    _title(sheet, head)
    colors = ["" if k.kolom != "isi" else _KUNING for k in KOLOM_TEKS]
    _header(sheet, 5, [(k.judul, k.lebar, c) for k, c in zip(KOLOM_TEKS, colors, strict=True)])
    for number, item in enumerate(list_teks(pedoman), 6):
        for col, value in enumerate((item.kode, item.bagian, item.petunjuk, item.diisi), 1):
            _put(sheet, number, col, value, _ABU)
        _put(sheet, number, 5, teks.get(item.kode, ""), _color(item.diisi), locked=False)
    _finish(sheet, "E6", 5, landscape=True, least=3)


def _color(diisi: str) -> str:
    return {"": "", WAJIB: _KUNING}.get(diisi, _HIJAU)


def _new_book(first: str) -> tuple[Workbook, Worksheet]:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = first
    properties = book.properties
    properties.creator, properties.lastModifiedBy = "lkjip", "lkjip"
    properties.created, properties.modified = _DATE, _DATE
    return book, sheet


def _title(sheet: Worksheet, lines: Sequence[str]) -> None:
    from openpyxl.styles import Font

    for row, line in enumerate(lines, 1):
        cell = sheet.cell(row, 1)
        _set_text(cell, line)
        cell.font = Font(name=_FONT, bold=True, size=14 if row == 1 else 11)


def _header(sheet: Worksheet, row: int, columns: Sequence[tuple[str, int, str]]) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    for col, (text, width, color) in enumerate(columns, 1):
        _put(sheet, row, col, text, color or _JUDUL)
        sheet.cell(row, col).font = Font(name=_FONT, bold=True)
        sheet.column_dimensions[get_column_letter(col)].width = width


def _put(sheet: Worksheet, row: int, col: int, text: str, color: str, *, locked: bool = True) -> None:
    from openpyxl.styles import Alignment, Border, PatternFill, Protection, Side

    cell = sheet.cell(row, col)
    _set_text(cell, text)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.protection = Protection(locked=locked)
    if color:
        cell.fill = PatternFill("solid", fgColor=color)
    if sheet.title != LEMBAR_PETUNJUK:
        side = Side(style="thin", color="FFBFBFBF")
        cell.border = Border(left=side, right=side, top=side, bottom=side)
    if not locked:
        cell.number_format = "@"


def _set_text(cell: object, text: str) -> None:
    """Write text as text, also when it starts with = + - @."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell

    if not isinstance(cell, Cell) or not text:
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    if cell.data_type != "s":
        cell.data_type = "s"
    if re.match(r"[=+\-@]", text):
        cell.quotePrefix = True


def _fit_rows(sheet: Worksheet, first: int, least: int) -> None:
    """Give every row the height its wrapped texts need; programs differ in doing it themselves."""
    from openpyxl.utils import get_column_letter

    widths = [sheet.column_dimensions[get_column_letter(col)].width for col in range(1, sheet.max_column + 1)]
    for number, row in enumerate(sheet.iter_rows(min_row=first, values_only=True), first):
        lines = max(least, *(_count_lines(value, width) for value, width in zip(row, widths, strict=True)))
        sheet.row_dimensions[number].height = min(lines * _LINE + 3, 409.0)


def _count_lines(value: object, width: float) -> int:
    return sum(max(1, math.ceil(len(text) * 1.1 / width)) for text in str(value or "").split("\n"))


def _finish(sheet: Worksheet, freeze: str, header: int, *, landscape: bool, least: int = 1) -> None:
    _fit_rows(sheet, header, 1)
    _fit_rows(sheet, header + 1, least)
    sheet.freeze_panes = freeze
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False
    sheet.protection.formatCells = False
    sheet.print_title_rows = f"{header}:{header}"
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = _A3 if sheet.max_column > 8 else _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    sheet.oddFooter.center.text = "Halaman &P dari &N"  # type: ignore[union-attr]


def _save(book: Workbook, path: Path) -> None:
    """Save with fixed dates and sorted entries: the same content gives the same bytes."""
    buffer = io.BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist()):
            info = zipfile.ZipInfo(name, _ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            data = source.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2000-01-01T00:00:00Z", data)
            target.writestr(info, data)
