"""Rules on money: remainder, percentage, totals, the same budget in several places, amounts in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from rapidfuzz import fuzz

from extract.laporan_angka import KOSONG, Nilai, parse_cell
from extract.laporan_model import Tempat, potong, rapat
from extract.laporan_paham import Pemahaman
from extract.laporan_tabel import JUMLAH, TabelPaham
from transform.periksa_dasar import Derajat, Temuan, aturan, tulis

_URAI = ("uraian", "jenis belanja", "satker", "program", "kegiatan", "satuan kerja")


@dataclass(frozen=True, slots=True)
class BarisUang:
    """One budget line of a table."""

    nama: str
    pagu: Nilai
    realisasi: Nilai | None
    paham: TabelPaham
    baris: int
    total: bool
    tahun: int | None
    kolom: tuple[tuple[str, int], ...] = ()

    def cari(self, peran: str) -> int | None:
        return dict(self.kolom).get(peran)

    def tempat(self, peran: str) -> Tempat:
        column = self.cari(peran)
        return self.paham.tempat(self.baris, column if column is not None else 0, self.nama)


def row_name(paham: TabelPaham, r: int) -> str:
    """Return the words of a budget row: its text cells that are no numbers."""
    parts = []
    last = None
    for c, cell in enumerate(paham.tabel.kisi[r]):
        if cell is last or paham.kolom[c].peran in ("pagu", "realisasi_anggaran", "sisa", "persen", "no"):
            continue
        last = cell
        if re.search(r"[A-Za-z]", cell.teks):
            parts.append(cell.teks)
    return " / ".join(parts)


def money_rows(paham: Pemahaman) -> list[BarisUang]:
    """Return the lines of all budget tables."""
    out: list[BarisUang] = []
    for table in paham.tabel:
        if table.jenis == "anggaran":
            for year, columns in _year_columns(table).items():
                out.extend(_table_rows(table, columns, year or table.tahun or paham.tahun))
    return out


def _year_columns(table: TabelPaham) -> dict[int | None, dict[str, int]]:
    """Return the columns of pagu, realisasi, sisa and persen, by year where the header prints years."""
    roles = ("pagu", "realisasi_anggaran", "sisa", "persen")
    if all(len(table.semua(r)) <= 1 for r in roles):
        head = re.findall(r"20[0-4]\d", table.kolom[0].label if table.kolom else "")
        return {int(head[0]) if head else None: {r: table.semua(r)[0] for r in roles if table.semua(r)}}
    out: dict[int | None, dict[str, int]] = {}
    for i, kolom in enumerate(table.kolom):
        if kolom.peran in roles and kolom.tahun:
            out.setdefault(kolom.tahun, {}).setdefault(kolom.peran, i)
    return out


def _table_rows(table: TabelPaham, columns: dict[str, int], year: int | None) -> list[BarisUang]:
    out = []
    for r in table.data():
        found = _group_year(table, r)
        if found:
            year = found
            continue
        pagu = table.nilai(r, columns.get("pagu"))
        if pagu is None:
            continue
        name = row_name(table, r)
        real = table.nilai(r, columns.get("realisasi_anggaran"))
        out.append(BarisUang(name, pagu, real, table, r, bool(JUMLAH.match(name)), year, tuple(columns.items())))
    return out


def _group_year(table: TabelPaham, r: int) -> int | None:
    row = table.tabel.kisi[r]
    texts = {c.teks.strip() for c in row if c.teks.strip()}
    if len(texts) == 1 and (
        match := re.fullmatch(r"(?:tahun|ta\.?)\s*(?:anggaran\s*)?(20[0-4]\d)", texts.pop(), re.I)
    ):
        return int(match.group(1))
    return None


def _rupiah(value: Decimal) -> str:
    return f"Rp{tulis(value, 0)}"


@aturan("anggaran", ANG_SISA="Sisa tidak sama dengan pagu dikurangi realisasi", ANG_PERSEN="Persentase penyerapan keliru",  # noqa: E501
        ANG_TARGET="Serapan per indikator keliru")  # fmt: skip
def check_rows(paham: Pemahaman) -> Iterator[Temuan]:
    """sisa = pagu - realisasi (negative when overspent), persen = realisasi / pagu; each line of a budget table."""
    for row in money_rows(paham):
        if row.realisasi is None:
            continue
        yield from _sisa(row)
        yield from _persen(row)


def _sisa(row: BarisUang) -> Iterator[Temuan]:
    column = row.cari("sisa")
    sisa = row.paham.nilai(row.baris, column)
    if (
        sisa is None
        or column is None
        or row.realisasi is None
        or max(row.pagu.desimal, row.realisasi.desimal, sisa.desimal) > 2
    ):
        return
    should = row.pagu.nilai - row.realisasi.nilai
    if abs(sisa.nilai - should) < 1:
        return
    sign = abs(sisa.nilai + should) < 1
    text = row.paham.tabel.teks(row.baris, column)
    if sign and re.search(r"^\s*\(.*\)\s*$", text):
        return
    reason = (
        "tanda minusnya hilang: realisasi melebihi pagu"
        if sign
        else "angka sisa, pagu, atau realisasi tertukar atau salah ketik"
    )
    yield Temuan(
        "ANG-SISA", Derajat.MUNGKIN if row.paham.tabel.ocr else Derajat.PASTI,
        f"Sisa “{potong(row.nama, 70)}” tercetak {sisa.teks}, padahal pagu {row.pagu.teks} dikurangi realisasi {row.realisasi.teks} "  # noqa: E501
        f"= {_rupiah(should)}; {reason}.",
        (row.paham.tempat(row.baris, column, row.nama),), sisa.teks, _rupiah(should), "",
        (sisa.nilai, row.pagu.nilai, row.realisasi.nilai),
    )  # fmt: skip


def _persen(row: BarisUang) -> Iterator[Temuan]:
    column = row.cari("persen")
    persen = row.paham.nilai(row.baris, column)
    if persen is None or column is None or row.realisasi is None or row.pagu.nilai == 0:
        return
    should = row.realisasi.nilai / row.pagu.nilai * 100
    if persen.memuat(should, should) or Nilai(persen.nilai * 100, max(persen.desimal - 2, 0), "", "").memuat(
        should, should
    ):
        return
    near = abs(persen.nilai - should) <= persen.ulp
    yield Temuan(
        "ANG-PERSEN", Derajat.MUNGKIN if near or row.paham.tabel.ocr else Derajat.PASTI,
        f"Persentase “{potong(row.nama, 70)}” tercetak {persen.teks}, padahal {row.realisasi.teks} dari {row.pagu.teks} = "  # noqa: E501
        f"{tulis(should)}%." + (" Selisihnya satu angka terakhir (dibulatkan ke atas)." if near else " Hitung ulang."),  # noqa: E501
        (row.paham.tempat(row.baris, column, row.nama),), persen.teks, f"{tulis(should)}%", "",
        (rapat(row.nama), persen.nilai, row.pagu.nilai),
    )  # fmt: skip


@aturan(
    "anggaran",
    ANG_PROSA="Angka anggaran di kalimat tidak cocok",
    ANG_SAMA="Pagu atau realisasi tercetak berbeda",
)
def check_prose(paham: Pemahaman) -> Iterator[Temuan]:
    """Pagu, realisasi and percentage of one sentence tie together, and with the table's totals."""
    rows = [r for r in money_rows(paham) if r.realisasi is not None]
    for claim in paham.klaim:
        if claim.jenis != "anggaran":
            continue
        pagu, real, percent = (claim.angka.get(k) for k in ("pagu", "realisasi", "persen"))
        place = replace(claim.tempat, uraian=f"kalimat “{potong(claim.teks, 70)}”")
        if pagu and real and percent and pagu.nilai:
            should = real.nilai / pagu.nilai * 100
            if not percent.memuat(should, should):
                near = abs(percent.nilai - should) <= percent.ulp
                yield Temuan(
                    "ANG-PROSA", Derajat.MUNGKIN if near else Derajat.PASTI,
                    f"Kalimat menyebut {percent.teks}, padahal realisasi {real.teks} dari pagu {pagu.teks} = {tulis(should)}%.",  # noqa: E501
                    (place,), percent.teks, f"{tulis(should)}%", "", (claim.urut, percent.nilai),
                )  # fmt: skip
        rest = claim.angka.get("sisa")
        if pagu and real and rest and abs(pagu.nilai - real.nilai - rest.nilai) >= 1:
            yield Temuan(
                "ANG-PROSA", Derajat.PASTI,
                f"Kalimat menyebut sisa {rest.teks}, padahal pagu {pagu.teks} dikurangi realisasi {real.teks} = {_rupiah(pagu.nilai - real.nilai)}.",  # noqa: E501
                (place,), rest.teks, _rupiah(pagu.nilai - real.nilai), "", (claim.urut, rest.nilai),
            )  # fmt: skip
        if pagu and real:
            yield from _against_tables(pagu, real, rows, place)


def _against_tables(pagu: Nilai, real: Nilai, rows: list[BarisUang], place: Tempat) -> Iterator[Temuan]:
    """Report a pagu whose realisasi the table pairs with another pagu, or the other way round."""
    exact = [r for r in rows if r.realisasi and r.pagu.nilai == pagu.nilai and r.realisasi.nilai == real.nilai]
    if exact:
        return
    totals = [r for r in rows if r.total] or rows
    for r in totals:
        if r.realisasi is None:
            continue
        same_pagu, same_real = r.pagu.nilai == pagu.nilai, r.realisasi.nilai == real.nilai
        if same_pagu == same_real:
            continue
        wrong, right, role = (real, r.realisasi, "realisasi") if same_pagu else (pagu, r.pagu, "pagu")
        column = "realisasi_anggaran" if same_pagu else "pagu"
        yield Temuan(
            "ANG-SAMA", Derajat.PASTI,
            f"Kalimat menyebut {role} {wrong.teks}, tabel mencetak {role} {right.teks} untuk "
            f"{'pagu ' + pagu.teks if same_pagu else 'realisasi ' + real.teks} yang sama. Samakan keduanya.",
            (place, r.tempat(column)), wrong.teks, right.teks, "", (role, wrong.nilai, right.nilai),
        )  # fmt: skip
        return


@aturan("anggaran", ANG_TERBILANG="Terbilang tidak sama dengan angkanya", EJAAN_ANGKA="Angka dan hurufnya berbeda")
def check_words(paham: Pemahaman) -> Iterator[Temuan]:
    """An amount and its words say the same number."""
    for claim in paham.klaim:
        if claim.jenis not in ("terbilang", "ejaan") or not claim.kata.get("bilangan"):
            continue
        value, words = claim.angka["nilai"], Decimal(claim.kata["bilangan"])
        if value.nilai == words or value.desimal:
            continue
        money = claim.jenis == "terbilang"
        if not money and value.nilai > 100000:
            continue  # an amount: read as terbilang
        yield Temuan(
            "ANG-TERBILANG" if money else "EJAAN-ANGKA", Derajat.PASTI,
            f"Angka {value.teks} ditulis dengan huruf “{claim.kata['kata']}” ({tulis(words, 0)}). Samakan angka dan hurufnya.",  # noqa: E501
            (replace(claim.tempat, uraian=f"kalimat “{potong(claim.teks, 70)}”"),), claim.kata["kata"], value.teks, "",  # noqa: E501
            (claim.urut, value.nilai, words),
        )  # fmt: skip


@aturan(
    "anggaran",
    PK_ANGGARAN="Anggaran Perjanjian Kinerja tidak cocok",
    PK_PROGRAM="Program tidak sama dengan jumlah kegiatannya",
)
def check_agreement(paham: Pemahaman) -> Iterator[Temuan]:
    """The Perjanjian Kinerja has one budget per programme and kegiatan; a programme is the sum of its kegiatan."""
    seen: dict[str, list[tuple[Nilai, Tempat, str, bool]]] = {}
    for table in paham.tabel:
        if table.jenis != "anggaran_pk":
            continue
        yield from _programme_sums(table)
        column = table.cari("pagu")
        for r in table.data():
            value = table.nilai(r, column)
            name = row_name(table, r)
            if value is None or column is None or JUMLAH.match(name) or len(rapat(name)) < 8:
                continue
            key = next((k for k in seen if fuzz.ratio(k, rapat(name)) >= 92), rapat(name))
            seen.setdefault(key, []).append((value, table.tempat(r, column, name), name, _revised(paham, table)))
    if sum(1 for t in paham.tabel if t.jenis == "anggaran_pk") > 4:
        return  # one agreement per unit: equal names are different lines
    for values in seen.values():
        first = values[0]
        other = next((v for v in values[1:] if v[0].nilai != first[0].nilai), None)
        if other:
            yield Temuan(
                "PK-ANGGARAN", Derajat.MUNGKIN if first[3] != other[3] else Derajat.PASTI,
                f"Anggaran “{potong(first[2], 70)}” tercetak {first[0].teks} dan {other[0].teks}. Satu Perjanjian Kinerja hanya "  # noqa: E501
                "memuat satu pagu; bila ada revisi, sebutkan mana yang awal dan mana yang revisi.",
                (*(v[1] for v in values),), first[0].teks, other[0].teks, "", tuple(sorted((first[0].nilai, other[0].nilai))),  # noqa: E501
            )  # fmt: skip


def _revised(paham: Pemahaman, table: TabelPaham) -> bool:
    blocks = paham.dokumen.blok[max(0, table.tabel.urut - 25) : table.tabel.urut]
    return any(
        "revisi" in getattr(b, "teks", "").lower() for b in blocks if isinstance(getattr(b, "teks", ""), str)
    )


def _programme_sums(table: TabelPaham) -> Iterator[Temuan]:
    column = table.cari("pagu")
    if column is None:
        return
    head: tuple[int, Nilai, str] | None = None
    parts: list[Nilai] = []
    rows = [(r, table.nilai(r, column), row_name(table, r)) for r in table.data()]
    for r, value, name in [*rows, (-1, None, "Program")]:
        if re.match(r"\W*(?:\d+[.)]\s*)?program\b", name, re.I):
            if head and parts and sum(p.nilai for p in parts) != head[1].nilai:
                total = sum((p.nilai for p in parts), Decimal(0))
                yield Temuan(
                    "PK-PROGRAM", Derajat.PASTI,
                    f"“{potong(head[2], 70)}” tercetak {head[1].teks}, jumlah kegiatannya {_rupiah(total)}. Samakan.",  # noqa: E501
                    (table.tempat(head[0], column, head[2]),), head[1].teks, _rupiah(total), "", (rapat(head[2]), head[1].nilai),  # noqa: E501
                )  # fmt: skip
            head, parts = ((r, value, name) if value else None), []
        elif value is not None and not JUMLAH.match(name):
            parts.append(value)


def empty(text: str) -> bool:
    return bool(KOSONG.match(text))


def number(text: str) -> Nilai | None:
    return parse_cell(text)
