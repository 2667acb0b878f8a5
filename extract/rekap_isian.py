"""Reads the form `Isian_Narasi.xlsx` back: a person's words, each with its cell. Texts stay inert.

Recognised by its headings, never by file name, sheet name or position. A formula in an answer is
refused, control and private-use characters (our own marks) are removed; both are findings.
"""

from __future__ import annotations

import re

from msgspec import Struct, field

from extract.bacaan import FileReport
from extract.figure import Fact, make_key
from extract.finding import Finding, Tingkat
from extract.grid import Cell, Document, Table
from extract.isian_bersih import clean_answer
from extract.isian_kepala import find_header, has_title, list_cells, match_column, normalize
from extract.isian_skema import (
    ARAH,
    KODE_TEKS,
    KOLOM,
    KOLOM_ISI,
    KOLOM_TEKS,
    KUNCI_WAJIB,
    PENANDA,
    KolomIsian,
)

TABEL_NARASI, TABEL_TEKS = "isian_narasi", "isian_teks"
_TINGKAT = ("strategis", "program", "kegiatan", "output")


class _Hasil(Struct):
    document: Document
    facts: list[Fact] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    tabel: list[tuple[str, int, int]] = field(default_factory=list)
    penjelasan: list[str] = field(default_factory=list)
    seen: dict[tuple[object, ...], str] = field(default_factory=dict)

    def find(self, kode: str, tingkat: Tingkat, pesan: str, *cells: Cell) -> None:
        places = tuple(f"{self.document.file}: {cell.locator}" for cell in cells)
        self.findings.append(Finding(kode, tingkat, f"{self.document.file}: {pesan}", places))

    def add(self, tabel: str, kunci: tuple[tuple[str, str | int], ...], kolom: str, isi: str, cell: Cell) -> None:
        source = self.document.source(cell.locator)
        self.facts.append(Fact(tabel, kunci, kolom, isi, "", cell.text, source))


def read_isian(document: Document) -> tuple[FileReport, tuple[Fact, ...]] | None:
    """Return the report and the facts of a filled or empty form, None when the file is none.

    Facts: `isian_narasi` (kunci divisi?, tingkat, sasaran_no, indikator_no; kolom indikator with the name
    the form shows, for every row, and penyebab, kendala, tindak_lanjut, program_penunjang,
    standar_nasional, arah where answered) and `isian_teks` (kunci kode; kolom isi where answered).
    """
    hasil = _Hasil(document)
    found, titled = False, has_title(document)
    if document.kind == "pdf":
        return _refuse_print(hasil) if titled else None
    for sheet in document.sheets:
        if sheet.hidden:
            continue
        for table in sheet.tables():
            if head := find_header(table, KOLOM, PENANDA, ("indikator",)):
                _read_indikator(hasil, table, *head)
                found = True
            elif (found or titled) and (head := find_header(table, KOLOM_TEKS, (), ("kode", "isi"))):
                _read_teks(hasil, table, *head)
                found = True
    if not found:
        return None
    return _report(hasil), tuple(hasil.facts)


def _refuse_print(hasil: _Hasil) -> tuple[FileReport, tuple[Fact, ...]]:
    """A printed form is no recap and cannot be read answer by answer."""
    pesan = (
        f"{hasil.document.file}: ini cetakan PDF dari formulir isian narasi, jawabannya tidak dapat dibaca. "
        "Letakkan berkas Excel formulirnya di folder ini dan keluarkan PDF-nya."
    )
    hasil.findings.append(Finding("ISIAN-PDF", Tingkat.PERINGATAN, pesan, (hasil.document.file,)))
    return _report(hasil), ()


def _read_indikator(hasil: _Hasil, table: Table, head: int, columns: dict[str, int]) -> None:
    missing = [k.judul for k in KOLOM if k.kolom in KUNCI_WAJIB and k.kolom not in columns]
    if missing:
        pesan = f"kolom {', '.join(missing)} tidak ada, isian indikator tidak dapat dipakai. Pulihkan kolom itu."
        hasil.find("ISIAN-KOLOM", Tingkat.GALAT, pesan, *table.rows[head][:1])
        return
    _explain(hasil, table, head, columns, KOLOM)
    count = 0
    for index in range(head + 1, len(table.rows)):
        row = {name: table.at(index, col) for name, col in columns.items()}
        count += _read_row(hasil, row)
    hasil.tabel.append((TABEL_NARASI, count, len(columns)))


def _read_row(hasil: _Hasil, row: dict[str, Cell | None]) -> bool:
    """Read one indicator's answers; return whether the row is an indicator."""
    answers = [(k.kolom, cell) for k in KOLOM_ISI if (cell := row.get(k.kolom)) and _is_filled(cell)]
    name = row.get("indikator")
    key = _read_key(row)
    if key is None:
        if answers:
            cells = [cell for _, cell in answers]
            pesan = (
                f"baris {_row_of(cells[0])} berisi jawaban, tetapi tingkat, nomor sasaran, atau nomor "
                "indikatornya kosong atau salah, jadi tidak diketahui milik indikator mana. Isi ketiganya."
            )
            hasil.find("ISIAN-TANPA-KUNCI", Tingkat.GALAT, pesan, cells[0])
        return False
    if answers and not _claim(hasil, key, answers[0][1]):
        return True
    if name is not None and name.text.strip() and not name.formula:
        hasil.add(TABEL_NARASI, key, "indikator", _text(name), name)
    for kolom, cell in answers:
        text = _clean(hasil, cell)
        if kolom == "arah" and text:
            text = _read_arah(hasil, cell, text)
        if text:
            hasil.add(TABEL_NARASI, key, kolom, text, cell)
    return True


def _read_key(row: dict[str, Cell | None]) -> tuple[tuple[str, str | int], ...] | None:
    tingkat = normalize(_text(row.get("tingkat")))
    numbers = [_number(row.get(name)) for name in ("sasaran_no", "indikator_no")]
    if tingkat not in _TINGKAT or numbers[0] is None or numbers[1] is None:
        return None
    divisi = _text(row.get("divisi")) or None
    return make_key(divisi=divisi, tingkat=tingkat, sasaran_no=numbers[0], indikator_no=numbers[1])


def _number(cell: Cell | None) -> int | None:
    text = _text(cell)
    match = re.fullmatch(r"(\d{1,3})(?:[.,]0+)?\.?", text)
    return int(match.group(1)) if match else None


def _text(cell: Cell | None) -> str:
    return " ".join(cell.text.split()) if cell is not None else ""


def _claim(hasil: _Hasil, key: tuple[tuple[str, str | int], ...], cell: Cell) -> bool:
    """Return True the first time a key has an answer; a second row with answers is a finding."""
    exact = tuple((name, normalize(str(value))) for name, value in key)
    place = hasil.seen.setdefault(exact, cell.locator)
    if place == cell.locator:
        return True
    pesan = (
        f"sel {place} dan {cell.locator} mengisi hal yang sama ({', '.join(str(v) for _, v in key)}); "
        "yang dipakai hanya yang pertama. Hapus salah satu barisnya."
    )
    hasil.find("ISIAN-GANDA", Tingkat.GALAT, pesan, cell)
    return False


def _read_arah(hasil: _Hasil, cell: Cell, text: str) -> str:
    word = normalize(text)
    if word in ARAH:
        return word
    pesan = f"arah '{text[:40]}' pada sel {cell.locator} tidak dikenal. Pilih naik atau turun."
    hasil.find("ISIAN-ARAH", Tingkat.PERINGATAN, pesan, cell)
    return ""


def _read_teks(hasil: _Hasil, table: Table, head: int, columns: dict[str, int]) -> None:
    _explain(hasil, table, head, columns, KOLOM_TEKS)
    count = 0
    for index in range(head + 1, len(table.rows)):
        code, cell = table.at(index, columns["kode"]), table.at(index, columns["isi"])
        kode = _text(code).lower()
        if cell is None or not _is_filled(cell):
            count += bool(kode)
            continue
        if kode not in KODE_TEKS:
            pesan = (
                f"isi pada sel {cell.locator} berkode '{kode or '(kosong)'}' yang tidak dikenal, jadi tidak "
                f"dipakai. Kode yang ada: {', '.join(sorted(KODE_TEKS))}."
            )
            hasil.find("ISIAN-KODE", Tingkat.PERINGATAN, pesan, cell)
            continue
        count += 1
        key = make_key(kode=kode)
        if _claim(hasil, key, cell) and (text := _clean(hasil, cell)):
            hasil.add(TABEL_TEKS, key, "isi", text, cell)
    hasil.tabel.append((TABEL_TEKS, count, len(columns)))


def _is_filled(cell: Cell) -> bool:
    return bool(cell.formula) or bool(cell.text.strip())


def _clean(hasil: _Hasil, cell: Cell) -> str:
    """Return the answer as plain text; empty when it is a formula."""
    if cell.formula:
        pesan = (
            f"sel {cell.locator} berisi rumus, bukan teks, jadi tidak dipakai. Ketik teksnya langsung; "
            "bila kalimat memang diawali tanda =, dahului dengan tanda petik tunggal (')."
        )
        hasil.find("ISIAN-RUMUS", Tingkat.PERINGATAN, pesan, cell)
        return ""
    text, refused = clean_answer(cell.text)
    if refused:
        pesan = f"sel {cell.locator} memuat {refused} karakter kendali atau khusus; karakter itu dibuang."
        hasil.find("ISIAN-KARAKTER", Tingkat.PERINGATAN, pesan, cell)
    return text


def _row_of(cell: Cell) -> str:
    return re.sub(r"^.*![A-Z]+", "", cell.locator)


def _explain(
    hasil: _Hasil, table: Table, head: int, columns: dict[str, int], known: tuple[KolomIsian, ...]
) -> None:
    for cell in table.rows[head]:
        name = match_column(cell.text, known)
        if name is not None:
            hasil.penjelasan.append(f"{cell.locator} '{cell.text}' -> {name}")
        elif cell.text.strip():
            pesan = f"kolom '{cell.text.strip()[:60]}' ({cell.locator}) tidak dikenal; isinya tidak dipakai."
            hasil.find("ISIAN-KOLOM-LAIN", Tingkat.INFO, pesan, cell)
    missing = [k.judul for k in known if k.diisi and k.kolom not in columns]
    if missing:
        pesan = f"kolom isian {', '.join(missing)} tidak ditemukan pada {table.locator}."
        hasil.find("ISIAN-KOLOM", Tingkat.PERINGATAN, pesan, *table.rows[head][:1])


def _report(hasil: _Hasil) -> FileReport:
    tahun, satker = None, None
    for cell in list_cells(hasil.document, 5):
        if match := re.search(r"\bTahun(?: Laporan)?\s*:?\s*(20\d\d)\b", cell.text, re.I):
            tahun = tahun or int(match.group(1))
        if match := re.match(r"\s*Satuan Kerja\s*:\s*(\S.*)", cell.text, re.I):
            satker = satker or " ".join(match.group(1).split())
    return FileReport(
        file=hasil.document.file,
        sha256=hasil.document.sha256,
        jenis=tuple(dict.fromkeys(name for name, _, _ in hasil.tabel)) or (TABEL_NARASI,),
        satker=satker,
        tahun=tahun,
        tabel=tuple(hasil.tabel),
        penjelasan=tuple(hasil.penjelasan),
        findings=(*hasil.document.findings, *hasil.findings),
    )
