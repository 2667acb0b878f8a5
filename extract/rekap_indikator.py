"""Tables of indicators (perjanjian kinerja, capaian, renstra): rows with sasaran, indikator and values.

Rows come out unnumbered; `rekap_nomor` gives them their positions once every file is read.
"""

from __future__ import annotations

import re

from extract.angka import possible
from extract.finding import Tingkat
from extract.grid import Cell
from extract.headings import normal
from extract.rekap_alur import find_divider, is_note
from extract.rekap_butir import NOMOR, BarisIndikator, TabelIndikator, scale_fractions, split_row, strip_number
from extract.rekap_hasil import Hasil, Tulis, finish
from extract.rekap_hitung import CAPAIAN, RASIO
from extract.rekap_konteks import divisi_of_unit, find_divisi, find_level, find_unit
from extract.rekap_layar import part_units
from extract.rekap_periode import settle_periods
from extract.rekap_sasaran import goal_above, goal_cell, goal_name, goal_title
from extract.rekap_sel import NUMERIC, Pembaca
from extract.rekap_tabel import Baris, Rekap, is_number_row, is_total
from extract.rekap_teks import join_lines

# amounts merged over several indicators stand once, at the first
UANG = frozenset({"anggaran", "pagu", "realisasi_anggaran", "sisa_anggaran", "serapan"})
# numbers of sasaran where indicators have 1, 2, 3
_POKOK = re.compile(r"^(?:[IVX]{1,5}|[A-Z]|(?:SK|SP|SS)[ .-]?\d{1,2})[.)]?$")


def read_indikator(hasil: Hasil, rekap: Rekap) -> None:
    """Read one table of indicators into `hasil.indikator`."""
    part_units(rekap)
    reader = _Reader(hasil, rekap)
    for row in rekap.baris:
        for part in split_row(row, rekap):
            reader.row(part)
    scale_fractions(hasil, reader.tabel)
    settle_periods(hasil, reader.tabel)
    finish(hasil, reader.pembaca)
    if reader.tabel.baris:
        hasil.indikator.append(reader.tabel)
    else:
        hasil.find("TABEL-KOSONG", Tingkat.PERINGATAN, rekap.locator,
                   f"tabel {rekap.kepala.peta.nama} dikenali tetapi tidak berisi satu pun indikator.")  # fmt: skip


class _Reader:
    def __init__(self, hasil: Hasil, rekap: Rekap) -> None:
        self.hasil, self.rekap = hasil, rekap
        self.pembaca = Pembaca(hasil.document, rekap, (CAPAIAN, RASIO))
        tulis = Tulis(hasil, rekap)
        titles = [rekap.sheet.name, *rekap.teks_konteks()]
        start = max(
            (i for i, b in enumerate(rekap.konteks) if normal(b.teks).startswith("perjanjian kinerja")), default=0
        )
        unit = find_unit(rekap.konteks[start:]) if rekap.jenis == "perjanjian_kinerja" else None
        self.divisi = (divisi_of_unit(unit) if unit else None) or find_divisi(titles)
        heading = " ".join(k.judul for k in rekap.kepala.kolom if k.nama in ("sasaran", "indikator"))
        self.tingkat = find_level(heading, titles) or "kegiatan"
        kolom = rekap.kepala.cari("sasaran")
        self.tabel = TabelIndikator(rekap.jenis, rekap, tulis, tulis.tahun, unit, kolom is not None)
        self.sasaran, self.baru = "", True
        self.sel_sasaran: Cell | None = None
        above = goal_above(rekap) if kolom is None else None
        if above is not None:
            self.sasaran, self.sel_sasaran = above
            self.tabel.punya_sasaran = True
        self.numbered = self._numbered()
        self.goals_numbered = self._numbers_goals()
        self.terakhir: Baris | None = None  # the row of the last indicator, until something else intervenes
        self.document_kind = hasil.document.kind

    def _numbered(self) -> bool:
        """Tell whether the table numbers its indicator rows in a column of its own."""
        column = self.rekap.kepala.cari("indikator_no") or self.rekap.kepala.cari("no")
        if column is None:
            return False
        cells = [c for b in self.rekap.baris if (c := b.ambil(column)) is not None and c.text.strip()]
        return len({id(c) for c in cells}) * 2 > len([b for b in self.rekap.baris if b.isi])

    def _numbers_goals(self) -> bool:
        """Tell whether the number column numbers only rows without figures: the names of sasaran between."""
        rows = [b for b in self.rekap.baris if b.garis is None and len(b.isi) > 1 and not is_number_row(b)]
        own = [b for b in rows if self._own_number(b)]
        figures = [b for b in rows if self._has_values(b)]
        return bool(own) and len(figures) > len(own) and not any(self._has_values(b) for b in own)

    def row(self, row: Baris) -> None:
        if row.kosong or is_number_row(row):
            if not row.kosong:
                self.hasil.lewat(row, "nomor kolom")
            return
        if row.garis is not None or self._single(row):
            self._divider(row)
            return
        if (goal_text := goal_title(row)) is not None and not self._has_values(row):
            self._begin(goal_text, goal_cell(row))
            return
        name = self.pembaca.teks(row, "indikator")
        goal = self.pembaca.sel(row, "sasaran")
        starts = goal is not None and goal.text.strip() and goal.row == row.nomor and goal is not self.sel_sasaran
        if not name:
            self._nameless(row, goal if starts else None)
            return
        if is_total(name, persis=True) or (
            goal is not None and is_total(join_lines(goal.text)) and len(goal.text) < 30
        ):
            self.hasil.lewat(row, "baris jumlah atau rata-rata")
            return
        if not any(ch.isalpha() for ch in name.lower().removeprefix("rp")) and possible(name):
            self.hasil.find("BARIS-TAK-DIKENAL", Tingkat.PERINGATAN, row.locator,
                            f"baris '{row.teks[:80]}' berisi angka di kolom nama indikator; tidak dibaca. "
                            "Periksa apakah tabel lain dimulai di sini.")  # fmt: skip
            return
        divisi = self.pembaca.teks(row, "divisi")
        if divisi and (found := find_divider(divisi) or divisi) != self.divisi:
            self.divisi, self.sasaran, self.sel_sasaran, self.baru = found, "", None, True
        if self._joins(row, name, goal if starts else None):
            return
        if starts and goal is not None:
            self._goal(goal)
        self._indicator(row, name)

    def _nameless(self, row: Baris, goal: Cell | None) -> None:
        """A row without an indicator: a sasaran, a total, or figures nobody owns."""
        if goal is not None and not self._has_values(row):
            self._goal(goal)
        elif any(is_total(join_lines(c.text)) for c in row.isi[:2]):
            self.hasil.lewat(row, "baris jumlah atau rata-rata")
        elif self._has_values(row):
            self.hasil.find("BARIS-TANPA-INDIKATOR", Tingkat.PERINGATAN, row.locator,
                            f"baris berisi angka tetapi tanpa nama indikator: '{row.teks[:80]}'. Periksa "
                            f"sumbernya.")  # fmt: skip
        else:
            self.hasil.lewat(row, "tanpa nama indikator")

    def _single(self, row: Baris) -> bool:
        if not row.tunggal:
            return False
        cell = row.isi[0]
        column = self.rekap.kepala.cari("indikator")
        wide = cell.colspan > 1 or column is None or cell.col != column.index
        return wide or bool(find_divider(row.teks)) or is_note(row.teks)

    def _divider(self, row: Baris) -> None:
        """A text across the table: a divisi, a level, a sasaran, or the rest of a wrapped cell."""
        text = row.teks
        column = self.rekap.kepala.cari("sasaran")
        if divisi := find_divider(text):
            if divisi != self.divisi:
                self.divisi, self.sasaran, self.sel_sasaran, self.baru = divisi, "", None, True
            return
        if len(text) < 60 and (level := find_level(strip_number(text), [])):
            self.tingkat, self.sasaran, self.sel_sasaran, self.baru = level, "", None, True
            return
        cell = row.isi[0] if row.isi else None
        if cell is not None and not is_note(text) and not is_total(text, persis=True):
            if column is not None and cell.col == column.index and cell.colspan == 1:
                self._goal(cell)
                return
            goal = re.match(r"^(?:sasaran(?:\s+\w+)?(?:\s+\d+)?\s*[:.]\s*)?(.+)$", text, re.I | re.S)
            if column is None and goal and len(text) > 15:
                self._begin(goal_name(text) or strip_number(goal[1]), cell)
                return
        self.hasil.lewat(row, "teks di luar data")

    def _begin(self, name: str, cell: Cell) -> None:
        """A new sasaran, named across the table."""
        self.sasaran, self.sel_sasaran, self.baru = name, cell, True
        self.tabel.punya_sasaran = True

    def _goal(self, cell: Cell) -> None:
        text = strip_number(join_lines(cell.text))
        if text == self.sasaran or normal(text) == normal(self.sasaran):
            self.sel_sasaran = cell
            return
        if self.sasaran and text[:1].islower() and not self.baru:
            self._lengthen(text)
            self.sel_sasaran = cell
            return
        self.sasaran, self.sel_sasaran, self.baru = text, cell, True

    def _lengthen(self, text: str) -> None:
        """The sasaran's name goes on in the next row or page."""
        old, self.sasaran = self.sasaran, join_lines(f"{self.sasaran}\n{text}")
        for done in self.tabel.baris:
            if done.sasaran == old and done.divisi == self.divisi:
                done.sasaran = self.sasaran

    def _has_values(self, row: Baris) -> bool:
        return any(
            k.tipe in NUMERIC
            and (c := row.ambil(k)) is not None
            and c.row == row.nomor
            and c.col >= k.index
            and (c.text.strip() or c.formula)
            for k in self.rekap.kepala.kolom
            if k.nama
        )

    def _continues(self, row: Baris, name: str) -> bool:
        """Tell whether the row only goes on with the name of the row before."""
        if not self.tabel.baris:
            return False
        if self._torn_by_page(row, name):
            return True
        if self._has_values(row):
            return False
        if NOMOR.match(name) and not name[:1].islower():
            return False
        if self._own_number(row):
            return False
        return self.numbered or name[:1].islower()

    def _joins(self, row: Baris, name: str, goal: Cell | None) -> bool:
        """Take a row that is no indicator of its own: a sasaran in the same column, or the rest of a name."""
        cell = self.pembaca.sel(row, "indikator")
        if cell is not None and self._heads(row):
            self._goal(cell)
            self.tabel.punya_sasaran = True
            return True
        if self._continues(row, name):
            self._extend(row, name, goal)
            return True
        return False

    def _heads(self, row: Baris) -> bool:
        """Tell whether a row without values names the sasaran, where one column lists both."""
        column = self.rekap.kepala.cari("indikator")
        both = (
            column is not None
            and "sasaran" in normal(column.judul).split()
            and not self.pembaca.sel(row, "sasaran")
        )
        if self.rekap.kepala.cari("sasaran") is None and (
            _POKOK.match(self.pembaca.teks(row, "no")) or (self.goals_numbered and self._own_number(row))
        ):
            both = True
        return bool(both and not self._has_values(row) and not self._own_unit(row))

    def _own_unit(self, row: Baris) -> bool:
        """Tell whether a row has a unit of its own, not a name merged over its column."""
        column = self.rekap.kepala.cari("satuan")
        cell = row.ambil(column)
        return column is not None and cell is not None and cell.col >= column.index and bool(cell.text.strip())

    def _torn_by_page(self, row: Baris, name: str) -> bool:
        """Tell whether a page break cut the row: the name goes on overleaf, its values on one side only."""
        last = self.tabel.baris[-1]
        if row.sheet is last.baris.sheet or last.baris is not self.terakhir or self.document_kind != "pdf":
            return False
        if NOMOR.match(name) or self._own_number(row):
            return False
        return self._has_values(row) != bool(last.sel)

    def _own_number(self, row: Baris) -> bool:
        column = self.rekap.kepala.cari("indikator_no") or self.rekap.kepala.cari("no")
        number = row.ambil(column)
        return number is not None and bool(number.text.strip()) and number.row == row.nomor

    def _extend(self, row: Baris, name: str, goal: Cell | None) -> None:
        last = self.tabel.baris[-1]
        last.indikator = join_lines(f"{last.indikator}\n{name}")
        if not last.sel and self._has_values(row):  # the values stand on the second page
            last.satuan = last.satuan or self.pembaca.teks(row, "satuan")
            last.sel = self.pembaca.periksa(row, self.pembaca.baca(row, last.satuan))
        self.terakhir = last.baris
        note = self.pembaca.teks(row, "keterangan")
        last.keterangan = f"{last.keterangan} {note}".strip()
        if goal is not None:
            self._lengthen(join_lines(goal.text))
            self.sel_sasaran = goal
        self.hasil.lewat(row, "lanjutan nama indikator di atasnya")

    def _indicator(self, row: Baris, name: str) -> None:
        unit = self.pembaca.teks(row, "satuan")
        read = self.pembaca.periksa(row, self.pembaca.baca(row, unit))
        values = {k: v for k, v in read.items() if k[0] not in UANG or v.cell.row >= row.nomor}  # else of them all
        found = BarisIndikator(
            row, self.divisi, self.tingkat, self.sasaran, strip_number(name), values, unit,
            self.pembaca.teks(row, "keterangan"), self.sel_sasaran, self.pembaca.sel(row, "indikator"),
            self.pembaca.sel(row, "keterangan"), self.baru,
        )  # fmt: skip
        self.baru = False
        self.tabel.baris.append(found)
        self.terakhir = row
