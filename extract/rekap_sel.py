"""Cells of a recognised table become values: convention, unit and scale decided from the context."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from itertools import product

from msgspec import Struct
from msgspec.structs import replace

from extract.angka import AngkaAmbigu, BukanAngka, Konvensi, decide, is_kosong, parse_angka, possible
from extract.excel_format import divisor_of, is_percent
from extract.finding import Finding, Tingkat
from extract.grid import Cell, Document, Sheet
from extract.headings import Kolom, load_kamus, normal
from extract.rekap_hitung import Hubungan, fits, holds
from extract.rekap_konteks import scale_of
from extract.rekap_rumus import TakDapatDihitung, addresses, evaluate
from extract.rekap_satuan import scale_word, whole_count, without_scale
from extract.rekap_tabel import Baris, Rekap
from extract.rekap_teks import bare, clean_unit, flat, format_unit, join_lines, tidy, without_bound, without_noise

NUMERIC = ("angka", "persen", "uang")
BERSATUAN = frozenset({"target", "realisasi", "target_periode", "realisasi_periode", "realisasi_kumulatif"})


class Sel(Struct, frozen=True):
    """One value read. `nilai` is None where the cell says so (`-`); text where words stand for a number."""

    cell: Cell
    nilai: Decimal | str | None
    satuan: str
    teks: str

    @property
    def angka(self) -> Decimal | None:
        return self.nilai if isinstance(self.nilai, Decimal) else None


Kunci = tuple[str, str | None]


def plain(kolom: Kolom, text: str) -> str:
    """Return the text of a number; a target may say its bound with it (">= 80%", "min. 3,2")."""
    if kolom.tipe == "uang" and scale_word(text) is not None:
        return without_scale(bare(text))
    return without_bound(bare(text)) if kolom.nama in ("target", "target_periode") else bare(text)


def _whole_rupiah(rekap: Rekap) -> bool:
    """Tell whether a table prints amounts of ten digits, as only whole rupiah have."""
    cells = [row.ambil(k) for k in rekap.kepala.kolom if k.tipe == "uang" for row in rekap.baris]
    texts = [re.sub(r"[.,]\d{1,2}$", "", c.text.strip(" -,)")) for c in cells if c is not None]
    return any(sum(ch.isdigit() for ch in text) >= 10 for text in texts)


class Pembaca:
    """Reads the rows of one table; what cannot be read becomes a finding."""

    def __init__(self, document: Document, rekap: Rekap, hubungan: tuple[Hubungan, ...] = ()) -> None:
        self.document, self.rekap, self.hubungan = document, rekap, hubungan
        self.findings: list[Finding] = []
        self._nama = ""  # of the indicator whose row is being read
        self._pecahan: set[Kolom] = set()  # columns already reported as fractions
        self.skala, inherited = scale_of(rekap)
        if inherited:
            times = "dikali " + f"{self.skala:,}".replace(",", ".")
            if _whole_rupiah(rekap):  # a thousand million thousands: no unit spends so much
                self.skala, times = Decimal(1), "tidak dikalikan"
            self.findings.append(Finding(
                "SKALA-WARISAN", Tingkat.PERINGATAN,
                f"{document.file}, {rekap.locator}: uang dibaca {times}; judul di atas tabel lain di berkas ini "
                "menyebut ribuan atau jutaan, tabel ini sendiri tidak. Periksa satu angka di sumber, "
                "lalu tulis satuannya di atas tabel ini.",
                (f"{document.file}: {rekap.locator}",),
            ))  # fmt: skip
        if self.skala != 1:  # rounded to thousands: the last unit may differ
            self.hubungan = tuple(replace(h, tepat=self.skala) if h.tepat is not None else h for h in hubungan)
        self._alamat: dict[str, dict[str, Cell]] = {}
        self._teks = {k: self._column_texts(k) for k in rekap.kepala.kolom if k.nama and k.tipe in NUMERIC}
        every = [t for texts in self._teks.values() for t in texts]
        self.konvensi_tabel = decide(every)
        self.konvensi = {k: decide(texts) for k, texts in self._teks.items()}

    def _column_texts(self, kolom: Kolom) -> list[str]:
        cells = (row.ambil(kolom) for row in self.rekap.baris)
        return [
            plain(kolom, c.text) for c in cells if c is not None and isinstance(c.value, str) and c.text.strip()
        ]

    def teks(self, row: Baris, nama: str) -> str:
        """Return the text of a column, lines joined, empty where there is none."""
        cell = row.ambil(self.rekap.kepala.cari(nama))
        return join_lines(cell.text) if cell is not None else ""

    def sel(self, row: Baris, nama: str) -> Cell | None:
        return row.ambil(self.rekap.kepala.cari(nama))

    def baca(self, row: Baris, satuan: str = "") -> dict[Kunci, Sel]:
        """Return the numeric values of a row by column and parameter. Blank cells are left out."""
        found: dict[Kunci, Sel] = {}
        if row.tunggal and sum(ch.isalpha() for ch in row.teks) > 4 and not possible(bare(row.teks)):
            return found  # a text alone on its row: a title, a note, a signature
        ragu: dict[Kunci, tuple[Kolom, Cell]] = {}
        self._nama = self.teks(row, "indikator")
        for kolom in self.rekap.kepala.kolom:
            cell = row.ambil(kolom)
            if not kolom.nama or kolom.tipe not in NUMERIC or cell is None or cell.col < kolom.index:
                continue  # a cell merged from further left belongs to the column where it begins
            key = (kolom.nama, kolom.parameter)
            try:
                value = self._cell(kolom, cell, satuan)
            except AngkaAmbigu:
                ragu[key] = (kolom, cell)
                continue
            if value is not None:
                found[key] = value
        if ragu:
            self._settle(row, found, ragu, satuan)
        return found

    def _settle(
        self, row: Baris, found: dict[Kunci, Sel], ragu: dict[Kunci, tuple[Kolom, Cell]], satuan: str
    ) -> None:
        """Let the arithmetic of the row, then the rest of the table, choose between two readings."""
        choices = {key: sorted(possible(plain(kolom, cell.text))) for key, (kolom, cell) in ragu.items()}
        good = []
        for combo in product(*choices.values()):
            values = {key: s.angka for key, s in found.items() if s.angka is not None}
            values.update(dict(zip(choices, combo, strict=True)))
            if fits(self.hubungan, values, set(choices)):
                good.append(combo)
        if len(good) == 1:
            chosen = dict(zip(choices, good[0], strict=True))
        elif self.konvensi_tabel is not Konvensi.TAK_TENTU:
            chosen = {}
            for key, (kolom, cell) in ragu.items():
                read = parse_angka(plain(kolom, cell.text), konvensi=self.konvensi_tabel).nilai
                if read is not None:
                    chosen[key] = read
        else:
            chosen = {}
        for key, (kolom, cell) in ragu.items():
            if key not in chosen:
                self._find("ANGKA-AMBIGU", Tingkat.PERINGATAN, cell,
                           f"angka '{flat(cell.text)}' pada kolom {kolom.judul} punya dua arti "
                           f"({' atau '.join(str(c) for c in choices[key])}) dan tidak ada angka lain yang "
                           f"menentukan. "
                           "Tulis dengan format Indonesia lengkap, misalnya 1.234,00.")  # fmt: skip
                continue
            unit = parse_angka(plain(kolom, cell.text), konvensi=Konvensi.ID).satuan
            found[key] = self._sel(kolom, cell, chosen[key], unit, satuan)

    def _cell(self, kolom: Kolom, cell: Cell, satuan: str) -> Sel | None:
        text = cell.text.strip()
        if cell.formula is not None and cell.value is None:
            return self._formula(kolom, cell, satuan)
        if not text:
            return None
        if isinstance(cell.value, bool | date):
            self._find("SEL-TAK-TERBACA", Tingkat.PERINGATAN, cell,
                       f"kolom {kolom.judul} berisi '{flat(text)}' (tanggal atau ya/tidak), seharusnya angka. "
                       "Ubah format sel menjadi angka dan ketik ulang nilainya.")  # fmt: skip
            return None
        if isinstance(cell.value, Decimal):
            percent = is_percent(cell.number_format)
            value = cell.value * 100 if percent else cell.value
            return self._sel(kolom, cell, tidy(value), "%" if percent else format_unit(cell.number_format), satuan)
        if (whole := whole_count(plain(kolom, text), satuan, self._nama)) is not None and kolom.tipe == "angka":
            return self._sel(kolom, cell, *whole, satuan)
        try:
            konvensi = self.konvensi.get(kolom, Konvensi.TAK_TENTU)
            money = kolom.tipe == "uang" and not self._scaled(text)
            read = parse_angka(plain(kolom, text), konvensi=konvensi, uang=money)
        except BukanAngka:
            return self._words(kolom, cell, text)
        if read.nilai is None:
            return Sel(cell, None, read.satuan or self._unit(kolom, satuan), text)
        return self._sel(kolom, cell, read.nilai, read.satuan, satuan)

    def _words(self, kolom: Kolom, cell: Cell, text: str) -> Sel | None:
        """A target may be a word (WTP, A); elsewhere words in a column of numbers are reported."""
        word = len(text) <= 60 and not text.startswith("#") and not any(ch.isdigit() for ch in text)
        unit = normal(text) in {normal(u) for u in load_kamus().satuan}  # a unit that lost its number is no word
        if word and not unit and kolom.tipe == "angka" and kolom.nama in ("target", "realisasi"):
            return Sel(cell, join_lines(text), "", text)
        self._find("SEL-TAK-TERBACA", Tingkat.PERINGATAN, cell,
                   f"kolom {kolom.judul} berisi '{flat(text)[:60]}', seharusnya angka. Perbaiki isinya di "
                   f"sumber.")  # fmt: skip
        return None

    def _sel(self, kolom: Kolom, cell: Cell, value: Decimal, unit: str, satuan: str) -> Sel:
        if kolom.tipe == "uang":
            value = without_noise(value * self._scale(cell, unit))
        if kolom.tipe in ("uang", "persen"):
            unit = ""
        return Sel(
            cell, value, clean_unit(unit) or self._unit(kolom, satuan), flat(cell.text) or str(cell.formula or "")
        )

    def _scaled(self, text: str) -> bool:
        """Tell whether an amount counts thousands of millions or has a word of its own: `4,125 miliar`."""
        return scale_word(text) is not None or self.skala >= 10**9

    def _scale(self, cell: Cell, unit: str) -> Decimal:
        """Return by how much an amount is to be multiplied: a word in its own cell, else the table's heading.

        An amount that its number format already shows in thousands is stored in full.
        """
        words = [scale_word(unit), scale_word(cell.text)]
        own = next((w for w in words if w is not None), None)
        if isinstance(cell.value, Decimal) and (shown := divisor_of(cell.number_format)) != 1:
            return (own or self.skala) / shown if (own or self.skala) != 1 else Decimal(1)
        return own or self.skala

    def _unit(self, kolom: Kolom, satuan: str) -> str:
        if kolom.tipe == "uang":
            return "rupiah"
        if kolom.tipe == "persen":
            return "%"
        if satuan and kolom.nama in BERSATUAN:
            return clean_unit(satuan)
        return "%" if "%" in kolom.judul else ""

    def _formula(self, kolom: Kolom, cell: Cell, satuan: str) -> Sel | None:
        """Evaluate a formula without stored value; where that is not safe, report the cell."""
        sheet = self._sheet_of(cell)
        if sheet.name not in self._alamat:
            self._alamat[sheet.name] = addresses(sheet)
        try:
            value = evaluate(cell, self._alamat[sheet.name], self._plain)
        except TakDapatDihitung:
            self._find("REKAP-RUMUS", Tingkat.GALAT, cell,
                       f"kolom {kolom.judul} berisi rumus {cell.formula} yang belum dihitung. Buka berkas di "
                       f"Excel atau "
                       "LibreOffice, simpan, lalu jalankan lagi.")  # fmt: skip
            return Sel(cell, None, self._unit(kolom, satuan), str(cell.formula))
        self._find("REKAP-RUMUS-DIHITUNG", Tingkat.INFO, cell,
                   f"kolom {kolom.judul} berisi rumus {cell.formula} tanpa nilai tersimpan; dihitung sendiri: "
                   f"{value.normalize():f}.")  # fmt: skip
        percent = is_percent(cell.number_format)
        read = self._sel(kolom, cell, tidy(value * 100 if percent else value), "%" if percent else "", satuan)
        return Sel(cell, read.nilai, read.satuan, str(cell.formula))

    def _plain(self, cell: Cell) -> Decimal | None:
        if isinstance(cell.value, Decimal):
            return cell.value
        if not isinstance(cell.value, str) or is_kosong(cell.value):
            return None
        try:
            return parse_angka(bare(cell.text), konvensi=self.konvensi_tabel).nilai
        except ValueError:
            return None

    def _sheet_of(self, cell: Cell) -> Sheet:
        name = cell.locator.rpartition("!")[0]
        return next((s for s in self.document.sheets if s.name == name), self.rekap.sheet)

    def periksa(self, row: Baris, found: dict[Kunci, Sel]) -> dict[Kunci, Sel]:
        """Check a row against its own arithmetic; percentages stored as fractions are set right."""
        for key, sel in list(found.items()):
            kolom = self.rekap.kepala.cari(*key)
            if kolom is not None and kolom.tipe == "persen" and sel.angka is not None and "%" not in sel.teks:
                values = {k: s.angka for k, s in found.items() if s.angka is not None}
                scaled = {**values, key: sel.angka * 100}
                if (
                    not holds(self.hubungan, values, key)
                    and fits(self.hubungan, scaled, {key})
                    and 0 < abs(sel.angka) <= 20
                ):
                    found[key] = Sel(sel.cell, tidy(sel.angka * 100), "%", sel.teks)
                    if kolom in self._pecahan:
                        continue
                    self._pecahan.add(kolom)
                    self._find("PERSEN-PECAHAN", Tingkat.INFO, sel.cell,
                               f"kolom {kolom.judul} berisi pecahan {sel.teks}; dibaca sebagai "
                               f"{found[key].nilai}% karena "
                               "cocok dengan hitungan barisnya.")  # fmt: skip
        values = {k: s.angka for k, s in found.items() if s.angka is not None}
        for relation in self.hubungan:
            for parameter in dict.fromkeys(p for _, p in values):
                wrong = relation.check(values, parameter)
                if wrong is not None:
                    sel = found[(relation.hasil, parameter)]
                    self._find(relation.kode, Tingkat.PERINGATAN, sel.cell,
                               f"{relation.uraian}: tercetak {sel.teks}, hitungan dari barisnya {wrong}. "
                               "Angka dibaca apa adanya; periksa "
                               "sumbernya.", str(sel.teks), str(wrong))  # fmt: skip
        return found

    def _find(
        self,
        kode: str,
        tingkat: Tingkat,
        cell: Cell,
        pesan: str,
        tercetak: str | None = None,
        mestinya: str | None = None,
    ) -> None:
        place = f"{self.document.file}: {cell.locator}"
        self.findings.append(
            Finding(kode, tingkat, f"{self.document.file}, {cell.locator}: {pesan}", (place,), tercetak, mestinya)
        )
