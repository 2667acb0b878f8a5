"""The workbooks of the two forms: layout, protection, drop-downs, print settings, always the same bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct

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
from render.forms_gaya import ABU, HIJAU, KUNING, finish_sheet, new_book, put, save_book, write_header, write_title

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

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


class IndikatorDikenal(Struct, frozen=True):
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


def write_profil(path: Path, tahun: int, known: Mapping[str, str] = MappingProxyType({})) -> None:
    """Write a profile form in the layout of the profile recap; `known` are values by label."""
    book, sheet = new_book("Profil")
    write_title(sheet, ("PROFIL SATUAN KERJA", f"Tahun {tahun}"))
    write_header(sheet, 4, (("Uraian", 30, ""), ("Isian", 70, KUNING)))
    values = {"Tahun Laporan": str(tahun), **known}
    for row, label in enumerate((*PROFIL, "Tahun Laporan"), 5):
        put(sheet, row, 1, label, ABU)
        put(sheet, row, 2, values.get(label, ""), "", locked=False)
    finish_sheet(sheet, "A5", 4, landscape=False)
    save_book(book, path)


def write_narasi(
    path: Path,
    head: Mapping[str, str],
    indikator: Sequence[IndikatorDikenal],
    teks: Mapping[str, str] | None = MappingProxyType({}),
) -> None:
    """Write the narrative form with its known indicators and answers.

    `head` holds `tahun`, `pedoman`, `satker_id` and `satker`; `teks` the answers of the chapters by code, None for
    a form without that sheet.
    """
    book, guide = new_book(LEMBAR_PETUNJUK)
    title = (JUDUL, f"Satuan Kerja: {head['satker']}", f"Tahun {head['tahun']}")
    write_title(guide, title)
    guide.column_dimensions["A"].width = 95
    for row, line in enumerate(PETUNJUK, 5):
        put(guide, row, 1, line.format(satker_id=head["satker_id"], tahun=head["tahun"]), "")
    finish_sheet(guide, "A5", 3, landscape=False)
    _write_indikator(book.create_sheet(LEMBAR_INDIKATOR), title, indikator)
    if teks is not None:
        _write_teks(book.create_sheet(LEMBAR_TEKS), title, head["pedoman"], teks)
    book.active = 1 if indikator else 0
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet is book.active
    save_book(book, path)


def _write_indikator(sheet: Worksheet, head: Sequence[str], rows: Sequence[IndikatorDikenal]) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    write_title(sheet, head)
    write_header(sheet, 5, [(k.kepala, k.lebar, _color(k.diisi)) for k in KOLOM])
    last = max(len(rows), 1) + 5
    for number, row in enumerate(rows, 6):
        answers = dict(row.jawaban)
        for col, k in enumerate(KOLOM, 1):
            if k.diisi:
                put(sheet, number, col, answers.get(k.kolom, ""), _color(k.diisi), locked=False)
            else:
                put(sheet, number, col, str(getattr(row, k.kolom)), ABU)
    for col, k in enumerate(KOLOM, 1):
        if k.petunjuk:
            _prompt(sheet, k.judul, k.petunjuk, col, last)
    arah = next(i for i, k in enumerate(KOLOM, 1) if k.kolom == "arah")
    choice = DataValidation(type="list", formula1=f'"{",".join(ARAH)}"', allow_blank=True, showErrorMessage=True)
    choice.errorTitle, choice.error = "Arah", "Pilih naik atau turun, atau kosongkan."
    choice.promptTitle, choice.prompt, choice.showInputMessage = "Arah", KOLOM[arah - 1].petunjuk, True
    choice.add(_range(arah, last))
    sheet.add_data_validation(choice)
    finish_sheet(sheet, "G6", 5, landscape=True, least=5)


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
    write_title(sheet, head)
    colors = ["" if k.kolom != "isi" else KUNING for k in KOLOM_TEKS]
    write_header(sheet, 5, [(k.judul, k.lebar, c) for k, c in zip(KOLOM_TEKS, colors, strict=True)])
    for number, item in enumerate(list_teks(pedoman), 6):
        for col, value in enumerate((item.kode, item.bagian, item.petunjuk, item.diisi), 1):
            put(sheet, number, col, value, ABU)
        put(sheet, number, 5, teks.get(item.kode, ""), _color(item.diisi), locked=False)
    finish_sheet(sheet, "E6", 5, landscape=True, least=3)


def _color(diisi: str) -> str:
    return {"": "", WAJIB: KUNING}.get(diisi, HIJAU)
