"""Indicator rows and what is done to their texts and values before they are numbered."""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec import Struct, field
from msgspec.structs import replace

from extract.excel_format import is_percent
from extract.finding import Tingkat
from extract.grid import Cell
from extract.rekap_hasil import Hasil, Tulis
from extract.rekap_sel import Kunci, Sel
from extract.rekap_tabel import Baris, Rekap
from extract.rekap_teks import tidy

NOMOR = re.compile(r"^\s*(?:\(?(?:[a-z]|[ivx]{1,5})[.)]|\(?\d{1,2}(?:\.\d{1,2}){0,3}[.)]?)\s+(?=\S)", re.I)


class BarisIndikator(Struct):
    """One indicator row of a source."""

    baris: Baris
    divisi: str | None
    tingkat: str
    sasaran: str
    indikator: str
    sel: dict[Kunci, Sel]
    satuan: str = ""
    keterangan: str = ""
    sel_sasaran: Cell | None = None
    sel_indikator: Cell | None = None
    sel_keterangan: Cell | None = None
    baru: bool = False  # a new sasaran begins here
    sasaran_no: int = 0
    indikator_no: int = 0


class TabelIndikator(Struct):
    """The indicator rows of one recognised table."""

    jenis: str
    rekap: Rekap
    tulis: Tulis
    tahun: int | None
    unit: str | None
    punya_sasaran: bool
    baris: list[BarisIndikator] = field(default_factory=list)


def strip_number(text: str) -> str:
    """Return a name without the number or bullet printed before it (`1. `, `2.3 `, `a. `, `- `)."""
    return NOMOR.sub("", _BULIR.sub("", text, count=1), count=1)


_PERSENTASE = re.compile(r"\s*(?:persentase|prosentase|presentase|persen|%)\b", re.I)
_BULIR = re.compile(r"^\s*[-\u2013\u2014\u2022\u25aa\u25cf\u25ba\u25e6*>\uf0b7]+\s+(?=\w)")
_BUTIR = re.compile(r"^\s*\(?(?:\d{1,2}|[a-z])[.)]\s+\S")


def split_row(row: Baris, rekap: Rekap) -> list[Baris]:
    """Return one row per indicator where one cell holds a numbered list of them."""
    column = rekap.kepala.cari("indikator")
    cell = row.ambil(column)
    if row.garis is not None or column is None or cell is None:
        return [row]
    lines = [line for line in cell.text.split("\n") if line.strip()]
    starts = [i for i, line in enumerate(lines) if _BUTIR.match(line)]
    if len(starts) < 2 or starts[0] != 0:
        return [row]
    names = ["\n".join(lines[a:b]) for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)]
    parts: list[dict[int, Cell]] = [dict(row.sel) for _ in names]
    for index, other in row.sel.items():
        kolom = next((k for k in rekap.kepala.kolom if k.index <= index < k.index + k.lebar), None)
        if kolom is None or kolom.nama in ("sasaran", "no") or other.row != row.nomor:
            continue
        texts = names if other is cell else [t.strip() for t in other.text.split("\n") if t.strip()]
        if len(texts) == len(names):
            for part, text in zip(parts, texts, strict=True):
                part[index] = replace(other, text=text, value=text)
    return [replace(row, sel=part) for part in parts]


def scale_fractions(hasil: Hasil, tabel: TabelIndikator) -> None:
    """Percentages kept as bare fractions (0.6 under "%") are read as percent, and that is said.

    Only where every such target of the table is at most 1 and at least two are not whole: then no
    other reading makes sense.
    """
    rows = [
        (row, key, sel) for row in tabel.baris for key, sel in row.sel.items() if key[0] in ("target", "realisasi")
    ]
    bare = [x for x in rows if _in_percent(x[0], x[2]) and isinstance(x[2].cell.value, Decimal)
            and not is_percent(x[2].cell.number_format)]  # fmt: skip
    targets = [sel.angka for _, key, sel in bare if key[0] == "target" and sel.angka is not None]
    if any(t > 1 for t in targets) or sum(1 for t in targets if t % 1) < 2:
        _doubt_fractions(hasil, rows)
        return
    for row, key, sel in bare:
        if sel.angka is not None:
            row.sel[key] = replace(sel, nilai=tidy(sel.angka * 100), satuan="%")
    hasil.find("PERSEN-PECAHAN", Tingkat.PERINGATAN, bare[0][2].cell.locator,
               "target dan realisasi bersatuan % tersimpan sebagai pecahan (0,6); dibaca sebagai persen (60). "
               "Periksa, lalu beri format persen di Excel.")  # fmt: skip


def _in_percent(row: BarisIndikator, sel: Sel) -> bool:
    """Tell whether a value counts percent: by its unit, else by the indicator's name."""
    return sel.satuan == "%" or (not sel.satuan and bool(_PERSENTASE.match(row.indikator)))


def _doubt_fractions(hasil: Hasil, rows: list[tuple[BarisIndikator, Kunci, Sel]]) -> None:
    """Say where a target of at most 1 stands under "%" without saying it itself: 0.9 may be 0,9 % or 90 %."""
    said = [
        sel for row, key, sel in rows
        if key[0] == "target" and _in_percent(row, sel) and sel.angka is not None and 0 < sel.angka <= 1
        and "%" not in sel.cell.text and not is_percent(sel.cell.number_format)
    ]  # fmt: skip
    if said:
        hasil.find("PECAHAN-RAGU", Tingkat.PERINGATAN, said[0].cell.locator,
                   f"{len(said)} target bersatuan % bernilai paling banyak 1, antara lain {said[0].teks}. Dibaca "
                   f"sebagai {said[0].angka}%; bila yang dimaksud pecahan ({said[0].angka} = "
                   f"{said[0].angka * 100 if said[0].angka is not None else ''}%), tulis dengan tanda persen.",
                   said[0].teks)  # fmt: skip
