"""The indicators of a report: one register of names, and every figure printed about them in tables."""

from __future__ import annotations

import re

from msgspec import Struct, field
from msgspec.structs import replace
from rapidfuzz import fuzz, process

from extract.laporan_angka import Nilai, parse_cell
from extract.laporan_model import Sel, Tempat, rapat, ringkas
from extract.laporan_tabel import JUMLAH, TabelPaham

UKURAN = ("target", "realisasi", "capaian", "pagu", "realisasi_anggaran")
_NOMOR_NAMA = re.compile(
    r"^\s*+(?:ikk|ikp|iku|sk|sp|ss)?\s*+[-–•]?\s*+\(?\d{1,2}(?:\.\d{1,2})*(?:\s*+[.)])?\s+"
    r"|^\s*+[a-z][.)]\s+|^\s*+[-–•]\s*",
    re.I,
)
_BUTIR = re.compile(r"(?:(?<=\s)|^)(\d{1,2})[.)]\s+(?=[A-Za-z])")


class IndikatorDok(Struct):
    """One indicator as the report names it."""

    id: int
    nama: str
    kunci: str
    tingkat: str = ""
    sasaran: str = ""
    sub_bab: list[Tempat] = field(default_factory=list)  # headings that open its own part
    nomor_sub: list[str] = field(default_factory=list)
    urut_sub: list[int] = field(default_factory=list)  # their blocks


class AngkaDok(Struct, frozen=True):
    """One figure the report prints about an indicator."""

    indikator: int | None
    ukuran: str
    tahun: int | None
    nilai: Nilai
    tempat: Tempat
    sumber: str  # "pk", "capaian", "renstra", "kalimat", "rumus"
    tabel: int = 0
    baris: int = 0
    nama: str = ""  # the name printed beside it
    ocr: bool = False


class BarisKinerja(Struct):
    """The figures of one indicator and year in one table row."""

    angka: dict[str, AngkaDok]
    nama: str
    tahun: int | None
    indikator: int | None
    paham: TabelPaham
    baris: int


def clean_name(text: str) -> str:
    """Return an indicator's name without its number, quotes and final stop."""
    text = ringkas(text).strip(" “”\"'")
    text = _NOMOR_NAMA.sub("", text, count=1)
    text = re.sub(r"^(persentase)\s+\1\b", r"\1", text, flags=re.I)
    return text.strip(" .:;“”\"'")


class Register:
    """Indicators by name; the same name under two sasaran stays two indicators."""

    def __init__(self) -> None:
        self.semua: list[IndikatorDok] = []
        self._cache: dict[tuple[str, int], list[tuple[int, float]]] = {}
        self._sasaran: tuple[int, set[str]] | None = None

    def tambah(self, nama: str, tingkat: str, sasaran: str) -> IndikatorDok:
        item = IndikatorDok(len(self.semua), nama, rapat(nama), tingkat, sasaran)
        self.semua.append(item)
        self._cache.clear()
        return item

    def sasaran(self) -> set[str]:
        """Return the compact names of all sasaran."""
        if self._sasaran is None or self._sasaran[0] != len(self.semua):
            self._sasaran = (len(self.semua), {rapat(i.sasaran) for i in self.semua if i.sasaran})
        return self._sasaran[1]

    def mirip(self, nama: str, batas: int = 84) -> list[tuple[int, float]]:
        """Return ids and scores of the indicators whose names resemble a text, best first."""
        key = rapat(clean_name(nama))
        if len(key) < 6:
            return []
        batas = max(batas, 90) if len(key) < 16 else batas
        if (key, batas) not in self._cache:
            names = [i.kunci for i in self.semua]
            found = process.extract(key, names, scorer=fuzz.ratio, score_cutoff=batas, limit=None)
            self._cache[(key, batas)] = [(index, score) for _, score, index in found]
        return self._cache[(key, batas)]

    def nilai(self, nama: str, item: int) -> float:
        """Return how much a text resembles the name of one indicator, 0 to 100."""
        return float(fuzz.ratio(rapat(clean_name(nama)), self.semua[item].kunci))

    def cocok(self, nama: str, sasaran: str = "", tingkat: str = "", batas: int = 84) -> list[int]:
        """Return the best matching ids; several where the name stands under several sasaran."""
        found = self.mirip(nama, batas)
        if not found:
            return []
        best = found[0][1]
        ids = [i for i, score in found if score >= best - 1.0]
        if tingkat and (same := [i for i in ids if self.semua[i].tingkat in (tingkat, "")]):
            ids = same
        if len(ids) > 1 and sasaran:
            keys = {i: fuzz.ratio(rapat(self.semua[i].sasaran), rapat(sasaran)) for i in ids}
            top = max(keys.values())
            if top >= 70:
                ids = [i for i in ids if keys[i] >= top - 1]
        return ids


def split_items(text: str) -> list[str]:
    """Return the numbered items of a cell that lists several indicators, else the one text."""
    marks = list(_BUTIR.finditer(text))
    if len(marks) < 2:
        return [text]
    numbers = [int(m.group(1)) for m in marks]
    if any(b - a != 1 for a, b in zip(numbers, numbers[1:], strict=False)):
        return [text]
    ends = [m.start() for m in marks[1:]] + [len(text)]
    items = [text[m.start() : end].strip() for m, end in zip(marks, ends, strict=True)]
    return items if marks[0].start() < 4 else [text]


def split_values(text: str, count: int) -> list[str]:
    """Return the values of a cell that lists several, when there are as many as items."""
    parts = re.findall(r"\d[\d.,]*\s*(?:%|[A-Za-z]+)?|-", text)
    return [p.strip() for p in parts] if len(parts) == count else []


def name_column(paham: TabelPaham) -> int | None:
    """Return the column that names the indicators, None where the table has none."""
    found = paham.semua("indikator")
    if found:
        return found[-1] if len(found) > 1 and not _texts(paham, found[0]) else _widest(paham, found)
    plain = [i for i, k in enumerate(paham.kolom) if k.peran == "" and k.tahun is None and _texts(paham, i)]
    return plain[0] if plain and paham.jenis in ("capaian", "pk", "renstra") else None


def _widest(paham: TabelPaham, columns: list[int]) -> int:
    return max(columns, key=lambda c: sum(len(paham.tabel.teks(r, c)) for r in paham.data()))


def _texts(paham: TabelPaham, column: int) -> bool:
    return any(len(re.sub(r"[^A-Za-z]", "", paham.tabel.teks(r, column))) > 12 for r in paham.data())


def rows_of(paham: TabelPaham, year: int | None) -> list[BarisKinerja]:
    """Return the figures of a table about performance, row by row and year by year (indicator still open)."""
    out: list[BarisKinerja] = []
    column = name_column(paham)
    sasaran = ""
    when = paham.cari("tahun")
    years = {k.tahun for k in paham.kolom if k.tahun and k.peran in ("", "target", "realisasi", "capaian")}
    for r in paham.data():
        row = paham.tabel.kisi[r]
        if _is_note(row):
            continue
        text = row[column].teks if column is not None else ""
        row_year = year
        if when is not None and (found := re.search(r"20[0-4]\d", row[when].teks)):
            row_year = int(found.group())
        if column is not None and (not text.strip() or JUMLAH.match(text)):
            continue
        for c in paham.semua("sasaran")[-1:]:
            sasaran = row[c].teks or sasaran
        items = split_items(text)
        for n, item in enumerate(items):
            out.extend(_row_figures(paham, r, clean_name(item), (n, len(items)), years, row_year))
    return out


def _is_note(row: list[Sel]) -> bool:
    unique = {id(c) for c in row if c.teks.strip()}
    text = " ".join(c.teks for c in row)
    return (len(unique) <= 1 and len(row) > 2) or bool(re.match(r"\s*rumus", text, re.I))


def _row_figures(
    paham: TabelPaham, r: int, name: str, item: tuple[int, int], years: set[int], year: int | None
) -> list[BarisKinerja]:
    groups: dict[tuple[int | None, int], dict[str, AngkaDok]] = {}
    source = {"pk": "pk", "renstra": "renstra"}.get(paham.jenis, "capaian")
    for c, kolom in enumerate(paham.kolom):
        role = kolom.peran or ("target" if paham.jenis == "renstra" and kolom.tahun else "")
        if role not in UKURAN or (paham.jenis == "renstra" and not kolom.tahun and not paham.semua("tahun")):
            continue
        origin = "renstra" if role == "target" and re.search(r"renstra|jangkamenengah", kolom.label) else source
        cell = paham.tabel.kisi[r][c]
        if c and paham.tabel.kisi[r][c - 1] is cell:
            continue
        text = cell.teks
        if item[1] > 1:
            values = split_values(text, item[1])
            text = values[item[0]] if values else ""
        value = parse_cell(text)
        if value is None:
            continue
        when = kolom.tahun or (year if not years else None)
        turn = next(n for n in range(9) if role not in groups.get((when, n), {}))
        groups.setdefault((when, turn), {})[role] = AngkaDok(
            None,
            role,
            when,
            value,
            paham.tempat(r, c, name),
            origin,
            paham.tabel.nomor,
            r,
            name,
            paham.tabel.ocr or cell.ocr,
        )
    out = []
    unclear = {
        when for when, turn in groups if turn
    }  # the same measure twice in a year: the years were not understood
    for (when, _), figures in groups.items():
        if when in unclear:
            figures = {k: replace(a, tahun=None) for k, a in figures.items()}
        out.append(BarisKinerja(figures, name, None if when in unclear else when, None, paham, r))
    return out


def sasaran_at(paham: TabelPaham, r: int) -> str:
    """Return the sasaran of a row, looking up through rows that leave it out."""
    columns = paham.semua("sasaran")
    if not columns:
        return ""
    for row in range(r, paham.kepala - 1, -1):
        text = clean_name(paham.tabel.teks(row, columns[-1]))
        if len(text) > 12:
            return text
    return ""
