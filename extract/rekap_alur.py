"""The walk over a document's rows that opens, continues and closes tables."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from msgspec.structs import replace

from extract.angka import possible
from extract.grid import Document, Sheet
from extract.headings import Kepala, load_kamus, normal, speaks_heading
from extract.rekap_balik import is_turned
from extract.rekap_dampingan import Reach, split_columns, split_sheet, stands_alone
from extract.rekap_gabung import settle_codes, settle_merged
from extract.rekap_geser import settle_shift
from extract.rekap_halaman import Lanjutan, counts_otherwise
from extract.rekap_identitas import as_titles
from extract.rekap_kepala import find_header, looks_like_header
from extract.rekap_kode import join_codes
from extract.rekap_peta import TEXTS
from extract.rekap_sambung import join_torn
from extract.rekap_sasaran import goal_title
from extract.rekap_susun import unstack
from extract.rekap_tabel import Baris, Rekap, TabelAsing, is_number_row, make_rows
from extract.rekap_teks import bare

NUMERIC = ("angka", "persen", "uang")
_FOOTER = re.compile(
    r"^(?:halaman|hal|hlm|page)\.?\s*:?\s*\d+(?:\s*(?:dari|of|/)\s*\d+)?$|^\d+\s*(?:/|dari)\s*\d+$|^-?\s*\d{1,3}\s*-?$",
    re.I,
)


def without_footer(text: str) -> str:
    """Return a line without the page number that stands beside its text."""
    if "\t" not in text:
        return "" if _FOOTER.match(text.strip()) else text
    return "\t".join(part for part in text.split("\t") if not _FOOTER.match(part.strip()))


def is_note_row(row: Baris) -> bool:
    """Tell whether a row is one text only, and that a note."""
    return row.tunggal and is_note(row.teks)


@lru_cache(maxsize=TEXTS)
def is_note(text: str) -> bool:
    """Tell whether a text is a note or a stamp below a table, not data."""
    words, begins = _notes()
    key = normal(text)
    return text.lstrip().startswith("*") or key in words or key.startswith(begins)


@cache
def _notes() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the words of notes, and how notes begin that say more."""
    words = frozenset(key for word in load_kamus().catatan if (key := normal(word)))
    return words, tuple(f"{word} " for word in words)


class Alur:
    """State of the walk: the open table, texts waiting for their table, titles seen."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.rekap: list[Rekap] = []
        self.asing: list[TabelAsing] = []
        self.buka: Rekap | None = None
        self.terakhir: Rekap | None = None  # the open table, or the last one closed on this sheet
        self.halaman_baru = False
        self.tunggu: list[Baris] = []  # texts since the last table
        self.konteks: list[Baris] = []  # titles of this sheet
        self.dilihat: set[str] = set()
        self.kumpulan: list[Baris] = []  # rows of a table without known header
        self.jangkauan: dict[int, Reach] = {}
        self.lanjutan: Lanjutan | None = None  # the headings of a page that counts columns otherwise

    def read_sheet(self, sheet: Sheet) -> None:
        rows = list(make_rows(sheet))
        if self.document.kind != "pdf":
            self._end()
            self.konteks, self.dilihat = [], set()
        self.halaman_baru = True
        self.jangkauan = {}
        self.sheet = sheet
        for area in (split_sheet(rows, is_turned) if self.document.kind != "pdf" else []) or [rows]:
            i = 0
            while i < len(area):
                i += self._step(area, i)
            self._flush_unknown()
            if self.document.kind != "pdf":
                self._end()
                self.konteks, self.dilihat = [], set()

    def close(self) -> tuple[list[Rekap], list[TabelAsing]]:
        self._flush_unknown()
        self._end()
        return self.rekap, self.asing

    def _end(self) -> None:
        """Close the document's or sheet's last table; texts still waiting stand below it."""
        if self.terakhir is not None:
            self.terakhir.catatan.extend(self.tunggu)
        self.buka = self.terakhir = None
        self.tunggu = []

    def _step(self, rows: list[Baris], i: int) -> int:
        row = rows[i]
        if row.kosong:
            return self._blank(rows, i)
        if row.garis is not None:
            self._text(row)
            return 1
        beside = self._beside(rows, i)
        if beside:
            return beside
        again = self._heads_again(rows, i)
        if again:
            return again
        titled = goal_title(row) or not looks_like_header(row)
        found = None if titled else find_header(rows, i, self._titles())
        if found is not None:
            kepala, height = found
            self._flush_unknown()
            self._open(kepala, rows[i : i + height])
            return height
        self._data(rows, i)
        return 1

    def _heads_again(self, rows: list[Baris], i: int) -> int:
        """Return how many rows repeat the open table's headings word for word, atop a page it goes on to."""
        top = self.buka.kepala_baris if self.buka is not None and self.document.kind == "pdf" else []
        if not top or not self.halaman_baru or self.tunggu or rows[i].lebar != top[0].lebar:
            return 0
        part = rows[i : i + len(top)]
        same = [[c.text.split() for c in b.isi] for b in part] == [[c.text.split() for c in b.isi] for b in top]
        return len(top) if same and len(rows[i].isi) > 2 else 0

    def _beside(self, rows: list[Baris], i: int) -> int:
        """Read tables standing side by side one after the other; return how many rows they took."""
        if self.document.kind == "pdf" or (i and not rows[i - 1].kosong and not rows[i - 1].tunggal):
            return 0
        reach = self._reach_of(rows)
        if not reach.parted(i):
            return 0
        end = reach.end[i]
        parts = split_columns(rows[i:end]) if len(rows[i].isi) > 1 else []
        titles = self._titles()
        known = [any(find_header(p, k, titles) for k in range(min(3, len(p)))) for p in parts]
        if not any(known) or not all(k or stands_alone(p) for k, p in zip(known, parts, strict=True)):
            return 0
        for part in parts:
            self._flush_unknown()
            self.buka = None
            k = 0
            while k < len(part):
                k += self._step(part, k) if not part[k].kosong else 1
        self.buka = None
        return end - i

    def _reach_of(self, rows: list[Baris]) -> Reach:
        if id(rows) not in self.jangkauan:
            self.jangkauan[id(rows)] = Reach(rows)  # which keeps the list, and so its id
        return self.jangkauan[id(rows)]

    def _titles(self) -> tuple[str, str]:
        """Return the normalised titles of the table to come (else of its sheet or page), and of all the document.

        A title right above a table is its own; titles of the tables before it on the page say nothing about it.
        """
        far = [*self.konteks, *self.tunggu]
        own = [b for b in self.tunggu if not is_note(b.teks)]
        near = own if self.terakhir is not None and own else [b for b in far if b.sheet is self.sheet]
        name = normal(self.sheet.name)
        texts = ([name, *[b.kata for b in rows]] for rows in (near, far))
        return " ".join(filter(None, next(texts))), " ".join(filter(None, next(texts)))

    def _blank(self, rows: list[Baris], i: int) -> int:
        """Blank grid rows end a table on a sheet when titles or notes follow; return how many they are."""
        end = next((j for j in range(i + 1, len(rows)) if not rows[j].kosong), len(rows))
        following = rows[end] if end < len(rows) else None
        if self.kumpulan:
            self._flush_unknown()
        title = following is not None and following.tabel is not None and following.tunggal
        if self.buka is not None and title and following is not None and not self._continues(following):
            self.buka = None
        return end - i

    def _continues(self, row: Baris) -> bool:
        """Tell whether a single text after a blank row may be a divider inside the table."""
        return not is_note(row.teks) and bool(find_divider(row.teks))

    def _text(self, row: Baris) -> None:
        self._flush_unknown()
        text = without_footer(row.teks)
        if not text or (row.garis is not None and row.garis.stray):
            return
        if row.garis is not None and text != row.teks:
            row = replace(row, garis=replace(row.garis, text=text))
        self.tunggu.append(row)

    def _open(self, kepala: Kepala, header: list[Baris]) -> None:
        last = self.buka
        while last is not None and last.baris and self._heads_next(last.baris[-1]):
            self.tunggu.insert(0, last.baris.pop())  # the title of this table, not a divider of the last one
        new = [b for b in self.tunggu if normal(b.teks) not in self.dilihat and not is_note(b.teks)]
        before = self.terakhir
        same = (
            last is not None
            and not new
            and self.document.kind == "pdf"
            and last.kepala.tanda == kepala.tanda
            and self.halaman_baru
            and [k.judul.lower() for k in last.kepala.kolom] == [k.judul.lower() for k in kepala.kolom]
        )
        if same and last is not None:
            last.halaman.append(self.sheet.name)
            self.tunggu = []
            top = last.kepala_baris[0]
            other = counts_otherwise(kepala, header[0], last.kepala, top)
            self.lanjutan = Lanjutan(header[0], kepala, last.kepala, top.lebar) if other else None
        else:
            titles = list(self.tunggu)
            if before is not None:
                before.catatan.extend(b for b in titles if is_note(b.teks))
            self.konteks.extend(titles)
            self.dilihat.update(normal(b.teks) for b in titles)
            self.tunggu = []
            self.buka = Rekap(
                kepala, self.sheet, [], titles, list(self.konteks), list(header), [], [self.sheet.name]
            )
            self.rekap.append(self.buka)
            self.terakhir, self.lanjutan = self.buka, None
        self.halaman_baru = False

    def _heads_next(self, row: Baris) -> bool:
        """Tell whether a table's last row so far is rather the title of the one that begins below it."""
        if goal_title(row) is not None or (row.tunggal and find_divider(row.teks)):
            return True
        words = sum(ch.isalpha() for ch in row.teks)
        return self.document.kind != "pdf" and row.tunggal and words > 4 and not is_note(row.teks)

    def _data(self, rows: list[Baris], i: int) -> None:
        row = rows[i] if self.buka is None or self.lanjutan is None else self.lanjutan.place(rows[i])
        if (
            is_number_row(row)
            and self.buka is not None
            and not any(not is_number_row(b) for b in self.buka.baris[-1:])
        ):
            return
        if self.buka is None:
            if self.kumpulan and row.tunggal and self._divides(rows, i):
                self.kumpulan.append(row)
            elif row.tunggal or goal_title(row):
                self._flush_unknown()
                self.tunggu.append(row)
            else:
                self.kumpulan.append(row)
            return
        if is_note_row(row):
            self.tunggu.append(row)
            return
        if self._foreign(row) or self._begins_anew(rows, i):
            self.buka = None
            self.kumpulan.append(row)
        elif self._fits(row):
            for text in self.tunggu:
                if not is_note(text.teks) and normal(text.teks) not in self.dilihat:
                    self.buka.baris.append(text)  # a divider printed outside the grid
            self.tunggu = []
            if self.halaman_baru and self.sheet.name not in self.buka.halaman:
                self.buka.halaman.append(self.sheet.name)
            self.halaman_baru = False
            self.buka.baris.append(row)
        elif row.tunggal:
            self.tunggu.append(row)
        else:
            self.buka = None
            self.kumpulan.append(row)

    def _divides(self, rows: list[Baris], i: int) -> bool:
        """Tell whether a single text names a group inside a table no map knows: the same columns go on below it."""
        after = rows[i + 1] if i + 1 < len(rows) else None
        if self.document.kind == "pdf" or after is None or len(after.isi) < 3 or is_note(rows[i].teks):
            return False
        last = next((b for b in reversed(self.kumpulan) if len(b.isi) > 1), None)
        return last is not None and {c.col for c in after.isi} == {c.col for c in last.isi}

    def _begins_anew(self, rows: list[Baris], i: int) -> bool:
        """Tell whether a sheet's table ends before a row: after a blank one stand headings that no map knows."""
        row, before = rows[i], rows[i - 1] if i else None
        if self.document.kind == "pdf" or before is None or not before.kosong or not looks_like_header(row):
            return False
        return goal_title(row) is None and not any(possible(bare(c.text)) for c in row.isi)

    def _foreign(self, row: Baris) -> bool:
        """Tell whether a new grid begins with headings of its own: words where the open table has numbers."""
        if self.buka is None or row.nomor or row.tabel is None or row.tabel is self.buka.kepala_baris[0].tabel:
            return False
        cells = [c for k in self.buka.kepala.kolom if k.tipe in NUMERIC and (c := row.ambil(k)) is not None]
        words = [c for c in cells if c.text.strip() and not any(ch.isdigit() for ch in c.text)]
        known = [c for c in row.isi if speaks_heading(c.text) or normal(c.text) in ("nip", "nama", "nama pegawai")]
        return len(words) >= 2 and len(words) == len([c for c in cells if c.text.strip()]) and len(known) >= 2

    def _fits(self, row: Baris) -> bool:
        """Tell whether a row has the grid of the open table (same table, or a page's continuation)."""
        if self.buka is None:
            return False
        first = self.buka.kepala_baris[0]
        if row.tabel is first.tabel or (self.buka.baris and row.tabel is self.buka.baris[-1].tabel):
            return True
        return self.document.kind == "pdf" and row.lebar == first.lebar

    def _flush_unknown(self) -> None:
        if self.kumpulan and self.document.kind != "pdf" and (titles := as_titles(self.kumpulan)) is not None:
            self.tunggu.extend(titles)
            self.kumpulan = []
        if self.kumpulan:
            self.asing.append(
                TabelAsing(self.kumpulan[0].sheet, self.kumpulan, list(self.tunggu), [*self.konteks, *self.tunggu])
            )
            self.konteks.extend(self.tunggu)
            self.tunggu = []
            self.kumpulan = []


@lru_cache(maxsize=TEXTS)
def find_divider(text: str) -> str | None:
    """Return the divisi that a divider text names, None where it names none."""
    key = re.sub(r"^[a-z0-9] (?=divisi\b)|^[ivx]+ (?=divisi\b)", "", normal(text))
    for divisi, words in load_kamus().divisi.items():
        if key in {normal(w) for w in words}:
            return divisi
    for divisi, words in load_kamus().divisi.items():
        if any(w.startswith("divisi") and re.search(rf"\b{re.escape(normal(w))}\b", key) for w in words):
            return divisi
    return None


def find_tables(document: Document) -> tuple[list[Rekap], list[TabelAsing]]:
    """Return the recognised tables of a document, and the tables that no map knows."""
    alur = Alur(document)
    for sheet in document.sheets:
        if not sheet.hidden:
            alur.read_sheet(sheet)
    rekap, asing = alur.close()
    for one in rekap:
        join_torn(one)
        settle_merged(one)
        settle_codes(one)
        join_codes(one)
        unstack(one)
        one.masalah = one.masalah or settle_shift(one)
    return rekap, asing
