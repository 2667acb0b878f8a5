"""What a report's table is about: the meaning of its columns and the table's kind."""

from __future__ import annotations

import re

from msgspec import Struct

from extract.laporan_angka import Nilai, parse_cell
from extract.laporan_kepala import IKPA_KOLOM, SMART_KOLOM, Kolom, column_of, count_head, head_labels
from extract.laporan_model import Tabel, Tempat, potong

JUMLAH = re.compile(
    r"^\s*(?:grand\s*|sub\s*)?(?:jumlah|total|jml\.?)(?:\s+(?:jumlah|total|seluruh(?:nya)?|keseluruhan|anggaran|belanja|pagu|besar|akhir|"
    r"umum|pegawai|satker|tahun|20\d\d|[ivx]{1,4}|[a-d]|\d{1,2}))*\s*(?:\([^)]*\))?\s*[:.]*\s*$",
    re.I,
)


class TabelPaham(Struct):
    """A table understood: `kepala` header rows, columns with meaning, its kind."""

    tabel: Tabel
    kepala: int
    kolom: list[Kolom]
    jenis: str = ""
    tingkat: str = ""  # strategis, program, kegiatan where the header says so
    tahun: int | None = None  # a year in the caption when columns carry none
    konteks: int | None = None  # indicator the surrounding text is about
    bab: int = 0

    def cari(self, peran: str, tahun: int | None = None) -> int | None:
        """Return the only column of a meaning (and year), None where there is none or several."""
        found = [
            i for i, k in enumerate(self.kolom) if k.peran == peran and (tahun is None or k.tahun in (None, tahun))
        ]
        return found[0] if len(found) == 1 else None

    def semua(self, peran: str) -> list[int]:
        return [i for i, k in enumerate(self.kolom) if k.peran == peran]

    def data(self) -> range:
        return range(self.kepala, len(self.tabel.kisi))

    def nilai(self, baris: int, kolom: int | None) -> Nilai | None:
        return None if kolom is None else parse_cell(self.tabel.teks(baris, kolom))

    def tempat(self, baris: int, kolom: int, nama: str = "") -> Tempat:
        cell = self.tabel.kisi[baris][kolom]
        parts = [
            self.tabel.label,
            f"baris {baris - self.kepala + 1}" if baris >= self.kepala else "kepala tabel",
        ]
        label = self.judul_kolom(kolom)
        if label:
            parts.append(f"kolom {label}")
        if nama:
            parts.append(f"“{potong(nama, 60)}”")
        return Tempat(cell.hlm, cell.kotak, ", ".join(parts))

    def judul_kolom(self, kolom: int) -> str:
        seen: list[str] = []
        for row in self.tabel.kisi[: self.kepala]:
            text = " ".join(row[kolom].teks.split())
            if text and text not in seen and not re.fullmatch(r"\(?\s*\d{1,2}\s*\)?", text):
                seen.append(text)
        return potong(" ".join(seen), 40)


def understand_table(table: Tabel) -> TabelPaham:
    """Return the table with its header read and its kind recognised by content."""
    head = count_head(table)
    labels = [head_labels(table, head, c) for c in range(table.lebar)]
    columns = [column_of(parts) for parts in labels]
    paham = TabelPaham(table, head, columns)
    _budget_columns(paham)
    paham.jenis = _kind(paham, labels)
    all_text = " ".join(" ".join(parts) for parts in labels)
    for name, pattern in (("strategis", "sasaranstrategis|kinerjautama"), ("program", "sasaranprogram|kinerjaprogram"),  # noqa: E501
                          ("kegiatan", "sasarankegiatan|kinerjakegiatan")):  # fmt: skip
        if re.search(pattern, all_text):
            paham.tingkat = name
            break
    return paham


def _budget_columns(paham: TabelPaham) -> None:
    """Tell realisasi of money from realisasi of performance by the figures below the header."""
    for i in paham.semua("realisasi"):
        values = [v for r in paham.data() if (v := paham.nilai(r, i))]
        money = [v for v in values if v.satuan == "rupiah" or (v.nilai >= 100000 and v.satuan == "")]
        if values and len(money) * 2 > len(values):
            paham.kolom[i].peran = "realisasi_anggaran"
    money_table = paham.semua("pagu") and paham.semua("realisasi_anggaran")
    for i, column in enumerate(paham.kolom):
        if column.peran == "capaian" and money_table and not paham.semua("target") and not paham.semua("persen"):
            column.peran = "persen"
        elif (
            column.peran == "persen"
            and not money_table
            and paham.semua("target")
            and paham.semua("realisasi")
            and not paham.semua("capaian")
        ):
            paham.kolom[i].peran = "capaian"


def _kind(paham: TabelPaham, labels: list[list[str]]) -> str:
    roles = {k.peran for k in paham.kolom}
    text = ["".join(parts) for parts in labels]
    if sum(1 for name, p in IKPA_KOLOM[:8] if any(re.search(p, t) for t in text)) >= 4:
        return "ikpa"
    if sum(1 for name, p in SMART_KOLOM[1:5] if any(re.search(p, t) for t in text)) >= 3:
        return "smart"
    if "pagu" in roles and "realisasi_anggaran" in roles and "target" not in roles:
        return "anggaran"
    years = [k for k in paham.kolom if k.tahun and k.peran in ("", "target", "realisasi", "capaian")]
    if len(years) >= 3 and not roles & {"realisasi", "capaian", "pagu", "laki"}:
        return "renstra"
    if "target" in roles and roles & {"realisasi", "capaian"}:
        return "capaian"
    if roles & {"realisasi", "capaian"} and years:
        return "capaian"
    if "tahun" in roles and "target" in roles:
        return "renstra"
    if "target" in roles and roles & {"indikator", "sasaran"}:
        return "pk"
    if "pagu" in roles and len(paham.kolom) <= 4:
        return "anggaran_pk"
    if "laki" in roles and "perempuan" in roles:
        return "pegawai"
    return "lain"
